"""The law pack says what its references say: which facts were seen, what amends what, which acts bear which numbers."""

import json
import re
from pathlib import Path

import pytest

from whereas.policy.crimes import crimes
from whereas.policy.elements import Act
from whereas.policy.kinds import unverified
from whereas.policy.regimes import regimes, shared
from whereas.policy.resolutions import resolutions
from whereas.policy.standards import standards

# Criteria whose words and article a public source showed. Everything else is from memory. A change here is a change of
# what a lawyer is told, and needs its source in the review.
SEEN_CRITERIA = {
    "eu-dprk": {"un", "programmes", "finance"},
    "eu-ukraine": {"business", "military-industry", "unsafe-tankers"},
    "eu-russia-sectoral": {"annex-xlii"},
    "eu-cyber": {"responsible", "support", "associated"},
    "eu-human-rights": {"genocide", "crimes-against-humanity", "torture", "slavery", "killing", "disappearance",
                        "detention", "other"},
    "eu-destabilisation": {"acts"},
    "eu-chemical": {"use"},
    "un-1718": set(),
    "draft-dprk-support": set(),
}  # fmt: skip
SEEN_PARAGRAPHS = {
    "unscr-1718": {"8(d)"},
    "unscr-1874": {"12", "17"},
    "unscr-2094": {"17"},
    "unscr-2270": {"12", "18"},
    "unscr-2321": {"12", "13", "21", "30"},
    "unscr-2371": {"6"},
    "unscr-2375": {"7-8"},
    "unscr-2397": {"4", "5", "6", "7", "8", "9", "10-12", "14", "25"},
    "unscr-2664": {"1"},
}


def test_only_what_was_seen_is_marked_so_in_the_regimes() -> None:
    assert {key: {one.key for one in regime.criteria if one.verified} for key, regime in regimes().items()} == (
        SEEN_CRITERIA
    )


def test_only_what_was_seen_is_marked_so_in_the_resolutions() -> None:
    found = {key: {one.para for one in each.paragraphs if one.verified} for key, each in resolutions().items()}
    assert {key: held for key, held in found.items() if held} == SEEN_PARAGRAPHS


def test_the_statute_stands_here_from_memory_whole() -> None:
    assert not [one.key for one in standards().values() if one.family == "crime" and one.verified]


def test_a_standard_is_checked_only_where_every_place_of_it_is() -> None:
    for one in standards().values():
        assert one.verified == all(place.verified for place in one.places), one.key
        assert one.article == "; ".join(place.article for place in one.places)


@pytest.mark.parametrize("key", [f"unscr-{number}" for number in
                                 (1718, 1874, 2087, 2094, 2270, 2321, 2356, 2371, 2375, 2397)])  # fmt: skip
def test_every_resolution_is_there_with_a_duty_in_each_paragraph(key: str) -> None:
    one = resolutions()[key]
    assert one.key == f"unscr-{one.number}"
    assert one.dated.startswith(str(one.year))
    for each in one.paragraphs:
        assert each.addressee
        assert each.verb
        assert each.object
        assert bool(each.breach) != bool(each.no_breach), each.para


# Paragraphs of the knowledge base: each number must lie in one of ours.
PARAGRAPHS = {
    1718: "5-7 8 9-10 11 12", 1874: "9-10 11-15 17 18-20 26 28", 2087: "5 8", 2094: "8 11-15 16-18 22 24 27",
    2270: "6-8 9 12 13-14 17 18-22 29-31 32 33-37", 2321: "8-9 11 12 13 14-18 21 26 28-29 30 31-34", 2356: "3",
    2371: "6 8-10 11 12", 2375: "6-8 11 13-16 17 18 26", 2397: "4 5 6-7 8 9-15 25 28",
}  # fmt: skip


