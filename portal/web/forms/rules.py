"""The forms of the rules, one a subject."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from portal.web.forms.base import Form
from portal.web.forms.fields import AtMost, Between, LinesField, PartsField, WholeField

LONG = AtMost(6000)
MARKDOWN = _("Markdown: an empty line begins a paragraph, a dash a list.")


class StandForm(Form):
    """What the brand stands for, and why there is a program."""

    stands_for = TextAreaField(_("What we stand for"), [Optional(), LONG], description=MARKDOWN)
    why = TextAreaField(_("Why we do this"), [InputRequired(_("Say why you do this.")), LONG])


class DealForm(Form):
    """The deal in a sentence, and the rules in short."""

    deal = TextAreaField(
        _("The deal in a sentence"),
        [Optional(), AtMost(300)],
        description=_("Stands on the napkin: what people do, what they get."),
    )
    lines = LinesField(
        _("The rules in short"),
        [Optional()],
        description=_("One a line, twelve at most. Who can say them by heart?"),
    )


class WorkForm(Form):
    """What is expected, how it works, what is in it."""

    expect = TextAreaField(
        _("What we expect"), [InputRequired(_("Say what you expect.")), LONG], description=MARKDOWN
    )
    how = TextAreaField(_("How it works"), [InputRequired(_("Say how it works.")), LONG])
    benefits = TextAreaField(
        _("What is in it for you"),
        [InputRequired(_("Say what is in it for them.")), LONG],
        description=_("The rewards and what they cost are added by themselves."),
    )


class CadenceForm(Form):
    """How many pieces a month, in which formats."""

    pieces_least = WholeField(
        _("Pieces a month, at least"),
        [InputRequired(_("Type a number.")), Between(0, 60)],
    )
    pieces_most = WholeField(
        _("Pieces a month, at most"),
        [InputRequired(_("Type a number.")), Between(1, 60)],
    )
    formats = PartsField(
        _("Formats"),
        [Optional()],
        keys=("name", "every", "spec"),
        description=_("One a line: format | how often | what it is"),
    )


class ReviewingForm(Form):
    """How work is reviewed, and the bands."""

    reviewing = TextAreaField(_("How work is reviewed"), [Optional(), LONG], description=MARKDOWN)
    bands = PartsField(
        _("Where people stand"),
        [Optional()],
        keys=("name", "when", "then"),
        description=_("One a line: band | when | what happens"),
    )


class RenewalForm(Form):
    """What fades, what keeps a place, how one leaves."""

    fading = WholeField(
        _("What fades each quarter, in per cent"),
        [InputRequired(_("Type a number.")), Between(0, 100)],
    )
    threshold = WholeField(
        _("Standing that keeps a place"),
        [InputRequired(_("Type a number.")), Between(0, 100_000)],
    )
    provisional_quarters = WholeField(
        _("Quarters that people are provisional"),
        [InputRequired(_("Type a number.")), Between(1, 4)],
        description=_("The quarter of joining counts as the first; nobody is up for renewal in them."),
    )
    leaving = TextAreaField(_("Leaving"), [Optional(), LONG], description=MARKDOWN)


class DisclosureForm(Form):
    """The wording of the disclosure."""

    disclosure = StringField(
        _("The first words of every piece"),
        [InputRequired(_("Type the words.")), AtMost(300)],
        description=_("Begin with #ad. A lone #ambassador, #gifted or #collab does not pass."),
    )


class PublishForm(Form):
    """Publish the draft that was seen."""

    draft = HiddenField()
    note = TextAreaField(
        _("What changed, in a sentence"),
        [InputRequired(_("Say in a sentence what changed.")), AtMost(1000)],
        description=_("Everyone who reads the rules reads this beside them."),
    )
