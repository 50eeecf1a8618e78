"""The parts that pages are made of say what they should, whatever they are given."""

from xml.etree import ElementTree as ET

import pytest
import tinyhtml5
from flask import Flask, get_template_attribute
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.validators import InputRequired, Optional

from portal.domain.listing import Page
from portal.web.forms.base import Form
from portal.web.listing import Listing


class Answers(Form):
    """A form with a field of every kind that the macro tells apart."""

    name = StringField("Your name", [InputRequired("Write your name.")], description="As on your posts.")
    link = URLField("A link", [Optional()])
    why = TextAreaField("Why us?")
    hours = IntegerField("Hours")
    where = SelectMultipleField("Where?", choices=[("ig", "Instagram"), ("ip", "In person")])
    reach = RadioField("How many?", choices=[("a", "Few"), ("b", "Many")])
    mail = BooleanField("Write to me", description="Once a month.")


def tree(html: str) -> ET.Element:
    """The elements of a piece of HTML, as a browser reads it."""
    row = html.strip().startswith("<th ")
    html = f"<table><tr>{html}</tr></table>" if row else html
    root = tinyhtml5.parse(f"<!doctype html>{html}", namespace_html_elements=False)
    return root.find(".//tr") if row else root.find("body")


def macro(file: str, name: str):
    return get_template_attribute(f"parts/{file}.html", name)


@pytest.fixture
def asked(app: Flask):
    with app.test_request_context("/"):
        yield


def form(**typed) -> Answers:
    return Answers(MultiDict(typed), meta={"csrf": False})


def by_id(root: ET.Element, wanted: str) -> ET.Element:
    (found,) = [element for element in root.iter() if element.get("id") == wanted]
    return found


@pytest.mark.usefixtures("asked")
def test_a_field_has_its_label_its_hint_and_what_is_wrong_beside_it():
    wrong = form(name="")
    assert not wrong.validate()
    root = tree(macro("field", "field")(wrong["name"], autocomplete="name"))
    box = by_id(root, "name")
    assert (box.get("aria-describedby"), box.get("aria-invalid")) == ("name-hint name-err", "true")
    assert box.get("autocomplete") == "name"
    assert [label.text for label in root.iter("label")] == ["Your name"]
    assert by_id(root, "name-hint").text == "As on your posts."
    assert "".join(by_id(root, "name-err").itertext()) == "Error: Write your name."


@pytest.mark.usefixtures("asked")
def test_a_field_that_is_right_says_nothing_more():
    root = tree(macro("field", "field")(form(why="x").why))
    box = by_id(root, "why")
    assert (box.get("aria-describedby"), box.get("aria-invalid"), box.get("rows")) == (None, None, "4")
    assert "(optional)" in "".join(tree(macro("field", "field")(form().link)).itertext())


@pytest.mark.usefixtures("asked")
def test_what_was_typed_into_a_link_is_shown_even_if_it_is_none():
    box = by_id(tree(macro("field", "field")(form(link="half <a> link").link)), "link")
    assert (box.get("type"), box.get("value")) == ("text", "half <a> link")


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(("name", "kind", "chosen"), [("where", "checkbox", "ip"), ("reach", "radio", "b")])
def test_choices_are_a_named_group(name, kind, chosen):
    root = tree(macro("field", "field")(form(**{name: chosen})[name], hints={"ig": "Or Threads"}))
    assert "".join(root.find("fieldset/legend").itertext()) == form()[name].label.text
    boxes = list(root.iter("input"))
    assert [box.get("type") for box in boxes] == [kind, kind]
    assert [box.get("value") for box in boxes if box.get("checked") is not None] == [chosen]
    assert ("Or Threads" in "".join(root.itertext())) is (name == "where")


@pytest.mark.usefixtures("asked")
def test_a_consent_is_never_ticked_beforehand():
    root = tree(macro("field", "field")(form().mail))
    box = by_id(root, "mail")
    assert box.get("checked") is None
    assert "".join(root.find(".//label").itertext()) == "Write to meOnce a month."


