"""The graph by numbers: who follows whom, and which ways lead back."""

from dataclasses import dataclass, field

from handouts.flowchart.graph import Graph


@dataclass(frozen=True, slots=True)
class Topology:
    """Edges as pairs of places in the list of nodes; node 0 is the start."""

    count: int
    edges: tuple[tuple[int, int], ...]
    back: tuple[bool, ...]
    """Whether an edge leads back to a node that leads to it."""
    nets: tuple[int, ...]
    """Edges of one net lead to one node and may run together; edges with both ends in common may not."""
    order: tuple[int, ...]
    """The nodes so that every edge that does not lead back leads onwards."""

    _after: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)
    _before: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        after: list[list[int]] = [[] for _ in range(self.count)]
        before: list[list[int]] = [[] for _ in range(self.count)]
        for (source, target), back in zip(self.edges, self.back, strict=True):
            if not back:
                after[source].append(target)
                before[target].append(source)
        object.__setattr__(self, "_after", tuple(map(tuple, after)))
        object.__setattr__(self, "_before", tuple(map(tuple, before)))

    def following(self, node: int) -> tuple[int, ...]:
        """Targets of the edges onwards, in the order of the answers."""
        return self._after[node]

    def preceding(self, node: int) -> tuple[int, ...]:
        """Sources of the edges onwards that lead to a node."""
        return self._before[node]


def mirrored(plan: Topology) -> tuple[int, ...]:
    """Depth first with each node's ways in reverse order, every source before its targets."""
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
