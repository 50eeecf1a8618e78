"""Links that open something for whoever has them: what others may see of a letter."""

import re

# A token of ours is 43 signs; anything as long as a good password counts as one.
_TOKEN = re.compile(r"(https?://[^\s\"'<>()]*?[/=])[A-Za-z0-9_~.-]{20,}")


def masked(text: str) -> str:
    """Return `text` with the tokens in its links taken out."""
    while (shorter := _TOKEN.sub(r"\1…", text)) != text:
        text = shorter
    return text
