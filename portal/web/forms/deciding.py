"""The forms of reviewing and deciding."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from portal.web.forms.base import Form


class CommentForm(Form):
    """The comment beside the scores, which come line by line."""

    comment = TextAreaField(
        _("Note to the other readers"),
        [Optional(), Length(max=4000, message=_("Keep it below 4000 characters."))],
    )


class DecisionForm(Form):
    """A decision: why, in a code, and the letter that says it."""

    reason = SelectField(
        _("Reason"), description=_("Kept on record. The letter gives it in words."), validate_choice=False
    )
    note = StringField(_("Note for staff"), [Optional(), Length(max=1000)])
    subject = StringField(_("Subject"), [InputRequired(_("Give the letter a subject.")), Length(max=300)])
    body = TextAreaField(_("Text of the letter"), [InputRequired(_("Write the letter.")), Length(max=20000)])
    quietly = BooleanField(_("Quietly"))


class TogetherForm(Form):
    """One decision for several."""

    verdict = SelectField(_("Decision and reason"), [InputRequired(_("Choose what is decided."))])
