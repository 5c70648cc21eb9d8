"""Exhibits by API: listed, described, brought, filed anew, and their bytes."""

import hashlib
from typing import Annotated, Any

import msgspec
from litestar import Response, get, patch, post
from litestar.datastructures import UploadFile
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery, JSONBody, MultipartBody, QueryParameter

from whereas.core.errors import WhereasError
from whereas.core.filing import Filing
from whereas.web import staging
from whereas.web.access import UPLOAD, needs
from whereas.web.filing_form import filled, values_of
from whereas.web.intake import bring, refile
from whereas.web.pages.exhibits import file_of
from whereas.web.roles import Permission
from whereas.web.visit import Here, Visit
from whereas.workbench.exhibit_list import Asked, ExhibitRow, is_intact, rows, standing_of
from whereas.workbench.exhibit_view import open_exhibit, words_at

READ, RECORD = needs(Permission.READ), needs(Permission.RECORD)
Count = Annotated[int, QueryParameter(ge=1, le=1000, description="At most so many.")]
Skip = Annotated[int, QueryParameter(ge=0, le=10_000_000, description="Leave out so many first.")]


class ExhibitShown(msgspec.Struct, frozen=True, kw_only=True):
    """An exhibit: what it is called, how it is filed and marked, and how many claims rest on it.

    `stamp` is `stamped`, `disputed`, `unchecked`, `broken` or empty; `uses` empty means that nothing narrows them, but
    for a class that needs consent (`counts` is then false). `origin` is one for exhibits of one lineage.
    """

    sha256: str
    sha3_512: str
    name: str
    title: str
    size: int
    captured_at: str
    origin_of_bytes: str
    source: str
    evidence: str
    publisher: str
    reliability: str
    available: str
    uses: tuple[str, ...]
    counts: bool
    disclosure: str
    marking: str
    stamp: str
    origin: str
    of_origin: int
    claims: int
    filed: bool


class ExhibitList(msgspec.Struct, frozen=True, kw_only=True):
    """Some exhibits, the latest first; `total` counts all that were asked for."""

    total: int
    exhibits: tuple[ExhibitShown, ...]


class CustodyShown(msgspec.Struct, frozen=True, kw_only=True):
    """Something done to an exhibit."""

    at: str
    actor: str
    action: str
    note: str


class ExhibitWhole(msgspec.Struct, frozen=True, kw_only=True):
    """An exhibit with its custody, the claims (ids) and dossiers that rest on it, and its pieces (digests)."""

    exhibit: ExhibitShown
    intact: bool
    custody: tuple[CustodyShown, ...]
    claims: tuple[str, ...]
    dossiers: tuple[str, ...]
    parent: str
    pieces: tuple[str, ...]


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """One exhibit that was taken, how much of it can be quoted, and whether its bytes were there before."""

    sha256: str
    name: str
    text: str
    known: bool
    changes: tuple[str, ...]


class Brought(msgspec.Struct, frozen=True, kw_only=True):
    """What an upload came to: the exhibits and what was wrong with it, or the job that takes a large one."""

    kind: str = ""
    taken: tuple[Taken, ...] = ()
    problems: tuple[str, ...] = ()
    job: str = ""


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """The very words at a place of an exhibit."""

    exhibit: str
    at: str
    words: str


