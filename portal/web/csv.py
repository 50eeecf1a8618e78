"""Lists as CSV that a spreadsheet opens safely."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask.typing import ResponseReturnValue

from portal.web.pages import file_answer

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: object) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP, CSV injection); a number stays one."""
    if isinstance(cell, int):
        return str(cell)
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_answer(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> ResponseReturnValue:
    """Return rows as a CSV download in UTF-8, with the mark by which spreadsheets know it."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow([harmless(cell) for cell in header])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return file_answer(
        b"\xef\xbb\xbf" + sheet.getvalue().encode(), media_type="text/csv; charset=utf-8", name=name
    )
