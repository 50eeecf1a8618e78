"""The people who run the demo program."""

from datetime import datetime

from portal.domain import staff
from portal.models.person import Role

STAFF = {
    Role.ADMIN: "Ines Calder",
    Role.MANAGER: "Tomás Rey",
    Role.REVIEWER: "Wanjiru Kamau",
    Role.DIRECTOR: "Henrik Aas",
}


def load(password: str, *, at: datetime) -> None:
    """Make one member of staff for each role, all with the same password."""
    for role, name in STAFF.items():
        email = f"{role}@demo.example"
        staff.add(email, name=name, role=role, password=password, by=None, at=at)
