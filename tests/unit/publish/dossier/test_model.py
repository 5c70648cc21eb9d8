"""A dossier leads from each sentence to bytes and back, and its listing copy shows what may be shown and no more."""

import io
import json
import re
import zipfile
import zlib
from dataclasses import replace

import msgspec
import pytest

from tests.unit.assess.sangnok import SUBJECT
from tests.unit.publish.dossier import case
from whereas.assess.grounds import Paper
from whereas.core.claim import Claim
from whereas.core.filing import Filing
from whereas.core.marking import OPEN, TLP, Marking
from whereas.policy.forums import forums
from whereas.policy.rules import rule_of
from whereas.publish.dossier import wording
from whereas.publish.dossier.compose import shown_id
from whereas.publish.dossier.disclosure import Let, let_out
from whereas.publish.dossier.model import Dossier
from whereas.workbench import Workbench
from whereas.workbench.dossiers import Made


def test_every_sentence_leads_down_to_custody(internal: Made, listing: Made) -> None:
    for made in (internal, listing):
        dossier = made.dossier
        propositions = {one.short: one for one in dossier.propositions}
        seals = {one.short: one for one in dossier.exhibits}
        parts = {one.short for one in dossier.elements}
        assert len(dossier.lines) == 4
        for line in dossier.lines:
            assert line.claims
            assert set(line.elements) <= parts
            assert line.elements
            for short in line.claims:
                admitted = [place for place in propositions[short].spans if place.admitted]
                assert admitted
                for place in admitted:
                    seal = seals[place.seal]
                    assert seal.custody or seal.disclosure == "withheld"
                    assert seal.not_proved, "a seal stands without what it does not prove"


def test_what_leads_down_leads_up_again(internal: Made) -> None:
    dossier, cited = internal.dossier, wording.cited_at(internal.dossier)
    for line in dossier.lines:
        for short in (*line.claims, *line.elements):
            assert line.id in cited[short]
    for one in dossier.propositions:
        for place in (*one.spans, *one.against):
            assert one.short in cited[place.seal]


def test_the_page_has_an_anchor_for_every_link(internal: Made, listing: Made) -> None:
    for made in (internal, listing):
        page = made.files["dossier.html"].decode()
        anchors, links = set(re.findall(r'id="([^"]+)"', page)), set(re.findall(r'href="#([^"]+)"', page))
        assert links <= anchors
        wanted = {one.short for one in (*made.dossier.propositions, *made.dossier.exhibits)}
        wanted |= {short for line in made.dossier.lines for short in line.elements}
        assert wanted | {line.id for line in made.dossier.lines} <= anchors
        assert wanted <= links, "something cannot be reached by a click"
        for target in re.findall(r'href="(exhibits/[^"]+)"', page):
            assert target in made.files


def test_what_is_not_proved_stands_beside_every_seal_of_every_rendering(internal: Made, listing: Made) -> None:
    for made in (internal, listing):
        texts = {"html": made.files["dossier.html"].decode(), "docx": docx_text(made.files["dossier.docx"])}
        for one in made.dossier.exhibits:
            for words in one.not_proved:
                for name, text in texts.items():
                    after = text[text.index(f"{one.short}: {one.title}") :]
                    assert words.replace("'", "&#39;" if name == "html" else "'") in after, name


def docx_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", body.replace("</w:p>", "\n"))


def everything_in(files: dict[str, bytes]) -> dict[str, bytes]:
    """All bytes of all files, also those that are packed in a DOCX or a PDF, by where they stand."""
    found = dict(files)
    for name, data in files.items():
        if name.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                found |= {f"{name}!{part}": archive.read(part) for part in archive.namelist()}
        for match in re.finditer(rb"stream\r?\n", data) if name.endswith(".pdf") else ():
            try:
                found[f"{name}@{match.start()}"] = zlib.decompressobj().decompress(data[match.end() :])
            except zlib.error:
                continue
    return found


def test_the_listing_copy_leaks_nothing(internal: Made, listing: Made) -> None:
    inside = everything_in(dict(internal.files))
    for secret in case.SECRETS:  # else the test would look for what is nowhere
        assert any(secret.encode() in data for data in inside.values()), secret
    for where, data in everything_in(dict(listing.files)).items():
        for secret in case.SECRETS:
            assert secret.encode() not in data, f"{secret} stands in {where}"


def test_no_exhibit_is_in_the_listing_copy_that_may_not_be(listing: Made) -> None:
    held = {data for name, data in listing.files.items() if name.startswith("exhibits/")}
    assert len(held) == 4  # the State paper and three accounts whose witnesses allow it
    for text in (case.NOTE_TEXT, case.LATE_TEXT, case.AGAINST_TEXT):
        assert text.encode() not in held


def test_a_withheld_exhibit_is_there_with_its_summary_and_nothing_else(listing: Made) -> None:
    [seal] = [one for one in listing.dossier.exhibits if one.disclosure == "withheld"]
    told = {name: value for name, value in msgspec.to_builtins(seal).items() if value}
    assert told.keys() == {"short", "title", "disclosure", "summary", "not_proved"}
    assert seal.summary == "A State confirms that he headed the centre."
    [place] = [place for one in listing.dossier.propositions for place in one.spans if place.seal == seal.short]
    assert (place.quote, place.exhibit, place.locator) == ("", "", "")


def test_the_listing_copy_holds_nothing_of_the_internal_kind(listing: Made, internal: Made) -> None:
    told = listing.dossier
    assert (told.findings, told.adverse, told.removed, told.bars) == ((), (), (), ())
    assert all(not (one.against or one.weak or one.author) for one in told.propositions)
    assert all(not one.turn for one in told.elements)
    assert internal.dossier.removed
    assert any("SECRETADVERSE" in place.quote for one in internal.dossier.propositions for place in one.against)


