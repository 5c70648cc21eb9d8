"""Gaps between authorities, and what the age of a list explains."""

import pytest

from whereas.assess.gaps import Field, GapKind, find_gaps, join_words

LISTS = Field(
    authorities=("UN", "EU", "US", "AU"), editions={"UN": "2026-02", "EU": "2025-12", "US": "2023-01-21", "AU": "2024"}
)


@pytest.mark.parametrize(
    ("since", "kinds"),
    [
        ({"UN": "2016-03-02", "EU": "2016-03-02", "US": "2016-03-02", "AU": "2016-03-02"}, set()),
        ({"UN": "2016-03-02"}, {GapKind.UN_NOT_EU, GapKind.UN_NOT_PARTNER}),
        ({"US": "2016-03-02"}, {GapKind.PARTNER_NOT_EU}),
        ({"UN": "", "US": "", "AU": ""}, {GapKind.UN_NOT_EU, GapKind.PARTNER_NOT_EU}),
        ({"EU": "2016-03-02"}, {GapKind.EU_ALONE}),
        ({"EU": "2016-03-02", "UN": "2016-03-02"}, {GapKind.UN_NOT_PARTNER}),
        ({"EU": "2016-03-02", "JP": "2016-03-02"}, set()),
        ({"JP": "2016-03-02"}, {GapKind.PARTNER_NOT_EU}),
    ],
)
def test_who_lists_decides_the_kinds(since: dict[str, str], kinds: set[GapKind]) -> None:
    assert {gap.kind for gap in find_gaps(since, LISTS)} == kinds


def test_no_list_of_an_authority_is_no_gap_with_it() -> None:
    assert find_gaps({"US": "2016"}, Field(authorities=("US",), editions={"US": "2023"})) == ()


def test_a_list_older_than_the_listing_is_named_as_a_possible_reason() -> None:
    (gap,) = find_gaps({"EU": "2025-03-01"}, LISTS)
    assert [caveat.authority for caveat in gap.caveats] == ["US", "AU"]
    assert gap.uncertain
    assert "2023-01-21" in gap.caveats[0].words


def test_a_list_newer_than_the_listing_explains_nothing() -> None:
    (gap,) = find_gaps({"EU": "2016-03-01"}, LISTS)
    assert not gap.uncertain


def test_a_listing_in_the_year_of_a_partial_edition_is_not_called_too_new() -> None:
    (gap,) = find_gaps({"EU": "2024"}, Field(authorities=("EU", "AU"), editions={"EU": "2025", "AU": "2024-11"}))
    assert not gap.uncertain


def test_words_are_joined_as_in_speech() -> None:
    assert [join_words(words) for words in ((), ("UN",), ("UN", "EU"), ("UN", "EU", "US"))] == [
        "", "UN", "UN and EU", "UN, EU and US",
    ]  # fmt: skip


def test_a_list_that_holds_none_of_the_kind_is_named_as_a_possible_reason() -> None:
    lists = Field(authorities=("UN", "EU"), editions={"EU": "2025"}, without=frozenset({"UN"}), kind="vessel")
    (gap,) = find_gaps({"EU": "2016"}, lists)
    assert [caveat.words for caveat in gap.caveats] == ["The UN list at hand holds no vessel under this programme."]


def test_the_eu_alone_under_a_un_annex_is_not_taken_for_autonomous() -> None:
    (gap,) = find_gaps({"EU": "2016-03-01"}, LISTS, carries_over=True)
    assert gap.uncertain
    assert "carries over a designation of the UN" in gap.caveats[0].words
