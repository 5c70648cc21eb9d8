"""Time stamps (RFC 3161): the request to send, and the token that came back, checked by two programs that must agree.

A good stamp shows that these bytes existed before its time, by a clock the authority answers for. It says nothing of
who made them, where they come from, or whether they are true.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from cryptography import x509
from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

Verdict = Literal["good", "bad", "unable"]
State = Literal["stamped", "disputed", "unchecked", "broken"]

# A token with a long chain has some ten thousand bytes.
LARGEST_TOKEN = 1_000_000
_SECONDS = 20
_SHA256 = "2.16.840.1.101.3.4.2.1"
_SIGNED_DATA = "1.2.840.113549.1.7.2"
_TIME_STAMP_INFO = "1.2.840.113549.1.9.16.1.4"
_GRANTED = (0, 1)  # granted, and granted with modifications, which are in the token to be seen
_TIME = re.compile(rb"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,6})\d*)?Z")
_INTEGER, _OCTETS, _OBJECT, _GENERALIZED_TIME, _SEQUENCE, _CONTEXT_0 = 0x02, 0x04, 0x06, 0x18, 0x30, 0xA0
_MISMATCH = {
    "imprint": "it stamps other bytes than these",
    "nonce": "it answers another request: its nonce is not the one that was sent",
    "policy": "it was issued under another policy",
}


class StampError(ValueError):
    """What was asked cannot be checked as asked: a digest that is none, or a root that is no certificate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StampCheck:
    """What a token says, what two programs say of it, and what follows.

    `time` is an ISO 8601 instant in UTC, `serial` hexadecimal, `policy` an object identifier; each is what the token
    claims, and empty where it cannot be read. `state` is `stamped` (both find it good, or openssl does and the
    library cannot read it), `disputed` (they differ), `unchecked` (no roots are pinned, or openssl is not there) or
    `broken`. `words` say it in one sentence.
    """

    time: str
    serial: str
    policy: str
    by_library: Verdict
    library_words: str
    by_openssl: Verdict
    openssl_words: str
    state: State
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Info:
    """What a token's signed part says (TSTInfo), and the token in a granted response, as both programs take it."""

    policy: str
    algorithm: str
    imprint: bytes
    serial: int
    time: datetime
    nonce: int | None
    response: bytes


def request(digest_sha256: bytes, nonce: int) -> bytes:
    """The DER bytes of a request to stamp a SHA-256 digest; the answer is to carry the nonce and the certificates.

    The nonce is a fresh random number of the caller's, kept to check the answer by. Raises `StampError`.
    """
    return _request(_digest_of(digest_sha256), _nonce_of(nonce), "")


def read_time(token: bytes) -> str:
    """The time that a token claims, unchecked, as an ISO 8601 instant in UTC; empty if it cannot be read."""
    try:
        return _instant(_read(token).time)
    except _UnreadableError:
        return ""


def check(
    token: bytes, digest: bytes, *, roots: Sequence[bytes], nonce: int | None = None, policy: str = ""
) -> StampCheck:
    """Whether a token, or the response it came in, stamps a SHA-256 digest under one of these roots.

    `roots` are PEM certificates, and nothing but them is trusted. Certificates count as they stood at the token's
    time. `nonce` and `policy`, where given, must be the token's. Raises `StampError` if the digest, the nonce, the
    policy or a root is not what it is said to be; whatever is wrong with the token is the answer, not an error.
    """
    query = _request(_digest_of(digest), None if nonce is None else _nonce_of(nonce), policy)
    pinned = _certificates(roots)
    try:
        info = _read(token)
    except _UnreadableError as error:
        words = f"the token cannot be read: {error}"
        return StampCheck(
            time="", serial="", policy="", by_library="unable", library_words=words, by_openssl="unable",
            openssl_words=words, state="broken", words=words,
        )  # fmt: skip
    mismatch = _mismatch(info, digest, nonce, policy)
    by_library, library_words = _by_library(info, digest, pinned, nonce=nonce, policy=policy, mismatch=mismatch)
    by_openssl, openssl_words = _by_openssl(info, query, pinned, mismatch)
    state, words = _conclusion(by_library, library_words, by_openssl, openssl_words, pinned=bool(pinned))
    return StampCheck(
        time=_instant(info.time),
        serial=f"0x{info.serial:X}",
        policy=info.policy,
        by_library=by_library,
        library_words=library_words,
        by_openssl=by_openssl,
        openssl_words=openssl_words,
        state=state,
        words=words,
    )


