"""How many lines words take in a square of a given width, estimated so that they rather take fewer."""

import unicodedata

NARROW, SLIM, BROAD = "'’.,:;!|ijlI() ·-", "ftrsz/–", "mwMWOQGC@%&…—"
AVERAGE = 0.57


def width(letter: str) -> float:
    """Return about how wide a letter of our text face is, in em (measured on Hanken Grotesk, semi-bold)."""
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in NARROW:
        return 0.29
    if letter in SLIM:
        return 0.43
    if letter in BROAD:
        return 0.83
    return 0.65 if letter.isupper() else AVERAGE


def lines(text: str, across: float) -> list[str]:
    """Return a text in lines at most `across` em wide; a word that is longer than a line is broken."""
    found: list[str] = []
    line, used = "", 0.0
    for word in text.split():
        wide = sum(map(width, word))
        if line and used + width(" ") + wide > across:
            found.append(line)
            line, used = "", 0.0
        for letter in f" {word}" if line else word:
            if used + width(letter) > across and line:
                found.append(line)
                line, used = "", 0.0
            line, used = line + letter, used + width(letter)
    return [*found, line] if line else found
