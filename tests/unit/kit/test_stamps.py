"""Time stamps by an authority made for the test, and everything that can be wrong with one."""

import hashlib
import random
import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from tests.stamp_authority import POLICY, Authority, authority, needs_openssl

from whereas.kit import stamps
from whereas.kit.stamps import StampError, check, read_time, request

DIGEST = hashlib.sha256(b"a page as it was captured").digest()
OTHER = hashlib.sha256(b"another page").digest()
NONCE = 0x8F00_1234_5678_9ABC


@pytest.fixture(scope="module")
def tsa(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("tsa") / "a")


@pytest.fixture(scope="module")
def token(tsa: Authority) -> bytes:
    return tsa.answer(request(DIGEST, NONCE))


def test_a_request_is_the_der_of_rfc_3161() -> None:
    head, algorithm, rest = "303d020101", "3031300d060960864801650304020105000420", "020200ff0101ff"
    assert request(DIGEST, 255).hex() == head + algorithm + DIGEST.hex() + rest


@needs_openssl
def test_openssl_reads_a_request(tmp_path: Path) -> None:
    place = tmp_path / "query.tsq"
    place.write_bytes(request(DIGEST, NONCE))
    said = subprocess.run(["openssl", "ts", "-query", "-in", place, "-text"], capture_output=True, check=True).stdout
    assert b"Nonce: 0x8F00123456789ABC" in said
    assert b"Certificate required: yes" in said
    assert b"Hash Algorithm: sha256" in said


@pytest.mark.parametrize(("digest", "nonce"), [(b"short", 1), (DIGEST, 0), (DIGEST, -5), (DIGEST, 1 << 160)])
def test_a_request_for_no_digest_or_with_no_nonce_is_refused(digest: bytes, nonce: int) -> None:
    with pytest.raises(StampError):
        request(digest, nonce)


@needs_openssl
def test_a_good_token_is_stamped_by_both(tsa: Authority, token: bytes) -> None:
    before = datetime.now(UTC) - timedelta(minutes=5)
    found = check(token, DIGEST, roots=[tsa.root], nonce=NONCE, policy=POLICY)
    assert (found.state, found.by_library, found.by_openssl) == ("stamped", "good", "good")
    assert found.policy == POLICY
    assert re.fullmatch(r"0x[0-9A-F]+", found.serial)
    assert found.time == read_time(token)
    assert before < datetime.fromisoformat(found.time) < datetime.now(UTC) + timedelta(minutes=5)


@needs_openssl
def test_a_bare_token_is_read_like_its_response(tsa: Authority) -> None:
    bare = tsa.answer(request(DIGEST, NONCE), bare=True)
    assert check(bare, DIGEST, roots=[tsa.root], nonce=NONCE).state == "stamped"


@needs_openssl
def test_fractions_of_a_second_are_kept(tmp_path: Path) -> None:
    precise = authority(tmp_path / "precise", digits=3)
    found = check(precise.answer(request(DIGEST, NONCE)), DIGEST, roots=[precise.root])
    assert found.state == "stamped"
    assert datetime.fromisoformat(found.time).tzinfo is UTC


@needs_openssl
@pytest.mark.parametrize(
    ("digest", "nonce", "policy", "words"),
    [(DIGEST, NONCE + 1, "", "nonce"), (OTHER, NONCE, "", "other bytes"), (DIGEST, NONCE, "1.2.3.4", "policy")],
)
def test_a_token_that_answers_something_else_is_broken(
    tsa: Authority, token: bytes, digest: bytes, nonce: int, policy: str, words: str
) -> None:
    found = check(token, digest, roots=[tsa.root], nonce=nonce, policy=policy)
    assert (found.state, found.by_library, found.by_openssl) == ("broken", "bad", "bad")
    assert words in found.words


@needs_openssl
@pytest.mark.parametrize("name", ["Invented", "Another"])
def test_the_token_of_one_authority_is_not_anothers_even_of_the_same_name(
    tmp_path: Path, token: bytes, name: str
) -> None:
    other = authority(tmp_path / "b", name=name)
    found = check(token, DIGEST, roots=[other.root], nonce=NONCE)
    assert (found.state, found.by_library, found.by_openssl) == ("broken", "bad", "bad")


