"""The navigation says where one is, and leads nowhere one may not go."""

import pytest

from portal.models.person import Role
from tests.conftest import NOW
from tests.support.rows import a_person


def shown(client, address):
    """The words of the page at `address`, and those that are marked as here, in both rows."""
    rows = client.get(address).text.split("<main")
    words, here = [], []
    for row in (rows[0], rows[1].split("</nav>")[0] if "subnav" in rows[1] else ""):
        links = row.split("<nav")[1].split("</nav>")[0].split("<a ")[1:] if "<nav" in row else []
        names = [(link.split(">")[1].split("<")[0].strip(), "aria-current" in link) for link in links]
        words += [name for name, _here in names]
        here += [name for name, marked in names if marked]
    return words, here


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("/admin/", ["Today"]),
        ("/admin/applications", ["Applications"]),
        ("/admin/applications/letters", ["Applications"]),
        ("/admin/invitations", ["Applications"]),
        ("/admin/program", ["Program", "Settings"]),
        ("/admin/program/name", ["Program", "Settings"]),
        ("/admin/program/rules", ["Program", "Rules"]),
        ("/admin/staff/new", ["Program", "Staff"]),
    ],
)
def test_one_word_of_each_row_is_here(client, address, here):
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    assert shown(client, address)[1] == here


def test_a_reviewer_sees_only_the_ways_of_a_reviewer(client):
    client.sign_in(a_person(role=Role.REVIEWER, at=NOW))
    assert shown(client, "/admin/applications") == (
        ["Today", "Applications", "Submissions"],
        ["Applications"],
    )
