"""Charts of the kind ``spine``: a decision as a tree, its first answers the bands of a trunk."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from handouts.document import ChartEdge, ChartNode, Flowchart
from handouts.flowchart import (
    Area,
    Band,
    Edge,
    Graph,
    Node,
    Part,
    Size,
    Sizes,
    Spine,
    Tree,
    divide,
    spine,
    trees,
)
from handouts.frozen import dataclass
from handouts.kept import kept
from handouts.pages import Box, Item, TextRun
from handouts.shapes import Colour
from handouts.style import mixed
from handouts.typeset.column.frame import Frame
from handouts.typeset.column.marks import draw_icon, icon_width
from handouts.typeset.flowchart.connectors import ConnectorSetter, part_chart
from handouts.typeset.flowchart.measured import (
    LABEL_LEADING,
    LabelLines,
    MeasuredChart,
    Setter,
    height_of,
)
from handouts.typeset.flowchart.text import wrapped

REPEATED: Final = "#"
"""Parts the number of a copy from the id of what is printed again."""

_SIDE: Final = 7.0
"""Over and under a band's word, and at its sides."""
_ICON: Final = 17.0
_LENGTH: Final = 9.5
"""A band's word is broken where it is longer, in ems: three rows of results."""
_GROUND: Final = 0.05
"""The share of a band's colour in the ground beside it: half as much as in a result."""


def expanded(block: Flowchart) -> Flowchart:
    """The chart as a tree: results as often as a way leads to them, other boxes named where they recur.

    What is met first, top down, is the box itself; what is met again has an id of its own.
    """
    nodes = {node.id: node for node in block.nodes}
    ways: dict[str, list[ChartEdge]] = {node.id: [] for node in block.nodes}
    for edge in block.edges:
        ways[edge.source].append(edge)
    met: dict[str, int] = {}
    made: list[ChartNode] = []
    edges: dict[int, ChartEdge] = {}
    places = {edge: place for place, edge in enumerate(block.edges)}

    def visit(name: str) -> str:
        node, often = nodes[name], met.get(name, 0)
        met[name] = often + 1
        if often and node.kind != "outcome":
            node = ChartNode(name, "connector", "", f"to box {node.label}")
        own = f"{name}{REPEATED}{often + 1}" if often else name
        made.append(replace(node, id=own))
        if not often:
            for edge in ways[name]:
                edges[places[edge]] = replace(edge, target=visit(edge.target))
        return own

    visit(block.nodes[0].id)
    whole = tuple(edges[place] for place in sorted(edges))
    return replace(block, nodes=tuple(made), edges=whole)


@dataclass(frozen=True, slots=True)
class SpineChart:
    """A chart that is a tree, laid out."""

    chart: MeasuredChart
    spine: Spine
    setters: Sequence[Setter]
    words: Mapping[int, LabelLines]
    """The words of the bands, by their edges."""


def laid_out(
    block: Flowchart, frame: Frame, height: float | None, *, trunk: bool = False
) -> SpineChart | None:
    """The tree in calm boxes, or in tight ones where these are too high; none if words have no room.

    Where a trunk of bands is too high for its page, the first question is one like the others.
    """
    first = block.nodes[0]
    own = [n for n, edge in enumerate(block.edges) if edge.source == first.id]
    best: SpineChart | None = None
    for banded in (own, ()) if first.kind == "question" and len(own) > 1 else ((),):
        found = _laid_out(block, frame, height, banded)
        if found and (best is None or found.spine.layout.height < best.spine.layout.height):
            best = found
        if best and (trunk or height is None or best.spine.layout.height <= height):
            break
    return best


def _laid_out(
    block: Flowchart, frame: Frame, height: float | None, banded: Sequence[int]
) -> SpineChart | None:
    chart = MeasuredChart.of(block, frame)
    words = {n: _word(block.edges[n], frame) for n in banded}
    bands = {n: _room(block.edges[n], words[n], frame) for n in banded}
    best: SpineChart | None = None
    settings = chart.settings(diamonds=False)
    measured = chart.unlabelled().settings(diamonds=False)
    area, size_of_bands = Area(frame.width, height), tuple(bands.items())
    for setters, sized in zip(settings, measured, strict=True):
        graph = _graph(chart, setters, banded)
        found = _placed(tuple(sized), graph, area, size_of_bands, chart.unit)
        if found and (best is None or found.layout.height < best.spine.layout.height):
            best = SpineChart(chart, found, setters, words)
        if found and (height is None or found.layout.height <= height):
            break
    return best


@kept(most=64)
def _placed(
    sized: tuple[Setter, ...],
    graph: Graph,
    area: Area,
    bands: tuple[tuple[int, Size], ...],
    unit: float,
) -> Spine | None:
    """The tree as it fits best; numbers and letters of its boxes change nothing, so ``sized`` has none.

    It is found again when the boxes are numbered in the order in which they are read.
    """
    return spine(graph, area, _sizes(sized, unit), dict(bands))


def _sizes(setters: Sequence[Setter], unit: float) -> Sizes:
    by_id = {setter.node.id: setter for setter in setters}
    return Sizes(
        lambda node, width: height_of(by_id[node], width),
        lambda node: by_id[node].narrowest,
        unit,
    )


