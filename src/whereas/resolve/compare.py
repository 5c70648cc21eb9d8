"""Comparison of two profiles, one feature per function, each with its weight in nats and its reason in words.

A weight is a logarithm of odds: how many times likelier the observation is of one party than of two. They are set by
hand from how the lists behave (bench/resolve_dprk.py measures the whole); a function returns None where the feature
says nothing.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein, Indel

from whereas.core.judgement import Reason
from whereas.core.period import PartialDate
from whereas.kit.korean import compare_readings
from whereas.resolve.profile import BODY, ORGANISATION, PERSON, VESSEL, WALLET, Profile
from whereas.resolve.rarity import Rarity

Feature = Callable[[Profile, Profile, Rarity], Reason | None]

# Names below this likeness contradict each other flatly; above the second they are the same name.
NAMES_APART, NAMES_EQUAL = 0.5, 0.85
_CONTRADICTING = -7.0


def person_names(left: Profile, right: Profile, rarity: Rarity) -> Reason | None:
    """The best pair of names: Korean readings by sound, others by words weighted with their rarity."""
    if not left.all_names or not right.all_names:
        return None
    likeness, information, words = _best_reading(left, right, rarity)
    plain = _best_words(left, right, rarity)
    if plain[0] > likeness or (plain[0] == likeness and plain[1] > information and not left.readings):
        likeness, information, words = plain
    return _name_reason((likeness, information, words), left, right)


def _name_reason(best: tuple[float, float, str], left: Profile, right: Profile) -> Reason | None:
    likeness, information, words = best
    if likeness < NAMES_APART:
        weak = _weak_name(left, right)
        if weak is not None:
            return weak
        weight = _CONTRADICTING
        words = f"no name of one is like a name of the other (“{left.label}”, “{right.label}”)"
    else:
        # From a contradiction at 0.5 over nothing at 0.7 to all the name's information at 1.
        weight = information * (likeness - 0.7) / 0.3 if likeness >= 0.7 else _CONTRADICTING * (0.7 - likeness) / 0.2
    return Reason(feature="name", weight=round(weight, 2), words=words, left=left.label, right=right.label)


def _weak_name(left: Profile, right: Profile) -> Reason | None:
    """A weak alias that both bear, or that is the other's name: no contradiction, and little more."""
    mine = {"".join(sorted(name.lower().split())) for name in left.all_names}
    theirs = {"".join(sorted(name.lower().split())) for name in right.all_names}
    if not mine & theirs:
        return None
    words = "a weak alias of one is a name of the other"
    return Reason(feature="weak name", weight=1.0, words=words, left=left.label, right=right.label)


# What an equal Korean name says: little, for a few hundred given names and some twenty surnames serve millions.
_KOREAN_INFORMATION = {1: 2.5, 2: 4.5}
# What is lost where one list gives the name to several of its entries: it is known to be shared.
_KNOWN_HOMONYM = 1.5


def _shared(key: str, rarity: Rarity) -> float:
    return _KNOWN_HOMONYM if rarity.bearers.get(key, 0) > 1 else 0.0


def _best_reading(left: Profile, right: Profile, rarity: Rarity) -> tuple[float, float, str]:
    if not left.readings or not right.readings:
        return 0.0, 0.0, ""
    best = (-1.0, 0.0, "")
    for one in left.readings:
        for other in right.readings:
            found = compare_readings(one, other)
            information = _KOREAN_INFORMATION.get(len(one.given), 4.5)
            information -= max(_shared(one.key, rarity), _shared(other.key, rarity))
            if (found.score, information) > best[:2]:
                best = (found.score, information, found.words)
    return best


_MOST_NAME_INFORMATION = 7.0


def _best_words(left: Profile, right: Profile, rarity: Rarity) -> tuple[float, float, str]:
    best = (0.0, 0.0, "")
    for words in left.sorted_forms.keys() & right.sorted_forms.keys():
        if left.sorted_forms[words] in left.plain_forms or right.sorted_forms[words] in right.plain_forms:
            information = _information(words, rarity) - _shared(" ".join(words), rarity)
            best = max(best, (1.0, information, f"both are called “{' '.join(words)}”"))
    if best[0]:
        return best
    for mine, theirs in _word_pairs(left, right):
        likeness, information = _word_likeness(mine, theirs, rarity)
        if (likeness, information) > best[:2]:
            best = (likeness, information, f"“{' '.join(mine)}” and “{' '.join(theirs)}” share words")
    return best


