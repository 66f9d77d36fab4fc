"""The blocks that are drawn: decisions and wages."""

from dataclasses import dataclass, field
from typing import Literal

from handouts.canonical import UNCOUNTED
from handouts.diagnostics import Span
from handouts.document.blocks import Block, Heading, ListBlock
from handouts.pages import Raster, Vector


@dataclass(frozen=True, slots=True)
class ChartNode:
    """A node of a decision; ``label`` is its number or letter, the same as in the steps.

    A ``connector`` stands where ``typeset`` cut the chart; no document is composed with one.
    """

    id: str
    kind: Literal["question", "step", "outcome", "connector"]
    label: str
    text: str
    title: str = ""
    roles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartEdge:
    """A way from a node to a node."""

    source: str
    target: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flowchart(Block):
    """A decision to draw: a Figure, leaf ``ID``; the steps follow as a list.

    Where ``typeset`` had to split it, ``parts`` are the alternative texts of its parts: a Figure
    for each, leaves ``ID/1``, ``ID/2``…
    """

    alternative: str
    nodes: tuple[ChartNode, ...]
    edges: tuple[ChartEdge, ...]
    parts: tuple[str, ...] = ()
    roles: int = 0
    """How many roles the decision has: where the style has fewer looks, none stands for a role."""


@dataclass(frozen=True, slots=True)
class WageRange:
    """Annual wages of one role in one place, in dollars; ``None`` is not published."""

    place: str
    local: bool
    """Whether it is the state's row, set larger and labelled."""
    p10: float | None
    p25: float | None
    median: float | None
    p75: float | None
    p90: float | None
    median_text: str


@dataclass(frozen=True, slots=True)
class WageSeries:
    """One role's rows."""

    role: int
    name: str
    ranges: tuple[WageRange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WageChart(Block):
    """Range chart: a Figure, leaf ``ID``."""

    alternative: str
    series: tuple[WageSeries, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapDiagram(Block):
    """Two roles' tasks as a T: a Figure, leaf ``ID``, and what it shows as real text.

    The cells of ``bar`` are a list of the wide role, ``steps`` a list of the deep one; ``shared``
    are the ids of the bar's items that both roles do, next to one another.
    """

    alternative: str
    wide: int
    deep: int
    bar: ListBlock
    shared: tuple[str, ...]
    left: tuple[Block, ...]
    right: tuple[Block, ...]
    steps: ListBlock
    stem: float
    """Least height of the stem, in points."""

    @property
    def inside(self) -> tuple[Block, ...]:
        """Its blocks in reading order: each role's heading, tasks and texts."""
        heads = 1 if self.left and isinstance(self.left[0], Heading) else 0
        steps = (self.steps,) if self.steps.items else ()
        return (*self.left[:heads], self.bar, *self.left[heads:], *self.right, *steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class QrCode(Block):
    """A QR code: a Figure, leaf ``ID``; ``beside`` are the blocks at its right."""

    alternative: str
    address: str
    size: float
    """Side of the symbol without its quiet zone, in points."""
    beside: tuple[Block, ...]
    place: Span | None = field(default=None, compare=False, metadata=UNCOUNTED)
    """Where its address was written, if it came from a table of recipients."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture(Block):
    """A picture fitted into a box: a Figure, leaf ``ID``; an artifact without ``alternative``."""

    alternative: str
    picture: Raster | Vector
    width: float
    height: float
    """Its own size on the page, in points."""
    align: Literal["left", "right"] = "left"
