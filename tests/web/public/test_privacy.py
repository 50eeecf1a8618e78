"""What happens to people's data."""

from portal.domain import programs
from tests.conftest import NOW, Client
from tests.support.forms import headline


def test_the_programs_own_words_are_shown_and_safe(client: Client) -> None:
    programs.change({"privacy": "We **delete** it. <script>1</script>"}, by=None, at=NOW)
    page = client.get("/privacy")
    assert headline(page) == "What we keep, and what for"
    assert "We <strong>delete</strong> it." in page.text
    assert "<script>1" not in page.text
    assert 'href="/privacy"' in client.get("/").text
