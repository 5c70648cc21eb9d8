"""A dossier as one plain value: what every rendering shows, what is embedded in the PDF, and what is verified."""

import msgspec

from whereas.core.canon import canonical, digest
from whereas.core.verdict import Verdict

FORMAT = "whereas-dossier/1"

# What stands at the end of every copy, so that a proof is not read for more than it proves.
NON_CLAIMS = (
    "A digest shows that bytes are as they were captured; it does not show that they are true, whole, or authentic.",
    "A time stamp shows that the bytes were there at a time; it says nothing of what was there before.",
    "A grade is an analyst's judgement of a source and an item; it is no probability.",
    "Independent origins are not known to repeat one another; one that hides what it repeats is not seen.",
    "“Shown” means that the exhibits at hand meet the proof this file asks for; it is no finding of a court.",
    "“Not shown” means that nothing at hand shows it; it does not mean that it did not happen.",
    "The text of law in this file is restated, and is marked where nobody has held it against the act.",
    "RELEASE.json and the verifier travel with what they check: hold the dossier's digest against one told elsewhere.",
)
# What stands beside a seal, by what the seal is.
BESIDE_DIGEST = "The digests show that these are the bytes that were captured, not that what they say is true."
BESIDE_STAMP = "The time stamp shows that the bytes were there then, not where they come from."
BESIDE_NO_STAMP = "No time stamp proves when the bytes were there: the time of capture is what a machine's clock said."
BESIDE_BAD_STAMP = "A time stamp that is not verified proves no time."
BESIDE_WITHHELD = "What is withheld cannot be checked with this copy."


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A quotation with all that leads down to its bytes.

    `seal` is the short name of its exhibit (`X2`), `exhibit` its SHA-256 where the copy may say it; `origin` a number
    that independent origins do not share; `kept_back` why the listing copy shows less, for the internal copy.
    """

    seal: str
    exhibit: str
    locator: str
    quote: str
    summary: str
    lang: str
    translation: str
    translator: str
    title: str
    publisher: str
    evidence: str
    grade: str
    origin: str
    available: str
    stamp: str
    admitted: bool
    why_not: str = ""
    kept_back: str = ""


class Proposition(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of the dossier; `id` is its full id, `short` how sentences refer to it (`P3`)."""

    id: str
    short: str
    kind: str
    words: str
    verdict: str
    origins: int
    needed: int
    start: str
    end: str
    place: str
    confidence: str
    author: str
    recorded: str
    spans: tuple[Place, ...]
    against: tuple[Place, ...]
    weak: tuple[str, ...]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A numbered sentence of the reasons with what it rests on and the elements it serves."""

    number: int
    id: str
    text: str
    unchecked: bool
    claims: tuple[str, ...]
    elements: tuple[str, ...]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """An element of the standard: its verdict and, where it is not shown, what would turn it.

    `short` is `L1`: E1 to E16 are rules, and C3 is a grade.
    """

    key: str
    short: str
    words: str
    group: str
    verdict: str
    claims: tuple[str, ...]
    turn: str


class Seal(msgspec.Struct, frozen=True, kw_only=True):
    """An exhibit of the dossier: digests, where it comes from, who held it, its stamps, its place in the log.

    `file` is its path in the package, empty where its bytes are not in it. Stamps are (state, time, file of the
    token); custody is (time, actor, action, note). Of a withheld exhibit a listing copy has `short`, `title`,
    `disclosure` and `summary`, and nothing else. `not_proved` is what the seals beside it do not prove.
    """

    short: str
    sha256: str
    sha3_512: str
    size: int
    name: str
    file: str
    title: str
    evidence: str
    publisher: str
    origin: str
    captured_at: str
    disclosure: str
    summary: str
    withheld: str
    stamps: tuple[tuple[str, str, str], ...]
    custody: tuple[tuple[str, str, str, str], ...]
    log_entry: str
    log_number: int
    log_proof: tuple[str, ...]
    not_proved: tuple[str, ...]


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """A listing proposal, whole: the same inputs give the same value and the same bytes in every rendering.

    `findings` are (rule, sentence or 0, words, what to do, weight, source of the rule); `unknown` are the identifiers
    that a listing asks for and nobody recorded; `searched` is what homonyms were looked for in.
    """

    format: str
    subject: str
    caption: str
    kind: str
    identifying: tuple[tuple[str, tuple[str, ...]], ...]
    unknown: tuple[str, ...]
    homonyms: tuple[str, ...]
    searched: str
    standard: str
    title: str
    article: str
    words: str
    verified: bool
    acts: tuple[tuple[str, str, bool], ...]
    forum: str
    asks: str
    adoption: str
    known_on: str
    copy: str
    verdict: str
    lines: tuple[Line, ...]
    elements: tuple[Part, ...]
    propositions: tuple[Proposition, ...]
    findings: tuple[tuple[str, int, str, str, str, str], ...]
    adverse: tuple[str, ...]
    removed: tuple[str, ...]
    bars: tuple[str, ...]
    proportionality: str
    procedure: tuple[tuple[str, str, str, bool], ...]
    clocks: tuple[tuple[str, str, str, bool], ...]
    exhibits: tuple[Seal, ...]
    non_claims: tuple[str, ...]
    marking: str
    ledger_root: str
    ledger_size: int
    policy: tuple[tuple[str, str], ...]
    version: str

    @property
    def id(self) -> str:
        """SHA-256 (hex) of all it says: the digest of `dossier.json`."""
        return digest(msgspec.to_builtins(self))

    @property
    def internal(self) -> bool:
        """Whether this is the copy that stays in the house."""
        return self.copy == "internal"

    @property
    def stands(self) -> bool:
        """Whether every element is shown and no check fails."""
        return self.verdict == Verdict.SHOWN.value and not any(one[4] == "fails" for one in self.findings)

    def manifest(self) -> bytes:
        """The dossier as canonical JSON (RFC 8785): what is embedded, compared and verified."""
        return canonical(msgspec.to_builtins(self))
