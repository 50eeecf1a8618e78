"""Sending the real form of a page, as a browser would."""

from urllib.parse import urljoin

from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

Typed = str | list[str]


def send(
    client: FlaskClient, address: str, *, to: str = "", button: str = "", **typed: Typed
) -> TestResponse:
    """Open the page at `address`, fill in its form (the one that posts to `to`, if named) and send it."""
    page = client.get(address)
    assert page.status_code == 200, (page.status_code, page.headers.get("Location"), page.text)
    return resend(client, page, to=to, button=button, **typed)


def resend(
    client: FlaskClient, page: TestResponse, *, to: str = "", button: str = "", **typed: Typed
) -> TestResponse:
    """Fill in and send a form of a page that is open already, by `button` if it has several."""
    here = page.request.full_path.rstrip("?")
    for form in html.fromstring(page.text).xpath("//form[@method='post']"):
        target = urljoin(here, form.get("action") or here)
        if target == (to or here):
            fields: dict[str, list[str]] = {}
            for name, value in form.form_values():
                fields.setdefault(name, []).append(value or "")
            unknown = set(typed) - set(form.fields) - set(form.xpath(".//button/@name"))
            assert not unknown, f"no such fields: {unknown}"
            pressed = {button: ["1"]} if button else {}
            return client.post(target, data={**fields, **typed, **pressed})
    raise AssertionError(f"no form of {here} posts to {to or here}")


def forged(client: FlaskClient, address: str, *, page: str = "/admin/", **typed: Typed) -> TestResponse:
    """Send what no page offers, with the good token of `page`."""
    tokens = html.fromstring(client.get(page).text).xpath("//input[@name='csrf']/@value")
    return client.post(address, data={"csrf": tokens[0], **typed})


def headline(page: TestResponse) -> str:
    """Return the h1 of a page."""
    return " ".join(html.fromstring(page.text).xpath("string(//h1)").split())


def wrongs(page: TestResponse) -> dict[str, str]:
    """Return what a page says is wrong, by field name; "" is the form itself."""
    tree = html.fromstring(page.text)
    found = {}
    for field in tree.xpath("//*[@aria-invalid='true']"):
        marks = field.get("aria-describedby", "").split()
        texts = [tree.get_element_by_id(mark).text_content() for mark in marks if mark.endswith("-err")]
        found[field.get("name")] = " ".join(texts).replace("Error: ", "").strip()
    for text in tree.xpath("//div[contains(@class,'errs')]//li/p"):
        found[""] = text.text_content()
    return found
