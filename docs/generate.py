"""Writes the pages of docs that are made from the program, and with --check says which of them have drifted."""

import json
import math
import sys
import tempfile
from collections.abc import Callable, Iterable
from io import StringIO
from pathlib import Path

from whereas.assess.detectors.detector import Detector, detectors
from whereas.core.schema import SCHEMATA
from whereas.kit.ids.registry import schemes
from whereas.policy.claims import evidence
from whereas.policy.conditions import conditions
from whereas.policy.crimes import crimes
from whereas.policy.files import policy_files
from whereas.policy.forums import forums
from whereas.policy.indicators import indicators
from whereas.policy.kinds import checks, kinds, schema_of, unverified
from whereas.policy.readable import Line, describe
from whereas.policy.regimes import regimes
from whereas.policy.resolutions import resolutions
from whereas.policy.rules import court_rules
from whereas.policy.standards import standards
from whereas.policy.strategies import Measure, Point, Strategy, strategies
from whereas.screen import model
from whereas.settings import Settings
from whereas.sources import casebook
from whereas.sources.catalogue import sources
from whereas.sources.contract import SourceModule
from whereas.web import matrix
from whereas.web.app import app as application
from whereas.web.config import Config
from whereas.web.register import Register
from whereas.web.roles import GRANTS, Permission, Role

DOCS = Path(__file__).parent
FOLDER_OF_TABLES = Path(model.__file__).parent / "tables"
_MADE = "<!-- Made by `./dev docs` from the program itself. Do not edit. -->\n"
# The strategy that the program runs unless it is told otherwise.
_FIRST = "critical-engagement-2"


def sources_page() -> str:
    """One section per source: who publishes, on what terms, which files, how it is bounded."""
    out = ["# Sources\n"]
    out.append(
        "Each source is one file: lists, which name parties, in `src/whereas/sources/lists`; events, places, scores,\n"
        "which tell what happened and where, in `src/whereas/sources/events`. A mirror lays files out as\n"
        "`DIR/<folder>/<file>`; several sources may share a folder. [Pull lists](../howto/pull-lists.md) says how.\n"
    )
    out += ["| source | kind | of | folder | fetched by itself |", "|---|---|---|---|---|"]
    out += [_source_line(key, module) for key, module in sources().items()]
    out.append("")
    for key, module in sources().items():
        source = module.SOURCE
        out.append(f"## {key}\n\n{source.title}. Published by {source.publisher}.\n")
        least = ", ".join(f"{count:,} {kind}" for kind, count in source.bounds.least.items()) or "none stated"
        out += [
            f"- authority: {source.authority}; reliability {source.reliability}",
            *([f"- homepage: <{source.homepage}>"] if source.homepage else []),
            f"- licence: {source.licence}; marking: {source.marking}",
            f"- folder in a mirror: `{source.folder}`",
            f"- bounds: at least {least}; at most {source.bounds.largest_drop:.0%} of entries may go in one edition\n",
        ]
        if source.formulas:
            said = "; ".join(f"“{one}”" for one in source.formulas)
            out.append(f"Sentences that stand for every party, and are read as reasons for none, begin: {said}.\n")
        if source.notes:
            out.append(source.notes + "\n")
        out += ["| feed | file names (regular expressions) | fetched from |", "|---|---|---|"]
        for feed in module.FEEDS:
            names = " ".join(f"`{pattern.replace('|', chr(92) + '|')}`" for pattern in feed.patterns)
            out.append(
                f"| {feed.key} | {names} | {f'<{feed.url}>' if feed.url else 'no address a program may fetch'} |"
            )
        out.append("")
    return "\n".join(out)


def _source_line(key: str, module: SourceModule) -> str:
    """One row of the overview: a source with its kind, whose it is, its folder, and whether the network has it."""
    source = module.SOURCE
    kind = "list" if ".lists." in str(getattr(module, "__name__", "")) else "events"
    whose = source.publisher if source.authority == "-" else source.authority
    with_address = sum(bool(feed.url) for feed in module.FEEDS)
    fetched = "yes" if with_address == len(module.FEEDS) else "in part" if with_address else "no: bring it in a mirror"
    if key == casebook.KEY:
        fetched = "comes with the program"
    return f"| [{key}](#{key}) | {kind} | {_cell(whose)} | `{source.folder}` | {fetched} |"