def test_a_finding_cites_where_its_rule_comes_from(internal: Made) -> None:
    assert internal.dossier.findings
    for finding in internal.dossier.findings:
        rule, *_, source = finding
        assert source == rule_of(rule).source
        assert f"Source: {source}" in wording.finding(finding)


def test_ids_of_the_listing_copy_do_not_let_a_reader_try_names(internal: Made, listing: Made) -> None:
    ids = {one.id for one in internal.dossier.propositions}
    assert not ids & {one.id for one in listing.dossier.propositions}
    assert not {one.id for one in internal.dossier.lines} & {one.id for one in listing.dossier.lines}
    claim = Claim(kind="ordered", subject=SUBJECT, words="W", author="A", source="", claimed_on="2024")
    assert shown_id(claim) == shown_id(replace(claim, author="B", source="s", claimed_on="2023"))
    assert shown_id(claim) != shown_id(replace(claim, words="V"))


def test_alternatives_that_nothing_rests_on_are_for_the_house(internal: Made, listing: Made) -> None:
    assert {one.verdict for one in listing.dossier.elements} == {"shown"}
    assert {one.verdict for one in internal.dossier.elements} == {"shown", "not_shown"}


def paper(**filed: object) -> Paper:
    said: dict[str, object] = {"exhibit": "ab", "title": "T", "evidence": "testimony", "uses": ("eu",)} | filed
    return Paper(filing=Filing(**said), available="2023", captured="2023")  # type: ignore[arg-type]  # named by the test


@pytest.mark.parametrize(
    ("filed", "let"),
    [
        ({}, Let.WHOLE),
        ({"uses": ()}, Let.NOTHING),  # testimony is not let out because nobody said no
        ({"uses": ("un",)}, Let.NOTHING),
        ({"uses": (), "evidence": "imagery"}, Let.WHOLE),
        ({"uses": ("un",), "evidence": "imagery"}, Let.NOTHING),
        ({"disclosure": "summary", "summary": "S"}, Let.SUMMARY),
        ({"disclosure": "summary"}, Let.NOTHING),
        ({"disclosure": "closed", "summary": "S"}, Let.SUMMARY),
        ({"disclosure": "closed"}, Let.NOTHING),
        ({"marking": Marking(tlp=TLP.GREEN)}, Let.NOTHING),
        ({"marking": Marking(releasable_to=frozenset({"un"}))}, Let.NOTHING),
        ({"marking": Marking(releasable_to=frozenset({"eu"}))}, Let.WHOLE),
        ({"marking": OPEN}, Let.WHOLE),
    ],
)
def test_how_much_the_person_listed_may_read(filed: dict[str, object], let: Let) -> None:
    found, why = let_out(paper(**filed), forums()["eu-listing"])
    assert found is let
    assert bool(why) is (let is not Let.WHOLE)


def test_an_exhibit_that_is_not_in_the_ledger_is_not_let_out() -> None:
    assert let_out(None, forums()["eu-listing"])[0] is Let.NOTHING


@pytest.mark.parametrize(
    ("name", "changes", "said"),
    [
        ("SECRETFILE-2.txt", {"uses": ()}, "not shown"),
        ("SECRETFILE-1.txt", {"disclosure": "closed"}, "E4"),
        ("media.txt", {"marking": Marking(tlp=TLP.RED)}, "TLP:RED"),
        ("note.txt", {"summary": ""}, "E4"),
        ("SECRETFILE-2.txt", {"uses": ("un",)}, "not shown"),
    ],
)
def test_what_may_not_be_shown_bars_the_listing_copy(
    bench: Workbench, name: str, changes: dict[str, object], said: str
) -> None:
    assert not case.made(bench, copy="listing").bars
    case.refile(bench, name, **changes)
    assert any(said in bar for bar in case.made(bench, copy="listing").bars)


def test_who_is_meant_is_told_only_from_what_may_be_shown(internal: Made, listing: Made) -> None:
    assert "birthPlace" in dict(internal.dossier.identifying)
    assert "birthPlace" not in dict(listing.dossier.identifying)
    assert dict(listing.dossier.identifying)["nationality"] == ("kp",)
    assert "birthDate" in listing.dossier.unknown


def test_a_proposal_is_never_marked_open(internal: Made, listing: Made) -> None:
    assert internal.marking.tlp is TLP.AMBER_STRICT
    assert (listing.marking.tlp, listing.marking.personal_data) == (TLP.AMBER, True)


def test_the_manifest_is_the_dossier_and_its_digest_its_id(internal: Made) -> None:
    data = internal.files["dossier.json"]
    assert msgspec.json.decode(data, type=Dossier) == internal.dossier
    assert json.loads(data)["format"] == "whereas-dossier/1"
    assert internal.dossier.id in internal.files["dossier.html"].decode()


def test_elements_and_propositions_are_numbered_from_one(internal: Made, listing: Made) -> None:
    for made in (internal, listing):
        elements, propositions = made.dossier.elements, made.dossier.propositions
        assert [one.short for one in elements] == [f"L{number}" for number in range(1, len(elements) + 1)]
        assert [one.short for one in propositions] == [f"P{number}" for number in range(1, len(propositions) + 1)]


def test_why_a_proposition_is_weaker_than_it_looks_is_for_the_house(internal: Made, listing: Made) -> None:
    told = {one.kind: one.weak for one in internal.dossier.propositions}
    assert any(word.startswith("consent: “SECRETLEFTOUT account”") for word in told["inflicted_pain"])
    assert {one.weak for one in listing.dossier.propositions} == {()}
