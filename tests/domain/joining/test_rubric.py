"""Changing the rubric."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.domain.joining import rubric
from portal.domain.joining.rubric import Line
from portal.domain.refusal import Refused
from portal.models.audit_entry import AuditEntry
from portal.models.joining.application import ApplicationState
from portal.models.joining.review import RubricLine
from portal.models.person import Role
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_deciding import to_decide


def as_is(line: RubricLine) -> Line:
    """What a line says now."""
    names = ("name", "about", "words0", "words2", "words4", "weight")
    return Line(**{name: getattr(line, name) for name in names})


def test_new_weights_count_for_what_is_not_decided(app: Flask) -> None:
    admin, waiting, decided = a_person(role=Role.ADMIN, at=NOW), to_decide(at=NOW), to_decide(at=NOW)
    decided.state = ApplicationState.APPROVED
    first = rubric.lines()[0]
    rubric.revise({first.id: replace(as_is(first), weight=3)}, reason="Content first.", by=admin, at=NOW)
    assert (waiting.totals, decided.totals) == ([21, 14], [15, 10])
    assert ([review.most for review in waiting.reviews], decided.reviews[0].most) == ([28, 28], 20)
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "revised")).one()
    assert (entry.before, entry.after) == ({"weight": 1}, {"weight": 3, "reason": "Content first."})


def test_a_new_weight_needs_a_reason_and_stays_on_the_scale(app: Flask) -> None:
    admin, line = a_person(role=Role.ADMIN, at=NOW), rubric.lines()[0]
    with pytest.raises(Refused, match="Say why"):
        rubric.revise({line.id: replace(as_is(line), weight=2)}, reason=" ", by=admin, at=NOW)
    with pytest.raises(Refused, match="once to five times"):
        rubric.revise({line.id: replace(as_is(line), weight=6)}, reason="More.", by=admin, at=NOW)


def test_words_change_without_a_reason_and_sums_stay(app: Flask) -> None:
    admin, waiting, line = a_person(role=Role.ADMIN, at=NOW), to_decide(at=NOW), rubric.lines()[1]
    rubric.revise({line.id: replace(as_is(line), words4="The very people.")}, reason="", by=admin, at=NOW)
    assert (rubric.lines()[1].words4, waiting.totals) == ("The very people.", [15, 10])
