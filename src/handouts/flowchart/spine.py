"""A spine: bands, questions and results in columns, for trees; its lines cannot cross.

The ways of the first question are bands of a trunk at the left. Ways that end go right, to results in a
column of their own; others go straight down. A question with several ways down has its longest one
last and leftmost, the others before it and further in, so that every line down passes at the left of
all that stands before its end. A short branch may stand beside its question, in a second column. Rows
are as near as boxes in each column allow: results may stand beside the gap between two questions.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from itertools import product
from typing import Final

from handouts.flowchart.graph import Area, Box, Edge, Graph, Layout, Measure, Point, Route, Size
from handouts.frozen import dataclass

_LINE: Final = 17.0
"""From a box's left edge to the line down, under the middle of its number."""
_RIM: Final = 10.0
"""From a line at a box's side to its corner: more than the corner's radius."""
_ROW: Final = 7.0
"""Between two results, one over the other."""
_DOWN: Final = 17.0
"""Of a line down, at least: an arrowhead, and as much again."""
_STEP: Final = 23.0
"""How much further in a branch stands than the one after it, if no answer stands between their lines."""
_WORD: Final = 46.0
"""An answer between two lines down may push them so far apart; a longer one stands at its line's end."""
_BESIDE: Final = 5.5
"""From a line to an answer beside it."""
_OVER: Final = 3.5
"""From an answer to the line under it."""
_CLEAR: Final = 4.5
"""From an answer to the boxes over and under it."""
_AISLE: Final = 30.0
"""Between two columns, at least: an arrow and a short answer."""
_ARROW: Final = 14.0
"""Of a line to the right, beyond its answer."""
_TRUNK: Final = 20.0
"""From a band to the questions."""
_BAND: Final = 5.0
"""Between two bands, and within one over and under what it holds."""

_ONE: Final = tuple((share, 0.0) for share in (0.3, 0.36, 0.42, 0.5))
_TWO: Final = tuple(product((0.25, 0.29, 0.33), (0.2, 0.24, 0.28)))
"""Shares of the questions' columns in the room for boxes; the lowest chart is taken."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What the boxes need: ``height`` at a width, ``least`` the width of a node's longest word."""

    height: Measure
    least: Callable[[str], float]
    unit: float = 1.0
    """How much larger than designed the type is."""


@dataclass(frozen=True, slots=True)
class Band:
    """A piece of the trunk, which stands for the edge at this place, and the ground beside it."""

    edge: int
    box: Box
    ground: Box


@dataclass(frozen=True, slots=True)
class Spine:
    """A placed tree; the routes of the trunk's edges begin at their bands."""

    layout: Layout
    bands: tuple[Band, ...]
    beside: bool
    """Whether results stand in a column of their own."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A node and its ways: an edge's place and what it leads to."""

    node: str
    ways: tuple[tuple[int, "Tree"], ...]
    size: int
    """Questions and steps in it."""

    @property
    def is_end(self) -> bool:
        """Whether nothing follows."""
        return not self.ways

    @property
    def is_short(self) -> bool:
        """Whether all its ways end."""
        return bool(self.ways) and all(tree.is_end for _, tree in self.ways)


def trees(graph: Graph) -> tuple[Tree, ...]:
    """The trees of a graph, in the order of its nodes.

    Raises:
        ValueError: when two edges lead to one node, or a way leads back.
    """
    ways: dict[str, list[tuple[int, Edge]]] = {node.id: [] for node in graph.nodes}
    for place, edge in enumerate(graph.edges):
        ways[edge.source].append((place, edge))
    targets = [edge.target for edge in graph.edges]
    found = [_tree(node.id, ways) for node in graph.nodes if node.id not in targets]
    if len(set(targets)) < len(targets) or sum(map(_count, found)) < len(graph.nodes):
        raise ValueError("a spine is drawn of trees")
    return tuple(found)


def _tree(node: str, ways: Mapping[str, list[tuple[int, Edge]]]) -> Tree:
    own = tuple((place, _tree(edge.target, ways)) for place, edge in ways[node])
    return Tree(node, own, sum(t.size for _, t in own) + bool(own))


def _count(tree: Tree) -> int:
    return 1 + sum(_count(t) for _, t in tree.ways)


def spine(
    graph: Graph, area: Area, sizes: Sizes, bands: Mapping[int, Size] | None = None
) -> Spine | None:
    """The chart as it fits best; lower than its area if that is possible, none if words have no room.

    ``bands`` are the sizes of the words of the first question's ways, as they stand in their bands:
    how wide they make the trunk, and how long they are. None: there is no trunk. With one column of
    questions, if that is low enough; else with two; results under their questions only where they
    find no room at the right.
    """
    plan = _Plan(graph, trees(graph), sizes, dict(bands or {}), area.width)
    lowest: Spine | None = None
    for manner in (_ONE, _TWO):
        for shares in manner:
            found = _placed(plan, shares)
            if found and (lowest is None or found.layout.height < lowest.layout.height - 0.01):
                lowest = found
        if lowest and (area.height is None or lowest.layout.height <= area.height + 0.01):
            return lowest
    return lowest or _placed(plan, None)


