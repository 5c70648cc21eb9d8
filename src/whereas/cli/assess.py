"""`whereas assess`: a standard held against a party: what is shown, what is missing, what one exhibit would turn."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from whereas.cli.common import (
    AsJson,
    AsOf,
    Home,
    LedgerUrl,
    Progress,
    chosen,
    now,
    print_json,
    print_table,
    say,
    tell,
)
from whereas.core.errors import WhereasError

if TYPE_CHECKING:  # so that `whereas --help` starts fast
    from whereas.assess.proof import Assessment
    from whereas.assess.router import Route, Routing
    from whereas.policy.standards import Standard as Criterion
    from whereas.workbench.assessing import Knowledge, Subject

Standard = Annotated[str, Parameter(name=["--standard"], help="A standard's key, as `whereas policy` lists them.")]
Forum = Annotated[str, Parameter(name=["--forum"], help="By whose standard of proof. [default: the standard's own]")]
Every = Annotated[
    bool, Parameter(name=["--unlisted"], negative="", help="Every party that a partner lists and the Union does not.")
]
Csv = Annotated[Path | None, Parameter(name=["--csv"], help="Write the table of --unlisted as CSV.")]


def assess(
    subject: str = "", *, standard: Standard = "", forum: Forum = "", unlisted: Every = False, csv: Csv = None,
    programme: str = "dprk", home: Home = None, ledger: LedgerUrl = "", as_of: AsOf = "", as_json: AsJson = False,
) -> int:  # fmt: skip
    """Hold a party against the law: which elements are shown, which are not, and what would turn each.

    Without `--standard` every regime of the Union is tried, the best fit first. A listing by a third State points to
    a criterion and never shows an element of it.

    For example:

        whereas assess un-KPi.033

        whereas assess han-jae-mok --standard eu-human-rights/torture --as-of 2024-07-22

        whereas assess --unlisted --csv unlisted.csv

    Parameters
    ----------
    subject
        A party by its id, or by its name where only one bears it.
    programme
        The subject of policy, by the name of its file in `policy/programmes`.
    """
    from whereas.assess.proof import Assessment
    from whereas.workbench import workbench
    from whereas.workbench.assessing import know

    if bool(subject) == unlisted:
        raise WhereasError("say whom to assess", todo="give a party, or --unlisted for all that only partners list")
    found: list[Routing] = []
    with workbench(chosen(home, ledger), now=now()) as bench, Progress().shown() as progress:
        known = know(bench, programme, as_of=as_of, progress=progress)
        if unlisted:
            progress("routing")
            found = [known.route(known.subject(row.entity)) for row in known.unlisted()]
        else:
            who = known.subject(subject)
            held = known.assess(_standard(standard), who, forum) if standard else known.route(who)
    # Printed only now: a line that is written while progress is shown would be torn.
    if unlisted:
        return _unlisted(known, found, csv, as_json=as_json)
    if isinstance(held, Assessment):
        return _one(held, who, as_json=as_json)
    return _routed(held, known, who, as_json=as_json)


def _standard(named: str) -> "Criterion":
    """A standard by its key or the end of it, also where `whereas policy` finds it so (`2397/9`)."""
    from whereas.policy.standards import standards
    from whereas.workbench.assessing import standard_of

    ends = [key for key in standards() if key.endswith(f"-{named}")]
    return standards()[ends[0]] if len(ends) == 1 else standard_of(named)


def _one(result: "Assessment", who: "Subject", *, as_json: bool) -> int:
    if as_json:
        from msgspec import to_builtins

        from whereas.publish.assessments import shown_assessment

        print_json(to_builtins(shown_assessment(result)))
        return 0
    held_against = result.standard
    say(f"{who.caption} ({who.key}), {held_against.key} as of {result.as_of}: {_spelt(result.verdict.value).upper()}")
    tell(f"  {held_against.title}, {held_against.article}: {held_against.words}", under=2)
    tell(f"  standard of proof: {result.forum.asks} ({result.forum.basis}{_checked(result.forum.verified)})", under=2)
    tell(f"  {_restated(verified=held_against.verified)}", under=2)
    if who.kind not in held_against.subjects:
        tell(f"  This standard is for {_any_of(held_against.subjects)}, and this party is taken for {_a(who.kind)}.")
    for one in result.elements:
        alternative = f"  [alternative: {one.element.group}]" if one.element.group else ""
        say()
        tell(f"{_MARKS[one.verdict.value]} {one.element.words}{alternative}", under=4)
        for held in one.claims:
            tell(f"    {_spelt(held.verdict.value)}: {held.claim.words} ({held.claim.id[:8]}, {held.lineages} "
                 f"origin{'' if held.lineages == 1 else 's'} of {held.needed} needed)", under=2)  # fmt: skip
            for ground in held.grounds:
                say(f"      + {ground.grade} {ground.title}, {ground.span.locator}")
            for ground in held.against:
                say(f"      - {ground.grade} {ground.title}, {ground.span.locator}")
            for weak in held.weak:
                tell(f"      ! {weak}", under=2)
        for lead in one.leads[:4]:
            tell(f"    lead, shows nothing: {lead.words}", under=2)
        if len(one.leads) > 4:
            say(f"    and {len(one.leads) - 4} leads more: see --json")
        if one.turn is not None:
            tell(f"    to turn it: {one.turn.words}", under=2)
    say("\nA verdict is about the exhibits at hand. Listed is not convicted; not shown is not untrue.")
    return 0


def _spelt(verdict: str) -> str:
    return verdict.replace("_", " ")


def _checked(verified: bool) -> str:
    return "" if verified else ", from memory"


def _restated(*, verified: bool) -> str:
    """How far the text of a standard was checked: a reader of a pipe needs it as much as one at a screen."""
    if verified:
        return "Restated from public sources; no lawyer has signed it."
    return "Restated from memory; nobody has held it against the act."


def _a(kind: str) -> str:
    return f"an {kind}" if kind[:1] in "aeiou" else f"a {kind}"


def _any_of(kinds: "tuple[str, ...]") -> str:
    return " and ".join(f"{kind}s" for kind in kinds)


_MARKS = {"shown": "[shown]", "not_shown": "[NOT SHOWN]", "contradicted": "[CONTRADICTED]",
          "unverifiable": "[UNVERIFIABLE]"}  # fmt: skip


def _routed(found: "Routing", known: "Knowledge", who: "Subject", *, as_json: bool) -> int:
    row = known.rows.get(who.key)
    if as_json:
        from msgspec import to_builtins

        from whereas.publish.assessments import shown_routing

        print_json(to_builtins(shown_routing(found, row.authorities if row else ())))
        return 0
    tell(found.words)
    if row is not None:
        say(f"Listed by {', '.join(row.authorities) or 'nobody'} under this programme.")
        if "EU" in row.authorities:
            tell("The Union lists this party already: what can follow is a review, a renewal (`renewal: true` in the "
                 "draft of a dossier) or a listing under a further criterion.")  # fmt: skip
    if who.thing is None:
        tell(f"On no list in view, and taken for {_a(who.kind)}: an `identity` claim whose object is "
             f"`kind: person`, `kind: organisation` or `kind: vessel` says what it is.")  # fmt: skip
    full = _in_full(found.routes)
    for number, one in enumerate(full, start=1):
        _print_route(number, one)
    _print_others(found.routes[len(full) :])
    if found.best is not None:
        _print_path(found.best)
    _print_rest(found)
    _print_next(found, who)
    return 0


# So many routes are shown in full; the others are lines of a table.
_IN_FULL = 3


def _in_full(routes: "tuple[Route, ...]") -> "tuple[Route, ...]":
    """The first routes of which something is shown; where nothing is, the first to which something points."""
    from whereas.assess.router import Fit

    near = tuple(one for one in routes if one.fit in (Fit.FITS, Fit.PARTLY))
    return near[:_IN_FULL] or routes[:1]


def _print_route(number: int, one: "Route") -> None:
    """A route with all that a person needs who would take it: law, what is missing, what to look for, who was first."""
    law = one.standard
    say()
    say(f"{number}. {law.key}{'' if law.verified else ' (from memory)'}: {_fit(one)}")
    tell(f"   {law.article}: {law.words}", under=2)
    for part in one.assessment.missing:
        alternative = f" [alternative: {part.element.group}]" if part.element.group else ""
        tell(f"   missing: {part.element.words}{alternative}", under=2)
        if part.turn is not None:
            tell(f"     look for: {part.turn.words}", under=2)
    for words in one.signals[:2]:
        tell(f"   signal, shows nothing: {words}", under=2)
    for precedent in one.precedents[:2]:
        # An act may hold its own day.
        dated = f", {precedent.dated}" if precedent.dated and precedent.dated[:4] not in precedent.act else ""
        tell(f"   listed under it before: {precedent.name} ({precedent.act}{dated}{_checked(precedent.verified)})",
             under=2)  # fmt: skip


def _fit(one: "Route") -> str:
    return f"{one.fit.value}, {one.assessment.shown} of {one.assessment.needed} shown"


def _print_others(routes: "tuple[Route, ...]") -> None:
    if not routes:
        return
    print_table(
        "\nFurther criteria",
        ("standard", "fit", "shown", "first missing", "signal, shows nothing"),
        [
            (
                one.standard.key + ("" if one.standard.verified else " (from memory)"),
                one.fit.value,
                f"{one.assessment.shown}/{one.assessment.needed}",
                one.missing[0] if one.missing else "",
                one.signals[0] if one.signals else "",
            )
            for one in routes
        ],
    )


def _print_path(best: "Route") -> None:
    """Who must do what until the best route's measure stands, and when what runs out."""
    from whereas.policy.readable import when
    from whereas.policy.regimes import regimes
    from whereas.publish.dossier.clocks import due, passed

    regime = regimes()[best.standard.regime]
    say(f"\nThe path under {regime.title}:")
    for number, step in enumerate(best.path, start=1):
        basis = "; ".join(part for part in (step.basis, "" if step.verified else "from memory") if part)
        tell(f"  {number}. {step.who} {step.does}{f' ({basis})' if basis else ''}", under=3)
    if regime.notes:
        tell(f"  note: {regime.notes}", under=2)
    as_of = best.assessment.as_of
    say(f"\nIts clocks, were it adopted and published on {as_of}:" if regime.clocks else "\nNo clock of it is on file.")
    lines = []
    for clock in regime.clocks:
        day = due(clock, as_of)
        over = ", PASSED" if passed(day, as_of) else ""
        basis = "; ".join(part for part in (clock.basis, "" if clock.verified else "from memory") if part)
        lines.append((not day, day, f"  {day or when(clock)}{over}: {clock.words} ({basis})"))
    for _, _, line in sorted(lines):
        tell(line, under=2)


