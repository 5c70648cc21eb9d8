"""How a condition stands: what counts as a step, on whose word, until when, and what an event or a day changes."""

import hashlib
from dataclasses import dataclass, replace

import pytest

from whereas.assess.conditions import Standing, State, stand
from whereas.assess.grounds import Paper, Papers
from whereas.assess.record import Record, record
from whereas.core.claim import Claim
from whereas.core.entity import Entity
from whereas.core.filing import Filing
from whereas.core.span import Span
from whereas.core.statement import Statement
from whereas.policy.conditions import Condition, Quiet, Verifier, conditions

VERIFIER = "Inspectorate"
CONDITION = Condition(
    key="invented", title="Invented", group="disarmament", objective="non-proliferation", points=("X1",),
    words="nothing is tested for a year",
    verifiers=(Verifier(who="Inspectorate and Japan", by="visits", access=True, verified=True),),
    baseline="tests went on", baseline_on="2009-04", baseline_state="reversed", expires_months=3,
    reversed_by="a test", verified=False,
)  # fmt: skip
QUIET = Condition(
    **{name: getattr(CONDITION, name) for name in CONDITION.__struct_fields__ if name != "quiet"},
    quiet=Quiet(source="inv", keyword="test+class:large", days=365, stale_days=120),
)


@dataclass(frozen=True)
class Step:
    """A claim on the condition, and the exhibit it rests on."""

    kind: str
    when: str
    publisher: str = VERIFIER
    available: str = ""
    intact: bool = True
    evidence: str = "state"
    reliability: str = ""
    uses: tuple[str, ...] = ()
    start: str = "as when"
    against: tuple[str, ...] = ()


def kept(*steps: Step) -> Record:
    """What the desk holds if these steps are claimed, each on an exhibit of its own."""
    papers, claims = {}, []
    for number, step in enumerate(steps):
        name = hashlib.sha256(f"{number} {step}".encode()).hexdigest()
        filing = Filing(
            exhibit=name, title="An invented report", evidence=step.evidence, publisher=step.publisher,
            reliability=step.reliability, uses=step.uses, available=step.available or step.when,
        )  # fmt: skip
        papers[name] = Paper(filing=filing, available=step.available or step.when, captured=step.when,
                             intact=step.intact)  # fmt: skip
        quoted = Span(exhibit=name, locator="page:1@0-4", quote="test", credibility="2", lang="en")
        claims.append(
            Claim(kind=step.kind, subject="kp", object="invented", words=f"{step.kind} of {step.when}.", author="A",
                  source=step.publisher, claimed_on=step.when, spans=(quoted,),
                  start=step.when if step.start == "as when" else step.start,
                  against=tuple(replace(quoted, exhibit=one) for one in step.against))
        )  # fmt: skip
    return record(claims, Papers(papers=papers))


def after(*steps: Step, as_of: str = "2020-06-30") -> Standing:
    return stand(CONDITION, kept(*steps), as_of=as_of)


VERIFIED = Step("step_verified", "2020-06-01")


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ((Step("announced", "2020-06-01"),), State.ANNOUNCED),
        ((Step("announced", "2020-05-01"), Step("announced", "2020-06-01")), State.ANNOUNCED),
        ((Step("step_taken", "2020-06-01"),), State.PARTLY),
        ((VERIFIED,), State.MET),
        ((Step("step_reversed", "2020-06-01"),), State.REVERSED),
        ((VERIFIED, Step("step_reversed", "2020-06-02")), State.REVERSED),
        ((Step("step_reversed", "2020-05-01"), VERIFIED), State.MET),
        # An announcement takes nothing back and adds nothing.
        ((VERIFIED, Step("announced", "2020-06-20")), State.MET),
        ((Step("step_reversed", "2020-05-01"), Step("announced", "2020-06-20")), State.REVERSED),
        # Nor does one more report that nobody verified, while a confirmation holds; after a reversal it does.
        ((VERIFIED, Step("step_taken", "2020-06-20", publisher="A paper")), State.MET),
        ((VERIFIED, Step("step_reversed", "2020-06-10"), Step("step_taken", "2020-06-20")), State.PARTLY),
    ],
)
def test_the_latest_step_decides_and_an_announcement_is_never_one(steps: tuple[Step, ...], state: State) -> None:
    assert after(*steps).state is state


