"""The forms of reviewing and deciding."""

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, NumberRange, Optional

from portal.web.forms.base import Form
from portal.web.forms.fields import Needed, WholeField


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
    subject = StringField(_("Subject"), [Needed(_("Give the letter a subject.")), Length(max=300)])
    body = TextAreaField(_("Text of the letter"), [Needed(_("Write the letter.")), Length(max=20000)])
    after = HiddenField()
    quietly = BooleanField(_("Quietly"))


class TogetherForm(Form):
    """One decision for several."""

    verdict = SelectField(_("Decision and reason"), [Needed(_("Choose what is decided."))])


class LineForm(Form):
    """One line of the rubric."""

    class Meta(Form.Meta):
        """The token stands in the form around it."""

        csrf = False

    name = StringField(_("Name"), [Needed(_("Name the line.")), Length(max=80)])
    about = StringField(_("What it looks at"), [Optional(), Length(max=300)])
    words0 = StringField(_("Words for 0"), [Needed(_("Say what 0 means.")), Length(max=300)])
    words2 = StringField(_("Words for 2"), [Needed(_("Say what 2 means.")), Length(max=300)])
    words4 = StringField(_("Words for 4"), [Needed(_("Say what 4 means.")), Length(max=300)])
    weight = WholeField(
        _("Counts"), [NumberRange(min=1, max=5, message=_("A line counts once to five times."))]
    )


class RubricForm(Form):
    """The lines of the rubric, and why they count otherwise than before."""

    lines = FieldList(FormField(LineForm), max_entries=20)
    reason = StringField(
        _("Why the weights change"),
        [Optional(), Length(max=1000)],
        description=_("Needed when a weight changes; it is kept with the change."),
    )
