"""Orthogonal routing: paths over the grid, the cheapest one after the other, short edges first."""

from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from typing import Final

from handouts.flowchart.graph import Path, Placement, Topology
from handouts.flowchart.nudging import Tracks, assign_tracks, grid_polylines
from handouts.flowchart.polylines import crossings
from handouts.frozen import dataclass
from handouts.kept import kept

_RIGHT, _DOWN, _LEFT, _UP = range(4)
_TURNS: Final = ((0, 1, 3), (0, 1, 2), (1, 2, 3), (0, 2, 3))
"""The directions in which a path may go on, by the one it came in: all but back."""

ACROSS: Final = 0.7
ALONG: Final = 0.5
"""What a step to the next line costs, along x and along y; all below is in the same measure. Columns are
wider than rows are high. Either halved or doubled changes the length of edges by 1 % at most."""

BEND: Final = 2.0
"""Four rows. Halved, there are 8 % more corners and three charts more are split; doubled, 3 % fewer
corners, but a chart more that is split."""

CROSSING: Final = 9.0
"""More than four bends. Halved, three charts more have more crossings than the tests allow; doubled,
most crossings go, but edges are 6 % longer, and corners 3 % more: roundabout to follow."""

PERHAPS: Final = 1.3
"""Two lines that turn at one vertex may cross or not: their tracks will tell. So it is a small share of
a crossing; halved or doubled, edges are 1 % longer."""

CROWDED: Final = 7.0
"""Beside a foreign line where there is room for one: along a column or a row, where two would part only
by the width of a port. Halved, a chart more is split; doubled, edges are 4 % longer."""

BESIDE: Final = 0.4
"""Beside a foreign line in a gutter or a channel, which has tracks: less than a step, as it costs the
width of one track. Halved hardly anything changes; doubled, a chart more is split."""

TOGETHER: Final = 0.25
"""Share of its cost that a step costs along a line to the same node: edges merge early, which saves
tracks. Halved, no chart differs; doubled, a crossing more."""

SIDE: Final = 1.0
"""The cost of leaving a node by its side, and twice that of arriving there: readers look at top and foot.
Halved hardly anything changes; doubled, edges are 4 % longer."""

OUTER: Final = 1.5
"""A gutter at the rim takes width from the columns, half of it at each end of a step. Halved, edges
are 1 % longer; doubled, two charts more are split."""

_OPEN, _SHUT, _COVERED = range(3)

_FAR: Final = 1e9