def _graph(chart: MeasuredChart, setters: Sequence[Setter], banded: Sequence[int]) -> Graph:
    """The tree; what stands in a band needs no room beside a line."""
    nodes = tuple(
        Node(s.node.id, width=s.width if isinstance(s, ConnectorSetter) else None) for s in setters
    )
    edges = tuple(
        Edge(edge.source, edge.target, None if n in banded else label.size)
        for n, (edge, label) in enumerate(zip(chart.block.edges, chart.labels, strict=True))
    )
    return Graph(nodes, edges)


# Bands


def _word(edge: ChartEdge, frame: Frame) -> LabelLines:
    """An answer in lines, as it runs along its band."""
    kind = frame.style.type["label"]
    room = _LENGTH * kind.size
    longest = (frame.metrics.width(w, "700", kind.size) for w in edge.label.split())
    room = max(room, *longest) if edge.label.split() else room
    lines = wrapped(edge.label, "700", kind.size, room, frame.metrics)
    wide = max(frame.metrics.width(line.rstrip(), "700", kind.size) for line in lines)
    return LabelLines(lines, Size(wide, LABEL_LEADING * kind.size * len(lines)))


def _room(edge: ChartEdge, word: LabelLines, frame: Frame) -> Size:
    """How wide a band's word makes the trunk, and how long the band has to be."""
    unit = _unit(frame)
    assert word.size is not None
    icon = icon_width(edge.icon, _ICON * unit) if edge.icon else 0.0
    long = word.size.width + 2 * _SIDE * unit
    if edge.icon:
        long += (_ICON + _SIDE) * unit
    return Size(max(word.size.height, icon) + 2 * _SIDE * unit, long)


def _unit(frame: Frame) -> float:
    return max(frame.style.type["label"].size / 10.5, 1.0)


def band_items(found: SpineChart, band: Band) -> list[Item]:
    """A band in its colour with its icon and its word, which runs down; the ground beside it."""
    frame = found.chart.frame
    style, edge, word = frame.style, found.chart.block.edges[band.edge], found.words[band.edge]
    look = edge.look
    colour = style.roles[look].colour if look is not None and look < len(style.roles) else None
    full, low = colour or frame.colour("ink"), style.ink == "low"
    box, ground = band.box, band.ground
    items: list[Item] = []
    if low:
        line = style.rules["outline"]
        area = box.x + line / 2, box.y + line / 2, box.width - line, box.height - line
        items.append(Box(*area, stroke=frame.colour("ink"), stroke_width=line))
    else:
        pale = mixed(full, frame.colour("paper"), _GROUND)
        items.append(Box(ground.x, ground.y, ground.width, ground.height, fill=pale))
        items.append(Box(box.x, box.y, box.width, box.height, fill=full))
    paper = frame.colour("paper")
    text, under = (frame.colour("ink"), paper) if low else (paper, full)
    unit = _unit(frame)
    y = box.y + _SIDE * unit
    if edge.icon:
        size = _ICON * unit
        x = box.x + (box.width - icon_width(edge.icon, size)) / 2
        items.append(draw_icon(edge.icon, x, y, size, text, under))
        y += size + _SIDE * unit
    return [*items, *_running_down(word, box.x + box.width / 2, y, text, frame)]


def _running_down(
    word: LabelLines, middle: float, y: float, colour: Colour, frame: Frame
) -> Iterator[TextRun]:
    """Lines that run down the page, the first at the right."""
    size = frame.style.type["label"].size
    leading, cap = LABEL_LEADING * size, frame.metrics.cap_height("700", size)
    right = middle + (len(word.lines) - 1) * leading / 2 - cap / 2
    for number, line in enumerate(word.lines):
        text = f"{line.rstrip()} "
        yield TextRun(right - number * leading, y, text, "700", size, colour, turned=True)


# Parts


def divided(block: Flowchart, frame: Frame, rooms: Sequence[float]) -> tuple[Part, ...]:
    """The tree in parts, each with as many questions as its room holds, in reading order.

    The last room is that of all parts that follow.
    """
    chart = MeasuredChart.of(block, frame)
    graph = _graph(chart, chart.settings(diamonds=False)[1], ())
    units = list(_units(*trees(graph)))
    parts: dict[str, int] = {}
    number, start = 0, 0
    while start < len(units):
        room = rooms[min(number, len(rooms) - 1)]
        end = start + 1
        while end < len(units) and _fits(block, frame, graph, (parts, units, start, end + 1), room):
            end += 1
        parts |= {name: number for unit in units[start:end] for name in unit}
        number, start = number + 1, end
    return divide(graph, [parts[node.id] for node in graph.nodes])


def _units(tree: Tree) -> Iterator[list[str]]:
    """What goes to a page together: a question and its results, top down."""
    yield [tree.node, *(to.node for _, to in tree.ways if to.is_end)]
    for _, to in tree.ways:
        if not to.is_end:
            yield from _units(to)


def _fits(
    block: Flowchart,
    frame: Frame,
    graph: Graph,
    cut: tuple[dict[str, int], list[list[str]], int, int],
    room: float,
) -> bool:
    """Whether the units from one to another make a part that its room holds."""
    parts, units, start, end = cut
    number = max(parts.values(), default=-1) + 1
    trial = parts | {name: number for unit in units[start:end] for name in unit}
    part = divide(graph, [trial.get(node.id, number + 1) for node in graph.nodes])[number]
    found = laid_out(part_chart(block, part, number), frame, room)
    return found is not None and found.spine.layout.height <= room
