"""Decisions as figures, which ``flowchart/`` draws."""

from handouts.document import Flowchart
from handouts.typeset.blocks.charts.figure import figure
from handouts.typeset.blocks.flow import Allowance
from handouts.typeset.column.frame import Frame
from handouts.typeset.column.strips import Strip
from handouts.typeset.flowchart.room import ChartRoom


def set_flowchart(block: Flowchart, frame: Frame, allowance: Allowance) -> list[Strip]:
    """A decision's chart; if it was split, each part on a page of its own."""
    from handouts.typeset.flowchart.parts import (
        set_charts,  # 25 modules, and few sheets have a chart
    )

    room = allowance.charts.get(block.id, ChartRoom(0.0))
    pieces: list[Strip] = []
    drawings = set_charts(block, frame, room)
    for number, drawing in enumerate(drawings, 1):
        if pieces:
            pieces.append(Strip(0.0, block.id, ends_page=True))
        leaf = f"{block.id}/{number}" if drawing.part else block.id
        pieces.append(figure(block, drawing, frame, leaf))
    return pieces
