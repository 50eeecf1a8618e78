"""Which passwords will do, and how they are kept."""

import pytest
from argon2 import extract_parameters

from portal.domain.people import passwords
from portal.domain.people.passwords import COMMON
from portal.domain.refusal import Refused


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "Use at least 12 characters."),
        ("elevenchars", "Use at least 12 characters."),
        ("           x           ", "Use at least 12 characters."),
        ("x" * 201, "Use at most 200 characters."),
        ("passwordpassword", COMMON),
        ("Password12345!", COMMON),
        ("123456789012", COMMON),
        ("qwertyuiopasdf", COMMON),
        ("iloveyou1234", COMMON),
        ("aaaaaaaaaaaaaaaaaaaaaaa", COMMON),
        ("nell.harker@hedgerow.example", COMMON),
        ("Nell Harker 1", COMMON),
    ],
)
def test_what_is_short_or_common_is_refused(password: str, why: str) -> None:
    with pytest.raises(Refused) as refusal:
        passwords.hashed(password, whose=("nell.harker@hedgerow.example", "Nell Harker"))
    assert (str(refusal.value), refusal.value.field) == (why, "password")


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "a-demo-of-the-portal",
        "пять зелёных велосипедов",
        "k8#mPq2$vLx9!",
        "🦊🐢🚲🌧️🥖🎈🪴🧦🪁🎻🧭🪵",
    ],
)
def test_what_is_long_and_rare_will_do(password: str) -> None:
    kept = passwords.hashed(password)
    assert passwords.fits(password, kept)
    assert not passwords.fits(password + "x", kept)


def test_the_same_letters_typed_another_way_are_the_same_password() -> None:
    kept = passwords.hashed("café crème à volonté")
    assert passwords.fits("  cafe\u0301 cre\u0300me a\u0300 volonte\u0301 ", kept)


def test_hashes_take_the_memory_and_time_that_were_chosen() -> None:
    kept = extract_parameters(passwords.hashed("correct horse battery staple"))
    nobody = extract_parameters(passwords.NOBODY)
    assert (kept.type.name, kept.time_cost, kept.memory_cost, kept.parallelism) == ("ID", 2, 19456, 1)
    assert kept == nobody


def test_a_very_long_password_is_rated_in_no_time() -> None:
    kept = passwords.hashed("correct horse battery staple " * 6)
    assert passwords.fits("correct horse battery staple " * 6, kept)
