"""The catalogue of schemes: what every scheme promises, held once for all of them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import whereas.kit.ids
from whereas.kit.ids import registry

HOME = Path(str(whereas.kit.ids.__file__)).parent
KEYS = sorted(path.stem for path in HOME.glob("*.py") if path.stem != "registry" and not path.stem.startswith("_"))
# One valid identifier of each scheme; public examples of standards and specifications, or burn addresses.
VALID = {
    "bic": "INVTDEFF",
    "bitcoin": "1111111111111111111114oLvT2",
    "bitcoin_cash": "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a",
    "bitcoin_gold": "GK18bp4UzC6wqYKKNLkaJ3hzQazTc3TWBw",
    "celex": "32017R1509",
    "dash": "XagqqFetxiDb9wbartKDrXgnqLah6SqX2S",
    "ethereum": "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "iban": "DE89370400440532013000",
    "imo_company": "2041999",
    "imo_ship": "9074729",
    "lei": "5493001KJTIIGC8Y1R12",
    "litecoin": "LKDxGDJq5fF4FohAB8zJH24mDDNHDNtqsE",
    "mmsi": "445000001",
    "monero": "888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H",
    "passport": "PS12345",
    "tron": "T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb",
    "un_reference": "KPi.033",
    "verge": "D596YFweJQuHY1BbjazZYmAbt8jJPbKehC",
    "xrp": "rrrrrrrrrrrrrrrrrrrrrhoLvTp",
    "zcash": "t1Hsc1LR8yKnbbe3twRp88p6vFfC5t7DLbs",
}


def test_the_catalogue_holds_every_file_under_its_own_name() -> None:
    schemes = registry.schemes()
    assert list(schemes) == KEYS
    assert all(module.__name__.endswith(f".{key}") and module.__doc__ for key, module in schemes.items())


@pytest.mark.parametrize("key", KEYS)
def test_a_valid_identifier_is_taken_and_its_normal_form_stands_still(key: str) -> None:
    normal = registry.schemes()[key].normal
    form = normal(VALID[key])
    assert form is not None
    assert normal(form) == form
    assert normal(f"  {VALID[key]}\n") == form


@pytest.mark.parametrize("key", KEYS)
@given(st.text())
def test_any_text_is_answered_and_a_normal_form_stands_still(key: str, text: str) -> None:
    normal = registry.schemes()[key].normal
    form = normal(text)
    assert form is None or normal(form) == form


@pytest.mark.parametrize("key", [key for key in KEYS if hasattr(registry.schemes()[key], "find")])
def test_what_is_found_in_text_stands_where_it_is_said_to(key: str) -> None:
    module = registry.schemes()[key]
    labels = {"mmsi": "MMSI ", "imo_ship": "IMO ", "imo_company": "IMO "}
    text = f"It is {labels.get(key, '')}{VALID[key]}, they say; see x{VALID[key]}x."
    start = text.index(VALID[key])
    assert module.find(text) == [(start, start + len(VALID[key]), module.normal(VALID[key]))]
    assert module.find("Nothing of the kind stands in this plain sentence of 2017.") == []


@pytest.mark.parametrize("key", KEYS)
def test_recognise_names_the_scheme_unless_it_is_weak(key: str) -> None:
    module = registry.schemes()[key]
    weak = getattr(module, "WEAK", False)
    assert ((key, module.normal(VALID[key])) in registry.recognise(VALID[key])) is not weak


def test_words_and_bare_numbers_are_recognised_as_nothing() -> None:
    for text in ("TOMORROW", "445000001", "PS12345", "ABE123", "", "Invented Trading House"):
        assert registry.recognise(text) == []


def test_one_text_may_be_valid_in_two_schemes_and_both_are_said() -> None:
    assert registry.recognise("1111111111111111111114oLvT2") == [
        ("bitcoin", "1111111111111111111114oLvT2"),
        ("bitcoin_cash", "1111111111111111111114oLvT2"),
    ]
