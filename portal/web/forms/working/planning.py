"""The forms of actions, activity types and briefs."""

from typing import Any, cast

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from portal.domain.working.actions import MATTER, Plan
from portal.models.working.action import Audience, Limit
from portal.models.working.activity_type import ActivityType
from portal.models.working.brief import Brief
from portal.web.forms.base import Form
from portal.web.forms.fields import AtMost, Between, LinesField, WholeField

AUDIENCES = {
    Audience.EVERYONE: _("Everyone"),
    Audience.NEW: _("New ambassadors"),
    Audience.TRUSTED: _("Trusted ambassadors"),
}
LIMITS = {Limit.ONCE: _("Once"), Limit.MONTHLY: _("Once a month"), Limit.UP_TO: _("Up to so many times")}


class TypeForm(Form):
    """What an activity type is called, and what it is."""

    name = StringField(_("Name"), [InputRequired(_("Type a name.")), Length(max=60)])
    about = StringField(_("What it is"), [Optional(), AtMost(300)])
    base_points = WholeField(
        _("Base points"),
        [InputRequired(_("Type a number.")), Between(0, 10_000)],
        default=10,
        description=_("Of a piece that no action asked for; an action says its own."),
    )


class NewTypeForm(TypeForm):
    """A further activity type."""

    weight = WholeField(_("Weight"), [InputRequired(_("Type a number.")), Between(1, 20)])


class WeightForm(Form):
    """Another weight, why, and from when."""

    weight = WholeField(_("New weight"), [InputRequired(_("Type a number.")), Between(1, 20)])
    on = DateField(_("From"), [InputRequired(_("Choose a day."))])
    reason = TextAreaField(
        _("Why"),
        [InputRequired(_("Say why: everyone whose points it concerns will read it.")), AtMost(500)],
    )


class BriefForm(Form):
    """The brief."""

    title = StringField(_("Title"), [InputRequired(_("Type a title.")), Length(max=200)])
    intro = TextAreaField(_("In a sentence or two"), [Optional(), AtMost(2000)])
    must = LinesField(_("It must have"), [Optional()], description=_("One a line."))
    avoid = LinesField(_("It must avoid"), [Optional()], description=_("One a line."))
    free = LinesField(_("The rest is theirs"), [Optional()], description=_("One a line."))
    example = TextAreaField(_("An example that is right"), [Optional(), AtMost(2000)])
    counter = TextAreaField(_("An example that is not"), [Optional(), AtMost(2000)])


class DatesForm(Form):
    """New dates for an action."""

    starts_on = DateField(_("First day"), [InputRequired(_("Choose a day."))])
    ends_on = DateField(_("Last day"), [Optional()])


class ActionForm(Form):
    """An action: what, when, for whom, what it asks and what comes in."""

    title = StringField(
        _("What to do, in a few words"),
        [InputRequired(_("Say what to do.")), Length(max=200)],
        description=_("Starts with a verb or names the thing. It becomes the headline on their page."),
    )
    about = TextAreaField(_("How"), [Optional(), AtMost(4000)])
    activity_type = SelectField(_("Type"), [Optional()])
    format = StringField(_("Format"), [Optional(), Length(max=200)])
    follows_brief = BooleanField(_("It follows the brief"))
    starts_on = DateField(_("First day"), [Optional()])
    ends_on = DateField(_("Last day"), [Optional()])
    from_day = WholeField(_("From day"), [Optional(), Between(0, 3650)])
    to_day = WholeField(_("To day"), [Optional(), Between(0, 3650)])
    audience = SelectField(_("For"), choices=list(AUDIENCES.items()), coerce=Audience)
    limit = SelectField(_("How often"), choices=list(LIMITS.items()), coerce=Limit)
    limit_count = WholeField(
        _("Times"),
        [InputRequired(_("Type a number.")), Between(1, 1000)],
        default=1,
    )
    base_points = WholeField(
        _("Base points"),
        [InputRequired(_("Type a number.")), Between(0, 10_000)],
        default=10,
    )
    minutes = WholeField(
        _("Minutes"),
        [InputRequired(_("Type a number.")), Between(0, 10_000)],
        default=30,
    )
    evidence_link = BooleanField(_("A link"))
    evidence_file = BooleanField(_("A picture or file"))
    evidence_note = BooleanField(_("A note"))
    asks_reach = BooleanField(_("How many people it reached"))
    trusted_at_once = BooleanField(
        _("Trusted ambassadors are approved at once"), description=_("A sample is reviewed all the same.")
    )
    public = BooleanField(_("Shown in the public calendar"), default=True)

    def offer(self, kinds: list[ActivityType]) -> "ActionForm":
        """Offer these types."""
        named = [(str(kind.id), f"{kind.name}, {kind.weight}×") for kind in kinds]
        self.activity_type.choices = [("", _("None: a date for everyone")), *named]
        return self

    def plan(self, kinds: list[ActivityType], brief: Brief | None) -> Plan:
        """Return what was typed as the verbs of actions take it; `brief` is the one it would follow."""
        typed: dict[str, Any] = {field.name: field.data for field in self if field.name in MATTER}
        typed["activity_type"] = next(
            (kind for kind in kinds if str(kind.id) == self.activity_type.data), None
        )
        typed["brief"] = brief if self.follows_brief.data else None
        return cast(Plan, typed)
