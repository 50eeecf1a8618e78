"""Rows and answers of people who apply."""

from datetime import datetime
from typing import Any

from portal.domain import programs
from portal.domain.joining import applications
from portal.models.joining.application import Application
from portal.models.program import Doors, Program

ANSWERS: dict[str, dict[str, Any]] = {
    "you": {"name": "Nell Harker", "town": "Kendal", "age_band": "25-34"},
    "work": {
        "links": "https://pics.example/p/sloe\nhttps://pics.example/p/damsons",
        "work": "Short films about what is edible on the walk home.",
    },
    "audience": {
        "places": ["instagram", "person"],
        "audience": "Walkers between Kendal and Sedbergh.",
        "replies_link": "https://pics.example/p/hips",
        "reach": "100-1000",
    },
    "ties": {"ties": "A walking-boot shop, until June.", "hours_month": "3"},
    "why": {"why": "You print the sugar on the front."},
}
KEPT: dict[str, dict[str, Any]] = ANSWERS | {
    "work": ANSWERS["work"] | {"links": ANSWERS["work"]["links"].split("\n")},
    "ties": ANSWERS["ties"] | {"hours_month": 3},
}


def link(token: str) -> str:
    """Make an address of a token."""
    return f"http://localhost/apply/{token}"


def open_doors(doors: Doors = Doors.OPEN, **values: Any) -> Program:
    """Set the program to take applications, or not."""
    program = programs.the_program()
    program.doors = doors
    for name, value in values.items():
        setattr(program, name, value)
    return program


def a_draft(*, at: datetime, email: str = "nell@post.example", **values: Any) -> tuple[Application, str]:
    """Begin an application; return it with its token."""
    return applications.begin(email, **(ANSWERS["you"] | values), link=link, at=at)


def a_full_draft(*, at: datetime, **values: Any) -> tuple[Application, str]:
    """Fill in every page."""
    application, token = a_draft(at=at, **values)
    for page, answers in KEPT.items():
        if page != "you":
            applications.save(application, page, whole=True, link=link, at=at, **answers)
    return application, token


def a_sent_one(*, at: datetime, **values: Any) -> tuple[Application, str]:
    """Send an application."""
    application, token = a_full_draft(at=at, **values)
    applications.send(application, consent="You may keep it.", marketing=None, link=link, at=at)
    return application, token
