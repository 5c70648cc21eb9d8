"""Outlet for dossiers: a draft held against its standard, as one plain value that every rendering shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from whereas.assess.draft import Draft, Sentence
from whereas.assess.grounds import Ground
from whereas.assess.proof import Shown
from whereas.assess.rules.rule import Finding, Weight, check_draft
from whereas.core.canon import canonical, digest
from whereas.core.claim import Claim
from whereas.core.verdict import Verdict
from whereas.policy.standards import Clock, Regime, crimes, evidence_classes, regimes, resolutions
from whereas.publish.dossier.clocks import due

FORMAT = "whereas-dossier/1"

# What stands beside every seal, so that a proof is not read for more than it proves.
NON_CLAIMS = (
    "A digest shows that bytes are as they were captured; it does not show that they are true, whole, or authentic.",
    "A time stamp shows that the bytes were there at a time; it says nothing of what was there before.",
    "A grade is an analyst's judgement of a source and an item; it is no probability.",
    "Independent origins are not known to repeat one another; one that hides what it repeats is not seen.",
    "“Shown” means that the exhibits at hand meet the proof this file asks for; it is no finding of a court.",
    "“Not shown” means that nothing at hand shows it; it does not mean that it did not happen.",
    "The text of law in this file is restated, and is marked where nobody has held it against the act.",
)


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A quotation with all that leads down to its bytes."""

    exhibit: str
    locator: str
    quote: str
    lang: str
    translation: str
    translator: str
    title: str
    publisher: str
    evidence: str
    grade: str
    lineage: str
    available: str
    stamp: str
    admitted: bool
    why_not: str = ""


