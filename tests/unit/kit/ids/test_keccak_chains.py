"""Ethereum (EIP-55) and Monero: addresses whose check is Keccak."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whereas.kit.ids import ethereum, monero
from whereas.kit.keccak import keccak256

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


# The examples of EIP-55.
@pytest.mark.parametrize(
    "address",
    [
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0xde709f2102306220921060314715629080e2fb77",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
    ],
)
def test_eip_55_examples(address: str) -> None:
    assert ethereum.normal(address) == address
    assert ethereum.normal(address.lower()) == address
    assert ethereum.normal("0x" + address[2:].upper()) == address
    for place in range(2, 42):
        turned = address[:place] + address[place].swapcase() + address[place + 1 :]
        unchecked = turned[2:] in (turned[2:].lower(), turned[2:].upper())
        assert (ethereum.normal(turned) is None) is (turned != address and not unchecked)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0x",
        "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0x" + "0" * 39,
        "0x" + "0" * 41,
        "0x" + "0" * 64,
        "0x" + "g" * 40,
    ],
)
def test_what_is_no_address(text: str) -> None:
    assert ethereum.normal(text) is None


def test_a_transaction_hash_in_running_text_is_no_address() -> None:
    assert ethereum.find("in 0x" + "ab" * 32) == []
    assert [form.lower() for _, _, form in ethereum.find("to 0x" + "ab" * 20 + ".")] == ["0x" + "ab" * 20]


def blocks(data: bytes) -> str:
    """CryptoNote's base58: eight bytes at a time, each block padded to its full width."""
    sizes = {1: 2, 2: 3, 3: 5, 4: 6, 5: 7, 6: 9, 7: 10, 8: 11}
    text = ""
    for start in range(0, len(data), 8):
        block = data[start : start + 8]
        number, chars = int.from_bytes(block, "big"), ""
        for _ in range(sizes[len(block)]):
            number, place = divmod(number, 58)
            chars = ALPHABET[place] + chars
        text += chars
    return text


def made(kind: int, body: bytes) -> str:
    data = bytes([kind]) + body
    return blocks(data + keccak256(data)[:4])


@pytest.mark.parametrize(("kind", "first", "size"), [(18, "4", 64), (42, "8", 64), (19, "4", 72)])
@given(data=st.data())
def test_made_addresses_are_valid_and_broken_ones_are_not(
    kind: int, first: str, size: int, data: st.DataObject
) -> None:
    address = made(kind, data.draw(st.binary(min_size=size, max_size=size)))
    assert address[0] == first
    assert monero.normal(f" {address} ") == address
    place = data.draw(st.integers(0, len(address) - 1))
    wrong = data.draw(st.sampled_from([char for char in ALPHABET + "0l" if char != address[place]]))
    assert monero.normal(address[:place] + wrong + address[place + 1 :]) is None
    assert monero.normal(address[:-1]) is None
    assert monero.normal(address + "1") is None


def test_the_address_that_the_project_asks_donations_to() -> None:
    address = "888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H"
    assert monero.normal(address) == address


@pytest.mark.parametrize(("kind", "size"), [(53, 64), (19, 64), (18, 72), (0, 64)])
def test_other_nets_and_kinds_of_another_length_are_none(kind: int, size: int) -> None:
    assert monero.normal(made(kind, bytes(range(size)))) is None


def test_a_block_larger_than_eight_bytes_hold_is_refused() -> None:
    address = made(18, bytes(range(64)))
    assert monero.normal("z" * 11 + address[11:]) is None
