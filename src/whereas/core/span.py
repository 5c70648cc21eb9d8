"""The very place in an exhibit on which a claim rests, with the words that stand there."""

from dataclasses import dataclass

from whereas.core.canon import digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A quotation from an exhibit.

    `exhibit` is a SHA-256, `locator` a place in it (see `Locator`), `quote` the text as it stands there in its own
    language `lang` (ISO 639-1). `translation` stands beside it, never instead of it, with who made it. `credibility` is
    the Admiralty figure 1 to 6 of this item, kept apart from the letter of its source; empty means the default of the
    source's class. `statement` is the id (hex) of the ledger's statement read there, where there is one.
    """

    exhibit: str
    locator: str
    quote: str
    statement: str = ""
    credibility: str = ""
    lang: str = ""
    translation: str = ""
    translator: str = ""

    @property
    def id(self) -> str:
        """SHA-256 (hex) of the place and what is quoted there."""
        return digest([self.exhibit, self.locator, self.quote, self.statement])
