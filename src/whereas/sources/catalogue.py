"""The catalogue of sources: one file each, found and not listed."""

from functools import cache
from typing import cast

from whereas.core.catalogue import collect
from whereas.core.source import Source
from whereas.sources.contract import SourceModule


@cache
def sources() -> dict[str, SourceModule]:
    """Every source's module by its key, sorted."""
    found = collect("whereas.sources.lists", "SOURCE", Source)
    return {key: cast("SourceModule", module) for key, module in found.items()}
