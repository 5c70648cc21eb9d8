"""The index of listed names: segments in mapped files, opened in milliseconds, shared by processes, updated by deltas.

An index is a small JSON file that names its segments and the cards in them that no longer count. A change of the lists
adds a segment with what is new and strikes out what it replaces; nothing that stands is written again. What two names
are to each other depends on nothing but the two, so an index that was updated answers as one that was built anew.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from whereas.core.errors import WhereasError
from whereas.screen import segment as segments
from whereas.screen.card import Card
from whereas.screen.preparation import preparation
from whereas.screen.segment import Segment

# Beyond this many segments, or with this share struck out, an update builds anew.
_MOST_SEGMENTS, _MOST_GONE = 8, 0.3
_MOST_KEPT = 6


@dataclass(frozen=True, kw_only=True)
class Part:
    """A segment with the cards in it that count, as a mark per card."""

    segment: Segment
    counts: Any


@dataclass(frozen=True, kw_only=True)
class Index:
    """All parts; `revision` is the ledger's root they were made at, `as_of` the edition date asked for."""

    parts: tuple[Part, ...]
    revision: str
    as_of: str
    entries: int
    reader: str = ""

    @property
    def digests(self) -> dict[str, int]:
        """What each listed party's card says, as a digest, by id."""
        found: dict[str, int] = {}
        for part in self.parts:
            said = part.segment.arrays["card_digest"].tolist()
            found.update((one, said[place]) for place, one in enumerate(part.segment.ids) if part.counts[place])
        return found

    def card(self, entity: str) -> Card | None:
        """The card of a listed party by its id."""
        for part in self.parts:
            if entity in part.segment.digests:
                place = part.segment.ids.index(entity)
                if part.counts[place]:
                    return part.segment.card(place)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an update changed, by id."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    rebuilt: bool = False

    def __str__(self) -> str:
        words = f"+{len(self.added):,} / -{len(self.removed):,} / {len(self.changed):,} changed"
        return words + (", built anew" if self.rebuilt else "")


def difference(known: Mapping[str, int], fresh: Mapping[str, int]) -> Change:
    """What parts two sets of cards, by their digests."""
    return Change(
        added=tuple(sorted(fresh.keys() - known.keys())),
        removed=tuple(sorted(known.keys() - fresh.keys())),
        changed=tuple(sorted(one for one in fresh.keys() & known.keys() if fresh[one] != known[one])),
    )


def of_segments(made: Iterable[Segment], *, revision: str = "", as_of: str = "", reader: str = "") -> Index:
    """An index of these segments, all of whose cards count."""
    parts = tuple(Part(segment=one, counts=np.ones(len(one), np.bool_)) for one in made)
    entries = sum(len(part.segment) for part in parts)
    return Index(parts=parts, revision=revision, as_of=as_of, entries=entries, reader=reader)


def made_of(cards: Iterable[Card], *, revision: str = "", as_of: str = "", reader: str = "") -> Index:
    """An index in memory; `reader` names the version of the program that read the lists."""
    return of_segments([segments.build(cards)], revision=revision, as_of=as_of, reader=reader)


def path_of(folder: Path, revision: str, as_of: str, reader: str) -> Path:
    """Where the index of a view stands: its name says everything it is made from."""
    name = hashlib.sha256(f"{preparation()}|{reader}|{revision}|{as_of}".encode()).hexdigest()[:20]
    return folder / f"index-{name}.json"


def save(index: Index, path: Path) -> None:
    """Write the segments that are new, then the index that names them."""
    names = []
    for part in index.parts:
        name = part.segment.notes.setdefault("name", _name(part.segment))
        if not (path.parent / name).exists():
            segments.save(part.segment, path.parent / name)
        names.append(name)
    gone = [np.flatnonzero(~part.counts).tolist() for part in index.parts]
    said = {"revision": index.revision, "as_of": index.as_of, "reader": index.reader, "format": preparation()}
    temporary = path.with_suffix(f".{os.getpid()}.new")
    temporary.write_text(json.dumps({"segments": names, "gone": gone, **said}), encoding="utf-8")
    temporary.replace(path)


