"""What must be shown: listing criteria, paragraphs of resolutions and crimes, as elements with the proof each needs."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Annotated, Literal, TypeVar

import msgspec

from whereas.policy.typed import DAY, Doubt, hold, policy_files, read_typed, twice, unknown

Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9.\-_]*$", max_length=80)]
Day = Annotated[str, msgspec.Meta(pattern=DAY)]
Letter = Literal["A", "B", "C", "D", "E", "F"]
Keyed = TypeVar("Keyed", "Shared", "Regime", "Resolution", "Crime")


class Typed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record of a policy file: a field that is not named here is a misspelling and an error."""


class Act(Typed, frozen=True, kw_only=True):
    """A legal act or document: `celex` its CELEX number where it is of the Union, `number` any other official number.

    `verified` is True only where what stands here was seen outside memory; `seen` says what was, also where the rest
    was not.
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
    """A listing under a criterion: who, when, by which act; `seen` is what of it was seen, where the rest was not."""

    name: str
    act: str
    dated: Day = ""
    verified: bool
    seen: str = ""


class Place(Typed, frozen=True, kw_only=True):
    """Where else a criterion stands, or a part of it that was checked apart from the rest."""

    article: str
    verified: bool


class Criterion(Typed, frozen=True, kw_only=True):
    """One limb of a regime, or one crime: all its elements must be shown.

    Its elements are its own first, then those it `uses` by name: written once under `common` in its file, or in the
    file of `shared` that its regime names. `also` are further places, each with its own standing. `subjects` are the
    kinds it can apply to; `in_force` and `ends` are the days between which it can be used (the day of the act, where
    its entry into force was not looked up).
    """

    key: Key
    article: str
    also: tuple[Place, ...] = ()
    words: str
    elements: tuple[Element, ...] = ()
    uses: tuple[Key, ...] = ()
    subjects: tuple[Literal["person", "organisation", "vessel"], ...] = ("person", "organisation")
    signals: tuple[Signal, ...] = ()
    precedents: tuple[Precedent, ...] = ()
    in_force: Day = ""
    ends: Day = ""
    verified: bool
    notes: str = ""


class Step(Typed, frozen=True, kw_only=True):
    """A step of a procedure: who does what, on what basis; `seen` is what of it was seen, where the rest was not."""

    who: str
    does: str
    basis: str = ""
    verified: bool
    seen: str = ""


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


class Shared(Typed, frozen=True, kw_only=True):
    """What several regimes share, written once: elements, steps of the procedure, clocks and identifiers."""

    key: Key
    title: str
    elements: tuple[Element, ...] = ()
    procedure: tuple[Step, ...] = ()
    clocks: tuple[Clock, ...] = ()
    identifiers: tuple[str, ...] = ()


class Regime(Typed, frozen=True, kw_only=True):
    """A regime of restrictive measures with its acts, criteria, procedure and clocks.

    `forum` names the standard of proof; `measures` what a listing under it does; `conduct` what kind of facts it is
    about, in one sentence; `shares` names a file of `shared`; `common` are elements that several criteria use; `also`
    are places that every criterion has; `draft` that it is no law: a criterion drafted on the model of an act for
    another State.
    """

    key: Key
    title: str
    authority: str
    forum: Key
    conduct: str
    shares: str = ""
    acts: Annotated[tuple[Act, ...], msgspec.Meta(min_length=1)]
    measures: tuple[str, ...]
    also: tuple[Place, ...] = ()
    common: tuple[Element, ...] = ()
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

    `verb` is the duty (`shall not supply`, `shall inspect`, `shall freeze`, ...); `amended_by` names later paragraphs
    that changed it, as `2397-14` for paragraph 14 of resolution 2397; `status` whether it still stands. `goods` are
    codes of the Harmonised System, which `codes_verified` marks apart from the words. `breach` are the elements by
    which a named subject would be shown to have acted against it; a paragraph that only States can breach says so in
    `no_breach`. `notes` hold what is from memory in a paragraph that was seen.
    """

    para: str
    addressee: str
    verb: str
    object: str
    exceptions: tuple[str, ...] = ()
    caps: tuple[Cap, ...] = ()
    goods: tuple[str, ...] = ()
    codes_verified: bool = False
    reporting: str = ""
    amended_by: tuple[str, ...] = ()
    status: Literal["in force", "amended", "superseded", "ended"] = "in force"
    breach: tuple[Element, ...] = ()
    no_breach: str = ""
    verified: bool
    notes: str = ""


