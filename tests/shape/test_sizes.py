"""Nothing grows past the size at which it wants a name of its own."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULE, FUNCTION, VIEW, PAGE, PARTIAL, SCRIPT = 250, 30, 15, 100, 40, 100
MODULES = sorted((ROOT / "portal").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_modules_and_functions_are_short_and_say_what_they_are(path: Path) -> None:
    text = path.read_text()
    tree = ast.parse(text)
    found = [f"{len(text.splitlines())} lines"] if text.count("\n") > MODULE else []
    opening = (ast.get_docstring(tree) or "").split("\n\n")[0]
    if not opening.endswith("."):
        found.append("no sentence opens it")
    for function in _functions(tree):
        length = _length(function)
        if length > (VIEW if _is_view(function) else FUNCTION):
            found.append(f"{function.name} has {length} lines")
    assert not found


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_templates_are_short(path: Path) -> None:
    whole = "{% extends" in path.read_text() or path.parent.name in {"layouts", "parts"}
    assert path.read_text().count("\n") <= (PAGE if whole else PARTIAL)


def test_our_script_is_short() -> None:
    lines = [
        line for path in (ROOT / "static/js").glob("*.js") if ".min." not in path.name for line in path.open()
    ]
    assert len(lines) <= SCRIPT


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _length(function: ast.FunctionDef) -> int:
    """Lines of the body, without the words that open it."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def _is_view(function: ast.FunctionDef) -> bool:
    return any(ast.unparse(decorator).startswith("may(") for decorator in function.decorator_list)
