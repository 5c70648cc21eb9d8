"""What people record in a case: its opening and changes, comments, drafts, and releases asked for and decided."""

from dataclasses import dataclass

from whereas.core.canon import digest
from whereas.core.marking import OPEN, Marking

CASE_STATES = ("open", "parked", "closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened:
    """That a case was opened: a question about subjects (ids of parties) that is held against standards (their keys).

    Whoever may not see `marking` sees nothing of the case.
    """

    key: str
    question: str
    subjects: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    marking: Marking = OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChanged:
    """A change of a case: a new `state` (empty: as it was), and what is taken in and out of it; `reason` says why.

    `marking` joins the case's own, so that no change can lower it.
    """

    case: str
    state: str = ""
    reason: str = ""
    subjects: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    not_subjects: tuple[str, ...] = ()
    not_standards: tuple[str, ...] = ()
    not_people: tuple[str, ...] = ()
    marking: Marking = OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What somebody remarks in a case; `on` is what it is about (an id of a claim or an exhibit; empty: the case)."""

    case: str
    words: str
    on: str = ""
    marking: Marking = OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSaved:
    """A version of a draft, whole: `body` is its text in YAML, `base` the versions it was made from.

    `claims` are the ids of all claims its sentences rest on, `marking` the strictest of their exhibits: whoever does
    not see one of them does not see the version. Two versions with one base stand side by side until one takes in both.
    """

    case: str
    subject: str
    standard: str
    body: str
    base: tuple[str, ...] = ()
    adoption: str = ""
    forum: str = ""
    claims: tuple[str, ...] = ()
    note: str = ""
    marking: Marking = OPEN

    @property
    def id(self) -> str:
        """SHA-256 (hex) of what it says and what it was made from."""
        said = [self.case, self.subject, self.standard, self.body, sorted(self.base), self.adoption, self.forum]
        return digest(said)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseAsked:
    """That somebody asks for a dossier's release: what exactly is to leave, to whom, and why.

    `key` names the request; `draft` is the version, `dossier` the dossier's digest, `content` a digest of what it says
    without where the log stood, `files` are (name, SHA-256, bytes), `bars` what keeps it in. `audience` is one that
    the door out knows, `recipient` says in words who gets it. `claims` and `exhibits` are all it rests on.
    """

    key: str
    case: str
    subject: str
    standard: str
    copy: str
    draft: str
    dossier: str
    content: str
    audience: str
    recipient: str
    reason: str
    files: tuple[tuple[str, str, int], ...]
    bars: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    exhibits: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    marking: Marking = OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseDecided:
    """What somebody else decided on a release that was asked for (`on` is its key), and why."""

    case: str
    on: str
    agreed: bool
    reason: str


Casework = CaseOpened | CaseChanged | Comment | DraftSaved | ReleaseAsked | ReleaseDecided
