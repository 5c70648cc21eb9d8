"""The non-SDN lists: the enhanced XML, and the legacy set without a freeze."""

import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from whereas.core.errors import StructureError
from whereas.core.exhibit import Exhibit
from whereas.core.issue import Issue
from whereas.core.locator import Locator
from whereas.core.statement import Statement
from whereas.sources.lists import ofac_cons

FIXTURE = Path(__file__).parents[3] / "fixtures" / "ofac_cons" / "cons_enhanced_2026-01-01.xml"
REAL = "cons_enhanced_2025-01-10.zip"


def _read(data: bytes, feed: str = "enhanced") -> tuple[list[Statement], list[Issue]]:
    exhibit = Exhibit(
        sha256="0" * 64, sha3_512="", size=len(data), source="ofac_cons", feed=feed, name="x", origin="",
        captured_at="2026-01-01T00:00:00Z",
    )  # fmt: skip
    found = list(ofac_cons.parse(exhibit, data))
    return [one for one in found if isinstance(one, Statement)], [one for one in found if isinstance(one, Issue)]


def _sanctions(statements: list[Statement], entity: str) -> dict[str, dict[str, str]]:
    """The designations of an entity by programme."""
    ids = {said.entity for said in statements if said.schema == "Sanction" and said.value == entity}
    all_said = [{said.prop: said.value for said in statements if said.entity == one} for one in sorted(ids)]
    return {said.get("program", ""): said for said in all_said}


def test_names_scripts_and_weak_aliases_are_told_apart() -> None:
    statements, _ = _read(FIXTURE.read_bytes())
    names = [(said.prop, said.value, said.lang) for said in statements if said.entity == "ofac-91001"][:4]
    assert names == [
        ("notes", "All offices worldwide", ""), ("notes", "Linked To: SOMEBODY", ""), ("name", "PAPER MILL, JSC", ""),
        ("alias", "종이공장", "kor"),
    ]  # fmt: skip
    said = {(one.prop, one.value) for one in statements}
    assert {("previousName", "PULP MILL"), ("weakAlias", "THE MILL"), ("name", "RI Owner"), ("lastName", "RI")} <= said


def test_acts_types_and_dates_go_to_the_programme_they_name_and_else_to_none() -> None:
    sanctions = _sanctions(_read(FIXTURE.read_bytes())[0], "ofac-91001")
    assert set(sanctions) == {"UKRAINE-EO13662", "RUSSIA-EO14024", ""}
    sectoral, russia, undivided = (sanctions[tag] for tag in ("UKRAINE-EO13662", "RUSSIA-EO14024", ""))
    assert sectoral["provisions"] == "export control"
    assert sectoral["listingDate"] == "2015-12-22"
    assert sectoral["description"] == "Executive Order 13662 (Ukraine)"
    assert (russia["description"], russia["startDate"]) == ("Executive Order 14024 (Russia)", "2022-03-26")
    assert "provisions" not in russia
    assert (undivided["provisions"], undivided["listingDate"]) == ("asset freeze", "2022-02-24")


def test_documents_features_and_relationships() -> None:
    statements, issues = _read(FIXTURE.read_bytes())
    mill = {(said.prop, said.value) for said in statements if said.entity == "ofac-91001"}
    assert {("taxNumber", "55"), ("incorporationDate", "2001-06-03"), ("country", "mn"),
            ("address", "1 Wood Road, Rivertown, Mongolia")} <= mill  # fmt: skip
    assert {("notes", "Tax ID No. 56 (not valid)"), ("notes", "Website www.gone.example.org (false)")} <= mill
    links = [(said.schema, said.prop, said.value) for said in statements if said.schema in ("Ownership", "UnknownLink")]
    assert links == [
        ("Ownership", "asset", "ofac-91001"), ("Ownership", "owner", "ofac-91002"),
        ("Ownership", "role", "Owned or Controlled By"), ("UnknownLink", "subject", "ofac-91001"),
        ("UnknownLink", "object", "ofac-4"), ("UnknownLink", "role", "Providing support to"),
    ]  # fmt: skip
    owner = {(said.prop, said.value) for said in statements if said.entity == "ofac-91002"}
    assert {("birthDate", "1959"), ("citizenship", "kp"), ("position", "Miller")} <= owner
    assert Counter((one.kind, one.field) for one in issues) == {
        ("unread", "Shoe Size"): 1, ("unread", "novelties"): 1, ("orphan", "Linked To"): 1,
    }  # fmt: skip


