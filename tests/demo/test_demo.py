"""The demo programs: loaded once, into what is new, and true to their facts."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal import demo
from portal.config import Config
from portal.db import db
from portal.demo import facts
from portal.domain import programs
from portal.domain.earning import closing, leaves, ledger_checks, shop
from portal.domain.program import revisions
from portal.domain.refusal import Refused
from portal.domain.working import twins
from portal.models.earning.quarter_close import QuarterClose, Renewal, Standing
from portal.models.earning.redemption import Redemption, RedemptionState
from portal.models.earning.reward import Reward
from portal.models.paper.document import Document, DocumentKind
from portal.models.person import Person
from portal.models.working.action import Action
from portal.models.working.submission import Submission, SubmissionState
from portal.outside.files import the_store
from portal.outside.pdf import Press
from portal.printing import Links, Printer
from tests.conftest import NOW, Client
from tests.documents.reading import text_of

POINTS = {
    "university": [20, 10, 10, 30, 0, 40, 10, 60, 20, 30, 40, 10],
    "brand": [10, 10, 25, 10, 10, 40, 10, 25, 10, 40, 10, 40],
    "developer": [0, 20, 10, 30, 40, 10, 0, 50, 20, 40, 10, 0],
}


@pytest.mark.parametrize("key", facts.KEYS)
def test_the_quarter_earns_what_the_facts_say(app: Flask, config: Config, key: str) -> None:
    demo.load(key, config=config, at=NOW)
    titles = [step.title for step in facts.read(key).steps if step.week]
    quarter = db.session.scalars(select(Action).where(Action.title.in_(titles)).order_by(Action.ends_on))
    assert [action.points for action in quarter] == POINTS[key]


@pytest.mark.parametrize("key", facts.KEYS)
def test_the_rules_were_revised_once(app: Flask, config: Config, key: str) -> None:
    demo.load(key, config=config, at=NOW)
    newest, oldest = revisions.published()
    assert (newest.number, oldest.number) == (2, 1)
    assert revisions.discloses(newest.disclosure)
    assert len(newest.lines) == 12
    assert newest.lines != oldest.lines
    assert 4 <= len([reward for reward in newest.rewards if reward["cost"]]) <= 6
    late = [prize.name for prize in facts.read(key).rewards if prize.late]
    named = [{reward["name"] for reward in revision.rewards} for revision in (newest, oldest)]
    assert named[0] - named[1] == set(late)


@pytest.mark.parametrize("key", facts.KEYS)
def test_every_reward_has_its_picture_its_stock_and_its_codes(app: Flask, config: Config, key: str) -> None:
    demo.load(key, config=config, at=NOW)
    known = {prize.name: prize for prize in facts.read(key).rewards}
    made = db.session.scalars(select(Reward)).all()
    for reward in made:
        prize = known[reward.name]
        assert (reward.price, reward.handling, reward.cost) == (prize.price, prize.handling, prize.cost)
        assert reward.has_codes == (prize.codes > 0)
        assert reward.picture is not None
        assert reward.picture.media_type == "image/png"
    assert len(made) == len(known)


def test_today_lies_inside_the_quarter(app: Flask, config: Config) -> None:
    demo.load("brand", config=config, at=NOW)
    program = programs.the_program()
    starts, ends = program.season_starts, program.season_ends
    assert starts
    assert ends
    assert (programs.day_of(NOW) - starts).days in range(14, 21)
    assert (ends - starts).days == 13 * 7 - 1
    first, last = db.session.execute(select(func.min(Action.starts_on), func.max(Action.ends_on))).one()
    assert starts <= first < last <= ends


def test_it_loads_into_a_new_database_only(app: Flask, config: Config) -> None:
    demo.load("brand", config=config, at=NOW)
    with pytest.raises(Refused, match="new database"):
        demo.load("developer", config=config, at=NOW)


def test_it_never_loads_in_production(app: Flask, config: Config) -> None:
    with pytest.raises(Refused, match="production"):
        demo.load("brand", config=replace(config, mode="production"), at=NOW)
    assert demo.is_new()


@pytest.mark.parametrize("key", facts.KEYS)
def test_there_is_work_in_every_state_and_some_twice(app: Flask, config: Config, key: str) -> None:
    demo.load(key, config=config, at=NOW)
    works = db.session.scalars(select(Submission)).all()
    assert {work.state for work in works} == set(SubmissionState)
    waiting = [work for work in works if work.state is SubmissionState.PENDING]
    assert 6 <= len(waiting) <= 10
    assert {
        twin.id for each in twins.of(waiting).values() for twin in each if twin.likeness == "link"
    } != set()
    assert any(work.evidence for work in waiting)


@pytest.mark.parametrize("key", facts.KEYS)
def test_ada_has_a_reward_on_its_way_and_credits_for_another(app: Flask, config: Config, key: str) -> None:
    demo.load(key, config=config, at=NOW)
    ada = db.session.scalars(select(Person).where(Person.email == "ada@demo.example")).one()
    assert ada.membership
    seen = shop.window(ada.membership, on=programs.day_of(NOW))
    assert [each.state for each in seen.away][:1] == [RedemptionState.SENT]
    assert seen.now
    states = set(db.session.scalars(select(Redemption.state)))
    assert states >= {RedemptionState.REQUESTED, RedemptionState.APPROVED, RedemptionState.RECEIVED}
    assert ledger_checks.prove().wrong is None


def test_somebody_is_renewed_at_risk_proposed_and_wants_leave(app: Flask, config: Config) -> None:
    demo.load("brand", config=config, at=NOW)
    latest = select(func.max(QuarterClose.quarter)).scalar_subquery()
    chosen = select(Renewal).join(Renewal.close).where(QuarterClose.quarter == latest)
    said = {renewal.membership.person.name: renewal.outcome for renewal in db.session.scalars(chosen)}
    assert said["Łukasz Žižek"] is Standing.RENEWED
    assert said["Delphine Arkwright"] is Standing.AT_RISK
    assert said["Isolde Marchetti"] is Standing.PROPOSED
    assert closing.due(at=NOW) is None
    (asked,) = db.session.scalars(leaves.chosen(state="asked"))
    assert asked.membership.person.name == "Siân Llewellyn"


def test_papers_are_printed_and_adas_certificate_verifies(app: Flask, config: Config, client: Client) -> None:
    demo.load("brand", config=config, at=NOW)
    links = Links(documents="https://x.example/me", check="https://x.example/verify/{}".format)
    with Press() as press:
        printer = Printer(press, the_store(config), links, lambda: NOW)
        while printer.step():
            pass
    made = {each.kind: each for each in db.session.scalars(select(Document))}
    assert {DocumentKind.BADGES, DocumentKind.FAREWELL, DocumentKind.AGREEMENT} < set(made)
    paper = made[DocumentKind.CERTIFICATE]
    said = text_of(printer.store.read(paper.file.sha256))
    assert "For the questions nobody else had time for" in said
    assert "Henrik Aas" in said
    assert "Ada Okafor" in client.get(f"/verify/{paper.number}").text
