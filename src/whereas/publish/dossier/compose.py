"""Outlet for dossiers: a draft held against its standard, as one plain value, cut to what its readers may see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import msgspec

from whereas.assess.draft import Draft, Sentence
from whereas.assess.grounds import Ground
from whereas.assess.proof import Shown
from whereas.assess.rules.rule import Finding
from whereas.core.canon import digest
from whereas.core.claim import Claim
from whereas.core.verdict import Verdict
from whereas.policy.claims import evidence_classes
from whereas.policy.crimes import crimes
from whereas.policy.regimes import Clock, Regime, regimes
from whereas.policy.resolutions import resolutions
from whereas.publish.dossier import model
from whereas.publish.dossier.clocks import due
from whereas.publish.dossier.disclosure import Let, disclosed, outlet_of
from whereas.publish.dossier.model import Dossier, Line, Part, Place, Proposition, Seal

# What a listing asks for, by kind of subject (UN: Procedures for listing; EU: Best Practices). Shown where missing.
_ASKED = {
    "person": ("name", "birthDate", "birthPlace", "nationality", "gender", "position", "passportNumber", "address"),
    "vessel": ("name", "imoNumber", "flag"),
}
_ASKED_OF_BODIES = ("name", "country", "address", "registrationNumber")
# Endings under which a browser opens a file as what it is; anything else keeps none and is saved, not run.
_PLAIN = frozenset({".txt", ".md", ".pdf", ".png", ".jpg", ".jpeg", ".csv", ".json", ".docx", ".xlsx"})


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Adverse:
    """A claim that stands against the proposal, and how it was answered (empty: it was not)."""

    claim: Claim
    answer: str = ""


def shown_id(claim: Claim) -> str:
    """The id of a claim as a listing copy gives it: from nothing but what that copy shows.

    The claim's own id is also a digest of its author and of every quotation, so that whoever has the rest could find
    out either by trying names.
    """
    return digest(["shown", claim.kind, claim.subject, claim.object, claim.words, claim.start, claim.end, claim.place])


class _Cut:
    """How this copy names and shows things: short names in the order of the text, and what is left out."""

    def __init__(self, draft: Draft, seals: Mapping[str, Seal], *, internal: bool) -> None:
        self.draft, self.seals, self.internal = draft, seals, internal
        self.shorts = {claim.id: f"P{number}" for number, claim in enumerate(draft.used, start=1)}
        self.exhibits: dict[str, str] = {}
        self.origins: dict[str, str] = {}

    def name_exhibit(self, sha256: str) -> str:
        return self.exhibits.setdefault(sha256, f"X{len(self.exhibits) + 1}")

    def name_origin(self, lineage: str) -> str:
        name = self.origins.setdefault(lineage, f"origin {len(self.origins) + 1}")
        return f"{name} ({lineage})" if self.internal and ":" in lineage else name


def compose(
    draft: Draft, seals: Mapping[str, Seal], recorded: Mapping[str, str], adverse: Iterable[Adverse], setting: Setting,
    *, findings: Iterable[Finding] = (), barred: Iterable[str] = (),
    sources: Mapping[str, str] | None = None,
) -> Dossier:  # fmt: skip
    """A dossier from a draft. `seals` has every exhibit by digest, `recorded` when each claim was recorded.

    `setting.copy` is `internal`, with adverse evidence, what was left out, the `findings` of the checks, each with its
    rule's source, and what keeps the listing copy in (`barred`), or `listing`, without any of these and without what
    `disclosure` does not let out.
    """
    internal = setting.copy == "internal"
    result, cut, found = draft.assessment, _Cut(draft, seals, internal=internal), tuple(findings)
    propositions = tuple(_proposition(cut, claim, recorded) for claim in draft.used)
    parts = _parts(draft, internal=internal)
    elements = {one.element.key: f"L{number}" for number, one in enumerate(parts, start=1)}
    return Dossier(
        format=model.FORMAT,
        subject=draft.subject,
        caption=draft.identity.caption,
        kind=draft.identity.kind,
        identifying=draft.identity.fields,
        unknown=_unknown(draft),
        homonyms=draft.identity.homonyms,
        searched=draft.identity.searched,
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
        lines=tuple(_line(cut, one, elements) for one in draft.sentences),
        elements=tuple(_part(cut, one, elements[one.element.key]) for one in parts),
        propositions=propositions,
        findings=tuple(_finding(one, sources or {}) for one in found) if internal else (),
        adverse=tuple(_adverse(draft, one) for one in adverse) if internal else (),
        removed=_removed(draft) if internal else (),
        bars=tuple(barred) if internal else (),
        proportionality=draft.proportionality,
        procedure=_procedure(draft),
        clocks=_clocks(draft),
        exhibits=tuple(_seal(cut, key, short) for key, short in cut.exhibits.items() if key in seals),
        non_claims=model.NON_CLAIMS,
        marking=setting.marking,
        ledger_root=setting.ledger_root,
        ledger_size=setting.ledger_size,
        policy=setting.policy,
        version=setting.version,
    )


def _unknown(draft: Draft) -> tuple[str, ...]:
    asked = _ASKED.get(draft.identity.kind, _ASKED_OF_BODIES)
    return tuple(name for name in asked if not draft.identity.get(name))


def _line(cut: _Cut, one: Sentence, elements: Mapping[str, str]) -> Line:
    claims = cut.draft.of(one)
    shown = "s" + digest([one.number, sorted(shown_id(claim) for claim in claims)])[:12]
    return Line(
        number=one.number, id=one.id if cut.internal else shown, text=one.text, unchecked=one.unchecked,
        claims=tuple(cut.shorts[claim.id] for claim in claims),
        elements=tuple(elements[key] for key in cut.draft.elements_of(one) if key in elements),
    )  # fmt: skip


def _parts(draft: Draft, *, internal: bool) -> tuple[Shown, ...]:
    """The elements; a listing copy leaves out alternatives that nothing rests on where another one is shown."""
    every = draft.assessment.elements
    done = {one.element.group for one in every if one.verdict is Verdict.SHOWN} - {""}
    return tuple(one for one in every if internal or one.verdict is Verdict.SHOWN or one.element.group not in done)


def _part(cut: _Cut, one: Shown, short: str) -> Part:
    return Part(
        key=one.element.key, short=short, words=one.element.words, group=one.element.group, verdict=one.verdict.value,
        claims=tuple(cut.shorts[held.claim.id] for held in one.claims if held.claim.id in cut.shorts),
        turn=one.turn.words if one.turn is not None and cut.internal else "",
    )  # fmt: skip


def _proposition(cut: _Cut, claim: Claim, recorded: Mapping[str, str]) -> Proposition:
    draft, internal = cut.draft, cut.internal
    held = draft.weighed.get(claim.id)
    left = {one.ground.span.id: one.why for one in held.left} if held else {}
    shown = draft.grounds(claim) if internal else disclosed(draft, claim)
    against = draft.kept.papers.undermining(claim) if internal else ()
    at = recorded.get(claim.id, claim.claimed_on)
    return Proposition(
        id=claim.id if internal else shown_id(claim),
        short=cut.shorts[claim.id],
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
        recorded=at if internal else at[:10],
        spans=tuple(_place(cut, ground, left.get(ground.span.id, "")) for ground in shown),
        against=tuple(_place(cut, ground, "") for ground in against),
        weak=held.weak if held and internal else (),
    )


def _place(cut: _Cut, ground: Ground, why_not: str) -> Place:
    let, kept_back = outlet_of(cut.draft, ground.span.exhibit)
    short = cut.name_exhibit(ground.span.exhibit)
    if let is not Let.WHOLE and not cut.internal:
        return _in_summary(cut, ground, short)
    span = ground.span
    return Place(
        seal=short,
        exhibit=span.exhibit,
        locator=span.locator,
        quote=span.quote,
        summary=ground.summary,
        lang=span.lang,
        translation=span.translation,
        translator=span.translator if cut.internal or not span.translator else "a translator whose name is on record",
        title=ground.title,
        publisher=ground.publisher,
        evidence=evidence_classes()[ground.evidence].title,
        grade=ground.grade,
        origin=cut.name_origin(ground.lineage),
        available=ground.available,
        stamp=ground.stamp,
        admitted=not why_not and ground.disclosure != "closed",
        why_not=why_not,
        kept_back=kept_back if cut.internal else "",
    )


def _in_summary(cut: _Cut, ground: Ground, short: str) -> Place:
    """A withheld place as a listing copy shows it: its agreed summary, and which origin it is of."""
    return Place(
        seal=short, exhibit="", locator="", quote="", summary=ground.summary, lang="", translation="", translator="",
        title="A withheld exhibit", publisher="", evidence="", grade="", origin=cut.name_origin(ground.lineage),
        available="", stamp="", admitted=ground.disclosure != "closed",
    )  # fmt: skip


def _seal(cut: _Cut, sha256: str, short: str) -> Seal:
    """An exhibit as this copy shows it: the file's name and who handled it are for the house."""
    one = cut.seals[sha256]
    let, _why = outlet_of(cut.draft, sha256)
    ending = PurePosixPath(one.name).suffix.lower()
    file = f"exhibits/{sha256}{ending if ending in _PLAIN else ''}" if let is Let.WHOLE else ""
    if cut.internal:
        return msgspec.structs.replace(one, short=short, file=file, not_proved=_beside(one, file))
    if let is not Let.WHOLE:
        return _withheld(one, short)
    return msgspec.structs.replace(
        one, short=short, file=file, name=f"{short}{ending}", not_proved=_beside(one, file),
        origin=one.origin if one.origin.startswith(("http://", "https://")) else "",
        custody=tuple((at, "", action, "") for at, _actor, action, _note in one.custody),
        # The entry names who captured it, and its hash would let a reader try names: the proof stays in the house.
        log_entry="", log_proof=(),
    )  # fmt: skip


