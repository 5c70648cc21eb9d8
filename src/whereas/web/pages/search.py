"""Search and screen: one box for a name in any script, a number or an address, and a document to find names in."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from litestar import get, post
from litestar.datastructures import UploadFile
from litestar.params import FromQuery, MultipartBody
from litestar.response import Template

from whereas.core.errors import WhereasError
from whereas.screen.document import LEAST, Screened, screen_bytes
from whereas.screen.finding import Found, find
from whereas.screen.model import read_threshold
from whereas.screen.query import Query
from whereas.screen.screening import Screener
from whereas.web.access import needs
from whereas.web.catalogue import Entry
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.visit import Here, Visit
from whereas.web.words import DEFAULT, catalogue

ENTRY = Entry(key="search", path="/search", order=10, shortcut="s")
KINDS = ("Person", "Organization", "Company", "Vessel", "LegalEntity")
ON_A_PAGE = 10
LARGEST_DOCUMENT = 20_000_000
LONGEST_TEXT = 400_000  # characters, for the answer is waited for
LONGEST_QUESTION = 500
# What an empty page offers to try: forms of names and numbers, not parties anybody is accused through.
EXAMPLES = ("김영철", "KIM Yong Chol", "Korea Mining Development Trading Corporation", "IMO 9314650")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The search as its address has it."""

    q: str = ""
    kind: str = ""
    birth: str = ""
    country: str = ""
    gender: str = ""
    number: str = ""
    threshold: str = ""

    def query(self) -> Query:
        """It as a query."""
        return Query(
            name=self.q, schema=self.kind, birth_date=self.birth, country=self.country, gender=self.gender,
            document=self.number,
        )  # fmt: skip

    def address(self, **changes: object) -> str:
        """The page's address with something changed."""
        said = {name: str(getattr(self, name)) for name in self.__slots__} | {k: str(v) for k, v in changes.items()}
        return "/search?" + urlencode({name: text for name, text in said.items() if text and text != "0"})

    @property
    def as_data(self) -> str:
        """Where the API has the same answer."""
        query = self.query()
        said = {"name": query.name, "schema": query.schema, "birth_date": query.birth_date, "country": query.country,
                "gender": query.gender, "number": query.document, "threshold": self.threshold}  # fmt: skip
        return "/api/v1/screen?" + urlencode({name: text for name, text in said.items() if text})

    @property
    def beside(self) -> bool:
        """Whether anything is asked beside the name and its kind."""
        return any((self.birth, self.country, self.gender, self.number, self.threshold))


@get("/search", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def search(
    visit: Here, *, q: FromQuery[str] = "", kind: FromQuery[str] = "", birth: FromQuery[str] = "",
    country: FromQuery[str] = "", gender: FromQuery[str] = "", number: FromQuery[str] = "",
    threshold: FromQuery[str] = "", first: FromQuery[int] = 0,
) -> Template:  # fmt: skip
    """The box, and what it found."""
    asked = Asked(
        q=q.strip()[:LONGEST_QUESTION], kind=kind if kind in KINDS else "", birth=birth.strip(),
        country=country.strip(), gender=gender.strip(), number=number.strip(), threshold=threshold.strip(),
    )  # fmt: skip
    found: Found | None = None
    trouble: WhereasError | None = None
    if asked.q:
        try:
            found = find(
                asked.query(), visit.seen.screener, threshold=read_threshold(asked.threshold), first=max(first, 0),
                most=ON_A_PAGE,
            )  # fmt: skip
        except WhereasError as error:
            trouble = error
    return _shown(visit, asked=asked, found=found, trouble=trouble, first=max(first, 0))


@post("/search/document", opt=needs(Permission.SCREEN), sync_to_thread=True, include_in_schema=False, status_code=200,
      request_max_body_size=LARGEST_DOCUMENT + 100_000)  # fmt: skip
def document(visit: Here, data: MultipartBody[dict[str, Any]]) -> Template:
    """A document's listed names and numbers, each in its passage. Nothing of the document is kept."""
    file = data.get("document")
    screened: Screened | None = None
    trouble: WhereasError | None = None
    try:
        screened = _screened(visit, file)
    except WhereasError as error:
        trouble = error
    return _shown(visit, asked=Asked(), screened=screened, trouble=trouble)


def _screened(visit: Visit, file: object) -> Screened:
    if not isinstance(file, UploadFile) or not file.filename:
        raise WhereasError(visit.t("search.no_document"), todo=visit.t("search.no_document_todo"))
    content = file.file.read(LARGEST_DOCUMENT + 1)
    if len(content) > LARGEST_DOCUMENT:
        raise WhereasError(
            visit.t("search.large_document", most=f"{LARGEST_DOCUMENT // 1_000_000}"),
            where=file.filename, todo=visit.t("search.large_document_todo"),
        )  # fmt: skip
    # A screener of its own: a long document must not make those wait who search for one name.
    return screen_bytes(content, file.filename, Screener(visit.seen.index), threshold=LEAST, most=LONGEST_TEXT)


def _shown(
    visit: Visit, *, asked: Asked, found: Found | None = None, screened: Screened | None = None,
    trouble: WhereasError | None = None, first: int = 0,
) -> Template:  # fmt: skip
    known = visit.seen.resolved.graph.canonical.get(asked.q, "") if asked.q else ""
    return page(
        visit, "search.html.j2", here="search", asked=asked, found=found, screened=screened, trouble=trouble,
        first=first, most=ON_A_PAGE, kinds=KINDS, known=known, examples=EXAMPLES,
        may_upload=visit.person.may(Permission.SCREEN), known_words=catalogue()[DEFAULT],
    )  # fmt: skip


ROUTES = [search, document]
