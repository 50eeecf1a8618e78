"""The forms of rewards, their stock and codes, and of redemptions."""

from decimal import Decimal
from typing import Any, cast

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import TextInput

from portal.domain.earning.rewards import Matter
from portal.domain.earning.stock import MOST
from portal.models.earning.reward import Milestone, Reward, RewardKind
from portal.web.forms.base import Form
from portal.web.forms.fields import AtMost, Between, LinesField, WholeField

CREDITS = "credits"
KINDS = {
    RewardKind.TANGIBLE: _("A thing, which is sent or handed over"),
    RewardKind.ACCESS: _("An access: a talk, a seat, a code"),
}
WAYS = {
    CREDITS: _("For credits"),
    Milestone.FIRST_ACTION.value: _("By itself, for the first approved action"),
    Milestone.RENEWED.value: _("By itself, with each renewal"),
    Milestone.STANDING.value: _("By itself, when a standing is reached"),
}


class MoneyField(Field):  # type: ignore[misc]
    """Money in the program's currency, kept in hundredths; a comma does for a point."""

    widget = TextInput()
    data: int | None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{Decimal(self.data) / 100:.2f}"

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was typed; nothing is nothing."""
        typed = valuelist[0].strip().replace(",", ".") if valuelist else ""
        whole, _point, cents = typed.partition(".")
        self.data = 0
        if not typed:
            return
        if not whole.isdecimal() or len(whole) > 6 or len(cents) > 2 or not (cents or "0").isdecimal():
            raise ValueError(gettext("Type an amount, as in 12.50."))
        self.data = int(whole) * 100 + int(cents.ljust(2, "0"))


class RewardForm(Form):
    """A reward: what it is, how one comes by it, what it costs."""

    name = StringField(_("Name"), [InputRequired(_("Type a name.")), Length(max=200)])
    about = TextAreaField(
        _("What it is"),
        [Optional(), AtMost(1000)],
        description=_("A sentence or two; it stands in the shop."),
    )
    kind = RadioField(_("Kind"), choices=list(KINDS.items()), coerce=RewardKind, default=RewardKind.TANGIBLE)
    picture = FileField(
        _("Picture"), [Optional()], description=_("JPEG, PNG, WebP or SVG, at most 5 MB. It is drawn anew.")
    )
    no_picture = BooleanField(_("Take the picture away"))
    way = RadioField(_("How people come by it"), choices=list(WAYS.items()), default=CREDITS)
    cost = WholeField(_("Credits"), [Optional(), Between(1, 1_000_000)])
    standing = WholeField(_("Standing"), [Optional(), Between(1, 1_000_000)])
    per_person = WholeField(
        _("Times for each person"),
        [Optional(), Between(1, 1000)],
        description=_("Empty: as often as they like."),
    )
    price = MoneyField(_("What one costs you"), [Optional()])
    handling = WholeField(_("Minutes that one takes you"), [Optional(), Between(0, 1000)], default=5)
    from_on = DateField(_("From"), [Optional()])
    until_on = DateField(_("Until"), [Optional()])
    position = WholeField(
        _("Place in the list"), [Optional(), Between(0, 1000)], description=_("0 comes first."), default=0
    )

    def show(self, reward: Reward) -> "RewardForm":
        """Set the way to a reward that is there already."""
        self.way.data = reward.milestone.value if reward.milestone else CREDITS
        return self

    def matter(self) -> Matter:
        """Return what was typed as the verbs of rewards take it."""
        typed: dict[str, Any] = {name: self[name].data for name in Matter.__annotations__ if name in self}
        milestone = None if self.way.data == CREDITS else Milestone(self.way.data)
        typed["milestone"] = milestone
        typed["cost"] = self.cost.data if milestone is None else None
        typed["standing"] = self.standing.data if milestone is Milestone.STANDING else None
        typed["handling"], typed["position"] = self.handling.data or 0, self.position.data or 0
        return cast(Matter, typed)


class NewRewardForm(RewardForm):
    """A further reward, with its first stock."""

    first = WholeField(
        _("How many there are"), [Optional(), Between(0, MOST)], description=_("Empty: it never runs out.")
    )
    has_codes = BooleanField(
        _("Each is a code to hand out"),
        description=_("A voucher, a ticket, a key: you paste the codes next."),
    )


class CodesForm(Form):
    """Codes to hand out, one a line."""

    codes = LinesField(
        _("Codes"),
        description=_("One a line. Empty lines, and codes that are known already, are passed over."),
    )


class StockForm(Form):
    """More or less of a reward, and why."""

    way = SelectField(_("More or less"), choices=[("more", _("More")), ("less", _("Less"))])
    amount = WholeField(_("How many"), [InputRequired(_("Type a number.")), Between(1, MOST)])
    reason = StringField(
        _("Why"),
        [InputRequired(_("Say why: it stays in the history.")), Length(max=200)],
        description=_("Delivered, counted, broken, given away at the fair."),
    )
    after = HiddenField()

    @property
    def seen(self) -> int:
        """Return the last move that was there when the page was opened."""
        typed = self.after.data
        return int(typed) if typed.isdecimal() and len(typed) < 10 else 0

    @property
    def by(self) -> int:
        """Return the change of stock that was typed, with its sign."""
        amount = self.amount.data or 0
        return amount if self.way.data == "more" else -amount


class StepForm(Form):
    """The next step of a redemption, and the number by which a parcel can be followed."""

    tracking = StringField(_("Tracking number"), [Optional(), Length(max=200)])


class CancelForm(Form):
    """Why a redemption is cancelled."""

    reason = TextAreaField(_("Why"), [Optional(), AtMost(500)])
