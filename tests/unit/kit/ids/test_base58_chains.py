"""Chains whose addresses are base58check: made here by an independent encoder, broken in every way, and real ones."""

from hashlib import sha256
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whereas.kit.ids import _base58, bitcoin_cash, registry

BITCOIN = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
# What each chain's own documents say: version bytes, and the first characters they lead to.
CHAINS = [
    ("bitcoin", "00", "1"),
    ("bitcoin", "05", "3"),
    ("litecoin", "30", "L"),
    ("litecoin", "32", "M"),
    ("litecoin", "05", "3"),
    ("dash", "4c", "X"),
    ("dash", "10", "7"),
    ("zcash", "1cb8", "t1"),
    ("zcash", "1cbd", "t3"),
    ("tron", "41", "T"),
    ("verge", "1e", "D"),
    ("bitcoin_gold", "26", "G"),
    ("bitcoin_gold", "17", "A"),
    ("xrp", "00", "r"),
]
BODY = st.binary(min_size=20, max_size=20)


def made(version: str, body: bytes, alphabet: str = BITCOIN) -> str:
    """Base58check by long division over single digits, sharing nothing with the code under test."""
    data = bytes.fromhex(version) + body
    data += sha256(sha256(data).digest()).digest()[:4]
    digits: list[int] = []
    for byte in data:
        carry = byte
        for place, digit in enumerate(digits):
            carry += digit << 8
            digits[place] = carry % 58
            carry //= 58
        while carry:
            digits.append(carry % 58)
            carry //= 58
    zeros = next((place for place, byte in enumerate(data) if byte), len(data))
    return alphabet[0] * zeros + "".join(alphabet[digit] for digit in reversed(digits))


@pytest.mark.parametrize(("key", "version", "first"), CHAINS)
@given(body=BODY)
def test_a_made_address_is_valid_and_begins_as_the_chain_says(key: str, version: str, first: str, body: bytes) -> None:
    address = made(version, body, RIPPLE if key == "xrp" else BITCOIN)
    assert address.startswith(first)
    assert registry.schemes()[key].normal(f" {address}\n") == address


@pytest.mark.parametrize(("key", "version", "first"), CHAINS)
@given(body=BODY, place=st.integers(0, 24), other=st.integers(0, 56))
def test_one_wrong_character_is_seen(key: str, version: str, first: str, body: bytes, place: int, other: int) -> None:
    alphabet = RIPPLE if key == "xrp" else BITCOIN
    address = made(version, body, alphabet)
    place += len(first)
    wrong = [char for char in alphabet if char != address[place]][other]
    assert registry.schemes()[key].normal(address[:place] + wrong + address[place + 1 :]) is None


@given(body=BODY, size=st.integers(0, 40).filter(lambda size: size != 20))
def test_a_right_check_over_a_body_of_the_wrong_size_is_not_enough(body: bytes, size: int) -> None:
    address = made("00", (body * 2)[:size])
    assert registry.schemes()["bitcoin"].normal(address) is None


def test_an_address_of_another_chain_is_none_of_this_one() -> None:
    body = bytes(range(20))
    tron, dash, testnet = made("41", body), made("4c", body), made("6f", body)
    assert [key for key, _ in registry.recognise(tron)] == ["tron"]
    assert [key for key, _ in registry.recognise(dash)] == ["dash"]
    assert registry.recognise(testnet) == []


def test_leading_ones_are_zero_bytes_and_count() -> None:
    burn = made("00", bytes(20))
    assert burn == "1111111111111111111114oLvT2"
    assert registry.schemes()["bitcoin"].normal("1" + burn) is None
    assert registry.schemes()["bitcoin"].normal(burn[1:]) is None


def test_characters_that_base58_leaves_out_make_no_address() -> None:
    address = made("00", bytes(range(20)))
    for char in "0OIl+ü":
        assert registry.schemes()["bitcoin"].normal(address[:-1] + char) is None


@given(st.binary(max_size=60))
def test_encoding_and_decoding_undo_each_other(data: bytes) -> None:
    assert _base58.decode(_base58.encode(data)) == data


def spellings(address: str, alphabet: str = BITCOIN) -> int:
    """How many base58 texts read like this in small letters."""
    count = 1
    for char in address.lower():
        count *= len({case for case in (char, char.upper()) if case in alphabet})
    return count


@pytest.mark.parametrize(("key", "version"), [("tron", "41"), ("zcash", "1cb8"), ("xrp", "00"), ("litecoin", "05")])
def test_a_lost_case_is_found_again_where_few_letters_are_open(key: str, version: str) -> None:
    alphabet = RIPPLE if key == "xrp" else BITCOIN
    bodies = (sha256(b"invented %d" % number).digest()[:20] for number in range(200_000))
    addresses = (made(version, body, alphabet) for body in bodies)
    address = next(text for text in addresses if spellings(text, alphabet) <= 1 << 19)
    scheme = registry.schemes()[key]
    assert address.lower() != address
    assert scheme.normal(address.lower()) is None
    assert scheme.recover_case(address.lower()) == address
    assert scheme.recover_case(address.upper()) == address  # a list in capitals lost the case as well


