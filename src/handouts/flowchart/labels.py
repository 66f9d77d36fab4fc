"""Label placement: beside the starts of their edges, clear of everything; and room for it."""

import math
from collections.abc import Iterable, Iterator
from typing import Final

from handouts.flowchart.graph import Box, Graph, Point, Size
from handouts.flowchart.nudging import AXIS_X, AXIS_Y, Run, Tracks
from handouts.flowchart.polylines import Line, Segment, apart, bounds, segments, until_met
from handouts.frozen import dataclass
from handouts.kept import kept

BESIDE: Final = 5.0
"""From a line to the label beside it: near enough to be its own (the tests allow 10 points)."""
OVER: Final = 4.0
"""From a line to the label over or under it, whose box has white of its own."""
CLEAR: Final = 3.5
"""From a label to boxes, foreign lines and other labels, so that one sees to which line it belongs."""
TIGHT: Final = 1.5
"""The least distance if there is no room for ``CLEAR``; no made chart needs it."""
_TRIES: Final = 4000
"""A bound for hostile charts: with a tenth of it no made chart differs."""
_STEP: Final = 6.0
"""From one place along a line to the next: half of a label's height. Halved or doubled, no chart differs."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that labels keep clear of, and the zones that were left for them."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    ends: tuple[tuple[int, int], ...]
    zones: tuple[tuple[float, float], ...]
    clear: float = CLEAR


@kept(most=256)
def place_labels(
    scene: Scene, labels: tuple[Size | None, ...]
) -> tuple[tuple[Box | None, ...], list[int]]:
    """A box for each label, and the edges whose labels found no room.

    The result is kept: the charts of many editions differ only in a name, which changes no size.
    """
    obstacles = [(box.x, box.y, box.right, box.bottom) for box in scene.boxes]
    obstacles += (bounds(s) for line in scene.lines for s in segments(line))
    choices: dict[int, list[Box]] = {}
    lost: list[int] = []
    for number, size in enumerate(labels):
        if size is None:
            continue
        found = _free(dict.fromkeys(_candidates(scene, number, size)), size, scene, obstacles)
        if found:
            choices[number] = found
        else:
            lost.append(number)
    taken, stuck = _chosen(choices, scene.clear)
    boxes = tuple(taken.get(number) for number in range(len(labels)))
    return boxes, lost + stuck


_Bounds = tuple[float, float, float, float]
"""Least x, least y, greatest x, greatest y."""


def _free(
    corners: Iterable[Point], size: Size, scene: Scene, obstacles: list[_Bounds]
) -> list[Box]:
    """Boxes at those top left corners that are inside of the area and keep clear of everything."""
    wide, high, by = size.width, size.height, scene.clear
    inside = [
        (x, y)
        for x, y in corners
        if x >= 0 and y >= 0 and x + wide <= scene.width and y + high <= scene.height
    ]
    if not inside:
        return []
    grown = [(x - by, y - by, x + wide + by, y + high + by) for x, y in inside]
    around = (
        min(g[0] for g in grown),
        min(g[1] for g in grown),
        max(g[2] for g in grown),
        max(g[3] for g in grown),
    )
    near = [o for o in obstacles if _meet(o, around)]
    return [
        Box(x, y, wide, high)
        for (x, y), own in zip(inside, grown, strict=True)
        if not _hit(own, near)
    ]


def _grown(box: Box, by: float) -> _Bounds:
    x, y = box.x, box.y
    return x - by, y - by, x + box.width + by, y + box.height + by


def _meet(a: _Bounds, b: _Bounds) -> bool:
    return a[2] > b[0] and a[0] < b[2] and a[3] > b[1] and a[1] < b[3]


def _hit(box: _Bounds, obstacles: list[_Bounds]) -> bool:
    left, top, right, bottom = box
    for x0, y0, x1, y1 in obstacles:
        if x1 > left and x0 < right and y1 > top and y0 < bottom:
            return True
    return False


def _chosen(choices: dict[int, list[Box]], clear: float) -> tuple[dict[int, Box], list[int]]:
    """The first choices that are clear of each other; if there are none, some labels get no place."""
    order = sorted(choices, key=lambda n: (len(choices[n]), n))
    grown = {n: [_grown(box, clear) for box in choices[n]] for n in order}
    taken: dict[int, int] = {}
    spots: list[_Bounds] = []
    tries = 0

    def place(at: int) -> bool:
        nonlocal tries
        if at == len(order):
            return True
        number = order[at]
        for choice, own in enumerate(grown[number]):
            tries += 1
            if tries > _TRIES:
                return False
            if not _hit(own, spots):
                box = choices[number][choice]
                taken[number] = choice
                spots.append((box.x, box.y, box.right, box.bottom))
                if place(at + 1):
                    return True
                spots.pop()
        return False

    if place(0):
        return {n: choices[n][choice] for n, choice in taken.items()}, []
    return _greedy(order, choices, clear)


def _greedy(
    order: list[int], choices: dict[int, list[Box]], clear: float
) -> tuple[dict[int, Box], list[int]]:
    taken: dict[int, Box] = {}
    stuck: list[int] = []
    for number in order:
        free = (b for b in choices[number] if all(apart(b, o, clear) for o in taken.values()))
        box = next(free, None)
        if box is None:
            stuck.append(number)
        else:
            taken[number] = box
    return taken, stuck


def _candidates(scene: Scene, number: int, size: Size) -> Iterator[Point]:
    """Corners where a label may stand, nearest to the start first, where the line is its edge's alone."""
    target = scene.ends[number][1]
    others = [
        line for i, line in enumerate(scene.lines) if i != number and scene.ends[i][1] == target
    ]
    source = scene.boxes[scene.ends[number][0]]
    alone = until_met(scene.lines[number], others)[
        :3
    ]  # beyond two corners a label is lost to its node
    for number, segment in enumerate(alone):
        if segment[0][1] == segment[1][1]:
            yield from _along(segment, size)
            if number == 0 and len(alone) > 1:
                yield from _at_corner(alone[1], size, source)
        else:
            yield from _beside(segment, size, source, scene.zones)


