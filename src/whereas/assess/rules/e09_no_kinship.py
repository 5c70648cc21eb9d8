"""No guilt by family: association needs shared interest or conduct beyond kinship."""

import re
from collections.abc import Iterator

from whereas.assess.draft import Draft
from whereas.assess.rules.rule import Finding, Rule, found

_KIN = re.compile(
    r"\b(wife|husband|spouse|son|daughter|brother|sister|father|mother|uncle|aunt|nephew|niece|cousin|grandson|"
    r"granddaughter|in-law|family|relative|kin|married)s?\b",
    re.IGNORECASE,
)
_CONDUCT = re.compile(
    r"\b(paid|financ|transferr|managed|directed|signed|negotiat|procur|travell?ed with|employ|appoint|joint|shared|"
    r"owns|owned|benefit|act(s|ed) for|held|operat|supplie|instruct)\w*",
    re.IGNORECASE,
)


def _check(draft: Draft) -> Iterator[Finding]:
    for sentence in draft.sentences:
        for claim in draft.of(sentence):
            text = f"{claim.words} {claim.object} {sentence.text}"
            if claim.kind == "associated_with" and _KIN.search(text) and not _CONDUCT.search(text):
                words = "the association is one of family alone"
                yield found("E9", sentence, words, "show shared interest or joint conduct, or strike it")


RULE = Rule(key="E9", check=_check)
