"""What a column is made of: strips that no page break divides, one below the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handouts.pages import Item
from handouts.style import Colour
from handouts.typeset.lines import Line


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of text, its left end at ``x`` and its baseline at ``y`` within the strip."""

    x: float
    y: float
    line: Line
    size: float
    colour: Colour
    block: str | None
    tabular: bool = False
    tracking: float = 0.0
    link_colour: Colour | None = None
    """How links are set off; ``None`` leaves them as the text around them."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A full-width piece of a column; places are relative to its top left corner.

    ``space`` is the white space over it, dropped at the top of a page; ``holds`` forbids a page
    break after it. ``head`` are the strips that stand over it again where it starts a page.
    """

    height: float
    block: str
    lines: tuple[PlacedLine, ...] = ()
    items: tuple[Item, ...] = ()
    space: float = 0.0
    holds: bool = False
    head: tuple["Strip", ...] = ()
    ends_page: bool = False
    between: bool = False
    """Whether it is left out at the top of a page, as a line that sets off what is below it."""
    dump: Mapping[str, Any] | None = None
    """Geometry of a flowchart, relative like the items."""


@dataclass(frozen=True, slots=True)
class Parallel:
    """Columns side by side: (x, strips) each."""

    columns: tuple[tuple[float, tuple["Strip | Parallel", ...]], ...]
    block: str
    space: float = 0.0
    holds: bool = False

    @property
    def height(self) -> float:
        """The height of the tallest column, set in one piece."""
        return max((total_height(strips) for _, strips in self.columns), default=0.0)


Piece = Strip | Parallel


def total_height(pieces: Sequence[Piece]) -> float:
    """The height of a column in one piece; the space over its first strip does not count."""
    if not pieces:
        return 0.0
    return sum(p.height + p.space for p in pieces) - pieces[0].space
