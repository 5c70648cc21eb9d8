"""The words that every rendering of a dossier shares, so that no two of them say different things."""

from collections.abc import Iterator, Mapping

from whereas.publish.dossier.clocks import passed
from whereas.publish.dossier.model import Dossier, Place, Proposition, Seal

Section = tuple[str, str, tuple[str, ...]]

_LABELS = {
    "name": "Name", "alias": "Also known as", "weakAlias": "Perhaps also known as", "birthDate": "Date of birth",
    "birthPlace": "Place of birth", "nationality": "Nationality", "gender": "Gender", "position": "Function",
    "passportNumber": "Passport", "idNumber": "Identity document", "imoNumber": "IMO number", "flag": "Flag",
    "registrationNumber": "Registration number", "taxNumber": "Tax number", "jurisdiction": "Jurisdiction",
    "country": "Country", "address": "Address",
}  # fmt: skip


def label(name: str) -> str:
    """What an identifying field is called before a reader."""
    return _LABELS.get(name, name)


def plain(text: str) -> str:
    """`not_shown` as `not shown`."""
    return text.replace("_", " ")


def caution(dossier: Dossier) -> str:
    """How far the text of the standard was checked, in a sentence."""
    if dossier.verified:
        return "The text of the standard is restated from public sources about the act; no lawyer has signed it."
    return "The text of the standard is restated from memory; nobody has held it against the act."


def title(dossier: Dossier) -> str:
    """What the document is called."""
    return f"Proposal: {dossier.caption}"


