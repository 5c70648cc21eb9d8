"""What must be shown: listing criteria, paragraphs of resolutions and crimes, as elements with the proof each needs."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Literal, TypeVar

import msgspec

from whereas.core.errors import PolicyError
from whereas.policy.typed import policy_files, read_typed

Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9.\-_]*$", max_length=80)]
Day = Annotated[str, msgspec.Meta(pattern=r"^(|[12]\d{3}(-\d\d(-\d\d)?)?)$")]
Letter = Literal["A", "B", "C", "D", "E", "F"]
Keyed = TypeVar("Keyed", "Regime", "Resolution", "Crime")


class Typed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record of a policy file: a field that is not named here is a misspelling and an error."""


class Act(Typed, frozen=True, kw_only=True):
    """A legal act or document: `celex` its CELEX number where it is of the Union, `number` any other official number.

    `verified` is True only where the act's own text was at hand; `seen` says what was.
    """

    title: str
    celex: str = ""
    number: str = ""
    article: str = ""
    dated: Day = ""
    verified: bool
    seen: str = ""


class Element(Typed, frozen=True, kw_only=True):
    """One thing that must be shown.

    `shown_by` are the kinds of claim that can show it, `leads` those that point to it and never show it. `lineages`
    independent origins are needed, each from a source graded `reliability` or better (A to F) with an item graded
    `credibility` or better (1 to 6), for the Admiralty grades; `months` is how old the newest fact may be on the day
    of the act (0: any age). Elements that share `group` are alternatives. `turn` says in words what exhibit would show
    it. `source` demands that the claim's object is this (that the UN listed, and nobody else). `conduct` is False for
    what only says who somebody is: shown alone, it brings no criterion nearer.
    """

    key: Key
    words: str
    shown_by: Annotated[tuple[Key, ...], msgspec.Meta(min_length=1)]
    leads: tuple[Key, ...] = ()
    lineages: Annotated[int, msgspec.Meta(ge=1, le=5)] = 2
    reliability: Letter = "C"
    credibility: Annotated[int, msgspec.Meta(ge=1, le=6)] = 3
    months: Annotated[int, msgspec.Meta(ge=0)] = 0
    group: str = ""
    turn: str
    source: str = ""
    conduct: bool = True


class Signal(Typed, frozen=True, kw_only=True):
    """What on another authority's list points to a criterion: its programmes, or words in its reasons. Never proof."""

    authority: str = ""
    programmes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Precedent(Typed, frozen=True, kw_only=True):
    """A listing under a criterion: who, when, by which act."""

    name: str
    act: str
    dated: Day = ""
    verified: bool


class Criterion(Typed, frozen=True, kw_only=True):
    """One limb of a regime, one paragraph of a resolution, or one crime: all its elements must be shown.

    `subjects` are the kinds it can apply to; `scope` says what its facts must be about; `in_force` and `ends` are the
    days between which it can be used.
    """

    key: Key
    article: str
    words: str
    elements: tuple[Element, ...] = ()
    subjects: tuple[Literal["person", "organisation", "vessel"], ...] = ("person", "organisation")
    signals: tuple[Signal, ...] = ()
    precedents: tuple[Precedent, ...] = ()
    in_force: Day = ""
    ends: Day = ""
    verified: bool
    notes: str = ""


class Step(Typed, frozen=True, kw_only=True):
    """A step of a procedure: who does what, on what basis."""

    who: str
    does: str
    basis: str = ""
    verified: bool


class Clock(Typed, frozen=True, kw_only=True):
    """A deadline: `counts_from` names the event, `months` and `days` run from it; or `each_year` on fixed days (MM-DD).

    `on` is a single day where the act names one.
    """

    key: Key
    words: str
    counts_from: str = ""
    months: int = 0
    days: int = 0
    each_year: tuple[Annotated[str, msgspec.Meta(pattern=r"^\d\d-\d\d$")], ...] = ()
    on: Day = ""
    basis: str = ""
    verified: bool


class Regime(Typed, frozen=True, kw_only=True):
    """A regime of restrictive measures with its acts, criteria, procedure and clocks.

    `forum` names the standard of proof; `measures` what a listing under it does; `programmes` how lists name it, so
    that a listing already made under it is recognised; `conduct` what kind of facts it is about, in one sentence;
    `draft` that it is no law: a criterion drafted on the model of an act for another State.
    """

    key: Key
    title: str
    authority: str
    forum: Key
    conduct: str
    acts: Annotated[tuple[Act, ...], msgspec.Meta(min_length=1)]
    measures: tuple[str, ...]
    criteria: Annotated[tuple[Criterion, ...], msgspec.Meta(min_length=1)]
    procedure: tuple[Step, ...] = ()
    clocks: tuple[Clock, ...] = ()
    annexes: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    draft: bool = False
    notes: str = ""