@pytest.mark.parametrize("number", PARAGRAPHS)
def test_no_paragraph_of_the_knowledge_base_is_missing(number: int) -> None:
    wanted = {one for text in PARAGRAPHS[number].split() for one in spread(text)}
    held = {one for each in resolutions()[f"unscr-{number}"].paragraphs for one in spread(each.para)}
    assert wanted <= held, wanted - held


def spread(para: str) -> set[int]:
    """The whole numbers of a paragraph or a range of them: `9-10` is 9 and 10, `8(a)(i)` is 8."""
    first, _, last = re.sub(r"\(.*", "", para).partition("-")
    return set(range(int(first), int(last or first) + 1))


def test_the_coal_story_runs_from_ban_over_cap_to_ban() -> None:
    paragraphs = {key: {each.para: each for each in one.paragraphs} for key, one in resolutions().items()}
    first, cap, ban = paragraphs["unscr-2270"]["29"], paragraphs["unscr-2321"]["26"], paragraphs["unscr-2371"]["8"]
    assert (first.status, first.amended_by) == ("superseded", ("2321-26", "2371-8"))
    assert (cap.status, cap.amended_by) == ("superseded", ("2371-8",))
    assert {(one.amount, one.unit) for one in cap.caps} == {(7_500_000, "t"), (400_870_018, "USD")}
    assert (ban.status, ban.caps, ban.amended_by) == ("in force", (), ())
    assert "2701-2704" in ban.goods


def test_the_oil_caps_are_those_of_2397() -> None:
    held = {each.para: each for each in resolutions()["unscr-2397"].paragraphs}
    assert {(one.amount, one.unit) for one in held["4"].caps} == {(4_000_000, "barrel"), (525_000, "t")}
    assert [(one.amount, one.unit) for one in held["5"].caps] == [(500_000, "barrel")]
    assert all(one.verified for para in ("4", "5") for one in held[para].caps)


def test_the_humanitarian_exemption_is_from_the_freeze_and_from_nothing_else() -> None:
    amended = {
        f"{key}/{each.para}"
        for key, one in resolutions().items()
        for each in one.paragraphs
        if "2664-1" in each.amended_by
    }
    assert amended == {"unscr-1718/8(d)"}


def test_what_is_superseded_says_by_what_and_amendments_run_forward() -> None:
    for one in resolutions().values():
        for each in one.paragraphs:
            assert each.status not in ("superseded", "amended") or each.amended_by, (one.key, each.para)
            assert all(int(named.partition("-")[0]) > one.number for named in each.amended_by)


def test_codes_of_goods_are_unchecked_and_listed_as_such() -> None:
    listed = {(one.file, one.place) for one in unverified() if one.place.endswith(".goods")}
    for key, one in resolutions().items():
        for each in one.paragraphs:
            if each.goods and each.verified:
                assert (f"resolutions/{key}.yaml", f"paragraphs[{each.para}].goods") in listed


def acts() -> list[tuple[str, Act]]:
    """Every act of the law pack with the file it stands in."""
    return [(key, act) for key, one in [*regimes().items(), *crimes().items()] for act in one.acts]


@pytest.mark.parametrize(
    ("key", "act"), [(key, act) for key, act in acts() if act.celex], ids=lambda one: str(one)[:24]
)
def test_a_celex_number_is_made_from_the_number_of_the_act(key: str, act: Act) -> None:
    kind = "D" if "Decision" in act.title else "R"
    found = re.search(r"(\d+)/(\d+)", act.title)
    assert found
    old = found[2] == "2014"  # before 2015 a regulation's number came before its year, a decision's after it
    year, number = (found[2], found[1]) if kind == "R" and old else (found[1], found[2])
    assert act.celex == f"3{year}{kind}{int(number):04d}", key
    assert not act.dated or act.dated.startswith(year)


