"""Decision flowcharts: the geometry comes from ``flowchart``, the look from the style."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from handouts.document import ChartEdge, ChartNode, Flowchart
from handouts.flowchart import Area, Edge, Graph, Layout, Measure, Node, Route, Size, lay_out
from handouts.flowchart import Box as Place
from handouts.pages import Item, Path, PathStep, TextRun
from handouts.style import Style
from handouts.typeset.drawing import Drawing, owned
from handouts.typeset.flowchart_nodes import NodeSetter, node_setter, wrapped
from handouts.typeset.metrics import Metrics

ARROW_LENGTH: Final = 6.5
ARROW_WIDTH: Final = 6.0

LABEL_HEIGHT: Final = 1.15
LABEL_LEADING: Final = 1.2
LABEL_WIDTH: Final = 6.2
"""Height and leading of a label's box, and the width at which it is broken, in its type size."""


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
    labels = [_LabelLines.of(edge.label, style, metrics) for edge in block.edges]
    setters, layout = _laid_out(block, style, metrics, labels, Area(width, max_height))
    items: list[Item] = [*_edge_lines(layout, style)]
    nodes: list[Mapping[str, Any]] = []
    for setter, place in zip(setters, layout.boxes, strict=True):
        drawn, text_box = setter.drawn(place)
        items += drawn
        nodes.append(_node_dump(setter, place, text_box, style))
    edges = []
    for edge, route, lines in zip(block.edges, layout.routes, labels, strict=True):
        items += _label(lines, route, style, metrics)
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
    return tuple(owned(item, block) for item in items)


@dataclass(frozen=True, slots=True)
class _LabelLines:
    """A label, in several lines when it is long."""

    lines: tuple[str, ...]
    size: Size | None

    @classmethod
    @lru_cache(maxsize=1_024)
    def of(cls, label: str, style: Style, metrics: Metrics) -> "_LabelLines":
        """Wrap and measure."""
        if not label.strip():
            return cls((), None)
        kind = style.type["label"]
        room = LABEL_WIDTH * kind.size
        room = max(room, *(metrics.width(w, kind.face, kind.size) for w in label.split()))
        lines = wrapped(label, kind.face, kind.size, room, metrics)
        width = max(metrics.width(line.rstrip(), kind.face, kind.size) for line in lines)
        height = (LABEL_HEIGHT + LABEL_LEADING * (len(lines) - 1)) * kind.size
        return cls(tuple(lines), Size(width, height))


def _laid_out(
    block: Flowchart, style: Style, metrics: Metrics, labels: list[_LabelLines], area: Area
) -> tuple[list[NodeSetter], Layout]:
    """With calm boxes; where these do not fit, with tight ones."""
    settings = [
        [
            node_setter(node, style, metrics, start=i == 0, tight=tight)
            for i, node in enumerate(block.nodes)
        ]
        for tight in (False, True)
    ]
    graph = Graph(
        tuple(Node(node.id, _group(node)) for node in block.nodes),
        tuple(
            Edge(edge.source, edge.target, label.size)
            for edge, label in zip(block.edges, labels, strict=True)
        ),
        max(setter.narrowest for setter in settings[0]),
    )
    layout = lay_out(graph, area, [_measure(setters) for setters in settings])
    return settings[layout.measure], _shifted(layout, (area.width - layout.width) / 2)


def _measure(setters: list[NodeSetter]) -> Measure:
    by_id = {setter.node.id: setter for setter in setters}
    return lambda node, width: by_id[node].height(width)


def _group(node: ChartNode) -> int | None:
    return node.roles[0] if node.kind == "outcome" and len(node.roles) == 1 else None


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


def _label(label: _LabelLines, route: Route, style: Style, metrics: Metrics) -> list[TextRun]:
    if route.label is None:
        return []
    kind, ink = style.type["label"], style.colours["ink"]
    cap = metrics.cap_height(kind.face, kind.size)
    first = route.label.y + (LABEL_HEIGHT * kind.size + cap) / 2
    lines = [*label.lines[:-1], f"{label.lines[-1]} "]
    return [
        TextRun(
            route.label.x, first + i * LABEL_LEADING * kind.size, line, kind.face, kind.size, ink
        )
        for i, line in enumerate(lines)
    ]


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
