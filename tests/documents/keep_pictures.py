"""Keep the pictures of documents anew: `python -m tests.documents.keep_pictures [KIND…]`."""

import sys

from portal.outside.pdf import Press
from tests.documents.every import EVERY
from tests.documents.pictures import SHARE, contact_sheet, difference, keep, kept
from tests.documents.test_every import made
from tests.documents.test_pictures import LOOKS


def main(kinds: list[str]) -> None:
    """Keep each picture that differs from the kept one, and say which."""
    with Press(seconds=120) as press:
        for kind in kinds or EVERY:
            for length, brand in LOOKS:
                name = f"{kind}-{length}-{brand[1:]}"
                drawn, known = contact_sheet(made(press, kind, length, brand=brand).pdf), kept(name)
                if known is None or difference(known, drawn)[0] > SHARE:
                    keep(name, drawn)
                    print(name)


if __name__ == "__main__":
    main(sys.argv[1:])
