"""Blocks side by side, and faults of blocks too wide for their place or too narrow for words."""

from collections.abc import Iterable
from typing import Final

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import Block, Columns
from handouts.typeset.blocks.flow import Allowance
from handouts.typeset.column.frame import Frame
from handouts.typeset.column.strips import Parallel

_LEAST: Final = 3.0
"""Ems that a column of text needs: in a narrower one nearly every word is broken between its letters."""


def set_columns(block: Columns, frame: Frame, allowance: Allowance) -> list[Parallel]:
    """Each column in its share of the width; nothing where all are empty."""
    gutter = frame.style.space["gutter"]
    room = frame.width - gutter * (len(block.columns) - 1)
    total = sum(block.widths)
    refuse_narrow(block, frame, (room * share / total for share in block.widths))
    x, columns = 0.0, []
    for blocks, share in zip(block.columns, block.widths, strict=True):
        wide = room * share / total
        columns.append((x, allowance.set_blocks(blocks, frame.narrowed(wide))))
        x += wide + gutter
    if not any(strips for _, strips in columns):
        return []
    return [Parallel(tuple(columns), block.id)]


def refuse_narrow(block: Block, frame: Frame, widths: Iterable[float]) -> None:
    """See to it that words have room in each of these columns of text.

    Raises:
        HandoutsError: when they have not.
    """
    columns = list(widths)
    if columns and min(columns) < _LEAST * frame.style.type["body"].size:
        raise HandoutsError(
            Diagnostic(
                "overflow",
                f"a column of `{block.name}` is {max(min(columns), 0.0):.0f} points wide, "
                "in which no word has room",
                "Use fewer columns, or give them a wider place",
                block.span,
            )
        )


def too_wide(block: Block, points: float, remedy: str) -> Diagnostic:
    """The diagnostic for a block that is so many points wider than its place."""
    message = f"`{block.name}` is {points:.0f} points too wide"
    return Diagnostic("overflow", message, remedy, block.span)
