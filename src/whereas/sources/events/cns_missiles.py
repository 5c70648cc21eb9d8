"""The tests of missiles in North Korea as the James Martin Center counts them, one event for each missile flown."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from whereas.core.errors import StructureError
from whereas.core.exhibit import Exhibit
from whereas.core.issue import IssueKind
from whereas.core.marking import Marking
from whereas.core.source import Bounds, Source
from whereas.sources.contract import Entry, Feed, Found, Unread, derived_id
from whereas.sources.formats.json_records import elements, members, pointer, read_object, text_of

SOURCE = Source(
    key="cns_missiles",
    title="CNS North Korea missile test database: tests",
    publisher="James Martin Center for Nonproliferation Studies (CNS), for the Nuclear Threat Initiative (NTI)",
    authority="-",
    homepage="https://www.nti.org/analysis/articles/cns-north-korea-missile-test-database/",
    licence="attribution to CNS and NTI; the JSON is of an Apache-2.0 copy",
    folder="events",
    reliability="B",
    marking=Marking(terms=frozenset({"attribution"})),
    bounds=Bounds(least={"Event": 200}),
    notes="Graded B: one research centre with a stated method, which corrects itself; the file is a copy of its table. "
    "Tests of missiles that can carry 500 kg over 300 km or more; nuclear tests and short rockets are not in it. "
    "Days are UTC, so that a morning in Korea is the day before. The file has no date: an edition is dated by its"
    " newest test, so that nothing is claimed to be known after it. What class a missile is of stands in another "
    "file: see cns_catalogue, to whose cards the events point. The centre's own prose on each test is left in the"
    " exhibit, at the place that is cited.",
)


def _newest(_name: str, data: bytes) -> str:
    dates = re.findall(rb'"date":\s*"(\d{4}(?:-\d\d(?:-\d\d)?)?)"', data)
    return max(dates, default=b"").decode()


FEEDS = (Feed(key="tests", patterns=(r"test\.en\.json",), limit=16 * 2**20, published=_newest),)

# What the file writes where it has nothing to say, and where the question does not arise.
_NOTHING = frozenset({"", "unknown", "na"})
# A measurement, or a range of two.
_NUMBER = re.compile(r"[~<>≈]?\s*-?\d+(?:\.\d+)?(?:\s*[-–]\s*\d+(?:\.\d+)?)?\Z")
_TEXTS = ("date", "time", "missile", "facility", "landing", "outcome")
_MEASURED = (("apogee", "apogee {} km"), ("distance", "distance {} km"), ("bearing", "bearing {} degrees"))
_OUTCOMES = frozenset({"success", "failure", "unknown"})


def parse(exhibit: Exhibit, data: bytes) -> Iterator[Found]:
    """Every test; raises `StructureError` for a file that is not bins by year with tests in them."""
    found: list[Found] = []
    unread = Unread()
    alike: Counter[tuple[str, ...]] = Counter()
    whole = read_object(data, exhibit.name)
    for number, each in enumerate(elements(whole.pop("timeBins", None), pointer("timeBins"), exhibit.name)):
        one_bin = members(each, pointer("timeBins", number), exhibit.name)
        tests = elements(one_bin.pop("data", None), pointer("timeBins", number, "data"), exhibit.name)
        for place, test in enumerate(tests):
            at = pointer("timeBins", number, "data", place)
            _test(dict(members(test, at, exhibit.name)), at, exhibit.name, alike, found, unread)
        one_bin.pop("year", None)  # each test has its own date
        for field, value in one_bin.items():
            unread.note(field, str(value), pointer("timeBins", number))
    for field, value in whole.items():
        unread.note(field, str(value), pointer(field))
    yield from found
    yield from unread.issues()


def _test(
    test: dict[str, Any], at: str, name: str, alike: Counter[tuple[str, ...]], found: list[Found], unread: Unread
) -> None:
    said = {field: text_of(test.pop(field, None)) for field in _TEXTS}
    if missing := [field for field in ("date", "missile", "facility", "outcome") if not said[field]]:
        raise StructureError(
            f"a test without {', '.join(missing)}", where=f"{name} {at}", todo="the earlier edition stays"
        )
    series = text_of(test.pop("series", "")) or ""
    known = (*(said[field] or "" for field in ("date", "time", "missile", "facility")), series)
    alike[known] += 1  # missiles of one salvo may be written in the same words
    entry = Entry(SOURCE.key, derived_id("cns-test", *known, str(alike[known])), "Event", at, found)
    missile, facility = said["missile"] or "", said["facility"] or ""
    entry.add("name", f"Missile test: {missile}, {facility}, {said['date']}", original="")
    entry.add("date", said["date"], at=f"{at}/date")
    entry.add("country", "kp", original="")
    entry.add("location", facility if facility not in _NOTHING else None, at=f"{at}/facility")
    entry.add("involved", f"cns-missile-{missile}", original=missile, at=f"{at}/missile")
    entry.add("involved", f"cns-site-{facility}", original=facility, at=f"{at}/facility")
    entry.add("summary", _summary(entry, said, series, test, at), original="")
    entry.add("keywords", "missile-test", original="")
    entry.add("keywords", f"type:{missile}", original=missile, at=f"{at}/missile")
    outcome = said["outcome"] or ""
    if outcome not in _OUTCOMES:
        entry.issue(IssueKind.ODD, "outcome", outcome, "not an outcome this reader knows", at=f"{at}/outcome")
    entry.add("keywords", f"outcome:{outcome}", original=outcome, at=f"{at}/outcome")
    test.pop("description", None)  # the centre's prose: it is cited by the locator and not copied
    test.pop("glide", None)  # the legs of a path, for drawing
    for field, value in test.items():
        unread.note(field, str(value), f"{at}/{field}")


def _summary(entry: Entry, said: dict[str, str | None], series: str, test: dict[str, Any], at: str) -> str:
    """What the record's fields say, in our own words."""
    parts = [f"Outcome: {said['outcome']}"]
    for field, words in (("time", "time {}"), ("landing", "came down in: {}")):
        if said[field] is not None and said[field] not in _NOTHING:
            parts.append(words.format(said[field]))
    for field, words in _MEASURED:
        value = text_of(test.pop(field, ""))
        if value is None or (value not in _NOTHING and not _NUMBER.match(value)):
            entry.issue(IssueKind.ODD, field, str(value), "not a measurement that can be read", at=f"{at}/{field}")
        elif value not in _NOTHING:
            parts.append(words.format(value))
    if series:
        parts.append(f"number {series} of that day's series")
    return "; ".join(parts) + "."
