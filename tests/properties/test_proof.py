"""More evidence for a claim never weakens it, less never strengthens it, and the whole follows from its parts."""

from dataclasses import replace
from itertools import combinations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from whereas.assess.grounds import Paper, Papers, independent, roots
from whereas.assess.opposition import rivals, settled_pairs
from whereas.assess.proof import assess
from whereas.assess.record import record
from whereas.assess.weighing import weigh
from whereas.core.claim import Claim
from whereas.core.filing import Filing, Settlement
from whereas.core.span import Span
from whereas.core.verdict import Verdict, all_of, any_of
from whereas.policy.claims import evidence_classes
from whereas.policy.forums import forums
from whereas.policy.standards import standards

ADOPTION = "2024-07-22"
TORTURE = standards()["eu-human-rights/torture"]
KINDS = ("held_in_custody", "inflicted_pain", "holds_office", "exercised_authority", "ordered", "aided", "listed")
DATES = ("", "2016", "2019-03", "2022-07", "2022-07-21", "2022", "2024-07-22", "2024", "2025-01-01")


@st.composite
def exhibits(draw: st.DrawFn) -> Papers:
    """Eight exhibits of any class, grade, date, consent and state, some repeating others."""
    found = {}
    for name in "abcdefgh":
        filing = Filing(
            exhibit=name, title=name, evidence=draw(st.sampled_from(sorted(evidence_classes()))),
            reliability=draw(st.sampled_from(("", "A", "B", "C", "D", "F"))),
            repeats=tuple(draw(st.lists(st.sampled_from("abcdefgh"), max_size=1))),
            uses=draw(st.sampled_from(((), (), ("eu",), ("un",)))),
        )  # fmt: skip
        found[name] = Paper(
            filing=filing, available=draw(st.sampled_from(DATES)), captured="2024-01-01",
            intact=draw(st.sampled_from((True, True, True, False))),
        )  # fmt: skip
    return Papers(papers=found, origins=roots(one.filing for one in found.values()))


SPANS = st.builds(
    Span, exhibit=st.sampled_from("abcdefghi"), locator=st.sampled_from(("line:1", "line:2")), quote=st.just("x"),
    credibility=st.sampled_from(("", "1", "3", "4", "6")),
)  # fmt: skip
PROVIDED = st.lists(SPANS, max_size=5)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """A claim with what supports it and sometimes what undermines it."""
    return Claim(
        kind=draw(st.sampled_from(KINDS)), subject="x", words=draw(st.sampled_from(("one", "two", "three"))),
        author="a", source="", claimed_on="2024", object=draw(st.sampled_from(("here", "there"))),
        start=draw(st.sampled_from(("", "2016", "2018"))), end=draw(st.sampled_from(("", "2019", "2022-08"))),
        rivals=draw(st.sampled_from(("", "", "question"))), spans=tuple(draw(PROVIDED)),
        against=tuple(draw(st.lists(SPANS, max_size=2)) if draw(st.booleans()) else ()),
    )  # fmt: skip


ELEMENT = st.builds(
    lambda element, months, needed: msgspec.structs.replace(element, months=months, lineages=needed),
    st.sampled_from(TORTURE.elements), st.sampled_from((0, 0, 24)), st.integers(1, 3),
)  # fmt: skip
FORUM = st.sampled_from(sorted(forums()))


@given(claims(), SPANS, exhibits(), ELEMENT, FORUM)
def test_a_further_ground_never_turns_shown_into_not_shown(said, more, papers, element, forum) -> None:
    kept, asked = record([said], papers), forums()[forum]
    before = weigh(said, element, kept, forum=asked, as_of=ADOPTION)
    after = weigh(replace(said, spans=(*said.spans, more)), element, kept, forum=asked, as_of=ADOPTION)
    if before.verdict is Verdict.SHOWN:
        assert after.verdict is Verdict.SHOWN
    if before.verdict is not Verdict.CONTRADICTED and after.verdict is Verdict.CONTRADICTED:
        assert after.against  # it was opposed before, and is now strong enough to be worth a contradiction


@given(claims(), st.integers(0, 4), exhibits(), ELEMENT, FORUM)
def test_a_ground_less_never_turns_not_shown_into_shown(said, at, papers, element, forum) -> None:
    said = replace(said, against=())
    kept, asked = record([said], papers), forums()[forum]
    less = replace(said, spans=said.spans[:at] + said.spans[at + 1 :])
    if weigh(said, element, kept, forum=asked, as_of=ADOPTION).verdict is not Verdict.SHOWN:
        assert weigh(less, element, kept, forum=asked, as_of=ADOPTION).verdict is not Verdict.SHOWN


@given(claims(), st.sampled_from("abcdefgh"), exhibits(), ELEMENT, FORUM)
def test_an_exhibit_lost_from_the_archive_never_shows_more(said, name, papers, element, forum) -> None:
    said = replace(said, against=())
    asked = forums()[forum]
    damaged = replace(papers, papers={**papers.papers, name: replace(papers.papers[name], intact=False)})
    gone = replace(papers, papers={key: one for key, one in papers.papers.items() if key != name})
    if weigh(said, element, record([said], papers), forum=asked, as_of=ADOPTION).verdict is not Verdict.SHOWN:
        for kept in (damaged, gone):
            found = weigh(said, element, record([said], kept), forum=asked, as_of=ADOPTION)
            assert found.verdict is not Verdict.SHOWN


