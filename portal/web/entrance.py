"""Through the door: from proof of who one is to a session that is new."""

from datetime import datetime, timedelta

from flask import Response, g, request, session, url_for
from flask_login import login_user

from portal import clock
from portal.db import db
from portal.domain.people import accounts, sign_ins
from portal.domain.people.sign_ins import fingerprint
from portal.models.person import Person
from portal.models.sign_in import SignIn
from portal.web.access import May, Visitor, can, my_sign_in, visitor, way_back
from portal.web.htmx import onward
from portal.web.known import remember

HALF = "half"
HALF_LASTS = timedelta(minutes=10)


def let_in(person: Person, *, how: str, notice: str = "") -> Response:
    """Lead on whoever proved to be `person`: to the second step if there is one, else inside."""
    target = way_back(request.args.get("next"))
    if person.has_second_factor:
        _forget()
        session[HALF] = {
            "person": person.id,
            "kept": _mark(person),
            "how": how,
            "at": clock.now().timestamp(),
        }
        return onward(url_for("public.second_steps.form", next=target))
    return step_inside(person, how=how, notice=notice, target=target)


def step_inside(person: Person, *, how: str, notice: str = "", target: str | None = None) -> Response:
    """Open a session for `person` in this browser, and lead to `target` or the first page."""
    browser = request.user_agent.string
    if visitor() is not None:
        sign_ins.end(my_sign_in(), at=clock.now())
    found, token = accounts.enter(
        person, how=how, address=request.remote_addr or "", browser=browser, at=clock.now()
    )
    _put(found, token)
    remember(person.email)
    return onward(target or first_page(), notice=notice)


def stay(person: Person, *, how: str) -> None:
    """Give this browser a new session after a change that ended every session of `person`."""
    browser = request.user_agent.string
    _put(*sign_ins.begin(person, how=how, address=request.remote_addr or "", browser=browser, at=clock.now()))


def half_in() -> tuple[Person, str] | None:
    """Return who has typed the password but not yet the code in this browser, and how; else None."""
    half = session.get(HALF)
    if not half or clock.now() > datetime.fromtimestamp(half["at"], tz=clock.now().tzinfo) + HALF_LASTS:
        return None
    person = db.session.get(Person, half["person"])
    if person is None or person.is_suspended or half["kept"] != _mark(person):
        return None
    return person, half["how"]


def first_page() -> str:
    """Return where whoever has just signed in begins."""
    if can(May.DESK):
        return url_for("admin.home.page")
    return url_for("ambassador.home.page" if can(May.JOIN) else "public.account.page")


def _put(found: SignIn, token: str) -> None:
    _forget()
    login_user(Visitor(found, token))
    session.permanent = True


def _forget() -> None:
    """Empty the session of this browser; nothing of an older one stays, its CSRF token neither."""
    session.clear()
    g.pop("csrf", None)


def _mark(person: Person) -> str:
    return fingerprint(f"{person.password_hash}{person.totp_since}")[:32]
