"""A part of the network as files that leave the browser: GEXF for graph programs, SVG for a report, CSV for a table."""

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from whereas.core.claim import Claim
from whereas.core.statement import Statement
from whereas.kit.spreadsheets import Cell
from whereas.publish.tables import csv_bytes
from whereas.trace.share import UNKNOWN
from whereas.workbench.network import Network, Node, Part
from whereas.workbench.network_links import Edge

Places = Mapping[str, tuple[float, float]]
FORMATS = {
    "gexf": ("network.gexf", "application/gexf+xml"),
    "svg": ("network.svg", "image/svg+xml"),
    "links": ("network-links.csv", "text/csv; charset=utf-8"),
    "nodes": ("network-nodes.csv", "text/csv; charset=utf-8"),
}
_GEXF = "http://gexf.net/1.3"
# The default name space of a document is its prefix None, which the types of lxml do not know.
_IN_GEXF: Any = {None: _GEXF, "viz": f"{_GEXF}/viz"}
_IN_SVG: Any = {None: "http://www.w3.org/2000/svg"}
_NODE_COLUMNS = (("shape", "string"), ("schema", "string"), ("listed_by", "string"))
_EDGE_COLUMNS = (("basis", "string"), ("words", "string"), ("share_low", "double"), ("share_high", "double"),
                 ("confidence", "string"), ("rests_on", "string"))  # fmt: skip
# Colours of Okabe and Ito, told apart by most eyes; shapes say the same.
COLOURS = {
    "person": "#0072b2", "organisation": "#b45f06", "vessel": "#00785a", "aircraft": "#00785a", "wallet": "#7b3294",
    "event": "#a61c3c", "mark": "#5f6368", "recorded": "#202124", "other": "#5f6368",
}  # fmt: skip
_DASHES = {"inferred": "4 3", "recorded": "1 2"}


def file_of(
    form: str, network: Network, part: Part, places: Places, *, revision: str, day: str, as_of: str = ""
) -> bytes:
    """A part of the network in one of `FORMATS`; the same part at one revision gives the same bytes on one day.

    `as_of` is the day whose editions it was made from, empty for today's: the pictures say so.
    """
    state = f"{revision}, as of {as_of}" if as_of else revision
    match form:
        case "gexf":
            return gexf(network, part, places, revision=state, day=day)
        case "svg":
            return svg(network, part, places, revision=revision, as_of=as_of)
        case "nodes":
            return csv_bytes(("id", "caption", "shape", "schema", "listed by", "links in all"), _nodes(network, part))
        case _:
            return csv_bytes(_HEAD, _rows(network, part))


_HEAD = (
    "link", "kind", "from", "from caption", "to", "to caption", "words", "share in percent", "start", "end", "basis",
    "confidence", "ground", "ground id", "source", "says", "exhibit", "locator",
)  # fmt: skip


def _nodes(network: Network, part: Part) -> Iterator[tuple[Cell, ...]]:
    for node in map(network.node, part.nodes):
        yield node.id, node.caption, node.shape, node.schema, _listed(node), node.links


def _rows(network: Network, part: Part) -> Iterator[tuple[Cell, ...]]:
    for edge in part.edges:
        said = (
            edge.id, edge.kind, edge.source, network.node(edge.source).caption, edge.target,
            network.node(edge.target).caption, edge.label, _share(edge), edge.start, edge.end, edge.basis,
            edge.confidence,
        )  # fmt: skip
        for ground in edge.rests:
            for where in _where(ground):
                yield *said, *where


def _where(ground: Statement | Claim) -> Iterator[tuple[str, ...]]:
    if isinstance(ground, Statement):
        says = f"{ground.prop}: {ground.original or ground.value}"
        yield "statement", ground.id.hex(), ground.source, says, ground.exhibit, ground.locator
        return
    for span in ground.spans:
        yield "claim", ground.id, ground.author, span.quote, span.exhibit, span.locator
    if not ground.spans:
        yield "claim", ground.id, ground.author, ground.words, "", ""


def gexf(network: Network, part: Part, places: Places, *, revision: str, day: str) -> bytes:
    """GEXF 1.3 (https://gexf.net/1.3), with dates as intervals where a link has them."""
    root = etree.Element("gexf", {"version": "1.3"}, nsmap=_IN_GEXF)
    meta = etree.SubElement(root, "meta", lastmodifieddate=day)
    etree.SubElement(meta, "creator").text = "Whereas"
    etree.SubElement(meta, "description").text = f"Ledger revision {revision}. Listed is not convicted."
    graph = etree.SubElement(root, "graph", defaultedgetype="directed", mode="dynamic", timeformat="date")
    for kind, columns in (("node", _NODE_COLUMNS), ("edge", _EDGE_COLUMNS)):
        held = etree.SubElement(graph, "attributes", {"class": kind})
        for name, form in columns:
            etree.SubElement(held, "attribute", id=name, title=name, type=form)
    nodes = etree.SubElement(graph, "nodes")
    for node in map(network.node, part.nodes):
        item = etree.SubElement(nodes, "node", id=node.id, label=_clean(node.caption))
        _values(item, {"shape": node.shape, "schema": node.schema, "listed_by": _listed(node)})
        x, y = places[node.id]
        etree.SubElement(item, f"{{{_GEXF}/viz}}position", x=f"{x:.3f}", y=f"{-y:.3f}", z="0.0")
        red, green, blue = bytes.fromhex(COLOURS[node.shape][1:])
        etree.SubElement(item, f"{{{_GEXF}/viz}}color", r=str(red), g=str(green), b=str(blue))
    edges = etree.SubElement(graph, "edges")
    for edge in part.edges:
        _gexf_edge(edges, edge)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _gexf_edge(edges: Any, edge: Edge) -> None:
    dates = {name: value for name, value in (("start", edge.start), ("end", edge.end)) if len(value) == 10}
    item = etree.SubElement(
        edges, "edge", {"id": edge.id, "source": edge.source, "target": edge.target, "label": edge.kind, **dates}
    )
    share = edge.share if edge.share != UNKNOWN else None
    ids = (one.id.hex() if isinstance(one, Statement) else one.id for one in edge.rests)
    _values(item, {
        "basis": edge.basis, "words": edge.label, "share_low": f"{float(share.low):.4f}" if share else "",
        "share_high": f"{float(share.high):.4f}" if share else "", "confidence": edge.confidence,
        "rests_on": " ".join(ids),
    })  # fmt: skip


