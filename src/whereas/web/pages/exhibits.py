"""Exhibits: their list, and each one in a viewer where a selection becomes a span."""

from dataclasses import dataclass, field, replace
from typing import Annotated, Any
from urllib.parse import quote as quoted_in_address
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Redirect, Template

from whereas.core.errors import LedgerError, WhereasError
from whereas.core.exhibit import CustodyEvent
from whereas.core.locator import Locator
from whereas.kit.pages import UnreadableDocument
from whereas.kit.tables import TableError
from whereas.kit.xml import XMLError
from whereas.kit.xml_records import same_path
from whereas.policy.claims import evidence_classes
from whereas.web.access import needs
from whereas.web.catalogue import Entry
from whereas.web.list_files import exhibits_csv
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.spans import member_of, picked, tray
from whereas.web.visit import Here, Visit
from whereas.workbench.exhibit_list import Asked, ExhibitRow, Standing, is_intact, rows, standing_of
from whereas.workbench.exhibit_view import (
    DrawingError,
    Form,
    Mark,
    Material,
    UnseenError,
    drawn,
    find,
    open_exhibit,
    pages_of,
    place_of_words,
    record_part,
    table_part,
    text_part,
    words_at,
)
from whereas.workbench.quoting import Texts, anchor

ENTRY = Entry(key="exhibits", path="/exhibits", order=40, shortcut="x")
READ = needs(Permission.READ)
ON_A_PAGE = 50
STAMPS = ("stamped", "disputed", "unchecked", "broken", "unstamped")
MARKINGS = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
WIDTHS = (600, 900, 1400, 2000)