def _word_pairs(left: Profile, right: Profile) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Names to compare word by word; two that both read as Korean are compared by sound alone, for order counts."""
    for mine in left.token_forms:
        for theirs in right.token_forms:
            if mine in left.plain_forms or theirs in right.plain_forms:
                yield mine, theirs


def _information(words: tuple[str, ...], rarity: Rarity, *, body: bool = False) -> float:
    return min(sum(rarity.of_name_word(word, body=body) for word in words) * 0.6, _MOST_NAME_INFORMATION)


def _word_likeness(
    mine: tuple[str, ...], theirs: tuple[str, ...], rarity: Rarity, *, body: bool = False
) -> tuple[float, float]:
    """How much of the information of two names is shared, and how much that is (in nats)."""
    mine, theirs = sorted((mine, theirs))  # pairing words is greedy: one order, so that it is symmetric
    if "".join(mine) == "".join(theirs):
        return 1.0, min(_information(mine, rarity, body=body), _information(theirs, rarity, body=body))
    if set(mine).isdisjoint(theirs) and not any(_alike(word, other) for word in mine for other in theirs):
        return 0.0, 0.0
    rest = list(theirs)
    shared = total = 0.0
    for word in mine:
        says = rarity.of_name_word(word, body=body)
        total += says
        alike, other = max(((_alike(word, one), one) for one in rest), default=(0.0, ""))
        if alike:
            shared += alike * min(says, rarity.of_name_word(other, body=body))
            rest.remove(other)
    surplus = sum(rarity.of_name_word(word, body=body) for word in rest)
    covered = shared / total if total else 0.0
    whole = shared / (total + surplus) if total + surplus else 0.0
    smaller = max(covered, shared / (shared + surplus) if shared + surplus else 0.0)
    # A name within a longer one (a father's or a second name left out) is likelier than two half names.
    likeness = 0.5 * whole + 0.5 * smaller if min(len(mine), len(theirs)) > 1 else whole
    return likeness, min(shared * 0.6, _MOST_NAME_INFORMATION)


# Spellings of one word are at least this alike (Indel similarity); below, they are other words.
_WORDS_ALIKE = 0.75


@lru_cache(maxsize=200_000)
def _alike(left: str, right: str) -> float:
    if left == right:
        return 1.0
    if abs(len(left) - len(right)) > 3 or (left[0] != right[0] and left[1:2] != right[1:2]):
        return 0.0
    if not (left.isalpha() and right.isalpha()):
        return 0.0  # numbers are equal or they are other numbers
    return float(Indel.normalized_similarity(left, right, score_cutoff=_WORDS_ALIKE))


def birth_dates(left: Profile, right: Profile, rarity: Rarity) -> Reason | None:
    """The best pair of birth dates: equal, compatible, off by a slip, or in conflict."""
    pairs = [
        (*_birth_weight(mine, theirs, circa=left.birth_circa or right.birth_circa), mine, theirs)
        for mine in left.births
        for theirs in right.births
    ]
    if not pairs:
        return None
    weight, words, mine, theirs = max(pairs)
    if weight == 3.0 and len(set(left.births) & set(right.births)) > 1:
        weight, words = 3.5, "the same several birth dates"
    return Reason(feature="birth date", weight=weight, words=words, left=mine, right=theirs)


def _birth_weight(mine: str, theirs: str, *, circa: bool) -> tuple[float, str]:
    if mine == theirs and len(mine) == 10:
        if mine.endswith("-01-01"):  # what registers write where they know the year alone
            return 4.0, "born on the same 1 January, which often stands for a year"
        return 7.5, "born on the same day"
    if PartialDate(mine).agrees(PartialDate(theirs)):
        if min(len(mine), len(theirs)) == 4:
            return 3.0, "birth dates agree as far as both are known"
        return 4.5, "born in the same month"
    slip = _slip(mine, theirs) if len(mine) == len(theirs) == 10 else None
    return slip or _birth_conflict(abs(int(mine[:4]) - int(theirs[:4])), circa=circa)


def _slip(mine: str, theirs: str) -> tuple[float, str] | None:
    """Two full dates that a known kind of slip parts; None where none does."""
    apart = abs((PartialDate(mine).earliest - PartialDate(theirs).earliest).days)
    same_year = mine[:4] == theirs[:4]
    kinds = (
        (apart == 1, 4.5, "birth dates one day apart: a slip of conversion seen in lists"),
        (same_year and mine[5:7] == theirs[8:] and mine[8:] == theirs[5:7], 4.5, "day and month of birth are swapped"),
        (DamerauLevenshtein.distance(mine, theirs) == 1, 2.0, "birth dates differ in one digit"),
        (same_year and "-01-01" in (mine[4:], theirs[4:]), 1.0, "born in one year, once as its often formal 1 January"),
        (same_year, -2.5, "born in the same year on other days"),
        (mine[5:] == theirs[5:], -1.0, "born on the same day of another year"),
    )
    return next(((weight, words) for holds, weight, words in kinds if holds), None)


def _birth_conflict(years: int, *, circa: bool) -> tuple[float, str]:
    if circa and years <= 2:
        return -0.5, "birth years a little apart, one of them approximate"
    return (-4.0, "birth years one apart") if years == 1 else (-7.0, "born in other years")


def documents(left: Profile, right: Profile, rarity: Rarity) -> Reason | None:
    """A document number that both bear, or one that a slip of one digit parts."""
    if not left.numbers or not right.numbers:
        return None
    if shared := sorted(left.numbers.keys() & right.numbers.keys()):
        mine, theirs = left.numbers[shared[0]], right.numbers[shared[0]]
        return Reason(feature="document", weight=9.0, words="the same document number", left=mine, right=theirs)
    for mine in sorted(left.numbers):
        for theirs in sorted(right.numbers):
            if min(len(mine), len(theirs)) >= 8 and DamerauLevenshtein.distance(mine, theirs, score_cutoff=1) == 1:
                words = "document numbers differ in one character"
                return Reason(
                    feature="near document",
                    weight=2.0,
                    words=words,
                    left=left.numbers[mine],
                    right=right.numbers[theirs],
                )
    words = "other document numbers (a person may hold several)"
    mine, theirs = next(iter(left.numbers.values())), next(iter(right.numbers.values()))
    return Reason(feature="document", weight=-0.5, words=words, left=mine, right=theirs)


def references(left: Profile, right: Profile, rarity: Rarity) -> Reason | None:
    """An authority's own reference that both carry: lists say so that they mean one listing."""
    if shared := sorted(left.references & right.references):
        words = f"both carry the authority's reference {shared[0].upper()}"
        return Reason(feature="authority reference", weight=12.0, words=words, left=shared[0], right=shared[0])
    if shared := sorted(left.un & right.un):
        words = f"both carry the United Nations reference {shared[0]}"
        return Reason(feature="authority reference", weight=12.0, words=words, left=shared[0], right=shared[0])
    if left.un and right.un:
        mine, theirs = min(left.un), min(right.un)
        words = "the lists name two United Nations references"
        return Reason(feature="UN references differ", weight=-6.0, words=words, left=mine, right=theirs)
    return None


