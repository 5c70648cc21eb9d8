"""The fictional case of Sangnok in a real ledger: exhibits added, claims recorded, dossiers made and sent.

Everything that must never reach the person listed bears a word in `SECRETS`, so that a test can look for it anywhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tests.stores import settings_of
from tests.unit.assess.sangnok import ADOPTION, PROPORTIONALITY, STANDARD, SUBJECT, TEXTS
from tests.unit.screen.people import PARTIES
from whereas.core.filing import Filing
from whereas.core.marking import TLP, Marking
from whereas.policy.standards import standards
from whereas.screen.index import Index, made_of
from whereas.workbench import Workbench, desk, dossiers, workbench
from whereas.workbench.assessing import know
from whereas.workbench.dossiers import DraftNote, Made

NOW = "2024-06-01T09:00:00Z"
AUTHOR = "Zoe Authorname"
SECRETS = (
    AUTHOR, "Authorname", "Translatorname", "SECRETFILE", "SECRETQUOTE", "SECRETTITLE", "SECRETREASON", "SECRETADVERSE",
    "SECRETLEFTOUT", "SECRETNOTE",
)  # fmt: skip
NOTE_TEXT = "Own means SECRETQUOTE: Han Jae-mok headed Sangnok from 2016.\n"
LATE_TEXT = "SECRETLEFTOUT A witness for the UN alone: in Sangnok guards beat us in 2018.\n"
AGAINST_TEXT = "SECRETADVERSE A letter says that Han Jae-mok came to Sangnok only in 2018.\n"

_FILINGS = {
    "SECRETFILE-1.txt": ("account-1.txt", "An account of 2022", "testimony", ("eu", "un")),
    "SECRETFILE-2.txt": ("account-2.txt", "Another account of 2022", "testimony", ("eu",)),
    "SECRETFILE-3.txt": ("account-3.txt", "A third account", "testimony", ("eu",)),
    "imagery.txt": ("imagery.txt", "Imagery of the centre", "imagery", ()),
    "media.txt": ("media.txt", "A State paper of April 2021", "dprk_media", ()),
}
# The list that homonyms are searched in; nobody on it is of the subject's name.
INDEX: Index = made_of(PARTIES, revision="a" * 64)

CLAIMS = """
claims:
  - kind: identity
    subject: han-jae-mok
    words: He is called Han Jae-mok.
    object: "name: Han Jae-mok"
    spans: [{exhibit: SECRETFILE-1.txt, quote: Han Jae-mok was the head}]
  - kind: identity
    subject: han-jae-mok
    words: He was born in 1961, says the SECRETNOTE.
    object: "birthPlace: SECRETNOTE village"
    spans: [{exhibit: note.txt, quote: Han Jae-mok headed Sangnok}]
  - kind: identity
    subject: han-jae-mok
    words: He is of the nationality of the country.
    object: "nationality: kp"
    spans: [{exhibit: SECRETFILE-2.txt, quote: The chief of the centre was Han Jae-mok}]
  - kind: holds_office
    subject: han-jae-mok
    words: Han Jae-mok was head of the Sangnok detention centre from 2016 to 2021.
    object: head of the Sangnok detention centre
    place: Sangnok
    start: "2016"
    end: "2021"
    rivals: sangnok-head
    spans:
      - {exhibit: media.txt, quote: 한재목은 2016년부터 2021년까지, lang: ko, credibility: "2",
         translation: "Han Jae-mok, from 2016 to 2021", translator: T. Translatorname}
      - {exhibit: SECRETFILE-1.txt, quote: Han Jae-mok was the head, lang: en, credibility: "2"}
      - {exhibit: SECRETFILE-2.txt, quote: The chief of the centre was Han Jae-mok, lang: en, credibility: "2"}
      - {exhibit: note.txt, quote: "SECRETQUOTE: Han Jae-mok headed Sangnok from 2016", lang: en, credibility: "2"}
    against:
      - {exhibit: against.txt, quote: SECRETADVERSE A letter says, lang: en, credibility: "5"}
  - kind: held_in_custody
    subject: han-jae-mok
    words: In 2017 and 2019 persons were held at the Sangnok centre under Han Jae-mok.
    object: Sangnok
    place: Sangnok
    start: "2017"
    end: "2019"
    spans:
      - {exhibit: SECRETFILE-1.txt, quote: I was held at Sangnok in 2017, lang: en, credibility: "2"}
      - {exhibit: SECRETFILE-2.txt, quote: In 2019 I was brought to Sangnok, lang: en, credibility: "2"}
  - kind: inflicted_pain
    subject: han-jae-mok
    words: In 2017 and 2019 guards beat detainees in the intake room of the Sangnok centre.
    object: the intake room
    place: Sangnok
    start: "2017"
    end: "2019"
    spans:
      - {exhibit: SECRETFILE-1.txt, quote: They beat us in the intake room, lang: en, credibility: "2"}
      - {exhibit: SECRETFILE-2.txt, quote: a guard beat me with a rifle butt, lang: en, credibility: "2"}
      - {exhibit: SECRETFILE-3.txt, quote: The beatings in the intake room were every day, lang: en, credibility: "2"}
      - {exhibit: late.txt, quote: in Sangnok guards beat us in 2018, lang: en, credibility: "2"}
  - kind: exercised_authority
    subject: han-jae-mok
    words: From 2017 to 2019 Han Jae-mok exercised authority over the facility where detainees were beaten.
    object: the guards of the Sangnok centre
    place: Sangnok
    start: "2017"
    end: "2019"
    spans:
      - {exhibit: SECRETFILE-1.txt, quote: the guards stood up when he came in, lang: en, credibility: "2"}
      - {exhibit: SECRETFILE-2.txt, quote: The chief of the centre was Han Jae-mok, lang: en, credibility: "2"}
