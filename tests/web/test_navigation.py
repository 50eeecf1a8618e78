"""The navigation says where one is, and leads nowhere one may not go."""

import pytest
from lxml import html

from portal.domain.programs import the_program
from portal.models.person import Role
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_joining import a_membership
from tests.support.rows_onboarding import an_ambassador


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


def menu(client, address):
    """The words behind one's initials, on the page at `address`."""
    tree = html.fromstring(client.get(address).text)
    return [link.text for link in tree.xpath("//details[contains(@class,'menu')]//a")]


def tabs(client, address):
    """The words at the bottom of a phone, and those behind More."""
    tree = html.fromstring(client.get(address).text)
    rows = tree.xpath("//nav[@class='tabs']/a"), tree.xpath("//nav[@class='tabs']//details//a")
    return tuple([link.text_content().split()[0] for link in row] for row in rows)


def test_ambassadors_have_four_words_and_their_own_pages_behind_their_initials(client):
    client.sign_in(an_ambassador(at=NOW).person)
    four = ["Today", "Calendar", "Rewards", "Points"]
    assert shown(client, "/me/points") == (four, ["Points"])
    assert tabs(client, "/me/points") == (four, [])
    own = ["Your work", "Your documents", "The brief", "The rules", "Your agreement", "Nominate somebody"]
    own += ["Your leave", "Your profile", "Your data", "Your account"]
    assert menu(client, "/me") == own
    assert menu(client, "/rules") == ["Your home", *(word for word in own if word != "The rules")]
    the_program().leaderboard = True
    assert menu(client, "/me")[1] == "Leaderboard"


def test_whoever_has_not_agreed_yet_is_led_only_where_they_may_go(client):
    client.sign_in(a_membership(at=NOW).person)
    assert shown(client, "/me") == (["Today"], ["Today"])
    for word in ("Your work", "The brief", "Leaderboard"):
        assert word not in menu(client, "/me")


def test_staff_have_their_words_in_the_order_of_the_day(client):
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    words = ["Today", "Applications", "Submissions", "Ambassadors"]
    words += ["Rewards", "Calendar", "Numbers", "Documents"]
    assert shown(client, "/admin/")[0] == [*words, "Program"]
    assert tabs(client, "/admin/") == (words[:4], [*words[4:], "Program"])
    assert menu(client, "/admin/") == ["Your data", "Your account"]
    assert menu(client, "/rules") == ["The desk", "Your data", "Your account"]
