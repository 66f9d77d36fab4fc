"""A lane for each of two sides and one between them: a placement for short decisions."""

from itertools import permutations
from typing import Final

from handouts.flowchart.graph import Graph, Placement, Topology

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
