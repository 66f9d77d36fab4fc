"""The blocks that are drawn: decisions and wages."""

from dataclasses import dataclass
from typing import Literal

from handouts.document.blocks import Block


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
