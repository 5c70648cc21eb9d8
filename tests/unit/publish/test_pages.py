"""Pages: nothing from elsewhere, nothing of others runs, every row and quotation there."""

import base64
import hashlib
import json
import re
import runpy
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from whereas.core.claim import Claim, Quantity
from whereas.core.entity import Entity
from whereas.core.statement import Statement
from whereas.publish.charts import coverage_chart, interval_charts, lag_chart
from whereas.publish.pages import align_page, index_page, timeline_page, tongues
from whereas.publish.summary import FirstLook, RunSummary, SourceLine

INVENTED = runpy.run_path(str(Path(__file__).parents[2] / "fixtures/align/invented.py"))
ALIGN = align_page(INVENTED["report"]())
SUMMARY = RunSummary(
    as_of="2026-03-01",
    sources=(
        SourceLine(key="un", title="UN <b>list</b>", authority="UN", edition="2026-02-01", outcome="taken", entities=3,
                   statements=1234, issues=1),
    ),
    entities=3, statements=1234, issues=1, merged=2, homonyms=0, gaps=1, contradictions=4,
    first_looks=(FirstLook(words="Look <here>", link="align.html#contradictions"),),
    files={"align.html": "the alignment"}, revision="ab", version="0",
)  # fmt: skip


def said(prop: str, value: str) -> Statement:
    return Statement(
        source="casebook", entity="case-1", schema="Event", prop=prop, value=value, locator="json:/events/0"
    )


EVENTS = [
    Entity(id="case-2", statements=(said("name", "Later <i>event</i>"), said("date", "2006-10"))),
    Entity(
        id="case-1",
        statements=(
            said("name", "Earlier event"),
            said("date", "1994"),
            said("notes", "Not checked: written from memory."),
        ),
    ),
]
CLAIMS = [
    Claim(kind="rounds", subject="x", words="Between one and two.", author="a", source="Invented <Institute>",
          claimed_on="2025", quantity=Quantity(low=1e6, high=2e6, unit="rounds"), rivals="rounds_sent"),
    Claim(kind="rounds", subject="x", words="At most five.", author="a", source="Another", claimed_on="2024",
          quantity=Quantity(low=None, high=5e6, unit="rounds"), rivals="rounds_sent", verified=True),
    Claim(kind="rounds", subject="x", words="At least three.", author="a", source="Third", claimed_on="2025-03",
          quantity=Quantity(low=3e6, high=None, unit="rounds"), rivals="rounds_sent", verified=True),
    Claim(kind="statement", subject="x", words="No number.", author="a", source="Fourth", claimed_on="2024"),
]  # fmt: skip
PAGES = {"align": ALIGN, "index": index_page(SUMMARY), "timeline": timeline_page(EVENTS, CLAIMS)}


@pytest.mark.parametrize("name", PAGES)
def test_the_policy_lets_only_our_own_style_and_script_run(name: str) -> None:
    page = html.fromstring(PAGES[name])
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        for element in page.xpath(f"//{tag}[not(@type)]"):
            digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
            assert f"{directive} 'sha256-{digest}'" in policy
    assert page.xpath("//@style") == []
    assert [name for name in page.xpath("//@*/..") if any(key.startswith("on") for key in name.attrib)] == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_loaded_from_elsewhere(name: str) -> None:
    page = html.fromstring(PAGES[name])
    assert page.xpath("//link | //img | //iframe | //object | //script[@src] | //base | //form[@action]") == []
    for link in page.xpath("//@href"):
        assert re.fullmatch(r"[\w.\-]*(#[\w.\-]+)?", link), link


@pytest.mark.parametrize("name", PAGES)
def test_every_table_has_a_caption_and_heads_and_the_page_its_landmarks(name: str) -> None:
    page = html.fromstring(PAGES[name])
    for table in page.xpath("//table"):
        assert table.xpath("./caption")
        assert table.xpath("./thead//th[@scope='col']")
    assert len(page.xpath("//h1")) == len(page.xpath("//main")) == 1
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_text_of_a_list_is_text_and_never_markup() -> None:
    page = html.fromstring(ALIGN)
    assert len(page.xpath("//script")) == 2
    assert "Gamma <script>alert(1)</script>" in page.xpath("//button[@class='name']/text()")
    data = page.xpath("//script[@id='details']/text()")[0]
    assert "<" not in data
    values = [line[2] for lines in json.loads(data)["rows"].values() for line in lines]
    assert "Gamma <script>alert(1)</script>" in values
    assert page.xpath("//td/b | //th/i") == []


def test_each_entity_has_its_row_and_its_details_with_places() -> None:
    report = INVENTED["report"]()
    page = html.fromstring(ALIGN)
    assert len(page.xpath("//tr[@class='entity']")) == len(report.rows)
    data = json.loads(page.xpath("//script[@id='details']/text()")[0])
    assert set(data["rows"]) == {row.entity for row in (*report.rows, *report.related)}
    for lines in data["rows"].values():
        for *_, number, locator in lines:
            assert locator
            source, edition, exhibit = data["sources"][number]
            assert (edition, exhibit) == (INVENTED["EDITIONS"][source], INVENTED["EXHIBIT"][source])
            assert page.xpath(f"//tr[@id='x-{exhibit}']")


