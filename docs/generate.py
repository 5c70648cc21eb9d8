"""Writes docs/reference from the catalogue, and with --check says which pages no longer match the program."""

import json
import math
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from whereas.core.schema import SCHEMATA
from whereas.kit.ids.registry import schemes
from whereas.screen import model
from whereas.sources.catalogue import sources

FOLDER = Path(__file__).parent / "reference"
FOLDER_OF_TABLES = Path(model.__file__).parent / "tables"
_MADE = "<!-- Made by `./dev docs` from the program itself. Do not edit. -->\n"


def sources_page() -> str:
    """One section per source: who publishes, on what terms, which files, how it is bounded."""
    out = ["# Sources\n"]
    out.append(
        "Each source is one file in `src/whereas/sources/lists`. A mirror lays files out as `DIR/<folder>/<file>`.\n"
    )
    for key, module in sources().items():
        source = module.SOURCE
        out.append(f"## {key}\n\n{source.title}. Published by {source.publisher}.\n")
        least = ", ".join(f"{count:,} {kind}" for kind, count in source.bounds.least.items()) or "none stated"
        out += [
            f"- authority: {source.authority}; reliability {source.reliability}",
            f"- homepage: <{source.homepage}>",
            f"- licence: {source.licence}; marking: {source.marking}",
            f"- folder in a mirror: `{source.folder}`",
            f"- bounds: at least {least}; at most {source.bounds.largest_drop:.0%} of entries may go in one edition\n",
        ]
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
    out = ["# Commands\n"]
    for verb in sorted(name for name in whole if not name.startswith("-")):
        text = StringIO()
        console = Console(file=text, width=110, force_terminal=False, color_system=None, legacy_windows=False)
        whole.help_print([verb], console=console)
        lines = "\n".join(line.rstrip() for line in text.getvalue().strip().splitlines())
        out.append(f"## whereas {verb}\n\n```text\n{lines}\n```\n")
    return "\n".join(out)


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


PAGES: dict[str, Callable[[], str]] = {
    "sources.md": sources_page,
    "identifiers.md": identifiers_page,
    "schemata.md": schema_page,
    "commands.md": commands_page,
    "matching.md": matching_page,
    "reliability.svg": reliability_chart,
}


def main() -> int:
    """Write every page, or compare; returns 1 where a page has drifted."""
    check = "--check" in sys.argv
    drifted = []
    for name, page in PAGES.items():
        place = FOLDER / name
        text = _MADE + page()
        if check:
            if not place.exists() or place.read_text(encoding="utf-8") != text:
                drifted.append(name)
        else:
            place.write_text(text, encoding="utf-8")
    if drifted:
        sys.stderr.write(f"docs/reference has drifted from the program: {', '.join(drifted)}; run ./dev docs\n")
    return 1 if drifted else 0


if __name__ == "__main__":
    sys.exit(main())
