"""Fields and checks that several forms use."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from flask_babel import format_decimal, gettext, ngettext
from wtforms import Field, Form, IntegerField
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import TextArea

from portal.web.forms.base import tidy

LONGEST_ADDRESS = 500


class LinesField(Field):  # type: ignore[misc]
    """A list of short texts, one on a line; empty lines are passed over."""

    data: list[str]
    widget = TextArea()

    def _value(self) -> str:
        return "\n".join(self.data or [])

    def process_data(self, value: Iterable[str] | None) -> None:
        """Take a list from a row."""
        self.data = list(value or [])

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was typed, without what a browser cannot show."""
        text = tidy(valuelist[0]) if valuelist else ""
        self.data = [line.strip() for line in (text or "").split("\n") if line.strip()]


class WholeField(IntegerField):  # type: ignore[misc]
    """A whole number; a wrong one is said so in a sentence, and stays as typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take a number in the digits of any script, without spaces around it."""
        typed = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not typed:
            return
        if not typed.isdecimal() or len(typed) > 9:
            raise ValueError(gettext("Type a whole number, as in 3."))
        self.data = int(typed)


class AtMost:
    """Refuses a text longer than `most` signs, and says how long it is."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, form: Form, field: Field) -> None:
        """Raise `ValidationError` for a text that is too long."""
        length = len(field.data or "")
        if length > self.most:
            raise ValidationError(
                gettext("Keep it to %(most)d characters; it has %(length)d.", most=self.most, length=length)
            )


class Between:
    """Refuses a number outside a range; what is no number has been said already."""

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most

    def __call__(self, form: Form, field: Field) -> None:
        """Raise `ValidationError` for a number below `least` or above `most`."""
        if field.data is not None and not self.least <= field.data <= self.most:
            least, most = format_decimal(self.least), format_decimal(self.most)
            raise ValidationError(gettext("Between %(least)s and %(most)s.", least=least, most=most))


class Address:
    """Refuses what is not the address of a web page."""

    def __call__(self, form: Form, field: Field) -> None:
        """Raise `ValidationError` for anything but an http or https address."""
        if field.data and (wrong := wrong_address(field.data)):
            raise ValidationError(wrong)


class Addresses:
    """Refuses a list that holds anything but addresses of web pages, or more than `most`."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, form: Form, field: Field) -> None:
        """Raise `ValidationError`, naming the lines that are wrong."""
        if len(field.data) > self.most:
            count = len(field.data)
            raise ValidationError(
                ngettext("Leave it at one link.", "Leave it at %(num)d links.", self.most)
                + " "
                + ngettext("There is one.", "There are %(num)d.", count)
            )
        said = [
            gettext("Line %(number)d: %(why)s", number=number, why=wrong)
            for number, line in enumerate(field.data, 1)
            if (wrong := wrong_address(line))
        ]
        if said:
            raise ValidationError(" ".join(said))


class Needed:
    """Refuses a field that was left empty, with a sentence that says what to do; not in a form `in_parts`."""

    def __init__(self, sentence: Any) -> None:
        self.sentence = sentence

    def __call__(self, form: Form, field: Field) -> None:
        """Stop at an empty field, and at one whose trouble is said already."""
        if field.errors:
            raise StopValidation
        if not field.data:
            raise StopValidation("" if getattr(form, "in_parts", False) else str(self.sentence))


def wrong_address(text: str) -> str:
    """Return what is wrong with the address of a web page, or nothing."""
    if len(text) > LONGEST_ADDRESS:
        return str(gettext("Keep the link to %(most)d characters.", most=LONGEST_ADDRESS))
    try:
        parts = urlsplit(text)
        whole = parts.hostname and "." in parts.hostname.strip(".") and parts.port != 0
    except ValueError:
        whole = False
    if not text.lower().startswith(("https://", "http://")):
        return str(gettext("Start the link with https://, as in https://example.org/a-piece"))
    if not whole or any(sign.isspace() for sign in text) or parts.username is not None:
        return str(gettext("This is not the whole address of a page; copy it from the browser."))
    return ""


class PartsField(LinesField):
    """A small table, a row on a line, its cells parted by bars; `keys` names the cells."""

    data: list[dict[str, str]]  # type: ignore[assignment]

    def __init__(self, *args: Any, keys: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = keys

    def _value(self) -> str:
        return "\n".join(" | ".join(row.get(key, "") for key in self.keys) for row in self.data or [])

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was typed, a dictionary for every line."""
        super().process_formdata(valuelist)
        rows = []
        for line in list(self.data):
            cells = [cell.strip() for cell in str(line).split("|")]
            cells += [""] * (len(self.keys) - len(cells))
            last = " | ".join(cells[len(self.keys) - 1 :])
            rows.append(dict(zip(self.keys, [*cells[: len(self.keys) - 1], last], strict=True)))
        self.data = rows
