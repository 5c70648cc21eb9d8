"""Rival quantities as a page, as tables and as JSON."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from whereas.assess.estimates import Implied, Placed, Whole, amount, figure
from whereas.assess.rivalry import Pair, Relation
from whereas.assess.simulation import Quantiles, Simulated
from whereas.core.period import PartialDate
from whereas.kit.intervals import Interval
from whereas.kit.spreadsheets import Cell
from whereas.policy.estimates import Estimate
from whereas.publish.estimate_charts import scale_chart, tornado
from whereas.publish.pages import render
from whereas.publish.tables import csv_bytes, json_bytes

UNTIL_ELICITED = "Illustrative priors: no estimate of ours until they are elicited from people who know."


class Answered(Protocol):
    """What the page needs of one question: see `workbench.estimating.Estimated`."""

    @property
    def model(self) -> Estimate: ...
    @property
    def placed(self) -> tuple[Placed, ...]: ...
    @property
    def pairs(self) -> tuple[Pair, ...]: ...
    @property
    def loads(self) -> tuple[Implied, ...]: ...
    @property
    def wholes(self) -> tuple[Whole, ...]: ...
    @property
    def simulated(self) -> Simulated: ...
    @property
    def chosen(self) -> Mapping[str, Interval]: ...
    @property
    def as_of(self) -> str: ...
    @property
    def revision(self) -> str: ...
    @property
    def version(self) -> str: ...


def estimate_files(found: Sequence[Answered]) -> dict[str, bytes]:
    """The page of all questions given, and the data behind it."""
    return {
        "estimate.html": estimate_page(found).encode(),
        "estimate.json": json_bytes([plain_estimate(one) for one in found]),
        "estimate-claims.csv": csv_bytes(_CLAIM, (cells for one in found for cells in _claims(one))),
        "estimate-pairs.csv": csv_bytes(_PAIR, (cells for one in found for cells in _pairs(one))),
        "estimate-loads.csv": csv_bytes(_LOAD, (cells for one in found for cells in _loads(one))),
        "estimate-model.csv": csv_bytes(_MODEL, (cells for one in found for cells in _model(one))),
    }


def estimate_page(found: Sequence[Answered]) -> str:
    """Each question with its claims on one scale, why they differ, and what the model gives."""
    return render(
        "estimate.html.j2",
        answers=[
            {
                "a": one,
                "chart": scale_chart(one.placed, one.simulated),
                "tornado": tornado(one.simulated),
                "counts": Counter(pair.relation.value for pair in one.pairs),
                "apart": [pair for pair in one.pairs if pair.relation in (Relation.CONFLICT, Relation.EXPLAINED)],
                "addable": sum(not pair.never_added for pair in one.pairs),
                "off": [each for each in one.placed if each.common is None],
                "standings": {each.claim.id: standing(each, one.model, one.simulated) for each in one.placed},
            }
            for one in found
        ],
        amount=amount,
        figure=figure,
        until_elicited=UNTIL_ELICITED,
    )


def standing(one: Placed, model: Estimate, found: Simulated) -> str:
    """Where a claim stands among the model's draws, in words; empty where it is not on the scale, or of another period.

    A start that differs by up to a month counts as the same: sources date the first ship differently.
    """
    start, end = PartialDate(model.start).earliest, PartialDate(model.end).latest
    if one.first is None or one.last is None or one.surely is None:
        return ""
    if abs((one.first - start).days) > 31 or not one.surely <= end <= one.last:
        return ""
    stretch = one.common
    if stretch is None or (stretch.low is None and stretch.high is None):
        return ""
    over = 1.0 if stretch.low is None else found.at_least(stretch.low)
    if stretch.is_point or stretch.high is None:
        return f"{over:.0%} of draws are at least that"
    within = over - found.at_least(stretch.high)
    return f"{within:.0%} of draws are " + ("less than that" if stretch.low is None else "in it")


def _whole(number: float | None) -> float | None:
    """A number to six figures, so that the same inputs give the same text."""
    return None if number is None else float(f"{number:.6g}")


def _ends(stretch: Interval | None) -> tuple[float | None, float | None]:
    return (None, None) if stretch is None else (_whole(stretch.low), _whole(stretch.high))


_CLAIM = ("question", "published", "source", "claim", "period", "unit", "low", "high", "common unit", "common low",
          "common high", "converted as if", "assumes", "counts", "verified", "act", "url", "exhibit sha256", "locator",
          "claim id")  # fmt: skip


def _claims(answer: Answered) -> Iterable[tuple[Cell, ...]]:
    for one in answer.placed:
        claim = one.claim
        yield (
            answer.model.key, claim.claimed_on, claim.source, claim.words, one.period, one.unit, *_ends(one.stated),
            answer.model.unit, *_ends(one.common), one.conversion.under if one.conversion else "", one.assumes,
            ", ".join(sorted(one.scopes)), "yes" if claim.verified else "no", claim.act, claim.url, claim.exhibit,
            claim.locator, claim.id,
        )  # fmt: skip


_PAIR = ("question", "relation", "differs by", "periods", "one", "one says", "other", "other says", "why",
         "never added because",         "one id", "other id")  # fmt: skip


def _pairs(answer: Answered) -> Iterable[tuple[Cell, ...]]:
    for one in answer.pairs:
        yield (
            answer.model.key, one.relation.value, ", ".join(one.differences), one.times.value, _who(one.left),
            _said(one.left), _who(one.right), _said(one.right), one.words,
            one.never_added, one.left.claim.id, one.right.claim.id,
        )  # fmt: skip


def _who(one: Placed) -> str:
    return f"{one.claim.source}, {one.claim.claimed_on}"


def _said(one: Placed) -> str:
    return f"{amount(one.stated)} {one.unit}"


_LOAD = ("question", "source", "published", "low", "high", "unit", "fits", "why", "against")


def _loads(answer: Answered) -> Iterable[tuple[Cell, ...]]:
    for one in answer.loads:
        yield (
            answer.model.key, one.of.source, one.of.claimed_on, *_ends(one.stated), one.unit,
            one.fits.title if one.fits else "", one.words, one.against,
        )  # fmt: skip


_MODEL = ("question", "row", "key", "title", "unit", "p5", "p25", "p50", "p75", "p95", "rank correlation",
          "answer at its p5", "answer at its p95", "prior", "source", "elicited", "set by the user", "seed",
          "draws")  # fmt: skip


def _model(answer: Answered) -> Iterable[tuple[Cell, ...]]:
    found = answer.simulated
    key, drawn = answer.model.key, (found.seed, found.draws)
    for row, one in (("answer", found.answer), *(("step", step) for step in found.steps)):
        middle = (one.p05, one.p25, one.p50, one.p75, one.p95, one.rank)
        yield (key, row, one.key, one.title, one.unit, *map(_whole, middle), None, None, "", "", "", "", *drawn)
    for each in found.influences:
        part = each.part
        yield (
            key, "prior", part.key, part.title, part.unit, _whole(each.low), None, None, None, _whole(each.high),
            _whole(each.rank), _whole(each.at_low), _whole(each.at_high),
            f"set: {amount(answer.chosen[part.key])}" if each.chosen else part.words, part.source,
            "yes" if part.elicited else "no", "yes" if each.chosen else "no", *drawn,
        )  # fmt: skip


def plain_estimate(answer: Answered) -> dict[str, Any]:
    """One question as JSON values; numbers of the model to six figures."""
    found, model = answer.simulated, answer.model
    return {
        "question": model.key,
        "asks": model.question,
        "unit": model.unit,
        "period": [model.start, model.end],
        "as_of": answer.as_of,
        "revision": answer.revision,
        "version": answer.version,
        "caution": [*([] if model.elicited else [UNTIL_ELICITED]), *model.cautions],
        "claims": [
            {"id": one.claim.id, "source": one.claim.source, "published": one.claim.claimed_on, "period": one.period,
             "unit": one.unit, "stated": _ends(one.stated), "common": None if one.common is None else _ends(one.common),
             "converted_as_if": one.conversion.under if one.conversion else "", "assumes": one.assumes,
             "counts": sorted(one.scopes), "verified": one.claim.verified, "words": one.claim.words,
             "among_draws": standing(one, model, found)}
            for one in answer.placed
        ],
        "pairs": [
            {"relation": one.relation.value, "differs_by": list(one.differences), "periods": one.times.value,
             "one": one.left.claim.id, "other": one.right.claim.id, "words": one.words,
             "never_added": one.never_added, "factor": None if one.factor is None else _ends(one.factor)}
            for one in answer.pairs
        ],
        "loads": [
            {"source": one.of.source, "published": one.of.claimed_on, "stated": _ends(one.stated),
             "fits": one.fits.key if one.fits else None, "words": one.words, "against": one.against}
            for one in answer.loads
        ],
        "needs_a_whole": [
            {"share": one.share.words, "needs": one.lacking.needs, "words": one.lacking.words,
             "implied_whole": None if one.amount is None else _ends(one.amount)}
            for one in answer.wholes
        ],
        "model": {
            "formula": model.formula,
            "seed": found.seed,
            "draws": found.draws,
            "elicited": model.elicited,
            "answer": _quantiles(found.answer),
            "steps": {one.key: _quantiles(one) for one in found.steps},
            "bounds": _ends(found.bounds),
            "priors": [
                {"key": one.part.key, "unit": one.part.unit, "prior": one.part.words, "elicited": one.part.elicited,
                 "set": list(_ends(answer.chosen[one.part.key])) if one.chosen else None, "rank": _whole(one.rank),
                 "swing": [_whole(one.at_low), _whole(one.at_high)]}
                for one in found.influences
            ],
        },
    }  # fmt: skip


def _quantiles(one: Quantiles) -> dict[str, float | None]:
    return {name: _whole(getattr(one, name)) for name in ("p05", "p25", "p50", "p75", "p95")}
