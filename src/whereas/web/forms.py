"""What a form brought: one text, several, and lines of a text area."""

from collections.abc import Mapping

Form = Mapping[str, str | list[str]]


def one(form: Form, name: str, default: str = "") -> str:
    """The text of a field; of several of one name the last."""
    said = form.get(name, default)
    return (said[-1] if said else default) if isinstance(said, list) else str(said)


def many(form: Form, name: str) -> tuple[str, ...]:
    """Every text of a field that may be there several times, without empty ones."""
    said = form.get(name, [])
    return tuple(str(each) for each in (said if isinstance(said, list) else [said]) if str(each).strip())


def listed(form: Form, name: str) -> tuple[str, ...]:
    """The lines of a text area, and what commas part in them, without blanks around."""
    found = [each.strip() for text in many(form, name) for line in text.splitlines() for each in line.split(",")]
    return tuple(dict.fromkeys(filter(None, found)))