def facts(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """What stands at the head of every rendering, as (label, text)."""
    known = f"what was recorded by the end of {dossier.known_on}" if dossier.known_on else "all that was recorded"
    return (
        ("Copy", "Internal copy" if dossier.internal else "Copy for the listing package"),
        ("Marking", dossier.marking),
        ("Standard", f"{dossier.title}, {dossier.article}: {dossier.words}"),
        ("Standard of proof", f"{dossier.asks} ({dossier.forum})"),
        ("Day of the act", dossier.adoption),
        ("Rests on", f"{known}, up to entry {dossier.ledger_size:,} of the ledger"),
        ("Verdict", plain(dossier.verdict)),
        ("Digest", f"SHA-256 {dossier.id} of dossier.json"),
    )


def identity(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """Who is meant, as (label, text), with what is not known and how the search for homonyms came out."""
    rows = [(label(name), "; ".join(values)) for name, values in dossier.identifying]
    if dossier.unknown:
        rows.append(("Not known", ", ".join(label(name).lower() for name in dossier.unknown)))
    found = "; ".join(dossier.homonyms) or "none was found"
    rows.append(("Others of the name", f"{found} ({dossier.searched})" if dossier.searched else "nobody searched"))
    return tuple(rows)


def measure(one: Proposition) -> str:
    """How a proposition came out, in a line."""
    period = f" Period: {one.start or 'not known'} to {one.end or 'not known'}." if one.start or one.end else ""
    place = f" Place: {one.place}." if one.place else ""
    confidence = f" Confidence: {one.confidence}." if one.confidence else ""
    recorded = f" Recorded {one.recorded}{f' by {one.author}' if one.author else ''}."
    origins = f"{one.origins} independent origin{'' if one.origins == 1 else 's'}, {one.needed} needed"
    return f"{plain(one.verdict).capitalize()}; {origins}.{period}{place}{confidence}{recorded}"


def source(place: Place) -> str:
    """Where a quotation stands, in a line."""
    graded = (f"grade {place.grade}" if place.grade else "", place.origin)
    available = f"available since {place.available}" if place.available else ""
    parts = (place.title, place.publisher, place.evidence, *graded, available, place.locator)
    left = f"; left out: {place.why_not}" if place.why_not else ""
    kept = f"; not in the listing copy as it stands: {place.kept_back}" if place.kept_back else ""
    return ", ".join(part for part in parts if part) + left + kept


def translated(place: Place) -> str:
    """The translation of a quotation with who made it; empty where there is none."""
    if not place.translation:
        return ""
    return f"“{place.translation}” (translation by {place.translator or 'nobody named'})"


def seal_lines(one: Seal, ledger_size: int) -> tuple[str, ...]:
    """What is known of an exhibit, line by line: from its bytes over its custody to its time stamps."""
    return tuple(_seal_lines(one, ledger_size))


def _seal_lines(one: Seal, ledger_size: int) -> Iterator[str]:
    if not one.sha256:
        yield f"Withheld; the reason is on record. Summary: {one.summary or 'none was agreed.'}"
        return
    yield ", ".join(part for part in (one.evidence, one.publisher, one.name, f"{one.size:,} bytes") if part)
    yield f"Captured {one.captured_at}" + (f" from {one.origin}" if one.origin else "")
    if one.disclosure != "open":
        yield f"Disclosure: {one.disclosure} ({one.withheld or 'no reason filed'}). Summary: {one.summary or 'none'}"
    yield f"SHA-256 {one.sha256}"
    yield f"SHA3-512 {one.sha3_512}"
    yield f"Log entry {one.log_number:,} of {ledger_size:,}" + (
        "" if one.log_entry else "; its proof of inclusion is kept with the internal copy"
    )
    for at, actor, action, note in one.custody:
        yield f"Custody: {at} {action}" + (f" by {actor}" if actor else "") + (f" ({note})" if note else "")
    for state, time, _token in one.stamps:
        yield f"Time stamp: {state} {time}".strip()
    if not one.stamps:
        yield "Time stamp: none"


def cited_at(dossier: Dossier) -> Mapping[str, tuple[str, ...]]:
    """By the short name of an element, proposition or exhibit: what leads to it (sentence ids, `P1`), in order."""
    found: dict[str, list[str]] = {}
    for line in dossier.lines:
        for short in (*line.claims, *line.elements):
            found.setdefault(short, []).append(line.id)
    for one in dossier.propositions:
        for place in (*one.spans, *one.against):
            if one.short not in found.setdefault(place.seal, []):
                found[place.seal].append(one.short)
    for part in dossier.elements:
        for short in part.claims:
            found.setdefault(f"{short}/elements", []).append(part.short)
    return {key: tuple(value) for key, value in found.items()}


def sections(dossier: Dossier) -> tuple[Section, ...]:
    """The lists that every rendering shows, as (id, title, items in words); empty ones are left out."""
    steps = (f"{who} {does}{_basis(basis, verified)}" for who, does, basis, verified in dossier.procedure)
    acts = (f"{name}{f' ({number})' if number else ''}{_basis('', seen)}" for name, number, seen in dossier.acts)
    found = (
        ("bars", "What keeps the listing copy in (internal)", dossier.bars),
        ("checks", "Checks (internal)", tuple(finding(one) for one in dossier.findings)),
        ("adverse", "Adverse evidence (internal)", dossier.adverse),
        ("left-out", "Left out (internal)", dossier.removed),
        ("proportionality", "Proportionality", (dossier.proportionality,) if dossier.proportionality else ()),
        ("acts", "Acts", tuple(acts)),
        ("procedure", "Procedure", tuple(steps)),
        ("clocks", "Clocks", tuple(_clock(dossier, *one) for one in dossier.clocks)),
    )
    return tuple(one for one in found if one[2])


def _clock(dossier: Dossier, words: str, day: str, basis: str, verified: bool) -> str:
    when = day or "runs from another event"
    over = ", which has passed on the day of the act" if passed(day, dossier.adoption) else ""
    return f"{words}: {when}{over}{_basis(basis, verified)}"


def finding(found: tuple[str, int, str, str, str, str]) -> str:
    """What a check found, in a line."""
    rule, sentence, words, todo, weight, basis = found
    where = f", sentence {sentence}" if sentence else ""
    return f"{rule} {weight}{where}: {words}. To do: {todo.rstrip('.')}." + (f" Source: {basis}." if basis else "")


def _basis(basis: str, verified: bool) -> str:
    parts = [part for part in (basis, "" if verified else "not checked") if part]
    return f" ({', '.join(parts)})" if parts else ""


def footer(dossier: Dossier) -> str:
    """From what the dossier was made, in a line."""
    return (
        f"Whereas {dossier.version}; ledger root {dossier.ledger_root}, {dossier.ledger_size:,} entries. Check the "
        "folder with: python3 verify_dossier.py"
    )
