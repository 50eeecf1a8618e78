"""What is known about a demo program: read from `programs/<key>.toml` and `programs/<key>.md`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("programs")
KEYS = ("university", "brand", "developer")


@dataclass(frozen=True, kw_only=True)
class Type:
    """An activity type."""

    name: str
    weight: int
    about: str
    base_points: int = 10


@dataclass(frozen=True, kw_only=True)
class Prize:
    """A reward: its money in hundredths, its first stock or how many codes, what is drawn of it.

    `late` says that it came with the second revision of the rules.
    """

    name: str
    about: str
    kind: str
    picture: str
    price: int
    handling: int
    cost: int | None = None
    milestone: str | None = None
    standing: int | None = None
    first: int | None = None
    codes: int = 0
    per_person: int | None = None
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class Step:
    """An action of the quarter, in its week, or open from one day after joining to another.

    Without a type it is for everyone and earns nothing.
    """

    title: str
    base_points: int
    minutes: int
    format: str
    about: str
    evidence: list[str]
    week: int | None = None
    days: list[int] | None = None
    often: int = 1
    type: str | None = None
    follows_brief: bool = False


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A date for everyone, on a weekday (Monday is 0) of a week of the quarter."""

    week: int
    weekday: int
    title: str
    about: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What somebody said when asked about the rules, and whether they knew."""

    does: str
    gets: str
    by_when: str
    knew: bool


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One demo program.

    `identity` holds columns of the program, `rules` and `first` (where the earlier revision said
    something else) columns of a revision, `guide` columns of the brief; `terms` is the agreement
    as markdown, `face` the contact person's picture. Actions are due on the weekday `due` of their week.
    """

    key: str
    places: int
    due: int
    changed: str
    identity: dict[str, Any]
    rules: dict[str, Any]
    first: dict[str, Any]
    guide: dict[str, Any]
    types: list[Type]
    steps: list[Step]
    rewards: list[Prize]
    meetings: list[Meeting]
    answers: list[Answer]
    terms_title: str
    terms: str
    face: bytes


def read(key: str) -> Facts:
    """Return the facts of the demo program `key`, one of `KEYS`."""
    known = tomllib.loads((FOLDER / f"{key}.toml").read_text("utf-8"))
    title, _, terms = (FOLDER / f"{key}.md").read_text("utf-8").partition("\n")
    return Facts(
        key=key,
        **{name: known[name] for name in ("places", "due", "changed", "identity", "rules", "first", "guide")},
        types=[Type(**each) for each in known["types"]],
        steps=[Step(**each) for each in known["steps"]],
        rewards=[Prize(**each) for each in known["rewards"]],
        meetings=[Meeting(**each) for each in known["meetings"]],
        answers=[Answer(**each) for each in known["answers"]],
        terms_title=title.removeprefix("# "),
        terms=terms.strip() + "\n",
        face=(FOLDER / f"{key}.png").read_bytes(),
    )
