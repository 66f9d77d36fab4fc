"""Cycles and layer assignment: edges that close a cycle are marked, and every node gets a row.

A decision with two sides gets a lane for each instead, and one between them.
"""

from collections.abc import Iterable
from itertools import permutations
from typing import Final

from handouts.flowchart.graph import Graph, Placement, Topology
from handouts.kept import kept

Rows = tuple[int, ...]
"""A row for each node."""


def mirrored_order(plan: Topology) -> tuple[int, ...]:
    """Depth first with each node's edges in reverse order, every source before its targets."""
    done: set[int] = set()
    finished: list[int] = []

    def visit(node: int) -> None:
        if node in done:
            return
        done.add(node)
        for target in reversed(plan.following(node)):
            visit(target)
        finished.append(node)

    for root in range(plan.count):
        visit(root)
    return tuple(reversed(finished))


def topology(graph: Graph) -> Topology:
    """Number the graph.

    Raises:
        ValueError: on a repeated id, an unknown id, or an edge from a node to itself.
    """
    places = {node.id: i for i, node in enumerate(graph.nodes)}
    if len(places) != len(graph.nodes):
        raise ValueError("two nodes have one id")
    edges: list[tuple[int, int]] = []
    for edge in graph.edges:
        if edge.source not in places or edge.target not in places:
            raise ValueError(f"no such node: {edge.source} to {edge.target}")
        if edge.source == edge.target:
            raise ValueError(f"{edge.source} leads to itself")
        edges.append((places[edge.source], places[edge.target]))
    back, order = _depth_first(len(places), edges)
    return Topology(len(places), tuple(edges), back, _nets(edges), order)


def _depth_first(
    count: int, edges: list[tuple[int, int]]
) -> tuple[tuple[bool, ...], tuple[int, ...]]:
    """Mark the edges that close a cycle, walking from the start in the order of the answers."""
    leaving: list[list[int]] = [[] for _ in range(count)]
    for number, (source, _) in enumerate(edges):
        leaving[source].append(number)
    state = [0] * count
    back = [False] * len(edges)
    finished: list[int] = []
    for root in range(count):
        if state[root]:
            continue
        state[root] = 1
        stack = [(root, 0)]
        while stack:
            node, step = stack.pop()
            if step == len(leaving[node]):
                state[node] = 2
                finished.append(node)
                continue
            stack.append((node, step + 1))
            number = leaving[node][step]
            target = edges[number][1]
            if state[target] == 1:
                back[number] = True
            elif state[target] == 0:
                state[target] = 1
                stack.append((target, 0))
    return tuple(back), tuple(reversed(finished))


def _nets(edges: list[tuple[int, int]]) -> tuple[int, ...]:
    met: dict[tuple[int, int], int] = {}
    nets: list[int] = []
    for source, target in edges:
        times = met[source, target] = met.get((source, target), -1) + 1
        nets.append(target + 1000 * times)
    return tuple(nets)


# Layer assignment


@kept(most=512)
def layerings(plan: Topology, columns: int) -> tuple[Rows, ...]:
    """The different layer assignments."""
    found: dict[Rows, None] = {}
    for order in (plan.order, mirrored_order(plan)):
        for rows in (_by_level(plan, columns, order), _longest_path(plan, columns, order)):
            _promote(plan, rows, columns)
            found[tuple(rows)] = None
    return tuple(found)


def _longest_path(plan: Topology, columns: int, order: Iterable[int]) -> list[int]:
    """As far down as the longest path, no row with more nodes than columns."""
    rows = [0] * plan.count
    used: dict[int, int] = {}
    for node in order:
        row = max((rows[s] + 1 for s in plan.preceding(node)), default=0)
        while used.get(row, 0) >= columns:
            row += 1
        used[row] = used.get(row, 0) + 1
        rows[node] = row
    return rows


def _by_level(plan: Topology, columns: int, order: tuple[int, ...]) -> list[int]:
    """Row by row, first the nodes from which the longest path is left."""
    left = [0] * plan.count
    for node in reversed(plan.order):
        left[node] = max((left[t] + 1 for t in plan.following(node)), default=0)
    rows = [-1] * plan.count
    row = 0
    while -1 in rows:
        ready = [
            n for n in order if rows[n] < 0 and all(0 <= rows[s] < row for s in plan.preceding(n))
        ]
        for node in sorted(ready, key=lambda n: -left[n])[:columns]:
            rows[node] = row
        row += 1
    return rows


