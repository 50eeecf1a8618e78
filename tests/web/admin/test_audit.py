"""The audit's page."""

from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.rows import a_person


def test_only_admins_read_it(client: Client) -> None:
    answers = {}
    for role in (*Role, None):
        answers[role] = client.sign_in(a_person(role=role, at=NOW)).get("/admin/audit").status_code
    assert answers == {
        Role.ADMIN: 200,
        Role.MANAGER: 403,
        Role.REVIEWER: 403,
        Role.DIRECTOR: 403,
        None: 403,
    }