def identifiers_page() -> str:
    """One line per identifier scheme."""
    out = ["# Identifiers\n", "Each scheme is one file in `src/whereas/kit/ids`.\n"]
    out += ["| scheme | what it is |", "|---|---|"]
    for key, module in schemes().items():
        first = (module.__doc__ or "").strip().splitlines()[0]
        out.append(f"| {key} | {first} |")
    return "\n".join(out) + "\n"


def schema_page() -> str:
    """One section per schema with the properties it adds."""
    out = ["# Schemata\n", "Names and types are those of FollowTheMoney 4; export renames nothing.\n"]
    for schema in SCHEMATA.values():
        parents = ", ".join(schema.extends) or "nothing"
        out.append(f"## {schema.name}\n\nExtends {parents}. Adds:\n")
        out += [f"- `{prop}` ({kind})" for prop, kind in schema.adds.items()] or ["- nothing"]
        out.append("")
    return "\n".join(out)


def commands_page() -> str:
    """The help text of each verb."""
    from rich.console import Console

    from whereas.cli.main import app

    whole = app()
    verbs = sorted(name for name in whole if not name.startswith("-"))
    out = ["# Commands\n", "What `--help` says, verb by verb.\n", "| verb | what it does |", "|---|---|"]
    out += [f"| [{verb}](#whereas-{verb}) | {_cell(_first_words(whole[verb].help))} |" for verb in verbs]
    out.append("")
    for verb in verbs:
        text = StringIO()
        console = Console(file=text, width=110, force_terminal=False, color_system=None, legacy_windows=False)
        whole.help_print([verb], console=console)
        lines = "\n".join(line.rstrip() for line in text.getvalue().strip().splitlines())
        out.append(f"## whereas {verb}\n\n```text\n{lines}\n```\n")
    return "\n".join(out)


def _first_words(text: str) -> str:
    """The first paragraph of a help text, on one line."""
    return " ".join(text.strip().split("\n\n")[0].split())


def matching_page() -> str:
    """What the matching model was fitted and held out on, and what thresholds cost."""
    kept = json.loads((FOLDER_OF_TABLES / "model.json").read_text("utf-8"))
    cost = json.loads((FOLDER_OF_TABLES / "cost.json").read_text("utf-8"))
    out = ["# The matching model\n"]
    out.append(
        "Fitted by `tools/fit_model.py`; the figures are of pairs whose parties the fit had not seen (five folds by\n"
        "party). How it works: [Screening](../explanation/screening.md).\n"
    )
    out.append("![Given and found probability, per tenth, on pairs that were held out](reliability.svg)\n")
    out += ["| model | pairs | of one party | best F1 | recall at 95 % precision |", "|---|---|---|---|---|"]
    for name in _MODELS:
        held = kept[f"{name} held out"]
        out.append(f"| {name} | {held['pairs']:,} | {held['same']:,} | {held['F1']:.3f} | {held['R at P 0.95']:.3f} |")
    out.append(
        "\nPairs of one party and of two weigh the same in these figures; in a table of customers most are of two.\n"
    )
    out.append("## What a threshold costs\n")
    out.append(
        f"False alerts per thousand of {cost['names']:,} made-up clean names of twenty languages, alone, against\n"
        f"{cost['listed parties']:,} listed parties (`tools/clean_names.py`). A birth date removes most of them.\n"
    )
    out += ["| threshold | false alerts per thousand clean names |", "|---|---|"]
    out += [f"| {level:.2f} | {alerts:g} |" for level, alerts in cost["alerts per thousand"][::5]]
    return "\n".join(out) + "\n"


