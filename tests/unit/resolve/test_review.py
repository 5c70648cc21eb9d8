"""A reviewer sees what matters first, both sides of a pair, and signs the answer."""

import pytest

from tests.unit.resolve.people import AT, thing
from whereas.core.entity import Entity
from whereas.core.judgement import Decision, Judgement
from whereas.resolve.judge import propose
from whereas.resolve.review import answer, progress, render, worth_a_look

ENTITIES: tuple[Entity, ...] = (
    thing("un-1", name="HAN YONG CHOL"),
    thing("eu-1", name="Han Yong Chol", passportNumber="772110043"),
    thing("au-1", name="Petra Lindqvist", passportNumber="772110043"),
)
IN_VIEW = {entity.id: entity for entity in ENTITIES}


def judgements() -> tuple[Judgement, ...]:
    return (
        Judgement(left="eu-1", right="un-1", decision=Decision.UNSURE, author="machine:resolve/1", at=AT, score=0.5),
        *propose(ENTITIES, (), at=AT).judgements,
    )


def test_a_quarrel_of_documents_and_names_comes_first() -> None:
    first, *_ = worth_a_look(judgements(), IN_VIEW)
    assert (first.left, first.right) == ("au-1", "eu-1")


def test_what_a_person_decided_or_skipped_is_not_asked_again() -> None:
    log = judgements()
    queue = worth_a_look(log, IN_VIEW)
    decided = answer(queue[0], "different", author="A. Reviewer", at=AT)
    assert decided is not None
    after = worth_a_look((*log, decided), IN_VIEW)
    assert (decided.left, decided.right) not in {(said.left, said.right) for said in after}
    assert worth_a_look(log, IN_VIEW, skipped=[(said.left, said.right) for said in queue]) == ()
    assert progress(queue, [decided]) == f"1 of {len(queue)} pairs answered"


def test_a_pair_is_rendered_with_both_sides_and_reasons() -> None:
    said = worth_a_look(judgements(), IN_VIEW)[0]
    rows = {row.feature: row for row in render(said, IN_VIEW)}
    assert (rows["document"].left, rows["document"].right) == ("772110043", "772110043")
    assert rows["name"].left == "Petra Lindqvist"
    assert "must look" in rows["rule"].words


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        ("same", Decision.SAME),
        ("D", Decision.DIFFERENT),
        (" unsure ", Decision.UNSURE),
        ("undo", Decision.NO_JUDGEMENT),
    ],
)
def test_answers_become_a_persons_judgement(text: str, decision: Decision) -> None:
    made = answer(judgements()[0], text, author="A. Reviewer", at=AT, note="read both acts")
    assert made is not None
    assert made.decision is decision
    assert not made.by_machine
    assert made.reasons[0].words == "read both acts"


def test_skip_says_nothing_and_nonsense_is_refused() -> None:
    assert answer(judgements()[0], "skip", author="A. Reviewer", at=AT) is None
    with pytest.raises(ValueError, match="not an answer"):
        answer(judgements()[0], "perhaps", author="A. Reviewer", at=AT)
    with pytest.raises(ValueError, match="signed by a person"):
        answer(judgements()[0], "same", author="machine:resolve/1", at=AT)
