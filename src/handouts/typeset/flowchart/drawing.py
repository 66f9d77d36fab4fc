"""Decision flowcharts: the geometry comes from ``flowchart``, the look from the style."""

from typing import Final

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import ChartEdge, Flowchart
from handouts.flowchart import Box as Place
from handouts.flowchart import Graph, Layout, NarrowAreaError, Route
from handouts.pages import Area, ChartGeometry, EdgeGeometry, Item, NodeGeometry, TextRun
from handouts.shapes import Path, PathStep
from handouts.style import Style
from handouts.typeset.column.drawing import Drawing, owned
from handouts.typeset.column.frame import Frame
from handouts.typeset.flowchart.measured import (
    LABEL_HEIGHT,
    LABEL_LEADING,
    LabelLines,
    LaidOut,
    MeasuredChart,
    Setter,
)

ARROW_LENGTH: Final = 6.5
ARROW_WIDTH: Final = 6.0


def set_flowchart(block: Flowchart, frame: Frame, max_height: float | None = None) -> Drawing:
    """Set the chart as wide as its frame, at most ``max_height`` high where that is possible.

    Type is never made smaller: where nothing fits, the drawing is the lowest that can be made.
    Its geometry counts from the drawing's own top left corner.

    Raises:
        HandoutsError: when its ways find no room beside its boxes, however high it may be.
    """
    chart = MeasuredChart.of(block, frame)
    try:
        found = chart.lowest(max_height)
    except NarrowAreaError as fault:
        raise HandoutsError(_too_tangled(block)) from fault
    return _drawing(chart, found)


def _too_tangled(block: Flowchart) -> Diagnostic:
    return Diagnostic(
        "overflow",
        f"the {len(block.edges)} ways of `{block.name}` have no room beside its boxes",
        "Give its questions fewer answers, or make two decisions of it",
        block.span,
    )


def fitted_flowchart(
    block: Flowchart, frame: Frame, height: float | None, *, fold: bool = True
) -> Drawing | None:
    """Set the chart at most ``height`` high, if that is possible.

    Without ``fold`` its edges run down the page once; with it they may go on at the top again.
    """
    chart = MeasuredChart.of(block, frame)
    found = chart.fitted(height, fold=fold)
    return _drawing(chart, found) if found else None


def graph_of(block: Flowchart, frame: Frame) -> tuple[Graph, list[float]]:
    """The chart's graph, and about the height that each node takes in a column of this width."""
    chart = MeasuredChart.of(block, frame)
    _, tight = chart.settings(diamonds=False)
    gap = 2 * frame.style.type["node"].leading
    return chart.graph(tight), [setter.height(frame.width) + gap for setter in tight]


def _drawing(chart: MeasuredChart, found: LaidOut) -> Drawing:
    """The lines of the edges under the nodes, the labels over them."""
    block, style, layout = chart.block, chart.frame.style, found.layout
    items = _edge_lines(layout, style, chart.unit)
    nodes: list[NodeGeometry] = []
    for setter, place in zip(found.setters, layout.boxes, strict=True):
        drawn, text_area = setter.drawn(place)
        items += drawn
        nodes.append(_node_geometry(setter, place, text_area, style))
    edges: list[EdgeGeometry] = []
    for edge, route, label in zip(block.edges, layout.routes, chart.labels, strict=True):
        items += _label(label, route, chart.frame)
        edges.append(_edge_geometry(edge, route, style))
    return Drawing(
        chart.frame.width,
        layout.height,
        tuple(owned(item, block.id) for item in items),
        ChartGeometry(tuple(nodes), tuple(edges)),
        crossings=layout.crossings,
    )


# Edges


def _edge_lines(layout: Layout, style: Style, unit: float) -> list[Item]:
    """Lines, then one arrowhead for all edges that arrive at one point."""
    ink, line = style.colours["ink"], style.rules["edge"]
    items: list[Item] = []
    heads: dict[tuple[float, float], Item] = {}
    for route in layout.routes:
        (bx, by), (ex, ey) = route.points[-2:]
        dx, dy = _sign(ex - bx), _sign(ey - by)
        base = ex - dx * (ARROW_LENGTH * unit - 1), ey - dy * (ARROW_LENGTH * unit - 1)
        items.append(Path(_polyline([*route.points[:-1], base]), stroke=ink, stroke_width=line))
        heads[round(ex, 2), round(ey, 2)] = Path(_arrowhead(ex, ey, dx, dy, unit), fill=ink)
    return [*items, *heads.values()]


def _sign(number: float) -> int:
    return (number > 0.01) - (number < -0.01)


def _polyline(points: list[tuple[float, float]]) -> tuple[PathStep, ...]:
    first, *rest = points
    return (("M", first), *(("L", point) for point in rest))


def _arrowhead(x: float, y: float, dx: int, dy: int, unit: float) -> tuple[PathStep, ...]:
    bx, by, half = (
        x - dx * ARROW_LENGTH * unit,
        y - dy * ARROW_LENGTH * unit,
        ARROW_WIDTH * unit / 2,
    )
    return (
        ("M", (x, y)),
        ("L", (bx - dy * half, by + dx * half)),
        ("L", (bx + dy * half, by - dx * half)),
        ("Z", ()),
    )


def _label(label: LabelLines, route: Route, frame: Frame) -> list[TextRun]:
    if route.label is None:
        return []
    kind, ink = frame.style.type["label"], frame.colour("ink")
    cap = frame.metrics.cap_height(kind.face, kind.size)
    first = route.label.y + (LABEL_HEIGHT * kind.size + cap) / 2
    lines = [*label.lines[:-1], f"{label.lines[-1]} "]
    return [
        TextRun(
            route.label.x, first + i * LABEL_LEADING * kind.size, line, kind.face, kind.size, ink
        )
        for i, line in enumerate(lines)
    ]


# Geometry


def _node_geometry(setter: Setter, place: Place, text_area: Area, style: Style) -> NodeGeometry:
    area = place.x, place.y, place.width, place.height
    size = style.type["node"].size
    return NodeGeometry(setter.node.id, area, setter.text, setter.shape, text_area, size)


def _edge_geometry(edge: ChartEdge, route: Route, style: Style) -> EdgeGeometry:
    box = route.label
    area = (box.x, box.y, box.width, box.height) if box else None
    size = style.type["label"].size
    return EdgeGeometry(edge.source, edge.target, route.points, edge.label, area, size)
