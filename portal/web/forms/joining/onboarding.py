"""The forms of joining."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from portal.web.forms.base import Form


class AcceptForm(Form):
    """The signature: the typed name, the hash of the text that was shown, and when (signed)."""

    typed_name = StringField(
        _("Your full name, as your signature"),
        [InputRequired(_("Type your name as your signature.")), Length(max=200)],
        render_kw={"autocomplete": "name"},
    )
    agreed = BooleanField(
        _("I have read the agreement and accept it."),
        [InputRequired(_("Tick this if you accept the agreement."))],
    )
    shown = HiddenField()


class ProfileForm(Form):
    """What an ambassador says of themself."""

    name = StringField(
        _("Name"),
        [InputRequired(_("Type the name others shall read.")), Length(max=200)],
        render_kw={"autocomplete": "name"},
    )
    town = StringField(_("Town"), [Optional(), Length(max=200)], render_kw={"autocomplete": "address-level2"})
    about = TextAreaField(
        _("About you, in a few sentences"),
        [InputRequired(_("Write a sentence or two about yourself.")), Length(max=2000)],
    )
    links = TextAreaField(
        _("Where people find you"), [Optional(), Length(max=4000)], description=_("One link a line.")
    )
    photo = FileField(
        _("Photo"),
        [Optional()],
        description=_("JPEG, PNG or WebP, at most 5 MB. What it says of place and camera is removed."),
    )
    no_photo = BooleanField(_("Take the photo away"))
    shown = BooleanField(
        _(
            "Show me on the public page of ambassadors, with my name, town, words, links and photo, "
            "until I take this back."
        )
    )


class AgreementForm(Form):
    """A new version of the agreement."""

    title = StringField(_("Title"), [InputRequired(_("Give the agreement a title.")), Length(max=200)])
    body = TextAreaField(
        _("The text"),
        [InputRequired(_("Write the agreement.")), Length(max=60000)],
        description=_("Markdown. Each clause begins with a heading: ## What this is"),
    )
    note = TextAreaField(_("What changed, in words for those who are asked again"), [Length(max=1000)])
