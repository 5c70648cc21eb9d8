"""One party's facts against every regime: what fits, what is near, and what only other lists point to."""

from dataclasses import replace

from tests.unit.assess.sangnok import (
    ADOPTION,
    AUTHORITY,
    CAPTION,
    CUSTODY,
    OFFICE,
    ORDERED,
    PAIN,
    STANDARD,
    SUBJECT,
    claim,
    papers,
)
from whereas.assess.record import record
from whereas.assess.router import Fit, Listed, Route, Routing, of_authority, route
from whereas.core.claim import Claim
from whereas.core.verdict import Verdict
from whereas.policy.claims import claim_kinds
from whereas.policy.regimes import regimes
from whereas.policy.standards import standards


def routed(
    *claims: Claim, as_of: str = ADOPTION, kind: str = "person", listed: tuple[Listed, ...] = (),
    authority: str = "EU", ids: tuple[str, ...] = (SUBJECT,),
) -> Routing:  # fmt: skip
    kept = record(claims, papers())
    return route(SUBJECT, CAPTION, ids, kept, as_of=as_of, kind=kind, listed=listed, authority=authority)


def of(found: Routing, key: str) -> Route:
    return next(one for one in found.routes if one.standard.key == key)


def test_the_regime_whose_every_element_is_shown_fits_and_comes_first() -> None:
    found = routed(OFFICE, CUSTODY, PAIN, AUTHORITY)
    assert found.best is not None
    assert (found.best.standard.key, found.best.fit, found.best.missing) == (STANDARD, Fit.FITS, ())
    assert found.words == f"{CAPTION}: {STANDARD} fits: every element is shown."
    assert [one.name for one in found.best.precedents] == [one.name for one in standards()[STANDARD].precedents]


def test_a_prison_head_without_a_link_to_a_programme_does_not_fit_the_dprk_regime() -> None:
    found = routed(OFFICE, CUSTODY, PAIN, AUTHORITY)
    assert not any(one.standard.regime == "eu-dprk" and one.fit in (Fit.FITS, Fit.PARTLY) for one in found.routes)


def test_without_the_link_it_fits_partly_and_says_what_is_missing() -> None:
    found = routed(OFFICE, CUSTODY, PAIN, ORDERED)
    assert found.best is not None
    assert (found.best.standard.key, found.best.fit) == (STANDARD, Fit.PARTLY)
    assert "nothing fits yet. Nearest is eu-human-rights/torture, 3 of 4 elements shown; missing: " in found.words
    assert all(words in found.words for words in found.best.missing)


def test_an_office_alone_brings_no_criterion_nearer() -> None:
    found = routed(OFFICE)
    assert not any(one.fit in (Fit.FITS, Fit.PARTLY) for one in found.routes)


def test_what_is_claimed_and_not_shown_points_only() -> None:
    found = routed(ORDERED)
    assert of(found, STANDARD).fit is Fit.POINTED
    assert not any(one.fit in (Fit.FITS, Fit.PARTLY) for one in found.routes)


def test_another_s_list_points_and_shows_nothing() -> None:
    us = Listed(authority="US", programmes=("NPWMD",), reasons=("Directed a camp where torture is common.",))
    found = routed(listed=(us,))
    torture, programmes = of(found, STANDARD), of(found, "eu-dprk/programmes")
    assert torture.fit is programmes.fit is Fit.POINTED
    assert torture.signals == ("US: its reasons say “Directed a camp where torture is common.”",)
    assert programmes.signals[0] == "US: programme NPWMD"
    assert not any(part.verdict is Verdict.SHOWN for one in found.routes for part in one.assessment.elements)
    assert "a listing by a third State shows none by itself" in found.words


def test_a_signal_of_one_authority_does_not_fire_on_another_s_list() -> None:
    au = Listed(authority="AU", programmes=("NPWMD",))
    assert routed(listed=(au,)).routes == ()


def test_where_nothing_points_to_any_regime_it_says_so() -> None:
    found = routed()
    assert (found.routes, found.best) == ((), None)
    assert found.words == f"{CAPTION}: no EU regime fits, and nothing at hand points to one."