def _conclusion(
    by_library: Verdict, library_words: str, by_openssl: Verdict, openssl_words: str, *, pinned: bool
) -> tuple[State, str]:
    """What two verdicts come to: one alone counts only where openssl gives it and the library cannot read the token."""
    both = (by_library, by_openssl)
    if both == ("good", "good"):
        return "stamped", "stamped: two programs find the stamp good; it shows that the bytes existed before its time"
    if both == ("unable", "good"):
        return "stamped", f"stamped: only openssl could check it, and finds it good; the library: {library_words}"
    if set(both) == {"good", "bad"}:
        return "disputed", f"disputed: the library: {library_words}; openssl: {openssl_words}"
    if "bad" in both:
        said = dict.fromkeys(words for verdict, words in zip(both, (library_words, openssl_words), strict=True)
                             if verdict == "bad")  # fmt: skip
        return "broken", "broken: " + "; ".join(said)
    if not pinned:
        return "unchecked", "unchecked: no root certificate is pinned for its authority; pin one, and check again"
    return "unchecked", f"unchecked: the library: {library_words}; openssl: {openssl_words}"


def _mismatch(info: _Info, digest: bytes, nonce: int | None, policy: str) -> str:
    """What in the token is not what was asked, whoever signed it; empty if nothing."""
    if info.algorithm != _SHA256 or info.imprint != digest:
        return _MISMATCH["imprint"]
    if nonce is not None and info.nonce != nonce:
        return _MISMATCH["nonce"]
    return _MISMATCH["policy"] if policy and info.policy != policy else ""


def _by_library(
    info: _Info, digest: bytes, pinned: Sequence[x509.Certificate], *, nonce: int | None, policy: str, mismatch: str
) -> tuple[Verdict, str]:
    """What rfc3161-client says of a token that says what it should.

    It compares digests without their algorithm, so that a mismatch is found before it is asked.
    """
    if mismatch:
        return "bad", mismatch
    if not pinned:
        return "unable", "no root is pinned"
    try:
        response = decode_timestamp_response(info.response)
        if response.tst_info.gen_time.replace(microsecond=0) != info.time.replace(microsecond=0):
            return "bad", "it reads another time in the token"
        verifier = VerifierBuilder(
            roots=list(pinned), nonce=nonce, policy_id=x509.ObjectIdentifier(policy) if policy else None
        ).build()
        verifier.verify(response, digest)
    except VerificationError as error:
        return "bad", f"it finds the token bad: {_first_line(str(error))}"
    except Exception as error:  # its parser is strict, and its errors are of many types
        return "unable", f"it cannot read the token: {_first_line(str(error)) or type(error).__name__}"
    return "good", "it finds the token good"


def _by_openssl(info: _Info, query: bytes, pinned: Sequence[x509.Certificate], mismatch: str) -> tuple[Verdict, str]:
    """What `openssl ts -verify` says, as of the token's time and with the pinned roots only."""
    if not pinned:
        return ("bad", mismatch) if mismatch else ("unable", "no root is pinned")
    program = shutil.which("openssl")
    if program is None:
        return "unable", "openssl is not installed"
    try:
        status, said = _run(program, info, query, b"".join(_pem(one) for one in pinned))
    except (subprocess.TimeoutExpired, OSError) as error:
        late = isinstance(error, subprocess.TimeoutExpired)
        return "unable", f"no answer within {_SECONDS} seconds" if late else f"it cannot be run: {error}"
    if status == 0 and "Verification: OK" in said:
        return "good", "it finds the token good"
    if "Verification: FAILED" in said:
        return "bad", mismatch or f"it finds the token bad: {_reason(said)}"
    return "unable", f"it could not check the token: {_first_line(said) or f'exit status {status}'}"


def _run(program: str, info: _Info, query: bytes, roots: bytes) -> tuple[int, str]:
    """The exit status of `openssl ts -verify` and all it said; every argument is made here, and no shell reads it."""
    with tempfile.TemporaryDirectory(prefix="stamp-") as folder:
        place = Path(folder)
        (place / "token.tsr").write_bytes(info.response)
        (place / "query.tsq").write_bytes(query)
        (place / "roots.pem").write_bytes(roots)
        (place / "openssl.cnf").write_bytes(b"")  # the machine's own settings have no say
        command = [
            program, "ts", "-verify", "-in", "token.tsr", "-queryfile", "query.tsq", "-CAfile", "roots.pem",
            "-attime", str(int(info.time.timestamp())),
        ]  # fmt: skip
        environment = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        environment |= {"LC_ALL": "C", "OPENSSL_CONF": str(place / "openssl.cnf")}
        done = subprocess.run(  # noqa: S603
            command, env=environment, cwd=place, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS,
            check=False,
        )  # fmt: skip
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


