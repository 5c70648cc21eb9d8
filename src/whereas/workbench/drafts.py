"""Drafts of a case: every version kept, two that were saved at once side by side, and the checks run on any of them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

import msgspec
import yaml

from whereas.assess.draft import Draft
from whereas.assess.rules.rule import Finding, check_draft
from whereas.core.casework import DraftSaved
from whereas.core.errors import WhereasError
from whereas.ledger.desk import Recorded
from whereas.policy.standards import Standard
from whereas.publish.dossier.disclosure import Let, bars, disclosed, outlet_of
from whereas.screen.index import Index
from whereas.workbench.assessing import Knowledge, Subject
from whereas.workbench.bench import Workbench
from whereas.workbench.cases import Case, case_of, marking_of_claims
from whereas.workbench.dossiers import DraftNote, SentenceNote, draft_of, read_draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of a draft with who saved it and when, and its number among the versions."""

    number: int
    by: str
    at: str
    said: DraftSaved

    @property
    def note(self) -> DraftNote:
        """Its sentences and notes."""
        return read_draft(f"version {self.number}", self.said.body)


def versions(case: Case, subject: str, standard: str) -> tuple[Version, ...]:
    """The versions of a draft, oldest first; the same text saved again from the same base is one."""
    kept: dict[str, Recorded] = {}
    said: dict[str, DraftSaved] = {}
    for one in case.drafts.get((subject, standard), ()):
        if isinstance(one.said, DraftSaved):
            kept.setdefault(one.said.id, one)
            said.setdefault(one.said.id, one.said)
    return tuple(
        Version(number=number, by=one.by, at=one.at, said=said[key])
        for number, (key, one) in enumerate(kept.items(), start=1)
    )


def heads(every: Sequence[Version]) -> tuple[Version, ...]:
    """The versions that no other was made from: one, or several that were saved at once."""
    taken = {key for one in every for key in one.said.base}
    return tuple(one for one in every if one.said.id not in taken)


def upstream(every: Sequence[Version], key: str) -> tuple[Version, ...]:
    """A version with all it was made from: whoever saved one of them wrote some of it."""
    known = {one.said.id: one for one in every}
    found: dict[str, Version] = {}
    waiting = [key]
    while waiting:
        one = known.get(waiting.pop())
        if one is not None and one.said.id not in found:
            found[one.said.id] = one
            waiting += one.said.base
    return tuple(found.values())


def body_of(note: DraftNote) -> str:
    """A draft as the text that is kept, and that `whereas dossier --draft` reads."""
    return yaml.safe_dump(msgspec.to_builtins(note), allow_unicode=True, sort_keys=False, width=1000)


def first_note(
    bench: Workbench, known: Knowledge, subject: Subject, standard: Standard, *, adoption: str, forum: str = ""
) -> DraftNote:
    """A first draft: one sentence for each claim that serves the standard."""
    made = draft_of(bench, known, subject, standard, adoption=adoption, forum=forum)
    return DraftNote(sentences=tuple(SentenceNote(text=one.text, claims=one.claims) for one in made.sentences))


def save(
    bench: Workbench, known: Knowledge, said: DraftSaved, note: DraftNote, *, subject: Subject, of: Standard
) -> tuple[DraftSaved, tuple[Version, ...]]:
    """Save a version; also the versions that now stand side by side, where somebody else saved meanwhile.

    Nothing is refused because of another's version, and nothing of either is lost. `said` has the case, the base, the
    day of the act and the forum. Raises `WhereasError` for a sentence that names a claim nobody recorded.
    """
    case = case_of(bench.ledger.desk(), said.case)
    if len(said.adoption) != 10:
        raise WhereasError(f"{said.adoption!r} is not a day", todo="give the day of the act as YYYY-MM-DD")
    draft = draft_of(bench, known, subject, of, adoption=said.adoption, forum=said.forum, note=note)
    full = replace_claims(note, draft)
    made = replace(
        said, subject=subject.key, standard=of.key, body=body_of(full), claims=tuple(one.id for one in draft.used),
        marking=case.marking.join(marking_of_claims(known, (one.id for one in draft.used))),
    )  # fmt: skip
    before = versions(case, subject.key, of.key)
    if before and before[-1].said.body == made.body and before[-1].said.id in made.base and len(made.base) == 1:
        latest = before[-1].said
        if (latest.adoption, latest.forum) == (made.adoption, made.forum):
            return latest, heads(before)
    with bench.ledger.writing(bench.now) as writer:
        writer.record(made, bench.settings.author)
    after = versions(case_of(bench.ledger.desk(), said.case), subject.key, of.key)
    return made, heads(after)


def replace_claims(note: DraftNote, draft: Draft) -> DraftNote:
    """A note whose sentences name their claims by full ids, so that they go on meaning what they mean."""
    sentences = tuple(
        msgspec.structs.replace(one, claims=made.claims)
        for one, made in zip(note.sentences, draft.sentences, strict=True)
    ) if note.sentences else ()  # fmt: skip
    return msgspec.structs.replace(note, sentences=sentences)