class Cap(Typed, frozen=True, kw_only=True):
    """An amount a paragraph allows: so much of a unit per period."""

    amount: float
    unit: str
    per: str
    verified: bool


class Paragraph(Typed, frozen=True, kw_only=True):
    """One operative paragraph: who must do or not do what, with what exceptions.

    `verb` is the duty (`shall not supply`, `shall inspect`, `shall freeze`, ...); `amended_by` names later
    paragraphs that changed it; `status` whether it still stands. `breach` are the elements by which a named subject
    would be shown to have acted against it; a paragraph that only States can breach says so in `no_breach`.
    """

    para: str
    addressee: str
    verb: str
    object: str
    exceptions: tuple[str, ...] = ()
    caps: tuple[Cap, ...] = ()
    goods: tuple[str, ...] = ()
    reporting: str = ""
    amended_by: tuple[str, ...] = ()
    status: Literal["in force", "amended", "superseded", "ended"] = "in force"
    breach: tuple[Element, ...] = ()
    no_breach: str = ""
    verified: bool


class Resolution(Typed, frozen=True, kw_only=True):
    """A resolution of the Security Council, paragraph by paragraph."""

    key: Key
    number: int
    year: int
    dated: Day = ""
    subject: str
    paragraphs: Annotated[tuple[Paragraph, ...], msgspec.Meta(min_length=1)]
    verified: bool
    notes: str = ""


class Crime(Typed, frozen=True, kw_only=True):
    """Crimes of one article: the contextual elements, each underlying act's own, and modes of liability."""

    key: Key
    title: str
    forum: Key
    acts: Annotated[tuple[Act, ...], msgspec.Meta(min_length=1)]
    chapeau: tuple[Element, ...]
    underlying: Annotated[tuple[Criterion, ...], msgspec.Meta(min_length=1)]
    liability: tuple[Criterion, ...]
    notes: str = ""


class Forum(Typed, frozen=True, kw_only=True):
    """A standard of proof: what a forum asks before it acts; `uses` the consent purpose a witness must have given.

    `strength` orders forums: a higher figure asks for more. `lineages` is the least number of independent origins it
    takes for a material fact.
    """

    key: Key
    title: str
    asks: str
    basis: str
    strength: int
    lineages: int
    uses: str
    verified: bool


class Forums(Typed, frozen=True, kw_only=True):
    """The standards of proof, side by side."""

    forums: tuple[Forum, ...]


class ClaimKind(Typed, frozen=True, kw_only=True):
    """A kind of proposition: what it says (with `{subject}` and `{object}`), who makes it, what its object is.

    `material: false` marks what only orients; `context` what is not about one subject and counts for all.
    """

    key: Key
    says: str
    title: str
    by: Literal["detector", "analyst", "either"] = "analyst"
    object: str = ""
    material: bool = True
    context: bool = False


class EvidenceClass(Typed, frozen=True, kw_only=True):
    """A class of source with its default grade and what it can and cannot prove: shown to whoever drafts."""

    key: Key
    title: str
    reliability: Letter
    credibility: Annotated[int, msgspec.Meta(ge=1, le=6)]
    proves: str
    cannot: str
    primary: bool = False
    never_shows: tuple[Key, ...] = ()


class Evidence(Typed, frozen=True, kw_only=True):
    """The kinds of claim and the classes of evidence there are, and scales in words for confidence."""

    kinds: tuple[ClaimKind, ...]
    classes: tuple[EvidenceClass, ...]


