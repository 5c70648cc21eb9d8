"""Strategy texts measured, as a page, tables and JSON; coders' scores and a rule's guesses never share a column."""

from collections.abc import Iterator, Mapping
from typing import Any

from whereas.assess.coding import ALPHA_TO_PUBLISH, Coding
from whereas.assess.concreteness import FEATURES, QUESTIONS, Codes
from whereas.assess.strategy_texts import Measured, TextsReport
from whereas.kit.agreement import Agreement
from whereas.kit.spreadsheets import Cell
from whereas.publish.chart_words import ENGLISH
from whereas.publish.pages import render
from whereas.publish.tables import csv_bytes, json_bytes
from whereas.publish.texts_chart import attention_chart, concreteness_chart


def objectives_of(report: TextsReport) -> tuple[str, ...]:
    """The objectives that the lexicon has terms for, in its order."""
    return tuple(one.objective for one in report.lexicon.objectives)


def percent(share: float | None) -> str:
    """A share of 0 to 1 in words."""
    return "–" if share is None else f"{share * 100:.1f} %"


HEADS = ("text", "official number", "date", "words", "mentions", "per 10,000 words", "paragraphs naming it",
         "paragraphs", "by itself", "in a list", "first named at")  # fmt: skip


def rows(report: TextsReport) -> tuple[tuple[Cell, ...], ...]:
    """A line for each text, under `HEADS` and a column for each objective; a text that cannot be measured says so."""
    return tuple(_row(one, objectives_of(report)) for one in report.texts)


def _row(one: Measured, objectives: tuple[str, ...]) -> tuple[Cell, ...]:
    of, found = one.of, one.attention
    if not found.measurable:
        return (of.title, of.official_id, of.dated, ENGLISH.not_measurable, *[""] * (len(HEADS) - 4 + len(objectives)))
    return (
        of.title, of.official_id, of.dated, found.words, len(found.mentions), round(found.per_10k or 0.0, 1),
        found.with_mention, found.paragraphs, found.sole, found.listed,
        "not named" if found.first is None else percent(found.first),
        *(found.towards(key) for key in objectives),
    )  # fmt: skip


def table_csv(report: TextsReport) -> bytes:
    """The table of texts as CSV."""
    heads = (*HEADS, *(f"towards {key}" for key in objectives_of(report)), "why not measurable", "remark", "sha256")
    lines = (
        (*row, one.attention.why, _remark(one), one.of.sha256)
        for row, one in zip(rows(report), report.texts, strict=True)
    )
    return csv_bytes(heads, lines)


def _remark(one: Measured) -> str:
    memory = f"from memory, not checked: {', '.join(map(_field, one.of.from_memory))}" if one.of.from_memory else ""
    return "; ".join(filter(None, (one.of.remark, memory)))


def _field(name: str) -> str:
    return {"official_id": "number", "dated": "date"}.get(name, name)


def texts_files(report: TextsReport) -> dict[str, bytes]:
    """The page, and the data behind it."""
    files = {
        "texts.html": texts_page(report).encode(),
        "texts.json": json_bytes(plain_texts(report)),
        "texts.csv": table_csv(report),
        "texts-mentions.csv": csv_bytes(
            ("text", "place", "named as", "kind", "in a list", "with", "objectives", "share of text before", "quote"),
            (line for one in report.texts for line in _mention_lines(one)),
        ),
        "texts-first-pass.csv": csv_bytes(
            ("passage", "text", "place", *(f"rule's guess: {name}" for name in FEATURES), "rule's guess: points", "by"),
            (line for one in report.texts for line in _guess_lines(one)),
        ),
    }
    if report.coding is not None and report.coding.published:
        heads = (f"{name} by {sheet.coder}" for sheet in report.coding.sheets for name in (*FEATURES, "points"))
        files["texts-coded.csv"] = csv_bytes(
            ("passage", "text", "place", *heads),
            (line for one in report.texts for line in _coded_lines(one, report.coding)),
        )
    return files


def _mention_lines(one: Measured) -> Iterator[tuple[Cell, ...]]:
    for said in one.attention.mentions:
        yield (
            one.of.key, one.of.place(said.start, said.end), said.found, said.kind, "yes" if said.listed else "no",
            ", ".join(said.others), ", ".join(said.objectives), round(said.at, 4), said.quote,
        )  # fmt: skip


def _guess_lines(one: Measured) -> Iterator[tuple[Cell, ...]]:
    for passage, guess in zip(one.passages, one.guesses, strict=True):
        place = one.of.place(passage.start, passage.end)
        yield passage.id, one.of.key, place, *_answers(guess.codes), guess.points, "a rule, no coder"


def _coded_lines(one: Measured, coded: Coding) -> Iterator[tuple[Cell, ...]]:
    for passage in one.passages:
        every = [sheet.codes.get(passage.id, Codes()) for sheet in coded.sheets]
        cells = (cell for codes in every for cell in (*_answers(codes), codes.points))
        yield passage.id, one.of.key, one.of.place(passage.start, passage.end), *cells


def _answers(codes: Codes) -> Iterator[str]:
    """What was decided of each feature, as the sheet writes it."""
    for name in FEATURES:
        answer = getattr(codes, name)
        yield "" if answer is None else answer if isinstance(answer, str) else "yes" if answer else "no"


