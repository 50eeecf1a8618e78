"""The form of a verdict on work."""

from datetime import datetime

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from portal.domain.working.verdicts import Words
from portal.models.working.verdict import Fault, Outcome, Place
from portal.web import words
from portal.web.forms.base import Form
from portal.web.forms.fields import AtMost, WholeField
from portal.web.numbers import whole


def _fault(text: str | None) -> Fault | None:
    return Fault(text) if text else None


class VerdictForm(Form):
    """What is decided, why, and what the author will read; the ticks are an aid and are not kept."""

    outcome = SelectField(
        _("Verdict"),
        [InputRequired(_("Choose what is decided."))],
        choices=[(outcome, "") for outcome in Outcome],
    )
    sent = HiddenField()
    canned = HiddenField()
    disclosure = RadioField(
        _("The disclosure stands"), [Optional()], choices=list(words.DISCLOSURES.items()), coerce=Place
    )
    disclosure_note = StringField(_("In what words"), [Optional(), Length(max=200)])
    base_points = WholeField(_("In part: a smaller base"))
    fault = SelectField(
        _("Reason, unless approved in full"),
        choices=[("", _("None")), *words.FAULTS.items()],
        coerce=_fault,
    )
    note = TextAreaField(_("What they will read"), [AtMost(2000)])

    @property
    def ticked(self) -> list[int]:
        """Return the lines of the brief that are ticked, from 1."""
        return request.values.getlist("must", type=whole)

    @property
    def sent_at(self) -> datetime | None:
        """Return when the work was sent that the reviewer has read, or None where that cannot be read."""
        try:
            return datetime.fromisoformat(self.sent.data or "")
        except ValueError:
            return None

    @property
    def words(self) -> Words:
        """Return what comes with the verdict, as the verbs take it."""
        in_full = self.outcome.data == Outcome.APPROVED
        return Words(
            fault=None if in_full else self.fault.data,
            note="" if in_full and self.note.data == self.canned.data else self.note.data or "",
            disclosure=self.disclosure.data,
            disclosure_note=self.disclosure_note.data or "",
        )
