"""Schemes of identifiers: what checks, what one changed character does, and every address on the wallets' lists."""

import csv
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from whereas.kit.ids import _base58, registry
from whereas.kit.keccak import keccak256

_DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_XRP = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"


def _base58check(body: bytes, digits: str = _DIGITS) -> str:
    """Written out here so that the encoder under test is not its own witness."""
    data = body + sha256(sha256(body).digest()).digest()[:4]
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, place = divmod(number, 58)
        text = digits[place] + text
    return digits[0] * (len(data) - len(data.lstrip(b"\0"))) + text


def _monero(body: bytes) -> str:
    data = body + keccak256(body)[:4]
    text = ""
    for start in range(0, len(data), 8):
        block = data[start : start + 8]
        number, word = int.from_bytes(block, "big"), ""
        for _ in range(11 if len(block) == 8 else 7):
            number, place = divmod(number, 58)
            word = _DIGITS[place] + word
        text += word
    return text


_BODY = bytes(range(7, 27))
# From the standards themselves (ISO 13616, EIP-55, BIP-173), or invented with a right check.
CHECKED = [
    ("iban", "GB82WEST12345698765432"),
    ("ethereum", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"),
    ("bitcoin", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),
    ("bitcoin", _base58check(b"\x00" + _BODY)),
    ("bitcoin", _base58check(b"\x05" + _BODY)),
    ("bitcoin_cash", _base58check(b"\x00" + _BODY)),
    ("bitcoin_gold", _base58check(b"\x26" + _BODY)),
    ("dash", _base58check(b"\x4c" + _BODY)),
    ("litecoin", _base58check(b"\x30" + _BODY)),
    ("tron", _base58check(b"\x41" + _BODY)),
    ("verge", _base58check(b"\x1e" + _BODY)),
    ("zcash", _base58check(b"\x1c\xb8" + _BODY)),
    ("xrp", _base58check(b"\x00" + _BODY, _XRP)),
    ("monero", _monero(b"\x12" + bytes(range(64)))),
]


@pytest.mark.parametrize(("scheme", "text"), CHECKED)
def test_one_changed_character_is_refused(scheme: str, text: str) -> None:
    normal = registry.schemes()[scheme].normal
    assert normal(text) == text
    for place, char in enumerate(text):
        other = "3" if char != "3" else "4"
        assert normal(text[:place] + other + text[place + 1 :]) is None, place


def test_a_ships_number_with_another_last_digit_is_refused() -> None:
    # An even weight or 5 lets some changes of an earlier digit through (9034729 checks too), never of the last one.
    normal = registry.schemes()["imo_ship"].normal
    assert [digit for digit in "0123456789" if normal(f"907472{digit}")] == ["9"]


@pytest.mark.parametrize(
    ("scheme", "text"),
    [(scheme, text) for scheme in sorted({scheme for scheme, _ in CHECKED}) for text in ("", "1", "x" * 34, "김" * 34)],
)
def test_other_forms_are_refused(scheme: str, text: str) -> None:
    assert registry.schemes()[scheme].normal(text) is None


def test_a_lost_case_is_found_where_one_spelling_checks() -> None:
    text = _base58check(b"\x41" + b"case")
    assert text != text.lower()
    assert _base58.recover_case(text.lower(), (b"\x41",), size=4) == text


def test_a_lost_case_is_not_searched_for_without_end() -> None:
    text = _base58check(b"\x41" + b"case")
    assert _base58.recover_case(text.lower(), (b"\x41",), size=4, most=2) is None


def test_a_lost_case_is_never_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Any(bytes):
        __hash__ = bytes.__hash__

        def __eq__(self, other: object) -> bool:
            return True

    text = _base58check(b"\x41" + b"case")
    monkeypatch.setattr(_base58, "check_of", lambda body: Any())  # every spelling checks, so none is the one
    assert _base58.recover_case(text.lower(), (b"\x41",), size=4) is None


# Schemes by the asset of a list's file; tokens live on several chains.
_SCHEMES = {
    "ARB": "ethereum", "BSC": "ethereum", "ETC": "ethereum", "ETH": "ethereum", "USDC": "ethereum",
    "USDT": "ethereum tron bitcoin", "TRX": "tron", "XBT": "bitcoin", "BCH": "bitcoin_cash", "BSV": "bitcoin",
    "BTG": "bitcoin_gold", "DASH": "dash", "LTC": "litecoin", "XMR": "monero", "XRP": "xrp", "XVG": "verge",
    "ZEC": "zcash",
}  # fmt: skip


def test_every_listed_address_checks_but_the_two_known_oddities(real_lists: Path) -> None:
    odd: list[tuple[str, str]] = []
    counted: Counter[str] = Counter()
    for path in sorted(real_lists.glob("wallets/sanctioned_addresses_*.txt")):
        asset = path.stem.rpartition("_")[2]
        for address in path.read_text().split():
            counted[asset] += 1
            if not any(registry.schemes()[scheme].normal(address) for scheme in _SCHEMES[asset].split()):
                odd.append((asset, address))
    assert set(counted) == set(_SCHEMES)
    assert [asset for asset, _ in odd] == ["XBT", "XMR"]
    (_, tron), (_, value) = odd
    assert registry.schemes()["tron"].normal(tron) == tron  # one Tron address filed under XBT
    assert len(bytes.fromhex(value)) == 32  # one 64-hex value, no address, filed under XMR


def test_every_designated_vessels_number_checks(real_data: Path) -> None:
    path = real_data / "data" / "tracks" / "eu_2017_1509_un_designated_vessels.csv"
    with path.open(newline="") as lines:
        numbers = [row["imo"] for row in csv.DictReader(lines) if row["imo"]]
    assert numbers
    assert [number for number in numbers if registry.schemes()["imo_ship"].normal(number) != number] == []
