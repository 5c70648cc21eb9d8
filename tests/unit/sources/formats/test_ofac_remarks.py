"""The Remarks of OFAC's legacy files: how they are cut, and what becomes of each clause."""

import pytest

from whereas.core.issue import Issue
from whereas.core.statement import Statement
from whereas.sources.contract import Entry, Found, Unread
from whereas.sources.formats import ofac_programs, ofac_remarks
from whereas.sources.formats.ofac_facts import Subject


def _said(
    clause: str, schema: str = "Person", programs: tuple[str, ...] = ("DPRK3",)
) -> tuple[dict[str, str], list[Issue]]:
    found: list[Found] = []
    entry = Entry("ofac_sdn", "ofac-1", schema, "row:1", found)
    unread = Unread()
    designations = ofac_programs.designate(entry, "1", programs, blocking=True, at="row:1#Program")
    before = len(found)
    subject = Subject(entry=entry, unread=unread, designations=designations, find={"MOON CO.": "ofac-2"}.get)  # type: ignore[arg-type]
    ofac_remarks.read(subject, clause, "row:1#Remarks")
    said = {f"{one.schema}.{one.prop}": one.value for one in found[before:] if isinstance(one, Statement)}
    return said, [*(one for one in found[before:] if isinstance(one, Issue)), *unread.issues()]


def test_semicolons_in_quoted_names_do_not_cut_and_one_full_stop_goes() -> None:
    remarks = "DOB 1962; a.k.a. 'STONE; THE'; a.k.a. 'AL-'ABD, Dol'; a.k.a. 'X' (weak); Linked To: MOON S.A.."
    assert list(ofac_remarks.clauses(remarks)) == [
        "DOB 1962",
        "a.k.a. 'STONE; THE'",
        "a.k.a. 'AL-'ABD, Dol'",
        "a.k.a. 'X' (weak)",
        "Linked To: MOON S.A.",
    ]


def test_a_quote_that_never_closes_swallows_nothing() -> None:
    assert list(ofac_remarks.clauses("a.k.a. 'OPEN; DOB 1962; Gender Male.")) == [
        "a.k.a. 'OPEN",
        "DOB 1962",
        "Gender Male",
    ]


@pytest.mark.parametrize(
    ("clause", "prop", "value"),
    [
        ("DOB 18 Feb 1962", "Person.birthDate", "1962-02-18"),
        ("alt. DOB circa 1963", "Person.birthDate", "1963"),
        ("DOB 01 Jan 1973 to 31 Dec 1973", "Person.birthDate", "1973"),
        ("POB Rivertown, Mongolia", "Person.birthPlace", "Rivertown, Mongolia"),
        ("POB Rivertown, Mongolia", "Person.birthCountry", "mn"),
        ("nationality Korea, North", "Person.nationality", "kp"),
        ("citizen Burma", "Person.citizenship", "mm"),
        ("Gender Female", "Person.gender", "female"),
        ("a.k.a. 'STONE, Old'", "Person.weakAlias", "STONE Old"),
        ("f.k.a. 'PEBBLE'", "Person.weakAlias", "PEBBLE"),
        ("Telephone: 0097282851500", "Person.phone", "0097282851500"),
        ("Position: Choir Director", "Person.position", "Choir Director"),
        ("(Linked To: MOON CO.)", "UnknownLink.object", "ofac-2"),
        ("Linked To: MOON CO", "UnknownLink.object", "ofac-2"),
        ("Executive Order 13846 information: FOREIGN EXCHANGE.", "Sanction.summary",
         "Executive Order 13846 information: FOREIGN EXCHANGE."),
        ("Passport Z9", "Passport.number", "Z9"),
        ("National ID No. D12(9) (Hong Kong)", "Identification.number", "D12(9)"),
        ("National ID No. D12(9) (Hong Kong)", "Identification.country", "hk"),
        ("Folio Mercantil No. 5 (Rivershire)", "Identification.number", "5"),
        ("Folio Mercantil No. 5 (Rivershire)", "Identification.summary", "Folio Mercantil No. 5 (Rivershire)"),
        ("SSN 999-99-9999 (United States)", "Person.socialSecurityNumber", "999-99-9999"),
        ("Digital Currency Address - XBT 1111111111111111111114oLvT2", "CryptoWallet.publicKey",
         "1111111111111111111114oLvT2"),
        ("Sings alto", "Person.notes", "Sings alto"),
    ],
)  # fmt: skip
def test_a_clause_is_read_by_its_label(clause: str, prop: str, value: str) -> None:
    said, issues = _said(clause)
    assert said[prop] == value
    assert issues == []


