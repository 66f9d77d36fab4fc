"""A document that is set, with its white space still elastic, and its height on a single page."""

from typing import Final

from handouts.document import Block, Document, walk
from handouts.frozen import dataclass
from handouts.typeset.column.frame import Frame
from handouts.typeset.column.strips import Piece, height, total_height
from handouts.typeset.running import foot_lines_height

TIGHTEST: Final = 0.7
"""The smallest factor on white space (design: spacing down to 70 %)."""

FOOT_GAP: Final = 3.0
"""Between the foot and the footer's line."""

SLACK: Final = 0.01
"""Rounding that never costs a page, in points."""

_CHORDS: Final = 3
"""Steps in which the loosest spacing of a single page is found."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text area of a page: its corner, its width, the room for the body, and the foot's base."""

    left: float
    top: float
    width: float
    room: float
    base: float
    """Where the footer's line box begins."""


@dataclass(frozen=True, slots=True)
class Content:
    """A document set under some measures, its white space still elastic."""

    document: Document
    frame: Frame
    pieces: tuple[Piece, ...]
    foot: tuple[Piece, ...]

    def sheet(self, spacing: float) -> Sheet:
        """The text area, which the white space at its ends makes smaller."""
        return sheet_of(self.document, self.frame, spacing)

    def excess(self, spacing: float) -> float:
        """The points by which one page is too short."""
        room = self.sheet(spacing).room - foot_height(self.foot, spacing)
        return total_height(self.pieces, spacing) - room


def loosest_spacing(content: Content) -> float:
    """The factor on white space with which one page is just enough, ``TIGHTEST`` if none is.

    Columns are as high as the tallest of them, so the excess is convex in the factor. So the page fits
    at every factor at which the chord, from a factor that fits to one that does not, says so.
    """
    low, high = TIGHTEST, 1.0
    over = content.excess(high)
    if over <= SLACK:
        return high
    under = content.excess(low)
    for _ in range(_CHORDS):
        if under > SLACK:
            return TIGHTEST
        low += (high - low) * under / (under - over)
        under = content.excess(low)
    return low


def spilling(pieces: tuple[Piece, ...], room: float, spacing: float) -> str:
    """The first block whose end lies beyond the room."""
    y = -pieces[0].space * spacing if pieces else 0.0
    for piece in pieces:
        y += piece.space * spacing + height(piece, spacing)
        if y > room + SLACK:
            return piece.block
    return ""


def sheet_of(document: Document, frame: Frame, spacing: float) -> Sheet:
    """The text area of a document's pages between header and footer."""
    page, style = document.page, frame.style
    clear = style.space["heading"] * spacing
    width = page.measure
    header = style.running_head and (document.header.left or document.header.right)
    footer = foot_lines_height(document, frame.narrowed(width))
    top = page.top + (style.type["running"].leading + clear if header else 0.0)
    base = page.height - page.bottom - footer
    bottom = base - (style.space["line"] + clear if footer else 0.0)
    return Sheet(page.left, top, width, bottom - top, base)


def foot_height(foot: tuple[Piece, ...], spacing: float) -> float:
    """The height of the foot, with the white space between it and the footer."""
    return total_height(foot, spacing) + FOOT_GAP if foot else 0.0


def blocks_before(blocks: tuple[Block, ...], chart: str) -> tuple[Block, ...]:
    """The blocks over the one that is or holds a chart."""
    for number, block in enumerate(blocks):
        if any(inner.id == chart for inner in walk((block,))):
            return blocks[:number]
    return blocks
