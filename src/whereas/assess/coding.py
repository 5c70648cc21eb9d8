"""Coding by people: a sheet without titles or guesses, read back, and published only where the coders agree."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from whereas.assess.concreteness import COMMITMENTS, FEATURES, QUESTIONS, Codes, Passage
from whereas.core.errors import WhereasError
from whereas.core.exhibit import digests
from whereas.kit.agreement import Agreement, Offset, agreement, offset
from whereas.kit.spreadsheets import MARK, csv_rows
from whereas.kit.tables import TableError, decode, records

# Krippendorff (2004): below 0.667 not even tentative conclusions may be drawn.
ALPHA_TO_PUBLISH = 0.67
FEWEST_CODERS = 2
COLUMNS = ("passage", "text", *FEATURES, "note")
_SEED = 20_240_901  # of the bootstrap: the same sheets give the same interval
_YES_NO = {"yes": True, "y": True, "1": True, "true": True, "no": False, "n": False, "0": False, "false": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One coder's sheet as it was read: the coder is named by the file."""

    coder: str
    sha256: str
    codes: Mapping[str, Codes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What coders found of a set of passages, and whether it may be published.

    `total` is the agreement on the points (ordinal), `features` that on each feature (nominal). `missing` says by coder
    which passages have no points: no row, or a feature left empty. `withheld` says why the scores are not published;
    it is empty where they are. `lean` is by how much the first coder's points lie above the second's.
    """

    sheets: tuple[Sheet, ...]
    passages: tuple[str, ...]
    total: Agreement
    features: Mapping[str, Agreement]
    missing: Mapping[str, tuple[str, ...]]
    lean: Offset
    withheld: str

    @property
    def published(self) -> bool:
        """Whether the coders agree enough for their scores to be shown."""
        return not self.withheld

    def points(self, passage: str) -> tuple[int | None, ...]:
        """Each coder's points for a passage, in the order of the sheets."""
        return tuple(sheet.codes.get(passage, Codes()).points for sheet in self.sheets)

    def score(self, passages: Iterable[str]) -> float | None:
        """The mean of the coders' points; None where scores are withheld or a passage lacks two coders' points."""
        every = [[one for one in self.points(passage) if one is not None] for passage in passages]
        if not self.published or not every or any(len(points) < FEWEST_CODERS for points in every):
            return None
        return sum(sum(points) / len(points) for points in every) / len(every)


def coding_sheet(passages: Sequence[Passage], seed: int) -> bytes:
    """A sheet to code: passages in an order drawn by `seed`, whatever order they come in, and empty features.

    Neither title nor date nor guess stands in it. The second row says what each column asks.
    """
    shuffled = sorted(passages, key=lambda one: one.id)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 -- an order that can be drawn again, no secret
    asks = ["(what to decide)", "Count only what belongs to an undertaking in this passage towards the subject.",
            *(f"{QUESTIONS[name]}{'' if name == 'commitment' else ' yes or no'}" for name in FEATURES), ""]  # fmt: skip
    return MARK + csv_rows([COLUMNS, asks, *([one.id, one.words, *[""] * (len(COLUMNS) - 2)] for one in shuffled)])


def read_sheet(name: str, data: bytes, passages: Mapping[str, Passage]) -> Sheet:
    """A coder's sheet, as CSV with commas or semicolons.

    Raises `WhereasError` for a passage of another edition of the text, a row whose words are not its passage's, a
    passage given twice, and a value that is none.
    """
    codes: dict[str, Codes] = {}
    for line, row in _rows(name, data):
        where = f"{name}, line {line}"
        key = row["passage"].strip()
        if key.startswith("("):
            continue
        if key not in passages:
            raise WhereasError(
                f"the passage {key!r} is in none of these texts", where=where,
                todo="it was written for another edition, another text or another subject: name the same files, or "
                     "write a new sheet with --sheet",
            )  # fmt: skip
        if key in codes:
            raise WhereasError(f"the passage {key} stands twice", where=where, todo="keep one of the rows")
        if row["text"].lstrip("'").split() != passages[key].words.lstrip("'").split():
            raise WhereasError(
                "the words of this row are not those of its passage", where=where,
                todo="a column was sorted alone or the text was changed: restore it from the sheet, then code again",
            )  # fmt: skip
        codes[key] = Codes(**{feature: _value(feature, row[feature], where) for feature in FEATURES})  # type: ignore[arg-type]  # `_value` gives each feature its own type
    return Sheet(coder=name, sha256=digests(data)[0], codes=codes)


def _rows(name: str, data: bytes) -> Iterable[tuple[int, dict[str, str]]]:
    try:
        text = decode(data, "utf-8-sig", "cp1252")
        head = text.partition("\n")[0]
        yield from records(text, required=COLUMNS[:-1], delimiter=";" if head.count(";") > head.count(",") else ",")
    except TableError as error:
        raise WhereasError(
            str(error), where=name, todo="save the filled sheet as CSV, with its columns as they were"
        ) from None


def _value(feature: str, cell: str, where: str) -> bool | str | None:
    word = cell.strip().lower()
    if not word:
        return None
    if feature == "commitment" and word in COMMITMENTS:
        return word
    if feature != "commitment" and word in _YES_NO:
        return _YES_NO[word]
    wanted = ", ".join(COMMITMENTS) if feature == "commitment" else "yes or no"
    raise WhereasError(
        f"{feature}: {cell.strip()!r} is no answer", where=where, todo=f"write {wanted}, or leave it empty"
    )


def coding(sheets: Sequence[Sheet], passages: Iterable[str]) -> Coding:
    """How far the coders agree on these passages.

    Raises `WhereasError` where there are not two coders, two sheets bear one name, or two are the same bytes.
    """
    if len(sheets) < FEWEST_CODERS:
        raise WhereasError(
            "one coder's sheet shows no agreement", todo="have a second person code a copy, and give --coded twice"
        )
    for what, keys in (("name", [one.coder for one in sheets]), ("content", [one.sha256 for one in sheets])):
        if twice := [key for key, count in Counter(keys).items() if count > 1]:
            raise WhereasError(
                f"two sheets have the same {what}", where=", ".join(twice),
                todo="give each coder's own sheet; where two wrote the same, have one add a note to a row",
            )  # fmt: skip
    every = tuple(passages)
    table = {
        feature: [[getattr(sheet.codes.get(key, Codes()), feature) for key in every] for sheet in sheets]
        for feature in (*FEATURES, "points")
    }
    total = agreement(table["points"], "ordinal", seed=_SEED)
    return Coding(
        sheets=tuple(sheets),
        passages=every,
        total=total,
        features={name: agreement(table[name], "nominal", seed=_SEED) for name in FEATURES},
        missing={
            sheet.coder: tuple(key for key, points in zip(every, row, strict=True) if points is None)
            for sheet, row in zip(sheets, table["points"], strict=True)
        },
        lean=offset(table["points"][:1], table["points"][1:], seed=_SEED),
        withheld=_withheld(total),
    )


def _withheld(total: Agreement) -> str:
    if not total.units:
        return "no passage has the points of two coders"
    if total.alpha is None:
        return "all points are the same, so that nothing shows that the coders can tell passages apart"
    if total.alpha < ALPHA_TO_PUBLISH:
        return f"the coders agree too little: alpha {total.alpha:.2f}, and {ALPHA_TO_PUBLISH} is asked for"
    return ""
