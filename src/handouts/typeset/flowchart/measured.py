"""A flowchart with its texts measured, ready to be laid out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from handouts.document import ChartNode, Flowchart
from handouts.flowchart import (
    Area,
    Box,
    Edge,
    Graph,
    Layout,
    Measure,
    Node,
    Route,
    Size,
    fit,
    lay_out,
)
from handouts.frozen import dataclass
from handouts.kept import kept
from handouts.style import Style
from handouts.typeset.column.frame import Frame
from handouts.typeset.flowchart.connectors import ConnectorSetter
from handouts.typeset.flowchart.diamonds import DiamondSetter
from handouts.typeset.flowchart.nodes import DESIGN_SIZE, NodeSetter
from handouts.typeset.flowchart.results import CardSetter, RowSetter
from handouts.typeset.flowchart.text import wrapped
from handouts.typeset.lines.metrics import Metrics

LABEL_HEIGHT: Final = 1.15
LABEL_LEADING: Final = 1.2
LABEL_WIDTH: Final = 6.2
"""Height and leading of a label's box, and the width at which it is broken, in its type size."""

Setter = NodeSetter | ConnectorSetter


@dataclass(frozen=True, slots=True)
class LabelLines:
    """A label, in several lines when it is long."""

    lines: tuple[str, ...]
    size: Size | None

    @classmethod
    @kept(most=1_024)
    def of(cls, label: str, style: Style, metrics: Metrics) -> "LabelLines":
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


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A layout in the middle of its area, and the setters whose boxes it has."""

    layout: Layout
    setters: Sequence[Setter]


@dataclass(frozen=True, slots=True)
class MeasuredChart:
    """One chart in one style: calm boxes and tight ones, questions as the style wants them."""

    block: Flowchart
    frame: Frame
    labels: tuple[LabelLines, ...]

    @classmethod
    def of(cls, block: Flowchart, frame: Frame) -> "MeasuredChart":
        """Measure the labels."""
        labels = (LabelLines.of(edge.label, frame.style, frame.metrics) for edge in block.edges)
        return cls(block, frame, tuple(labels))

    def fitted(self, height: float | None, *, fold: bool = True) -> LaidOut | None:
        """A layout at most ``height`` high; diamonds give way to boxes where they do not."""
        for diamonds in self._shapes():
            settings = self.settings(diamonds=diamonds)
            graph, measures = self._scaled(settings)
            layout = fit(graph, self._area(height), measures, fold=fold)
            if layout:
                return self._placed(layout, settings)
        return None

    def lowest(self, height: float | None) -> LaidOut:
        """A layout that fits, else the lowest that can be made."""
        found = self.fitted(height) if self.frame.style.question == "diamond" else None
        if found:
            return found
        settings = self.settings(diamonds=False)
        graph, measures = self._scaled(settings)
        return self._placed(lay_out(graph, self._area(height), measures), settings)

    @property
    def unit(self) -> float:
        """How much larger than designed the type is: gaps and clearances grow with it."""
        return max(self.frame.style.type["node"].size / DESIGN_SIZE, 1.0)

    def _area(self, height: float | None) -> Area:
        return Area(self.frame.width / self.unit, height and height / self.unit)

    def _scaled(self, settings: Sequence[Sequence[Setter]]) -> tuple[Graph, list[Measure]]:
        """What is to be laid out, in the size in which it was designed."""
        graph, unit = self.graph(settings[0]), self.unit
        if unit > 1:
            nodes = (replace(n, width=n.width and n.width / unit) for n in graph.nodes)
            edges = (
                replace(e, label=e.label and Size(e.label.width / unit, e.label.height / unit))
                for e in graph.edges
            )
            graph = Graph(tuple(nodes), tuple(edges), graph.narrowest / unit)
        return graph, [_measure(setters, unit) for setters in settings]

    def _placed(self, layout: Layout, settings: Sequence[Sequence[Setter]]) -> LaidOut:
        whole, setters = _enlarged(layout, self.unit), settings[layout.measure]
        placed = _shifted(whole, (self.frame.width - whole.width) / 2)
        return LaidOut(_widened(placed, setters, self.frame.width, self.unit), setters)

    def _shapes(self) -> tuple[bool, ...]:
        return (True, False) if self.frame.style.question == "diamond" else (False,)

    def settings(self, *, diamonds: bool) -> list[list[Setter]]:
        """The nodes' setters, calm and tight."""
        return [
            [
                self._setter(node, start=number == 0, tight=tight, diamonds=diamonds)
                for number, node in enumerate(self.block.nodes)
            ]
            for tight in (False, True)
        ]

    def _setter(self, node: ChartNode, *, start: bool, tight: bool, diamonds: bool) -> Setter:
        style = self.frame.style
        if node.kind == "connector":
            return _connector_setter(node, style, self.frame.metrics)
        plain = self.block.roles > len(style.roles)
        kind = self._kind(node, diamonds=diamonds)
        return _node_setter(
            kind, node, style, self.frame.metrics, start=start, tight=tight, plain=plain
        )

    def unlabelled(self) -> "MeasuredChart":
        """The chart without numbers and letters, which change no size."""
        nodes = tuple(replace(node, label="") for node in self.block.nodes)
        return replace(self, block=replace(self.block, nodes=nodes))

    def _kind(self, node: ChartNode, *, diamonds: bool) -> type[NodeSetter]:
        """How a node is drawn: results of one role have a bar, on a spine all have."""
        if node.kind != "outcome":
            return DiamondSetter if diamonds and node.kind == "question" else NodeSetter
        if self.block.kind == "spine":
            return RowSetter
        return CardSetter if node.title and len(node.roles) == 1 else NodeSetter

    def graph(self, setters: Sequence[Setter]) -> Graph:
        """What is to be laid out."""
        return Graph(
            tuple(_node(setter) for setter in setters),
            tuple(
                Edge(edge.source, edge.target, label.size)
                for edge, label in zip(self.block.edges, self.labels, strict=True)
            ),
            max(setter.narrowest for setter in setters),
        )