class Resolution(Typed, frozen=True, kw_only=True):
    """A resolution of the Security Council, by paragraph; its own `verified` is about number, day and subject."""

    key: Key
    number: int
    year: int
    dated: Day = ""
    subject: str
    paragraphs: Annotated[tuple[Paragraph, ...], msgspec.Meta(min_length=1)]
    verified: bool
    seen: str = ""
    notes: str = ""


class Crime(Typed, frozen=True, kw_only=True):
    """Crimes of one article: the contextual elements, each underlying act's own, and modes of liability."""

    key: Key
    title: str
    forum: Key
    acts: Annotated[tuple[Act, ...], msgspec.Meta(min_length=1)]
    chapeau: tuple[Element, ...]
    common: tuple[Element, ...] = ()
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

    `material: false` marks what only orients; `context` what is not about one subject and counts for all. `verbs` are
    patterns of words by which a sentence says such a thing: it may use them only where a claim of the kind, or the
    words of a claim, stand behind it. `role` marks what says a part in acts and not in which: alone it brings no
    criterion nearer.
    """

    key: Key
    says: str
    title: str
    by: Literal["detector", "analyst", "either"] = "analyst"
    object: str = ""
    material: bool = True
    context: bool = False
    verbs: tuple[str, ...] = ()
    role: bool = False


class EvidenceClass(Typed, frozen=True, kw_only=True):
    """A class of source with its default grade and what it can and cannot prove: shown to whoever drafts.

    `consent` demands that a use is on record before it counts as allowed; `tlp` is the marking it gets unless somebody
    says otherwise.
    """

    key: Key
    title: str
    reliability: Letter
    credibility: Annotated[int, msgspec.Meta(ge=1, le=6)]
    proves: str
    cannot: str
    primary: bool = False
    consent: bool = False
    tlp: Literal["clear", "green", "amber", "amber+strict", "red"] = "clear"
    never_shows: tuple[Key, ...] = ()


class Evidence(Typed, frozen=True, kw_only=True):
    """The kinds of claim and the classes of evidence there are, and scales in words for confidence."""

    kinds: tuple[ClaimKind, ...]
    classes: tuple[EvidenceClass, ...]


class Standard(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to assess a subject against: a criterion, a breach of a paragraph, or a crime, flattened.

    `key` is `regime/criterion`; `family` is `regime`, `resolution` or `crime`; `article` names every place, `places`
    each with its own standing; `verified` is True only where all of them were seen.
    """

    key: str
    family: str
    title: str
    article: str
    places: tuple[Place, ...]
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
    notes: str = ""


@cache
def shared() -> dict[str, Shared]:
    """What regimes share, by key. Raises `PolicyError` naming file, line and field."""
    return _keyed("shared", Shared, doubts_of_shared)


@cache
def regimes() -> dict[str, Regime]:
    """Every regime by key, with the steps, clocks and identifiers it shares. Raises `PolicyError` as `shared` does."""
    return {key: _with_shared(one) for key, one in _keyed("regimes", Regime, doubts_of_regime).items()}


@cache
def resolutions() -> dict[str, Resolution]:
    """Every resolution by key (`unscr-2397`). Raises `PolicyError`, also for paragraphs that amend in a circle."""
    found = _keyed("resolutions", Resolution, doubts_of_resolution)
    texts = dict(policy_files("resolutions"))
    for key, one in found.items():
        name = f"resolutions/{key}.yaml"
        hold(name, texts[name], doubts_of_amendments(one, found))
    return found


@cache
def crimes() -> dict[str, Crime]:
    """Every family of crimes by key."""
    return _keyed("crimes", Crime, doubts_of_crime)


@cache
def evidence() -> Evidence:
    """The kinds of claim and the classes of evidence. Raises `PolicyError` for a key that two of them have."""
    kinds: dict[str, ClaimKind] = {}
    classes: dict[str, EvidenceClass] = {}
    for name, text in policy_files("evidence"):
        part = read_typed(name, text, Evidence)
        hold(name, text, twice((one.key for one in part.kinds), "$.kinds[{}].key", taken=kinds))
        hold(name, text, twice((one.key for one in part.classes), "$.classes[{}].key", taken=classes))
        kinds |= {one.key: one for one in part.kinds}
        classes |= {one.key: one for one in part.classes}
        hold(name, text, _barred(part, kinds))
    return Evidence(kinds=tuple(kinds.values()), classes=tuple(classes.values()))


