"""Coordinate assignment: from the grid to points, widths, heights and the lines on them."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from handouts.flowchart.graph import Area, Box, Graph, Measure, Placement, Point
from handouts.flowchart.labels import LabelSpace
from handouts.flowchart.nudging import AXIS_X, AXIS_Y, Run, Tracks
from handouts.frozen import dataclass

NODE_CLEAR: Final = 12.0
"""From a track to the boxes beside it: an arrowhead (6.5 points) and a bit of its line."""
RIM_CLEAR: Final = 2.0
"""From a track to the rim of the area: lines are about a point wide."""
TRACK: Final = 9.0
"""From one track to the next: lines of 1.1 points that the eye keeps apart in a photocopy. Halved, a
chart fewer is split of 21; doubled, one more."""
PORT: Final = 11.0
"""From one line at a node's side to the next: more than a track, as arrowheads are 6 points wide."""
_PORT_RIM: Final = 1.0
"""From the last line at a side of a box to the box's corner, at least: about a line's width."""
CHANNEL_TOP: Final = 9.0
CHANNEL_FOOT: Final = 14.0
"""From the boxes above to the first track, and from the last to the boxes below, where arrowheads are."""
LOST: Final = 46.0
"""A box is not made as high as its row if its text would leave this much room: three lines and a bit.
Halved or doubled, only lengths of edges change."""
WIDEST: Final = 220.0
"""Wider columns would be hard to read across: some 45 letters a line. Halved, two thirds more charts
are split; doubled, none fewer."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """Least width of a gutter and height of a channel."""

    gutter: float
    channel: float


@dataclass(frozen=True, slots=True)
class Coordinates:
    """Where the lines of the grid lie. ``zones`` are the tops and heights of the channels' labels."""

    width: float
    height: float
    middles: tuple[tuple[float, ...], tuple[float, ...]]
    """The middles of columns and gutters along x, of rows and channels along y."""
    boxes: tuple[Box, ...]
    zones: tuple[tuple[float, float], ...]


def assign_coordinates(
    graph: Graph,
    placement: Placement,
    tracks: Tracks,
    area: Area,
    gaps: Gaps,
    space: LabelSpace,
    measure: Measure,
) -> Coordinates | None:
    """Sizes of everything; none when the columns would be narrower than the longest word."""
    gutters = [_gutter(i, placement, tracks, gaps, space) for i in range(placement.columns + 1)]
    column, gutters = _columns(area.width, placement.columns, gutters)
    if column < (graph.narrowest if placement.columns > 1 else 1):
        return None
    xs = _middles([width for width, _ in gutters], [column] * placement.columns)
    for i, (wide, middle) in enumerate(gutters):
        xs[2 * i] += middle - wide / 2
    widths = [min(node.width or column, column) for node in graph.nodes]
    if placement.wide:
        widths[0] = _wide(graph, xs, placement, tracks, column)
    ports = _port_heights(graph, tracks)
    natural = [
        max(measure(node.id, width), least)
        for node, width, least in zip(graph.nodes, widths, ports, strict=True)
    ]
    heights = [
        max(h for h, (_, r) in zip(natural, placement.cells, strict=True) if r == row)
        for row in range(placement.rows)
    ]
    channels = [_channel(i, placement, tracks, gaps, space) for i in range(placement.rows + 1)]
    ys = _middles([height for height, _, _ in channels], heights)
    boxes = tuple(
        _centred(xs[2 * c + 1], ys[2 * r + 1], width, own if node.width else _even(own, heights[r]))
        for node, (c, r), width, own in zip(
            graph.nodes, placement.cells, widths, natural, strict=True
        )
    )
    zones: list[tuple[float, float]] = []
    for i, (height, middle, zone) in enumerate(channels):
        top = ys[2 * i] - height / 2
        zones.append((top, zone))
        ys[2 * i] = top + middle
    width = column * placement.columns + sum(wide for wide, _ in gutters)
    total = sum(heights) + sum(height for height, _, _ in channels)
    return Coordinates(width, total, (tuple(xs), tuple(ys)), boxes, tuple(zones))


def _port_heights(graph: Graph, tracks: Tracks) -> list[float]:
    """How high each box must be so that all lines at its sides meet it."""
    found = {node.id: 0.0 for node in graph.nodes}
    for number, (edge, runs) in enumerate(zip(graph.edges, tracks.runs, strict=True)):
        for place, node in ((0, edge.source), (len(runs) - 1, edge.target)):
            run = runs[place]
            if run.axis == AXIS_X:
                away = abs(tracks.strands[number, place].shift) * _pitch(run)
                found[node] = max(found[node], 2 * (away + _PORT_RIM))
    return list(found.values())


def least_height(
    graph: Graph,
    columns: int,
    rows: Sequence[int],
    width: float,
    gaps: Gaps,
    measure: Measure,
    *,
    wide: bool = False,
) -> float | None:
    """Height of the rows with nothing in gutters and channels; none when columns are too narrow.

    ``wide`` is whether the start covers its gutters.
    """
    column = min((width - (columns - 1) * gaps.gutter) / columns, WIDEST)
    if column < (graph.narrowest if columns > 1 else 1):
        return None
    heights = [0.0] * (max(rows) + 1)
    for number, (node, row) in enumerate(zip(graph.nodes, rows, strict=True)):
        room = width if wide and not number else min(node.width or column, column)
        heights[row] = max(heights[row], measure(node.id, room))
    return sum(heights) + (len(heights) - 1) * gaps.channel