class Proposition(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of the dossier; `id` is its full id, `short` how sentences refer to it (`P3`)."""

    id: str
    short: str
    kind: str
    words: str
    verdict: str
    origins: int
    needed: int
    start: str
    end: str
    place: str
    confidence: str
    author: str
    recorded: str
    spans: tuple[Place, ...]
    against: tuple[Place, ...]
    weak: tuple[str, ...]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A numbered sentence of the reasons with what it rests on and the elements it serves."""

    number: int
    id: str
    text: str
    unchecked: bool
    claims: tuple[str, ...]
    elements: tuple[str, ...]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """An element of the standard: its verdict and, where it is not shown, what would turn it."""

    key: str
    words: str
    group: str
    verdict: str
    claims: tuple[str, ...]
    turn: str


class Seal(msgspec.Struct, frozen=True, kw_only=True):
    """An exhibit of the dossier: digests, where it comes from, who held it, its stamps, its place in the log."""

    sha256: str
    sha3_512: str
    size: int
    name: str
    title: str
    evidence: str
    publisher: str
    origin: str
    captured_at: str
    disclosure: str
    summary: str
    withheld: str
    stamps: tuple[tuple[str, str, str], ...]
    custody: tuple[tuple[str, str, str, str], ...]
    log_entry: str
    log_number: int
    log_proof: tuple[str, ...]


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """A listing proposal, whole: the same inputs give the same value and the same bytes in every rendering."""

    format: str
    subject: str
    caption: str
    kind: str
    identifying: tuple[tuple[str, tuple[str, ...]], ...]
    homonyms: tuple[str, ...]
    standard: str
    title: str
    article: str
    words: str
    verified: bool
    acts: tuple[tuple[str, str, bool], ...]
    forum: str
    asks: str
    adoption: str
    known_on: str
    copy: str
    verdict: str
    lines: tuple[Line, ...]
    elements: tuple[Part, ...]
    propositions: tuple[Proposition, ...]
    findings: tuple[tuple[str, int, str, str, str], ...]
    adverse: tuple[str, ...]
    removed: tuple[str, ...]
    proportionality: str
    procedure: tuple[tuple[str, str, str, bool], ...]
    clocks: tuple[tuple[str, str, str, bool], ...]
    exhibits: tuple[Seal, ...]
    non_claims: tuple[str, ...]
    marking: str
    ledger_root: str
    ledger_size: int
    policy: tuple[tuple[str, str], ...]
    version: str

    @property
    def id(self) -> str:
        """SHA-256 (hex) of all it says."""
        return digest(msgspec.to_builtins(self))

    @property
    def caution(self) -> str:
        """How far the text of the standard was checked, in a sentence."""
        if self.verified:
            return "The text of the standard is restated from public sources about the act; no lawyer has signed it."
        return "The text of the standard is restated from memory; nobody has held it against the act."

    @property
    def stands(self) -> bool:
        """Whether every element is shown and no check fails."""
        return self.verdict == Verdict.SHOWN.value and not any(one[4] == Weight.FAILS.value for one in self.findings)

    def manifest(self) -> bytes:
        """The dossier as canonical JSON (RFC 8785): what is embedded, compared and verified."""
        return canonical(msgspec.to_builtins(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a dossier says of where and from what it was made."""

    copy: str
    known_on: str
    marking: str
    ledger_root: str
    ledger_size: int
    policy: tuple[tuple[str, str], ...]
    version: str


def compose(
    draft: Draft, seals: Mapping[str, Seal], recorded: Mapping[str, str], adverse: Iterable[Claim], setting: Setting
) -> Dossier:
    """A dossier from a draft. `seals` has every exhibit by digest, `recorded` when each claim was recorded.

    `setting.copy` is `internal`, with adverse evidence and what was removed, or `listing`, without either and without
    what no consent or disclosure lets out.
    """
    result = draft.assessment
    internal = setting.copy == "internal"
    used = draft.used
    shorts = {claim.id: f"P{number}" for number, claim in enumerate(used, start=1)}
    propositions = tuple(_proposition(draft, claim, shorts, recorded, internal=internal) for claim in used)
    cited = {place.exhibit for one in propositions for place in (*one.spans, *one.against)}
    return Dossier(
        format=FORMAT,
        subject=draft.subject,
        caption=draft.identity.caption,
        kind=draft.identity.kind,
        identifying=draft.identity.fields,
        homonyms=draft.identity.homonyms,
        standard=draft.standard.key,
        title=draft.standard.title,
        article=draft.standard.article,
        words=draft.standard.words,
        verified=draft.standard.verified,
        acts=_acts(draft),
        forum=result.forum.title,
        asks=result.forum.asks,
        adoption=draft.adoption,
        known_on=setting.known_on,
        copy=setting.copy,
        verdict=result.verdict.value,
        lines=tuple(_line(draft, one, shorts) for one in draft.sentences),
        elements=tuple(_part(one, shorts) for one in result.elements),
        propositions=propositions,
        findings=tuple(_finding(one) for one in check_draft(draft)) if internal else (),
        adverse=tuple(_adverse(draft, claim) for claim in adverse) if internal else (),
        removed=_removed(draft) if internal else (),
        proportionality=draft.proportionality,
        procedure=_procedure(draft),
        clocks=_clocks(draft),
        exhibits=tuple(seals[key] for key in sorted(cited) if key in seals),
        non_claims=NON_CLAIMS,
        marking=setting.marking,
        ledger_root=setting.ledger_root,
        ledger_size=setting.ledger_size,
        policy=setting.policy,
        version=setting.version,
    )


def _line(draft: Draft, one: Sentence, shorts: Mapping[str, str]) -> Line:
    return Line(
        number=one.number, id=one.id, text=one.text, unchecked=one.unchecked,
        claims=tuple(shorts[claim.id] for claim in draft.of(one)), elements=draft.elements_of(one),
    )  # fmt: skip


def _part(one: Shown, shorts: Mapping[str, str]) -> Part:
    return Part(
        key=one.element.key, words=one.element.words, group=one.element.group, verdict=one.verdict.value,
        claims=tuple(shorts[held.claim.id] for held in one.claims if held.claim.id in shorts),
        turn=one.turn.words if one.turn is not None else "",
    )  # fmt: skip


def _proposition(
    draft: Draft, claim: Claim, shorts: Mapping[str, str], recorded: Mapping[str, str], *, internal: bool
) -> Proposition:
    held = draft.weighed.get(claim.id)
    left = {one.ground.span.id: one.why for one in held.left} if held else {}
    spans = tuple(_place(ground, left.get(ground.span.id, "")) for ground in draft.grounds(claim))
    against = tuple(_place(ground, "") for ground in draft.kept.papers.undermining(claim))
    return Proposition(
        id=claim.id,
        short=shorts[claim.id],
        kind=claim.kind,
        words=claim.words,
        verdict=held.verdict.value if held else Verdict.NOT_SHOWN.value,
        origins=held.lineages if held else 0,
        needed=held.needed if held else 0,
        start=claim.start,
        end=claim.end,
        place=claim.place,
        confidence=claim.confidence,
        author=claim.author if internal else "",
        recorded=recorded.get(claim.id, claim.claimed_on),
        spans=spans if internal else tuple(one for one in spans if one.admitted),
        against=against if internal else (),
        weak=held.weak if held and internal else (),
    )


def _place(ground: Ground, why_not: str) -> Place:
    span = ground.span
    withheld = ground.disclosure == "summary"
    return Place(
        exhibit=span.exhibit,
        locator=span.locator,
        quote=f"[summary] {ground.summary}" if withheld else span.quote,
        lang=span.lang,
        translation="" if withheld else span.translation,
        translator="" if withheld else span.translator,
        title=ground.title,
        publisher=ground.publisher,
        evidence=evidence_classes()[ground.evidence].title,
        grade=ground.grade,
        lineage=ground.lineage[:12],
        available=ground.available,
        stamp=ground.stamp,
        admitted=not why_not and ground.disclosure != "closed",
        why_not=why_not,
    )


def _finding(one: Finding) -> tuple[str, int, str, str, str]:
    return one.rule, one.sentence, one.words, one.todo, one.weight.value


def _adverse(draft: Draft, claim: Claim) -> str:
    titles = ", ".join(f"{one.title} ({one.grade})" for one in draft.kept.papers.supporting(claim)) or "no exhibit"
    return f"{claim.words} [{titles}]"


def _removed(draft: Draft) -> tuple[str, ...]:
    """What was left out of the propositions that are used, and why: it stays visible inside the house."""
    found = (one.why for held in draft.weighed.values() for one in held.left)
    return tuple(dict.fromkeys(found))


def _source(draft: Draft) -> Regime | None:
    return regimes().get(draft.standard.regime)


def _acts(draft: Draft) -> tuple[tuple[str, str, bool], ...]:
    regime = _source(draft) or crimes().get(draft.standard.regime)
    if regime is not None:
        return tuple((act.title, act.celex or act.number, act.verified) for act in regime.acts)
    resolution = resolutions().get(draft.standard.regime)
    if resolution is None:
        return ()
    return ((f"Resolution {resolution.number} ({resolution.year})", resolution.key, resolution.verified),)


def _procedure(draft: Draft) -> tuple[tuple[str, str, str, bool], ...]:
    regime = _source(draft)
    steps = regime.procedure if regime is not None else ()
    return tuple((step.who, step.does, step.basis, step.verified) for step in steps)


def _clocks(draft: Draft) -> tuple[tuple[str, str, str, bool], ...]:
    regime = _source(draft)
    clocks: Sequence[Clock] = regime.clocks if regime is not None else ()
    return tuple((clock.words, due(clock, draft.adoption), clock.basis, clock.verified) for clock in clocks)


def sections(dossier: Dossier) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The lists that every rendering shows, as (id, title, items in words)."""
    steps = (f"{who} {does}{_basis(basis, verified)}" for who, does, basis, verified in dossier.procedure)
    clocks = (
        f"{words}: {day or 'runs from another event'}{_basis(basis, verified)}"
        for words, day, basis, verified in dossier.clocks
    )
    return (
        ("checks", "Checks", tuple(_in_words(*one) for one in dossier.findings)),
        ("adverse", "Adverse evidence (internal)", dossier.adverse),
        ("left-out", "Left out (internal)", dossier.removed),
        ("proportionality", "Proportionality", (dossier.proportionality,) if dossier.proportionality else ()),
        ("procedure", "Procedure", tuple(steps)),
        ("clocks", "Clocks", tuple(clocks)),
    )


def _in_words(rule: str, sentence: int, words: str, todo: str, weight: str) -> str:
    return f"{rule} {weight}{f', sentence {sentence}' if sentence else ''}: {words}. To do: {todo}."


def _basis(basis: str, verified: bool) -> str:
    return f" ({basis}{'' if verified else ', not checked'})" if basis or not verified else ""
