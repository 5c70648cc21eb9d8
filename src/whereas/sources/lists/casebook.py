"""The starter casebook: facts written by hand, each with its public act or source, for a first run without lists."""

import re
from collections.abc import Callable, Iterable, Iterator

from whereas.core.claim import Claim, Quantity
from whereas.core.exhibit import Exhibit
from whereas.core.source import Bounds, Source
from whereas.sources.contract import Entry, Feed, Found
from whereas.sources.formats import casebook_listings
from whereas.sources.formats import casebook_records as records
from whereas.sources.formats.yaml_records import read_yaml

SOURCE = Source(
    key="casebook",
    title="Starter casebook",
    publisher="Whereas",
    authority="-",
    homepage="",
    licence="Apache-2.0; the facts are of the acts and sources named with each",
    folder="casebook",
    notes="A selection made by hand. Each list's view of a subject is an entity of its own. A designation says in "
    "its summary against which edition it was checked. Claims carry `verified` and stand for nobody but their source.",
)


def _edition(_name: str, data: bytes) -> str:
    found = re.search(rb"(?m)^edition: *(\d{4}-\d\d-\d\d)", data)
    return found[1].decode() if found else ""


def _feed(name: str, **least: int) -> Feed:
    return Feed(key=name, patterns=(rf"{name}\.yaml",), limit=4 * 2**20, bounds=Bounds(least=least), published=_edition)


FEEDS = (
    _feed("timeline", Event=20),
    _feed("strategy_texts", Document=5),
    _feed("figures"),
    _feed("designations", Person=20, Organization=10, Vessel=5),
    _feed("wallets", CryptoWallet=5),
    _feed("arms_estimates"),
)


def parse(exhibit: Exhibit, data: bytes) -> Iterator[Found]:
    """Statements and claims of one file of the casebook; raises `StructureError` naming the line and the field."""
    found: list[Found] = []
    _READERS[exhibit.feed](data, exhibit, found)
    return iter(found)


def _timeline(data: bytes, _exhibit: Exhibit, found: list[Found]) -> None:
    for number, event in enumerate(read_yaml(data, records.Timeline).events):
        at = f"json:/events/{number}"
        entry = Entry(SOURCE.key, f"cb-event-{event.key}", "Event", at, found)
        entry.add("name", event.name, at=f"{at}/name")
        entry.add("date", event.date, at=f"{at}/date")
        entry.add("endDate", event.until, at=f"{at}/until")
        entry.add("location", event.place, at=f"{at}/place")
        entry.add("summary", event.summary, at=f"{at}/summary")
        _each(entry, "country", event.countries, f"{at}/countries")
        _provenance(entry, event, at, (*event.points, *event.themes))


def _strategy_texts(data: bytes, _exhibit: Exhibit, found: list[Found]) -> None:
    for number, text in enumerate(read_yaml(data, records.StrategyTexts).texts):
        at = f"json:/texts/{number}"
        entry = Entry(SOURCE.key, f"cb-text-{text.key}", "Document", at, found)
        for prop, value, field in (
            ("name", text.name, "name"),
            ("title", text.name, "name"),
            ("author", text.author, "author"),
            ("date", text.date, "date"),
            ("description", text.number, "number"),
            ("summary", text.summary, "summary"),
        ):
            entry.add(prop, value, at=f"{at}/{field}")
        _provenance(entry, text, at, (*text.points, *text.themes))


def _provenance(entry: Entry, record: records.Record, at: str, keywords: Iterable[str]) -> None:
    """Who says it, where, whether it was checked, and the points of the brief it belongs to."""
    entry.add("publisher", record.source, at=f"{at}/source")
    entry.add("sourceUrl", record.url, at=f"{at}/url")
    entry.add("description", record.act, at=f"{at}/act")
    entry.add("notes", record.standing, at=f"{at}/verified")
    for keyword in keywords:
        entry.add("keywords", keyword, at=at)


def _figures(data: bytes, exhibit: Exhibit, found: list[Found]) -> None:
    for number, figure in enumerate(read_yaml(data, records.Figures).figures):
        found.append(_claim(figure, exhibit.sha256, f"json:/figures/{number}"))


def _claim(figure: records.Figure, exhibit: str, locator: str) -> Claim:
    amount = figure.quantity
    return Claim(
        kind=figure.kind,
        subject=figure.subject,
        object=figure.object,
        words=figure.words + (f" Assumption: {figure.assumes}." if figure.assumes else ""),
        author=casebook_listings.AUTHOR,
        source=figure.source,
        claimed_on=figure.published,
        start=figure.start,
        end=figure.end,
        place=figure.place,
        quantity=Quantity(low=amount.low, high=amount.high, unit=amount.unit) if amount else None,
        rivals=figure.rivals,
        act=figure.act,
        url=figure.url,
        verified=figure.verified,
        exhibit=exhibit,
        locator=locator,
    )


def _each(entry: Entry, prop: str, values: Iterable[str], at: str) -> None:
    for number, value in enumerate(values):
        entry.add(prop, value, at=f"{at}/{number}")


_READERS: dict[str, Callable[[bytes, Exhibit, list[Found]], None]] = {
    "timeline": _timeline,
    "strategy_texts": _strategy_texts,
    "figures": _figures,
    "designations": casebook_listings.designations,
    "wallets": casebook_listings.wallets,
    "arms_estimates": _figures,
}
