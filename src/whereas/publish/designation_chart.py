"""Where the marks of a timeline of designations lie: pure geometry that a template draws as SVG."""

from collections.abc import Iterable
from dataclasses import dataclass

from whereas.assess.listing import Listing
from whereas.core.period import PartialDate
from whereas.publish.chart_words import ENGLISH, ChartWords

_ROW, _TOP, _LEFT, _WIDTH, _RIGHT = 30, 30, 170, 1000, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One designation: from where to where it runs; `known` is whether its list gives a date to begin with."""

    y: float
    x: float
    width: float
    label: str
    words: str
    known: bool
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignationChart:
    """Designations on one scale of years, the earliest first; `today` is where the day looked at lies."""

    width: int
    height: float
    spans: tuple[Span, ...]
    ticks: tuple[tuple[float, str], ...]
    today: float


def designation_chart(
    listings: Iterable[Listing], as_of: str, words: ChartWords = ENGLISH
) -> DesignationChart | None:  # fmt: skip
    """Draws the designations that give a date; None where none does."""
    dated = sorted((one for one in listings if one.date), key=lambda one: (one.date, one.authority, one.source))
    if not dated:
        return None
    end = _year(as_of)
    begin = float(int(min(_year(one.date) for one in dated)))
    scale = (_WIDTH - _LEFT - _RIGHT) / max(end - begin, 1.0)

    def x(date: str) -> float:
        return round(_LEFT + (min(max(_year(date), begin), end) - begin) * scale, 1)

    spans = tuple(
        Span(
            y=_TOP + _ROW * (place + 0.5),
            x=x(one.date),
            width=max(x(one.ends.value if one.ends else as_of) - x(one.date), 3.0),
            label=f"{one.authority} · {one.source}",
            words=_told(one, words),
            known=True,
            ended=not one.in_force,
        )
        for place, one in enumerate(dated)
    )
    return DesignationChart(
        width=_WIDTH, height=_TOP + _ROW * len(spans) + 8, spans=spans, ticks=tuple(_ticks(begin, end, scale)),
        today=x(as_of),
    )  # fmt: skip


def _ticks(begin: float, end: float, scale: float) -> Iterable[tuple[float, str]]:
    years = int(end) - int(begin)
    step = next((one for one in (1, 2, 5, 10) if years / one <= 9), 20)
    for year in range(int(begin), int(end) + 1, step):
        yield round(_LEFT + (year - begin) * scale, 1), str(year)


def _told(one: Listing, words: ChartWords) -> str:
    said = words.designated_until if one.ends else words.designated
    programme = ", ".join(dict.fromkeys(said.value for said in one.program))
    ends = one.ends.value if one.ends else ""
    return said.format(authority=one.authority, programme=programme, begin=one.date, end=ends).replace("  ", " ")


def _year(date: str) -> float:
    """A partial date as years with a fraction, at its earliest day."""
    day = PartialDate(date).earliest
    return day.year + (day.timetuple().tm_yday - 1) / 366