def test_facts_that_no_criterion_takes_in_are_named() -> None:
    taken = {
        kind
        for one in standards().values()
        if one.family == "regime" and one.in_force[:10] <= ADOPTION
        for part in one.elements
        for kind in part.shown_by
    }
    free = [one for one in claim_kinds().values() if one.material and not one.context and one.key not in taken]
    stray = next(one for one in free if one.key not in ("identity", "holds_office", "hull"))
    found = routed(claim(stray.key, "An invented fact.", OFFICE.spans))
    assert [one.kind for one in found.unfit] == [stray.key]
    assert "no EU regime fits the facts at hand" in found.words


def test_who_somebody_is_is_never_a_fact_without_a_regime() -> None:
    named = claim("identity", "His name.", OFFICE.spans, object="name: Han Jae-mok")
    assert routed(named, OFFICE).unfit == ()


def test_no_regime_is_tried_before_it_is_in_force_or_after_it_ended() -> None:
    said = (OFFICE, CUSTODY, PAIN, AUTHORITY)
    torture = standards()[STANDARD]
    assert torture.in_force == "2020-12-08"
    before = routed(*(replace(one) for one in said), as_of="2020-12-07")
    assert STANDARD not in {one.standard.key for one in before.routes}
    on_the_day = routed(*said, as_of="2020-12-08")
    assert STANDARD in {one.standard.key for one in on_the_day.routes}
    for one in routed(*said).routes:
        assert not one.standard.ends or one.standard.ends >= ADOPTION[: len(one.standard.ends)]


def test_only_criteria_for_the_kind_of_subject_are_tried() -> None:
    us = Listed(authority="US", programmes=("NPWMD", "DPRK", "DPRK3"), reasons=("torture arms evasion bank",))
    for kind in ("person", "organisation", "vessel"):
        found = routed(kind=kind, listed=(us,))
        assert found.routes
        assert all(kind in one.standard.subjects for one in found.routes)
    assert STANDARD not in {one.standard.key for one in routed(kind="vessel", listed=(us,)).routes}


def test_drafts_are_kept_apart_from_the_law() -> None:
    drafts = {key for key, one in regimes().items() if one.draft}
    assert drafts
    us = Listed(authority="US", programmes=("NPWMD",), reasons=("torture arms evasion bank nuclear",))
    found = routed(OFFICE, CUSTODY, PAIN, AUTHORITY, ORDERED, listed=(us,))
    assert not any(one.standard.regime in drafts for one in found.routes)
    assert all(one.standard.regime in drafts for one in found.drafted)
    assert not any(one.draft for one in of_authority("EU"))


def test_a_draft_that_would_take_the_facts_in_is_named() -> None:
    for key in sorted(standards()):
        one = standards()[key]
        if one.family != "regime" or not regimes()[one.regime].draft or regimes()[one.regime].authority != "EU":
            continue
        said = [
            claim(kind, f"Invented: {kind}.", CUSTODY.spans, object=part.source or "something", end="2024-06")
            for part in one.elements
            for kind in part.shown_by[:1]
        ]
        found = routed(*said, kind=one.subjects[0])
        assert key in {each.standard.key for each in found.drafted}, key


def test_the_un_s_criteria_are_tried_for_the_un() -> None:
    kinds = {kind for one in standards().values() if one.regime == "un-1718" for part in one.elements for kind in
             part.shown_by if part.conduct}  # fmt: skip
    found = routed(*(claim(kind, f"Invented: {kind}.", CUSTODY.spans) for kind in sorted(kinds)), authority="UN")
    assert found.routes
    assert all(regimes()[one.standard.regime].authority == "UN" for one in found.routes)


def test_more_shown_comes_before_more_signals_and_ties_go_by_key() -> None:
    us = Listed(authority="US", programmes=("NPWMD", "DPRK", "DPRK3"), reasons=("torture arms evasion bank nuclear",))
    found = routed(OFFICE, CUSTODY, PAIN, AUTHORITY, listed=(us,))
    ranks = [list(Fit).index(one.fit) for one in found.routes]
    assert ranks == sorted(ranks)
    again = routed(AUTHORITY, PAIN, CUSTODY, OFFICE, listed=(us,))
    assert [(one.standard.key, one.fit, one.signals, one.missing) for one in found.routes] == [
        (one.standard.key, one.fit, one.signals, one.missing) for one in again.routes
    ]
    assert (found.words, found.unfit) == (again.words, again.unfit)


