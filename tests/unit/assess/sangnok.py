"""The fictional case of the Sangnok detention centre in memory: invented people, their exhibits, claims and a draft."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from whereas.assess.draft import Draft, Identity, Sentence
from whereas.assess.grounds import Paper, Papers, roots
from whereas.assess.record import record
from whereas.core.claim import Claim
from whereas.core.filing import Filing, Settlement
from whereas.core.span import Span
from whereas.policy.standards import standards

SUBJECT = "han-jae-mok"
CAPTION = "Han Jae-mok"
ADOPTION = "2024-07-22"
STANDARD = "eu-human-rights/torture"

TEXTS = {
    "account-1.txt": "I was held at Sangnok in 2017. Han Jae-mok was the head; the guards stood up when he came in.\n"
    "They beat us in the intake room until some could not stand.\n",
    "account-2.txt": "In 2019 I was brought to Sangnok. The chief of the centre was Han Jae-mok.\n"
    "In the intake room a guard beat me with a rifle butt. Nobody was ever brought before a judge.\n"
    "Han himself told the guards to begin.\n",
    "account-3.txt": "I was in Sangnok in 2018. On the day I came, Han Jae-mok had just arrived.\n"
    "The beatings in the intake room were every day.\n",
    "imagery.txt": "Imagery of 4 May 2018: a walled yard, a gate house, and a low building beside the gate.\n",
    "media.txt": "상록 구류장 소장 한재목은 2016년부터 2021년까지 사업을 지도하였다.\n",
}
_FILED = {
    "account-1.txt": ("testimony", "A former detainee", "2022-03-01"),
    "account-2.txt": ("testimony", "Another former detainee", "2022-05"),
    "account-3.txt": ("testimony", "A third former detainee", "2023"),
    "imagery.txt": ("imagery", "An invented satellite company", "2018-05-04"),
    "media.txt": ("dprk_media", "An invented State paper", "2021-04-15"),
}


def sha(name: str) -> str:
    """The digest of an exhibit of the case."""
    return hashlib.sha256(TEXTS[name].encode()).hexdigest()


def span(name: str, quote: str, *, credibility: str = "2", lang: str = "en", **more: str) -> Span:
    """A quotation that stands in an exhibit of the case, with its place."""
    start = TEXTS[name].index(quote)
    return Span(
        exhibit=sha(name), locator=f"page:1@{start}-{start + len(quote)}", quote=quote, credibility=credibility,
        lang=lang, **more,
    )  # fmt: skip


def paper(name: str) -> Paper:
    """An exhibit of the case as it is filed."""
    evidence, publisher, available = _FILED[name]
    filing = Filing(
        exhibit=sha(name), title=name.removesuffix(".txt"), evidence=evidence, publisher=publisher, available=available,
        uses=("eu", "un", "icc") if evidence == "testimony" else (),
    )  # fmt: skip
    return Paper(filing=filing, available=available, captured="2024-01-15")


def papers(changed: Iterable[Paper] = ()) -> Papers:
    """All exhibits of the case; those in `changed` stand in the place of the ones with their digest, or beside them."""
    found = {sha(name): paper(name) for name in TEXTS} | {one.filing.exhibit: one for one in changed}
    return Papers(papers=found, origins=roots(one.filing for one in found.values()))


def claim(kind: str, words: str, spans: Iterable[Span] = (), **more: object) -> Claim:
    """What an invented analyst says of the subject."""
    said: dict[str, object] = {"object": "Sangnok", "place": "Sangnok", "subject": SUBJECT} | more
    return Claim(
        kind=kind, words=words, author="An Analyst", source="", claimed_on="2024-02-01", verified=True,
        spans=tuple(spans), **said,  # type: ignore[arg-type]  # the test names the fields
    )  # fmt: skip


OFFICE = claim(
    "holds_office",
    "Han Jae-mok was head of the Sangnok detention centre from 2016 to 2021.",
    [
        span("media.txt", "한재목은 2016년부터 2021년까지", lang="ko",
             translation="Han Jae-mok, from 2016 to 2021", translator="T. Translator"),
        span("account-1.txt", "Han Jae-mok was the head"),
        span("account-2.txt", "The chief of the centre was Han Jae-mok"),
    ],
    object="head of the Sangnok detention centre", start="2016", end="2021", rivals="sangnok-head",
)  # fmt: skip
CUSTODY = claim(
    "held_in_custody",
    "In 2017 and 2019 persons were held at the Sangnok centre under Han Jae-mok.",
    [
        span("account-1.txt", "I was held at Sangnok in 2017"),
        span("account-2.txt", "In 2019 I was brought to Sangnok"),
    ],
    start="2017", end="2019",
)  # fmt: skip
PAIN = claim(
    "inflicted_pain",
    "In 2017 and 2019 guards beat detainees in the intake room of the Sangnok centre.",
    [
        span("account-1.txt", "They beat us in the intake room"),
        span("account-2.txt", "a guard beat me with a rifle butt"),
        span("account-3.txt", "The beatings in the intake room were every day"),
    ],
    object="the intake room", start="2017", end="2019",
)  # fmt: skip
AUTHORITY = claim(
    "exercised_authority",
    "From 2017 to 2019 Han Jae-mok exercised authority over the facility where detainees were beaten.",
    [
        span("account-1.txt", "the guards stood up when he came in"),
        span("account-2.txt", "The chief of the centre was Han Jae-mok"),
    ],
    object="the guards of the Sangnok centre", start="2017", end="2019",
)  # fmt: skip
ORDERED = claim(
    "ordered",
    "In 2019 Han Jae-mok ordered the beatings at the Sangnok centre.",
    [span("account-2.txt", "Han himself told the guards to begin")],
    object="the beatings", start="2019",
)  # fmt: skip
# C1 of the case: the third witness dates his arrival to 2018.
ARRIVED_2018 = claim(
    "holds_office",
    "Han Jae-mok was head of the Sangnok detention centre from 2018.",
    [span("account-3.txt", "On the day I came, Han Jae-mok had just arrived")],
    object="head of the Sangnok detention centre", start="2018", rivals="sangnok-head",
)  # fmt: skip

IDENTITY = Identity(
    caption=CAPTION,
    kind="person",
    fields=(
        ("name", (CAPTION,)),
        ("birthDate", ("1961",)),
        ("nationality", ("kp",)),
        ("position", ("head of the Sangnok detention centre",)),
    ),
    searched="an invented list of 12 parties",
)
PROPORTIONALITY = (
    "The aim is to end beatings at the centre; milder means were tried without effect. The freeze leaves room for "
    "basic needs, and humanitarian derogations apply."
)


def draft(claims: Iterable[Claim], *, kept: Papers | None = None, settled: Iterable[Settlement] = ()) -> Draft:
    """A draft with one sentence for each claim, in its words."""
    used = tuple(claims)
    return Draft(
        standard=standards()[STANDARD],
        subject=SUBJECT,
        ids=(SUBJECT,),
        identity=IDENTITY,
        sentences=tuple(
            Sentence(number=number, text=one.words, claims=(one.id,)) for number, one in enumerate(used, start=1)
        ),
        kept=record(used, kept or papers(), settled),
        adoption=ADOPTION,
        proportionality=PROPORTIONALITY,
    )


def good_draft() -> Draft:
    """The draft that is fit to go out: every element shown, every fact of two origins, no check fails."""
    return draft([OFFICE, CUSTODY, PAIN, AUTHORITY])


def with_claim(held: Draft, before: Claim, after: Claim) -> Draft:
    """The draft with one claim in the place of another, in its sentences too."""
    claims = [after if one.id == before.id else one for one in held.kept.about(held.ids)]
    sentences = tuple(
        replace(one, claims=tuple(after.id if key == before.id else key for key in one.claims))
        for one in held.sentences
    )
    settled = [Settlement(gives_way=one, stands=two, why="as before") for one, two in held.kept.settled]
    return replace(held, kept=record(claims, held.kept.papers, settled), sentences=sentences)


def with_claims(held: Draft, *more: Claim) -> Draft:
    """The draft with further claims about its subject, which no sentence rests on yet."""
    settled = [Settlement(gives_way=one, stands=two, why="as before") for one, two in held.kept.settled]
    return replace(held, kept=record([*held.kept.about(held.ids), *more], held.kept.papers, settled))


def with_sentence(held: Draft, text: str, *claims: Claim) -> Draft:
    """The draft with one more sentence, and the claims it rests on."""
    added = Sentence(number=len(held.sentences) + 1, text=text, claims=tuple(one.id for one in claims))
    return replace(with_claims(held, *claims), sentences=(*held.sentences, added))


def with_text(held: Draft, number: int, text: str) -> Draft:
    """The draft with other words in one sentence."""
    return replace(
        held, sentences=tuple(replace(one, text=text) if one.number == number else one for one in held.sentences)
    )


def with_paper(held: Draft, name: str, *, intact: bool = True, stamp: str = "", **filed: object) -> Draft:
    """The draft with one exhibit filed otherwise, damaged or stamped."""
    whole = {key: one for key, one in held.kept.papers.papers.items() if key != sha(name)}
    before = held.kept.papers.papers[sha(name)]
    filing = replace(before.filing, **filed)  # type: ignore[arg-type]  # the test names the fields
    after = replace(
        before, filing=filing, intact=intact, stamp=stamp, available=filing.available or before.captured
    )  # fmt: skip
    found = whole | {sha(name): after}
    kept = Papers(papers=found, origins=roots(one.filing for one in found.values()))
    return replace(held, kept=replace(held.kept, papers=kept))
