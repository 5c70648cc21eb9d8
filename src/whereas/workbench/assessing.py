"""Brings together what an assessment needs: lists and desk, the claims of both, and the papers they rest on."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from whereas.assess.alignment import AlignmentReport, Row
from whereas.assess.detectors.detector import Sight, detect_all
from whereas.assess.gaps import GapKind
from whereas.assess.grounds import Paper, Papers, roots
from whereas.assess.opposition import gone, settled_pairs
from whereas.assess.proof import Assessment, assess
from whereas.assess.record import Record, record
from whereas.assess.router import Listed, Routing, route
from whereas.core.claim import Claim
from whereas.core.entity import Entity
from whereas.core.errors import WhereasError
from whereas.core.exhibit import Exhibit
from whereas.core.filing import DISCLOSURES, NO_USE, Filing
from whereas.core.period import PartialDate, is_partial_date
from whereas.ledger.desk import Board, stamp_state
from whereas.policy.claims import claim_kinds
from whereas.policy.standards import Standard, standards
from whereas.sources import casebook
from whereas.sources.catalogue import sources
from whereas.workbench.bench import Progress, Resolved, Workbench, silent

_PARTIES = ("person", "organisation", "vessel")
# How a list is filed by whose act stands behind it; every other authority's is a listing by a third State.
_CLASSES = {"UN": "un", "EU": "act", "-": "other"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Who is assessed: the id, every id that means the same, what to call it, and its kind."""

    key: str
    ids: tuple[str, ...]
    caption: str
    kind: str
    thing: Entity | None = None


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """Everything that is known as of a day, ready to be held against standards."""

    resolved: Resolved
    report: AlignmentReport
    sight: Sight
    board: Board
    kept: Record
    detected: tuple[Claim, ...]
    as_of: str

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim that stands: detectors' and people's."""
        return (*self.detected, *self.board.standing)

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """The rows of the alignment by entity, related ones too."""
        return {row.entity: row for row in (*self.report.rows, *self.report.related)}

    def is_context(self, key: str) -> bool:
        """Whether all that is claimed of a key is about no party: steps of a condition, an attack on civilians."""
        kinds = claim_kinds()
        return all(kinds[one.kind].context for one in self.board.standing if one.subject == key)

    def subjects(self) -> tuple[Subject, ...]:
        """Every party of the programme, and every party that people made claims of."""
        listed = [self.subject(row.entity) for row in self.report.rows]
        ids = {key for one in listed for key in one.ids}
        about = (self.subject(claim.subject) for claim in self.board.standing if claim.subject not in ids)
        return (*listed, *{one.key: one for one in about}.values())

    def subject(self, named: str) -> Subject:
        """A party by id, or by its name where only one bears it. Raises `WhereasError` where nobody is known by it."""
        graph = self.resolved.graph
        key = graph.canonical.get(named, named)
        thing = graph.things.get(key)
        about = {claim.subject for claim in self.claims}
        if thing is None and named not in about:
            return self._by_name(named)
        if thing is None:
            return Subject(
                key=named, ids=(named,), caption=_caption(named, self.claims), kind=_kind_of(named, self.claims)
            )
        kind = {"Person": "person", "Vessel": "vessel"}.get(thing.schema, "organisation")
        return Subject(key=key, ids=tuple({key, *thing.members}), caption=thing.caption, kind=kind, thing=thing)

    def _by_name(self, name: str) -> Subject:
        wanted = name.casefold()
        found = [
            thing.id
            for thing in self.resolved.graph.things.values()
            if any(one.casefold() == wanted for one in thing.get("name", "alias"))
        ]
        if len(found) == 1:
            return self.subject(found[0])
        if found:
            raise WhereasError(f"{name!r} is borne by {len(found)} parties", todo=f"give an id: {', '.join(found[:8])}")
        raise WhereasError(
            f"nothing is known of {name!r}", todo="give an id as `whereas align` or `whereas claim --list` prints them"
        )

    def assess(self, standard: Standard, subject: Subject, forum: str = "") -> Assessment:
        """One standard held against one party."""
        return assess(standard, subject.key, subject.ids, self.kept, as_of=self.as_of, forum=forum)

    def route(self, subject: Subject, authority: str = "EU") -> Routing:
        """One party's facts against every criterion of an authority."""
        return route(
            subject.key, subject.caption, subject.ids, self.kept, as_of=self.as_of, kind=subject.kind,
            listed=self.listed(subject), authority=authority,
        )  # fmt: skip

    def listed(self, subject: Subject) -> tuple[Listed, ...]:
        """What each list says of a party: its programmes and its own words on it, in which signals are looked for.

        Only reasons, names, offices and notes are such words: what a list tells banks to do says nothing of conduct.
        """
        said: dict[str, Listed] = {}
        voices: dict[str, set[str]] = {}
        for sanction in self.sight.listed.get(subject.key, ()):
            for authority in sanction.get("authority"):
                before = said.get(authority, Listed(authority=authority))
                programmes = {*before.programmes, *sanction.get("program", "programId")}
                reasons = (*before.reasons, *sanction.get("reason"))
                said[authority] = replace(before, programmes=tuple(sorted(programmes)), reasons=reasons)
                for one in sanction.statements:
                    voices.setdefault(one.source, set()).add(authority)
        for one in subject.thing.said("name", "alias", "position", "notes") if subject.thing is not None else ():
            if one.value.startswith(sources()[one.source].SOURCE.formulas):
                continue
            for authority in voices.get(one.source, ()):
                said[authority] = said[authority].also(one.prop, one.value)
        return tuple(said[authority] for authority in sorted(said))

    def unlisted(self) -> tuple[Row, ...]:
        """The parties of the programme that a partner lists and the Union does not, as far as its list shows.

        Wallets are no parties: they lead to one.
        """
        return tuple(
            row
            for row in self.report.rows
            if row.kind in _PARTIES and any(gap.kind is GapKind.PARTNER_NOT_EU for gap in row.gaps)
        )


