"""Cycles and layer assignment: edges that close a cycle are marked, and every node gets a row."""

from collections.abc import Iterable

from handouts.flowchart.graph import Graph, Topology
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
