"""Holding a standard against a subject: what counts, what is left out and why, and what one exhibit would turn."""

from collections.abc import Iterable
from dataclasses import replace

import msgspec
import pytest

from tests.unit.assess.sangnok import (
    ADOPTION,
    ARRIVED_2018,
    AUTHORITY,
    CUSTODY,
    OFFICE,
    ORDERED,
    PAIN,
    STANDARD,
    SUBJECT,
    claim,
    draft,
    good_draft,
    paper,
    papers,
    sha,
    span,
    with_claims,
    with_paper,
)
from whereas.assess.grounds import Paper, Papers, independent, lineages, roots
from whereas.assess.opposition import gone, rivals, settled_pairs
from whereas.assess.proof import Assessment, Shown, assess
from whereas.assess.record import Record, record
from whereas.assess.weighing import Weighed, months_before, weigh
from whereas.core.claim import Claim, Quantity
from whereas.core.filing import Filing, Settlement
from whereas.core.span import Span
from whereas.core.verdict import Verdict
from whereas.policy.elements import Element
from whereas.policy.forums import forums
from whereas.policy.standards import standards

TORTURE = standards()[STANDARD]
ELEMENTS = {one.key: one for one in TORTURE.elements}
EU = forums()["eu-listing"]


def filed(name: str, *, intact: bool = True, **changes: object) -> Paper:
    before = paper(name)
    filing = replace(before.filing, **changes)  # type: ignore[arg-type]  # the test names the fields
    return replace(before, filing=filing, available=filing.available, intact=intact)


def held(
    said: Claim, element: str, *changed: Paper, as_of: str = ADOPTION, others: Iterable[Claim] = (),
    settled: Iterable[Settlement] = (),
) -> Weighed:  # fmt: skip
    kept = record([said, *others], papers(changed), settled)
    return weigh(said, ELEMENTS[element], kept, forum=EU, as_of=as_of, others=(said, *others))


def judged(*claims: Claim, kept: Papers | None = None, forum: str = "", as_of: str = ADOPTION) -> Assessment:
    return assess(TORTURE, SUBJECT, [SUBJECT], record(claims, kept or papers()), as_of=as_of, forum=forum)


def part(found: Assessment, key: str) -> Shown:
    return next(one for one in found.elements if one.element.key == key)


# The four verdicts


def test_two_witnesses_of_their_own_show_an_element() -> None:
    found = held(CUSTODY, "custody")
    assert (found.verdict, found.lineages, found.needed) == (Verdict.SHOWN, 2, 2)
    assert (found.left, found.weak) == ((), ())


def test_one_witness_does_not_show_it_and_the_count_is_told() -> None:
    found = held(ORDERED, "responsible")
    assert (found.verdict, found.lineages, found.needed) == (Verdict.NOT_SHOWN, 1, 2)
    assert found.weak == ("E6: 1 independent origin, 2 needed",)


def test_a_claim_without_exhibits_is_not_shown() -> None:
    found = held(replace(PAIN, spans=()), "pain")
    assert (found.verdict, found.weak) == (Verdict.NOT_SHOWN, ())


def test_a_claim_in_parts_is_shown_only_where_each_part_is() -> None:
    one, two, three = (each.id for each in PAIN.spans)
    torn = replace(PAIN, parts=((one,), (two, three)))
    found = held(torn, "pain")
    assert (found.verdict, found.lineages) == (Verdict.NOT_SHOWN, 1)
    assert found.weak == ("E6: 1 independent origin for the weakest of 2 parts, 2 needed",)
    whole = replace(PAIN, parts=((one, two), (two, three)))
    assert (held(whole, "pain").verdict, held(whole, "pain").lineages) == (Verdict.SHOWN, 2)
    lost = replace(PAIN, parts=((one, two, three), ("no span of it",)))
    assert (held(lost, "pain").verdict, held(lost, "pain").lineages) == (Verdict.NOT_SHOWN, 0)


def test_what_would_turn_a_claim_in_parts_shows_all_of_them() -> None:
    one, two, three = (each.id for each in PAIN.spans)
    turn = part(judged(replace(PAIN, parts=((one,), (two, three)))), "pain").turn
    assert turn is not None
    assert turn.exhibits == 1
    assert "one exhibit that shows every part of it" in turn.words


def test_what_stands_against_it_contradicts_it() -> None:
    said = replace(PAIN, against=(span("media.txt", "사업을 지도하였다", lang="ko"),))
    found = held(said, "pain")
    assert found.verdict is Verdict.CONTRADICTED
    assert [one.title for one in found.against] == ["media"]


def test_what_came_later_or_is_graded_too_low_contradicts_nothing_and_is_told() -> None:
    said = replace(PAIN, against=(span("media.txt", "사업을 지도하였다", lang="ko"),))
    for changed in (filed("media.txt", available="2025"), filed("media.txt", reliability="D")):
        found = held(said, "pain", changed)
        assert (found.verdict, found.against) == (Verdict.SHOWN, ())
        assert [one.ground.title for one in found.set_aside] == ["media"]
        assert found.weak[-1].startswith("stands against it, and is not weighed: E")


