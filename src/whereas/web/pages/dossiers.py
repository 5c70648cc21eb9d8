"""Drafts of a dossier: written and checked sentence by sentence, kept in versions, sent through Word, previewed."""

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from litestar import get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath, FromQuery, MultipartBody, URLEncodedBody
from litestar.response import Redirect, Response, Template

from whereas.core.casework import DraftSaved
from whereas.core.claim import Claim
from whereas.core.errors import WhereasError
from whereas.policy.forums import forums
from whereas.policy.standards import Standard
from whereas.publish.dossier.model import Dossier
from whereas.publish.pages import dossier_page
from whereas.web.access import UPLOAD, needs
from whereas.web.draft_forms import Written, without_empty, written
from whereas.web.pages.cases import address_of_draft
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.visit import Here, Visit
from whereas.workbench.assessing import Knowledge, Subject, standard_of
from whereas.workbench.cases import Case, case_of, subject_of
from whereas.workbench.dossiers import COPIES, DraftNote, make
from whereas.workbench.drafts import Checked, Version, check, differences, first_note, heads, save, versions
from whereas.workbench.releases import working
from whereas.workbench.word_copies import hand_out, take_back

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A draft's place: its case, whom it is on and under what, and its versions."""

    case: Case
    subject: str
    standard: Standard
    versions: tuple[Version, ...]

    @property
    def heads(self) -> tuple[Version, ...]:
        """The versions that stand: one, or several side by side."""
        return heads(self.versions)

    def version(self, key: str = "") -> Version | None:
        """A version by its id or the beginning of it; without one the last that was saved."""
        if not key:
            return self.versions[-1] if self.versions else None
        found = [one for one in self.versions if one.said.id.startswith(key)]
        if len(found) != 1:
            raise WhereasError(f"there is no version {key[:12]!r}", todo="choose one of the list of versions")
        return found[0]

    def address(self, verb: str = "drafts") -> str:
        """The address of what is done with the draft."""
        return address_of_draft(self.case.key, self.subject, self.standard.key, verb)


def desk_of(visit: Visit, key: str, place: str) -> Desk:
    """A draft's place from an address: `SUBJECT/REGIME/CRITERION`, where only a subject may hold more slashes."""
    case = case_of(visit.seen.bench.ledger.desk(), key)
    subject, _, rest = place.strip("/").rpartition("/")
    subject, _, regime = subject.rpartition("/")
    standard = standard_of(f"{regime}/{rest}")
    if not subject:
        raise WhereasError("the address names no draft", todo="open the draft from its case")
    return Desk(case=case, subject=subject, standard=standard, versions=versions(case, subject, standard.key))


