"""Places of nodes repeat, and a part of the network leaves as GEXF, SVG and CSV that say the same as the page."""

import csv
import io

import numpy as np
import pytest
from lxml import etree

from tests.unit.workbench.linked import claim, network
from whereas.workbench.network import Sieve
from whereas.workbench.network_files import FORMATS, file_of
from whereas.workbench.network_layout import layout

LINKS = [(0, 1), (1, 2), (2, 0), (3, 4)]


def test_the_same_question_has_the_same_places_and_another_seed_others() -> None:
    assert np.array_equal(layout(5, LINKS, seed=3), layout(5, LINKS, seed=3))
    assert not np.array_equal(layout(5, LINKS, seed=3), layout(5, LINKS, seed=4))
    assert layout(0, []).shape == (0, 2)


@pytest.mark.parametrize("count", [60, 900])
def test_what_is_linked_lies_nearer_than_what_is_not(count: int) -> None:
    ring = [(node, (node + 1) % count) for node in range(count)]
    at = layout(count, ring, seed=1)
    assert np.isfinite(at).all()
    linked = np.linalg.norm(at - np.roll(at, -1, axis=0), axis=1).mean()
    across = np.linalg.norm(at - np.roll(at, count // 2, axis=0), axis=1).mean()
    assert linked < across / 2


def test_parts_that_do_not_hang_together_do_not_lie_on_one_another() -> None:
    at = layout(5, LINKS)
    (low, high), (left, right) = ((at[part].min(axis=0), at[part].max(axis=0)) for part in ([0, 1, 2], [3, 4]))
    assert (high < left).any() or (right < low).any()


def made(form: str, *, words: str = "He runs it.", as_of: str = "") -> bytes:
    net = network(claim("controls", "un-3", "un-1", words, start="2016-05-01"))
    part = net.around(["un-3"], Sieve())
    places = {key: (float(number), 0.5) for number, key in enumerate(part.nodes)}
    return file_of(form, net, part, places, revision="ab" * 32, day="2024-02-01", as_of=as_of)


def test_a_graph_program_reads_nodes_links_dates_and_grounds() -> None:
    root = etree.fromstring(made("gexf"))
    space = {"g": "http://gexf.net/1.3"}
    ids = set(root.xpath("//g:node/@id", namespaces=space))
    assert {"un-3", "un-1"} <= ids
    assert set(root.xpath("//g:edge/@source | //g:edge/@target", namespaces=space)) <= ids
    (control,) = root.xpath("//g:edge[@label='control']", namespaces=space)
    assert control.get("start") == "2016-05-01"
    said = dict(zip(control.xpath(".//@for"), control.xpath(".//@value"), strict=True))
    assert (said["basis"], len(said["rests_on"])) == ("recorded", 64)


@pytest.mark.parametrize("form", ["gexf", "svg"])
def test_a_picture_of_a_past_state_says_so(form: str) -> None:
    assert b"as of 2016-06-01" in made(form, as_of="2016-06-01")
    assert b"as of" not in made(form)


def test_the_table_has_a_row_for_each_ground_and_no_cell_is_a_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(made("links", words='=HYPERLINK("x")').decode("utf-8-sig"))))
    assert {row["basis"] for row in rows} == {"stated", "inferred", "recorded"}
    assert all(row["ground id"] and row["exhibit"] for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_the_drawing_tells_kinds_apart_without_colour_and_survives_any_text() -> None:
    drawn = made("svg", words="Bell\x07 <b>&")
    root = etree.fromstring(drawn)
    assert root.xpath("count(//*[local-name()='circle'])") >= 1  # a person
    assert root.xpath("count(//*[local-name()='polygon'])") >= 1  # a company
    assert root.xpath("count(//*[@stroke-dasharray])") >= 1  # what is inferred or recorded
    assert b"style=" not in drawn


def test_the_same_part_gives_the_same_bytes() -> None:
    assert all(made(form) == made(form) for form in FORMATS)