def test_neither_consent_nor_damage_makes_what_stands_against_it_go_away() -> None:
    said = replace(PAIN, against=(span("media.txt", "사업을 지도하였다", lang="ko"),))
    assert held(said, "pain", filed("media.txt", uses=("un",))).verdict is Verdict.CONTRADICTED
    assert held(said, "pain", filed("media.txt", intact=False)).verdict is Verdict.CONTRADICTED
    rival = replace(ARRIVED_2018, spans=(ARRIVED_2018.spans[0],))
    locked = held(OFFICE, "office", filed("account-3.txt", uses=("un",)), others=(rival,))
    assert locked.verdict is Verdict.CONTRADICTED


def test_one_ground_against_one_for_is_not_shown_two_against_contradict() -> None:
    said = replace(ORDERED, against=(span("account-1.txt", "They beat us"),))
    assert held(said, "responsible").verdict is Verdict.NOT_SHOWN
    said = replace(said, against=(*said.against, span("account-3.txt", "I was in Sangnok in 2018")))
    assert held(said, "responsible").verdict is Verdict.CONTRADICTED


def test_where_nothing_can_be_judged_it_is_unverifiable() -> None:
    said = replace(CUSTODY, spans=tuple(replace(one, credibility="6") for one in CUSTODY.spans))
    assert held(said, "custody").verdict is Verdict.UNVERIFIABLE
    damaged = [filed(name, intact=False) for name in ("account-1.txt", "account-2.txt")]
    assert held(CUSTODY, "custody", *damaged).verdict is Verdict.UNVERIFIABLE
    nobody = [filed(name, reliability="F") for name in ("account-1.txt", "account-2.txt")]
    assert held(CUSTODY, "custody", *nobody).verdict is Verdict.UNVERIFIABLE


def test_one_that_could_be_judged_and_is_too_weak_is_not_shown() -> None:
    found = held(CUSTODY, "custody", filed("account-1.txt", intact=False), filed("account-2.txt", reliability="E"))
    assert found.verdict is Verdict.NOT_SHOWN


def test_an_exhibit_that_is_not_in_the_ledger_cannot_be_judged() -> None:
    lost = replace(CUSTODY, spans=(Span(exhibit="0" * 64, locator="page:1@0-4", quote="lost"),))
    found = held(lost, "custody")
    assert found.verdict is Verdict.UNVERIFIABLE
    assert found.left[0].ground.grade == "F6"
    assert "not in this ledger" in found.left[0].why


# What is left out


@pytest.mark.parametrize(
    ("changes", "rule", "words"),
    [
        ({"uses": ("un", "icc")}, "consent", "may be used for un, icc and not for eu"),
        ({"available": "2024-07-23"}, "E7", "was not to be had before 2024-07-23, after 2024-07-22"),
        ({"available": "2024"}, "E7", "was not to be had before 2024, after 2024-07-22"),
        ({"available": "2024-07"}, "E7", "was not to be had before 2024-07"),
        ({"evidence": "imagery"}, "E11", "is of the class “Satellite imagery”, which cannot show"),
        ({"evidence": "third_state_listing"}, "E12", "which by itself shows no element"),
        ({"reliability": "D"}, "E11", "is graded D2, C3 or better is needed"),
        ({"reliability": "F"}, "E11", "is graded F2, C3 or better is needed"),
        ({"intact": False}, "E2", "is damaged or missing"),
    ],
    ids=lambda one: str(one) if isinstance(one, dict) else "",
)
def test_a_ground_is_left_out_with_its_reason(changes: dict[str, object], rule: str, words: str) -> None:
    found = held(CUSTODY, "custody", filed("account-2.txt", **changes))  # type: ignore[arg-type]
    assert found.verdict is Verdict.NOT_SHOWN
    assert [one.rule for one in found.left] == [rule]
    assert words in found.left[0].why
    assert "“account-2”" in found.left[0].why
    assert [one.title for one in found.grounds] == ["account-1"]
    assert found.weak == (found.left[0].why, "E6: 1 independent origin, 2 needed")


@pytest.mark.parametrize("available", ["2024-07-22", "2024-06", "2023", "2024-07-21"])
def test_what_was_to_be_had_by_the_day_counts(available: str) -> None:
    assert held(CUSTODY, "custody", filed("account-2.txt", available=available)).verdict is Verdict.SHOWN


@pytest.mark.parametrize(("credibility", "shown"), [("1", True), ("3", True), ("4", False), ("6", False)])
def test_the_grade_of_the_item_counts_apart_from_its_source(credibility: str, shown: bool) -> None:
    spans = (CUSTODY.spans[0], replace(CUSTODY.spans[1], credibility=credibility))
    found = held(replace(CUSTODY, spans=spans), "custody")
    assert (found.verdict is Verdict.SHOWN) == shown


