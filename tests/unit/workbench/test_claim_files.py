"""Claims written to a file are read back as the same claims, whatever stands in them."""

from pathlib import Path

import pytest

from tests.unit.workbench.desk_case import add_text, bench_in
from whereas.core.errors import WhereasError
from whereas.policy.typed import read_typed
from whereas.workbench import desk
from whereas.workbench.claim_files import claim_file
from whereas.workbench.desk import ClaimNotes

TEXT = "They beat us in the intake room.\nThey beat us: \"yes\" #1 - [null] 'no'.\nEnd."
CLAIMS = """
claims:
  - kind: inflicted_pain
    subject: han-jae-mok
    object: "null"
    words: "In 2019: guards beat detainees # at Sangnok."
    start: "2019"
    end: 2020-03
    place: Sangnok
    rivals: the year
    confidence: icd-203:likely
    quantity: {low: 0, high: 3.5, unit: persons}
    spans:
      - {exhibit: account.txt, quote: They beat us, nth: 2, credibility: "2", lang: ko, translation: "x", translator: B}
    against:
      - {exhibit: account.txt, quote: "us: \\"yes\\" #1 - [null] 'no'."}
  - kind: inflicted_pain
    subject: han-jae-mok
    words: No more is said.
    spans: [{exhibit: account.txt, quote: "They beat us in the intake room.\\nThey beat us"}]
"""


def test_a_case_moves_to_another_ledger(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        add_text(bench, tmp_path, "account.txt", TEXT)
        made = desk.claim(bench, "claims.yaml", CLAIMS)
        board = bench.ledger.desk()
        written = claim_file(board.standing, board.made)
    assert f"# {made[0].id} An Analyst, 2024-02-01T09:00:00Z" in written

    with bench_in(tmp_path / "other") as bench:
        with pytest.raises(WhereasError, match="there is no exhibit"):
            desk.claim(bench, "moved.yaml", written)
        add_text(bench, tmp_path, "under-another-name.txt", TEXT)
        assert desk.claim(bench, "moved.yaml", written) == made
        assert claim_file(bench.ledger.desk().standing, {}) == claim_file(made, {})


def test_no_claims_are_a_file_without_claims() -> None:
    assert read_typed("none.yaml", claim_file((), {}), ClaimNotes).claims == ()


@pytest.mark.parametrize("at", ["page:1@1-33", "page:2@0-32", "page:1@0-9999"])
def test_words_that_do_not_stand_at_the_place_that_is_given_are_refused(tmp_path: Path, at: str) -> None:
    text = f"""
claims:
  - kind: inflicted_pain
    subject: han-jae-mok
    words: Guards beat detainees.
    spans: [{{exhibit: account.txt, quote: They beat us in the intake room., at: "{at}"}}]
"""
    with bench_in(tmp_path) as bench:
        add_text(bench, tmp_path, "account.txt", TEXT)
        with pytest.raises(WhereasError, match="quoted was"):
            desk.claim(bench, "claims.yaml", text)
        desk.claim(bench, "claims.yaml", text.replace(at, "page:1@0-32"))
