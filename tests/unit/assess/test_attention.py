"""Mentions of a country in strategy texts: invented sentences, and sixteen real texts counted another way."""

import re
import time
from pathlib import Path

import pytest

from whereas.assess.attention import Attention, measure_attention
from whereas.assess.prose import Layout
from whereas.policy.texts import Lexicon, Name, ObjectiveTerms, lexicon, texts

# Nothing about anybody: it only makes a text long enough to be measured.
FILLER = (
    "The strategy of the Union is to work with its partners for the good of all, as we have done in this decade. " * 6
)
LONG = "We said to all who came to us from the islands and over the sea in those days that"
INVENTED = Lexicon(
    subject="sangnok",
    title="Sangnok",
    names=(Name(text="Sangnok"), Name(text="SNK"), Name(text="Free State of Sangnok"),
           Name(text="Port Ae", kind="capital")),
    objectives=(ObjectiveTerms(objective="tension", terms=("war", "provocat*")),
                ObjectiveTerms(objective="human-rights", terms=("free*", "famine"))),
)  # fmt: skip


def of(text: str, words: Lexicon = INVENTED, layout: Layout = "wrapped") -> Attention:
    return measure_attention(
        f"{FILLER}\n\n{text}\n\n{FILLER}", key="t", lexicon=words, states=texts().states, layout=layout
    )


@pytest.mark.parametrize(
    "text", ["", " \n\f ", "Sangnok is far.", "Die Union und Sangnok haben sich gestritten. " * 30]
)
def test_what_cannot_be_measured_says_so_and_has_no_figures(text: str) -> None:
    found = measure_attention(text, key="t", lexicon=INVENTED, states=())

    assert found.why
    assert (found.per_10k, found.share, found.sole, found.listed, found.towards("tension")) == (None,) * 5


def test_a_text_that_does_not_name_it_has_a_measured_nothing() -> None:
    found = of("Nobody is named in this paragraph, and that is all that can be said of it.")

    assert found.measurable
    assert (found.per_10k, found.share, found.sole, found.listed, found.first) == (0, 0, 0, 0, None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We spoke with Sangnok's envoys in the spring.", ["Sangnok's"]),
        ("We spoke with the Sangnoks in the spring.", ["Sangnoks"]),
        ("SANGNOK IS A LONG WAY FROM ANY OF OUR PORTS", ["SANGNOK"]),
        ("The Free State of Sangnok (SNK) lies in the sea between other islands.", ["Free State of Sangnok (SNK)"]),
        ("The Free State of\nSangnok lies in the sea between other islands.", ["Free State of Sangnok"]),
        ("The island of Sang-\nnok lies in the sea between other islands.", ["Sang- nok"]),
        ("The island of Sang nok lies in the sea between other islands.", ["Sang nok"]),
        (f"{LONG} the Free State of 17\n\n\n\nSangnok lies in the sea.", ["Free State of 17 Sangnok"]),
        ("The Sangnokian language and snk, a file format, are nobody's business.", []),
        ("Ships of Port Ae and of Sangnok are seen at sea again and again.", ["Port Ae", "Sangnok"]),
    ],
)
def test_names_are_found_as_texts_and_scans_write_them(text: str, found: list[str]) -> None:
    assert [one.found for one in of(text).mentions] == found


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("States such as Cuba, Sangnok, Syria and Libya buy arms.", ("Cuba", "Syria", "Libya")),
        ("We speak with Iran and Sangnok.", ("Iran",)),
        ("Sangnok or, perhaps, Iraq may buy arms.", ("Iraq",)),
        ("We want to go and Sangnok is where the road ends.", ()),
        ("With Japan we want talks that bring Sangnok to the table.", ()),
        ("Sangnok borders on Mongolia.", ()),
        ("Japan's policy towards Sangnok is its own.", ()),
    ],
)
def test_a_list_is_told_from_a_sentence_that_names_others(text: str, others: tuple[str, ...]) -> None:
    (mention,) = of(text).mentions

    assert mention.others == others
    assert mention.listed is bool(others)


def test_unnamed_others_make_a_list_too() -> None:
    (mention,) = of("Sangnok and other hostile states buy arms.").mentions

    assert mention.listed
    assert mention.others == ()


def test_two_states_in_one_name_are_a_list() -> None:
    (mention,) = of("Talks between North and South Korea went on.", lexicon("dprk")).mentions

    assert mention.listed
    assert mention.others == ("South Korea",)


def test_the_subject_is_not_beside_itself_and_others_are_beside_it() -> None:
    text = "We watch North Korea, the DPRK and Iran with care."

    assert [one.others for one in of(text, lexicon("dprk")).mentions] == [("Iran",), ("Iran",)]
    assert [one.others for one in of(text, lexicon("iran")).mentions] == [("North Korea",)]


def test_south_korea_is_not_the_subject() -> None:
    assert of("The Republic of Korea, South Korea and the Korean peninsula.", lexicon("dprk")).mentions == ()


def test_an_objective_needs_its_words_in_the_sentence_and_not_in_the_name() -> None:
    war, none = of("Sangnok may go to war. The Free State of Sangnok is far. Freedom matters.").mentions

    assert war.objectives == ("tension",)
    assert none.objectives == ()


