"""Coding by two people: a blind sheet, read back strictly, and scores only where they agree."""

import csv
import io
import random
from dataclasses import replace

import pytest

from whereas.assess.coding import COLUMNS, Coding, Sheet, coding, coding_sheet, read_sheet
from whereas.assess.concreteness import FEATURES, Codes, Passage
from whereas.core.errors import WhereasError

PASSAGES = {
    f"p{number:02}": Passage(
        id=f"p{number:02}", start=number, end=number + 1, paragraph=number, sentences=(),
        words=f"Invented passage number {number}, with a comma; and a semicolon.",
    )
    for number in range(12)
}  # fmt: skip
FULL = ["yes", "no", "strong", "no", "no", "yes"]


def lines(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def filled(answers: dict[str, list[str]], *, delimiter: str = ",") -> bytes:
    out = io.StringIO()
    rows = lines(coding_sheet(tuple(PASSAGES.values()), 1))
    csv.writer(out, delimiter=delimiter).writerows(
        [*rows[:2], *([key, text, *answers[key], ""] for key, text, *_ in rows[2:] if key in answers)]
    )
    return out.getvalue().encode()


def judged(first: list[Codes], second: list[Codes]) -> Coding:
    keys = list(PASSAGES)[: len(first)]
    return coding(
        [Sheet(coder="a", sha256="1", codes=dict(zip(keys, first, strict=True))),
         Sheet(coder="b", sha256="2", codes=dict(zip(keys, second, strict=True)))],
        keys,
    )  # fmt: skip


def codes(points: int) -> Codes:
    """Codes that come to so many points."""
    names = ("actor", "instrument", "resource", "deadline", "verification")
    return Codes(commitment="strong", **{name: number < points for number, name in enumerate(names)})


def test_a_sheet_is_blind_empty_and_in_an_order_drawn_by_its_seed() -> None:
    sheet = lines(coding_sheet(tuple(PASSAGES.values()), 3))

    assert tuple(sheet[0]) == COLUMNS
    assert not {"title", "date", "text edition", "guess"} & set(sheet[0])
    assert sorted(row[0] for row in sheet[2:]) == sorted(PASSAGES)
    assert [row[0] for row in sheet[2:]] != sorted(PASSAGES)
    assert all(cell == "" for row in sheet[2:] for cell in row[2:])
    turned = list(PASSAGES.values())[::-1]
    assert coding_sheet(turned, 3) == coding_sheet(tuple(PASSAGES.values()), 3)
    assert coding_sheet(turned, 4) != coding_sheet(turned, 3)


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_filled_sheet_is_read_back(delimiter: str) -> None:
    sheet = read_sheet("kim.csv", filled(dict.fromkeys(PASSAGES, FULL), delimiter=delimiter), PASSAGES)

    assert set(sheet.codes) == set(PASSAGES)
    assert {one.points for one in sheet.codes.values()} == {2}
    assert sheet.coder == "kim.csv"


def test_an_empty_sheet_holds_no_decisions() -> None:
    sheet = read_sheet("a.csv", coding_sheet(tuple(PASSAGES.values()), 1), PASSAGES)

    assert set(sheet.codes.values()) == {Codes()}


@pytest.mark.parametrize("feature", FEATURES)
def test_an_answer_that_is_none_is_refused_with_its_line(feature: str) -> None:
    answers = FULL.copy()
    answers[FEATURES.index(feature)] = "maybe"

    with pytest.raises(WhereasError, match="'maybe' is no answer") as caught:
        read_sheet("a.csv", filled(dict.fromkeys(PASSAGES, answers)), PASSAGES)
    assert caught.value.where == "a.csv, line 3"


def test_a_sheet_of_another_edition_is_refused() -> None:
    other = {key: replace(one, id=f"x{key}") for key, one in PASSAGES.items()}

    with pytest.raises(WhereasError, match="in none of these texts"):
        read_sheet("a.csv", filled(dict.fromkeys(PASSAGES, FULL)), {one.id: one for one in other.values()})


def test_a_column_that_was_sorted_alone_is_refused() -> None:
    rows = lines(filled(dict.fromkeys(PASSAGES, FULL)))
    texts = [row[1] for row in rows[2:]]
    for row, text in zip(rows[2:], texts[1:] + texts[:1], strict=True):
        row[1] = text
    out = io.StringIO()
    csv.writer(out).writerows(rows)

    with pytest.raises(WhereasError, match="not those of its passage"):
        read_sheet("a.csv", out.getvalue().encode(), PASSAGES)


def test_a_passage_given_twice_is_refused() -> None:
    data = filled({"p01": FULL})

    with pytest.raises(WhereasError, match="stands twice"):
        read_sheet("a.csv", data + data.splitlines(keepends=True)[2], PASSAGES)


def test_what_is_no_sheet_is_refused() -> None:
    with pytest.raises(WhereasError, match="columns missing"):
        read_sheet("a.csv", b"some,other\r\n1,2\r\n", PASSAGES)


def test_a_passage_that_begins_like_a_formula_comes_back_as_it_was() -> None:
    odd = {"p": replace(PASSAGES["p00"], id="p", words="- a point of a list, and = more")}
    sheet = read_sheet("a.csv", coding_sheet(tuple(odd.values()), 1), odd)

    assert sheet.codes == {"p": Codes()}


def test_one_coder_or_the_same_sheet_twice_shows_nothing() -> None:
    one = Sheet(coder="a", sha256="1", codes={})

    with pytest.raises(WhereasError, match="one coder's sheet"):
        coding([one], PASSAGES)
    with pytest.raises(WhereasError, match="same name"):
        coding([one, replace(one, sha256="2")], PASSAGES)
    with pytest.raises(WhereasError, match="same content"):
        coding([one, replace(one, coder="b")], PASSAGES)


def test_coders_who_agree_have_their_scores_published() -> None:
    same = [codes(number % 6) for number in range(12)]
    found = judged(same, [*same[:-1], codes(4)])

    assert found.published
    assert found.total.alpha is not None
    assert 0.9 < found.total.alpha < 1
    assert found.score(["p00", "p01"]) == 0.5
    assert found.score(["p11"]) == 4.5
    assert found.points("p11") == (5, 4)
    assert found.score([]) is None


def test_coders_who_do_not_agree_have_none() -> None:
    chance = random.Random(1)
    found = judged([codes(chance.randrange(6)) for _ in range(12)], [codes(chance.randrange(6)) for _ in range(12)])

    assert not found.published
    assert "agree too little" in found.withheld
    assert found.score(["p00"]) is None


def test_the_line_is_drawn_at_what_is_asked_for() -> None:
    """Alpha just above and just below: one coder strays on so many passages."""
    same = [codes(number % 6) for number in range(12)]
    results = []
    for strays in range(1, 12):
        found = judged(same, [codes((number + 2) % 6) if number < strays else one for number, one in enumerate(same)])
        assert found.total.alpha is not None
        assert found.published is (found.total.alpha >= 0.67)
        results.append(found.published)
    assert set(results) == {True, False}


def test_passages_that_are_all_alike_show_no_agreement() -> None:
    found = judged([codes(0)] * 12, [codes(0)] * 12)

    assert not found.published
    assert "all points are the same" in found.withheld


def test_a_text_has_a_score_only_where_two_coders_have_every_passage() -> None:
    same = [codes(number % 6) for number in range(12)]
    found = judged(same, [*same[:-1], replace(same[-1], deadline=None)])

    assert found.published
    assert found.missing == {"a": (), "b": ("p11",)}
    assert found.score(["p00", "p11"]) is None
    assert found.score(["p00", "p10"]) == 2.0


def test_sheets_without_a_passage_in_common_are_withheld() -> None:
    keys = list(PASSAGES)
    found = coding(
        [Sheet(coder="a", sha256="1", codes={keys[0]: codes(1)}),
         Sheet(coder="b", sha256="2", codes={keys[1]: codes(1)})],
        keys,
    )  # fmt: skip

    assert found.withheld == "no passage has the points of two coders"


def test_a_coder_who_is_always_firmer_is_named() -> None:
    low = [codes(number % 5) for number in range(10)]
    found = judged([codes(number % 5 + 1) for number in range(10)], low)

    assert found.lean.mean == 1
    assert found.lean.p is not None
    assert found.lean.p < 0.01
