"""Who may enter: every view is labelled, one gate reads the label, and refuses by default."""

import enum
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask, abort, current_app, g, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.exceptions import HTTPException

from portal import clock
from portal.domain.joining import memberships
from portal.domain.people import sign_ins
from portal.models.joining.membership import Membership
from portal.models.person import Person, Role
from portal.models.sign_in import SignIn
from portal.web.htmx import elsewhere

View = TypeVar("View", bound=Callable[..., Any])
logins = LoginManager()


class May(enum.StrEnum):
    """What a view needs of whoever asks for it."""

    ANYONE = "anyone"
    SELF = "self"
    JOIN = "join"
    AMBASSADOR = "ambassador"
    DESK = "desk"
    REVIEW = "review"
    WORK = "work"
    PEOPLE = "people"
    CALENDAR = "calendar"
    DOCUMENTS = "documents"
    NUMBERS = "numbers"
    OUTBOX = "outbox"
    REWARDS = "rewards"
    RULES = "rules"
    DECIDE = "decide"
    PROGRAM = "program"
    STAFF = "staff"
    AUDIT = "audit"


_MANAGER = {
    May.DESK, May.REVIEW, May.WORK, May.PEOPLE, May.CALENDAR, May.DOCUMENTS, May.OUTBOX, May.REWARDS,
    May.RULES, May.NUMBERS,
}  # fmt: skip
GRANTS: dict[Role, set[May]] = {
    Role.ADMIN: set(May) - {May.ANYONE, May.SELF, May.JOIN, May.AMBASSADOR},
    Role.MANAGER: _MANAGER,
    Role.REVIEWER: {May.DESK, May.REVIEW, May.WORK},
    Role.DIRECTOR: {May.DESK, May.NUMBERS},
}


class Visitor(UserMixin):  # type: ignore[misc]
    """Whoever is signed in, as Flask-Login sees them: by the token of their session."""

    def __init__(self, sign_in: SignIn, token: str) -> None:
        self.sign_in = sign_in
        self.token = token

    def get_id(self) -> str:
        """Return what the cookie holds: the token of the session."""
        return self.token


def may(
    needed: May, *, writes: bool = False, reads: bool = False, unready: bool = False, files: int = 1
) -> Callable[[View], View]:
    """Label a view with what it needs.

    `writes` allows a GET to keep something it counts, `reads` says that a POST keeps nothing; `unready`
    opens it to staff who must still set up their second step; `files` says how many uploads of full size
    one request may bring.
    """

    def label(view: View) -> View:
        view.may = needed  # type: ignore[attr-defined]
        view.writes = writes  # type: ignore[attr-defined]
        view.reads = reads  # type: ignore[attr-defined]
        view.unready = unready  # type: ignore[attr-defined]
        view.files = files  # type: ignore[attr-defined]
        return view

    return label


def me() -> Person:
    """Return the person who is signed in; only for views that are not for anyone."""
    person = visitor()
    if person is None:
        abort(401)
    return person


def visitor() -> Person | None:
    """Return the person who is signed in, or None."""
    found = current_user._get_current_object()  # once: a page asks for it forty times
    return found.sign_in.person if found.is_authenticated else None


def my_sign_in() -> SignIn:
    """Return the session of this browser."""
    sign_in: SignIn = current_user.sign_in
    return sign_in


def my_membership() -> Membership | None:
    """Return the open membership of whoever is signed in, or None; None too while its letter is held back."""
    person = visitor()
    membership = person.membership if person else None
    if membership is None or membership.complete_at is not None:
        return membership
    if "told" not in g:
        g.told = memberships.is_told(membership)
    return membership if g.told else None


def can(needed: May) -> bool:
    """Whether whoever is signed in may do what `needed` stands for."""
    if needed is May.ANYONE:
        return True
    person = visitor()
    if person is None:
        return False
    if needed is May.SELF:
        return True
    if needed in {May.JOIN, May.AMBASSADOR}:
        membership = my_membership()
        return membership is not None and (needed is May.JOIN or membership.complete_at is not None)
    return person.role is not None and needed in GRANTS[person.role]


def must_set_up() -> bool:
    """Whether whoever is signed in is on the staff, and must have a second step but has none."""
    person = visitor()
    bare = person is not None and person.is_staff and not person.has_second_factor
    return bare and second_step_required()


def second_step_required() -> bool:
    """Whether everybody on the staff must sign in with a second step."""
    return bool(current_app.extensions["portal"].staff_2fa == "required")


def guard(app: Flask) -> None:
    """Put the gate before every view of `app`; raises `RuntimeError` if a view has no label."""
    bare = sorted(name for name, view in app.view_functions.items() if not hasattr(view, "may"))
    if bare:
        raise RuntimeError(f"views without @may: {', '.join(bare)}")
    app.before_request(_gate)


def _gate() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None
    label = vars(current_app.view_functions[request.endpoint])
    needed: May = label["may"]
    if needed is not May.ANYONE and not label["unready"] and must_set_up():
        return elsewhere(url_for("public.second_factors.page"))
    if can(needed):
        return None
    if visitor() is None:
        return elsewhere(url_for("public.sign_ins.form", next=_here()))
    if needed is May.AMBASSADOR and my_membership() is not None:
        return elsewhere(url_for("ambassador.home.page"))
    abort(403)


def _here() -> str:
    asked = request.full_path if request.method == "GET" else way_back(request.referrer) or "/"
    return asked.rstrip("?")


def way_back(path: str | None) -> str | None:
    """Return the address of our own GET route that `path` names, built anew by name, or None.

    Nothing of `path` but the route's own arguments and its query survives, so that no spelling
    of a foreign address can lead away.
    """
    try:
        parts = urlsplit(path or "")
        endpoint, values = current_app.create_url_adapter(request).match(parts.path, method="GET")  # type: ignore[union-attr]
    except (HTTPException, ValueError):
        return None
    query = urlencode(parse_qsl(parts.query))
    return url_for(endpoint, **values) + (f"?{query}" if query else "")


@logins.user_loader  # type: ignore[untyped-decorator]
def _load(token: str) -> Visitor | None:
    sign_in = sign_ins.of_token(token, at=clock.now())
    return Visitor(sign_in, token) if sign_in else None