@dataclass(frozen=True, slots=True)
class _Plan:
    graph: Graph
    roots: tuple[Tree, ...]
    sizes: Sizes
    bands: dict[int, Size]
    width: float

    @property
    def left(self) -> float:
        """Where the questions begin."""
        return self.trunk + _TRUNK * self.sizes.unit if self.bands else 0.0

    @property
    def trunk(self) -> float:
        """Width of the trunk."""
        return max((size.width for size in self.bands.values()), default=0.0)

    def label(self, edge: int) -> Size:
        """Size of an answer; none for what stands in a band."""
        return self.graph.edges[edge].label or Size(0.0, 0.0)

    def below(self) -> Iterator[Tree]:
        """The trees that stand in columns: under the first question, where it has bands."""
        for root in self.roots:
            if self.bands:
                yield from (tree for _, tree in root.ways)
            else:
                yield root


@dataclass(frozen=True, slots=True)
class _Columns:
    """``right`` is the questions' common right edge; no ``results``: all stands in one column."""

    left: float
    right: float
    results: float | None
    second: tuple[float, float] | None
    """Left and right edges of the second column."""
    end: float


def _parted(tree: Tree, columns: _Columns) -> tuple[list[int], list[int]]:
    """The places of the ways that go right, and of those that go down, the longest last."""
    rights: list[int] = []
    downs: list[int] = []
    for place, (_, to) in enumerate(tree.ways):
        ends = to.is_end or (columns.second is not None and to.is_short and len(to.ways) == 1)
        (rights if columns.results is not None and ends else downs).append(place)
    if downs:
        longest = max(downs, key=lambda place: (tree.ways[place][1].size, place))
        downs = [*(place for place in downs if place != longest), longest]
        if columns.second is not None:
            rights += [place for place in downs[:-1] if tree.ways[place][1].is_short]
    return sorted(rights), [place for place in downs if place not in rights]


def _insets(tree: Tree, downs: list[int], plan: _Plan) -> tuple[list[float], list[bool]]:
    """How far in each way down stands, and whether its answer stands at its start."""
    unit = plan.sizes.unit
    insets, starts = [0.0], [True]
    for place in reversed(downs[1:]):
        wide = plan.label(tree.ways[place][0]).width
        step = wide + 2 * _BESIDE * unit + 2 * unit if wide else _STEP * unit
        short = step <= _WORD * unit
        starts[0] = short
        insets.insert(0, insets[0] + (step if short else _STEP * unit))
        starts.insert(0, True)
    return insets, starts


def _deepest(tree: Tree, plan: _Plan, columns: _Columns) -> float:
    """How far in the innermost question of a tree stands."""
    _, downs = _parted(tree, columns)
    insets, _ = _insets(tree, downs, plan) if downs else ([], [])
    pairs = zip(insets, downs, strict=True)
    return max(
        (inset + _deepest(tree.ways[place][1], plan, columns) for inset, place in pairs),
        default=0.0,
    )


def _columns(plan: _Plan, shares: tuple[float, float] | None) -> _Columns | None:
    """Columns whose boxes hold their longest words; none where the width is too small."""
    unit, end = plan.sizes.unit, plan.width
    one = _Columns(plan.left, end, None, None, end)
    if shares is None:
        return one
    two = bool(shares[1])
    trial = replace(one, results=0.0, second=(0.0, 0.0) if two else None)
    below = list(plan.below())
    deepest = max((_deepest(tree, plan, trial) for tree in below), default=0.0)
    kinds = _Kinds.of(below, plan, trial)
    if two and not kinds.second:
        return None
    aisle = max(_AISLE * unit, kinds.first_label + _ARROW * unit)
    other = max(_AISLE * unit, kinds.second_label + _ARROW * unit) if two else 0.0
    room = end - plan.left - deepest - aisle - other
    first, second = room * shares[0], room * shares[1]
    results = room - first - second
    narrow = (
        first < max(kinds.first, default=0.0)
        or second < max(kinds.second, default=0.0)
        or results < max(kinds.results, default=0.0)
    )
    if narrow:
        return None
    right = plan.left + deepest + first
    beside = (right + aisle, right + aisle + second) if two else None
    return _Columns(plan.left, right, end - results, beside, end)


