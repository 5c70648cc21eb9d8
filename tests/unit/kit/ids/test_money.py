"""Codes of firms, banks and accounts: LEI, BIC, IBAN."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whereas.kit.ids import bic, iban, lei

UPPER = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def mod97(text: str) -> int:
    """ISO/IEC 7064 MOD 97-10, digit by digit, as on paper."""
    rest = 0
    for char in text:
        for digit in str(UPPER.index(char)):
            rest = (rest * 10 + int(digit)) % 97
    return rest


def made_lei(head: str) -> str:
    return head + f"{98 - mod97(head + '00'):02d}"


def made_iban(country: str, account: str) -> str:
    return f"{country}{98 - mod97(account + country + '00'):02d}{account}"


@given(st.text(alphabet=UPPER, min_size=18, max_size=18))
def test_a_lei_is_what_mod_97_10_makes(head: str) -> None:
    code = made_lei(head)
    assert lei.normal(code) == code
    assert lei.normal(f" {code[:4]} {code[4:].lower()} ") == code
    assert lei.normal(code[:-1] + str((int(code[-1]) + 1) % 10)) is None


# Digits only: `1B` and `B1` are both 111 to the check, which knows letters by two digits.
@given(st.text(alphabet="0123456789", min_size=18, max_size=18), st.integers(0, 16))
def test_a_lei_with_two_unlike_digits_swapped_fails(head: str, place: int) -> None:
    code = made_lei(head)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (lei.normal(swapped) is None) == (swapped != code)


def test_leis_in_running_text() -> None:
    code = made_lei("0000INVENTEDHOUSE0")
    assert lei.find(f"the house ({code}), not A{code}") == [(11, 31, code)]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("INVTKPPY", "INVTKPPY"),
        ("invtkppy xxx", "INVTKPPY"),
        ("INVTDEFF500", "INVTDEFF500"),
        ("INVTXKPR", "INVTXKPR"),
        ("INVTUKLL", None),  # the United Kingdom is GB
        ("INVTEUXX", None),  # the Union is no country
        ("TOMORROW", None),  # RR is no country either
        ("INVTDEF", None),
        ("INVTDEFF50", None),
        ("INVTDEFF5000", None),
        ("INV-DEFF", None),
    ],
)
def test_a_bic_has_a_country_in_it(text: str, form: str | None) -> None:
    assert bic.normal(text) == form


# Examples of the SWIFT registry itself, one per length that matters here.
@pytest.mark.parametrize(
    "text",
    [
        "NO93 8601 1117 947",
        "BE68 5390 0754 7034",
        "DE89 3704 0044 0532 0130 00",
        "GB29 NWBK 6016 1331 9268 19",
        "FR14 2004 1010 0505 0001 3M02 606",
        "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
        "LC55 HEMM 0001 0001 0012 0012 0002 3015",
    ],
)
def test_examples_of_the_registry(text: str) -> None:
    assert iban.normal(text) == text.replace(" ", "")
    assert iban.normal(text.lower().replace(" ", "-")) == text.replace(" ", "")


@given(st.sampled_from(sorted(iban._LENGTHS.items())), st.data())
def test_every_country_takes_its_own_length_only(country: tuple[str, int], data: st.DataObject) -> None:
    code, length = country
    account = data.draw(st.text(alphabet=UPPER, min_size=length - 4, max_size=length - 4))
    whole = made_iban(code, account)
    assert iban.normal(whole) == whole
    assert iban.normal(made_iban(code, account + "0")) is None
    assert iban.normal(made_iban(code, account[1:])) is None


def test_check_digits_that_the_rule_cannot_yield_fail() -> None:
    account = next(
        f"{n:018d}" for n in range(1000) if mod97(f"{n:018d}DE00") == 0
    )  # 98 - 0: also 01 has the right remainder
    assert iban.normal(f"DE98{account}") == f"DE98{account}"
    assert mod97(f"{account}DE01") == 1
    assert iban.normal(f"DE01{account}") is None


def test_a_country_without_iban_and_wrong_digits_fail() -> None:
    assert iban.normal(made_iban("KP", "0" * 18)) is None
    assert iban.normal("DE89370400440532013001") is None
    assert iban.normal("DE٨٩370400440532013000") is None


def test_ibans_in_running_text_end_where_their_country_says() -> None:
    text = "Paid to DE89 3704 0044 0532 0130 00 ON MONDAY and NO9386011117947, not XDE89370400440532013000."
    assert [(text[start:end], form) for start, end, form in iban.find(text)] == [
        ("DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        ("NO9386011117947", "NO9386011117947"),
    ]
