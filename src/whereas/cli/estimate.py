"""`whereas estimate`: rival quantities on one scale, why they differ, and what follows from stated priors."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from whereas.cli.common import AsJson, AsOf, Home, LedgerUrl, Progress, chosen, now, print_json, print_table, say
from whereas.core.errors import WhereasError

if TYPE_CHECKING:  # so that `whereas --help` starts fast
    from whereas.workbench.estimating import Estimated


def estimate(
    question: Annotated[str, Parameter(help="The key of a question; without it they are listed.")] = "", *,
    seed: Annotated[int, Parameter(help="The same seed gives the same draws.")] = 2025,
    draws: Annotated[int, Parameter(help="How many, 1,000 to 5,000,000.")] = 200_000,
    set_: Annotated[
        list[str] | None,
        Parameter(name=["--set"], help="PRIOR=LOW:HIGH, every value in it alike; may be given again."),
    ] = None,
    out: Annotated[Path | None, Parameter(help="Write the page and its data into this folder.")] = None,
    home: Home = None, ledger: LedgerUrl = "", as_of: AsOf = "", as_json: AsJson = False,
) -> int:  # fmt: skip
    """Put rival claims of one quantity on one scale, and say why they differ.

    Each claim keeps its unit, period and assumption; a conversion says as if what. Claims that overlap are never added.
    Priors are placeholders until people who know are asked: the model shows how claims hang together, no more.

    For example:

        whereas estimate

        whereas estimate arms-deliveries

        whereas estimate arms-deliveries --set munitions=0.6:0.8 --seed 7

        whereas estimate crypto-thefts --out out

    """
    from whereas.policy.estimates import estimate as chosen_question
    from whereas.policy.estimates import estimates
    from whereas.workbench import workbench
    from whereas.workbench.estimating import estimated, read_range

    if set_ and not question:
        raise WhereasError("--set needs a question", todo=f"name one of: {', '.join(estimates())}")
    ranges = dict(read_range(one) for one in set_ or ())
    questions = (chosen_question(question),) if question else tuple(estimates().values())
    with workbench(chosen(home, ledger), now=now()) as bench, Progress().shown() as progress:
        found = estimated(
            bench, questions, seed=seed, draws=draws, chosen=ranges, as_of=as_of, progress=progress
        )  # fmt: skip
        if out is not None:
            from whereas.publish.estimates import estimate_files

            bench.release_files(
                estimate_files(found), bench.view(as_of), out, reason="whereas estimate --out",
                also=bench.desk_marking(),
            )  # fmt: skip
    if as_json:
        from whereas.publish.estimates import plain_estimate

        plain = [plain_estimate(one) for one in found]
        print_json(plain[0] if question else plain)
    elif question:
        _print(found[0])
    else:
        _list(found)
    if out is not None and not as_json:
        say(f"\nwrote {out / 'estimate.html'}")
    return 0


def _list(found: "tuple[Estimated, ...]") -> None:
    from whereas.assess.estimates import figure

    rows = []
    for one in found:
        relations = [pair.relation.value for pair in one.pairs]
        answer = one.simulated.answer
        rows.append(
            (one.model.key, one.model.question, len(one.placed), relations.count("conflict"),
             relations.count("explained"), f"{figure(answer.p05)} to {figure(answer.p95)} {one.model.unit}")
        )  # fmt: skip
    heads = ("question", "what it asks", "claims", "conflicts", "explained", "90 % of the model's draws")
    print_table("Questions with rival quantities", heads, rows, right=(2, 3, 4))
    say(
        "\nPriors are placeholders: no estimate of ours until they are elicited. `whereas estimate QUESTION` shows one."
    )


def _print(one: "Estimated") -> None:
    from whereas.publish.estimates import UNTIL_ELICITED

    say(one.model.question)
    _claims(one)
    _differences(one)
    _model(one)
    for words in (*(() if one.model.elicited else (UNTIL_ELICITED,)), *one.model.cautions):
        say(f"  {words}")


def _claims(one: "Estimated") -> None:
    from whereas.assess.estimates import amount
    from whereas.publish.estimates import standing

    rows = [
        (each.claim.claimed_on, each.claim.source, f"{amount(each.stated)} {each.unit}", each.period,
         amount(each.common) if each.common else "not on the scale",
         f"as if {each.conversion.under}" if each.conversion else each.assumes or "no assumption stated",
         standing(each, one.model, one.simulated), "yes" if each.claim.verified else "no")
        for each in one.placed
    ]  # fmt: skip
    heads = ("published", "source", "claim", "period", f"in {one.model.unit}", "assumes", "among draws", "checked")
    print_table(f"\nClaims, in {one.model.unit} where a conversion is stated", heads, rows)


def _differences(one: "Estimated") -> None:
    from collections import Counter

    from whereas.assess.estimates import amount

    counts = Counter(pair.relation.value for pair in one.pairs)
    apart = [pair for pair in one.pairs if pair.relation.value in ("conflict", "explained")]
    print_table(
        f"\n{len(one.pairs):,} pairs: {', '.join(f'{count} {key}' for key, count in counts.items()) or 'none'}",
        ("how", "one says", "the other says", "why"),
        [
            (pair.relation.value, *(f"{amount(each.stated)} {each.unit} ({each.claim.source}, {each.claim.claimed_on})"
                                    for each in (pair.left, pair.right)), pair.words)
            for pair in apart
        ],
    )  # fmt: skip
    addable = sum(not pair.never_added for pair in one.pairs)
    say(f"{addable} of these pairs could be added: one unit, periods that do not meet. No other sum means anything.")
    if one.loads:
        rows = [(each.of.claimed_on, each.of.source, each.words, each.against) for each in one.loads]
        print_table("\nWhat a container would hold", ("published", "source", "implied load", "against"), rows)
    for each in one.wholes:
        said = f"\n{each.share.quantity}: {each.lacking.words}. It would need {each.lacking.needs}."
        if each.of is not None and each.amount is not None:
            said += f" {each.of.quantity} would be that share of {amount(each.amount)}, which nobody states."
        say(said)


def _model(one: "Estimated") -> None:
    from whereas.assess.estimates import amount, figure

    found = one.simulated
    print_table(
        f"\nThe model, {one.model.start} to {one.model.end}: {found.draws:,} draws, seed {found.seed}",
        ("quantity", "unit", "5 %", "25 %", "median", "75 %", "95 %"),
        [
            (each.title, each.unit, *map(figure, (each.p05, each.p25, each.p50, each.p75, each.p95)))
            for each in (found.answer, *found.steps)
        ],
        right=(2, 3, 4, 5, 6),
    )
    print_table(
        "\nWhat the answer hangs on",
        ("prior", "key", "unit", "5 % to 95 %", "answer at these", "rank", "prior as stated"),
        [
            (each.part.title, each.part.key, each.part.unit, f"{figure(each.low)} to {figure(each.high)}",
             f"{figure(each.at_low)} to {figure(each.at_high)}", f"{each.rank:+.2f}",
             f"set to {amount(one.chosen[each.part.key])}" if each.chosen else each.part.words)
            for each in found.influences
        ],
    )  # fmt: skip
    say(f"\nFrom the hard bounds of the priors alone: {amount(found.bounds)} {one.model.unit}.")
