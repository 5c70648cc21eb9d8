"""Every element of every standard can be shown, by a kind of claim that somebody makes, on evidence that may do it."""

from functools import cache

import pytest

from whereas.assess.detectors.detector import detectors
from whereas.assess.grounds import Paper, Papers
from whereas.assess.proof import Shown, assess
from whereas.assess.record import record
from whereas.core.claim import Claim
from whereas.core.filing import Filing
from whereas.core.span import Span
from whereas.core.verdict import Verdict
from whereas.policy.claims import EvidenceClass, claim_kinds, evidence_classes
from whereas.policy.elements import Element
from whereas.policy.forums import forums
from whereas.policy.standards import Standard, standards

SUBJECT = "an-invented-party"
AS_OF = "2026-11-01"
EVERY = sorted(standards())
# The most independent origins that any element or forum asks for.
MOST = max(
    *(forum.lineages for forum in forums().values()),
    *(element.lineages for one in standards().values() for element in one.elements),
)


@cache
def carriers(kind: str, reliability: str, credibility: int) -> tuple[EvidenceClass, ...]:
    """The classes that can carry a kind of claim at this grade, by their default grades."""
    return tuple(
        one
        for one in evidence_classes().values()
        if not {kind, "any"} & set(one.never_shows)
        and one.reliability <= reliability
        and one.credibility <= min(credibility, 5)
    )


def exhibits(of: EvidenceClass) -> dict[str, Paper]:
    """So many exhibits of a class that any forum is content, each of an origin of its own."""
    return {
        f"{of.key}-{number}": Paper(
            filing=Filing(exhibit=f"{of.key}-{number}", title=f"an invented {of.title}", evidence=of.key),
            available="2026-10-01",
            captured="2026-10-01",
        )
        for number in range(MOST)
    }


def ideal(element: Element, kind: str, of: EvidenceClass) -> Claim:
    """An invented claim of a kind with the exhibits of a class."""
    return Claim(
        kind=kind,
        subject="" if claim_kinds()[kind].context else SUBJECT,
        words=f"An invented fact of the kind {kind}.",
        author="A. Nalyst",
        source="",
        claimed_on="2026-10-15",
        object=element.source or "something invented",
        start="2026-09",
        end="2026-10",
        spans=tuple(Span(exhibit=name, locator="page:1@0-4", quote="fact") for name in exhibits(of)),
    )


def outcome(standard: Standard, claims: list[Claim]) -> dict[str, Shown]:
    """What assessing the standard on these claims makes of each element."""
    papers = {name: paper for one in evidence_classes().values() for name, paper in exhibits(one).items()}
    found = assess(standard, SUBJECT, [SUBJECT], record(claims, Papers(papers=papers)), as_of=AS_OF)
    return {one.element.key: one for one in found.elements}


def chosen(element: Element, kind: str) -> EvidenceClass:
    """A class of evidence that may carry the kind for the element."""
    found = carriers(kind, element.reliability, element.credibility)
    assert found, f"no class of evidence may carry {kind} at {element.reliability}{element.credibility}"
    return found[0]


@pytest.mark.parametrize("key", EVERY)
def test_each_kind_that_shows_an_element_is_one_that_somebody_makes(key: str) -> None:
    made = {getattr(one, "claims", "") for one in detectors()}
    for element in standards()[key].elements:
        for kind in element.shown_by:
            assert claim_kinds()[kind].by != "detector" or kind in made, (element.key, kind)


@pytest.mark.parametrize("key", EVERY)
def test_each_element_is_shown_by_each_of_its_kinds_and_by_nothing_without(key: str) -> None:
    standard = standards()[key]
    assert {one.verdict for one in outcome(standard, []).values()} == {Verdict.NOT_SHOWN}
    for element in standard.elements:
        for kind in element.shown_by:
            found = outcome(standard, [ideal(element, kind, chosen(element, kind))])
            assert found[element.key].verdict is Verdict.SHOWN, (element.key, kind)


