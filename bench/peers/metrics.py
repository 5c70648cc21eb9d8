"""The figures of a scorer over labelled pairs; standard library only, so that every environment can use it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# A score, and whether the pair is truly one.
Scored = tuple[float, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What a threshold (a score this high or higher is found) gives."""

    threshold: float
    precision: float
    recall: float
    found: int
    wrong: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


_NOTHING = Point(threshold=float("inf"), precision=1.0, recall=0.0, found=0, wrong=0)


def curve(scored: Iterable[Scored], positives: int | None = None) -> list[Point]:
    """One point for every score that occurs, highest first; equal scores are found together or not at all.

    `positives` is how many there are to find where some of them were never scored; without it, those in `scored`.
    """
    ordered = sorted(scored, key=lambda pair: -pair[0])
    total = sum(label for _, label in ordered) if positives is None else positives
    points = []
    found = wrong = 0
    for at, (score, label) in enumerate(ordered):
        found += label
        wrong += not label
        if at + 1 == len(ordered) or ordered[at + 1][0] != score:
            recall = found / total if total else 0.0
            precision = found / (found + wrong)
            points.append(Point(threshold=score, precision=precision, recall=recall, found=found, wrong=wrong))
    return points


def at(scored: Iterable[Scored], threshold: float, positives: int | None = None) -> Point:
    """What a fixed threshold gives; precision is 1 where nothing is found."""
    pairs = list(scored)
    total = sum(label for _, label in pairs) if positives is None else positives
    found = sum(label for score, label in pairs if score >= threshold)
    wrong = sum(not label for score, label in pairs if score >= threshold)
    return Point(
        threshold=threshold,
        precision=found / (found + wrong) if found + wrong else 1.0,
        recall=found / total if total else 0.0,
        found=found,
        wrong=wrong,
    )


def best_f1(points: Sequence[Point]) -> Point:
    """The point of the highest F1; of equal ones, that of the highest threshold."""
    return max(points, key=lambda point: point.f1, default=_NOTHING)


def recall_at_precision(points: Sequence[Point], precision: float = 0.95) -> Point:
    """The point of the highest recall whose precision is at least this; recall 0 where there is none."""
    return max((point for point in points if point.precision >= precision), key=_recall, default=_NOTHING)


def at_recall(points: Sequence[Point], recall: float = 0.9) -> Point | None:
    """The highest threshold that reaches this recall; None where none does."""
    return next((point for point in points if point.recall >= recall), None)


def average_precision(points: Sequence[Point]) -> float:
    """The precision at each threshold, weighted by the recall it adds."""
    before, total = 0.0, 0.0
    for point in points:
        total += (point.recall - before) * point.precision
        before = point.recall
    return total


def _recall(point: Point) -> float:
    return point.recall
