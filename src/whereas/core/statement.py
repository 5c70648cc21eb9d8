"""One sourced assertion: the smallest thing the ledger keeps."""

import msgspec

from whereas.core.canon import digest_texts


class Statement(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """That `source` says `prop` of `entity` is `value`.

    `original` is the text as written where it differs from `value`; `valid_from` and `valid_to` are partial ISO
    dates of the fact, where the source gives them; `locator` says where in the exhibit (see `Locator`).
    `exhibit` is the SHA-256 of the edition it was read from, filled in by a ledger's view. Neither is part of what is
    said: the same statement in two editions has one id and two places.
    A msgspec struct rather than a dataclass because there are a million of them.
    """

    source: str
    entity: str
    schema: str
    prop: str
    value: str
    original: str = ""
    lang: str = ""
    valid_from: str = ""
    valid_to: str = ""
    locator: str = ""
    exhibit: str = ""

    @property
    def id(self) -> bytes:
        """SHA-256 (32 bytes) of what it says, as a canonical JSON array."""
        return digest_texts(
            (
                self.source,
                self.entity,
                self.schema,
                self.prop,
                self.value,
                self.original,
                self.lang,
                self.valid_from,
                self.valid_to,
            )
        )
