"""Partial dates mean what their days say."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from whereas.core.period import PartialDate, is_partial_date

DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))
DATES = st.builds(lambda day, length: PartialDate(day.isoformat()[:length]), DAYS, st.sampled_from([4, 7, 10]))


@given(DAYS, st.sampled_from([4, 7, 10]))
def test_a_cut_date_still_means_its_day(day: date, length: int) -> None:
    cut = PartialDate(day.isoformat()[:length])
    assert cut.earliest <= day <= cut.latest
    assert {text[:length] for text in (cut.earliest.isoformat(), cut.latest.isoformat())} == {cut.text}
    assert cut.agrees(PartialDate(day.isoformat()))


@given(DATES, DATES)
def test_agreement_is_symmetric_and_reflexive(one: PartialDate, two: PartialDate) -> None:
    assert one.earliest <= one.latest
    assert one.agrees(one)
    assert one.agrees(two) == two.agrees(one)
    assert one.agrees(two) == (one.text.startswith(two.text) or two.text.startswith(one.text))


@given(st.text(max_size=12))
def test_any_text_is_answered(text: str) -> None:
    assert is_partial_date(text) in (True, False)
