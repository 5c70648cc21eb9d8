"""The starter casebook: what its files become, and how a mistake in one of them is reported."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from whereas.core.claim import Claim, Quantity
from whereas.core.errors import StructureError, UnsafeFileError
from whereas.core.exhibit import Exhibit, digests
from whereas.core.issue import Issue
from whereas.core.locator import Locator
from whereas.core.statement import Statement
from whereas.sources.casebook import KEY, SAMPLES, STAND_INS, files
from whereas.sources.contract import Found
from whereas.sources.formats import casebook_records as records
from whereas.sources.formats.yaml_records import read_yaml
from whereas.sources.lists import casebook

STARTER = files()
ONE_SUBJECT = """
edition: 2020-01-02
lists:
  XX:
    title: The list of Exland
    publisher: Ministry of Exland
    edition: 2020-01-01
    act: Act of Exland, Annex {annex}
    program: NORTHLAND
    prefix: XX
    measures: [asset freeze]
    person_measures: [asset freeze, travel ban]
    verified: true
    checked_against: the list itself
designations:
  - subject: Han Jae-mok
    kind: Person
    shows: an invented man
    absent: [XX]
    acts:
      - authority: XX
        reference: IV.B-7
        name: HAN Jae-mok
        written: HAN Jae-mok (한재목)
        aliases: [한재목]
        born: [circa 1961]
        passports: [08210124]
        un_date: 2019-05-01
