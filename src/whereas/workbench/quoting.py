"""Words looked up in exhibits, each of which is read and laid out as text once for a whole command."""

import re
from collections import OrderedDict
from types import TracebackType

from whereas.core.errors import WhereasError
from whereas.core.exhibit import Exhibit
from whereas.core.locator import Locator
from whereas.core.span import Span
from whereas.kit.intake.reading import Reader
from whereas.kit.pages import Page, UnreadableDocument
from whereas.workbench.bench import Workbench

# How many characters of text are remembered at once, whatever the number of exhibits; at four bytes each at most.
_MOST_HELD = 30_000_000


class Texts:
    """The exhibits of a ledger as they stand now, and the text of those that are asked for.

    Made for one command and dropped after it: the bytes are held against their digest when they are first read, and a
    later command reads them anew.
    """

    def __init__(self, bench: Workbench) -> None:
        self._archive = bench.ledger.archive
        self.exhibits = bench.ledger.exhibits()
        self._named: dict[str, list[Exhibit]] = {}
        for one in self.exhibits.values():
            self._named.setdefault(one.name, []).append(one)
        self._held: OrderedDict[str, tuple[Page, ...]] = OrderedDict()
        self._characters = 0
        self._reader = Reader()

    def __enter__(self) -> "Texts":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reader.close()

    def find(self, named: str) -> Exhibit:
        """An exhibit by its digest, its file name if only one bears it, or the beginning of its digest."""
        if named in self.exhibits:
            return self.exhibits[named]
        found = self._named.get(named, [])
        if not found and re.fullmatch(r"[0-9a-f]{6,64}", named):
            found = [one for key, one in self.exhibits.items() if key.startswith(named)]
        return only(found, named)

    def pages(self, exhibit: Exhibit) -> tuple[Page, ...]:
        """The text of an exhibit. Raises `UnreadableDocument`, and `LedgerError` if its bytes are altered or gone."""
        key = exhibit.sha256
        if key not in self._held:
            self._held[key] = self._reader.pages(self._archive.read(key), exhibit.name)
            self._characters += _length(self._held[key])
            while self._characters > _MOST_HELD and len(self._held) > 1:
                self._characters -= _length(self._held.popitem(last=False)[1])
        self._held.move_to_end(key)
        return self._held[key]


def _length(found: tuple[Page, ...]) -> int:
    return sum(len(page.text) for page in found)


def only(found: list[Exhibit], named: str) -> Exhibit:
    """The one exhibit that was found by a name. Raises `WhereasError` for none, and for several."""
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(one.sha256[:12] for one in found[:5])
        raise WhereasError(f"{named!r} names several exhibits", todo=f"give the digest: {names}")
    raise WhereasError(
        f"there is no exhibit {named!r}", todo="`whereas add FILE` takes one in; `whereas add` lists them"
    )


def anchor(texts: Texts, exhibit: Exhibit, quote: str, *, nth: int = 0) -> str:
    """The locator of a quotation in an exhibit's text; white space counts as one blank.

    Raises `WhereasError` where the exhibit has no text, the words are not there, or stand there several times and
    `nth` (from 1) does not say which is meant.
    """
    found = _readable(texts, exhibit)
    pattern = re.compile(r"\s+".join(re.escape(word) for word in quote.split()))
    places = [(page.number, hit.start(), hit.end()) for page in found for hit in pattern.finditer(page.text)]
    if not quote.split() or not places:
        why = "it has no text" if not any(page.text.strip() for page in found) else "the words do not stand there"
        raise WhereasError(f"“{quote}” was not found in {exhibit.name}: {why}", todo="copy the words from the exhibit")
    if len(places) > 1 and not 0 < nth <= len(places):
        where = ", ".join(f"page {page} at {start}" for page, start, _ in places[:5])
        raise WhereasError(f"“{quote}” stands {len(places)} times in {exhibit.name}", where=where,
                           todo="quote more words around it, or say which with `nth`")  # fmt: skip
    page, start, end = places[max(nth, 1) - 1]
    return f"page:{page}@{start}-{end}"


def moved(texts: Texts, span: Span) -> str:
    """Why a span does not say what was quoted; empty where it does, or where its place cannot be read as text."""
    parts = Locator(span.locator).parts()
    if "page" not in parts or not span.quote:
        return ""
    exhibit = texts.find(span.exhibit)
    text = {page.number: page.text for page in _readable(texts, exhibit)}
    there = text.get(int(parts["page"]), "")[int(parts["first"]) : int(parts["last"])]
    same = there.split() == span.quote.split()
    return "" if same else f"{exhibit.name} {span.locator} says “{there[:80]}”, quoted was “{span.quote[:80]}”"


def _readable(texts: Texts, exhibit: Exhibit) -> tuple[Page, ...]:
    try:
        return texts.pages(exhibit)
    except UnreadableDocument as error:
        raise WhereasError(f"nothing can be quoted from {exhibit.name}: {error}") from None
