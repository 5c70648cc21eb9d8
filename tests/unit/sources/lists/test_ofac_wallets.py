"""OFAC's wallets: exact addresses are addresses, lower-cased ones only where a check proves them, and none is lost."""

import csv
import json
from pathlib import Path

import pytest

from whereas.core.errors import StructureError
from whereas.core.exhibit import Exhibit
from whereas.core.issue import Issue
from whereas.core.locator import Locator
from whereas.core.statement import Statement
from whereas.sources.lists import ofac_wallets

FIXTURES = Path(__file__).parents[3] / "fixtures" / "ofac_wallets"
COPIES = {"recovered": "ofac_2026_with_recovered_case.csv", "holders": "sanctioned-addresses.json"}


def _read(feed: str, data: bytes) -> tuple[list[Statement], list[Issue]]:
    exhibit = Exhibit(
        sha256="0" * 64, sha3_512="", size=len(data), source="ofac_wallets", feed=feed, name="x", origin="",
        captured_at="2026-01-01T00:00:00Z",
    )  # fmt: skip
    found = list(ofac_wallets.parse(exhibit, data))
    return [one for one in found if isinstance(one, Statement)], [one for one in found if isinstance(one, Issue)]


def _of(statements: list[Statement], entity: str, prop: str) -> list[str]:
    return [said.value for said in statements if said.entity == entity and said.prop == prop]


def test_an_exact_list_states_addresses_and_says_which_fail_their_check() -> None:
    statements, issues = _read("addresses_XBT", (FIXTURES / "sanctioned_addresses_XBT.txt").read_bytes())
    good, bad = "ofacw-XBT-1111111111111111111114olvt2", "ofacw-XBT-1111111111111111111114olvt3"
    assert _of(statements, good, "publicKey") == ["1111111111111111111114oLvT2"]
    assert _of(statements, bad, "publicKey") == ["1111111111111111111114oLvT3"]
    assert [(one.kind, one.entity, one.locator) for one in issues] == [("identifier", bad, "line:2")]
    sanctions = {said.prop: said.value for said in statements if said.schema == "Sanction"}
    assert (sanctions["authority"], sanctions["provisions"]) == ("US", "asset freeze")


def test_the_three_copies_meet_in_one_entity() -> None:
    wallet = "ofacw-XBT-1111111111111111111114olvt2"
    exact = _read("addresses_XBT", (FIXTURES / "sanctioned_addresses_XBT.txt").read_bytes())[0]
    recovered = _read("recovered", (FIXTURES / COPIES["recovered"]).read_bytes())[0]
    lowered = _read("holders", (FIXTURES / COPIES["holders"]).read_bytes())[0]
    for statements in (exact, recovered, lowered):
        assert _of(statements, wallet, "currencySymbol") == ["XBT"]
    assert _of(recovered, wallet, "holder") == _of(lowered, wallet, "holder") == ["ofac-90001"]


def test_an_address_whose_case_is_lost_is_never_an_address() -> None:
    statements, issues = _read("holders", (FIXTURES / COPIES["holders"]).read_bytes())
    wallet = "ofacw-XBT-1111111111111111111114olvt2"
    assert _of(statements, wallet, "publicKey") == []
    assert _of(statements, wallet, "notes") == ["case lost: 1111111111111111111114olvt2"]
    assert [(one.kind, one.field, one.count) for one in issues] == [("identifier", "address (XBT)", 1)]


