"""`whereas policy`: what the policy holds as data, one thing of it in words, the calendar, and what is unchecked."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from whereas.cli.common import AsJson, now, print_json, print_table, say
from whereas.core.errors import WhereasError

Flag = Annotated[bool, Parameter(negative="")]
Text = Annotated[str, Parameter(show_default=False)]


def policy(
    name: Text = "", *,
    unverified: Annotated[Flag, Parameter(help="What stands here from memory: for a lawyer to check.")] = False,
    calendar: Annotated[Flag, Parameter(help="When regimes and their listings run out.")] = False,
    evidence: Annotated[Flag, Parameter(help="Kinds of claim and classes of evidence.")] = False,
    schema: Annotated[Text, Parameter(help="Print the JSON Schema of a kind of policy file, for editors.")] = "",
    check: Annotated[Path | None, Parameter(help="Check a policy file of your own against its kind.")] = None,
    kind: Annotated[Text, Parameter(help="With --check: the kind of file.")] = "",
    as_of: Annotated[Text, Parameter(help="The day from which days are counted. [default: today]")] = "",
    as_json: AsJson = False,
) -> int:  # fmt: skip
    """Show the policy as data: strategies, regimes, resolutions, crimes, conditions, rules, and how far it was checked.

    NAME is a strategy, a measure or a point of it, a regime or one of its criteria, a resolution or a paragraph, a
    crime, a condition, a rule, a kind of claim or a class of evidence; the end of a name is enough where only one
    ends so.

    For example:

        whereas policy

        whereas policy eu-human-rights/torture

        whereas policy 2397/5

        whereas policy E6

        whereas policy B17

        whereas policy --calendar --as-of 2026-11-23

        whereas policy --unverified

        whereas policy --schema regimes > regimes.schema.json

    """
    from whereas.policy.kinds import check_file, kinds, schema_of

    day = _day(as_of)
    if schema:
        print_json(schema_of(schema))
    elif check is not None:
        if kind not in kinds():
            raise WhereasError(f"there is no kind of policy file {kind!r}", todo=f"choose one of: {', '.join(kinds())}")
        try:
            text = check.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise WhereasError(f"it cannot be read: {error}", where=str(check)) from None
        check_file(kind, check.name, text)
        say(f"{check.name}: a {kind} file without errors")
    elif unverified:
        _unverified(as_json=as_json)
    elif calendar:
        _calendar(day, as_json=as_json)
    elif evidence:
        _evidence(as_json=as_json)
    elif name:
        _one(name, as_json=as_json)
    else:
        _all(day, as_json=as_json)
    return 0


def _day(as_of: str) -> str:
    from whereas.core.period import is_partial_date

    day = as_of or now()[:10]
    if len(day) != 10 or not is_partial_date(day):
        raise WhereasError(f"{as_of!r} is no day", todo="write --as-of 2026-11-23")
    return day


def _one(name: str, *, as_json: bool) -> None:
    from msgspec import to_builtins

    from whereas.policy.lookup import find
    from whereas.policy.readable import describe

    found = find(name)
    if as_json:
        print_json([{"what": one.what, "name": one.name, "record": to_builtins(one.record)} for one in found])
        return
    for one in found:
        say(f"{one.what} {one.name}")
        for line in describe(one.record):
            if line.kind == "item":
                say(f"  {'  ' * line.depth}- {line.text}")
            else:
                say(f"{chr(10) if line.depth else ''}  {line.text}")


def _unverified(*, as_json: bool) -> None:
    from itertools import groupby

    from whereas.policy.kinds import unverified

    found = unverified()
    if as_json:
        print_json([{"file": one.file, "place": one.place, "words": one.words, "seen": one.seen} for one in found])
        return
    say("To be held against the text of the law, file by file:")
    for file, held in groupby(found, key=lambda one: one.file):
        rows = [(one.place, one.words, one.seen) for one in held]
        print_table(f"\n{file}: {len(rows):,}", ("place", "what", "seen of it"), rows)
    say(f"\n{len(found):,} entries stand here from memory or from a source about the act, not from the act itself.")


def _deadlines(day: str) -> list[tuple[str, str, str, str, bool]]:
    """Every clock of a regime that runs out on a day of the calendar: (day, regime, words, basis, verified)."""
    from whereas.policy.regimes import regimes
    from whereas.publish.dossier.clocks import due

    fixed = [(key, clock) for key, one in regimes().items() for clock in one.clocks if clock.on or clock.each_year]
    return sorted((due(clock, day), key, clock.words, clock.basis, clock.verified) for key, clock in fixed)


def _calendar(day: str, *, as_json: bool) -> None:
    from whereas.policy.readable import when
    from whereas.policy.regimes import Clock, regimes

    rows = _deadlines(day)
    others: dict[Clock, list[str]] = {}
    for key, one in regimes().items():
        for clock in one.clocks:
            if not clock.on and not clock.each_year:
                others.setdefault(clock, []).append(key)
    if as_json:
        print_json(
            {
                "as_of": day,
                "dates": [
                    {"day": due, "regime": key, "words": words, "basis": basis, "verified": verified}
                    for due, key, words, basis, verified in rows
                ],
                "from_events": [
                    {"regimes": keys, "words": clock.words, "when": when(clock), "verified": clock.verified}
                    for clock, keys in others.items()
                ],
            }
        )
        return
    print_table(
        f"Renewals, from {day}",
        ("day", "in days", "regime", "what", "basis", "checked"),
        [
            (due, _days(day, due), key, words, basis, _seen(verified))
            for due, key, words, basis, verified in rows
        ],
        right=(1,),
    )  # fmt: skip
    print_table(
        "\nClocks that run from an event",
        ("regimes", "what", "when", "basis", "checked"),
        [
            (", ".join(keys), clock.words, when(clock), clock.basis, _seen(clock.verified))
            for clock, keys in others.items()
        ],
    )


def _days(day: str, due: str) -> str:
    """Days from one day to another; a day that an act names may be a month or a year, and may have passed."""
    from datetime import date

    if due < day[: len(due)]:
        return "passed"
    return f"{(date.fromisoformat(due) - date.fromisoformat(day)).days:,}" if len(due) == 10 else ""


def _evidence(*, as_json: bool) -> None:
    from msgspec import to_builtins

    from whereas.policy.claims import claim_kinds, evidence_classes
    from whereas.policy.likelihood import scales

    if as_json:
        print_json(
            {
                "kinds": to_builtins(list(claim_kinds().values())),
                "classes": to_builtins(list(evidence_classes().values())),
                "scales": to_builtins(list(scales().values())),
            }
        )
        return
    print_table(
        "Kinds of claim",
        ("kind", "says", "made by"),
        [(one.key, one.says, one.by) for one in claim_kinds().values()],
    )
    print_table(
        "\nClasses of evidence",
        ("class", "default grade", "can prove", "cannot prove"),
        [
            (one.key, f"{one.reliability}{one.credibility}", one.proves, one.cannot)
            for one in evidence_classes().values()
        ],
    )
    print_table(
        "\nScales of likelihood",
        ("scale", "words"),
        [(one.key, ", ".join(f"{word.word} {word.low:g}-{word.high:g} %" for word in one.words))
         for one in scales().values()],
    )  # fmt: skip


def _all(day: str, *, as_json: bool) -> None:
    from whereas.policy.kinds import kinds, unverified
    from whereas.policy.standards import standards

    if as_json:
        print_json(_plain(day))
        return
    _strategies()
    _law(day)
    _rest()
    say(f"\n{len(standards()):,} standards in all. {len(unverified()):,} entries were not held against the law itself:")
    say("`whereas policy --unverified` lists them; `whereas policy NAME` shows one thing; `--calendar` what runs out")
    say(f"when; `--schema KIND` the form of a file. Kinds: {', '.join(kinds())}.")


def _plain(day: str) -> dict[str, object]:
    from whereas.policy.kinds import unverified
    from whereas.policy.lookup import everything
    from whereas.policy.standards import standards

    return {
        "as_of": day,
        "names": [{"what": one.what, "name": one.name} for one in everything()],
        "standards": [
            {"key": one.key, "title": one.title, "article": one.article, "words": one.words, "verified": one.verified,
             "elements": [element.key for element in one.elements]}
            for one in standards().values()
        ],
        "calendar": [
            {"day": due, "regime": key, "words": words, "verified": verified}
            for due, key, words, _, verified in _deadlines(day)
        ],
        "unverified": len(unverified()),
    }  # fmt: skip


def _strategies() -> None:
    from whereas.policy.strategies import strategies

    print_table(
        "Strategies",
        ("strategy", "title", "points", "measures", "not yet", "conditions"),
        [
            (key, one.title, len(one.points), len(one.measures), sum(bool(each.not_yet) for each in one.measures),
             len(one.conditions))
            for key, one in strategies().items()
        ],
        right=(2, 3, 4, 5),
    )  # fmt: skip


def _law(day: str) -> None:
    from whereas.policy.crimes import crimes
    from whereas.policy.regimes import regimes
    from whereas.policy.resolutions import resolutions

    renewals: dict[str, str] = {}
    for due, key, *_ in _deadlines(day):
        if due >= day:
            renewals.setdefault(key, due)
    print_table(
        "\nRegimes",
        ("regime", "title", "criteria", "next renewal", "not checked"),
        [
            (key, one.title, len(one.criteria), renewals.get(key, ""), _open("regimes", key))
            for key, one in regimes().items()
        ],
        right=(2, 4),
    )
    print_table(
        "\nResolutions",
        ("resolution", "day", "subject", "paragraphs", "not checked"),
        [
            (key, one.dated, one.subject, len(one.paragraphs), _open("resolutions", key))
            for key, one in resolutions().items()
        ],
        right=(3, 4),
    )
    print_table(
        "\nCrimes",
        ("crimes", "title", "acts", "modes of liability", "not checked"),
        [
            (key, one.title, len(one.underlying), len(one.liability), _open("crimes", key))
            for key, one in crimes().items()
        ],
        right=(2, 3, 4),
    )


def _open(folder: str, key: str) -> int:
    """How many entries of a file nobody checked."""
    from whereas.policy.kinds import unverified

    return sum(one.file == f"{folder}/{key}.yaml" for one in unverified())


def _rest() -> None:
    from whereas.policy.conditions import conditions
    from whereas.policy.rules import court_rules

    print_table(
        "\nConditions",
        ("condition", "title", "baseline", "checked"),
        [(key, one.title, one.baseline_state, _seen(one.verified)) for key, one in conditions().items()],
    )
    print_table(
        "\nRules of the Court",
        ("rule", "title", "from", "checked"),
        [
            (key, one.title, "; ".join(case.words for case in one.sources), _all_seen(one.sources))
            for key, one in court_rules().items()
        ],
    )


def _all_seen(sources: Iterable[object]) -> str:
    return _seen(all(getattr(one, "verified", False) for one in sources))


def _seen(verified: bool) -> str:
    return "seen" if verified else "from memory"
