"""Passages in common: what counts as one, what does not, and how they are told."""

from hypothesis import given
from hypothesis import strategies as st

from whereas.kit.overlap import SHINGLE, overlaps

WIRE = "The ship left the harbour at night without lights and reached the other shore on the third day of the month"
REPORT = f"Our correspondent writes. {WIRE}, a spokesman said. Nobody was there to see it."


def test_a_report_that_repeats_another_is_seen_with_the_passage() -> None:
    (found,) = overlaps({"wire": WIRE, "paper": REPORT})
    assert (found.one, found.other) == ("paper", "wire")
    assert found.passage == WIRE
    assert found.longest == len(WIRE.split())
    assert found.share == 1.0


def test_case_punctuation_and_line_ends_do_not_hide_it() -> None:
    changed = WIRE.upper().replace(" AND ", ",\nAND ")
    (found,) = overlaps({"wire": WIRE, "paper": changed})
    assert found.longest == len(WIRE.split())


def test_texts_that_only_share_a_turn_of_phrase_are_apart() -> None:
    other = "The ship left the harbour at dawn, loaded with cement, and turned back after an hour for want of fuel."
    assert overlaps({"wire": WIRE, "other": other}) == ()


def test_korean_is_compared_by_syllable() -> None:
    one = "상록 구류장 소장 한재목은 2016년부터 2021년까지 사업을 지도하였다."
    (found,) = overlaps({"one": one, "two": f"어느 신문이 전하였다. {one}"})
    assert found.passage == one.rstrip(".")


def test_what_stands_in_every_text_is_a_form() -> None:
    assert overlaps({str(number): WIRE for number in range(60)}) == ()


WORDS = st.lists(st.sampled_from("north south ship port night day cargo crew fuel coal".split()), max_size=60)


@given(WORDS, WORDS)
def test_the_longest_passage_is_the_longest_by_brute_force(one: list[str], two: list[str]) -> None:
    def stands(run: list[str], within: list[str]) -> bool:
        return any(within[at : at + len(run)] == run for at in range(len(within) - len(run) + 1))

    best = max(
        (end - start for start in range(len(one)) for end in range(start + 1, len(one) + 1)
         if stands(one[start:end], two)), default=0,
    )  # fmt: skip
    found = overlaps({"one": " ".join(one), "two": " ".join(two)}, least=SHINGLE)
    assert [each.longest for each in found] == ([best] if best >= SHINGLE else [])
    assert overlaps({"two": " ".join(two), "one": " ".join(one)}, least=SHINGLE) == found


def test_a_passage_counts_from_the_length_that_is_asked_for() -> None:
    words = WIRE.split()
    for length in (SHINGLE, 12):
        other = " ".join(["Here", "nobody", "writes", *words[:length], "whatever", "it", "may", "have", "been"])
        assert [one.longest for one in overlaps({"wire": WIRE, "other": other}, least=length)] == [length]
        assert overlaps({"wire": WIRE, "other": other}, least=length + 1) == ()


# Two words alone repeat themselves so often that runs in common begin inside others and end at different places.
FEW = st.lists(st.sampled_from(["north", "south"]), max_size=24)


@given(FEW, FEW)
def test_among_runs_that_repeat_themselves_the_longest_is_found(one: list[str], two: list[str]) -> None:
    test_the_longest_passage_is_the_longest_by_brute_force.hypothesis.inner_test(one, two)  # type: ignore[attr-defined]  # Hypothesis keeps the test it wraps


def test_a_long_passage_is_told_before_a_shorter_one_that_stands_later() -> None:
    words = WIRE.split()
    first, later = words[: SHINGLE + 3], words[-SHINGLE:]
    other = " ".join([*first, "and", "nobody", "saw", "it", *later])
    (found,) = overlaps({"one": WIRE, "two": other}, least=SHINGLE)
    assert (found.longest, found.passage) == (SHINGLE + 3, " ".join(first))
