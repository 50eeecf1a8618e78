"""The store of files."""

import hashlib
from pathlib import Path

import pytest

from portal.outside.files import Lost, Store


def test_what_is_kept_comes_back_the_same(tmp_path: Path) -> None:
    store = Store(tmp_path)
    sha256 = store.keep(b"paper")
    assert sha256 == hashlib.sha256(b"paper").hexdigest() == store.keep(b"paper")
    assert store.read(sha256) == b"paper"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [sha256]


def test_a_file_that_is_gone_or_was_changed_is_lost(tmp_path: Path) -> None:
    store = Store(tmp_path)
    sha256 = store.keep(b"paper")
    kept = tmp_path / sha256[:2] / sha256
    kept.write_bytes(b"forged")
    with pytest.raises(Lost):
        store.read(sha256)
    kept.unlink()
    with pytest.raises(Lost):
        store.read(sha256)
