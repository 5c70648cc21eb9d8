"""The fast digest of texts is the canonical one."""

import hashlib

import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from whereas.core.canon import digest_texts

_CONTROL = "".join(map(chr, range(0x20))) + '\x7f\x80\x9f"\\/\u2028\u2029\ufeff\ufffe\U0001f600'


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=9))
@example([_CONTROL])
@example([])
def test_digest_texts_is_the_general_path(texts: list[str]) -> None:
    assert digest_texts(tuple(texts)) == hashlib.sha256(rfc8785.dumps(texts)).digest()


@given(st.text(st.sampled_from(_CONTROL)))
def test_control_characters(text: str) -> None:
    assert digest_texts((text,)) == hashlib.sha256(rfc8785.dumps([text])).digest()