def texts_page(report: TextsReport) -> str:
    """Attention over time, concreteness, and every passage with its place."""
    return render(
        "texts.html.j2",
        r=report,
        objectives=objectives_of(report),
        attention=attention_chart(report),
        concreteness=concreteness_chart(report),
        sections=sections(report),
        questions=QUESTIONS,
        asked=ALPHA_TO_PUBLISH,
        agreements=_agreements(report.coding) if report.coding else [],
        percent=percent,
    )


def sections(report: TextsReport) -> list[dict[str, Any]]:
    """What is shown of each text: its passages, each with its mentions and what was said of it."""
    return [_section(one, report.coding) for one in report.texts]


def _section(one: Measured, coded: Coding | None) -> dict[str, Any]:
    """What the page shows of one text: its passages, each with its mentions and what was said of it."""
    passages = []
    for passage, guess in zip(one.passages, one.guesses, strict=True):
        passages.append(
            {
                "id": passage.id,
                "place": one.of.place(passage.start, passage.end),
                "mentions": [
                    (said, one.of.place(said.start, said.end))
                    for said in one.attention.mentions
                    if said.paragraph == passage.paragraph
                ],
                "guess": guess,
                "marks": [(mark.feature, mark.words) for mark in guess.marks],
                "points": coded.points(passage.id) if coded and coded.published else (),
            }
        )
    inside = {passage.paragraph for passage in one.passages}
    return {
        "m": one,
        "remark": _remark(one),
        "passages": passages,
        "headings": [
            (said, one.of.place(said.start, said.end))
            for said in one.attention.mentions
            if said.paragraph not in inside
        ],
        "score": coded.score(one.ids) if coded else None,
    }


def _agreements(coded: Coding) -> list[tuple[str, Agreement]]:
    return [("points, 0 to 5", coded.total), *coded.features.items()]


def alpha_words(found: Agreement) -> str:
    """An agreement in words, with its interval and what it rests on."""
    if found.alpha is None:
        why = "no passage has two codes" if not found.units else "every code is the same"
        return f"not defined: {why}"
    return f"{found.alpha:.2f} (95 %: {found.low:.2f} to {found.high:.2f}; {found.units} passages)"


def plain_texts(report: TextsReport) -> dict[str, Any]:
    """A report as JSON values; points of coders are there only where they are published."""
    return {
        "subject": report.lexicon.subject,
        "version": report.version,
        "revision": report.revision,
        "policy": dict(report.policy),
        "texts": [_plain_text(one, report) for one in report.texts],
        "coding": _plain_coding(report.coding) if report.coding else None,
    }


def _plain_text(one: Measured, report: TextsReport) -> dict[str, Any]:
    of, found, coded = one.of, one.attention, report.coding
    return {
        "key": of.key, "title": of.title, "official_id": of.official_id, "issuer": of.issuer, "dated": of.dated,
        "from_memory": list(of.from_memory), "remark": of.remark, "sha256": of.sha256, "file": of.name,
        "measurable": found.measurable, "why": found.why, "words": found.words if found.measurable else None,
        "mentions": len(found.mentions) if found.measurable else None, "per_10k": found.per_10k,
        "paragraphs": found.paragraphs if found.measurable else None,
        "paragraphs_naming": found.with_mention if found.measurable else None, "share": found.share,
        "sole": found.sole, "listed": found.listed, "first": found.first,
        "objectives": {key: found.towards(key) for key in objectives_of(report)},
        "places": [
            {"place": of.place(said.start, said.end), "found": said.found, "name": said.name, "kind": said.kind,
             "listed": said.listed, "others": list(said.others), "objectives": list(said.objectives),
             "repaired": said.repaired, "quote": said.quote}
            for said in found.mentions
        ],
        "score_by_coders": coded.score(one.ids) if coded else None,
        "passages": [
            {"id": passage.id, "place": of.place(passage.start, passage.end),
             "points_by_coders": list(coded.points(passage.id)) if coded and coded.published else None,
             "first_pass": {"by": "a rule, no coder", "points": guess.points,
                            **{name: getattr(guess.codes, name) for name in FEATURES},
                            "words": [{"feature": mark.feature, "words": mark.words,
                                       "place": of.place(mark.start, mark.end)} for mark in guess.marks]}}
            for passage, guess in zip(one.passages, one.guesses, strict=True)
        ],
    }  # fmt: skip


def _plain_coding(coded: Coding) -> dict[str, Any]:
    return {
        "coders": [{"sheet": sheet.coder, "sha256": sheet.sha256} for sheet in coded.sheets],
        "passages": len(coded.passages),
        "published": coded.published,
        "withheld": coded.withheld,
        "asked": ALPHA_TO_PUBLISH,
        "total": _plain_agreement(coded.total),
        "features": {name: _plain_agreement(found) for name, found in coded.features.items()},
        "missing": {coder: list(keys) for coder, keys in coded.missing.items()},
        "lean": {"mean": coded.lean.mean, "p": coded.lean.p, "passages": coded.lean.units},
    }


def _plain_agreement(found: Agreement) -> Mapping[str, Any]:
    return {
        "level": found.level, "alpha": found.alpha, "low": found.low, "high": found.high, "passages": found.units,
        "codes": found.codes,
    }  # fmt: skip
