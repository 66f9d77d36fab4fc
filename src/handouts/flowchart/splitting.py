"""A chart that does not fit in one piece, cut into parts with numbered connectors at both ends."""

from collections.abc import Iterator, Sequence
from typing import Final

from handouts.flowchart.graph import Graph, Topology
from handouts.flowchart.layering import mirrored_order, topology
from handouts.frozen import dataclass
from handouts.kept import kept

_BALANCE: Final = (1.0, 4.0, 12.0)
"""What it costs, in connectors, when a part is twice as large as it should be: three cuts of each order,
from few connectors to equal parts. With the first alone charts are 1 % higher; all halved or doubled, no
chart differs."""

_BACKWARDS: Final = 1.5
"""A connector that leads to an earlier part costs so much more: a reader turns back. No made chart has
a choice in this, halved or doubled."""

_LEAST: Final = 2
"""Nodes of a part: one would not be worth a page."""


@dataclass(frozen=True, slots=True)
class Connector:
    """Where edges to one ``target`` are cut: ``others`` are the nodes at the other ends.

    An ``entry`` stands before its ``target``, and the others lead to it; another one stands in its
    place, on the part that is left, and the other is the target.
    """

    id: str
    target: str
    others: tuple[str, ...]
    parts: tuple[int, ...]
    """The parts, from 0, where the other ends are."""
    entry: bool


@dataclass(frozen=True, slots=True)
class PartEdge:
    """An edge of a part; ``edge`` is its place in the whole graph, none for the edge of an entry."""

    source: str
    target: str
    edge: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """One part: ids of nodes in the order of the graph, connectors, and the edges between them."""

    nodes: tuple[str, ...]
    connectors: tuple[Connector, ...]
    edges: tuple[PartEdge, ...]


def splits(
    graph: Graph, sizes: Sequence[float], rooms: Sequence[float]
) -> Iterator[tuple[int, ...]]:
    """Splits: how to share the nodes out over as many parts as there are rooms, the most promising first.

    ``sizes`` are the nodes' heights with the gap beneath, ``rooms`` the heights of the parts. Each
    split is a part for each node.
    """
    plan = topology(graph)
    if plan.count < len(rooms) * _LEAST:
        return
    shares = [room * sum(sizes) / sum(rooms) for room in rooms]
    found: dict[tuple[int, ...], float] = {}
    for order in _orders(plan):
        ends = _stretch_costs(plan, order)
        for balance in _BALANCE:
            parts = _cut(order, sizes, shares, balance, ends)
            if parts:
                improved = _improve(plan, parts, sizes, shares)
                found.setdefault(tuple(improved), _cost(plan, improved, sizes, shares))
    yield from sorted(found, key=lambda parts: (found[parts], parts))


def _orders(plan: Topology) -> list[tuple[int, ...]]:
    """The nodes row by row, and branch by branch from either side."""
    rows = [0] * plan.count
    for node in plan.order:
        rows[node] = max((rows[s] + 1 for s in plan.preceding(node)), default=0)
    by_row = tuple(sorted(plan.order, key=lambda n: rows[n]))
    return [
        order if order[0] == 0 else (0, *(n for n in order if n))
        for order in (plan.order, mirrored_order(plan), by_row)
    ]


def _cut(
    order: tuple[int, ...],
    sizes: Sequence[float],
    shares: Sequence[float],
    balance: float,
    ends: list[list[int]],
) -> list[int] | None:
    """The cheapest cut of an order into so many stretches (dynamic programming)."""
    count = len(order)
    sums = [0.0]
    for node in order:
        sums.append(sums[-1] + sizes[node])
    best: list[tuple[float, tuple[int, ...]] | None] = [(0.0, ())] + [None] * count
    for share in shares:
        following: list[tuple[float, tuple[int, ...]] | None] = [None] * (count + 1)
        for end in range(_LEAST, count + 1):
            choices = [
                (
                    before[0]
                    + ends[start][end]
                    + balance * ((sums[end] - sums[start]) / share - 1) ** 2,
                    (*before[1], end),
                )
                for start in range(end - _LEAST + 1)
                if (before := best[start]) is not None
            ]
            following[end] = min(choices, default=None)
        best = following
    if best[-1] is None:
        return None
    parts = [0] * count
    start = 0
    for number, end in enumerate(best[-1][1]):
        for node in order[start:end]:
            parts[node] = number
        start = end
    return parts


