"""Passwords: long enough and not among the worst; kept as argon2id; looked at in the same way for any name."""

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from whereas.core.errors import WhereasError

LEAST, MOST = 12, 256
# No rules of composition: they make passwords worse (NIST SP 800-63B, 5.1.1.2). These stand in every list of guesses.
_WORST = frozenset(
    """
    123456789012 1234567890123 12345678910 123123123123 111111111111 000000000000 abcdefghijkl abcdefghijklm
    qwertyuiop12 qwertyuiop123 qwertyuiopas qwertyuiop[] 1q2w3e4r5t6y 1qaz2wsx3edc 1qaz2wsx3edc4rfv qazwsxedcrfv
    zaq12wsxcde3 password1234 password12345 password123456 passwordpassword passw0rd1234 password2024 password2025
    password2026 letmeinletmein iloveyou1234 iloveyouiloveyou administrator administrator1 admin1234567 adminadminadmin
    welcome12345 welcome123456 changeme1234 changemenow1 whereaswhereas whereas12345 correcthorsebatterystaple
    trustno1trustno1 football1234 baseball1234 dragondragon sunshine1234 princess1234 monkeymonkey superman1234
    asdfghjkl123 asdfghjklasdf zxcvbnm12345 secretsecret secret123456 testtesttest test12345678 default12345
    """.split()
)
_HASHER = PasswordHasher()  # argon2id; the library's parameters follow RFC 9106, second choice, or are stronger
# Each look takes 64 MiB: many at once would take the machine's memory.
_AT_ONCE = threading.BoundedSemaphore(2)


def checked(password: str, *, name: str = "") -> str:
    """A password somebody may have. Raises `WhereasError` for one that is too short, too long, or easily guessed."""
    if not LEAST <= len(password) <= MOST:
        raise WhereasError(
            f"a password has {LEAST} to {MOST} characters", todo="take a sentence of your own, or several words"
        )
    plain = password.casefold()
    if plain in _WORST or len(set(plain)) < 5 or (name and plain.replace(name.casefold(), "") in ("", "123", "1234")):
        raise WhereasError("this password is among the first that are guessed", todo="take words of your own")
    return password


def chosen(password: str, again: str, *, name: str) -> str:
    """The hash of a password that somebody chose and wrote twice. Raises `WhereasError` where it will not do."""
    if password != again:
        raise WhereasError("the two passwords differ", todo="write the same one twice")
    return hashed(checked(password, name=name))


def hashed(password: str) -> str:
    """What is kept of a password."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def verify(kept: str, password: str) -> bool:
    """Whether this is the password. With nothing `kept` the same work is done, so that the time tells no name."""
    with _AT_ONCE:
        try:
            _HASHER.verify(kept or _nobody(), password[: MOST + 1])
        except (VerificationError, InvalidHashError):
            return False
    return bool(kept)


def is_old(kept: str) -> bool:
    """Whether a hash was made with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


@cache
def _nobody() -> str:
    return _HASHER.hash("a password that opens nothing")