def test_a_mention_is_quoted_with_its_place() -> None:
    text = "Long ago " + "the ships of many islands came and went, and " * 20 + "Sangnok sent one."
    found = of(text)
    (mention,) = found.mentions

    assert "Sangnok" in mention.quote
    assert mention.quote.startswith("… ")
    assert len(mention.quote) <= 240
    assert 0.3 < mention.at < 0.9
    assert found.first == mention.at


def test_headings_are_no_paragraphs_and_what_they_name_is_a_mention() -> None:
    found = of("Sangnok and us\n\nWe will speak about it when there is something new to say of it.")

    assert len(found.mentions) == 1
    assert found.with_mention == 0
    assert found.paragraphs == 3


def test_a_sentence_that_a_page_ends_in_is_one_paragraph() -> None:
    broken = of(
        "We are ready to work with all the islands of this sea, and to speak with\n\n17\n\nSangnok about the fish."
    )
    lines = of(
        "Sangnok is one thing here, and it stands alone.\nJapan is another thing, in a line of its own.", layout="lines"
    )

    assert broken.paragraphs == 3
    assert broken.with_mention == 1
    assert lines.paragraphs == 4


HOSTILE = {
    "blanks": " " * 200_000,
    "words": "the of " * 50_000,
    "hyphens": "N-\n" * 50_000,
    "brackets": "(" * 100_000 + "the of and to that " * 100,
    "stops": "." * 100_000 + "the of and to that " * 100,
    "lines": "\n \n" * 50_000 + "the of and to that " * 100,
    "lists": "Iran, and, or the " * 4_000 + "Sangnok",
    "names": "Sangnok, " * 2_000 + "the of and to that " * 3_000,
}


@pytest.mark.parametrize("story", HOSTILE)
def test_a_hostile_text_is_read_in_bounded_time(story: str) -> None:
    start = time.monotonic()
    measure_attention(HOSTILE[story], key="t", lexicon=INVENTED, states=texts().states)

    assert time.monotonic() - start < 20


# --- The sixteen real texts (a text of the United States for each year)

# Read by hand, sentence by sentence: mentions, in a list, paragraphs.
BY_HAND = {
    1987: (2, 1, 2),  # Cuba, NK, Nicaragua, Syria, Libya; forces that exceed those of the South
    1990: (0, 0, 0),  # three Koreas, all of them the Republic or the peninsula
    1993: (3, 2, 3),  # a list of five; inspections accepted; “North and South Korean bilateral treaties”
    2002: (1, 0, 1),
    2006: (10, 1, 5),  # “Democratic People's Republic of Korea (DPRK)” is one mention, in a list of seven
    2010: (3, 2, 2),  # Iran and NK twice; “If North Korea eliminates”
    2015: (3, 0, 3),
}
# Where we find more or fewer than the plain search below, and why.
MORE = {
    1993: ["North and South Korean"],
    1996: ["North-South Korean"],
    1997: ["North and South Korea"],
    1998: ["Korean People's Army", "North and South Korea"],
    1999: ["Korean People's Army", "North and South Korea"],
    2001: ["Kim Jong 11", "Korean People's Army", "North and South Korea"],  # a scan's Kim Jong Il
}
PLAIN = re.compile(r"north\s+korea|\bdprk\b|democratic people.s republic of korea|pyongyang", re.IGNORECASE)


def real_text(folder: Path, year: int) -> str:
    return (folder / "data" / "texts" / f"{year}_national_security_strategy.txt").read_text("utf-8", "replace")


@pytest.mark.parametrize("year", BY_HAND)
def test_a_real_text_has_what_a_person_found_in_it(real_data: Path, year: int) -> None:
    found = measure_attention(real_text(real_data, year), key="t", lexicon=lexicon("dprk"), states=texts().states)

    assert (len(found.mentions), found.listed, found.with_mention) == BY_HAND[year]


def test_every_difference_to_a_plain_search_of_the_real_texts_is_explained(real_data: Path) -> None:
    years = sorted(int(path.name[:4]) for path in (real_data / "data" / "texts").glob("*.txt"))
    assert len(years) == 16
    for year in years:
        text = real_text(real_data, year)
        found = measure_attention(text, key="t", lexicon=lexicon("dprk"), states=texts().states).mentions
        plain = [hit.start() for hit in PLAIN.finditer(text)]
        assert all(any(one.start <= place < one.end for one in found) for place in plain), year
        more = [one.found for one in found if not any(one.start <= place < one.end for place in plain)]
        assert sorted(more) == sorted(MORE.get(year, [])), year


def test_a_second_subject_is_counted_by_the_same_rules_in_the_real_texts(real_data: Path) -> None:
    text = real_text(real_data, 2006)
    found = measure_attention(text, key="t", lexicon=lexicon("iran"), states=texts().states)
    plain = re.findall(r"\bIran(?:ians?)?\b|\bTehran\b", text)

    assert len(found.mentions) == len(plain) > 10
    assert {"North Korea", "Syria", "Cuba"} <= {other for one in found.mentions for other in one.others}
