"""Screening beside its peers: quality on the same labelled pairs and lists, speed in the same run.

Run: `./dev bench screening`, with WHEREAS_TEST_DATA set. It builds the labelled data, installs the peers into an
environment of their own (bench/peers; needs a compiler and ICU headers for one of them) and prints both side by side.
Without the peers' environment and no way to build it, the project's own figures are printed and that is said.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from tools.clean_names import clean_names

from bench.peers import pairs as data
from bench.peers import run as peers
from bench.resolve_dprk import load
from whereas.resolve.resolution import build_graph
from whereas.screen.card import Card, Named, cards
from whereas.screen.index import Index, made_of, save
from whereas.screen.index import load as load_index
from whereas.screen.likeness import by_form, prepare
from whereas.screen.pairing import score_pairs
from whereas.screen.pairs import align
from whereas.screen.query import Query
from whereas.screen.screening import Screener
from whereas.screen.search import Searcher
from whereas.screen.table import PERSON

_SETS = ("persons", "scripts", "organisations", "general")
_SLOW = ("logic-v2",)


def main() -> None:
    """Build the data, score them here and by the peers, measure speed."""
    folder = os.environ.get("WHEREAS_TEST_DATA", "")
    if not folder:
        sys.exit("bench: screening measures on labelled pairs and real lists: set WHEREAS_TEST_DATA")
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        data.build(Path(folder), work)
        there = _peers_there()
        speed = 0.0
        for name in _SETS:
            print(f"\n--- {name}")
            rows = peers.read(work / f"{name}.tsv", "left", "right", "schema", "label", "kind", "trivial")
            start = time.perf_counter()
            found = [
                one.probability for one in score_pairs([(row["left"], row["right"], row["schema"]) for row in rows])
            ]
            print(f"whereas: {len(rows) / (time.perf_counter() - start):,.0f} pairs/s, names read and reasons given")
            peers.figures(rows, {"whereas": found})
            if there:
                text = _peer("pairs", str(work / f"{name}.tsv"), str(work / f"{name}.out"))
                if name == "persons":
                    speed = _speed_of(text, _SLOW[0])
        print("\n--- hard screening: spellings against primary names only")
        _hard(work)
        if there:
            _peer("hard", str(work / "hard_index.tsv"), str(work / "hard_queries.tsv"), str(work / "hard.out"))
        print("\n--- speed, one process")
        _speed(Path(folder) / "data" / "lists", work, speed)


def _pair(row: Any) -> tuple[str, str, str]:
    return row["left"], row["right"], row["schema"]


def _peers_there() -> bool:
    try:
        subprocess.run(["./dev", "peers", "--help"], check=True, capture_output=True, timeout=1200)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"the peers are not measured: their environment could not be built ({error})")
        return False
    return True


def _peer(*arguments: str) -> str:
    """Run the peers in their environment and show what they print."""
    done = subprocess.run(["./dev", "peers", *arguments], check=False, capture_output=True, text=True)
    print(done.stdout + ("" if done.returncode == 0 else done.stderr[-2000:]))
    return done.stdout


def _speed_of(text: str, name: str) -> float:
    """The pairs per second that a scorer printed."""
    line = next((one for one in text.splitlines() if one.startswith(name + " ")), "")
    return float(line.split()[3].replace(",", "")) if line else 0.0


_KINDS = {"Person": "person", "LegalEntity": "body", "Vessel": "vessel"}


def _hard(work: Path) -> None:
    index = peers.read(work / "hard_index.tsv", "id", "name", "schema")
    queries = peers.read(work / "hard_queries.tsv", "query", "ids", "kind", "schema", "open")
    listed = made_of(
        Card(id=f"{at}", members=(), kind=_KINDS.get(row["schema"], "organisation"), schema=row["schema"],
             caption=row["name"], names=(Named(text=row["name"], weak=False, said=()),), listed=())
        for at, row in enumerate(index)
    )  # fmt: skip
    answers = Screener(listed).screen([_query(row) for row in queries], threshold=0.02)
    found = [
        peers.Found(hits=[(int(match.entity), match.probability) for match in answer.matches]) for answer in answers
    ]
    for kind in (*sorted({row["kind"] for row in queries}), "all"):
        peers._print_screening(kind, queries, index, {"whereas": found})  # the peers' own ruler


def _query(row: Any) -> Query:
    schema = row["schema"]
    return Query(name=row["query"], schema=schema if schema in ("Person", "Vessel", "LegalEntity") else "Organization")


def _speed(lists: Path, work: Path, logic: float) -> None:
    listed = made_of(cards(build_graph(load(lists), ()), {}))
    path = work / "index.json"
    save(listed, path)
    start = time.perf_counter()
    index = load_index(path)
    screener = Screener(index)
    screener.screen([Query(name="Kim Chol Su", schema="Person")])
    print(f"index of {index.entries:,} parties: opened and first answer in {time.perf_counter() - start:.3f} s")
    _scored_pairs(index, logic)
    names = clean_names(20_000, random.Random(3))
    known = [index.parts[0].segment.names[PERSON].prepared.texts[at] for at in range(0, 20_000, 20)]
    queries = [
        Query(name=name, schema="Person", birth_date=str(1940 + at % 60)) for at, name in enumerate([*names, *known])
    ]
    for process in (1, 2):
        _queries_per_second(path, queries, process)
    alone = subprocess.run([sys.executable, "-c", _ALONE, str(path)], check=True, capture_output=True, text=True).stdout
    print(f"peak memory of a process that screens 10,000 names: {alone.strip()} MB")


_ALONE = """
import resource, sys
from pathlib import Path
from whereas.screen.index import load
from whereas.screen.query import Query
from whereas.screen.screening import Screener
screener = Screener(load(Path(sys.argv[1])))
for at in range(20):
    screener.screen([Query(name=f"Kim Chol {at} Su", schema="Person") for _ in range(500)])
