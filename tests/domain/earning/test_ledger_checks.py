"""The proof of the ledger: clean as it was made, and each thing bent in it is found and named."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from portal.db import db
from portal.domain.earning import ledger, ledger_checks, redemptions, stock
from portal.domain.working import verdicts
from portal.models.earning.entry import Entry, EntryKind, Ledger
from portal.models.earning.quarter_close import QuarterClose, Renewal, Standing
from portal.models.earning.redemption import Redemption, RedemptionState
from portal.models.earning.reward import Reward, RewardCode, RewardKind, StockMove
from portal.models.joining.membership import Membership
from portal.models.person import Person, Role
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_earning import a_reward, a_submission, earned
from tests.support.rows_onboarding import an_ambassador

LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def world(app: Flask) -> None:
    """One of everything: work approved, undone and rejected, a correction, redemptions, a code, a close."""
    manager = a_person(role=Role.MANAGER, at=NOW)
    member = an_ambassador(at=NOW)
    earned(member, 400, at=NOW, by=manager)
    verdicts.undo(earned(member, 20, at=NOW, by=manager).verdicts[0], by=manager, at=NOW)
    a_submission(member, at=NOW)
    ledger.correct(member.person, standing=12, credits=12, reason="Forgotten.", key="k", by=manager, at=NOW)
    reward = a_reward(at=NOW, stock=5, has_codes=True)
    kept, cancelled = (_redemption(member, reward, by=manager) for _ in range(2))
    db.session.add(
        RewardCode(reward_id=reward.id, sealed="…", mark="m1", redemption_id=kept.id, added_at=NOW)
    )
    _cancel(cancelled, reward, by=manager)
    _close(member)
    other = earned(an_ambassador(at=NOW), 30, at=NOW, by=manager)
    verdicts.reject(a_submission(other.membership, at=NOW), fault=verdicts.Fault.LATE, by=manager, at=NOW)


def _redemption(member: Membership, reward: Reward, *, by: Person) -> Redemption:
    redemption = Redemption(
        person_id=member.person_id, membership_id=member.id, reward_id=reward.id, credits=100,
        state=RedemptionState.REQUESTED, asked_at=LATER, changed_at=LATER,
    )  # fmt: skip
    db.session.add(redemption)
    _move(redemption, reward, -1)
    ledger.spend(redemption, reason="Mug", by=by, at=NOW)
    return redemption


def _cancel(redemption: Redemption, reward: Reward, *, by: Person) -> None:
    redemption.state = RedemptionState.CANCELLED
    _move(redemption, reward, 1)
    ledger.give_back(redemption, reason="Mug", by=by, at=NOW)


def _move(redemption: Redemption, reward: Reward, amount: int) -> None:
    db.session.flush()
    reward.stock = (reward.stock or 0) + amount
    db.session.add(StockMove(reward_id=reward.id, redemption_id=redemption.id, amount=amount, at=NOW))


def _close(member: Membership) -> None:
    close = QuarterClose(quarter="2026Q1", rate=25, threshold=300, at=NOW + timedelta(days=60))
    db.session.add(Renewal(close=close, membership=member, outcome=Standing.RENEWED, before=412, after=309))
    db.session.add(
        Entry(
            person_id=member.person_id, ledger=Ledger.STANDING, kind=EntryKind.FADE, source="quarter:2026Q1",
            amount=-103, reason="−25 % of 412 = −103", day=date(2026, 3, 31), quarter="2026Q1", at=close.at,
        )
    )  # fmt: skip
    ledger.balance_of(member.person).standing -= 103
    db.session.flush()


def _shadow(*tables: str) -> None:
    """Put a copy without constraints and triggers before each table, until the test is undone."""
    postgresql = db.engine.dialect.name == "postgresql"
    main = "public" if postgresql else "main"
    for table in tables:
        db.session.execute(text(f"create temporary table {table} as select * from {main}.{table}"))
        if postgresql:
            key = "person_id" if table == "balances" else "id"
            db.session.execute(text(f"alter table pg_temp.{table} add primary key ({key})"))


def _again(table: str, where: str, **changes: str) -> str:
    """Say in SQL: add the row of `table` at `where` once more, with `changes`."""
    columns = [column.name for column in db.metadata.tables[table].columns]
    values = {"id": f"(select max(id) + 1 from {table})"} | changes
    picked = ", ".join(values.get(name, name) for name in columns)
    return f"insert into {table} ({', '.join(columns)}) select {picked} from {table} where {where} limit 1"


@pytest.mark.usefixtures("world")
def test_what_the_verbs_made_is_clean() -> None:
    assert ledger_checks.prove() == ledger_checks.Proof(
        counted={
            "entries": 14, "balances": 2, "verdicts": 4, "closes": 1, "renewals": 1,
            "rewards": 1, "stock moves": 4, "redemptions": 2, "codes": 1,
        },
        wrong=None,
    )  # fmt: skip


SUMS = (
    "The balance of person # is standing {}, credits {}, lifetime {}, {} in {}; by the entries it should be "
)
TRUE = "standing 309, credits 312, lifetime 412, 412, the latest in 2026Q1."
AWARD = (
    "Verdict # awarded {} standing and {} credits to person # and took back {} and {}; "
    "it should be {} each, and {} each."
)
FADE = (
    "The close of 2026Q1 took {} of the standing of person # in {} entries; "
    "by renewal # it should be -103 in one at most."
)
CREDITS = "Redemption # of person # is {}, took {} credits and gave {} back; it should be {} and {}."
STOCK = "Redemption # is {}, took {} from the stock of reward # and gave {} back; it should be {} and {}."
BENT = {
    "an entry twice": (
        ["entries"],
        _again("entries", "amount = 400 and ledger = 'credits'"),
        "Person # has 2 entries of award in credits for verdict:#; there should be 1.",
    ),
    "no balance": (
        ["balances"],
        "delete from balances where standing = 309",
        "Person # has entry # and no balance; there should be one.",
    ),
    "standing": (
        ["balances"],
        "update balances set standing = 310 where standing = 309",
        SUMS.format(310, 312, 412, 412, "2026Q1") + TRUE,
    ),
    "credits": (
        ["balances"],
        "update balances set credits = 311 where credits = 312",
        SUMS.format(309, 311, 412, 412, "2026Q1") + TRUE,
    ),
    "lifetime": (
        ["balances"],
        "update balances set lifetime = 0 where standing = 309",
        SUMS.format(309, 312, 0, 412, "2026Q1") + TRUE,
    ),
    "points of the quarter": (
        ["balances"],
        "update balances set quarter_points = 400 where standing = 309",
        SUMS.format(309, 312, 412, 400, "2026Q1") + TRUE,
    ),
    "an older quarter": (
        ["balances"],
        "update balances set quarter = '2025Q4', quarter_points = 0 where standing = 309",
        SUMS.format(309, 312, 412, 0, "2025Q4")
        + "standing 309, credits 312, lifetime 412, 0, the latest in 2026Q1.",
    ),
    "an entry changed": (
        ["entries"],
        "update entries set amount = 401 where amount = 400 and ledger = 'standing'",
        SUMS.format(309, 312, 412, 412, "2026Q1")
        + "standing 310, credits 312, lifetime 412, 412, the latest in 2026Q1.",
    ),
    "an award by half": (
        ["entries", "balances"],
        "delete from entries where amount = 400 and ledger = 'credits';"
        "update balances set credits = -88, lifetime = 12, quarter_points = 12 where standing = 309",
        AWARD.format(400, 0, 0, 0, 400, 0),
    ),
    "an award of too little": (
        ["verdicts"],
        "update verdicts set weight = 2 where base_points = 400",
        AWARD.format(400, 400, 0, 0, 800, 0),
    ),
    "undone and not taken back": (
        ["verdicts"],
        f"update verdicts set undone_at = '{NOW:%Y-%m-%d %H:%M:%S}' where base_points = 400",
        AWARD.format(400, 400, 0, 0, 400, -400),
    ),
    "taken back and not undone": (
        ["verdicts"],
        "update verdicts set undone_at = null",
        AWARD.format(20, 20, -20, -20, 20, 0),
    ),
    "an award for a rejection": (
        ["verdicts"],
        "update verdicts set outcome = 'rejected' where base_points = 400",
        AWARD.format(400, 400, 0, 0, 0, 0),
    ),
    "an award without a verdict": (
        ["verdicts"],
        "delete from verdicts where base_points = 400",
        "Entry # of person # awards 400 for verdict:#; there is no such verdict on work of theirs, "
        "so that it should be 0.",
    ),
    "approved without a verdict": (
        ["submissions"],
        "update submissions set state = 'approved' where state = 'rejected'",
        "Submission # is approved and has 0 awards in force; there should be 1.",
    ),
    "awarded and waiting": (
        ["submissions"],
        "update submissions set state = 'pending' where base_points = 400",
        "Submission # is pending and has 1 awards in force; there should be 0.",
    ),
    "two awards": (
        ["verdicts", "entries", "balances"],
        "update verdicts set submission_id = (select submission_id from verdicts where base_points = 400),"
        " undone_at = null where base_points = 20;"
        "update entries set submission_id = (select submission_id from verdicts where base_points = 400)"
        " where amount = 20; delete from entries where amount = -20; update balances set standing = 329,"
        " credits = 332, lifetime = 432, quarter_points = 432 where standing = 309",
        "Submission # is approved and has 2 awards in force; there should be 1.",
    ),
    "a fade of another size": (
        ["renewals"],
        "update renewals set after = 310",
        FADE.format(-103, 1).replace("be -103", "be -102"),
    ),
    "a fade in two": (
        ["entries"],
        "update entries set amount = -100 where amount = -103;"
        + _again("entries", "amount = -100 and kind = 'fade'", amount="-3", source="'twice'"),
        FADE.format(-103, 2),
    ),
    "no fade": (
        ["entries", "balances"],
        "delete from entries where kind = 'fade'; update balances set standing = 412 where standing = 309",
        FADE.format(0, 0),
    ),
    "a fade without a close": (
        ["renewals"],
        "delete from renewals",
        "Entry # fades -103 of the standing of person # in 2026Q1; no close says so, so that it should be 0.",
    ),
    "a fade of credits": (
        ["entries", "balances"],
        _again("entries", "kind = 'fade'", ledger="'credits'")
        + "; update balances set credits = 209 where standing = 309",
        "Entry # fades -103 of the credits of person # in 2026Q1; no close says so, so that it should be 0.",
    ),
    "credits not given back": (
        ["redemptions"],
        "update redemptions set state = 'cancelled'",
        CREDITS.format("cancelled", -100, 0, -100, 100),
    ),
    "credits given back too early": (
        ["redemptions"],
        "update redemptions set state = 'sent'",
        CREDITS.format("sent", -100, 100, -100, 0),
    ),
    "a redemption that cost less": (
        ["redemptions"],
        "update redemptions set credits = 90 where state = 'requested'",
        CREDITS.format("requested", -100, 0, -90, 0),
    ),
    "credits spent on nothing": (
        ["redemptions"],
        "delete from redemptions where state = 'requested'",
        "Entry # of person # moves -100 for redemption:#; no redemption of theirs says so, "
        "so that it should be 0.",
    ),
    "stock": (
        ["rewards"],
        "update rewards set stock = 3",
        "Reward # has a stock of 3; by its moves it should be 4, and never below 0.",
    ),
    "stock below nothing": (
        ["rewards", "stock_moves"],
        "update rewards set stock = -2; update stock_moves set amount = -1 where redemption_id is null",
        "Reward # has a stock of -2; by its moves it should be -2, and never below 0.",
    ),
    "nothing taken from stock": (
        ["rewards", "stock_moves"],
        "delete from stock_moves"
        " where redemption_id in (select id from redemptions where state = 'requested');"
        "update rewards set stock = 5",
        STOCK.format("requested", 0, 0, -1, 0),
    ),
    "stock not given back": (
        ["rewards", "stock_moves"],
        "delete from stock_moves where redemption_id is not null and amount = 1;"
        "update rewards set stock = 3",
        STOCK.format("cancelled", -1, 0, -1, 1),
    ),
    "a code for another reward": (
        ["reward_codes"],
        "update reward_codes set reward_id = 0",
        "Code # of reward # went to redemption #, which is for reward #; it should be the same.",
    ),
    "two codes": (
        ["reward_codes"],
        _again("reward_codes", "true", mark="'m2'"),
        "Redemption # has 2 codes; there should be 1 at most.",
    ),
}  # fmt: skip


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("bend", BENT)
def test_what_is_bent_is_named(bend: str) -> None:
    tables, statements, wrong = BENT[bend]
    _shadow(*tables)
    for statement in statements.split(";"):
        db.session.execute(text(statement))
    found = ledger_checks.prove().wrong
    assert found
    assert re.fullmatch(re.escape(wrong).replace(r"\#", r"\d+"), found), found


def test_what_was_asked_for_before_stock_was_kept_took_none(app: Flask) -> None:
    manager, member = a_person(role=Role.MANAGER, at=NOW), an_ambassador(at=NOW)
    earned(member, 400, at=NOW)
    talk = a_reward("Talk", kind=RewardKind.ACCESS, at=NOW)
    asked = [redemptions.request(talk, membership=member, key=str(n), at=NOW) for n in range(2)]
    stock.adjust(talk, 5, reason="Counted.", after=0, by=manager, at=LATER)
    redemptions.cancel(asked[0], by=member.person, at=LATER)
    assert ledger_checks.prove().wrong is None


@pytest.mark.usefixtures("world")
def test_the_shell_says_clean_or_ends_with_1(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    fine = run(args=["ledger", "check"])
    assert (fine.exit_code, fine.output) == (
        0,
        "Counted 14 entries, 2 balances, 4 verdicts, 1 closes, 1 renewals, 1 rewards, 4 stock moves, "
        "2 redemptions, 1 codes.\nclean\n",
    )
    _shadow("rewards")
    db.session.execute(text("update rewards set stock = 3"))
    bent = run(args=["ledger", "check"])
    assert bent.exit_code == 1
    assert re.search(r"Error: Reward \d+ has a stock of 3; by its moves it should be 4", bent.output)
