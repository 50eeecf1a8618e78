"""Judging napkins: gathered in a transaction of its own, measured outside any, kept with the revision."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from portal.db import db, locked, transaction
from portal.domain.composing import napkins as papers
from portal.domain.paper.letterhead import Issue, fingerprint
from portal.domain.paper.napkin import Napkin
from portal.domain.paper.napkin_verdict import Verdict, judge
from portal.domain.program import napkins, revisions
from portal.domain.programs import day_of
from portal.models.revision import Revision
from portal.outside.pdf import Press
from portal.press.napkins import measured


@dataclass(frozen=True, kw_only=True)
class Case:
    """A napkin to be judged: the revision it is of, what it says, and what is known of it already."""

    revision_id: int
    napkin: Napkin
    first_reward: int | None
    known: Verdict | None

    @property
    def said(self) -> str:
        """Return the fingerprint of all that counts."""
        return f"{fingerprint(self.napkin)[:48]}:{self.first_reward}"


def of_draft(machine: Press, *, at: datetime) -> Verdict:
    """Return the verdict on the draft as it stands, and keep it where it is new. May raise `RenderFailed`."""
    return _judged(machine, transaction(lambda: gathered(revisions.draft(), at=at)))


def look(machine: Press, *, at: datetime) -> Verdict:
    """Return the same without keeping it, for a page that only reads."""
    case = gathered(revisions.draft(), at=at)
    return case.known or _measured(machine, case)


def of_typed(machine: Press, *, deal: str, lines: Sequence[str], at: datetime) -> tuple[Napkin, Verdict]:
    """Return the draft's napkin with other words on it, and the verdict on that; nothing is kept."""
    case = gathered(revisions.draft(), at=at)
    typed = replace(case, napkin=replace(case.napkin, deal=deal, lines=tuple(lines)), known=None)
    return typed.napkin, _measured(machine, typed)


def next_unjudged(machine: Press, *, at: datetime) -> bool:
    """Judge the draft or the rules in force, where what counts has changed; return whether there was one."""
    cases = transaction(lambda: _open_cases(at=at))
    for case in cases:
        _judged(machine, case)
    return bool(cases)


def gathered(revision: Revision, *, at: datetime) -> Case:
    """Return what is to be judged of a revision, as of the moment `at`."""
    today = day_of(at)
    napkin = papers.of(revision, document=Issue("", at), on=today)
    case = Case(
        revision_id=revision.id,
        napkin=napkin,
        first_reward=papers.days_to_first_reward(on=today),
        known=None,
    )
    return replace(case, known=napkins.kept(revision, said=case.said))


def _open_cases(*, at: datetime) -> list[Case]:
    known = (revisions.draft(), revisions.current())
    cases = [gathered(revision, at=at) for revision in known if revision]
    return [case for case in cases if case.known is None]


def _judged(machine: Press, case: Case) -> Verdict:
    if case.known is not None:
        return case.known
    verdict = _measured(machine, case)
    transaction(lambda: napkins.keep(locked(Revision, case.revision_id), verdict, said=case.said))
    db.session.expire_all()
    return verdict


def _measured(machine: Press, case: Case) -> Verdict:
    return judge(case.napkin, measured(machine, case.napkin), first_reward=case.first_reward)
