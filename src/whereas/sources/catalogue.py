"""The catalogue of sources: one file each in a folder of its sort, found and not listed."""

from functools import cache
from types import ModuleType
from typing import cast

from whereas.core.catalogue import collect
from whereas.core.errors import WhereasError
from whereas.core.source import Source
from whereas.sources.contract import SourceModule

# Lists name parties; events, places and indicators name what happened and where.
FOLDERS = ("lists", "events")


@cache
def sources() -> dict[str, SourceModule]:
    """Every source's module by its key, sorted. Raises `WhereasError` where two folders promise one key."""
    found: dict[str, ModuleType] = {}
    for folder in FOLDERS:
        for key, module in collect(f"whereas.sources.{folder}", "SOURCE", Source).items():
            if key in found:
                raise WhereasError(
                    f"two files promise the source {key!r}",
                    where=f"{found[key].__file__} and {module.__file__}",
                    todo="give one of them another key",
                )
            found[key] = module
    return {key: cast("SourceModule", module) for key, module in sorted(found.items())}