def test_a_grade_that_nobody_gave_is_that_of_the_class() -> None:
    spans = tuple(replace(one, credibility="") for one in CUSTODY.spans)
    found = held(replace(CUSTODY, spans=spans), "custody")
    assert {one.grade for one in found.grounds} == {"C3"}


def test_imagery_supports_the_place_and_not_the_beating() -> None:
    layout = span("imagery.txt", "a low building beside the gate", credibility="1")
    found = held(replace(PAIN, spans=(PAIN.spans[0], layout)), "pain")
    assert found.verdict is Verdict.NOT_SHOWN
    assert [one.rule for one in found.left] == ["E11"]


# Origins


def test_two_exhibits_that_repeat_one_report_are_one_origin() -> None:
    both = [filed(name, repeats=("wire:invented",)) for name in ("account-1.txt", "account-2.txt")]
    found = held(CUSTODY, "custody", *both)
    assert (found.verdict, found.lineages) == (Verdict.NOT_SHOWN, 1)


def test_an_exhibit_that_repeats_another_is_of_its_origin() -> None:
    found = held(CUSTODY, "custody", filed("account-2.txt", repeats=(sha("account-1.txt"),)))
    assert (found.verdict, found.lineages) == (Verdict.NOT_SHOWN, 1)


def test_two_quotations_of_one_exhibit_are_one_origin() -> None:
    said = replace(PAIN, spans=(PAIN.spans[1], span("account-2.txt", "In the intake room")))
    found = held(said, "pain")
    assert (found.verdict, found.lineages, len(found.grounds)) == (Verdict.NOT_SHOWN, 1, 2)


def test_lineages_join_through_an_exhibit_that_repeats_two() -> None:
    found = lineages(
        [
            Filing(exhibit="c", title="", evidence="press", repeats=("a", "b")),
            Filing(exhibit="a", title="", evidence="press"),
            Filing(exhibit="b", title="", evidence="press"),
            Filing(exhibit="d", title="", evidence="press"),
        ]
    )
    assert found == {"a": "a", "b": "a", "c": "a", "d": "d"}


def test_a_forum_can_ask_for_more_origins_and_for_its_own_consent() -> None:
    assert part(judged(PAIN), "pain").verdict is Verdict.SHOWN
    assert part(judged(PAIN, forum="icc-trial"), "pain").claims[0].needed == 3
    assert part(judged(CUSTODY, forum="icc-trial"), "custody").verdict is Verdict.NOT_SHOWN
    only_un = papers([filed("account-1.txt", uses=("un",)), filed("account-2.txt", uses=("un",))])
    assert part(judged(CUSTODY, kept=only_un), "custody").verdict is Verdict.NOT_SHOWN
    assert part(judged(CUSTODY, kept=only_un, forum="coi"), "custody").verdict is Verdict.SHOWN


def test_an_element_that_needs_one_origin_needs_one_before_every_forum() -> None:
    element = msgspec.structs.replace(ELEMENTS["responsible"], lineages=1)
    kept = record([ORDERED], papers())
    found = weigh(ORDERED, element, kept, forum=forums()["icc-trial"], as_of=ADOPTION)
    assert found.needed == 1


def rooted(*repeats: tuple[str, ...]) -> list[frozenset[str]]:
    """The origins of exhibits a, b, c, ... that repeat these names."""
    said = [Filing(exhibit=name, title="", evidence="press", repeats=found) for name, found in zip("abcdefgh", repeats,
            strict=False)]  # fmt: skip
    found = roots(said)
    return [found[one.exhibit] for one in said]


@pytest.mark.parametrize(
    ("repeats", "count"),
    [
        ([(), ()], 2),
        ([("wire:x",), ("wire:x",)], 1),
        ([(), ("a",)], 1),
        ([("b",), ("a",)], 1),  # they repeat one another
        ([(), (), ("a", "b")], 2),  # a report on two witnesses is no third origin and takes nothing from the two
        ([("wire:x", "wire:y"), ("wire:x", "wire:y")], 1),
        ([("wire:x", "wire:y"), ("wire:y", "wire:z")], 1),
        ([("wire:x", "wire:y"), ("wire:z",)], 2),
        ([("wire:x", "wire:y"), ("wire:y", "wire:z"), ("wire:z", "wire:v")], 2),
        ([("b",), ("c",), ()], 1),  # through another
    ],
    ids=str,
)
def test_origins_are_counted_that_share_nothing(repeats: list[tuple[str, ...]], count: int) -> None:
    assert independent(rooted(*repeats)) == count


def test_of_very_many_reports_on_several_origins_too_few_are_counted_and_never_too_many() -> None:
    ring = [frozenset({f"o{at}", f"o{(at + 1) % 20}"}) for at in range(20)]
    assert 1 <= independent(ring) <= 10