@pytest.mark.parametrize("key", EVERY)
def test_a_standard_is_shown_by_all_its_elements_and_falls_with_any_one_of_them(key: str) -> None:
    standard = standards()[key]
    papers = Papers(papers={name: one for each in evidence_classes().values() for name, one in exhibits(each).items()})
    claims = {(part.key, kind): ideal(part, kind, chosen(part, kind)) for part in standard.elements for kind in
              part.shown_by}  # fmt: skip
    whole = assess(standard, SUBJECT, [SUBJECT], record(claims.values(), papers), as_of=AS_OF)
    assert whole.verdict is Verdict.SHOWN
    assert all(one.verdict is Verdict.SHOWN for one in whole.elements)
    for element in standard.elements:
        group = {one.key for one in standard.elements if one.group and one.group == element.group} or {element.key}
        shown_by = {kind for one in standard.elements if one.key in group for kind in one.shown_by}
        rest = [claim for claim in claims.values() if claim.kind not in shown_by]
        without = assess(standard, SUBJECT, [SUBJECT], record(rest, papers), as_of=AS_OF)
        assert without.verdict is not Verdict.SHOWN, element.key
        assert {one.element.key for one in without.elements if one.verdict is Verdict.SHOWN}.isdisjoint(group)


@pytest.mark.parametrize("key", EVERY)
def test_one_origin_less_than_needed_shows_no_element_that_needs_more_than_one(key: str) -> None:
    standard = standards()[key]
    for element in standard.elements:
        if element.lineages < 2:
            continue
        said = ideal(element, element.shown_by[0], chosen(element, element.shown_by[0]))
        alone = Claim(
            kind=said.kind, subject=said.subject, words=said.words, author=said.author, source="", claimed_on=AS_OF,
            object=said.object, spans=said.spans[:1],
        )  # fmt: skip
        assert outcome(standard, [alone])[element.key].verdict is not Verdict.SHOWN, element.key


@pytest.mark.parametrize("key", EVERY)
def test_a_listing_by_a_third_state_shows_no_element(key: str) -> None:
    standard = standards()[key]
    third = evidence_classes()["third_state_listing"]
    claims = [ideal(part, kind, third) for part in standard.elements for kind in part.shown_by]
    assert not any(one.verdict is Verdict.SHOWN for one in outcome(standard, claims).values())


@pytest.mark.parametrize("key", EVERY)
def test_what_only_points_never_shows(key: str) -> None:
    standard = standards()[key]
    for element in standard.elements:
        for kind in set(element.leads) - {kind for one in standard.elements for kind in one.shown_by}:
            found = outcome(standard, [ideal(element, kind, evidence_classes()["un"])])
            assert found[element.key].verdict is Verdict.NOT_SHOWN
            assert [one.kind for one in found[element.key].leads] == [kind]


# What each class says that it cannot prove, it does not: a sample of kinds of claim for each such class.
CANNOT = [
    ("act", "acts_for"), ("act", "supported_programme"), ("act", "inflicted_pain"), ("act", "evaded_sanctions"),
    ("chain", "stole_assets"), ("chain", "laundered_assets"), ("chain", "provided_finance"),
    ("ais", "transported_arms"), ("ais", "transferred_at_sea"), ("physical", "supplied_arms"),
    ("imagery", "killed"), ("third_state_listing", "listed"),
]  # fmt: skip


@pytest.mark.parametrize(("of", "kind"), CANNOT)
def test_what_a_class_says_that_it_cannot_prove_it_never_shows(of: str, kind: str) -> None:
    tried = 0
    for standard in standards().values():
        for element in standard.elements:
            if kind in element.shown_by:
                found = outcome(standard, [ideal(element, kind, evidence_classes()[of])])
                assert found[element.key].verdict is not Verdict.SHOWN, standard.key
                tried += 1
    assert tried


def test_an_act_shows_that_it_was_taken_and_who_somebody_is() -> None:
    act = evidence_classes()["act"]
    for kind in ("listed", "identity", "hull", "holds_office"):
        assert kind not in act.never_shows


def test_no_act_of_a_party_is_shown_by_one_account_before_the_council() -> None:
    for key, standard in standards().items():
        for element in standard.elements:
            if standard.forum == "eu-listing" and element.conduct and element.lineages < 2:
                account = evidence_classes()["testimony"]
                assert (element.reliability, element.credibility) < (account.reliability, account.credibility), key
