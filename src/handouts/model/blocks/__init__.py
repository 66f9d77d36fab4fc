"""The blocks of a layout: a record for each kind; Jinja2 in their leaf strings."""

from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from handouts.diagnostics import Span, joined_places
from handouts.model.base import DimensionSlug, PlainForm, Record, Template, Text
from handouts.model.blocks.binding import ContentsBlock, SourceGroup, SourcesBlock
from handouts.model.blocks.charts import (
    ChartBlock,
    FlowchartBlock,
    StepsBlock,
    TileMapBlock,
    WageChartBlock,
    WageTableBlock,
)
from handouts.model.blocks.display import (
    ChecklistBlock,
    Crop,
    FigureBlock,
    ImageBlock,
    KeyFigure,
    TickItem,
    TimelineBlock,
    TimelineStep,
)
from handouts.style import HeadingStep

__all__ = [  # of the other files
    "ChartBlock",
    "ChecklistBlock",
    "ContentsBlock",
    "Crop",
    "FigureBlock",
    "FlowchartBlock",
    "ImageBlock",
    "KeyFigure",
    "SourceGroup",
    "SourcesBlock",
    "StepsBlock",
    "TickItem",
    "TileMapBlock",
    "TimelineBlock",
    "TimelineStep",
    "WageChartBlock",
    "WageTableBlock",
]

Variant = Literal["body", "lead", "subtitle", "answer", "small", "label"]


class HeadingBlock(PlainForm):
    """A heading; with ``role`` it carries the role's mark and colour, with ``tab`` its bar too."""

    plain = "text"

    text: Template
    """Its words."""
    level: Annotated[int, Field(ge=1, le=4)] = 2
    """1 for the title of the sheet, 2 for its parts, 3 and 4 within these."""
    role: Template | None = None
    """A role whose mark and color it carries."""
    tab: bool = False
    """Whether the role’s bar stands over it."""
    note: Template | None = None
    """A small line under it."""
    icon: Template | None = None
    """An icon left of its words, by name."""
    type: HeadingStep | None = None
    """A step of the type scale instead of its level's own."""
    fill: bool = False
    """Whether it is set larger, up to 1.6 times, as far as it keeps its number of lines."""
    align: Literal["left", "center"] = "left"
    """Where its lines stand; one with a role's mark begins at the left."""


class TextBlock(PlainForm):
    """Markdown: paragraphs and lists."""

    plain = "text"

    text: Template
    """Its words, as Markdown."""
    variant: Variant = "body"
    """Its step of the type scale, such as ``lead`` under a title or ``small`` for notes."""
    columns: Annotated[int, Field(ge=1, le=3)] = 1
    """Columns of its lists, of equal width; one in a style of one column."""
    align: Literal["left", "center"] = "left"
    """Where the lines of its paragraphs stand."""
    spoken: Template | None = None
    """A heading over its first list that is read and not printed, where a column stands for a role."""
    icon: Template | None = None
    """An icon left of it, by name, in the color of the text."""
    icons: Template | None = None
    """A list of names of icons, in place of the marks of its first list's items, in their order."""


class Captioned(Record):
    """A table that may say what it shows."""

    caption: Template | None = None
    """What the table shows, printed over it."""
    spoken: Template | None = None
    """The same read and not printed, where the sheet shows it in another way."""


class ComparisonTableBlock(Captioned):
    """The roles side by side, one row for each dimension, state rule or pay row."""

    roles: Template
    """The roles, a column for each."""
    dimensions: Template | tuple[DimensionSlug, ...]
    """Ids of ``dimensions.yaml``, or a list of them such as ``{{ rows.comparison }}``."""
    tabs: bool = True
    """Whether the roles' bars stand over their names; not needed if they stand above the table."""
    tick_boxes: Annotated[bool, Field(alias="lean")] = False
    """Boxes to tick for each role: in a last column beside two roles, in a last row under more."""
    tick_label: Annotated[Template | None, Field(alias="lean_label")] = None
    """What the boxes ask."""
    marks: bool = False
    """Whether clearly highest pay and lowest entry education are marked, by a rule printed under the table."""
    brief: bool = False
    """Whether labels and facts stand in their ``short`` form, under plain heads."""
    widths: tuple[Text, ...] = ()
    """Shares such as ``118*`` of the labels and the roles; used where there are as many roles."""


class TableColumn(Record):
    """A column of a generic table."""

    head: Template
    """What stands over the column."""
    cell: Template
    """What stands in each row; it sees the row."""
    width: Text | None = None
    """A length, or a share such as ``2*``; else what the content needs."""
    align: Literal["left", "right"] = "left"
    """``right`` for figures."""
    strong: bool = False
    """Whether its cells are bold: the heads of rows."""