def test_a_document_carries_country_and_both_dates() -> None:
    said, issues = _said("alt. Passport 000111222 (Korea, North) issued 03 Mar 2001 expires 02 Mar 2006")
    assert not issues
    assert said["Person.passportNumber"] == said["Passport.number"] == "000111222"
    assert (said["Passport.country"], said["Passport.startDate"], said["Passport.endDate"]) == (
        "kp",
        "2001-03-03",
        "2006-03-02",
    )
    assert said["Passport.holder"] == "ofac-1"


@pytest.mark.parametrize(
    "clause", ["Passport issued in Rivertown", "National ID No. 12, with stamps", "Tax ID No. none"]
)
def test_prose_in_a_numbers_place_is_no_number(clause: str) -> None:
    said, issues = _said(clause)
    assert said == {"Person.notes": clause}
    assert [one.kind for one in issues] == ["odd"]


def test_an_unknown_label_is_kept_and_counted() -> None:
    said, issues = _said("Shoe Size 43 (Mongolia)")
    assert said == {"Person.notes": "Shoe Size 43 (Mongolia)"}
    assert [(one.kind, one.field) for one in issues] == [("unread", "Remarks: Shoe Size")]


def test_a_link_to_nobody_in_the_file_is_an_orphan_and_a_note() -> None:
    said, issues = _said("Linked To: NOBODY KNOWN")
    assert said == {"Person.notes": "Linked To: NOBODY KNOWN"}
    assert [(one.kind, one.value) for one in issues] == [("orphan", "NOBODY KNOWN")]


def test_facts_the_schema_has_no_place_for_stay_in_words() -> None:
    assert _said("DOB 1962", schema="Organization")[0] == {"Organization.notes": "DOB 1962"}
    assert _said("MMSI 445000000", schema="Thing")[0] == {"Thing.notes": "MMSI 445000000"}


def test_a_ships_former_name_is_a_former_name() -> None:
    assert _said("f.k.a. 'PAPER BOAT'", schema="Vessel")[0] == {"Vessel.previousName": "PAPER BOAT"}


def test_a_directive_goes_to_the_programme_it_names() -> None:
    said, _ = _said(
        "Executive Order 13662 Directive Determination - Subject to Directive 1",
        schema="Organization",
        programs=("UKRAINE-EO13662", "RUSSIA-EO14024"),
    )
    assert said["Sanction.provisions"] == "investment ban"
    assert "Organization.notes" not in said


def test_of_several_programmes_none_named_the_words_stay_with_the_entry() -> None:
    clause = "Secondary sanctions risk: North Korea Sanctions Regulations, sections 510.201 and 510.210"
    assert _said(clause, programs=("DPRK3", "CYBER2"))[0] == {"Person.notes": clause}
    assert _said(clause)[0] == {"Sanction.summary": clause}


@pytest.mark.parametrize(
    ("value", "number", "kind"),
    [
        ("IMO 9999993", "9999993", None),
        ("IMO 1234568", "1234568", "identifier"),
        ("1111117", "1111117", "ambiguous"),
        ("1111118", None, "identifier"),
        ("none known", None, "identifier"),
    ],
)
def test_an_imo_number_without_its_word_needs_its_check_digit(value: str, number: str | None, kind: str | None) -> None:
    said, issues = _said(f"Vessel Registration Identification {value}", schema="Vessel")
    assert said.get("Vessel.imoNumber") == number
    assert [one.kind for one in issues] == ([kind] if kind else [])
