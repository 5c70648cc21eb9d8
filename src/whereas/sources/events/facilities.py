"""Places of detention at the level of the facility: name, province, coordinates, and what is known of their state."""

from collections.abc import Iterator

from whereas.core.errors import StructureError
from whereas.core.exhibit import Exhibit
from whereas.core.issue import IssueKind
from whereas.core.marking import Marking
from whereas.core.source import Bounds, Source
from whereas.sources.contract import Entry, Feed, Found, Unread, derived_id, tidy
from whereas.sources.formats.csv_table import table_rows
from whereas.sources.formats.places import state_place

SOURCE = Source(
    key="facilities",
    title="Detention facilities in North Korea",
    publisher="Committee for Human Rights in North Korea (HRNK), compiled",
    authority="-",
    homepage="https://www.hrnk.org/",
    licence="facts, with attribution to HRNK",
    folder="rights",
    reliability="C",
    marking=Marking(terms=frozenset({"attribution"})),
    bounds=Bounds(least={"Asset": 10}),
    notes="Graded C: places seen on imagery, several without any account of a witness, as each entry's description "
    "says; numbers of prisoners are estimates and stay in the source's words. The level is the facility: no "
    "person is named. An entry is an Asset, with its coordinates as a keyword (`geo:`, RFC 5870): it is compared "
    "with no listed party and counts in no alignment. An entry is known by its name, so that a name that changes "
    "is another entry.",
)
FEEDS = (Feed(key="camps", patterns=(r"camps(?:_[a-z]+)?(?:_\d{4}-\d\d-\d\d)?\.csv",), limit=4 * 2**20),)

_NEEDED = ("name", "province", "lat", "lon", "est_prisoners", "status_note")


def parse(exhibit: Exhibit, data: bytes) -> Iterator[Found]:
    """Every facility; raises `StructureError` for a table of another shape."""
    found: list[Found] = []
    unread = Unread()
    seen: set[str] = set()
    for line, row in table_rows(exhibit, data, _NEEDED):
        _facility(line, row, seen, found, unread)
    yield from found
    yield from unread.issues()


def _facility(line: int, row: dict[str, str], seen: set[str], found: list[Found], unread: Unread) -> None:
    def at(column: str) -> str:
        return f"row:{line}#{column}"

    name, prisoners = row.pop("name"), tidy(row.pop("est_prisoners"))
    if not tidy(name):
        raise StructureError("a facility without a name", where=at("name"), todo="the earlier edition stays")
    entry = Entry(SOURCE.key, derived_id("camp", tidy(name)), "Asset", f"row:{line}", found)
    if entry.id in seen:
        entry.issue(IssueKind.DOUBLE, "name", name, "two rows bear this name; both are read as one", at=at("name"))
    seen.add(entry.id)
    entry.add("name", name, at=at("name"))
    entry.add("country", "kp", original="")
    entry.add("address", row.pop("province"), at=at("province"))
    entry.add("keywords", "detention", original="")
    state_place(entry, row.pop("lat"), row.pop("lon"), at=f"row:{line}")
    if prisoners and prisoners.lower() != "unknown":
        entry.add("notes", f"Prisoners, as the source estimates: {prisoners}", original=prisoners,
                  at=at("est_prisoners"))  # fmt: skip
    entry.add("description", row.pop("status_note"), at=at("status_note"))
    unread.row(row, at)
