"""The words of the navigation, by room."""

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from portal.domain.programs import the_program
from portal.web.access import May, can

Word = tuple[LazyString, str, May]

ROOMS: dict[str, tuple[Word, ...]] = {
    "public": (
        (_("The deal"), "public.home.page", May.ANYONE),
        (_("Rules"), "public.rules.page", May.ANYONE),
        (_("Calendar"), "public.calendar.page", May.ANYONE),
        (_("Apply"), "public.applications.form", May.ANYONE),
    ),
    "ambassador": (
        (_("Today"), "ambassador.home.page", May.JOIN),
        (_("Calendar"), "ambassador.calendar.page", May.AMBASSADOR),
        (_("Rewards"), "ambassador.rewards.page", May.AMBASSADOR),
        (_("Points"), "ambassador.points.page", May.AMBASSADOR),
    ),
    "admin": (
        (_("Today"), "admin.home.page", May.DESK),
        (_("Applications"), "admin.applications.list", May.REVIEW),
        (_("Submissions"), "admin.submissions.list", May.WORK),
        (_("Ambassadors"), "admin.memberships.list", May.PEOPLE),
        (_("Rewards"), "admin.redemptions.list", May.REWARDS),
        (_("Calendar"), "admin.actions.list", May.CALENDAR),
        (_("Numbers"), "admin.numbers.page", May.NUMBERS),
        (_("Documents"), "admin.documents.list", May.DOCUMENTS),
    ),
}

# What stands below the word Program, for staff: the second row of words.
PROGRAM: tuple[Word, ...] = (
    (_("Settings"), "admin.program.page", May.PROGRAM),
    (_("Rules"), "admin.revisions.page", May.RULES),
    (_("Napkin"), "admin.napkins.page", May.RULES),
    (_("Activity types"), "admin.activity_types.list", May.PROGRAM),
    (_("Quarter close"), "admin.quarters.page", May.PEOPLE),
    (_("Brief"), "admin.briefs.page", May.CALENDAR),
    (_("Rubric"), "admin.rubric.form", May.PROGRAM),
    (_("Agreement"), "admin.agreements.list", May.PROGRAM),
    (_("Letters"), "admin.letter_templates.list", May.PROGRAM),
    (_("Staff"), "admin.staff.list", May.STAFF),
    (_("Outbox"), "admin.letters.list", May.OUTBOX),
    (_("Audit"), "admin.audit.list", May.AUDIT),
)
# The same below the word Rewards.
REWARDS: tuple[Word, ...] = (
    (_("Asked for"), "admin.redemptions.list", May.REWARDS),
    (_("What there is"), "admin.rewards.list", May.REWARDS),
)
# What stands behind the initials of whoever is signed in: their own pages, in any room.
OWN: tuple[Word, ...] = (
    (_("Your home"), "ambassador.home.page", May.JOIN),
    (_("Your work"), "ambassador.submissions.list", May.AMBASSADOR),
    (_("Leaderboard"), "ambassador.leaderboard.page", May.AMBASSADOR),
    (_("Your documents"), "ambassador.documents.list", May.JOIN),
    (_("The brief"), "ambassador.briefs.page", May.AMBASSADOR),
    (_("The rules"), "public.rules.page", May.JOIN),
    (_("Your agreement"), "ambassador.agreements.page", May.JOIN),
    (_("Nominate somebody"), "public.nominations.form", May.JOIN),
    (_("Your leave"), "ambassador.leaves.page", May.AMBASSADOR),
    (_("Your profile"), "ambassador.profile.page", May.JOIN),
    (_("The desk"), "admin.home.page", May.DESK),
    (_("Your data"), "ambassador.data.page", May.SELF),
    (_("Your account"), "public.account.page", May.SELF),
)
# Places that stand under the word of another, which their address does not say.
INSIDE = {
    "admin.invitations": "admin.applications",
    "admin.leaves": "admin.memberships",
    "admin.rewards": "admin.redemptions",
    "admin.stock": "admin.redemptions",
    "admin.codes": "admin.redemptions",
    "admin.grants": "admin.redemptions",
}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One word of the navigation."""

    label: LazyString
    href: str
    current: bool
    count: int | None = None


def items(endpoint: str) -> list[Item]:
    """Return the navigation of the room that `endpoint` is in, as far as the visitor may go."""
    room = endpoint.split(".")[0]
    found = _as_far_as_allowed(ROOMS.get(room, ROOMS["public"]), endpoint)
    below = _as_far_as_allowed(PROGRAM, endpoint) if room == "admin" else []
    if below:
        here = any(item.current for item in below)
        found.append(Item(label=_("Program"), href=below[0].href, current=here))
    return found


def subitems(endpoint: str) -> list[Item]:
    """Return the second row of words, below Program or Rewards, where `endpoint` is one of them."""
    rows = (PROGRAM, REWARDS) if endpoint.startswith("admin.") else ()
    found = (_as_far_as_allowed(row, endpoint) for row in rows)
    return next((row for row in found if any(item.current for item in row)), [])


def own(endpoint: str) -> list[Item]:
    """Return the visitor's own pages, without those that the room they are in names anyway."""
    named = {target for _label, target, _needed in ROOMS.get(endpoint.split(".")[0], ())}
    if not the_program().leaderboard:
        named.add("ambassador.leaderboard.page")
    words = [word for word in OWN if word[1] not in named and can(word[2])]
    return [Item(label=label, href=url_for(to), current=to == endpoint) for label, to, _needed in words]


def _as_far_as_allowed(words: tuple[Word, ...], endpoint: str) -> list[Item]:
    allowed = [(label, target) for label, target, needed in words if can(needed)]
    here = _nearest([target for _label, target in allowed], endpoint)
    return [Item(label=label, href=url_for(target), current=target == here) for label, target in allowed]


def _nearest(targets: list[str], endpoint: str) -> str | None:
    """The target of the same place as `endpoint`, or else the one that the page lies deepest below."""
    place = endpoint.rpartition(".")[0]
    for target in targets:
        if target.rpartition(".")[0] == place:
            return target
    above = sorted(filter(_is_above, targets), key=lambda target: -len(url_for(target)))
    under = [target for target in targets if target.rpartition(".")[0] == INSIDE.get(place)]
    return next(iter([*above, *under]), None)


def _is_above(target: str) -> bool:
    return target.split(".")[1] != "home" and request.path.startswith(f"{url_for(target)}/")
