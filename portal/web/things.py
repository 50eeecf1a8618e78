"""What the audit speaks of: the name of each kind of thing, its page, and what changed about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from portal.models.audit_entry import AuditEntry

LONGEST = 160


@dataclass(frozen=True)
class Thing:
    """A kind of thing: what it is called, and the endpoint of its page, by the name of the argument."""

    name: LazyString
    endpoint: str = ""
    argument: str = "id"


THINGS = {
    "acceptances": Thing(_("Acceptance")),
    "actions": Thing(_("Action"), "admin.actions.edit"),
    "activity_types": Thing(_("Activity type"), "admin.activity_types.edit"),
    "agreements": Thing(_("Agreement"), "admin.agreements.list", ""),
    "applications": Thing(_("Application"), "admin.applications.page"),
    "audit_entries": Thing(_("Audit"), "admin.audit.list", ""),
    "briefs": Thing(_("Brief"), "admin.briefs.page", ""),
    "decisions": Thing(_("Decision")),
    "documents": Thing(_("Document"), "admin.documents.page"),
    "doors": Thing(_("Those who asked to be told"), "admin.program.page", ""),
    "invitations": Thing(_("Invitation"), "admin.invitations.list", ""),
    "letter_templates": Thing(_("Words of a letter"), "admin.letter_templates.list", ""),
    "letters": Thing(_("Letter"), "admin.letters.page"),
    "memberships": Thing(_("Ambassador"), "admin.memberships.page"),
    "napkin_answers": Thing(_("Questions about the rules"), "admin.napkin_questions.page", ""),
    "people": Thing(_("Person")),
    "print_runs": Thing(_("Print run"), "admin.print_runs.page"),
    "programs": Thing(_("Program"), "admin.program.page", ""),
    "redemptions": Thing(_("Redemption"), "admin.redemptions.page"),
    "reviews": Thing(_("Review")),
    "rewards": Thing(_("Reward"), "admin.rewards.edit"),
    "rubric": Thing(_("Rubric"), "admin.rubric.form", ""),
    "rubric_lines": Thing(_("Rubric"), "admin.rubric.form", ""),
    "revisions": Thing(_("Rules"), "admin.revisions.page", ""),
    "wordings": Thing(_("Words of a document"), "admin.wordings.list", ""),
    "staff": Thing(_("Staff"), "admin.staff.list", ""),
}


def place(entry: AuditEntry) -> tuple[str, str]:
    """Return what to call the thing of an entry, and the address of its page or an empty string."""
    thing = THINGS.get(entry.thing)
    name = str(thing.name) if thing else gettext("Something")
    words = f"{name} {entry.thing_id}" if entry.thing_id else name
    if thing is None or not thing.endpoint:
        return words, ""
    if not thing.argument:
        return words, url_for(thing.endpoint)
    values: dict[str, Any] = {thing.argument: entry.thing_id}
    return words, url_for(thing.endpoint, **values) if entry.thing_id else ""


def changes(entry: AuditEntry) -> Iterator[tuple[str, str, str]]:
    """Yield what changed, as field, value before and value after."""
    before, after = entry.before or {}, entry.after or {}
    for name in {**before, **after}:
        if before.get(name) != after.get(name):
            yield name.replace("_", " "), _short(before.get(name)), _short(after.get(name))


def _short(value: object) -> str:
    if isinstance(value, bool):
        return str(gettext("yes") if value else gettext("no"))
    text = "" if value is None else ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