linux = sys.platform == "linux"
# What a child of a large process counts as its own peak is its parent's, so the system is asked.
held = next((line for line in open("/proc/self/status") if line.startswith("VmHWM")), "") if linux else ""
print(int(held.split()[1]) // 1024 if held else round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
"""


def _scored_pairs(index: Index, logic: float) -> None:
    """Every name of a sample against every listed name, nothing left out: each pair aligned and given a probability."""
    listed = index.parts[0].segment.names[PERSON]
    searcher = Searcher(listed)
    texts = [
        listed.prepared.texts[at] for at in range(0, len(listed.prepared.texts), len(listed.prepared.texts) // 100)
    ]
    batch = prepare(texts, PERSON)
    alike = searcher._words.like(batch.names.vocabulary).alike  # what a search looks words up in
    many = len(listed.prepared.names.text)
    rows = np.repeat(np.arange(len(batch.names.text)), many)
    names = np.tile(np.arange(many), len(batch.names.text))
    start = time.perf_counter()
    by_form(PERSON, align(batch.names, rows, listed.prepared.names, names, alike))
    speed = len(rows) / (time.perf_counter() - start)
    print(f"batch path, every pair scored: {speed:,.0f} pairs/s")
    if logic:
        print(f"  {speed / logic:,.0f} times logic-v2 in this run ({logic:,.0f} pairs/s)")


def _queries_per_second(path: Path, queries: Sequence[Query], processes: int) -> None:
    """Queries per second with evidence, and with a sentence for every match."""
    step = 1000
    parts = [list(queries[at : at + step]) for at in range(0, len(queries), step)]
    if processes == 1:
        _open(path)
        start = time.perf_counter()
        matches = sum(map(_screen, parts))
    else:
        with ProcessPoolExecutor(
            processes, mp_context=get_context("spawn"), initializer=_open, initargs=(path,)
        ) as pool:
            list(pool.map(_screen, parts[:processes]))
            start = time.perf_counter()
            matches = sum(pool.map(_screen, parts))
    took = time.perf_counter() - start
    print(f"{processes} process(es): {len(queries) / took:,.0f} queries/s ({matches:,} matches explained)")


_SCREENER: list[Screener] = []


def _open(path: Path) -> None:
    _SCREENER[:] = [Screener(load_index(path))]
    _SCREENER[0].screen([Query(name="Kim Chol Su")])


def _screen(queries: list[Query]) -> int:
    return sum(len(answer.matches) for answer in _SCREENER[0].screen(queries, threshold=0.7))
