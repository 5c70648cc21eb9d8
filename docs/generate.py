"""Writes docs/reference from the catalogue, and with --check says which pages no longer match the program."""

import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from whereas.core.schema import SCHEMATA
from whereas.kit.ids.registry import schemes
from whereas.sources.catalogue import sources

FOLDER = Path(__file__).parent / "reference"
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


PAGES: dict[str, Callable[[], str]] = {
    "sources.md": sources_page,
    "identifiers.md": identifiers_page,
    "schemata.md": schema_page,
    "commands.md": commands_page,
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
