"""Decision flowcharts: the geometry comes from ``flowchart``, the look from the style."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from handouts.document import ChartEdge, ChartNode, Flowchart
from handouts.flowchart import Area, Edge, Graph, Layout, Node, Route, Size, lay_out
from handouts.flowchart import Box as Place
from handouts.pages import Item, Path, PathStep, TextRun
from handouts.style import Style
from handouts.typeset.drawing import Drawing
from handouts.typeset.flowchart_nodes import NodeSetter
from handouts.typeset.metrics import Metrics

ARROW_LENGTH: Final = 6.5
ARROW_WIDTH: Final = 6.0

LABEL_HEIGHT: Final = 1.15
"""Height of a label's box, in its type size."""


def set_flowchart(
    block: Flowchart,
    style: Style,
    metrics: Metrics,
    width: float,
    max_height: float | None = None,
) -> Drawing:
    """Set the chart ``width`` points wide, at most ``max_height`` high where that is possible.

    Type is never made smaller: where nothing fits, the drawing is the lowest that can be made.
    ``dump`` holds nodes and edges from the drawing's own top left corner; see ``moved_dump``.
    """
    setters = [NodeSetter(n, style, metrics, start=i == 0) for i, n in enumerate(block.nodes)]
    by_id = {setter.node.id: setter for setter in setters}
    labels = tuple(_label_size(edge.label, style, metrics) for edge in block.edges)
    layout = lay_out(
        _graph(block, labels), Area(width, max_height), lambda node, w: by_id[node].height(w)
    )
    layout = _shifted(layout, (width - layout.width) / 2)
    items: list[Item] = [*_edge_lines(layout, style)]
    nodes: list[Mapping[str, Any]] = []
    for setter, place in zip(setters, layout.boxes, strict=True):
        drawn, text_box = setter.drawn(place)
        items += drawn
        nodes.append(_node_dump(setter, place, text_box, style))
    edges = []
    for edge, route in zip(block.edges, layout.routes, strict=True):
        items += _label(edge, route, style, metrics)
        edges.append(_edge_dump(edge, route, style))
    dump = {"nodes": nodes, "edges": edges}
    return Drawing(width, layout.height, _owned(items, block.id), dump)


def moved_dump(dump: Mapping[str, Any], dx: float, dy: float) -> dict[str, Any]:
    """A chart's geometry, shifted."""
    return {
        "nodes": [
            {
                **node,
                "x": node["x"] + dx,
                "y": node["y"] + dy,
                "text_box": _moved_box(node["text_box"], dx, dy),
            }
            for node in dump["nodes"]
        ],
        "edges": [
            {
                **edge,
                "points": [[x + dx, y + dy] for x, y in edge["points"]],
                "label_box": edge["label_box"] and _moved_box(edge["label_box"], dx, dy),
            }
            for edge in dump["edges"]
        ],
    }


def _moved_box(box: list[float], dx: float, dy: float) -> list[float]:
    return [box[0] + dx, box[1] + dy, box[2], box[3]]


def _owned(items: Iterable[Item], block: str) -> tuple[Item, ...]:
    return tuple(replace(item, block=block) for item in items)


def _graph(block: Flowchart, labels: tuple[Size | None, ...]) -> Graph:
    nodes = tuple(Node(node.id, _group(node)) for node in block.nodes)
    edges = tuple(
        Edge(edge.source, edge.target, label)
        for edge, label in zip(block.edges, labels, strict=True)
    )
    return Graph(nodes, edges)


def _group(node: ChartNode) -> int | None:
    return node.roles[0] if node.kind == "outcome" and len(node.roles) == 1 else None


def _label_size(label: str, style: Style, metrics: Metrics) -> Size | None:
    if not label:
        return None
    kind = style.type["label"]
    return Size(metrics.width(label, kind.face, kind.size), LABEL_HEIGHT * kind.size)


def _shifted(layout: Layout, dx: float) -> Layout:
    if abs(dx) < 0.01:
        return layout
    return replace(
        layout,
        boxes=tuple(replace(box, x=box.x + dx) for box in layout.boxes),
        routes=tuple(
            Route(
                tuple((x + dx, y) for x, y in route.points),
                route.label and replace(route.label, x=route.label.x + dx),
            )
            for route in layout.routes
        ),
    )


# Edges


def _edge_lines(layout: Layout, style: Style) -> list[Item]:
    """Lines, then one arrowhead for all edges that arrive at one point."""
    ink, line = style.colours["ink"], style.rules["edge"]
    items: list[Item] = []
    heads: dict[tuple[float, float], Item] = {}
    for route in layout.routes:
        (bx, by), (ex, ey) = route.points[-2:]
        dx, dy = _sign(ex - bx), _sign(ey - by)
        base = ex - dx * (ARROW_LENGTH - 1), ey - dy * (ARROW_LENGTH - 1)
        items.append(Path(_polyline([*route.points[:-1], base]), stroke=ink, stroke_width=line))
        heads[round(ex, 2), round(ey, 2)] = Path(_arrowhead(ex, ey, dx, dy), fill=ink)
    return [*items, *heads.values()]


def _sign(number: float) -> int:
    return (number > 0.01) - (number < -0.01)


def _polyline(points: list[tuple[float, float]]) -> tuple[PathStep, ...]:
    first, *rest = points
    return (("M", first), *(("L", point) for point in rest))


def _arrowhead(x: float, y: float, dx: int, dy: int) -> tuple[PathStep, ...]:
    bx, by, half = x - dx * ARROW_LENGTH, y - dy * ARROW_LENGTH, ARROW_WIDTH / 2
    return (
        ("M", (x, y)),
        ("L", (bx - dy * half, by + dx * half)),
        ("L", (bx + dy * half, by - dx * half)),
        ("Z", ()),
    )


def _label(edge: ChartEdge, route: Route, style: Style, metrics: Metrics) -> list[Item]:
    if route.label is None:
        return []
    kind = style.type["label"]
    cap = metrics.cap_height(kind.face, kind.size)
    y = route.label.y + (route.label.height + cap) / 2
    return [TextRun(route.label.x, y, f"{edge.label} ", kind.face, kind.size, style.colours["ink"])]


# Geometry


def _node_dump(
    setter: NodeSetter, place: Place, text_box: tuple[float, float, float, float], style: Style
) -> dict[str, Any]:
    return {
        "id": setter.node.id,
        "x": place.x,
        "y": place.y,
        "w": place.width,
        "h": place.height,
        "text": setter.text,
        "shape": setter.shape,
        "text_box": list(text_box),
        "font_size": style.type["node"].size,
    }


def _edge_dump(edge: ChartEdge, route: Route, style: Style) -> dict[str, Any]:
    box = route.label
    return {
        "from": edge.source,
        "to": edge.target,
        "points": [[x, y] for x, y in route.points],
        "label": edge.label,
        "label_box": [box.x, box.y, box.width, box.height] if box else None,
        "font_size": style.type["label"].size,
    }
