"""Blocks one below the other, and the white space between them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from handouts.diagnostics import HandoutsError
from handouts.document import (
    Block,
    Columns,
    Heading,
    IconText,
    ListBlock,
    Notice,
    OverlapDiagram,
    PageBreak,
    Panel,
    Paragraph,
    QrCode,
    Space,
    Table,
    WageChart,
)
from handouts.frozen import dataclass
from handouts.kept import kept
from handouts.typeset.column.frame import Frame
from handouts.typeset.column.strips import Parallel, Piece, spaced
from handouts.typeset.flowchart.room import ChartRoom

Setter = Callable[[Any, Frame, "Allowance"], Sequence[Piece]]
"""The pieces of a block of its own kind."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """The setter of each kind of block, and the room that the rest of the page leaves to single blocks."""

    setters: Mapping[type[Block], Setter]
    charts: Mapping[str, ChartRoom] = field(default_factory=dict)
    """Room for a flowchart or a cover's drawing; none for a block that is not named."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """Lines of the blocks that grow; the least where a block is not named."""

    def set_blocks(self, blocks: Sequence[Block], frame: Frame) -> tuple[Piece, ...]:
        """The pieces of a column, with the white space between the blocks on them."""
        made: list[Piece] = []
        above: Block | None = None
        for block in _unfolded(blocks, frame):
            pieces = _held(block, self._set(block, frame))
            if not pieces:
                continue
            gap = space_between(above, block, frame) if above is not None else 0.0
            made += [spaced(pieces[0], gap), *pieces[1:]]
            above = block
        return tuple(made)

    def _set(self, block: Block, frame: Frame) -> Sequence[Piece]:
        setter = self.setters[type(block)]
        try:
            if block.inner:
                return setter(block, frame, self)
            chart, lines = self.charts.get(block.id), self.lines.get(block.id)
            return _set_alone(setter, block, frame, chart, lines)
        except HandoutsError as fault:  # what sets a text knows nothing of layouts
            placed = [replace(one, span=one.span or block.span) for one in fault.diagnostics]
            raise HandoutsError(*placed) from fault


@kept(most=512)
def _set_alone(
    setter: Setter, block: Block, frame: Frame, chart: ChartRoom | None, lines: int | None
) -> Sequence[Piece]:
    """The pieces of one block, kept by value: most blocks of an edition occur in the one before it."""
    charts = {} if chart is None else {block.id: chart}
    grown = {} if lines is None else {block.id: lines}
    return setter(block, frame, Allowance({}, charts, grown))


def _unfolded(blocks: Sequence[Block], frame: Frame) -> list[Block]:
    """Columns one after the other where the style has one column only."""
    if not frame.style.one_column:
        return list(blocks)
    flat: list[Block] = []
    for block in blocks:
        if isinstance(block, Columns | OverlapDiagram):
            flat += (b for group in block.inner for b in _unfolded(group, frame))
        else:
            flat.append(block)
    return flat


def _held(block: Block, pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces, held to one another where the block is kept together."""
    if not block.keep_together:
        return pieces
    whole = [replace(p, whole=True) if isinstance(p, Parallel) else p for p in pieces]
    return [*(replace(p, holds=True) for p in whole[:-1]), *whole[-1:]]


# White space


def space_between(above: Block, below: Block, frame: Frame) -> float:
    """White space between two blocks: a heading stands nearer to its text than to what is over it."""
    if isinstance(above, Space | PageBreak) or isinstance(below, Space | PageBreak):
        return 0.0
    return frame.style.space[_step(above, below)]


def _said(block: Block, end: int) -> Block:
    """The block that stands at an end of one with an icon: the icon moves no text up or down."""
    return block.blocks[end] if isinstance(block, IconText) and block.blocks else block


def _step_of_boxes(above: Block, below: Block) -> str:
    """That of columns and of bars; nothing where neither decides."""
    if isinstance(above, Columns) and isinstance(below, Columns) and above.close and below.close:
        return "line"
    if isinstance(above, Panel) and above.is_bar:
        return "paragraph"
    return "heading" if isinstance(below, Panel) and below.is_bar else ""


def _step(above: Block, below: Block) -> str:
    above, below = _said(above, -1), _said(below, 0)
    if step := _step_of_boxes(above, below):
        return step
    if isinstance(above, Heading):
        sets_off = above.level == 1 and not isinstance(below, Paragraph)
        return "heading" if sets_off else "line"
    if isinstance(below, Heading):
        return "block"
    if isinstance(below, Notice | QrCode):
        return "line"  # the quiet zone of a code is white space already
    if isinstance(above, Paragraph) and isinstance(below, Paragraph | ListBlock):
        return "line" if above.variant == "answer" else "paragraph"
    if isinstance(above, ListBlock) and isinstance(below, Paragraph | ListBlock):
        return "paragraph"
    if isinstance(above, WageChart) and isinstance(below, Table):
        return "heading"
    if isinstance(above, Table) and isinstance(below, Paragraph):
        return "paragraph"
    return "block"