def test_a_confirmation_expires_on_its_day_and_a_report_after_that_counts_again() -> None:
    held = after(VERIFIED, as_of="2020-09-01")
    ran_out = after(VERIFIED, as_of="2020-09-02")

    assert (held.state, held.expires) == (State.MET, "2020-09-01")
    assert (ran_out.state, ran_out.expires) == (State.UNVERIFIABLE, "2020-09-01")
    assert "ran out" in ran_out.words
    assert after(VERIFIED, Step("step_taken", "2020-09-01"), as_of="2020-09-02").state is State.PARTLY


@pytest.mark.parametrize(
    ("publisher", "state"),
    [
        ("Inspectorate", State.MET),
        ("the inspectorate", State.MET),
        ("A paper; Inspectorate", State.MET),
        ("Japan", State.MET),
        ("Japan Times", State.PARTLY),
        ("Friends of the Inspectorate", State.PARTLY),
        ("Democratic People's Republic of Japan", State.PARTLY),
        ("Some Paper, Japan", State.PARTLY),  # where a paper is printed is not who speaks
        ("Japan, as quoted by a paper", State.PARTLY),
        ("", State.PARTLY),
    ],
)
def test_met_needs_a_verifier_by_its_own_name(publisher: str, state: State) -> None:
    found = after(Step("step_verified", "2020-06-01", publisher=publisher))

    assert found.state is state
    if state is State.PARTLY:
        assert "No verifier of the condition confirms it (Inspectorate and Japan)" in found.words
        assert found.expires == ""


def test_a_step_on_no_exhibit_or_a_damaged_one_or_one_not_yet_to_be_had_counts_nothing() -> None:
    damaged = Step("step_verified", "2020-06-01", intact=False)
    later = Step("step_verified", "2020-06-01", available="2020-07-01")

    assert after(damaged).from_baseline
    assert after(later).from_baseline
    assert after(later, as_of="2020-07-01").state is State.MET
    bare = Claim(kind="step_verified", subject="kp", object="invented", words="Said.", author="A", source="A",
                 claimed_on="2020-06-01")  # fmt: skip
    assert stand(CONDITION, record([bare], Papers()), as_of="2020-06-30").from_baseline


def test_a_step_of_another_condition_counts_nothing() -> None:
    other = Condition(**{name: getattr(CONDITION, name) for name in CONDITION.__struct_fields__} | {"key": "other"})

    assert stand(other, kept(VERIFIED), as_of="2020-06-30").from_baseline


def test_a_step_after_the_day_is_not_known_on_it() -> None:
    assert after(VERIFIED, as_of="2020-05-31").from_baseline
    assert after(Step("step_verified", "2020-06", available="2020-06-14"), as_of="2020-06-15").state is State.MET
    # An exhibit that is known to the month alone was not surely to be had before the month ended.
    assert after(Step("step_verified", "2020-06"), as_of="2020-06-15").from_baseline
    assert after(Step("step_verified", "2020-06"), as_of="2020-06-30").state is State.MET
    assert after(Step("step_verified", "2020-07"), as_of="2020-06-15").from_baseline


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"evidence": "press_repeat", "reliability": "A"}, State.PARTLY),  # a paper that repeats a verifier
        ({"evidence": "press", "reliability": "A"}, State.PARTLY),
        ({"reliability": "F"}, State.PARTLY),  # nobody can judge whose word it is
        ({"reliability": "D"}, State.PARTLY),
        ({"evidence": "document"}, State.MET),
    ],
    ids=str,
)
def test_what_others_pass_on_of_a_verifier_or_nobody_can_judge_confirms_nothing(
    changes: dict[str, str], state: State
) -> None:
    found = after(replace(VERIFIED, **changes))  # type: ignore[arg-type]  # the test names the fields
    assert found.state is state


