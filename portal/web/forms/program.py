"""The forms of the program, one a subject."""

from zoneinfo import available_timezones

from babel import Locale
from babel.numbers import list_currencies
from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, EmailField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Email, InputRequired, Length, Optional, Regexp

from portal.models.program import Doors, Paper
from portal.web.forms.base import Form
from portal.web.forms.fields import AtMost, Between, WholeField

LANGUAGES = (
    "en",
    "en_GB",
    "ar",
    "cs",
    "da",
    "de",
    "es",
    "fi",
    "fr",
    "he",
    "it",
    "nb",
    "nl",
    "pl",
    "pt",
    "sv",
)
MAIL = Email(_("Type a mail address, as in name@example.org."))


def _needed(sentence: str) -> InputRequired:
    return InputRequired(sentence)


class NameForm(Form):
    """Who the program is, and what it promises."""

    name = StringField(_("Name of the program"), [_needed(_("Type the name.")), Length(max=80)])
    short_name = StringField(
        _("Short name"),
        [_needed(_("Type a short name.")), Length(max=40)],
        description=_("Stands at the top of every page."),
    )
    organisation = StringField(_("Organisation"), [_needed(_("Type the organisation.")), Length(max=200)])
    promise = StringField(
        _("Promise"),
        [_needed(_("Type the promise.")), AtMost(200)],
        description=_("The headline of the public page: what people do, and what they get."),
    )
    sentence = TextAreaField(
        _("The program in a sentence"), [_needed(_("Say it in a sentence.")), AtMost(400)]
    )


class LookForm(Form):
    """Brand colour and logo."""

    brand_colour = StringField(
        _("Colour"),
        [_needed(_("Type a colour.")), Regexp(r"#[0-9a-fA-F]{6}$", message=_("Type it like #8c2352."))],
    )
    logo = FileField(_("Logo"), [Optional()], description=_("SVG or PNG, at most 5 MB."))
    no_logo = BooleanField(_("Show the short name instead of the logo"))


class ContactForm(Form):
    """Who answers."""

    contact_name = StringField(_("Name"), [_needed(_("Type a name.")), Length(max=200)])
    contact_role = StringField(_("What they do"), [Optional(), Length(max=200)])
    contact_email = EmailField(_("Mail address"), [_needed(_("Type a mail address.")), MAIL, Length(max=254)])
    contact_phone = StringField(_("Telephone"), [Optional(), Length(max=40)])
    appeals_email = EmailField(
        _("Where to write if something is unfair"),
        [Optional(), MAIL, Length(max=254)],
        description=_("Better somebody else than the contact person."),
    )
    contact_photo = FileField(
        _("Photo"),
        [Optional()],
        description=_("JPEG, PNG or WebP, at most 5 MB. What it says of place and camera is removed."),
    )
    no_photo = BooleanField(_("Take the photo away"))


class PlaceForm(Form):
    """Time zone, money, language, paper."""

    time_zone = SelectField(_("Time zone"), choices=sorted(available_timezones()))
    currency = SelectField(_("Currency"))
    language = SelectField(_("Language of pages and documents"))
    paper = SelectField(_("Paper"), choices=[(Paper.A4, "A4"), (Paper.LETTER, "US Letter")], coerce=Paper)
    link_base = StringField(
        _("Where links of ambassadors lead"),
        [Optional(), Length(max=200), Regexp("https?://", message=_("Begin with https://."))],
        description=_("Each link is this address and the ambassador’s own word."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        names = get_locale().currencies
        codes = sorted(list_currencies())
        self.currency.choices = [(code, f"{code}, {names.get(code, code)}") for code in codes]
        self.language.choices = [(code, _named(code)) for code in LANGUAGES]


class DoorsForm(Form):
    """Whether applications are taken, and the dates of the season."""

    doors = RadioField(
        _("Applications"),
        choices=[(Doors.OPEN, _("Open")), (Doors.PAUSED, _("Paused")), (Doors.CLOSED, _("Closed"))],
        coerce=Doors,
    )
    opens_on = DateField(_("Opens on"), [Optional()])
    closes_on = DateField(_("Closes on, at midnight"), [Optional()])
    season_starts = DateField(_("The season starts"), [Optional()])
    season_ends = DateField(_("The season ends"), [Optional()])


class EntryForm(Form):
    """How people get in."""

    least_age = WholeField(_("Least age"), [_needed(_("Type a number.")), Between(13, 99)])
    reviews_needed = WholeField(
        _("Reviews before a decision"),
        [_needed(_("Type a number.")), Between(1, 5)],
    )
    answer_days = WholeField(
        _("Days until everyone has an answer"),
        [_needed(_("Type a number.")), Between(1, 365)],
    )
    reapply_days = WholeField(
        _("Days until one may apply again"),
        [_needed(_("Type a number.")), Between(0, 1000)],
    )
    privacy = TextAreaField(
        _("What happens to applicants’ data"),
        [Optional(), AtMost(4000)],
        description=_("Shown where people agree to it. Who reads it, how long it is kept, whom to write to."),
    )


class DoingForm(Form):
    """How work is done."""

    weekly_minutes = WholeField(
        _("Most minutes that one person does in a week"),
        [Optional(), Between(10, 10_000)],
        description=_("Leave it empty for no limit. Nobody can send in more, and the calendar says why."),
    )
    leaderboard = BooleanField(
        _("Show a leaderboard of the present quarter"),
        description=_(
            "Ambassadors see it; on it stand those who choose to, with this quarter’s points alone."
        ),
    )


class OpeningForm(Form):
    """An address to be told when the doors open."""

    email = EmailField(
        _("Your mail address"),
        [_needed(_("Type your mail address.")), MAIL, Length(max=254)],
        description=_("One letter, on the day we open, and no other."),
        render_kw={"autocomplete": "email"},
    )


def _named(code: str) -> str:
    """Return the name of a language in itself, beginning with its capital."""
    name = Locale.parse(code).display_name or code
    return name[:1].upper() + name[1:]
