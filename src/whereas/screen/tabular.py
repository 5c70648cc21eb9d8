"""Tables of customers, a batch of rows at a time: CSV, TSV, Parquet and Arrow, every cell as text."""

import codecs
import csv
import importlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Literal, TextIO

from whereas.core.errors import UnsafeFileError, WhereasError

Form = Literal["csv", "parquet", "arrow file", "arrow stream"]

# No customer table needs more; a file that has more is broken, or made to exhaust memory.
MOST_COLUMNS = 4_096
LONGEST_CELL = 1 << 17  # the csv module's own limit, held for the other formats too
LONGEST_RECORD = 1 << 20
# A batch is closed early where its rows are this long together, so that long rows do not fill memory.
LARGEST_BATCH = 1 << 23
_CHUNK = 1 << 20
# Rows of an Arrow batch turned into text at a time: few, because a dictionary may repeat one long text in each.
_SLICE = 500
_ARROW_TODO = "write the table anew with the program it comes from, or give it as CSV"


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which column of a table holds what; the empty string where none does.

    `name` and `address` may be several columns joined with `+`: read them with `cell`.
    """

    name: str
    id: str = ""
    schema: str = ""
    birth_date: str = ""
    country: str = ""
    gender: str = ""
    document: str = ""
    place: str = ""
    position: str = ""
    address: str = ""


_FIELDS = tuple(field.name for field in fields(Columns))
_JOINED = ("name", "address")


def cell(row: Mapping[str, str], column: str) -> str:
    """The text of a row in a column of `Columns`; several columns joined with `+` are joined with a blank."""
    if not column:
        return ""
    if column in row:
        return row[column]
    return " ".join(text for part in column.split("+") if (text := row[part].strip()))


# Heads as `_key` folds them, the surest first.
_WHOLE_NAMES = (
    "fullname customername nameofcustomer clientname nameofclient customerfullname clientfullname accountholdername "
    "accountholder beneficiaryname nameofbeneficiary counterpartyname partyname personname nameofperson fullnames"
).split()
_BODY_NAMES = (
    "companyname organisationname organizationname entityname legalname businessname vesselname corporatename"
).split()
_GIVEN = "firstname givenname givennames forename forenames firstnames".split()
_MIDDLE = "middlename middlenames secondname patronymic".split()
_FAMILY = "lastname familyname surname surnames lastnames familynames".split()
_HEADS = {
    "id": (
        "id customerid clientid custid customerno customernumber clientno clientnumber partyid recordid accountid "
        "accountno accountnumber reference ref"
    ),
    "schema": "schema entitytype partytype",
    "birth_date": "birthdate dateofbirth dob birthday birthdt",
    "country": "nationality nationalities citizenship country countrycode countryofresidence residencecountry",
    "gender": "gender sex",
    "document": (
        "passport passportnumber passportno idnumber idno identitynumber nationalid nationalidnumber documentnumber "
        "documentno document iddocument idcard registrationnumber taxid"
    ),
    "place": "placeofbirth birthplace pob",
    "position": "position occupation jobtitle profession",
    "address": "address fulladdress residentialaddress streetaddress registeredaddress homeaddress postaladdress",
}
_WHOSE = re.compile(r"^(?:customers?|clients?|cust|party|person)(?=.)|(?<=.)of(?:the)?(?:customer|client|person)$")


def guess_columns(heads: Sequence[str]) -> Columns:
    """The columns whose heads say what they hold, where a name is among them.

    Case, blanks, underscores and dots do not count, nor does `customer` before a head. Given and family names in two
    columns are joined. Raises `WhereasError` where no column is certain to hold the name, or several may.
    """
    found: dict[str, str] = {}
    for head in heads:
        found.setdefault(_key(head), head)
    name = _name_column(found, heads)
    own = {_WHOSE.sub("", key): head for key, head in reversed(found.items())} | found
    others = {field: next((own[key] for key in known.split() if key in own), "") for field, known in _HEADS.items()}
    return Columns(name=name, **others)


def parse_columns(text: str, heads: Sequence[str]) -> Columns:
    """The columns a person names as `name=HEAD,birth_date=HEAD`; what is not named is not read.

    `name=GIVEN+FAMILY` joins columns. An item with a comma in it stands in quotation marks: `"name=Surname, Given"`.
    Raises `WhereasError` for an unknown field or head, with the choices there are.
    """
    chosen: dict[str, str] = {}
    for item in _items(text):
        field, equals, head = item.partition("=")
        field = field.strip()
        if not equals or field not in _FIELDS:
            raise WhereasError(
                f"{item.strip()!r} does not name a field and its column",
                where=f"--columns {text}",
                todo=f"write FIELD=HEAD, where FIELD is one of: {', '.join(_FIELDS)}",
            )
        if field in chosen:
            raise WhereasError(f"{field} is named twice", where=f"--columns {text}", todo="name each field once")
        chosen[field] = _column(field, head.strip(), heads, text)
    if "name" not in chosen:
        raise WhereasError(
            "no column is named for the name, and nothing can be screened without",
            where=f"--columns {text}",
            todo=f"add name=HEAD; the heads are: {_shown(heads)}",
        )
    return Columns(**chosen)


def _key(head: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", head).casefold() if char.isalnum())


def _name_column(found: Mapping[str, str], heads: Sequence[str]) -> str:
    """The one head, or heads joined, that can only be the customer's name."""
    whole = [found[key] for key in _WHOLE_NAMES if key in found]
    bodies = [found[key] for key in _BODY_NAMES if key in found]
    given = next((found[key] for key in _GIVEN if key in found), "")
    middle = next((found[key] for key in _MIDDLE if key in found), "")
    family = next((found[key] for key in _FAMILY if key in found), "")
    if not whole and "name" in found and bool(given) == bool(family):
        whole = [found["name"]]  # beside a given name alone, `name` is the family name
    parts = [given, middle, family] if middle else [given, family]
    if not whole and "name" not in found and given and family and not any("+" in part for part in parts):
        whole = ["+".join(parts)]
    several = whole + bodies
    if len(several) == 1:
        return several[0]
    if several:
        what = f"several columns may hold the name: {_shown(several)}"
        todo = "name one with --columns name=HEAD,birth_date=HEAD, or several as name=HEAD+HEAD"
    else:
        what = "no column is certain to hold the name"
        todo = "name it with --columns name=HEAD,birth_date=HEAD; separate columns as name=GIVEN+FAMILY"
    raise WhereasError(what, where=f"the heads are: {_shown(heads)}", todo=todo)


