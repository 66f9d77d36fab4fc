"""Decision flowcharts: the geometry comes from ``flowchart``, the look from the style."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Final

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import ChartEdge, Flowchart
from handouts.flowchart import Box as Place
from handouts.flowchart import Graph, Layout, NarrowAreaError, Route
from handouts.flowchart.graph import Point
from handouts.flowchart.polylines import Line, crossed, until_met
from handouts.pages import Area, ChartGeometry, EdgeGeometry, Item, NodeGeometry, TextRun
from handouts.shapes import Path, PathStep, ellipse
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
from handouts.typeset.flowchart.spine import band_items, laid_out

ARROW_LENGTH: Final = 6.5
ARROW_WIDTH: Final = 6.0

_GAP: Final = 5.0
"""White in a line that another one crosses: four lines' width, so that it is seen and not read as an end."""

_DOT: Final = 2.7
"""Radius of the dot where two ways join: three times a line's half width, as in wiring diagrams."""

_WIDTH: Final = 1.6
"""Of a way, in the style's width of lines: it leads, and boxes' outlines only stand."""


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


def set_spine(
    block: Flowchart, frame: Frame, height: float | None, *, trunk: bool = False
) -> Drawing:
    """Set a tree as wide as its frame; at most as high as asked, if that is possible.

    With ``trunk`` it has one, however high it is; else where that is low enough.

    Raises:
        HandoutsError: when its words have no room, however high it may be.
    """
    found = laid_out(block, frame, height, trunk=trunk)
    if found is None:
        raise HandoutsError(_too_tangled(block))
    bands = [item for band in found.spine.bands for item in band_items(found, band)]
    return _drawing(found.chart, LaidOut(found.spine.layout, found.setters), bands, found.words)


def _drawing(
    chart: MeasuredChart,
    found: LaidOut,
    under: Sequence[Item] = (),
    banded: Collection[int] = (),
) -> Drawing:
    """The lines of the edges under the nodes, the labels over them but for those in bands."""
    block, style, layout = chart.block, chart.frame.style, found.layout
    items = [*under, *_edge_lines(layout, style, chart.unit)]
    nodes: list[NodeGeometry] = []
    for setter, place in zip(found.setters, layout.boxes, strict=True):
        drawn, text_area = setter.drawn(place)
        items += drawn
        nodes.append(_node_geometry(setter, place, text_area, style))
    edges: list[EdgeGeometry] = []
    ways = zip(block.edges, layout.routes, chart.labels, strict=True)
    for number, (edge, route, label) in enumerate(ways):
        if number not in banded:
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
    """Lines, each with gaps where another crosses it; dots where two join; an arrowhead for each end."""
    ink, width = style.colours["ink"], _WIDTH * style.rules["edge"]
    lines = [_shortened(route.points, unit) for route in layout.routes]
    items: list[Item] = []
    heads: dict[Point, Item] = {}
    dots: dict[Point, Item] = {}
    for number, route in enumerate(layout.routes):
        end = route.points[-1]
        others = [i for i, other in enumerate(layout.routes) if i != number]
        foreign = [lines[i] for i in others if layout.routes[i].points[-1] != end]
        joining = [lines[i] for i in others if layout.routes[i].points[-1] == end]
        parts = _interrupted(lines[number], foreign, _GAP * unit / 2)
        items += (Path(_polyline(part), stroke=ink, stroke_width=width) for part in parts)
        heads[_rounded(end)] = Path(_arrowhead(route.points[-2], end, unit), fill=ink)
        join = _join(lines[number], joining)
        if join:
            steps = ellipse(*join, _DOT * unit, _DOT * unit)
            dots[_rounded(join)] = Path(steps, fill=ink)
    return [*items, *dots.values(), *heads.values()]


def _shortened(points: Sequence[Point], unit: float) -> list[Point]:
    """A way's line, which ends within its arrowhead."""
    (bx, by), (ex, ey) = points[-2:]
    back = ARROW_LENGTH * unit - 1
    return [*points[:-1], (ex - _sign(ex - bx) * back, ey - _sign(ey - by) * back)]


def _interrupted(line: list[Point], others: Sequence[Line], half: float) -> Iterator[list[Point]]:
    """The line in parts: where others cross it along y, it has a gap, ``half`` to either side.

    So of two that cross the upright one goes over the other. A gap ends at a corner.
    """
    part = [line[0]]
    for ((ax, y), (bx, end)), places in zip(pairwise(line), crossed(line, others), strict=True):
        way = _sign(bx - ax)
        for x in places if way > 0 else reversed(places):
            before, behind = x - way * half, x + way * half
            if (before - part[-1][0]) * way > 0:
                part.append((before, y))
            if len(part) > 1:
                yield part
            part = [(min(behind, bx) if way > 0 else max(behind, bx), y)]
        part.append((bx, end))
    yield part


def _join(line: list[Point], others: Sequence[Line]) -> Point | None:
    """Where a line comes into one that leads to the same node; none if they meet in the arrowhead."""
    if not others:
        return None
    point = until_met(line, others)[-1][1]
    return None if point == line[-1] else point


def _rounded(point: Point) -> Point:
    return round(point[0], 2), round(point[1], 2)


def _sign(number: float) -> int:
    return (number > 0.01) - (number < -0.01)


def _polyline(points: list[Point]) -> tuple[PathStep, ...]:
    first, *rest = points
    return (("M", first), *(("L", point) for point in rest))


def _arrowhead(before: Point, tip: Point, unit: float) -> tuple[PathStep, ...]:
    x, y = tip
    dx, dy = _sign(x - before[0]), _sign(y - before[1])
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
