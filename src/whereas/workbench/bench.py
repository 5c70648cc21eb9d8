"""One ledger with the catalogue of sources: pull, resolve, align, screen and publish."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Protocol

from whereas.assess.alignment import AlignmentReport, align
from whereas.core.canon import digest
from whereas.core.entity import Entity
from whereas.core.errors import CaptureError, WhereasError
from whereas.core.exhibit import Exhibit
from whereas.core.judgement import Judgement
from whereas.core.marking import OPEN, Marking, join_all
from whereas.ledger.intake import Taken, reader_name, take
from whereas.ledger.ledger import Ledger
from whereas.ledger.verify import Verified, verify
from whereas.ledger.view import Reading, View
from whereas.policy.files import policy_digests
from whereas.policy.programmes import load_programme
from whereas.publish.front import standing
from whereas.publish.pages import align_page
from whereas.publish.release import release
from whereas.publish.summary import RunSummary, SourceLine
from whereas.publish.tables import alignment_files
from whereas.resolve.homonyms import Homonym
from whereas.resolve.judge import propose
from whereas.resolve.resolution import Graph, build_graph, clusters
from whereas.screen.card import cards
from whereas.screen.index import Index, kept_indexes, latest_index, made_of, path_of, prune, updated
from whereas.screen.index import load as load_index
from whereas.screen.index import save as save_index
from whereas.settings import Settings
from whereas.sources import casebook
from whereas.sources.capture import Captured, Outcome, Validators, from_mirror, from_network
from whereas.sources.catalogue import sources
from whereas.sources.contract import Feed, SourceModule


class Progress(Protocol):
    """Told what is being done, and how far along it is where that is known."""

    def __call__(self, words: str, done: int | None = None, total: int | None = None) -> None: ...


def silent(words: str, done: int | None = None, total: int | None = None) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """What one pull did: every file that was taken, and every outcome that brought none."""

    taken: tuple[Taken, ...]
    others: tuple[Outcome, ...]
    starter: bool = False

    @property
    def refused(self) -> tuple[Taken, ...]:
        """The files that were kept and not read into the ledger."""
        return tuple(one for one in self.taken if one.outcome == "refused")


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """A view with its entities merged: the graph, the judgements in force, homonyms, and how many were new."""

    view: View
    graph: Graph
    judgements: tuple[Judgement, ...]
    homonyms: tuple[Homonym, ...]
    new: int


@dataclass(frozen=True, kw_only=True)
class OpenIndex:
    """An index ready to be screened against, the file it stands in, and how it was come by."""

    index: Index
    path: Path
    made: str


class Workbench:
    """One ledger with the catalogue of sources. `now` is the instant of the command (ISO 8601 UTC)."""

    def __init__(self, settings: Settings, *, now: str, version: str, ledger: Ledger | None = None) -> None:
        """`ledger` is one that is open already, as for one person's sight of it; else the settings' is opened."""
        self.settings, self.now, self.version = settings, now, version
        self.ledger = ledger or Ledger(settings.home, settings.ledger)
        self.modules: Mapping[str, SourceModule] = sources()
        self.reader = reader_name(version)

    def chosen(self, names: Sequence[str]) -> Mapping[str, SourceModule]:
        """The sources with these keys, or all. Raises `WhereasError` for a key the catalogue does not have."""
        if unknown := [name for name in names if name not in self.modules]:
            raise WhereasError(
                f"no source is called {', '.join(unknown)}",
                todo=f"choose among: {', '.join(self.modules)}",
            )
        return {key: module for key, module in self.modules.items() if not names or key in names}

    def pull(
        self, names: Sequence[str] = (), *, accept: bool = False, progress: Progress = silent,
        waiting: Callable[[], None] = lambda: None,
    ) -> Pulled:  # fmt: skip
        """Capture the chosen sources from the mirror or the network, and read what is new into the ledger.

        One source is one turn of the writer: it lands whole or not at all. Without a mirror, and with nothing the
        network gave and nothing in the ledger, the starter casebook is read.
        """
        chosen = self.chosen(names)
        taken: list[Taken] = []
        others: list[Outcome] = []
        progress("looking for lists")
        for source, outcomes in groupby(self._outcomes(chosen, progress), key=lambda one: one.source):
            batch = list(outcomes)
            captured = [one for one in batch if isinstance(one, Captured)]
            others += [one for one in batch if not isinstance(one, Captured)]
            fresh = self._take(chosen[source], captured, accept=accept, progress=progress, waiting=waiting)
            taken += fresh
            if not self.settings.mirror and captured:
                self._remember(captured, fresh)
        starter = not names and not self.settings.mirror and not self._holds_lists()
        taken += self._take_casebook(progress, waiting)
        return Pulled(taken=tuple(taken), others=tuple(others), starter=starter)

    def _outcomes(self, chosen: Mapping[str, SourceModule], progress: Progress) -> Iterator[Outcome]:
        targets = [(module.SOURCE, module.FEEDS) for key, module in chosen.items() if key != casebook.KEY]
        if self.settings.mirror:
            every = [(module.SOURCE, module.FEEDS) for module in self.modules.values()]
            outcomes = from_mirror(self.settings.mirror, targets, now=self.now, besides=every)
        else:
            outcomes = from_network(
                targets,
                known=self._validators(),
                inbox=self.settings.home / "inbox",
                contact=self.settings.contact,
                now=self.now,
                version=self.version,
                progress=lambda event: progress(f"{event.source}: {event.name}", event.done, event.total),
            )
        yield from sorted(outcomes, key=lambda one: one.source)

    @property
    def _validators_file(self) -> Path:
        return self.settings.home / "validators.json"

    def _validators(self) -> dict[tuple[str, str], Validators]:
        """What servers said of the bytes the ledger has; a lost or damaged file only costs a download."""
        try:
            kept = json.loads(self._validators_file.read_text(encoding="utf-8"))
            return {(source, feed): Validators(etag=etag, last_modified=when) for source, feed, etag, when in kept}
        except (OSError, ValueError, TypeError):
            return {}

    def _remember(self, captured: Sequence[Captured], taken: Sequence[Taken]) -> None:
        refused = {(one.exhibit.source, one.exhibit.feed) for one in taken if one.outcome == "refused"}
        known = self._validators()
        for one in captured:
            if (one.source, one.feed) not in refused and one.validators != Validators():
                known[one.source, one.feed] = one.validators
        rows = [[source, feed, said.etag, said.last_modified] for (source, feed), said in sorted(known.items())]
        self._validators_file.write_text(json.dumps(rows, indent=1), encoding="utf-8")

    def _holds_lists(self) -> bool:
        return self._has_lists(self.ledger.view().readings)

    def _has_lists(self, readings: Iterable[Reading]) -> bool:
        """Whether an authority's list is among them: events and logs stand in for none."""
        return any(self.modules[reading.exhibit.source].SOURCE.authority != "-" for reading in readings)

    def _take(
        self, module: SourceModule, captured: Sequence[Captured], *, accept: bool, progress: Progress,
        waiting: Callable[[], None],
    ) -> list[Taken]:  # fmt: skip
        if not captured:
            return []
        taken = []
        feeds = {feed.key: feed for feed in module.FEEDS}
        with self.ledger.writing(self.now, waiting=waiting) as writer:
            for number, one in enumerate(captured, start=1):
                progress(f"{one.source}: reading {one.name}", number, len(captured))
                try:
                    data = one.path.read_bytes()
                except OSError as error:
                    raise CaptureError(f"{one.name} cannot be read: {error.strerror}", where=str(one.path)) from error
                exhibit = self._keep(data, one.source, feeds[one.feed], name=one.name, origin=one.origin)
                taken.append(
                    take(writer, module, exhibit, data, reader=self.reader, actor=self.settings.author, accept=accept)
                )
        return taken

    def _keep(self, data: bytes, source: str, feed: Feed, *, name: str, origin: str) -> Exhibit:
        sha256, sha3_512 = self.ledger.archive.keep(data)
        return Exhibit(
            sha256=sha256,
            sha3_512=sha3_512,
            size=len(data),
            source=source,
            feed=feed.key,
            name=name,
            origin=origin,
            captured_at=self.now,
            published=feed.published(name, data),
        )

    def _take_casebook(self, progress: Progress, waiting: Callable[[], None]) -> list[Taken]:
        module = self.modules[casebook.KEY]
        taken = []
        with self.ledger.writing(self.now, waiting=waiting) as writer:
            for name, data in casebook.files().items():
                progress(f"the starter casebook: {name}")
                feed = next(feed for feed in module.FEEDS if feed.takes(name))
                exhibit = self._keep(data, casebook.KEY, feed, name=name, origin=f"starter:{name}")
                taken.append(take(writer, module, exhibit, data, reader=self.reader, actor=self.settings.author))
        return taken

    def view(self, as_of: str = "") -> View:
        """The ledger as of an edition date. Where real lists are in view, the casebook's stand-ins for them are not."""
        whole = self.ledger.view(as_of=as_of)
        if not self._has_lists(whole.readings):
            return whole
        readings = tuple(
            reading
            for reading in whole.readings
            if reading.exhibit.source != casebook.KEY or reading.exhibit.feed not in casebook.STAND_INS
        )
        return View(
            store=whole.store, readings=readings, judgements=whole.judgements, revision=whole.revision,
            root=whole.root, as_of=whole.as_of,
        )  # fmt: skip

    def is_starter(self, view: View) -> bool:
        """Whether no list but the starter casebook's own is in view."""
        return not self._has_lists(view.readings)

    def resolve(
        self, as_of: str = "", *, progress: Progress = silent, waiting: Callable[[], None] = lambda: None
    ) -> Resolved:
        """Judge the pairs of a view that need it, append what is new, and merge."""
        view = self.view(as_of)
        progress("resolving: reading entities")
        entities = list(view.entities())
        progress("resolving: comparing")
        proposal = propose(entities, view.judgements, at=self.now)
        if proposal.judgements:
            with self.ledger.writing(self.now, waiting=waiting) as writer:
                writer.judge(proposal.judgements)
            view = self.view(as_of)
        self._resolved_file.write_text(self._resolved_marker(view), encoding="utf-8")
        return Resolved(
            view=view,
            graph=build_graph(entities, view.judgements),
            judgements=view.judgements,
            homonyms=proposal.homonyms,
            new=len(proposal.judgements),
        )

    def merged(self, as_of: str = "", *, progress: Progress = silent) -> Resolved:
        """As `resolve`, without comparing pairs again where nothing that is compared has changed since.

        Homonyms are then not counted.
        """
        view = self.view(as_of)
        if not self.is_resolved(as_of):
            return self.resolve(as_of, progress=progress)
        progress("merging entities")
        graph = build_graph(view.entities(), view.judgements)
        return Resolved(view=view, graph=graph, judgements=view.judgements, homonyms=(), new=0)

    def is_resolved(self, as_of: str = "") -> bool:
        """Whether the pairs of a view were compared since anything that is compared changed."""
        return self._resolved_marker(self.view(as_of)) == self._resolved_file_text()

    @property
    def _resolved_file(self) -> Path:
        return self.settings.home / "resolved.txt"

    def _resolved_file_text(self) -> str:
        try:
            return self._resolved_file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return ""

    def _resolved_marker(self, view: View) -> str:
        """What a resolution depends on: the readings in view, the judgements, and the program that compares."""
        return digest([[one.no for one in view.readings], len(view.judgements), self.reader, self.version])

    def index(self, as_of: str = "", *, progress: Progress = silent) -> OpenIndex:
        """The index of listed names in view: opened where it stands, else brought up to date or built, and kept."""
        folder = self.settings.home / "screen"
        path = path_of(folder, self.ledger.root, as_of, self.reader)
        if path.exists():
            return OpenIndex(index=load_index(path), path=path, made="opened")
        view = self.view(as_of)
        if not view.readings:
            raise WhereasError(
                "there is nothing to screen against: the ledger holds no list",
                where=str(self.settings.home),
                todo="run `whereas run` first, or name another home with --home",
            )
        progress("index: reading what the lists say")
        authorities = {key: module.SOURCE.authority for key, module in self.modules.items()}
        made = cards(build_graph(view.entities(), view.judgements), authorities)
        earlier = latest_index(folder, as_of, self.reader)
        if earlier is None:
            progress("index: preparing names")
            index, words = made_of(made, revision=view.root, as_of=as_of, reader=self.reader), "built"
        else:
            progress("index: bringing it up to date")
            index, change = updated(load_index(earlier), made, revision=view.root, as_of=as_of)
            words = f"brought up to date: {change}"
        save_index(index, path)
        prune(folder, path)
        return OpenIndex(index=index, path=path, made=words)

    def earlier_index(self, revision: str) -> Index:
        """A kept index by its revision or the beginning of it. Raises `WhereasError` where none is kept."""
        kept = kept_indexes(self.settings.home / "screen")
        found = [path for root, path in kept.items() if root.startswith(revision.lower())]
        if len(found) != 1 or len(revision) < 6:
            have = ", ".join(root[:12] for root in kept) or "none"
            raise WhereasError(
                f"no index of revision {revision!r} is kept" if not found else f"{revision!r} names several revisions",
                where=str(self.settings.home / "screen"),
                todo=f"screen in full, without --since; kept are: {have}",
            )
        return load_index(found[0])

    def judge(self, judgement: Judgement, *, waiting: Callable[[], None] = lambda: None) -> None:
        """Record one judgement of a person."""
        with self.ledger.writing(self.now, waiting=waiting) as writer:
            writer.judge([judgement])

    def align(self, resolved: Resolved, focus: str, *, as_of: str = "") -> AlignmentReport:
        """Where the lists in view differ and contradict one another on a programme."""
        return align(
            resolved.graph,
            as_of=as_of or self.now[:10],
            programme=load_programme(focus),
            editions=self.editions(resolved.view),
            partial=self.partial(resolved.view),
            revision=resolved.view.root,
            version=self.version,
            starter=self.is_starter(resolved.view),
        )

    def marking(self, view: View) -> Marking:
        """The marking of something made of everything in view."""
        return join_all(self.modules[one.exhibit.source].SOURCE.marking for one in view.readings)

    def desk_marking(self) -> Marking:
        """The marking of something made of everything that people filed."""
        return join_all(one.marking for one in self.ledger.desk().filings.values())

    def release_alignment(self, report: AlignmentReport, resolved: Resolved, folder: Path) -> Path:
        """Release the alignment's page and tables for internal use; returns the manifest's path."""
        files = {"align.html": align_page(report).encode(), **alignment_files(report)}
        return self.release_files(files, resolved.view, folder, reason="whereas align --out")

    def release_files(
        self, files: Mapping[str, bytes], view: View, folder: Path, *, reason: str, also: Marking = OPEN
    ) -> Path:
        """Release files made of everything in a view for internal use; returns the manifest's path.

        `also` is the marking of what they are made of beside the view: what people filed.
        """
        return release(
            files,
            folder=folder,
            marking=self.marking(view).join(also),
            audience="internal",
            by=self.settings.author,
            reason=reason,
            at=self.now,
            revision=view.root,
            version=self.version,
        )

    def inputs(self, view: View, focus: str, as_of: str) -> dict[str, str]:
        """What a run's files are made from: the same inputs give the same bytes."""
        return {
            "revision": view.root,
            "as_of": as_of or self.now[:10],
            "programme": load_programme(focus).digest,
            "policy": digest([list(one) for one in policy_digests()]),
            "reader": self.reader,
        }

    def standing_run(self, out: Path, focus: str, as_of: str) -> RunSummary | None:
        """The summary of the run that stands in the folder, if nothing it was made from has changed."""
        return standing(out, self.inputs(self.view(as_of), focus, as_of))

    def source_lines(self, pulled: Pulled, resolved: Resolved) -> tuple[SourceLine, ...]:
        """One line for each source of a run."""
        outcomes: dict[str, list[str]] = {}
        for one in pulled.taken:
            outcomes.setdefault(one.exhibit.source, []).append(one.outcome)
        entities = Counter(source for thing in resolved.graph.things.values() for source in thing.sources)
        editions = resolved.view.editions()
        lines = []
        for key, module in self.modules.items():
            readings = [one for one in resolved.view.readings if one.exhibit.source == key]
            if not readings and key not in outcomes:
                continue
            counted = Counter(outcomes.get(key, ["kept from an earlier pull"]))
            lines.append(
                SourceLine(
                    key=key,
                    title=module.SOURCE.title,
                    authority=module.SOURCE.authority,
                    edition=editions.get(key, ""),
                    outcome=", ".join(f"{count} {what}" if count > 1 else what for what, count in counted.items()),
                    entities=entities[key],
                    statements=sum(one.statements for one in readings),
                    issues=sum(one.issues for one in readings),
                )
            )
        return tuple(lines)

    def editions(self, view: View) -> dict[str, str]:
        """Edition dates by source key and by exhibit digest."""
        return {**view.editions(), **{one.exhibit.sha256: one.exhibit.edition for one in view.readings}}

    def partial(self, view: View) -> dict[str, str]:
        """The sources all of whose files in view are extracts, and why; `source:authority` where only one's part is."""
        reasons: dict[str, list[str]] = {}
        for reading in view.readings:
            module = self.modules[reading.exhibit.source]
            feed = next(feed for feed in module.FEEDS if feed.key == reading.exhibit.feed)
            reasons.setdefault(reading.exhibit.source, []).append(feed.partial)
        samples = {f"{casebook.KEY}:{authority}": why for authority, why in casebook.SAMPLES.items()}
        return samples | {source: why[0] for source, why in reasons.items() if all(why)}

    def verify(self, *, deep: bool, progress: Progress = silent) -> Verified:
        """Recompute everything."""
        return verify(self.ledger, self.modules, reader=self.reader, deep=deep, progress=progress)

    def find(self, entity: str, as_of: str = "") -> tuple[Entity, tuple[Entity, ...]] | None:
        """One entity by any of its source ids or its canonical id, with its parts; None where nothing speaks of it."""
        view = self.view(as_of)
        canonical = clusters(view.judgements)
        wanted = canonical.get(entity, entity)
        members = sorted({one for one, target in canonical.items() if target == wanted} | {entity})
        found = [one for member in members if (one := view.entity(member)) is not None]
        if not found:
            return None
        statements = tuple(said for one in found for said in one.statements)
        parts = tuple(part for one in found for part in view.parts_of(one.id))
        return Entity(id=wanted, statements=statements, members=tuple(one.id for one in found)), parts

    def close(self) -> None:
        """Give everything back."""
        self.ledger.close()


@contextmanager
def workbench(settings: Settings, *, now: str) -> Iterator[Workbench]:
    """A workbench for the length of one command."""
    from importlib.metadata import version

    bench = Workbench(settings, now=now, version=version("whereas"))
    try:
        yield bench
    finally:
        bench.close()


def in_order(taken: Iterable[Taken]) -> list[Taken]:
    """Taken files by source, edition and name."""
    return sorted(taken, key=lambda one: (one.exhibit.source, one.exhibit.edition, one.exhibit.name))
