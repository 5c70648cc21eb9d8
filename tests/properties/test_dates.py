"""Dates as read are partial dates, and every day reads the same however it is written."""

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from whereas.core.period import PartialDate, is_partial_date
from whereas.kit.dates import read_date, read_dates

DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))
MONTHS = "January February March April May June July August September October November December".split()
# As lists write a day: day before month where only digits are given.
FORMS = (
    "{y:04}-{m:02}-{d:02}", "{y}/{m}/{d}", "{d:02}.{m:02}.{y}", "{d}/{m}/{y}", "{d}-{m}-{y}", "{d} {name} {y}",
    "{d} {short} {y}", "{d:02}-{short}-{y}", "{name} {d}, {y}", "{short}. {d} {y}", "{d}{short}{y}", " {d}.{m}.{y}. ",
    "{y:04}-{m:02}-{d:02}T00:00:00Z", "{y:04}-{m:02}-{d:02}+02:00", "{y:04}-{m:02}-{d:02} 00:00:00",
)  # fmt: skip


@given(DAYS, st.sampled_from(FORMS))
def test_a_day_reads_the_same_however_it_is_written(day: date, form: str) -> None:
    name = MONTHS[day.month - 1]
    text = form.format(y=day.year, m=day.month, d=day.day, name=name, short=name[:3])
    assert read_date(text) == read_date(text.upper()) == day.isoformat()


@given(DAYS, st.sampled_from(["circa {}", "approximately {}", "About {}", "c. {}"]), st.sampled_from([4, 7, 10]))
def test_a_word_for_about_marks_the_reading_and_changes_nothing_else(day: date, form: str, length: int) -> None:
    iso = day.isoformat()[:length]
    (reading,) = read_dates(form.format(iso))
    assert (reading.iso, reading.approximate) == (iso, True)
    assert not read_dates(iso)[0].approximate


@given(
    st.integers(1800, 2099), st.integers(0, 40), st.sampled_from(["{}-{}", "{} to {}", "between {} and {}", "{}–{}"])
)
def test_a_range_holds_its_ends_and_lies_between_them(first: int, length: int, form: str) -> None:
    last = min(first + length, 2099)
    years = [int(reading.iso) for reading in read_dates(form.format(first, last))]
    assert (years[0], years[-1]) == (first, last)
    assert years == sorted(set(years))
    assert all(reading.approximate for reading in read_dates(form.format(first, last)))


@given(st.text(max_size=20) | st.from_regex(r"[0-9]{1,4}[-./ ][0-9A-Za-z]{1,9}[-./ ][0-9]{1,4}", fullmatch=True))
@example("٢٨.٠١.١٩٦٦")
@example("0001-01-01")
@example("9999-12-31")
def test_every_reading_of_any_text_is_a_date_that_exists(text: str) -> None:
    assert all(is_partial_date(reading.iso) for reading in read_dates(text))


@given(DAYS, st.sampled_from(["born {}", "{}x", "{} or so", "{}Therefore", "x{}"]))
def test_a_date_with_other_words_around_it_is_not_read(day: date, form: str) -> None:
    assert read_dates(form.format(day.isoformat())) == ()


@given(DAYS, st.sampled_from([4, 7, 10]))
def test_what_is_a_partial_date_already_reads_as_itself(day: date, length: int) -> None:
    iso = day.isoformat()[:length]
    assert read_date(iso) == PartialDate(iso).text
