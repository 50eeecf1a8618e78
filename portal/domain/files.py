"""What is known of the files we keep."""

from datetime import datetime

from portal.db import db
from portal.models.file import File


def note(sha256: str, *, size: int, media_type: str, name: str, at: datetime) -> File:
    """Note a file that the store keeps under `sha256`; `size` is in bytes."""
    file = File(sha256=sha256, size=size, media_type=media_type, name=name[:200], at=at)
    db.session.add(file)
    db.session.flush()
    return file