@given(claims(), exhibits(), ELEMENT, FORUM)
def test_every_ground_counts_or_is_left_out_with_a_reason(said, papers, element, forum) -> None:
    found = weigh(said, element, record([said], papers), forum=forums()[forum], as_of=ADOPTION)
    assert len(found.grounds) + len(found.left) == len(said.spans)
    assert all(one.why.startswith(f"{one.rule}: ") for one in found.left)
    if found.verdict is Verdict.SHOWN:
        assert found.lineages >= found.needed
        assert not found.against


@given(st.lists(claims(), max_size=6), exhibits(), st.sampled_from(sorted(standards())), FORUM, st.booleans())
def test_the_whole_is_all_of_its_elements_and_an_element_any_of_its_claims(said, papers, key, forum, settle) -> None:
    settled = [Settlement(gives_way=one.id, stands=two.id, why="w") for one in said[:1] for two in said[1:2] if settle]
    found = assess(standards()[key], "x", ["x"], record(said, papers, settled), as_of=ADOPTION, forum=forum)
    groups: dict[str, list[Verdict]] = {}
    for number, one in enumerate(found.elements):
        assert one.verdict is any_of(held.verdict for held in one.claims)
        assert (one.turn is None) == (one.verdict is Verdict.SHOWN)
        groups.setdefault(one.element.group or f"alone {number}", []).append(one.verdict)
    assert found.verdict is all_of(any_of(verdicts) for verdicts in groups.values())
    assert (found.shown, found.needed) == (
        sum(Verdict.SHOWN in verdicts for verdicts in groups.values()),
        len(groups),
    )
    assert (found.missing == ()) == (found.verdict is Verdict.SHOWN)


@given(st.lists(claims(), max_size=5), exhibits(), FORUM)
def test_the_exhibits_that_would_turn_an_element_turn_it(said, papers, forum) -> None:
    found = assess(TORTURE, "x", ["x"], record(said, papers), as_of=ADOPTION, forum=forum)
    for one in found.elements:
        if one.turn is None or one.turn.exhibits is None or not one.claims:
            continue
        more = {
            name: Paper(filing=Filing(exhibit=name, title=name, evidence="register", reliability="A"),
                        available=ADOPTION, captured=ADOPTION)
            for name in (f"found-{number}" for number in range(one.turn.exhibits))
        }  # fmt: skip
        spans = tuple(Span(exhibit=name, locator="line:1", quote="x", credibility="1") for name in more)
        kept = Papers(papers={**papers.papers, **more}, origins=papers.origins)

        def turned(held: Claim, spans: tuple[Span, ...] = spans, kept: Papers = kept, key: str = one.element.key):
            after = replace(held, spans=(*held.spans, *spans))
            rest = [after if other.id == held.id else other for other in said]
            again = assess(TORTURE, "x", ["x"], record(rest, kept), as_of=ADOPTION, forum=forum)
            return next(each.verdict for each in again.elements if each.element.key == key)

        assert any(turned(held.claim) is Verdict.SHOWN for held in one.claims)


ORIGINS = st.lists(st.frozensets(st.sampled_from("uvwxyz"), min_size=1, max_size=3), max_size=6)


@given(ORIGINS)
def test_origins_are_as_many_as_can_stand_side_by_side(found) -> None:
    def apart(chosen) -> bool:
        return all(not one & two for one, two in combinations(chosen, 2))

    most = max(size for size in range(len(found) + 1) if any(map(apart, combinations(found, size))))
    assert independent(found) == most


@given(ORIGINS, st.frozensets(st.sampled_from("uvwxyz"), min_size=1, max_size=3))
def test_a_further_exhibit_adds_one_origin_at_most_and_takes_none(found, more) -> None:
    assert independent(found) <= independent([*found, more]) <= independent(found) + 1


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), max_size=8))
def test_no_settlement_is_of_both_ways_and_the_latest_word_on_a_pair_holds(pairs) -> None:
    found = settled_pairs(Settlement(gives_way=one, stands=two, why="w") for one, two in pairs)
    assert all((two, one) not in found and one != two for one, two in found)
    for both in {frozenset(pair) for pair in pairs if pair[0] != pair[1]}:
        assert [pair for pair in pairs if frozenset(pair) == both][-1] in found


@given(st.lists(claims(), max_size=5), exhibits(), FORUM, st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4))))
def test_of_two_rivals_whose_exhibits_count_both_ways_never_are_both_shown(said, papers, forum, ways) -> None:
    settled = [Settlement(gives_way=said[one].id, stands=said[two].id, why="w") for one, two in ways
               if max(one, two) < len(said)]  # fmt: skip
    found = assess(TORTURE, "x", ["x"], record(said, papers, settled), as_of=ADOPTION, forum=forum)
    for element in found.elements:
        for one, two in combinations(element.claims, 2):
            if one.verdict is two.verdict is Verdict.SHOWN:
                assert not rivals(one.claim, two.claim)


@given(claims(), SPANS, exhibits(), ELEMENT, FORUM)
def test_what_stands_against_a_claim_never_helps_it_whatever_becomes_of_it(said, more, papers, element, forum) -> None:
    kept, asked = record([said], papers), forums()[forum]
    before = weigh(said, element, kept, forum=asked, as_of=ADOPTION)
    opposed = replace(said, against=(*said.against, more))
    after = weigh(opposed, element, kept, forum=asked, as_of=ADOPTION)
    assert before.verdict is Verdict.SHOWN or after.verdict is not Verdict.SHOWN
    lost = replace(papers, papers={key: replace(one, intact=False, filing=replace(one.filing, uses=("none",)))
                                   if key == more.exhibit else one for key, one in papers.papers.items()})  # fmt: skip
    if more.exhibit not in {one.exhibit for one in said.spans}:
        spoiled = weigh(opposed, element, record([said], lost), forum=asked, as_of=ADOPTION)
        assert spoiled.verdict is after.verdict
