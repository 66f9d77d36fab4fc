"""Each kind of block of a layout, filled from the data: ``COMPOSERS``."""

from collections.abc import Mapping
from typing import Final

from handouts.compose.blocks import (
    binding,
    charts,
    columns,
    display,
    overlap,
    pictures,
    tables,
    text,
)
from handouts.compose.blocks.drawn import amounts, tiles, wages
from handouts.compose.blocks.scope import Composer
from handouts.model import blocks
from handouts.model.base import Record
from handouts.model.blocks.charts import ChartBlock, TileMapBlock

COMPOSERS: Final[Mapping[type[Record], Composer]] = {
    blocks.HeadingBlock: text.heading,
    blocks.TextBlock: text.text,
    blocks.ComparisonTableBlock: tables.comparison_table,
    blocks.TableBlock: tables.table,
    blocks.FactsBlock: tables.facts,
    blocks.CalloutBlock: text.callout,
    blocks.QuoteBlock: display.quote,
    blocks.ColumnsBlock: columns.columns,
    blocks.SectionBlock: columns.section,
    blocks.OverlapDiagramBlock: overlap.overlap,
    blocks.PanelBlock: columns.panel,
    blocks.FigureBlock: display.figure,
    blocks.ChecklistBlock: display.checklist,
    blocks.TimelineBlock: display.timeline,
    blocks.CardsBlock: columns.cards,
    blocks.FlowchartBlock: charts.flowchart,
    blocks.StepsBlock: charts.steps,
    blocks.WageChartBlock: wages.wage_chart,
    blocks.WageTableBlock: wages.wage_table,
    TileMapBlock: tiles.tile_map,
    ChartBlock: amounts.chart,
    blocks.FillInBlock: text.fill_in,
    blocks.SourcesBlock: binding.sources,
    blocks.ContentsBlock: binding.contents,
    blocks.EmblemBlock: columns.emblem,
    blocks.NoticeBlock: text.notice,
    blocks.NoticesBlock: text.notices,
    blocks.QrBlock: pictures.qr_code,
    blocks.ImageBlock: pictures.picture,
    blocks.IconBlock: pictures.icon,
    blocks.RuleBlock: text.rule,
    blocks.SpaceBlock: text.space,
    blocks.PageBreakBlock: text.page_break,
}
"""Each kind of block that a layout may hold."""