def _name(segment: Segment) -> str:
    made_of_these = preparation().encode() + segment.arrays["cards"].tobytes()
    return f"segment-{hashlib.sha256(made_of_these).hexdigest()[:20]}.whx"


def load(path: Path) -> Index:
    """Open an index. Raises `WhereasError` where it or a segment is damaged."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["format"] != preparation():
            return _refuse(path, "it was made by another version of the program")
        opened = [segments.load(path.parent / name) for name in kept["segments"]]
        parts = []
        for segment, gone in zip(opened, kept["gone"], strict=True):
            counts = np.ones(len(segment), np.bool_)
            counts[np.array(gone, np.int64)] = False
            parts.append(Part(segment=segment, counts=counts))
        entries = sum(int(part.counts.sum()) for part in parts)
        return Index(
            parts=tuple(parts), revision=kept["revision"], as_of=kept["as_of"], entries=entries, reader=kept["reader"]
        )
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        return _refuse(path, str(error), error)


def _refuse(path: Path, why: str, error: Exception | None = None) -> NoReturn:
    raise WhereasError(
        f"the index cannot be read: {why}", where=str(path), todo="delete it; the next screening builds it anew"
    ) from error


def updated(index: Index, cards: Iterable[Card], *, revision: str, as_of: str = "") -> tuple[Index, Change]:
    """The index with what the cards of another view change: new and changed ones added, the others struck out."""
    listed = {card.id: card for card in cards}
    change = difference(index.digests, segments.digests_of(listed.values()))
    struck = frozenset(change.removed) | frozenset(change.changed)
    total = sum(len(part.segment) for part in index.parts)
    dead = total - index.entries + len(struck)
    if len(index.parts) >= _MOST_SEGMENTS or dead > _MOST_GONE * max(total, 1):
        whole = made_of(listed.values(), revision=revision, as_of=as_of, reader=index.reader)
        return whole, replace(change, rebuilt=True)
    parts = []
    for part in index.parts:
        counts = part.counts.copy()
        for place, one in enumerate(part.segment.ids):
            if one in struck:
                counts[place] = False
        parts.append(Part(segment=part.segment, counts=counts))
    if change.added or change.changed:
        new = segments.build(listed[one] for one in (*change.added, *change.changed))
        parts.append(Part(segment=new, counts=np.ones(len(new), np.bool_)))
    entries = sum(int(part.counts.sum()) for part in parts)
    found = Index(parts=tuple(parts), revision=revision, as_of=as_of, entries=entries, reader=index.reader)
    return found, change


def _kept(folder: Path) -> list[tuple[Path, dict[str, Any]]]:
    """The indexes of a folder with what they say of themselves, the latest first; damaged ones are left out."""
    found = []
    for path in sorted(folder.glob("index-*.json"), key=lambda path: path.stat().st_mtime, reverse=True):
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
            if said["format"] == preparation():
                found.append((path, said))
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return found


def latest_index(folder: Path, as_of: str, reader: str) -> Path | None:
    """The index to bring up to date for a view: the latest of this edition date by this reader, if its parts stand."""
    for path, said in _kept(folder):
        whole = all((folder / name).exists() for name in said["segments"])
        if whole and said["as_of"] == as_of and said["reader"] == reader:
            return path
    return None


def kept_indexes(folder: Path) -> dict[str, Path]:
    """The kept indexes of everything in view (no edition date), by revision."""
    return {said["revision"]: path for path, said in _kept(folder) if not said["as_of"]}


def prune(folder: Path, keep: Path) -> None:
    """Delete the oldest indexes beyond the most that are kept, and segments that no index names."""
    kept = _kept(folder)
    spare = {path for path, _ in kept[_MOST_KEPT:] if path != keep}
    named = {name for path, said in kept if path not in spare for name in said["segments"]}
    for path in (*spare, *(path for path in folder.glob("segment-*.whx") if path.name not in named)):
        path.unlink(missing_ok=True)
