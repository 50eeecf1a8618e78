"""The store of files: a folder and a bucket keep the same promises."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import obstore
import pytest

from portal.config import Bucket as Place
from portal.config import Config
from portal.outside.files import Bucket, Folder, Lost, Store, Unreachable, the_store
from tests.support.bucket import served
from tests.support.site import free_port

Forge = Callable[[str, bytes | None], None]


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    """A bucket in a server of its own."""
    with served() as place:
        yield place


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A store of each kind."""
    if request.param == "folder":
        return Folder(tmp_path)
    place: Place = request.getfixturevalue("place")
    return Bucket(replace(place, prefix=tmp_path.name))


def names(store: Store) -> list[str]:
    """The names under which a store has anything."""
    if isinstance(store, Folder):
        return sorted(
            str(path.relative_to(store.folder)) for path in store.folder.rglob("*") if path.is_file()
        )
    assert isinstance(store, Bucket)
    return sorted(str(found["path"]) for some in obstore.list(store.store) for found in some)


def forge(store: Store, sha256: str, body: bytes | None) -> None:
    """Change what lies under a hash, or take it away."""
    name = f"{sha256[:2]}/{sha256}"
    if isinstance(store, Folder):
        path = store.folder / name
        path.write_bytes(body) if body is not None else path.unlink()
        return
    assert isinstance(store, Bucket)
    obstore.put(store.store, name, body) if body is not None else obstore.delete(store.store, name)


@pytest.mark.parametrize("body", [b"", b"paper", bytes(range(256)) * 40_000], ids=["none", "short", "10 MB"])
def test_what_is_kept_comes_back_the_same(store: Store, body: bytes) -> None:
    sha256 = store.keep(body)
    assert sha256 == hashlib.sha256(body).hexdigest() == store.keep(body)
    assert store.read(sha256) == body
    assert names(store) == [f"{sha256[:2]}/{sha256}"]


def test_a_file_that_is_gone_or_was_changed_is_lost(store: Store) -> None:
    sha256 = store.keep(b"paper")
    forge(store, sha256, b"forged")
    with pytest.raises(Lost):
        store.read(sha256)
    forge(store, sha256, None)
    with pytest.raises(Lost):
        store.read(sha256)


def test_the_same_at_once_is_kept_once(store: Store) -> None:
    kept: list[str] = []
    threads = [threading.Thread(target=lambda: kept.append(store.keep(b"x" * 100_000))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(set(kept)), len(kept), len(names(store))) == (1, 8, 1)


def test_a_bucket_that_does_not_answer_says_so(place: Place) -> None:
    gone = Bucket(replace(place, endpoint=f"http://127.0.0.1:{free_port()}"))
    with pytest.raises(Unreachable):
        gone.keep(b"paper")
    with pytest.raises(Unreachable):
        gone.read("a" * 64)


def test_a_bucket_that_is_not_there_keeps_nothing(place: Place) -> None:
    with pytest.raises(Unreachable):
        Bucket(replace(place, name="elsewhere")).keep(b"paper")


def test_the_settings_choose(config: Config, place: Place) -> None:
    assert isinstance(the_store(config), Folder)
    assert isinstance(the_store(replace(config, bucket=place)), Bucket)
