"""From claims to a dossier: the draft, who is meant, homonyms searched for, the seals, and the release."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from whereas.assess.draft import Draft, Identity, Sentence, sentences_from
from whereas.assess.proof import rivals
from whereas.core.claim import Claim
from whereas.core.errors import WhereasError
from whereas.core.exhibit import Exhibit
from whereas.core.filing import DossierRecord, Filing
from whereas.core.marking import Marking, join_all
from whereas.core.period import is_partial_date
from whereas.ledger.ledger import Captures
from whereas.policy.standards import Standard, Typed, evidence_classes
from whereas.policy.typed import policy_digests, read_typed
from whereas.publish.dossier.model import Dossier, Line, Seal, Setting, compose
from whereas.publish.dossier.pack import pack
from whereas.publish.dossier.word import Returned, read_word
from whereas.publish.release import ReleaseError, release
from whereas.screen.index import Index
from whereas.screen.query import Query
from whereas.screen.screening import Screener
from whereas.workbench.assessing import Knowledge, Subject, filing_of_list
from whereas.workbench.bench import Workbench

COPIES = ("internal", "listing")
_FIELDS = (
    "name", "alias", "birthDate", "birthPlace", "nationality", "gender", "position", "passportNumber", "idNumber",
    "imoNumber", "flag", "registrationNumber", "taxNumber", "jurisdiction", "country", "address",
)  # fmt: skip
_LIKE = 0.5


class SentenceNote(Typed, frozen=True, kw_only=True):
    """A sentence as a person writes it: its text and the claims it rests on, by id or the beginning of one."""

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
    """A dossier that was made and the files it goes out with."""

    dossier: Dossier
    files: Mapping[str, bytes]
    marking: Marking


def draft_of(
    bench: Workbench, known: Knowledge, subject: Subject, standard: Standard, *, adoption: str, forum: str = "",
    note: DraftNote | None = None, index: Index | None = None,
) -> Draft:  # fmt: skip
    """A draft for a subject: the sentences of a file, or a first draft with one sentence for each claim that serves.

    Raises `WhereasError` for a day that is none, and for a sentence that names a claim nobody recorded.
    """
    if len(adoption) != 10 or not is_partial_date(adoption):
        raise WhereasError(f"{adoption!r} is not a day", todo="give the day of the act as YYYY-MM-DD")
    claims = known.kept.about(subject.ids)
    serving = {kind for element in standard.elements for kind in element.shown_by}
    identity = _identity(subject, claims, index)
    said = note or DraftNote()
    sentences = _written(said, claims) or sentences_from(
        (claim for claim in claims if claim.kind in serving), identity.caption
    )
    return Draft(
        standard=standard, subject=subject.key, ids=subject.ids, identity=identity, sentences=sentences,
        kept=known.kept, adoption=adoption, forum=forum, renewal=said.renewal,
        proportionality=said.proportionality, persistence=said.persistence,
    )  # fmt: skip


def _written(note: DraftNote, claims: Iterable[Claim]) -> tuple[Sentence, ...]:
    known = {claim.id: claim for claim in claims}

    def full(named: str, number: int) -> str:
        found = [key for key in known if len(named) >= 6 and key.startswith(named)]
        if len(found) != 1:
            raise WhereasError(
                f"sentence {number} names the claim {named!r}, which is not recorded about this party",
                todo="`whereas claim --list` prints the claims that stand",
            )
        return found[0]

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
    names = fields.get("name") or [subject.caption]
    schema = {"person": "Person", "vessel": "Vessel"}.get(subject.kind, "Organization")
    answers = Screener(index).screen([Query(name=name, schema=schema) for name in names], threshold=_LIKE)
    met = {match.entity: match for answer in answers for match in answer.matches if match.entity not in subject.ids}
    told = sorted(f"{match.caption} ({match.entity}, {', '.join(sorted({one.authority for one in match.listed}))})"
                  for match in met.values())  # fmt: skip
    return tuple(told), f"{index.entries:,} listed parties, revision {index.revision[:12]}"


def make(
    bench: Workbench, known: Knowledge, draft: Draft, *, copy: str, known_on: str = "",
    formats: frozenset[str] = frozenset({"docx", "pdf", "html"}),
) -> Made:  # fmt: skip
    """The dossier of a draft with everything it goes out with. Raises `WhereasError` for a copy there is none of."""
    if copy not in COPIES:
        raise WhereasError(f"there is no copy {copy!r}", todo=f"choose one of: {', '.join(COPIES)}")
    used = draft.used
    cited = {span.exhibit for claim in used for span in (*claim.spans, *claim.against)}
    captures = bench.ledger.captures(cited)
    seals = _seals(bench, known, cited, captures, internal=copy == "internal")
    filings = [known.board.filings.get(key) or filing_of_list(bench, bench.ledger.exhibits()[key]) for key in seals]
    marking = join_all(one.marking for one in filings)
    setting = Setting(
        copy=copy, known_on=known_on, marking=str(marking), ledger_root=captures.root, ledger_size=captures.size,
        policy=policy_digests(), version=bench.version,
    )  # fmt: skip
    recorded = {key: one.at for key, one in known.board.made.items()}
    dossier = compose(draft, seals, recorded, _adverse(draft, known), setting)
    return Made(dossier=dossier, files=pack(dossier, bench.ledger.archive.read, formats=formats), marking=marking)


def _adverse(draft: Draft, known: Knowledge) -> tuple[Claim, ...]:
    """What stands against the proposal: rival claims, what speaks against measures, and conflicts of identity."""
    used = {claim.id for claim in draft.used}
    found = []
    for claim in known.kept.about(draft.ids):
        if claim.id not in used and (
            claim.kind in ("speaks_against", "identity_conflict") or any(rivals(claim, one) for one in draft.used)
        ):
            found.append(claim)
    return tuple(found)


def _seals(
    bench: Workbench, known: Knowledge, cited: Iterable[str], captures: Captures, *, internal: bool
) -> dict[str, Seal]:
    exhibits = bench.ledger.exhibits()
    found = {}
    for key in cited:
        if key in exhibits and key in captures.entries:
            exhibit = exhibits[key]
            filing = known.board.filings.get(key) or filing_of_list(bench, exhibit)
            found[key] = _seal(bench, known, exhibit, filing, captures, internal=internal)
    return found


def _seal(
    bench: Workbench, known: Knowledge, exhibit: Exhibit, filing: Filing, captures: Captures, *, internal: bool
) -> Seal:
    entry, number, proof = captures.entries[exhibit.sha256]
    custody = bench.ledger.custody_of(exhibit.sha256)
    return Seal(
        sha256=exhibit.sha256,
        sha3_512=exhibit.sha3_512,
        size=exhibit.size,
        name=exhibit.name,
        title=filing.title,
        evidence=evidence_classes()[filing.evidence].title,
        publisher=filing.publisher,
        origin=exhibit.origin,
        captured_at=exhibit.captured_at,
        disclosure=filing.disclosure,
        summary=filing.summary,
        withheld=filing.withheld,
        stamps=tuple((one.state, one.time, one.token) for one in known.board.stamps.get(exhibit.sha256, ())),
        custody=tuple((event.at, event.actor if internal else "", event.action, event.note if internal else "")
                      for _, event in custody),
        log_entry=entry,
        log_number=number,
        log_proof=proof,
    )  # fmt: skip


def send(bench: Workbench, made: Made, folder: Path, *, audience: str, reason: str, accept: bool = False) -> Path:
    """Release a dossier into a folder and record that it was made; returns the manifest's path.

    A copy for a listing package leaves only where every element is shown and no check fails. Raises `ReleaseError`.
    """
    dossier = made.dossier
    if dossier.copy == "listing" and not accept and dossier.verdict != "shown":
        raise ReleaseError(
            f"the copy for the listing package does not leave: the standard is {dossier.verdict.replace('_', ' ')}",
            todo="see the internal copy for what is missing and what would show it",
        )
    path = release(
        made.files, folder=folder, marking=made.marking, audience=audience, by=bench.settings.author, reason=reason,
        at=bench.now, revision=dossier.ledger_root, version=bench.version,
    )  # fmt: skip
    said = DossierRecord(
        dossier=dossier.id, subject=dossier.subject, standard=dossier.standard, sha256=dossier.id,
        exhibits=tuple(one.sha256 for one in dossier.exhibits), claims=tuple(one.id for one in dossier.propositions),
    )  # fmt: skip
    if said not in bench.ledger.desk().dossiers:
        with bench.ledger.writing(bench.now) as writer:
            writer.record(said, bench.settings.author)
    return path


def come_back(data: bytes, dossier_json: bytes) -> tuple[Returned, DraftNote]:
    """An edited Word file held against the dossier it was: what became of each sentence, and the draft it makes."""
    import msgspec

    try:
        was = msgspec.json.decode(dossier_json, type=Dossier)
    except msgspec.DecodeError as error:
        raise WhereasError(f"this is no dossier: {error}", todo="give the dossier.json of the folder") from None
    returned = read_word(data, was.lines)
    ids = {one.short: one.id for one in was.propositions}
    lines: Mapping[str, Line] = {line.id: line for line in was.lines}
    notes = tuple(
        SentenceNote(
            text=text, unchecked=changed or (key in lines and lines[key].unchecked),
            claims=tuple(ids[short] for short in lines[key].claims) if key else (),
        )
        for text, key, changed in returned.lines
    )  # fmt: skip
    return returned, DraftNote(sentences=notes, proportionality=was.proportionality)
