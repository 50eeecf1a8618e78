"""The form that corrects somebody's points."""

import secrets
from collections.abc import Sequence
from typing import Any

from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, IntegerField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import TextInput

from portal.models.working.submission import Submission
from portal.web.forms.base import Form
from portal.web.forms.fields import AtMost, Between

MOST = 1_000_000


class SignedField(IntegerField):  # type: ignore[misc]
    """A whole number with its sign, typed with a hyphen or a minus; nothing typed is nothing."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take a number in the digits of any script, with a sign before it or without."""
        typed = valuelist[0].strip().replace("−", "-") if valuelist else ""
        figures = typed.removeprefix("+").removeprefix("-").strip()
        self.data = 0
        if not typed:
            return
        if not figures.isdecimal() or len(figures) > 9:
            raise ValueError(gettext("Type a whole number with its sign, as in −10."))
        self.data = -int(figures) if typed.startswith("-") else int(figures)


class CorrectionForm(Form):
    """By how much, and why; `key` tells this form from others, so that sending it twice corrects once."""

    standing = SignedField(_("Standing"), [Between(-MOST, MOST)], description=_("−10 takes ten away."))
    credits = SignedField(_("Credits"), [Between(-MOST, MOST)], description=_("Usually the same."))
    submission = SelectField(_("About which piece"), coerce=str)
    reason = TextAreaField(
        _("Why"),
        [InputRequired(_("Say why: the ambassador reads it beside the entry.")), AtMost(500)],
        description=_("The ambassador reads this, in the statement and by mail."),
    )
    key = HiddenField(validators=[InputRequired(_("Reload the page and try once more.")), Length(max=29)])

    def __init__(self, pieces: Sequence[Submission], *, chosen: str = "", **more: Any) -> None:
        self.pieces = {str(each.id): each for each in pieces}
        known = {"key": secrets.token_urlsafe(16), "submission": chosen if chosen in self.pieces else ""}
        super().__init__(**known, **more)
        self.submission.choices = [("", _("Nothing in particular")), *map(_choice, self.pieces.items())]

    def matter(self) -> dict[str, Any]:
        """Return what was typed as the verb takes it."""
        plain = {name: self[name].data for name in ("standing", "credits", "reason", "key")}
        return plain | {"submission": self.pieces.get(self.submission.data)}


def _choice(known: tuple[str, Submission]) -> tuple[str, str]:
    key, piece = known
    return key, f"{piece.title}, {format_date(piece.sent_at, 'd MMM y')}"