@dataclass(slots=True)
class _Kinds:
    """Least widths of what stands in each column, and the widest answers before the second and third."""

    first: list[float] = field(default_factory=list)
    second: list[float] = field(default_factory=list)
    results: list[float] = field(default_factory=list)
    first_label: float = 0.0
    second_label: float = 0.0

    @classmethod
    def of(cls, below: list[Tree], plan: _Plan, columns: _Columns) -> "_Kinds":
        """Those of some trees."""
        found = cls()
        for tree in below:
            (found.results if tree.is_end else found.first).append(plan.sizes.least(tree.node))
            found._add(tree, plan, columns)
        return found

    def _add(self, tree: Tree, plan: _Plan, columns: _Columns) -> None:
        rights, downs = _parted(tree, columns)
        least = plan.sizes.least
        for place in downs:
            self.first.append(least(tree.ways[place][1].node))
            self._add(tree.ways[place][1], plan, columns)
        for place in rights:
            edge, to = tree.ways[place]
            wide = plan.label(edge).width
            if to.is_end:
                self.results.append(least(to.node))
                # beside a second column, nothing stands in the way of a longer answer
                self.first_label = max(self.first_label, 0.0 if columns.second else wide)
                continue
            self.second.append(least(to.node))
            self.first_label = max(self.first_label, wide)
            for end, result in to.ways:
                self.results.append(least(result.node))
                self.second_label = max(self.second_label, plan.label(end).width)


def _placed(plan: _Plan, shares: tuple[float, float] | None) -> Spine | None:
    columns = _columns(plan, shares)
    if columns is None:
        return None
    sheet = _Sheet(plan, columns)
    y, unit = 0.0, plan.sizes.unit
    bands: list[Band] = []
    if plan.bands:
        (root,) = plan.roots
        sheet.box(root.node, 0.0, 0.0, plan.width)
        y = sheet.boxes[root.node].bottom
        for edge, tree in root.ways:
            top = y + _BAND * unit
            y = sheet.band(edge, tree, top, plan.bands[edge])
            box = Box(0.0, top, plan.trunk, y - top)
            bands.append(Band(edge, box, Box(plan.trunk, top, plan.width - plan.trunk, y - top)))
    else:
        for number, root in enumerate(plan.roots):
            top = y + (2 * _DOWN * unit if number else 0.0)
            y = sheet.alone(root, top)
    boxes = tuple(sheet.boxes[node.id] for node in plan.graph.nodes)
    routes = tuple(sheet.routes[place] for place in range(len(plan.graph.edges)))
    layout = Layout(plan.width, y, boxes, routes, 0)
    return Spine(layout, tuple(bands), columns.results is not None)


@dataclass(frozen=True, slots=True)
class _Item:
    """One way to the right: its block's height, and where in it the line stands."""

    edge: int
    tree: Tree
    height: float
    line: float


