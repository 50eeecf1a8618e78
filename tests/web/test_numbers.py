"""Numbers that no row can have are not found; they break nothing."""

import re

import pytest
from flask import Flask

from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.forms import forged
from tests.support.rows import a_person
from tests.web.test_security import addresses

HUGE = "9" * 30


def test_a_number_too_large_for_a_row_is_not_found(app: Flask, client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    rules = [(path, rule) for path, rule in addresses(app) if "999999" in path and "GET" in rule.methods]
    assert rules
    for path, _rule in rules:
        answer = client.get(path.replace("999999", HUGE))
        assert (path, answer.status_code) == (path, 404)
        assert "There is nothing here" in answer.text


@pytest.mark.parametrize(
    "address",
    [
        f"/admin/applications?reader={HUGE}",
        f"/admin/applications?page={HUGE}",
        f"/admin/audit?by={HUGE}",
        f"/admin/audit?page={HUGE}",
        f"/admin/outbox?page={HUGE}",
        "/admin/applications?q=%00",
        "/calendar?from=9999-12",
        "/calendar?from=0001-01",
    ],
)
def test_a_list_passes_over_what_is_no_number_of_ours(client: Client, address: str) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    plain = client.get(address.partition("?")[0])
    answer = client.get(address)
    assert answer.status_code == 200
    assert head(answer.text) == head(plain.text)


def head(html: str) -> str:
    """What stands before the matter of a page, but for its token, which tells the second."""
    whole = html.partition("<title>")[2].partition("<main")[0]
    return re.sub(r'"X-CSRFToken": "[^"]+"', "", whole)


def test_nobody_is_ticked_by_a_number_too_large(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    answer = client.get(f"/admin/applications/readers?id={HUGE}")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text


def test_a_form_that_names_a_missing_row_is_answered(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    answer = forged(client, "/admin/program/rules/publication", draft="424242", note="For all")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text
