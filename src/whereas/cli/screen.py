"""`whereas screen`: is this one of them? A name, or a table of customers, against every listed party."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from whereas.cli.common import (
    AsJson,
    AsOf,
    Home,
    LedgerUrl,
    Progress,
    chosen,
    note,
    now,
    print_json,
    print_table,
    say,
)
from whereas.core.errors import WhereasError

if TYPE_CHECKING:
    from whereas.screen.query import Query
    from whereas.screen.screening import Answer
    from whereas.workbench import OpenIndex, Workbench


def screen(
    name: Annotated[str, Parameter(help="A name in any script, or a passport, IMO, wallet or other number.")] = "",
    *,
    file: Annotated[Path | None, Parameter(help="Customers: CSV, TSV, Parquet or Arrow.")] = None,
    document: Annotated[Path | None, Parameter(help="A PDF, HTML, DOCX or text file to find listed names in.")] = None,
    out: Annotated[Path | None, Parameter(help="Where matches go: .csv, .jsonl or .parquet.")] = None,
    columns: Annotated[str, Parameter(help="Which column holds what: name=HEAD,birth_date=HEAD; GIVEN+FAMILY.")] = "",
    schema: Annotated[str, Parameter(help="Person, Organization, Company, Vessel, LegalEntity.")] = "",
    birth_date: str = "",
    country: str = "",
    gender: str = "",
    number: Annotated[str, Parameter(help="A passport, register or other document number.")] = "",
    place: Annotated[str, Parameter(help="Birthplace.")] = "",
    threshold: Annotated[
        str,
        Parameter(
            help="A probability, or its cost: `20/1000` is 20 false alerts per thousand clean names. "
            "[default: 0.5, for a table 0.7]"
        ),
    ] = "",
    since: Annotated[str, Parameter(help="Screen again only what changed since this revision of the ledger.")] = "",
    previous: Annotated[Path | None, Parameter(help="With --since: the output of the run before (.jsonl).")] = None,
    fail_on: Annotated[str, Parameter(help="Exit with 1 if a match is possible, probable or strong.")] = "",
    processes: Annotated[int, Parameter(help="How many processes screen a table. [default: all cores]")] = 0,
    home: Home = None,
    ledger: LedgerUrl = "",
    as_of: AsOf = "",
    as_json: AsJson = False,
) -> int:
    """Screen a name, a table of customers or a document against all listed parties in view.

    A match says how likely it is, why in one sentence, who lists the party under which act, which statements it
    rests on, and who else bears the name. A name that many bear is never more than possible by itself. Names are
    read in Hangul, Han characters, kana, Cyrillic and any romanisation; numbers (passport, IMO, wallet) are looked up.

    Matched is not same, and listed is not convicted: a person decides.

    For example:

        whereas screen "Kim Yong Chol" --birth-date 1946

        whereas screen 김영철

        whereas screen --file customers.csv --out hits.csv --columns name=FullName,birth_date=DOB

        whereas screen --file customers.parquet --out new.jsonl --since 3f2a9c81 --previous old.jsonl

        whereas screen --document report.pdf

    """
    from whereas.workbench import workbench

    if sum(map(bool, (name, file, document))) != 1:
        raise WhereasError(
            "screen one thing: a name, --file or --document", todo='for example: whereas screen "Kim Yong Chol"'
        )
    from whereas.screen.model import FOR_TABLES, POSSIBLE, read_threshold

    least = read_threshold(threshold, otherwise=FOR_TABLES if file is not None else POSSIBLE)
    progress = Progress()
    with workbench(chosen(home, ledger), now=now()) as bench, progress.shown():
        index = bench.index(as_of, progress=progress)
        if file is not None:
            asked = {"columns": columns, "schema": schema, "since": since}
            totals = _table(
                bench,
                index,
                file,
                out=out,
                asked=asked,
                least=least,
                previous=previous,
                processes=processes,
                progress=progress,
            )
            return _told(totals, index, out, fail_on)
    if document is not None:
        return _document(index, document, least, out=out, as_json=as_json, fail_on=fail_on)
    from whereas.screen.query import Query

    query = Query(
        name=name, schema=schema, birth_date=birth_date, country=country, gender=gender, document=number, place=place
    )
    return _one(index, query, least, as_json=as_json, fail_on=fail_on)


def _one(index: "OpenIndex", query: "Query", least: float, *, as_json: bool, fail_on: str) -> int:
    from whereas.screen.rows import rows_of
    from whereas.screen.screening import Screener

    answer = Screener(index.index).screen([query], threshold=least)[0]
    if as_json:
        from msgspec import to_builtins

        print_json({"revision": index.index.revision, "threshold": least, "matches": to_builtins(answer.matches)})
        return _exit([match.band for match in answer.matches], fail_on)
    if not answer.matches:
        say(f"No listed party in view matches “{query.name}” with a probability of {least:g} or more.")
        say(f"Screened against {index.index.entries:,} parties, revision {index.index.revision[:12]}.")
        return 0
    rows = [
        (
            f"{row['probability']:.2f}",
            row["band"],
            row["caption"],
            row["entity"],
            " ".join(row["authorities"]),
            row["why"],
        )
        for row in rows_of(answer)
    ]
    print_table(f"“{query.name}”", ("p", "band", "party", "id", "listed by", "why"), rows)
    _say_around(answer)
    say(f"Revision {index.index.revision[:12]}; every statement: whereas show ID.")
    say("Matched is not same; listed is not convicted.")
    return _exit([match.band for match in answer.matches], fail_on)


def _say_around(answer: "Answer") -> None:
    """Who else bears the name, before anyone accepts a hit."""
    first = answer.matches[0]
    if first.homonyms:
        say(f"{first.homonyms + 1} listed parties in view bear a name as like.")
    if first.bearers:
        say(
            f"About {first.bearers:,} living North Koreans may bear it (an estimate from how common its syllables are)."
        )
    if answer.more:
        say(f"{answer.more:,} further matches are not shown; raise --threshold.")


def _table(
    bench: "Workbench", index: "OpenIndex", file: Path, *, out: Path | None, asked: dict[str, str], least: float,
    previous: Path | None, processes: int, progress: Progress,
) -> Any:  # fmt: skip
    import os

    from whereas.screen.batch import BATCH, Job, form_of, screen_table, what_changed
    from whereas.screen.tabular import guess_columns, parse_columns, read_rows

    if out is None:
        raise WhereasError(
            "a table of customers needs a place for its matches", todo="add --out hits.csv (or .jsonl, .parquet)"
        )
    form_of(out)
    if bool(asked["since"]) != (previous is not None):
        raise WhereasError(
            "--since and --previous go together: what is not screened again is taken from the earlier output",
            todo="give both, or neither to screen in full",
        )
    table = read_rows(file, batch=BATCH)
    mapped = parse_columns(asked["columns"], table.heads) if asked["columns"] else guess_columns(table.heads)
    changed = None
    if asked["since"]:
        changed, change = what_changed(bench.earlier_index(asked["since"]), index.index, index.path.parent)
        note(f"whereas: lists changed since {asked['since']}: {change}")
    job = Job(index=index.path, columns=mapped, schema=asked["schema"], threshold=least, changed=changed)
    status = file.stat()
    inputs = {
        "file": f"{file.resolve()} {status.st_size} {status.st_mtime_ns}", "index": index.path.name,
        "threshold": repr(least), "schema": asked["schema"], "since": asked["since"], "previous": str(previous or ""),
    }  # fmt: skip
    return screen_table(
        table, job, out=out, inputs=inputs, processes=processes or os.cpu_count() or 1, previous=previous,
        progress=lambda rows: progress("screening", rows),
    )  # fmt: skip


def _told(totals: Any, index: "OpenIndex", out: Path | None, fail_on: str) -> int:
    bands = ", ".join(
        f"{totals.matches[band]:,} {band}" for band in ("strong", "probable", "possible") if band in totals.matches
    )
    screened = "" if totals.screened == totals.rows else f" ({totals.screened:,} of them again)"
    note(
        f"whereas: {totals.rows:,} rows{screened} against {index.index.entries:,} parties; "
        f"{totals.with_matches:,} with a match ({bands or 'none'}); revision {index.index.revision[:12]}; in {out}"
    )
    return _exit(list(totals.matches), fail_on)


def _document(
    index: "OpenIndex", document: Path, least: float, *, out: Path | None, as_json: bool, fail_on: str
) -> int:
    from whereas.screen.document import screen_document

    found = screen_document(document, index.index, threshold=least)
    if as_json or (out is not None and out.suffix == ".json"):
        print_json(found.as_json())
    else:
        rows = [
            (str(one.page), f"{one.start}-{one.end}", one.text, f"{one.match.probability:.2f}", one.match.caption,
             one.match.entity, one.match.words)
            for one in found.mentions
        ]  # fmt: skip
        print_table(
            f"{document.name}: listed names and numbers",
            ("page", "characters", "text", "p", "party", "id", "why"),
            rows,
        )
        unknown = [(str(one.page), f"{one.start}-{one.end}", one.scheme, one.text) for one in found.unlisted]
        if unknown:
            print_table("Identifiers not on any list in view", ("page", "characters", "kind", "text"), unknown)
        say("A name in a text is no person: matched is not same.")
    return _exit([one.match.band for one in found.mentions], fail_on)


def _exit(bands: list[str], fail_on: str) -> int:
    order = ("possible", "probable", "strong")
    if fail_on and fail_on not in order:
        raise WhereasError(f"--fail-on {fail_on!r} is no band", todo="use possible, probable or strong")
    return 1 if fail_on and any(band in order[order.index(fail_on) :] for band in bands) else 0