def _columns(
    width: float, columns: int, gutters: list[tuple[float, float]]
) -> tuple[float, list[tuple[float, float]]]:
    """Width of the columns; width beyond ``WIDEST`` goes to the gutters between them."""
    column = (width - sum(wide for wide, _ in gutters)) / columns
    if column <= WIDEST:
        return column, gutters
    spare = (column - WIDEST) * columns / max(columns - 1, 1)
    inner = [(wide + spare, middle + spare / 2) for wide, middle in gutters[1:-1]]
    return WIDEST, [gutters[0], *inner, gutters[-1]]


def _centred(x: float, y: float, width: float, height: float) -> Box:
    return Box(x - width / 2, y - height / 2, width, height)


def _even(own: float, row: float) -> float:
    """A row's boxes are equally high, but a short text does not stand lost in a high box."""
    return own if row - own > LOST else row


def _middles(gaps: list[float], bodies: list[float]) -> list[float]:
    """Middles of gaps and bodies in turn."""
    middles, at = [gaps[0] / 2], gaps[0]
    for gap, body in zip(gaps[1:], bodies, strict=True):
        middles += [at + body / 2, at + body + gap / 2]
        at += body + gap
    return middles


def _gutter(
    number: int, placement: Placement, tracks: Tracks, gaps: Gaps, space: LabelSpace
) -> tuple[float, float]:
    """Width of a gutter and the middle of its tracks."""
    line = 2 * number
    count = tracks.counts.get((AXIS_Y, line), 0)
    wish = space.gutters.get(line, 0.0)
    rim = number in (0, placement.columns)
    if not count:
        width = wish if rim else max(gaps.gutter, wish)
        return width, width / 2
    spread = (count - 1) * TRACK
    before = max(RIM_CLEAR if number == 0 else NODE_CLEAR, space.sides.get((line, -1), 0.0))
    behind = max(
        RIM_CLEAR if number == placement.columns else NODE_CLEAR, space.sides.get((line, 1), 0.0)
    )
    needed = before + spread + behind
    width = max(needed, wish, 0.0 if rim else gaps.gutter)
    return width, before + (width - needed) / 2 + spread / 2


def _channel(
    number: int, placement: Placement, tracks: Tracks, gaps: Gaps, space: LabelSpace
) -> tuple[float, float, float]:
    """Height of a channel, the middle of its tracks and the height of its labels' zone."""
    count = tracks.counts.get((AXIS_X, 2 * number), 0)
    zone = space.zones.get(2 * number, 0.0)
    rim = number in (0, placement.rows)
    if not count:
        height = zone if rim else max(gaps.channel, zone)
        return height, height / 2, height
    top = max(zone, 2.0 if number == 0 else CHANNEL_TOP)
    spread = (count - 1) * TRACK
    needed = top + spread + (2.0 if number == placement.rows else CHANNEL_FOOT)
    height = needed if rim else max(gaps.channel, needed)
    spare = height - needed
    return height, top + spare / 2 + spread / 2, top + spare / 2


def _wide(
    graph: Graph, xs: list[float], placement: Placement, tracks: Tracks, column: float
) -> float:
    """Width of the start that leaves room for labels on the lines from its sides to the next columns."""
    middle = xs[2 * placement.cells[0][0] + 1]
    others = [x for x in xs[1::2] if x != middle]
    if not others:
        return column
    start = graph.nodes[0].id
    labels = [
        edge.label.width
        for edge, runs in zip(graph.edges, tracks.runs, strict=True)
        if edge.label and edge.source == start and runs[0].axis == AXIS_X
    ]
    # the label with its distance from the line that turns down, and some line before it
    reach = min(abs(x - middle) for x in others) - 5 - 15 - max(labels, default=0)
    return max(2 * reach, column)


def edge_polylines(
    graph: Graph, tracks: Tracks, at: Coordinates, ends: tuple[tuple[int, int], ...]
) -> tuple[tuple[Point, ...], ...]:
    """Each edge's corners, from the border of its source to the border of its target."""
    shapes = [_Shape(box, node.diamond) for box, node in zip(at.boxes, graph.nodes, strict=True)]
    return tuple(
        _line(number, runs, tracks, at, shapes[ends[number][0]], shapes[ends[number][1]])
        for number, runs in enumerate(tracks.runs)
    )


class _Shape(NamedTuple):
    box: Box
    diamond: bool

    def inset(self, across: float) -> float:
        """How far the border lies inside its box, at a distance ``across`` from the middle of a side.

        ``across`` is a share of half the side.
        """
        return abs(across) if self.diamond else 0.0


def _line(
    number: int,
    runs: tuple[Run, ...],
    tracks: Tracks,
    at: Coordinates,
    source: _Shape,
    target: _Shape,
) -> tuple[Point, ...]:
    lies = [
        at.middles[1 - run.axis][run.line] + tracks.strands[number, i].shift * _pitch(run)
        for i, run in enumerate(runs)
    ]
    first, last = runs[0], runs[-1]
    begin = _border(source, first, lies[0], forward=first.end > first.start)
    end = _border(target, last, lies[-1], forward=last.end < last.start)
    along = [begin, *lies[:-1]]
    points = [_point(run.axis, *where) for run, *where in zip(runs, along, lies, strict=True)]
    return (*points, _point(last.axis, end, lies[-1]))


def _point(axis: int, along: float, lies: float) -> Point:
    return (along, lies) if axis == AXIS_X else (lies, along)


def _border(shape: _Shape, run: Run, lies: float, *, forward: bool) -> float:
    """Where a run at the place ``lies`` meets the border of a shape."""
    box = shape.box
    if run.axis == AXIS_X:
        inset = shape.inset((lies - box.y) / box.height * 2 - 1) * box.width / 2
        return box.right - inset if forward else box.x + inset
    inset = shape.inset((lies - box.x) / box.width * 2 - 1) * box.height / 2
    return box.bottom - inset if forward else box.y + inset


def _pitch(run: Run) -> float:
    return TRACK if run.line % 2 == 0 else PORT
