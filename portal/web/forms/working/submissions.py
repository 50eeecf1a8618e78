"""The forms of work: sending in, several links at once, a word against a rejection."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, SelectField, StringField, TextAreaField, URLField
from wtforms.validators import InputRequired, Length, Optional

from portal.domain.refusal import Refused
from portal.domain.working.evidence import Kept
from portal.domain.working.submissions import MOST_MINUTES, Work, asked_of
from portal.models.working.action import Action
from portal.models.working.activity_type import ActivityType
from portal.web.forms.base import Form
from portal.web.forms.fields import AtMost, Between, LinesField, WholeField

FILES = "image/jpeg,image/png,image/webp,image/gif,application/pdf"


class Later(Optional):  # type: ignore[misc]
    """Lets a field be empty in a draft; it is asked for when the work is sent in."""

    def __init__(self) -> None:
        super().__init__()
        self.field_flags: dict[str, bool] = {}


class SubmissionForm(Form):
    """Work to send in; what is missing is said when it is sent, a draft may have gaps."""

    activity_type = SelectField(_("What kind of thing is it?"))
    title = StringField(_("What is it, in a few words?"), [Optional(), Length(max=200)])
    link = URLField(
        _("Link to it"),
        [Later(), AtMost(2000)],
        description=_("Copy it from the piece itself, so that we land on it."),
    )
    note = TextAreaField(_("In your words"), [Later(), AtMost(4000)])
    files = MultipleFileField(_("Pictures or files of it"), [Later()], render_kw={"accept": FILES})
    minutes = WholeField(_("How long did it take?"), [Later(), Between(0, MOST_MINUTES)])
    reach = WholeField(_("How many people did it reach?"), [Later(), Between(0, 999_999_999)])
    disclosed = BooleanField(_("It stands first in what I made."))
    licensed = BooleanField(_("You may show it, as the agreement says."))

    kept: list[Kept] = []  # noqa: RUF012
    refused: list[Refused] = []  # noqa: RUF012

    def take(self, kept: list[Kept], refused: list[Refused]) -> None:
        """Take in what became of the files that the form brought."""
        self.kept, self.refused = kept, refused

    def fit(self, action: Action | None) -> "SubmissionForm":
        """Leave what the action asks for, or everything where there is none."""
        if action is not None:
            del self.title
            for name in {"link", "files", "note"} - set(asked_of(action)):
                delattr(self, name)
        if action is None or not action.asks_reach:
            del self.reach
        return self

    def offer(self, kinds: list[ActivityType] | None) -> "SubmissionForm":
        """Offer these types, or none where the type is known."""
        if kinds is None:
            del self.activity_type
        else:
            named = [(str(kind.id), kind.name) for kind in kinds]
            self.activity_type.choices = [("", _("Choose one")), *named]
        return self

    def validate(self, *args: object, **kwargs: object) -> bool:
        """Whether everything typed can be read, and every file could be taken."""
        valid = bool(super().validate(*args, **kwargs))
        for why in self.refused:
            self.refuse(why)
        return valid and not self.refused

    def work(self) -> Work:
        """Return what was typed as the verbs of submissions take it."""
        typed = {field.name: field.data for field in self if field.name in Work.__annotations__}
        typed["minutes"] = typed.get("minutes") or 0
        if not typed.get("title"):
            typed.pop("title", None)
        return Work(**typed)  # type: ignore[typeddict-item]


class LinksForm(Form):
    """Several links, each to become a draft."""

    about = SelectField(_("What are they?"))
    links = LinesField(
        _("The links"), [InputRequired(_("Paste a link or more."))], description=_("One a line, at most 20.")
    )
    minutes = WholeField(_("How long did each take?"), [Optional(), Between(0, MOST_MINUTES)])
    disclosed = BooleanField(_("The ad line stands first in each of them."))
    licensed = BooleanField(_("You may show them, as the agreement says."))

    def offer(self, abouts: list[tuple[str, str]]) -> "LinksForm":
        """Offer these things that the links can be for."""
        self.about.choices = abouts
        return self


class DisputeForm(Form):
    """A word against a rejection."""

    words = TextAreaField(
        _("What should the next reader know?"),
        [InputRequired(_("Say why, in a sentence or more.")), AtMost(2000)],
    )
