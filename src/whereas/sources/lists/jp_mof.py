"""Persons and bodies under asset freeze of Japan's Ministry of Finance: its workbook, and a table keyed from it."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from whereas.core.errors import StructureError
from whereas.core.exhibit import Exhibit
from whereas.core.issue import IssueKind
from whereas.core.marking import Marking
from whereas.core.measure import Measure
from whereas.core.schema import properties
from whereas.core.source import Bounds, Source
from whereas.kit.dates import read_date, read_dates
from whereas.kit.scripts import script_of
from whereas.kit.tables import TableError, decode, records, sheet
from whereas.sources.contract import Entry, Feed, Found, Unread, derived_id, tidy

SOURCE = Source(
    key="jp_mof",
    title="Japan, targets of economic sanctions (asset freeze)",
    publisher="Ministry of Finance, Japan",
    authority="JP",
    homepage="https://www.mof.go.jp/policy/international_policy/gaitame_kawase/gaitame/economic_sanctions/list.html",
    licence="Government of Japan Standard Terms of Use 2.0, compatible with CC BY 4.0",
    folder="jp",
    marking=Marking(terms=frozenset({"attribution"}), personal_data=True),
    notes="The workbook is read by its Japanese column heads; it was not at hand whole, so this follows the ministry's "
    "published layout and its fixture is ours. The sample is 69 rows keyed by hand from the list of 2026-08-28.",
)
FEEDS = (
    Feed(
        key="sample",
        patterns=(r"mof_dprk_sample.*\.tsv",),
        bounds=Bounds(least={"Person": 20}),
        partial="69 rows on North Korea, keyed by hand from a longer list",
    ),
    Feed(
        key="workbook",
        patterns=(r"shisantouketsu.*\.xlsx?",),
        url="https://www.mof.go.jp/policy/international_policy/gaitame_kawase/gaitame/economic_sanctions/shisantouketsu.xlsx",
        bounds=Bounds(least={"Thing": 300}),
    ),
)
_ORDER = "Foreign Exchange and Foreign Trade Act (Japan), asset freeze by public notice"
# The ministry's column heads, and what each says.
_HEADS = {
    "番号": "number", "告示番号": "number", "公示日付": "notice", "告示日付": "notice", "日本語表記": "japanese",
    "英語表記": "latin", "別称": "alias", "別名": "alias", "旧称": "former", "旧名": "former", "生年月日": "born",
    "出生地": "birthplace", "役職": "position", "称号": "title", "旅券番号": "passport", "身分証番号": "id",
    "国籍": "nationality", "住所": "address", "住所・所在地": "address", "所在地": "address",
    "その他の情報": "notes", "その他": "notes",
}  # fmt: skip


def parse(exhibit: Exhibit, data: bytes) -> Iterator[Found]:
    """Every entry with its listing; raises `StructureError` for a file of another shape."""
    found: list[Found] = []
    unread = Unread()
    try:
        if exhibit.feed == "sample":
            _sample(data, found, unread)
        else:
            _workbook(data, found, unread)
    except TableError as error:
        raise StructureError(str(error), where=exhibit.name, todo="the earlier edition stays") from error
    if not found:
        raise StructureError("the table has no rows", where=exhibit.name, todo="the earlier edition stays")
    yield from found
    yield from unread.issues()


def _sample(data: bytes, found: list[Found], unread: Unread) -> None:
    needed = ("mof_id", "schema", "kana", "latin", "dob", "passport", "imo")
    for line, row in records(decode(data, "utf-8-sig"), required=needed, delimiter="\t"):
        place = f"row:{line}"
        key, schema = tidy(row.pop("mof_id")), tidy(row.pop("schema"))
        if not key or schema not in ("Person", "Organization", "LegalEntity", "Company", "Vessel"):
            raise StructureError(f"id {key!r} of kind {schema!r}", where=place, todo="the earlier edition stays")
        kind = "Organization" if schema == "LegalEntity" else schema
        entry = Entry("jp_mof", f"jp-{key}", kind, place, found)
        entry.add("name", row.pop("latin"), at=f"{place}#latin")
        entry.add("alias", row.pop("kana"), at=f"{place}#kana", lang="jpn")
        for column, lang in (("kana_alias", "jpn"), ("latin_alias", "")):
            for alias in re.split(r"[;；]", row.pop(column, "")):
                entry.add("alias", alias, at=f"{place}#{column}", lang=lang)
        for text in filter(None, map(tidy, row.pop("dob").split(";"))):
            _birth(entry, text, f"{place}#dob")
        for number in filter(None, map(tidy, re.split(r"[;,、]", row.pop("passport")))):
            entry.document(number, kind="passport", passport=True, at=f"{place}#passport")
        for number in filter(None, map(tidy, row.pop("imo").split(";"))):
            if "imoNumber" in properties(kind):
                entry.add("imoNumber", number, at=f"{place}#imo")
            else:
                entry.issue(IssueKind.ODD, "imo", number, "an IMO number on a person", at=f"{place}#imo")
        sanction = entry.sanction(key)
        sanction.add("authority", "JP")
        sanction.add("authorityId", f"JP-{key}", original=key, at=f"{place}#mof_id")
        sanction.add("recordId", key, at=f"{place}#mof_id")
        sanction.add("program", "North Korea", original="", at=place)
        sanction.add("description", _ORDER, original="", at=place)
        sanction.add("provisions", Measure.ASSET_FREEZE.value, original="資産凍結", at=place)
        unread.row(row, partial(_column, place))


def _column(place: str, column: str) -> str:
    return f"{place}#{column}"


def _workbook(data: bytes, found: list[Found], unread: Unread) -> None:
    name, rows = sheet(data)
    top = next((number for number, cells in enumerate(rows[:15]) if "日本語表記" in map(_bare, cells)), None)
    if top is None:
        raise TableError("no row of column heads with 日本語表記 in the first fifteen rows")
    heads = [_bare(cell) for cell in rows[top]]
    programme = next((tidy(cell) for cells in rows[:top] for cell in cells if cell.strip()), "")
    for number, cells in enumerate(rows[top + 1 :], start=top + 2):
        row = {head: cell for head, cell in zip(heads, cells, strict=False) if head}
        if any(cell.strip() for cell in cells):
            _workbook_row(row, f"{name}!row:{number}", programme, found, unread)


def _bare(cell: str) -> str:
    return re.sub(r"\s", "", cell)


def _workbook_row(row: dict[str, str], at: str, programme: str, found: list[Found], unread: Unread) -> None:
    said = {meaning: (head, row[head]) for head, meaning in _HEADS.items() if row.get(head, "").strip()}

    def cell(meaning: str) -> tuple[str, str]:
        head, text = said.get(meaning, ("", ""))
        return text, f"{at}#{head}" if head else at

    japanese, where = cell("japanese")
    latin, latin_at = cell("latin")
    if not (japanese.strip() or latin.strip()):
        return
    number, number_at = cell("number")
    person = "born" in said or "passport" in said or "title" in said
    key = f"jp-{tidy(number)}" if number.strip() else derived_id("jp", tidy(japanese), tidy(latin))
    entry = Entry("jp_mof", key, "Person" if person else "Organization", at, found)
    entry.add("name", latin or japanese, at=latin_at if latin.strip() else where)
    if latin.strip():
        entry.add("alias", japanese, at=where, lang="jpn" if script_of(japanese) == "kana" else "")
    for meaning, prop in (("alias", "alias"), ("former", "previousName")):
        text, place = cell(meaning)
        for alias in re.split(r"[;；、\n]", text):
            entry.add(prop, alias, at=place)
    for meaning, prop in (("address", "address"), ("notes", "notes")):
        text, place = cell(meaning)
        entry.add(prop, text, at=place)
    if person:
        _person(entry, cell)
    sanction = entry.sanction(key)
    sanction.add("authority", "JP")
    sanction.add("recordId", number, at=number_at)
    sanction.add("program", programme, original="", at=at)
    sanction.add("description", _ORDER, original="", at=at)
    sanction.add("provisions", Measure.ASSET_FREEZE.value, original="資産凍結", at=at)
    notice, notice_at = cell("notice")
    if notice.strip():
        sanction.add("listingDate", read_date(_western(notice)) or notice, original=notice, at=notice_at)
    unread.row({head: text for head, text in row.items() if head not in _HEADS}, lambda head: f"{at}#{head}")


def _person(entry: Entry, read: Callable[[str], tuple[str, str]]) -> None:
    for meaning, prop in (("position", "position"), ("title", "title"), ("birthplace", "birthPlace")):
        text, place = read(meaning)
        entry.add(prop, text, at=place)
    text, place = read("nationality")
    for country in filter(None, map(tidy, re.split(r"[;；、]", text))):
        entry.add("nationality", country, at=place)
    text, place = read("born")
    for born in filter(None, map(tidy, re.split(r"[;；、\n]", text))):
        _birth(entry, _western(born), place, written=born)
    for meaning, kind in (("passport", "passport"), ("id", "identity document")):
        text, place = read(meaning)
        for number in filter(None, map(tidy, re.split(r"[;；、\n]", text))):
            entry.document(number, kind=kind, passport=kind == "passport", at=place)


def _western(text: str) -> str:
    """`1955年5月8日` as `1955-5-8`."""
    return re.sub(r"(\d{4})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?", lambda m: "-".join(filter(None, m.groups())), text)


def _birth(entry: Entry, text: str, at: str, *, written: str = "") -> None:
    readings = read_dates(text)
    if not readings:
        entry.issue(IssueKind.DATE, "birthDate", written or text, "not a date that can be read", at=at)
    for reading in readings:
        entry.add("birthDate", reading.iso, original=written or text, at=at)
