"""The store of files, each under the hash of its bytes: a folder outside the web root, or a bucket."""

import hashlib
import os
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from portal.config import Bucket as Place
from portal.config import Config

# Some of what a bucket answers comes as an error of the system.
FAULTS = (BaseError, OSError)


class Lost(Exception):
    """A file that should be there is not, or its bytes are not what they were."""


class Unreachable(OSError):
    """The store does not answer, or refuses to."""


class Store(Protocol):
    """Files that are only ever added; the same bytes are kept once."""

    def keep(self, body: bytes) -> str:
        """Keep `body` for good, whole or not at all, and return its SHA-256 as hex."""

    def read(self, sha256: str) -> bytes:
        """Return the bytes whose hash is `sha256`; raises `Lost` if they are gone or were changed."""


class Folder:
    """A store below a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, body: bytes) -> str:
        """Keep `body` for good, whole or not at all, and return its SHA-256 as hex."""
        sha256 = hashlib.sha256(body).hexdigest()
        target = self.folder / _place(sha256)
        if target.exists():
            return sha256
        target.parent.mkdir(parents=True, exist_ok=True)
        part = tempfile.NamedTemporaryFile(dir=target.parent, delete=False)  # noqa: SIM115
        try:
            with part:
                part.write(body)
                part.flush()
                os.fsync(part.fileno())
            os.replace(part.name, target)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise
        return sha256

    def read(self, sha256: str) -> bytes:
        """Return the bytes whose hash is `sha256`; raises `Lost` if they are gone or were changed."""
        try:
            body = (self.folder / _place(sha256)).read_bytes()
        except FileNotFoundError:
            raise Lost(sha256) from None
        return _checked(body, sha256)


class Bucket:
    """A store in a bucket that speaks S3."""

    def __init__(self, place: Place) -> None:
        self.store = S3Store(
            place.name,
            prefix=place.prefix or None,
            config={
                "access_key_id": place.key,
                "secret_access_key": place.secret,
                "region": place.region,
                "virtual_hosted_style_request": False,
                **({"endpoint": place.endpoint} if place.endpoint else {}),
            },
            client_options={
                "allow_http": place.endpoint.startswith("http://"), "timeout": "30s", "connect_timeout": "5s",
            },
            retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=20)},
        )  # fmt: skip

    def keep(self, body: bytes) -> str:
        """Keep `body` for good, whole or not at all, and return its SHA-256 as hex.

        Raises `Unreachable`.
        """
        sha256 = hashlib.sha256(body).hexdigest()
        try:
            obstore.put(self.store, _place(sha256), body, use_multipart=False)
        except FAULTS as error:
            raise Unreachable(str(error)) from error
        return sha256

    def read(self, sha256: str) -> bytes:
        """Return the bytes whose hash is `sha256`.

        Raises `Lost` if they are gone or were changed, and `Unreachable`.
        """
        try:
            body = bytes(obstore.get(self.store, _place(sha256)).bytes())
        except (NotFoundError, FileNotFoundError):
            raise Lost(sha256) from None
        except FAULTS as error:
            raise Unreachable(str(error)) from error
        return _checked(body, sha256)


def the_store(config: Config) -> Store:
    """Return the store that the settings name."""
    return Bucket(config.bucket) if config.bucket else Folder(config.var / "files")


def _place(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"


def _checked(body: bytes, sha256: str) -> bytes:
    if hashlib.sha256(body).hexdigest() != sha256:
        raise Lost(sha256)
    return body
