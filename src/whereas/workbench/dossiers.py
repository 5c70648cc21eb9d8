"""From claims to a dossier: the draft, who is meant, homonyms searched for, the seals, and the release."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from whereas.assess.draft import Draft, Identity, Sentence, sentences_from
from whereas.assess.opposition import excludes, gone, rivals
from whereas.assess.rules.rule import check_draft
from whereas.core.claim import Claim
from whereas.core.errors import WhereasError
from whereas.core.exhibit import CustodyEvent, Exhibit
from whereas.core.filing import DossierRecord, Filing
from whereas.core.marking import OPEN, TLP, Marking, join_all
from whereas.core.period import is_partial_date
from whereas.ledger.ledger import Captures
from whereas.policy.claims import evidence_classes
from whereas.policy.files import policy_digests
from whereas.policy.forums import forums
from whereas.policy.rules import court_rules
from whereas.policy.standards import Standard
from whereas.policy.typed import Typed, read_typed
from whereas.publish.dossier.compose import Adverse, Setting, compose, shown_id
from whereas.publish.dossier.disclosure import Let, bars, let_out
from whereas.publish.dossier.model import Dossier, Seal
from whereas.publish.dossier.pack import FORMATS, NOT_MADE, pack
from whereas.publish.dossier.word_back import Returned, read_word
from whereas.publish.release import ReleaseError, earlier, release, strays
from whereas.screen.index import Index
from whereas.screen.query import Query
from whereas.screen.screening import Screener
from whereas.workbench.assessing import Knowledge, Subject, filing_of_list
from whereas.workbench.bench import Progress, Workbench, silent
from whereas.workbench.desk import claim_named

COPIES = ("internal", "listing")
_FIELDS = (
    "name", "alias", "birthDate", "birthPlace", "nationality", "gender", "position", "passportNumber", "idNumber",
    "imoNumber", "flag", "registrationNumber", "taxNumber", "jurisdiction", "country", "address",
)  # fmt: skip
_LIKE = 0.5


class SentenceNote(Typed, frozen=True, kw_only=True):
    """A sentence as a person writes it: its text and the claims it rests on, by id, its beginning, or their words."""

    text: str
    claims: tuple[str, ...] = ()
    unchecked: bool = False


class DraftNote(Typed, frozen=True, kw_only=True):
    """A draft as a person keeps it in a file: sentences in order and the notes that the checks ask for."""

    sentences: tuple[SentenceNote, ...] = ()
    proportionality: str = ""
    persistence: str = ""
    renewal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A dossier that was made and the files it goes out with.

    `bars` is what keeps a copy for the listing package in; `problem` why there is no PDF, where there is none;
    `exhibits` and `claims` are all it rests on, also what its copy does not name.
    """

    dossier: Dossier
    files: Mapping[str, bytes]
    marking: Marking
    bars: tuple[str, ...]
    problem: str
    exhibits: tuple[str, ...]
    claims: tuple[str, ...]


def draft_of(
    bench: Workbench, known: Knowledge, subject: Subject, standard: Standard, *, adoption: str, forum: str = "",
    note: DraftNote | None = None, index: Index | None = None, copy: str = "internal",
) -> Draft:  # fmt: skip
    """A draft for a subject: the sentences of a file, or a first draft with one sentence for each claim that serves.

    For the listing copy only identifying information counts whose source that copy may show. Raises `WhereasError`
    for a day that is none, and for a sentence that names a claim nobody recorded.
    """
    if len(adoption) != 10 or not is_partial_date(adoption):
        raise WhereasError(f"{adoption!r} is not a day", todo="give the day of the act as YYYY-MM-DD")
    if not "1900" <= adoption[:4] < "2200":  # deadlines are counted from it
        raise WhereasError(f"no act is of {adoption}", todo="give the day of the act as YYYY-MM-DD")
    if forum and forum not in forums():
        raise WhereasError(f"there is no forum {forum!r}", todo=f"choose one of: {', '.join(forums())}")
    claims = known.kept.about(subject.ids)
    serving = {kind for element in standard.elements for kind in element.shown_by}
    said = note or DraftNote()
    sentences = _written(said, claims) or sentences_from(
        (claim for claim in claims if claim.kind in serving), subject.caption
    )
    blank = Draft(
        standard=standard, subject=subject.key, ids=subject.ids,
        identity=Identity(caption=subject.caption, kind=subject.kind), sentences=sentences, kept=known.kept,
        adoption=adoption, forum=forum, renewal=said.renewal, proportionality=said.proportionality,
        persistence=said.persistence,
    )  # fmt: skip
    left = gone(claims, known.kept.settled)  # what gave way tells nothing of who is meant
    telling = [one for one in claims if one.id not in left and (copy == "internal" or _may_tell(blank, one))]
    return replace(blank, identity=_identity(subject, telling, index))


