"""Tables for spreadsheets: CSV whose cells are shown and never run. Source: OWASP, CSV Injection."""

import csv
import io
from collections.abc import Iterable

Cell = str | int | float | None
# Byte order mark: without it spreadsheets take UTF-8 for something else.
MARK = b"\xef\xbb\xbf"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guarded(cell: Cell) -> str:
    """A cell's text; text that a spreadsheet would run as a formula gets an apostrophe before it."""
    text = "" if cell is None else str(cell)
    return "'" + text if isinstance(cell, str) and text.startswith(_FORMULA) else text


def csv_rows(rows: Iterable[Iterable[Cell]]) -> bytes:
    """Rows of a CSV (RFC 4180) in UTF-8, every cell guarded, without a mark."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode()
