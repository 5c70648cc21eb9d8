"""The interface's words in each language there is: the files `words/CODE.yaml` and `words/CODE.*.yaml`."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from whereas.publish.chart_words import ChartWords, words_of

DEFAULT = "en"


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """All words by language and key; keys are dotted (`home.title`). Raises `ValueError` for a key said twice."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted(files("whereas.web").joinpath("words").iterdir(), key=lambda one: one.name):
        if not file.name.endswith(".yaml"):
            continue
        said = found.setdefault(file.name.split(".")[0], {})
        # The base loader, for which `on`, `no` and `404` are words as all others.
        read = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- it makes only strings
        for key, words in _flat("", read or {}):
            if key in said:
                raise ValueError(f"{file.name} says {key} again")
            said[key] = words
    return found


def languages() -> tuple[str, ...]:
    """The languages there are, English first."""
    return tuple(sorted(catalogue(), key=lambda code: (code != DEFAULT, code)))


def word(language: str, key: str, **values: object) -> str:
    """The words of a key, in English where the language has none; `{name}` in them is filled from `values`.

    Raises `KeyError` for a key that not even English has: a test asks for every key that a template names.
    """
    words = catalogue().get(language, {}).get(key) or catalogue()[DEFAULT][key]
    return words.format(**values) if values else words


@cache
def chart_words(language: str) -> ChartWords:
    """The words that drawings hold, in a language; in English where it has none."""
    start = "charts."
    found = {**catalogue()[DEFAULT], **catalogue().get(language, {})}
    return words_of({key.removeprefix(start): words for key, words in found.items() if key.startswith(start)})


def _flat(before: str, said: Mapping[str, Any]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in said.items():
        whole = f"{before}{key}"
        pairs += _flat(f"{whole}.", value) if isinstance(value, Mapping) else [(whole, str(value))]
    return pairs