def access_page() -> str:
    """Which role may ask which route, read from the application itself."""
    with tempfile.TemporaryDirectory() as folder:
        config = Config(settings=Settings(home=Path(folder)), focus="dprk", jobs=False)
        register = Register.of(config.settings)
        table = matrix.rows(application(config, register=register, secret="none: nothing is served"))  # noqa: S106
        register.close()
    roles = [None, *Role]
    out = ["# Who may ask what\n"]
    out.append(
        "Every route of `whereas serve`, with the permission it names and the roles that have it. How far somebody\n"
        "sees is another question: [Who may](../explanation/who-may.md). `tests/contracts/test_access_matrix.py` asks\n"
        "the application for each cell.\n"
    )
    out += ["| role | permissions |", "|---|---|"]
    out += [f"| {role} | {', '.join(one for one in Permission if one in GRANTS[role])} |" for role in Role]
    heads = ["", "| route | needs | " + " | ".join(str(role or "nobody") for role in roles) + " |"]
    out += [*heads, "|---|---|" + "---|" * len(roles)]
    for row in table:
        cells = " | ".join("yes" if row.open_to(role) else "–" for role in roles)
        out.append(f"| `{row.verb} {row.path}` | {row.needs or 'closed'} | {cells} |")
    return "\n".join(out) + "\n"


def reliability_chart() -> str:
    """Given against found probability per tenth, as SVG; a circle's area grows with the pairs in it."""
    kept = json.loads((FOLDER_OF_TABLES / "model.json").read_text("utf-8"))
    size, edge = 360, 48
    wide, high, middle = size + 2 * edge + 120, size + 2 * edge, edge + size / 2
    label = "Reliability of the matching probabilities"
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img" aria-label="{label}">',
        "<style>text { font: 13px sans-serif; fill: #222222 }</style>",
        f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
        f'<path d="M{edge} {edge + size}L{edge + size} {edge}" stroke="#999999" stroke-dasharray="4 4"/>',
        f'<path d="M{edge} {edge}V{edge + size}H{edge + size}" stroke="#333333" fill="none"/>',
        f'<text x="{middle}" y="{edge + size + 36}" text-anchor="middle">probability given</text>',
        f'<g transform="rotate(-90 16 {middle})">',
        f'<text x="16" y="{middle}" text-anchor="middle">share found to be one party</text></g>',
    ]
    for tick in (0, 0.5, 1):
        out.append(f'<text x="{edge + size * tick}" y="{edge + size + 18}" text-anchor="middle">{tick:g}</text>')
        out.append(f'<text x="{edge - 8}" y="{edge + size * (1 - tick) + 4}" text-anchor="end">{tick:g}</text>')
    for place, (name, colour) in enumerate(_MODELS.items()):
        out.append(f'<circle cx="{edge + size + 24}" cy="{edge + 20 * place}" r="6" fill="{colour}"/>')
        out.append(f'<text x="{edge + size + 36}" y="{edge + 20 * place + 4}">{name}</text>')
        for one in kept[f"{name} held out"]["reliability"]:
            x, y = edge + size * one["given"], edge + size * (1 - one["found"])
            radius = 2 + math.sqrt(one["pairs"]) / 8
            told = f"{name}: {one['pairs']:,} pairs, given {one['given']:.3f}, found {one['found']:.3f}"
            shape = f'cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{colour}" fill-opacity="0.6"'
            out.append(f"<circle {shape}><title>{told}</title></circle>")
    return "\n".join([*out, "</svg>"]) + "\n"


_MODELS = {"person": "#0b61a4", "body": "#b35c00", "korean": "#3a7d34"}


def _markdown(lines: Iterable[Line], depth: int) -> list[str]:
    """Lines of the policy as Markdown; `depth` is the level of their first heading."""
    out: list[str] = []
    for line in lines:
        text = line.text.replace("<", "&lt;")
        if line.kind == "head":
            out.append(f"\n{'#' * (depth + line.depth)} {text}\n")
        elif line.kind == "text":
            out.append(f"{text}\n")
        else:
            out.append(f"{'  ' * line.depth}- {text}")
    return out


