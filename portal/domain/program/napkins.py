"""The verdict on a revision's napkin, kept with the revision."""

from portal.db import db
from portal.domain.paper.napkin_verdict import Verdict, as_kept, from_kept
from portal.models.revision import Revision


def keep(revision: Revision, verdict: Verdict, *, said: str) -> None:
    """Keep the verdict on what a napkin `said`, which is the fingerprint of all that counted."""
    revision.napkin = {"said": said, **as_kept(verdict)}
    db.session.flush()


def kept(revision: Revision, *, said: str) -> Verdict | None:
    """Return the verdict on exactly what is `said`, or None where another was judged, or none."""
    if revision.napkin is None or revision.napkin["said"] != said:
        return None
    return from_kept(revision.napkin)


def last(revision: Revision) -> Verdict | None:
    """Return the verdict that was kept last, on whatever was said then."""
    return from_kept(revision.napkin) if revision.napkin else None
