"""The form of people who have no account: it loses nothing that was typed."""

from typing import Any

from flask import g
from flask_babel import lazy_gettext as _
from wtforms import EmailField, Field
from wtforms.validators import Email, Length

from portal.web.forms.base import Form
from portal.web.forms.fields import Needed

STALE = _(
    "This page was open for long, so we did not take it at once. Nothing you typed is lost: send it again."
)


class KeptForm(Form):
    """A form that loses nothing: a token that ran out, or other `g.trouble`, is a sentence above it."""

    in_parts = False

    @property
    def answers(self) -> dict[str, Any]:
        """Return what was typed, by field."""
        return {
            field.name: "" if field.data is None and field.type != "WholeField" else field.data
            for field in self.questions
        }

    @property
    def is_full(self) -> bool:
        """Whether nothing that is needed was left empty."""
        return all(
            field.data
            for field in self.questions
            if any(isinstance(each, Needed) for each in field.validators)
        )

    @property
    def questions(self) -> list[Field]:
        """Return the fields that a person fills in."""
        return [field for field in self if field.type != "CSRFTokenField"]

    @property
    def wrong(self) -> list[Field]:
        """Return the fields that need correcting, in the order of the page."""
        return [field for field in self.questions if field.errors]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the form, the token included."""
        good: bool = super().validate(extra_validators)
        if self.csrf.errors:
            self.csrf.errors = []
            self.form_errors.append(str(STALE))
        if "trouble" in g:
            self.form_errors.append(g.trouble)
        return good and not self.form_errors


def mail_field() -> EmailField:
    """Return the field for the address that we answer to."""
    return EmailField(
        _("Mail address"),
        [
            Needed(_("Type your mail address, so that we can answer.")),
            Length(max=254, message=_("This address is too long.")),
            Email(_("Type the whole address, as in nell@post.example.")),
        ],
        description=_("We write to you there, and nowhere else."),
        render_kw={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"},
    )
