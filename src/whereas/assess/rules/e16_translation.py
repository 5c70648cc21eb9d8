"""Translation: the quotation stands in its own language beside the translation, and the translator is named."""

from collections.abc import Iterator

from whereas.assess.draft import Draft
from whereas.assess.rules.rule import Finding, Rule, found

_NO_TRANSLATION_NEEDED = ("", "en")


def _check(draft: Draft) -> Iterator[Finding]:
    for sentence in draft.sentences:
        for ground in (ground for claim in draft.of(sentence) for ground in draft.grounds(claim)):
            span = ground.span
            if span.lang in _NO_TRANSLATION_NEEDED and span.quote.isascii():
                continue
            if span.lang in _NO_TRANSLATION_NEEDED and not _foreign(span.quote):
                continue
            if not span.translation:
                yield found("E16", sentence, f"“{ground.title}” is quoted without translation", "add the translation")
            elif not span.translator:
                yield found("E16", sentence, f"who translated “{ground.title}” is not recorded", "name the translator")


def _foreign(text: str) -> bool:
    """Whether most letters of a text are of another script than Latin."""
    letters = [char for char in text if char.isalpha()]
    return sum(ord(char) > 0x24F for char in letters) * 2 > len(letters)


RULE = Rule(key="E16", check=_check)
