"""Links: when two lead to the same place."""

import pytest

from portal.domain.refusal import Refused
from portal.domain.working import links


@pytest.mark.parametrize(
    "link",
    [
        "https://posts.example/a-piece",
        "HTTP://Posts.Example:80/a-piece/",
        "https://www.posts.example/a-piece#comments",
        "https://m.posts.example:443/a-piece?utm_source=x&utm_medium=y",
        "https://mobile.www.posts.example/a%2Dpiece?fbclid=1&igshid=2&gclid=3",
    ],
)
def test_what_does_not_change_the_place_is_passed_over(link: str) -> None:
    assert links.key(link) == "posts.example/a-piece"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.example/watch?v=1", "https://x.example/watch?v=2"),
        ("https://x.example/A", "https://x.example/a"),
        ("https://x.example:8443/a", "https://x.example/a"),
        ("https://blog.x.example/", "https://x.example/"),
        ("https://x.example/a%2Fb", "https://x.example/a/b"),
    ],
)
def test_different_places_stay_apart(one: str, other: str) -> None:
    assert links.key(one) != links.key(other)


def test_the_order_of_a_query_is_no_difference() -> None:
    assert links.key("https://x.example/?b=2&a=1") == links.key("https://x.example?a=1&b=2")


def test_a_site_named_like_a_door_keeps_its_name() -> None:
    assert links.key("https://m.example/a") == "m.example/a"
    assert links.key("https://bücher.example/ä") == links.key("https://xn--bcher-kva.example/ä")


def test_a_very_long_link_has_a_short_key() -> None:
    long = "https://x.example/" + "ä" * 1900
    assert len(links.key(long)) == 64 != links.key(long + "b")


@pytest.mark.parametrize(
    "link",
    [
        *("javascript:alert(1)", "ftp://x.example/a", "data:text/html,x", "//x.example/a", "x.example/a"),
        *("https://", "https://localhost/a", "https://u:p@x.example/a", "https://x.example/a b"),
        *("https://[::1", "https://x.example:port/", "https://x.example/" + "a" * 2000),
    ],
)
def test_anything_but_the_address_of_a_page_is_refused(link: str) -> None:
    with pytest.raises(Refused) as refused:
        links.key(link)
    assert refused.value.field == "link"
