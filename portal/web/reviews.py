"""Telling ambassadors, by letter, what came of their work."""

from datetime import datetime

from flask_babel import gettext as _

from portal.domain.working import review_letters
from portal.models.working.submission import Submission
from portal.models.working.verdict import Verdict
from portal.web.addresses import absolute
from portal.web.words import FAULTS, OUTCOMES


def tell_next(*, at: datetime) -> bool:
    """Write the next letter about reviews; return whether there was one to think of."""
    return review_letters.write_next(say=said, link=absolute("ambassador.submissions.list"), at=at)


def said(verdict: Verdict, submission: Submission) -> str:
    """Return what a letter says of one verdict: the piece, what came of it, and the reviewer's words."""
    outcome = OUTCOMES[verdict.outcome]
    first = _("%(title)s: %(outcome)s.", title=submission.title, outcome=outcome)
    if verdict.awards:
        first += " " + _("Points: %(product)s.", product=verdict.product)
    why = _("Reason: %(reason)s.", reason=FAULTS[verdict.fault]) if verdict.fault else ""
    return "\n".join(line for line in (first, why, verdict.note) if line)