def _barred(part: Evidence, kinds: dict[str, ClaimKind]) -> Iterator[Doubt]:
    for number, one in enumerate(part.classes):
        path = f"$.classes[{number}].never_shows[{{}}]"
        yield from unknown(one.never_shows, path, {*kinds, "any"} if kinds else set(one.never_shows), "kind of claim")


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
    found: dict[str, Forum] = {}
    for name, text in policy_files("forums"):
        read = read_typed(name, text, Forums).forums
        hold(name, text, twice((one.key for one in read), "$.forums[{}].key", taken=found))
        found |= {one.key: one for one in read}
    return found


@cache
def standards() -> dict[str, Standard]:
    """Every standard that has elements, by key: criteria, breaches of paragraphs, crimes."""
    found = [*_of_regimes(), *_of_resolutions(), *_of_crimes()]
    return {one.key: one for one in found}


def _of_regimes() -> Iterator[Standard]:
    for regime in regimes().values():
        for one in regime.criteria:
            yield _standard(one, _elements(one, _common(regime)), family="regime", of=regime, also=regime.also)


def _of_crimes() -> Iterator[Standard]:
    for crime in crimes().values():
        for one in crime.underlying:
            yield _standard(one, (*crime.chapeau, *_elements(one, crime.common)), family="crime", of=crime)
        for one in crime.liability:
            yield _standard(one, _elements(one, crime.common), family="crime", of=crime)


def _of_resolutions() -> Iterator[Standard]:
    for resolution in resolutions().values():
        for one in resolution.paragraphs:
            if one.breach:
                yield Standard(
                    key=f"{resolution.key}/{one.para}",
                    family="resolution",
                    title=f"Resolution {resolution.number} ({resolution.year})",
                    article=f"paragraph {one.para}",
                    places=(Place(article=f"paragraph {one.para}", verified=one.verified),),
                    words=f"{one.addressee} {one.verb} {one.object}",
                    forum="un-listing",
                    elements=one.breach,
                    subjects=("person", "organisation", "vessel"),
                    in_force=resolution.dated,
                    verified=one.verified,
                    regime=resolution.key,
                    notes=one.notes,
                )


def _standard(
    one: Criterion, elements: tuple[Element, ...], *, family: str, of: Regime | Crime, also: tuple[Place, ...] = ()
) -> Standard:
    places = (Place(article=one.article, verified=one.verified), *one.also, *also)
    return Standard(
        key=f"{of.key}/{one.key}",
        family=family,
        title=of.title,
        article="; ".join(place.article for place in places),
        places=places,
        words=one.words,
        forum=of.forum,
        elements=elements,
        subjects=one.subjects,
        signals=one.signals,
        precedents=one.precedents,
        in_force=one.in_force,
        ends=one.ends,
        verified=all(place.verified for place in places),
        regime=of.key,
        notes=one.notes,
    )


def _common(regime: Regime) -> tuple[Element, ...]:
    """The elements that a regime's criteria may use: its own, then those of the file it shares."""
    return (*regime.common, *(shared()[regime.shares].elements if regime.shares else ()))


def _elements(one: Criterion, common: Iterable[Element]) -> tuple[Element, ...]:
    """A criterion's own elements, then those it uses, in the order in which it names them."""
    named = {element.key: element for element in common}
    return (*one.elements, *(named[key] for key in one.uses))


def _with_shared(regime: Regime) -> Regime:
    if not regime.shares:
        return regime
    whole = shared()[regime.shares]
    return msgspec.structs.replace(
        regime,
        procedure=(*whole.procedure, *regime.procedure),
        clocks=(*regime.clocks, *whole.clocks),
        identifiers=regime.identifiers or whole.identifiers,
    )


def doubts_of_shared(one: Shared) -> Iterator[Doubt]:
    """What is wrong in a file of `shared` beyond its form."""
    yield from _doubts_of_elements(one.elements, "$.elements")
    yield from twice((clock.key for clock in one.clocks), "$.clocks[{}].key")


def doubts_of_regime(one: Regime) -> Iterator[Doubt]:
    """What is wrong in a regime beyond its form: names that lead nowhere, keys that stand twice."""
    yield from unknown((one.forum,), "$.forum", set(forums()), "forum")
    if one.shares:
        yield from unknown((one.shares,), "$.shares", set(shared()), "file of what regimes share")
    yield from twice((clock.key for clock in one.clocks), "$.clocks[{}].key")
    used = {key for criterion in one.criteria for key in criterion.uses}
    yield from _doubts_of_common(one.common, used)
    yield from _doubts_of_criteria(one.criteria, "$.criteria", _common(one) if one.shares in ("", *shared()) else ())


