"""The `whereas` command: finds the verbs, and turns errors into sentences and exit codes."""

import os
import sys
from importlib import import_module
from pkgutil import iter_modules

from cyclopts import App

import whereas.cli
from whereas.core.errors import WhereasError

# Files in this folder that are no verbs.
_NOT_VERBS = {"main", "common"}

_HELP = """Turn captured sources into measures whose every sentence leads down to archived bytes.

Start with `whereas run`: it pulls lists, resolves who is who across them, shows where the measures of the UN,
the EU and partners differ on North Korea, and writes `out/index.html`. Without network or mirror it runs on the
starter casebook.

Exit codes: 0 fine; 1 findings you asked to fail on, or a list that was refused; 2 usage or input error.
"""


def app() -> App:
    """The command with all its verbs, in alphabetical order."""
    whole = App(name="whereas", help=_HELP, version=_version, help_format="markdown")
    for found in sorted(iter_modules(whereas.cli.__path__), key=lambda one: one.name):
        if found.name not in _NOT_VERBS:
            verb = found.name.rstrip("_")
            whole.command(getattr(import_module(f"whereas.cli.{found.name}"), verb), name=verb)
    return whole


def main() -> None:
    """Run the command line; an error that teaches is printed without a traceback."""
    try:
        result = app()()
    except WhereasError as error:
        print(f"whereas: {error}", file=sys.stderr)  # noqa: T201 -- this is the program's voice
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("whereas: stopped; what was committed before stays", file=sys.stderr)  # noqa: T201 -- as above
        sys.exit(130)
    except BrokenPipeError:  # the reader of our output went away, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    sys.exit(result if isinstance(result, int) else 0)


def _version() -> str:
    from importlib.metadata import version

    return version("whereas")
