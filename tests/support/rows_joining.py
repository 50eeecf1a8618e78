"""Rows of people who apply and join."""

import itertools
from datetime import datetime
from typing import Any

from portal.db import db
from portal.domain.joining import memberships
from portal.models.joining.application import Application, ApplicationState, Source
from portal.models.joining.membership import Membership

_numbers = itertools.count(5001)


def an_application(*, at: datetime, **values: Any) -> Application:
    """Make an application that was sent in."""
    number = next(_numbers)
    facts: dict[str, Any] = {
        "number": f"A-{number:04}",
        "state": ApplicationState.NEW,
        "token_hash": f"{number:064}",
        "email": f"applicant{number}@x.example",
        "name": f"Applicant Number{number}",
        "source": Source.ORGANIC,
        "started_at": at,
        "saved_at": at,
        "submitted_at": at,
    }
    application = Application(**(facts | values))
    db.session.add(application)
    db.session.flush()
    return application


def a_membership(*, at: datetime, **values: Any) -> Membership:
    """Make a person who was approved and has the first steps to take."""
    return memberships.begin(an_application(at=at, **values), by=None, at=at).membership
