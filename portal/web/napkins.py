"""The verdict on the napkin in words, for every page on which somebody changes what stands on it."""

from flask_babel import format_decimal, gettext, ngettext

from portal import clock, judging
from portal.domain.paper.napkin_verdict import (
    FIRST_REWARD_DAYS,
    POINT_VALUES,
    REWARDS,
    WORDS_A_SENTENCE,
    Cut,
    Fault,
    Part,
    Verdict,
)
from portal.outside.pdf import RenderFailed
from portal.web.pages import the_press


def judged() -> Verdict | None:
    """Return the verdict on the draft as it stands, or None while it cannot be set."""
    try:
        return judging.look(the_press(), at=clock.now())
    except RenderFailed:
        return None


def with_verdict(notice: str) -> str:
    """Judge what was changed, keep the verdict, and say it after `notice`."""
    try:
        verdict = judging.of_draft(the_press(), at=clock.now())
    except RenderFailed:
        return notice
    if verdict.fits:
        return f"{notice} {gettext('The napkin fits.')}"
    return " ".join((notice, *map(str, trouble(verdict)), advice(verdict)))


def trouble(verdict: Verdict) -> list[str]:
    """Return a sentence for each thing that is wrong with a napkin."""
    said = {
        Fault.PAGES: gettext(
            "The napkin is %(much)s mm too long.", much=format_decimal(-verdict.spare, format="0.0")
        ),
        Fault.VALUES: ngettext(
            "It has one point value.", "It has %(num)d different point values.", verdict.point_values
        )
        + " "
        + gettext("%(most)s fit in a head.", most=POINT_VALUES),
        Fault.REWARDS: ngettext("It has one reward.", "It has %(num)d rewards.", verdict.rewards)
        + " "
        + gettext("%(most)s fit in a head.", most=REWARDS),
        Fault.SENTENCE: gettext(
            "Its longest sentence has %(count)s words; %(most)s are enough.",
            count=verdict.longest_words,
            most=WORDS_A_SENTENCE,
        ),
        Fault.LATE: gettext(
            "By the present calendar the first reward is further away than %(most)s days.",
            most=FIRST_REWARD_DAYS,
        ),
    }
    return [said[fault] for fault in verdict.faults]


def advice(verdict: Verdict) -> str:
    """Return what to cut or to shorten first, or what else would help."""
    cut = verdict.cut
    if cut is None:
        return "" if verdict.fits else str(gettext("Plan an action that opens sooner, or a smaller reward."))
    if cut.shorten:
        return str(gettext("Shorten: “%(words)s”", words=cut.words))
    return str(gettext("Cut %(what)s: “%(words)s”", what=_part(cut), words=cut.words))


def headline(verdict: Verdict) -> str:
    """Return the verdict in a line."""
    if verdict.fits:
        return str(gettext("The whole deal fits on a napkin"))
    if verdict.faults == (Fault.PAGES,) and len(verdict.enough) > 1:
        return str(gettext("Cut one of these, and the napkin fits"))
    if verdict.faults == (Fault.SENTENCE,):
        return str(gettext("A sentence is too long to be remembered"))
    return str(gettext("The napkin does not fit yet"))


def _part(cut: Cut) -> str:
    return str(
        {
            Part.DEAL: gettext("the deal"),
            Part.DOES: gettext("something to do"),
            Part.GETS: gettext("a reward"),
            Part.LINE: gettext("rule %(number)s", number=cut.place + 1),
        }[cut.part]
    )