def same_list(left: Profile, right: Profile, rarity: Rarity) -> Reason | None:
    """Two entries of one list: a list is presumed to list a party once."""
    if left.listing != right.listing:
        return None
    words = "two entries of one list are presumed to be two parties"
    return Reason(feature="same list", weight=-6.0, words=words, left=left.listing, right=right.listing)


def genders(left: Profile, right: Profile, rarity: Rarity) -> Reason | None:
    """Only a conflict counts: that two people are men says nothing."""
    if left.genders and right.genders and not left.genders & right.genders:
        mine, theirs = min(left.genders), min(right.genders)
        return Reason(feature="gender", weight=-3.0, words="the lists give other genders", left=mine, right=theirs)
    return None


def nationalities(left: Profile, right: Profile, rarity: Rarity) -> Reason | None:
    """Only a difference counts, and little: agreement says nothing about who somebody is."""
    if left.countries and right.countries and not left.countries & right.countries:
        mine, theirs = ", ".join(sorted(left.countries)), ", ".join(sorted(right.countries))
        return Reason(feature="countries", weight=-1.5, words="no country in common", left=mine, right=theirs)
    return None


# Place names too large to say anything of a birth.
_WIDE_PLACES = """north korea south dprk pyongyang the of democratic people republic province city district region
iran iraq syria afghanistan pakistan russia libya lebanon egypt ussr village tehran baghdad moscow"""


