"""What a column is made of: strips that no page break divides, one below the other.

White space is elastic: everything is set once, and fitting a page only chooses the factor by which
white space is multiplied.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from handouts.frozen import dataclass
from handouts.pages import ChartGeometry, Item, Rule
from handouts.shapes import Colour
from handouts.style import Style
from handouts.typeset.lines.line import Line


class PlacedLine(NamedTuple):
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
    note_colour: Colour | None = None
    """How figures for sources are, where they are not as on the paper of the page."""


PANEL_SIDE: Final = 11.0
"""Points from the edge of a panel or of a timeline's track to what stands in it (looks: 11)."""


CELL: Final = 0.65
"""White space over and under the text of a cell, in that of a panel (looks: 6)."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies behind pieces: as wide as their column, with white space ``over`` and ``under`` them."""

    width: float
    over: float
    under: float
    fill: Colour | None = None
    line: float = 0.0
    """The width of a line around it, in ``colour``; none where it is 0."""
    colour: Colour | None = None
    dashed: bool = False
    """Whether that line is dashed."""
    bar: tuple[Item, ...] = ()
    """What is drawn along its upper edge."""
    rail: Rule | None = None
    """A line down it; to its lower edge if it ends at 0."""
    bleed: bool = False
    """Whether it reaches for the edges of the sheet."""
    style: Style | None = None
    """The style of what stands on it."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A full-width piece of a column; places are relative to the top left corner of its content.

    ``height`` is that of the content. ``space`` is the white space between it and what stands over
    it, dropped at the top of a page; ``over`` and ``under`` are white space of its own. ``holds``
    forbids a page break after it. ``head`` are the strips that stand over it again where it starts
    a page; a strip that ``vanishes`` is itself left out there.
    """

    height: float
    block: str
    lines: tuple[PlacedLine, ...] = ()
    items: tuple[Item, ...] = ()
    space: float = 0.0
    over: float = 0.0
    under: float = 0.0
    holds: bool = False
    head: tuple["Strip", ...] = ()
    vanishes: bool = False
    ends_page: bool = False
    chart: ChartGeometry | None = None
    """Geometry of a flowchart, relative like the items."""
    part: str = ""
    """The alternative text of one part of a chart that was split."""
    ground: Ground | None = None
    """What the strip is, if it is the ground of others."""
    fills: bool = False
    """Whether what follows stands at the end of the page or the column."""


@dataclass(frozen=True, slots=True)
class Parallel:
    """Columns side by side: (x, strips) each."""

    columns: tuple[tuple[float, tuple["Strip | Parallel", ...]], ...]
    block: str
    space: float = 0.0
    holds: bool = False
    whole: bool = False
    """Whether they go to the next page rather than be split."""
    flows: bool = False
    """Whether each column goes on in the next one: where a page ends, so does the last column."""
    ground: Ground | None = None
    """What lies behind them."""
    level: bool = False
    """Whether grounds that end a column reach down as far as the longest column."""
    least: float = 0.0
    """The least height of what has a ground."""


Piece = Strip | Parallel


def spaced(piece: Piece, more: float) -> Piece:
    """With more white space over it."""
    return replace(piece, space=piece.space + more) if more else piece


def height(piece: Piece, factor: float) -> float:
    """The height of a piece, its white space multiplied by ``factor``; columns in one piece."""
    if isinstance(piece, Strip):
        return piece.height + (piece.over + piece.under) * factor
    tallest = max((total_height(strips, factor) for _, strips in piece.columns), default=0.0)
    ground = piece.ground
    pad = (ground.over + ground.under) * factor if ground is not None else 0.0
    return max(tallest + pad, piece.least)


def total_height(pieces: Sequence[Piece], factor: float = 1.0) -> float:
    """The height of a column in one piece; the space over its first strip does not count."""
    if not pieces:
        return 0.0
    total = -pieces[0].space * factor
    for piece in pieces:
        total += piece.space * factor + height(piece, factor)
    return total