def test_a_signal_says_where_its_word_stands() -> None:
    us = Listed(authority="US", reasons=("He paid.",), offices=("Director of an invented bank",), names=("Han Bank",))
    assert us.find(("no such word",)) == ""
    assert us.find(("paid",)) == "its reasons say “He paid.”"
    assert us.find((r"\bbank",)) == "the office it gives is “Director of an invented bank”"
    assert replace(us, offices=()).find((r"\bbank",)) == "its name for the party is “Han Bank”"


def test_alternatives_that_are_missing_are_told_as_one() -> None:
    found = of(routed(CUSTODY, PAIN, OFFICE), STANDARD)
    assert len(found.missing) == 1
    assert found.missing[0].startswith("one of: ")
    assert found.missing[0].count("; or ") == 2


def test_what_was_done_is_missing_before_who_somebody_is() -> None:
    words = {one.key: one.words for one in standards()[STANDARD].elements}
    found = of(routed(ORDERED), STANDARD)
    assert found.missing[0] == words["custody"]
    assert found.missing.index(words["office"]) > found.missing.index(words["pain"])


def test_what_speaks_against_a_party_is_no_fact_without_a_regime() -> None:
    ill = claim("speaks_against", "He lay ill.", OFFICE.spans[:1], object="an illness")
    us = Listed(authority="US", programmes=("NPWMD",))
    found = routed(ill, listed=(us,))
    assert found.unfit == ()
    assert found.words.startswith(f"{CAPTION}: no element is shown. Other lists point to ")


def test_where_claims_and_no_list_point_to_a_criterion_it_is_not_said_that_lists_do() -> None:
    found = routed(ORDERED)
    assert "Other lists" not in found.words
    assert found.words == (
        f"{CAPTION}: nothing fits yet. What is claimed is a part in acts that no claim names, for which several "
        "criteria ask."
    )
    pain = replace(PAIN, spans=PAIN.spans[:1])
    found = routed(ORDERED, pain)
    assert found.words.startswith(f"{CAPTION}: nothing fits yet. What is claimed bears on eu-human-rights/")


def test_a_part_in_acts_that_no_claim_names_brings_no_criterion_nearer() -> None:
    gave_it = replace(ORDERED, spans=CUSTODY.spans)  # two witnesses, and nobody says what was done
    found = routed(gave_it)
    assert not any(one.fit in (Fit.FITS, Fit.PARTLY) for one in found.routes)
    named = routed(gave_it, replace(PAIN, kind="attacked_systems"))
    assert of(named, "eu-cyber/responsible").fit is Fit.PARTLY


def test_what_is_shown_of_what_criteria_share_is_said_to_be_shown() -> None:
    found = routed(AUTHORITY)
    responsible = next(one.element.words for one in of(found, STANDARD).assessment.elements
                       if one.element.key == "responsible")  # fmt: skip
    assert found.words.startswith(f"{CAPTION}: nothing fits yet. Shown is only what several criteria ask for (")
    assert responsible in found.words


def test_facts_that_no_criterion_takes_in_do_not_hide_those_that_one_does() -> None:
    stray = claim("joint_venture", "They formed a venture.", OFFICE.spans, object="a venture")
    found = routed(ORDERED, stray)
    assert [one.kind for one in found.unfit] == ["joint_venture"]
    assert "no EU regime fits" not in found.words
    assert "a part in acts that no claim names" in found.words
    assert "No EU regime takes in the other facts at hand." in found.words


def test_no_criterion_is_older_than_the_first_act_of_its_regime() -> None:
    money = claim("supports_government", "It paid.", CUSTODY.spans, object="a government")
    assert standards()["eu-ukraine/support"].in_force == ""
    for day, tried in (("2014-03-16", False), ("2014-03-17", True)):
        keys = {one.standard.key for one in routed(money, as_of=day).routes}
        assert ("eu-ukraine/support" in keys) == tried


def test_a_part_that_is_shown_in_acts_that_are_not_points_only() -> None:
    said = replace(PAIN, spans=PAIN.spans[:1])
    held = of(routed(AUTHORITY, said), STANDARD)
    shown = {part.element.key for part in held.assessment.elements if part.verdict is Verdict.SHOWN}
    assert "responsible" in shown
    assert held.fit is Fit.POINTED
    assert of(routed(AUTHORITY, PAIN), STANDARD).fit is Fit.PARTLY
