"""The rules as anyone reads them."""

from datetime import timedelta

from tests.conftest import NOW, Client
from tests.support.rows_working import the_rules


def test_before_the_first_they_are_being_written(client: Client) -> None:
    answer = client.get("/rules")
    assert answer.status_code == 200
    assert "still being written" in answer.text
    numbers = ("1", "0", "2147483648", "9" * 40, "-1", "x")
    assert [client.get(f"/rules/{number}").status_code for number in numbers] == [404] * 6


def test_the_current_one_says_what_changed(client: Client) -> None:
    the_rules(at=NOW)
    the_rules(lines=["Be very kind.", "Be on time."], at=NOW + timedelta(days=3))
    page = client.get("/rules").text
    assert "Revision 2, in force since Saturday 14 February 2026." in page
    assert "Be <ins>very</ins> kind." in page
    assert "<ins>Be on time.</ins>" in page
    assert page.count("Changed in 2") == 1


def test_an_older_one_stays_as_it_was(client: Client) -> None:
    the_rules(at=NOW)
    the_rules(lines=["Be on time."], at=NOW + timedelta(days=3))
    page = client.get("/rules/1").text
    assert '<span dir="auto">Be kind.</span>' in page
    assert '<span dir="auto">Be on time.</span>' not in page
    assert "no longer in force" in page


def test_what_people_wrote_is_not_html(client: Client) -> None:
    the_rules(lines=["<b hx-post='/x'>!</b>"], why="<script>1</script> [x](javascript:alert(1))", at=NOW)
    page = client.get("/rules").text
    assert "<script>1" not in page
    assert "<b hx-post" not in page
    assert "javascript:" not in page.replace("[x](javascript:alert(1))", "")