def _may_tell(draft: Draft, claim: Claim) -> bool:
    """Whether what a claim says of who is meant may stand in a listing copy: on a source that copy may show."""
    forum = forums()[draft.forum or draft.standard.forum]
    papers = draft.kept.papers.papers
    return any(let_out(papers.get(span.exhibit), forum)[0] is Let.WHOLE for span in claim.spans)


def _written(note: DraftNote, claims: Iterable[Claim]) -> tuple[Sentence, ...]:
    # A sentence that comes back from a listing copy names a claim by the id that copy shows.
    every = tuple(claims)
    known = {claim.id: claim for claim in every}
    shown = {shown_id(claim): claim for claim in every}

    def full(named: str, number: int) -> str:
        try:
            return claim_named(shown if named in shown else known, named).id
        except WhereasError as error:
            raise WhereasError(
                f"sentence {number} names the claim {named!r}: {error.what}", where=error.where, todo=error.todo
            ) from None

    return tuple(
        Sentence(
            number=number, text=one.text, claims=tuple(full(each, number) for each in one.claims),
            unchecked=one.unchecked,
        )
        for number, one in enumerate(note.sentences, start=1)
    )  # fmt: skip


def read_draft(file_name: str, text: str) -> DraftNote:
    """A draft from its file. Raises `PolicyError` with the line and the field."""
    return read_typed(file_name, text, DraftNote)


def _identity(subject: Subject, claims: Iterable[Claim], index: Index | None) -> Identity:
    """Who is meant, from the lists and from claims of the kind `identity`, whose object is `field: value`."""
    fields: dict[str, list[str]] = {}
    if subject.thing is not None:
        for name in _FIELDS:
            if values := subject.thing.get(name):
                fields[name] = list(values)
    for claim in claims:
        name, colon, value = claim.object.partition(":")
        if claim.kind == "identity" and colon and value.strip() not in fields.get(name.strip(), []):
            fields.setdefault(name.strip(), []).append(value.strip())
        elif claim.kind == "holds_office" and claim.object not in fields.get("position", []):
            fields.setdefault("position", []).append(claim.object)
    homonyms, searched = _homonyms(subject, fields, index)
    ordered = tuple((name, tuple(fields[name])) for name in (*_FIELDS, *sorted(set(fields) - set(_FIELDS)))
                    if name in fields)  # fmt: skip
    return Identity(caption=subject.caption, kind=subject.kind, fields=ordered, homonyms=homonyms, searched=searched)


def _homonyms(subject: Subject, fields: Mapping[str, list[str]], index: Index | None) -> tuple[tuple[str, ...], str]:
    if index is None:
        return (), ""
    names = dict.fromkeys((*(fields.get("name") or [subject.caption]), *fields.get("alias", ())))
    schema = {"person": "Person", "vessel": "Vessel"}.get(subject.kind, "Organization")
    answers = Screener(index).screen([Query(name=name, schema=schema) for name in names], threshold=_LIKE)
    met = {match.entity: match for answer in answers for match in answer.matches if match.entity not in subject.ids}
    told = sorted(f"{match.caption} ({match.entity}, {', '.join(sorted({one.authority for one in match.listed}))})"
                  for match in met.values())  # fmt: skip
    return tuple(told), f"{index.entries:,} listed parties, revision {index.revision[:12]}"