def test_neither_damage_nor_a_lock_takes_a_reversal_away() -> None:
    for changes in ({"intact": False}, {"evidence": "testimony", "uses": ("un",)}, {"available": "2020"}):
        undone = replace(Step("step_reversed", "2020-06-02"), **changes)  # type: ignore[arg-type]  # as above
        assert after(VERIFIED, undone).state is State.REVERSED


def test_an_account_counts_for_a_condition_only_where_its_witness_allows_it() -> None:
    told = Step("step_taken", "2020-06-01", publisher="A witness", evidence="testimony")
    assert after(told).from_baseline
    assert after(replace(told, uses=("un",))).from_baseline
    assert after(replace(told, uses=("un", "eu"))).state is State.PARTLY


def test_what_was_written_down_today_is_dated_by_its_exhibit_and_not_by_today() -> None:
    old = Step("step_verified", "2020-06-01", available="2019-06-01", start="")
    found = after(old)
    assert (found.state, found.expires) == (State.UNVERIFIABLE, "2019-09-01")


def test_what_stands_against_a_confirmation_keeps_it_from_being_met() -> None:
    other = Step("step_taken", "2020-05-01")
    name = next(iter(kept(other).papers.papers))  # the exhibit of the first step that is recorded
    contested = replace(VERIFIED, against=(name,))
    found = after(other, contested)
    assert found.state is State.UNVERIFIABLE
    assert "“An invented report” stands against it, and nobody settled it" in found.words
    weak = replace(other, reliability="D")
    name = next(iter(kept(weak).papers.papers))
    assert after(weak, replace(VERIFIED, against=(name,))).state is State.MET


def test_of_partial_dates_the_order_in_doubt_is_against_the_condition() -> None:
    # Reversed at some time in 2020, verified in March: nobody can say that the verification came after.
    assert after(Step("step_verified", "2020-05"), Step("step_reversed", "2020")).state is State.REVERSED


def test_a_confirmation_known_to_the_month_runs_from_its_first_day() -> None:
    assert after(Step("step_verified", "2020-06")).expires == "2020-09-01"


def test_without_claims_the_baseline_stands_and_says_that_it_is_from_memory() -> None:
    found = after()

    assert found.state is State.REVERSED
    assert found.from_baseline
    assert "from memory, not checked" in found.words


@pytest.mark.parametrize(("as_of", "state"), [("2009-03-31", State.UNVERIFIABLE), ("2009-04-01", State.REVERSED)])
def test_a_baseline_says_nothing_of_a_day_before_it(as_of: str, state: State) -> None:
    found = after(as_of=as_of)

    assert found.state is state
    assert found.from_baseline


def test_a_what_if_is_marked_and_rests_on_nobody() -> None:
    found = stand(CONDITION, kept(Step("step_reversed", "2020-06-01")), as_of="2020-06-30", supposed="met")

    assert (found.state, found.supposed, found.rests_on) == (State.MET, True, ())
    assert "what-if" in found.on_whose_word


def test_where_no_verifier_has_access_the_first_thing_to_turn_is_access() -> None:
    barred = Verifier(who="Inspectorate", by="visits", access=False, verified=True)
    closed = Condition(
        **{name: getattr(CONDITION, name) for name in CONDITION.__struct_fields__} | {"verifiers": (barred,)}
    )

    assert stand(closed, kept(), as_of="2020-06-30").to_turn.startswith("First access for Inspectorate")
    assert after().to_turn.startswith("A dated confirmation")
    assert after(VERIFIED).to_turn == ""


def shot(key: str, date: str, card: str = "large", source: str = "inv") -> Entity:
    """A test of an invented missile; `card` is the kind it points to."""
    said = (("date", date), ("keywords", "test"), ("involved", card))
    return Entity(
        id=key,
        statements=tuple(
            Statement(source=source, entity=key, schema="Event", prop=prop, value=value) for prop, value in said
        ),
    )


def card(key: str, word: str) -> Entity:
    """A kind of missile, as its card gives its class."""
    return Entity(
        id=key, statements=(Statement(source="cards", entity=key, schema="Document", prop="keywords", value=word),)
    )