def test_a_container_and_its_piece_are_one_origin_and_two_pieces_are_two() -> None:
    found = roots(
        [
            Filing(exhibit="bag", title="", evidence="ngo"),
            Filing(exhibit="one", title="", evidence="testimony", parent="bag"),
            Filing(exhibit="two", title="", evidence="testimony", parent="bag"),
            Filing(exhibit="report", title="", evidence="ngo", repeats=("bag",)),
        ]
    )

    def count(*names: str) -> int:
        return independent(found[name] for name in names)

    assert (count("bag"), count("bag", "one"), count("one", "two"), count("bag", "one", "two")) == (1, 1, 2, 2)
    assert (count("report", "one"), count("report", "bag"), count("report", "one", "two")) == (1, 1, 2)


def test_a_report_on_two_accounts_that_nobody_cites_takes_nothing_from_them() -> None:
    report = Paper(
        filing=Filing(exhibit="report", title="a report", evidence="ngo", repeats=tuple(map(sha, ("account-1.txt",
                      "account-2.txt")))), available="2023", captured="2023",
    )  # fmt: skip
    found = held(CUSTODY, "custody", report)
    assert (found.verdict, found.lineages) == (Verdict.SHOWN, 2)
    quoting = replace(CUSTODY, spans=(CUSTODY.spans[0], Span(exhibit="report", locator="line:1", quote="x")))
    found = held(quoting, "custody", report)
    assert (found.verdict, found.lineages) == (Verdict.NOT_SHOWN, 1)


# Alternatives and the whole


def test_alternatives_count_once() -> None:
    found = judged(OFFICE, CUSTODY, PAIN, AUTHORITY)
    assert found.verdict is Verdict.SHOWN
    assert (found.shown, found.needed) == (4, 4)
    assert [one.element.key for one in found.elements if one.verdict is not Verdict.SHOWN] == ["involved", "associated"]
    assert found.missing == ()


def test_without_any_alternative_all_of_them_are_missing() -> None:
    found = judged(OFFICE, CUSTODY, PAIN)
    assert found.verdict is Verdict.NOT_SHOWN
    assert (found.shown, found.needed) == (3, 4)
    assert [one.element.key for one in found.missing] == ["responsible", "involved", "associated"]


def test_one_contradicted_element_contradicts_the_whole() -> None:
    beaten = replace(PAIN, against=(span("media.txt", "사업을 지도하였다", lang="ko"),))
    assert judged(OFFICE, CUSTODY, beaten, AUTHORITY).verdict is Verdict.CONTRADICTED


def test_claims_about_another_show_nothing() -> None:
    other = replace(PAIN, subject="han-u-nam")
    assert part(judged(other), "pain").claims == ()


def test_claims_under_another_id_of_the_same_count() -> None:
    other = replace(PAIN, subject="un-1")
    found = assess(TORTURE, SUBJECT, [SUBJECT, "un-1"], record([other], papers()), as_of=ADOPTION)
    assert part(found, "pain").verdict is Verdict.SHOWN


def test_a_claim_of_an_unknown_kind_is_left_out() -> None:
    assert record([replace(PAIN, kind="no_such_kind")], papers()).by_subject == {}


def test_what_is_about_nobody_counts_for_all() -> None:
    kept = record([replace(PAIN, kind="attack_on_civilians")], papers())
    assert [one.kind for one in kept.about(["anybody"])] == ["attack_on_civilians"]


# Rivals and settlements


def test_a_rival_contradicts_until_it_is_settled() -> None:
    found = held(OFFICE, "office", others=[ARRIVED_2018])
    assert found.verdict is Verdict.CONTRADICTED
    assert [one.title for one in found.against] == ["account-3"]
    gave_way = Settlement(gives_way=ARRIVED_2018.id, stands=OFFICE.id, why="an earlier post as deputy")
    assert held(OFFICE, "office", others=[ARRIVED_2018], settled=[gave_way]).verdict is Verdict.SHOWN
    # Settled the other way, it still stands against the claim that gives way.
    other_way = Settlement(gives_way=OFFICE.id, stands=ARRIVED_2018.id, why="the decree is of 2018")
    assert held(OFFICE, "office", others=[ARRIVED_2018], settled=[other_way]).verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("changes", "against"),
    [
        ({"start": "2018"}, True),
        ({"start": "2016-05"}, False),  # within 2016
        ({"start": ""}, False),
        ({"end": "2020"}, True),
        ({"object": "deputy head"}, True),
        ({"place": "Hwangju"}, True),
        ({"place": ""}, False),
        ({"rivals": "another question", "start": "2018"}, False),
        # It does not escape the question by not naming it, unless it speaks of another thing or another time.
        ({"rivals": "", "start": "2018"}, True),
        ({"rivals": "", "start": "2018", "object": "deputy head"}, False),
        ({"rivals": "", "start": "2018", "place": "Hwangju"}, False),
        ({"rivals": "", "start": "2010", "end": "2012"}, False),
        ({"rivals": "", "start": "2010", "end": "2016"}, False),  # left in the year in which he came
    ],
    ids=str,
)
def test_rivals_answer_one_question_in_two_ways(changes: dict[str, str], against: bool) -> None:
    other = replace(OFFICE, words="Another says so.", **changes)  # type: ignore[arg-type]  # the test names the fields
    assert rivals(OFFICE, other) == rivals(other, OFFICE) == against
    assert not rivals(OFFICE, OFFICE)


