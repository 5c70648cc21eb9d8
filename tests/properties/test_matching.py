"""Laws of matching that hold for any names: symmetry, indifference to writing, bounds, and no exception."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.screen.people import PARTIES
from whereas.kit.korean import mandarin_readings, readings
from whereas.screen import explain
from whereas.screen.index import made_of
from whereas.screen.pairing import score_pairs
from whereas.screen.query import Query
from whereas.screen.screening import Screener
from whereas.screen.table import BODY, PERSON, VESSEL, forms

SURNAMES = st.sampled_from(["Kim", "Ri", "Pak", "Choe", "Lee", "Park", "Jong", "O"])
SYLLABLES = st.sampled_from(
    ["chol", "su", "yong", "hui", "nam", "il", "guk", "ryol", "myong", "jin", "u", "song", "hyok"]
)
WORDS = st.sampled_from(
    ["Vasili", "Petrov", "Mohammed", "al-Haddad", "Garcia", "Ng", "Trading", "Bank", "O'Neil", "Weiß", "Łukasz"]
)
KOREAN = st.builds(lambda a, b, c: f"{a} {b.title()} {c.title()}", SURNAMES, SYLLABLES, SYLLABLES)
OTHER = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
NAMES = st.one_of(KOREAN, OTHER)
SCHEMAS = st.sampled_from(["Person", "Organization", "Vessel"])


def score(left: str, right: str, schema: str = "Person") -> float:
    return score_pairs([(left, right, schema)])[0].probability


@given(NAMES, NAMES, SCHEMAS)
@settings(max_examples=150, deadline=None)
def test_the_order_of_a_pair_does_not_matter(left: str, right: str, schema: str) -> None:
    assert abs(score(left, right, schema) - score(right, left, schema)) < 1e-5


@given(NAMES, NAMES)
@settings(max_examples=100, deadline=None)
def test_spaces_marks_and_unicode_forms_do_not_matter(left: str, right: str) -> None:
    plain = score(left, right)
    for other in (unicodedata.normalize("NFD", left), f"  {left.replace(' ', '   ')} ", f"{left}."):
        assert abs(score(other, right) - plain) < 1e-5


@given(KOREAN, NAMES)
@settings(max_examples=60, deadline=None)
def test_capitals_throughout_do_not_matter(left: str, right: str) -> None:
    # A single letter may be an initial, and reads as one only in capitals: names far apart may differ a little by it.
    assert abs(score(left.upper(), right) - score(left.lower(), right)) < 1e-3


@given(SURNAMES, SYLLABLES, SYLLABLES)
@settings(max_examples=60, deadline=None)
def test_a_comma_says_which_name_comes_first_and_given_syllables_have_an_order(family: str, one: str, two: str) -> None:
    given_name = f"{one.title()}-{two}"
    assert score(f"{family}, {given_name}", f"{family} {given_name}") >= 0.79
    if readings(f"{family} {one} {two}")[0].key != readings(f"{family} {two} {one}")[0].key and one[0] != two[0]:
        assert score(f"{family} {one.title()} {two.title()}", f"{family} {two.title()} {one.title()}") < 0.7


@given(KOREAN)
@settings(max_examples=60, deadline=None)
def test_a_korean_name_alone_is_never_more_than_possible(name: str) -> None:
    assert score(name, name) < 0.85


@given(st.lists(st.text(max_size=40), min_size=1, max_size=6), SCHEMAS)
@settings(max_examples=200, deadline=None)
def test_no_text_raises_and_every_probability_is_one(texts: list[str], schema: str) -> None:
    for text in texts:
        readings(text)
        mandarin_readings(text)
        for kind in (PERSON, BODY, VESSEL):
            forms(text, kind)
            explain.sentence(text, texts[0], kind)
    for found in score_pairs([(text, texts[0], schema) for text in texts]):
        assert 0 <= found.probability <= 1


SCREENER = Screener(made_of(PARTIES))


@given(st.text(max_size=60), st.text(max_size=12), st.text(max_size=20))
@settings(max_examples=150, deadline=None)
def test_no_customer_raises(name: str, date: str, number: str) -> None:
    answer = SCREENER.screen([Query(name=name, birth_date=date, document=number, country=date, gender=number)])[0]
    assert all(0.5 <= match.probability <= 1 for match in answer.matches)