def test_small_letters_are_whole_where_case_does_not_count() -> None:
    statements, _ = _read("holders", (FIXTURES / COPIES["holders"]).read_bytes())
    for asset, holder in (("ETH", "ofac-90001"), ("USDT", "ofac-90010")):
        wallet = f"ofacw-{asset}-0x000000000000000000000000000000000000dead"
        assert [key.lower() for key in _of(statements, wallet, "publicKey")] == [
            "0x000000000000000000000000000000000000dead"
        ]
        assert _of(statements, wallet, "holder") == [holder]
    statements, issues = _read("recovered", (FIXTURES / COPIES["recovered"]).read_bytes())
    assert _of(statements, "ofacw-BCH-qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "publicKey") != []
    assert [(one.field, one.count) for one in issues] == [("address (TRX)", 1)]


def test_the_holder_is_named_once_and_the_designation_says_programme_and_number() -> None:
    statements, _ = _read("holders", (FIXTURES / COPIES["holders"]).read_bytes())
    assert _of(statements, "ofac-90001", "name") == ["Dol Gi SAN"]
    assert _of(statements, "ofac-90001", "alias") == ["STONE"]
    sanctions = [said.entity for said in statements if said.prop == "entity" and said.value.startswith("ofacw-XBT")]
    assert [_of(statements, one, "program") for one in sanctions] == [["DPRK3"], ["CYBER2"]]
    assert [_of(statements, one, "authorityId") for one in sanctions] == [["OFAC-90001"]] * 2


def test_feeds_take_the_mirrors_names_and_leave_the_derived_file() -> None:
    def feed(name: str) -> list[str]:
        return [one.key for one in ofac_wallets.FEEDS if one.takes(name)]

    assert feed("sanctioned_addresses_XBT.txt") == ["addresses_XBT"]
    assert feed("sanctioned-addresses.json") == ["holders"]
    assert feed("ofac_2026_with_recovered_case.csv") == ["recovered"]
    assert feed("dprk_subset.json") == feed("README.md") == []
    holders = next(one for one in ofac_wallets.FEEDS if one.key == "holders")
    assert holders.published("x", (FIXTURES / COPIES["holders"]).read_bytes()) == "2026-08-20"


@pytest.mark.parametrize(
    ("feed", "data"),
    [
        ("addresses_XBT", b"<html>not found</html>\n<a b>"), ("addresses_XBT", b"a\x00b"), ("recovered", b""),
        ("recovered", b"currency,address\nXBT,1\n"), ("holders", b"{"), ("holders", b"[]"),
        ("holders", b'{"addresses": {}}'),
        ("holders", b'{"addresses": {"a": {"entries": [{"type": "x"}]}}}'),
    ],
)  # fmt: skip
def test_what_is_not_the_file_is_refused(feed: str, data: bytes) -> None:
    with pytest.raises(StructureError):
        _read(feed, data)


def test_every_real_exact_address_is_there(real_lists: Path) -> None:
    total, assets = 0, 0
    failed: list[Issue] = []
    for path in sorted((real_lists / "wallets").glob("sanctioned_addresses_*.txt")):
        lines = [line for line in path.read_text().split("\n") if line]
        feed = next(one for one in ofac_wallets.FEEDS if one.takes(path.name))
        statements, issues = _read(feed.key, path.read_bytes())
        keys = [said for said in statements if said.prop == "publicKey"]
        assert [said.original or said.value for said in keys] == lines
        assert [said.value.lower().removeprefix("bitcoincash:") for said in keys] == [line.lower() for line in lines]
        failed += issues
        total, assets = total + len(keys), assets + 1
    assert (total, assets) == (654, 17)
    # Two entries are no address of their asset: a Tron address among Bitcoin's, a 64-digit hash among Monero's.
    assert sorted(len(one.value) for one in failed) == [34, 64]
    assert [one.message.endswith("it is a valid TRX address") for one in failed] == [True, False]


def test_every_real_listing_is_there_and_no_lost_address_is_shown(real_lists: Path) -> None:
    exact = {
        line
        for path in (real_lists / "wallets").glob("sanctioned_addresses_*.txt")
        for line in path.read_text().split()
    }  # fmt: skip
    data = (real_lists / "wallets" / "sanctioned-addresses.json").read_bytes()
    entries = [
        (entry, address) for address, record in json.loads(data)["addresses"].items() for entry in record["entries"]
    ]
    assert len(entries) == 977
    statements, issues = _read("holders", data)
    assert sum(said.prop == "holder" for said in statements) == 977
    shown = [said for said in statements if said.prop == "publicKey"]
    notes = [said for said in statements if said.prop == "notes"]
    assert len(shown) + len(notes) == 977
    assert sum(one.count for one in issues if one.kind == "identifier") == len(notes)
    exact_lowered = {address.lower(): address for address in exact}
    for said in shown:  # whatever is shown must be the exact address wherever an exact list knows it
        written = exact_lowered.get(said.original or said.value)
        assert written is None or said.value.lower().endswith(written.lower())
        assert said.value.startswith("0x") or said.value == said.value.lower()

    data = (real_lists / "wallets" / "ofac_2026_with_recovered_case.csv").read_bytes()
    rows = list(csv.DictReader(data.decode().splitlines()))
    statements, issues = _read("recovered", data)
    assert len(rows) == 977
    assert sum(said.prop == "holder" for said in statements) == 977
    stated = {said.original or said.value for said in statements if said.prop == "publicKey"}
    assert stated >= {row["address"] for row in rows if row["address"]}
    for said in statements[::97]:
        Locator(said.locator)