@needs_openssl
def test_one_right_root_among_others_is_enough(tmp_path: Path, tsa: Authority, token: bytes) -> None:
    other = authority(tmp_path / "b", name="Another")
    assert check(token, DIGEST, roots=[other.root, tsa.root]).state == "stamped"
    assert check(token, DIGEST, roots=[other.root + tsa.root, tsa.root]).state == "stamped"


@needs_openssl
def test_a_token_without_pinned_roots_is_unchecked_and_of_other_bytes_broken(token: bytes) -> None:
    found = check(token, DIGEST, roots=[])
    assert (found.state, found.by_library, found.by_openssl) == ("unchecked", "unable", "unable")
    assert "pin" in found.words
    assert found.time
    assert check(token, OTHER, roots=[]).state == "broken"


@needs_openssl
@pytest.mark.parametrize("spoilt", ["another use", "one use more", "not critical"])
def test_a_signer_that_is_not_for_time_stamps_alone_is_refused(
    tmp_path: Path, tsa: Authority, token: bytes, spoilt: str
) -> None:
    statement = tsa.statement(request(DIGEST, NONCE))
    assert check(tsa.sign(statement), DIGEST, roots=[tsa.root], nonce=NONCE).state == "stamped"
    signing = ExtendedKeyUsageOID.CODE_SIGNING
    wrong = {
        "another use": lambda: authority(tmp_path / "w", usage=signing),
        "one use more": lambda: authority(tmp_path / "w", more_usage=(signing,)),
        "not critical": lambda: authority(tmp_path / "w", critical=False),
    }[spoilt]()
    found = check(wrong.sign(statement), DIGEST, roots=[wrong.root], nonce=NONCE)
    assert (found.state, found.by_library, found.by_openssl) == ("broken", "bad", "bad")


@needs_openssl
def test_a_certificate_counts_as_it_stood_at_the_time_of_the_stamp(tmp_path: Path, tsa: Authority) -> None:
    now = datetime.now(UTC)
    old = authority(tmp_path / "old", since=now - timedelta(days=800), until=now - timedelta(days=300))
    statement = tsa.statement(request(DIGEST, NONCE))
    then = re.sub(rb"\d{14}Z", f"{now - timedelta(days=500):%Y%m%d%H%M%S}Z".encode(), statement, count=1)
    found = check(old.sign(then), DIGEST, roots=[old.root], nonce=NONCE)
    assert found.state == "stamped"
    assert found.time == f"{now - timedelta(days=500):%Y-%m-%dT%H:%M:%SZ}"
    assert check(old.sign(statement), DIGEST, roots=[old.root], nonce=NONCE).state == "broken"


@needs_openssl
def test_a_stamp_of_a_digest_of_another_kind_is_not_of_these_bytes(tsa: Authority) -> None:
    statement = tsa.statement(request(DIGEST, NONCE))
    sha256, sha3_256 = bytes.fromhex("0609608648016503040201"), bytes.fromhex("0609608648016503040208")
    assert statement.count(sha256) == 1
    found = check(tsa.sign(statement.replace(sha256, sha3_256)), DIGEST, roots=[tsa.root], nonce=NONCE)
    assert (found.state, found.by_library) == ("broken", "bad")


@needs_openssl
def test_unordered_certificates_leave_the_check_to_openssl_alone(tsa: Authority) -> None:
    chained = tsa.answer(request(DIGEST, NONCE), chain=True)
    found = check(chained, DIGEST, roots=[tsa.root], nonce=NONCE)
    assert (found.state, found.by_library, found.by_openssl) == ("stamped", "unable", "good")
    assert "InvalidSetOrdering" in found.library_words
    assert "only openssl" in found.words
    wrong = check(chained, OTHER, roots=[tsa.root], nonce=NONCE)
    assert wrong.state == "broken"


