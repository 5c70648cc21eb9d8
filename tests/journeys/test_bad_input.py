"""Bad input at the door: a clear error or a visible state, and nothing is lost of what was there before."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.stamp_authority import needs_openssl
from tests.unit.kit.test_intake_bag import make
from tests.unit.kit.test_pages import pdf

WHEREAS = [sys.executable, "-c", "from whereas.cli.main import main; main()"]
GOOD = """
claims:
  - kind: inflicted_pain
    subject: han-jae-mok
    object: the intake room
    words: In 2019 guards beat detainees at Sangnok.
    start: "2019"
    place: Sangnok
    spans: [{exhibit: account.txt, quote: They beat us in the intake room}]
"""


class Desk:
    """A ledger in a folder with one exhibit and one claim, and the program as a process beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("account.txt", "I was held at Sangnok in 2019.\nThey beat us in the intake room.\n")
        self.write("claims.yaml", GOOD)
        assert self("add", "account.txt", "--evidence", "testimony").returncode == 0
        assert self("claim", "claims.yaml").returncode == 0

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def __call__(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        clean = {name: value for name, value in os.environ.items() if not name.startswith("WHEREAS_")}
        return subprocess.run(
            [*WHEREAS, *arguments], cwd=self.folder, env=clean | {"WHEREAS_AUTHOR": "A Tester"},
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip

    @property
    def claims(self) -> list[str]:
        return [one["words"] for one in json.loads(self("claim", "--list", "--json").stdout)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (GOOD.replace("inflicted_pain", "inflicted_pian"), ("no kind of claim", "inflicted_pain", "claim 1")),
        (GOOD.replace('start: "2019"', 'start: "2019"\n    end: "2018"'), ("ends (2018) before it starts (2019)",)),
        (GOOD.replace('"2019"', "Spring 2019"), ("is not a date", "YYYY-MM")),
        (GOOD.replace("object:", "objekt:"), ("objekt", "line 5")),
        (GOOD.replace("They beat us", "They never beat us"), ("was not found in account.txt", "copy the words")),
        (GOOD.replace("account.txt", "another.txt"), ("there is no exhibit 'another.txt'",)),
        (GOOD.replace("    place", "    confidence: likely\n    place"), ("names no scale",)),
        (
            GOOD.replace("    place", "    quantity: {low: 9, high: 3, unit: persons}\n    place"),
            ("from 9", "down to 3"),
        ),
        (GOOD + "  - {kind: killed, subject: x}\n", ("words", "line 10")),
        ("claims: [", ("not YAML",)),
        ("", ("the file is empty",)),
    ],
)
def test_a_claim_that_is_wrong_is_refused_with_its_place_and_none_of_the_file_is_kept(
    desk: Desk, wrong: str, says: tuple[str, ...]
) -> None:
    desk.write("wrong.yaml", wrong)

    done = desk("claim", "wrong.yaml")

    assert done.returncode == 2
    assert all(words in done.stderr for words in (*says, "wrong.yaml")), done.stderr
    assert "Traceback" not in done.stderr
    assert desk.claims == ["In 2019 guards beat detainees at Sangnok."]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("add", "nothing.pdf"), "there is no such file"),
        (("add", "account.txt", "--evidence", "rumour"), "no class of evidence 'rumour'"),
        (("add", "account.txt", "--available", "last year"), "is not a date"),
        (("add", "account.txt", "--tlp", "purple"), "no TLP 'purple'"),
        (("claim", "--withdraw", "ffffff", "--why", "x"), "there is no claim"),
        (("claim", "--withdraw", "guards beat detainees"), "no reason is given"),
        (("assess", "nobody-knows"), "nothing is known of"),
        (("assess", "han-jae-mok", "--standard", "eu-human-rights/tortur"), "there is no standard"),
        (("assess",), "say whom to assess"),
        (("dossier", "han-jae-mok", "--regime", "eu-human-rights/torture", "--adoption", "soon"), "is not a day"),
        (("standing", "--suppose", "iaea-return=perhaps"), "no state 'perhaps'"),
        (("standing", "--suppose", "no-such=met"), "no condition 'no-such'"),
        (("policy", "--check", "no-such.yaml", "--kind", "conditions"), "it cannot be read"),
        (("policy", "no-such"), "nothing in the policy is called"),
    ],
)
def test_a_wrong_word_on_the_command_line_says_what_to_do(desk: Desk, arguments: tuple[str, ...], says: str) -> None:
    done = desk(*arguments)

    assert done.returncode == 2
    assert says in done.stderr
    assert "to do: " in done.stderr or "where: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_policy_file_with_a_typo_is_named_with_line_and_field(desk: Desk) -> None:
    desk.write("mine.yaml", "conditions:\n  - key: quiet-border\n    titel: No balloons\n")

    done = desk("policy", "--check", "mine.yaml", "--kind", "conditions")

    assert done.returncode == 2
    assert "mine.yaml, line 3" in done.stderr
    assert "titel" in done.stderr


def test_a_pdf_without_text_is_kept_and_says_that_nothing_can_be_quoted(desk: Desk) -> None:
    (desk.folder / "scan.pdf").write_bytes(pdf(""))

    added = desk("add", "scan.pdf", "--evidence", "document")
    assert added.returncode == 0
    assert "no text: it can be kept and shown, and nothing can be quoted from it" in added.stdout

    desk.write("quote.yaml", GOOD.replace("account.txt", "scan.pdf"))
    quoted = desk("claim", "quote.yaml")
    assert quoted.returncode == 2
    assert "it has no text" in quoted.stderr


def test_a_bag_with_a_wrong_checksum_gives_its_good_files_and_names_the_bad_one(desk: Desk) -> None:
    bag = make(desk.folder / "bag", files={"data/good.txt": b"whole", "data/bad.txt": b"whole"})
    (bag / "data" / "bad.txt").write_bytes(b"changed")

    added = desk("add", "bag", "--evidence", "ngo", "--json")

    assert added.returncode == 1
    told = json.loads(added.stdout)
    assert [one["name"] for one in told["added"]] == ["data/good.txt"]
    assert any("data/bad.txt" in problem for problem in told["problems"])


@needs_openssl
def test_a_broken_time_stamp_is_a_state_that_stays_visible(desk: Desk) -> None:
    desk.write("token.tsr", "this is no token")

    stamped = desk("add", "token.tsr", "--stamp", "account.txt")

    assert stamped.returncode == 1
    assert stamped.stdout.startswith("BROKEN")
    listed = {one["name"]: one["stamp"] for one in json.loads(desk("add", "--json").stdout)}
    assert listed["account.txt"] == "broken"


def test_what_was_there_before_is_still_there_and_recomputes(desk: Desk) -> None:
    assert desk.claims == ["In 2019 guards beat detainees at Sangnok."]
    assert "everything recomputes" in desk("verify").stdout