def without_lost(note: DraftNote, known: Collection[str]) -> tuple[DraftNote, tuple[tuple[int, str], ...]]:
    """A note without the claims that stand no more, and which those were: number of the sentence, id."""
    lost = tuple(
        (number, key) for number, one in enumerate(note.sentences, 1) for key in one.claims if key not in known
    )
    sentences = tuple(
        msgspec.structs.replace(one, claims=tuple(key for key in one.claims if key in known)) for one in note.sentences
    )
    return msgspec.structs.replace(note, sentences=sentences), lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the listing copy shows less of than the internal one: which sentence and claim, what, and why."""

    sentence: int
    title: str
    why: str
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A draft with what the checks found, what bars its listing copy, and what that copy leaves out.

    `lost` are claims that its sentences name and that stand no more.
    """

    draft: Draft
    listing: Draft
    findings: tuple[Finding, ...]
    bars: tuple[str, ...]
    left_out: tuple[Kept, ...]
    lost: tuple[tuple[int, str], ...]

    def of(self, sentence: int) -> tuple[Finding, ...]:
        """What was found on a sentence; 0: on the whole draft."""
        return tuple(one for one in self.findings if one.sentence == sentence)


def check(
    bench: Workbench, known: Knowledge, subject: Subject, standard: Standard, note: DraftNote, *, adoption: str,
    forum: str = "", index: Index | None = None,
) -> Checked:  # fmt: skip
    """Run all checks on a draft. Raises `WhereasError` for a day that is none."""
    standing = {one.id for one in known.kept.about(subject.ids)}
    kept, lost = without_lost(note, standing)
    internal = draft_of(
        bench, known, subject, standard, adoption=adoption, forum=forum, note=kept, index=index, copy="internal"
    )
    listing = draft_of(
        bench, known, subject, standard, adoption=adoption, forum=forum, note=kept, index=index, copy="listing"
    )
    gone = tuple(f"sentence {number} rests on {key[:12]}, which stands no more" for number, key in lost)
    return Checked(
        draft=internal, listing=listing, findings=check_draft(internal),
        bars=(*gone, *bars(listing, check_draft(listing))), left_out=tuple(_left_out(listing)), lost=lost,
    )  # fmt: skip


def _left_out(listing: Draft) -> Iterable[Kept]:
    for sentence in listing.sentences:
        for claim in listing.of(sentence):
            seen = {one.span.exhibit for one in disclosed(listing, claim)}
            for exhibit in dict.fromkeys(one.exhibit for one in claim.spans):
                let, why = outlet_of(listing, exhibit)
                if let is not Let.WHOLE or exhibit not in seen:
                    paper = listing.kept.papers.papers.get(exhibit)
                    yield Kept(sentence=sentence.number, title=paper.filing.title if paper else exhibit[:12],
                               why=why or "it is not admitted for this element", whole=let is Let.NOTHING)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One sentence between two versions: `pieces` are (same, gone or new; text) in order; what its claims lost, won."""

    kind: str
    pieces: tuple[tuple[str, str], ...]
    lost: tuple[str, ...] = ()
    won: tuple[str, ...] = ()


def differences(old: DraftNote, new: DraftNote) -> tuple[Change, ...]:
    """What changed from one version to another, sentence by sentence and in them word by word."""
    found: list[Change] = []
    before, after = old.sentences, new.sentences
    matcher = SequenceMatcher(a=[one.text for one in before], b=[one.text for one in after], autojunk=False)
    for _, a, b, c, d in matcher.get_opcodes():
        for left, right in _paired(before[a:b], after[c:d]):
            found.append(_change(left, right))
    for name in ("proportionality", "persistence"):
        one, other = getattr(old, name), getattr(new, name)
        if one != other:
            found.append(Change(kind=name, pieces=_pieces(one, other)))
    if old.renewal != new.renewal:
        found.append(Change(kind="renewal", pieces=(("gone", str(old.renewal)), ("new", str(new.renewal)))))
    return tuple(found)


def _paired(
    left: Sequence[SentenceNote], right: Sequence[SentenceNote]
) -> Iterable[tuple[SentenceNote | None, SentenceNote | None]]:
    for number in range(max(len(left), len(right))):
        yield (left[number] if number < len(left) else None, right[number] if number < len(right) else None)


def _change(left: SentenceNote | None, right: SentenceNote | None) -> Change:
    if left is None or right is None:
        said = left or right
        kind = "new" if left is None else "gone"
        return Change(kind=kind, pieces=((kind, said.text if said else ""),))
    lost = tuple(one for one in left.claims if one not in right.claims)
    won = tuple(one for one in right.claims if one not in left.claims)
    kind = "same" if left.text == right.text and not lost and not won else "changed"
    return Change(kind=kind, pieces=_pieces(left.text, right.text), lost=lost, won=won)


def _pieces(left: str, right: str) -> tuple[tuple[str, str], ...]:
    one, other = left.split(), right.split()
    found: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(a=one, b=other, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("same", " ".join(one[a:b])))
            continue
        found += [("gone", " ".join(one[a:b]))] if a < b else []
        found += [("new", " ".join(other[c:d]))] if c < d else []
    return tuple(found)
