"""Addresses of lists that nobody was led to, but that must be answered."""

MADE_UP = (
    "kind=zzz",
    "state=zzz",
    "reward=9999999999999999999",
    "reward=-1",
    "q=R-999999999",
    "q=%00%25_'",
    "sort=zzz&page=99999999999",
    "page=-1",
)