def places(left: Profile, right: Profile, rarity: Rarity) -> Reason | None:
    """A birthplace that both lists name, countries and capitals aside."""
    wide = _WIDE_PLACES.split()
    mine = {word for place in left.places for word in place.split()}
    theirs = {word for place in right.places for word in place.split()}
    shared = sorted(word for word in mine & theirs if len(word) > 3 and word not in wide)
    if shared:
        words = f"birthplaces share “{' '.join(shared)}”"
        return Reason(feature="birthplace", weight=2.0, words=words, left=min(left.places), right=min(right.places))
    return None


_MOST_CIRCUMSTANCES = 4.5


def circumstances(left: Profile, right: Profile, rarity: Rarity) -> Reason | None:
    """Rare words that both entries' positions, reasons and linked parties use (a bank's name, a post abroad)."""
    shared = set(left.words).intersection(right.words)
    if not shared:
        return None
    own = {word for profile in (left, right) for form in profile.token_forms for word in form}
    telling = [found for found in rarity.of_context(shared - own, left.countries | right.countries) if found[0] > 2.0]
    if not telling:
        return None
    # Words come in company (Tanchon Commercial Bank): the second and third say less than the first.
    weight = min(
        sum((says - 1.5) / (place + 1) ** 1.5 for place, (says, _) in enumerate(telling[:6])), _MOST_CIRCUMSTANCES
    )
    words = "positions and reasons share: " + ", ".join(word for _, word in telling[:6])
    return Reason(feature="circumstances", weight=round(weight, 2), words=words)


def addresses(left: Profile, right: Profile, rarity: Rarity) -> Reason | None:
    """Addresses that share a number or most of their words."""
    best, pair = 0.0, ("", "")
    for mine in left.addresses:
        for theirs in right.addresses:
            one, other = set(mine.split()), set(theirs.split())
            common = one & other
            likeness = len(common) / min(len(one), len(other))
            exact = any(word.isdigit() for word in common) and len(common) >= 3
            weight = 3.0 * likeness if exact else 1.0 * likeness if len(common) >= 2 else 0.0
            if weight > best:
                best, pair = weight, (mine, theirs)
    if best < 0.7:
        return None
    return Reason(
        feature="address", weight=round(best, 2), words="addresses share their words", left=pair[0], right=pair[1]
    )


# Identifiers that name one party in the world, and those whose number may be shared (branches, agents, reissued).
_CERTAIN = frozenset({"LEI", "IMO", "INN", "OGRN", "USCC", "address", "serial number", "social security", "DUNS"})


def identifiers(left: Profile, right: Profile, rarity: Rarity) -> Reason | None:
    """Register numbers: equal, or in conflict where the register gives one number to one party."""
    if shared := sorted(left.identifiers & right.identifiers):
        label, form = min(shared, key=lambda one: (one[0] not in _CERTAIN, one))
        if label in _CERTAIN or (label not in ("MMSI", "call sign") and _same_country(left, right)):
            return Reason(feature="identifier", weight=10.0, words=f"the same {label} number", left=form, right=form)
        return Reason(feature="shared number", weight=3.0, words=f"the same {label} number", left=form, right=form)
    for label in sorted(_CERTAIN - {"address"}):
        mine = sorted(form for kind, form in left.identifiers if kind == label)
        theirs = sorted(form for kind, form in right.identifiers if kind == label)
        if mine and theirs:
            words = f"other {label} numbers"
            return Reason(feature="identifier conflict", weight=-8.0, words=words, left=mine[0], right=theirs[0])
    return None


def _same_country(left: Profile, right: Profile) -> bool:
    return not left.countries or not right.countries or bool(left.countries & right.countries)


