"""A case at the command line: claimed, settled, opened again, written to a file and read into another ledger."""

import json
from pathlib import Path

from tests.journeys.killing import program

CLAIMS = """
claims:
  - kind: inflicted_pain
    subject: han-jae-mok
    words: In 2019 guards beat detainees at Sangnok.
    spans: [{exhibit: account.txt, quote: They beat us}]
  - kind: inflicted_pain
    subject: han-jae-mok
    words: In 2017 guards beat detainees at Sangnok.
    spans: [{exhibit: account.txt, quote: in the intake room}]
"""


def test_a_case_is_settled_opened_again_and_moved(tmp_path: Path) -> None:
    (tmp_path / "account.txt").write_text("They beat us in the intake room.")
    (tmp_path / "claims.yaml").write_text(CLAIMS)
    with program(tmp_path) as desk:
        assert desk.run("add", "account.txt").code == 0
        assert desk.run("claim", "claims.yaml").code == 0
        first, second = (one["id"] for one in json.loads(desk.run("claim", "--list", "--json").out))

        assert desk.run("claim", "--settle", second, "--stands", first, "--why", "the year").code == 0
        assert f"settled: {second[:12]} gives way to {first[:12]}" in desk.run("claim", "--list").words
        assert desk.run("claim", "--reopen", second).code == 2
        done = desk.run("claim", "--reopen", second, "--why", "the register says otherwise")
        assert (done.code, f"{second[:12]} gives way no more to {first[:12]}" in done.words) == (0, True)
        assert "settled:" not in desk.run("claim", "--list").out
        again = desk.run("claim", "--reopen", second, "--why", "once more")
        assert again.code == 2
        assert "no settlement in force" in again.err

        written = desk.run("claim", "--export", "case.yaml")
        assert written.code == 0
        assert "wrote 2 claims to case.yaml; they rest on 1 exhibit," in written.out
        assert desk.run("claim", "--export", "case.yaml").code == 2

        assert desk.run("claim", "case.yaml", home="elsewhere").code == 2
        assert desk.run("add", "account.txt", home="elsewhere").code == 0
        assert desk.run("claim", "case.yaml", home="elsewhere").code == 0
        moved = json.loads(desk.run("claim", "--list", "--json", home="elsewhere").out)
        assert [one["words"][:7] for one in moved] == ["In 2019", "In 2017"]
        desk.verified("elsewhere")
        desk.verified()
