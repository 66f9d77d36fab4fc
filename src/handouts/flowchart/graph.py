"""The input of a layout, the grid that it is planned on, and its output."""

from collections.abc import Callable
from dataclasses import field

from handouts.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height of a measured text, in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Node:
    """A node; ``group`` is the side of an outcome that belongs to one side only.

    ``width`` is set for a box that is not as wide as its column. The lines at a ``diamond`` end at its
    tips and slopes.
    """

    id: str
    group: int | None = None
    width: float | None = None
    diamond: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge between two nodes, by id; ``label`` is the size of its label."""

    source: str
    target: str
    label: Size | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in reading order, the start first; edges in the order of their answers."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    narrowest: float = 60.0
    """Least width of a box, where the area allows it: room for the longest word."""


Measure = Callable[[str, float], float]
"""Height of a node's box, by its id and its width."""


@dataclass(frozen=True, slots=True)
class Area:
    """The room for a layout; without a height it may be as high as it needs."""

    width: float
    height: float | None = None


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


# The grid that a layout is planned on, before anything has a size: columns and the gutters beside them
# alternate along x, rows and the channels between them along y. A vertex is a crossing of two such
# lines: odd numbers are columns and rows, even ones gutters and channels, so that a node in column c
# and row r sits on vertex (2c + 1, 2r + 1).

Vertex = tuple[int, int]
Path = tuple[Vertex, ...]
"""Vertices from the source's to the target's, each next to the one before."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A cell, column and row, for each node; ``wide`` is whether the start covers its gutters."""

    columns: int
    rows: int
    cells: tuple[tuple[int, int], ...]
    wide: bool = False

    def vertex(self, node: int) -> Vertex:
        """Where a node sits."""
        column, row = self.cells[node]
        return 2 * column + 1, 2 * row + 1


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its greatest x."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its greatest y."""
        return self.y + self.height


Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Route:
    """An edge's right-angled line from border to border, and where its label stands."""

    points: tuple[Point, ...]
    label: Box | None


@dataclass(frozen=True, slots=True)
class Layout:
    """A placed graph: boxes and routes stand in the order of its nodes and edges."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    routes: tuple[Route, ...]
    crossings: int
    measure: int = 0
    """The number of the measure that its boxes have."""
