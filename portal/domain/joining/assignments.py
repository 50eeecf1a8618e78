"""Giving applications to reviewers: the suggestion, and the deed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select

from portal.db import db, locked
from portal.domain import audit, programs
from portal.domain.joining.desk import READING, UNDER_REVIEW, Reader
from portal.domain.refusal import Refused
from portal.models.joining.application import Application, ApplicationState
from portal.models.joining.review import Review
from portal.models.person import Person


def suggest(
    applications: Sequence[Application], *, readers: Sequence[Reader], needed: int
) -> dict[int, list[int]]:
    """Return who should read each application, by their ids: who reads it already, then whoever has
    the fewest waiting; never its referrer, somebody with a tie or one who decides."""
    waiting = {reader.id: reader.waiting for reader in readers}
    plan: dict[int, list[int]] = {}
    for application in applications:
        chosen = [review.reviewer_id for review in application.readers]
        free = {each.id for each in readers if not each.decides} - set(chosen) - shut_out(application)
        for reader in sorted(free, key=lambda each: (waiting[each], each))[: max(0, needed - len(chosen))]:
            chosen.append(reader)
            waiting[reader] += 1
        plan[application.id] = chosen
    return plan


def shut_out(application: Application) -> set[int]:
    """Return the ids of the people who must not read the application."""
    tied = {review.reviewer_id for review in application.reviews if review.tie_at is not None}
    referrer = application.invitation and application.invitation.referrer_id
    return tied | ({referrer} if referrer else set())


def assign(
    applications: Sequence[Application], *, readers: Mapping[int, Collection[int]], by: Person, at: datetime
) -> None:
    """Give each application to exactly the people in `readers`, by the application's id.

    Whoever has given in scores stays a reader. Raises `Refused` for an application that is decided,
    and for somebody who may not read it.
    """
    wanted = {each for ids in readers.values() for each in ids}
    people = {
        person.id: person
        for person in db.session.scalars(
            select(Person).where(
                Person.id.in_(wanted), Person.role.in_(READING), Person.suspended_at.is_(None)
            )
        )
    }
    if wanted - people.keys():
        raise Refused("Choose readers from the staff who review.")
    for application in applications:
        chosen = [people[each] for each in dict.fromkeys(readers.get(application.id, ()))]
        _assign(application, chosen, by=by, at=at)


def settle(application: Application) -> None:
    """Put an application under review, which is locked, into the state that its reviews make.

    They are counted afresh, for another reader may have given in scores while we waited for the lock.
    """
    if application.state not in UNDER_REVIEW:
        return
    counting = (Review.application_id == application.id, Review.tie_at.is_(None))
    asked, given = db.session.execute(
        select(func.count(), func.count(Review.submitted_at)).where(*counting)
    ).one()
    if given >= programs.the_program().reviews_needed:
        application.state = ApplicationState.TO_DECIDE
    else:
        application.state = ApplicationState.IN_REVIEW if asked else ApplicationState.NEW
    db.session.flush()


def _assign(application: Application, readers: Sequence[Person], *, by: Person, at: datetime) -> None:
    application = locked(Application, application.id)
    _may_read(application, readers)
    before = _names(application)
    ids = {person.id for person in readers}
    for review in application.readers:
        if review.reviewer_id not in ids and not review.is_in:
            application.reviews.remove(review)
    for person in readers:
        if application.review_of(person) is None:
            application.reviews.append(
                Review(reviewer=person, assigned_by_id=by.id, assigned_at=at, scores=[])
            )
    db.session.flush()
    settle(application)
    if (after := _names(application)) != before:
        audit.write(
            "assigned",
            application,
            by=by,
            at=at,
            before={"readers": before},
            after={"readers": after},
            label=application.name,
        )


def _may_read(application: Application, readers: Sequence[Person]) -> None:
    if application.state not in UNDER_REVIEW:
        raise Refused("%(name)s is no longer under review.", name=application.name)
    for person in readers:
        if person.id in shut_out(application) or person.email == application.email:
            raise Refused(
                "%(reader)s cannot read the application of %(name)s.",
                reader=person.name,
                name=application.name,
            )


def _names(application: Application) -> list[str]:
    return [review.reviewer.name for review in application.readers]