def _caption(key: str, claims: Iterable[Claim]) -> str:
    """What a party is called that stands on no list: the name an analyst gave it, else its id."""
    named = (one.object for one in claims if one.subject == key and one.kind == "identity")
    return next((text.partition(":")[2].strip() for text in named if text.startswith("name:")), key)


# Kinds of claim, and identifiers, that only a body or only a ship has.
_OF_BODIES = frozenset({"owned", "controlled", "holds_stake", "controls", "organ_of_state", "joint_venture"})
_MARKS = {"imoNumber": "vessel", "flag": "vessel", "registrationNumber": "organisation", "jurisdiction": "organisation"}


def _kind_of(key: str, claims: Iterable[Claim]) -> str:
    """What a party is that stands on no list: as an analyst said (`kind: vessel`), else by what only such a one has."""
    about = [one for one in claims if one.subject == key]
    named = {}
    for one in about:
        name, _, value = one.object.partition(":")
        if one.kind == "identity":
            named[name.strip()] = value.strip().casefold()
    if named.get("kind") in _PARTIES:
        return named["kind"]
    if any(one.kind == "hull" for one in about):
        return "vessel"
    by_mark = next((kind for mark, kind in _MARKS.items() if mark in named), "")
    return by_mark or ("organisation" if any(one.kind in _OF_BODIES for one in about) else "person")


def know(
    bench: Workbench, focus: str, *, as_of: str = "", known_on: str = "", progress: Progress = silent,
    resolved: Resolved | None = None, report: AlignmentReport | None = None,
    detect: Callable[[Sight], tuple[Claim, ...]] = detect_all,
) -> Knowledge:  # fmt: skip
    """Read the ledger and the desk, run the detectors, and sort all claims by subject.

    `as_of` limits editions of lists and is the day of the act (default: today); `known_on` limits the desk to what was
    recorded by the end of that day; `resolved` and `report` are taken where they were made before, and so is what
    `detect` finds where it remembers.
    """
    day = whole_day(as_of) or bench.now[:10]
    resolved = resolved or bench.merged(as_of, progress=progress)
    progress("comparing lists")
    report = report or bench.align(resolved, focus, as_of=day)
    subjects = tuple(row.entity for row in (*report.rows, *report.related))
    progress("reading the desk")
    board = bench.ledger.desk(known_on=known_on)
    sight = Sight(graph=resolved.graph, report=report, subjects=subjects, claims=_unsettled(board))
    progress("detecting")
    detected = detect(sight)
    claims = (*detected, *board.standing)
    kept = record(claims, papers(bench, board, claims), board.settlements)
    return Knowledge(
        resolved=resolved, report=report, sight=sight, board=board, kept=kept, detected=detected, as_of=day
    )


