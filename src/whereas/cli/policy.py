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
    from whereas.publish.policy_plain import day_of

    day = day_of(as_of, now()[:10])
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


def _one(name: str, *, as_json: bool) -> None:
    from whereas.policy.lookup import find
    from whereas.policy.readable import describe
    from whereas.publish.policy_plain import plain_named

    if as_json:
        print_json(plain_named(name))
        return
    for one in find(name):
        say(f"{one.what} {one.name}")
        for line in describe(one.record):
            if line.kind == "item":
                say(f"  {'  ' * line.depth}- {line.text}")
            else:
                say(f"{chr(10) if line.depth else ''}  {line.text}")


def _unverified(*, as_json: bool) -> None:
    from itertools import groupby

    from whereas.policy.kinds import unverified
    from whereas.publish.policy_plain import plain_unverified

    if as_json:
        print_json(plain_unverified())
        return
    found = unverified()
    say("To be held against the text of the law, file by file:")
    for file, held in groupby(found, key=lambda one: one.file):
        rows = [(one.place, one.words, one.seen) for one in held]
        print_table(f"\n{file}: {len(rows):,}", ("place", "what", "seen of it"), rows)
    say(f"\n{len(found):,} entries stand here from memory or from a source about the act, not from the act itself.")


def _calendar(day: str, *, as_json: bool) -> None:
    from whereas.policy.readable import when
    from whereas.publish.policy_plain import deadlines, from_events, plain_calendar

    if as_json:
        print_json(plain_calendar(day))
        return
    rows, others = deadlines(day), from_events()
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
    from whereas.publish.policy_plain import days_until

    if due < day[: len(due)]:
        return "passed"
    days = days_until(day, due)
    return "" if days is None else f"{days:,}"


def _evidence(*, as_json: bool) -> None:
    from whereas.policy.claims import claim_kinds, evidence_classes
    from whereas.policy.likelihood import scales
    from whereas.publish.policy_plain import plain_evidence

    if as_json:
        print_json(plain_evidence())
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
    from whereas.publish.policy_plain import plain_policy

    if as_json:
        print_json(plain_policy(day))
        return
    _strategies()
    _law(day)
    _rest()
    say(f"\n{len(standards()):,} standards in all. {len(unverified()):,} entries were not held against the law itself:")
    say("`whereas policy --unverified` lists them; `whereas policy NAME` shows one thing; `--calendar` what runs out")
    say(f"when; `--schema KIND` the form of a file. Kinds: {', '.join(kinds())}.")


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
    from whereas.publish.policy_plain import deadlines

    renewals: dict[str, str] = {}
    for due, key, *_ in deadlines(day):
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
