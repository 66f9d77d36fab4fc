"""Each kind of block as the pieces of a column: ``SETTERS``."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from handouts.document import (
    Bibliography,
    Block,
    Callout,
    Columns,
    Contents,
    Emblem,
    FillIn,
    Flowchart,
    Heading,
    ListBlock,
    Notice,
    OverlapDiagram,
    PageBreak,
    Paragraph,
    Picture,
    QrCode,
    RuleLine,
    SourceList,
    Space,
    Table,
    WageChart,
)
from handouts.typeset.blocks.charts import set_flowchart, set_wage_chart
from handouts.typeset.blocks.columns import set_columns
from handouts.typeset.blocks.contents import set_contents
from handouts.typeset.blocks.emblem import set_emblem
from handouts.typeset.blocks.fill_in import set_fill_in
from handouts.typeset.blocks.flow import Allowance, Setter
from handouts.typeset.blocks.overlap import set_overlap
from handouts.typeset.blocks.pictures import set_picture, set_qr
from handouts.typeset.blocks.stacked import set_stacked
from handouts.typeset.blocks.table import set_table
from handouts.typeset.blocks.text import (
    set_callout,
    set_heading,
    set_list,
    set_page_break,
    set_paragraph,
    set_rule,
    set_source_list,
    set_space,
)
from handouts.typeset.column.frame import Frame
from handouts.typeset.column.strips import Piece

__all__ = ["SETTERS", "Allowance"]


def _alone(set_block: Callable[[Any, Frame], Sequence[Piece]]) -> Setter:
    """The setter of a block that holds no others and takes the room that it needs."""
    return lambda block, frame, _: set_block(block, frame)


def _set_any_table(block: Table, frame: Frame) -> Sequence[Piece]:
    return set_stacked(block, frame) if frame.style.one_column else set_table(block, frame)


SETTERS: Final[Mapping[type[Block], Setter]] = {
    Heading: _alone(set_heading),
    Paragraph: _alone(set_paragraph),
    Notice: _alone(set_paragraph),
    ListBlock: _alone(set_list),
    Table: _alone(_set_any_table),
    Callout: set_callout,
    Columns: set_columns,
    FillIn: set_fill_in,
    SourceList: _alone(set_source_list),
    Flowchart: set_flowchart,
    WageChart: _alone(set_wage_chart),
    OverlapDiagram: set_overlap,
    QrCode: set_qr,
    Picture: _alone(set_picture),
    Contents: _alone(set_contents),
    Bibliography: _alone(set_list),
    Emblem: set_emblem,
    RuleLine: _alone(set_rule),
    Space: _alone(set_space),
    PageBreak: _alone(set_page_break),
}
"""Each kind of block that is set; a ``Section`` is made of blocks that were."""
