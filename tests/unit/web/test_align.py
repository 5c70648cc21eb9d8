"""The comparison of lists in the browser: filters by address, pages, and CSV of exactly what is shown."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html

from tests.unit.web.clients import Office
from tests.unit.web.listed import casebook_served


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with casebook_served(tmp_path_factory.mktemp("align")) as office:
        yield Office.sign_in(office)


def shown(client: Any, **asked: str) -> list[str]:
    """The ids of the entities on a page."""
    tree = html.fromstring(client.get("/align", params=asked).text)
    hrefs = tree.xpath("//section[@id='rows']//tbody/tr/th/a[@class='entity']/@href")
    return [href.removeprefix("/entities/") for href in hrefs]


def saved(client: Any, **asked: str) -> list[dict[str, str]]:
    text = client.get("/align.csv", params=asked).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    "asked",
    [{}, {"gap": "partner_not_eu"}, {"kind": "vessel"}, {"by": "EU", "without": "US"}, {"text": "kim"},
     {"since": "2016"}, {"sure": "1"}],
)  # fmt: skip
def test_the_file_holds_what_the_page_shows(client: Any, asked: dict[str, str]) -> None:
    rows = saved(client, **asked)
    assert shown(client, **asked) == [row["entity"] for row in rows][:60]


def test_filters_mean_what_they_say(client: Any) -> None:
    every = saved(client)
    assert 0 < len(saved(client, gap="partner_not_eu")) < len(every)
    assert all(
        "EU" in row["listed by"] and "US" not in row["listed by"] for row in saved(client, by="EU", without="US")
    )
    assert all(row["kind"] == "vessel" for row in saved(client, kind="vessel"))
    assert all(
        "kim" in (row["name"] + row["other names"] + row["entity"]).casefold() for row in saved(client, text="kim")
    )


def test_contradictions_and_lags_are_saved_as_shown(client: Any) -> None:
    for view in ("contradictions", "lags"):
        tree = html.fromstring(client.get("/align", params={"view": view}).text)
        rows = tree.xpath("//section[@id='rows']//tbody/tr")
        found = saved(client, view=view)
        distinct = {row["number"] for row in found} if view == "contradictions" else {row["entity"] for row in found}
        assert len(rows) == len(distinct) > 0


def test_a_row_opens_both_statements_side_by_side(client: Any) -> None:
    [key, *_] = shown(client, gap="partner_not_eu")
    tree = html.fromstring(client.get(f"/align/rows/{key}").text)
    heads = [head.text_content() for head in tree.xpath("//table/thead/tr/th")]
    assert any(head.startswith("EU") for head in heads)
    assert tree.xpath("//table[contains(@class, 'sides')]//a[@class='exhibit']")
    assert client.get("/align/rows/nobody-at-all").status_code == 404


def test_an_entity_whose_sources_contradict_each_other_has_its_page(client: Any) -> None:
    tree = html.fromstring(client.get("/align", params={"view": "contradictions"}).text)
    keys = {href.rpartition("/")[2] for href in tree.xpath("//a[@class='entity']/@href")}
    drawn = [client.get(f"/align/rows/{key}") for key in sorted(keys)[:5]]
    assert drawn
    assert {one.status_code for one in drawn} == {200}


def test_a_row_of_the_matrix_leads_to_its_entities(client: Any) -> None:
    tree = html.fromstring(client.get("/align").text)
    href = tree.xpath("//*[local-name()='svg']//*[local-name()='a']/@href")[0]
    counted = int(tree.xpath("//*[local-name()='svg']//*[local-name()='a']/@aria-label")[0].rpartition(": ")[2])
    exact = href.partition("exact=")[2].replace("%2C", ",")
    assert len(saved(client, exact=exact)) == counted


def test_what_an_address_does_not_know_is_left_out(client: Any) -> None:
    assert client.get("/align", params={"view": "nonsense", "page": "-3", "kind": "<script>"}).status_code == 200
    assert "is not a day" in client.get("/align", params={"as_of": "soon"}).text


def test_pages_stay_small(client: Any) -> None:
    for view in ("entities", "contradictions", "lags", "related"):
        assert len(client.get("/align", params={"view": view}).content) < 200_000
