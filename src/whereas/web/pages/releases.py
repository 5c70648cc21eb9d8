"""Releases: what was asked for, what waits for a second person, what leaves file by file, and the decision."""

from dataclasses import dataclass

from litestar import get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect, Response, Template

from whereas.core.errors import WhereasError
from whereas.publish.release import MANIFEST, ReleaseError
from whereas.web.access import needs
from whereas.web.asking import begin
from whereas.web.forms import one
from whereas.web.pages.dossiers import desk_of, document_policy
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.visit import Here, Visit
from whereas.workbench.releases import (
    Request,
    Wanted,
    changed_since,
    decide,
    file_asked,
    file_released,
    is_released,
    request_of,
    requests,
    why_not,
)

_MEDIA = {
    ".json": "application/json", ".html": "text/html; charset=utf-8", ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
# A dossier as a page carries its own style; it is shown here as the text of it, so that nothing else can run.
_SHOWN = (".html",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A request with what the visitor may do about it: why they may not decide (a key of words; empty: they may)."""

    request: Request
    barred: str
    released: bool


@get("/releases", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def all_releases(visit: Here) -> Template:
    """Every release that was asked for and that the visitor may see; first those that wait for them."""
    every = [_waiting(visit, each) for each in requests(visit.seen.bench.ledger.desk()).values()]
    mine = [each for each in every if not each.barred and each.request.decided is None]
    return page(visit, "releases.html.j2", here="cases", mine=mine, others=[each for each in every if each not in mine])


def _waiting(visit: Visit, request: Request) -> Waiting:
    same = visit.register.accounts.same_person
    barred = why_not(request, visit.person.name, same) or ("" if visit.person.may(Permission.RELEASE) else "role")
    return Waiting(request=request, barred=barred, released=is_released(visit.seen, request))


@get("/releases/{key:str}", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def one_release(visit: Here, key: FromPath[str]) -> Template:
    """What is to leave, or left: the files with their digests, the marking, who asked and why, and the decision."""
    return _drawn(visit, key)


def _drawn(visit: Visit, key: str, refused: WhereasError | None = None) -> Template:
    request = request_of(visit.seen.bench.ledger.desk(), key)
    waiting = _waiting(visit, request)
    return page(
        visit, "release.html.j2", here="cases", waiting=waiting, wish=request, said=request.said, refused=refused,
        changed=_changed(visit, request) if request.decided is None else "", manifest=MANIFEST,
        may_read=_may_read(visit, request), may_take=waiting.released and visit.person.may(Permission.RECORD),
        may_take_back=request.decided is None and visit.register.accounts.same_person(visit.person.name,
                                                                                     request.asked.by),
    )  # fmt: skip


def _changed(visit: Visit, request: Request) -> str:
    """Why it cannot be let go as it was asked for, in words; also where that cannot be told with this clearance."""
    try:
        return changed_since(visit.seen, request)
    except WhereasError as error:
        return error.what


def _may_read(visit: Visit, request: Request) -> bool:
    """Who may read what is to leave: reviewers and releasers whose clearance covers it, while it waits and after."""
    return visit.person.may(Permission.REVIEW) and visit.seen.clearance.covers(request.said.marking)


@post("/cases/{key:str}/asks/{place:path}", opt=needs(Permission.REVIEW), sync_to_thread=True, include_in_schema=False)
def asked(
    visit: Here, key: FromPath[str], place: FromPath[str], data: URLEncodedBody[dict[str, str | list[str]]]
) -> Redirect:
    """Ask for the release of a version; where that takes long, a job makes the files first."""
    desk = desk_of(visit, key, place)
    wanted = Wanted(
        case=key, subject=desk.subject, standard=desk.standard.key, draft=one(data, "draft"), copy=one(data, "copy"),
        recipient=one(data, "recipient"), reason=one(data, "reason"),
    )  # fmt: skip
    begun = begin(visit, wanted)
    place = f"/releases/{begun.request.said.key}" if begun.request else f"/jobs/{begun.job}"
    return Redirect(place, status_code=303)


@post("/releases/{key:str}", opt=needs(Permission.REVIEW), sync_to_thread=True, include_in_schema=False)
def decided(visit: Here, key: FromPath[str], data: URLEncodedBody[dict[str, str | list[str]]]) -> Redirect | Template:
    """Agree or refuse. Only a releaser agrees; whoever asked may take the request back."""
    agreed = one(data, "do") == "agree"
    try:
        settle(visit, key, agreed=agreed, read=bool(one(data, "read")), reason=one(data, "reason"))
    except WhereasError as error:
        drawn = _drawn(visit, key, error)
        drawn.status_code = 400
        return drawn
    return Redirect(f"/releases/{key}", status_code=303)


def settle(visit: Visit, key: str, *, agreed: bool, read: bool, reason: str) -> Request:
    """Decide on a request as somebody with an account; what the page and the API both call."""
    request = request_of(visit.seen.bench.ledger.desk(), key)
    same = visit.register.accounts.same_person
    own = same(visit.person.name, request.asked.by)
    if not visit.person.may(Permission.RELEASE) and (agreed or not own):
        raise ReleaseError("your role does not decide on releases", todo="leave it to a releaser")
    if agreed and not read:
        raise ReleaseError("it is not said that what leaves was read", todo="read the files, and say so")
    made = decide(visit.seen, key, agreed=agreed, reason=reason, same=same)
    visit.audit("release" if agreed else "release-refused", key)
    return made


@get("/releases/{key:str}/files/{name:path}", opt=needs(Permission.RECORD), sync_to_thread=True,
     include_in_schema=False)  # fmt: skip
def file(visit: Here, key: FromPath[str], name: FromPath[str], *, show: FromQuery[bool] = False) -> Response[bytes]:
    """A file of a release."""
    return handed_out(visit, key, name, show=show)


def handed_out(visit: Visit, key: str, name: str, *, show: bool = False) -> Response[bytes]:
    """A file of a release: to read where it waits, to take where it was let go."""
    request = request_of(visit.seen.bench.ledger.desk(), key)
    plain = name.strip("/")
    if is_released(visit.seen, request):
        data = file_released(visit.seen, request, plain)
    elif _may_read(visit, request) and request.decided is None:
        data = file_asked(visit.seen, request, plain)
    else:
        raise ReleaseError("this was not released", todo="a second person must agree first")
    return _sent(visit, request, plain, data, show=show)


def _sent(visit: Visit, request: Request, name: str, data: bytes, *, show: bool) -> Response[bytes]:
    ending = f".{name.rpartition('.')[2]}"
    headers = {}
    if show and ending in _SHOWN:
        headers["content-security-policy"] = document_policy(data.decode())
        visit.audit("read", request.said.key)
    elif request.decided is None:
        raise ReleaseError("this waits for a second person, and is read here only", todo="read it as a page")
    else:
        bare = name.rpartition("/")[2].replace('"', "")
        headers["content-disposition"] = f'attachment; filename="{bare}"'
        visit.audit("export", f"{request.said.key}/{bare}"[:120])
    return Response(data, media_type=_MEDIA.get(ending, "application/octet-stream"), headers=headers)


ROUTES = [all_releases, one_release, asked, decided, file]
