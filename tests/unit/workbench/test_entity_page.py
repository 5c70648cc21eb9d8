"""An entity's page: sources side by side, what agrees and what cannot, ties both ways, and who merged what."""

from whereas.core.entity import Entity
from whereas.core.judgement import Decision, Judgement, Reason
from whereas.core.statement import Statement
from whereas.policy.programmes import load_programme
from whereas.publish.designation_chart import designation_chart
from whereas.resolve.resolution import build_graph
from whereas.workbench.entity_page import EntityPage, entity_page, pointing_at, worth_a_look

AT = "2024-02-01T09:00:00Z"
AUTHORITIES = {"un": "UN", "eu_journal": "EU", "ofac_sdn": "US"}


def said(source: str, entity: str, schema: str, /, **values: str | tuple[str, ...]) -> Entity:
    """What a source says of an entry."""
    statements = [
        Statement(source=source, entity=entity, schema=schema, prop=prop, value=value, exhibit=f"{source}-exhibit",
                  locator="row:2")
        for prop, given in values.items()
        for value in ((given,) if isinstance(given, str) else given)
    ]  # fmt: skip
    return Entity(id=entity, statements=tuple(statements), members=(entity,))


def same(left: str, right: str, decision: Decision = Decision.SAME, author: str = "machine:resolve/1") -> Judgement:
    reasons = (Reason(feature="birth date", weight=2.0, words="born on the same day"),)
    return Judgement(left=left, right=right, decision=decision, author=author, at=AT, score=0.98, reasons=reasons)


ENTITIES = (
    said("un", "un-1", "Person", name="PAK Chol Ho", birthDate="1960", nationality="kp", position="Director"),
    said("eu_journal", "eu-1", "Person", name=("Pak Chol-ho", "박철호"), birthDate="1960-05-02", gender="male"),
    said("ofac_sdn", "us-1", "Person", name="PAK, Chol Ho", birthDate="1961-01-01", gender="female", nationality="cn"),
    said("un", "un-2", "Organization", name="Haedong Trading"),
    said("un", "un-3", "Vessel", name="Un Ha 9", owner="un-2"),
    said("un", "un-d", "Directorship", director="un-1", organization="un-2", role="chairman"),
    said("un", "un-s", "Sanction", entity="un-1", authority="UN", program="DPRK", listingDate="2016-03-02"),
    said("eu_journal", "eu-s", "Sanction", entity="eu-1", authority="EU", program="EU-PRK", startDate="2016-03-05",
         endDate="2020-01-01"),
    said("un", "un-p", "Passport", holder="un-1", passportNumber="654000111", country="kp"),
)  # fmt: skip
JUDGEMENTS = (same("eu-1", "un-1"), same("un-1", "us-1"), same("eu-1", "zz-9", Decision.UNSURE))


def page_of(entity: str = "un-1", judgements: tuple[Judgement, ...] = JUDGEMENTS) -> EntityPage:
    graph = build_graph(ENTITIES, judgements)
    return entity_page(
        graph, graph.canonical[entity], as_of="2024-02-01", programme=load_programme("dprk"),
        editions={"un": "2024-01-01", "eu_journal": "2023-12-01", "ofac_sdn": "2023-01-21"}, authorities=AUTHORITIES,
        judgements=judgements, pointing=pointing_at(graph),
    )  # fmt: skip


def state_of(page: EntityPage, prop: str) -> str:
    return next(line.state for line in page.lines if line.prop == prop)


def test_each_entry_is_a_column_in_the_order_of_authorities() -> None:
    assert [(one.voice, one.entity, one.edition) for one in page_of().columns] == [
        ("UN", "un-1", "2024-01-01"), ("EU", "eu-1", "2023-12-01"), ("US", "us-1", "2023-01-21")]  # fmt: skip


def test_spellings_that_fold_to_one_agree_and_a_lone_voice_is_called_so() -> None:
    page = page_of()
    assert state_of(page, "name") == "agree"
    assert state_of(page, "position") == "alone"


def test_two_dates_agree_where_one_is_less_exact_and_conflict_where_they_cannot_both_be() -> None:
    page = page_of()
    birth = next(line for line in page.lines if line.prop == "birthDate")
    assert (birth.state, set(birth.parted)) == ("conflict", {("un-1", "us-1"), ("eu-1", "us-1")})
    assert state_of(page, "gender") == "conflict"
    assert {one.prop for one in page.conflicts} == {"birthDate", "gender"}
    without = page_of(judgements=(same("eu-1", "un-1"),))
    assert state_of(without, "birthDate") == "agree"


def test_two_nationalities_differ_and_are_worth_a_look() -> None:
    line = next(line for line in page_of().lines if line.prop == "nationality")
    assert (line.state, worth_a_look(line)) == ("differ", True)


def test_names_are_shown_by_script() -> None:
    assert dict(page_of().names)["hangul"] == ("박철호",)


def test_listings_say_whether_they_run_on_the_day() -> None:
    page = page_of()
    assert [(one.authority, one.date, one.in_force) for one in page.listings] == [
        ("UN", "2016-03-02", True), ("EU", "2016-03-05", False)]  # fmt: skip
    assert page.authorities == ("UN",)


def test_ties_are_seen_from_both_ends_with_what_they_rest_on() -> None:
    [tie] = page_of().ties
    assert (tie.kind, tie.other, tie.toward, tie.label) == ("Directorship", "un-2", True, "chairman")
    assert tie.rests[0].exhibit == "un-exhibit"
    other = {(one.kind, one.other, one.toward) for one in page_of("un-2").ties}
    assert other == {("Directorship", "eu-1", False), ("owner", "un-3", False)}


def test_documents_stand_apart() -> None:
    assert [(one.number, one.country) for one in page_of().papers] == [("654000111", "kp")]


def test_a_persons_decision_stands_beside_the_machines_it_outranks() -> None:
    parted = same("un-1", "us-1", Decision.DIFFERENT, author="An Analyst")
    page = page_of(judgements=(*JUDGEMENTS, parted))
    assert set(page.thing.members) == {"un-1", "eu-1"}
    states = {(one.judgement.author, one.judgement.decision, one.in_force) for one in page.merges}
    assert ("An Analyst", Decision.DIFFERENT, True) in states
    assert ("machine:resolve/1", Decision.UNSURE, True) in states


def test_the_timeline_runs_to_the_day_or_to_the_end() -> None:
    chart = designation_chart(page_of().listings, "2024-02-01")
    assert chart is not None
    un, eu = chart.spans
    assert abs(un.x + un.width - chart.today) < 0.2
    assert eu.x + eu.width < chart.today
    assert (un.ended, eu.ended) == (False, True)
    assert un.x < eu.x


def test_a_party_without_dates_has_no_timeline() -> None:
    assert designation_chart((), "2024-02-01") is None