def _unsettled(board: Board) -> tuple[Claim, ...]:
    """The claims that stand and gave way to no other that stands."""
    lost = gone(board.standing, settled_pairs(board.settlements))
    return tuple(one for one in board.standing if one.id not in lost)


def whole_day(text: str) -> str:
    """The last day a partial date can mean, as text; empty for an empty one. Raises `WhereasError` for no date."""
    if text and not is_partial_date(text):
        raise WhereasError(f"{text!r} is not a day", todo="write YYYY, YYYY-MM or YYYY-MM-DD")
    return PartialDate(text).latest.isoformat() if text else ""


def papers(bench: Workbench, board: Board, claims: Iterable[Claim]) -> Papers:
    """The papers of every exhibit that a claim cites: its filing, its dates, its stamp, and whether it is whole.

    Editions of lists that are not in view any more count where a claim cites them. What was allowed when `board` was
    so, and is not allowed any more, is not: consent is asked today, whatever day is looked at.
    """
    exhibits = bench.ledger.exhibits()
    cited = {span.exhibit for claim in claims for span in (*claim.spans, *claim.against)}
    bound = allowed(bound_by_containers(board), bench.ledger.desk())
    found: dict[str, Paper] = {}
    filings, copies = dict(bound), dict[str, list[str]]()
    for sha256 in sorted(cited & exhibits.keys()):
        exhibit = exhibits[sha256]
        filing = filings[sha256] = _filed(bench, exhibit, bound.get(sha256))
        found[sha256] = Paper(
            filing=filing,
            available=filing.available or exhibit.published or exhibit.captured_at[:10],
            captured=exhibit.captured_at[:10],
            stamp=stamp_state(board.stamps.get(sha256, ())),
            intact=is_whole(bench, sha256),
        )
        if sha256 in bound and found[sha256].intact and (text := _text_of(bench, exhibit)):
            copies.setdefault(text, []).append(sha256)
    for first, *others in copies.values():
        filings |= {key: replace(filings[key], repeats=(*filings[key].repeats, first)) for key in others}
    tokens = {one.token for stamps in board.stamps.values() for one in stamps}
    return Papers(papers=found, origins=roots(one for key, one in filings.items() if key not in tokens))


def is_whole(bench: Workbench, sha256: str) -> bool:
    """Whether an exhibit's bytes are there and are what they were: read each time, for nothing less would show it."""
    return bench.ledger.archive.is_whole(sha256)


def _filed(bench: Workbench, exhibit: Exhibit, filing: Filing | None) -> Filing:
    """How an exhibit is filed; of an edition of a list nobody changes whose act it is, nor that editions are one."""
    listed = filing_of_list(bench, exhibit)
    if filing is None or exhibit.source not in bench.modules:
        return filing or listed
    return replace(filing, evidence=listed.evidence, repeats=tuple(dict.fromkeys((*filing.repeats, *listed.repeats))))


# Larger exhibits are not held against one another: what is copied to count twice is a text.
_MOST_BYTES = 16 << 20
_BLANKS = (b"\xef\xbb\xbf", b"\xc2\xa0")


def _text_of(bench: Workbench, exhibit: Exhibit) -> str:
    """A digest that exhibits share whose bytes differ in nothing but blanks: such copies are one source."""
    data = bench.ledger.archive.read(exhibit.sha256) if exhibit.size <= _MOST_BYTES else b""
    if not data.strip():
        return ""
    for blank in _BLANKS:
        data = data.replace(blank, b"")
    return hashlib.sha256(data.translate(None, b" \t\r\n\v\f")).hexdigest()