class FilingSaid(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How an exhibit is to be filed anew; what is left out stays as it was.

    `marking` is `clear`, `green`, `amber`, `amber+strict` or `red`; `audiences` are those it is releasable to, and an
    empty list narrows them no more. Either falls only with a `note` that says why.
    """

    title: str | None = None
    evidence: str | None = None
    publisher: str | None = None
    reliability: str | None = None
    available: str | None = None
    repeats: tuple[str, ...] | None = None
    uses: tuple[str, ...] | None = None
    disclosure: str | None = None
    summary: str | None = None
    withheld: str | None = None
    checked: str | None = None
    lang: str | None = None
    marking: str | None = None
    audiences: tuple[str, ...] | None = None
    note: str | None = None


class FilingNow(msgspec.Struct, frozen=True, kw_only=True):
    """How an exhibit is filed now."""

    exhibit: str
    title: str
    evidence: str
    marking: str
    uses: tuple[str, ...]
    repeats: tuple[str, ...]
    note: str


@get("/api/v1/exhibits", opt=READ, sync_to_thread=True)
def exhibits(
    visit: Here, *, q: FromQuery[str] = "", evidence: FromQuery[str] = "", stamp: FromQuery[str] = "",
    marking: FromQuery[str] = "", kept: FromQuery[str] = "", limit: Count = 100, offset: Skip = 0,
) -> ExhibitList:  # fmt: skip
    """Exhibits.

    Those in sight that fit: words in title, name and publisher; class; stamp; marking (`TLP:AMBER`); `filed` or
    `lists`. Nothing looks into what exhibits say.
    """
    asked = Asked(words=q, evidence=evidence, stamp=stamp, marking=marking, kept=kept)
    found = [one for one in rows(visit.seen.bench) if asked.wants(one)]
    return ExhibitList(total=len(found), exhibits=tuple(shown(one) for one in found[offset : offset + limit]))


def shown(row: ExhibitRow) -> ExhibitShown:
    """An exhibit as the API gives it."""
    one, filing = row.exhibit, row.filing
    return ExhibitShown(
        sha256=one.sha256, sha3_512=one.sha3_512, name=one.name, title=row.title, size=one.size,
        captured_at=one.captured_at, origin_of_bytes=one.origin, source=one.source, evidence=filing.evidence,
        publisher=filing.publisher, reliability=filing.reliability or (row.kind.reliability if row.kind else ""),
        available=filing.available, uses=filing.uses, counts=not row.silent, disclosure=filing.disclosure,
        marking=str(row.marking), stamp=row.stamp, origin=row.origin, of_origin=row.of_origin, claims=row.claims,
        filed=row.filed,
    )  # fmt: skip


@get("/api/v1/exhibits/{sha256:str}", opt=READ, sync_to_thread=True)
def exhibit(visit: Here, *, sha256: FromPath[str]) -> ExhibitWhole:
    """One exhibit.

    Its bytes are read against its digest now; with its custody and what rests on it.
    """
    _known(visit, sha256)
    found = standing_of(visit.seen.bench, sha256)
    return ExhibitWhole(
        exhibit=shown(found.row),
        intact=bool(is_intact(visit.seen.bench, found.row.exhibit, largest=found.row.exhibit.size)),
        custody=tuple(
            CustodyShown(at=one.at, actor=one.actor, action=one.action, note=one.note) for _, one in found.events
        ),
        claims=tuple(one.id for one in found.claims), dossiers=tuple(one.dossier for one in found.dossiers),
        parent=found.parent.sha256 if found.parent else "",
        pieces=tuple(one.exhibit.sha256 for one in found.pieces),
    )  # fmt: skip


def _known(visit: Visit, sha256: str) -> None:
    if sha256 not in visit.seen.bench.ledger.exhibits():
        raise NotFoundException("there is no such exhibit, or none that you may see")


@get("/api/v1/exhibits/{sha256:str}/words", opt=READ, sync_to_thread=True)
def words(visit: Here, *, sha256: FromPath[str], at: FromQuery[str]) -> Words:
    """What stands at a place.

    `at` is a locator: `page:2@120-180`, `row:12#NAME`, `line:3`, `/LIST/ENTRY[12]/NAME`, `json:/a/0`.
    """
    _known(visit, sha256)
    member = at.partition("!")[0] if "!" in at else ""
    return Words(exhibit=sha256, at=at, words=words_at(open_exhibit(visit.seen.bench, sha256, member=member), at))


@get("/api/v1/exhibits/{sha256:str}/bytes", opt=READ, sync_to_thread=True)
def original(visit: Here, *, sha256: FromPath[str]) -> Response[bytes]:
    """The original bytes.

    As an attachment that is never run here; noted in the audit.
    """
    return file_of(visit, sha256)


@post("/api/v1/exhibits", opt=RECORD, sync_to_thread=True, request_max_body_size=UPLOAD)
def upload(visit: Here, data: MultipartBody[dict[str, Any]]) -> Brought:
    """Bring an exhibit.

    `file` and the fields of its filing: title, evidence, publisher, reliability, available, repeats (one on a line),
    uses (by commas), disclosure, summary, withheld, checked, lang, marking, audiences (by commas), note, as
    `whereas add` has them. With `sha256`, the bytes must have that digest. A container is opened, and each piece is an
    exhibit of its own. What is larger than 30 MB is taken by a job, whose id is answered.
    """
    file = data.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise WhereasError("no file is given", todo="send it as `file` in multipart/form-data")
    form = filled(visit, data)
    if form.filing is None:
        told = "; ".join(f"{name}: {words}" for name, words in form.errors.items())
        raise WhereasError("the filing is not well-formed", where=told, todo="correct these fields")
    bench, name = visit.seen.bench, visit.person.name
    token = staging.stage(bench, name, file.filename, file.file)
    try:
        _held(visit, token, str(data.get("sha256", "") or ""))
        return _brought(visit, token, form.filing)
    except WhereasError:
        staging.drop(bench, name, token)
        raise


def _held(visit: Visit, token: str, wanted: str) -> None:
    with staging.place_of(visit.seen.bench, visit.person.name, token).open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if wanted and wanted.lower() != found:
        raise WhereasError(f"the bytes that came have SHA-256 {found}", todo="send them again; nothing was taken")


def _brought(visit: Visit, token: str, filing: Filing) -> Brought:
    found = bring(visit, token, filing)
    if found.taken is None:
        return Brought(job=found.job)
    return Brought(
        kind=found.taken.kind, problems=found.taken.problems,
        taken=tuple(
            Taken(sha256=one.sha256, name=one.name, text=one.text, known=one.known, changes=one.changes)
            for one in found.taken.added
        ),
    )  # fmt: skip


@patch("/api/v1/exhibits/{sha256:str}/filing", opt=RECORD, sync_to_thread=True)
def file_anew(visit: Here, *, sha256: FromPath[str], data: JSONBody[FilingSaid]) -> FilingNow:
    """File an exhibit anew.

    What is left out stays as it was; the earlier filing stays in the log.
    """
    _known(visit, sha256)
    before = visit.seen.bench.ledger.desk().filings.get(sha256)
    if before is None:
        raise WhereasError("this is a captured list: its source says how it is filed", todo="file what you bring")
    form = filled(visit, {**values_of(before), "note": "", **_said(data)})
    if form.filing is None:
        told = "; ".join(f"{name}: {words}" for name, words in form.errors.items())
        raise WhereasError("the filing is not well-formed", where=told, todo="correct these fields")
    now = refile(visit, sha256, form.filing)
    return FilingNow(
        exhibit=now.exhibit, title=now.title, evidence=now.evidence, marking=str(now.marking), uses=now.uses,
        repeats=now.repeats, note=now.note,
    )  # fmt: skip


def _said(data: FilingSaid) -> dict[str, str]:
    plain = {name: getattr(data, name) for name in data.__struct_fields__ if getattr(data, name) is not None}
    return {
        name: ("\n" if name == "repeats" else ", ").join(value) if isinstance(value, tuple) else value
        for name, value in plain.items()
    }


ROUTES = [exhibits, exhibit, words, original, upload, file_anew]
