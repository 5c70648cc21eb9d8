"""Which parties share an address, a telephone, a director, a document or a hull."""

from collections.abc import Iterator

from whereas.assess.detectors.detector import Detector, Sight, claim
from whereas.core.claim import Claim
from whereas.core.statement import Statement
from whereas.kit.names import joined

_WORDS = {
    "address": "an address", "phone": "a telephone", "email": "a mail address", "website": "a web site",
    "passportNumber": "a passport number", "idNumber": "a document number", "imoNumber": "a hull",
    "registrationNumber": "a registration number", "publicKey": "a wallet address", "swiftBic": "a bank code",
    "director": "a director",
}  # fmt: skip
# An address of one word or two is a town; shorter numbers recur by chance; a number many share is a place-holder.
_SHORTEST = {"address": 14}
_LEAST, _MOST_HOLDERS = 6, 12


def detect(sight: Sight) -> Iterator[Claim]:
    """One claim for each subject and each other party it shares identifiers with."""
    wanted = set(sight.subjects)
    holders: dict[tuple[str, str], dict[str, list[Statement]]] = {}
    for key, value, said in _identifiers(sight):
        holders.setdefault((said.prop if said.prop in _WORDS else "director", value), {}).setdefault(key, []).append(
            said
        )
    shared: dict[tuple[str, str], list[tuple[str, Statement]]] = {}
    for (prop, _value), held in holders.items():
        if not 1 < len(held) <= _MOST_HOLDERS:
            continue
        for one in held.keys() & wanted:
            for other in held.keys() - {one}:
                both = (*held[one], *held[other])
                shared.setdefault((one, other), []).extend((prop, said) for said in both)
    for (one, other), found in sorted(shared.items()):
        what = sorted({_WORDS[prop] for prop, _ in found})
        words = f"{sight.caption(one)} shares {' and '.join(what)} with {sight.caption(other)}."
        yield claim(
            DETECTOR.key, DETECTOR.claims, one, words, (said for _, said in found), as_of=sight.as_of, object_=other,
            path=(other,),
        )  # fmt: skip


def _identifiers(sight: Sight) -> Iterator[tuple[str, str, Statement]]:
    for key, thing in sight.graph.things.items():
        for said in thing.statements:
            if said.prop in _WORDS:
                value = said.value if said.prop == "publicKey" else joined(said.value)
                if len(value) >= _SHORTEST.get(said.prop, _LEAST):
                    yield key, value, said
        for part in sight.graph.of_schema(key, "Directorship"):
            bodies = {sight.of(one) for one in part.get("organization")}
            for said in part.said("director"):
                if key in bodies:
                    yield key, sight.of(said.value), said


DETECTOR = Detector(
    key="shares_identifier",
    title="Shares an identifier",
    claims="shares_identifier",
    looks_for="addresses, telephones, documents, hulls and directors that two parties have in common",
    detect=detect,
    fires="""
        us-1 Company name=Sangnok Trading; phone=+850 2 381 5926
        us-2 Company name=Paektu Shipping; phone=850-2-3815926
    """,
    rests="""
        us-1 Company name=Sangnok Trading; phone=+850 2 381 5926
        us-2 Company name=Paektu Shipping; phone=850-2-3815927
    """,
)
