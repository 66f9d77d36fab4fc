"""Each kind of block as the pieces of a column: ``SETTERS``."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from handouts import document
from handouts.document import Block, Table
from handouts.typeset.blocks import (
    charts,
    columns,
    contents,
    emblem,
    fill_in,
    overlap,
    pictures,
    text,
)
from handouts.typeset.blocks.flow import Allowance, Setter
from handouts.typeset.blocks.stacked import set_stacked
from handouts.typeset.blocks.table import set_table
from handouts.typeset.column.frame import Frame
from handouts.typeset.column.strips import Piece
from handouts.typeset.display import figures, quote, timeline

__all__ = ["SETTERS", "Allowance"]


def _alone(set_block: Callable[[Any, Frame], Sequence[Piece]]) -> Setter:
    """The setter of a block that holds no others and takes the room that it needs."""
    return lambda block, frame, _: set_block(block, frame)


def _set_any_table(block: Table, frame: Frame) -> Sequence[Piece]:
    return set_stacked(block, frame) if frame.style.one_column else set_table(block, frame)


SETTERS: Final[Mapping[type[Block], Setter]] = {
    document.Heading: _alone(text.set_heading),
    document.Paragraph: _alone(text.set_paragraph),
    document.Notice: _alone(text.set_paragraph),
    document.ListBlock: _alone(text.set_list),
    document.Table: _alone(_set_any_table),
    document.Callout: text.set_callout,
    document.Icon: _alone(pictures.set_icon),
    document.IconText: text.set_icon_text,
    document.Columns: columns.set_columns,
    document.Panel: columns.set_panel,
    document.KeyFigures: _alone(figures.set_figures),
    document.Checklist: _alone(text.set_list),
    document.Quote: _alone(quote.set_quote),
    document.Timeline: _alone(partial(timeline.set_timeline, columns.ground_of)),
    document.FillIn: fill_in.set_fill_in,
    document.SourceList: _alone(text.set_source_list),
    document.Flowchart: charts.set_flowchart,
    document.WageChart: _alone(charts.set_wage_chart),
    document.TileMap: _alone(charts.set_tile_map),
    document.AmountChart: _alone(charts.set_amounts),
    document.OverlapDiagram: overlap.set_overlap,
    document.QrCode: pictures.set_qr,
    document.Picture: _alone(pictures.set_picture),
    document.Contents: _alone(contents.set_contents),
    document.Pointer: _alone(contents.set_pointer),
    document.Bibliography: _alone(text.set_list),
    document.Emblem: emblem.set_emblem,
    document.RuleLine: _alone(text.set_rule),
    document.Space: _alone(text.set_space),
    document.PageBreak: _alone(text.set_page_break),
}
"""Each kind of block that is set; a ``Section`` is made of blocks that were."""
