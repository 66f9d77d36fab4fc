"""Ways of all edges over the grid: the cheapest one after the other, short ones first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise
from typing import Final

from handouts.flowchart.grid import Placement, Vertex, Way
from handouts.flowchart.topology import Topology

_STEPS: Final = ((1, 0), (0, 1), (-1, 0), (0, -1))
_RIGHT, _DOWN, _LEFT, _UP = range(4)

ACROSS: Final = 0.7
ALONG: Final = 0.5
"""A step to the next line costs so much; what follows is in the same measure."""

BEND: Final = 2.0
CROSSING: Final = 9.0
PERHAPS: Final = 1.3
"""Two lines that turn at one vertex may cross or not: their tracks will tell."""
CROWDED: Final = 7.0
"""Beside a foreign line where there is room for one."""
BESIDE: Final = 0.4
"""Beside a foreign line in a gutter or a channel, which has tracks."""
TOGETHER: Final = 0.25
"""Share of its cost that a step costs along a line to the same node."""
SIDE: Final = 1.0
OUTER: Final = 1.5
"""A gutter at the rim takes width from the columns."""


@dataclass(slots=True)
class _Traffic:
    """What was routed: nets by link, and by vertex those that go straight on and those that turn."""

    links: dict[tuple[int, int, int], list[int]] = field(default_factory=dict)
    straight: dict[tuple[int, int, int], list[int]] = field(default_factory=dict)
    turns: dict[Vertex, list[int]] = field(default_factory=dict)

    def add(self, way: Way, net: int) -> None:
        axes = [_axis(a, b) for a, b in pairwise(way)]
        for a, b, axis in zip(way, way[1:], axes, strict=False):
            self.links.setdefault((*min(a, b), axis), []).append(net)
        for vertex, before, after in zip(way[1:], axes, axes[1:], strict=False):
            if before == after:
                self.straight.setdefault((*vertex, before), []).append(net)
            else:
                self.turns.setdefault(vertex, []).append(net)


def _axis(a: Vertex, b: Vertex) -> int:
    return 0 if a[1] == b[1] else 1


def routed(plan: Topology, placement: Placement) -> tuple[Way, ...] | None:
    """A way for each edge, or none where an edge finds no way."""
    ways: dict[int, Way] = {}
    if not _route(plan, placement, _by_length(plan, placement), ways, PERHAPS):
        return None
    return tuple(ways[i] for i in range(len(plan.edges)))


def rerouted(
    plan: Topology, placement: Placement, ways: tuple[Way, ...], again: tuple[int, ...]
) -> tuple[Way, ...] | None:
    """The same ways, but for some edges, which are laid again in that order."""
    kept = {i: way for i, way in enumerate(ways) if i not in again}
    if not _route(plan, placement, again, kept, CROSSING / 2):
        return None
    return tuple(kept[i] for i in range(len(ways)))


def _route(
    plan: Topology,
    placement: Placement,
    numbers: Iterable[int],
    ways: dict[int, Way],
    perhaps: float,
) -> bool:
    traffic = _Traffic()
    for number, way in ways.items():
        traffic.add(way, plan.nets[number])
    for number in numbers:
        found = _Search(plan, placement, traffic, number, perhaps).run()
        if found is None:
            return False
        ways[number] = found
        traffic.add(found, plan.nets[number])
    return True


def _by_length(plan: Topology, placement: Placement) -> list[int]:
    def key(number: int) -> tuple[bool, float, int]:
        source, target = plan.edges[number]
        (c, r), (d, s) = placement.cells[source], placement.cells[target]
        return s < r, 2 * abs(c - d) + abs(s - r) + (c != d and r != s), number

    return sorted(range(len(plan.edges)), key=key)


class _Search:
    """Dijkstra's algorithm over vertices and the direction in which they are reached."""

    def __init__(
        self,
        plan: Topology,
        placement: Placement,
        traffic: _Traffic,
        number: int,
        perhaps: float,
    ) -> None:
        source, target = plan.edges[number]
        self.net = plan.nets[number]
        self.traffic = traffic
        self.perhaps = perhaps
        self.source, self.target = placement.vertex(source), placement.vertex(target)
        self.right, self.bottom = 2 * placement.columns, 2 * placement.rows
        self.taken = {placement.vertex(n) for n in range(plan.count)} - {self.target}
        self.covered = _covered(placement)
        self.own_cover = 0 in (source, target)

    def run(self) -> Way | None:
        best: dict[tuple[Vertex, int], float] = {}
        came: dict[tuple[Vertex, int], tuple[Vertex, int]] = {}
        heap: list[tuple[float, Vertex, int]] = []
        for direction in (_DOWN, _LEFT, _RIGHT):
            self._step(0.0, self.source, direction, direction, best, came, heap)
        while heap:
            cost, vertex, direction = heappop(heap)
            if best[vertex, direction] < cost:
                continue
            if vertex == self.target:
                return self._traced(came, (vertex, direction))
            for turn in self._turns(vertex, direction):
                self._step(cost, vertex, direction, turn, best, came, heap)
        return None

    def _turns(self, vertex: Vertex, direction: int) -> Iterable[int]:
        if vertex in self.covered:
            return (direction,)
        return [turn for turn in range(4) if (turn - direction) % 4 != 2]

    def _step(
        self,
        cost: float,
        vertex: Vertex,
        direction: int,
        turn: int,
        best: dict[tuple[Vertex, int], float],
        came: dict[tuple[Vertex, int], tuple[Vertex, int]],
        heap: list[tuple[float, Vertex, int]],
    ) -> None:
        reached = vertex[0] + _STEPS[turn][0], vertex[1] + _STEPS[turn][1]
        if not self._open(reached, turn):
            return
        total = cost + self._price(vertex, direction, turn, reached)
        if total < best.get((reached, turn), 1e9) - 1e-9:
            best[reached, turn] = total
            came[reached, turn] = vertex, direction
            heappush(heap, (total, reached, turn))

    def _open(self, vertex: Vertex, direction: int) -> bool:
        if not (0 <= vertex[0] <= self.right and 0 <= vertex[1] <= self.bottom):
            return False
        if vertex in self.taken or (vertex == self.target and direction == _UP):
            return False
        return vertex not in self.covered or (self.own_cover and direction in (_LEFT, _RIGHT))

    def _price(self, vertex: Vertex, direction: int, turn: int, reached: Vertex) -> float:
        return self._link_price(vertex, turn, reached) + (
            self._leaving_price(turn)
            if vertex == self.source
            else self._vertex_price(vertex, direction, turn)
        )

    def _leaving_price(self, turn: int) -> float:
        return 0.0 if turn == _DOWN else SIDE

    def _link_price(self, vertex: Vertex, turn: int, reached: Vertex) -> float:
        axis = turn % 2
        price = ALONG if axis else ACROSS
        if reached == self.target and turn != _DOWN:
            price += SIDE / 2
        line = vertex[1 - axis]
        nets = self.traffic.links.get((*min(vertex, reached), axis))
        if axis and line in (0, self.right):
            price += OUTER / 2
        if not nets:
            return price
        if self.net in nets:
            return price * TOGETHER
        return price + len(nets) * (CROWDED if line % 2 else BESIDE)

    def _vertex_price(self, vertex: Vertex, direction: int, turn: int) -> float:
        straight, net = self.traffic.straight, self.net
        if turn == direction:
            crossed = straight.get((*vertex, 1 - turn % 2))
            price = CROSSING * _foreign(crossed, net)
        else:
            both = _foreign(straight.get((*vertex, 0)), net)
            both += _foreign(straight.get((*vertex, 1)), net)
            price = BEND + self.perhaps * both
        return price + self.perhaps * _foreign(self.traffic.turns.get(vertex), net)

    def _traced(
        self, came: dict[tuple[Vertex, int], tuple[Vertex, int]], state: tuple[Vertex, int]
    ) -> Way:
        way = [state[0]]
        while state[0] != self.source:
            state = came[state]
            way.append(state[0])
        return tuple(reversed(way))


def _foreign(nets: list[int] | None, net: int) -> int:
    return sum(n != net for n in nets) if nets else 0


def _covered(placement: Placement) -> tuple[Vertex, ...]:
    if not placement.wide:
        return ()
    x, y = placement.vertex(0)
    return (x - 1, y), (x + 1, y)