def doubts_of_crime(one: Crime) -> Iterator[Doubt]:
    """What is wrong in a family of crimes beyond its form."""
    yield from unknown((one.forum,), "$.forum", set(forums()), "forum")
    yield from _doubts_of_elements(one.chapeau, "$.chapeau")
    yield from _doubts_of_common(one.common, {key for each in (*one.underlying, *one.liability) for key in each.uses})
    taken = {each.key for each in one.underlying}
    yield from twice((each.key for each in one.liability), "$.liability[{}].key", taken=taken)
    for path, criteria in (("$.underlying", one.underlying), ("$.liability", one.liability)):
        yield from _doubts_of_criteria(criteria, path, one.common)


def doubts_of_resolution(one: Resolution) -> Iterator[Doubt]:
    """What is wrong in a resolution beyond its form and its amendments."""
    yield from twice((each.para for each in one.paragraphs), "$.paragraphs[{}].para")
    for number, each in enumerate(one.paragraphs):
        path = f"$.paragraphs[{number}]"
        yield from _doubts_of_elements(each.breach, f"{path}.breach")
        if bool(each.breach) == bool(each.no_breach):
            yield path, f"paragraph {each.para} has both or neither of breach and no_breach", "keep one of them"
        if each.status == "superseded" and not each.amended_by:
            yield path, f"paragraph {each.para} is superseded, and nothing says by what", "name it in amended_by"


def doubts_of_amendments(one: Resolution, every: dict[str, Resolution]) -> Iterator[Doubt]:
    """An amendment leads to a paragraph that is there, and to a later resolution: so that none runs in a circle."""
    for number, each in enumerate(one.paragraphs):
        for place, named in enumerate(each.amended_by):
            path = f"$.paragraphs[{number}].amended_by[{place}]"
            resolution, _, para = named.partition("-")
            later = every.get(f"unscr-{resolution}")
            if later is None or para not in {paragraph.para for paragraph in later.paragraphs}:
                yield path, f"names the paragraph {named!r}, which is not there", "write it as 2397-14, or add it"
            elif later.number <= one.number:
                yield path, f"names {named}, which is no later resolution: amendments would run in a circle", "turn it"


def _doubts_of_common(common: tuple[Element, ...], used: set[str]) -> Iterator[Doubt]:
    yield from _doubts_of_elements(common, "$.common")
    for number, element in enumerate(common):
        if element.key not in used:
            yield f"$.common[{number}].key", f"the element {element.key!r} is used by nothing", "use it or remove it"


def _doubts_of_criteria(criteria: tuple[Criterion, ...], path: str, common: tuple[Element, ...]) -> Iterator[Doubt]:
    yield from twice((one.key for one in criteria), f"{path}[{{}}].key")
    known = {element.key for element in common}
    for number, one in enumerate(criteria):
        yield from _doubts_of_elements(one.elements, f"{path}[{number}].elements")
        yield from unknown(one.uses, f"{path}[{number}].uses[{{}}]", known, "common element")
        own = {element.key for element in one.elements}
        yield from twice(one.uses, f"{path}[{number}].uses[{{}}]", taken=own)
        if not one.elements and not one.uses:
            yield f"{path}[{number}]", f"{one.key} has no elements", "say what must be shown"
        if one.ends and one.ends < one.in_force:
            yield f"{path}[{number}].ends", f"{one.key} ends before it is in force", "correct one of the days"


def _doubts_of_elements(elements: tuple[Element, ...], path: str) -> Iterator[Doubt]:
    yield from twice((one.key for one in elements), f"{path}[{{}}].key")
    for number, one in enumerate(elements):
        for field in ("shown_by", "leads"):
            yield from unknown(
                getattr(one, field), f"{path}[{number}].{field}[{{}}]", set(claim_kinds()), "kind of claim"
            )


def _keyed(folder: str, kind: type[Keyed], doubts: Callable[[Keyed], Iterable[Doubt]]) -> dict[str, Keyed]:
    found: dict[str, Keyed] = {}
    for name, text in policy_files(folder):
        record = read_typed(name, text, kind)
        stem = name.rpartition("/")[2].removesuffix(".yaml")
        if record.key != stem:
            hold(name, text, [("$.key", f"the key is {record.key!r} and the file {stem!r}", "name it as the file")])
        hold(name, text, doubts(record))
        found[record.key] = record
    return found


CHECKS = {
    "shared": doubts_of_shared, "regimes": doubts_of_regime, "crimes": doubts_of_crime,
    "resolutions": doubts_of_resolution,
}  # fmt: skip
FILES = {
    "shared": Shared, "regimes": Regime, "resolutions": Resolution, "crimes": Crime, "forums": Forums,
    "evidence": Evidence,
}  # fmt: skip
