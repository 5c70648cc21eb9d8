"""Review by a person: which pairs are worth a look, a pair as rows to read, and an answer as a judgement."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from whereas.core import schema as schemata
from whereas.core.entity import Entity
from whereas.core.judgement import Decision, Judgement, Reason
from whereas.resolve.resolution import effective

# A machine's `different` that scored so high was decided by a rule alone; a person may know better.
_RULED_APART = 0.5
_ANSWERS = {
    "same": Decision.SAME, "s": Decision.SAME, "different": Decision.DIFFERENT, "d": Decision.DIFFERENT,
    "unsure": Decision.UNSURE, "u": Decision.UNSURE, "undo": Decision.NO_JUDGEMENT, "z": Decision.NO_JUDGEMENT,
}  # fmt: skip
_SKIPS = frozenset({"skip", "k", ""})
# What is shown of a pair whether or not a feature spoke of it.
_SHOWN = ("name", "alias", "weakAlias", "previousName", "birthDate", "birthPlace", "nationality", "position",
          "passportNumber", "idNumber", "imoNumber", "flag", "country", "address")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a pair on the screen: what is compared, both sides, and what the machine says of it."""

    feature: str
    left: str
    right: str
    words: str = ""
    weight: float = 0.0


def worth_a_look(
    judgements: Iterable[Judgement],
    entities: Mapping[str, Entity],
    *,
    focus: Collection[str] = (),
    skipped: Collection[tuple[str, str]] = (),
) -> tuple[Judgement, ...]:
    """The machine's judgements that a person should see, those that matter most first.

    Unsure pairs, then pairs a rule held apart against a high score; pairs a person decided are left out, and so are
    `skipped` ones and pairs whose entities are not in view. Within each group: shared identifiers under
    contradicting names first (a list may be wrong), then pairs that touch `focus` (ids a case is about), then those
    nearest to even odds, where an answer changes most.
    """
    shown = [
        said
        for pair, said in effective(judgements).items()
        if said.by_machine
        and pair not in skipped
        and pair[0] in entities
        and pair[1] in entities
        and (said.decision is Decision.UNSURE or (said.decision is Decision.DIFFERENT and said.score >= _RULED_APART))
    ]
    return tuple(sorted(shown, key=lambda said: _urgency(said, focus)))


def _urgency(said: Judgement, focus: Collection[str]) -> tuple[bool, bool, bool, float, str, str]:
    quarrel = any(reason.weight >= 5 for reason in said.reasons) and any(reason.weight <= -5 for reason in said.reasons)
    touches = said.left in focus or said.right in focus
    return (
        said.decision is not Decision.UNSURE,
        not quarrel,
        not touches,
        round(abs(said.score - 0.5), 4),
        said.left,
        said.right,
    )


def render(said: Judgement, entities: Mapping[str, Entity]) -> tuple[Row, ...]:
    """A pair as rows: the machine's reasons first, then what both entries say, property by property."""
    left, right = entities[said.left], entities[said.right]
    rows = [
        Row(feature="entry", left=_entry(left), right=_entry(right), words=f"probability {said.score:.0%}"),
        *(
            Row(feature=one.feature, left=one.left, right=one.right, words=one.words, weight=one.weight)
            for one in said.reasons
        ),
    ]
    for prop in _SHOWN:
        mine, theirs = left.get(prop), right.get(prop)
        if mine or theirs:
            rows.append(Row(feature=prop, left="; ".join(mine), right="; ".join(theirs)))
    return tuple(rows)


def _entry(entity: Entity) -> str:
    return f"{entity.id} ({schemata.SCHEMATA[entity.schema].name}, {', '.join(entity.sources)})"


def answer(said: Judgement, text: str, *, author: str, at: str, note: str = "") -> Judgement | None:
    """A person's answer as a judgement; None for `skip`.

    Answers: same, different, unsure, undo (gives the pair back to the machine), skip; their first letters do, undo's
    is z. `author` is the person's name, `at` an ISO 8601 instant. Raises `ValueError` for any other answer, for an
    empty author and for one that would pass for a machine.
    """
    word = text.strip().lower()
    if word in _SKIPS:
        return None
    if word not in _ANSWERS:
        raise ValueError(f"not an answer: {text!r}; say same, different, unsure, undo or skip")
    if not author.strip() or author.startswith("machine:"):
        raise ValueError("a review is signed by a person's name")
    reason = Reason(feature="review", weight=0.0, words=note or f"decided by {author} in review")
    return Judgement(
        left=said.left,
        right=said.right,
        decision=_ANSWERS[word],
        author=author,
        at=at,
        score=1.0 if _ANSWERS[word] is Decision.SAME else 0.0 if _ANSWERS[word] is Decision.DIFFERENT else 0.5,
        reasons=(reason,),
    )


def progress(before: Sequence[Judgement], answered: Sequence[Judgement]) -> str:
    """How far a review is, in one line."""
    done = {(said.left, said.right) for said in answered}
    return f"{len(done)} of {len(before)} pairs answered"