def make(
    bench: Workbench, known: Knowledge, draft: Draft, *, copy: str, known_on: str = "",
    formats: frozenset[str] = FORMATS, listing: Draft | None = None, least: Marking = OPEN,
    progress: Progress = silent,
) -> Made:  # fmt: skip
    """The dossier of a draft with everything it goes out with.

    `listing` is the draft of the listing copy, so that the internal copy can say what keeps that one in: it may show
    less of who is meant. `least` is the marking of the case it is of. Raises `WhereasError` for a copy that is none.
    """
    if copy not in COPIES:
        raise WhereasError(f"there is no copy {copy!r}", todo=f"choose one of: {', '.join(COPIES)}")
    used, findings, adverse = draft.used, check_draft(draft), _adverse(draft, known)
    cited = {span.exhibit for claim in used for span in (*claim.spans, *claim.against)}
    captures = bench.ledger.captures(cited)
    seals = _seals(bench, known, draft, cited, captures, known_on=known_on)
    marking = _marking(bench, known, draft, adverse, copy).join(least)
    setting = Setting(
        copy=copy, known_on=known_on, marking=str(marking), ledger_root=captures.root, ledger_size=captures.size,
        policy=policy_digests(), version=bench.version,
    )  # fmt: skip
    recorded = {key: one.at for key, one in known.board.made.items()}
    barred = bars(listing, check_draft(listing)) if listing is not None else bars(draft, findings)
    forum = draft.assessment.forum.key
    sources = {key: rule.source_for(forum) for key, rule in court_rules().items()}
    dossier = compose(draft, seals, recorded, adverse, setting, findings=findings, barred=barred, sources=sources)
    files = pack(dossier, bench.ledger.archive.read, formats=formats, telling=progress)
    return Made(
        dossier=dossier, files=files, marking=marking, bars=barred,
        problem=files.get(NOT_MADE, b"").decode(), exhibits=tuple(sorted(seals)),
        claims=tuple(claim.id for claim in used),
    )  # fmt: skip


def _marking(bench: Workbench, known: Knowledge, draft: Draft, adverse: Iterable[Adverse], copy: str) -> Marking:
    """The strictest of what it shows, and never open: a freeze works only where it comes unannounced."""
    told = [*draft.used, *(one.claim for one in adverse)] if copy == "internal" else draft.used
    cited = {span.exhibit for claim in told for span in (*claim.spans, *claim.against)}
    papers = (draft.kept.papers.papers.get(key) for key in cited)
    forum = draft.assessment.forum
    shown = [one.filing.marking for one in papers
             if one is not None and (copy == "internal" or let_out(one, forum)[0] is Let.WHOLE)]  # fmt: skip
    least = TLP.AMBER_STRICT if copy == "internal" else TLP.AMBER
    return join_all([*shown, Marking(tlp=least, personal_data=draft.identity.kind == "person")])


def _adverse(draft: Draft, known: Knowledge) -> tuple[Adverse, ...]:
    """What stands against the proposal: rival claims, what speaks against measures, and conflicts of identity.

    Claims that give another party what only one can have, as an office at one time, are among them.
    """
    used = {claim.id for claim in draft.used}
    answers = {(one.gives_way, one.stands): one.why for one in known.board.settlements}
    found = []
    about = {claim.id: claim for claim in known.kept.about(draft.ids)}
    others = {
        one.id: one for one in known.claims if one.id not in about and any(excludes(one, it) for it in draft.used)
    }
    for claim in (*about.values(), *others.values()):
        against = [one for one in draft.used if rivals(claim, one) or (claim.id in others and excludes(claim, one))]
        if claim.id not in used and (claim.kind in ("speaks_against", "identity_conflict") or against):
            why = dict.fromkeys(filter(None, (answers.get((claim.id, one.id), "") for one in against)))
            found.append(Adverse(claim=claim, answer="; ".join(why)))
    return tuple(found)


def _seals(
    bench: Workbench, known: Knowledge, draft: Draft, cited: Iterable[str], captures: Captures, *, known_on: str
) -> dict[str, Seal]:
    """The seals of what is cited, each as the draft weighs it: consent taken back since counts in every view."""
    exhibits, papers = bench.ledger.exhibits(), draft.kept.papers.papers
    found = {}
    for key in sorted(set(cited) & exhibits.keys() & captures.entries.keys()):
        filing = papers[key].filing if key in papers else filing_of_list(bench, exhibits[key])
        custody = [event for _, event in bench.ledger.custody_of(key)
                   if not known_on or event.at[: len(known_on)] <= known_on]  # fmt: skip
        stamps = tuple((one.state, one.time, one.token) for one in known.board.stamps.get(key, ()))
        found[key] = msgspec.structs.replace(
            _seal(exhibits[key], filing, captures), stamps=stamps,
            custody=tuple((event.at, event.actor, event.action, event.note) for event in custody),
        )  # fmt: skip
    return found