"""


def read(feed: str, text: str | bytes) -> list[Found]:
    data = text.encode() if isinstance(text, str) else text
    sha256, sha3 = digests(data)
    exhibit = Exhibit(
        sha256=sha256,
        sha3_512=sha3,
        size=len(data),
        source="casebook",
        feed=feed,
        name=f"{feed}.yaml",
        origin=f"starter:{feed}.yaml",
        captured_at="2026-11-23T00:00:00Z",
    )
    return list(casebook.parse(exhibit, data))


def starter(feed: str) -> list[Found]:
    return read(feed, STARTER[f"{feed}.yaml"])


def said(found: list[Found], entity: str) -> Iterator[tuple[str, str]]:
    return ((one.prop, one.value) for one in found if isinstance(one, Statement) and one.entity == entity)


def test_every_file_has_one_feed_and_every_feed_one_file() -> None:
    taken = [feed.key for name in STARTER for feed in casebook.FEEDS if feed.takes(name)]
    assert sorted(taken) == sorted(feed.key for feed in casebook.FEEDS)


@pytest.mark.parametrize("feed", casebook.FEEDS, ids=lambda feed: feed.key)
def test_a_starter_file_leaves_no_issue_and_points_into_itself(feed: object) -> None:
    key = feed.key  # type: ignore[attr-defined]  # parametrize gives objects
    found = starter(key)
    assert found
    assert [one for one in found if isinstance(one, Issue)] == []
    for one in found:
        assert Locator(one.locator).parts()["pointer"].startswith("/")
    edition = next(one for one in casebook.FEEDS if one.key == key).published(f"{key}.yaml", STARTER[f"{key}.yaml"])
    assert len(edition) == 10


def test_the_stand_ins_for_lists_are_feeds() -> None:
    assert {feed.key for feed in casebook.FEEDS} > STAND_INS
    assert casebook.SOURCE.key == KEY


def test_the_samples_are_those_the_file_calls_so() -> None:
    book = read_yaml(STARTER["designations.yaml"], records.Designations)
    assert set(SAMPLES) == {authority for authority, note in book.lists.items() if note.sample}


def test_the_starter_has_enough_of_every_kind() -> None:
    kinds = Counter(
        schema
        for schema, _ in {
            (one.schema, one.entity)
            for feed in casebook.FEEDS
            for one in starter(feed.key)
            if isinstance(one, Statement)
        }
    )
    assert kinds["Event"] >= 40
    assert kinds["Document"] >= 10
    assert 8 <= kinds["CryptoWallet"] <= 10
    assert kinds["Person"] > 100
    assert kinds["Vessel"] > 15


def test_each_list_has_its_own_view_of_a_subject() -> None:
    found = read("designations", ONE_SUBJECT)
    assert dict(said(found, "cb.xx-IV.B-7")) == {
        "name": "HAN Jae-mok",
        "alias": "한재목",
        "birthDate": "1961",
        "passportNumber": "08210124",
    }
    by_prop = {(one.schema, one.prop): one for one in found if isinstance(one, Statement)}
    assert by_prop["Person", "name"].original == "HAN Jae-mok (한재목)"
    assert by_prop["Person", "alias"].lang == "kor"
    assert by_prop["Person", "birthDate"].original == "circa 1961"
    assert by_prop["Person", "birthDate"].locator == "json:/designations/0/acts/0/born/0"
    assert by_prop["Passport", "number"].value == "08210124"


def test_a_sanction_says_who_under_which_act_and_since_when() -> None:
    found = read("designations", ONE_SUBJECT)
    sanction = [(one.prop, one.value) for one in found if isinstance(one, Statement) and one.schema == "Sanction"]
    assert ("entity", "cb.xx-IV.B-7") in sanction
    assert ("authority", "XX") in sanction
    assert ("recordId", "IV.B-7") in sanction
    assert ("authorityId", "XX-IV.B-7") in sanction
    assert ("program", "NORTHLAND") in sanction
    assert [value for prop, value in sanction if prop == "provisions"] == ["asset freeze", "travel ban"]
    assert ("description", "Act of Exland, Annex IV, part B") in sanction
    assert ("listingDate", "2019-05-01") in sanction
    assert [value for prop, value in sanction if prop == "summary"] == [
        "Checked against: the list itself.",
        "The date printed is that of the designation by the UN.",
    ]


def test_what_was_looked_for_in_vain_is_a_claim() -> None:
    claims = [one for one in read("designations", ONE_SUBJECT) if isinstance(one, Claim)]
    assert [(claim.kind, claim.subject, claim.object) for claim in claims] == [
        ("casebook-note", "cb.xx-IV.B-7", ""),
        ("not-on-list", "cb.xx-IV.B-7", "XX"),
    ]
    assert [claim.verified for claim in claims] == [False, True]
    assert claims[1].words == "Han Jae-mok was not found in: The list of Exland, edition of 2020-01-01."


def test_the_two_men_of_one_name_stay_two_entities() -> None:
    found = starter("designations")
    births = {
        entity: {value for prop, value in said(found, entity) if prop == "birthDate"}
        for entity in ("cb.un-KPi.024", "cb.eu-XV.A-7")
    }
    assert births == {"cb.un-KPi.024": {"1962-02-18"}, "cb.eu-XV.A-7": {"1946"}}


def test_rival_estimates_share_a_key_and_keep_their_unit_and_assumption() -> None:
    claims = [one for one in starter("arms_estimates") if isinstance(one, Claim)]
    rivals = Counter(claim.rivals for claim in claims)
    assert rivals["arms-transfers/rounds"] >= 10
    assert rivals["arms-transfers/containers"] >= 5
    for claim in claims:
        assert claim.quantity is not None
        assert claim.source
        assert claim.claimed_on
        if claim.rivals == "arms-transfers/rounds":
            assert claim.quantity.unit == "rounds"
            assert " Assumption: " in claim.words
    widest = next(claim for claim in claims if "September 2023 to March 2025" in claim.words and claim.quantity
                  and claim.quantity.unit == "rounds")  # fmt: skip
    assert widest.quantity == Quantity(low=4_200_000, high=5_800_000, unit="rounds")


def test_the_tallies_of_thefts_are_the_sums_of_the_table_they_name(real_data: Path) -> None:
    with (real_data / "data" / "threat" / "dprk_theft_totals_3_sources.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    sums = {
        column: sum(float(row[column] or 0) for row in rows) for column in ("tayvano_usd", "chainalysis_usd", "trm_usd")
    }
    rivals = [
        one for one in starter("figures") if isinstance(one, Claim) and one.rivals == "crypto-theft/usd/2016-2023"
    ]
    assert sorted(one.quantity.low for one in rivals if one.quantity and one.quantity.low) == sorted(sums.values())


def test_a_year_and_a_period_that_holds_it_are_no_rivals() -> None:
    claims = [one for one in starter("figures") if isinstance(one, Claim) and one.kind == "crypto-theft"]
    by_key: dict[str, set[str]] = {}
    for one in claims:
        by_key.setdefault(one.rivals, set()).add(one.end[:4])
    assert by_key["crypto-theft/usd/2025"] == {"2025"}
    assert by_key["crypto-theft/usd/2024"] == {"2024"}
    assert by_key["crypto-theft/usd/2016-2023"] == {"2023"}


def test_a_claim_from_memory_is_not_verified() -> None:
    claims = [one for one in starter("figures") if isinstance(one, Claim)]
    by_commentary = [claim for claim in claims if "RUSI Commentary" in claim.source]
    assert len(by_commentary) >= 3
    assert not any(claim.verified for claim in by_commentary)
    assert all(claim.exhibit == digests(STARTER["figures.yaml"])[0] for claim in claims)


def test_the_same_bytes_say_the_same() -> None:
    assert starter("designations") == starter("designations")


@pytest.mark.parametrize(
    ("old", "new", "what", "where"),
    [
        ("    kind: Person\n", "", "missing required field `kind`", "line 16, $.designations[0]"),
        ("shows:", "show:", "unknown field `show`", "line 16, $.designations[0]"),
        ("kind: Person", "kind: Alien", "Invalid enum value 'Alien'", "line 17, $.designations[0].kind"),
        (
            "[asset freeze, travel ban]",
            "[asset freze]",
            "Invalid enum value",
            "line 4, $.lists[...].person_measures[0]",
        ),
        ("    kind: Person\n", "    kind: Person\n    kind: Vessel\n", "the field kind stands twice", "line 18"),
        ("absent: [XX]", "absent: [YY]", "no list of 'YY' is described", "json:/designations/0/absent"),
        ("designations:\n", "designations: [\n", "the file is not YAML", "line"),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, what: str, where: str) -> None:
    with pytest.raises(StructureError) as caught:
        read("designations", ONE_SUBJECT.replace(old, new))
    assert what in caught.value.what
    assert where in caught.value.where


def test_an_anchor_is_refused() -> None:
    bomb = ONE_SUBJECT.replace("[asset freeze]\n", "&a [asset freeze]\n").replace("[asset freeze, travel ban]", "*a")
    with pytest.raises(UnsafeFileError, match="anchor"):
        read("designations", bomb)


@pytest.mark.parametrize("broken", [b"", b"\xff\xfe\x00", b"[" * 5000])
def test_bytes_that_are_no_casebook_are_refused(broken: bytes) -> None:
    with pytest.raises((StructureError, UnsafeFileError)):
        read("designations", broken)