class _Grid:
    """A placement's vertices by number, with a rim of closed ones round them.

    Numbers are in the order of the vertices, so that equal costs are decided alike. Paths are lists of
    numbers here.
    """

    def __init__(self, plan: Topology, placement: Placement) -> None:
        self.high = 2 * placement.rows + 3
        right = 2 * placement.columns
        self.size = self.high * (right + 3)
        self.steps = (self.high, 1, -self.high, -1)
        self.nodes = [self.number(placement.vertex(n)) for n in range(plan.count)]
        self.state = bytearray([_SHUT]) * self.size
        for x in range(right + 1):
            first = self.number((x, 0))
            self.state[first : first + 2 * placement.rows + 1] = bytes(2 * placement.rows + 1)
        for node in self.nodes:
            self.state[node] = _SHUT
        if placement.wide:
            self.state[self.nodes[0] - self.high] = _COVERED
            self.state[self.nodes[0] + self.high] = _COVERED
        along = [ALONG + OUTER / 2 if x in (0, right) else ALONG for x in range(-1, right + 2)]
        self.price = [p for own in along for p in (ACROSS, own) * self.high]
        """The price of the link from a vertex onwards, along x and along y; the index is twice the vertex'
        number, plus the axis."""
        self.crowded = [
            p
            for x in range(right + 3)
            for y in range(self.high)
            for p in (BESIDE if y % 2 else CROWDED, BESIDE if x % 2 else CROWDED)
        ]
        """What a foreign line on a link costs: the rim's first line is -1."""

    def number(self, vertex: tuple[int, int]) -> int:
        return (vertex[0] + 1) * self.high + vertex[1] + 1

    def numbers(self, path: Path) -> list[int]:
        return [self.number(vertex) for vertex in path]

    def path(self, numbers: Iterable[int]) -> Path:
        return tuple((n // self.high - 1, n % self.high - 1) for n in numbers)


@kept(most=32)
def _grid(plan: Topology, placement: Placement) -> _Grid:
    return _Grid(plan, placement)


@kept(most=512)
def _ahead(wide: int, high: int, target: int, share: float) -> tuple[float, ...]:
    """The least that the path to a target costs from each state, where links cost a share."""
    column, row = divmod(target, high)
    found: list[float] = []
    for dx in range(column, column - wide, -1):
        for dy in range(row, row - high, -1):
            links = share * (ACROSS * abs(dx) + ALONG * abs(dy))
            across, along = BEND * (dy != 0), BEND * (dx != 0)
            found += (
                links + (2 * BEND if dx < 0 else across),
                links + (2 * BEND if dy < 0 else along),
                links + (2 * BEND if dx > 0 else across),
                links + (2 * BEND if dy > 0 else along),
            )
    return tuple(found)


class _Traffic:
    """What was routed: how many lines pass a link, and a vertex straight on (by axis) or turning.

    Keys are twice a vertex' number plus the axis, for turns the number.
    """

    def __init__(self, grid: _Grid) -> None:
        self.grid = grid
        self.links = [0] * (2 * grid.size)
        self.straight = [0] * (2 * grid.size)
        self.turns = [0] * grid.size
        self._own: dict[int, tuple[list[int], list[int], list[int]]] = {}

    def own(self, net: int) -> "tuple[list[int], list[int], list[int]] | None":
        """The traffic of one net alone, if any of its edges was routed."""
        return self._own.get(net)

    def add(self, path: Sequence[int], net: int) -> None:
        if net not in self._own:
            size = self.grid.size
            self._own[net] = [0] * (2 * size), [0] * (2 * size), [0] * size
        self._count(path, (self.links, self.straight, self.turns))
        self._count(path, self._own[net])

    def _count(self, path: Sequence[int], counts: tuple[list[int], list[int], list[int]]) -> None:
        links, straight, turns = counts
        before = -1
        a = path[0]
        for b in path[1:]:
            step = b - a
            axis = 1 if step in (1, -1) else 0
            links[2 * (a if step > 0 else b) + axis] += 1
            if before == axis:
                straight[2 * a + axis] += 1
            elif before >= 0:
                turns[a] += 1
            before, a = axis, b


def _route_all(plan: Topology, placement: Placement) -> tuple[Path, ...] | None:
    """A path for each edge, or none where an edge finds none."""
    paths: dict[int, Path] = {}
    if not _route(plan, placement, _by_length(plan, placement), paths, PERHAPS):
        return None
    return tuple(paths[i] for i in range(len(plan.edges)))


def _reroute(
    plan: Topology, placement: Placement, paths: tuple[Path, ...], again: tuple[int, ...]
) -> tuple[Path, ...] | None:
    """The same paths, but for some edges, which are laid again in that order."""
    kept = {i: path for i, path in enumerate(paths) if i not in again}
    # dearer than PERHAPS, as these edges have crossed; with PERHAPS two more charts cross too often
    if not _route(plan, placement, again, kept, CROSSING / 2):
        return None
    return tuple(kept[i] for i in range(len(paths)))


def _route(
    plan: Topology,
    placement: Placement,
    numbers: Iterable[int],
    paths: dict[int, Path],
    perhaps: float,
) -> bool:
    grid = _grid(plan, placement)
    traffic = _Traffic(grid)
    for number, path in paths.items():
        traffic.add(grid.numbers(path), plan.nets[number])
    for number in numbers:
        found = _Search(traffic, plan.edges[number], plan.nets[number], perhaps).run()
        if found is None:
            return False
        paths[number] = grid.path(found)
        traffic.add(found, plan.nets[number])
    return True


def _by_length(plan: Topology, placement: Placement) -> list[int]:
    def key(number: int) -> tuple[bool, float, int]:
        source, target = plan.edges[number]
        (c, r), (d, s) = placement.cells[source], placement.cells[target]
        return s < r, 2 * abs(c - d) + abs(s - r) + (c != d and r != s), number

    return sorted(range(len(plan.edges)), key=key)


class _Search:
    """A* over vertices and the direction in which they are reached.

    A state is four times the vertex' number plus the direction.
    """

    def __init__(self, traffic: _Traffic, ends: tuple[int, int], net: int, perhaps: float) -> None:
        grid = traffic.grid
        self.traffic, self.grid, self.perhaps = traffic, grid, perhaps
        self.own = traffic.own(net)
        self.source, self.target = grid.nodes[ends[0]], grid.nodes[ends[1]]
        self.state = grid.state[:]
        self.state[self.target] = _OPEN
        self.own_cover = 0 in ends
        self.best = [_FAR] * (4 * grid.size)
        self.came = [-1] * (4 * grid.size)
        self.heap: list[tuple[float, int, float]] = []
        """The least that the path can cost, the state, and what it costs so far."""
        share = TOGETHER if self.own else 1.0
        self.ahead = _ahead(grid.size // grid.high, grid.high, self.target, share)

    def run(self) -> list[int] | None:
        best, heap, target = self.best, self.heap, self.target
        self._spread(0.0, self.source, -1, (_DOWN, _LEFT, _RIGHT), (0.0, SIDE))
        while heap:
            _, state, cost = heappop(heap)
            if best[state] < cost:
                continue
            vertex, direction = state >> 2, state & 3
            if vertex == target:
                return self._traced(state)
            turns = (direction,) if self.state[vertex] == _COVERED else _TURNS[direction]
            self._spread(cost, vertex, direction, turns, self._passing(vertex, direction & 1))
        return None

    def _passing(self, vertex: int, axis: int) -> tuple[float, float]:
        """What it costs to pass a vertex straight on and in a turn."""
        traffic, own = self.traffic, self.own
        along, across = 2 * vertex + axis, 2 * vertex + 1 - axis
        turns, same, other = (
            traffic.turns[vertex],
            traffic.straight[along],
            traffic.straight[across],
        )
        if not (turns or same or other):
            return 0.0, BEND
        if own:
            turns -= own[2][vertex]
            same -= own[1][along]
            other -= own[1][across]
        perhaps = self.perhaps
        return CROSSING * other + perhaps * turns, BEND + perhaps * (same + other) + perhaps * turns

    def _spread(
        self,
        cost: float,
        vertex: int,
        direction: int,
        turns: tuple[int, ...],
        passing: tuple[float, float],
    ) -> None:
        """Go on from a vertex; ``passing`` is the price of doing so straight on and in a turn."""
        state, best, steps, start = self.state, self.best, self.grid.steps, direction < 0
        ahead, aside = passing
        for turn in turns:
            reached = vertex + steps[turn]
            shut = state[reached]
            if shut and (shut == _SHUT or turn & 1 or not self.own_cover):
                continue
            aslant = reached == self.target and turn != _DOWN
            if aslant and turn == _UP:
                continue
            link = 2 * (vertex if turn < _LEFT else reached) + (turn & 1)
            price = self._link_price(link, SIDE / 2 if aslant else 0.0)
            straight = turn == _DOWN if start else turn == direction
            total = cost + (price + (ahead if straight else aside))
            key = reached * 4 + turn
            if total < best[key] - 1e-9:
                best[key] = total
                self.came[key] = vertex * 4 + (direction & 3)
                heappush(self.heap, (total + self.ahead[key], key, total))

    def _link_price(self, link: int, more: float = 0.0) -> float:
        price = self.grid.price[link] + more
        count = self.traffic.links[link]
        if not count:
            return price
        if self.own and self.own[0][link]:
            return price * TOGETHER
        return price + count * self.grid.crowded[link]

    def _traced(self, state: int) -> list[int]:
        numbers = [state >> 2]
        while numbers[-1] != self.source:
            state = self.came[state]
            numbers.append(state >> 2)
        return numbers[::-1]


# Rip-up and reroute


MOST_BENDS: Final = 6
"""An edge with more corners is hard to follow; the tests allow no more. No chart has one."""

_TRIES: Final = 16
"""How often edges are laid anew. Never: twice the crossings; 8: one more; 32: no fewer."""

_DETOUR: Final = 3
"""An edge of more straight parts might have a simpler path. 2 save a fifth of the crossings, for edges
that are 3 % longer; with 6 a chart more is split."""


@dataclass(frozen=True, slots=True)
class Routing:
    """How the edges run over a placement's grid; ``crossed`` are the pairs that cross."""

    placement: Placement
    paths: tuple[Path, ...]
    tracks: Tracks
    crossed: tuple[tuple[int, int], ...]

    @property
    def badness(self) -> tuple[int, int]:
        """Crossings and roundabout edges, then corners."""
        corners = [len(runs) - 1 for runs in self.tracks.runs]
        return len(self.crossed) + sum(n > MOST_BENDS for n in corners), sum(corners)


@kept(most=512)
def route_edges(plan: Topology, placement: Placement) -> Routing | None:
    """Lay the edges; none where one finds no path."""
    paths = _route_all(plan, placement)
    return _routing(plan, placement, paths) if paths is not None else None


def _routing(plan: Topology, placement: Placement, paths: tuple[Path, ...]) -> Routing:
    tracks = assign_tracks(paths, plan.nets)
    return Routing(placement, paths, tracks, tuple(crossings(grid_polylines(tracks))))


@kept(most=512)
def reroute_edges(plan: Topology, placement: Placement) -> Routing | None:
    """The same with edges that cross or bend often laid anew, as long as it helps."""
    routing = route_edges(plan, placement)
    return _reroute_while_better(plan, routing) if routing else None


def _reroute_while_better(plan: Topology, routing: Routing) -> Routing:
    tried: list[tuple[int, ...]] = []
    known = {routing.paths}
    while len(tried) < _TRIES:
        again = next((o for o in _rip_ups(plan, routing) if o not in tried), None)
        if again is None:
            break
        tried.append(again)
        paths = _reroute(plan, routing.placement, routing.paths, again)
        if paths is None or paths in known:
            continue
        known.add(paths)
        other = _routing(plan, routing.placement, paths)
        if other.badness < routing.badness:
            routing = other
    return routing


def _rip_ups(plan: Topology, routing: Routing) -> Iterator[tuple[int, ...]]:
    """Edges to lay anew: one or both of a pair that crosses, and all from a node with a detour."""
    for a, b in routing.crossed:
        yield from ((a,), (b,), (a, b), (b, a))
    for number, runs in enumerate(routing.tracks.runs):
        if len(runs) > _DETOUR:
            source = plan.edges[number][0]
            others = tuple(i for i, (s, _) in enumerate(plan.edges) if s == source and i != number)
            yield (number, *others)
            yield (number, *others[::-1])