class TableBlock(Captioned):
    """A table with one row for each item of ``rows``; cells see it as the name in ``as``."""

    rows: Template
    """A list; there is a row for each of its values."""
    as_: Annotated[Text, Field(alias="as")] = Text("row")
    """The name by which cells see the value of their row."""
    columns: Annotated[tuple[TableColumn, ...], Field(min_length=1)]
    """The columns from left to right."""


class FactItem(Record):
    """A label and a value of a layout's own; an empty value falls away with its label."""

    label: Template
    """What the value is."""
    value: Template
    """The value."""


class FactsBlock(Captioned):
    """Labels with their values: of a role's dimensions, then of the layout's own ``items``."""

    role: Template | None = None
    """The role whose ``dimensions`` are listed."""
    dimensions: Template | tuple[DimensionSlug, ...] = ()
    """As in a comparison table; one that the role does not know is left out."""
    items: tuple[FactItem, ...] = ()
    """Labels and values of the layout’s own, after the dimensions."""
    width: Text | None = None
    """Of the labels: a length, or a share such as ``1*`` beside the values' share of 2."""


class CalloutBlock(Record):
    """A run-in title and text over a hairline."""

    title: Template
    """A few words in bold that begin it."""
    text: Template
    """What follows on them, as Markdown."""
    icon: Template | None = None
    """An icon left of it, by name, two lines high."""


class QuoteBlock(PlainForm):
    """A sentence in large type beside a line, and who says it."""

    plain = "text"

    text: Template
    """The sentence."""
    source: Template | None = None
    """Who says it, or where it stands."""
    role: Template | None = None
    """A role whose color the line has."""


class PanelBlock(Record):
    """Blocks on a ground of their own; a panel may stand in another, one deep."""

    fill: Literal["role", "tint", "ink", "outline", "dashed"] = "ink"
    """A role's color, a tint of it, the text's color, or a line; with low ink a line. `dashed` is for what is missing."""
    role: Template | None = None
    """The role whose color it has."""
    bleed: bool = False
    """Whether it reaches for the sheet's edges; the first of a page lies under the running line too."""
    head: tuple["BlockRecord", ...] = ()
    """What stands along its upper edge, on the full color of the role or of the text."""
    body: tuple["BlockRecord", ...] = ()
    """What stands in it, from top to bottom."""

    @model_validator(mode="after")
    def _has_a_colour(self) -> Self:
        if self.role is None and self.fill in {"role", "tint"}:
            raise PydanticCustomError(
                "panel-without-role",
                "`fill: {fill}` takes the color of a role, and none is named",
                {
                    "fill": self.fill,
                    "remedy": 'Add `role: …`, such as `role: "{{ roles[0] }}"`, or use `fill: ink`',
                },
            )
        return self


class CardsBlock(Record):
    """Boxes of equal size, one for each value of a list, two to four in a row."""

    each: Template
    """The list."""
    as_: Annotated[Text, Field(alias="as")] = Text("item")
    """The name by which the blocks and ``role`` see the value."""
    head: tuple["BlockRecord", ...] = ()
    """What stands along the upper edge of each, on the full color of the role or of the text."""
    body: tuple["BlockRecord", ...] = ()
    """What stands under it."""
    role: Template | None = None
    """The role whose color each has."""
    fill: Literal["role", "tint", "ink", "outline"] | None = None
    """The ground, as of a panel; if left out, a tint of the role, or a line where there is none."""
    across: Annotated[int, Field(ge=2, le=4)] = 3
    """How many stand in a row, at most."""
    ladder: bool = False
    """Whether each of a row stands higher than the one before it."""


class FillInBlock(PlainForm):
    """Lines to write on; ``fields`` stand side by side on one line."""

    plain = "label"

    label: Template | None = None
    """What is to be written."""
    hint: Template | None = None
    """A small line that says more."""
    lines: Annotated[int, Field(ge=0, le=12)] = 1
    """How many lines there are."""
    fields: tuple[Text, ...] = ()
    """``Label`` or ``Label=2*`` for a share of the width."""
    blank: Text | None = None
    """Name of a declared blank: printed instead of the line when it was set."""
    fill: bool = False
    """Whether lines may be added, up to ``lines``, while the page has room, none less than two."""
    ruled: bool = True
    """Whether the lines are drawn; else there is room for as many, as in a box of a panel."""


class NoticeBlock(PlainForm):
    """Small print."""

    plain = "text"

    text: Template
    """Its words."""


class RuleBlock(PlainForm):
    """A line across the column."""

    plain = "weight"

    weight: Literal["hairline", "strong"] = "hairline"
    """How heavy the line is."""


