"""The five short pages of an application."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    Field,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import NumberRange, Optional

from portal.domain.joining.applications import UNDER
from portal.domain.joining.pages import age_bands
from portal.web.forms.fields import Address, Addresses, AtMost, LinesField, Needed, WholeField
from portal.web.forms.kept import KeptForm, mail_field
from portal.web.words import PLACES, REACHES, band


class YouForm(KeptForm):
    """Who: a name, a town, an age by band."""

    name = StringField(
        _("Name"),
        [Needed(_("Type your name.")), AtMost(200)],
        description=_("As you want to be called, in any script."),
        render_kw={"autocomplete": "name", "dir": "auto"},
    )
    town = StringField(
        _("Town"),
        [Needed(_("Type the town you live in or near.")), AtMost(200)],
        render_kw={"autocomplete": "address-level2", "dir": "auto"},
    )
    age_band = RadioField(
        _("Age"),
        [Needed(_("Choose the band you are in."))],
        description=_("A band is enough. We ask nothing else about it."),
    )

    def __init__(self, *args: Any, least_age: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.age_band.choices = [
            (UNDER, _("Under %(age)d", age=least_age)),
            *((each, band(each)) for each in age_bands(least_age)),
        ]
        self.age_band.validate_choice = False


class StartForm(YouForm):
    """The first page: who, and where we answer."""

    email = mail_field()

    @property
    def questions(self) -> list[Field]:
        """Return the fields with the mail address below the name."""
        return [self.name, self.email, self.town, self.age_band]


class WorkForm(KeptForm):
    """What the person makes."""

    links = LinesField(
        _("What you made in the last 90 days"),
        [Needed(_("Paste at least one link to something you made.")), Addresses(10)],
        description=_("One link on a line, up to ten. Public ones, so that readers can open them."),
        render_kw={
            "inputmode": "url",
            "spellcheck": "false",
            "autocapitalize": "none",
            "dir": "ltr",
            "rows": 5,
        },
    )
    work = TextAreaField(
        _("What is it, and for whom?"),
        [Needed(_("Say in a sentence or two what you make.")), AtMost(2000)],
        description=_("A few sentences. What you make, how often, and for whom."),
        render_kw={"dir": "auto"},
    )


class AudienceForm(KeptForm):
    """Who sees it; how many comes last, may be left out and counts for nothing."""

    places = SelectMultipleField(
        _("Where do people see it?"),
        [Needed(_("Tick at least one place. “In person” counts."))],
        choices=list(PLACES.items()),
    )
    audience = TextAreaField(
        _("Who are they?"),
        [Needed(_("Say in a sentence or two who they are.")), AtMost(2000)],
        description=_("Where they live, what they ask you, why they come back. A few sentences."),
        render_kw={"dir": "auto"},
    )
    replies_link = StringField(
        _("One piece with replies you are glad of"),
        [Optional(), Address()],
        description=_("From the last 90 days. Readers look at the replies."),
        render_kw={"inputmode": "url", "spellcheck": "false", "autocapitalize": "none", "dir": "ltr"},
    )
    reach = RadioField(
        _("How many see a usual piece?"),
        [Optional()],
        choices=list(REACHES.items()),
        default="",
        validate_choice=False,
        filters=[lambda key: key if key in REACHES else ""],
        description=_("Shown below the scores. It counts for nothing."),
    )


class TiesForm(KeptForm):
    """Ties to others, and time."""

    ties = TextAreaField(
        _("Which other brands or organisations do you work with?"),
        [Optional(), AtMost(2000)],
        description=_(
            "Paid, gifted or for friendship, now or in the last year. Leave it empty if there are none."
        ),
        render_kw={"dir": "auto"},
    )
    hours_month = WholeField(
        _("How many hours a month would be fine for you?"),
        [
            Needed(_("Type how many hours a month would be fine, as in 3.")),
            NumberRange(1, 200, _("Type a number from 1 to 200.")),
        ],
        description=_("What you can keep up, not your best month."),
        render_kw={"inputmode": "numeric", "min": 1, "max": 200},
    )


class WhyForm(KeptForm):
    """Why us."""

    why = TextAreaField(
        _("Why would you like to do this with us?"),
        [Needed(_("Say in a sentence or two why.")), AtMost(3000)],
        description=_("In your own words. Short is fine."),
        render_kw={"dir": "auto", "rows": 7},
    )


FORMS: dict[str, type[KeptForm]] = {
    "work": WorkForm,
    "audience": AudienceForm,
    "ties": TiesForm,
    "why": WhyForm,
}
