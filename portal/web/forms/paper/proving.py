"""The form that says on whom a kind of document is tried, and what it lets people choose."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SearchField, SelectField
from wtforms.validators import Length

from portal.domain.issuing.kinds import KINDS, Whom
from portal.models.joining.membership import Membership
from portal.models.paper.document import DocumentKind
from portal.web.forms.base import Form
from portal.web.forms.paper.choices import choices_of


class ProofForm(Form):
    """For whom, out of those whom a search found; and the choices of the kind."""

    q = SearchField(_("Name"), [Length(max=200)], render_kw={"maxlength": 200})
    who = SelectField(_("For whom"), coerce=int, validate_choice=False)

    def __init__(self, kind: DocumentKind, *, today: date) -> None:
        super().__init__()
        self.about = KINDS[kind]
        self.choices = choices_of(kind, today=today)
        self.found: dict[int, Membership] = {}

    @property
    def is_of_somebody(self) -> bool:
        """Whether one has to be chosen for whom it is."""
        return self.about.whom is not Whom.EVERYONE

    def offer(self, people: Sequence[Membership]) -> None:
        """Offer these people, and choose the first of them where no other was chosen."""
        self.found = {each.id: each for each in people}
        self.who.choices = [(each.id, each.person.name) for each in people]
        if self.who.data not in self.found:
            self.who.data = next(iter(self.found), None)

    @property
    def people(self) -> list[Membership]:
        """Return whom it is for: one, or nobody in particular."""
        return [self.found[self.who.data]] if self.who.data in self.found else []

    def chosen(self) -> dict[str, Any] | None:
        """Return what was chosen, as a print run keeps it, or None where that is wrong."""
        wrong = [each for each in self.choices.own if not each.validate(self.choices)]
        return None if wrong else self.choices.chosen()
