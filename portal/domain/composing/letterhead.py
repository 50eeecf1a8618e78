"""What every document says of itself: its number, the program, the person to write to."""

from zoneinfo import ZoneInfo

from portal.domain.composing.order import NO_PICTURES, Order, Pictures
from portal.domain.paper.letterhead import Addressee, Contact, Issue, Masthead
from portal.domain.program import revisions
from portal.domain.programs import day_of, the_program
from portal.models.joining.membership import Membership
from portal.models.program import Program


def document_of(order: Order, *, made_from: str = "") -> Issue:
    """Return what the foot of a document says; unless told otherwise it was made from the rules in force."""
    revision = revisions.current()
    issued = order.at.astimezone(ZoneInfo(the_program().time_zone))
    if revision is None or revision.published_at is None:
        return Issue(order.number, issued, made_from=made_from, check_url=order.check_url)
    return Issue(
        number=order.number,
        issued=issued,
        rules_number=revision.number,
        rules_date=day_of(revision.published_at),
        made_from=made_from or f"Rules {revision.number}",
        check_url=order.check_url,
    )


def as_printed(program: Program, pictures: Pictures = NO_PICTURES) -> Masthead:
    """Return who the program is, and how its papers look."""
    return Masthead(
        name=program.name,
        organisation=program.organisation,
        sentence=program.sentence,
        brand=program.brand_colour,
        language=program.language.replace("_", "-"),
        paper=program.paper,
        logo=pictures.logo,
        appeals_email=program.appeals_email,
    )


def contact_of(program: Program, pictures: Pictures = NO_PICTURES) -> Contact:
    """Return whom to write to."""
    return Contact(
        name=program.contact_name,
        role=program.contact_role,
        email=program.contact_email,
        phone=program.contact_phone,
        photo=pictures.contact,
    )


def person_of(membership: Membership) -> Addressee:
    """Return whom a document is for."""
    return Addressee(membership.person.name, membership.person.first_name)
