"""Sentences that are marked for translation where they stand, and translated where they are shown."""


def N_(message: str) -> str:
    """Return `message` as it is."""
    return message
