"""Arabic and Persian compound names in Latin letters, written as one word: Abd al-Rahman, Abdul Rahman, Abdurrahman.

The article takes the sound of the letter it meets (al-Rahman is said ar-Rahman), and print joins or parts the words as
it likes; a compound is brought to one spelling, so that its parts are neither lost nor counted as names of their own.
"""

import re

_ARTICLE = re.compile(r"(?:a|e|i|o|u)(?:l|r|s|n|z|t|d|sh)\Z")
_SERVANT = re.compile(r"abd(?:(?:a|e|i|o|u)(?:l|r|s|n|z|t|d|sh)|o)?\Z")
_SERVANT_JOINED = re.compile(r"abd(?:a|e|i|o|u)(?:l|r|s|n|z|t|d|sh)(?=[a-z]{3})")
_FAITH = re.compile(r"(?:(?:a|e|u)(?:l|d))?d(?:i|ee|ie)n\Z")
_FAITH_JOINED = re.compile(r"(?<=[a-z]{3})(?:a|e|u)[ld]?d(?:i|ee|ie)n\Z")
_GOD = ("allah", "ullah", "ollah", "ulla", "olla")


_SCRIPT = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")
_JOINED_ARTICLE = re.compile(r"(?<!\w)\u0627\u0644(?=\w{3})")
# What letter by letter leaves of words that Latin print writes with their vowels.
_WORDS = {"bd": "abd", "bn": "bin", "abw": "abu", "abi": "abu", "am": "umm"}


# Letters whose sound transliteration tables leave out or mark: alif and ayn as a, the emphatic z, the feminine ending.
_LETTERS = str.maketrans(dict.fromkeys("\u0627\u0623\u0625\u0622\u0671\u0639\u0649\u0629", "a") | {"\u0638": "z"})


def parted_article(text: str) -> str:
    """Arabic script with the article apart and its long a, as Latin print has them; other text as it is."""
    if not _SCRIPT.search(text):
        return text
    return _JOINED_ARTICLE.sub("al ", text).translate(_LETTERS)


def voiced(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words of Arabic script written letter by letter: w and y within a word are its long vowels."""
    found = (_WORDS.get(word, word) for word in words)
    return tuple(word[:1] + word[1:].replace("w", "u").replace("y", "i") if len(word) > 2 else word for word in found)


def is_arabic(text: str) -> bool:
    """Whether the text has letters of Arabic script."""
    return _SCRIPT.search(text) is not None


def joined_compounds(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with such compounds as one word each; other words stay as they are.

    `abd al rahman`, `abdul rahman` and `abdurrahman` become `abdalrahman`; `bashir ud din` and `bashiruddin`
    `bashiraldin`; `najib ullah` `najibullah`.
    """
    found: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        after = words[at + 1] if at + 1 < len(words) else ""
        if _SERVANT.match(word) and after:
            skip = 2 if word == "abd" and _ARTICLE.match(after) and at + 2 < len(words) else 1
            found.append("abdal" + words[at + skip])
            at += skip + 1
            continue
        if found and _ARTICLE.match(word) and _FAITH.match(after):
            found[-1] += "aldin"
            at += 2
            continue
        if found and (word in _GOD or (len(word) > 4 and _FAITH.match(word))):
            found[-1] += "ullah" if word in _GOD else "aldin"
        elif _SERVANT_JOINED.match(word):
            found.append(_SERVANT_JOINED.sub("abdal", word))
        else:
            found.append(_FAITH_JOINED.sub("aldin", word))
        at += 1
    return tuple(found)