def test_two_claims_never_both_give_way_to_one_another() -> None:
    there = Settlement(gives_way=ARRIVED_2018.id, stands=OFFICE.id, why="an earlier post as deputy")
    back = Settlement(gives_way=OFFICE.id, stands=ARRIVED_2018.id, why="the decree is of 2018")
    both = replace(ARRIVED_2018, spans=(*ARRIVED_2018.spans, span("account-1.txt", "Han Jae-mok was the head")))
    back, there = replace(back, stands=both.id), replace(there, gives_way=both.id)
    for order, winner in (((there, back), both), ((back, there), OFFICE)):
        for said, other in ((OFFICE, both), (both, OFFICE)):
            verdict = Verdict.SHOWN if said is winner else Verdict.CONTRADICTED
            assert held(said, "office", others=[other], settled=order).verdict is verdict


def test_nothing_gives_way_to_itself_or_to_what_answers_another_question() -> None:
    def lost(*pairs: tuple[Claim, Claim]) -> frozenset[str]:
        settled = settled_pairs(Settlement(gives_way=one.id, stands=two.id, why="w") for one, two in pairs)
        return gone([OFFICE, ARRIVED_2018, PAIN], settled)

    assert lost((OFFICE, ARRIVED_2018)) == {OFFICE.id}
    assert lost((OFFICE, OFFICE)) == frozenset()
    assert lost((OFFICE, PAIN)) == frozenset()
    assert lost((OFFICE, ARRIVED_2018), (ARRIVED_2018, OFFICE)) == {ARRIVED_2018.id}


def test_in_a_ring_of_settlements_none_is_gone_and_what_gave_way_to_one_that_is_gone_is_there_again() -> None:
    years = [replace(ARRIVED_2018, start=year, words=f"He came in {year}.") for year in ("2010", "2012", "2014")]
    ways = [Settlement(gives_way=years[at].id, stands=years[(at + 1) % 3].id, why="w") for at in range(3)]
    assert gone(years, settled_pairs(ways)) == frozenset()
    assert gone(years, settled_pairs(ways[:2])) == {years[1].id}
    assert gone(years[:2], settled_pairs(ways[:2])) == {years[0].id}  # the winner over it was withdrawn


def test_a_rival_of_any_kind_stands_against_a_claim() -> None:
    said = replace(PAIN, rivals="who beat them")
    other = claim("speaks_against", "The beatings are of another place.", PAIN.spans[:1], object="another place",
                  rivals="who beat them")  # fmt: skip
    found = part(judged(said, other), "pain")
    assert found.verdict is Verdict.CONTRADICTED
    kept = record([said, other], papers(), [Settlement(gives_way=other.id, stands=said.id, why="a slip")])
    found = part(assess(TORTURE, SUBJECT, [SUBJECT], kept, as_of=ADOPTION), "pain")
    assert found.verdict is Verdict.SHOWN


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, Verdict.CONTRADICTED),
        ({"start": "2018", "end": ""}, Verdict.CONTRADICTED),
        ({"start": "2010", "end": "2016"}, Verdict.SHOWN),  # whom he followed
        ({"start": "2021", "end": ""}, Verdict.SHOWN),  # who followed him
        ({"object": "deputy head"}, Verdict.SHOWN),
        ({"place": "Hwangju"}, Verdict.SHOWN),
        ({"rivals": "another question"}, Verdict.SHOWN),
        ({"rivals": ""}, Verdict.SHOWN),
    ],
    ids=str,
)
def test_another_who_is_said_to_have_held_the_office_at_the_time_stands_against_it(
    changes: dict[str, str], verdict: Verdict
) -> None:
    other = replace(OFFICE, subject="kil-pyong-su", words="Kil Pyong-su was head.", **changes)  # type: ignore[arg-type]
    assert part(judged(OFFICE, other), "office").verdict is verdict
    same = assess(TORTURE, SUBJECT, [SUBJECT, "kil-pyong-su"], record([OFFICE, other], papers()), as_of=ADOPTION)
    if changes in ({}, {"rivals": ""}):  # two ids of one party: what is said of both is said of one
        assert part(same, "office").verdict is Verdict.SHOWN


def test_amounts_that_meet_do_not_hide_that_the_days_do_not() -> None:
    five = Quantity(low=3.0, high=5.0, unit="persons")
    one = replace(PAIN, rivals="how many", quantity=five)
    assert rivals(one, replace(one, words="Another count.", start="2011"))
    assert not rivals(one, replace(one, words="Another count."))


def test_a_claim_said_again_without_its_question_does_not_take_the_question_back() -> None:
    again = replace(OFFICE, rivals="")
    assert again.id != OFFICE.id
    found = {one.claim.id: one.verdict for one in part(judged(OFFICE, again, ARRIVED_2018), "office").claims}
    assert found[again.id] is found[OFFICE.id] is Verdict.CONTRADICTED