"""


@contextmanager
def open_bench(home: Path, *, now: str = NOW) -> Iterator[Workbench]:
    """A workbench on a ledger in this folder."""
    with workbench(settings_of(home, author=AUTHOR), now=now) as bench:
        yield bench


def fill(bench: Workbench, folder: Path) -> None:
    """Take in the exhibits of the case and record its claims."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (text, title, evidence, uses) in _FILINGS.items():
        filing = Filing(exhibit="", title=title, evidence=evidence, uses=uses, available="2022-03-01",
                        publisher="An invented archive")  # fmt: skip
        _add(bench, folder / name, TEXTS[text], filing)
    note = Filing(exhibit="", title="SECRETTITLE note", evidence="state", available="2023", disclosure="summary",
                  summary="A State confirms that he headed the centre.", withheld="SECRETREASON",
                  publisher="An invented service")  # fmt: skip
    _add(bench, folder / "note.txt", NOTE_TEXT, note)
    late = Filing(exhibit="", title="SECRETLEFTOUT account", evidence="testimony", uses=("un",), available="2022")
    _add(bench, folder / "late.txt", LATE_TEXT, late)
    letter = Filing(exhibit="", title="SECRETADVERSE letter", evidence="other", reliability="E", available="2023",
                    marking=Marking(tlp=TLP.AMBER))  # fmt: skip
    _add(bench, folder / "against.txt", AGAINST_TEXT, letter)
    desk.claim(bench, "claims.yaml", CLAIMS)


def _add(bench: Workbench, path: Path, text: str, filing: Filing) -> None:
    path.write_text(text, encoding="utf-8")
    desk.add(bench, path, filing)


def made(bench: Workbench, *, copy: str = "internal", note: DraftNote | None = None, known_on: str = "",
         adoption: str = ADOPTION, index: Index | None = INDEX) -> Made:  # fmt: skip
    """A dossier of the case."""
    known = know(bench, "dprk", as_of=adoption, known_on=known_on)
    said = note or DraftNote()
    if not said.proportionality:
        said = DraftNote(sentences=said.sentences, proportionality=PROPORTIONALITY)
    drafts = {
        one: dossiers.draft_of(bench, known, known.subject(SUBJECT), standards()[STANDARD], adoption=adoption,
                               note=said, index=index, copy=one)
        for one in {copy, "listing"}
    }  # fmt: skip
    return dossiers.make(bench, known, drafts[copy], copy=copy, known_on=known_on, listing=drafts["listing"])


def refile(bench: Workbench, name: str, **changes: object) -> None:
    """File an exhibit of the case anew."""
    exhibit = desk.find_exhibit(bench, name)
    before = bench.ledger.desk().filings[exhibit.sha256]
    with bench.ledger.writing(bench.now) as writer:
        writer.record(replace(before, **changes), bench.settings.author)  # type: ignore[arg-type]  # the test names them
