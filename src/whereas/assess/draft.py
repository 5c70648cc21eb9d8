"""A draft statement of reasons: numbered sentences, each with the claims it rests on and the elements it serves."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from whereas.assess.grounds import Ground
from whereas.assess.opposition import rivals
from whereas.assess.proof import Assessment, assess, serves
from whereas.assess.record import Record
from whereas.assess.weighing import Weighed
from whereas.core.canon import digest
from whereas.core.claim import Claim
from whereas.core.verdict import Verdict
from whereas.policy.claims import claim_kinds
from whereas.policy.standards import Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of the reasons; `unchecked` where a person changed it since its claims were held against it."""

    number: int
    text: str
    claims: tuple[str, ...]
    unchecked: bool = False

    @property
    def id(self) -> str:
        """A short name that follows the sentence through Word: from its claims and the number it was given."""
        return "s" + digest([self.number, sorted(self.claims)])[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who is meant: the identifiers by field, how the search for homonyms came out, and against which lists."""

    caption: str
    kind: str
    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()
    homonyms: tuple[str, ...] = ()
    searched: str = ""

    def get(self, name: str) -> tuple[str, ...]:
        """The values of one field."""
        return next((values for key, values in self.fields if key == name), ())


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a dossier is drafted from.

    `adoption` is the ISO day on which the act is expected or was adopted; `renewal` whether it prolongs a listing;
    `proportionality` the note on aim, necessity and derogations; `persistence` why old facts still count on renewal.
    """

    standard: Standard
    subject: str
    ids: tuple[str, ...]
    identity: Identity
    sentences: tuple[Sentence, ...]
    kept: Record
    adoption: str
    forum: str = ""
    renewal: bool = False
    proportionality: str = ""
    persistence: str = ""

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """Every claim about the subject by id."""
        return {claim.id: claim for claim in self.kept.about(self.ids)}

    def of(self, sentence: Sentence) -> tuple[Claim, ...]:
        """The claims of a sentence that are there."""
        claims = self.claims
        return tuple(claims[one] for one in sentence.claims if one in claims)

    @property
    def used(self) -> tuple[Claim, ...]:
        """Every claim some sentence rests on, in the order of the sentences, each once."""
        return tuple({claim.id: claim for sentence in self.sentences for claim in self.of(sentence)}.values())

    def grounds(self, claim: Claim) -> tuple[Ground, ...]:
        """What supports a claim, admitted or not."""
        return self.kept.papers.supporting(claim)

    @cached_property
    def assessment(self) -> Assessment:
        """The standard held against the subject with the claims of this draft only; unused rivals can only oppose."""
        used = {claim.id: claim for claim in self.used}
        opposing = frozenset(
            key
            for key, one in self.claims.items()
            if key not in used and any(rivals(one, claim) for claim in used.values())
        )
        known = used.keys() | opposing

        def chosen(claims: Iterable[Claim]) -> tuple[Claim, ...]:
            return tuple(one for one in claims if one.id in known)

        about = {key: chosen(self.kept.by_subject.get(key, ())) for key in self.ids}
        narrowed = replace(
            self.kept, by_subject={**self.kept.by_subject, **about}, context=chosen(self.kept.context),
            opposing=opposing,
        )  # fmt: skip
        return assess(self.standard, self.subject, self.ids, narrowed, as_of=self.adoption, forum=self.forum)

    @cached_property
    def weighed(self) -> dict[str, Weighed]:
        """The best outcome of each claim over the elements it can show."""
        found: dict[str, Weighed] = {}
        for element in self.assessment.elements:
            for one in element.claims:
                before = found.get(one.claim.id)
                if before is None or (before.verdict is not Verdict.SHOWN and one.verdict is Verdict.SHOWN):
                    found[one.claim.id] = one
        return found

    @cached_property
    def contradicted(self) -> dict[str, tuple[Ground, ...]]:
        """What stands against each claim that is contradicted for some element, though another may take it."""
        found: dict[str, dict[Ground, None]] = {}
        for element in self.assessment.elements:
            for one in element.claims:
                if one.verdict is Verdict.CONTRADICTED:
                    found.setdefault(one.claim.id, {}).update(dict.fromkeys(one.against))
        return {key: tuple(grounds) for key, grounds in found.items()}

    def elements_of(self, sentence: Sentence) -> tuple[str, ...]:
        """The keys of the elements that a sentence's claims are of a kind to show."""
        claims = self.of(sentence)
        return tuple(one.key for one in self.standard.elements if any(serves(one, claim) for claim in claims))


def sentences_from(claims: Iterable[Claim], caption: str) -> tuple[Sentence, ...]:
    """A first draft: one sentence for each material claim, in the words of the claim, oldest facts first."""
    kinds = claim_kinds()
    material = [claim for claim in claims if claim.kind in kinds and kinds[claim.kind].material]
    material.sort(key=lambda claim: (claim.start or claim.claimed_on, claim.kind, claim.id))
    return tuple(
        Sentence(number=number, text=_sentence(claim, caption), claims=(claim.id,))
        for number, claim in enumerate(material, start=1)
    )


def _sentence(claim: Claim, caption: str) -> str:
    words = claim.words or claim_kinds()[claim.kind].says.format(subject=caption, object=claim.object)
    return words if words.endswith((".", "!", "?")) else words + "."


def words_of(text: str) -> frozenset[str]:
    """The words of a text, in lower case: what two sentences have in common is counted over them."""
    return frozenset(re.findall(r"\w+", text.casefold()))