CARDS = tuple(card(key, f"class:{key}") for key in ("large", "small", "Unknown"))


def quiet(
    *events: Entity, as_of: str = "2020-06-30", edition: str = "2020-06-01", steps: Record | None = None
) -> Standing:
    return stand(QUIET, steps or kept(), as_of=as_of, events=(*events, *CARDS), editions={"inv": edition})


def test_only_the_tests_that_the_condition_means_break_the_quiet() -> None:
    assert quiet(shot("a", "2020-01-01", "small")).state is State.PARTLY
    broken = quiet(shot("a", "2020-01-01", "small"), shot("b", "2020-02-01"))
    assert broken.state is State.UNMET
    assert "the last of 1 events counted is of 2020-02-01" in broken.words


def test_quiet_is_never_met_for_nobody_declared_it() -> None:
    found = quiet(shot("a", "2018-01-01"))

    assert found.state is State.PARTLY
    assert "quiet and no more" in found.words


@pytest.mark.parametrize(
    ("date", "state"),
    [
        ("2019-06-30", State.PARTLY),  # 366 days before: 2020 is a leap year
        ("2019-07-01", State.UNMET),
        ("2019", State.UNMET),  # it may have been in December
        ("2019-06", State.PARTLY),
        ("2020-07-01", State.PARTLY),  # after the day, so not known on it
        ("2020-06", State.UNMET),
    ],
)
def test_the_days_of_quiet_are_counted_from_the_last_day_a_test_can_have_been(date: str, state: State) -> None:
    assert quiet(shot("a", date)).state is state


def test_of_several_tests_the_one_that_can_be_latest_counts() -> None:
    # As text `2019` stands before `2019-03-01`, and can be later.
    assert quiet(shot("a", "2019-03-01"), shot("b", "2019")).state is State.UNMET


@pytest.mark.parametrize(
    ("edition", "state"),
    [("2020-03-02", State.PARTLY), ("2020-03-01", State.UNVERIFIABLE), ("2020", State.UNVERIFIABLE)],
)
def test_a_series_that_ended_long_ago_shows_no_quiet(edition: str, state: State) -> None:
    assert quiet(shot("a", "2018-01-01"), edition=edition).state is state


def test_tests_of_no_known_class_make_quiet_unverifiable_and_old_ones_do_not() -> None:
    found = quiet(shot("a", "2020-05-01", "Unknown"), shot("b", "2018-05-01", "small"))

    assert found.state is State.UNVERIFIABLE
    assert "1 in the last 365 days are of no known class" in found.words
    assert quiet(shot("a", "2018-05-01", "Unknown")).state is State.PARTLY


def test_without_the_cards_nothing_is_said_to_be_quiet() -> None:
    found = stand(QUIET, kept(), as_of="2020-06-30", events=(shot("a", "2020-05-01"),), editions={"inv": "2020-06-01"})

    assert found.state is State.UNVERIFIABLE
    assert "nothing in view says which of the 1 events of inv are meant" in found.words


def test_without_the_source_the_baseline_stands() -> None:
    assert stand(QUIET, kept(), as_of="2020-06-30", events=(), editions={}).from_baseline


def test_a_test_outweighs_a_confirmation_and_events_of_other_sources_do_not() -> None:
    steps = kept(VERIFIED)

    assert quiet(shot("a", "2020-06-10"), steps=steps).state is State.UNMET
    assert quiet(shot("a", "2018-06-10"), steps=steps).state is State.MET
    assert quiet(shot("a", "2020-06-10", source="other"), steps=steps).state is State.MET
    assert quiet(shot("a", "2020-06-10"), steps=kept(Step("step_reversed", "2020-06-12"))).state is State.REVERSED


def test_a_test_outweighs_what_was_announced_before_it_and_not_what_was_announced_after() -> None:
    said = kept(Step("announced", "2020-03-01"))
    assert quiet(shot("a", "2020-06-10"), steps=said).state is State.UNMET
    assert quiet(shot("a", "2020-01-10"), steps=said).state is State.ANNOUNCED


