"""The blocks that are drawn: decisions and wages."""

from dataclasses import dataclass
from typing import Literal

from handouts.document.blocks import Block


@dataclass(frozen=True, slots=True)
class ChartNode:
    """A node of a decision; ``label`` is its number or letter, the same as in the steps."""

    id: str
    kind: Literal["question", "step", "outcome"]
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
    """A decision to draw: a Figure, leaf ``ID``; the steps follow as a list."""

    alternative: str
    nodes: tuple[ChartNode, ...]
    edges: tuple[ChartEdge, ...]


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
