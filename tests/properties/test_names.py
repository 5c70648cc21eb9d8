"""Laws of names: no text breaks a reader, comparison has no sides, marks and case say nothing, nor does nationality."""

import string
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.resolve.people import thing
from whereas.kit import korean, names
from whereas.resolve.compare import compare
from whereas.resolve.profile import profiles
from whereas.resolve.rarity import measure_rarity
from whereas.resolve.score import score

ANY_TEXT = st.text(max_size=40)
SYLLABLES = st.sampled_from(
    ["Han", "Yong", "Chol", "Ri", "Song", "Un", "Kyong", "Su", "Min", "Jo", "Pak", "Hwa", "Ok", "Ryol"]
)
KOREAN = st.lists(SYLLABLES, min_size=2, max_size=3).map(" ".join)
NAMES = st.one_of(KOREAN, ANY_TEXT.filter(lambda text: bool(names.fold(text))))
# Partial dates hold the years 1000 to 2999.
DATES = (
    st.dates(date(1000, 1, 1), date(2999, 12, 31))
    .map(lambda day: day.isoformat())
    .flatmap(lambda iso: st.sampled_from([iso, iso[:7], iso[:4]]))
)


@given(ANY_TEXT)
def test_no_text_breaks_a_reader(text: str) -> None:
    assert names.fold(names.fold(text)) == names.fold(text)
    names.organisation(text)
    names.vessel(text)
    assert all(reading.key and reading.skeleton for reading in korean.readings(text))


@given(st.one_of(KOREAN, ANY_TEXT), st.one_of(KOREAN, ANY_TEXT))
def test_likeness_has_no_sides_and_stays_in_its_range(left: str, right: str) -> None:
    there, back = korean.same_reading(left, right), korean.same_reading(right, left)
    assert there.score == back.score
    assert 0.0 <= there.score <= 1.0
    assert there.words


@given(KOREAN)
def test_a_name_reads_as_itself_whatever_its_case_and_marks(name: str) -> None:
    if korean.readings(name):
        for other in (name.upper(), name.lower(), name.replace(" ", "  "), f" {name} "):
            assert korean.same_reading(name, other).score == 1.0


@given(st.text(alphabet=string.ascii_letters + " ", min_size=1, max_size=30))
def test_case_and_punctuation_say_nothing(text: str) -> None:
    assert names.fold(text.upper()) == names.fold(text.lower()) == names.fold(f"«{text}»,")
    assert names.organisation(text.upper()) == names.organisation(text)


@given(NAMES, NAMES, st.lists(DATES, max_size=2), st.lists(DATES, max_size=2))
def test_comparison_has_no_sides(left: str, right: str, born: list[str], also: list[str]) -> None:
    prepared = profiles(
        [thing("un-1", name=left, birthDate=tuple(born)), thing("eu-1", name=right, birthDate=tuple(also))]
    )
    if len(prepared) < 2:
        return
    rarity = measure_rarity(prepared.values())
    one, other = prepared["un-1"], prepared["eu-1"]
    there, back = compare(one, other, rarity), compare(other, one, rarity)
    assert {(reason.feature, reason.weight) for reason in there} == {(reason.feature, reason.weight) for reason in back}


@given(
    KOREAN,
    KOREAN,
    st.tuples(st.sampled_from(["kp", "kr", "ru"]), st.sampled_from(["kp", "kr", "ru"])),
    st.tuples(st.sampled_from(["male", "female"]), st.sampled_from(["male", "female"])),
)
def test_nationality_and_gender_never_raise_a_probability(
    left: str, right: str, countries: tuple[str, str], genders: tuple[str, str]
) -> None:
    bare = profiles([thing("un-1", name=left), thing("eu-1", name=right)])
    said = profiles(
        [
            thing("un-1", name=left, nationality=countries[0], gender=genders[0]),
            thing("eu-1", name=right, nationality=countries[1], gender=genders[1]),
        ]
    )

    def probability(prepared: dict) -> float:  # type: ignore[type-arg] # profiles by id, as made above
        rarity = measure_rarity(prepared.values())
        pair = prepared["un-1"], prepared["eu-1"]
        return score(*pair, compare(*pair, rarity)).probability

    assert probability(said) <= probability(bare)
