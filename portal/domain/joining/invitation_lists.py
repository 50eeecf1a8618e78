"""Lists of people to invite, as CSV: read, looked at line by line, and sent only then."""

import csv
import io
from dataclasses import dataclass
from datetime import datetime

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select

from portal.db import db
from portal.domain.joining import invitations
from portal.domain.people.accounts import normal
from portal.domain.people.tickets import Link
from portal.domain.refusal import Refused
from portal.models.person import Person

COLUMNS = ("email", "name", "note", "referrer")
MOST = 500


@dataclass
class Line:
    """One line of the list, counted as in the file; `wrong` says why nobody will be asked by it."""

    number: int
    email: str
    name: str
    note: str
    referrer: Person | None = None
    wrong: Refused | None = None


def read(body: str, *, at: datetime) -> list[Line]:
    """Return the lines of a CSV list, each with what is wrong with it; nothing is kept or sent.

    The first line names the columns: email, and if there is something to say name, note and
    referrer (the mail address of an ambassador or of staff). Raises `Refused` for what is no list.
    """
    rows = _rows(body)
    lines = [
        Line(number, normal(row["email"]), row["name"], row["note"])
        for number, row in rows
        if any(row.values())
    ]
    if not lines:
        raise Refused("There is nobody on this list.", "file")
    if len(lines) > MOST:
        raise Refused(
            "A list can have %(most)d lines; this one has %(count)d.", "file", most=MOST, count=len(lines)
        )
    _check_shapes(lines)
    _check_twice(lines)
    _check_known(lines, at=at)
    _find_referrers(lines, {number: normal(row["referrer"]) for number, row in rows})
    return lines


def send(body: str, *, by: Person, link: Link, at: datetime) -> int:
    """Invite everybody on the list whose line is right; return how many.

    Raises `Refused` where not one line is right.
    """
    good = [line for line in read(body, at=at) if line.wrong is None]
    if not good:
        raise Refused("No line of this list can be sent.", "file")
    for line in good:
        invitations.invite(
            line.email, name=line.name, note=line.note, referrer=line.referrer, by=by, link=link, at=at
        )
    return len(good)


def decoded(body: bytes) -> str:
    """Return the text of a CSV file: UTF-8, or UTF-16 where its mark says so.

    Raises `Refused` for anything else.
    """
    try:
        text = body.decode("utf-16" if body[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(
            "This file is not text in UTF-8. Save it as CSV UTF-8, then choose it again.", "file"
        ) from None
    if "\0" in text:
        raise Refused("This file is not text. Save the list as CSV UTF-8, then choose it again.", "file")
    return text


def _rows(body: str) -> list[tuple[int, dict[str, str]]]:
    head = body.lstrip("\ufeff\r\n").partition("\n")[0]
    mark = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(body.lstrip("\ufeff")), delimiter=mark)
    try:
        known = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error:
        raise Refused("This file cannot be read as CSV.", "file") from None
    known = [(number, row) for number, row in known if any(row)]
    names = [cell.lower() for cell in known[0][1]] if known else []
    if "email" not in names:
        raise Refused("The first line must name the columns, and one of them must be email.", "file")
    places = {column: names.index(column) for column in COLUMNS if column in names}
    return [
        (
            number,
            {
                column: row[places[column]] if column in places and places[column] < len(row) else ""
                for column in COLUMNS
            },
        )
        for number, row in known[1:]
    ]


def _check_shapes(lines: list[Line]) -> None:
    for line in lines:
        try:
            validate_email(line.email, check_deliverability=False)
        except EmailNotValidError:
            line.wrong = Refused("“%(email)s” is not a mail address.", email=line.email[:80])
        if len(line.email) > 254:
            line.wrong = Refused("The mail address is too long.")
        elif len(line.name) > 200:
            line.wrong = Refused("The name has more than %(most)d characters.", most=200)
        elif len(line.note) > 1000:
            line.wrong = Refused("The note has more than %(most)d characters.", most=1000)


def _check_twice(lines: list[Line]) -> None:
    first: dict[str, int] = {}
    for line in lines:
        if line.wrong is None and first.setdefault(line.email, line.number) != line.number:
            line.wrong = Refused("The same address stands in line %(number)d.", number=first[line.email])


def _check_known(lines: list[Line], *, at: datetime) -> None:
    reasons = invitations.why_not([line.email for line in lines if line.wrong is None], at=at)
    for line in lines:
        line.wrong = line.wrong or reasons.get(line.email)


def _find_referrers(lines: list[Line], named: dict[int, str]) -> None:
    asked = {email for email in named.values() if email}
    known = {
        person.email: person for person in db.session.scalars(select(Person).where(Person.email.in_(asked)))
    }
    for line in lines:
        email = named[line.number]
        line.referrer = known.get(email)
        if email and line.referrer is None and line.wrong is None:
            line.wrong = Refused("Nobody here has the address %(email)s of the referrer.", email=email[:80])
