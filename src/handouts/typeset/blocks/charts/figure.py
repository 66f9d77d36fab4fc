"""A drawing as the figure that it is on its page."""

from handouts.diagnostics import HandoutsError
from handouts.document import Figure
from handouts.pages import Region, TextRun
from handouts.typeset.blocks.columns import too_wide
from handouts.typeset.column.drawing import Drawing
from handouts.typeset.column.frame import Frame
from handouts.typeset.column.strips import Strip


def figure(block: Figure, drawing: Drawing, frame: Frame, leaf: str) -> Strip:
    """The drawing on a strip of its own, as content of a leaf.

    Raises:
        HandoutsError: when it is wider than the column.
    """
    if drawing.width > frame.width + 0.5:
        remedy = "Shorten its texts, or give it a wider column"
        raise HandoutsError(too_wide(block, drawing.width - frame.width, remedy))
    region = Region(0.0, 0.0, drawing.width, drawing.height, leaf)
    # words last, so that the lines are one stretch of marked content and the words another
    items = (region, *sorted(drawing.items, key=lambda item: isinstance(item, TextRun)))
    return Strip(drawing.height, block.id, items=items, chart=drawing.chart, part=drawing.part)