def _promote(plan: Topology, rows: list[int], columns: int) -> None:
    """Move each node that nothing leads to down to the row over the first node that it leads to."""
    for node in range(1, plan.count):
        following = plan.following(node)
        if plan.preceding(node) or not following:
            continue
        row = min(rows[t] for t in following) - 1
        while row > rows[node] and rows.count(row) >= columns:
            row -= 1
        rows[node] = max(row, rows[node])
    used = sorted(set(rows))
    rows[:] = [used.index(row) for row in rows]


# Lanes

LARGEST: Final = 14
"""More nodes than this get no lanes: all orders of the shared outcomes are tried. Twice as many changes
no chart that has to fit a page. Lanes cost a few corners, but keep each role to its side."""

_MIDDLE: Final = 1


def lane_placement(graph: Graph, plan: Topology) -> Placement | None:
    """Each side's questions and outcomes in its own column, shared ones in the middle column.

    None when the decision does not have two sides, or a side's edges do not run downwards.
    """
    if plan.count > LARGEST or any(plan.back) or len(_breadth_first(plan)) < plan.count:
        return None
    lanes = _lanes(graph, plan)
    if lanes is None:
        return None
    rows = _rows(plan, lanes)
    height = max(rows) + 1
    free = [n for n in range(1, plan.count) if lanes[n] == _MIDDLE and not plan.following(n)]
    if not free:
        return _placement(lanes, rows, height)
    taken = {rows[n] for n in range(plan.count) if lanes[n] == _MIDDLE and n not in free}
    places = [r for r in range(1, height) if r not in taken]
    if len(places) < len(free):
        return None
    best = min(
        permutations(places, len(free)),
        key=lambda chosen: _cost(plan, lanes, rows, dict(zip(free, chosen, strict=True))),
    )
    for node, row in zip(free, best, strict=True):
        rows[node] = row
    return _placement(lanes, rows, height)


def _placement(lanes: list[int], rows: list[int], height: int) -> Placement:
    wide = lanes[0] == _MIDDLE and rows.count(0) == 1
    return Placement(3, height, tuple(zip(lanes, rows, strict=True)), wide)


def _lanes(graph: Graph, plan: Topology) -> list[int] | None:
    """Columns by what can be reached: one side's outcomes only, the other's only, or both."""
    groups: list[frozenset[int]] = [frozenset()] * plan.count
    for node in reversed(plan.order):
        own = graph.nodes[node].group
        reached = frozenset() if own is None else frozenset((own,))
        groups[node] = reached.union(*(groups[t] for t in plan.following(node)))
    single = [next(iter(g)) if len(g) == 1 else None for g in groups]
    met = list(dict.fromkeys(single[n] for n in _breadth_first(plan) if single[n] is not None))
    if len(met) != 2 or single[0] is not None:
        return None
    return [_MIDDLE if s is None else 2 * met.index(s) for s in single]


def _breadth_first(plan: Topology) -> list[int]:
    order = [0]
    for node in order:
        order += [t for t in dict.fromkeys(plan.following(node)) if t not in order]
    return order


def _rows(plan: Topology, lanes: list[int]) -> list[int]:
    """As far down as the longest path, one node of a lane in a row, each side's outcome last."""
    rows = [-1] * plan.count
    filled = [-1, -1, -1]
    for node in plan.order:
        lane = lanes[node]
        if lane == _MIDDLE and node and not plan.following(node):
            continue
        row = max([filled[lane], *(rows[s] for s in plan.preceding(node))]) + 1
        rows[node] = filled[lane] = row
    last = max(rows)
    for lane in (0, 2):
        ends = [n for n in plan.order if lanes[n] == lane and not plan.following(n)]
        if len(ends) == 1 and rows[ends[0]] == filled[lane]:
            rows[ends[0]] = last
    return rows


def _cost(plan: Topology, lanes: list[int], rows: list[int], chosen: dict[int, int]) -> float:
    """Prefer answers that go straight across, then ones that go down a little.

    The numbers only rank: up is worse than any way down, and two lines on top of each other in a gutter
    are worse than two rows more.
    """
    cost = 0.0
    spans: list[tuple[int, int, int, int]] = []
    for source, target in plan.edges:
        if target not in chosen:
            continue
        down = chosen[target] - rows[source]
        if lanes[source] == _MIDDLE:
            cost += abs(down - 1) * 2 + (6 if down < 1 else 0)
        elif down:
            cost += 1.5 + abs(down) if down > 0 else 5 - 2 * down
            low, high = sorted((chosen[target], rows[source]))
            spans.append((lanes[source], low, high, target))
    for i, (lane, low, high, target) in enumerate(spans):
        for other, start, end, node in spans[i + 1 :]:
            if lane == other and node != target and start < high and low < end:
                cost += 3
    return cost
