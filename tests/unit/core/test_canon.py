"""Canonical JSON and its digests."""

import hashlib

import pytest
import rfc8785

from whereas.core.canon import canonical, digest, digest_texts


def test_keys_are_sorted_and_blanks_left_out() -> None:
    assert canonical({"b": [1, 2.0], "a": "é"}) == '{"a":"é","b":[1,2]}'.encode()


def test_digest_is_sha256_of_the_canonical_form() -> None:
    assert digest({"b": 1, "a": 2}) == hashlib.sha256(b'{"a":2,"b":1}').hexdigest()


def test_what_json_cannot_hold_is_refused() -> None:
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical(float("nan"))
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical(2**53 + 1)


def test_texts_are_parted_and_not_run_together() -> None:
    assert digest_texts(("ab", "c")) != digest_texts(("a", "bc"))
    assert digest_texts(("a",)) == hashlib.sha256(b'["a"]').digest()
