"""Names are folded to what their spellings share, and no further."""

import pytest

from whereas.kit import names


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Han Yŏng-ch'ŏl", "HAN YONG CHOL"),
        ("Han Yŏng-chʼŏl", "han yong-ch‘ol"),
        ("O’Néill, Seán", "oneill sean"),
        ("Łukasz Ødegård", "lukasz odegard"),
        ("ＨＡＮ　Ｙｏｎｇ", "Han Yong"),
        ("Иванов Йосиф", "иванов иосиф"),
    ],
)
def test_spellings_that_differ_in_marks_fold_alike(left: str, right: str) -> None:
    assert names.fold(left) == names.fold(right)


def test_folding_keeps_hangul_and_the_voicing_of_kana() -> None:
    assert names.fold("김 철") == "김 철"
    assert names.fold("ガ") != names.fold("カ")


def test_joined_and_sorted_forms() -> None:
    assert names.joined("Chol-nam") == names.joined("CHOLNAM") == names.joined("Chol Nam")
    assert names.sorted_form("NORDLING, Astrid") == names.sorted_form("Astrid Nordling")


def test_titles_go_but_a_name_that_is_only_a_title_stays() -> None:
    assert names.without_titles(names.tokens("Lieutenant General Han Yong")) == ("han", "yong")
    assert names.without_titles(("general",)) == ("general",)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Ryusong General Trading Co., Ltd.", "RYUSONG GEN TRDG COMPANY LIMITED"),
        ("The Kestrel Shipping Corp.", "Kestrel Shpg Corporation"),
        ("Kestrel L.L.C.", "KESTREL LLC"),
        ("Kestrel (KSTR)", "Kestrel"),
    ],
)
def test_legal_forms_and_abbreviations_do_not_part_organisations(left: str, right: str) -> None:
    assert names.organisation(left).key == names.organisation(right).key


def test_what_tells_organisations_apart_stays() -> None:
    assert names.organisation("Ryusong Trading").key != names.organisation("Ryusong General Trading").key
    assert names.organisation("Bureau 39").digits != names.organisation("Bureau 38").digits
    assert names.organisation("Company Limited").core == ("company", "limited")
    assert names.organisation("Kestrel Shipping (KSTR)").brackets == ("kstr",)


def test_a_ship_keeps_its_number_and_its_former_name() -> None:
    two = names.vessel("SONG UN 2")
    assert (two.name, two.number) == ("songun", "2")
    assert names.vessel("Song Un II") == two
    assert names.vessel("SONG UN No. 02").number == "2"
    assert names.vessel("SONG UN 3").number == "3"
    assert names.vessel("Mi Rae (Song Un 2)").former == ("Song Un 2",)
    assert names.vessel("Kestrel").number == ""
