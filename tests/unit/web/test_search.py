"""Search: what was typed is said, each hit has its reasons, and homonyms stand beside it."""

from collections.abc import Iterator

import pytest
from lxml import html

from tests.unit.screen.people import PARTIES
from tests.unit.web.clients import Office
from tests.unit.web.listed import casebook_served
from whereas.core.errors import WhereasError
from whereas.screen.finding import find
from whereas.screen.index import made_of
from whereas.screen.meeting import meeting
from whereas.screen.model import cost_of, read_threshold
from whereas.screen.query import Query
from whereas.screen.recognition import recognise
from whereas.screen.shared import SharedScreener
from whereas.web.roles import Role


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with casebook_served(tmp_path_factory.mktemp("search")) as found:
        yield found


@pytest.fixture(scope="module")
def screener() -> SharedScreener:
    return SharedScreener(made_of(PARTIES))


@pytest.mark.parametrize(
    ("text", "scheme", "sure"),
    [
        ("IMO 9074729", "imo_ship", True),
        ("1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "bitcoin", True),
        ("KPi.033", "un_reference", True),
        ("654321098", "passport", False),
    ],
)
def test_a_number_is_recognised_with_what_its_check_says(text: str, scheme: str, sure: bool) -> None:
    assert (scheme, sure) in [(one.scheme, one.sure) for one in recognise(text).numbers]


@pytest.mark.parametrize(
    ("text", "scheme"), [("IMO 9074728", "imo_ship"), ("1BoatSLRHtKNngkdXEeobR76b53LETtpyU", "bitcoin")]
)
def test_a_number_that_fails_its_check_is_called_mistyped(text: str, scheme: str) -> None:
    found = recognise(text)
    assert found.misses == scheme
    assert not found.is_name


def test_digits_alone_are_not_called_a_name() -> None:
    assert not recognise("654321098").is_name
    assert recognise("PS654321098").is_name  # letters may be a name
    assert recognise("12").is_name  # and what is no number either can be nothing else


def test_a_korean_name_is_told_as_it_is_read() -> None:
    found = recognise("박동혁")
    assert found.is_name
    assert (found.script, found.korean[0]) == ("hangul", "박동혁 (Hangul)")


def test_syllables_of_two_spellings_meet_one_by_one() -> None:
    met = meeting("박동혁", "Pak Tong Hyok", "Person")
    assert met is not None
    assert [(one.asked, one.listed) for one in met.parts] == [("박", "pak"), ("동", "tong"), ("혁", "hyok")]
    assert [one.surname for one in met.parts] == [True, False, False]
    assert {one.how for one in met.parts} == {"same"}


def test_another_sound_is_drawn_as_one() -> None:
    met = meeting("Kim Chol Su", "Kim Chol Min", "Person")
    assert met is not None
    assert (met.parts[-1].how, bool(met.parts[-1].why)) == ("other", True)


def test_words_of_a_company_meet_and_the_rest_is_said() -> None:
    met = meeting("Taesonghwa Trading", "Korea Taesonghwa Trading Corporation", "Organization")
    assert met is not None
    assert {(one.asked, one.how) for one in met.parts if one.asked} == {("taesonghwa", "same"), ("trading", "same")}
    assert "only listed" in {one.how for one in met.parts}


def test_homonyms_stand_beside_a_hit_with_what_tells_them_apart(screener: SharedScreener) -> None:
    found = find(Query(name="Kim Chol Su"), screener, threshold=0.5)
    first = next(one for one in found.hits if one.match.entity == "kim-1")
    assert [(one.entity, one.births) for one in first.homonyms] == [("kim-2", ("1975-11-30",))]


def test_who_was_set_apart_by_a_birth_date_is_still_told(screener: SharedScreener) -> None:
    found = find(Query(name="Kim Chol Su", birth_date="1961-02-03"), screener, threshold=0.5)
    assert [one.match.entity for one in found.hits] == ["kim-1"]
    assert [one.entity for one in found.apart] == ["kim-2"]


def test_a_number_has_no_syllables_to_draw(screener: SharedScreener) -> None:
    found = find(Query(name="IMO 9074729"), screener, threshold=0.5)
    assert [(one.match.entity, one.meeting) for one in found.hits] == [("ship-2", None)]


def test_a_threshold_may_be_its_cost() -> None:
    level = read_threshold("20/1000")
    assert cost_of(level) <= 20 < cost_of(level - 0.02)
    with pytest.raises(WhereasError, match="no threshold"):
        read_threshold("much")


def test_the_page_explains_each_hit(office: Office) -> None:
    client = office.sign_in(name="reads")
    tree = html.fromstring(client.get("/search", params={"q": "Kim Yong Chol"}).text)
    hits = tree.xpath("//li[@class='hit']")
    assert hits
    for hit in hits:
        assert hit.xpath(".//a[starts-with(@href, '/entities/')]")
        assert "“Kim Yong Chol” and" in hit.text_content()
        assert hit.xpath(".//h4")[0].text_content() == "Before you accept"


def test_the_page_says_what_was_typed(office: Office) -> None:
    client = office.sign_in(name="types")
    assert "its check digit is wrong" in client.get("/search", params={"q": "IMO 9314651"}).text
    assert "Nothing found is not proof" in client.get("/search", params={"q": "zzqxwv"}).text


def test_a_wrong_threshold_teaches(office: Office) -> None:
    page = office.sign_in(name="errs").get("/search", params={"q": "Kim", "threshold": "often"}).text
    assert "is no threshold" in page
    assert "give a number between 0 and 1" in page


def test_a_document_shows_names_in_their_passage_and_is_not_kept(office: Office) -> None:
    client = office.sign_in(Role.READER, name="uploads")
    token = html.fromstring(client.get("/search").text).xpath("//input[@name='_csrf_token']/@value")[0]
    listed = html.fromstring(client.get("/search", params={"q": "Kim Yong Chol"}).text)
    name = listed.xpath("//li[@class='hit']//h3")[0].text_content()
    text = f"The delegation was led by {name} and stayed a week."
    answer = client.post("/search/document", data={"_csrf_token": token}, files={"document": ("memo.txt", text)})
    assert answer.status_code == 200
    tree = html.fromstring(answer.text)
    assert tree.xpath("//mark")[0].text_content() == name
    assert "led by" in tree.xpath("//blockquote")[0].text_content()


def test_a_broken_document_teaches(office: Office) -> None:
    client = office.sign_in(Role.READER, name="breaks")
    token = html.fromstring(client.get("/search").text).xpath("//input[@name='_csrf_token']/@value")[0]
    answer = client.post("/search/document", data={"_csrf_token": token}, files={"document": ("a.pdf", b"%PDF-1.7 x")})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text


def test_who_may_not_screen_is_offered_no_upload_and_refused(office: Office) -> None:
    client = office.sign_in(Role.ADMIN, name="keeps")
    page = client.get("/search").text
    assert "/search/document" not in page
