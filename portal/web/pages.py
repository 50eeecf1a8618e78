"""A whole page, and what every page knows."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask import Flask, Response, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import (
    Babel,
    format_currency,
    format_date,
    format_datetime,
    format_decimal,
    format_percent,
    to_user_timezone,
)

from portal.domain import markdown
from portal.domain.programs import direction
from portal.domain.programs import the_program as the_program
from portal.models.file import File
from portal.outside.files import Store
from portal.outside.pdf import Press
from portal.outside.sealing import Seal
from portal.web import statements, words
from portal.web.access import May, can, visitor
from portal.web.browsers import browser
from portal.web.errors import told
from portal.web.forms.base import Form
from portal.web.navigation import items, own, subitems
from portal.web.spelling import spelled

babel = Babel()
# For papers that nobody keeps: one at a time in each process; its child begins with the first.
_press = Press()
PICTURES = {"image/svg+xml", "image/png", "image/jpeg"}


def page(
    template: str, *, form: Form | None = None, status: int = 200, **context: Any
) -> ResponseReturnValue:
    """Return a page; with a form that is wrong, it says so in its title and is answered with 422."""
    wrong = bool(form is not None and (form.errors or form.form_errors))
    html = render_template(template, form=form, errors=wrong, **context)
    return html, 422 if wrong else status


def own_page(template: str, *, form: Form | None = None, **context: Any) -> ResponseReturnValue:
    """Return a page in the room of whoever is signed in, as `layout`."""
    room = "admin" if can(May.DESK) else "ambassador"
    return page(template, form=form, layout=f"layouts/{room}.html", nav=items(f"{room}."), **context)


def the_store() -> Store:
    """Return the store of files."""
    store: Store = current_app.extensions["store"]
    return store


def the_seal() -> Seal:
    """Return what keeps codes secret."""
    seal: Seal = current_app.extensions["seal"]
    return seal


def the_press() -> Press:
    """Return what sets papers while somebody waits."""
    return _press


def wrap(app: Flask) -> None:
    """Give the templates of `app` their language, filters and common names."""
    babel.init_app(app, locale_selector=_language, timezone_selector=lambda: the_program().time_zone)
    app.jinja_env.filters.update(
        day=lambda d: format_date(d, "d MMMM y") if d else "",
        day_month=lambda d: format_date(d, "d MMMM") if d else "",
        local_day=lambda at: to_user_timezone(at).date() if at else None,
        weekday_year=lambda d: format_date(d, "EEEE d MMMM y") if d else "",
        weekday=lambda d: format_date(d, "EEEE d MMMM") if d else "",
        month=lambda d: format_date(d, "LLLL y") if d else "",
        month_only=lambda d: format_date(d, "LLLL") if d else "",
        month_name=lambda d, today: format_date(d, "LLLL" if d.year == today.year else "LLLL y"),
        weekday_name=lambda d: format_date(d, "EEEE"),
        weekday_letter=lambda d: format_date(d, "EEEEE"),
        short_date=lambda d: format_date(d, "d MMM") if d else "",
        short_day=lambda d: format_date(d, "EEE d MMM") if d else "",
        entry_date=lambda d, year=False: format_date(d, "d MMM y" if year else "d MMM") if d else "",
        year=lambda d: format_date(d, "y") if d else "",
        moment=_moment,
        number=format_decimal,
        share=format_percent,
        money=_money,
        spelled=spelled,
        markdown=markdown.render,
        browser=browser,
        told=told,
        bare_link=lambda link: link.partition("://")[2].removeprefix("www.").rstrip("/"),
        **words.FILTERS,
        **statements.FILTERS,
    )
    app.context_processor(_common)
    app.jinja_env.globals.update(can=can, May=May)


def _language() -> str:
    return the_program().language


def _moment(at: datetime | date | None) -> str:
    return format_datetime(at, "d MMMM y, HH:mm") if at else ""


def _money(hundredths: int) -> str:
    return str(format_currency(Decimal(hundredths) / 100, the_program().currency))


def _common() -> dict[str, Any]:
    language = _language()
    person = visitor()
    return {
        "program": the_program(),
        "current_user": person,
        "language": language.replace("_", "-"),
        "direction": direction(language),
        "nav": items(request.endpoint or ""),
        "own_pages": own(request.endpoint or "") if person else [],
        "subnav": subitems(request.endpoint or ""),
    }


def file_answer(body: bytes, *, media_type: str, name: str) -> ResponseReturnValue:
    """Return a file as a download, never as a page."""
    response = make_response(body)
    response.headers["Content-Type"] = media_type
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def picture_answer(file: File, *, name: str = "picture") -> Response:
    """Return a picture as a picture and nothing else, whatever its bytes are."""
    response = make_response(the_store().read(file.sha256))
    response.headers["Content-Type"] = file.media_type if file.media_type in PICTURES else "image/png"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers.set("Content-Disposition", "inline", filename=name)
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
