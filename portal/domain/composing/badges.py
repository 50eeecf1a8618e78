"""What name badges say, gathered from the rows."""

from collections.abc import Mapping
from typing import Any

from portal.domain.composing.letterhead import as_printed, document_of
from portal.domain.composing.order import Order
from portal.domain.paper.badge import Badge, Badges
from portal.domain.programs import the_program
from portal.domain.refusal import Refused
from portal.models.joining.membership import Membership


def compose(order: Order) -> Badges:
    """Return the badges of those chosen for the `event`, with their `town` and `cohort` where that is chosen.

    Raises `Refused` where the event has no name, and where nobody is left of those chosen.
    """
    event = str(order.choices.get("event", "")).strip()
    if not event:
        raise Refused("Name the event.")
    if not order.people:
        raise Refused("Choose at least one person.")
    return Badges(
        document=document_of(order, made_from=event),
        program=as_printed(the_program()),
        event=event,
        badges=tuple(_badge(each, order.choices) for each in order.people),
    )


def _badge(membership: Membership, choices: Mapping[str, Any]) -> Badge:
    person = membership.person
    words = {"town": person.town, "cohort": membership.cohort}
    about = [word for name, word in words.items() if choices.get(name) and word]
    return Badge(
        person.first_name, person.name.strip().removeprefix(person.first_name).strip(), ", ".join(about)
    )