def organisation_names(left: Profile, right: Profile, rarity: Rarity) -> Reason | None:
    """The best pair of organisation names, legal forms aside; numbers in a name must agree."""
    mine, theirs = left.organisation_keys, right.organisation_keys
    best = (0.0, 0.0, "")
    for key in mine.keys() & theirs.keys():
        information = min(_information(core, rarity, body=True) for core in (mine[key].core, theirs[key].core))
        information -= 2 * _shared(f"o:{key}", rarity)  # an alias of several bodies is a family name
        best = max(best, (1.0, information, f"both are called “{' '.join(mine[key].core)}”"))
    if not best[0]:
        for one in left.organisation_names:
            for other in right.organisation_names:
                if one.digits != other.digits:
                    continue
                likeness, information = _word_likeness(one.core, other.core, rarity, body=True)
                best = max(best, (likeness, information, f"“{' '.join(one.core)}” and “{' '.join(other.core)}”"))
    if not left.organisation_names or not right.organisation_names:
        return None
    return _name_reason(best, left, right)


def organisation_countries(left: Profile, right: Profile, rarity: Rarity) -> Reason | None:
    """A country in common counts a little for organisations: names of ministries and banks repeat in every country."""
    if shared := sorted(left.countries & right.countries):
        return Reason(
            feature="country", weight=1.0, words="listed with the same country", left=shared[0], right=shared[0]
        )
    return None


def organisation_programmes(left: Profile, right: Profile, rarity: Rarity) -> Reason | None:
    """The same programme, by its subject: for organisations only; for people it would say no more than nationality."""
    if shared := sorted(left.themes & right.themes):
        words = "listed under programmes on the same subject"
        return Reason(feature="programme", weight=1.0, words=words, left=shared[0], right=shared[0])
    return None


def vessel_names(left: Profile, right: Profile, rarity: Rarity) -> Reason | None:
    """Ships' names with their numbers: sisters differ in the number alone; renaming is common, so little is lost."""
    if not left.vessel_names or not right.vessel_names:
        return None
    mine = {(name.name, name.number) for name in left.vessel_names}
    theirs = {(name.name, name.number) for name in right.vessel_names}
    if shared := sorted(mine & theirs):
        words = f"both are called “{' '.join(shared[0]).strip()}”"
        return Reason(feature="name", weight=3.0, words=words, left=left.label, right=right.label)
    if sisters := sorted({name for name, number in mine if number} & {name for name, number in theirs if number}):
        words = f"numbered sisters of “{sisters[0]}”: other numbers are other ships"
        return Reason(feature="sister ships", weight=-5.0, words=words, left=left.label, right=right.label)
    return Reason(
        feature="name", weight=-1.0, words="other names (ships are renamed)", left=left.label, right=right.label
    )


def wallet_addresses(left: Profile, right: Profile, rarity: Rarity) -> Reason | None:
    """Addresses that are equal, or equal but for case where one was printed in small letters throughout."""
    mine = {form for label, form in left.identifiers if label == "address"}
    theirs = {form for label, form in right.identifiers if label == "address"}
    if shared := sorted(mine & theirs):
        return Reason(feature="identifier", weight=16.0, words="the same address", left=shared[0], right=shared[0])
    for one in sorted(mine):
        for other in sorted(theirs):
            if one.lower() == other.lower() and one.lower() in (one, other):
                words = "the same address, its case lost in one list"
                return Reason(feature="identifier", weight=14.0, words=words, left=one, right=other)
    return None


FEATURES: dict[str, tuple[Feature, ...]] = {
    PERSON: (
        person_names, birth_dates, documents, identifiers, references, genders, nationalities, places, circumstances,
        addresses,
    ),
    ORGANISATION: (
        organisation_names, identifiers, documents, references, organisation_countries, organisation_programmes,
        circumstances, addresses,
    ),
    VESSEL: (vessel_names, identifiers, references),
    WALLET: (wallet_addresses,),
}  # fmt: skip
FEATURES["aircraft"] = (person_names, identifiers, references)
FEATURES[BODY] = FEATURES[ORGANISATION]


def compare(left: Profile, right: Profile, rarity: Rarity) -> tuple[Reason, ...]:
    """Every feature that says something of the pair, heaviest first; symmetric in its weights.

    A body against a person is compared as persons are, a body against an organisation as organisations are.
    """
    kind = left.kind if left.kind == right.kind else next(one for one in (left.kind, right.kind) if one != BODY)
    features = (*FEATURES[kind], same_list)
    found = [reason for feature in features if (reason := feature(left, right, rarity)) is not None]
    return tuple(sorted(found, key=lambda reason: (-abs(reason.weight), reason.feature)))
