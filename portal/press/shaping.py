"""Words for drawings in scripts that run from right to left.

WeasyPrint sets the words of an SVG letter by letter from the left (weasyprint/svg/text.py), so that Hebrew
would stand backwards, and Arabic backwards in letters that do not join. On screen nothing of this is needed.
"""

import re
import unicodedata
from functools import cache

RUNS = re.compile(r"\s+|[\u0590-\u08ff]+|[^\s\u0590-\u08ff]+")
FORMS = range(0xFB50, 0xFF00)
LAM, ALEFS = "\u0644", "\u0622\u0623\u0625\u0627"


def in_drawing(text: str) -> str:
    """Return words in the order and the forms in which they are seen; what runs from the left stays."""
    runs = RUNS.findall(text)
    if not any(_runs_left(run) for run in runs):
        return text
    return "".join(_joined(run)[::-1] if _runs_left(run) else run for run in reversed(runs))


def _runs_left(run: str) -> bool:
    return unicodedata.bidirectional(run[0]) in {"R", "AL"}


def _joined(word: str) -> str:
    """The letters of a word as their neighbours make them (Unicode, Arabic Presentation Forms)."""
    letters = _with_ligatures(word)
    found = []
    for place, letter in enumerate(letters):
        before = letters[place - 1] if place else ""
        after = letters[place + 1] if place + 1 < len(letters) else ""
        tied = "initial" in _forms(before) and "final" in _forms(letter)
        ties = "initial" in _forms(letter) and "final" in _forms(after)
        form = "medial" if tied and ties else "final" if tied else "initial" if ties else "isolated"
        found.append(_forms(letter).get(form, letter))
    return "".join(found)


def _with_ligatures(word: str) -> list[str]:
    """The letters of a word; lam and an alef after it are one."""
    found: list[str] = []
    for letter in word:
        if found and found[-1] == LAM and _forms(LAM + letter):
            found[-1] = LAM + letter
        else:
            found.append(letter)
    return found


def _forms(letter: str) -> dict[str, str]:
    return _known().get(letter, {})


@cache
def _known() -> dict[str, dict[str, str]]:
    """The forms of each letter that has any, by name."""
    found: dict[str, dict[str, str]] = {}
    for number in FORMS:
        form, *letters = unicodedata.decomposition(chr(number)).split() or [""]
        said = "".join(chr(int(each, 16)) for each in letters)
        if form.startswith("<") and (len(said) == 1 or (len(said) == 2 and said[0] == LAM)):
            found.setdefault(said, {}).setdefault(form.strip("<>"), chr(number))
    return {said: forms for said, forms in found.items() if len(said) == 1 or said[1] in ALEFS}
