"""What a kind of letter is, and the placeholders that its words may name."""

from dataclasses import dataclass, field

from portal.domain.marked import N_
from portal.domain.placeholders import PROGRAM, Value, word


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


COMMON = {
    "name": word(N_("The name of whoever gets the letter"), "Ada Lovelace"),
    **PROGRAM,
    "contact_email": word(N_("The contact person's mail address"), "ines@hedgerow.example"),
}
