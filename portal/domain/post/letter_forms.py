"""What a kind of letter is, and the placeholders that its words may name."""

import enum
from dataclasses import dataclass, field


class Form(enum.Enum):
    """How a value stands in a letter."""

    WORD = "word"
    TEXT = "text"
    LINK = "link"


@dataclass(frozen=True, kw_only=True)
class Value:
    """A placeholder: what it means, an example, and its form (one line, several lines, an address)."""

    means: str
    sample: str
    form: Form = Form.WORD


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of letter: what it is called, when it is written, and its own placeholders."""

    name: str
    when: str
    own: dict[str, Value] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, Value]:
        """Return every placeholder that the words may name."""
        return COMMON | self.own


def N_(message: str) -> str:
    """Mark a sentence for translation where it is shown."""
    return message


def link(means: str, path: str) -> Value:
    """Return a placeholder for an address below the portal's own."""
    return Value(means=means, sample=f"https://ambassadors.example/{path}", form=Form.LINK)


def word(means: str, sample: str) -> Value:
    """Return a placeholder for one line."""
    return Value(means=means, sample=sample)


def text(means: str, sample: str) -> Value:
    """Return a placeholder for several lines."""
    return Value(means=means, sample=sample, form=Form.TEXT)


COMMON = {
    "name": word(N_("The name of whoever gets the letter"), "Ada Lovelace"),
    "program": word(N_("The name of the program"), "Hedgerow Keepers"),
    "organisation": word(N_("The organisation behind it"), "Hedgerow Drinks"),
    "contact": word(N_("The contact person"), "Ines Calder"),
    "contact_email": word(N_("The contact person's mail address"), "ines@hedgerow.example"),
}
