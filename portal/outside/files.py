"""The store of files: on disk, outside the web root, each under the hash of its bytes."""

import hashlib
import os
import tempfile
from pathlib import Path


class Lost(Exception):
    """A file that should be there is not, or its bytes are not what they were."""


class Store:
    """Files below `folder`; the same bytes are kept once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, body: bytes) -> str:
        """Keep `body` for good, whole or not at all, and return its SHA-256 as hex."""
        sha256 = hashlib.sha256(body).hexdigest()
        target = self._place(sha256)
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
            body = self._place(sha256).read_bytes()
        except FileNotFoundError:
            raise Lost(sha256) from None
        if hashlib.sha256(body).hexdigest() != sha256:
            raise Lost(sha256)
        return body

    def _place(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256
