"""The passages that staff word, with what they may always name: the program, the contact, and the person."""

from markupsafe import Markup

from portal.domain.composing.order import Order
from portal.domain.issuing import wordings
from portal.domain.issuing.kinds import KINDS, Whom
from portal.domain.programs import names_of, the_program
from portal.models.paper.document import DocumentKind
from portal.models.person import Person


def said(order: Order, kind: DocumentKind, passage: str, **values: object) -> Markup:
    """Return what a passage says in this document, as sanitised HTML; `values` are its own placeholders.

    The words that the order carries stand in place of those that are kept.
    """
    program = the_program()
    given = names_of(program) | values
    if KINDS[kind].whom is Whom.PERSON:
        given |= personal(order.membership.person)
    return wordings.said(kind, passage, given, language=program.language, instead=order.words)


def personal(person: Person) -> dict[str, object]:
    """Return what the words of a document for one person may name."""
    return {"name": person.name, "first_name": person.first_name}