def test_what_stands_against_a_claim_need_not_be_able_to_show_it() -> None:
    empty = span("imagery.txt", "a low building beside the gate", credibility="1")
    assert held(replace(PAIN, against=(empty,)), "pain").verdict is Verdict.CONTRADICTED
    listing = filed("media.txt", evidence="third_state_listing")
    said = replace(PAIN, against=(span("media.txt", "사업을 지도하였다", lang="ko"),))
    assert held(said, "pain", listing).verdict is Verdict.CONTRADICTED


def test_what_may_have_been_there_on_the_day_stands_against_and_does_not_support() -> None:
    said = replace(PAIN, against=(span("media.txt", "사업을 지도하였다", lang="ko"),))
    assert held(said, "pain", filed("media.txt", available="2024")).verdict is Verdict.CONTRADICTED
    assert held(said, "pain", filed("media.txt", available="2024-08")).verdict is Verdict.SHOWN


@pytest.mark.parametrize(
    ("start", "shown"), [("2024-07-22", True), ("2024", True), ("2024-07-23", False), ("2025", False)]
)
def test_what_is_said_to_have_happened_after_the_day_is_not_shown_on_it(start: str, shown: bool) -> None:
    found = held(replace(CUSTODY, start=start, end=""), "custody")
    assert (found.verdict is Verdict.SHOWN) == shown
    assert shown or found.weak == (f"E7: the fact is of {start}, after {ADOPTION}",)


def test_a_rival_that_is_about_nobody_stands_in_the_way_of_a_draft_too() -> None:
    crime = standards()["eu-human-rights/crimes-against-humanity"]
    broad = claim("widespread_or_systematic", "It was widespread.", PAIN.spans, rivals="scale", object="many camps")
    narrow = claim("widespread_or_systematic", "It was one room.", PAIN.spans[:1], rivals="scale", object="one room")
    found = with_claims(replace(draft([broad]), standard=crime), narrow).assessment
    assert part(found, "scale").verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("low", "high", "unit", "against"),
    [(4.0, 6.0, "persons", False), (6.0, 9.0, "persons", True), (6.0, 9.0, "guards", False), (None, 2.0, "persons", 1),
     (5.0, None, "persons", False)],
)  # fmt: skip
def test_amounts_are_rivals_where_they_do_not_meet(
    low: float | None, high: float | None, unit: str, against: bool
) -> None:
    three_to_five = replace(PAIN, rivals="how many", quantity=Quantity(low=3.0, high=5.0, unit="persons"))
    other = replace(three_to_five, words="Another count.", quantity=Quantity(low=low, high=high, unit=unit))
    assert rivals(three_to_five, other) == rivals(other, three_to_five) == bool(against)


def test_a_rival_that_no_sentence_rests_on_opposes_and_shows_nothing() -> None:
    thin = replace(OFFICE, spans=OFFICE.spans[:1], words="He was head, says one paper.")
    found = with_claims(draft([thin, CUSTODY, PAIN]), OFFICE).assessment
    office = part(found, "office")
    assert [one.claim.id for one in office.claims] == [thin.id]
    assert office.verdict is Verdict.NOT_SHOWN

    found = with_claims(good_draft(), ARRIVED_2018).assessment
    assert {one.claim.id for one in part(found, "office").claims} == {OFFICE.id, AUTHORITY.id}
    assert next(one for one in part(found, "office").claims if one.claim.id == OFFICE.id).verdict is (
        Verdict.CONTRADICTED
    )


# How recent


def recent(said: Claim, months: int, *changed: Paper) -> Weighed:
    element = msgspec.structs.replace(ELEMENTS["custody"], months=months)
    return weigh(said, element, record([said], papers(changed)), forum=EU, as_of=ADOPTION)


def test_stale_facts_do_not_show_an_element_that_needs_recent_ones() -> None:
    assert recent(CUSTODY, 0).verdict is Verdict.SHOWN
    found = recent(CUSTODY, 24)
    assert found.verdict is Verdict.NOT_SHOWN
    assert found.weak == ("E8: the newest fact is of 2019, more than 24 months before 2024-07-22",)


@pytest.mark.parametrize(
    ("end", "shown"),
    [("2022-07-22", True), ("2022-07-21", False), ("2022-07", True), ("2022-06", False), ("2022", True),
     ("2021", False)],
)  # fmt: skip
def test_partial_dates_count_by_their_last_day(end: str, shown: bool) -> None:
    assert (recent(replace(CUSTODY, end=end), 24).verdict is Verdict.SHOWN) == shown


def test_without_an_end_the_newest_exhibit_counts_whatever_its_precision() -> None:
    open_ended = replace(CUSTODY, end="")
    year = filed("account-1.txt", available="2022")
    assert recent(open_ended, 24, year, filed("account-2.txt", available="2022-05")).verdict is Verdict.SHOWN
    assert recent(open_ended, 24, year, filed("account-2.txt", available="2020")).verdict is Verdict.SHOWN
    old = [filed(name, available="2020-01-01") for name in ("account-1.txt", "account-2.txt")]
    assert recent(open_ended, 24, *old).verdict is Verdict.NOT_SHOWN


