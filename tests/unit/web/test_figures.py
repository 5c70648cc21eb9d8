"""Figures: rival estimates, texts and the evaluation show what the command line computes, each with its data."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from tests.stores import address_of
from tests.unit.web.clients import Office, serving
from tests.unit.workbench.desk_case import NOW, bench_in
from whereas.cli.estimate import estimate
from whereas.cli.texts import texts
from whereas.core.filing import Filing
from whereas.core.marking import TLP, Marking
from whereas.web.roles import Role
from whereas.workbench.texts import add

STRATEGY = (
    """An invented strategy of an invented union.

The Union will hold North Korea to account for its missiles and will report on it each year.

Relations with Japan and the Republic of Korea grow.
"""
    + "\nThe harbours of the invented union are kept open through the winter, and its fishing towns share their ice.\n"
    * 6
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("figures")
    text = made / "invented_strategy_2016.txt"
    text.write_text(STRATEGY, encoding="utf-8")
    with bench_in(made) as bench:
        bench.pull(["casebook"])
        add(bench, text, title="An invented strategy", dated="2016")
    return made


@pytest.fixture(scope="module")
def office(folder: Path) -> Iterator[Office]:
    with serving(folder, now=NOW) as served:
        served.sign_in(Role.READER, name="a-reader", tlp=TLP.GREEN)
        yield served


def test_a_question_shows_its_claims_its_chart_and_the_model(office: Office) -> None:
    page = html.fromstring(office.client.get("/figures/arms-deliveries").text)
    assert page.xpath("//svg[@role='img' and contains(@aria-label, 'claims in')]")
    assert "no estimate of ours until they are elicited" in page.text_content()
    claims = page.xpath("//section[.//h2[@id='claims']]//tbody/tr")
    assert len(claims) == len(office.client.get("/api/v1/estimates/arms-deliveries").json()["claims"])
    rows = office.client.get("/figures/arms-deliveries/estimate-claims.csv").text.strip().splitlines()
    assert len(rows) == len(claims) + 1


def test_a_prior_that_is_set_is_a_what_if_in_the_address(office: Office) -> None:
    text = office.client.get("/figures/arms-deliveries?seed=7&set_to=munitions%3D0.2:0.3").text
    assert "This is a what-if" in text
    assert "munitions was set to 0.2 to 0.3" in text
    assert "seed 7" in text
    assert "This is a what-if" not in office.client.get("/figures/arms-deliveries").text
    assert office.client.get("/figures/arms-deliveries?set_to=munitions%3Da").status_code == 400
    assert office.client.get("/figures/nothing").status_code == 404


def test_the_api_answers_what_the_command_prints(
    office: Office, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, ledger = folder / "home", address_of(folder / "home")
    estimate("arms-deliveries", home=home, ledger=ledger, as_of="2026-12-31", seed=7, set_=["munitions=0.2:0.3"],
             as_json=True)  # fmt: skip
    told = json.loads(capsys.readouterr().out)
    asked = "/api/v1/estimates/arms-deliveries?as_of=2026-12-31&seed=7&set=munitions%3D0.2:0.3"
    assert office.client.get(asked).json() == told
    texts(home=home, ledger=ledger, as_json=True)
    assert office.client.get("/api/v1/texts").json() == json.loads(capsys.readouterr().out)


def test_texts_are_measured_with_their_passages(office: Office) -> None:
    text = office.client.get("/texts").text
    assert "hold North Korea to account" in text
    assert "No coder has coded these texts" in text
    assert "An invented strategy" in office.client.get("/texts/texts.csv").text


def test_a_text_above_the_clearance_is_not_measured(tmp_path: Path) -> None:
    text = tmp_path / "kestrelmark_2016.txt"
    text.write_text(STRATEGY, encoding="utf-8")
    with bench_in(tmp_path) as bench:
        bench.pull(["casebook"])
        added = add(bench, text, title="Kestrelmark", dated="2016")
        filing = bench.ledger.desk().filings[added.sha256]
        with bench.ledger.writing(NOW) as writer:
            writer.record(_marked(filing), "An Analyst")
    with serving(tmp_path, now=NOW) as office:
        client = office.sign_in(Role.READER, name="b-reader")
        assert "Kestrelmark" not in client.get("/texts").text + client.get("/figures").text
        assert client.get("/api/v1/texts").status_code == 400
        assert "Kestrelmark" in office.sign_in(Role.READER, name="cleared", tlp=TLP.RED).get("/texts").text


def _marked(filing: Filing) -> Filing:
    return replace(filing, marking=Marking(tlp=TLP.RED))


def test_the_evaluation_tells_each_objective_by_phase(office: Office) -> None:
    page = html.fromstring(office.client.get("/evaluation").text)
    assert len(page.xpath("//section[.//h2[starts-with(@id, 'o-')]]")) >= 3
    assert len(page.xpath("//section[.//h2[@id='timeline']]//tbody/tr")) > 20
    assert b"objective" in office.client.get("/evaluation/evaluation.csv").content
