"""Base58 with a four-byte double SHA-256 check, the ground of several chains' addresses."""

from hashlib import sha256
from itertools import product

BITCOIN = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
# Above this many spellings a lost case is not searched for.
MOST_SPELLINGS = 1 << 22


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


def checked(text: str, alphabet: str = BITCOIN) -> bytes | None:
    """The bytes before the check if it is right; else None."""
    data = decode(text, alphabet)
    if data is None or len(data) < 5:
        return None
    body, check = data[:-4], data[-4:]
    return body if sha256(sha256(body).digest()).digest()[:4] == check else None


def valid(text: str, versions: tuple[bytes, ...], *, alphabet: str = BITCOIN, size: int = 20) -> bool:
    """Whether the text holds one of these version bytes and `size` bytes more, with the right check."""
    body = checked(text, alphabet)
    return body is not None and any(
        body.startswith(version) and len(body) == len(version) + size for version in versions
    )


def recover_case(lowered: str, versions: tuple[bytes, ...], *, size: int = 20) -> str | None:
    """The one spelling in capitals and small letters whose check is right, from an address in small letters.

    None where no spelling or more than one fits, or where there are more than four million to try: never a guess.
    """
    choices = [[char for char in {char, char.upper()} if char in BITCOIN] for char in lowered]
    spellings = 1
    for choice in choices:
        spellings *= max(1, len(choice))
    if not all(choices) or spellings > MOST_SPELLINGS:
        return None
    found = [text for parts in product(*choices) if valid(text := "".join(parts), versions, size=size)]
    return found[0] if len(found) == 1 else None
