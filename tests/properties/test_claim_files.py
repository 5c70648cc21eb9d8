"""Whatever stands in a claim, the file that it is written to says the same."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from whereas.core.claim import Claim, Quantity
from whereas.core.span import Span
from whereas.ledger.desk import Recorded
from whereas.policy.typed import read_typed
from whereas.workbench.claim_files import claim_file
from whereas.workbench.desk import ClaimNotes

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40)


@settings(max_examples=200, deadline=None)
@given(
    words=TEXTS, subject=TEXTS, quote=TEXTS, by=TEXTS,
    low=st.none() | st.floats(allow_nan=False, allow_infinity=False),
)  # fmt: skip
def test_any_text_comes_back_as_it_was(words: str, subject: str, quote: str, by: str, low: float | None) -> None:
    span = Span(exhibit="a" * 64, locator="page:1@0-5", quote=quote)
    said = Claim(
        kind="inflicted_pain", subject=subject, words=words, author=by, source="", claimed_on="2024-01-01",
        quantity=Quantity(low=low, high=None, unit="t"), spans=(span, span), against=(span,),
    )  # fmt: skip
    made = {said.id: Recorded(no=1, at="2024-01-01T00:00:00Z", by=by, said=said)}
    [read] = read_typed("file.yaml", claim_file([said], made), ClaimNotes).claims

    assert (read.words, read.subject) == (words, subject)
    assert msgspec.to_builtins(read.quantity) == {"low": low, "high": None, "unit": "t"}
    assert [one.quote for one in (*read.spans, *read.against)] == [quote] * 3