def test_the_burn_address_is_found_again_among_four_spellings() -> None:
    assert spellings("1111111111111111111114oLvT2") == 4
    assert registry.schemes()["bitcoin"].recover_case("1111111111111111111114olvt2") == "1111111111111111111114oLvT2"


def test_a_search_that_is_too_large_is_not_begun() -> None:
    address = made("00", bytes(range(20)))
    assert spellings(address) > _base58.MOST_SPELLINGS
    assert registry.schemes()["bitcoin"].recover_case(address.lower()) is None
    burn = "1111111111111111111114olvt2"
    assert _base58.recover_case(burn, (b"\0",), most=4) == "1111111111111111111114oLvT2"
    assert _base58.recover_case(burn, (b"\0",), most=1) is None


def test_two_spellings_that_check_give_none() -> None:
    with mock.patch.object(_base58, "check_of", return_value=mock.ANY):  # every spelling checks
        assert _base58.recover_case("1111111111111111111114olvt2", (b"\0",)) is None


@pytest.mark.parametrize(
    "text",
    ["", "1", "0x00", "1111111111111111111114olvt3", "ſ" * 34, "1" * 150 + "2" * 50, "2" * 300, "l0st case"],
)
def test_what_no_address_reads_like_gives_none(text: str) -> None:
    assert registry.schemes()["bitcoin"].recover_case(text) is None


# OFAC's codes for assets, and the scheme of the chain each lives on.
ASSETS = {
    "ARB": "ethereum", "BSC": "ethereum", "ETC": "ethereum", "ETH": "ethereum", "USDC": "ethereum",
    "BCH": "bitcoin_cash", "BSV": "bitcoin", "XBT": "bitcoin", "BTG": "bitcoin_gold", "DASH": "dash",
    "LTC": "litecoin", "TRX": "tron", "XMR": "monero", "XRP": "xrp", "XVG": "verge", "ZEC": "zcash",
}  # fmt: skip


def listed(lists: Path) -> dict[str, list[str]]:
    files = (lists / "wallets").glob("sanctioned_addresses_*.txt")
    return {path.stem.rpartition("_")[2]: path.read_text(encoding="ascii").split() for path in files}


def test_every_listed_address_is_valid_on_its_chain_but_two_that_are_listed_wrongly(real_lists: Path) -> None:
    addresses = listed(real_lists)
    assert sum(map(len, addresses.values())) == 654
    assert addresses.keys() == {*ASSETS, "USDT"}
    failing = {
        (asset, address)
        for asset, key in ASSETS.items()
        for address in addresses[asset]
        if registry.schemes()[key].normal(address) is None
    }
    # The publisher's own slips: a Tron address filed under bitcoin, and 64 hex digits (a key or a hash) under Monero.
    by_asset = dict(failing)
    assert sorted(asset for asset, _ in failing) == ["XBT", "XMR"]
    assert [key for key, _ in registry.recognise(by_asset["XBT"])] == ["tron"]
    assert len(bytes.fromhex(by_asset["XMR"])) == 32


def test_a_listed_tether_address_is_valid_on_one_of_its_three_chains(real_lists: Path) -> None:
    found = [
        next((key for key in ("ethereum", "tron", "bitcoin") if registry.schemes()[key].normal(address)), "none")
        for address in listed(real_lists)["USDT"]
    ]
    assert {key: found.count(key) for key in found} == {"tron": 11, "ethereum": 8, "bitcoin": 7}


def test_normal_forms_of_listed_addresses_differ_from_them_in_nothing_that_counts(real_lists: Path) -> None:
    for asset, key in ASSETS.items():
        for address in listed(real_lists)[asset]:
            form = registry.schemes()[key].normal(address)
            if form is not None and form != address:
                assert form.lower().removeprefix("bitcoincash:") == address.lower().removeprefix("bitcoincash:")
                assert key in ("ethereum", "bitcoin_cash")


def test_a_lost_case_of_listed_addresses_is_never_restored_wrongly(real_lists: Path) -> None:
    few = [
        address
        for address in listed(real_lists)["XBT"]
        if _base58.valid(address, (b"\x00", b"\x05")) and spellings(address) <= 1 << 20
    ]
    assert len(few) >= 3
    assert [registry.schemes()["bitcoin"].recover_case(address.lower()) for address in few] == few


def test_older_addresses_of_bitcoin_cash_are_those_of_bitcoin() -> None:
    address = made("05", bytes(range(20)))
    assert bitcoin_cash.normal(address) == address
