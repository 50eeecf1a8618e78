"""Evidence: files that show the work, known by their bytes and never by their name."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain import drawing, files
from portal.domain.refusal import Refused
from portal.models.person import Person
from portal.models.working.submission import Evidence, Submission, SubmissionState

MOST = 6
LARGEST = 2400
# A JPEG is made smaller while it is read; anything else fills the memory first.
MOST_PIXELS: dict[drawing.Kind, int] = {"JPEG": 60_000_000, "PNG": 40_000_000}
PDF = "application/pdf"
ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", PDF: ".pdf"}
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
# What a file begins with, and what it is drawn anew as.
BEGINNINGS: tuple[tuple[re.Pattern[bytes], drawing.Kind], ...] = (
    (re.compile(rb"\xff\xd8\xff"), "JPEG"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "PNG"),
    (re.compile(rb"GIF8[79]a"), "PNG"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "PNG"),
)
HEIC = re.compile(rb"....ftyp(heic|heix|hevc|heim|heis|mif1|msf1)", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A file that is safe to keep: a picture drawn anew, or a PDF as it came."""

    body: bytes
    media_type: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A file that the store has."""

    sha256: str
    size: int
    media_type: str
    name: str


def recognise(body: bytes, *, name: str, limit: int) -> Proof:
    """Return a file as it may be kept; `limit` is in bytes.

    Raises `Refused`, on the field `files`, for anything but a picture or a PDF.
    """
    if len(body) > limit:
        raise Refused("%(name)s is larger than %(most)s MB.", "files", name=name, most=limit // 1_000_000)
    if HEIC.match(body):
        why = "%(name)s is a HEIC photo. Choose it as JPEG; a screenshot of it does as well."
        raise Refused(why, "files", name=name)
    if body.startswith(b"%PDF-") and b"%%EOF" in body[-2048:]:
        return Proof(body=body, media_type=PDF, name=_named(name, PDF))
    kind = next((kind for beginning, kind in BEGINNINGS if beginning.match(body)), None)
    if kind is None:
        why = "%(name)s is neither a picture (JPEG, PNG, WebP, GIF) nor a PDF."
        raise Refused(why, "files", name=name)
    try:
        drawn = drawing.anew(body, kind, largest=LARGEST, formats=FORMATS, most_pixels=MOST_PIXELS[kind])
    except Refused as why:
        raise Refused(why.why, "files", **why.values) from None
    media_type = f"image/{kind.lower()}"
    return Proof(body=drawn, media_type=media_type, name=_named(name, media_type))


def attach(submission: Submission, found: list[Kept], *, at: datetime) -> None:
    """Add files to a submission; the same bytes twice are one. Raises `Refused` for more than six."""
    have = {each.file.sha256 for each in submission.evidence}
    fresh = {each.sha256: each for each in found if each.sha256 not in have}
    if len(have) + len(fresh) > MOST:
        raise Refused("Leave it at %(most)s files.", "files", most=MOST)
    for each in fresh.values():
        file = files.note(each.sha256, size=each.size, media_type=each.media_type, name=each.name, at=at)
        submission.evidence.append(Evidence(file=file))
    db.session.flush()


def take_off(submission: Submission, ids: Collection[str]) -> None:
    """Take the files with these ids off a submission. Raises `Refused` once it was sent in."""
    if ids and not submission.is_editable:
        raise Refused("This was sent in already; it can be changed again if it is returned to you.")
    for each in [each for each in submission.evidence if str(each.id) in ids]:
        submission.evidence.remove(each)
    db.session.flush()


def seen_by(person: Person, *, reviews: bool) -> Select[Evidence]:
    """Select the files a person may see: those of their own work, and of all that was sent to reviewers."""
    own = Submission.person_id == person.id
    sent = Submission.state != SubmissionState.DRAFT
    chosen = select(Evidence).join(Evidence.submission).options(joinedload(Evidence.file))
    return chosen.where(or_(own, sent) if reviews else own)


def _named(name: str, media_type: str) -> str:
    """A name for a download: of what was sent only the letters, and the ending that it should have."""
    last = re.split(r"[/\\]", name)[-1]
    stem = last.rpartition(".")[0] or last
    plain = re.sub(r"[^\w .()-]+", "", stem).strip(" .")[:80].strip(" .")
    return (plain or "file") + ENDINGS[media_type]