def _items(text: str) -> list[str]:
    try:
        return next(csv.reader([text], strict=True, skipinitialspace=True), [])
    except csv.Error as error:
        raise WhereasError(
            f"the option cannot be read: {error}",
            where=f"--columns {text}",
            todo="write FIELD=HEAD,FIELD=HEAD, an item with a comma in quotation marks",
        ) from error


def _column(field: str, wanted: str, heads: Sequence[str], text: str) -> str:
    if (head := _head(wanted, heads)) is not None:
        return head
    parts = [_head(part.strip(), heads) for part in wanted.split("+")]
    joined = [part for part in parts if part is not None]
    if len(parts) > 1 and len(joined) == len(parts) and field in _JOINED:
        if any("+" in part for part in joined):
            raise WhereasError(
                "a column with + in its head cannot be joined with another",
                where=f"--columns {text}",
                todo="rename the column in the file",
            )
        return "+".join(joined)
    if len(parts) > 1 and len(joined) == len(parts):
        raise WhereasError(
            f"{field} cannot be joined from several columns",
            where=f"--columns {text}",
            todo=f"name one column; only {' and '.join(_JOINED)} may be joined with +",
        )
    raise WhereasError(
        f"the table has no one column {wanted!r}",
        where=f"--columns {text}",
        todo=f"choose from its heads: {_shown(heads)}",
    )


def _head(wanted: str, heads: Sequence[str]) -> str | None:
    """The head as written, else the only one that differs in case, blanks and marks alone."""
    if wanted in heads:
        return wanted
    alike = [head for head in heads if _key(wanted) and _key(head) == _key(wanted)]
    return alike[0] if len(alike) == 1 else None


def _shown(heads: Sequence[str]) -> str:
    listed = ", ".join(repr(head[:80]) for head in heads[:40])
    return (listed or "none") + (f" and {len(heads) - 40:,} more" if len(heads) > 40 else "")


