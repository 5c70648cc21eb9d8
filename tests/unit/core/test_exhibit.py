"""Captured bytes and their two digests."""

import dataclasses
import subprocess

import pytest

from whereas.core.exhibit import Exhibit, digests

EXHIBIT = Exhibit(
    sha256="0" * 64, sha3_512="0" * 128, size=3, source="un", feed="xml", name="un.xml", origin="mirror",
    captured_at="2026-02-28T23:59:00Z",
)  # fmt: skip


def test_digests_are_the_published_ones_of_two_families() -> None:
    assert digests(b"abc") == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        (
            "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e"
            "10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0"
        ),
    )


def test_digests_are_what_openssl_says() -> None:
    data = bytes(range(256)) * 40
    for algorithm, digest in zip(("-sha256", "-sha3-512"), digests(data), strict=True):
        try:
            said = subprocess.run(["openssl", "dgst", algorithm], input=data, capture_output=True, check=True)
        except FileNotFoundError:
            pytest.skip("openssl is not here")
        assert said.stdout.decode().split()[-1] == digest


def test_an_edition_is_the_publishers_date_before_the_day_of_capture() -> None:
    assert EXHIBIT.edition == "2026-02-28"
    assert dataclasses.replace(EXHIBIT, published="2026-02-27").edition == "2026-02-27"


def test_an_exhibit_is_never_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        EXHIBIT.sha256 = "1" * 64  # type: ignore[misc]  # the assignment is what is tried