def test_both_quotations_stand_with_locator_and_exhibit() -> None:
    page = html.fromstring(ALIGN)
    (line,) = page.xpath("//table[@id='contradiction-table']//tr[@data-kind='birth_date']")
    left, right = (cell.text_content() for cell in line.xpath("./td[position()>2]"))
    assert "“" not in left  # quotation marks are drawn by the style
    assert all(text in left for text in ("1970-05-10", "un of 2026-02-01", "row:2#birthDate", "aaaaaaaaaaaa"))
    assert all(text in right for text in ("11.5.1970", "read as 1970-05-11", "eu_journal of 2025-12-01"))


def test_the_starter_says_so_and_captured_lists_do_not() -> None:
    assert (
        "starter casebook"
        in html.fromstring(align_page(INVENTED["report"](starter=True))).xpath("//header")[0].text_content()
    )
    assert "starter" not in ALIGN
    assert "starter casebook" in index_page(replace(SUMMARY, starter=True))
    assert "starter casebook" not in index_page(SUMMARY)


def test_the_lists_are_named_with_their_dates() -> None:
    text = html.fromstring(ALIGN).xpath("//h2[@id='lists']/following::table[1]")[0].text_content()
    for edition in INVENTED["EDITIONS"].values():
        assert edition in text
    assert "an invented sample" in text


def test_the_drawn_matrix_counts_as_the_report_does() -> None:
    report = INVENTED["report"]()
    chart = coverage_chart(report)
    assert [row.total for row in chart.rows] == [one.total for one in report.coverage]
    for row, one in zip(chart.rows, report.coverage, strict=True):
        assert sum(filled for _, filled in row.dots) == len(one.authorities)
        assert sum(bar.count for bar in row.bars) == one.total
        assert row.end < chart.width


def test_the_drawn_lags_group_by_dates() -> None:
    (row,) = lag_chart(INVENTED["report"]().lags).rows
    assert (row.un, row.eu, row.days, row.count, row.verified) == ("2017-06-02", "2017-06-08", 6, 1, False)


def test_rival_figures_lie_on_one_scale_and_open_ends_run_out() -> None:
    (chart,) = interval_charts(CLAIMS)
    by_source = {row.claim.source: row for row in chart.rows}
    assert [row.claim.claimed_on for row in chart.rows] == ["2024", "2025", "2025-03"]
    closed, upper, lower = (by_source[name] for name in ("Invented <Institute>", "Another", "Third"))
    assert upper.open_low
    assert lower.open_high
    assert upper.x < closed.x < lower.x
    assert upper.x + upper.width == pytest.approx(lower.x + lower.width)


def test_the_timeline_is_in_order_and_says_what_is_not_verified() -> None:
    page = html.fromstring(PAGES["timeline"])
    names = page.xpath("//h2[@id='events']/following::table[1]//tbody/tr/th/text()")
    assert [name.strip() for name in names] == ["Earlier event", "Later <i>event</i>"]
    cells = [cell.text_content() for cell in page.xpath("//h2[@id='events']/following::table[1]//tbody/tr/td[2]")]
    assert ["verified: false" in cell for cell in cells] == [True, False]
    items = {item.text_content().split(".")[0]: item for item in page.xpath("//figure//li")}
    assert "verified: false" in items["Between one and two"].text_content()
    assert "verified: false" not in items["At most five"].text_content()


def test_a_first_look_may_only_lead_to_a_file_of_the_release() -> None:
    with pytest.raises(ValueError, match="not a link"):
        index_page(replace(SUMMARY, first_looks=(FirstLook(words="x", link="javascript:alert(1)"),)))


def test_an_empty_report_is_still_a_page() -> None:
    empty = replace(INVENTED["report"](), rows=(), related=(), coverage=(), lags=(), contradictions=(), lists=())
    assert "0" in html.fromstring(align_page(empty)).xpath("//ul[@class='tiles']//strong/text()")


def test_runs_of_korean_and_japanese_are_marked_and_the_rest_is_escaped_text() -> None:
    assert tongues("Kim <b> 김 철수; キム 金") == (
        'Kim &lt;b&gt; <span lang="ko">김 철수</span>; <span lang="ja">キム</span> 金'
    )
    assert tongues("none of it") == "none of it"


def test_a_claim_about_a_party_names_it() -> None:
    page = html.fromstring(timeline_page(EVENTS, CLAIMS, {"x": "Invented <Party>"}))
    (item,) = page.xpath("//h2[@id='others']/following::li")
    assert " ".join(item.text_content().split()).startswith("Invented <Party>: No number.")
