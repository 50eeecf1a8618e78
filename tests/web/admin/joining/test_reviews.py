"""Reading and scoring, as reviewers do it."""

from lxml import html

from portal.db import db
from portal.domain.joining import rubric
from portal.models.joining.application import Application, ApplicationState
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.forms import forged, headline, resend, send, wrongs
from tests.support.rows import a_person
from tests.support.rows_deciding import given_to, readers, score

LIST = "/admin/applications"


def all_lines(value: int) -> dict[str, str]:
    """The same score for every line, as typed."""
    return {f"line-{line.id}": str(value) for line in rubric.lines()}


def given(application: Application) -> list[int]:
    """The scores kept for an application's first reader."""
    return sorted(score.value for score in application.reviews[0].scores)


def test_scores_are_saved_as_they_are_given(client: Client) -> None:
    (tom,) = readers(at=NOW, count=1)
    application = given_to([tom], at=NOW)
    client.sign_in(tom)
    address, first = f"{LIST}/{application.id}", rubric.lines()[0].id
    page = client.get(address)
    token = html.fromstring(page.text).xpath("//form[@id='scoring']//input[@name='csrf']/@value")[0]
    answer = client.post(
        f"{address}/review/scores",
        data={f"line-{first}": "3", "comment": "Half way."},
        headers={"HX-Request": "true", "X-CSRFToken": token},
    )
    assert answer.status_code == 200
    (total,) = html.fragment_fromstring(answer.text, create_parent=True).xpath("./header[@id='sum']")
    assert " ".join(total.text_content().split()) == "Score 3 of 20, 4 to go"
    assert (given(application), application.reviews[0].comment) == ([3], "Half way.")
    again = html.fromstring(client.get(address).text)
    assert again.xpath("//input[@type='radio'][@checked]/@name") == [f"line-{first}"]


def test_without_scripts_they_are_kept_by_a_button(client: Client) -> None:
    (tom,) = readers(at=NOW, count=1)
    application = given_to([tom], at=NOW)
    client.sign_in(tom)
    page = client.get(f"{LIST}/{application.id}")
    scoring = html.fromstring(page.text).get_element_by_id("scoring")
    keep = [button.get("formaction") for button in scoring.xpath(".//button")]
    assert keep == [None, f"{LIST}/{application.id}/review/scores"]
    first = rubric.lines()[0].id
    answer = forged(client, f"{LIST}/{application.id}/review/scores", **{f"line-{first}": "2"}, comment="")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{LIST}/{application.id}")
    assert given(application) == [2]


def test_save_and_next_leads_to_the_next_and_at_last_to_the_list(client: Client) -> None:
    (tom,) = readers(at=NOW, count=1)
    one, two = (
        given_to([tom], at=NOW, answer_by=NOW.date()),
        given_to([tom], at=NOW, answer_by=NOW.date().replace(day=28)),
    )
    client.sign_in(tom)
    assert client.get(f"{LIST}/first").headers["Location"] == f"{LIST}/{one.id}"
    ways = []
    for application in (one, two):
        page = client.get(f"{LIST}/{application.id}")
        answer = resend(client, page, to=f"{LIST}/{application.id}/review", **all_lines(4))
        ways.append((answer.status_code, answer.headers["Location"]))
    assert ways == [(303, f"{LIST}/{two.id}"), (303, LIST)]
    assert (one.totals, two.totals) == ([20], [20])
    assert "are in." in client.get(LIST).text


def test_a_line_left_out_is_said_and_nothing_typed_is_lost(client: Client) -> None:
    (tom,) = readers(at=NOW, count=1)
    application = given_to([tom], at=NOW)
    client.sign_in(tom)
    typed = dict(list(all_lines(3).items())[:2])
    answer = send(
        client, f"{LIST}/{application.id}", to=f"{LIST}/{application.id}/review", comment="So far.", **typed
    )
    assert answer.status_code == 422
    assert wrongs(answer) == {"": "Score every line first; 3 to go."}
    tree = html.fromstring(answer.text)
    assert len(tree.xpath("//input[@type='radio'][@checked]")) == 2
    assert tree.get_element_by_id("comment").text.strip() == "So far."
    assert application.reviews[0].submitted_at is None


def test_forged_scores_change_nothing(client: Client) -> None:
    (tom,) = readers(at=NOW, count=1)
    application = given_to([tom], at=NOW)
    client.sign_in(tom)
    first = rubric.lines()[0].id
    for typed in (
        {f"line-{first}": "5"},
        {f"line-{first}": "x"},
        {"line-99999": "3"},
        {f"line-{first}": "-1"},
    ):
        answer = forged(client, f"{LIST}/{application.id}/review/scores", **typed)
        assert answer.status_code == 409, typed
        assert "0 to 4" in answer.text
    assert application.reviews[0].scores == []


def test_scores_that_are_in_cannot_be_given_again(client: Client) -> None:
    (tom,) = readers(at=NOW, count=1)
    application = given_to([tom], at=NOW)
    score(application, tom, 4, at=NOW)
    client.sign_in(tom)
    answers = [
        forged(client, f"{LIST}/{application.id}/review/scores", **all_lines(0)).status_code,
        forged(client, f"{LIST}/{application.id}/review", **all_lines(0)).status_code,
    ]
    assert (answers, application.totals) == ([409, 422], [20])


def test_whoever_knows_the_person_says_so_and_sees_them_no_more(client: Client) -> None:
    tom, priya = readers(at=NOW)
    application = given_to([tom, priya], at=NOW, name="Joan Pettifer")
    client.sign_in(tom)
    assert headline(client.get(f"{LIST}/{application.id}/tie")) == "Do you know Joan Pettifer?"
    answer = send(client, f"{LIST}/{application.id}/tie")
    assert (answer.status_code, answer.headers["Location"]) == (303, LIST)
    assert client.get(f"{LIST}/{application.id}").status_code == 404
    assert forged(client, f"{LIST}/{application.id}/tie").status_code == 404
    assert [review.reviewer for review in application.readers] == [priya]


def test_the_keys_find_their_places(client: Client) -> None:
    (tom,) = readers(at=NOW, count=1)
    ids = [given_to([tom], at=NOW).id for _ in range(3)]
    client.sign_in(tom)
    page = html.fromstring(client.get(f"{LIST}/{ids[1]}").text)
    ways = {link.get("data-key"): link.get("href") for link in page.xpath("//a[@data-key]")}
    assert ways == {"k": f"{LIST}/{ids[0]}", "j": f"{LIST}/{ids[2]}"}
    assert len(page.xpath("//*[@data-keys]//fieldset[@class='crit']//input[@value='4']")) == 5
    assert page.xpath("//details/summary[@data-key='?']")


def test_a_manager_who_reads_sees_the_rubric_and_others_do_not(client: Client) -> None:
    manager, (tom,) = a_person(role=Role.MANAGER, at=NOW), readers(at=NOW, count=1)
    application = given_to([tom], at=NOW)
    client.sign_in(manager)
    page = html.fromstring(client.get(f"{LIST}/{application.id}").text)
    assert page.xpath("//form[@id='scoring']") == []
    assert forged(client, f"{LIST}/{application.id}/review", **all_lines(2)).status_code == 404
    db.session.refresh(application)
    assert application.state is ApplicationState.IN_REVIEW
