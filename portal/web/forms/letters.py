"""The form that changes the words of a kind of letter."""

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from portal.web.forms.base import Form


class WordsForm(Form):
    """A subject, and a body in markdown, with placeholders."""

    subject = StringField(
        _("Subject"),
        [DataRequired(_("Type the subject.")), Length(max=300, message=_("This is too long."))],
        render_kw={"maxlength": 300, "dir": "auto"},
    )
    body = TextAreaField(
        _("Words"),
        [DataRequired(_("Type the words.")), Length(max=20000, message=_("This is too long."))],
        render_kw={"maxlength": 20000, "dir": "auto"},
        description=_("Markdown: **bold**, - lists, [words](address). A link by itself becomes a button."),
    )
