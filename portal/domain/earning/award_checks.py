"""What moves standing, against its cause: awards against verdicts, fades against renewals."""

from sqlalchemy import ColumnElement, String, and_, case, cast, func, literal, or_, select

from portal.domain.earning.checks import CREDITS, STANDING, Check, summed
from portal.models.earning.entry import Entry, EntryKind
from portal.models.earning.quarter_close import QuarterClose, Renewal
from portal.models.joining.membership import Membership
from portal.models.working.submission import Submission, SubmissionState
from portal.models.working.verdict import Outcome, Verdict

AWARDED, UNDONE = Entry.kind == EntryKind.AWARD, Entry.kind == EntryKind.UNDONE
OF_A_VERDICT = Entry.kind.in_([EntryKind.AWARD, EntryKind.UNDONE])
AWARDS = Verdict.outcome.in_([Outcome.APPROVED, Outcome.IN_PART])
OWN = and_(
    Entry.submission_id == Verdict.submission_id,
    Entry.source == literal("verdict:") + cast(Verdict.id, String),
    OF_A_VERDICT,
)


def checks() -> list[Check]:
    """Return what must hold of verdicts, of closes, and of the entries that they make."""
    return [_false_awards(), _awards_of_nothing(), _false_states(), _false_fades(), _fades_of_nothing()]


def _false_awards() -> Check:
    """A verdict in force has its two entries; one undone has two more that cancel them; others have none."""
    due = case((AWARDS, Verdict.base_points * Verdict.weight), else_=0)
    back = case((Verdict.undone_at.is_not(None), -due), else_=0)
    wanted: list[tuple[str, ColumnElement[bool], ColumnElement[int]]] = [
        ("standing", and_(AWARDED, STANDING), due),
        ("credits", and_(AWARDED, CREDITS), due),
        ("undone_standing", and_(UNDONE, STANDING), back),
        ("undone_credits", and_(UNDONE, CREDITS), back),
    ]
    sums = [(summed(which), amount) for _name, which, amount in wanted]
    return Check(
        says="Verdict %(id)s awarded %(standing)s standing and %(credits)s credits to person %(person_id)s "
        "and took back %(undone_standing)s and %(undone_credits)s; it should be %(due)s each, and %(back)s "
        "each.",
        wrong=select(
            Verdict.id,
            Submission.person_id,
            due.label("due"),
            back.label("back"),
            *(found.label(name) for (name, *_), (found, _due) in zip(wanted, sums, strict=True)),
        )
        .join(Submission, Submission.id == Verdict.submission_id)
        .outerjoin(Entry, and_(OWN, Entry.person_id == Submission.person_id))
        .group_by(Verdict.id, Submission.id)
        .having(or_(*(found != amount for found, amount in sums))),
    )


def _awards_of_nothing() -> Check:
    return Check(
        says="Entry %(id)s of person %(person_id)s awards %(amount)s for %(source)s; there is no such "
        "verdict on work of theirs, so that it should be 0.",
        wrong=select(Entry.id, Entry.person_id, Entry.amount, Entry.source)
        .outerjoin(Verdict, OWN)
        .outerjoin(
            Submission,
            and_(Submission.id == Verdict.submission_id, Submission.person_id == Entry.person_id),
        )
        .where(OF_A_VERDICT, Submission.id.is_(None)),
    )


def _false_states() -> Check:
    """Work is approved if, and only if, one verdict awards and was not undone."""
    count = func.count(Verdict.id)
    in_force = and_(Verdict.submission_id == Submission.id, AWARDS, Verdict.undone_at.is_(None))
    due = case((Submission.state == SubmissionState.APPROVED, 1), else_=0)
    return Check(
        says="Submission %(id)s is %(state)s and has %(found)s awards in force; there should be %(due)s.",
        wrong=select(
            Submission.id,
            Submission.state,
            count.label("found"),
            due.label("due"),
        )
        .outerjoin(Verdict, in_force)
        .group_by(Submission.id)
        .having(count != due),
    )


def _false_fades() -> Check:
    """A close takes what its renewal says, as one entry for the person and the quarter."""
    lost, count = func.coalesce(func.sum(Entry.amount), 0), func.count(Entry.id)
    due = Renewal.after - Renewal.before
    return Check(
        says="The close of %(quarter)s took %(lost)s of the standing of person %(person_id)s in %(found)s "
        "entries; by renewal %(id)s it should be %(due)s in one at most.",
        wrong=select(
            Renewal.id,
            QuarterClose.quarter,
            Membership.person_id,
            lost.label("lost"),
            count.label("found"),
            due.label("due"),
        )
        .join(QuarterClose, QuarterClose.id == Renewal.close_id)
        .join(Membership, Membership.id == Renewal.membership_id)
        .outerjoin(
            Entry,
            and_(
                STANDING,
                Entry.kind == EntryKind.FADE,
                Entry.quarter == QuarterClose.quarter,
                Entry.person_id == Membership.person_id,
            ),
        )
        .group_by(Renewal.id, QuarterClose.id, Membership.id)
        .having(or_(lost != due, count > 1)),
    )


def _fades_of_nothing() -> Check:
    renewed = (
        select(Renewal.id, Membership.person_id, QuarterClose.quarter)
        .join(QuarterClose, QuarterClose.id == Renewal.close_id)
        .join(Membership, Membership.id == Renewal.membership_id)
        .subquery("renewed")
    )
    return Check(
        says="Entry %(id)s fades %(amount)s of the %(ledger)s of person %(person_id)s in %(quarter)s; no "
        "close says so, so that it should be 0.",
        wrong=select(
            Entry.id,
            Entry.amount,
            Entry.ledger,
            Entry.person_id,
            Entry.quarter,
        )
        .outerjoin(
            renewed,
            and_(renewed.c.person_id == Entry.person_id, renewed.c.quarter == Entry.quarter, STANDING),
        )
        .where(Entry.kind == EntryKind.FADE, renewed.c.id.is_(None)),
    )
