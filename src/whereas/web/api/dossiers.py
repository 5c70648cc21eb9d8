"""Dossiers by API: a draft checked, saved and made, a release asked for and decided, and the files that were let go."""

import json
from dataclasses import dataclass, field
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody

from whereas.core.casework import DraftSaved
from whereas.publish.dossier.model import Dossier
from whereas.web.access import needs
from whereas.web.asking import begin
from whereas.web.pages.releases import handed_out, settle
from whereas.web.roles import Permission
from whereas.web.visit import Here, Visit
from whereas.workbench.assessing import standard_of
from whereas.workbench.case_plain import (
    DraftChecked,
    ReleaseShown,
    VersionShown,
    checked_shown,
    release_shown,
    version_shown,
)
from whereas.workbench.cases import subject_of
from whereas.workbench.dossiers import DraftNote, SentenceNote, draft_of, make
from whereas.workbench.drafts import Version, check, first_note, save
from whereas.workbench.releases import Wanted, request_of, requests, working
from whereas.workbench.word_copies import WORKING


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence and the claims it rests on, by id, its beginning, or their words."""

    text: str
    claims: tuple[str, ...] = ()
    unchecked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """A draft: whom it is on, under what, as of which day. Without sentences a first draft is made of the claims."""

    subject: str
    standard: str
    adoption: str = ""
    forum: str = ""
    sentences: tuple[Line, ...] = ()
    proportionality: str = ""
    persistence: str = ""
    renewal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Making(Drafting):
    """A draft to be made into a dossier: `copy` is `internal` or `listing`."""

    copy: str = "internal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving(Drafting):
    """A version of a case's draft to save: `base` are the ids of the versions it was made from."""

    base: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A version that was saved, and the ids of all that now stand: several where somebody else saved meanwhile."""

    version: VersionShown
    stand: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A release to ask for: the id of the version, which copy, who gets it, and why."""

    case: str
    subject: str
    standard: str
    draft: str
    copy: str
    recipient: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedByJob:
    """A release that a job asks for when it has made the files."""

    job: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """A decision on a release. `read` says that what leaves was read; without it nothing is agreed to."""

    agreed: bool
    reason: str
    read: bool = False


@post("/api/v1/dossiers/check", opt=needs(Permission.READ), sync_to_thread=True, status_code=200)
def checked(visit: Here, data: JSONBody[Drafting]) -> DraftChecked:
    """Check a draft.

    Runs E1 to E16 on it, and says what would bar its listing copy and what that copy would leave out. Nothing is kept.
    """
    day = data.adoption or visit.now[:10]
    known = visit.seen.know(day)
    who, law = known.subject(data.subject), standard_of(data.standard)
    note = _resolved(visit, data, day)
    return checked_shown(
        check(visit.seen.bench, known, who, law, note, adoption=day, forum=data.forum, index=_index(visit))
    )


@post("/api/v1/dossiers/make", opt=needs(Permission.RECORD), sync_to_thread=True, status_code=200)
def made(visit: Here, data: JSONBody[Making]) -> dict[str, Any]:
    """Make a dossier, as a working copy.

    The same as `whereas dossier SUBJECT --regime KEY --json` prints, but for its marking, which says that it was not
    released. Refused where your clearance does not cover all that it rests on.
    """
    day = data.adoption or visit.now[:10]
    known = visit.seen.know(day)
    who, law = known.subject(data.subject), standard_of(data.standard)
    index, note = _index(visit), _note(data)
    drafts = {
        one: draft_of(visit.seen.bench, known, who, law, adoption=day, forum=data.forum, note=note, index=index,
                      copy=one)
        for one in {data.copy, "listing"}
    }  # fmt: skip
    found = make(visit.seen.bench, known, drafts[data.copy], copy=data.copy, listing=drafts["listing"],
                 formats=frozenset())  # fmt: skip
    dossier = working(visit.seen, who, found)
    visit.audit("preview", dossier.id)
    return _plain(dossier)


def _plain(dossier: Dossier) -> dict[str, Any]:
    import msgspec

    marked = msgspec.structs.replace(dossier, marking=f"{WORKING}; {dossier.marking}")
    found: dict[str, Any] = json.loads(marked.manifest())
    return found