def bound_by_containers(board: Board) -> dict[str, Filing]:
    """Every filing, with what its container's binds it to: what the whole repeats, its pieces repeat, and they are
    marked at least as it is.

    Where the uses of the whole were set after those of a piece, they narrow the piece: whoever takes back consent to a
    bag need not name every file in it.
    """
    since = _uses_since(board)

    def bound(key: str, seen: frozenset[str]) -> Filing:
        filing = board.filings[key]
        if filing.parent not in board.filings or filing.parent in seen:
            return filing
        whole = bound(filing.parent, seen | {key})
        later = since.get(filing.parent, 0) > since.get(key, 0)
        return replace(
            filing,
            uses=_both(filing.uses, whole.uses) if later else filing.uses,
            repeats=tuple(dict.fromkeys((*filing.repeats, *whole.repeats))),
            marking=filing.marking.join(whole.marking),
        )

    return {key: bound(key, frozenset({key})) for key in board.filings}


def _uses_since(board: Board) -> dict[str, int]:
    """Since which number in the log each exhibit has the uses it has: filing a new title sets no uses anew."""
    uses: dict[str, tuple[str, ...]] = {}
    since: dict[str, int] = {}
    for one in board.log:
        if isinstance(one.said, Filing) and uses.get(one.said.exhibit) != one.said.uses:
            uses[one.said.exhibit], since[one.said.exhibit] = one.said.uses, one.no
    return since


def allowed(filings: Mapping[str, Filing], today: Board) -> dict[str, Filing]:
    """Filings of another day with what holds of them today as well: consent, disclosure and marking only narrow."""
    now = bound_by_containers(today)
    return {key: filing if (latest := now.get(key, filing)) == filing else replace(
        filing,
        uses=_both(filing.uses, latest.uses),
        marking=filing.marking.join(latest.marking),
        disclosure=max(filing.disclosure, latest.disclosure, key=DISCLOSURES.index),
    ) for key, filing in filings.items()}  # fmt: skip


def _both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """The purposes that two filings allow together; a filing without any narrows nothing."""
    if not one or not other:
        return one or other
    return tuple(use for use in one if use in other) or (NO_USE,)


def filing_of_list(bench: Workbench, exhibit: Exhibit) -> Filing:
    """How an edition of a list is filed, by whose act stands behind it; all editions of one list are one lineage."""
    module = bench.modules.get(exhibit.source)
    if module is None:
        return Filing(exhibit=exhibit.sha256, title=exhibit.name, evidence="other")
    source = module.SOURCE
    kind = "other" if exhibit.source == casebook.KEY else _CLASSES.get(source.authority, "third_state_listing")
    edition = f", edition of {exhibit.edition}" if exhibit.edition else ""
    return Filing(
        exhibit=exhibit.sha256, title=f"{source.title}{edition}", evidence=kind, publisher=source.publisher,
        reliability=source.reliability, repeats=(f"list:{source.authority}",), available=exhibit.edition,
        marking=source.marking,
    )  # fmt: skip


def standard_of(named: str) -> Standard:
    """A standard by its key, or by the end of it where only one ends so. Raises `WhereasError`."""
    every = standards()
    if named in every:
        return every[named]
    found = [key for key in every if key.endswith(f"/{named}") or key.startswith(f"{named}/")]
    if len(found) == 1:
        return every[found[0]]
    near = found or [key for key in every if key.startswith(named.partition("/")[0])]
    raise WhereasError(
        f"there is no standard {named!r}" if not found else f"{named!r} names several standards",
        todo=f"choose one of: {', '.join(near[:12]) or 'see `whereas policy`'}",
    )


def without(kept: Record, claims: frozenset[str]) -> Record:
    """A record without some claims: what would be left if they fell."""
    by_subject = {key: tuple(one for one in found if one.id not in claims) for key, found in kept.by_subject.items()}
    return replace(kept, by_subject=by_subject, context=tuple(one for one in kept.context if one.id not in claims))
