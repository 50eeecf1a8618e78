"""The forms of inviting and nominating."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import EmailField, HiddenField, StringField, TextAreaField
from wtforms.validators import Email, Length, Optional

from portal.web.forms.base import Form
from portal.web.forms.fields import AtMost, Needed
from portal.web.forms.kept import KeptForm


def _email(label: Any, sentence: Any, description: Any = "") -> EmailField:
    checks = [
        Needed(sentence),
        Length(max=254, message=_("This address is too long.")),
        Email(_("Type the whole address, as in nell@post.example.")),
    ]
    return EmailField(label, checks, description=description, render_kw={"spellcheck": "false"})


class NominationForm(KeptForm):
    """Whom, why, and who says so."""

    name = StringField(
        _("Whom do you think of?"), [Needed(_("Type the name.")), AtMost(200)], render_kw={"dir": "auto"}
    )
    email = _email(
        _("Their mail address"),
        _("Type the address, so that we can ask them."),
        _("We write to them once, and forget the address unless they begin an application."),
    )
    note = TextAreaField(
        _("Why them?"),
        [Needed(_("Say in a sentence why.")), AtMost(500)],
        description=_("They will read this, with your name."),
        render_kw={"dir": "auto"},
    )
    nominator_name = StringField(
        _("Your name"),
        [Needed(_("Type your name.")), AtMost(200)],
        render_kw={"autocomplete": "name", "dir": "auto"},
    )
    nominator_email = _email(
        _("Your mail address"), _("Type your own address."), _("We keep it, and show it to nobody outside.")
    )


class InvitationForm(Form):
    """One person to invite."""

    name = StringField(_("Name"), [Needed(_("Type the name.")), AtMost(200)], render_kw={"dir": "auto"})
    email = _email(_("Mail address"), _("Type the address."))
    note = TextAreaField(
        _("A word of your own"),
        [Optional(), AtMost(1000)],
        description=_("It stands in the letter."),
        render_kw={"dir": "auto"},
    )
    referrer = EmailField(
        _("Recommended by"),
        [Optional(), Length(max=254, message=_("This address is too long."))],
        description=_(
            "The mail address of an ambassador or of staff, who then never reviews the application."
        ),
        render_kw={"spellcheck": "false"},
    )


class InvitationListForm(Form):
    """A list of people to invite."""

    file = FileField(_("The list, as a CSV file"), render_kw={"accept": ".csv,text/csv"})


class SendListForm(Form):
    """The list again, as it was looked at."""

    body = HiddenField()