def standards_page() -> str:
    """Every regime, resolution and crime, readable as law is, with how far each part was checked."""
    out = [
        "# Standards\n",
        "What must be shown before a measure stands: criteria of regimes, paragraphs of resolutions, crimes. All of it",
        "is restated in our own words. **From memory** says that nobody held it against the text of the law; *seen*",
        "says that a public source showed it, and no lawyer signed it. `whereas policy NAME` shows one of them;",
        f"`whereas policy --unverified` lists what is open: {len(unverified()):,} entries of the whole policy.\n",
        "| what | entries nobody held against the law |",
        "|---|---:|",
    ]
    every = (
        ("Regimes", regimes().values()), ("Resolutions", resolutions().values()), ("Crimes", crimes().values()),
    )  # fmt: skip
    for title, records in every:
        for record in records:
            head = next(line.text for line in describe(record) if line.kind == "head")
            still = sum(one.file == f"{title.lower()}/{record.key}.yaml" for one in unverified())
            out.append(f"| [{_cell(head)}](#{_anchor(head)}) | {still} |")
    out += ["| [Standards of proof](#standards-of-proof) | |", ""]
    for title, records in every:
        out.append(f"## {title}")
        for record in records:
            out += _markdown(describe(record), 3)
    out += ["\n## Standards of proof"]
    for forum in forums().values():
        out += _markdown(describe(forum), 3)
    return "\n".join(out).replace("FROM MEMORY, not checked", "**from memory**") + "\n"


def _anchor(head: str) -> str:
    """The name by which a page's heading is linked to: as GitHub makes it."""
    kept = "".join(char for char in head.lower() if char.isalnum() or char in " -_")
    return kept.replace(" ", "-")


def rules_page() -> str:
    """The rules of the Court, each with the cases it comes from."""
    out = [
        "# Rules of the Court\n",
        "What the Court tests in a listing, as checks on a draft. The check is code, the law is data:",
        "`src/whereas/policy/rules`. `whereas dossier` runs them all and says which sentence fails which.",
    ]
    for rule in court_rules().values():
        out += _markdown(describe(rule), 2)
    return "\n".join(out).replace("FROM MEMORY, not checked", "**from memory**") + "\n"


def conditions_page() -> str:
    """The conditions of diplomacy, each with verifiers, baseline and what it opens."""
    out = [
        "# Conditions\n",
        "What must happen before an overture opens. An announcement is never a step, and a step that nobody can verify",
        "is not met. `whereas standing` says how each stands, on whose word and until when.",
    ]
    for condition in conditions().values():
        out += _markdown(describe(condition), 2)
    return "\n".join(out).replace("FROM MEMORY, not checked", "**from memory**") + "\n"


def indicators_page() -> str:
    """The series behind the objectives, each with what it does not show, and what nobody measures."""
    out = [
        "# Indicators\n",
        "The series on the page of `whereas standing`, and what the objectives need and nothing at hand measures.",
        "There is no composite number. What a series means: [conditions and objectives](../explanation/conditions.md).",
    ]
    for one in (*indicators().indicators, *indicators().unmeasured):
        out += _markdown(describe(one), 2)
    text = "\n".join(out).replace("seen in a public source; no lawyer has signed it", "seen in the source itself")
    return text.replace("FROM MEMORY, not checked", "**from memory**") + "\n"


def policy_files_page() -> str:
    """Every kind of policy file: what it holds, which files there are, and its schema."""
    out = [
        "# Policy files\n",
        "Each kind of file has a folder in `src/whereas/policy`, and a type in a module beside it. A field that the",
        "type does not name is an error. [How to write one](../howto/write-a-policy-file.md).\n",
        "| kind | holds | files | held against the others by `--check` | form |",
        "|---|---|---|---|---|",
    ]
    for kind, of in kinds().items():
        first = (of.__doc__ or "").strip().splitlines()[0]
        names = ", ".join(f"`{name.removeprefix(kind + '/')}`" for name, _ in policy_files(kind))
        linked = "yes" if kind in checks() else "form only"
        schema = f"[schema](schemas/{kind}.schema.json)"
        out.append(f"| `{kind}` | {_cell(first)} | {names} | {linked} | {schema} |")
    return "\n".join(out) + "\n"


def claim_kinds_page() -> str:
    """The kinds of claim and the classes of evidence, with what each can and cannot prove."""
    out = [
        "# Kinds of claim and classes of evidence\n",
        "A claim of a kind that is not here is refused: a misspelt kind must not pass as new knowledge.\n",
        "## Kinds of claim",
    ]
    for kind in evidence().kinds:
        out += _markdown(describe(kind), 3)
    out += [
        "\n## Classes of evidence\n",
        "Grades are those of the NATO Admiralty code: a letter for the source, a figure for the item.",
    ]
    for one in evidence().classes:
        out += _markdown(describe(one), 3)
    return "\n".join(out) + "\n"


