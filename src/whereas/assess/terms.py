"""Terms of a lexicon as patterns that find them through line ends, page ends and the damage of scans."""

import re
from collections.abc import Iterable
from functools import cache

# What scans put between the letters of a word: a soft hyphen, a hyphen at the end of a line, or a stray blank. The
# blank is passed over in words of some length and beside full stops only: Togo is not “to go”.
_HYPHENED = r"\u00ad\s{0,40}|-[ \t]{0,8}\n\s{0,40}"
_SHORTEST_WITH_BLANKS = 5
# What stands between two words: blanks and line ends, and the number of a page where it ends between them.
_BETWEEN = r"(?:\s{1,40}(?:\d{1,3}\s{0,8}\n\s{0,40})?|-[ \t]{0,8}\n\s{0,40}|\u00ad\s{0,40})"
APOSTROPHE = "['’‘`´]"


@cache
def pattern_of(terms: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for terms as whole words, the longest first: `*` is any end of a word, capitals only mean capitals.

    Blanks in a term stand for blanks, line ends and the page between them; hyphens and blanks that a scan left within a
    longer word are passed over.
    """
    return re.compile("|".join(term_pattern(one) for one in sorted(terms, key=len, reverse=True)))


def term_pattern(term: str) -> str:
    """The pattern of one term, without a group of its own."""
    open_ended = term.endswith("*")
    words = [_word(word) for word in term.rstrip("*").split()]
    body = _BETWEEN.join(words)
    flags = "" if term.upper() == term and any(letter.isalpha() for letter in term) else "i"
    body = f"(?{flags}:{body})" if flags else f"(?:{body})"
    before = r"(?<![^\W_])" if term[0].isalnum() else ""
    ending = r"[^\W_]*" if open_ended else ""
    return f"{before}{body}{ending}" + (r"(?![^\W_])" if term.rstrip("*")[-1:].isalnum() else "")


def _word(word: str) -> str:
    blanks = len(word) >= _SHORTEST_WITH_BLANKS or "." in word
    return f"(?:{' |' if blanks else ''}{_HYPHENED})?".join(_letters(word))


def _letters(word: str) -> Iterable[str]:
    for before, letter, after in zip(" " + word[:-1], word, word[1:] + " ", strict=True):
        if letter in "'’":  # that of a genitive is often left out
            yield APOSTROPHE + ("?" if "s" in (before, after) else "")
        elif letter in "Il1" and len(word) > 1:  # which scans take for one another
            yield "[Il1]"
        else:
            yield r"[-\u2010\u2011–]" if letter == "-" else re.escape(letter)