class Standard(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to assess a subject against: a criterion, a breach of a paragraph, or a crime, flattened.

    `key` is `regime/criterion`; `family` is `regime`, `resolution` or `crime`.
    """

    key: str
    family: str
    title: str
    article: str
    words: str
    forum: str
    elements: tuple[Element, ...]
    subjects: tuple[str, ...]
    signals: tuple[Signal, ...] = ()
    precedents: tuple[Precedent, ...] = ()
    in_force: str = ""
    ends: str = ""
    verified: bool
    regime: str = ""


@cache
def regimes() -> dict[str, Regime]:
    """Every regime by key. Raises `PolicyError` naming file, line and field."""
    return _keyed("regimes", Regime)


@cache
def resolutions() -> dict[str, Resolution]:
    """Every resolution by key (`unscr-2397`)."""
    return _keyed("resolutions", Resolution)


@cache
def crimes() -> dict[str, Crime]:
    """Every family of crimes by key."""
    return _keyed("crimes", Crime)


@cache
def evidence() -> Evidence:
    """The kinds of claim and the classes of evidence."""
    parts = [read_typed(name, text, Evidence) for name, text in policy_files("evidence")]
    return Evidence(
        kinds=tuple(kind for part in parts for kind in part.kinds),
        classes=tuple(one for part in parts for one in part.classes),
    )


@cache
def claim_kinds() -> dict[str, ClaimKind]:
    """Every kind of claim by key."""
    return {kind.key: kind for kind in evidence().kinds}


@cache
def evidence_classes() -> dict[str, EvidenceClass]:
    """Every class of evidence by key."""
    return {one.key: one for one in evidence().classes}


@cache
def forums() -> dict[str, Forum]:
    """Every standard of proof by key."""
    found = [forum for name, text in policy_files("forums") for forum in read_typed(name, text, Forums).forums]
    return {forum.key: forum for forum in found}


@cache
def standards() -> dict[str, Standard]:
    """Every standard that has elements, by key: criteria, breaches of paragraphs, crimes."""
    found = [*_of_regimes(), *_of_resolutions(), *_of_crimes()]
    keyed = {one.key: one for one in found}
    if len(keyed) < len(found):
        raise PolicyError("two standards have one key", todo="give one of them another key")
    for one in found:
        _known(one)
    return keyed


def _of_regimes() -> Iterator[Standard]:
    for regime in regimes().values():
        for one in regime.criteria:
            yield _standard(one, family="regime", of=regime)


def _of_crimes() -> Iterator[Standard]:
    for crime in crimes().values():
        for one in crime.underlying:
            flat = _standard(one, family="crime", of=crime)
            yield msgspec.structs.replace(flat, elements=(*crime.chapeau, *one.elements))
        for one in crime.liability:
            yield _standard(one, family="crime", of=crime)


def _of_resolutions() -> Iterator[Standard]:
    for resolution in resolutions().values():
        for one in resolution.paragraphs:
            if one.breach:
                yield Standard(
                    key=f"{resolution.key}/{one.para}",
                    family="resolution",
                    title=f"Resolution {resolution.number} ({resolution.year})",
                    article=f"paragraph {one.para}",
                    words=f"{one.addressee} {one.verb} {one.object}",
                    forum="un-listing",
                    elements=one.breach,
                    subjects=("person", "organisation", "vessel"),
                    in_force=resolution.dated,
                    verified=one.verified and resolution.verified,
                    regime=resolution.key,
                )


def _standard(one: Criterion, *, family: str, of: Regime | Crime) -> Standard:
    return Standard(
        key=f"{of.key}/{one.key}",
        family=family,
        title=of.title,
        article=one.article,
        words=one.words,
        forum=of.forum,
        elements=one.elements,
        subjects=one.subjects,
        signals=one.signals,
        precedents=one.precedents,
        in_force=one.in_force,
        ends=one.ends,
        verified=one.verified,
        regime=of.key,
    )


def _known(one: Standard) -> None:
    if one.forum not in forums():
        raise PolicyError(f"{one.key} names the forum {one.forum!r}, which is not there", todo="see policy/forums")
    for element in one.elements:
        for kind in (*element.shown_by, *element.leads):
            if kind not in claim_kinds():
                raise PolicyError(
                    f"{one.key}, element {element.key}, names the kind of claim {kind!r}, which is not there",
                    where="policy/evidence",
                    todo="correct the name, or add the kind",
                )


def _keyed(folder: str, kind: type[Keyed]) -> dict[str, Keyed]:
    found: dict[str, Keyed] = {}
    for name, text in policy_files(folder):
        record = read_typed(name, text, kind)
        if record.key != name.rpartition("/")[2].removesuffix(".yaml"):
            raise PolicyError(f"the field key is {record.key!r}", where=f"{name}, line 1", todo="name it as the file")
        found[record.key] = record
    return found


FILES = {
    "regimes": Regime, "resolutions": Resolution, "crimes": Crime, "forums": Forums, "evidence": Evidence,
}  # fmt: skip
