"""What goes into a layout and what comes out of it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height of a measured text, in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Node:
    """A node; ``group`` is the one side that an outcome belongs to, if it belongs to one.

    ``width`` is that of a box which is not as wide as its column; a ``diamond``'s lines end at its
    tips and slopes.
    """

    id: str
    group: int | None = None
    width: float | None = None
    diamond: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A way between two nodes, by id; ``label`` is the size of its label."""

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
    """Which of the measures that were offered its boxes have."""
