"""One press for all documents under test."""

from collections.abc import Iterator

import pytest

from portal.outside.pdf import Press


@pytest.fixture(scope="session")
def press() -> Iterator[Press]:
    with Press() as press:
        yield press