def _reason(said: str) -> str:
    """The last error openssl gives, without its numbers: `…:ts_check_imprints:message imprint mismatch:…`."""
    errors = [line.split(":") for line in said.splitlines() if line.count(":") >= 6 and "error:" in line]
    if not errors:
        return "it gives no reason"
    reason, detail = errors[0][5], ":".join(errors[0][8:])
    return _first_line(f"{reason}: {detail}" if detail else reason)


def _first_line(text: str) -> str:
    line = next(iter(text.strip().splitlines()), "")
    return "".join(char for char in line if char.isprintable())[:300]


def _certificates(roots: Sequence[bytes]) -> tuple[x509.Certificate, ...]:
    found: list[x509.Certificate] = []
    for number, root in enumerate(roots, start=1):
        try:
            found += x509.load_pem_x509_certificates(root)
        except ValueError as error:
            raise StampError(f"root {number} of {len(roots)} is no certificate in PEM form: {error}") from error
    return tuple(dict.fromkeys(found))


def _pem(certificate: x509.Certificate) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.PEM)


def _digest_of(digest: bytes) -> bytes:
    if len(digest) != 32:
        raise StampError(f"a SHA-256 digest has 32 bytes, and this has {len(digest)}")
    return digest


def _nonce_of(nonce: int) -> int:
    if not 0 < nonce < 1 << 160:
        raise StampError("a nonce is a positive number of at most 160 bits")
    return nonce


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="microseconds" if at.microsecond else "seconds").replace("+00:00", "Z")


# DER (X.690), as much of it as a request and the outer parts of a token take.


