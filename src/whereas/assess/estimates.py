"""Rival claims on one scale: each with its unit, its assumption and its period, and what it implies per container."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from whereas.core.claim import Claim
from whereas.core.period import PartialDate
from whereas.kit.intervals import Interval
from whereas.policy.estimates import Conversion, Estimate, Lacking, Load

_ASSUMES = " Assumption: "
_UNSTATED = ("", "not stated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One claim on a question's scale.

    `stated` is its interval in its own unit, `common` in the question's, None where nothing converts it. `conversion`
    and `factor` say how it came there. `scopes` are what it counts, by its words and by what its conversion supposes.
    `first` and `last` are its days, None for an end that nobody states; it surely lasts to `surely`, which is earlier
    than `last` where the end is a month or a year that need not be over. `begun` where its first day is the question's.
    """

    claim: Claim
    unit: str
    stated: Interval
    common: Interval | None
    conversion: Conversion | None
    factor: Interval | None
    assumes: str
    scopes: frozenset[str]
    first: date | None
    last: date | None
    surely: date | None
    begun: bool

    @property
    def period(self) -> str:
        """The period in words, as the claim states it."""
        start, end = self.claim.start, self.claim.end
        if start and end:
            return start if start == end else f"{start} to {end}"
        return f"up to {end}" if end else (f"since {start}" if start else "not stated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Implied:
    """What one source's claims of one day imply of one unit per another, and by what packing that can be.

    `stated` divides the figures as they stand; `bounds` is what follows where an end is open. `fits` is the tightest
    load that can hold it, None where none can; `tighter` are those that cannot. `against` says how count and load
    compare with the source that speaks of the question's own period.
    """

    of: Claim
    per: Claim
    unit: str
    stated: Interval
    bounds: Interval
    fits: Load | None
    tighter: tuple[Load, ...]
    same_period: bool
    against: str = ""

    @property
    def words(self) -> str:
        """The verdict in one sentence."""
        said = f"{amount(self.stated)} {self.unit}"
        if self.fits is None:
            most = f"{self.tighter[-1].title} allow at most {self.tighter[-1].high:,.0f}" if self.tighter else ""
            said += f": no stated packing allows it; {most}" if most else ": no packing is stated to hold it against"
        elif self.tighter:
            said += f": only as {self.fits.title} (up to {self.fits.high:,.0f})"
            said += "".join(f", not as {one.title} (up to {one.high:,.0f})" for one in self.tighter)
        else:
            said += f": can be as {self.fits.title} (up to {self.fits.high:,.0f})"
        if self.fits is not None and self.stated.ends[1] > self.fits.high:
            said += "; its upper end cannot"
        if self.bounds.low == 0 and self.bounds.high is None:
            said += "; both figures are least amounts, so that the load itself is open"
        return said + ("." if self.same_period else "; the two figures are of different periods.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """The whole that a share would need: `amount` is what it and an amount beside it come to, and nobody states it."""

    share: Claim
    of: Claim | None
    amount: Interval | None
    lacking: Lacking


def place(
    claims: Iterable[Claim], model: Estimate, factors: Mapping[str, Interval] | None = None
) -> tuple[Placed, ...]:
    """The claims that answer a question, on its scale, by publication; `factors` are ranges of the model's steps."""
    chosen = (one for one in claims if one.rivals in model.rivals and one.quantity is not None)
    found = (_placed(one, model, factors or {}) for one in chosen)
    return tuple(sorted(found, key=lambda one: (one.claim.claimed_on, one.claim.source, one.unit, one.claim.id)))


def _placed(claim: Claim, model: Estimate, factors: Mapping[str, Interval]) -> Placed:
    quantity = claim.quantity
    if quantity is None:  # the caller took those with one
        raise ValueError(claim.id)
    stated = Interval(quantity.low, quantity.high)
    ways = conversions(claim, model, factors)
    conversion, factor = ways[0] if ways else (None, None)
    same = quantity.unit == model.unit
    common = stated if same else (stated * factor if factor is not None else None)
    said = claim.words if same or conversion is None else f"{claim.words} {conversion.under}"
    return Placed(
        claim=claim,
        unit=quantity.unit,
        stated=stated,
        common=common,
        conversion=None if same else conversion,
        factor=None if same else factor,
        assumes=assumption(claim),
        scopes=frozenset(one.key for one in model.scopes if any(word in said for word in one.words)),
        first=PartialDate(claim.start or model.begins).earliest if claim.start or model.begins else None,
        last=PartialDate(claim.end).latest if claim.end else None,
        surely=_surely(claim),
        begun=not claim.start and bool(model.begins),
    )


def conversions(
    claim: Claim, model: Estimate, factors: Mapping[str, Interval]
) -> tuple[tuple[Conversion, Interval], ...]:
    """Every way to bring a claim's unit to the question's, with its factor; the first is the one that is drawn."""
    unit = claim.quantity.unit if claim.quantity else ""
    found = []
    for one in model.conversions:
        factor = factors.get(one.of_step) if one.of_step else Interval(one.low, one.high)
        if one.unit == unit and factor is not None:
            found.append((one, factor))
    return tuple(found)


def assumption(claim: Claim) -> str:
    """What a claim says it assumes; empty where it says nothing."""
    _, _, said = claim.words.partition(_ASSUMES)
    said = said.strip().rstrip(".")
    return "" if said in _UNSTATED else said


def _surely(claim: Claim) -> date | None:
    """The last day that a claim covers for certain: `up to 2025` and `2023-08 to 2025` may end on any day of 2025."""
    if not claim.end:
        return None
    whole = claim.start and len(claim.end) >= len(claim.start)
    return PartialDate(claim.end).latest if whole else PartialDate(claim.end).earliest


def implied(placed: Sequence[Placed], model: Estimate) -> tuple[Implied, ...]:
    """What claims of one source and one day imply per container, each against what can be packed."""
    ratio = model.ratio
    if ratio is None:
        return ()
    found = []
    for over in (one for one in placed if one.unit == ratio.of):
        for under in (one for one in placed if one.unit == ratio.per):
            if (over.claim.source, over.claim.claimed_on) == (under.claim.source, under.claim.claimed_on):
                found.append(_implied(over, under, model))
    loads = [one for one in found if one is not None]
    own = next((one for one in loads if (one.of.start, one.of.end) == (model.start, model.end)), None)
    return tuple(replace(one, against=_against(one, own)) if own and _alike(one, own) else one for one in loads)


def _alike(one: Implied, own: Implied) -> bool:
    """Whether two loads are of other claims and, as far as known, of one calibre."""
    return one is not own and (one.fits.scope if one.fits else "") == (own.fits.scope if own.fits else "")


def _against(one: Implied, own: Implied) -> str:
    """How much of a difference lies in the count and how much in the load, where both sources state both."""
    counts = [
        _known(Interval(each.per.quantity.low, each.per.quantity.high)) for each in (one, own) if each.per.quantity
    ]
    if len(counts) < 2 or counts[0] is None or counts[1] is None or 0 in counts[1] or 0 in own.stated:
        return ""
    unit = one.per.quantity.unit if one.per.quantity else ""
    count, load = counts[0] / counts[1], one.stated / own.stated
    return f"against {own.of.source}: {_times(count)} the {unit}, {_times(load)} the load"


def _times(stretch: Interval) -> str:
    low, high = (f"{end:.2g}" for end in stretch.ends)
    return f"{low if low == high else f'{low} to {high}'} times"


def _implied(over: Placed, under: Placed, model: Estimate) -> Implied | None:
    ratio = model.ratio
    top, bottom = _known(over.stated), _known(under.stated)
    if ratio is None or top is None or bottom is None or 0 in bottom:
        return None
    stated = top / bottom
    least = stated.ends[0]
    own = over.scopes & {one.scope for one in ratio.loads}
    loads = sorted(
        (one for one in ratio.loads if (one.scope in over.scopes if own else not one.scope)),
        key=lambda one: one.high,
    )
    fits = next((one for one in loads if least <= one.high), None)
    tighter = tuple(one for one in loads if one.high < least)
    return Implied(
        of=over.claim, per=under.claim, unit=f"{ratio.of} per {_singular(ratio.per)}", stated=stated,
        bounds=_from_zero(over.stated) / _from_zero(under.stated), fits=fits,
        tighter=tighter,
        same_period=(over.first, over.last) == (under.first, under.last),
    )  # fmt: skip


def _known(stretch: Interval) -> Interval | None:
    """The figures as they stand: an open end falls away."""
    ends = [end for end in (stretch.low, stretch.high) if end is not None]
    return Interval(min(ends), max(ends)) if ends else None


def _from_zero(stretch: Interval) -> Interval:
    """No amount is below zero."""
    return Interval(max(stretch.ends[0], 0.0), stretch.high)


def _singular(unit: str) -> str:
    return unit.removesuffix("s")


def wholes(placed: Sequence[Placed], model: Estimate) -> tuple[Whole, ...]:
    """For claims of a share: which whole each would need, from the amounts that the same source states beside it."""
    found = []
    for lacking in model.lacking:
        for share in (one for one in placed if one.unit == lacking.unit):
            beside = [one for one in placed if one.unit == model.unit and one.claim.source == share.claim.source]
            for one in beside:
                top, part = _known(one.stated), share.stated * 0.01
                amounts = top / part if top is not None and 0 not in part else None
                found.append(Whole(share=share.claim, of=one.claim, amount=amounts, lacking=lacking))
            if not beside:
                found.append(Whole(share=share.claim, of=None, amount=None, lacking=lacking))
    return tuple(found)


def amount(stretch: Interval) -> str:
    """An interval in words, an open end said as such."""
    if stretch.low is None or stretch.high is None:
        known = stretch.high if stretch.low is None else stretch.low
        return "not stated" if known is None else ("at least " if stretch.high is None else "up to ") + figure(known)
    low, high = figure(stretch.low), figure(stretch.high)
    return low if low == high else f"{low} to {high}"


def figure(number: float) -> str:
    """A number to three figures, from a thousand to a million in full: `5.8 million`, `15,809`, `266`."""
    for size, word in ((1e9, " billion"), (1e6, " million")):
        if abs(number) >= size:
            return f"{float(f'{number / size:.3g}'):,.12g}{word}"
    return f"{float(f'{number:.3g}'):,.12g}" if abs(number) < 1000 else f"{number:,.0f}"