@needs_openssl
def test_without_openssl_nothing_is_stamped(tsa: Authority, token: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    found = check(token, DIGEST, roots=[tsa.root], nonce=NONCE)
    assert (found.state, found.by_library, found.by_openssl) == ("unchecked", "good", "unable")
    assert "not installed" in found.words


@needs_openssl
def test_two_programs_that_differ_leave_a_dispute(
    tsa: Authority, token: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contrary = tmp_path / "openssl"
    contrary.write_text("#!/bin/sh\necho 'Verification: FAILED'\nexit 1\n")
    contrary.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda _: str(contrary))
    found = check(token, DIGEST, roots=[tsa.root], nonce=NONCE)
    assert (found.state, found.by_library, found.by_openssl) == ("disputed", "good", "bad")


@needs_openssl
@pytest.mark.parametrize(
    ("script", "words"), [("exit 3", "exit status 3"), ("exec sleep 30", "no answer"), ("echo nonsense", "nonsense")]
)
def test_an_openssl_that_does_not_answer_is_unable(
    tsa: Authority, token: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, words: str
) -> None:
    odd = tmp_path / "openssl"
    odd.write_text(f"#!/bin/sh\n{script}\n")
    odd.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda _: str(odd))
    monkeypatch.setattr(stamps, "_SECONDS", 1)
    found = check(token, DIGEST, roots=[tsa.root], nonce=NONCE)
    assert (found.state, found.by_openssl) == ("unchecked", "unable")
    assert words in found.openssl_words


@needs_openssl
def test_a_token_cut_anywhere_is_broken(tsa: Authority, token: bytes) -> None:
    for end in range(len(token)):
        assert read_time(token[:end]) == ""
    found = check(token[:-1], DIGEST, roots=[tsa.root])
    assert (found.state, found.time) == ("broken", "")
    assert check(token + b"\0", DIGEST, roots=[tsa.root]).state == "broken"


@needs_openssl
def test_no_flipped_bit_makes_another_stamp(tsa: Authority, token: bytes) -> None:
    whole = check(token, DIGEST, roots=[tsa.root], nonce=NONCE)
    chosen = random.Random(3161)
    signed = token.index(bytes.fromhex("060b2a864886f70d0109100104"))
    places = [*range(signed, signed + 140), *chosen.sample(range(len(token)), 60)]
    states = set()
    for place in places:
        spoilt = bytearray(token)
        spoilt[place] ^= 1 << chosen.randrange(8)
        found = check(bytes(spoilt), DIGEST, roots=[tsa.root], nonce=NONCE)
        states.add(found.state)
        if found.state == "stamped":  # what is not signed may change: the status, the order, spare certificates
            assert (found.time, found.serial, found.policy) == (whole.time, whole.serial, whole.policy)
    assert "broken" in states


@pytest.mark.parametrize("data", [b"", b"\x30", b"\x30\x80\0\0", b"<html>", b"\x30\x03\x02\x01\x02", b"\x30\x00"])
def test_bytes_that_are_no_token_are_broken(data: bytes) -> None:
    found = check(data, DIGEST, roots=[])
    assert (found.state, found.time, found.serial) == ("broken", "", "")
    assert "cannot be read" in found.words


def test_a_refusal_by_the_authority_is_said() -> None:
    assert "status 2" in check(bytes.fromhex("30053003020102"), DIGEST, roots=[]).words


def test_a_huge_token_is_not_read() -> None:
    assert "more than" in check(b"\x30" * 1_000_001, DIGEST, roots=[]).words


@pytest.mark.parametrize("policy", ["3.1", "1", "1.2.x", "1.50.1", "1.2;rm", "1.02"])
def test_a_policy_that_is_no_object_identifier_is_refused(policy: str) -> None:
    with pytest.raises(StampError, match="object identifier"):
        check(b"", DIGEST, roots=[], policy=policy)


def test_a_root_that_is_no_certificate_is_refused() -> None:
    with pytest.raises(StampError, match="root 1 of 1"):
        check(b"", DIGEST, roots=[b"no certificate"])