def _withheld(one: Seal, short: str) -> Seal:
    return Seal(
        short=short, sha256="", sha3_512="", size=0, name="", file="", title="A withheld exhibit", evidence="",
        publisher="", origin="", captured_at="", disclosure="withheld", summary=one.summary, withheld="", stamps=(),
        custody=(), log_entry="", log_number=0, log_proof=(), not_proved=(model.BESIDE_WITHHELD,),
    )  # fmt: skip


def _beside(one: Seal, file: str) -> tuple[str, ...]:
    states = {state for state, _time, _token in one.stamps}
    stamp = model.BESIDE_STAMP if "stamped" in states else model.BESIDE_BAD_STAMP if states else model.BESIDE_NO_STAMP
    return (model.BESIDE_DIGEST, stamp, *(() if file else (model.BESIDE_WITHHELD,)))


def _finding(one: Finding, sources: Mapping[str, str]) -> tuple[str, int, str, str, str, str]:
    return one.rule, one.sentence, one.words, one.todo, one.weight.value, sources.get(one.rule, "")


def _adverse(draft: Draft, one: Adverse) -> str:
    papers = draft.kept.papers
    titles = ", ".join(f"{each.title} ({each.grade})" for each in papers.supporting(one.claim)) or "no exhibit"
    return f"{one.claim.words} [{titles}]" + (f" Answered: {one.answer}" if one.answer else " Not answered yet.")


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
    return tuple((_clock(clock), due(clock, draft.adoption), clock.basis, clock.verified) for clock in clocks)


def _clock(clock: Clock) -> str:
    return clock.words + (", counted as if that was the day of the act" if clock.counts_from == "publication" else "")
