"""`whereas policy`: standards and classes of evidence as data, and what a lawyer must still check."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from whereas.cli.common import AsJson, print_json, print_table, say
from whereas.core.errors import WhereasError

Flag = Annotated[bool, Parameter(negative="")]


def policy(
    name: str = "", *,
    unverified: Annotated[Flag, Parameter(help="What stands here from memory: for a lawyer to check.")] = False,
    evidence: Annotated[Flag, Parameter(help="Kinds of claim and classes of evidence.")] = False,
    schema: Annotated[str, Parameter(help="Print the JSON Schema of a kind of policy file, for editors.")] = "",
    check: Annotated[Path | None, Parameter(help="Check a policy file of your own against its schema.")] = None,
    kind: Annotated[str, Parameter(help="With --check: the kind of file.")] = "",
    as_json: AsJson = False,
) -> int:  # fmt: skip
    """Show the policy as data: strategies, standards with their elements, and how far each was checked.

    For example:

        whereas policy

        whereas policy eu-human-rights/torture

        whereas policy --unverified

        whereas policy --schema regimes > regimes.schema.json

    """
    from whereas.policy.kinds import check_file, kinds, schema_of

    if schema:
        print_json(schema_of(schema))
    elif check is not None:
        if kind not in kinds():
            raise WhereasError(f"there is no kind of policy file {kind!r}", todo=f"choose one of: {', '.join(kinds())}")
        check_file(kind, check.name, check.read_text(encoding="utf-8"))
        say(f"{check.name}: a {kind} file without errors")
    elif unverified:
        return _unverified(as_json=as_json)
    elif evidence:
        _evidence(as_json=as_json)
    elif name:
        _one(name, as_json=as_json)
    else:
        _all(as_json=as_json)
    return 0


def _unverified(*, as_json: bool) -> int:
    from whereas.policy.kinds import unverified

    found = unverified()
    if as_json:
        print_json([{"file": file, "place": place, "words": words} for file, place, words in found])
        return 0
    print_table("To be held against the text of the law", ("file", "place", "what"), found)
    say(f"\n{len(found):,} entries stand here from memory or from a source about the act, not from the act itself.")
    return 0


def _evidence(*, as_json: bool) -> None:
    from msgspec import to_builtins

    from whereas.policy.likelihood import scales
    from whereas.policy.standards import claim_kinds, evidence_classes

    if as_json:
        print_json(
            {
                "kinds": to_builtins(list(claim_kinds().values())),
                "classes": to_builtins(list(evidence_classes().values())),
                "scales": to_builtins(list(scales().values())),
            }
        )
        return  # fmt: skip
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


def _one(name: str, *, as_json: bool) -> None:
    from msgspec import to_builtins

    from whereas.policy.standards import regimes
    from whereas.workbench.assessing import standard_of

    found = standard_of(name)
    if as_json:
        print_json(to_builtins(found))
        return
    say(f"{found.key}: {found.title}, {found.article}")
    say(f"  {found.words}")
    seen = "seen in a public source; no lawyer has signed it" if found.verified else "FROM MEMORY, not checked"
    say(f"  {seen}; forum {found.forum}")
    for one in found.elements:
        group = f" [alternative: {one.group}]" if one.group else ""
        say(f"\n  {one.key}{group}: {one.words}")
        say(
            f"    shown by {', '.join(one.shown_by)}; {one.lineages} independent origins, "
            f"{one.reliability}{one.credibility} or better"
            + (f"; not older than {one.months} months" if one.months else "")
        )
        say(f"    would show it: {one.turn}")  # fmt: skip
    for precedent in found.precedents:
        say(f"\n  precedent: {precedent.name}, {precedent.act}{'' if precedent.verified else ' (not checked)'}")
    if found.family == "regime":
        for act in regimes()[found.regime].acts:
            say(f"  act: {act.title} {act.celex or act.number}{'' if act.verified else ' (not checked)'}")


def _all(*, as_json: bool) -> None:
    from whereas.policy.standards import standards

    every = standards()
    if as_json:
        print_json(
            [
                {
                    "key": one.key,
                    "title": one.title,
                    "words": one.words,
                    "verified": one.verified,
                    "elements": [element.key for element in one.elements],
                }
                for one in every.values()
            ]
        )
        return  # fmt: skip
    print_table(
        "Standards",
        ("standard", "what must be shown", "elements", "checked"),
        [(one.key, one.words[:90], len(one.elements), _seen(one.verified)) for one in every.values()],
        right=(2,),
    )
    say("\n`whereas policy NAME` shows one; `--unverified` lists what a lawyer must still check.")


def _seen(verified: bool) -> str:
    return "seen" if verified else "from memory"