def test_without_any_date_nothing_says_how_recent_it_is() -> None:
    undated = [filed(name, available="") for name in ("account-1.txt", "account-2.txt")]
    found = recent(replace(CUSTODY, start="", end=""), 24, *undated)
    assert found.verdict is Verdict.NOT_SHOWN
    assert found.weak == ("E8: no date says how recent the fact is",)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [("2024-07-22", 24, "2022-07-22"), ("2024-03-31", 1, "2024-02-29"), ("2024-01-15", 1, "2023-12-15"),
     ("2024-07-22", 0, "2024-07-22"), ("2023-12-30", -2, "2024-02-29"), ("2024-01-30", -1, "2024-02-29")],
)  # fmt: skip
def test_months_are_counted_back(day: str, months: int, before: str) -> None:
    assert months_before(day, months) == before


# What would turn it


def with_more(kept: Record, said: Claim, count: int, as_of: str) -> tuple[Record, Claim]:
    """So many further exhibits, each the best there is and of an origin of its own."""
    found = [
        Paper(
            filing=Filing(exhibit=f"found-{number}", title=f"found {number}", evidence="register", reliability="A"),
            available=as_of, captured=as_of,
        )
        for number in range(count)
    ]  # fmt: skip
    spans = tuple(Span(exhibit=one.filing.exhibit, locator="line:1", quote="x", credibility="1") for one in found)
    more = Papers(
        papers={**kept.papers.papers, **{one.filing.exhibit: one for one in found}}, origins=kept.papers.origins
    )
    return replace(kept, papers=more), replace(said, spans=(*said.spans, *spans))


@pytest.mark.parametrize("forum", sorted(forums()))
@pytest.mark.parametrize("key", sorted(standards()))
def test_from_nothing_the_exhibits_that_are_told_show_it_and_one_fewer_does_not(key: str, forum: str) -> None:
    standard = standards()[key]
    empty = record([], Papers())
    for one in assess(standard, "nobody", ["nobody"], empty, as_of=ADOPTION, forum=forum).elements:
        assert one.turn is not None
        assert one.turn.exhibits is not None, f"{key} {one.element.key}: {one.turn.words}"
        base = Claim(kind=one.element.shown_by[0], subject="nobody", words="", author="", source="", claimed_on="",
                     object=one.element.source)  # fmt: skip
        for count, shown in ((one.turn.exhibits, True), (one.turn.exhibits - 1, False)):
            kept, said = with_more(empty, base, count, ADOPTION)
            found = weigh(said, one.element, kept, forum=forums()[forum], as_of=ADOPTION)
            assert (found.verdict is Verdict.SHOWN) == shown


@pytest.mark.parametrize(
    ("said", "element", "exhibits"), [(ORDERED, "responsible", 1), (replace(PAIN, spans=()), "pain", 2)]
)
def test_from_what_is_there_only_missing_exhibits_are_counted(said: Claim, element: str, exhibits: int) -> None:
    turn = part(judged(said), element).turn
    assert turn is not None
    assert turn.exhibits == exhibits
    for count, shown in ((exhibits, True), (exhibits - 1, False)):
        kept, more = with_more(record([said], papers()), said, count, ADOPTION)
        assert (weigh(more, ELEMENTS[element], kept, forum=EU, as_of=ADOPTION).verdict is Verdict.SHOWN) == shown


def test_what_is_missing_is_told_in_words() -> None:
    turn = part(judged(ORDERED), "responsible").turn
    assert turn is not None
    assert "one exhibit, of another origin than “account-2”, graded C3 or better" in turn.words
    assert f"to be had by {ADOPTION}" in turn.words
    assert ELEMENTS["responsible"].turn in turn.words


def test_against_a_contradiction_no_number_of_exhibits_is_told() -> None:
    beaten = replace(PAIN, against=(span("media.txt", "사업을 지도하였다", lang="ko"),))
    turn = part(judged(beaten), "pain").turn
    assert turn is not None
    assert turn.exhibits is None
    assert "“media”" in turn.words


def test_against_a_rival_that_does_not_yet_contradict_no_number_is_told_either() -> None:
    one = replace(OFFICE, spans=OFFICE.spans[:1])
    found = part(judged(one, ARRIVED_2018), "office")
    assert found.verdict is Verdict.NOT_SHOWN
    assert found.turn is not None
    assert found.turn.exhibits is None
    assert "“account-3”, “media”" in found.turn.words


def test_what_is_shown_needs_nothing() -> None:
    assert part(judged(PAIN), "pain").turn is None


# A third State's listing


def listing_alone(element: Element) -> list[Claim]:
    """Every claim that could show an element, each resting on five listings by third States and on nothing else."""
    spans = tuple(Span(exhibit=f"us-{n}", locator="line:1", quote="listed", credibility="1") for n in range(5))
    return [
        claim(kind, f"The list says so: {kind}.", spans, subject="x", object=element.source or "US", end=ADOPTION)
        for kind in element.shown_by
    ]


