"""Runs one benchmark or all of them, after saying on what machine."""

import os
import platform
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules


def machine() -> str:
    """The machine in one line."""
    model = "unknown processor"
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text().splitlines()
        names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
        model = names[0] if names else model
    load = os.getloadavg()[0]
    return f"{model}, {os.cpu_count()} cores, load {load:.1f}, Python {platform.python_version()}, {platform.system()}"


def main() -> None:
    """`python -m bench [NAME ...]`: without names, all that need no others' data are listed and run."""
    folder = str(Path(__file__).parent)
    names = sorted(found.name for found in iter_modules([folder]) if not found.name.startswith("_"))
    wanted = sys.argv[1:] or names
    print(machine())
    for name in wanted:
        if name not in names:
            sys.exit(f"bench: no benchmark {name!r}; there are: {', '.join(names)}")
        module = import_module(f"bench.{name}")
        print(f"\n== {name}: {(module.__doc__ or '').strip().splitlines()[0]}")
        module.main()


if __name__ == "__main__":
    main()
