"""In which language a part of a page is: what policy and program say is English, whatever the interface speaks."""

from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from whereas.web.words import DEFAULT, catalogue, word


@pass_context
def en(context: Context, said: Any) -> Any:
    """Words of policy, marked as English on a page of another language, so that they are spoken as such (WCAG 3.1.2).

    What people wrote and what sources say is not marked: nobody told its language.
    """
    if not said or _language(context) == DEFAULT:
        return said
    return Markup('<span lang="en">{}</span>').format(said)


@pass_context
def lang_en(context: Context) -> Markup:
    """The same as an attribute, for an element that can hold no other: an option of a list."""
    return Markup("") if _language(context) == DEFAULT else Markup(' lang="en"')


@pass_context
def word_or(context: Context, key: str, otherwise: object) -> str | Markup:
    """The words of a key, and where no language has them what is there instead."""
    found: str | Markup = word(_language(context), key) if key in catalogue()[DEFAULT] else en(context, str(otherwise))
    return found


def _language(context: Context) -> str:
    return str(context.get("language", DEFAULT))


def install(environment: Environment) -> None:
    """Gives templates the filter `en`, and `lang_en` and `word_or`."""
    environment.filters["en"] = en
    environment.globals |= {"lang_en": lang_en, "word_or": word_or}
