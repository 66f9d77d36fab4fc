"""Each kind of block of a layout, filled from the data: ``COMPOSERS``."""

from collections.abc import Mapping
from typing import Final

from handouts.compose.blocks import binding, charts, columns, overlap, pictures, tables, text
from handouts.compose.blocks.scope import Composer
from handouts.model.base import Record
from handouts.model.blocks import (
    CalloutBlock,
    ColumnsBlock,
    ComparisonTableBlock,
    ContentsBlock,
    EmblemBlock,
    FactsBlock,
    FillInBlock,
    FlowchartBlock,
    HeadingBlock,
    ImageBlock,
    NoticeBlock,
    NoticesBlock,
    OverlapDiagramBlock,
    PageBreakBlock,
    QrBlock,
    RuleBlock,
    SourcesBlock,
    SpaceBlock,
    StepsBlock,
    TableBlock,
    TextBlock,
    WageChartBlock,
    WageTableBlock,
)

COMPOSERS: Final[Mapping[type[Record], Composer]] = {
    HeadingBlock: text.heading,
    TextBlock: text.text,
    ComparisonTableBlock: tables.comparison_table,
    TableBlock: tables.table,
    FactsBlock: tables.facts,
    CalloutBlock: text.callout,
    ColumnsBlock: columns.columns,
    OverlapDiagramBlock: overlap.overlap,
    FlowchartBlock: charts.flowchart,
    StepsBlock: charts.steps,
    WageChartBlock: charts.wage_chart,
    WageTableBlock: charts.wage_table,
    FillInBlock: text.fill_in,
    SourcesBlock: binding.sources,
    ContentsBlock: binding.contents,
    EmblemBlock: columns.emblem,
    NoticeBlock: text.notice,
    NoticesBlock: text.notices,
    QrBlock: pictures.qr_code,
    ImageBlock: pictures.picture,
    RuleBlock: text.rule,
    SpaceBlock: text.space,
    PageBreakBlock: text.page_break,
}
"""Each kind of block that a layout may hold."""
