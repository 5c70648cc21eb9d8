"""The join of markings is that of a bounded semilattice."""

from hypothesis import given
from hypothesis import strategies as st

from whereas.core.marking import OPEN, PAP, TLP, Marking, join_all

_WORDS = st.frozensets(st.sampled_from("abcd"))
MARKINGS = st.builds(
    Marking,
    tlp=st.sampled_from(TLP),
    pap=st.sampled_from(PAP),
    releasable_to=st.none() | _WORDS,
    terms=_WORDS,
    personal_data=st.booleans(),
)


@given(MARKINGS, MARKINGS, MARKINGS)
def test_join(one: Marking, two: Marking, three: Marking) -> None:
    assert one.join(two) == two.join(one)
    assert one.join(one) == one
    assert one.join(two).join(three) == one.join(two.join(three)) == join_all([three, one, two])
    assert one.join(OPEN) == OPEN.join(one) == one


@given(MARKINGS, MARKINGS)
def test_a_join_is_never_laxer_than_its_parts(one: Marking, two: Marking) -> None:
    joined = one.join(two)
    assert joined.tlp >= one.tlp
    assert joined.pap >= one.pap
    assert joined.terms >= one.terms
    assert joined.personal_data >= one.personal_data
    assert one.releasable_to is None or (joined.releasable_to or frozenset()) <= one.releasable_to
    assert one.releasable_to is None or joined.releasable_to is not None
