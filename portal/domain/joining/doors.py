"""Whether applications are taken on a day, and if not, from when."""

from dataclasses import dataclass
from datetime import date

from portal.domain.refusal import Refused
from portal.models.program import Doors, Program

_FOR_NOW = {
    Doors.PAUSED: "Applications are paused for now.",
    Doors.CLOSED: "Applications are closed for now.",
}
_UNTIL = {
    Doors.PAUSED: "Applications are paused. They open on %(day)s.",
    Doors.CLOSED: "Applications are closed. They open on %(day)s.",
}


@dataclass(frozen=True)
class Shut:
    """Why nobody can apply now: paused or closed, and the day it opens, if that is known."""

    doors: Doors
    opens_on: date | None

    @property
    def refusal(self) -> Refused:
        """Return the refusal that says so."""
        if self.opens_on is None:
            return Refused(_FOR_NOW[self.doors])
        return Refused(_UNTIL[self.doors], day=self.opens_on)


def shut(program: Program, *, on: date, invited: bool = False) -> Shut | None:
    """Return why nobody can apply on the day `on`, or None where the doors are open.

    An invitation is the word of the program's own people: whoever was invited may apply while the
    program is paused, as a guest may come in while the shop has its sign turned. Closed is closed
    for everybody. A nomination comes from outside and opens nothing.
    """
    if program.doors is Doors.CLOSED:
        return Shut(Doors.CLOSED, _later(program.opens_on, on))
    if program.closes_on and on > program.closes_on:
        return Shut(Doors.CLOSED, _later(program.opens_on, on))
    waits = program.doors is Doors.PAUSED and not (program.opens_on and program.opens_on <= on)
    early = program.opens_on is not None and on < program.opens_on
    if (waits or early) and not invited:
        return Shut(Doors.PAUSED, _later(program.opens_on, on))
    return None


def _later(day: date | None, on: date) -> date | None:
    return day if day and day > on else None
