"""Whatever a sentence says, it comes back from the DOCX as it went in, with its links."""

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whereas.publish.dossier.model import FORMAT, Dossier, Line
from whereas.publish.dossier.word import word
from whereas.publish.dossier.word_back import read_word

_EMPTY = Dossier(
    format=FORMAT, subject="s", caption="An Invented Person", kind="person", identifying=(), unknown=(), homonyms=(),
    searched="", standard="x/y", title="T", article="A", words="W", verified=False, acts=(), forum="F", asks="a",
    adoption="2024-07-22", known_on="", copy="internal", verdict="shown", lines=(), elements=(), propositions=(),
    findings=(), adverse=(), removed=(), bars=(), proportionality="", procedure=(), clocks=(), exhibits=(),
    non_claims=(), marking="TLP:AMBER", ledger_root="", ledger_size=0, policy=(), version="0",
)  # fmt: skip
_LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"))
_TEXTS = st.one_of(
    st.text(_LETTERS, min_size=1, max_size=60),
    st.sampled_from(["He said [P1] so.", "UNCHECKED", "a [P1, P2]", "[rests on nothing]", "한재목은 <소장> & 'x'"]),
).filter(lambda text: bool(text.split()))
_CLAIMS = st.lists(st.sampled_from(["P1", "P2", "P3"]), max_size=3, unique=True)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(_TEXTS, _CLAIMS, st.booleans()), min_size=1, max_size=5))
def test_sentences_come_back_as_they_were(said: list[tuple[str, list[str], bool]]) -> None:
    lines = tuple(
        Line(number=number, id=f"s{number:012x}", text=text, unchecked=unchecked, claims=tuple(claims), elements=())
        for number, (text, claims, unchecked) in enumerate(said, start=1)
    )
    returned = read_word(word(msgspec.structs.replace(_EMPTY, lines=lines)), lines)
    assert [(one.keys, one.claims, one.changed) for one in returned.lines] == [
        ((line.id,), line.claims, False) for line in lines
    ]
    assert [one.text for one in returned.lines] == [" ".join(line.text.split()) for line in lines]
    assert not returned.gone
