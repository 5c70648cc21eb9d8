"""Segregated-witness addresses and CashAddr, against the vectors of their specifications and an independent encoder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whereas.kit.ids import bitcoin, bitcoin_cash, bitcoin_gold, litecoin

CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def five_bits(data: bytes) -> list[int]:
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    return [int(bits[start : start + 5], 2) for start in range(0, len(bits), 5)]


def remainder(values: list[int], generator: list[int]) -> list[int]:
    """The checksum as long division of polynomials over GF(32), by the generator the BIP states as a polynomial.

    The field is x^5 + x^3 + 1; the values begin with 1, as the BIP prescribes.
    """

    def times(left: int, right: int) -> int:
        product = 0
        for bit in range(5):
            if right >> bit & 1:
                product ^= left << bit
        for bit in range(8, 4, -1):
            if product >> bit & 1:
                product ^= 0b101001 << (bit - 5)
        return product

    row = [1, *values, *[0] * len(generator)]
    for place in range(len(values) + 1):
        lead = row[place]
        for step, factor in enumerate(generator, start=1):
            row[place + step] ^= times(lead, factor)
    return row[-len(generator) :]


# BIP-173: x^6 + {29}x^5 + {22}x^4 + {20}x^3 + {21}x^2 + {29}x + {18}.
BECH32 = [29, 22, 20, 21, 29, 18]


def witness(prefix: str, version: int, program: bytes) -> str:
    values = [version, *five_bits(program)]
    head = [ord(char) >> 5 for char in prefix] + [0] + [ord(char) & 31 for char in prefix]
    constant = 1 if version == 0 else 0x2BC830A3
    target = [constant >> 5 * place & 31 for place in range(5, -1, -1)]
    check = [left ^ right for left, right in zip(remainder(head + values, BECH32), target, strict=True)]
    return prefix + "1" + "".join(CHARSET[value] for value in values + check)


@pytest.mark.parametrize(
    "address",
    [  # BIP-173 and BIP-350, valid on mainnet
        "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
        "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
        "BC1SW50QGDZ25J",
        "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
    ],
)
def test_valid_vectors(address: str) -> None:
    assert bitcoin.normal(address) == address.lower()


@pytest.mark.parametrize(
    "address",
    [  # BIP-350, invalid
        "tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut",  # another prefix
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",  # bech32 where bech32m is due
        "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",  # bech32m where bech32 is due
        "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",  # a character outside the set
        "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R",  # version 17
        "bc1pw5dgrnzv",  # a program of one byte
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav",  # of 41 bytes
        "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",  # of 16 bytes under version 0
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf",  # more than padding
        "bc1gmk9yu",  # no data
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3T4",  # mixed case
        "bc1",
        "1qqqqqqqq",
        "",
    ],
)
def test_invalid_vectors(address: str) -> None:
    assert bitcoin.normal(address) is None


@pytest.mark.parametrize(
    ("scheme", "prefix"), [(bitcoin, "bc"), (litecoin, "ltc"), (bitcoin_gold, "btg")], ids=["bc", "ltc", "btg"]
)
@given(data=st.data())
def test_made_addresses_are_valid_under_their_own_prefix_only(scheme: object, prefix: str, data: st.DataObject) -> None:
    version = data.draw(st.integers(0, 16))
    size = data.draw(st.sampled_from([20, 32]) if version == 0 else st.integers(2, 40))
    program = data.draw(st.binary(min_size=size, max_size=size))
    address = witness(prefix, version, program)
    for other in (bitcoin, litecoin, bitcoin_gold):
        assert other.normal(address) == (address if other is scheme else None)
        assert other.normal(address.upper()) == (address if other is scheme else None)
    place = data.draw(st.integers(len(prefix) + 1, len(address) - 1))
    wrong = data.draw(st.sampled_from([char for char in CHARSET if char != address[place]]))
    broken = address[:place] + wrong + address[place + 1 :]
    assert bitcoin.normal(broken) is litecoin.normal(broken) is bitcoin_gold.normal(broken) is None


# The CashAddr specification's own pairs.
@pytest.mark.parametrize(
    "body",
    [
        "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a",
        "qr95sy3j9xwd2ap32xkykttr4cvcu7as4y0qverfuy",
        "qqq3728yw0y47sqn6l2na30mcw6zm78dzqre909m2r",
        "ppm2qsznhks23z7629mms6s4cwef74vcwvn0h829pq",
        "pr95sy3j9xwd2ap32xkykttr4cvcu7as4yc93ky28e",
        "pqq3728yw0y47sqn6l2na30mcw6zm78dzq5ucqzc37",
    ],
)
def test_cashaddr_vectors(body: str) -> None:
    whole = f"bitcoincash:{body}"
    assert bitcoin_cash.normal(whole) == bitcoin_cash.normal(body) == bitcoin_cash.normal(whole.upper()) == whole
    assert bitcoin_cash.normal(whole.replace(":q", ":Q").replace(":p", ":P")) is None
    assert bitcoin_cash.normal(f"bchtest:{body}") is None
    for place in range(len(body)):
        broken = body[:place] + ("q" if body[place] != "q" else "p") + body[place + 1 :]
        assert bitcoin_cash.normal(broken) is None


def cash(payload: bytes) -> str:
    """CashAddr text with a right check over any payload.

    The specification's x^8 + {19}x^7 + {3}x^6 + {25}x^5 + {11}x^4 + {25}x^3 + {3}x^2 + {19}x + {1}.
    """
    values = five_bits(payload)
    head = [ord(char) & 31 for char in "bitcoincash"] + [0]
    check = remainder(head + values, [19, 3, 25, 11, 25, 3, 19, 1])
    check[-1] ^= 1
    return "bitcoincash:" + "".join(CHARSET[value] for value in values + check)


@pytest.mark.parametrize(
    ("version", "size", "good"),
    [
        (0b00000000, 20, True),
        (0b00001011, 32, True),
        (0b00010000, 20, True),  # receives tokens
        (0b00000111, 64, True),
        (0b00000000, 32, False),  # says 20
        (0b00000011, 20, False),  # says 32
        (0b01111000, 20, False),  # an unknown type
        (0b10000000, 20, False),  # the reserved bit
    ],
)
def test_the_version_byte_must_tell_the_size_that_is_there(version: int, size: int, good: bool) -> None:
    address = cash(bytes([version]) + bytes(range(size)))
    assert bitcoin_cash.normal(address) == (address if good else None)


def test_an_empty_payload_with_a_right_check_is_no_address() -> None:
    assert bitcoin_cash.normal(cash(b"")) is None
