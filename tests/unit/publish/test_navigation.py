"""The bar on the pages of a release: it leads to what is there, and names what nobody foresaw by its title."""

from whereas.publish.navigation import KNOWN, bar, linked, pages_of

PLAIN = b"<title>Duties &amp; breaches \xc2\xb7 Whereas</title><!--pages--><!--/pages-->"


def test_only_pages_at_the_top_of_a_release_are_in_the_bar_the_known_ones_first() -> None:
    files = ("z.html", "standing.html", "index.html", "board.csv", "cases/a.html")
    assert [one.file for one in pages_of(files)] == ["index.html", "standing.html", "z.html"]
    assert pages_of(one.file for one in KNOWN) == KNOWN


def test_a_page_that_nobody_foresaw_gets_its_place_by_its_title() -> None:
    files = linked({"index.html": PLAIN, "duties.html": PLAIN, "a/b.html": b"as it was", "x.csv": b"<!--pages-->"})

    assert files["a/b.html"] == b"as it was"
    assert files["x.csv"] == b"<!--pages-->"
    assert b'<a href="duties.html" aria-current="page">Duties &amp; breaches</a>' in files["duties.html"]
    assert b'<a href="duties.html">Duties &amp; breaches</a>' in files["index.html"]
    assert b'<a href="index.html" aria-current="page">Start</a>' in files["index.html"]
    assert linked(files) == files


def test_the_starter_is_named_on_every_page_and_only_where_it_is_all_there_is() -> None:
    assert b"starter casebook" in linked({"board.html": PLAIN}, starter=True)["board.html"]
    assert b"starter casebook" not in linked({"board.html": PLAIN})["board.html"]


def test_no_pages_give_no_bar() -> None:
    assert bar(()) == ""
