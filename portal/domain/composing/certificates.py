"""What a certificate says, gathered from the rows."""

from datetime import date
from typing import Any, NamedTuple

from markupsafe import Markup

from portal.domain.composing.letterhead import as_printed, document_of, person_of
from portal.domain.composing.order import Order
from portal.domain.composing.words import said
from portal.domain.issuing import signatories
from portal.domain.paper.certificate import Certificate, Variant
from portal.domain.programs import day_of, the_program
from portal.domain.refusal import Refused
from portal.domain.working import made
from portal.models.joining.membership import Membership
from portal.models.paper.document import DocumentKind

MADE_FROM = {Variant.MEMBERSHIP: "Membership", Variant.YEAR: "Year {}", Variant.THANKS: "Thanks {}"}


class Period(NamedTuple):
    """The days that count, and the last of them that is past; `last` is None while it goes on."""

    first: date
    last: date | None
    until: date


def compose(order: Order) -> Certificate:
    """Return the certificate of the chosen `variant`, with what its period holds by the order's moment.

    `year` is the year of a certificate of a year, `thanks_for` what one of thanks is for, and
    `signatories` are the positions of those who sign: all of them where nothing was chosen. Raises
    `Refused` before somebody is an ambassador, for a year without a day as one, and for thanks without words.
    """
    membership, choices, today = order.membership, order.choices, day_of(order.at)
    variant = Variant(choices.get("variant", Variant.MEMBERSHIP))
    if membership.complete_at is None or membership.complete_at > order.at:
        raise Refused("%(name)s is no ambassador yet.", name=membership.person.name)
    year = choices["year"] if variant is Variant.YEAR else None
    period = _year(membership, year, today) if year is not None else _whole(membership, today)
    thanks = _thanks(choices) if variant is Variant.THANKS else ""
    work = made.by(membership, first=period.first, last=period.until, at=order.at)
    return Certificate(
        document=document_of(order, made_from=MADE_FROM[variant].format(year or thanks)),
        program=as_printed(the_program(), order.pictures),
        person=person_of(membership),
        variant=variant,
        words=_said(order, variant, period, year),
        first=period.first,
        last=period.last,
        year=year,
        thanks_for=thanks,
        pieces=work.pieces,
        hours=work.hours,
        done=work.days,
        signatures=signatories.signatures(_signing(choices)),
    )


def _said(order: Order, variant: Variant, period: Period, year: int | None) -> Markup:
    kind = DocumentKind.CERTIFICATE
    if variant is Variant.THANKS:
        return said(order, kind, "thanks")
    if year is not None:
        return said(order, kind, "year", year=str(year), since=period.first, until=period.last)
    if period.last is not None:
        return said(order, kind, "was_member", since=period.first, until=period.last)
    return said(order, kind, "member", since=period.first)


def _whole(membership: Membership, today: date) -> Period:
    ended = membership.ended_on
    over = ended is not None and ended <= today
    return Period(membership.joined_on, ended if over else None, ended if over and ended else today)


def _year(membership: Membership, year: int, today: date) -> Period:
    """The days of a year on which somebody was an ambassador, up to today."""
    ended = membership.ended_on or date.max
    first = max(membership.joined_on, date(year, 1, 1))
    last = min(ended, date(year, 12, 31), today)
    if first > last:
        name = membership.person.name
        raise Refused("%(name)s was no ambassador in %(year)s.", name=name, year=str(year))
    return Period(first, last, last)


def _thanks(choices: Any) -> str:
    typed = str(choices.get("thanks_for", "")).strip()
    if not typed:
        raise Refused("Say what the thanks are for.")
    return typed


def _signing(choices: Any) -> list[int]:
    return list(choices.get("signatories", [each.position for each in signatories.every()]))
