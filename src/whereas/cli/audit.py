"""`whereas audit`: who did or was refused what on the server, when; and whether the chain of rows holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from whereas.cli.common import AsJson, Home, LedgerUrl, chosen, note, print_json, print_table, say
from whereas.core.errors import WhereasError

if TYPE_CHECKING:  # so that `whereas --help` starts fast
    from whereas.settings import Settings
    from whereas.web.register.audit import Asked, Audit, Noted

_SHOWN = 50


def audit(
    *, who: Annotated[str, Parameter(help="Only what this account did.")] = "",
    action: Annotated[str, Parameter(help="Only acts of this kind, as `export`, `read`, `sign-in`.")] = "",
    result: Annotated[str, Parameter(help="Only what was `done`, or only what was `refused`.")] = "",
    about: Annotated[str, Parameter(help="Only acts on what has this id, or one that begins so.")] = "",
    day: Annotated[str, Parameter(help="Only this day, month or year (UTC).")] = "",
    since: Annotated[str, Parameter(help="From this day or instant on (UTC).")] = "",
    until: Annotated[str, Parameter(help="To the end of this day, or this instant (UTC).")] = "",
    most: Annotated[int | None, Parameter(help="So many, the newest first; 0: all. [default: 50; CSV: all]")] = None,
    verify: Annotated[bool, Parameter(negative="", help="Check the chain of all rows; 1 where it is broken.")] = False,
    head: Annotated[str, Parameter(help="With --verify: a digest noted earlier, which must still stand.")] = "",
    as_csv: Annotated[bool, Parameter(name="--csv", negative="", help="Print CSV, every row that fits.")] = False,
    as_json: AsJson = False, home: Home = None, ledger: LedgerUrl = "",
) -> int:  # fmt: skip
    """Read the audit of the server that serves this ledger: acts, ids and times, never content or search words.

    Each row bears a digest of itself and of the row before. Who can write the database can write all of it anew: note
    the last digest that `--verify` prints somewhere else, and hand it in later with `--head`. Whoever has the file can
    read it so without a trace; the page of the server notes who saved it.

    Examples:

        whereas audit --home /srv/whereas

        whereas audit --who rhee --action export --day 2026-03

        whereas audit --result refused --since 2026-03-01 --csv > refused.csv

        whereas audit --verify --head 4f0c2a9e...

    """
    from whereas.web.register.audit import Asked

    if as_csv and as_json:
        raise WhereasError("the answer has one form", todo="give --csv or --json, not both")
    if head and not verify:
        raise WhereasError("--head says what --verify must find", todo="give --verify too")
    since, until = (day, day) if day else (since, until)
    for said in (since, until):
        _check_instant(said)
    with _opened(chosen(home, ledger)) as found:
        if verify:
            return _verified(found, head.strip().lower(), as_json=as_json)
        asked = Asked(who=who, action=_kind(found, action), result=_result(result), named=about, since=since,
                      until=until)  # fmt: skip
        return _listed(found, asked, most, as_csv=as_csv, as_json=as_json)


@contextmanager
def _opened(settings: "Settings") -> Iterator["Audit"]:
    """The audit beside a ledger; nothing is made where no server ever was."""
    from sqlalchemy.exc import SQLAlchemyError

    from whereas.web.register import Register

    place = settings.home / "register.sqlite"
    if not settings.ledger and not place.is_file():
        raise WhereasError(
            "no server has kept an audit here", where=str(place),
            todo="name its home with --home, or its database with --ledger",
        )  # fmt: skip
    try:
        register = Register.of(settings)
    except SQLAlchemyError as error:
        raise WhereasError(
            f"the audit cannot be opened: {error.__cause__ or error}", where=str(settings.home),
            todo="check that the database is there and that you may write to it",
        ) from error  # fmt: skip
    try:
        yield register.audit
    finally:
        register.close()


def _verified(found: "Audit", head: str, *, as_json: bool) -> int:
    held = found.verify(head)
    if as_json:
        print_json({"rows": held.rows, "head": held.head, "broken_at": held.broken_at, "cut": held.cut})
    elif held.holds:
        say(f"the chain holds: {held.rows:,} rows, the last one's digest is {held.head}")
    elif held.cut:
        say(f"rows are missing: {held.rows:,} rows hold, and none of them has the digest of --head")
    else:
        say(f"the chain is broken at row {held.broken_at:,}: {held.rows:,} rows before it hold")
    return 0 if held.holds else 1


def _listed(found: "Audit", asked: "Asked", most: int | None, *, as_csv: bool, as_json: bool) -> int:
    from whereas.web.pages.audit import as_csv as written

    bound = (0 if as_csv or as_json else _SHOWN) if most is None else max(most, 0)
    rows = list(found.rows(asked, most=bound + 1 if bound else 0))
    shown = rows[:bound] if bound else rows
    if as_csv:
        say(written(shown).rstrip("\n"))
    elif as_json:
        print_json([_plain(one) for one in shown])
    elif not shown:
        say("no row fits")
    else:
        heads = ("no", "at (UTC)", "who", "action", "object", "result", "route")
        print_table("Audit", heads, [_row(one) for one in shown], right=(0,))
    if len(rows) > len(shown):
        note(f"whereas: these are the newest {len(shown):,}; --most 0 shows all")
    return 0


def _row(one: "Noted") -> tuple[object, ...]:
    act = one.act
    return (one.no, act.at, act.who, act.action, act.object, act.result, act.route)


def _plain(one: "Noted") -> dict[str, object]:
    return {"no": one.no, **asdict(one.act), "previous": one.previous, "digest": one.digest}


def _kind(found: "Audit", said: str) -> str:
    kinds = found.actions()
    if said and said not in kinds:
        raise WhereasError(f"the audit has no act of the kind {said!r}", todo=f"it has: {', '.join(kinds) or 'none'}")
    return said


def _result(said: str) -> str:
    if said not in ("", "done", "refused"):
        raise WhereasError(f"{said!r} is no result", todo="give done or refused")
    return said


def _check_instant(said: str) -> None:
    from whereas.core.period import is_partial_date

    if said and not is_partial_date(said[:10]):
        raise WhereasError(f"{said!r} is not a day", todo="write YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ")
