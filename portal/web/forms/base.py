"""The form that all forms are: strips what was typed, and takes in refusals."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, PasswordField, StringField, TextAreaField

from portal.domain.refusal import Refused
from portal.web.errors import told

_SEVERAL_LINES = (TextAreaField, HiddenField, PasswordField)
# Signs that break a line, or turn all that follows them round, whatever script it is in.
_BREAKS = dict.fromkeys(map(ord, "\n\t\x0b\x0c\x85\u2028\u2029"), " ")
_OVERRIDES = "\u202d\u202e"


class Form(FlaskForm):  # type: ignore[misc]
    """A form whose texts come without spaces around them and without control characters."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """How fields are bound."""

        def bind_field(self, form: "Form", unbound: Any, options: dict[str, Any]) -> Field:
            """Give text fields the cleaning filter."""
            if issubclass(unbound.field_class, (StringField, TextAreaField)):
                several = issubclass(unbound.field_class, _SEVERAL_LINES)
                filters = [*unbound.kwargs.get("filters", ()), tidy if several else in_one_line]
                options = {**options, "filters": filters}
                unbound.kwargs.pop("filters", None)
            return unbound.bind(form=form, **options)

    @property
    def wrong(self) -> list[Field]:
        """Return the fields that need correcting, in the order of the page."""
        return [field for field in self if field.errors]

    def refuse(self, why: Refused) -> None:
        """Put a refusal beside its field, or above the form."""
        if why.field and why.field in self:
            field = self[why.field]
            field.errors = [*field.errors, told(why)]
        else:
            self.form_errors.append(told(why))


def tidy(text: str | None) -> str:
    """Return `text` without spaces around it and without control characters but line breaks.

    Marks that force a direction are dropped too; every script finds its own.

    A field that was not sent is empty.
    """
    plain = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in plain if sign in "\n\t" or _is_shown(sign)).strip()


def in_one_line(text: str | None) -> str:
    """Return `text` tidied, on one line, whatever was sent for a field that holds one."""
    return tidy(text).translate(_BREAKS)


def _is_shown(sign: str) -> bool:
    return sign >= " " and not "\x7f" <= sign <= "\x9f" and sign not in _OVERRIDES


@contextmanager
def landing_on(form: Form) -> Iterator[None]:
    """Run a verb; if it is refused, the refusal lands on `form` and the block ends."""
    try:
        yield
    except Refused as why:
        form.refuse(why)
