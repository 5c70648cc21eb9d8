"""`whereas assess`: a standard held against a party: what is shown, what is missing, what one exhibit would turn."""

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

if TYPE_CHECKING:  # so that `whereas --help` starts fast
    from whereas.assess.proof import Assessment
    from whereas.assess.router import Routing
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
    from whereas.workbench import workbench
    from whereas.workbench.assessing import know, standard_of

    if bool(subject) == unlisted:
        raise WhereasError("say whom to assess", todo="give a party, or --unlisted for all that only partners list")
    with workbench(chosen(home, ledger), now=now()) as bench, Progress().shown() as progress:
        known = know(bench, programme, as_of=as_of, progress=progress)
        if unlisted:
            progress("routing")
            found = [known.route(known.subject(row.entity)) for row in known.unlisted()]
            return _unlisted(known, found, csv, as_json=as_json)
        who = known.subject(subject)
        if standard:
            return _one(known.assess(standard_of(standard), who, forum), who, as_json=as_json)
        return _routed(known.route(who), known, who, as_json=as_json)


def _one(result: "Assessment", who: "Subject", *, as_json: bool) -> int:
    if as_json:
        print_json(plain_assessment(result))
        return 0
    say(f"{who.caption} ({who.key}), {result.standard.key} as of {result.as_of}: {result.verdict.value.upper()}")
    say(f"  {result.standard.title}, {result.standard.article}: {result.standard.words}")
    say(f"  standard of proof: {result.forum.asks} ({result.forum.basis})")
    note("  Restated from public sources; no lawyer has signed it." if result.standard.verified
         else "  Restated from memory; nobody has held it against the act.")  # fmt: skip
    for one in result.elements:
        alternative = f"  [alternative: {one.element.group}]" if one.element.group else ""
        say(f"\n{_MARKS[one.verdict.value]} {one.element.words}{alternative}")
        for held in one.claims:
            say(f"    {held.verdict.value}: {held.claim.words} ({held.claim.id[:8]}, {held.lineages} of "
                f"{held.needed} origins)")  # fmt: skip
            for ground in held.grounds:
                say(f"      + {ground.grade} {ground.title}, {ground.span.locator}")
            for ground in held.against:
                say(f"      - {ground.grade} {ground.title}, {ground.span.locator}")
            for weak in held.weak:
                say(f"      ! {weak}")
        for lead in one.leads[:4]:
            say(f"    lead, shows nothing: {lead.words}")
        if one.turn is not None:
            say(f"    to turn it: {one.turn.words}")
    say("\nA verdict is about the exhibits at hand. Listed is not convicted; not shown is not untrue.")
    return 0


_MARKS = {"shown": "[shown]", "not_shown": "[NOT SHOWN]", "contradicted": "[CONTRADICTED]",
          "unverifiable": "[UNVERIFIABLE]"}  # fmt: skip


def _routed(found: "Routing", known: "Knowledge", who: "Subject", *, as_json: bool) -> int:
    row = known.rows.get(who.key)
    if as_json:
        print_json(plain_routing(found, row.authorities if row else ()))
        return 0
    say(found.words)
    if row is not None:
        say(f"Listed by {', '.join(row.authorities) or 'nobody'} under this programme.")
    _print_routes(found)
    if found.best is not None:
        say(f"\nThe path under {found.best.standard.title}:")
        for number, step in enumerate(found.best.path, start=1):
            basis = step.basis + ("" if step.verified else ", not checked" if step.basis else "not checked")
            say(f"  {number}. {step.who} {step.does} ({basis})")
    for one in found.unfit:
        say(f"  no criterion takes in: {one.words}")
    for draft in found.drafted:
        say(f"  a draft criterion would: {draft.standard.key}: {draft.standard.words}")
    say("\nSee one of them in full with --standard. A listing by a third State never shows an element by itself.")
    return 0


def _print_routes(found: "Routing") -> None:
    print_table(
        "Regimes",
        ("standard", "fit", "shown", "missing", "signals", "precedents"),
        [
            (
                one.standard.key + ("" if one.standard.verified else " (from memory)"),
                one.fit.value,
                f"{one.assessment.shown}/{one.assessment.needed}",
                "; ".join(one.missing[:3]),
                "; ".join(one.signals[:2]),
                "; ".join(precedent.name for precedent in one.precedents[:2]),
            )
            for one in found.routes[:12]
        ],
    )


def _unlisted(known: "Knowledge", found: "list[Routing]", csv: Path | None, *, as_json: bool) -> int:
    from whereas.publish.routes import routes_csv

    if csv is not None:
        csv.write_bytes(routes_csv(found, known.rows))
        say(f"wrote {csv}")
    if as_json:
        print_json([plain_routing(one, known.rows[one.subject].authorities) for one in found])
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


def plain_assessment(result: "Assessment") -> dict[str, Any]:
    """An assessment as JSON values."""
    return {
        "standard": result.standard.key,
        "subject": result.subject,
        "as_of": result.as_of,
        "forum": result.forum.key,
        "verdict": result.verdict.value,
        "verified": result.standard.verified,
        "elements": [
            {
                "key": one.element.key,
                "words": one.element.words,
                "group": one.element.group,
                "verdict": one.verdict.value,
                "claims": [
                    {"id": held.claim.id, "words": held.claim.words, "verdict": held.verdict.value,
                     "origins": held.lineages, "needed": held.needed, "weak": list(held.weak),
                     "grounds": [[ground.span.exhibit, ground.span.locator] for ground in held.grounds],
                     "against": [[ground.span.exhibit, ground.span.locator] for ground in held.against]}
                    for held in one.claims
                ],
                "leads": [lead.words for lead in one.leads],
                "turn": None if one.turn is None else {"exhibits": one.turn.exhibits, "words": one.turn.words},
            }
            for one in result.elements
        ],
    }  # fmt: skip


def plain_routing(found: "Routing", authorities: tuple[str, ...]) -> dict[str, Any]:
    """A routing as JSON values."""
    return {
        "subject": found.subject,
        "caption": found.caption,
        "listed_by": list(authorities),
        "as_of": found.as_of,
        "words": found.words,
        "routes": [
            {"standard": one.standard.key, "fit": one.fit.value, "shown": one.assessment.shown,
             "needed": one.assessment.needed, "missing": list(one.missing), "signals": list(one.signals),
             "verified": one.standard.verified, "precedents": [each.name for each in one.precedents],
             "path": [{"who": step.who, "does": step.does, "basis": step.basis, "verified": step.verified}
                      for step in one.path]}
            for one in found.routes
        ],
        "unfit": [one.words for one in found.unfit],
        "drafted": [one.standard.key for one in found.drafted],
    }  # fmt: skip
