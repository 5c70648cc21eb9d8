"""Every fact of the casebook's designations, wallets and checked figures, held against the raw lists by other means.

Nothing of the program reads here: the casebook is read with PyYAML's plain loader, lists with lxml, csv and openpyxl.
"""

import csv
import gzip
import io
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from lxml import etree

from whereas.sources.casebook import files


@dataclass
class Raw:
    """One entry of a real list: its names as printed, all its text, its dates, and what tells it from namesakes."""

    names: list[str]
    text: str
    births: str = ""
    dates: str = ""
    programs: frozenset[str] = frozenset()
    imo: str = ""
    kind: str = ""
    extra: dict[str, str] = field(default_factory=dict)


Lists = dict[str, dict[str, list[Raw]]]
BOOK: dict[str, Any] = yaml.load(files()["designations.yaml"], Loader=yaml.BaseLoader)  # noqa: S506 - text only
ACTS = [(subject, act) for subject in BOOK["designations"] for act in subject["acts"]]
COUNTRIES = {"kp": r"DPRK|Democratic People.?s Republic [Oo]f Korea|North Korea|Korea, North|Pyongyang", "cn": "China"}
IDS = [f"{act['authority']} {act['reference']}" for _, act in ACTS]


def plain(text: str) -> str:
    """Letters, digits and single blanks: apostrophes, typographic or not, and accents do not count."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return " ".join(re.sub(r"[^\w&#./() ]+", " ", re.sub(r"['’‘`´]", "", bare)).split()).casefold()


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", plain(text))


@pytest.fixture(scope="module")
def lists(real_lists: Path) -> Lists:
    return {
        "UN": united_nations(real_lists / "un" / "UN_consolidated_2026-02-27.xml"),
        "EU": journal(real_lists / "eu" / "32017R1509.csv"),
        "US": treasury(real_lists),
        "AU": australia(real_lists / "au" / "dfat_2024-11-11.xlsx"),
        "JP": japan(real_lists / "jp" / "mof_dprk_sample_20260828.tsv"),
    }


def united_nations(path: Path) -> dict[str, list[Raw]]:
    found: dict[str, list[Raw]] = defaultdict(list)
    for kind in ("INDIVIDUAL", "ENTITY"):
        for entry in etree.parse(path).iter(kind):
            parts = [
                " ".join((entry.findtext(tag) or "").split()) for tag in ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME")
            ]
            births = [
                " ".join(filter(None, (birth.findtext(tag) for tag in ("DATE", "YEAR", "FROM_YEAR", "TO_YEAR"))))
                for birth in entry.findall("INDIVIDUAL_DATE_OF_BIRTH")
            ]
            aliases = [" ".join((one.text or "").split()) for one in entry.iter("ALIAS_NAME")]
            found[(entry.findtext("REFERENCE_NUMBER") or "").strip()].append(
                Raw(
                    names=[" ".join(filter(None, parts)), *aliases],
                    text=" ; ".join(map(str, entry.itertext())),
                    births=" ; ".join(births),
                    dates=entry.findtext("LISTED_ON") or "",
                    kind=entry.findtext("UN_LIST_TYPE") or "",
                    extra={"DATAID": entry.findtext("DATAID") or "", "GENDER": entry.findtext("GENDER") or ""},
                )
            )
    return found


def journal(path: Path) -> dict[str, list[Raw]]:
    found: dict[str, list[Raw]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            raw = Raw(
                names=[row["name"], *row["alias"].split(";"), *row["previousName"].split(";")],
                text=" ; ".join(row.values()),
                births=row["birthDate"],
                dates=row["startDate"],
                imo=row["imoNumber"],
                extra={"measure": row["measure"]},
            )
            found[f"{row['annex']}-{row['recordId'] or 'IMO' + row['imoNumber']}"].append(raw)
    return found


def treasury(folder: Path) -> dict[str, list[Raw]]:
    sdn, csl = folder / "ofac" / "sdn_2023-01-21.csv", folder / "csl" / "csl_2022-04-21.csv.gz"
    places: dict[str, str] = defaultdict(str)
    address = (folder / "ofac" / "sdn_address_2023-01-21.csv").read_text(encoding="utf-8", errors="replace")
    for row in csv.DictReader(io.StringIO(address)):
        places[row["ID"]] += f" ; {row['Country']}"
    others: dict[str, list[str]] = defaultdict(list)
    flags: dict[str, str] = {}
    with gzip.open(csl, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            others[row["entity_number"]] += [row["name"], *row["alt_names"].split("; ")]
            flags[row["entity_number"]] = row["vessel_flag"]
    found: dict[str, list[Raw]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(sdn.read_text(encoding="utf-8", errors="replace"))):
        if not (row["Name"] and row["Details"]):
            continue  # the file ends with 0x1A
        found[row["ID"]].append(
            Raw(
                names=[row["Name"], *others[row["ID"]], *re.findall(r"[afn]\.k\.a\. '([^']+)'", row["Details"])],
                text=" ; ".join(filter(None, row.values())) + " ; " + " ; ".join(others[row["ID"]]) + places[row["ID"]],
                births=" ; ".join(re.findall(r"DOB ([^;]+)", row["Details"])),
                programs=frozenset(re.split(r"\] \[", row["Country"])),
                imo=" ".join(re.findall(r"Vessel Registration Identification (?:IMO )?(\d{7})", row["Details"])),
                extra={"flag": flags.get(row["ID"], "")},
            )
        )
    return found


def australia(path: Path) -> dict[str, list[Raw]]:
    book = openpyxl.load_workbook(path, read_only=True)
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    book.close()
    grouped: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        if row[0] is not None and (numbered := re.match(r"\d+", str(row[0]))):
            grouped[numbered[0]].append(row)
    found: dict[str, list[Raw]] = {}
    for number, entry in grouped.items():
        found[number] = [
            Raw(
                names=[" ".join(str(row[1]).split()) for row in entry],
                text=" ; ".join(str(cell) for row in entry for cell in row if cell is not None),
                births=" ; ".join(str(row[4]) for row in entry if row[4] is not None),
                dates=str(entry[0][9]),
                programs=frozenset({str(entry[0][10])}),
            )
        ]
    return found


def japan(path: Path) -> dict[str, list[Raw]]:
    found: dict[str, list[Raw]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            names = [row["latin"], row["kana"], *row["latin_alias"].split(";"), *row["kana_alias"].split(";")]
            found[row["mof_id"]].append(
                Raw(names=names, text=" ; ".join(filter(None, row.values())), births=row["dob"], imo=row["imo"] or "")
            )
    return found


def renderings(day: str) -> set[str]:
    """How lists print a day: `1962-02-18`, `18.2.1962`, `18 Feb 1962`, `18 Feb. 1962`, `18 February 2016`."""
    if len(day) < 10:
        return {day}
    when = date.fromisoformat(day)
    months = (f"{when:%b}", f"{when:%b}.", f"{when:%B}")
    named = {f"{number} {month} {when.year}" for number in (str(when.day), f"{when.day:02}") for month in months}
    return {day, f"{when.day}.{when.month}.{when.year}", *named}


def prints(text: str, day: str) -> bool:
    return any(re.search(rf"(?<!\d){re.escape(one)}(?!\d)", text) for one in renderings(day))


def of(lists: Lists, act: dict[str, Any]) -> Raw:
    entries = lists[act["authority"]].get(act["reference"], [])
    assert len(entries) == 1, f"{act['authority']} {act['reference']} stands {len(entries)} times in the list"
    return entries[0]


@pytest.mark.parametrize(("subject", "act"), ACTS, ids=IDS)
def test_a_designation_is_as_its_list_states_it(lists: Lists, subject: dict[str, Any], act: dict[str, Any]) -> None:
    raw = of(lists, act)
    assert plain(act.get("written", act["name"])) == plain(raw.names[0])
    assert plain(raw.names[0]).startswith(plain(act["name"]))
    for other in (*act.get("aliases", ()), *act.get("weak_aliases", ()), *act.get("former_names", ())):
        assert any(letters(other) in letters(name) for name in raw.names), other
    for born in act.get("born", ()):
        about, _, day = born.rpartition(" ")
        assert prints(raw.births, day), born
        assert not about or about in raw.births
    for passport in act.get("passports", ()):
        assert re.search(rf"(?<!\w){re.escape(passport)}(?!\w)", raw.text), passport
    for number in ("imo", "imo_company", "swift"):
        assert act.get(number, "") in raw.text
    for place in act.get("birth_places", ()):
        assert place in raw.text
    for word in re.findall(r"[A-Z]\w+", act.get("position", "")):
        assert plain(word) in plain(raw.text), word
    assert set(act.get("programs", raw.programs)) == raw.programs
    assert act.get("record", raw.extra.get("DATAID")) == raw.extra.get("DATAID")
    assert not act.get("gender") or act["gender"].casefold() in (raw.extra.get("GENDER") or raw.text).casefold()
    assert act.get("flag", "") == raw.extra.get("flag", act.get("flag", ""))
    assert act.get("measures") == (["vessel ban"] if "Transport" in raw.extra.get("measure", "") else None)
    for code in (*act.get("nationality", ()), *act.get("countries", ())):
        assert re.search(COUNTRIES[code], raw.text), code
    if act["authority"] == "UN":
        assert raw.kind == "DPRK"


@pytest.mark.parametrize(("subject", "act"), ACTS, ids=IDS)
def test_a_designation_is_of_the_day_its_list_prints(
    lists: Lists, subject: dict[str, Any], act: dict[str, Any]
) -> None:
    raw = of(lists, act)
    day = act.get("listed") or act.get("un_date")
    if day is None:
        assert act["authority"] in ("US", "JP") or not re.match(r"\s*(Listed|First listed|Designated)", raw.dates)
        return
    assert prints(raw.dates, day)
    if act["authority"] == "EU":
        un_based = act["reference"].split(".")[0] in ("XIII", "XIV")
        assert ("un_date" in act) is un_based


def test_no_birth_date_and_no_passport_of_the_un_and_the_us_is_left_out(lists: Lists) -> None:
    for _, act in ACTS:
        raw = of(lists, act)
        if act["authority"] == "US":
            assert len(act.get("born", ())) == len(list(filter(None, raw.births.split(" ; ")))), act["reference"]
            assert len(act.get("passports", ())) == raw.text.count("Passport "), act["reference"]
        if act["authority"] == "UN":
            assert len(act.get("born", ())) == len(list(filter(None, raw.births.split(" ; ")))), act["reference"]


@pytest.mark.parametrize(
    ("subject", "authority"),
    [(subject, authority) for subject in BOOK["designations"] for authority in subject.get("absent", ())],
    ids=lambda value: value if isinstance(value, str) else value["subject"],
)
def test_who_is_said_to_be_absent_is_absent(lists: Lists, subject: dict[str, Any], authority: str) -> None:
    mine = {token_set(name) for act in subject["acts"] for name in (act["name"], *act.get("aliases", ()))}
    years = {born[-10:][:4] if "-" in born else born[-4:] for act in subject["acts"] for born in act.get("born", ())}
    imo = {act["imo"] for act in subject["acts"] if "imo" in act}
    passports = {number for act in subject["acts"] for number in act.get("passports", ())}
    for reference, entries in lists[authority].items():
        for raw in entries:
            assert not (raw.imo and raw.imo in imo), reference
            if mine & {token_set(name) for name in raw.names}:
                theirs = set(re.findall(r"(?:19|20)\d\d", raw.births))
                assert years, f"{reference} has the name, and no birth date tells them apart"
                assert theirs, reference
                assert not years & theirs, reference
            shared = {number for number in passports if re.search(rf"(?<!\w){re.escape(number)}(?!\w)", raw.text)}
            assert not shared - STATED_TWICE, reference


STATED_TWICE = {"563410081"}  # the passport that lists give to two men, which the casebook shows


def token_set(name: str) -> str:
    return " ".join(sorted(re.sub(r"[^\w]+", " ", plain(re.sub(r"\(.*?\)", "", name))).split()))


def test_checked_resolutions_bear_the_date_of_the_index(real_data: Path) -> None:
    index = json.loads((real_data / "data" / "law" / "eu_un_acts_index.json").read_text(encoding="utf-8"))
    events = yaml.load(files()["timeline.yaml"], Loader=yaml.BaseLoader)["events"]  # noqa: S506 - text only
    checked = [one for one in events if one.get("act", "").startswith("S/RES/") and one["verified"] == "true"]
    assert len(checked) >= 8
    for event in checked:
        when = date.fromisoformat(event["date"])
        number = event["act"].split()[0].removeprefix("S/RES/")
        mine = [entry for entry in index if re.search(rf"(?:S/RES/|UNSCR ){number}\b", entry["title"])]
        assert mine, event["act"]
        assert any(
            f"on {when.day} {when:%B %Y}".casefold() in entry["title"].casefold() or entry["issued_on"] == event["date"]
            for entry in mine
        ), event["act"]


def test_a_wallet_is_listed_in_this_exact_case(real_lists: Path) -> None:
    details = {}
    for row in csv.DictReader(
        io.StringIO((real_lists / "ofac" / "sdn_2023-01-21.csv").read_text(encoding="utf-8", errors="replace"))
    ):
        details[row["ID"]] = (row["Details"] or "", frozenset(re.split(r"\] \[", row["Country"] or "")))
    wallets = yaml.load(files()["wallets.yaml"], Loader=yaml.BaseLoader)["wallets"]  # noqa: S506 - text only
    assert len({wallet["address"] for wallet in wallets}) == len(wallets)
    for wallet in wallets:
        file = real_lists / "wallets" / f"sanctioned_addresses_{wallet['currency']}.txt"
        assert wallet["address"] in file.read_text(encoding="ascii").split()
        text, programs = details[wallet["holder"]]
        assert f"Digital Currency Address - {wallet['currency']} {wallet['address']}" in text
        assert frozenset(wallet["programs"]) == programs


def figure(words: str) -> dict[str, Any]:
    book = yaml.load(files()["figures.yaml"], Loader=yaml.BaseLoader)["figures"]  # noqa: S506 - text only
    return next(one for one in book if words in one["words"])


def test_the_rival_tallies_add_up(real_data: Path) -> None:
    with (real_data / "data" / "threat" / "dprk_theft_totals_3_sources.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    for column, words in (("tayvano_usd", "2.77 billion"), ("chainalysis_usd", "4.20 billion"), ("trm_usd", "2.69")):
        assert int(figure(words)["quantity"]["low"]) == sum(int(row[column]) for row in rows)
    assert figure("2.77 billion")["words"].endswith(f"in {sum(int(row['tayvano_n']) for row in rows)} incidents.")


@pytest.mark.parametrize("year", [2022, 2024, 2025])
def test_the_missile_tests_of_a_year_are_counted(real_data: Path, year: int) -> None:
    bins = json.loads((real_data / "data" / "events" / "test.en.json").read_text(encoding="utf-8"))["timeBins"]
    tests = [test for each in bins for test in each["data"] if test["date"].startswith(str(year))]
    assert int(figure(f"tested in {year}")["quantity"]["low"]) == len(tests)


def test_the_recorded_votes_and_reviews_are_counted(real_data: Path) -> None:
    rights = real_data / "data" / "rights"
    events = {one["key"]: one for one in yaml.load(files()["timeline.yaml"], Loader=yaml.BaseLoader)["events"]}  # noqa: S506 - text only
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows_of(rights / "dprk_hr_ga_rollcalls.csv"):
        votes[row["unres"]][row["vote"]] += 1
    for key, number in (("ga-60-173", "R/60/173"), ("ga-69-188", "R/69/188")):
        counted = votes[number]
        assert {str(counted[vote]) for vote in ("yes", "no", "abstain")} <= set(
            re.findall(r"\d+", events[key]["summary"])
        )
    reviews = list(rows_of(rights / "dprk_upr_recommendations_2009_2014.csv"))
    by_session = Counter((row["Session"], row["Response"]) for row in reviews)
    assert f"{by_session['6', 'Noted']} recommendations, none accepted" in events["upr-2009"]["summary"]
    assert "Accepted" not in {row["Response"] for row in reviews if row["Session"] == "6"}
    second = sum(count for (session, _), count in by_session.items() if session == "19")
    assert f"{second} recommendations, {by_session['19', 'Accepted']} accepted" in events["upr-2014"]["summary"]
    union = [row for row in reviews if "EU" in row["From-Org"].split(", ")]
    accepted = sum(row["Response"] == "Accepted" for row in union)
    assert f"Of {len(union)} recommendations" in figure("Member States")["words"]
    assert figure("Member States")["quantity"]["low"] == str(accepted)
    scores = {row["Total"] for row in rows_of(rights / "fiw_PRK_2013_2024.csv")}
    assert scores == {figure("Freedom House")["quantity"]["low"]}


def rows_of(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