def _values(item: Any, said: Mapping[str, str]) -> None:
    held = etree.SubElement(item, "attvalues")
    for name, value in said.items():
        if value:
            etree.SubElement(held, "attvalue", {"for": name, "value": _clean(value)})


def svg(network: Network, part: Part, places: Places, *, revision: str, as_of: str = "") -> bytes:
    """The part drawn, for a page without script and for a report: shapes by kind, dashes by basis, captions."""
    unit, edge_of = 60.0, 90.0
    xs, ys = [x for x, _ in places.values()] or [0.0], [y for _, y in places.values()] or [0.0]
    left, top = min(xs) * unit - edge_of, min(ys) * unit - edge_of
    width, height = (max(xs) - min(xs)) * unit + 2 * edge_of, (max(ys) - min(ys)) * unit + 2 * edge_of
    root = etree.Element("svg", {"viewBox": f"{left:.1f} {top:.1f} {width:.1f} {height:.1f}", "role": "img",
                                 "font-family": "sans-serif"}, nsmap=_IN_SVG)  # fmt: skip
    words = f"{len(part.nodes)} nodes, {len(part.edges)} links, revision {revision[:12]}"
    etree.SubElement(root, "title").text = words + (f", as of {as_of}" if as_of else "")
    at = {key: (x * unit, y * unit) for key, (x, y) in places.items()}
    for edge in part.edges:
        _draw_edge(root, edge, at)
    for node in map(network.node, part.nodes):
        _draw_node(root, node, at[node.id], captioned=len(part.nodes) <= 150 or node.id in part.starts)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _draw_edge(root: Any, edge: Edge, at: Places) -> None:
    (x1, y1), (x2, y2) = at[edge.source], at[edge.target]
    drawn = etree.SubElement(root, "line", {"x1": f"{x1:.1f}", "y1": f"{y1:.1f}", "x2": f"{x2:.1f}", "y2": f"{y2:.1f}",
                                            "stroke": "#80868b", "stroke-width": "1.2"})  # fmt: skip
    if dash := _DASHES.get(edge.basis):
        drawn.set("stroke-dasharray", dash)
    etree.SubElement(drawn, "title").text = _clean(" · ".join(filter(None, (edge.kind, edge.label, _share(edge)))))
    if share := _share(edge):
        _write(root, (x1 + x2) / 2, (y1 + y2) / 2, share, size=10)


def _draw_node(root: Any, node: Node, at: tuple[float, float], *, captioned: bool) -> None:
    (x, y), size = at, 5.0 if node.shape == "mark" else 9.0
    colour = COLOURS[node.shape]
    paint = {
        "fill": colour,
        "stroke": "#202124" if node.listed else colour,
        "stroke-width": "2" if node.listed else "0",
    }
    if node.shape in ("person", "recorded"):
        drawn = etree.SubElement(root, "circle", {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{size:.1f}", **paint})
    else:
        corners = " ".join(f"{x + dx * size:.1f},{y + dy * size:.1f}" for dx, dy in CORNERS[node.shape])
        drawn = etree.SubElement(root, "polygon", {"points": corners, **paint})
    listed = f" · listed by {_listed(node)}" if node.listed else ""
    etree.SubElement(drawn, "title").text = _clean(f"{node.caption}{listed}")
    if captioned:
        _write(root, x, y + size + 11, node.caption[:40], size=11)


CORNERS = {
    "organisation": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "vessel": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "aircraft": ((0, 1.3), (1.2, -0.9), (-1.2, -0.9)),
    "wallet": ((0, -1.3), (1.2, 0.9), (-1.2, 0.9)),
    "event": ((-0.6, -1.1), (0.6, -1.1), (1.2, 0), (0.6, 1.1), (-0.6, 1.1), (-1.2, 0)),
    "mark": ((-1, -0.3), (1, -0.3), (1, 0.3), (-1, 0.3)),
    "other": ((-1, -0.6), (1, -0.6), (1, 0.6), (-1, 0.6)),
}


def _write(root: Any, x: float, y: float, words: str, *, size: int) -> None:
    text = etree.SubElement(root, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}", "font-size": str(size), "fill": "#202124",
                                           "text-anchor": "middle", "stroke": "#ffffff", "stroke-width": "3",
                                           "paint-order": "stroke"})  # fmt: skip
    text.text = _clean(words)


def _listed(node: Node) -> str:
    return ", ".join(dict.fromkeys(one.authority for one in node.listed))


def _share(edge: Edge) -> str:
    return "" if edge.share is None or edge.share == UNKNOWN else str(edge.share.rounded())


def _clean(text: str) -> str:
    """Without the control characters that XML has no way to write."""
    return "".join(one for one in text if one >= " " or one in "\t\n")
