"""What bars the copy for a listing package, reason by reason, on a draft held in memory."""

from dataclasses import replace
from typing import Any

import pytest

from tests.unit.assess.sangnok import OFFICE, claim, good_draft, sha, with_paper, with_sentence
from whereas.assess.rules.rule import Finding, Weight
from whereas.core.marking import TLP, Marking
from whereas.publish.dossier.disclosure import bars, disclosed, outlet_of


def test_nothing_bars_what_is_shown_and_may_be_read() -> None:
    assert bars(good_draft(), ()) == ()


@pytest.mark.parametrize("forum", ["icc-charges", "icc-trial", "un-listing", "coi"])
def test_what_another_forum_asks_bars_the_copy_be_it_more_or_less(forum: str) -> None:
    said = bars(replace(good_draft(), forum=forum), ())
    assert any(bar.startswith("it is held against what “") and "leave out --forum" in bar for bar in said)


def test_the_forum_that_decides_may_be_named() -> None:
    assert bars(replace(good_draft(), forum="eu-listing"), ()) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"marking": Marking(tlp=TLP.RED)},
        {"marking": Marking(releasable_to=frozenset({"un"}))},
        {"disclosure": "closed"},
    ],
    ids=["marked", "to others", "closed"],
)
def test_a_ground_that_counts_and_may_not_be_shown_is_not_disclosed_and_bars_the_copy(
    changes: dict[str, Any],
) -> None:
    held = with_paper(good_draft(), "media.txt", **changes)
    assert sha("media.txt") not in {one.span.exhibit for one in disclosed(held, OFFICE)}
    assert len(disclosed(held, OFFICE)) == len(disclosed(good_draft(), OFFICE)) - 1
    assert [bar for bar in bars(held, ()) if bar.startswith("“media” counts and may not be shown")]


def test_what_was_left_out_is_not_disclosed_and_bars_nothing() -> None:
    late = with_paper(good_draft(), "media.txt", available="2025")
    assert sha("media.txt") not in {one.span.exhibit for one in disclosed(late, OFFICE)}
    assert not [bar for bar in bars(late, ()) if "“media”" in bar]


def test_a_claim_on_nothing_that_may_be_shown_bars_the_copy() -> None:
    held = good_draft()
    for name in ("account-1.txt", "account-2.txt", "media.txt"):
        held = with_paper(held, name, disclosure="closed")
    assert (
        f"“{OFFICE.words}” rests on nothing this copy may show: add an exhibit that may be shown, or strike it"
        in bars(held, ())
    )


def test_only_what_fails_a_check_bars_the_copy_and_names_its_sentence() -> None:
    failed = Finding(rule="E4", weight=Weight.FAILS, words="it is wrong", todo="mend it", sentence=2)
    assert bars(good_draft(), [failed]) == ("E4, sentence 2: it is wrong: mend it",)
    assert bars(good_draft(), [replace(failed, sentence=0)]) == ("E4: it is wrong: mend it",)
    others = [replace(failed, weight=weight) for weight in Weight if weight is not Weight.FAILS]
    assert others
    assert bars(good_draft(), others) == ()


def test_a_sentence_that_was_changed_bars_the_copy_until_it_is_checked() -> None:
    first, *rest = good_draft().sentences
    said = bars(replace(good_draft(), sentences=(replace(first, unchecked=True), *rest)), ())
    assert said == ("sentence 1 was changed and not held against its exhibits again: check it",)


def test_a_fact_that_shows_no_element_is_disclosed_as_far_as_it_may_be_shown() -> None:
    born = claim("identity", "He is called Han Jae-mok.", OFFICE.spans, object="name: Han Jae-mok")
    held = with_sentence(good_draft(), born.words, born)
    assert born.id not in held.weighed
    assert len(disclosed(held, born)) == 3
    closed = with_paper(held, "account-1.txt", disclosure="closed")
    assert {one.span.exhibit for one in disclosed(closed, born)} == {sha("account-2.txt"), sha("media.txt")}
    assert any(bar.startswith("“account-1” counts and may not be shown") for bar in bars(closed, ()))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"disclosure": "closed", "withheld": "a source would be named"}, "a source would be named"),
        ({"disclosure": "closed"}, "it may not be disclosed, and no reason is on record"),
        ({"marking": Marking(releasable_to=frozenset({"un", "icc"}))}, "it is releasable to icc, un only"),
        ({"marking": Marking(releasable_to=frozenset())}, "it is releasable to nobody only"),
        ({"marking": Marking(tlp=TLP.GREEN)}, "it is marked TLP:GREEN, and the person listed reads the file"),
        ({"uses": ("un", "icc")}, "its owner allows un, icc and not eu"),
        ({}, ""),
    ],
    ids=["said why", "no reason", "to others", "to nobody", "marked", "owner", "nothing bars"],
)
def test_why_an_exhibit_is_kept_back_is_told_as_it_is_on_record(changes: dict[str, Any], why: str) -> None:
    assert outlet_of(with_paper(good_draft(), "media.txt", **changes), sha("media.txt"))[1] == why