def detectors_page() -> str:
    """Every detector: what it looks for, which claim it makes, its two examples, and what uses the claim."""
    out = [
        "# Detectors\n",
        "Each detector is one file in `src/whereas/assess/detectors`. It looks at the merged lists and makes claims;",
        "it lists nobody. Its two examples are nearly alike: in the first it makes a claim, in the second none. They",
        "run as tests. Names in them are invented.",
    ]
    for one in detectors():
        kind = getattr(one, "claims", "")
        out += [f"\n## {one.key}\n", f"{one.title}. Looks for {one.looks_for}.\n", f"- claims: `{kind}`"]
        out += [line if line.startswith("  - ") else f"- {line}" for line in _used_by(one.key, kind)]
        out += _example("makes a claim", one, "fires") + _example("makes none", one, "rests")
    return "\n".join(out) + "\n"


def _used_by(key: str, kind: str) -> list[str]:
    """Which elements a kind of claim shows or points to, which measures watch it, or why it is not used."""
    bearing: dict[str, list[str]] = {}
    for each in standards().values():
        keys = [part.key for part in each.elements if kind in part.shown_by]
        if keys:
            bearing.setdefault(each.regime, []).append(
                f"{each.key.removeprefix(each.regime + '/')} ({', '.join(keys)})"
            )
    shows = [f"`{regime}`: {', '.join(found)}" for regime, found in bearing.items()]
    leads = {each.regime for each in standards().values() for part in each.elements if kind in part.leads}
    watch = [f"{one.key}" for strategy in strategies().values() for one in strategy.measures if kind in one.watches]
    why = [one.why for strategy in strategies().values() for one in strategy.unused if one.name in (key, kind)]
    said = []
    if shows:
        said += ["shows elements of", *(f"  - {line}" for line in shows)]
    if leads:
        said.append(f"points to standards of {', '.join(sorted(leads))}, and shows none")
    if watch:
        said.append(f"watched by the measures {', '.join(watch)}")
    return said + [f"not used: {reason}" for reason in why]


def _example(title: str, one: Detector, name: str) -> list[str]:
    text = str(getattr(one, name, "")).strip("\n")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [f"\nIt {title}:\n", "```text", *lines, "```"] if lines else []


def points_page() -> str:
    """The first policy, point by point: measures, commands, pages of a run, and what is not there yet."""
    strategy = strategies()[_FIRST]
    out = [
        "# The policy, point by point\n",
        "The first policy the program runs is proposed in *Europe Needs to Update its North Korea Policy* (Saeme Kim,",
        "RUSI Commentary, 2025). Its points are restated here in our own words, numbered B1 to B36. The commentary is",
        "the source of its figures and proposals; the words are ours.\n",
        "For each point: the measure that answers it, the commands and the pages of a run that serve it, and what is",
        "**not yet** done. A point without a measure says why. A measure is what the policy can do: a person proposes",
        "and decides, and the program prepares what the proposal rests on. Law that a measure names stands under",
        "[standards](../reference/standards.md), with what of it nobody has checked. **Recorded** facts stand on the",
        "timeline of a run with their sources; nothing is computed from them.\n",
    ]
    parts = dict.fromkeys(point.part for point in strategy.points)
    titles = {f"Pillar {pillar.number}": f"Pillar {pillar.number}: {pillar.title}" for pillar in strategy.pillars}
    for part in parts:
        out += [f"## {titles.get(part, part)}\n", "| point | in our words | served by | not yet |", "|---|---|---|---|"]
        out += [_point(strategy, point) for point in strategy.points if point.part == part]
        out.append("")
    out += [
        "## Measures\n",
        "| measure | instrument | who decides | what goes out | to | standards |",
        "|---|---|---|---|---|---|",
    ]
    out += [_measure(one) for one in strategy.measures]
    out += ["\n## Left aside on purpose\n", *(f"- {one.kind} `{one.name}`: {one.why}" for one in strategy.unused)]
    not_yet = sum(bool(one.not_yet) for one in strategy.measures)
    served = sum(any(point.key in one.points for one in strategy.measures) for point in strategy.points)
    out.append(
        f"\n{served} of {len(strategy.points)} points are answered by {len(strategy.measures)} measures; "
        f"{not_yet} measures are not whole yet."
    )
    return "\n".join(out) + "\n"


