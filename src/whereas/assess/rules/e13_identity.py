"""Identity: enough identifiers, and the search for homonyms done."""

from collections.abc import Iterator

from whereas.assess.draft import Draft
from whereas.assess.rules.rule import Finding, Rule, Weight, found

_TELLING = ("birthDate", "passportNumber", "idNumber", "registrationNumber", "imoNumber", "taxNumber", "position",
            "birthPlace", "nationality", "address", "jurisdiction", "country")  # fmt: skip
_STRONG = ("birthDate", "passportNumber", "idNumber", "registrationNumber", "imoNumber", "taxNumber", "position",
           "birthPlace")  # fmt: skip


def _check(draft: Draft) -> Iterator[Finding]:
    identity = draft.identity
    telling = [name for name in _TELLING if identity.get(name)]
    if len(telling) < 2 or not any(name in _STRONG for name in telling):
        words = "too little tells the subject from others of the name" + (
            f": only {', '.join(telling)}" if telling else ""
        )
        yield found("E13", None, words, "add a birth date, a document, a number, an office or a place of birth")
    if not identity.searched:
        todo = "fill the ledger with lists (`whereas run`), and draft again"
        yield found("E13", None, "nobody searched for homonyms", todo)
    elif identity.homonyms:
        words = f"listed homonyms: {', '.join(identity.homonyms[:3])}"
        yield found("E13", None, words, "say in the identifying information what tells them apart", Weight.WARNS)


RULE = Rule(key="E13", check=_check)