def _print_rest(found: "Routing") -> None:
    """What no criterion takes in, and what a draft criterion would."""
    pointing = {lead.id for one in found.routes for lead in one.assessment.leads}
    if found.unfit or found.drafted:
        say()
    for one in found.unfit:
        only = "points somewhere and shows no element" if one.id in pointing else "no criterion takes in"
        tell(f"  {only}: {one.words}", under=2)
    for draft in found.drafted:
        tell(f"  {draft.standard.key}, a draft and no law, {_fit(draft)}: {draft.standard.words}", under=2)


def _print_next(found: "Routing", who: "Subject") -> None:
    say()
    if found.best is not None:
        say("Next:")
        say(f"  whereas assess {who.key} --standard {found.best.standard.key}   each element with its exhibits")
        say(f"  whereas screen {_quoted(who.caption)}   others of the name")
        say(f"  whereas dossier {who.key} --regime {found.best.standard.key}   the draft and its checks")
    say("A listing by a third State never shows an element by itself.")


def _quoted(text: str) -> str:
    import shlex

    return shlex.quote(text)


def _unlisted(known: "Knowledge", found: "list[Routing]", csv: Path | None, *, as_json: bool) -> int:
    from whereas.publish.routes import routes_csv

    if csv is not None:
        csv.write_bytes(routes_csv(found, known.rows))
        say(f"wrote {csv}")
    if as_json:
        from msgspec import to_builtins

        from whereas.publish.assessments import shown_routing

        print_json([to_builtins(shown_routing(one, known.rows[one.subject].authorities)) for one in found])
        return 0
    rows = []
    for one in found:
        best = one.best
        rows.append(
            (
                one.caption,
                ", ".join(known.rows[one.subject].authorities),
                best.standard.key if best else "no EU regime",
                best.fit.value if best else "nothing points to one",
                f"{best.assessment.shown}/{best.assessment.needed}" if best else "",
                (best.missing[0] if best.missing else "") if best else "",
            )
        )
    heads = ("party", "listed by", "nearest criterion", "fit", "shown", "first missing")
    print_table(f"Listed by a partner and not by the Union, as of {known.as_of}", heads, rows)
    say(f"\n{len(found):,} parties. A third State's listing shows no element: each needs exhibits of its own.")
    return 0
