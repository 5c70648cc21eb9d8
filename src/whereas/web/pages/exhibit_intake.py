"""Evidence brought in: looked at first, then filed; filed anew, stamped, and held against what shares its origin."""

import secrets
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, MultipartBody, URLEncodedBody
from litestar.response import Redirect, Template

from whereas.core.errors import WhereasError
from whereas.core.exhibit import Exhibit
from whereas.core.filing import DISCLOSURES, Filing
from whereas.kit.stamps import LARGEST_TOKEN, request
from whereas.policy.claims import evidence_classes
from whereas.web import staging
from whereas.web.access import UPLOAD, needs
from whereas.web.filing_form import LETTERS, MARKINGS, Filled, filled, values_of
from whereas.web.intake import bring, refile
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.visit import Here, Visit
from whereas.workbench import desk
from whereas.workbench.exhibit_list import standing_of
from whereas.workbench.origins import origins

RECORD = needs(Permission.RECORD)
_MEGA = 1_000_000


@get("/exhibits/new", opt=RECORD, sync_to_thread=True, include_in_schema=False)
def new(visit: Here) -> Template:
    """Where a file is chosen."""
    return page(visit, "exhibit_new.html.j2", here="exhibits", most=UPLOAD // _MEGA, trouble="")


@post("/exhibits/new", opt=RECORD, sync_to_thread=True, include_in_schema=False, request_max_body_size=UPLOAD)
def upload(visit: Here, data: MultipartBody[dict[str, Any]]) -> Redirect | Template:
    """Puts a file aside and shows what it is; nothing is taken yet."""
    try:
        file = _chosen(data.get("file"), "choose a file")
        token = staging.stage(visit.seen.bench, visit.person.name, file.filename, file.file)
    except WhereasError as error:
        shown = page(visit, "exhibit_new.html.j2", here="exhibits", most=UPLOAD // _MEGA, trouble=_told(error))
        shown.status_code = 422
        return shown
    return Redirect(f"/exhibits/staged/{token}", status_code=303)


@get("/exhibits/staged/{token:str}", opt=RECORD, sync_to_thread=True, include_in_schema=False)
def staged(visit: Here, *, token: FromPath[str]) -> Template:
    """What was brought, with its digest, and the form that says what it is."""
    return _staged(visit, token, Filled(values={"evidence": "other"}, errors={}, filing=None))


@post("/exhibits/staged/{token:str}", opt=RECORD, sync_to_thread=True, include_in_schema=False)
def take(visit: Here, *, token: FromPath[str], data: URLEncodedBody[dict[str, str]]) -> Redirect | Template:
    """Takes it as exhibits, filed as the form says; a large one by a job."""
    bench, name = visit.seen.bench, visit.person.name
    if data.get("do") == "drop":
        staging.drop(bench, name, token)
        return Redirect("/exhibits", status_code=303)
    form = filled(visit, data)
    if form.filing is None:
        return _staged(visit, token, form)
    try:
        brought = bring(visit, token, form.filing)
    except WhereasError as error:
        return _staged(visit, token, _with_trouble(form, error))
    if brought.job:
        return Redirect(f"/jobs/{brought.job}", status_code=303)
    return Redirect(f"/exhibits/{brought.sha256}?said=added#known", status_code=303)


def _staged(visit: Visit, token: str, form: Filled) -> Template:
    try:
        found = staging.preview(visit.seen.bench, visit.person.name, token)
    except WhereasError as error:
        shown = page(visit, "exhibit_new.html.j2", here="exhibits", most=UPLOAD // _MEGA, trouble=_told(error))
        shown.status_code = 422
        return shown
    shown = page(visit, "exhibit_staged.html.j2", here="exhibits", found=found, **_choices(visit, form))
    shown.status_code = 422 if form.errors else 200
    return shown


def _choices(visit: Visit, form: Filled) -> dict[str, Any]:
    return {
        "values": form.values, "errors": form.errors, "classes": evidence_classes(), "letters": LETTERS,
        "markings": MARKINGS, "disclosures": DISCLOSURES, "clearance": str(visit.person.clearance.tlp),
    }  # fmt: skip


def _with_trouble(form: Filled, error: WhereasError) -> Filled:
    field = "note" if "without a reason" in error.what else "form"
    return Filled(values=form.values, errors={**form.errors, field: _told(error)}, filing=form.filing)


def _told(error: WhereasError) -> str:
    return ". ".join(part.rstrip(".") for part in (error.what, error.where, error.todo) if part) + "."


# --- Filed anew


def _known(visit: Visit, sha256: str) -> Exhibit:
    found = visit.seen.bench.ledger.exhibits().get(sha256)
    if found is None:
        raise NotFoundException
    return found


def _filed(visit: Visit, sha256: str) -> Filing:
    _known(visit, sha256)
    found = visit.seen.bench.ledger.desk().filings.get(sha256)
    if found is None:
        raise NotFoundException
    return found


@get("/exhibits/{sha256:str}/refile", opt=RECORD, sync_to_thread=True, include_in_schema=False)
def refiling(visit: Here, *, sha256: FromPath[str]) -> Template:
    """How it is filed now, to be changed."""
    before = _filed(visit, sha256)
    return _refiling(visit, sha256, Filled(values=values_of(before) | {"note": ""}, errors={}, filing=None))


@post("/exhibits/{sha256:str}/refile", opt=RECORD, sync_to_thread=True, include_in_schema=False)
def refiled(visit: Here, *, sha256: FromPath[str], data: URLEncodedBody[dict[str, str]]) -> Redirect | Template:
    """Files it anew; the earlier filing stays in the log."""
    _filed(visit, sha256)
    form = filled(visit, data)
    if form.filing is None:
        return _refiling(visit, sha256, form)
    try:
        refile(visit, sha256, form.filing)
    except WhereasError as error:
        return _refiling(visit, sha256, _with_trouble(form, error))
    return Redirect(f"/exhibits/{sha256}?said=refiled#known", status_code=303)


def _refiling(visit: Visit, sha256: str, form: Filled) -> Template:
    row = standing_of(visit.seen.bench, sha256).row
    shown = page(visit, "exhibit_refile.html.j2", here="exhibits", row=row, **_choices(visit, form))
    shown.status_code = 422 if form.errors else 200
    return shown


# --- Time stamps


@get("/exhibits/{sha256:str}/stamp", opt=RECORD, sync_to_thread=True, include_in_schema=False)
def stamps(visit: Here, *, sha256: FromPath[str]) -> Template:
    """The stamps there are, the request to send, and where the answer is brought."""
    return _stamps(visit, sha256, "")


def _stamps(visit: Visit, sha256: str, trouble: str) -> Template:
    _known(visit, sha256)
    standing = standing_of(visit.seen.bench, sha256)
    shown = page(visit, "exhibit_stamp.html.j2", here="exhibits", row=standing.row, standing=standing, trouble=trouble)
    shown.status_code = 422 if trouble else 200
    return shown


@get("/exhibits/{sha256:str}/stamp-request.tsq", opt=RECORD, sync_to_thread=True, include_in_schema=False)
def stamp_request(visit: Here, *, sha256: FromPath[str]) -> Response[bytes]:
    """The request (RFC 3161) to send to an authority: it holds the digest and nothing of what the exhibit says."""
    _known(visit, sha256)
    visit.audit("download", sha256)
    return Response(
        request(bytes.fromhex(sha256), secrets.randbits(63)), media_type="application/timestamp-query",
        headers={"content-disposition": f'attachment; filename="{sha256[:12]}.tsq"'},
    )  # fmt: skip


@post("/exhibits/{sha256:str}/stamp", opt=RECORD, sync_to_thread=True, include_in_schema=False,
      request_max_body_size=8 * LARGEST_TOKEN)  # fmt: skip
def stamped(visit: Here, *, sha256: FromPath[str], data: MultipartBody[dict[str, Any]]) -> Redirect | Template:
    """Checks an answer with two implementations and records how it came out, good or bad."""
    _known(visit, sha256)
    roots = [one.file.read(LARGEST_TOKEN) for one in _files(data.get("roots"))]
    try:
        token = _chosen(data.get("token"), "choose the authority's answer (.tsr)")
        desk.stamp(
            visit.seen.bench, sha256, token.file.read(LARGEST_TOKEN + 1), roots=[one for one in roots if one],
            name=staging.plain_name(token.filename),
        )  # fmt: skip
    except WhereasError as error:
        return _stamps(visit, sha256, _told(error))
    return Redirect(f"/exhibits/{sha256}?said=stamped#custody", status_code=303)


def _chosen(given: object, todo: str) -> UploadFile:
    """The file of a form. Raises `WhereasError` where none was chosen."""
    if not isinstance(given, UploadFile) or not given.filename:
        raise WhereasError("no file was chosen", todo=todo)
    return given


def _files(given: object) -> list[UploadFile]:
    every = given if isinstance(given, list) else [given]
    return [one for one in every if isinstance(one, UploadFile) and one.filename]


# --- Origins


@get("/exhibits/origins", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def of_one_origin(visit: Here) -> Template:
    """Which exhibits lead to one origin, and which share passages that point to one."""
    found = origins(visit.seen.bench)
    titles = {one.exhibit: one.title for _, filed in found.filed for one in filed}
    return page(
        visit, "exhibit_origins.html.j2", here="exhibits", found=found, titles=titles,
        many=[one for one in found.filed if len(one[1]) > 1],
    )  # fmt: skip


ROUTES = [new, upload, staged, take, refiling, refiled, stamps, stamp_request, stamped, of_one_origin]
