"""The form that changes the words of a kind of document: a field for each of its passages."""

from flask_babel import gettext as _
from wtforms import TextAreaField

from portal.domain.issuing.passages import PASSAGES, known
from portal.domain.issuing.wordings import LONGEST
from portal.domain.misplaced import Line, lines
from portal.models.paper.document import DocumentKind
from portal.web.forms.base import Form


class WordsForm(Form):
    """The words of every passage of one kind, by the names of the passages."""

    kind: DocumentKind

    @property
    def words(self) -> dict[str, str]:
        """Return what was typed, by passage."""
        return {passage: self[passage].data or "" for passage in PASSAGES[self.kind]}

    def wrong_lines(self, passage: str) -> list[Line]:
        """Return the lines of a passage that cannot be said, where its field was found wrong.

        What is too long is not read: its trouble is said already, and reading it would take long.
        """
        field = self[passage]
        read = field.errors and len(field.data or "") <= LONGEST
        return lines(field.data or "", known(self.kind, passage)) if read else []


def words_form(kind: DocumentKind, kept: dict[str, str]) -> WordsForm:
    """Return the form of a kind's passages, with the words that are `kept` where nothing was typed."""
    fields = {
        passage: TextAreaField(
            _(about.name),
            description=_(about.about),
            render_kw={"maxlength": LONGEST, "dir": "auto"},
        )
        for passage, about in PASSAGES[kind].items()
    }
    form: WordsForm = type("WordsForm", (WordsForm,), fields | {"kind": kind})(
        prefix="words-", data=kept, meta={"csrf": False}
    )
    return form
