"""Codes to hand out: added by the paste, kept sealed, each handed out once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import joinedload

from portal.db import db, locked
from portal.domain import audit
from portal.domain.earning import stock
from portal.domain.listing import matching
from portal.domain.refusal import Refused
from portal.models.earning.redemption import Redemption
from portal.models.earning.reward import Reward, RewardCode
from portal.models.person import Person

LONGEST, MOST = 200, 5000


class Seal(Protocol):
    """What keeps codes secret; `portal.outside.sealing` has one."""

    def closed(self, text: str) -> str:
        """Return `text` encrypted."""

    def opened(self, sealed: str) -> str | None:
        """Return what was sealed, or None where it cannot be opened."""

    def mark(self, text: str) -> str:
        """Return a keyed hash of `text`."""


@dataclass(frozen=True, kw_only=True)
class Pasted:
    """What became of a paste: how many codes are new, which were known, which stood in it more than once."""

    added: int
    known: Sequence[str]
    twice: Sequence[str]


def add(reward: Reward, lines: Sequence[str], *, seal: Seal, by: Person | None, at: datetime) -> Pasted:
    """Keep codes, one a line, and raise the stock by as many; one that is known is passed over.

    Raises `Refused` for a reward without codes, no line at all, and one that is too long.
    """
    reward = locked(Reward, reward.id)
    _check(reward, lines)
    marks = {seal.mark(line): line for line in lines}
    there = _known(marks)
    fresh = {mark: line for mark, line in marks.items() if mark not in there}
    twice = [line for line, times in Counter(lines).items() if times > 1]
    if fresh:
        common = {"reward_id": reward.id, "added_at": at}
        rows = [{"sealed": seal.closed(line), "mark": mark, **common} for mark, line in fresh.items()]
        db.session.execute(insert(RewardCode), rows)
        stock.move(reward, len(fresh), reason="Codes added", by=by, at=at)
        audit.write("added codes", reward, by=by, at=at, after={"codes": len(fresh)}, label=reward.name)
    return Pasted(added=len(fresh), known=[marks[mark] for mark in marks if mark in there], twice=twice)


def free(reward: Reward, id: int) -> RewardCode | None:
    """Return a code of a reward that nobody has yet, or None."""
    return db.session.scalar(of(reward, state="free").where(RewardCode.id == id))


def withdraw(code: RewardCode, *, by: Person, at: datetime) -> None:
    """Throw a code away that nobody has, and lower the stock by one; it can be pasted again.

    Raises `Refused` where it went out or was withdrawn meanwhile, and where all that are left are asked for.
    """
    reward = locked(Reward, code.reward_id)
    there = free(reward, code.id)
    if there is None:
        raise Refused("This code was handed out or withdrawn a moment ago.")
    if not reward.stock:
        raise Refused("Every code that is left is asked for: add another one first.")
    db.session.delete(there)
    stock.move(reward, -1, reason="Code withdrawn", by=by, at=at)
    audit.write("withdrew a code", reward, by=by, at=at, after={"stock": reward.stock}, label=reward.name)


def code_of(redemption: Redemption, *, seal: Seal) -> str | None:
    """Return the code that a redemption handed out, for its owner alone; None where there is none.

    Raises `Refused` when it was sealed under another secret key.
    """
    sealed = db.session.scalar(select(RewardCode.sealed).where(RewardCode.redemption_id == redemption.id))
    if sealed is None:
        return None
    opened = seal.opened(sealed)
    if opened is None:
        raise Refused("This code cannot be opened: the portal’s secret key is not the one it was kept under.")
    return opened


def ending(code: RewardCode, *, seal: Seal) -> str | None:
    """Return how a code ends, None where it cannot be opened."""
    opened = seal.opened(code.sealed)
    return None if opened is None else end_of(opened)


def end_of(code: str) -> str:
    """Return the last characters of a code: a quarter of it, and four at most."""
    return code[len(code) - min(4, len(code) // 4) :]


def of(reward: Reward, *, words: str = "", state: str = "") -> Select[RewardCode]:
    """Select a reward's codes, narrowed to free or handed out, and to whom."""
    found = select(RewardCode).where(RewardCode.reward_id == reward.id)
    if words:
        named = select(Redemption.id).join(Redemption.person).where(matching(words, Person.name))
        found = found.where(RewardCode.redemption_id.in_(named))
    if state in ("free", "out"):
        found = found.where(RewardCode.redemption_id.is_(None) == (state == "free"))
    return found


def asked_for(reward: Reward) -> int:
    """Return how many codes are asked for already, and wait to be approved."""
    free = RewardCode.reward_id == reward.id, RewardCode.redemption_id.is_(None)
    there = db.session.scalar(select(func.count(RewardCode.id)).where(*free)) or 0
    return max(0, there - (reward.stock or 0))


def owners(codes: Sequence[RewardCode]) -> dict[int, Redemption]:
    """Return the redemptions, with their people, for which these codes were handed out, by id."""
    wanted = [code.redemption_id for code in codes if code.redemption_id]
    found = select(Redemption).where(Redemption.id.in_(wanted)).options(joinedload(Redemption.person))
    return {redemption.id: redemption for redemption in db.session.scalars(found)}


def _check(reward: Reward, lines: Sequence[str]) -> None:
    if not reward.has_codes:
        raise Refused("%(name)s is no reward with codes.", name=reward.name)
    if not lines:
        raise Refused("Paste the codes, one a line.", "codes")
    if len(lines) > MOST:
        raise Refused("That is %(count)s lines. Paste 5,000 at once at most.", "codes", count=len(lines))
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST:
            raise Refused("Line %(number)s is longer than 200 characters.", "codes", number=number)


def _known(marks: dict[str, str]) -> set[str]:
    return set(db.session.scalars(select(RewardCode.mark).where(RewardCode.mark.in_(marks))))
