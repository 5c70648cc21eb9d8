"""The catalogue of identifier schemes: one file each, found and not listed."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import whereas.kit.ids

# Schemes whose form alone says nothing: a run of digits or letters may be anything.
_WEAK = {"passport", "imo_company", "bic"}


@cache
def schemes() -> dict[str, ModuleType]:
    """Every scheme's module by its key, sorted."""
    names = (found.name for found in iter_modules(whereas.kit.ids.__path__))
    modules = (
        import_module(f"whereas.kit.ids.{name}") for name in names if not name.startswith("_") and name != "registry"
    )
    return dict(sorted((str(module.SCHEME), module) for module in modules))


def recognise(text: str) -> list[tuple[str, str]]:
    """The schemes with a check or a telling form that the text is valid in, as (scheme, normal form)."""
    return [
        (key, form)
        for key, module in schemes().items()
        if key not in _WEAK and (form := module.normal(text)) is not None
    ]
