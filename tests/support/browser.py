"""A browser without a window: follows links, fills in the page's real forms, and lints what it sees."""

from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support import page_lint
from tests.support.page_lint import text_of

Values = dict[str, Any]


class Browser:
    """One person's window: cookies in `client`, and the page that is open."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.address = "/"
        self.status = 0
        self.html = ""
        self.answer: TestResponse
        self.root: Element

    def get(self, address: str) -> "Browser":
        """Open `address`, and go where it leads."""
        return self._read(self.client.get(address, follow_redirects=True))

    def click(self, words: str) -> "Browser":
        """Follow the one link that says `words`."""
        links = [a for a in self.root.iter("a") if words in (text_of(a), a.get("aria-label"))]
        hrefs = {a.get("href", "") for a in links}
        assert len(hrefs) == 1, f"{len(hrefs)} links say {words!r} on {self.address}"
        return self.get(urljoin(self.address, hrefs.pop()))

    def submit(self, words: str, *, htmx: bool = False, **values: Any) -> "Browser":
        """Press the button `words` after filling in `values` by the fields' names; a list ticks several.

        With `htmx` the form goes as htmx sends it, and the page that is open stays if a piece comes back.
        """
        form, button = self._form(words)
        data = self._fields(form)
        unknown = [name for name in values if name not in data and not self._has(form, name)]
        assert not unknown, f"no such field in the form of {words!r}: {unknown}"
        data.update({name: value for name, value in values.items() if value is not None})
        for name in [name for name, value in values.items() if value is None]:
            data.pop(name, None)
        if button.get("name"):
            data[button.get("name", "")] = button.get("value", "")
        return self._send(form, button, data, htmx=htmx)

    def text(self) -> str:
        """All words of the page."""
        return text_of(self.root)

    def one(self, path: str) -> Element:
        """The one element at an ElementTree `path`."""
        found = self.root.findall(path)
        assert len(found) == 1, f"{len(found)} of {path} on {self.address}"
        return found[0]

    def _send(self, form: Element, button: Element, data: Values, *, htmx: bool) -> "Browser":
        action = button.get("formaction") or form.get("action") or self.address
        target = urljoin(self.address, action)
        if form.get("method", "get").lower() == "get":
            return self._read(
                self.client.get(urlsplit(target).path, query_string=data, follow_redirects=True)
            )
        headers = {"HX-Request": "true"} if htmx else {}
        kind = form.get("enctype", "application/x-www-form-urlencoded")
        answer = self.client.post(
            target, data=data, headers=headers, content_type=kind, follow_redirects=not htmx
        )
        if onward := answer.headers.get("HX-Redirect"):
            return self.get(onward)
        return self._read(answer)

    def _read(self, answer: TestResponse) -> "Browser":
        self.answer, self.status, self.html = answer, answer.status_code, answer.get_data(as_text=True)
        if answer.mimetype == "text/html":
            self.root, _ = page_lint.read(self.html)
        if self.html.lstrip().lower().startswith("<!doctype"):
            self.address = answer.request.full_path.rstrip("?")
        return self

    def _form(self, words: str) -> tuple[Element, Element]:
        found = []
        for form in self.root.iter("form"):
            outside = [
                b for b in self.root.iter("button") if b.get("form") and b.get("form") == form.get("id")
            ]
            for button in [*form.iter("button"), *outside]:
                if words in (text_of(button), button.get("aria-label")):
                    found.append((form, button))
        assert len(found) == 1, f"{len(found)} buttons say {words!r} on {self.address}"
        return found[0]

    def _has(self, form: Element, name: str) -> bool:
        return any(field.get("name") == name for field in form.iter())

    def _fields(self, form: Element) -> Values:
        """What the form would send as it stands."""
        data: Values = {}
        for field in form.iter():
            name, kind = field.get("name"), field.get("type", "text")
            if not name or field.get("disabled") is not None or field.tag not in page_lint.CONTROLS:
                continue
            if kind in {"file", "submit", "button"} or (
                kind in {"checkbox", "radio"} and field.get("checked") is None
            ):
                continue
            for value in _values(field):
                data.setdefault(name, []).append(value)
        return data


def _values(field: Element) -> list[str]:
    if field.tag == "textarea":
        return ["".join(field.itertext()).removeprefix("\n")]
    if field.tag == "select":
        options = list(field.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None]
        if not chosen and field.get("multiple") is None:
            chosen = options[:1]
        return [option.get("value", text_of(option)) for option in chosen]
    return [field.get("value", "on" if field.get("type") in {"checkbox", "radio"} else "")]
