"""The form by which a person is kept whose membership was proposed as lapsed."""

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import Length

from portal.web.forms.base import Form


class KeepForm(Form):
    """Why the person keeps the place."""

    reason = TextAreaField(
        _("Why they keep their place"),
        [Length(max=500, message=_("500 characters at most."))],
        description=_("The ambassador reads it in the letter."),
    )