@kept(most=64)
def _stretch_costs(plan: Topology, order: tuple[int, ...]) -> list[list[int]]:
    """The number of connectors that each stretch of the order would have."""
    size = plan.count + 1
    costs = [[0] * size for _ in range(size)]
    sources: list[list[int]] = [[] for _ in order]
    place = {node: i for i, node in enumerate(order)}
    for source, target in plan.edges:
        sources[place[target]].append(place[source])
    for target, places in enumerate(sources):
        for start, row in enumerate(costs if places else ()):
            # a target outside the stretch: one connector, from its first source inside
            first = min((s for s in places if s >= start), default=size)
            for end in range(first + 1, target + 1 if start <= target else size):
                row[end] += 1
            # a target inside the stretch: one connector if a source lies before or behind it
            last = size if min(places) < start else max(places) + 1
            for end in range(target + 1, last if start <= target else 0):
                row[end] += 1
    return costs


def _cost(
    plan: Topology, parts: Sequence[int], sizes: Sequence[float], shares: Sequence[float]
) -> float:
    """Connectors, the more so if they lead backwards, and unequal parts."""
    ends: set[tuple[int, int]] = set()
    cost = 0.0
    for (source, target), back in zip(plan.edges, plan.back, strict=True):
        if parts[source] != parts[target]:
            ends |= {(parts[source], target), (parts[target], target)}
            cost += _BACKWARDS * (parts[source] > parts[target] and not back)
    weights = [0.0] * len(shares)
    for part, size in zip(parts, sizes, strict=True):
        weights[part] += size
    return (
        cost
        + len(ends)
        + sum(_BALANCE[0] * (w / share - 1) ** 2 for w, share in zip(weights, shares, strict=True))
    )


def _improve(
    plan: Topology, parts: list[int], sizes: Sequence[float], shares: Sequence[float]
) -> list[int]:
    """Single nodes moved to another part as long as it pays."""
    cost = _cost(plan, parts, sizes, shares)
    better = True
    while better:
        better = False
        for node in range(1, plan.count):
            for other in {parts[n] for n in _neighbours(plan, node)} - {parts[node]}:
                moved = [*parts[:node], other, *parts[node + 1 :]]
                if moved.count(parts[node]) < _LEAST:
                    continue
                less = _cost(plan, moved, sizes, shares)
                if less < cost - 1e-9:
                    parts, cost, better = moved, less, True
    return parts


def _neighbours(plan: Topology, node: int) -> list[int]:
    return [t if s == node else s for s, t in plan.edges if node in (s, t)]


def divide(graph: Graph, parts: Sequence[int]) -> tuple[Part, ...]:
    """The parts with their connectors; edges to one target share a number, counted as met."""
    part_of = {node.id: part for node, part in zip(graph.nodes, parts, strict=True)}
    left: dict[str, dict[str, None]] = {}
    for edge in sorted(graph.edges, key=lambda e: part_of[e.source]):
        if part_of[edge.source] != part_of[edge.target]:
            left.setdefault(edge.target, {})[edge.source] = None
    sources = {target: tuple(found) for target, found in left.items()}
    return tuple(
        _part(graph, part_of, number, sources) for number in range(max(parts, default=0) + 1)
    )


def _part(
    graph: Graph,
    part_of: dict[str, int],
    own: int,
    sources: dict[str, tuple[str, ...]],
) -> Part:
    cut = list(enumerate(sources.items(), 1))
    exits = {
        target: Connector(f"to {n}", target, (target,), (part_of[target],), entry=False)
        for n, (target, found) in cut
        if own in {part_of[source] for source in found}
    }
    entries = {
        target: Connector(
            f"from {n}", target, found, tuple(sorted({part_of[s] for s in found})), entry=True
        )
        for n, (target, found) in cut
        if part_of[target] == own
    }
    edges = [PartEdge(c.id, c.target, None) for c in entries.values()]
    for number, edge in enumerate(graph.edges):
        if part_of[edge.source] == own:
            away = exits.get(edge.target) if part_of[edge.target] != own else None
            edges.append(PartEdge(edge.source, away.id if away else edge.target, number))
    nodes = tuple(node.id for node in graph.nodes if part_of[node.id] == own)
    return Part(nodes, (*entries.values(), *exits.values()), tuple(edges))