def _point(strategy: Strategy, point: Point) -> str:
    measures = [one for one in strategy.measures if point.key in one.points]
    served = [
        f"{one.title}: {', '.join(filter(None, (*map(_command, one.commands), *_pages(one.pages))))}"
        for one in measures
    ]
    given = {name for one in measures for name in (*one.commands, *one.pages)}
    own = [_command(point.command)] if point.command and point.command not in given else []
    own += _pages([point.page] if point.page not in given else [])
    if own and not measures:
        served.append(", ".join(own))
    elif own:
        served.append(f"also {', '.join(own)}")
    if point.why_no_measure:
        served.append(f"no measure: {point.why_no_measure}")
    not_yet = "; ".join(one.not_yet for one in measures if one.not_yet)
    return f"| {point.key} | {_cell(point.words)} | {_cell('<br>'.join(served))} | {_cell(not_yet)} |"


def _measure(one: Measure) -> str:
    law = ", ".join(f"`{key}`" for key in one.standards)
    cells = (one.title, one.instrument, one.body, one.product, ", ".join(one.partners), law)
    return f"| {' | '.join(map(_cell, cells))} |"


def _command(name: str) -> str:
    """A command with a link to its help, where there is such a command."""
    if not name:
        return ""
    verb = name.removeprefix("whereas ").split()[0]
    known = (DOCS.parent / "src" / "whereas" / "cli" / f"{verb}.py").exists()
    return f"[`{name}`](../reference/commands.md#whereas-{verb})" if known else f"`{name}` (**not yet**)"


def _pages(names: Iterable[str]) -> list[str]:
    return [f"`{name}` of a run" for name in names if name]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def schema_files() -> dict[str, Callable[[], str]]:
    """The JSON Schema of each kind of policy file, for editors."""

    def text(kind: str) -> Callable[[], str]:
        return lambda: json.dumps(schema_of(kind), indent=1, sort_keys=True, ensure_ascii=False) + "\n"

    return {f"reference/schemas/{kind}.schema.json": text(kind) for kind in kinds()}


PAGES: dict[str, Callable[[], str]] = {
    "reference/sources.md": sources_page,
    "reference/identifiers.md": identifiers_page,
    "reference/schemata.md": schema_page,
    "reference/commands.md": commands_page,
    "reference/matching.md": matching_page,
    "reference/reliability.svg": reliability_chart,
    "reference/standards.md": standards_page,
    "reference/rules.md": rules_page,
    "reference/conditions.md": conditions_page,
    "reference/indicators.md": indicators_page,
    "reference/policy-files.md": policy_files_page,
    "reference/access.md": access_page,
    "reference/claim-kinds.md": claim_kinds_page,
    "reference/detectors.md": detectors_page,
    "explanation/policy-points.md": points_page,
    **schema_files(),
}


def main() -> int:
    """Write every page, or compare; returns 1 where a page has drifted."""
    check = "--check" in sys.argv
    drifted = _gone() if check else []
    for name, page in PAGES.items():
        place = DOCS / name
        text = page() if name.endswith(".json") else _MADE + page()
        if check:
            if not place.exists() or place.read_text(encoding="utf-8") != text:
                drifted.append(name)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
    if not check:
        for name in _gone():
            (DOCS / name).unlink()
    if drifted:
        sys.stderr.write(f"docs have drifted from the program: {', '.join(drifted)}; run ./dev docs\n")
    return 1 if drifted else 0


def _gone() -> list[str]:
    """Schemas of kinds of file that there are no more."""
    there = (DOCS / "reference" / "schemas").glob("*.schema.json")
    return sorted(name for file in there if (name := file.relative_to(DOCS).as_posix()) not in PAGES)


if __name__ == "__main__":
    sys.exit(main())
