"""The kinds of letters that the portal writes: why each exists, and what its words may name."""

from portal.domain.marked import N_
from portal.domain.placeholders import link, text, word
from portal.domain.post import letter_kinds_earning
from portal.domain.post.letter_forms import Kind as Kind

_TOKEN = "kJ3vXq0Zt1r8WmYd5uPbLs7n"  # noqa: S105
_NUMBER = word(N_("The number of the application"), "37")
_STATUS = link(N_("The link to the application"), f"apply/{_TOKEN}")
_DECIDED = {
    "number": _NUMBER,
    "reason": text(
        N_("The reason, in the words kept for it"), "What you make and whom we are for lie apart."
    ),
    "note": text(N_("What was added for this person"), "We liked the piece on hedges very much."),
    "reapply_on": word(N_("The day from which one may apply again"), "12 May 2026"),
    "link": _STATUS,
}

JOINING: dict[str, Kind] = {
    "password": Kind(
        name=N_("A new password"),
        when=N_("Somebody asked for a new password."),
        own={"link": link(N_("The link that works once"), f"forgot/{_TOKEN}")},
    ),
    "address": Kind(
        name=N_("Confirm a new address"),
        when=N_("A person wants to sign in with another address; this goes to the new one."),
        own={"link": link(N_("The link that works once"), f"address/{_TOKEN}")},
    ),
    "address_changed": Kind(
        name=N_("The address was changed"),
        when=N_("The new address was confirmed; this goes to the old one."),
        own={"address": word(N_("The new address"), "ada@new.example")},
    ),
    "staff": Kind(
        name=N_("An invitation to the staff"),
        when=N_("An admin added somebody to the staff."),
        own={
            "link": link(N_("The link that works once"), f"welcome/{_TOKEN}"),
            "inviter": word(N_("Who invites"), "Ines Calder"),
        },
    ),
    "welcome": Kind(
        name=N_("Another welcome link"),
        when=N_("A new ambassador asked for another link to begin."),
        own={
            "link": link(N_("The link that works once"), f"welcome/{_TOKEN}"),
            "again": link(N_("Where to ask for another link"), "forgot"),
        },
    ),
    "application_saved": Kind(
        name=N_("A draft that was kept"),
        when=N_("Somebody filled in the first page of the form."),
        own={
            "link": link(N_("The link to the draft"), f"apply/{_TOKEN}"),
            "until": word(N_("The day until which it is kept"), "13 March 2026"),
        },
    ),
    "application_received": Kind(
        name=N_("The application is here"),
        when=N_("An application was sent in."),
        own={
            "number": _NUMBER,
            "link": _STATUS,
            "answer_by": word(N_("The day of the answer, at the latest"), "25 February 2026"),
        },
    ),
    "application_corrected": Kind(
        name=N_("The answers were corrected"),
        when=N_("An applicant changed answers that were sent already."),
        own={"number": _NUMBER, "link": _STATUS},
    ),
    "application_again": Kind(
        name=N_("You have applied already"),
        when=N_("Somebody began a second application with the same address, or asked for its link."),
        own={
            "number": _NUMBER,
            "link": _STATUS,
            "reapply_on": word(N_("The day from which one may apply again"), "12 May 2026"),
        },
    ),
    "application_withdrawn": Kind(
        name=N_("The application is withdrawn"),
        when=N_("An applicant withdrew."),
        own={"number": _NUMBER, "link": link(N_("Where to apply again"), "apply")},
    ),
    "nomination": Kind(
        name=N_("Somebody nominated you"),
        when=N_("A person was nominated and has to confirm."),
        own={
            "link": link(N_("The link that begins the application"), f"apply/{_TOKEN}"),
            "nominator": word(N_("Who nominates"), "Grace Hopper"),
            "note": text(N_("What they wrote"), "Nobody explains it better than she does."),
        },
    ),
    "invitation": Kind(
        name=N_("An invitation to apply"),
        when=N_("Staff invited somebody to apply."),
        own={
            "link": link(N_("The link that begins the application"), f"apply/{_TOKEN}"),
            "inviter": word(N_("Who invites"), "Ines Calder"),
            "note": text(N_("What they wrote"), "We have read your column for years."),
        },
    ),
    "approved": Kind(
        name=N_("Approved"),
        when=N_("An application was approved; the letter brings the welcome link."),
        own=_DECIDED
        | {
            "link": link(N_("The welcome link, which works once"), f"welcome/{_TOKEN}"),
            "again": link(N_("Where to ask for another link"), "forgot"),
        },
    ),
    "waitlisted": Kind(
        name=N_("On the waiting list"),
        when=N_("An application was put on the waiting list."),
        own=_DECIDED,
    ),
    "declined": Kind(
        name=N_("Declined"),
        when=N_("An application was declined."),
        own=_DECIDED,
    ),
    "agreement": Kind(
        name=N_("Your copy of the agreement"),
        when=N_("An ambassador accepted the agreement; the PDF is attached."),
        own={
            "version": word(N_("The version of the agreement"), "3"),
            "link": link(N_("The page with their documents"), "me/documents"),
        },
    ),
    "reward_sent": Kind(
        name=N_("A reward is on its way"),
        when=N_("Staff sent a reward off."),
        own={
            "reward": word(N_("The name of the reward"), "Sample box"),
            "tracking": word(N_("The tracking number"), "JD0002 4417 93"),
        },
    ),
    "reward_cancelled": Kind(
        name=N_("A reward was cancelled"),
        when=N_("Staff cancelled a reward that somebody had asked for."),
        own={
            "reward": word(N_("The name of the reward"), "Sample box"),
            "reason": text(N_("Why, as staff wrote it"), "The glasses broke, and there are no more."),
            "credits": word(N_("The credits that are back"), "100"),
        },
    ),
    "opening": Kind(
        name=N_("We will tell you"),
        when=N_("Somebody asked to be told when applications open."),
        own={"leave": link(N_("The link that ends these letters"), f"told/{_TOKEN}")},
    ),
    "doors_open": Kind(
        name=N_("Applications are open"),
        when=N_("The program opened; this goes to those who asked to be told."),
        own={
            "link": link(N_("Where to apply"), "apply"),
            "leave": link(N_("The link that ends these letters"), f"told/{_TOKEN}"),
        },
    ),
}

KINDS = JOINING | letter_kinds_earning.KINDS
