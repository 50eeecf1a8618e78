"""Delivering one letter: claimed in one transaction, handed over, marked in another."""

import logging
from collections.abc import Callable
from datetime import datetime

from flask import current_app

from portal.config import Config
from portal.db import db, transaction
from portal.domain.post import deliveries
from portal.domain.programs import the_program
from portal.models.letter import Letter
from portal.outside.files import Lost, Store
from portal.outside.mail import Carrier, NotTaken, Sender, message

log = logging.getLogger("portal.worker")


def deliver_next(*, now: Callable[[], datetime]) -> bool:
    """Deliver the letter whose turn it is; False where there is none, or no server takes letters now.

    `now` is the clock, and not a moment: a server may take its time.
    """
    config: Config = current_app.extensions["portal"]
    if not config.mail_url:
        return False
    letter = transaction(lambda: deliveries.claim(at=now()))
    if letter is None:
        return False
    letter_id, kind = letter.id, letter.kind
    try:
        _hand_over(letter, config, at=now())
    except NotTaken as error:
        why, for_good, dead = str(error), error.for_good, error.dead
        transaction(lambda: deliveries.refused(letter_id, why=why, for_good=for_good, at=now()))
        log.warning("letter not taken", extra={"facts": {"letter": letter_id, "kind": kind}})
        return not dead
    transaction(lambda: deliveries.delivered(letter_id, at=now()))
    log.info("letter delivered", extra={"facts": {"letter": letter_id, "kind": kind}})
    return True


def _hand_over(letter: Letter, config: Config, *, at: datetime) -> None:
    program = the_program()
    sender = Sender(address=config.mail_from, name=program.name, answers_to=program.contact_email)
    mail = message(letter, sender=sender, attachment=_attached(letter), at=at)
    db.session.rollback()
    with Carrier(config.mail_url or "") as carrier:
        carrier.deliver(mail)


def _attached(letter: Letter) -> bytes | None:
    if letter.attachment is None:
        return None
    store: Store = current_app.extensions["store"]
    try:
        return store.read(letter.attachment.sha256)
    except Lost:
        raise NotTaken("The attachment is not in the store any more.", for_good=True) from None
