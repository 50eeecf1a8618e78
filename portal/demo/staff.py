"""The people who run the demo program."""

from datetime import datetime

from portal.domain.people import staff
from portal.models.person import Role

STAFF = {
    "admin": (Role.ADMIN, "Ines Calder"),
    "manager": (Role.MANAGER, "Tomás Rey"),
    "reviewer": (Role.REVIEWER, "Wanjiru Kamau"),
    "reviewer2": (Role.REVIEWER, "Leonie Brandt"),
    "director": (Role.DIRECTOR, "Henrik Aas"),
}


def load(password: str, *, at: datetime) -> None:
    """Make a member of staff for each role, and a second reviewer, all with the same password."""
    for account, (role, name) in STAFF.items():
        staff.add(f"{account}@demo.example", name=name, role=role, password=password, by=None, at=at)