class SpaceBlock(PlainForm):
    """White space of one of the style's steps."""

    plain = "step"

    step: Literal["small", "medium", "large", "fill"] = "medium"
    """How much: a step of the style’s white space. After ``fill`` what follows stands at the end of the
    page, or of the longest of the columns that it is in."""


class PageBreakBlock(Record):
    """What follows starts on a new page; on a folded sheet, on its next panel."""


class IconBlock(PlainForm):
    """An icon of the set, or of the project: it decorates what stands there in words.

    It is not read aloud, so a word says the same beside it or under it.
    """

    plain = "name"

    name: Template
    """Its name, such as ``wrench``, or that of a drawing in ``data/icons``; none draws nothing."""
    size: Text = Text("24pt")
    """Its height."""
    role: Template | None = None
    """A role whose color it has; else that of the text."""
    align: Literal["left", "center", "right"] = "left"
    """Where it stands in the column."""


class NoticesBlock(Record):
    """The notices that publisher and audience require; at the end of the foot if placed nowhere."""


class ColumnsBlock(PlainForm):
    """Blocks side by side; reading order is column by column.

    After the fixed ``columns`` comes one ``column`` for each item of ``each``, if given.
    """

    plain = "columns"

    columns: tuple[tuple["BlockRecord", ...], ...] = ()
    """Blocks of each fixed column."""
    each: Template | None = None
    """A list; there is one more column for each of its values."""
    as_: Annotated[Text, Field(alias="as")] = Text("item")
    """The name by which the blocks of ``column`` see the value."""
    column: tuple["BlockRecord", ...] = ()
    """Blocks of each of these columns."""
    widths: tuple[Annotated[float, Field(gt=0, allow_inf_nan=False)], ...] = ()
    """Shares of the width; a column without one takes the last given, or an equal part."""
    close: bool = False
    """Whether they are a row of cells: near to one another and to rows like it, panels in them less deep."""


class SectionBlock(Record):
    """Blocks that belong together, once, or for each item of ``each``; each turn keeps or loses its own heading."""

    each: Template | None = None
    """A list; the blocks stand there once for each of its values."""
    as_: Annotated[Text, Field(alias="as")] = Text("item")
    """The name by which they see the value."""
    body: tuple["BlockRecord", ...]
    """The blocks, from top to bottom."""


class OverlapDiagramBlock(Record):
    """Two roles' tasks as a T: a bar of one role's tasks, and a stem of the other's under the shared ones.

    ``column`` is composed for each role, which it sees as ``role``, and stands beside the stem;
    ``deep`` is true for the role of the stem. More than two roles, and roles that share no
    task or more than three, get columns side by side, over lists of their tasks if all have some.
    """

    roles: Template
    """The roles; two that share a task are drawn as a T."""
    column: tuple["BlockRecord", ...] = ()
    """Blocks for each role."""
    cells: Annotated[int, Field(ge=3, le=12)] = 8
    """Tasks in the bar, at most."""
    steps: Annotated[int, Field(ge=0, le=12)] = 6
    """Tasks beside the stem, at most."""
    stem: Text = Text("148pt")
    """The least height of the stem."""


class QrBlock(Record):
    """A QR code with its address in text; ``beside`` stands at its right, over the address."""

    address: Template
    """The web address that it holds."""
    purpose: Template
    """Where it leads, for people who hear it, such as *the full comparison*."""
    size: Text = Text("95pt")
    """Side of the symbol, without the quiet zone around it; 1.2 in at least."""
    fixed: bool = False
    """Whether it leads there on every sheet, also where a recipient has a QR address of its own."""
    beside: tuple["BlockRecord", ...] = ()
    """Blocks that stand at its right."""


class EmblemBlock(PlainForm):
    """The T of a wide and a deep role, a bar and a stem, with a line of text for each role.

    What stands in ``beside`` is set at the left of the stem. Roles other than two, and styles
    with one column, leave out the T.
    """

    plain = "roles"

    roles: Template
    """Two roles: the first is the bar, the second the stem."""
    text: Template = Template("{{ role.title }}")
    """The line of each role, which it sees as ``role``."""
    beside: tuple["BlockRecord", ...] = ()
    """Blocks that stand left of the stem."""