def _request(digest: bytes, nonce: int | None, policy: str) -> bytes:
    imprint = _der(_SEQUENCE, _der(_SEQUENCE, _der_object(_SHA256) + b"\x05\x00") + _der(_OCTETS, digest))
    asked = _der_object(policy) if policy else b""
    number = b"" if nonce is None else _der_integer(nonce)
    return _der(_SEQUENCE, _der_integer(1) + imprint + asked + number + b"\x01\x01\xff")


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def _der_integer(number: int) -> bytes:
    return _der(_INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _der_object(dotted: str) -> bytes:
    if not re.fullmatch(r"[0-2](?:\.(?:0|[1-9]\d{0,20})){1,40}", dotted):
        raise StampError("a policy is an object identifier, numbers joined by dots")
    first, second, *rest = (int(one) for one in dotted.split("."))
    if first < 2 and second > 39:
        raise StampError("a policy is an object identifier: its second number is below 40")
    out = b""
    for arc in (40 * first + second, *rest):
        groups = [arc & 0x7F]
        while arc := arc >> 7:
            groups.append(0x80 | arc & 0x7F)
        out += bytes(reversed(groups))
    return _der(_OBJECT, out)


class _UnreadableError(Exception):
    """The bytes are no token."""


def _read(token: bytes) -> _Info:
    """What a token says, from its own bytes: strictly, so that both programs read the same in it."""
    if len(token) > LARGEST_TOKEN:
        raise _UnreadableError(f"{len(token):,} bytes are more than the {LARGEST_TOKEN:,} a token may have")
    parts = _parts(_only(token, _SEQUENCE, "a token or a response"))
    if parts and parts[0][0] == _SEQUENCE:
        token = _granted(parts)
        parts = _parts(_only(token, _SEQUENCE, "a token"))
    if [tag for tag, _, _ in parts] != [_OBJECT, _CONTEXT_0] or _object(parts[0][1]) != _SIGNED_DATA:
        raise _UnreadableError("it is not signed data (RFC 5652)")
    signed = _parts(_only(parts[1][1], _SEQUENCE, "signed data"))
    if len(signed) < 4 or signed[2][0] != _SEQUENCE:
        raise _UnreadableError("its signed data are incomplete")
    content = _parts(signed[2][1])
    if [tag for tag, _, _ in content] != [_OBJECT, _CONTEXT_0] or _object(content[0][1]) != _TIME_STAMP_INFO:
        raise _UnreadableError("what it signs is no time stamp")
    info = _parts(_only(_only(content[1][1], _OCTETS, "a time stamp"), _SEQUENCE, "a time stamp"))
    return _info(info, _der(_SEQUENCE, _der(_SEQUENCE, _der_integer(0)) + token))


def _granted(parts: list[tuple[int, bytes, bytes]]) -> bytes:
    """The token in a response, if one was granted."""
    status = _parts(parts[0][1])
    if not status or status[0][0] != _INTEGER:
        raise _UnreadableError("the response has no status")
    if _integer(status[0][1]) not in _GRANTED:
        raise _UnreadableError(f"the authority granted no stamp (status {_integer(status[0][1])})")
    if len(parts) != 2:
        raise _UnreadableError("the response holds no token")
    return parts[1][2]


def _info(parts: list[tuple[int, bytes, bytes]], response: bytes) -> _Info:
    if [tag for tag, _, _ in parts[:5]] != [_INTEGER, _OBJECT, _SEQUENCE, _INTEGER, _GENERALIZED_TIME]:
        raise _UnreadableError("its time stamp is incomplete")
    imprint = _parts(parts[2][1])
    algorithm = _parts(imprint[0][1]) if [tag for tag, _, _ in imprint] == [_SEQUENCE, _OCTETS] else []
    if not algorithm or algorithm[0][0] != _OBJECT:
        raise _UnreadableError("it does not say what it stamps")
    nonces = [content for tag, content, _ in parts[5:] if tag == _INTEGER]
    return _Info(
        policy=_object(parts[1][1]),
        algorithm=_object(algorithm[0][1]),
        imprint=imprint[1][1],
        serial=_integer(parts[3][1]),
        time=_time(parts[4][1]),
        nonce=_integer(nonces[0]) if nonces else None,
        response=response,
    )


def _time(written: bytes) -> datetime:
    found = _TIME.fullmatch(written)
    try:
        if found:
            at = datetime(*(int(one) for one in found.groups()[:6]), tzinfo=UTC)  # type: ignore[arg-type,misc]
            return at + timedelta(microseconds=int((found[7] or b"0").ljust(6, b"0")))
    except (ValueError, OverflowError):
        pass
    raise _UnreadableError("its time cannot be read")


def _parts(data: bytes) -> list[tuple[int, bytes, bytes]]:
    """The elements that stand one behind the other: each one's tag, content, and itself whole."""
    found = []
    at = 0
    while at < len(data):
        tag, start, end = _element(data, at)
        found.append((tag, data[start:end], data[at:end]))
        at = end
    return found


def _only(data: bytes, tag: int, what: str) -> bytes:
    """The content of the one element that the bytes are."""
    found, start, end = _element(data, 0)
    if found != tag or end != len(data):
        raise _UnreadableError(f"it is not {what} in DER form, and nothing else")
    return data[start:end]


def _element(data: bytes, at: int) -> tuple[int, int, int]:
    """The tag of the element at a place, and where its content begins and ends."""
    if len(data) - at < 2:
        raise _UnreadableError("it is cut off")
    tag, size, start = data[at], data[at + 1], at + 2
    if size & 0x80:
        many = size & 0x7F
        if not 1 <= many <= 4 or tag & 0x1F == 0x1F:
            raise _UnreadableError("it is not in DER form")
        size, start = int.from_bytes(data[start : start + many], "big"), start + many
    if start + size > len(data):
        raise _UnreadableError("it is cut off")
    return tag, start, start + size


def _integer(content: bytes) -> int:
    if not 1 <= len(content) <= 64:
        raise _UnreadableError("a number in it is too long")
    return int.from_bytes(content, "big", signed=True)


def _object(content: bytes) -> str:
    """An object identifier's content as numbers joined by dots."""
    if not content or content[-1] & 0x80 or len(content) > 64:
        raise _UnreadableError("an object identifier in it is damaged")
    arcs, arc = [], 0
    for byte in content:
        arc = arc << 7 | byte & 0x7F
        if not byte & 0x80:
            arcs.append(arc)
            arc = 0
    first = min(arcs[0] // 40, 2)
    return ".".join(str(one) for one in (first, arcs[0] - 40 * first, *arcs[1:]))
