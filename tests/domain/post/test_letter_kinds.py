"""Whoever writes a letter names a kind that there is, and gives it only what it knows."""

import ast
import inspect
from collections.abc import Iterator

from portal.config import ROOT
from portal.domain.post import letters
from portal.domain.post.letter_kinds import KINDS

FIXED = set(inspect.signature(letters.post).parameters)


def written() -> Iterator[tuple[str, str, set[str]]]:
    """Every place in the code that writes a letter, its kind, and the values it gives."""
    for path in sorted((ROOT / "portal").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
                continue
            kind = node.args[0]
            if ast.unparse(node.func) in {"letters.post", "letters.compose"} and isinstance(
                kind, ast.Constant
            ):
                given = {word.arg for word in node.keywords if word.arg} - FIXED
                yield f"{path.name}:{node.lineno}", str(kind.value), given


def test_every_letter_is_of_a_known_kind_with_known_values() -> None:
    found = list(written())
    assert len(found) >= 4
    unknown = [(where, kind) for where, kind, _given in found if kind not in KINDS]
    assert unknown == []
    assert [(where, given - set(KINDS[kind].values)) for where, kind, given in found
            if given - set(KINDS[kind].values)] == []  # fmt: skip