@pytest.mark.parametrize("key", sorted(standards()))
def test_listings_by_third_states_alone_never_show_an_element(key: str) -> None:
    standard = standards()[key]
    found = {
        f"us-{n}": Paper(
            filing=Filing(exhibit=f"us-{n}", title=f"list {n}", evidence="third_state_listing", reliability="A",
                          checked="A court heard the person."),
            available="2020", captured="2020",
        )
        for n in range(5)
    }  # fmt: skip
    claims = [one for element in standard.elements for one in listing_alone(element)]
    listed = claim("listed", "Listed.", claims[0].spans if claims else (), subject="x", object="US")
    kept = record([*claims, listed], Papers(papers=found, origins={name: frozenset({name}) for name in found}))
    for forum in forums():
        result = assess(standard, "x", ["x"], kept, as_of=ADOPTION, forum=forum)
        assert [one.element.key for one in result.elements if one.verdict is Verdict.SHOWN] == []
        assert result.verdict is not Verdict.SHOWN


def test_a_listing_is_a_lead_and_is_told_as_one() -> None:
    listed = claim("listed", "Listed by the US.", [span("account-1.txt", "Han Jae-mok")], object="US")
    found = judged(listed)
    assert [one.id for one in found.leads] == [listed.id]
    assert found.shown == 0


def test_only_the_un_s_own_listing_shows_that_the_un_listed() -> None:
    standard = standards()["eu-dprk/un"]
    entry = Paper(filing=Filing(exhibit="un", title="the list", evidence="un"), available="2016", captured="2016")
    quote = Span(exhibit="un", locator="line:1", quote="x", credibility="1")
    for authority, verdict in (("UN", Verdict.SHOWN), ("US", Verdict.NOT_SHOWN)):
        listed = claim("listed", "Listed.", [quote], subject="x", object=authority)
        found = assess(standard, "x", ["x"], record([listed], Papers(papers={"un": entry})), as_of=ADOPTION)
        assert found.verdict is verdict


def test_the_order_of_claims_changes_nothing() -> None:
    said = [OFFICE, CUSTODY, PAIN, AUTHORITY, ORDERED, ARRIVED_2018]
    one, two = judged(*said), judged(*reversed(said))
    assert [each.verdict for each in one.elements] == [each.verdict for each in two.elements]
    assert [each.turn for each in one.elements] == [each.turn for each in two.elements]
    assert [each.strongest and each.strongest.claim.id for each in one.elements] == [
        each.strongest and each.strongest.claim.id for each in two.elements
    ]


def test_an_exhibit_damaged_after_the_draft_takes_the_verdict_down() -> None:
    assert good_draft().assessment.verdict is Verdict.SHOWN
    assert with_paper(good_draft(), "account-2.txt", intact=False).assessment.verdict is Verdict.NOT_SHOWN


def test_an_account_counts_for_nothing_before_its_use_is_on_record() -> None:
    silent = [filed(name, uses=()) for name in ("account-1.txt", "account-2.txt")]
    found = held(CUSTODY, "custody", *silent)
    assert found.verdict is Verdict.NOT_SHOWN
    assert found.weak[0] == "consent: no use of “account-1” is on record, which an account of a witness needs"
    paper_of_state = filed("media.txt", uses=())
    assert held(OFFICE, "office", paper_of_state).lineages == 3


def test_what_is_missing_is_told_conduct_first_and_alternatives_as_one() -> None:
    assert judged(OFFICE, CUSTODY, PAIN, AUTHORITY).missing_words == ()
    links = "; or ".join(ELEMENTS[key].words for key in ("responsible", "involved", "associated"))
    assert judged(OFFICE, CUSTODY, PAIN).missing_words == (f"one of: {links}",)
    told = judged(CUSTODY).missing_words
    assert told[-1] == ELEMENTS["office"].words  # who did it comes after what was done
    assert sorted(told[:-1]) == sorted((ELEMENTS["pain"].words, f"one of: {links}"))


def test_a_settlement_of_a_claim_with_itself_is_none() -> None:
    alone = Settlement(gives_way=OFFICE.id, stands=OFFICE.id, why="a slip")
    pair = Settlement(gives_way=OFFICE.id, stands=ARRIVED_2018.id, why="the decree is of 2018")
    assert settled_pairs([alone]) == frozenset()
    assert settled_pairs([alone, pair, alone]) == {(OFFICE.id, ARRIVED_2018.id)}


def test_exhibits_that_repeat_one_another_in_a_ring_are_one_origin_under_the_smallest_name() -> None:
    ring = [Filing(exhibit=one, title=one, evidence="press", repeats=(other,)) for one, other in ("cb", "ac", "ba")]
    report = Filing(exhibit="z", title="z", evidence="press_repeat", repeats=("b", "y"))
    alone = Filing(exhibit="y", title="y", evidence="press")
    found = roots([*ring, report, alone])
    assert {key: sorted(one) for key, one in found.items()} == {
        "a": ["a"],
        "b": ["a"],
        "c": ["a"],
        "y": ["y"],
        "z": ["a", "y"],
    }
