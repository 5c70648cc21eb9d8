"""How well names are matched, on the labelled pairs: floors, so that no change loses unseen what was reached."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.peers import metrics

from whereas.screen.pairing import score_pairs

Row = dict[str, str]


def scored(folder: Path, name: str) -> Iterator[tuple[Row, float]]:
    lines = (folder / "eval" / "names" / name).read_text("utf-8").splitlines()
    rows = list(csv.DictReader(lines, delimiter="\t"))
    found = score_pairs([(row["left"], row["right"], row["schema"]) for row in rows])
    return zip(rows, (one.probability for one in found), strict=True)


@pytest.fixture(scope="module")
def persons(real_data: Path) -> list[tuple[Row, float]]:
    return list(scored(real_data, "person_pairs.tsv"))


def test_person_variants(persons: list[tuple[Row, float]]) -> None:
    kinds = ("alias variant", "cross-list alias variant", "cross-list primary", "hard negative")
    told = [(chance, row["label"] == "1") for row, chance in persons if row["kind"] in kinds and row["trivial"] == "0"]
    points = metrics.curve(told)
    assert metrics.best_f1(points).f1 >= 0.92
    assert metrics.recall_at_precision(points).recall >= 0.86
    assert metrics.at(told, 0.5).f1 >= 0.9


def test_no_hard_negative_and_no_homonym_is_above_possible(persons: list[tuple[Row, float]]) -> None:
    assert max(chance for row, chance in persons if row["label"] == "0") < 0.85


@pytest.mark.parametrize(
    ("kind", "least"),
    [("hangul", 0.95), ("han", 0.95), ("pinyin", 0.95), ("kana", 0.92), ("cyrillic", 0.88), ("latin", 0.85)],
)
def test_scripts(real_data: Path, kind: str, least: float) -> None:
    chances = [chance for row, chance in scored(real_data, "script_pairs.tsv") if row["kind"].startswith(kind)]
    assert sum(chance >= 0.7 for chance in chances) / len(chances) >= least


def test_pinyin_seldom_meets_another_korean(real_data: Path) -> None:
    rows = [row for row, _ in scored(real_data, "script_pairs.tsv") if row["kind"] == "pinyin"]
    cross = [(one["left"], other["right"], "Person") for one in rows for other in rows if one["left"] != other["left"]]
    assert sum(found.probability >= 0.5 for found in score_pairs(cross)) / len(cross) <= 0.02


def test_organisations(real_data: Path) -> None:
    told = [
        (chance, row["label"] == "1")
        for row, chance in scored(real_data, "org_vessel_pairs.tsv")
        if row["schema"] == "Organization" and "different" not in row["kind"] and "acronym" not in row["kind"]
    ]
    assert metrics.recall_at_precision(metrics.curve(told)).recall >= 0.85


def test_vessels(real_data: Path) -> None:
    for row, chance in scored(real_data, "org_vessel_pairs.tsv"):
        if row["schema"] == "Vessel" and "renamed" not in row["kind"]:
            assert (chance >= 0.5) == (row["label"] == "1"), row
