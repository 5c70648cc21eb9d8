"""Scores labelled names with the peers: nomenklatura, rapidfuzz and splink, each in a process of its own.

Run it in the peers' environment, which holds no whereas: `.venv-peers/bin/python -m bench.peers.run pairs FILE OUT`.
Every scorer runs as its makers deliver it: nomenklatura on entities that bear the name and the schema, rapidfuzz on
names in lower case without punctuation (its own `default_process`).
"""

import argparse
import csv
import itertools
import multiprocessing
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.peers import metrics

NOMENKLATURA = ("logic-v1", "logic-v2", "regression-v1")
RAPIDFUZZ = ("ratio", "token_sort_ratio", "WRatio", "jaro_winkler")
SCORERS = (*NOMENKLATURA, *RAPIDFUZZ)
THRESHOLDS = (0.7, 0.8, 0.85, 0.9, 0.95)
# Pairs of these kinds cannot be told by the spelling alone, or stand in other letters: counted by kind, not in F1.
_ASIDE = ("pseudonym", "homonym", "pinyin", "script", "different name", "other name", "acronym")
_WARM_UP = (
    ("Ivan Petrov", "Iwan Petroff", "Person"),
    ("Jane Q. Example", "EXAMPLE, Jane", "Person"),
    ("Example Shipping Co., Ltd.", "Example Shipping Company Limited", "Organization"),
)
# Hits a query keeps in the file: those of this score or higher, best first, and no more than so many.
_LEAST, _MOST = 0.3, 200
_BODIES = frozenset({"Organization", "Company", "LegalEntity", "PublicBody"})

Row = dict[str, str]
# Places in the left and the right table.
Pairs = Sequence[tuple[int, int]]


def read(path: Path, *columns: str) -> list[Row]:
    """The rows of a tab-separated file that has at least these columns."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
            rows = list(reader)
    except OSError as error:
        sys.exit(f"{path}: {error.strerror}; bench.peers.pairs builds the files")
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        sys.exit(f"{path}: no column {', '.join(missing)}; bench.peers.pairs builds the files")
    if not rows:
        sys.exit(f"{path}: no rows under the header")
    return rows


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A tab-separated file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        writer.writerow(columns)
        writer.writerows(rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorer:
    """`prepare` makes of a name and its schema what `compare` scores from 0 to 1.

    `caches` where scoring a pair once makes it faster the next time.
    """

    prepare: Callable[[str, str], Any]
    compare: Callable[[Any, Any], float]
    caches: bool


def scorer(name: str) -> Scorer:
    """The scorer of this name, its package imported now."""
    if name in NOMENKLATURA:
        return _nomenklatura(name)
    fuzz, clean = import_module("rapidfuzz.fuzz"), import_module("rapidfuzz.utils").default_process
    if name == "jaro_winkler":
        compare = import_module("rapidfuzz.distance").JaroWinkler.normalized_similarity
        return Scorer(prepare=lambda text, _schema: clean(text), compare=compare, caches=False)
    percent = getattr(fuzz, name)
    return Scorer(
        prepare=lambda text, _schema: clean(text),
        compare=lambda left, right: float(percent(left, right)) / 100,
        caches=False,
    )


def _nomenklatura(name: str) -> Scorer:
    algorithm = import_module("nomenklatura.matching").get_algorithm(name)
    model = import_module("followthemoney").model
    config = algorithm.default_config()
    numbers = itertools.count()

    def prepare(text: str, schema: str) -> Any:
        entity = model.make_entity(schema)
        entity.id = f"name-{next(numbers)}"
        entity.add("name", text)
        return entity

    def compare(left: Any, right: Any) -> float:
        return float(algorithm.compare(left, right, config).score)

    return Scorer(prepare=prepare, compare=compare, caches=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The scores of all pairs in their order, and what they cost.

    `cold` are the seconds until a fresh process has its first score (packages and tables loaded), `preparing` and
    `scoring` those after a warm-up.
    """

    scores: Sequence[float]
    cold: float
    preparing: float
    scoring: float
    megabytes: float

    @property
    def speed(self) -> float:
        """Pairs per second, scoring alone."""
        return len(self.scores) / self.scoring if self.scoring else float("inf")


