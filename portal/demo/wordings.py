"""Words of a document that the demo's manager has changed."""

from datetime import datetime

from sqlalchemy import select

from portal.db import db
from portal.domain.issuing import wordings
from portal.domain.programs import the_program
from portal.models.paper.document import DocumentKind
from portal.models.person import Person

CLOSING = (
    "Write to me about anything at all: {{ contact_email }}. I read every letter, and answer within the week."
)


def load(*, at: datetime) -> None:
    """Let the manager word the end of the greeting in the onboarding pack."""
    manager = db.session.scalars(select(Person).where(Person.email == "manager@demo.example")).one()
    language = the_program().language
    wordings.change(DocumentKind.PACK, "closing", text=CLOSING, by=manager, at=at, language=language)
