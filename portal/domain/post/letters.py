"""Letters: writing them into the outbox, in the transaction that caused them."""

import secrets
from datetime import datetime

from sqlalchemy import select

from portal.db import db, locked
from portal.domain import audit
from portal.domain.placeholders import Form, filled, in_words, one_line
from portal.domain.post import letter_templates, mail_html, plain_text
from portal.domain.post.letter_kinds import KINDS
from portal.domain.post.letter_templates import Words
from portal.domain.programs import names_of, the_program
from portal.domain.refusal import Refused
from portal.models.file import File
from portal.models.joining.decision import Decision
from portal.models.letter import Letter, LetterState
from portal.models.person import Person
from portal.models.program import Program

WAITING = {LetterState.HELD, LetterState.QUEUED, LetterState.FAILED}


def compose(kind: str, **values: object) -> Words:
    """Return the letter of `kind` filled in: a subject, and markdown that a person may still change.

    A value that is not given is empty, but for links: `UndefinedError` where the words name one that is
    missing, and `KeyError` for a value that the kind does not declare.
    """
    known = KINDS[kind].values
    program = the_program()
    given: dict[str, object] = {name: "" for name, value in known.items() if value.form is not Form.LINK}
    given |= common(program) | {name: in_words(value, program.language) for name, value in values.items()}
    words = letter_templates.current(kind, language=program.language)
    return Words(
        letter_templates.subject_of(kind, words, given)[:300],
        filled(words.body, given, known),
    )


def post(
    kind: str,
    *,
    to: str,
    at: datetime,
    to_name: str = "",
    person: Person | None = None,
    hold: bool = False,
    not_before: datetime | None = None,
    attachment: File | None = None,
    **values: object,
) -> Letter:
    """Write the letter of `kind` and put it into the outbox; `hold` keeps it until it is released.

    `values` are the placeholders; `name` is the receiver's name unless said otherwise.
    """
    words = compose(kind, **{"name": to_name, **values})
    return send_text(
        to=to,
        at=at,
        subject=words.subject,
        body=words.body,
        kind=kind,
        to_name=to_name,
        person=person,
        hold=hold,
        not_before=not_before,
        attachment=attachment,
        leave=str(values.get("leave", "")),
    )


def send_text(
    *,
    to: str,
    at: datetime,
    subject: str,
    body: str,
    kind: str,
    to_name: str = "",
    person: Person | None = None,
    hold: bool = False,
    not_before: datetime | None = None,
    attachment: File | None = None,
    leave: str = "",
) -> Letter:
    """Put a letter into the outbox whose words (markdown) a person wrote or changed.

    `leave` is the address that ends letters of this kind, where one may.
    """
    program = the_program()
    subject = one_line(subject)[:300]
    letter = Letter(
        kind=kind,
        to=one_line(to).replace(" ", ""),
        to_name=one_line(to_name)[:200],
        person=person,
        subject=subject,
        text=plain_text.render(body) + _signed(program),
        html=mail_html.page(body, subject=subject, program=program),
        attachment=attachment,
        message_id=_message_id(program),
        state=LetterState.HELD if hold else LetterState.QUEUED,
        created_at=at,
        not_before=not_before or at,
        leave=leave or None,
    )
    db.session.add(letter)
    db.session.flush()
    return letter


def release(letter: Letter, *, at: datetime) -> None:
    """Let a held letter go; raises `Refused` if it has gone or was called back."""
    held = locked(Letter, letter.id)
    if held.state is not LetterState.HELD:
        raise Refused("This letter is not held back any more.")
    held.state = LetterState.QUEUED
    held.not_before = at
    db.session.flush()


def are_held_for(email: str) -> bool:
    """Whether a letter to this address is held back."""
    held = select(Letter.id).where(Letter.to == email, Letter.state == LetterState.HELD)
    return db.session.scalar(held.limit(1)) is not None


def cancel(letter: Letter) -> None:
    """Call a letter back; raises `Refused` once it is on its way."""
    waiting = locked(Letter, letter.id)
    if waiting.state not in WAITING:
        raise Refused("This letter is on its way already, or was called back.")
    waiting.state = LetterState.CANCELLED
    db.session.flush()


def recall(letter: Letter, *, by: Person, at: datetime) -> None:
    """Call a letter back that is queued or was not taken; a held one belongs to its decision."""
    if letter.state is LetterState.HELD:
        raise Refused("This letter belongs to a decision; change the decision.")
    cancel(letter)
    audit.write("called back", letter, by=by, at=at, label=letter.subject)


def send_after_all(letter: Letter, *, by: Person, at: datetime) -> None:
    """Take back that a letter was called back; raises `Refused` where its decision was undone."""
    stopped = locked(Letter, letter.id)
    undone = select(Decision.id).where(Decision.letter_id == letter.id, Decision.undone_at.is_not(None))
    if stopped.state is not LetterState.CANCELLED or db.session.scalar(undone) is not None:
        raise Refused("This letter cannot be sent any more.")
    stopped.state, stopped.not_before = LetterState.QUEUED, at
    audit.write("sent after all", stopped, by=by, at=at, label=stopped.subject)


def may_retry(letter: Letter) -> bool:
    """Whether a letter was not taken, and can be tried again at once."""
    return letter.state is LetterState.FAILED or (letter.state is LetterState.QUEUED and letter.attempts > 0)


def may_recall(letter: Letter) -> bool:
    """Whether a letter can still be called back from the outbox."""
    return letter.state in {LetterState.QUEUED, LetterState.FAILED}


def retry(letter: Letter, *, by: Person, at: datetime) -> None:
    """Try a letter again now that could not be delivered; raises `Refused` for any other."""
    failed = locked(Letter, letter.id)
    if not may_retry(failed):
        raise Refused("Only a letter that could not be delivered is tried again.")
    failed.state, failed.not_before, failed.attempts = LetterState.QUEUED, at, 0
    audit.write("retried", failed, by=by, at=at, label=failed.subject)


def common(program: Program) -> dict[str, object]:
    """Return the values that every letter may name; whose it is is not known yet."""
    return {"name": ""} | names_of(program)


def _signed(program: Program) -> str:
    return f"\n\n-- \n{one_line(program.name)}, {one_line(program.organisation)}\n"


def _message_id(program: Program) -> str:
    host = program.contact_email.rpartition("@")[2]
    return f"<{secrets.token_hex(16)}@{host if host.isascii() else 'localhost'}>"
