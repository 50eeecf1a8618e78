"""What each measure is called and means, and how a finding reads; sentences to be translated where shown."""

from typing import Any

from portal.domain.marked import N_
from portal.domain.measuring.figures import Report
from portal.domain.measuring.headlines import Finding, findings
from portal.domain.measuring.measures import Measure, measures

SECTIONS = {
    "applications": N_("Applications"),
    "people": N_("People"),
    "work": N_("Work"),
    "renewals": N_("Renewals"),
    "rewards": N_("Rewards"),
}
SOURCES = {"organic": N_("Organic"), "invited": N_("Invited"), "nominated": N_("Nominated")}
NAMES = {
    "seen": N_("Saw the form"),
    "started": N_("Started"),
    "submitted": N_("Sent in"),
    "approved": N_("Approved"),
    "organic": N_("Organic share"),
    "active": N_("Active share"),
    "members": N_("Ambassadors"),
    "joined": N_("Joined"),
    "left": N_("Left"),
    "at_risk": N_("At risk"),
    "pieces": N_("Approved pieces"),
    "hours": N_("Influence hours"),
    "weighted": N_("Weighted hours"),
    "waiting": N_("Waiting for review"),
    "oldest": N_("Days the oldest waits"),
    "renewed": N_("Renewal rate"),
    "asked": N_("Asked for or granted"),
    "sent": N_("Sent or handed over"),
    "received": N_("Received"),
    "cost": N_("Cost of what was sent"),
    "unsent": N_("Waiting to be sent"),
}
DEFINITIONS = {
    "seen": N_("Looks at the application form; no person is known."),
    "started": N_("Begun in the month, without second ones of an address."),
    "submitted": N_("Sent in during the month, without second ones of an address."),
    "approved": N_("Approved in the month, and still so at its end."),
    "organic": N_("Of all sent in, those neither invited nor nominated."),
    "active": N_("Of all ambassadors on the last day, those with work approved in the thirty days up to it."),
    "members": N_("Ambassadors on the last day."),
    "joined": N_("Their time as an ambassador began in the month."),
    "left": N_("Their time as an ambassador ended in the month."),
    "at_risk": N_("The last close put them at risk, or proposed them as lapsed."),
    "pieces": N_("Approved in the month, in full or in part."),
    "hours": N_("Their minutes, as their authors say."),
    "weighted": N_("The same, times the weight of each kind."),
    "waiting": N_("Sent in, and undecided on the last day."),
    "oldest": N_("Whole days; a week is what we promise."),
    "renewed": N_("Of those who were up at a close: neither provisional nor on leave."),
    "asked": N_("With credits, or granted on a milestone."),
    "sent": N_("In the month."),
    "received": N_("Said to have arrived in the month."),
    "cost": N_("Of those sent, at what one costs today."),
    "unsent": N_("Not sent and not cancelled at the end."),
}
FINDINGS = {
    Finding.NOBODY: N_("nobody is an ambassador yet"),
    Finding.WAITS: N_("work waits too long for a review"),
    Finding.QUIET: N_("too few are active"),
    Finding.LAPSING: N_("too few are renewed"),
    Finding.MORE_ACTIVE: N_("more people were active"),
    Finding.FEWER_ACTIVE: N_("fewer people were active"),
    Finding.AS_ACTIVE: N_("as many people were active"),
    Finding.MORE_WORK: N_("more work was approved"),
    Finding.LESS_WORK: N_("less work was approved"),
    Finding.AS_MUCH_WORK: N_("as much work was approved"),
}


def told(report: Report) -> dict[str, Any]:
    """Return the names by which paper and page know a report: its measures by section, and all its words."""
    found: dict[str, list[Measure]] = {section: [] for section in SECTIONS}
    for each in measures(report):
        found[each.section].append(each)
    return {
        "sections": found,
        "findings": [FINDINGS[each] for each in findings(report)],
        "titles": SECTIONS,
        "names": NAMES,
        "definitions": DEFINITIONS,
        "sources": SOURCES,
    }
