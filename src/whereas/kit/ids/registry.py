"""The catalogue of identifier schemes: one file each, found and not listed.

A scheme's file holds `SCHEME`, its key; `normal(text)`, the normal form or None; where it can be told from its
surroundings, `find(text)`; where a lost case can be searched for, `recover_case(lowered)`; and `WEAK = True` where
neither a check nor a telling form stands behind a match.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import whereas.kit.ids


@cache
def schemes() -> dict[str, ModuleType]:
    """Every scheme's module by its key, sorted."""
    names = (found.name for found in iter_modules(whereas.kit.ids.__path__))
    modules = (
        import_module(f"whereas.kit.ids.{name}") for name in names if not name.startswith("_") and name != "registry"
    )
    return dict(sorted((str(module.SCHEME), module) for module in modules))


def recognise(text: str) -> list[tuple[str, str]]:
    """The schemes with a check or a telling form that the text is valid in, as (scheme, normal form), by scheme.

    Schemes that call themselves `WEAK` are left out: their form alone says nothing of a run of digits or letters.
    """
    return [
        (key, form)
        for key, module in schemes().items()
        if not getattr(module, "WEAK", False) and (form := module.normal(text)) is not None
    ]
