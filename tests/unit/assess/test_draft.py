"""A first draft from claims: which of them become sentences, in which order, and in whose words."""

from dataclasses import replace

from tests.unit.assess.sangnok import CAPTION, CUSTODY, OFFICE, ORDERED, claim
from whereas.assess.draft import sentences_from
from whereas.policy.claims import claim_kinds


def test_only_material_claims_become_sentences_oldest_facts_first() -> None:
    conflict = claim("identity_conflict", "Two lists give two birth dates.", object="birthDate")
    stranger = replace(ORDERED, kind="nobody-knows-it")
    assert not claim_kinds()["identity_conflict"].material
    found = sentences_from([ORDERED, conflict, stranger, CUSTODY, OFFICE], CAPTION)
    assert [one.claims for one in found] == [(OFFICE.id,), (CUSTODY.id,), (ORDERED.id,)]
    assert [one.number for one in found] == [1, 2, 3]


def test_a_sentence_ends_with_one_full_stop_and_a_claim_without_words_is_told_by_its_kind() -> None:
    [asked] = sentences_from([replace(ORDERED, words="Did he order it?")], CAPTION)
    [bare] = sentences_from([replace(ORDERED, words="He ordered it")], CAPTION)
    [told] = sentences_from([replace(ORDERED, words="")], CAPTION)
    assert (asked.text, bare.text) == ("Did he order it?", "He ordered it.")
    assert CAPTION in told.text
    assert ORDERED.object in told.text
    assert told.text.endswith(".")
    assert not told.text.endswith("..")
