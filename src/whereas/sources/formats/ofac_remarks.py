"""The Remarks of OFAC's legacy files: cut into clauses, and each clause read by its label."""

import re
from collections.abc import Iterator

from whereas.kit.countries import country_code
from whereas.sources.contract import tidy
from whereas.sources.formats import ofac_facts, ofac_labels
from whereas.sources.formats.ofac_facts import Fact, Subject

# The publisher's field is this long; longer remarks go on in the comments file, cut wherever the field ends.
FIELD_LENGTH = 1000

_WEAK = re.compile(r"(?P<kind>[afn]\.k\.a\.) ['\"](?P<name>.*)['\"]", re.IGNORECASE)
_OPEN = re.compile(r"[afn]\.k\.a\. '", re.IGNORECASE)
_CLOSED = re.compile(r"[afn]\.k\.a\. '.*'(?:\s*\(.*)?$", re.IGNORECASE)
_LABELS = "|".join(re.escape(label) for label in ofac_labels.LABELS)
_CLAUSE = re.compile(
    rf"(?:alt\. )?(?P<label>{_LABELS}|Digital Currency Address - \w+|(?:Listing|Effective) Date \([^)]*\))"
    r"(?=[\s:(]|$)(?:\s*:| -(?=\s))?\s*(?P<value>.*)",
    re.IGNORECASE,
)
_EXPIRES = re.compile(r"\s+expires (?P<date>[\w ]*\d{4})$", re.IGNORECASE)
_ISSUED = re.compile(r"\s+issued (?P<date>[\w ]*\d{4})$", re.IGNORECASE)
_COUNTRY = re.compile(r"\s*\((?P<country>[^()]+(?:\([^()]*\))?)\)$")
_UNKNOWN_LABEL = re.compile(r"(?P<label>[^\W\d][^:\d]{2,60}?)\s*(?::|#|(?=\S*\d))")
_DATE = re.compile(r"\b\d{1,2} [A-Z][a-z]{2} \d{4}\b|\b(?:1[89]|20)\d\d\b")


def clauses(remarks: str) -> Iterator[str]:
    """The clauses of a Remarks field, without the full stop at its end; a semicolon in a quoted name does not cut."""
    held = ""
    for piece in tidy(remarks).removesuffix(".").split("; "):
        clause = f"{held}; {piece}" if held else piece.strip()
        held = ""
        if _OPEN.match(clause) and not _CLOSED.match(clause):
            held = clause
        elif clause:
            yield clause
    if held:
        yield from held.split("; ")


def read(subject: Subject, clause: str, at: str) -> None:
    """State what one clause says; a clause without a known label is kept as a note, and its label is an issue."""
    if weak := _WEAK.fullmatch(clause):
        ofac_facts.state_weak_name(subject, weak["kind"].casefold(), weak["name"], at)
        return
    if (found := _CLAUSE.fullmatch(_unbracketed(clause))) and found["value"]:
        ofac_facts.state(subject, fact(found["label"], found["value"], clause), at)
        return
    # Words alone are prose; words before a number are a label nobody knows.
    without_dates = _DATE.sub("", clause)
    if label := _UNKNOWN_LABEL.match(without_dates):
        subject.unread.note(f"Remarks: {label['label'].strip()}", clause, at)
    ofac_facts.note(subject, clause, at)


def _unbracketed(clause: str) -> str:
    """A clause of `(Linked To: A; Linked To: B)`, as the consolidated list writes it, without its bracket."""
    bare = clause.removeprefix("(") if clause.startswith("(Linked To: ") else clause
    return bare[:-1] if bare.endswith(")") and bare.count(")") > bare.count("(") else bare


def fact(label: str, value: str, text: str) -> Fact:
    """The value with its country in brackets and its dates taken off: `A12 (Iran) issued 2001 expires 2011`."""
    if not ofac_labels.is_document(label):
        return Fact(label=label, value=value, text=text)
    rest, country, issued, expires = value, "", "", ""
    if found := _EXPIRES.search(rest):
        expires, rest = found["date"], rest[: found.start()]
    if found := _ISSUED.search(rest):
        issued, rest = found["date"], rest[: found.start()]
    if (found := _COUNTRY.search(rest)) and found.start() and country_code(found["country"]):
        country, rest = found["country"], rest[: found.start()]
    return Fact(label=label, value=rest, text=text, country=country, issued=issued, expires=expires,
                dated=bool(issued or expires))  # fmt: skip
