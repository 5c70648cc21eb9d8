"""The burden is on the authority: no sentence argues from the absence of disproof."""

import re
from collections.abc import Iterator

from whereas.assess.draft import Draft
from whereas.assess.rules.rule import Finding, Rule, found

_REVERSED = re.compile(
    r"\b(can(not| ?not) be (excluded|ruled out)|not (been )?(ruled out|disproved|refuted|denied)|has not denied|"
    r"(has|have) failed to (show|prove|rebut|explain)|did not (show|prove|rebut|deny)|"
    r"no (evidence|proof|indication)( to suggest)? that .{0,60}\bnot\b|has not (shown|proved|proven|distanced)|"
    r"in the absence of (proof|evidence) to the contrary)\b",
    re.IGNORECASE,
)


def _check(draft: Draft) -> Iterator[Finding]:
    for sentence in draft.sentences:
        if phrase := _REVERSED.search(sentence.text):
            words = f"“{phrase[0]}” asks the person to prove the contrary"
            yield found("E3", sentence, words, "say what the exhibits show")


RULE = Rule(key="E3", check=_check)
