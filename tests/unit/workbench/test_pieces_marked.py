"""A piece of a whole that was marked since bears its marking wherever it is told, and so does what is made of it."""

from pathlib import Path

import pytest

from tests.stores import settings_of
from tests.unit.workbench.desk_case import NOW, add_text, bench_in
from whereas.core.clearance import Clearance
from whereas.core.marking import TLP, Marking
from whereas.web.list_files import claims_csv, exhibits_csv
from whereas.workbench import desk
from whereas.workbench.cases import marking_of_claims
from whereas.workbench.claim_view import claim_rows
from whereas.workbench.exhibit_list import rows
from whereas.workbench.room import Room

pytestmark = pytest.mark.usefixtures("store")

_CLAIM = """claims: [{kind: holds_office, subject: han, object: head, words: Han was head., spans: [{exhibit: piece.txt,
    quote: Han was head}]}]"""


def test_a_piece_bears_the_marking_that_its_whole_was_given_later(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        whole = add_text(bench, tmp_path, "whole.txt", "A bag of papers.", evidence="ngo", available="2023")
        piece = add_text(bench, tmp_path, "piece.txt", "Han was head.", evidence="ngo", available="2023")
        desk.refile(bench, piece, {"parent": whole})
        desk.claim(bench, "claims.yaml", _CLAIM)
        desk.refile(bench, whole, {"marking": Marking(tlp=TLP.RED, releasable_to=frozenset({"eu"}))})
    room = Room(settings_of(tmp_path / "home"), focus="dprk")
    seen = room.seen(Clearance(tlp=TLP.RED, audiences=frozenset({"eu"})), author="P", now=NOW)
    told = "TLP:RED; REL TO eu"
    assert {str(one.marking) for one in rows(seen.bench)} == {told}
    board = seen.bench.ledger.desk()
    assert claims_csv(seen.bench, claim_rows(board)).decode().count(told) == 1
    assert exhibits_csv(rows(seen.bench)).decode().count(told) == 2
    assert str(marking_of_claims(seen.knowledge, board.claims)) == told
    assert not room.seen(Clearance(tlp=TLP.RED), author="P", now=NOW).bench.ledger.exhibits()