class BlockRecord(Record):
    """One block of a layout: ``- KIND: …``, with its conditions beside the kind."""

    heading: HeadingBlock | None = None
    """A heading."""
    text: TextBlock | None = None
    """Paragraphs and lists, as Markdown."""
    comparison_table: ComparisonTableBlock | None = None
    """The roles side by side, a row for each dimension."""
    table: TableBlock | None = None
    """A table of your own, a row for each value of a list."""
    facts: FactsBlock | None = None
    """Labels with their values."""
    callout: CalloutBlock | None = None
    """A short warning or tip over a thin line."""
    quote: QuoteBlock | None = None
    """A sentence in large type, and who says it."""
    columns: ColumnsBlock | None = None
    """Blocks side by side."""
    section: SectionBlock | None = None
    """Blocks that belong together, once or for each value of a list."""
    overlap_diagram: OverlapDiagramBlock | None = None
    """What two roles share, drawn as a T."""
    panel: PanelBlock | None = None
    """Blocks on a ground of their own."""
    figure: FigureBlock | None = None
    """Large numerals side by side."""
    checklist: ChecklistBlock | None = None
    """Items with a box to tick."""
    timeline: TimelineBlock | None = None
    """Numbered steps on a line."""
    cards: CardsBlock | None = None
    """Boxes of equal size, one for each value of a list."""
    flowchart: FlowchartBlock | None = None
    """A decision, drawn as a chart."""
    steps: StepsBlock | None = None
    """A decision as a numbered list."""
    wage_chart: WageChartBlock | None = None
    """What roles earn, as bars from low to high."""
    wage_table: WageTableBlock | None = None
    """The same as a table."""
    tile_map: TileMapBlock | None = None
    """All places as squares, filled by what each asks or has."""
    chart: ChartBlock | None = None
    """Shares, ranges and amounts as bars or points."""
    fill_in: FillInBlock | None = None
    """Lines to write on."""
    sources: SourcesBlock | None = None
    """The list of sources."""
    contents: ContentsBlock | None = None
    """The contents of a packet."""
    emblem: EmblemBlock | None = None
    """The T of two roles, for a cover."""
    notice: NoticeBlock | None = None
    """Small print."""
    notices: NoticesBlock | None = None
    """The notices that publisher and audience require."""
    qr: QrBlock | None = None
    """A QR code with its address."""
    image: ImageBlock | None = None
    """A picture of the project."""
    icon: IconBlock | None = None
    """A pictogram in one color."""
    rule: RuleBlock | None = None
    """A line across the column."""
    space: SpaceBlock | None = None
    """White space."""
    page_break: PageBreakBlock | None = None
    """What follows starts on a new page."""

    name: Text | None = None
    """A name of your own: messages use it, and a layout that extends this one replaces the block by it."""
    when: Template | None = None
    """An expression; the block is there only where it holds."""
    each: Template | None = None
    """A list; the block is there once for each of its values."""
    as_: Annotated[Text | None, Field(alias="as")] = None
    """The name by which the block sees the value; ``item`` if left out."""
    keep: Literal["together"] | None = None
    """``together``: no page ends within it."""
    optional: int | None = None
    """Dropped when the page must fit, lowest first."""
    topic: Template | None = None
    """What its facts are about, such as *Pay*: the name of its sources in a list by topic. Rows of a table have
    their dimension's."""
    once: Template | None = None
    """In a packet of which another part prints the same, these words and its page stand here instead."""

    @property
    def inner(self) -> tuple["BlockRecord", ...]:
        """The blocks that stand in it, column by column."""
        body = self.body
        fixed = body.columns if isinstance(body, ColumnsBlock) else ()
        more = (getattr(body, name, ()) for name in ("column", "head", "body", "beside"))
        return tuple(block for column in (*fixed, *more) for block in column)

    @cached_property
    def kind(self) -> str:
        """Which block it is."""
        return next(k for k in BLOCK_KINDS if getattr(self, k) is not None)

    @cached_property
    def body(self) -> Record:
        """What the block holds."""
        body: Record = getattr(self, self.kind)
        return body

    @cached_property
    def place(self) -> Span | None:
        """The place of its first string, else of its name or its condition.

        It knows the places of characters in all strings of the block.
        """
        first = self.inner if self.columns is not None else ()
        around = (self.name, self.when, self.each, self.as_, self.topic, self.once)
        strings = chain(_strings(first), _strings(self.body), _strings(around))
        return joined_places(text.span for text in strings)

    @model_validator(mode="after")
    def _has_one_kind(self) -> Self:
        kinds = [k for k in BLOCK_KINDS if getattr(self, k) is not None]
        if len(kinds) != 1:
            found = " and ".join(f"`{k}`" for k in kinds) or "none"
            raise PydanticCustomError(
                "block-kind",
                "a block has exactly one kind, and this one has {found}",
                {"found": found, "remedy": "Start every block with `- KIND:`, such as `- text: …`"},
            )
        return self


BLOCK_KINDS = tuple(
    name
    for name in BlockRecord.model_fields
    if name not in {"name", "when", "each", "as_", "keep", "optional", "topic", "once"}
)
"""The block kinds in the order of the schema."""


def _strings(value: object) -> Iterator[Text]:
    """The strings of a record, in their order, those of the blocks that stand in it too."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from _strings(getattr(value, name))
