"""The US Consolidated Screening List as the International Trade Administration publishes it: CSV, CSV in gzip, JSON.

Columns and fields: https://developer.trade.gov, Consolidated Screening List API v1.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from whereas.core.errors import StructureError
from whereas.kit import packed, tables
from whereas.sources.contract import tidy

COLUMNS = (
    "source", "entity_number", "type", "programs", "name", "title", "addresses", "federal_register_notice",
    "start_date", "end_date", "standard_order", "license_requirement", "license_policy", "call_sign", "vessel_type",
    "gross_tonnage",
    "gross_registered_tonnage", "vessel_flag", "vessel_owner", "remarks", "source_list_url", "alt_names",
    "citizenships", "dates_of_birth", "nationalities",
    "places_of_birth", "source_information_url", "ids",
)  # fmt: skip
_LISTS = ("programs", "addresses", "alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth")
_TODO = "check that the file is the publisher's whole consolidated list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """An entry of `ids`: `dates` as (expires, issued), each ISO or empty; `undated` a date that may be either."""

    kind: str
    number: str
    text: str
    country: str = ""
    expires: str = ""
    issued: str = ""
    undated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry: single values, lists of values, papers, and the fields nobody knows; `at` gives a field's locator."""

    key: str
    one: Mapping[str, str]
    many: Mapping[str, tuple[str, ...]]
    papers: tuple[Paper, ...]
    rest: Mapping[str, str]
    place: str

    def at(self, column: str) -> str:
        """The locator of a field."""
        return f"{self.place}/{column}" if self.place.startswith("json:") else f"{self.place}#{column}"


def rows(data: bytes) -> Iterator[Row]:
    """Every entry in order; raises `StructureError` for anything that is not the list in one of its shapes."""
    try:
        content = packed.gunzip(data) if data.startswith(b"\x1f\x8b") else data
        text = tables.decode(content, "utf-8-sig")
        yield from _from_json(text) if text.lstrip()[:1] in ("{", "[") else _from_table(text)
    except (packed.PackedError, tables.TableError, json.JSONDecodeError) as error:
        raise StructureError(str(error), where="consolidated screening list", todo=_TODO) from error


def _from_table(text: str) -> Iterator[Row]:
    required = ("source", "entity_number", "type", "programs", "name", "addresses", "alt_names", "ids")
    for line, cells in tables.records(text, required=required):
        key = cells.pop("_id", "") or cells.pop("id", "")
        if not key:
            raise StructureError("an entry without _id", where=f"row:{line}", todo=_TODO)
        many = {name: _cut(cells.pop(name, "")) for name in _LISTS}
        papers = tuple(map(_paper, _cut(cells.pop("ids"))))
        one = {name: cells.pop(name, "") for name in COLUMNS if name not in (*_LISTS, "ids")}
        yield Row(key=key, one=one, many=many, papers=papers, rest=cells, place=f"row:{line}")


def _cut(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, map(tidy, cell.split("; "))))


def _paper(text: str) -> Paper:
    """`CN, 2030-01-31, 2020-02-01, A123, Passport`: country, expiry, issue, number, type; the first three may lack."""
    value, _, kind = text.rpartition(", ")
    parts = value.split(", ")
    country = (
        parts.pop(0) if len(parts) > 1 and len(parts[0]) == 2 and parts[0].isalpha() and parts[0].isupper() else ""
    )
    dates: list[str] = []
    while len(parts) > 1 and len(dates) < 2 and _is_day(parts[0]):
        dates.append(parts.pop(0))
    expires, issued = dates if len(dates) == 2 else ("", "")
    return Paper(kind=kind, number=", ".join(parts), text=text, country=country, expires=expires, issued=issued,
                 undated=dates[0] if len(dates) == 1 else "")  # fmt: skip


def _is_day(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdigit()


def _from_json(text: str) -> Iterator[Row]:
    found = json.loads(text)
    results = found.get("results") if isinstance(found, dict) else found
    if not isinstance(results, list):
        raise StructureError("no list of results", where="json:/results", todo=_TODO)
    base = "json:/results" if isinstance(found, dict) else "json:"
    for number, result in enumerate(results):
        place = f"{base}/{number}"
        if not isinstance(result, dict) or not result.get("id"):
            raise StructureError("an entry without id", where=place, todo=_TODO)
        yield _from_result(dict(result), place)


def _from_result(result: dict[str, object], place: str) -> Row:
    key = str(result.pop("id"))
    addresses = tuple(map(_address, _items(result.pop("addresses", None))))
    papers = tuple(map(_paper_of, _items(result.pop("ids", None))))
    many = {name: _texts(result.pop(name, None)) for name in _LISTS if name != "addresses"} | {
        "addresses": tuple(filter(None, addresses))
    }
    one = {name: _text(result.pop(name, None)) for name in COLUMNS if name not in (*_LISTS, "ids")}
    rest = {name: _text(value) for name, value in result.items()}
    return Row(key=key, one=one, many=many, papers=papers, rest=rest, place=place)


def _text(value: object) -> str:
    if value is None or value in ([], {}):
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _texts(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [] if value is None else [value]
    return tuple(filter(None, map(tidy, map(_text, items))))


def _items(value: object) -> list[dict[str, object]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _address(item: dict[str, object]) -> str:
    order = ("address", "city", "state", "postal_code", "country")
    return ", ".join(filter(None, (tidy(_text(item.get(name))) for name in order)))


def _paper_of(item: dict[str, object]) -> Paper:
    kind, number = _text(item.get("type")), _text(item.get("number"))
    return Paper(
        kind=kind, number=number, text=", ".join(filter(None, (number, kind))), country=_text(item.get("country")),
        expires=_text(item.get("expiration_date")), issued=_text(item.get("issue_date")),
    )  # fmt: skip
