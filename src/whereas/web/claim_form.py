"""A claim as a form holds it: what was typed, the quotations it carries, and what is wrong with each field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from whereas.core.claim import Claim
from whereas.core.errors import WhereasError
from whereas.core.period import is_partial_date
from whereas.policy.claims import claim_kinds
from whereas.policy.likelihood import scale_word
from whereas.web.spans import Picked, picked, quoted
from whereas.web.visit import Visit
from whereas.workbench.desk import AmountNote, ClaimNote, SpanNote, check_claim

FIELDS = ("kind", "subject", "object", "words", "start", "end", "place", "low", "high", "unit", "rivals", "act",
          "confidence")  # fmt: skip
OF_A_SPAN = ("exhibit", "at", "quote", "side", "credibility", "lang", "translation", "translator")
SIDES = ("for", "against", "out")
_LONGEST = 4_000
_MOST = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a claim's form says. `spans` have the fields of `OF_A_SPAN` as text; `errors` are by the name of a field."""

    values: Mapping[str, str]
    spans: tuple[Mapping[str, str], ...]
    errors: Mapping[str, str]

    def with_error(self, name: str, words: str) -> "Form":
        """With one more thing that is wrong."""
        return replace(self, errors={**self.errors, name: words})


def empty(visit: Visit, carried: Sequence[str], said: Mapping[str, str]) -> Form:
    """A form to begin with: the quotations that the address carries, and what else it says."""
    spans = tuple(_span_of(one) for one in picked(visit.seen.bench, carried))
    errors = {f"span-{no}": one["wrong"] for no, one in enumerate(spans) if one["wrong"]}
    return Form(values={name: said.get(name, "") for name in FIELDS}, spans=spans, errors=errors)


def _span_of(one: Picked) -> dict[str, str]:
    return {
        "exhibit": one.exhibit,
        "at": one.at,
        "quote": one.quote,
        "side": "for",
        "wrong": one.wrong,
        "name": one.name,
    }


def typed(data: Mapping[str, Any]) -> Form:
    """A form as it was sent."""
    values = {name: str(data.get(name, "") or "").strip()[:_LONGEST] for name in FIELDS}
    spans = []
    for number in range(_MOST):
        one = {name: str(data.get(f"span-{number}-{name}", "") or "").strip()[:20_000] for name in OF_A_SPAN}
        if one["exhibit"] and one["side"] != "out":
            spans.append(one)
    return Form(values=values, spans=tuple(spans), errors={})


def held(visit: Visit, form: Form) -> tuple[Form, Claim | None, ClaimNote | None]:
    """The form with all that is wrong with it, and the claim it would make where nothing is."""
    for name, words in _wrong(form.values):
        form = form.with_error(name, words)
    for number, one in enumerate(form.spans):
        if words := _wrong_span(visit, one):
            form = form.with_error(f"span-{number}", words)
    if form.errors:
        return form, None, None
    note = note_of(form)
    try:
        return form, check_claim(visit.seen.bench, note), note
    except WhereasError as error:
        return form.with_error(_field_of(error), told(error)), None, None


def _wrong(values: Mapping[str, str]) -> list[tuple[str, str]]:
    found = []
    for name in ("kind", "subject", "words"):
        if not values[name]:
            found.append((name, "missing"))
    if values["kind"] and values["kind"] not in claim_kinds():
        found.append(("kind", "unknown"))
    for name in ("start", "end"):
        if values[name] and not is_partial_date(values[name]):
            found.append((name, "date"))
    for name in ("low", "high"):
        if values[name] and _number(values[name]) is None:
            found.append((name, "number"))
    if (values["low"] or values["high"]) and not values["unit"]:
        found.append(("unit", "unit"))
    if values["confidence"]:
        try:
            scale_word(values["confidence"])
        except WhereasError as error:
            found.append(("confidence", told(error)))
    return found


def _wrong_span(visit: Visit, one: Mapping[str, str]) -> str:
    """Why a quotation cannot be cited: also a cell or an element must say what is quoted, not only a page."""
    if one["credibility"] and one["credibility"] not in "123456":
        return "credibility"
    if one["translation"] and not one["translator"]:
        return "translator"
    if not one["at"]:
        return ""  # the desk looks the words up
    try:
        there = quoted(visit.seen.bench, one["exhibit"], one["at"])
    except WhereasError as error:
        return told(error)
    return "" if " ".join(one["quote"].split()) in " ".join(there.split()) and one["quote"] else "moved"


def note_of(form: Form) -> ClaimNote:
    """The claim as a person would write it into a file."""
    said = form.values
    low, high = _number(said["low"]), _number(said["high"])
    amount = AmountNote(low=low, high=high, unit=said["unit"]) if said["unit"] else None
    return ClaimNote(
        kind=said["kind"], subject=said["subject"], words=said["words"], object=said["object"], start=said["start"],
        end=said["end"], place=said["place"], quantity=amount, rivals=said["rivals"], act=said["act"],
        confidence=said["confidence"], spans=_notes(form, "for"), against=_notes(form, "against"),
    )  # fmt: skip


def _notes(form: Form, side: str) -> tuple[SpanNote, ...]:
    return tuple(
        SpanNote(
            exhibit=one["exhibit"], at=one["at"], quote=one["quote"], credibility=one.get("credibility", ""),
            lang=one.get("lang", ""), translation=one.get("translation", ""), translator=one.get("translator", ""),
        )
        for one in form.spans
        if one.get("side", "for") == side
    )  # fmt: skip


def _number(text: str) -> float | None:
    try:
        number = float(text.replace(",", "").replace(" ", ""))
    except ValueError:
        return None
    return number if isfinite(number) else None


def _field_of(error: WhereasError) -> str:
    """Beside which field the desk's own word belongs."""
    starts = {
        "it ends": "end",
        "the quantity": "high",
        "there is no condition": "object",
        "the confidence": "confidence",
    }
    return next((name for start, name in starts.items() if error.what.startswith(start)), "form")


def told(error: WhereasError) -> str:
    """An error in one line."""
    return ". ".join(part.rstrip(".") for part in (error.what, error.where, error.todo) if part) + "."
