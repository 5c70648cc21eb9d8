"""Probity of sources: origin, class, grade, and whether a report repeats another."""

from collections.abc import Iterator

from whereas.assess.draft import Draft
from whereas.assess.rules.rule import Finding, Rule, Weight, found


def _check(draft: Draft) -> Iterator[Finding]:
    for sentence in draft.sentences:
        for ground in (ground for claim in draft.of(sentence) for ground in draft.grounds(claim)):
            where = f"“{ground.title}”"
            if ground.evidence == "other":
                yield found("E11", sentence, f"{where} has no class", "file it under its class of evidence")
            elif ground.reliability == "F" or ground.credibility == 6:
                yield found("E11", sentence, f"{where} cannot be judged ({ground.grade})", "grade it, with reasons")
            elif ground.evidence == "press_repeat" and not ground.repeats:
                yield found("E11", sentence, f"{where} repeats a report that is not named", "file what it repeats")
            if not ground.publisher:
                yield found("E11", sentence, f"{where} has no publisher", "file who published it", Weight.WARNS)


RULE = Rule(key="E11", check=_check)
