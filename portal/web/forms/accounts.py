"""The forms of accounts."""

from flask_babel import lazy_gettext as _
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from portal.web.forms.base import Form


class SignInForm(Form):
    """Mail address and password."""

    email = StringField(_("Mail address"), [InputRequired(_("Type your mail address.")), Length(max=254)])
    password = PasswordField(_("Password"), [InputRequired(_("Type your password.")), Length(max=200)])
