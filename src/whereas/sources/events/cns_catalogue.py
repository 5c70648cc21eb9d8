"""The kinds of missile and the launch sites that the tests of CNS point to: their names, classes and coordinates."""

from collections.abc import Iterator

from whereas.core.exhibit import Exhibit
from whereas.core.marking import Marking
from whereas.core.source import Bounds, Source
from whereas.sources.contract import Entry, Feed, Found, Unread
from whereas.sources.formats.json_records import members, pointer, read_object, text_of
from whereas.sources.formats.places import state_place

SOURCE = Source(
    key="cns_catalogue",
    title="CNS North Korea missile test database: kinds of missile and launch sites",
    publisher="James Martin Center for Nonproliferation Studies (CNS), for the Nuclear Threat Initiative (NTI)",
    authority="-",
    homepage="https://www.nti.org/analysis/articles/cns-north-korea-missile-test-database/",
    licence="attribution to CNS and NTI; the JSON is of an Apache-2.0 copy",
    folder="events",
    reliability="B",
    marking=Marking(terms=frozenset({"attribution"})),
    bounds=Bounds(least={"Thing": 20}),
    notes="A source of its own beside cns_missiles, because the files have no date and are dated by their capture: that"
    " must not make the tests look newer than they are. A kind of missile is no thing that can be met, so that it"
    " is kept as a card (Document) whose keywords give its class in the centre's own words (SRBM, MRBM, IRBM, "
    "ICBM, SLBM, SLV, HGV); a site is an Asset. Neither is compared with listed parties.",
)
FEEDS = (
    Feed(key="missiles", patterns=(r"missile\.en\.json",), limit=2**20),
    Feed(key="sites", patterns=(r"facility\.en\.json",), limit=2**20),
)


def parse(exhibit: Exhibit, data: bytes) -> Iterator[Found]:
    """Every kind of missile, or every site; raises `StructureError` for a file of another shape."""
    found: list[Found] = []
    unread = Unread()
    whole = read_object(data, exhibit.name)
    if exhibit.feed == "missiles":
        _missiles(whole, exhibit.name, found, unread)
    else:
        sites = members(whole.pop("facilities", None), pointer("facilities"), exhibit.name)
        for field, value in whole.items():
            unread.note(field, str(value), pointer(field))
        _sites(sites, exhibit.name, found, unread)
    yield from found
    yield from unread.issues()


def _missiles(whole: dict[str, object], name: str, found: list[Found], unread: Unread) -> None:
    for key, value in whole.items():
        at = pointer(key)
        fields = dict(members(value, at, name))
        card = Entry(SOURCE.key, f"cns-missile-{key}", "Document", at, found)
        card.add("name", text_of(fields.pop("name", None)) or key, at=f"{at}/name")
        card.add("keywords", f"type:{key}", original=key)
        for field, prefix in (("type", "class"), ("maneuver", "maneuver")):
            if (text := text_of(fields.pop(field, None))) is not None:
                card.add("keywords", f"{prefix}:{text}", original=text, at=f"{at}/{field}")
        for field, rest in fields.items():
            unread.note(field, str(rest), f"{at}/{field}")


def _sites(sites: dict[str, object], name: str, found: list[Found], unread: Unread) -> None:
    for key, value in sites.items():
        at = pointer("facilities", key)
        fields = dict(members(value, at, name))
        site = Entry(SOURCE.key, f"cns-site-{key}", "Asset", at, found)
        site.add("name", text_of(fields.pop("name", None)) or key, at=f"{at}/name")
        site.add("country", "kp", original="")
        site.add("keywords", "launch-site", original="")
        latitude, longitude = (text_of(fields.pop(field, None)) or "" for field in ("lat", "lon"))
        if key != "unknown":  # the file gives a place that is not known the coordinates of Pyongyang
            state_place(site, latitude, longitude, at=at)
        for field, rest in fields.items():
            unread.note(field, str(rest), f"{at}/{field}")
