"""Whole numbers that come from outside, in addresses and forms: none is larger than a database can count."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1


class Whole(IntegerConverter):
    """The number of a row in an address; a larger one names nothing, and is not found."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST)


def whole(text: str) -> int:
    """Return the number that `text` says; raises `ValueError` for anything else, and for too large a one."""
    if not text.isdecimal() or len(text) > len(str(LARGEST)) or int(text) > LARGEST:
        raise ValueError("not a number of ours")
    return int(text)


def wrap(app: Flask) -> None:
    """Let no address of `app` hold a larger number."""
    app.url_map.converters = {**app.url_map.converters, "int": Whole}
