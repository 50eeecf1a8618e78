"""What a kind of document lets people choose when they ask for it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import format_date
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import ValidationError

from portal.domain import months, quarters
from portal.domain.issuing import signatories
from portal.domain.joining import ambassadors
from portal.domain.paper.certificate import Variant
from portal.domain.programs import the_program
from portal.models.paper.document import DocumentKind
from portal.models.paper.print_run import RunForm
from portal.models.program import Paper
from portal.web.forms.base import Form
from portal.web.forms.fields import AtMost, Needed
from portal.web.statements import named

FORMS = {
    RunForm.PDF: _("One PDF for the printer"),
    RunForm.ZIP: _("One PDF each, in a ZIP"),
}
VARIANTS = {
    Variant.MEMBERSHIP: _("Of membership"),
    Variant.YEAR: _("Of a year"),
    Variant.THANKS: _("Of thanks"),
}
QUARTERS, MONTHS = 8, 12
SHEETS = {
    Paper.A4: {"large": _("A3, for the wall"), "small": _("A4, for any printer")},
    Paper.LETTER: {"large": _("Tabloid, for the wall"), "small": _("Letter, for any printer")},
}


class Choices(Form):
    """What comes out; a kind that lets people choose more has a form below this one, with fields of its own.

    `today` is the day in the program's time zone. No field may be called `id`, for people are ticked by it.
    """

    form = RadioField(_("How it comes out"), choices=list(FORMS.items()), coerce=RunForm, default=RunForm.PDF)

    def __init__(self, *, today: date, **more: Any) -> None:
        super().__init__(**more)
        self.offer(today)

    def offer(self, today: date) -> None:
        """Fill in what there is to choose from on a day."""

    @property
    def own(self) -> list[Field]:
        """Return the fields of the kind, in the order in which they are shown."""
        return [field for name, field in self._fields.items() if name not in {"form", "csrf"}]

    def chosen(self) -> dict[str, Any]:
        """Return what was chosen as a print run keeps it: plain values by the names of the fields."""
        return {field.short_name: field.data for field in self.own}


class StatementChoices(Choices):
    """The quarter of a statement of points, or all of time."""

    quarter = SelectField(_("For which quarter"))

    def offer(self, today: date) -> None:
        """Offer this quarter and those before it, down to two years ago."""
        this = quarters.of(today)
        known = [quarters.before(this, count) for count in range(QUARTERS)]
        self.quarter.choices = [*((each, named(each)) for each in known), ("", _("Since the beginning"))]


class CertificateChoices(Choices):
    """What a certificate is of, and who signs it."""

    variant = RadioField(
        _("What it is of"), choices=list(VARIANTS.items()), coerce=Variant, default=Variant.MEMBERSHIP
    )
    year = SelectField(_("Which year"), coerce=int, description=_("For a certificate of a year."))
    thanks_for = TextAreaField(
        _("What the thanks are for"),
        [AtMost(240)],
        description=_("For one of thanks: a sentence, as in: For sixteen posts and one evening in Hull."),
    )
    signatories = SelectMultipleField(_("Who signs"), coerce=int)

    def offer(self, today: date) -> None:
        """Offer every year that somebody was there, and everybody who may sign."""
        years = range(today.year, ambassadors.first_year(today) - 1, -1)
        self.year.choices = [(year, str(year)) for year in years]
        signing = signatories.every()
        self.signatories.choices = [(each.position, each.name) for each in signing]
        if not signing:
            del self.signatories
        elif not self.is_submitted():
            self.signatories.data = [each.position for each in signing]

    def validate_thanks_for(self, field: Field) -> None:
        """Raise `ValidationError` for thanks that are for nothing."""
        if self.variant.data is Variant.THANKS and not field.data:
            raise ValidationError(_("Say what the thanks are for."))

    def chosen(self) -> dict[str, Any]:
        """Return what belongs to the variant, and nothing that was chosen beside it."""
        other = {"year": Variant.YEAR, "thanks_for": Variant.THANKS}
        mine = self.variant.data
        return {name: data for name, data in super().chosen().items() if other.get(name, mine) is mine}


class CalendarChoices(Choices):
    """The first of three months, and the sheet that they are printed on."""

    month = SelectField(_("First month"))
    size = RadioField(_("Sheet"), default="large")

    def offer(self, today: date) -> None:
        """Offer the present month and those of a year; sheets as the program's printers have them."""
        present = months.of(today)
        ahead = [months.after(present, count) for count in range(MONTHS)]
        self.month.choices = [(months.code(each), format_date(each, "LLLL y")) for each in ahead]
        self.size.choices = list(SHEETS[the_program().paper].items())


class BadgeChoices(Choices):
    """For which event, and what stands below the names."""

    event = StringField(
        _("Event"),
        [Needed(_("Name the event.")), AtMost(80)],
        description=_("As it stands on each badge, with its day if you like."),
    )
    town = BooleanField(_("With the town"))
    cohort = BooleanField(_("With the cohort"))


class FarewellChoices(Choices):
    """What is said to these people alone."""

    personal = TextAreaField(
        _("A paragraph of your own"),
        [AtMost(1500)],
        description=_("It stands in the letter of everybody who is ticked; leave it empty for none."),
    )


class ReportChoices(Choices):
    """The month of a report."""

    month = SelectField(_("Month"))

    def offer(self, today: date) -> None:
        """Offer the months of a year that are over, the last one first."""
        over = [months.before(months.of(today), count) for count in range(1, MONTHS + 1)]
        self.month.choices = [(months.code(each), format_date(each, "LLLL y")) for each in over]


CHOICES: dict[DocumentKind, type[Choices]] = {
    DocumentKind.CALENDAR: CalendarChoices,
    DocumentKind.FAREWELL: FarewellChoices,
    DocumentKind.BADGES: BadgeChoices,
    DocumentKind.CERTIFICATE: CertificateChoices,
    DocumentKind.REPORT: ReportChoices,
    DocumentKind.STATEMENT: StatementChoices,
}


def choices_of(kind: DocumentKind, *, today: date, asked: Mapping[str, str] | None = None) -> Choices:
    """Return the form of what can be chosen for a kind; `asked` is what stands in it at first, by field."""
    return CHOICES.get(kind, Choices)(today=today, data=asked)