def _seal(exhibit: Exhibit, filing: Filing, captures: Captures) -> Seal:
    """An exhibit, whole: what a copy shows of it is cut when the dossier is composed."""
    entry, number, proof = captures.entries[exhibit.sha256]
    return Seal(
        short="",
        sha256=exhibit.sha256,
        sha3_512=exhibit.sha3_512,
        size=exhibit.size,
        name=exhibit.name,
        file="",
        title=filing.title,
        evidence=evidence_classes()[filing.evidence].title,
        publisher=filing.publisher,
        origin=exhibit.origin,
        captured_at=exhibit.captured_at,
        disclosure=filing.disclosure,
        summary=filing.summary,
        withheld=filing.withheld,
        stamps=(),
        custody=(),
        log_entry=entry,
        log_number=number,
        log_proof=proof,
        not_proved=(),
    )


def send(bench: Workbench, made: Made, folder: Path, *, audience: str, reason: str) -> Path:
    """Release a dossier into a folder and record that it was made; returns the manifest's path.

    A copy for a listing package leaves only where every element is shown, no check fails and nothing that counts must
    be kept back; there is no way around it. Who released it and why stands in the custody of its exhibits, and not in
    the package. Raises `ReleaseError`.
    """
    dossier = made.dossier
    if not dossier.internal and made.bars:
        raise ReleaseError(
            f"the copy for the listing package does not leave: {'; '.join(made.bars)}",
            todo="make the internal copy: it says what is missing and what would show it",
        )
    _room_for(dossier, folder)
    path = release(
        made.files, folder=folder, marking=made.marking, audience=audience, by=bench.settings.author, reason=reason,
        at=bench.now, revision=dossier.ledger_root, version=bench.version, named=dossier.internal,
    )  # fmt: skip
    said = DossierRecord(
        dossier=dossier.id, subject=dossier.subject, standard=dossier.standard, sha256=dossier.id,
        exhibits=made.exhibits, claims=made.claims,
    )  # fmt: skip
    with bench.ledger.writing(bench.now) as writer:
        if said not in bench.ledger.desk().dossiers:
            writer.record(said, bench.settings.author)
        for one in () if dossier.internal else dossier.exhibits:
            if one.file:
                words = f"in the listing copy of dossier {dossier.id[:12]}: {reason}"
                writer.custody(CustodyEvent(exhibit=one.sha256, at=bench.now, actor=bench.settings.author,
                                            action="release", note=words))  # fmt: skip
    return path


def _room_for(dossier: Dossier, folder: Path) -> None:
    """Nobody's edits are written over, and nothing that is not of the package stands beside a listing copy."""
    left = strays(folder)
    if "dossier.docx" in left and "dossier.docx" in earlier(folder):
        raise ReleaseError(
            "the dossier.docx there was edited since it was made", where=str(folder),
            todo="take the edits back with `whereas dossier --read`, or write into another folder with --out",
        )  # fmt: skip
    if left and not dossier.internal:
        raise ReleaseError(
            f"the folder holds what is not of this package: {', '.join(left[:5])}", where=str(folder),
            todo="write the listing copy into a folder of its own with --out",
        )  # fmt: skip


def come_back(data: bytes, dossier_json: bytes) -> tuple[Returned, DraftNote]:
    """An edited Word file held against the dossier it was: what became of each sentence, and the draft it makes.

    Raises `WhereasError` for a file that is no dossier, and for one that was made of another dossier.
    """
    try:
        was = msgspec.json.decode(dossier_json, type=Dossier)
    except (msgspec.DecodeError, ValueError) as error:
        raise WhereasError(f"this is no dossier: {error}", todo="give the dossier.json of the folder") from None
    returned = read_word(data, was.lines)
    if returned.dossier and returned.dossier != was.id:
        raise WhereasError(
            f"the document was made of dossier {returned.dossier[:12]}, the folder holds {was.id[:12]}",
            todo="give the folder it was made into with --out",
        )
    ids = {one.short: one.id for one in was.propositions}
    lines = {line.id: line for line in was.lines}
    notes = tuple(
        SentenceNote(
            text=one.text, claims=tuple(ids[short] for short in one.claims),
            unchecked=one.changed or any(lines[key].unchecked for key in one.keys),
        )
        for one in returned.lines
    )  # fmt: skip
    return returned, DraftNote(sentences=notes, proportionality=was.proportionality)
