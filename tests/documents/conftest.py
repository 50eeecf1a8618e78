"""One press for all documents under test."""

from collections.abc import Iterator

import pytest

from portal.outside.pdf import Press


@pytest.fixture(scope="session")
def press() -> Iterator[Press]:
    with Press(seconds=120) as press:
        yield press
