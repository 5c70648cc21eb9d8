"""A part of a table at a time, found by the number that its locators give: CSV and TSV by an index, workbooks apart."""

import csv
import io
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import msgspec
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from whereas.kit.apart import ApartError, answering, ask
from whereas.kit.tables import TableError, decode, rows, sheet

# A record in so many has its place noted: a part is found without reading what stands before it.
_STEP = 200
MOST_CELLS = 5_000_000
_HEAD = 65_536

Record = tuple[int, Sequence[str]]  # the number a locator gives it, and its fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table that is read in parts. `total` counts its records, the header among them.

    `marks` are (ordinal, number, character) of every so-manieth record of `text`; a workbook has its `records` instead.
    """

    text: str = ""
    delimiter: str = ","
    total: int = 0
    marks: tuple[tuple[int, int, int], ...] = ()
    records: tuple[Record, ...] = ()

    def part(self, first: int, count: int) -> list[Record]:
        """Records from an ordinal (0 is the header) on."""
        if self.records:
            return list(self.records[first : first + count])
        ordinal, number, at = self.marks[max(0, min(first // _STEP, len(self.marks) - 1))]
        source = _numbered(io.StringIO(self.text[at:], newline=""), self.delimiter, number)
        return [(line, fields) for line, fields, _ in islice(source, first - ordinal, first - ordinal + count)]

    def ordinal(self, number: int) -> int | None:
        """The ordinal of the record that a locator numbers so; None where there is none."""
        if self.records:
            return number - 1 if 0 < number <= len(self.records) else None
        near = max(0, bisect_right([one[1] for one in self.marks], number) - 1)
        start = self.marks[near][0] if self.marks else 0
        for step, (line, _) in enumerate(self.part(start, _STEP)):
            if line == number:
                return start + step
        return None


def csv_table(data: bytes, *, delimiter: str = "") -> Table:
    """A CSV or TSV with the place of its records noted. Raises `TableError` for what is none."""
    text = decode(data, "utf-8-sig", "cp1252")
    chosen = delimiter or _delimiter(text[:_HEAD])
    marks, total = [], 0
    for line, _, at in _numbered(io.StringIO(text, newline=""), chosen, 1):
        if total % _STEP == 0:
            marks.append((total, line, at))
        total += 1
    if not total:
        raise TableError("the table is empty")
    return Table(text=text, delimiter=chosen, total=total, marks=tuple(marks))


def _numbered(file: io.StringIO, delimiter: str, start: int) -> Iterator[tuple[int, list[str], int]]:
    """As `kit.tables.rows`, with the character that each record begins at."""
    at = began = 0

    def lines() -> Iterator[str]:
        nonlocal at
        for line in file:
            at += len(line)
            yield line

    reader = csv.reader(lines(), delimiter=delimiter, strict=True)
    number = start
    try:
        for fields in reader:
            if any(fields):
                yield number, fields, began
            number, began = start + reader.line_num, at
    except csv.Error as error:
        raise TableError(f"line {start + reader.line_num - 1}: {error}") from error


def _delimiter(head: str) -> str:
    """The sign that cuts the first records into the most columns, the same number in each."""

    def columns(sign: str) -> int:
        try:
            widths = [len(fields) for _, fields in islice(rows(head.rpartition("\n")[0] or head, delimiter=sign), 5)]
        except TableError:
            return 1
        return min(widths, default=1)

    return max((",", ";", "\t", "|"), key=columns)


class _Asked(msgspec.Struct, frozen=True):
    data: bytes
    name: str


class Sheet(msgspec.Struct, frozen=True):
    """A sheet of a workbook, the names of all, and its rows as text."""

    name: str
    names: tuple[str, ...]
    rows: list[list[str]]


def workbook(data: bytes, name: str = "") -> Sheet:
    """A sheet of a workbook (the first by default), read in a process apart: its size is what the file says it is.

    Raises `TableError`.
    """
    try:
        return ask("whereas.kit.table_parts", _Asked(data, name), Sheet)
    except ApartError as error:
        raise TableError(str(error)) from None


def table_of(found: Sheet) -> Table:
    """A sheet as a table; its first row is number 1."""
    return Table(total=len(found.rows), records=tuple(enumerate(found.rows, start=1)))


def serve() -> None:
    """The process apart."""
    answering(_Asked, _read)


def _read(asked: _Asked) -> Sheet:
    name, found = sheet(asked.data, asked.name or None)
    if sum(map(len, found)) > MOST_CELLS:
        raise TableError(f"the sheet has more than {MOST_CELLS:,} cells; cut it into parts")
    try:
        names = tuple(CalamineWorkbook.from_filelike(io.BytesIO(asked.data)).sheet_names)
    except (CalamineError, PasswordError) as error:
        raise TableError(f"not a readable workbook: {error}") from error
    return Sheet(name=name, names=names, rows=found)
