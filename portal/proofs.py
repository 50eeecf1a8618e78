"""Proofs: a document as it would be with words that nobody has kept yet; issued to nobody, kept nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.domain.composing.order import Order
from portal.domain.issuing.kinds import KINDS
from portal.domain.programs import the_program
from portal.domain.refusal import Refused
from portal.making import MAKING
from portal.models.joining.membership import Membership
from portal.models.paper.document import DocumentKind
from portal.outside.files import Store
from portal.outside.pdf import Press, Rendered, RenderFailed
from portal.printing import Links, pictures_of

# In the corner of the foot, where no document has anything.
MARK = (
    '@page{{@bottom-right-corner{{color:#545458;content:"{}";font:400 7.6pt/3.6mm "Hanken Grotesk",'
    '"Noto Sans","Noto Sans Arabic","Noto Sans Hebrew","Noto Sans CJK JP",sans-serif;'
    "padding-block-start:7mm;text-align:center;vertical-align:top}}}}"
)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What a proof is made with: a press, the store of the program's pictures, the addresses papers name."""

    press: Press
    store: Store
    links: Links

    def proof(
        self,
        kind: DocumentKind,
        *,
        people: tuple[Membership, ...],
        words: Mapping[str, str],
        choices: Mapping[str, Any],
        called: str,
        at: datetime,
    ) -> Rendered:
        """Return the document of `kind` for `people` as it would be at `at` with `words`, by passage.

        `called` stands where its number would be, and in the corner of each foot. Raises `Refused` where
        there is nothing to print, and where the press fails.
        """
        order = Order(
            number=called,
            at=at,
            people=people,
            choices=choices,
            pictures=pictures_of(the_program(), self.store),
            check_url=self.links.check(called) if KINDS[kind].is_checked else "",
            apply_url=self.links.apply,
            words=words,
        )
        made = MAKING[kind]
        paper = made.compose(order)
        try:
            return made.typeset(self.press.adding(MARK.format(_in_css(called))), paper)
        except RenderFailed as broken:
            raise Refused("It could not be set: %(broken)s", broken=broken) from None


def _in_css(text: str) -> str:
    """Return `text` as it may stand between quotes in a style sheet."""
    return "".join(sign if sign.isalnum() or sign == " " else f"\\{ord(sign):x} " for sign in text)
