"""Claims written in the very form that `whereas claim FILE` reads, so that a case can move to another ledger."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
import yaml

from whereas.core.claim import Claim
from whereas.core.span import Span
from whereas.kit.intake import shown
from whereas.ledger.desk import Recorded
from whereas.workbench.desk import AmountNote, ClaimNote, SpanNote

_HEAD = """\
# Claims from a ledger, by the digests of their exhibits: add those first, then `whereas claim FILE`.
# Whoever records them there is their author there; who recorded them here stands beside each.
"""


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        """Nothing is said by reference: the reader refuses anchors."""
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    """A text; with its marks written out where it holds some that YAML takes for the end of a line."""
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if text.isprintable() else '"')


_Dumper.add_representer(str, _text)


def claim_file(claims: Iterable[Claim], made: Mapping[str, Recorded]) -> str:
    """The YAML text of a file of claims. What a claim from a detector or a list holds beyond that form is left out.

    `made` says by whom and when each was recorded.
    """
    written = list(_written(claims, made))
    return _HEAD + ("claims:\n" + "".join(written) if written else "claims: []\n")


def _written(claims: Iterable[Claim], made: Mapping[str, Recorded]) -> Iterator[str]:
    for one in claims:
        said = made.get(one.id)
        by = f" {shown(said.by)}, {said.at}" if said else ""
        yield f"# {one.id}{by}\n"
        plain = _said(msgspec.to_builtins(_note(one)))
        yield yaml.dump([plain], allow_unicode=True, sort_keys=False, width=110, Dumper=_Dumper)


def _said(value: Any) -> Any:
    """The value without the fields that say nothing."""
    if isinstance(value, dict):
        held = {name: _said(one) for name, one in value.items() if name != "nth"}
        return {name: one for name, one in held.items() if one not in ("", [], None)}
    return [_said(one) for one in value] if isinstance(value, list | tuple) else value


def _note(one: Claim) -> ClaimNote:
    amount = one.quantity
    return ClaimNote(
        kind=one.kind, subject=one.subject, object=one.object, words=one.words, start=one.start, end=one.end,
        place=one.place, rivals=one.rivals, act=one.act, confidence=one.confidence,
        quantity=AmountNote(low=amount.low, high=amount.high, unit=amount.unit) if amount else None,
        spans=tuple(_span(span) for span in one.spans), against=tuple(_span(span) for span in one.against),
    )  # fmt: skip


def _span(one: Span) -> SpanNote:
    return SpanNote(
        exhibit=one.exhibit, quote=one.quote, at=one.locator, credibility=one.credibility, lang=one.lang,
        translation=one.translation, translator=one.translator,
    )  # fmt: skip