@get("/exhibits", opt=READ, sync_to_thread=True, include_in_schema=False)
def exhibits(
    visit: Here, *, q: FromQuery[str] = "", evidence: FromQuery[str] = "", stamp: FromQuery[str] = "",
    marking: FromQuery[str] = "", kept: FromQuery[str] = "", part: FromQuery[int] = 1,
    span: FromQuery[list[str] | None] = None,
) -> Template:  # fmt: skip
    """Every exhibit in sight, by what is asked for."""
    asked = Asked(words=q, evidence=evidence, stamp=stamp, marking=marking, kept=kept)
    every = rows(visit.seen.bench)
    found = [one for one in every if asked.wants(one)]
    parts = max(1, -(-len(found) // ON_A_PAGE))
    at = max(1, min(part, parts))
    shown = found[(at - 1) * ON_A_PAGE : at * ON_A_PAGE]
    carried = span or []
    said = {"q": q, "evidence": evidence, "stamp": stamp, "marking": marking, "kept": kept}
    return page(
        visit, "exhibits.html.j2", here="exhibits", asked=asked, shown=[(one, _intact(visit, one)) for one in shown],
        total=len(found), every=len(every), part=at, of=parts, classes=evidence_classes(), stamps=STAMPS,
        markings=MARKINGS, picked=picked(visit.seen.bench, carried), tray=tray(carried), carried=carried,
        address=lambda number: "/exhibits?" + _query({**said, "part": str(number)}, carried),
        file="/exhibits/export.csv?" + _query(said, []),
    )  # fmt: skip


@get("/exhibits/export.csv", opt=READ, sync_to_thread=True, include_in_schema=False)
def export(
    visit: Here, *, q: FromQuery[str] = "", evidence: FromQuery[str] = "", stamp: FromQuery[str] = "",
    marking: FromQuery[str] = "", kept: FromQuery[str] = "",
) -> Response[bytes]:  # fmt: skip
    """The exhibits that are asked for as a table, each with its marking; what they say is not in it."""
    asked = Asked(words=q, evidence=evidence, stamp=stamp, marking=marking, kept=kept)
    made = exhibits_csv(one for one in rows(visit.seen.bench) if asked.wants(one))
    visit.audit("export", "exhibits")
    headers = {"content-disposition": 'attachment; filename="exhibits.csv"'}
    return Response(made, media_type="text/csv; charset=utf-8", headers=headers)


def _intact(visit: Visit, row: ExhibitRow) -> bool | None:
    return is_intact(visit.seen.bench, row.exhibit)


def _query(said: dict[str, str], carried: list[str]) -> str:
    return urlencode([*((name, text) for name, text in said.items() if text), *(("span", one) for one in carried)])


# --- The viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A state of the viewer, as its address has it."""

    at: str = ""
    quote: str = ""
    page: int = 0
    part: int = 0
    member: str = ""
    name: str = ""
    width: int = 900
    as_text: bool = False
    spans: tuple[str, ...] = ()

    def address(self, sha256: str, **changes: Any) -> str:
        """The viewer's address with something changed."""
        named = {
            "at": self.at, "page": self.page, "part": self.part, "member": self.member, "name": self.name,
            "width": self.width if self.width != Asking().width else 0, "text": "1" if self.as_text else "",
        }  # fmt: skip
        said = {key: str(value) for key, value in {**named, **changes}.items() if value}
        query = _query(said, list(self.spans))
        return f"/exhibits/{sha256}" + (f"?{query}" if query else "")


@dataclass(kw_only=True)
class Viewed:
    """What the viewer shows: what stands at the cited place, and the part of the exhibit around it."""

    material: Material | None = None
    cited: str = ""
    trouble: str = ""  # of the cited place
    unread: str = ""  # why there is nothing to show
    altered: str = ""
    parts: dict[str, Any] = field(default_factory=dict)


@get("/exhibits/{sha256:str}", opt=READ, sync_to_thread=True, include_in_schema=False)
def exhibit(
    visit: Here, *, sha256: FromPath[str], at: FromQuery[str] = "", quote: FromQuery[str] = "",
    number: Annotated[int, QueryParameter(name="page")] = 0, part: FromQuery[int] = 0, member: FromQuery[str] = "",
    name: FromQuery[str] = "", width: FromQuery[int] = 900, text: FromQuery[str] = "",
    span: FromQuery[list[str] | None] = None, said: FromQuery[str] = "", missing: FromQuery[str] = "",
) -> Template:  # fmt: skip
    """An exhibit at a place, with what is known of it and what rests on it."""
    bench = visit.seen.bench
    if sha256 not in bench.ledger.exhibits():
        raise NotFoundException
    asking = Asking(
        at=at, quote=quote, page=number, part=part, member=member or member_of(at), name=name,
        width=width if width in WIDTHS else Asking().width, as_text=bool(text), spans=tuple(span or ()),
    )  # fmt: skip
    standing = standing_of(bench, sha256)
    asking = _placed(visit, sha256, asking) if quote and not at and not missing else asking
    viewed = look(visit, standing, asking)
    return page(
        visit, "exhibit.html.j2", here="exhibits", asking=asking, standing=standing, viewed=viewed,
        row=standing.row, picked=picked(bench, asking.spans), carried=list(asking.spans), tray=tray(asking.spans),
        may_record=visit.person.may(Permission.RECORD), widths=WIDTHS, said=said, missing=missing,
        address=lambda **changes: asking.address(sha256, **changes),
        page_address=lambda number: asking.address(sha256, page=number, part=0, at=""),
        part_address=lambda number: asking.address(sha256, part=number, at="") if _tabular(viewed)
        else asking.address(sha256, part=number, page=viewed.parts["number"]),
        is_cited=lambda path: same_path(path, _place(asking.at).get("xpath", "")),
    )  # fmt: skip


def _placed(visit: Visit, sha256: str, asking: Asking) -> Asking:
    """A state that names words alone, at the first place where they stand."""
    try:
        material = open_exhibit(visit.seen.bench, sha256, member=asking.member)
    except LedgerError:
        return asking
    return replace(asking, at=place_of_words(material, asking.quote))


def _tabular(viewed: Viewed) -> bool:
    return "number" not in viewed.parts


def look(visit: Visit, standing: Standing, asking: Asking) -> Viewed:
    """What the viewer shows; whatever cannot be shown is said, and the rest is there."""
    viewed = Viewed()
    try:
        material = open_exhibit(visit.seen.bench, standing.row.exhibit.sha256, member=asking.member)
    except LedgerError as error:
        viewed.altered = str(error.what)
        return viewed
    viewed.material = material
    if asking.at:
        _cite(viewed, material, asking)
    try:
        viewed.parts = _parts(material, standing, asking)
    except (UnreadableDocument, TableError, XMLError) as error:
        viewed.unread = str(error)
    return viewed


def _cite(viewed: Viewed, material: Material, asking: Asking) -> None:
    try:
        viewed.cited = words_at(material, asking.at)
    except WhereasError as error:
        viewed.trouble = error.what
        return
    if asking.quote and asking.quote.split() != viewed.cited.split() and asking.quote not in viewed.cited:
        viewed.trouble = "moved"


def _parts(material: Material, standing: Standing, asking: Asking) -> dict[str, Any]:
    place = _place(asking.at)
    if material.form is Form.IMAGE:
        return {"image": True}
    if material.form in (Form.MEDIA, Form.OTHER):
        return {}
    if material.form is Form.TABLE and not asking.as_text and "page" not in place:
        row = int(place.get("row", 0))
        return {"table": table_part(material, part=asking.part, row=row), "row": row, "column": place.get("column", "")}
    if material.form is Form.XML and not asking.as_text and "page" not in place:
        return {"records": record_part(material, name=asking.name, part=asking.part, xpath=place.get("xpath", ""))}
    return _text(material, standing, asking, place)


def _place(at: str) -> dict[str, str]:
    try:
        return Locator(at).parts() if at else {}
    except ValueError:
        return {}


def _text(material: Material, standing: Standing, asking: Asking, place: dict[str, str]) -> dict[str, Any]:
    pages = pages_of(material)
    number = max(1, min(asking.page or int(place.get("page", 1)), len(pages)))
    chosen = pages[number - 1]
    marks = [*_cited_marks(place, number, chosen.text), *_claimed_marks(standing, number)]
    text = text_part(chosen, part=asking.part, marks=marks)
    found: dict[str, Any] = {"text": text, "pages": len(pages), "number": number, "empty": not chosen.text.strip()}
    if material.form is Form.PDF:
        found |= _drawn(material, number, asking.width, marks)
    return found


def _cited_marks(place: dict[str, str], number: int, text: str) -> list[Mark]:
    if place.get("page") == str(number):
        return [Mark(first=int(place["first"]), last=int(place["last"]))]
    if "line" in place:
        lines = text.split("\n")
        line = int(place["line"])
        if 0 < line <= len(lines):
            first = sum(len(one) + 1 for one in lines[: line - 1])
            return [Mark(first=first, last=first + len(lines[line - 1]))]
    return []


def _claimed_marks(standing: Standing, number: int) -> list[Mark]:
    found = []
    for claim in standing.claims:
        for one in (*claim.spans, *claim.against):
            place = _place(one.locator)
            if one.exhibit == standing.row.exhibit.sha256 and place.get("page") == str(number):
                found.append(Mark(first=int(place["first"]), last=int(place["last"]), claim=claim.id))
    return found


def _drawn(material: Material, number: int, width: int, marks: list[Mark]) -> dict[str, Any]:
    try:
        drawing = drawn(material, page=number, width=width, ranges=tuple((one.first, one.last) for one in marks))
    except DrawingError as error:
        return {"undrawn": str(error)}
    boxes = [(box, mark) for mark, found in zip(marks, drawing.boxes, strict=False) for box in found]
    return {"drawing": drawing, "boxes": boxes}


# --- Its bytes


@get("/exhibits/{sha256:str}/pages/{number:int}/image.png", opt=READ, sync_to_thread=True, include_in_schema=False)
def page_image(
    visit: Here, *, sha256: FromPath[str], number: FromPath[int], w: FromQuery[int] = 900, member: FromQuery[str] = ""
) -> Response[bytes]:
    """A page of a PDF as a picture."""
    return _image(visit, sha256, number, w, member)


@get("/exhibits/{sha256:str}/image.png", opt=READ, sync_to_thread=True, include_in_schema=False)
def image(
    visit: Here, *, sha256: FromPath[str], w: FromQuery[int] = 900, member: FromQuery[str] = ""
) -> Response[bytes]:
    """A picture drawn anew, without what a camera wrote into it."""
    return _image(visit, sha256, 1, w, member)


def _image(visit: Visit, sha256: str, number: int, width: int, member: str) -> Response[bytes]:
    try:
        material = open_exhibit(visit.seen.bench, sha256, member=member)
        if material.form not in (Form.PDF, Form.IMAGE):
            raise NotFoundException
        drawing = drawn(material, page=number, width=min(WIDTHS, key=lambda one: abs(one - width)))
    except (UnseenError, DrawingError, LedgerError) as error:
        raise NotFoundException from error
    return Response(drawing.png, media_type="image/png", headers={"cache-control": "private, max-age=600"})


@get("/exhibits/{sha256:str}/bytes", opt=READ, sync_to_thread=True, include_in_schema=False)
def original(visit: Here, *, sha256: FromPath[str]) -> Response[bytes]:
    """The original bytes, to be saved and never to be run here."""
    return file_of(visit, sha256)


def file_of(visit: Visit, sha256: str) -> Response[bytes]:
    """An exhibit's bytes as a download; noted in the audit. Raises `NotFoundException`, `LedgerError`."""
    bench = visit.seen.bench
    if sha256 not in bench.ledger.exhibits():
        raise NotFoundException
    data, name = bench.ledger.archive.read(sha256), find(bench, sha256).name
    visit.audit("download", sha256)
    return Response(
        data, media_type="application/octet-stream",
        headers={
            "content-disposition": f"attachment; filename=\"exhibit-{sha256[:12]}\"; filename*=UTF-8''{_as_name(name)}",
            "content-security-policy": "sandbox; default-src 'none'", "x-content-type-options": "nosniff",
        },
    )  # fmt: skip


def _as_name(name: str) -> str:
    last = name.replace("\\", "/").rpartition("/")[2]
    return quoted_in_address("".join(one for one in last if one.isprintable())[-150:] or "exhibit", safe="")


@post("/exhibits/{sha256:str}/verify", opt=READ, sync_to_thread=True, include_in_schema=False)
def verify(visit: Here, *, sha256: FromPath[str]) -> Redirect:
    """Reads the bytes against their digests now; what was found stands in the log of custody."""
    bench = visit.seen.bench
    known = bench.ledger.exhibits().get(sha256)
    if known is None:
        raise NotFoundException
    whole = is_intact(bench, known, largest=known.size)
    if visit.person.may(Permission.RECORD):
        with bench.ledger.writing(visit.now) as writer:
            writer.custody(
                CustodyEvent(exhibit=sha256, at=visit.now, actor=visit.person.name, action="verify",
                             note="bytes are as captured" if whole else "BYTES ARE ALTERED OR GONE")
            )  # fmt: skip
    return Redirect(f"/exhibits/{sha256}?said={'intact' if whole else 'altered'}#known", status_code=303)


@get("/exhibits/{sha256:str}/place", opt=READ, sync_to_thread=True, include_in_schema=False)
def place(
    visit: Here, *, sha256: FromPath[str], words: FromQuery[str] = "", nth: FromQuery[int] = 0,
    span: FromQuery[list[str] | None] = None, back: FromQuery[str] = "",
) -> Redirect:  # fmt: skip
    """Finds where pasted words stand, and goes on with that place among those that were chosen."""
    bench, carried = visit.seen.bench, list(span or ())
    known = bench.ledger.exhibits().get(sha256)
    if known is None:
        raise NotFoundException
    try:
        with Texts(bench) as texts:
            at = anchor(texts, known, words, nth=nth)
    except WhereasError as error:
        query = _query({"missing": f"{error.what} {error.where}".strip(), "quote": words[:500]}, carried)
        return Redirect(f"/exhibits/{sha256}?{query}#choose")
    query = _query({"at": at}, list(dict.fromkeys([*carried, f"{sha256}~{at}"])))
    return Redirect(f"/exhibits/{sha256}?{query}#tray")


ROUTES = [exhibits, export, exhibit, page_image, image, original, verify, place]
