"""Rows of CSV, TSV and workbooks as text, each with its number as a person would count it."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from whereas.kit.packed import PackedError, unzip


class TableError(ValueError):
    """The bytes are not the table they should be: wrong encoding, missing columns, ragged rows."""


def decode(data: bytes, *encodings: str) -> str:
    """The text in the first encoding that fits. Raises `TableError` if none does or NUL bytes show it is no text."""
    if b"\0" in data[:4096] and not any(name.startswith("utf-16") for name in encodings):
        raise TableError("the file holds NUL bytes: it is not text in the encoding the publisher documents")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            failure = f"byte {error.start} ({data[error.start : error.start + 1]!r}) is not {encoding}"
    raise TableError(f"wrong encoding: {failure}")


def rows(text: str, *, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """The records as (number of the line each starts on, fields); blank records are left out."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for fields in reader:
            if any(fields):
                yield start, fields
            start = reader.line_num + 1
    except csv.Error as error:
        raise TableError(f"line {reader.line_num}: {error}") from error


def records(text: str, *, required: tuple[str, ...], delimiter: str = ",") -> Iterator[tuple[int, dict[str, str]]]:
    """Rows under a header as (line number, fields by column).

    Raises `TableError` where a required column is missing, two columns share a name, or a row has another number of
    fields than the header.
    """
    lines = rows(text, delimiter=delimiter)
    _, header = next(lines, (0, []))
    header = [name.lstrip("\ufeff").strip() for name in header]
    if missing := [name for name in required if name not in header]:
        raise TableError(f"columns missing: {', '.join(missing)}; found: {', '.join(header) or 'nothing'}")
    if twice := sorted({name for name in header if header.count(name) > 1}):
        raise TableError(f"two columns of one name: {', '.join(map(repr, twice))}")
    for number, fields in lines:
        if len(fields) != len(header):
            raise TableError(f"line {number}: {len(fields)} fields where the header has {len(header)}")
        yield number, dict(zip(header, fields, strict=True))


def sheet(data: bytes, name: str | None = None) -> tuple[str, list[list[str]]]:
    """A sheet of an xlsx, xls or ods workbook (the first by default) as (its name, rows of text).

    Whole numbers lose their `.0`; dates become ISO dates; empty cells are empty text. The first row of the sheet is
    row 1. Raises `TableError` for anything that is not a readable workbook, zip bombs included.
    """
    try:
        if zipfile.is_zipfile(io.BytesIO(data)):
            unzip(data)  # a workbook is an archive: hold it to the archive's caps before anything parses it
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        chosen = book.sheet_names[0] if name is None else name
        cells = book.get_sheet_by_name(chosen).to_python(skip_empty_area=False)
    except (CalamineError, PasswordError, PackedError, IndexError, OSError, ValueError) as error:
        raise TableError(f"not a readable workbook: {error}") from error
    return chosen, [[_as_text(cell) for cell in row] for row in cells]


def _as_text(cell: object) -> str:
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)
