"""`whereas texts`: how much attention strategy texts give to a country, and how concrete they are about it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from whereas.cli.common import (
    AsJson,
    Home,
    LedgerUrl,
    Progress,
    chosen,
    note,
    now,
    print_json,
    print_table,
    say,
    waiting_note,
)
from whereas.core.errors import CaptureError, WhereasError

if TYPE_CHECKING:  # so that `whereas --help` starts fast
    from whereas.assess.strategy_texts import Measured, TextsReport
    from whereas.settings import Settings

Text = Annotated[str, Parameter(show_default=False)]


def texts(
    *paths: Annotated[Path, Parameter(help="Files or folders to measure. [default: the texts in the ledger]")],
    add: Annotated[Path | None, Parameter(help="Take this text into the ledger first.")] = None,
    id: Annotated[Text, Parameter(help="Its official number, as `15895/03`.")] = "",
    title: Annotated[Text, Parameter(help="Its title. [default: of the known text, or the file's name]")] = "",
    dated: Annotated[Text, Parameter(help="Its date (YYYY, YYYY-MM or YYYY-MM-DD).")] = "",
    issuer: Annotated[Text, Parameter(help="Who issued it.")] = "",
    subject: Annotated[Text, Parameter(help="Who is looked for: a subject of `policy/texts`, as iran.")] = "dprk",
    passages: Annotated[bool, Parameter(negative="", help="Print every mention with its place.")] = False,
    sheet: Annotated[Path | None, Parameter(help="Write a coding sheet (CSV) of all passages to this file.")] = None,
    seed: Annotated[int, Parameter(help="Draws the order of the sheet.")] = 1,
    coded: Annotated[list[Path] | None, Parameter(help="A coder's filled sheet; give two or more.")] = None,
    csv: Annotated[Path | None, Parameter(help="Write the table as CSV to this file.")] = None,
    out: Annotated[Path | None, Parameter(help="Write the page and its data into this folder.")] = None,
    home: Home = None, ledger: LedgerUrl = "", as_json: AsJson = False,
) -> int:  # fmt: skip
    """Count where strategy texts name a country, and compare what two coders found concrete about it.

    Texts come from the ledger, or from files and folders without one. A text without words is not measurable, which is
    not 0. Concreteness is decided by people: a sheet for two coders who do not see each other's, then their agreement
    (Krippendorff's alpha). Below 0.67 their scores are withheld. What a rule guesses is always called a guess.

    For example:

        whereas texts strategies/

        whereas texts --add ess.pdf --id "ESS 15895/03"

        whereas texts --sheet passages.csv

        whereas texts --coded kim.csv --coded lee.csv --out out

    """
    from whereas.workbench.texts import release_texts, sheet_of

    if not add and (given := [name for name, value in (("--id", id), ("--title", title), ("--dated", dated),
                                                       ("--issuer", issuer)) if value]):  # fmt: skip
        raise WhereasError(f"{', '.join(given)} says nothing without a text", todo="name the text with --add FILE")
    told, at = chosen(home, ledger), now()
    if add:
        return _add(told, at, add, official_id=id, title=title, dated=dated, issuer=issuer)
    with Progress().shown() as progress:
        made = _report(told, at, paths, subject, coded=coded or [], progress=progress)
        if sheet:
            _write(sheet, sheet_of(made, seed))
        if out:
            from whereas.publish.texts import texts_files

            release_texts(made, texts_files(made), out, by=told.author, at=at)
    if csv:
        from whereas.publish.texts import table_csv

        _write(csv, table_csv(made))
    if as_json:
        from whereas.publish.texts import plain_texts

        print_json(plain_texts(made))
    else:
        _print(made, passages=passages)
    for path in (sheet, csv, out / "texts.html" if out else None):
        if path:
            note(f"wrote {path}")
    if sheet:
        note("Give each of two coders a copy. They must not see each other's, nor the rule's guesses.")
    return 0


def _add(
    told: "Settings", at: str, path: Path, *, official_id: str, title: str, dated: str, issuer: str
) -> int:  # fmt: skip
    from whereas.workbench import workbench
    from whereas.workbench.texts import add

    with workbench(told, now=at) as bench:
        said = add(bench, path, official_id=official_id, title=title, dated=dated, issuer=issuer, waiting=waiting_note)
    say(f"{said.sha256[:12]}  {said.title} ({said.official_id or 'without a number'}), {said.dated or 'undated'}")
    if said.from_memory:
        say(f"From memory and not checked: {', '.join(said.from_memory)}. Hold them against the text.")
    if said.remark:
        say(f"CONTRADICTION  {said.remark}")
    if not said.text.strip():
        say("It holds no text, and cannot be measured until its words are recognised.")
    return 1 if said.remark else 0


def _report(
    told: "Settings", at: str, paths: tuple[Path, ...], subject: str, *, coded: list[Path], progress: Progress
) -> "TextsReport":  # fmt: skip
    from importlib.metadata import version

    from whereas.workbench import workbench
    from whereas.workbench.texts import from_files, from_ledger, report, sheets_from

    progress("opening the texts")
    sheets, revision = sheets_from(coded), ""
    if paths:  # no ledger is opened, and none is made
        found = from_files(paths)
    else:
        with workbench(told, now=at) as bench:
            found, revision = from_ledger(bench), bench.ledger.root
    if not found:
        raise WhereasError(
            "no strategy text was added", where=str(told.home),
            todo="`whereas texts --add FILE` takes one in; `whereas texts FILE` measures one without the ledger",
        )  # fmt: skip
    return report(found, subject, version=version("whereas"), revision=revision, coded=sheets, progress=progress)


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise CaptureError(f"it cannot be written: {error.strerror}", where=str(path)) from None


def _print(made: "TextsReport", *, passages: bool) -> None:
    from whereas.publish.texts import objectives_of

    heads = ("text", "date", "words", "named", "per 10,000", "paragraphs", "alone", "in a list", "first at")
    right = range(2, len(heads) + len(objectives_of(made)))
    lines = [_line(one, objectives_of(made)) for one in made.texts]
    print_table(f"{made.lexicon.title} in strategy texts", (*heads, *objectives_of(made)), lines, right=right)
    remarks: dict[str, list[str]] = {}
    for one in made.texts:
        for words in (one.of.remark, one.attention.why and f"not measurable, {one.attention.why}",
                      one.of.from_memory and f"from memory, not checked: {', '.join(one.of.from_memory)}"):  # fmt: skip
            if words:
                remarks.setdefault(words, []).append(one.of.key)
    for words, keys in remarks.items():
        say(f"  {words}: {', '.join(keys[:3])}{f' and {len(keys) - 3} more' if len(keys) > 3 else ''}")
    if passages:
        for one in made.texts:
            for said in one.attention.mentions:
                how = f"with {', '.join(said.others) or 'others'}" if said.listed else "by itself"
                say(f"  {one.of.key} {one.of.place(said.start, said.end)} [{how}] {said.quote}")
    _print_coding(made)


def _line(one: "Measured", objectives: tuple[str, ...]) -> tuple[object, ...]:
    from whereas.publish.texts import percent

    found, name = one.attention, one.of.official_id or one.of.key
    if not found.measurable:
        return (name, one.of.dated, "not measurable", *[""] * (6 + len(objectives)))
    naming = f"{found.with_mention} of {found.paragraphs:,} ({percent(found.share)})"
    return (
        name, one.of.dated, found.words, len(found.mentions), f"{found.per_10k:.1f}", naming, found.sole, found.listed,
        percent(found.first), *(found.towards(key) for key in objectives),
    )  # fmt: skip


def _print_coding(made: "TextsReport") -> None:
    guessed = sum(guess.points > 0 for one in made.texts for guess in one.guesses)
    say(f"\n{len(made.passages)} passages. A rule guesses that {guessed} hold something concrete; it is no coder.")
    if made.coding is None:
        return
    from whereas.publish.texts import alpha_words

    coded = made.coding
    print_table(
        "\nAgreement of coders (Krippendorff's alpha)",
        ("what", "level", "alpha"),
        [("points", coded.total.level, alpha_words(coded.total)),
         *((name, found.level, alpha_words(found)) for name, found in coded.features.items())],
    )  # fmt: skip
    for coder, keys in coded.missing.items():
        if keys:
            say(f"  {coder}: {len(keys)} of {len(coded.passages)} passages without points, as {', '.join(keys[:3])}")
    if coded.lean.mean and coded.lean.p is not None:
        say(f"  {coded.sheets[0].coder} lies {coded.lean.mean:+.2f} points from the others (p = {coded.lean.p:.2f})")
    if coded.withheld:
        say(f"\nThe scores are WITHHELD: {coded.withheld}.")
        say("To do: let the coders talk through where they differ, sharpen the rules, and code a fresh sheet anew.")
        return
    scores = [(one.of.title, one.of.dated, coded.score(one.ids)) for one in made.texts if one.passages]
    print_table(
        "\nConcreteness, mean points of the coders (0 to 5)",
        ("text", "date", "points"),
        [(title, date, "not every passage has two coders' points" if score is None else f"{score:.2f}")
         for title, date, score in scores],
    )  # fmt: skip