@get("/cases/{key:str}/drafts/{place:path}", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def draft(
    visit: Here,
    key: FromPath[str],
    place: FromPath[str],
    *,
    version: FromQuery[str] = "",
    join: FromQuery[bool] = False,
    adoption: FromQuery[str] = "",
    forum: FromQuery[str] = "",
) -> Template:
    """A draft: its newest version, or a first one with a sentence for each claim."""
    desk = desk_of(visit, key, place)
    found = desk.version(version)
    day = adoption or (found.said.adoption if found else visit.now[:10])
    asked = forum or (found.said.forum if found else "")
    known = visit.seen.know(day)
    who = subject_of(known, desk.subject)
    note = found.note if found else first_note(visit.seen.bench, known, who, desk.standard, adoption=day, forum=asked)
    taken = desk.heads if join or not version else (found,) if found else ()
    base = tuple(one.said.id for one in taken)
    said = Written(note=note, base=base, adoption=day, forum=asked, remark="", do="")
    return _drawn(visit, desk, said, known=known, shown=found)


@post(
    "/cases/{key:str}/checks/{place:path}",
    status_code=200,
    opt=needs(Permission.RECORD),
    sync_to_thread=True,
    include_in_schema=False,
)
def checked(
    visit: Here, key: FromPath[str], place: FromPath[str], data: URLEncodedBody[dict[str, str | list[str]]]
) -> Template:
    """The draft as it is being written, checked and not saved."""
    return _drawn(visit, desk_of(visit, key, place), written(data), unsaved=True)


@post(
    "/cases/{key:str}/drafts/{place:path}", opt=needs(Permission.RECORD), sync_to_thread=True, include_in_schema=False
)
def saved(
    visit: Here, key: FromPath[str], place: FromPath[str], data: URLEncodedBody[dict[str, str | list[str]]]
) -> Redirect | Template:
    """Save a version. What is wrong with it is said beside what was written, and nothing of it is lost."""
    desk, said = desk_of(visit, key, place), written(data)
    try:
        known = visit.seen.know(said.adoption)
        made = DraftSaved(case=key, subject="", standard="", body="", base=said.base, adoption=said.adoption,
                          forum=said.forum, note=said.remark)  # fmt: skip
        save(visit.seen.bench, known, made, without_empty(said.note), subject=subject_of(known, desk.subject),
             of=desk.standard)  # fmt: skip
    except WhereasError as error:
        drawn = _drawn(visit, desk, said, unsaved=True, refused=error)
        drawn.status_code = 400
        return drawn
    return Redirect(desk.address(), status_code=303)


def _drawn(
    visit: Visit, desk: Desk, said: Written, *, known: Knowledge | None = None, shown: Version | None = None,
    unsaved: bool = False, refused: WhereasError | None = None, back: int = -1,
) -> Template:  # fmt: skip
    try:
        known = known or visit.seen.know(said.adoption)
        who = subject_of(known, desk.subject)
        result = _check(visit, known, desk, said)
    except WhereasError as error:  # a day that is none: the form comes back with what was written in it
        refused = refused or error
        known = visit.seen.knowledge
        who = subject_of(known, desk.subject)
        result = _check(visit, known, desk, replace(said, adoption=visit.now[:10], forum=""))
    others = [one for one in desk.heads if shown is None or one.said.id != shown.said.id]
    return page(
        visit, "draft.html.j2", here="cases", desk=desk, case=desk.case, who=who, said=said, result=result,
        sentences=_numbered(said.note), claims=_claims(known, who), versions=desk.versions, heads=desk.heads,
        shown=shown, unsaved=unsaved, refused=refused, back=back, forums=forums(), copies=COPIES,
        beside=[(one, differences(shown.note, one.note)) for one in others] if shown and len(desk.heads) > 1 else [],
        whole=visit.seen.is_whole(who.ids), may_record=visit.person.may(Permission.RECORD),
        may_ask=visit.person.may(Permission.REVIEW),
    )  # fmt: skip


def _check(visit: Visit, known: Knowledge, desk: Desk, said: Written) -> Checked:
    index = visit.seen.index if visit.seen.bench.ledger.view().readings else None
    return check(
        visit.seen.bench,
        known,
        subject_of(known, desk.subject),
        desk.standard,
        said.note,
        adoption=said.adoption,
        forum=said.forum,
        index=index,
    )


def _as_saved(one: Version) -> Written:
    said = one.said
    return Written(note=one.note, base=(said.id,), adoption=said.adoption, forum=said.forum, remark="", do="")


def _numbered(note: DraftNote) -> list[tuple[int, Any]]:
    return list(enumerate(note.sentences, start=1))


def _claims(known: Knowledge, who: Subject) -> list[Claim]:
    """The claims that a sentence may rest on: all about the subject, those of people before those of detectors."""
    return sorted(known.kept.about(who.ids), key=lambda one: (one.id not in known.board.claims, one.kind, one.words))


@get("/cases/{key:str}/versions/{place:path}", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def all_versions(
    visit: Here, key: FromPath[str], place: FromPath[str], *, old: FromQuery[str] = "", new: FromQuery[str] = ""
) -> Template:
    """Every version of a draft, and what changed between two of them."""
    desk = desk_of(visit, key, place)
    after = desk.version(new)
    before = desk.version(old) if old else _before(desk.versions, after)
    known = visit.seen.knowledge
    changes = differences(before.note, after.note) if before and after else ()
    return page(
        visit, "draft_versions.html.j2", here="cases", desk=desk, case=desk.case, old=before, new=after,
        changes=changes, who=subject_of(known, desk.subject),
        words={one.id: one.words for one in known.board.claims.values()},
    )  # fmt: skip


def _before(every: Sequence[Version], after: Version | None) -> Version | None:
    """The version that another was made from."""
    base = after.said.base if after else ()
    return next((one for one in every if one.said.id in base), None)


def _dossier(visit: Visit, desk: Desk, version: str, copy: str) -> tuple[Dossier, Version]:
    """The dossier of a saved version. Raises `ReleaseError` where the clearance does not cover all it rests on."""
    if copy not in COPIES:
        raise WhereasError(f"there is no copy {copy!r}", todo=f"choose one of: {', '.join(COPIES)}")
    found = desk.version(version)
    if found is None:
        raise WhereasError("nothing is saved yet", todo="save the draft first")
    known = visit.seen.know(found.said.adoption)
    who = subject_of(known, desk.subject)
    result = _check(visit, known, desk, _as_saved(found))
    one = result.draft if copy == "internal" else result.listing
    made = make(
        visit.seen.bench, known, one, copy=copy, listing=result.listing, formats=frozenset(), least=desk.case.marking
    )
    return working(visit.seen, who, made), found


@get(
    "/cases/{key:str}/previews/{copy:str}/{place:path}",
    opt=needs(Permission.RECORD),
    sync_to_thread=True,
    include_in_schema=False,
)
def preview(
    visit: Here, key: FromPath[str], copy: FromPath[str], place: FromPath[str], *, version: FromQuery[str] = ""
) -> Response[bytes]:
    """A copy as it would read: the very page that a release holds, without scripts."""
    dossier, _ = _dossier(visit, desk_of(visit, key, place), version, copy)
    text = dossier_page(dossier)
    visit.audit("preview", dossier.id)
    return Response(text.encode(), media_type="text/html; charset=utf-8",
                    headers={"content-security-policy": document_policy(text)})  # fmt: skip


def document_policy(text: str) -> str:
    """What a document of ours that carries its own style may do in a browser: show that style, and nothing else."""
    styles = [hashlib.sha256(one.encode()).digest() for one in re.findall(r"<style>(.*?)</style>", text, re.DOTALL)]
    allowed = " ".join(f"'sha256-{base64.b64encode(one).decode()}'" for one in styles)
    return f"default-src 'none'; style-src {allowed or chr(39) + 'none' + chr(39)}; img-src data:; sandbox allow-popups"


@get("/cases/{key:str}/word/{place:path}", opt=needs(Permission.RECORD), sync_to_thread=True, include_in_schema=False)
def word_down(
    visit: Here, key: FromPath[str], place: FromPath[str], *, version: FromQuery[str] = ""
) -> Response[bytes]:
    """A working copy for Word; it says on every page that it was not released."""
    desk = desk_of(visit, key, place)
    dossier, found = _dossier(visit, desk, version, "internal")
    data = hand_out(visit.seen.bench, dossier, found.said.id)
    visit.audit("export", found.said.id)
    name = f"draft-{found.number}-not-released.docx"
    return Response(data, media_type=_DOCX, headers={"content-disposition": f'attachment; filename="{name}"'})


@post(
    "/cases/{key:str}/word/{place:path}",
    status_code=200,
    request_max_body_size=UPLOAD,
    opt=needs(Permission.RECORD),
    sync_to_thread=True,
    include_in_schema=False,
)
def word_up(visit: Here, key: FromPath[str], place: FromPath[str], data: MultipartBody[dict[str, Any]]) -> Template:
    """An edited working copy: its sentences in the form, changed ones unchecked, and nothing saved yet."""
    desk = desk_of(visit, key, place)
    file = data.get("file")
    if not isinstance(file, UploadFile):
        raise WhereasError("no file came", todo="choose the edited DOCX")
    back = take_back(visit.seen.bench, file.file.read())
    was = desk.version(back.version)
    if was is None:
        raise WhereasError("this document is of another draft", todo="open the draft it was made from")
    said = replace(_as_saved(was), note=back.note)
    return _drawn(visit, desk, said, unsaved=True, back=sum(one.changed for one in back.returned.lines))


ROUTES = [draft, checked, saved, all_versions, preview, word_down, word_up]