@post("/api/v1/cases/{key:str}/drafts", opt=needs(Permission.RECORD), sync_to_thread=True)
def saved(visit: Here, key: FromPath[str], data: JSONBody[Saving]) -> Saved:
    """Save a version of a case's draft.

    Nothing is refused because somebody else saved meanwhile: both versions stand until one is made from both.
    """
    day = data.adoption or visit.now[:10]
    known = visit.seen.know(day)
    who, law = subject_of(known, data.subject), standard_of(data.standard)
    said = DraftSaved(case=key, subject="", standard="", body="", base=data.base, adoption=day, forum=data.forum,
                      note=data.remark)  # fmt: skip
    note = _note(data) or first_note(visit.seen.bench, known, who, law, adoption=day, forum=data.forum)
    kept, stand = save(visit.seen.bench, known, said, note, subject=who, of=law)
    found = next((one for one in stand if one.said.id == kept.id), None)
    shown = found or Version(number=0, by=visit.person.name, at=visit.now, said=kept)
    return Saved(version=version_shown(shown, stands=found is not None), stand=tuple(one.said.id for one in stand))


@get("/api/v1/releases", opt=needs(Permission.READ), sync_to_thread=True)
def releases(visit: Here) -> list[ReleaseShown]:
    """List the releases that were asked for and that you may see, newest first."""
    return [release_shown(one) for one in requests(visit.seen.bench.ledger.desk()).values()]


@get("/api/v1/releases/{key:str}", opt=needs(Permission.READ), sync_to_thread=True)
def release(visit: Here, key: FromPath[str]) -> ReleaseShown:
    """Show a release: what leaves, or left, with digests, and how it was decided."""
    return release_shown(request_of(visit.seen.bench.ledger.desk(), key))


@post("/api/v1/releases", opt=needs(Permission.REVIEW), sync_to_thread=True)
def asked(visit: Here, data: JSONBody[Asking]) -> ReleaseShown | AskedByJob:
    """Ask for a release.

    The files that are to leave are made now, and only these can leave. Of a dossier that rests on many exhibits a job
    makes them and asks; its id is answered, and its `link` leads to the release when it is done.
    """
    begun = begin(visit, Wanted(**{name: getattr(data, name) for name in Asking.__dataclass_fields__}))
    return release_shown(begun.request) if begun.request else AskedByJob(job=begun.job)


@post("/api/v1/releases/{key:str}", opt=needs(Permission.REVIEW), sync_to_thread=True, status_code=200)
def decided(visit: Here, key: FromPath[str], data: JSONBody[Deciding]) -> ReleaseShown:
    """Agree to a release that another person asked for, or refuse it. Whoever asked may take the request back."""
    return release_shown(settle(visit, key, agreed=data.agreed, read=data.read, reason=data.reason))


@get("/api/v1/releases/{key:str}/files/{name:path}", opt=needs(Permission.RECORD), sync_to_thread=True)
def file(visit: Here, key: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    """Take a file of a release that was agreed to."""
    return handed_out(visit, key, name)


def _note(data: Drafting) -> DraftNote | None:
    """A draft as it was sent; None where it names no sentence and no note."""
    said = DraftNote(
        sentences=tuple(SentenceNote(text=one.text, claims=one.claims, unchecked=one.unchecked)
                        for one in data.sentences),
        proportionality=data.proportionality, persistence=data.persistence, renewal=data.renewal,
    )  # fmt: skip
    return said if said != DraftNote() else None


def _resolved(visit: Visit, data: Drafting, day: str) -> DraftNote:
    """A draft whose sentences name claims by full ids. Raises `WhereasError` for a claim nobody recorded."""
    known, note = visit.seen.know(day), _note(data)
    who, law = known.subject(data.subject), standard_of(data.standard)
    made = draft_of(visit.seen.bench, known, who, law, adoption=day, forum=data.forum, note=note)
    sentences = tuple(SentenceNote(text=one.text, claims=one.claims, unchecked=one.unchecked)
                      for one in made.sentences)  # fmt: skip
    return DraftNote(sentences=sentences, proportionality=data.proportionality, persistence=data.persistence,
                     renewal=data.renewal)  # fmt: skip


def _index(visit: Visit) -> Any:
    return visit.seen.index if visit.seen.bench.ledger.view().readings else None


ROUTES = [checked, made, saved, releases, release, asked, decided, file]
