"""The content of an edition in reading order: semantic blocks without coordinates.

Text stands in *leaves*: each leaf has an id, and the items that ``typeset`` makes of it carry that
id. A block with one text is itself the leaf; parts are named ``ID/part`` (see ``Block.leaves``).
A block's id is its place in the layout, the same whether the sheet is alone or part of a packet.

Fields that change no byte of a file are ``UNCOUNTED`` (see ``handouts.canonical``).
"""

from handouts.document.binding import (
    Bibliography,
    Contents,
    ContentsEntry,
    Emblem,
    EmblemLine,
    Pointer,
    Section,
)
from handouts.document.blocks import (
    Block,
    Callout,
    Cell,
    Columns,
    Compound,
    FillIn,
    FillInField,
    Heading,
    Icon,
    IconText,
    ListBlock,
    ListItem,
    Notice,
    PageBreak,
    Panel,
    Paragraph,
    Row,
    RuleLine,
    Space,
    Table,
    TableColumn,
)
from handouts.document.display import (
    Checklist,
    KeyFigure,
    KeyFigures,
    Quote,
    TickItem,
    Timeline,
    TimelineStep,
    Track,
)
from handouts.document.figures import (
    ChartEdge,
    ChartNode,
    Figure,
    Flowchart,
    OverlapDiagram,
    Picture,
    QrCode,
    WageChart,
    WageRange,
    WageSeries,
)
from handouts.document.packet import Packet, Part
from handouts.document.reading import walk
from handouts.document.running import RunningText
from handouts.document.sources import SourceEntry, SourceList
from handouts.document.text import Origin, RichText, Run, Variant, link_starts, plain
from handouts.document.whole import Document, PageFormat

__all__ = [
    "Bibliography",
    "Block",
    "Callout",
    "Cell",
    "ChartEdge",
    "ChartNode",
    "Checklist",
    "Columns",
    "Compound",
    "Contents",
    "ContentsEntry",
    "Document",
    "Emblem",
    "EmblemLine",
    "Figure",
    "FillIn",
    "FillInField",
    "Flowchart",
    "Heading",
    "Icon",
    "IconText",
    "KeyFigure",
    "KeyFigures",
    "ListBlock",
    "ListItem",
    "Notice",
    "Origin",
    "OverlapDiagram",
    "Packet",
    "PageBreak",
    "PageFormat",
    "Panel",
    "Paragraph",
    "Part",
    "Picture",
    "Pointer",
    "QrCode",
    "Quote",
    "RichText",
    "Row",
    "RuleLine",
    "Run",
    "RunningText",
    "Section",
    "SourceEntry",
    "SourceList",
    "Space",
    "Table",
    "TableColumn",
    "TickItem",
    "Timeline",
    "TimelineStep",
    "Track",
    "Variant",
    "WageChart",
    "WageRange",
    "WageSeries",
    "link_starts",
    "plain",
    "walk",
]
