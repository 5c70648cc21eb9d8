"""Base58 with a four-byte double SHA-256 check, the ground of several chains' addresses."""

import re
from hashlib import sha256

BITCOIN = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
# Above this many spellings a lost case is not searched for: it would take long, and chance hits would begin to count.
MOST_SPELLINGS = 1 << 22
# A word of running text that may be an address of any chain here.
WORD = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{25,110}(?![0-9A-Za-z])")


def decode(text: str, alphabet: str = BITCOIN) -> bytes | None:
    """The bytes, leading zeros kept; None for a character outside the alphabet."""
    number = 0
    for char in text:
        place = alphabet.find(char)
        if place < 0:
            return None
        number = number * 58 + place
    zeros = len(text) - len(text.lstrip(alphabet[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def encode(data: bytes, alphabet: str = BITCOIN) -> str:
    """The text of the bytes, each leading zero byte as the alphabet's first character."""
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, place = divmod(number, 58)
        text = alphabet[place] + text
    return alphabet[0] * (len(data) - len(data.lstrip(b"\0"))) + text


def check_of(body: bytes) -> bytes:
    """The four bytes that stand behind a body."""
    return sha256(sha256(body).digest()).digest()[:4]


def checked(text: str, alphabet: str = BITCOIN) -> bytes | None:
    """The bytes before the check if it is right; else None."""
    data = decode(text, alphabet)
    if data is None or len(data) < 5:
        return None
    body, check = data[:-4], data[-4:]
    return body if check_of(body) == check else None


def valid(text: str, versions: tuple[bytes, ...], *, alphabet: str = BITCOIN, size: int = 20) -> bool:
    """Whether the text holds one of these version bytes and `size` bytes more, with the right check."""
    body = checked(text, alphabet)
    return body is not None and any(
        body.startswith(version) and len(body) == len(version) + size for version in versions
    )


def recover_case(
    lowered: str, versions: tuple[bytes, ...], *, alphabet: str = BITCOIN, size: int = 20, most: int = MOST_SPELLINGS
) -> str | None:
    """The one spelling in capitals and small letters whose check is right, from an address whose case is lost.

    None where no spelling or more than one fits, or where more than `most` are left to try after those that the
    version bytes rule out: never a guess. Four million take some seconds.
    """
    choices = [_places(char, alphabet) for char in lowered.lower()]
    if not all(choices):
        return None
    found: set[str] = set()
    for version in versions:
        width = len(version) + size + 4
        heads, tails = _sums(choices, version, width, most)
        if len(heads) * len(tails) > most:
            return None
        for value in (head + tail for head in heads for tail in tails):
            if value >> 8 * width:
                continue  # longer than any address of this chain
            data = value.to_bytes(width, "big")
            if check_of(data[:-4]) == data[-4:] and data.startswith(version):
                found.add(encode(data, alphabet))
    found = {text for text in found if text.lower() == lowered.lower()}  # leading zeros must match as well
    return found.pop() if len(found) == 1 else None


def _places(char: str, alphabet: str) -> list[int]:
    """The digits a character of lost case may stand for; `l`, `i` and `o` have but one each."""
    return sorted({alphabet.index(case) for case in (char, char.upper()) if len(case) == 1 and case in alphabet})


def _sums(choices: list[list[int]], version: bytes, width: int, most: int) -> tuple[list[int], list[int]]:
    """The values of the front and of the back half of a text, over all spellings the version allows.

    The front is cut, digit by digit, to what can still lie between the version's first and last number; once it is
    longer than `most` it is given up as it stands.
    """
    first = int.from_bytes(version, "big") << 8 * (width - len(version))
    end = first + (1 << 8 * (width - len(version)))
    half = len(choices) // 2
    heads, power = [0], 58 ** len(choices)
    for places in choices[:half]:
        power //= 58
        heads = [
            value
            for head in heads
            for place in places
            if (value := head + place * power) < end and value + power > first
        ]
        if len(heads) > most:
            break
    tails = [0]
    for places in choices[half:]:
        tails = [tail * 58 + place for tail in tails for place in places]
        if len(tails) > most:
            break
    return heads, tails
