"""The forms of accounts."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import EmailField, PasswordField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, Email, EqualTo, InputRequired, Length

from portal.domain.people.passwords import SHORTEST
from portal.models.person import Role
from portal.web.forms.base import Form

ROLES = {
    Role.ADMIN: _("Admin"),
    Role.MANAGER: _("Manager"),
    Role.REVIEWER: _("Reviewer"),
    Role.DIRECTOR: _("Director"),
}
DUTIES = {
    Role.ADMIN: _("Everything: who gets in, the rules, the staff."),
    Role.MANAGER: _("People, calendar, reviews and documents."),
    Role.REVIEWER: _("Only the applications given to them."),
    Role.DIRECTOR: _("Reads numbers and reports."),
}


def _email(label: Any, **marks: str) -> EmailField:
    checks = [InputRequired(_("Type the mail address.")), Length(max=254, message=_("This is too long."))]
    wrong = Email(_("Type a mail address like name@example.org."))
    return EmailField(label, [*checks, wrong], render_kw={"autocomplete": "email", "maxlength": 254} | marks)


def _password(label: Any, autocomplete: str, **options: Any) -> PasswordField:
    checks = [InputRequired(_("Type the password.")), Length(max=200, message=_("This is too long."))]
    checks += options.pop("checks", [])
    return PasswordField(label, checks, render_kw={"autocomplete": autocomplete, "maxlength": 200}, **options)


def _name(**marks: str) -> StringField:
    checks = [DataRequired(_("Type the name.")), Length(max=200, message=_("This is too long."))]
    return StringField(_("Name"), checks, render_kw={"maxlength": 200} | marks)


class SignInForm(Form):
    """Mail address and password."""

    email = _email(_("Your mail address"), autocomplete="username")
    password = _password(_("Password"), "current-password")


class CodeForm(Form):
    """A code from an app, or a recovery code."""

    code = StringField(
        _("Code"),
        [DataRequired(_("Type the code.")), Length(max=40, message=_("This is too long."))],
        render_kw={"autocomplete": "one-time-code", "maxlength": 40, "autocapitalize": "none"},
    )


class SetUpForm(CodeForm):
    """The first code of a new app, and the password, so that a borrowed browser is not enough."""

    current = _password(_("Your present password"), "current-password")


class ForgottenForm(Form):
    """Where to mail the link."""

    email = _email(_("Your mail address"), autocomplete="username")


class PresentPasswordForm(Form):
    """The present password, before something that matters."""

    current = _password(_("Your present password"), "current-password")


class NewPasswordForm(Form):
    """A new password, twice, so that nobody is locked out by a slip."""

    password = _password(
        _("New password"),
        "new-password",
        description=_("At least %(least)d characters; a few unrelated words are good.", least=SHORTEST),
    )
    again = _password(
        _("The same once more"),
        "new-password",
        checks=[EqualTo("password", _("This is not the same as above."))],
    )


class ChangePasswordForm(PresentPasswordForm, NewPasswordForm):
    """The present password, and a new one."""


class AddressForm(Form):
    """The next mail address, and the password to prove that it is you."""

    email = _email(_("New mail address"))
    current = _password(_("Your present password"), "current-password")


class NameForm(Form):
    """One's name, as others read it."""

    name = _name(autocomplete="name")


class InviteForm(Form):
    """Somebody new on the staff."""

    name = _name(autocomplete="off")
    email = _email(_("Mail address"), autocomplete="off")
    role = RadioField(
        _("Role"),
        [InputRequired(_("Choose a role."))],
        choices=list(ROLES.items()),
    )


class RoleForm(Form):
    """Another role for a member of staff, or the end of their work here."""

    role = SelectField(_("Role"), choices=[*ROLES.items(), ("", _("Not on the staff any more"))])
