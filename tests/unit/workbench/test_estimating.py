"""Rival quantities from a ledger: the starter's claims, people's claims, and the page and tables made of them."""

import csv
import io
import json
from html import unescape
from pathlib import Path

import pytest

from tests.stores import address_of
from tests.unit.workbench.desk_case import add_text, bench_in
from whereas.assess.rivalry import Relation
from whereas.cli.estimate import estimate as command
from whereas.core.errors import WhereasError
from whereas.kit.intervals import Interval
from whereas.policy.estimates import estimate
from whereas.publish.estimates import estimate_files, plain_estimate, standing
from whereas.workbench import desk
from whereas.workbench.estimating import Estimated, estimated

ARMS, CRYPTO = estimate("arms-deliveries"), estimate("crypto-thefts")
CLAIM = """
claims:
  - kind: supplied_arms
    subject: kp
    object: ru
    words: "<b>50 to 60 million</b> rounds of 152 mm were shipped."
    start: 2023-09
    end: 2025-03
    rivals: arms-transfers/rounds
    quantity: {low: 50000000, high: 60000000, unit: rounds}
    spans: [{exhibit: note.txt, quote: fifty to sixty million rounds, credibility: "3"}]
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[Estimated, ...]:
    with bench_in(tmp_path_factory.mktemp("starter")) as bench:
        bench.pull(["casebook"])
        return estimated(bench, draws=20_000)


def test_an_empty_ledger_says_what_to_do(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench, pytest.raises(WhereasError, match="holds no claim") as caught:
        estimated(bench)
    assert "whereas run" in caught.value.todo


def test_the_figures_of_the_brief_stand_among_the_others(found: tuple[Estimated, ...]) -> None:
    said = {str(one.claim.quantity) for each in found for one in each.placed if "RUSI Commentary" in one.claim.source}
    assert said == {"up to 5,800,000 rounds", "40 percent", "1,500,000,000 USD"}
    arms = found[0]
    assert [one.unit for one in arms.placed if one.common is None] == ["percent"]
    (whole,) = arms.wholes
    assert whole.amount == Interval(14.5e6, 14.5e6)
    assert "no claim here states it" in whole.lacking.words


def test_every_published_load_above_what_crates_hold_is_told(found: tuple[Estimated, ...]) -> None:
    loads = {(one.of.claimed_on, round(one.stated.ends[0])): one.fits.key if one.fits else "" for one in found[0].loads}
    assert loads == {
        ("2023-12-28", 80): "rockets-122",
        ("2023-12-28", 400): "bare-152",
        ("2024-02-26", 448): "bare-152",
        ("2024-02-26", 75): "rockets-122",
        ("2024-06-14", 480): "bare-152",
        ("2024-08-27", 462): "bare-152",
        ("2025-04-15", 266): "crated-152",
        ("2025-05-29", 450): "bare-152",
        ("2025-07-13", 429): "bare-152",
    }


def test_the_starter_holds_conflicts_and_explained_differences(found: tuple[Estimated, ...]) -> None:
    arms, crypto = found
    sides = {
        frozenset((one.left.claim.source, one.right.claim.source))
        for one in arms.pairs
        if one.relation is Relation.CONFLICT
    }
    korea, ukraine = "National Intelligence Service of the Republic of Korea", "Foreign Intelligence Service of Ukraine"
    assert frozenset((korea, ukraine)) in sides
    tallies = [
        one
        for one in crypto.pairs
        if {one.left.claim.source, one.right.claim.source} == {"Chainalysis", "tayvano, public tally of incidents"}
    ]
    assert [one.relation for one in tallies] == [Relation.EXPLAINED]
    assert all(one.never_added for one in tallies)
    both = {"crypto-theft/usd/2024-2025", "crypto-theft/usd/2025"}
    assert all(one.never_added for one in crypto.pairs if {one.left.claim.rivals, one.right.claim.rivals} == both)


def test_where_a_claim_stands_is_said_only_for_the_period_of_the_model(found: tuple[Estimated, ...]) -> None:
    arms = found[0]
    said = {one.claim.words: standing(one, arms.model, arms.simulated) for one in arms.placed}
    up_to = "Up to 5.8 million rounds have gone to Russia since August 2023. Assumption: the upper end of a range."
    assert said[up_to] in ("95% of draws are less than that", "96% of draws are less than that")
    assert [key for key, where in said.items() if where and "September 2023 to March 2025" not in key] == [up_to]


def test_a_person_s_claim_stands_beside_the_others_and_is_escaped(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        add_text(bench, tmp_path, "note.txt", "It says: fifty to sixty million rounds.")
        desk.claim(bench, "claims.yaml", CLAIM)
        (one,) = estimated(bench, [ARMS], draws=2_000)
    assert [each.stated for each in one.placed] == [Interval(5e7, 6e7)]
    page = estimate_files([one])["estimate.html"].decode()
    assert "<b>50" not in page
    assert "&lt;b&gt;50 to 60 million" in page


def test_the_same_inputs_give_the_same_bytes_and_files_agree(found: tuple[Estimated, ...], tmp_path: Path) -> None:
    files = estimate_files(found)
    assert files == estimate_files(found)
    rows = list(csv.DictReader(io.StringIO(files["estimate-claims.csv"].decode("utf-8-sig"))))
    assert len(rows) == sum(len(one.placed) for one in found)
    pairs = list(csv.DictReader(io.StringIO(files["estimate-pairs.csv"].decode("utf-8-sig"))))
    assert len(pairs) == sum(len(one.placed) * (len(one.placed) - 1) // 2 for one in found)
    plain = json.loads(files["estimate.json"])
    assert [one["question"] for one in plain] == ["arms-deliveries", "crypto-thefts"]
    assert all(row["exhibit sha256"] for row in rows)
    page = unescape(files["estimate.html"].decode())
    for one in found:
        assert f'id="q-{one.model.key}"' in page
        assert page.count("no estimate of ours until they are elicited") >= 2
        for caution in one.model.cautions:
            assert caution in page


def test_a_what_if_is_shown_as_one(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        bench.pull(["casebook"])
        (one,) = estimated(bench, [ARMS], draws=2_000, chosen={"munitions": Interval(0.2, 0.3)})
    assert one.simulated.answer.p95 < 2.5e6
    assert "munitions was set to 0.2 to 0.3" in estimate_files([one])["estimate.html"].decode()
    prior = next(each for each in plain_estimate(one)["model"]["priors"] if each["key"] == "munitions")
    assert prior["set"] == [0.2, 0.3]


@pytest.mark.parametrize("text", ["munitions", "munitions=", "munitions=a:b", "munitions=0.9:0.1"])
def test_a_range_that_is_none_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(WhereasError, match="sets nothing"):
        command("arms-deliveries", set_=[text], home=tmp_path)


def test_set_needs_a_question(tmp_path: Path) -> None:
    with pytest.raises(WhereasError, match="needs a question"):
        command(set_=["munitions=0:1"], home=tmp_path)


def test_the_command_prints_claims_conflicts_and_what_it_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with bench_in(tmp_path) as bench:
        bench.pull(["casebook"])
    assert (
        command(
            "crypto-thefts",
            draws=2_000,
            home=tmp_path / "home",
            ledger=address_of(tmp_path / "home"),
            out=tmp_path / "out",
        )
        == 0
    )
    text = " ".join(capsys.readouterr().out.split())
    for words in ("2.8 billion USD", "conflict", "could be added", "until they are elicited", "wrote"):
        assert words in text
    assert (tmp_path / "out" / "RELEASE.json").exists()
    assert command(home=tmp_path / "home", ledger=address_of(tmp_path / "home"), draws=2_000, as_json=True) == 0
    assert len(json.loads(capsys.readouterr().out)) == 2