@pytest.mark.usefixtures("asked")
def test_the_summary_takes_the_focus_and_leads_to_each_wrong_field():
    wrong = form(name="", hours="many", reach="z")
    assert not wrong.validate()
    wrong.form_errors.append("The program is paused.")
    root = tree(macro("field", "errors_summary")(wrong))
    box = root.find("div")
    assert (box.get("role"), box.get("tabindex"), box.get("autofocus")) == ("alert", "-1", "")
    assert root.find(".//h2").text == "4 things to put right"
    assert [link.get("href") for link in root.iter("a")] == ["#name", "#hours", "#reach-0"]
    assert root.find(".//li/p").text == "The program is paused."


@pytest.mark.usefixtures("asked")
def test_a_form_that_is_right_has_no_summary():
    assert macro("field", "errors_summary")(form()).strip() == ""
    assert macro("field", "errors_summary")(None).strip() == ""


def test_the_head_of_a_column_turns_its_order_and_keeps_the_filter(app: Flask):
    with app.test_request_context("/?q=ann&sort=name"):
        listing = Listing(sorts={"due": [], "name": []})
        listing.address = lambda **changes: "/list?" + "&".join(f"{k}={v}" for k, v in changes.items())
        head = tree(macro("list", "sort_header")("Who", "name", listing)).find("th")
        other = tree(macro("list", "sort_header")("Due", "due", listing)).find("th")
    assert (head.get("aria-sort"), head.find("a").get("href")) == ("ascending", "/list?sort=-name")
    assert (other.get("aria-sort"), other.find("a").get("href")) == (None, "/list?sort=due")


def test_the_pages_of_a_list_are_named_around_the_current_one(app: Flask):
    with app.test_request_context("/"):
        listing = Listing(sorts={"due": []})
        listing.address = lambda page: f"/list?page={page}"
        root = tree(
            macro("list", "paging")(Page(rows=[], number=5, size=10, total=91), listing, csv="/list.csv")
        )
    assert root.find(".//p").text == "41 to 50 of 91"
    assert ["".join(item.itertext()) for item in root.iter("li")] == [
        *("Back", "1", "…", "4", "5", "6", "…", "10", "Next")
    ]
    assert root.findall(".//p/a")[-1].text == "These 91 as CSV"


def test_one_page_needs_no_pages(app: Flask):
    with app.test_request_context("/"):
        root = tree(
            macro("list", "paging")(
                Page(rows=[1], number=1, size=10, total=1), Listing(sorts={"due": []}), csv="/list.csv"
            )
        )
    assert root.find(".//nav") is None
    assert root.findall(".//p/a")[-1].text == "This one as CSV"


@pytest.mark.usefixtures("asked")
def test_what_people_wrote_is_text_and_out_of_the_reach_of_htmx():
    root = tree(macro("bits", "said")('<b hx-post="/admin">hello</b>'))
    assert root.find("div").text == '<b hx-post="/admin">hello</b>'
    assert root.find("div").get("hx-ignore") == ""
    assert tree(macro("bits", "prose")(Markup("<p>hello</p>"))).find("div").get("hx-ignore") == ""


@pytest.mark.usefixtures("asked")
def test_the_navigation_of_a_phone_has_four_words_and_more():
    items = [{"label": f"Word {n}", "href": f"/{n}", "current": n == 6} for n in range(7)]
    root = tree(macro("frame", "bottom")(items))
    assert [link.text for link in root.findall("nav/a")] == ["Word 0", "Word 1", "Word 2", "Word 3"]
    assert [link.text for link in root.findall(".//details//a")] == ["Word 4", "Word 5", "Word 6"]
    assert root.find(".//details").get("class") == "more holds"
    assert tree(macro("frame", "bottom")(items[:4])).find(".//details") is None
