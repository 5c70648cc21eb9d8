"""Workbooks (xlsx, xls, ods) as the CSV that is screened: the first sheet, every cell as text."""

import csv
from pathlib import Path

from whereas.core.errors import WhereasError
from whereas.kit.tables import TableError, sheet

LARGEST = 30_000_000
_MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook, by its first bytes and its name."""
    with path.open("rb") as file:
        return file.read(4) in _MAGIC and path.suffix.lower() in _SUFFIXES


def as_csv(path: Path, out: Path) -> str:
    """Write the first sheet of a workbook as CSV; returns the sheet's name. Raises `WhereasError`."""
    if path.stat().st_size > LARGEST:
        raise WhereasError(
            f"the workbook is larger than {LARGEST // 1_000_000} MB", where=path.name, todo="save the sheet as CSV"
        )
    try:
        name, rows = sheet(path.read_bytes())
    except TableError as error:
        raise WhereasError(str(error), where=path.name, todo="open it and save the sheet as CSV in UTF-8") from error
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        raise WhereasError(f"the sheet {name!r} is empty", where=path.name, todo="put the table on the first sheet")
    with out.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(filled)
    return name
