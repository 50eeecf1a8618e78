"""Texts that are kept sealed."""

from portal.outside.sealing import Seal

SECRET = "a key for tests that is long enough"


def test_what_is_closed_opens_again_and_reads_differently_each_time() -> None:
    seal = Seal(SECRET)
    first, second = seal.closed("GIFT-0001-ü"), seal.closed("GIFT-0001-ü")
    assert first != second
    assert "GIFT" not in first
    assert (seal.opened(first), Seal(SECRET).opened(second)) == ("GIFT-0001-ü", "GIFT-0001-ü")


def test_another_secret_key_or_a_changed_text_opens_nothing() -> None:
    sealed = Seal(SECRET).closed("GIFT-0001")
    assert Seal(SECRET + "!").opened(sealed) is None
    assert Seal(SECRET).opened(sealed[:-6] + "AAAAA=") is None
    assert Seal(SECRET).opened("") is None


def test_a_mark_is_the_same_for_the_same_text_under_the_same_key() -> None:
    mark = Seal(SECRET).mark("GIFT-0001")
    assert mark == Seal(SECRET).mark("GIFT-0001")
    assert len({mark, Seal(SECRET).mark("GIFT-0002"), Seal(SECRET + "!").mark("GIFT-0001")}) == 3
    assert len(mark) == 64
