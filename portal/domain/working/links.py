"""Links to work: what is one, and when two of them lead to the same place."""

import hashlib
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from portal.domain.refusal import Refused

LONGEST = 2000
LONGEST_KEY = 500
PORTS = {"http": 80, "https": 443}
# What is put in front of a site's name for phones, or out of habit.
DOORS = ("www.", "m.", "mobile.", "amp.")
TRACKING = re.compile(
    r"utm_\w+|hsa_\w+|pk_\w+|mtm_\w+|fbclid|gclid|gclsrc|[gw]braid|dclid|msclkid|twclid|ttclid|li_fat_id|yclid|igshid?"
    r"|mc_[ce]id|_hsenc|_hsmi|mkt_tok|vero_id|wickedid|s_cid|ref_src|ref_url|si|feature|share_id",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_PLAIN = re.compile(r"[\w.~-]", re.ASCII)


def key(link: str) -> str:
    """Return what two links have in common that lead to the same place; nothing for no link.

    Raises `Refused` for anything but the http or https address of a page.
    """
    if not link:
        return ""
    try:
        parts = urlsplit(link)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Refused("This is not the whole address of a page; copy it from the browser.", "link") from None
    if parts.scheme not in PORTS:
        raise Refused("Start the link with https://, as in https://example.org/a-piece", "link")
    if "." not in host.strip(".") or parts.username is not None or re.search(r"\s", link):
        raise Refused("This is not the whole address of a page; copy it from the browser.", "link")
    if len(link) > LONGEST:
        raise Refused("Keep the link to %(most)s characters.", "link", most=LONGEST)
    plain = _host(host) + (f":{port}" if port not in {None, PORTS[parts.scheme]} else "")
    plain += _ESCAPE.sub(_shortest, parts.path).rstrip("/") + _query(parts.query)
    return plain if len(plain.encode()) <= LONGEST_KEY else hashlib.sha256(plain.encode()).hexdigest()


def _host(host: str) -> str:
    """A host without its doors, in the letters that the network uses."""
    host = host.rstrip(".")
    while (door := next((each for each in DOORS if host.startswith(each)), None)) and host.count(".") > 1:
        host = host.removeprefix(door)
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def _query(query: str) -> str:
    kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if not TRACKING.fullmatch(pair[0])]
    return f"?{urlencode(sorted(kept))}" if kept else ""


def _shortest(escape: re.Match[str]) -> str:
    """An escape as every browser writes it: as the sign itself where that needs none."""
    sign = chr(int(escape[0][1:], 16))
    return sign if _PLAIN.match(sign) else escape[0].upper()
