"""No guilt by family: a link to somebody needs shared interest or conduct beyond kinship."""

import re
from collections.abc import Iterator

from whereas.assess.draft import Draft
from whereas.assess.rules.rule import Finding, Rule, found
from whereas.core.claim import Claim

# The kinds of claim that link the party to another one.
_LINKS = ("associated_with", "acts_for", "controlled", "supports_government", "aided")
_KIN = re.compile(
    r"\b(wi(?:fe|ves)|husband|spouse|widow(?:er)?|partner|fianc[ée]e?|son|daughter|child|children|brother|sister|sibling|"
    r"father|mother|parent|uncle|aunt|nephew|niece|cousin|grand(?:son|daughter|child|father|mother)|in-law|famil(?:y|ies)|"
    r"relatives?|relation|kin|kinsman|kinship|clan|dynasty|household|offspring|descendant|married|marriage|stepson|"
    r"stepdaughter)s?\b",
    re.IGNORECASE,
)
# What somebody does, as a verb: a noun such as "director" or "financier" says what the relative is.
_CONDUCT = re.compile(
    r"\b(pays?|paid|financ(?:es|ed|ing)|fund(?:s|ed)|transferr?(?:s|ed)|manag(?:es|ed)|runs?|ran|direct(?:s|ed)|"
    r"sign(?:s|ed)|negotiat(?:es|ed)|procur(?:es|ed)|travel(?:s|led|ed) with|employ(?:s|ed)|appoint(?:s|ed)|"
    r"shar(?:es|ed|ing)|jointly|owns?|owned|benefit(?:s|ed|ting)?|profit(?:s|ed)|act(?:s|ed) for|"
    r"holds? (?:shares|accounts?|assets)|held (?:shares|accounts?|assets)|operat(?:es|ed)|suppli(?:es|ed)|"
    r"instruct(?:s|ed)|buys|bought|sells?|sold|invest(?:s|ed)|register(?:s|ed)|trad(?:es|ed)|carri(?:es|ed)|"
    r"receiv(?:es|ed))\b",
    re.IGNORECASE,
)
# What another one did: the part of a sentence after a relative pronoun is about whom it follows.
_OF_ANOTHER = re.compile(r",?\s+(?:who|whom|whose|which)\b[^,.;]*", re.IGNORECASE)


def _check(draft: Draft) -> Iterator[Finding]:
    for sentence in draft.sentences:
        for claim in draft.of(sentence):
            kin = claim.kind in _LINKS and _KIN.search(f"{claim.words} {claim.object} {sentence.text}")
            if kin and not any(_CONDUCT.search(text) for text in _told(claim)):
                words = "the association is one of family alone"
                yield found("E9", sentence, words, "show shared interest or joint conduct, or strike it")


def _told(claim: Claim) -> Iterator[str]:
    """What the claim says was done, and what is quoted for it: a sentence cannot add conduct that no claim has."""
    for text in (claim.words, *(part for span in claim.spans for part in (span.quote, span.translation))):
        yield _OF_ANOTHER.sub("", text)


RULE = Rule(key="E9", check=_check)