def _at_corner(segment: Segment, size: Size, source: Box) -> Iterator[Point]:
    """Where a line from a side turns down, between the line and its node."""
    (x, y), (_, end) = segment
    if end > y + size.height:
        at = x + BESIDE if x < source.x else x - BESIDE - size.width
        yield at, y + 6


def _along(segment: Segment, size: Size) -> Iterator[Point]:
    """Over a line, else under it: in its middle when it is short, else near its start."""
    x0, y, x1, _ = bounds(segment)
    length = x1 - x0
    rightwards = segment[1][0] > segment[0][0]
    if length < size.width + 4:
        return
    starts = [x0 + (length - size.width) / 2]
    if length > size.width + 30:
        # not in the middle of a long line, where it would be read as belonging to neither end
        starts = [x0 + 10 if rightwards else x1 - 10 - size.width, *starts]
    for top in (y - OVER - size.height, y + OVER):
        for x in starts:
            yield x, top


def _beside(
    segment: Segment, size: Size, source: Box, zones: tuple[tuple[float, float], ...]
) -> Iterator[Point]:
    """At either side of a line, near its start; a zone left for labels counts as one line nearer."""
    x, (y0, y1) = segment[0][0], (segment[0][1], segment[1][1])
    right, left = x + BESIDE, x - BESIDE - size.width
    outer = (left, right) if x < source.x else (right, left)
    low, high = min(y0, y1), max(y0, y1)
    onwards = y1 > y0
    places: list[tuple[float, float]] = []
    for top, height in zones:
        middle = top + height / 2
        if low <= middle <= high and height >= size.height:
            y = middle - size.height / 2
            away = y - y0 if onwards else y0 - y - size.height
            places.append((away - size.height, y))
    for number in range(int((high - low) / _STEP)):
        away = 5 + number * _STEP
        y = y0 + away if onwards else y0 - away - size.height
        if low <= y + size.height / 2 <= high:
            places.append((away, y))
    for _, y in sorted(places):
        yield from ((at, y) for at in outer)


# Room for labels


ZONE_CLEAR: Final = 4.5
"""Above and below a label in a channel: ``CLEAR`` and a point to spare."""


@dataclass(frozen=True, slots=True)
class LabelSpace:
    """Room for labels: height of their zone by channel, width by gutter.

    ``sides`` is room between the tracks of a gutter and the boxes before (-1) or behind it (1).
    """

    zones: dict[int, float]
    gutters: dict[int, float]
    sides: dict[tuple[int, int], float]


def label_space(graph: Graph, tracks: Tracks) -> LabelSpace:
    """The first room that each label will look for."""
    found = LabelSpace({}, {}, {})
    for edge, runs in zip(graph.edges, tracks.runs, strict=True):
        if edge.label is None:
            continue
        channel = _first_channel(runs)
        if channel is not None:
            zone = edge.label.height + 2 * ZONE_CLEAR
            found.zones[channel] = max(found.zones.get(channel, 0.0), zone)
        elif len(runs) == 1 and abs(runs[0].end - runs[0].start) < 2:
            gutter = round((runs[0].start + runs[0].end) / 2)
            width = BESIDE + 2 * CLEAR + edge.label.width
            found.gutters[gutter] = max(found.gutters.get(gutter, 0.0), width)
    return found


def _first_channel(runs: tuple[Run, ...]) -> int | None:
    """The channel that the first run along y passes first, if it leads down."""
    run = next((r for r in runs if r.axis == AXIS_Y), None)
    if run is None or run.end < run.start:
        return None
    return next((line for line in _passed(run) if line % 2 == 0), None)


def _passed(run: Run) -> range:
    """The lines across a run that it touches."""
    low, high = sorted((run.start, run.end))
    return range(math.floor(low) + 1, math.floor(high) + 1)


def more_label_space(
    graph: Graph, tracks: Tracks, space: LabelSpace, lost: list[int]
) -> LabelSpace:
    """Wider gutters and higher channels where the lost labels' edges begin."""
    more = LabelSpace(dict(space.zones), dict(space.gutters), dict(space.sides))
    for number in lost:
        label = graph.edges[number].label
        if label is not None:
            _widen(more, tracks.runs[number], label)
    return more


def _widen(more: LabelSpace, runs: tuple[Run, ...], label: Size) -> None:
    first = runs[0]
    if first.axis == AXIS_X:
        side = 1 if first.end > first.start else -1
        gutter = round(first.start + side * 0.6)
        wish = more.sides.get((gutter, -side), 0.0)
        # CLEAR at both ends and a point to spare; as much again where that was not enough
        more.sides[gutter, -side] = max(label.width + 8, wish and wish + 8)
        if first.line == 1:
            more.zones[0] = more.zones.get(0, 0.0) + label.height / 2
    for run in runs[:2]:
        if run.axis == AXIS_Y:
            channels = [line for line in _passed(run) if line % 2 == 0]
            for line in channels[:2] if run.end > run.start else channels[-2:]:
                more.zones[line] = more.zones.get(line, 0.0) + label.height
