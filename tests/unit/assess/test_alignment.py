"""The alignment of a small invented graph: rows, gaps, coverage, what is kept apart."""

import runpy
from pathlib import Path

import pytest

from whereas.assess.alignment import AlignmentReport, Row, align
from whereas.assess.gaps import GapKind
from whereas.policy.programmes import load_programme

INVENTED = runpy.run_path(str(Path(__file__).parents[2] / "fixtures/align/invented.py"))


@pytest.fixture(scope="module")
def report() -> AlignmentReport:
    found: AlignmentReport = INVENTED["report"]()
    return found


def row(report: AlignmentReport, caption: str) -> Row:
    (found,) = (one for one in report.rows if one.caption.startswith(caption))
    return found


def test_only_what_the_programme_names_is_in_focus(report: AlignmentReport) -> None:
    captions = {one.caption for one in report.rows}
    assert "Some Other Regime" not in captions
    assert "Ended Epsilon" not in captions
    assert len(report.rows) == 7


def test_related_programmes_are_kept_apart_and_only_those_tied_to_the_country(report: AlignmentReport) -> None:
    assert [one.caption for one in report.related] == ["Related Works"]


def test_who_lists_in_the_order_of_authorities(report: AlignmentReport) -> None:
    assert row(report, "Testo Alpha").authorities == ("UN", "EU", "US", "AU")


def test_every_value_leads_to_its_place(report: AlignmentReport) -> None:
    cited = [said for one in report.rows for listing in one.listings for _, said in listing.cited]
    assert cited
    assert all(said.locator.startswith("row:") and len(said.exhibit) == 64 and said.edition for said in cited)


def test_gaps_and_their_possible_reason(report: AlignmentReport) -> None:
    assert {kind: report.gap_count(kind) for kind in GapKind} == {
        GapKind.UN_NOT_EU: 1,
        GapKind.PARTNER_NOT_EU: 2,
        GapKind.EU_ALONE: 2,
        GapKind.UN_NOT_PARTNER: 1,
    }
    assert [gap.uncertain for gap in row(report, "Testo Beta").gaps] == [True]
    assert [gap.uncertain for gap in row(report, "Gamma").gaps] == [False]


def test_a_sample_is_silent_it_has_no_column_and_opens_no_gap(report: AlignmentReport) -> None:
    assert report.silent == ("JP",)
    assert all("JP" not in gap.absent_from for one in report.rows for gap in one.gaps)
    assert all("JP" not in one.authorities for one in report.coverage)


def test_the_matrix_counts_each_entity_of_whole_lists_once(report: AlignmentReport) -> None:
    counted = sum(one.total for one in report.coverage)
    assert counted == sum(bool(set(one.authorities) - set(report.silent)) for one in report.rows)
    assert report.coverage[0].authorities == ("EU",)
    assert report.coverage[0].counts == {"person": 2}


def test_lags_are_of_un_listed_entities_only(report: AlignmentReport) -> None:
    assert {lag.entity for lag in report.lags} == {one.entity for one in report.rows if "UN" in one.authorities}
    assert (report.lag_summary.measured, report.lag_summary.missing) == (1, 1)


def test_lists_are_shown_with_their_dates(report: AlignmentReport) -> None:
    shown = {one.source: (one.authority, one.edition, one.entities, bool(one.partial)) for one in report.lists}
    assert shown["ofac_sdn"] == ("US", "2023-01-15", 3, False)
    assert shown["jp_mof"] == ("JP", "2026", 1, True)


def test_contradictions_are_found_gravest_first(report: AlignmentReport) -> None:
    assert [one.kind for one in report.contradictions] == [
        "shared_identifier", "birth_date", "document", "gender", "nationality", "un_listing_date", "vessel_name",
    ]  # fmt: skip


def test_the_same_graph_gives_the_same_report() -> None:
    assert INVENTED["report"]() == INVENTED["report"]()


def test_a_newer_list_of_another_kind_does_not_make_an_authority_newer() -> None:
    made = INVENTED["Invention"]()
    made.entry("eu_journal", "1", "Person", ("name", "Testo"), startDate="2025-03-01")
    made.entry("ofac_sdn", "1", "Person", ("name", "Other"), listingDate="2018-01-01")
    made.entry("us_wallets", "1", "CryptoWallet", ("publicKey", "1Invented"), authority="US", program="DPRK3")
    dates = {"eu_journal": "2025-12-01", "ofac_sdn": "2023-01-15", "us_wallets": "2026-01-01"}
    found = align(made.graph(), as_of="2026-03-01", programme=load_programme("dprk"), editions=dates)
    (gap,) = next(one for one in found.rows if one.caption == "Testo").gaps
    assert [caveat.authority for caveat in gap.caveats] == ["US"]
    (wallet,) = next(one for one in found.rows if one.kind == "wallet").gaps
    assert wallet.caveats[0].words == "The EU list at hand holds no wallet under this programme."


def test_a_namesake_that_was_held_apart_makes_a_gap_uncertain() -> None:
    made = INVENTED["Invention"]()
    made.entry("un", "1", "Person", ("name", "Testo Alpha"), ("birthDate", "1949"), listingDate="2016-03-02")
    made.entry("eu_journal", "1", "Person", ("name", "ALPHA, Te'sto"), ("birthDate", "1950"), startDate="2016-03-02")
    found = align(
        made.graph(), as_of="2026-03-01", programme=load_programme("dprk"), editions=INVENTED["EDITIONS"]
    )  # fmt: skip
    gaps = {gap.kind: gap for row in found.rows for gap in row.gaps}
    assert set(gaps) == {GapKind.UN_NOT_EU, GapKind.EU_ALONE}
    assert gaps[GapKind.UN_NOT_EU].caveats[0].words == "EU lists a namesake that was held apart: ALPHA, Te'sto (eu-1)."
    assert gaps[GapKind.EU_ALONE].caveats[0].authority == "UN"
    assert [one.kind for one in found.contradictions] == ["namesake"]
