"""Evidence: files known by their bytes, pictures drawn anew."""

import io

import pytest
from PIL import Image, ImageFile

from portal.domain.refusal import Refused
from portal.domain.working import evidence
from portal.domain.working.evidence import Kept
from tests.conftest import NOW
from tests.support.drawn import PDF, a_picture, with_a_muddled_place, with_a_place
from tests.support.rows_earning import a_submission
from tests.support.rows_onboarding import an_ambassador

LIMIT = 1_000_000


def recognised(body: bytes, name: str = "toast.jpg") -> tuple[str, str]:
    """The type and the name of a file as it is kept."""
    proof = evidence.recognise(body, name=name, limit=LIMIT)
    return proof.media_type, proof.name


@pytest.mark.parametrize(
    ("kind", "media_type", "name"),
    [
        ("JPEG", "image/jpeg", "toast.jpg"),
        ("PNG", "image/png", "toast.png"),
        ("GIF", "image/png", "toast.png"),
        ("WEBP", "image/png", "toast.png"),
    ],
)
def test_a_picture_is_known_by_its_bytes(kind: str, media_type: str, name: str) -> None:
    assert recognised(a_picture(kind), "toast.exe") == (media_type, name)


def test_a_pdf_stays_as_it_came() -> None:
    proof = evidence.recognise(PDF, name="certificate.png", limit=LIMIT)
    assert (proof.body, proof.media_type, proof.name) == (PDF, "application/pdf", "certificate.pdf")


def test_where_and_with_what_it_was_taken_is_gone() -> None:
    body = with_a_place()
    assert b"A camera" in body
    drawn = evidence.recognise(body, name="a.jpg", limit=LIMIT).body
    with Image.open(io.BytesIO(drawn)) as shown:
        assert (shown.size, dict(shown.getexif()), shown.info.get("comment")) == ((40, 60), {}, None)
    assert b"camera" not in drawn
    assert b"secret" not in drawn


def test_a_photo_whose_camera_muddled_its_exif_is_drawn_upright_all_the_same() -> None:
    drawn = evidence.recognise(with_a_muddled_place(), name="a.jpg", limit=LIMIT).body
    with Image.open(io.BytesIO(drawn)) as shown:
        assert (shown.size, dict(shown.getexif())) == ((40, 60), {})


def test_what_hangs_on_to_a_picture_is_gone() -> None:
    drawn = evidence.recognise(a_picture() + b"<script>x()</script>", name="a.png", limit=LIMIT).body
    assert b"script" not in drawn


def test_a_large_picture_becomes_smaller() -> None:
    drawn = evidence.recognise(a_picture("JPEG", (5000, 2500)), name="a", limit=LIMIT).body
    with Image.open(io.BytesIO(drawn)) as shown:
        assert shown.size == (2400, 1200)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "neither a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither a picture"),
        (b"<html><script>x()</script>", "neither a picture"),
        (b"MZ\x90\x00", "neither a picture"),
        (b"PK\x03\x04", "neither a picture"),
        (b"%PDF-1.7 without an end", "neither a picture"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "is a HEIC photo"),
        (b"\xff\xd8\xff\xe0 but no picture", "or it is broken"),
        (b"\x89PNG\r\n\x1a\n and no more", "or it is broken"),
        (a_picture("PNG", (8000, 6000)), "more than 40 million pixels"),
        (PDF + b" " * LIMIT + b"%%EOF", "is larger than 1 MB"),
    ],
)
def test_anything_else_is_refused_in_a_sentence(body: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why) as refused:
        evidence.recognise(body, name="a.png", limit=LIMIT)
    assert refused.value.field == "files"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_picture_that_is_cut_short_is_refused(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    body = a_picture(kind, (600, 400))
    with pytest.raises(Refused, match="or it is broken"):
        evidence.recognise(body[: len(body) * 3 // 4], name="a.png", limit=LIMIT)


@pytest.mark.parametrize(
    ("hostile", "name"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\temp\\a.png", "a.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie x1.pdf"),
        ("gnp\u202efdp.exe", "gnpfdp.pdf"),
        ('"><img src=x>.html', "img srcx.pdf"),
        ("Żółć 日本.pdf", "Żółć 日本.pdf"),
        ("...", "file.pdf"),
        ("", "file.pdf"),
        ("a" * 500, "a" * 80 + ".pdf"),
    ],
)
def test_a_name_keeps_its_letters_only(hostile: str, name: str) -> None:
    assert recognised(PDF, hostile) == ("application/pdf", name)


@pytest.mark.usefixtures("app")
def test_a_submission_has_six_files_at_most_and_none_twice() -> None:
    work = a_submission(an_ambassador(at=NOW), at=NOW, send=False)
    files = [Kept(sha256=sign * 64, size=1, media_type="image/png", name="a.png") for sign in "abcdefg"]
    evidence.attach(work, files[:6] + files[:2], at=NOW)
    with pytest.raises(Refused, match="Leave it at 6 files"):
        evidence.attach(work, files, at=NOW)
    assert len(work.evidence) == 6
    evidence.take_off(work, [str(work.evidence[0].id), "x"])
    assert [each.file.sha256[0] for each in work.evidence] == list("bcdef")


@pytest.mark.usefixtures("app")
def test_what_was_sent_in_keeps_its_files() -> None:
    work = a_submission(an_ambassador(at=NOW), at=NOW, send=False)
    evidence.attach(work, [Kept(sha256="a" * 64, size=1, media_type="image/png", name="a")], at=NOW)
    work.sent_at = NOW
    work.state = work.state.PENDING
    with pytest.raises(Refused, match="sent in already"):
        evidence.take_off(work, [str(work.evidence[0].id)])
