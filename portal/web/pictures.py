"""Pictures that a form brings: recognised, drawn anew, kept."""

from collections.abc import Callable

from werkzeug.datastructures import FileStorage

from portal import clock
from portal.domain import files
from portal.domain.program.pictures import Picture
from portal.domain.refusal import Refused
from portal.web.forms.base import Form
from portal.web.pages import the_store

Recognise = Callable[[bytes], Picture]


def brought(form: Form, name: str, recognise: Recognise, *, none: str) -> dict[str, int | None]:
    """Return `{name}_id` for the picture in the field `name`, kept and noted.

    None where the box `none` is ticked; nothing at all where no picture came.
    """
    if none in form and form[none].data:
        return {f"{name}_id": None}
    sent = form[name].data
    if not isinstance(sent, FileStorage) or not sent.filename:
        return {}
    try:
        picture = recognise(sent.read())
    except Refused as why:
        raise Refused(why.why, name, **why.values) from None
    sha256 = the_store().keep(picture.body)
    size = len(picture.body)
    kept = files.note(sha256, size=size, media_type=picture.media_type, name=name, at=clock.now())
    return {f"{name}_id": kept.id}
