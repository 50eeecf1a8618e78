"""What authors are told for each reason, until the reviewer says it otherwise."""

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from portal.models.working.verdict import Fault

TOLD: dict[Fault, LazyString] = {
    Fault.PROOF: _(
        "Thank you. The link or file does not show the work itself; send one where it can be seen."
    ),
    Fault.DUPLICATE: _("This was sent in before, and counts once."),
    Fault.LATE: _("Thank you. This is from outside the dates of the action."),
    Fault.CRITERIA: _("Thank you. Not all that was asked is there yet."),
    Fault.DISCLOSURE: _(
        "Thank you. One thing comes before all else: say that it is an ad, in the first line. "
        "Change that and send it again; there is no need to post anew."
    ),
}


def told(fault: Fault | None, missing: Sequence[str] = ()) -> str:
    """Return the words for a reason; where not all is there, they name what is `missing`."""
    if fault is None or fault is Fault.OTHER:
        return ""
    words = str(TOLD[fault])
    if fault is Fault.CRITERIA and missing:
        words += "\n\n" + gettext("Still missing:") + "\n" + "\n".join(f"– {line}" for line in missing)
    return words
