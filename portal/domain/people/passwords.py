"""Passwords: what is long and rare enough, and how they are kept."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from zxcvbn import zxcvbn

from portal.domain.refusal import Refused

SHORTEST = 12
LONGEST = 200
HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
NOBODY = HASHER.hash("nobody has this password")
COMMON = "This password is easy to guess. Four words that do not belong together are better."
_RATED = 72
_GOOD_ENOUGH = 3


def hashed(password: str, *, whose: tuple[str, ...] = ()) -> str:
    """Return what we keep of a new password.

    `whose` are words that belong to the person, such as name and address. Raises `Refused` on
    `password` for one that is too short, or too common to resist guessing (zxcvbn below 3 of 4).
    """
    plain = _plain(password)
    if len(plain) < SHORTEST:
        raise Refused("Use at least %(least)d characters.", "password", least=SHORTEST)
    if len(plain) > LONGEST:
        raise Refused("Use at most %(most)d characters.", "password", most=LONGEST)
    if zxcvbn(plain[:_RATED], user_inputs=_words(whose))["score"] < _GOOD_ENOUGH:
        raise Refused(COMMON, "password")
    return HASHER.hash(plain)


def fits(password: str, kept: str | None) -> bool:
    """Whether `password` is the one behind the hash `kept`; takes the same time for None."""
    try:
        HASHER.verify(kept or NOBODY, _plain(password))
    except VerificationError:
        return False
    return kept is not None


def _plain(password: str) -> str:
    return unicodedata.normalize("NFKC", password).strip()


def _words(whose: tuple[str, ...]) -> list[str]:
    return [word for text in whose for word in (text, *text.replace("@", " ").split()) if word]
