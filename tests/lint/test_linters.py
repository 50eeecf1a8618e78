"""Style, types, templates and the direction of imports, each by the tool that knows it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    ["ruff check", "ruff format --check", "mypy", "djlint --lint --quiet templates", "lint-imports"],
)
def test_the_checkers_find_nothing(command: str) -> None:
    tool, *arguments = command.split()
    run = subprocess.run([TOOLS / tool, *arguments], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
