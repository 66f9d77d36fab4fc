"""A loss as a diagnostic."""

from handouts.diagnostics import Diagnostic
from handouts.document import Block

REMEDY = (
    "Nothing is printed with a loss. This is a fault of `handouts`, not of your files: please report "
    "it with this line. Until then write the block in another way, or leave it out"
)


def loss(code: str, message: str, block: Block | None) -> Diagnostic:
    """One loss, at the place of its block in the layout."""
    return Diagnostic(code, message, REMEDY, block.span if block is not None else None)