def score(name: str, left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]], pairs: Pairs) -> Scores:
    """Score pairs of places in two tables of (name, schema). To be called in a fresh process: it measures the start."""
    start = time.perf_counter()
    made = scorer(name)
    for one, other, schema in _WARM_UP[:1]:
        made.compare(made.prepare(one, schema), made.prepare(other, schema))
    cold = time.perf_counter() - start
    for one, other, schema in _WARM_UP[1:]:
        made.compare(made.prepare(one, schema), made.prepare(other, schema))
    start = time.perf_counter()
    mine = [made.prepare(*named) for named in left]
    theirs = [made.prepare(*named) for named in right]
    preparing = time.perf_counter() - start
    compare = made.compare
    # A scorer that remembers nothing is timed over several passes where one is too short to time.
    passes = 0
    start = time.perf_counter()
    while not passes or (not made.caches and time.perf_counter() - start < 0.3):
        scores = [compare(mine[one], theirs[other]) for one, other in pairs]
        passes += 1
    scoring = (time.perf_counter() - start) / passes
    return Scores(scores=scores, cold=cold, preparing=preparing, scoring=scoring, megabytes=_peak())


def _peak() -> float:
    """The most memory this process has held, in megabytes."""
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def apart(function: Callable[..., Any], *arguments: object) -> Any:
    """What the function returns, run in a fresh process."""
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        return pool.apply(function, arguments)


def told(kind: str) -> bool:
    """Whether names alone can tell pairs of this kind, so that they count in F1."""
    return not any(word in kind for word in _ASIDE)


def figures(rows: Sequence[Row], scores: Mapping[str, Sequence[float]]) -> None:
    """Print best F1 and the like over the pairs that are not trivial, and what is found of each kind."""
    rows_at = [at for at, row in enumerate(rows) if row["trivial"] == "0" and told(row["kind"])]
    labels = [rows[at]["label"] == "1" for at in rows_at]
    if any(labels) and not all(labels):
        print(f"\nnot trivial, told by spelling: {sum(labels)} of one party, {len(labels) - sum(labels)} of two")
        print(f"{'':18}{'best F1':>8}{'P':>7}{'R':>7}{'at':>6}{'R at P95':>10}{'AP':>7}")
        for name, found in scores.items():
            _print_curve(name, metrics.curve(zip((found[at] for at in rows_at), labels, strict=True)))
    print("\nfound at 0.7, of each kind (not trivial; of two parties: accepted wrongly)")
    print(f"{'kind':42}{'n':>6}" + "".join(f"{name[:13]:>14}" for name in scores))
    kinds: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if row["trivial"] == "0" or "homonym" in row["kind"]:
            kinds[row["label"], row["kind"]].append(at)
    for (label, kind), places in sorted(kinds.items(), reverse=True):
        counts = [sum(found[at] >= 0.7 for at in places) for found in scores.values()]
        line = "".join(f"{count:>14}" for count in counts)
        print(f"{kind + ('' if label == '1' else ' (two)'):42}{len(places):>6}{line}")


def _print_curve(name: str, points: Sequence[metrics.Point]) -> None:
    best, sure = metrics.best_f1(points), metrics.recall_at_precision(points)
    print(
        f"{name:18}{best.f1:8.3f}{best.precision:7.3f}{best.recall:7.3f}{best.threshold:6.2f}{sure.recall:10.3f}"
        f"{metrics.average_precision(points):7.3f}"
    )