@kept(most=64)
def _connector_setter(node: ChartNode, style: Style, metrics: Metrics) -> ConnectorSetter:
    """One setter for equal nodes: what is kept by its setters is found again."""
    return ConnectorSetter(node, style, metrics)


@kept(most=1_024)
def _node_setter(
    kind: type[NodeSetter],
    node: ChartNode,
    style: Style,
    metrics: Metrics,
    *,
    start: bool,
    tight: bool,
    plain: bool,
) -> NodeSetter:
    """One setter for equal nodes, so that its heights are found again."""
    return kind(node, style, metrics, start=start, tight=tight, plain=plain)


def _node(setter: Setter) -> Node:
    node = setter.node
    if isinstance(setter, ConnectorSetter):
        return Node(node.id, width=setter.width)
    group = node.roles[0] if node.kind == "outcome" and len(node.roles) == 1 else None
    return Node(node.id, group, diamond=setter.shape == "diamond")


def _measure(setters: Sequence[Setter], unit: float) -> Measure:
    by_id: Mapping[str, Setter] = {setter.node.id: setter for setter in setters}
    return lambda node, width: height_of(by_id[node], width, unit)


@kept(most=16_384)
def height_of(setter: Setter, width: float, unit: float = 1.0) -> float:
    """The height of a node's box in the size in which it was designed, ``unit`` times as small."""
    return setter.height(width * unit) / unit


def _enlarged(layout: Layout, unit: float) -> Layout:
    """The layout as many times as large."""
    if unit == 1:
        return layout
    return replace(
        layout,
        width=layout.width * unit,
        height=layout.height * unit,
        boxes=tuple(_times(box, unit) for box in layout.boxes),
        routes=tuple(
            Route(
                tuple((x * unit, y * unit) for x, y in route.points),
                route.label and _times(route.label, unit),
            )
            for route in layout.routes
        ),
    )


def _widened(layout: Layout, setters: Sequence[Setter], width: float, unit: float) -> Layout:
    """The layout with the cards in its last row as wide as there is room, and no higher than they need."""
    last = max(box.y for box in layout.boxes)
    row = [n for n, box in enumerate(layout.boxes) if abs(box.y - last) < _SAME]
    if not all(isinstance(setters[n], CardSetter) for n in row):
        return layout
    others = [box.bottom for n, box in enumerate(layout.boxes) if n not in row]
    others += [y for route in layout.routes for _, y in route.points]
    others += [route.label.bottom for route in layout.routes if route.label]
    if max(others, default=0.0) > last + _SAME:
        return layout
    row.sort(key=lambda n: layout.boxes[n].x)
    boxes = list(layout.boxes)
    for place, n in enumerate(row):
        box = boxes[n]
        left = (layout.boxes[row[place - 1]].right + box.x + _CARDS * unit) / 2 if place else 0.0
        right = width
        if row[place + 1 :]:
            right = (box.right + layout.boxes[row[place + 1]].x - _CARDS * unit) / 2
        boxes[n] = replace(box, x=min(left, box.x), width=max(right, box.right) - min(left, box.x))
    high = max(setters[n].height(boxes[n].width) for n in row)
    if last + high > layout.height + _SAME:
        return layout
    for n in row:
        boxes[n] = replace(boxes[n], height=high)
    return replace(layout, boxes=tuple(boxes), height=last + high)


_SAME: Final = 0.5
"""Rows are equal within this."""

_CARDS: Final = 12.0
"""Between two wide cards."""


def _times(box: Box, unit: float) -> Box:
    return Box(box.x * unit, box.y * unit, box.width * unit, box.height * unit)


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
