"""Blocks that are too wide for their place, or whose columns leave no room for words."""

from collections.abc import Iterable
from typing import Final

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import Block
from handouts.typeset.column.frame import Frame

_LEAST: Final = 3.0
"""Widths of an em that a column of text needs: less parts nearly every word between its letters."""


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
    """A block that is so many points wider than its place."""
    message = f"`{block.name}` is {points:.0f} points too wide"
    return Diagnostic("overflow", message, remedy, block.span)