def pairs_mode(options: argparse.Namespace) -> None:
    """Score a file of pairs."""
    rows = read(options.file, "left", "right", "schema", "label", "kind", "trivial")
    left = [(row["left"], row["schema"]) for row in rows]
    right = [(row["right"], row["schema"]) for row in rows]
    places = [(at, at) for at in range(len(rows))]
    _print_versions()
    print(f"{options.file.name}: {len(rows):,} pairs; one process and one thread per scorer")
    print(f"{'':18}{'cold s':>8}{'prepare s':>11}{'pairs/s':>12}{'peak MB':>9}")
    scores: dict[str, Sequence[float]] = {}
    for name in options.scorers:
        run: Scores = apart(score, name, left, right, places)
        scores[name] = run.scores
        print(f"{name:18}{run.cold:8.2f}{run.preparing:11.3f}{run.speed:12,.0f}{run.megabytes:9,.0f}", flush=True)
    columns = tuple(rows[0])
    numbers = zip(*scores.values(), strict=True)
    write(
        options.out,
        (*columns, *scores),
        ((*row.values(), *(f"{one:.4f}" for one in found)) for row, found in zip(rows, numbers, strict=True)),
    )
    figures(rows, scores)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Of one query: the entries scored, best first."""

    hits: Sequence[tuple[int, float]]


def comparable(query: str, entry: str) -> bool:
    """Whether a query of this schema can mean an entry of that: a legal entity may be a person or a body."""
    both = {query, entry}
    return query == entry or both <= _BODIES or both == {"LegalEntity", "Person"}


def candidates(queries: Sequence[Row], index: Sequence[Row], count: int) -> list[list[int]]:
    """The places of each query's best entries by rapidfuzz's WRatio, among those whose schema is comparable."""
    numpy = import_module("numpy")
    chosen: list[list[int]] = []
    for start, table in _tables("WRatio", queries, index)[0]:
        for at, line in enumerate(table):
            allowed = _allowed(queries[start + at]["schema"], index)
            places = allowed[numpy.argsort(-line[allowed], kind="stable")[:count]]
            chosen.append([int(place) for place in places])
    return chosen


_ALLOWED: dict[str, Any] = {}


def _allowed(schema: str, index: Sequence[Row]) -> Any:
    if schema not in _ALLOWED:
        numpy = import_module("numpy")
        _ALLOWED[schema] = numpy.array(
            [at for at, entry in enumerate(index) if comparable(schema, entry["schema"])], dtype=numpy.int64
        )
    return _ALLOWED[schema]


def _tables(name: str, queries: Sequence[Row], index: Sequence[Row]) -> tuple[Iterator[tuple[int, Any]], list[float]]:
    """Scores of all queries against the whole index, a few queries at a time, and the seconds each table took."""
    numpy, process = import_module("numpy"), import_module("rapidfuzz.process")
    clean = import_module("rapidfuzz.utils").default_process
    if name == "jaro_winkler":
        function, top = import_module("rapidfuzz.distance").JaroWinkler.normalized_similarity, 1.0
    else:
        function, top = getattr(import_module("rapidfuzz.fuzz"), name), 100.0
    asked, listed = [clean(row["query"]) for row in queries], [clean(row["name"]) for row in index]
    seconds: list[float] = []

    def made() -> Iterator[tuple[int, Any]]:
        for start in range(0, len(asked), 64):
            before = time.perf_counter()
            table = process.cdist(asked[start : start + 64], listed, scorer=function, dtype=numpy.float32, workers=1)
            seconds.append(time.perf_counter() - before)
            yield start, table / top

    return made(), seconds


def screen(name: str, queries: Sequence[Row], index: Sequence[Row]) -> tuple[list[Found], float, float]:
    """Every query against the whole index by a rapidfuzz scorer: hits, pairs per second, peak memory in megabytes."""
    numpy = import_module("numpy")
    tables, seconds = _tables(name, queries, index)
    found = []
    for start, table in tables:
        for at, line in enumerate(table):
            allowed = _allowed(queries[start + at]["schema"], index)
            allowed = allowed[line[allowed] >= _LEAST]
            places = allowed[numpy.argsort(-line[allowed], kind="stable")[:_MOST]]
            found.append(Found(hits=[(int(place), round(float(line[place]), 4)) for place in places]))
    return found, len(queries) * len(index) / sum(seconds), _peak()


def hard_mode(options: argparse.Namespace) -> None:
    """Look spellings up among all listed names."""
    index = read(options.index, "id", "name", "schema")
    queries = read(options.queries, "query", "ids", "kind", "schema", "open")
    _print_versions()
    print(f"{len(queries):,} queries, {len(index):,} names; for everyone, hits are entries of a comparable")
    print(f"  schema, of score {_LEAST} and more, the best {_MOST} of a query")
    results: dict[str, list[Found]] = {}
    for name in (one for one in options.scorers if one in RAPIDFUZZ):
        results[name], speed, peak = apart(screen, name, queries, index)
        print(f"{name:18}{speed:14,.0f} pairs/s (cdist, one thread), peak {peak:,.0f} MB", flush=True)
    slow = [one for one in options.scorers if one in NOMENKLATURA]
    if slow:
        chosen = candidates(queries, index, options.candidates)
        _print_ceiling(queries, index, chosen, options.candidates)
        places = [(query, entry) for query, among in enumerate(chosen) for entry in among]
        asked = [(row["query"], row["schema"]) for row in queries]
        listed = [(row["name"], row["schema"]) for row in index]
        for name in slow:
            run: Scores = apart(score, name, asked, listed, places)
            results[name] = _gathered(len(queries), places, run.scores)
            print(f"{name:18}{run.speed:14,.0f} pairs/s, {run.scoring:,.0f} s; ", end="")
            print(f"cold start {run.cold:.1f} s, peak {run.megabytes:,.0f} MB", flush=True)
    write(options.out, ("query", "kind", "scorer", "top", "score", "hits"), _hit_rows(queries, index, results))
    for kind in (*sorted({row["kind"] for row in queries}), "all"):
        _print_screening(kind, queries, index, results)


def _print_ceiling(queries: Sequence[Row], index: Sequence[Row], chosen: Sequence[Sequence[int]], count: int) -> None:
    true = sum(len(row["ids"].split(",")) for row in queries)
    within = sum(
        len({index[at]["id"] for at in among} & set(row["ids"].split(",")))
        for row, among in zip(queries, chosen, strict=True)
    )
    print(f"all pairs are too slow for nomenklatura: it is given each query's {count:,} best by rapidfuzz WRatio,")
    print(f"  which hold {within:,} of {true:,} true pairs ({within / true:.1%}): a cap on recall, and less noise")


def _gathered(count: int, places: Pairs, scores: Sequence[float]) -> list[Found]:
    hits: list[list[tuple[int, float]]] = [[] for _ in range(count)]
    for (query, entry), value in zip(places, scores, strict=True):
        if value >= _LEAST:
            hits[query].append((entry, round(value, 4)))
    return [Found(hits=sorted(some, key=lambda hit: -hit[1])[:_MOST]) for some in hits]


def _hit_rows(
    queries: Sequence[Row], index: Sequence[Row], results: Mapping[str, Sequence[Found]]
) -> Iterator[Sequence[object]]:
    for name, found in results.items():
        for row, one in zip(queries, found, strict=True):
            top = (index[one.hits[0][0]]["id"], one.hits[0][1]) if one.hits else ("", 0)
            hits = ",".join(f"{index[at]['id']}={value}" for at, value in one.hits)
            yield row["query"], row["kind"], name, *top, hits


def _print_screening(
    kind: str, queries: Sequence[Row], index: Sequence[Row], results: Mapping[str, Sequence[Found]]
) -> None:
    places = [at for at, row in enumerate(queries) if kind in {row["kind"], "all"}]
    true = [set(queries[at]["ids"].split(",")) for at in places]
    nobody = [set(queries[at]["open"].split(",")) for at in places]
    total = sum(map(len, true))
    print(f"\n{kind}: {len(places)} queries, {total:,} true pairs; open pairs count nowhere")
    print(
        f"{'':18}{'best F1':>8}{'P':>7}{'R':>7}{'at':>6}{'R at P95':>10}{'hit@1':>7}{'false/query at R90':>20}", end=""
    )
    print("  recall, false/query at " + " ".join(f"{one:>12}" for one in THRESHOLDS))
    for name, found in results.items():
        scored: list[metrics.Scored] = []
        first = 0.0
        for at, right, unknown in zip(places, true, nobody, strict=True):
            hits = [(value, one) for place, value in found[at].hits if (one := index[place]["id"]) not in unknown]
            scored.extend((value, one in right) for value, one in hits)
            # Of equal best scores any may come first, so each counts by its share.
            best = [one in right for value, one in hits if value == hits[0][0]]
            first += sum(best) / len(best) if best else 0
        points = metrics.curve(scored, total)
        best_point, sure, most = metrics.best_f1(points), metrics.recall_at_precision(points), metrics.at_recall(points)
        alerts = f"{most.wrong / len(places):.2f}" if most else "not reached"
        print(
            f"{name:18}{best_point.f1:8.3f}{best_point.precision:7.3f}{best_point.recall:7.3f}"
            f"{best_point.threshold:6.2f}{sure.recall:10.3f}{first / len(places):7.3f}{alerts:>14}",
            end="  ",
        )
        at_points = [metrics.at(scored, threshold, total) for threshold in THRESHOLDS]
        print(" " * 32 + " ".join(f"{one.recall:5.3f},{one.wrong / len(places):6.2f}" for one in at_points))


def splink_mode(options: argparse.Namespace) -> None:
    """Fellegi-Sunter on the pairs of a file, by splink, without labels."""
    rows = read(options.file, "left", "right", "schema", "label", "kind", "trivial")
    _print_versions()
    print("splink: weights of likeness levels by EM on these very pairs, labels unseen (in splink's favour); two")
    print("  comparisons, sorted words by Jaro-Winkler and words in common, which are not independent; no tuning")
    scores, learning, scoring, peak = apart(_splink, rows)
    print(f"learning {learning:.1f} s, {len(rows) / scoring:,.0f} pairs/s, peak {peak:,.0f} MB")
    write(
        options.out,
        (*rows[0], "splink"),
        ((*row.values(), f"{one:.6f}") for row, one in zip(rows, scores, strict=True)),
    )
    figures(rows, {"splink": scores})


def _splink(rows: Sequence[Row]) -> tuple[list[float], float, float, float]:
    splink, arrow = import_module("splink"), import_module("pyarrow")
    library = import_module("splink.comparison_library")
    api = import_module("splink.backends.duckdb").DuckDBAPI()
    clean = import_module("rapidfuzz.utils").default_process

    def table(column: str) -> Any:
        words = [sorted(set(clean(row[column]).split())) for row in rows]
        numbers = list(range(len(rows)))
        columns = {"unique_id": numbers, "pair": numbers, "words": words, "name": [" ".join(some) for some in words]}
        return api.register(arrow.table(columns), dataset_display_name=f"{column}_names")

    start = time.perf_counter()
    # Each pair is a block of its own, so that predict scores exactly the pairs of the file.
    settings = splink.SettingsCreator(
        link_type="link_only",
        comparisons=[
            library.JaroWinklerAtThresholds("name", [0.97, 0.93, 0.88, 0.8]),
            library.ArrayIntersectAtSizes("words", [3, 2, 1]),
        ],
        blocking_rules_to_generate_predictions=[splink.block_on("pair")],
        retain_intermediate_calculation_columns=False,
    )
    linker = splink.Linker([table("left"), table("right")], settings, log_level=None)
    linker.training.estimate_u_using_random_sampling(max_pairs=2_000_000, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(
        splink.block_on("pair"), estimate_without_term_frequencies=True
    )
    learning = time.perf_counter() - start
    start = time.perf_counter()
    predicted = linker.inference.predict().as_pyarrow_table().to_pydict()
    scoring = time.perf_counter() - start
    if len(predicted["unique_id_l"]) != len(rows):
        raise RuntimeError(f"splink scored {len(predicted['unique_id_l'])} pairs of {len(rows)}")
    scores = [0.0] * len(rows)
    for at, value in zip(predicted["unique_id_l"], predicted["match_probability"], strict=True):
        scores[int(at)] = float(value)
    return scores, learning, scoring, _peak()


def _print_versions() -> None:
    found = ", ".join(f"{name} {version(name)}" for name in ("nomenklatura", "followthemoney", "rapidfuzz", "splink"))
    print(found)


def _scorers(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    unknown = [name for name, _ in Counter(names).items() if name not in SCORERS]
    if unknown:
        raise argparse.ArgumentTypeError(f"no scorer {', '.join(unknown)}; there are {', '.join(SCORERS)}")
    return names


def main(arguments: Sequence[str] | None = None) -> None:
    """`python -m bench.peers.run pairs|hard|splink ...`."""
    parser = argparse.ArgumentParser(prog="python -m bench.peers.run", description=(__doc__ or "").split("\n")[0])
    modes = parser.add_subparsers(required=True, metavar="MODE")
    mode = modes.add_parser("pairs", help="score a file of pairs, and say how fast and how well")
    mode.add_argument("file", type=Path, help="TSV with left, right, schema, label, kind, trivial")
    mode.set_defaults(run=pairs_mode)
    hard = modes.add_parser("hard", help="look spellings up among all listed names")
    hard.add_argument("index", type=Path, help="TSV with id, name, schema")
    hard.add_argument("queries", type=Path, help="TSV with query, ids, kind, schema, open")
    hard.add_argument("--candidates", type=int, default=1_000, help="entries per query for nomenklatura (%(default)s)")
    hard.set_defaults(run=hard_mode)
    linkage = modes.add_parser("splink", help="Fellegi-Sunter on a file of pairs")
    linkage.add_argument("file", type=Path, help="TSV with left, right, schema, label, kind, trivial")
    linkage.set_defaults(run=splink_mode)
    for each in (mode, hard, linkage):
        each.add_argument("out", type=Path, help="the TSV file of scores to write")
    for each in (mode, hard):
        each.add_argument("--scorers", type=_scorers, default=SCORERS, help="names parted by commas; all by default")
    options = parser.parse_args(arguments)
    start = time.perf_counter()
    options.run(options)
    print(f"\n{time.perf_counter() - start:.0f} s in all")


if __name__ == "__main__":
    main()
