"""Korean names in their spellings: one reading meets, another stays apart, and the reason is said."""

import csv
from pathlib import Path

import pytest

from whereas.kit.korean import readings, same_reading, syllable_of, syllables_of

# The names below are made of common syllables; they are nobody's in particular.
ONE_READING = [
    ("HAN Yong Chol", "Han Young-cheol", "systems for one name"),
    ("HAN Yong Chol", "Han Yŏng-ch'ŏl", "McCune-Reischauer with its marks"),
    ("HAN Yong Chol", "Yong-chol Han", "surname last, shown by the hyphen"),
    ("HAN, Yong Chol", "한영철", "Hangul"),
    ("Pak Tong-il", "Park Dong Il", "press habit and voicing"),
    ("Ri Je-Son", "Lee Che Son", "initial sound law"),
    ("Choe Hwi", "Choi Hwi", "press habit"),
    ("Jang Song Guk", "Chang Sŏngguk", "joined given name"),
    ("Cho 'n Myo 'ng-su", "Jon Myong Su", "aspiration marks that a typist parted"),
    ("O Kuk-ryol", "O Kŭng-nyŏl", "assimilation written out"),
    ("Namgung Min", "남궁민", "surname of two syllables"),
    ("Nam Gung Min Su", "Namgung Min-su", "the same, parted"),
    ("KIM Yong Su 김영수", "Gim Yeong-su", "two scripts in one cell"),
]
OTHERS = [
    ("HAN Sok Chol", "HAN Chol Sok", "order of the given syllables"),
    ("RI Song Un", "RI Un Song", "order of the given syllables"),
    ("HAN Mun Chol", "HAN Min Chol", "a vowel"),
    ("JO Yong Chol", "JO Kyong-Chol", "an initial"),
    ("HAN Chol", "HAN Chol Nam", "a syllable more"),
    ("HAN Yong Chol", "PAK Yong Chol", "the surname"),
]


@pytest.mark.parametrize(("left", "right", "why"), ONE_READING)
def test_spellings_of_one_name_read_alike(left: str, right: str, why: str) -> None:
    assert same_reading(left, right).score >= 0.85, why


@pytest.mark.parametrize(("left", "right", "why"), OTHERS)
def test_other_names_do_not(left: str, right: str, why: str) -> None:
    assert same_reading(left, right).score < 0.5, why


def test_ryu_and_yu_may_be_one_surname_but_not_for_sure() -> None:
    found = same_reading("RYU Jin", "YU Jin")
    assert 0.5 < found.score < 1.0
    assert "initial r, n or none" in found.words


def test_an_explanation_names_the_syllables() -> None:
    assert "mun / min: another vowel" in same_reading("HAN Mun Chol", "HAN Min Chol").words


def test_a_name_of_elsewhere_has_no_reading() -> None:
    assert readings("Astrid Nordling") == ()
    found = same_reading("Astrid Nordling", "HAN Yong Chol")
    assert found.score == 0.0
    assert "does not read as Korean" in found.words


def test_capitals_mark_the_surname() -> None:
    (reading,) = {str(found) for found in readings("Chol-nam HAN")}
    assert reading == "HAN chol-nam"


def test_keys_join_spellings_and_skeletons_go_further() -> None:
    assert {found.key for found in readings("Ryu Kyong Su")} & {found.key for found in readings("Yoo Gyeong-soo")}
    assert readings("Han Mun Chol")[0].skeleton == readings("Han Min Chol")[0].skeleton
    assert readings("Han Mun Chol")[0].key != readings("Han Min Chol")[0].key


def test_joined_words_are_cut_in_every_way_that_sounds() -> None:
    cut = {"-".join(one.text for one in way) for way in syllables_of("kyongil")}
    assert {"kyong-il", "kyon-gil"} <= cut


def test_a_hangul_block_is_taken_apart() -> None:
    chol = syllable_of("철")
    assert (chol.onset, set(chol.vowels), chol.coda) == ("c", {"eo"}, "r")
    with pytest.raises(ValueError, match="not a Hangul syllable"):
        syllable_of("a")


def test_labelled_pairs_of_the_lists(real_data: Path) -> None:
    """Every Hangul spelling is found; at most one in twenty hard negatives is taken for the same."""
    folder = real_data / "eval" / "names"
    hangul: list[float] = []
    negative: list[float] = []
    for name in ("person_pairs.tsv", "script_pairs.tsv"):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                score = same_reading(row["left"], row["right"]).score
                if row["kind"].startswith(("hangul", "script hangul")):
                    hangul.append(score)
                elif row["kind"] == "hard negative":
                    negative.append(score)
    assert len(hangul) > 80
    assert len(negative) > 40
    assert sum(score >= 0.7 for score in hangul) >= 0.95 * len(hangul)
    assert sum(score >= 0.7 for score in negative) <= 0.05 * len(negative)


def test_capitals_throughout_mark_no_surname_though_a_syllable_has_one_letter() -> None:
    assert [one.key for one in readings("O U SU")] == [one.key for one in readings("o u su")]
    assert readings("KIM U Su")[0].key != ""
