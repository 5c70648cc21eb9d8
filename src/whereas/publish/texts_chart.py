"""Where the marks of strategy texts lie: attention by date, and concreteness, the coders' apart from the rule's."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from whereas.assess.concreteness import HIGHEST
from whereas.assess.strategy_texts import Measured, TextsReport
from whereas.publish.chart_words import ENGLISH, ChartWords

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 1000, 240, 80, 74, 16
_LONGEST_NAME = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionColumn:
    """One text's column: its middle, and the heights of its parts; `why` where it could not be measured."""

    key: str
    label: str
    x: float
    width: float
    sole_y: float
    sole_height: float
    listed_y: float
    listed_height: float
    words: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcretenessColumn:
    """One text's marks on the scale of points: the rule's guess, and the coders' score with each passage's points."""

    key: str
    label: str
    x: float
    guess: float | None
    score: float | None
    spread: tuple[float, float] | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsChart:
    """A drawing with a column for each text; `ticks` are (place, label) on the scale."""

    width: int
    height: int
    base: float
    left: int
    columns: tuple[AttentionColumn | ConcretenessColumn, ...]
    ticks: tuple[tuple[float, str], ...]
    words: str


def attention_chart(report: TextsReport, words: ChartWords = ENGLISH) -> TextsChart:
    """Mentions per 10,000 words by date, those by itself below, those in a list above."""
    top = max([one.attention.per_10k or 0.0 for one in report.texts], default=0.0) or 1.0
    base, scale = _HEIGHT - _BOTTOM, (_HEIGHT - _BOTTOM - _TOP) / top
    columns, names = [], _names(report.texts)
    for x, width, one in _places(report.texts):
        found = one.attention
        rate, count = found.per_10k or 0.0, len(found.mentions) or 1
        sole = round(rate * scale * (found.sole or 0) / count, 2)
        listed = round(rate * scale * (found.listed or 0) / count, 2)
        columns.append(
            AttentionColumn(
                key=one.of.key, label=names[one.of.key], x=x, width=width,
                sole_y=round(base - sole, 2), sole_height=sole,
                listed_y=round(base - sole - listed, 2), listed_height=listed, words=_told(one, words),
                why=found.why,
            )
        )  # fmt: skip
    ticks = tuple((round(base - value * scale, 2), f"{value:.1f}") for value in (0.0, top / 2, top))
    told = words.attention_told.format(subject=report.lexicon.title, words="; ".join(one.words for one in columns))
    return TextsChart(
        width=_WIDTH, height=_HEIGHT, base=base, left=_LEFT, columns=tuple(columns), ticks=ticks, words=told
    )  # fmt: skip


def concreteness_chart(report: TextsReport, words: ChartWords = ENGLISH) -> TextsChart:
    """Points from 0 to 5 by date: what the coders found, where it may be shown, and apart from it the rule's guess."""
    base, scale = _HEIGHT - _BOTTOM, (_HEIGHT - _BOTTOM - _TOP) / HIGHEST
    columns, names = [], _names(report.texts)
    for x, _, one in _places(report.texts):
        score, spread = None, None
        if report.coding is not None and (score := report.coding.score(one.ids)) is not None:
            points = [value for key in one.ids for value in report.coding.points(key) if value is not None]
            spread = (round(base - max(points) * scale, 2), round(base - min(points) * scale, 2))
        guess = one.guessed
        columns.append(
            ConcretenessColumn(
                key=one.of.key, label=names[one.of.key], x=round(x, 2), spread=spread,
                words=_scored(one, score, words),
                guess=None if guess is None else round(base - guess * scale, 2),
                score=None if score is None else round(base - score * scale, 2),
            )
        )  # fmt: skip
    ticks = tuple((round(base - value * scale, 2), str(value)) for value in range(HIGHEST + 1))
    told = words.concreteness_told.format(
        subject=report.lexicon.title, highest=HIGHEST, words="; ".join(one.words for one in columns)
    )
    return TextsChart(
        width=_WIDTH, height=_HEIGHT, base=base, left=_LEFT, columns=tuple(columns), ticks=ticks, words=told
    )  # fmt: skip


def label(one: Measured) -> str:
    """What a text is called where there is little room: its year, and its number or the beginning of its title."""
    year = one.of.dated[:4]
    name = one.of.official_id or one.of.title.removeprefix(year).strip()
    return f"{year} {name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].strip() + '…'}".strip()


def _names(texts: Iterable[Measured]) -> dict[str, str]:
    """What each text is called in a drawing: the year alone, where that tells apart editions of one title."""
    every = tuple(texts)
    titles = {one.of.title.removeprefix(one.of.dated[:4]).strip() for one in every}
    years = {one.of.dated[:4] for one in every}
    alone = len(titles) == 1 and len(years) == len(every) > 1 and not any(one.of.official_id for one in every)
    return {one.of.key: one.of.dated[:4] if alone and one.of.dated else label(one) for one in every}


def _told(one: Measured, words: ChartWords) -> str:
    found = one.attention
    if not found.measurable:
        return f"{label(one)}: {words.not_measurable}"
    return f"{label(one)}: " + words.mentions.format(rate=f"{found.per_10k:.1f}", sole=found.sole, listed=found.listed)


def _scored(one: Measured, score: float | None, words: ChartWords) -> str:
    if not one.attention.measurable:
        return f"{label(one)}: {words.not_measurable}"
    said = [] if score is None else [words.coders.format(score=f"{score:.2f}")]
    guess = one.guessed
    said.append(words.no_passage if guess is None else words.guess.format(score=f"{guess:.2f}"))
    return f"{label(one)}: " + "; ".join(said)


def _places(texts: Iterable[Measured]) -> Iterator[tuple[float, float, Measured]]:
    """Where each text's column stands: its middle and its width."""
    every = tuple(texts)
    step = (_WIDTH - _LEFT - 8) / max(len(every), 1)
    for place, one in enumerate(every):
        yield round(_LEFT + step * (place + 0.5), 2), round(min(step * 0.6, 60), 2), one