class _Sheet:
    """Boxes and routes as they are placed; ``questions`` and ``results`` are how far down each reach."""

    def __init__(self, plan: _Plan, columns: _Columns) -> None:
        self.plan = plan
        self.columns = columns
        self.unit = plan.sizes.unit
        self.widths = {node.id: node.width for node in plan.graph.nodes}
        self.boxes: dict[str, Box] = {}
        self.routes: dict[int, Route] = {}
        self._questions = 0.0
        self._results = 0.0

    def box(self, node: str, x: float, y: float, width: float, height: float = 0.0) -> Box:
        """Put a box; its height is at least what it needs."""
        wide = self.widths[node] or width
        high = max(self.plan.sizes.height(node, wide), height)
        self.boxes[node] = Box(x, y, wide, high)
        return self.boxes[node]

    def band(self, edge: int, tree: Tree, top: float, word: Size) -> float:
        """Put what a band holds; where the band ends."""
        pad = _BAND * self.unit
        bottom = self.alone(tree, top + pad) + pad
        bottom = max(bottom, top + word.height)
        to = self.boxes[tree.node]
        y = to.y + to.height / 2
        area = Box(0.0, top, self.plan.trunk, bottom - top)
        self.routes[edge] = Route(((self.plan.trunk, y), (to.x, y)), area)
        return bottom

    def alone(self, tree: Tree, top: float) -> float:
        """Put a tree under all that stands so far; where it ends."""
        # an answer over the first line may reach over its result, but not out of the chart
        over = _ROW if self.plan.bands else _ROW - _CLEAR
        self._questions, self._results = top, top - over * self.unit
        if tree.is_end and self.columns.results is not None:
            return self.box(tree.node, *self._result(top)).bottom
        self._put(tree, self.columns.left, 0.0)
        return max(self._questions, self._results)

    def _result(self, y: float) -> tuple[float, float, float]:
        x = self.columns.results
        assert x is not None
        return x, y, self.columns.end - x

    def _put(self, tree: Tree, x: float, gap: float) -> None:
        """A question, its ways to the right, then each way down."""
        rights, downs = _parted(tree, self.columns)
        least, wide = self._questions + gap, self.columns.right - x
        if rights:
            items = self._items(tree, rights)
            tops, lines = self._stacked(items)
            high, over = self._around(tree.node, wide, lines)
            top = max(self._results + _ROW * self.unit, least - over)
            own = self.box(tree.node, x, top + over, wide, high)
            for item, start in zip(items, tops, strict=True):
                self._go_right(item, own, top + start)
            self._results = top + tops[-1] + items[-1].height
        else:
            own = self.box(tree.node, x, least, wide)
        self._questions = own.bottom
        if downs:
            self._go_down(tree, downs, own, x)

    def _around(self, node: str, wide: float, lines: list[float]) -> tuple[float, float]:
        """Height of a box at whose side these lines begin, and where its top stands among them."""
        need = lines[-1] - lines[0] + 2 * _RIM * self.unit
        high = max(self.plan.sizes.height(node, self.widths[node] or wide), need)
        return high, (lines[0] + lines[-1] - high) / 2

    def _items(self, tree: Tree, places: list[int]) -> list[_Item]:
        return [self._item(*tree.ways[place]) for place in places]

    def _item(self, edge: int, tree: Tree) -> _Item:
        """A result, or a short branch with its results."""
        if tree.is_end:
            _, _, wide = self._result(0.0)
            high = self.plan.sizes.height(tree.node, self.widths[tree.node] or wide)
            return self._cleared(_Item(edge, tree, high, high / 2))
        assert self.columns.second is not None
        left, right = self.columns.second
        items = self._items(tree, list(range(len(tree.ways))))
        tops, lines = self._stacked(items)
        high, over = self._around(tree.node, right - left, lines)
        head = max(-over, 0.0)
        bottom = max(tops[-1] + items[-1].height, over + high)
        return self._cleared(_Item(edge, tree, head + bottom, head + over + high / 2))

    def _cleared(self, item: _Item) -> _Item:
        """With room for its answer over the line, under what stands before it."""
        label = self.plan.label(item.edge).height
        over = label + (_OVER + _CLEAR) * self.unit if label else 0.0
        more = max(over - _ROW * self.unit - item.line, 0.0)
        return replace(item, height=item.height + more, line=item.line + more)

    def _stacked(self, items: list[_Item]) -> tuple[list[float], list[float]]:
        """Where each block and each line stands, from the first block's top."""
        tops, lines, y = [], [], 0.0
        for item in items:
            tops.append(y)
            lines.append(y + item.line)
            y += item.height + _ROW * self.unit
        return tops, lines

    def _go_right(self, item: _Item, source: Box, top: float) -> None:
        y, node = top + item.line, item.tree.node
        if item.tree.is_end:
            x, _, wide = self._result(0.0)
            high = self.plan.sizes.height(node, self.widths[node] or wide)
            to = self.box(node, x, y - high / 2, wide)
        else:
            assert self.columns.second is not None
            left, right = self.columns.second
            items = self._items(item.tree, list(range(len(item.tree.ways))))
            tops, lines = self._stacked(items)
            high, over = self._around(node, right - left, lines)
            to = self.box(node, left, y - high / 2, right - left, high)
            for inner, start in zip(items, tops, strict=True):
                self._go_right(inner, to, to.y - over + start)
        self._route(item.edge, ((source.right, y), (to.x, y)))

    def _route(self, edge: int, points: tuple[Point, Point]) -> None:
        """A line to the right, its answer over it."""
        (x, y), _ = points
        size = self.plan.graph.edges[edge].label
        label = None
        if size:
            left, over = x + _BESIDE * self.unit, y - _OVER * self.unit
            label = Box(left, over - size.height, size.width, size.height)
        self.routes[edge] = Route(points, label)

    def _go_down(self, tree: Tree, downs: list[int], own: Box, x: float) -> None:
        """Each way straight down; answers at the starts of the lines where they have room there."""
        insets, starts = _insets(tree, downs, self.plan)
        sizes = [self.plan.graph.edges[tree.ways[place][0]].label for place in downs]
        first = [size for size, start in zip(sizes, starts, strict=True) if start]
        for number, place in enumerate(downs):
            edge, to = tree.ways[place]
            beside = sizes[number] if not starts[number] else None
            self._put(to, x + insets[number], self._gap([beside] if number else first))
            at, target = x + insets[number] + _LINE * self.unit, self.boxes[to.node]
            size = sizes[number]
            label: Box | None = None
            if size:
                y = own.bottom if starts[number] else target.y - self._gap([size])
                label = Box(
                    at + _BESIDE * self.unit, y + _CLEAR * self.unit, size.width, size.height
                )
            self.routes[edge] = Route(((at, own.bottom), (at, target.y)), label)

    def _gap(self, labels: list[Size | None]) -> float:
        """Between two boxes, with answers between them."""
        high = max((size.height for size in labels if size), default=0.0)
        return max(_DOWN * self.unit, high + 2 * _CLEAR * self.unit)
