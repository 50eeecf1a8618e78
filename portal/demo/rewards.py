"""Rewards of the demo, offered by verbs, with stock, codes, and a picture drawn of each."""

from datetime import datetime

from portal.demo.drawings import drawn
from portal.demo.facts import Facts, Prize
from portal.domain import files
from portal.domain.earning import codes, rewards
from portal.domain.program import pictures
from portal.domain.programs import day_of, the_program
from portal.models.earning.reward import Milestone, RewardKind
from portal.outside.files import Store
from portal.outside.sealing import Seal


def offer(facts: Facts, *, store: Store, seal: Seal, at: datetime, late: datetime) -> None:
    """Offer the rewards of the facts at the moment `at`, and those that came later at `late`."""
    for place, prize in enumerate(facts.rewards):
        began = late if prize.late else at
        picture_id = _picture(prize, place, store=store, at=began)
        reward = rewards.offer(
            name=prize.name,
            about=prize.about,
            kind=RewardKind(prize.kind),
            picture_id=picture_id,
            cost=prize.cost,
            milestone=Milestone(prize.milestone) if prize.milestone else None,
            standing=prize.standing,
            per_person=prize.per_person,
            price=prize.price,
            handling=prize.handling,
            from_on=day_of(late) if prize.late else None,
            position=place,
            first=prize.first,
            has_codes=prize.codes > 0,
            by=None,
            at=began,
        )
        if prize.codes:
            lines = [f"{facts.key[:3].upper()}-DEMO-{place}{number:03}" for number in range(prize.codes)]
            codes.add(reward, lines, seal=seal, by=None, at=began)


def _picture(prize: Prize, place: int, *, store: Store, at: datetime) -> int:
    brand = the_program().brand_colour
    picture = pictures.of_a_thing(drawn(prize.picture, brand=brand, number=place))
    sha256 = store.keep(picture.body)
    size = len(picture.body)
    return files.note(sha256, size=size, media_type=picture.media_type, name=prize.picture, at=at).id
