"""Finds one-file plugins: every module of a package that holds the one object its kind promises."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from whereas.core.errors import WhereasError


def modules(package: str) -> dict[str, ModuleType]:
    """The modules of a package by name, sorted; names that begin with `_` are not plugins."""
    home = import_module(package)
    names = sorted(found.name for found in iter_modules(home.__path__) if not found.name.startswith("_"))
    return {name: import_module(f"{package}.{name}") for name in names}


def collect(package: str, attribute: str, kind: type) -> dict[str, ModuleType]:
    """The plugins of a package by the `key` of the object each promises under `attribute`, sorted by key.

    Raises `WhereasError` for a module without the object, with one of another kind, or with a key already taken.
    """
    found: dict[str, ModuleType] = {}
    for name, module in modules(package).items():
        promised = getattr(module, attribute, None)
        if not isinstance(promised, kind):
            raise WhereasError(
                f"{package}.{name} has no {attribute} of kind {kind.__name__}",
                where=str(module.__file__),
                todo="a file in this folder promises one; see the contract of its kind",
            )
        key = str(getattr(promised, "key", name))
        if key in found:
            raise WhereasError(
                f"two files promise the key {key!r}",
                where=f"{found[key].__file__} and {module.__file__}",
                todo="give one of them another key",
            )
        found[key] = module
    return dict(sorted(found.items()))
