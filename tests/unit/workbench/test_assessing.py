"""What counts of what was filed: consent today and then, containers and their pieces, copies, and whose list it is."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.workbench.desk_case import add_text, bench_in
from whereas.assess.grounds import Papers, independent
from whereas.core.claim import Claim
from whereas.core.exhibit import Exhibit
from whereas.core.filing import NO_USE, Filing
from whereas.core.span import Span
from whereas.ledger.desk import Board, Recorded, board
from whereas.workbench import Workbench, desk
from whereas.workbench.assessing import _kind_of, allowed, bound_by_containers, papers

THEN, NOW = "2024-02-01", "2025-03-01T09:00:00Z"
ACCOUNT = "I was held at Sangnok in 2017. They beat us in the intake room.\n"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    with bench_in(tmp_path) as opened:
        yield opened


def cited(*exhibits: str) -> list[Claim]:
    spans = tuple(Span(exhibit=one, locator="page:1@0-6", quote="I was") for one in exhibits)
    return [Claim(kind="held_in_custody", subject="x", words="w", author="a", source="", claimed_on=THEN, spans=spans)]


def known(bench: Workbench, *exhibits: str, known_on: str = "") -> Papers:
    return papers(bench, bench.ledger.desk(known_on=known_on), cited(*exhibits))


def uses(bench: Workbench, exhibit: str, known_on: str = "") -> tuple[str, ...]:
    return known(bench, exhibit, known_on=known_on).papers[exhibit].filing.uses


def origins(found: Papers, *exhibits: str) -> int:
    return independent(found.origins[one] for one in exhibits)


def test_a_use_taken_back_later_is_no_use_in_the_view_of_an_earlier_day_either(tmp_path: Path) -> None:
    with bench_in(tmp_path) as then:
        account = add_text(then, tmp_path, "account.txt", ACCOUNT, uses=("eu", "un"))
    with bench_in(tmp_path, now=NOW) as later:
        desk.refile(later, account, {"uses": ("un",)})
        assert uses(later, account) == uses(later, account, THEN) == ("un",)
        desk.refile(later, account, {"uses": ("icc",)})
        assert uses(later, account, THEN) == (NO_USE,)


def test_a_use_allowed_later_is_none_in_the_view_of_an_earlier_day(tmp_path: Path) -> None:
    with bench_in(tmp_path) as then:
        account = add_text(then, tmp_path, "account.txt", ACCOUNT, uses=("un",))
    with bench_in(tmp_path, now=NOW) as later:
        desk.refile(later, account, {"uses": ("un", "eu")})
        assert uses(later, account) == ("un", "eu")
        assert uses(later, account, THEN) == ("un",)


def test_what_is_closed_today_is_closed_in_the_view_of_an_earlier_day_and_graded_as_it_was_then(tmp_path: Path) -> None:
    with bench_in(tmp_path) as then:
        account = add_text(then, tmp_path, "account.txt", ACCOUNT, uses=("eu",), reliability="B")
    with bench_in(tmp_path, now=NOW) as later:
        desk.refile(later, account, {"disclosure": "closed", "reliability": "D"})
        filing = known(later, account, known_on=THEN).papers[account].filing
        assert (filing.disclosure, filing.reliability) == ("closed", "B")


def bagged(bench: Workbench, folder: Path) -> tuple[str, str, str]:
    """A container with two accounts, as digests: the whole and its two pieces."""
    with zipfile.ZipFile(folder / "whole.wacz", "w"):
        pass
    whole = Filing(exhibit="", title="the whole", evidence="testimony", uses=("eu", "un"))
    names = []
    with bench.ledger.writing(bench.now) as writer:
        for name, text, parent in (("whole", "a bag\n", ""), ("one", "I was one\n", "0"), ("two", "I was two\n", "0")):
            data = text.encode()
            sha256, sha3_512 = bench.ledger.archive.keep(data)
            names.append(sha256)
            writer.capture(
                Exhibit(sha256=sha256, sha3_512=sha3_512, size=len(data), source="desk", feed="added", name=name,
                        origin=name, captured_at=bench.now), "An Analyst",
            )  # fmt: skip
            writer.record(
                replace(whole, exhibit=sha256, title=name, parent=names[int(parent)] if parent else ""), "An Analyst"
            )
    return names[0], names[1], names[2]


def test_consent_taken_back_for_the_whole_is_taken_back_for_its_pieces(bench: Workbench, tmp_path: Path) -> None:
    whole, one, two = bagged(bench, tmp_path)
    desk.refile(bench, whole, {"uses": ("un",)})
    assert uses(bench, one) == uses(bench, two) == ("un",)
    desk.refile(bench, one, {"title": "a better title"})  # names no use anew
    assert uses(bench, one) == ("un",)
    desk.refile(bench, two, {"uses": ("eu", "un", "icc")})  # its own witness was asked since
    assert uses(bench, two) == ("eu", "un", "icc")


def test_the_whole_and_a_piece_are_one_origin_and_two_pieces_are_two(bench: Workbench, tmp_path: Path) -> None:
    whole, one, two = bagged(bench, tmp_path)
    found = known(bench, whole, one, two)
    assert (origins(found, whole, one), origins(found, one, two), origins(found, whole, one, two)) == (1, 2, 2)
    desk.refile(bench, whole, {"repeats": ("wire:one",)})
    assert origins(known(bench, whole, one, two), whole, one, two) == 1


def test_a_copy_that_differs_by_a_blank_is_no_second_origin(bench: Workbench, tmp_path: Path) -> None:
    first = add_text(bench, tmp_path, "a.txt", ACCOUNT, uses=("eu",))
    copy = add_text(bench, tmp_path, "b.txt", ACCOUNT.replace(" 2017.", "  2017.") + "\n", uses=("eu",))
    other = add_text(bench, tmp_path, "c.txt", ACCOUNT.replace("2017", "2018"), uses=("eu",))
    found = known(bench, first, copy, other)
    assert (origins(found, first, copy), origins(found, first, other)) == (1, 2)
    assert found.papers[copy].filing.repeats == ()


def test_a_board_of_one_day_is_bound_by_what_was_filed_until_then() -> None:
    def filed(no: int, name: str, parent: str = "", *allowed_for: str) -> Recorded:
        said = Filing(exhibit=name, title=name, evidence="testimony", parent=parent, uses=allowed_for)
        return Recorded(no=no, at=THEN, by="A", said=said)

    log = [filed(1, "bag", "", "eu"), filed(2, "one", "bag", "eu"), filed(3, "bag", "", "un")]
    assert bound_by_containers(board(log[:2]))["one"].uses == ("eu",)
    assert bound_by_containers(board(log))["one"].uses == (NO_USE,)
    assert allowed(bound_by_containers(board(log[:2])), board(log))["one"].uses == (NO_USE,)
    ring = [filed(1, "a", "b", "eu"), filed(2, "b", "a", "un")]
    assert bound_by_containers(board(ring)).keys() == {"a", "b"}
    assert bound_by_containers(Board()) == {}


@pytest.mark.parametrize(
    ("claims", "kind"),
    [
        ([("identity", "name: Sangnok Trading")], "person"),
        ([("identity", "kind: vessel")], "vessel"),
        ([("identity", "kind: Organisation")], "organisation"),
        ([("hull", "8660313")], "vessel"),
        ([("identity", "imoNumber: 8660313")], "vessel"),
        ([("identity", "registrationNumber: 12-7")], "organisation"),
        ([("holds_stake", "han")], "organisation"),
        ([("organ_of_state", "a ministry")], "organisation"),
        ([("identity", "kind: person"), ("controls", "han")], "person"),
    ],
    ids=str,
)
def test_a_party_on_no_list_is_what_is_claimed_of_it(claims: list[tuple[str, str]], kind: str) -> None:
    said = [Claim(kind=of, subject="x", object=what, words="w", author="a", source="", claimed_on=THEN)
            for of, what in claims]  # fmt: skip
    other = Claim(kind="hull", subject="y", object="1", words="w", author="a", source="", claimed_on=THEN)
    assert _kind_of("x", [*said, other]) == kind