class Batch(list[dict[str, str]]):
    """Rows that follow one another, each its cells by head.

    `first` is the number of the first row, counted from 1 under the heads; empty lines are not rows. `odd` says, by
    row number, what is wrong with the shape of a row.
    """

    __slots__ = ("first", "odd")

    def __init__(
        self, rows: Iterable[dict[str, str]] = (), *, first: int = 1, odd: Mapping[int, str] | None = None
    ) -> None:
        super().__init__(rows)
        self.first = first
        self.odd = dict(odd or {})

    def numbered(self) -> Iterator[tuple[int, dict[str, str], str]]:
        """Each row as (its number, its cells, what is odd about it or the empty string)."""
        for number, row in enumerate(self, self.first):
            yield number, row, self.odd.get(number, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table on disk. Iterating gives its `Batch`es from the start, each time anew; no more than two are in memory.

    `encoding` and `delimiter` are of a CSV; `sep_line` tells that its first line only names the delimiter.
    """

    path: Path
    form: Form
    heads: tuple[str, ...]
    batch: int
    encoding: str = ""
    delimiter: str = ""
    sep_line: bool = False

    def __iter__(self) -> Iterator[Batch]:
        rows = _csv_rows(self) if self.form == "csv" else _arrow_rows(self)
        return _batches(rows, self.batch)


def read_rows(path: Path, *, batch: int = 5_000) -> Table:
    """The table in a file, in batches of at most `batch` rows; its content tells its format, then its suffix.

    Text is read through once here, so that a wrong byte is found before anything is screened. Raises `WhereasError`,
    here or while iterating, where the file is no table, is broken, or holds what no table needs.
    """
    if batch < 1:
        raise ValueError("a batch needs a row")
    try:
        with path.open("rb") as file:
            if not path.is_file():
                raise WhereasError("this is not a plain file", where=str(path), todo="save the table to a file first")
            form = _form(path, file)
    except OSError as error:
        raise WhereasError(
            f"the table cannot be read: {error.strerror}", where=str(path), todo="check the path and its permissions"
        ) from error
    if form == "csv":
        return _csv_table(path, batch)
    with _arrow_trouble(path, lambda: "at its start or end"), _arrow_batches(path, form, batch) as (heads, _):
        return Table(path=path, form=form, heads=_unique(heads, path), batch=batch)


_OTHERS = (
    (b"PK\x03\x04", "a workbook or a zip archive", "save the sheet as CSV in UTF-8"),
    (b"\xd0\xcf\x11\xe0", "an old workbook", "save the sheet as CSV in UTF-8"),
    (b"\x1f\x8b", "compressed with gzip", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed with Zstandard", "unpack it first"),
    (b"BZh", "compressed with bzip2", "unpack it first"),
    (b"%PDF", "a PDF", "give the table as CSV or Parquet"),
    (b"PARE", "an encrypted Parquet file", "give it without encryption"),
    (b"FEA1", "a Feather file of the first version", "write it anew as Arrow or Parquet"),
)


def _form(path: Path, file: BinaryIO) -> Form:
    start = file.read(8)
    if not start:
        raise WhereasError("the file is empty", where=str(path), todo="name a file with a row of heads")
    for magic, what, todo in _OTHERS:
        if start.startswith(magic):
            raise WhereasError(f"the file is {what}, which is not read", where=str(path), todo=todo)
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith(b"ARROW1"):
        return "arrow file"
    if start.startswith(b"\xff\xff\xff\xff"):
        return "arrow stream"
    by_suffix: dict[str, Form] = {".parquet": "parquet", ".arrow": "arrow file", ".feather": "arrow file"}
    by_suffix |= {".arrows": "arrow stream", ".ipc": "arrow stream"}
    return by_suffix.get(path.suffix.lower(), "csv")


def _unique(heads: Sequence[str], path: Path) -> tuple[str, ...]:
    """The heads with blanks around them gone, an empty one numbered, and a second of one name told apart."""
    if len(heads) > MOST_COLUMNS:
        raise UnsafeFileError(
            f"the table has {len(heads):,} columns, more than {MOST_COLUMNS:,}",
            where=str(path),
            todo="check the delimiter; give a table with only the columns that are screened",
        )
    found: dict[str, None] = {}
    for number, head in enumerate(heads, 1):
        plain = head.strip() or f"column {number}"
        name, again = plain, 1
        while name in found:
            again += 1
            name = f"{plain} ({again})"
        found[name] = None
    return tuple(found)


_Weighed = tuple[dict[str, str], str, int]  # cells, what is odd, how long


def _batches(rows: Iterator[_Weighed], most: int) -> Iterator[Batch]:
    first = 1
    batch, weight = Batch(first=first), 0
    for cells, odd, size in rows:
        if odd:
            batch.odd[first + len(batch)] = odd
        batch.append(cells)
        weight += size
        if len(batch) >= most or weight >= LARGEST_BATCH:
            yield batch
            first += len(batch)
            batch, weight = Batch(first=first), 0
    if batch:
        yield batch


# --- CSV ---


def _csv_table(path: Path, batch: int) -> Table:
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        sample = file.read(1 << 16)
        whole = not file.read(1)
    said = re.match(r"sep=(.)\r?\n", sample, re.IGNORECASE)
    delimiter = said[1] if said else _delimiter(sample, whole=whole, tabs=path.suffix.lower() in (".tsv", ".tab"))
    table = Table(
        path=path, form="csv", heads=(), batch=batch, encoding=encoding, delimiter=delimiter, sep_line=bool(said)
    )
    with path.open(encoding=encoding, newline="") as file:
        _, heads, _ = next(_records(table, file), (0, [], 0))
    if not any(head.strip() for head in heads):
        raise WhereasError("the table has no row of heads", where=str(path), todo="put the heads in its first line")
    return Table(
        path=path,
        form="csv",
        heads=_unique(heads, path),
        batch=batch,
        encoding=encoding,
        delimiter=delimiter,
        sep_line=bool(said),
    )


def _encoding(path: Path) -> str:
    """The encoding that the whole file is in, read through once or twice.

    Bytes that are no UTF-8 make it Windows-1252, unless most of what is not ASCII is good UTF-8: then it is UTF-8 with
    damage, and reading it as anything else would spoil every other name.
    """
    with path.open("rb") as file:
        start = file.read(3)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        fault = _fault(path, "utf-16")
        if fault is None:
            return "utf-16"
        raise _wrong_byte(path, fault, "UTF-16", "save it anew as CSV in UTF-8")
    marked = start.startswith(codecs.BOM_UTF8)
    fault = _fault(path, "utf-8")
    if fault is None:
        return "utf-8-sig" if marked else "utf-8"
    if fault.why == "NUL":
        raise _wrong_byte(path, fault, "text", "give a CSV in UTF-8, or a Parquet or Arrow file")
    if marked or _mostly_utf8(path):
        raise _wrong_byte(path, fault, "UTF-8, as the text around it is", "save it anew as CSV in UTF-8")
    fault = _fault(path, "cp1252")
    if fault is None:
        return "cp1252"
    raise _wrong_byte(path, fault, "UTF-8 nor Windows-1252", "save it anew as CSV in UTF-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fault:
    """The first byte that is not in an encoding: its place counted from 0, its line from 1."""

    byte: int
    line: int
    why: str


def _fault(path: Path, encoding: str) -> _Fault | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    place, line = 0, 1
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            held = len(decoder.getstate()[0])  # the start of a character whose end is in this chunk
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                before = chunk[: max(0, error.start - held)]
                return _Fault(byte=place - held + error.start, line=line + before.count(b"\n"), why=error.reason)
            if "\0" in text:
                before = chunk[: chunk.find(b"\0")]
                return _Fault(byte=place + len(before), line=line + before.count(b"\n"), why="NUL")
            if not chunk:
                return None
            place += len(chunk)
            line += text.count("\n")


def _wrong_byte(path: Path, fault: _Fault, what: str, todo: str) -> WhereasError:
    return WhereasError(
        f"byte {fault.byte:,} is not {what}: {fault.why}", where=f"{path}, line {fault.line:,}", todo=todo
    )


def _mostly_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    good = bad = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            text = decoder.decode(chunk)
            wrong = text.count("\ufffd")
            bad += wrong
            good += len(text) - len(text.encode("ascii", "ignore")) - wrong
    return good > bad


def _delimiter(sample: str, *, whole: bool, tabs: bool) -> str:
    """The delimiter that cuts most of the first records into as many cells as the heads; the rarer one where two do."""
    best, chosen = (0.0, 0), "\t" if tabs else ","
    for delimiter in "\t|;,":
        try:
            records = [row for row in islice(csv.reader(_lines_of(sample), delimiter=delimiter), 200) if row]
        except csv.Error:
            continue
        if not whole and len(records) > 1:
            records.pop()  # the sample may end within it
        width = len(records[0]) if records else 0
        if width < 2:
            continue
        alike = sum(len(row) == width for row in records) / len(records)
        if (alike, width) > best:
            best, chosen = (alike, width), delimiter
    return chosen


def _lines_of(text: str) -> list[str]:
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)  # str.splitlines also cuts at marks that end no line


class _Lines:
    """The lines of a text, refused where those of one record are longer than a record may be."""

    def __init__(self, file: TextIO, path: Path) -> None:
        self._file, self._path = file, path
        self.weight = 0  # of the lines since it was last set to 0
        self.number = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._file.readline(LONGEST_RECORD + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self.weight += len(line)
        if self.weight > LONGEST_RECORD:
            raise UnsafeFileError(
                f"one row is longer than {LONGEST_RECORD:,} characters",
                where=f"{self._path}, line {self.number:,}",
                todo="look there for a quotation mark that is never closed, or for lines that have no end",
            )
        return line


def _records(table: Table, file: TextIO) -> Iterator[tuple[int, list[str], int]]:
    """The records as (line each starts on, cells, length); empty lines are left out."""
    lines = _Lines(file, table.path)
    if table.sep_line:
        next(lines)
    reader = csv.reader(lines, delimiter=table.delimiter, strict=True)
    count = -1  # the heads are row 0
    while True:
        start, lines.weight = lines.number + 1, 0
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise WhereasError(
                f"row {count + 1:,} is broken: {error}",
                where=f"{table.path}, lines {start:,} to {lines.number:,}",
                todo="look there for a quotation mark that is not doubled or never closed",
            ) from error
        if cells:
            count += 1
            yield start, cells, lines.weight


def _csv_rows(table: Table) -> Iterator[_Weighed]:
    heads, width = table.heads, len(table.heads)
    with table.path.open(encoding=table.encoding, newline="") as file:
        records = _records(table, file)
        next(records, None)
        for line, cells, weight in records:
            odd = _odd(line, cells, width) if len(cells) != width else ""
            cells.extend([""] * (width - len(cells)))
            yield dict(zip(heads, cells, strict=False)), odd, weight + width


def _odd(line: int, cells: Sequence[str], width: int) -> str:
    if len(cells) < width:
        return f"line {line:,} has {len(cells)} cells where the heads are {width}; the last ones are taken as empty"
    surplus = cells[width:]
    if not any(surplus):  # a delimiter too many at the end: nothing is lost
        return ""
    shown = ", ".join(repr(text[:80]) for text in surplus[:5])
    return f"line {line:,} has {len(cells)} cells where the heads are {width}; not read: {shown}"


# --- Parquet and Arrow ---


def library(name: str) -> Any:
    """A module of pyarrow, which only tables in its formats need. Raises `WhereasError` where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise WhereasError(
            "Parquet and Arrow files need the package pyarrow, which is not installed",
            todo="run `pip install pyarrow`, or use CSV",
        ) from error


@contextmanager
def _arrow_trouble(path: Path, place: Callable[[], str]) -> Iterator[None]:
    """What the library raises on broken files becomes an error that says where; `place` tells how far it was read."""
    arrow = library("pyarrow")
    try:
        yield
    except (arrow.ArrowException, OSError, ValueError, OverflowError, MemoryError, KeyError) as error:
        said = " ".join(str(error).split())[:300]
        raise WhereasError(f"the file is broken {place()}: {said}", where=str(path), todo=_ARROW_TODO) from error


@contextmanager
def _arrow_batches(path: Path, form: Form, batch: int) -> Iterator[tuple[list[str], Iterator[Any]]]:
    """The heads of a Parquet or Arrow file, and its record batches as the library gives them, none read ahead."""
    arrow = library("pyarrow")
    if form == "parquet":
        parquet = library("pyarrow.parquet")
        with parquet.ParquetFile(path, pre_buffer=False, buffer_size=_CHUNK) as table:
            yield table.schema_arrow.names, table.iter_batches(batch_size=batch, use_threads=False)
        return
    ipc = library("pyarrow.ipc")
    # Mapped, so that a file that is one huge uncompressed batch need not fit into memory.
    with arrow.memory_map(str(path)) as source:
        if form == "arrow file":
            with ipc.open_file(source) as table:
                yield table.schema.names, (table.get_batch(number) for number in range(table.num_record_batches))
        else:
            with ipc.open_stream(source) as table:
                yield table.schema.names, _to_the_end(table, source)


def _to_the_end(reader: Any, source: Any) -> Iterator[Any]:
    """A stream's batches; a stream cut between two of them would otherwise pass for a shorter one."""
    yield from reader
    size = source.size()
    if source.tell() != size:
        raise ValueError(f"bytes stand behind its end, from byte {source.tell():,} on")
    source.seek(max(0, size - 8))
    if source.read() != b"\xff\xff\xff\xff\0\0\0\0":
        raise ValueError(f"it has no end mark at byte {size:,}, so rows may be missing")


def _arrow_rows(table: Table) -> Iterator[_Weighed]:
    done = 0
    place = lambda: f"after row {done:,}"  # noqa: E731 -- read when trouble comes
    with _arrow_trouble(table.path, place), _arrow_batches(table.path, table.form, table.batch) as (_, batches):
        for batch in batches:
            batch.validate(full=True)  # else offsets that lead out of a buffer would be followed
            for start in range(0, batch.num_rows, _SLICE):
                piece = batch.slice(start, _SLICE)
                columns = [texts_of(column, head, table, done) for head, column in zip(table.heads, piece, strict=True)]
                for cells in zip(*columns, strict=True):
                    yield dict(zip(table.heads, cells, strict=True)), "", sum(map(len, cells)) + len(cells)
                    done += 1


_INSTANT = re.compile(r"(-?\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d{4})?")


def texts_of(column: Any, head: str, table: Table, before: int) -> list[str]:
    """A column's cells as text, each held to the longest a cell may be; `before` counts the rows before it."""
    types = library("pyarrow.types")
    if types.is_dictionary(column.type):
        kind = column.type.value_type
        if types.is_string(kind) or types.is_large_string(kind) or types.is_binary(kind) or types.is_large_binary(kind):
            compute = library("pyarrow.compute")
            if (compute.max(compute.binary_length(column.dictionary)).as_py() or 0) > 4 * LONGEST_CELL:
                raise _too_long(table, head, before + 1)  # before it is repeated in every row
        column = column.dictionary_decode()
    if hasattr(column, "storage"):  # a type of someone's own over a plain one
        column = column.storage
    if types.is_timestamp(column.type):
        texts = [_instant(text) for text in column.cast("string").to_pylist()]
    elif types.is_date(column.type) or types.is_time(column.type):
        texts = [text or "" for text in column.cast("string").to_pylist()]
    else:
        texts = [_as_text(value) for value in column.to_pylist()]
    if max(map(len, texts), default=0) > LONGEST_CELL:
        raise _too_long(table, head, before + 1 + next(n for n, text in enumerate(texts) if len(text) > LONGEST_CELL))
    return texts


def _too_long(table: Table, head: str, number: int) -> UnsafeFileError:
    return UnsafeFileError(
        f"a cell is longer than {LONGEST_CELL:,} characters",
        where=f"{table.path}, column {head!r}, row {number:,} or later",
        todo="leave the column out of the table",
    )


def _instant(text: str | None) -> str:
    """A date where the time is midnight, which is how many tables hold dates; else date and time."""
    found = _INSTANT.fullmatch(text or "")
    if found is None:
        return text or ""
    day, clock, fraction, zone = found[1], found[2], (found[3] or "").rstrip("0"), found[4] or ""
    if clock == "00:00:00" and not fraction:
        return day
    return f"{day}T{clock}" + (f".{fraction}" if fraction else "") + zone


def _as_text(value: object) -> str:  # noqa: PLR0911 -- one line for each kind of value
    if value is None or value != value:  # noqa: PLR0124 -- not-a-number is how some tables write "nothing"
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a number column with gaps in it is often stored as fractions
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, date | time):
        midnight = isinstance(value, datetime) and value.time() == time.min
        return value.date().isoformat() if isinstance(value, datetime) and midnight else value.isoformat()
    if isinstance(value, list) and not any(isinstance(one, list | dict | tuple) for one in value):
        return "; ".join(text for one in value if (text := _as_text(one)))
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=_as_text)
    return str(value)