def test_a_zip_and_the_plain_file_say_the_same_at_their_places() -> None:
    plain = FIXTURE.read_bytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("CONS_ENHANCED.XML", plain)
    straight, zipped = _read(plain)[0], _read(packed.getvalue())[0]
    assert [said.id for said in straight] == [said.id for said in zipped]
    assert zipped[0].locator == "CONS_ENHANCED.XML!" + straight[0].locator
    assert straight[0].locator == "/sanctionsData/entities/entity[1]/sanctionsPrograms[1]"
    feed = next(one for one in ofac_cons.FEEDS if one.key == "enhanced")
    assert feed.published("x.zip", packed.getvalue()) == feed.published("x.xml", plain) == "2025-01-10"


def test_broken_files_are_refused() -> None:
    data = FIXTURE.read_bytes()
    for broken in (
        b"", b"PK\x03\x04nonsense", b"<sanctionsData/>", b"<other><entity id='1'/></other>",
        data.replace(b'id="91001"', b""),
        data[: len(data) // 2], b'<!DOCTYPE x [<!ENTITY a "b">]>' + data.split(b"?>", 1)[1],
    ):  # fmt: skip
        with pytest.raises(StructureError):
            _read(broken)


def test_the_legacy_file_does_not_freeze() -> None:
    empty = "-0- ," * 7
    directive = '"Executive Order 13662 Directive Determination - Subject to Directive 1."'
    first = f'91001,"PAPER MILL, JSC",-0- ,"UKRAINE-EO13662",{empty}{directive}'
    second = f'91002,"B",-0- ,"CMIC-EO13959",{empty}-0- '
    data = f"{first}\r\n{second}\r\n\x1a"
    statements, issues = _read(data.encode(), "prim")
    assert not issues
    assert _sanctions(statements, "ofac-91001")["UKRAINE-EO13662"]["provisions"] == "investment ban"
    assert _sanctions(statements, "ofac-91002")["CMIC-EO13959"]["provisions"] == "investment ban"


def test_every_real_entity_name_document_and_link_is_there(real_lists: Path) -> None:
    data = (real_lists / "ofac" / REAL).read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("CONS_ENHANCED.XML").decode()
    body = text.split("<entities>", 1)[1]
    statements, issues = _read(data)
    kinds = {said.entity: said.schema for said in statements if said.schema in ("Person", "Organization")}
    assert Counter(kinds.values()) == {
        "Person": body.count(">Individual</entityType>"),
        "Organization": body.count(">Entity</entityType>"),
    }
    assert len(kinds) == body.count("<entity id=") == 443
    names = sum(said.prop in ("name", "alias", "weakAlias", "previousName") for said in statements)
    assert names == body.count("<formattedFullName>")
    papers = sum(said.prop == "number" for said in statements)
    assert papers == body.count("<documentNumber>") + len(
        re.findall(r'<type featureTypeId="\d+">(?:ISIN|BIK \(RU\))<', body)
    )
    links = sum(said.prop in ("role", "relationship") for said in statements)
    assert links == body.count("<relationship id=") == 283
    # One mail address in the list has no top-level domain.
    assert [(one.field, "@" in one.value and "." not in one.value) for one in issues] == [("email", True)]
    for said in statements[::97]:
        Locator(said.locator)
