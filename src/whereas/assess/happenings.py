"""What an event bears: its own keywords and those of the things it involves, and when it happened."""

from collections.abc import Iterable
from dataclasses import dataclass

from whereas.core.entity import Entity
from whereas.core.period import PartialDate, is_partial_date

# What publishers write where they cannot say of what class or outcome something is.
_UNKNOWN = frozenset({"", "unknown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event of a source, dated; `words` are its keywords and those of what it involves."""

    event: Entity
    date: PartialDate
    words: frozenset[str]

    def bears(self, asked: str) -> bool:
        """Whether it bears what is asked: `a+b` asks for both, `a|b` for one of them."""
        return any(set(each.split("+")) <= self.words for each in asked.split("|"))

    def unclear(self, asked: str) -> bool:
        """Whether it may bear what is asked: it has the plain words, and no known value for one like `class:ICBM`."""
        return not self.bears(asked) and any(self._open(each.split("+")) for each in asked.split("|"))

    def knows(self, asked: str) -> bool:
        """Whether it bears a known value for a part of what is asked, be it another one: `class:SRBM`."""
        prefixes = {part.split(":", 1)[0] + ":" for part in asked.replace("|", "+").split("+") if ":" in part}
        return any(self._knows(prefix) for prefix in prefixes)

    def _open(self, parts: list[str]) -> bool:
        missing = [part for part in parts if part not in self.words]
        if all(":" in part for part in parts):
            return False  # without a plain word nothing says that it is of the sort that is asked for
        return all(":" in part and not self._knows(part.split(":", 1)[0] + ":") for part in missing)

    def _knows(self, prefix: str) -> bool:
        """Whether it bears a value under a prefix that is one."""
        return any(word.removeprefix(prefix).lower() not in _UNKNOWN for word in self.words if word.startswith(prefix))

    def figures(self, prefix: str) -> list[float]:
        """The figures that stand under a prefix: 88 for `yes:` and the keyword `yes:88`."""
        told = [word.removeprefix(prefix) for word in self.words if word.startswith(prefix)]
        return [float(text) for text in told if text.replace(".", "", 1).isdecimal()]


def happenings(events: Iterable[Entity], source: str, *, as_of: str) -> tuple[Happening, ...]:
    """The events of a source that can lie on or before an ISO day, oldest first.

    `events` also holds the cards that events point to in `involved`, of whichever source.
    """
    every = tuple(events)
    cards = {one.id: one.get("keywords") for one in every if one.schema == "Document"}
    found = []
    for event in every:
        if event.schema != "Event" or not any(said.source == source for said in event.statements):
            continue
        dates = [PartialDate(text) for text in event.get("date") if is_partial_date(text)]
        if not dates:
            continue
        date = min(dates, key=lambda one: one.earliest)
        if date.earliest.isoformat() <= as_of:
            words = {word for card in event.get("involved") for word in cards.get(card, ())}
            found.append(Happening(event=event, date=date, words=frozenset({*event.get("keywords"), *words})))
    return tuple(sorted(found, key=lambda one: (one.date.earliest, one.event.id)))