def test_days_of_acts_and_resolutions_are_those_of_the_index_of_acts(real_data: Path) -> None:
    rows = json.loads((real_data / "data" / "law" / "eu_un_acts_index.json").read_text(encoding="utf-8"))
    titles = [row["title"] for row in rows]
    checked = 0
    for _, act in acts():
        number = re.search(r"\d+/\d+(/CFSP)?", act.title)
        day = next((found for title in titles if number and (found := of_title(title, number[0]))), "")
        if day and act.dated:
            assert act.dated == day, act.title
            checked += 1
    texts = " ".join(row["text"] for row in rows)
    for one in resolutions().values():
        if found := re.search(rf"Resolution {one.number} \({one.year}\) Adopted .{{0,60}}?on (\d+ \w+ \d{{4}})", texts):
            assert one.dated == iso(found[1]), one.key
            checked += 1
    assert checked >= 14


def of_title(title: str, number: str) -> str:
    """The day in the title of the act with this number itself, not of one that amends it."""
    found = re.match(rf"Council (?:Decision|Regulation)[^0-9]*{re.escape(number)} of (\d+ \w+ \d{{4}})", title)
    return iso(found[1]) if found else ""


def iso(words: str) -> str:
    """`2 March 2016` as an ISO day."""
    months = "January February March April May June July August September October November December".split()
    day, month, year = words.split()
    return f"{year}-{months.index(month) + 1:02d}-{int(day):02d}"


def test_every_regime_of_the_union_has_the_steps_and_clocks_of_its_procedure() -> None:
    whole = shared()["eu-listing"]
    for key, one in regimes().items():
        if one.authority == "EU" and not one.draft:
            assert set(whole.procedure) <= set(one.procedure), key
            assert set(whole.clocks) <= set(one.clocks), key
            assert [clock for clock in one.clocks if clock.on or clock.each_year] or key == "eu-dprk"
            assert one.identifiers


def test_the_calendar_is_that_of_the_reference() -> None:
    dates = {
        key: sorted(day for clock in one.clocks for day in (*clock.each_year, clock.on) if day)
        for key, one in regimes().items()
    }
    assert dates["eu-ukraine"] == ["03-15", "09-15"]
    assert dates["eu-russia-sectoral"] == ["01-31", "07-31"]
    assert dates["eu-human-rights"] == ["2026-12-08"]
    assert dates["eu-cyber"] == ["05-18", "2028-05-18"]
    assert dates["eu-destabilisation"] == ["10-09"]
    assert not any(clock.verified for one in regimes().values() for clock in one.clocks if clock.each_year or clock.on)


def test_the_statute_has_every_act_of_article_7_and_modes_of_25_and_28() -> None:
    one = crimes()["rome-statute-7"]
    assert [each.key[0] for each in one.underlying] == list("abcdefghijk")
    assert {each.key for each in one.chapeau} == {"attack", "scale", "knowledge"}
    assert {each.article for each in one.liability} == {"Article 25(3)(b)", "Article 25(3)(c)", "Article 25(3)(d)",
                                                        "Article 28(a)", "Article 28(b)"}  # fmt: skip
    extra = {
        "d-transfer": "lawful", "e-imprisonment": "rules", "f-torture": "custody", "h-persecution": "ground",
        "i-disappearance": "removal", "b-extermination": "mass",
    }  # fmt: skip
    for key, element in extra.items():
        assert element in {part.key for part in standards()[f"rome-statute-7/{key}"].elements}


def test_what_a_criterion_uses_comes_after_its_own_in_the_order_it_names() -> None:
    torture = [one.key for one in standards()["eu-human-rights/torture"].elements]
    assert torture == ["custody", "pain", "office", "responsible", "involved", "associated"]
    for key, regime in regimes().items():
        for one in regime.criteria:
            whole = [element.key for element in standards()[f"{key}/{one.key}"].elements]
            assert whole == [*(element.key for element in one.elements), *one.uses]


def test_no_unlisted_ship_is_shown_to_be_a_listed_one_by_its_hull_alone() -> None:
    assert {one.key for one in standards()["unscr-2270/12"].elements} == {"hull", "act"}
