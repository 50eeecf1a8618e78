"""The kinds of letters about work, points and rewards."""

from portal.domain.marked import N_
from portal.domain.placeholders import link, text, word
from portal.domain.post.letter_forms import Kind

_REDEMPTION = "me/rewards/redemptions/12/address"
_POINTS = link(N_("The page with their points"), "me/points")
_THRESHOLD = word(N_("The standing that keeps a place"), "150")
_QUARTER = word(N_("The last day of the quarter that was closed"), "31 March 2026")
_CLOSED = {
    "ended": _QUARTER,
    "before": word(N_("Standing before the fade"), "412"),
    "faded": word(N_("What faded of it"), "103"),
    "after": word(N_("Standing after the fade"), "309"),
    "threshold": _THRESHOLD,
    "link": _POINTS,
}
_REASON = text(N_("What the manager wrote"), "You were ill in March, and your series ends in May.")

_REWARD = word(N_("The name of the reward"), "Sample box")

KINDS: dict[str, Kind] = {
    "reward_granted": Kind(
        name=N_("A reward was granted"),
        when=N_("Somebody reached a milestone, and a reward came with it."),
        own={
            "reward": _REWARD,
            "milestone": word(N_("What was reached: “first action”, “standing” or “renewed”"), "standing"),
            "standing": word(N_("The standing that was reached, where it is one"), "400"),
            "comes": word(
                N_("How it comes: “address” where its owner has to say where to, “post”, “code” or “hand”"),
                "address",
            ),
            "link": link(N_("The page where one says where it goes, or sees how far it is"), _REDEMPTION),
        },
    ),
    "reward_reminder": Kind(
        name=N_("Where does the reward go?"),
        when=N_("Nobody said for fourteen days where a granted reward goes; this goes out once."),
        own={
            "reward": _REWARD,
            "granted": word(N_("The day on which it was granted"), "2 March 2026"),
            "link": link(N_("The page where one says where it goes"), _REDEMPTION),
        },
    ),
    "reward_arrived": Kind(
        name=N_("Has the reward arrived?"),
        when=N_("Nobody said for twenty-one days that what was sent arrived; this goes out once."),
        own={
            "reward": _REWARD,
            "sent": word(N_("The day on which it was sent"), "2 March 2026"),
            "tracking": word(N_("The tracking number"), "JD0002 4417 93"),
            "link": link(N_("The page where one says that it arrived"), "me/rewards/redemptions/12"),
        },
    ),
    "correction": Kind(
        name=N_("Points were corrected"),
        when=N_("Staff corrected somebody's points."),
        own={
            "standing": word(N_("What changed in standing"), "−10"),
            "credits": word(N_("What changed in credits"), "−10"),
            "reason": text(N_("Why, as staff wrote it"), "The answer of 9 March was counted twice."),
            "link": _POINTS,
        },
    ),
    "reviews": Kind(
        name=N_("What came of your work"),
        when=N_("Work was reviewed; one letter a day at most says all of it."),
        own={
            "pieces": text(
                N_("Each piece, what came of it, and the reviewer's words"),
                "The hedge in June: Approved. Points: 10 × 3 = 30.\nLovely light.",
            ),
            "link": link(N_("The page with their work"), "me/submissions"),
        },
    ),
    "renewed": Kind(
        name=N_("Renewed"),
        when=N_("A quarter was closed, and the place is kept."),
        own=_CLOSED,
    ),
    "at_risk": Kind(
        name=N_("At risk"),
        when=N_("A quarter was closed below what keeps a place, for the first time."),
        own=_CLOSED
        | {
            "more": word(N_("How many more points keep the place; empty where none would"), "74"),
            "until": word(N_("The last day of the quarter that counts"), "30 June 2026"),
        },
    ),
    "lapsed": Kind(
        name=N_("Lapsed"),
        when=N_("A manager confirmed that a membership lapses."),
        own={
            "ended": _QUARTER,
            "threshold": _THRESHOLD,
            "appeals": word(N_("The address for an appeal"), "appeals@hedgerow.example"),
        },
    ),
    "kept": Kind(
        name=N_("Kept"),
        when=N_("A manager kept a person whose membership was proposed as lapsed."),
        own={"ended": _QUARTER, "threshold": _THRESHOLD, "reason": _REASON, "link": _POINTS},
    ),
    "leave_confirmed": Kind(
        name=N_("Leave is confirmed"),
        when=N_("Staff confirmed a quarter of leave."),
        own={"quarter": word(N_("The quarter"), "April to June 2026"), "link": _POINTS},
    ),
    "leave_declined": Kind(
        name=N_("Leave is declined"),
        when=N_("Staff declined a quarter of leave."),
        own={"quarter": word(N_("The quarter"), "April to June 2026"), "link": _POINTS},
    ),
}