def test_the_moratorium_of_the_policy_counts_long_range_missiles_and_no_short_ones() -> None:
    moratorium = conditions()["test-moratorium"]
    assert moratorium.quiet is not None
    named = [card(key, f"class:{key}") for key in ("ICBM", "SRBM")]

    def states(kind: str) -> State:
        said = (("date", "2026-04-01"), ("keywords", "missile-test"), ("involved", kind))
        flown = Entity(
            id="flown",
            statements=tuple(
                Statement(source="cns_missiles", entity="flown", schema="Event", prop=prop, value=value)
                for prop, value in said
            ),
        )
        return stand(moratorium, kept(), as_of="2026-05-01", events=(flown, *named),
                     editions={"cns_missiles": "2026-04-18"}).state  # fmt: skip

    assert states("ICBM") is State.UNMET
    assert states("SRBM") is State.PARTLY


def joint(kind: str, *available: str, start: str = "") -> Record:
    """One step on several exhibits, each to be had from its own day."""
    each = [kept(Step(kind, one)) for one in available]
    [first, *_] = each[0].context
    spans = tuple(span for one in each for claim in one.context for span in claim.spans)
    papers = {key: paper for one in each for key, paper in one.papers.papers.items()}
    return record([replace(first, spans=spans, start=start)], Papers(papers=papers))


@pytest.mark.parametrize(
    ("kind", "since"), [("step_verified", "2020-04-02"), ("step_taken", "2020-04-02"), ("step_reversed", "2020-06-20")]
)
def test_of_several_exhibits_the_first_dates_a_step_and_the_last_a_reversal(kind: str, since: str) -> None:
    held = joint(kind, "2020-05-10", "2020-06-20", "2020-04-02")
    assert stand(CONDITION, held, as_of="2020-06-30").since == since


def test_a_step_is_dated_as_it_is_claimed_and_not_by_a_later_exhibit() -> None:
    found = after(Step("step_verified", "2020-03-01", available="2020-06-20"))
    assert (found.since, found.expires, found.state) == ("2020-03-01", "2020-06-01", State.UNVERIFIABLE)


def test_a_step_that_is_claimed_of_a_later_day_is_not_taken_on_this_one() -> None:
    ahead = Step("step_verified", "2020-07-15", available="2020-06-01")
    assert after(ahead).from_baseline
    assert after(ahead, as_of="2020-07-15").state is State.MET


@pytest.mark.parametrize(("kind", "state"), [("announced", State.ANNOUNCED), ("step_reversed", State.REVERSED)])
def test_what_stands_against_a_step_lifts_neither_an_announcement_nor_a_reversal(kind: str, state: State) -> None:
    other = Step("announced", "2020-05-01")
    name = next(iter(kept(other).papers.papers))
    found = after(other, Step(kind, "2020-06-01", against=(name,)))
    assert found.state is state
    assert "against it" not in found.words


def test_what_was_to_be_had_only_later_does_not_stand_against_a_step_yet() -> None:
    other = Step("step_taken", "2020-05-01", available="2020-06-20")
    name = next(iter(kept(other).papers.papers))
    contested = replace(VERIFIED, against=(name,))
    assert after(other, contested, as_of="2020-06-19").state is State.MET
    assert after(other, contested, as_of="2020-06-20").state is State.UNVERIFIABLE


def test_a_step_after_an_announcement_alone_counts() -> None:
    assert after(Step("announced", "2020-05-01"), Step("step_taken", "2020-06-01")).state is State.PARTLY


def test_whose_word_it_is_is_the_publisher_s_or_else_the_exhibit_s_by_its_title() -> None:
    assert after(VERIFIED).on_whose_word == VERIFIER
    assert after(replace(VERIFIED, publisher="")).on_whose_word == "An invented report"


def test_a_step_on_an_exhibit_that_is_not_in_the_ledger_counts_nothing() -> None:
    claims = kept(VERIFIED).context
    assert stand(CONDITION, record(claims, Papers()), as_of="2020-06-30").from_baseline
    assert not Papers().ground(claims[0].spans[0]).intact
