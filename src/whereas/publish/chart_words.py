"""The words in a drawing, as values: English unless a page gives others, so that drawings have no own language."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from whereas.assess import estimates
from whereas.kit.intervals import Interval

_LARGE = 1e6  # below it a number is written in full


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartWords:
    """Each word or sentence that a drawing holds beside data; what stands in braces is filled with data.

    `sizes` are the names of large numbers, the largest first: `1e9 billion, 1e6 million`; `sized` puts one after its
    number, for not every language does so with a space.
    """

    span: str = "{first} to {last}"
    sizes: str = "1e9 billion, 1e6 million"
    sized: str = "{number} {size}"
    at_least: str = "at least {low}"
    up_to: str = "up to {high}"
    not_stated: str = "not stated"
    unchecked: str = "(verified: false)"

    no_data: str = "no data"
    no_data_for: str = "no data for {years}"
    series: str = "{title}, {first} to {last}, {unit}: {words}"
    share: str = "{percent} % ({count} of {of})"
    bounds: str = "90 % bounds {low} to {high}"
    not_whole: str = "up to {edition}, not whole"
    note_bounds: str = "thin line: 90 % bounds, if events were independent of one another"
    note_zero: str = "circle on the axis: counted, and none found"
    note_not_whole: str = "outlined bar: a year that is not whole"
    note_silence: str = "grey: no data, which is not no change"

    scale: str = "Claims in {unit} and the model's draws"
    scale_told: str = (
        "{count} claims in {unit} on one scale; the model's median is {median}, "
        "90 percent of its draws lie between {low} and {high}"
    )
    as_if: str = "as if {under}"
    no_assumption: str = "no assumption stated"
    model: str = "The model, {first} to {last}"
    draws: str = "{draws} draws, seed {seed}; {priors}"
    elicited: str = "priors elicited"
    placeholders: str = "placeholders, not elicited"
    quantiles: str = "5 %: {low} · median: {median} · 95 %: {high}"

    swings: str = "Swing of the answer by prior"
    swing: str = "{title} from {low} to {high}"
    swing_end: str = "{answer} (at {prior})"
    rank: str = "rank"
    chosen: str = "(set by the user)"

    attention: str = "Mentions per 10,000 words, by text"
    attention_told: str = "Mentions of {subject} per 10,000 words: {words}"
    mentions: str = "{rate} ({sole} by itself, {listed} in a list)"
    not_measurable: str = "not measurable"
    no_text: str = "no text"
    concreteness: str = "Points of concreteness, by text"
    concreteness_told: str = "Concreteness of passages on {subject}, 0 to {highest} points: {words}"
    coders: str = "coders {score}"
    guess: str = "rule's guess {score}"
    no_passage: str = "no passage"

    coverage: str = "Coverage matrix: combinations of authorities and how many entities each lists"
    undated: str = "undated"
    in_all: str = "{count} in all"
    only: str = "{authority} only"
    exactly: str = "exactly {authorities}"
    person: str = "person"
    organisation: str = "organisation"
    vessel: str = "vessel"
    aircraft: str = "aircraft"
    wallet: str = "wallet"
    other: str = "other"

    lags: str = "Days from the UN's listing to the EU's, one bar per date of the UN's listing"
    days: str = "{count} days"
    lag: str = "UN {un}, EU {eu}: {days} days, {entities}, {act}"
    lag_row: str = "UN {un} · {entities}"
    entity: str = "{count} entity"
    entities: str = "{count} entities"
    own_date: str = "the EU list's own date"

    designated: str = "{authority} {programme} from {begin}"
    designated_until: str = "{authority} {programme} from {begin} to {end}"

    def counted(self, count: int) -> str:
        """So many entities."""
        return (self.entity if count == 1 else self.entities).format(count=f"{count:,}")

    def kind(self, key: str) -> str:
        """What a kind of entity is called; a kind that nobody named keeps its key."""
        return str(getattr(self, key, key))

    def figure(self, number: float) -> str:
        """A number to three figures, from a thousand to a million in full: `5.8 million`, `15,809`, `266`."""
        if abs(number) < _LARGE:
            return estimates.figure(number)
        size, name = next((one for one in self._named() if abs(number) >= one[0]), self._named()[-1])
        return self.sized.format(number=f"{float(f'{number / size:.3g}'):,.12g}", size=name)

    def amount(self, stretch: Interval) -> str:
        """An interval in words, an open end said as such."""
        if stretch.low is None or stretch.high is None:
            known = stretch.high if stretch.low is None else stretch.low
            if known is None:
                return self.not_stated
            said = self.at_least if stretch.high is None else self.up_to
            return said.format(low=self.figure(known), high=self.figure(known))
        low, high = self.figure(stretch.low), self.figure(stretch.high)
        return low if low == high else self.span.format(first=low, last=high)

    def _named(self) -> list[tuple[float, str]]:
        pairs = (one.strip().partition(" ") for one in self.sizes.split(","))
        return [(float(size), name) for size, _, name in pairs]


ENGLISH = ChartWords()


def words_of(said: Mapping[str, str]) -> ChartWords:
    """The words of a language, by the names of the fields. Raises `KeyError` for one that it lacks."""
    return ChartWords(**{one.name: said[one.name] for one in fields(ChartWords)})
