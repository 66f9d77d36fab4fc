"""The schema of ``layouts/*.yaml``: page, style and blocks; Jinja2 in the leaf strings."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from handouts.model.base import Record, Text
from handouts.model.picture_blocks import ImageBlock, NoticesBlock
from handouts.model.records import PageSetup

Template = Text
"""A leaf string with Jinja2 in it; alone ``{{ … }}`` keeps the type of its value."""

Variant = Literal["body", "lead", "answer", "small", "label"]


class PlainForm(Record):
    """A block that may be written as its main field alone, such as ``- heading: Title``."""

    plain: ClassVar[str]

    @model_validator(mode="before")
    @classmethod
    def _from_plain(cls, value: object) -> object:
        return {cls.plain: value} if isinstance(value, str | list) else value


class HeadingBlock(PlainForm):
    """A heading; with ``role`` it carries the role's mark and colour, with ``tab`` its bar too."""

    plain = "text"

    text: Template
    level: Annotated[int, Field(ge=1, le=4)] = 2
    role: Template | None = None
    tab: bool = False
    note: Template | None = None
    """A small line under it."""
    type: Literal["display"] | None = None
    """A step of the type scale instead of its level's own."""


class TextBlock(PlainForm):
    """Markdown: paragraphs and lists."""

    plain = "text"

    text: Template
    variant: Variant = "body"


class ComparisonTableBlock(Record):
    """The roles side by side, one row for each dimension, state rule or pay row."""

    roles: Template
    dimensions: tuple[Text, ...]
    """Ids of ``dimensions.yaml``; ``state-rule``, ``pay`` and ``pay-hourly`` are computed."""
    lean: bool = False
    """A last column with a box to tick for each role."""
    lean_label: Template | None = None
    brief: bool = False
    """Whether labels and facts stand in their ``short`` form, under plain heads."""
    widths: tuple[Text, ...] = ()
    """Shares such as ``118*`` of the labels and the roles; used where there are as many roles."""


class TableColumn(Record):
    """A column of a generic table."""

    head: Template
    cell: Template
    width: Text | None = None
    """A length, or a share such as ``2*``; else what the content needs."""
    align: Literal["left", "right"] = "left"
    strong: bool = False


class TableBlock(Record):
    """A table with one row for each item of ``rows``; cells see it as the name in ``as``."""

    rows: Template
    as_: Annotated[Text, Field(alias="as")] = Text("row")
    columns: tuple[TableColumn, ...]


class CalloutBlock(Record):
    """A run-in title and text over a hairline."""

    title: Template
    text: Template


class ColumnsBlock(PlainForm):
    """Blocks side by side; reading order is column by column.

    After the fixed ``columns`` comes one ``column`` for each item of ``each``, if given.
    """

    plain = "columns"

    columns: tuple[tuple["BlockRecord", ...], ...] = ()
    each: Template | None = None
    as_: Annotated[Text, Field(alias="as")] = Text("item")
    column: tuple["BlockRecord", ...] = ()
    widths: tuple[Annotated[float, Field(gt=0, allow_inf_nan=False)], ...] = ()
    """Shares of the width; a column without one takes the last given, or an equal part."""


class OverlapDiagramBlock(Record):
    """Two roles' tasks as a T: a bar of the one's, and a stem of the other's under what they share.

    ``column`` is composed for each role, which it sees as ``role``, and stands beside the stem;
    ``deep`` is true for the role of the stem. Roles that share no task, or more than three, and
    more than two roles, stand in columns side by side, each over a list of its tasks.
    """

    roles: Template
    column: tuple["BlockRecord", ...] = ()
    cells: Annotated[int, Field(ge=3, le=12)] = 8
    """Tasks in the bar, at most."""
    steps: Annotated[int, Field(ge=0, le=12)] = 6
    """Tasks beside the stem, at most."""
    stem: Text = Text("148pt")
    """The least height of the stem."""


class QrBlock(Record):
    """A QR code with its address in text; ``beside`` stands at its right, over the address."""

    address: Template
    purpose: Template
    """Where it leads, for people who hear it, such as *the full comparison*."""
    size: Text = Text("95pt")
    """Side of the symbol, without the quiet zone around it; 1.2 in at least."""
    beside: tuple["BlockRecord", ...] = ()


class FlowchartBlock(PlainForm):
    """A decision drawn as a chart."""

    plain = "decision"

    decision: Template


class StepsBlock(PlainForm):
    """The same decision as a numbered list."""

    plain = "decision"

    decision: Template
    columns: Annotated[int, Field(ge=1, le=2)] = 2


class WageChartBlock(PlainForm):
    """Range chart of the roles' annual wages in the state and the nation."""

    plain = "roles"

    roles: Template
    key: Template | None = None
    """A small line that explains the marks."""


class WageTableBlock(PlainForm):
    """The same figures as a table."""

    plain = "roles"

    roles: Template


class FillInBlock(PlainForm):
    """Lines to write on; ``fields`` stand side by side on one line."""

    plain = "label"

    label: Template | None = None
    hint: Template | None = None
    lines: Annotated[int, Field(ge=0, le=12)] = 1
    fields: tuple[Text, ...] = ()
    """``Label`` or ``Label=2*`` for a share of the width."""
    blank: Text | None = None
    """Name of a declared blank: printed instead of the line when it was set."""
    fill: bool = False
    """Whether lines may be added, up to ``lines``, while the page has room, none less than two."""


class SourcesBlock(PlainForm):
    """The sources of all that is printed, in order of first use."""

    plain = "title"

    title: Template = Text("Sources.")
    closing: Template | None = None
    """A sentence after the list."""


class NoticeBlock(PlainForm):
    """Small print."""

    plain = "text"

    text: Template


class RuleBlock(PlainForm):
    """A line across the column."""

    plain = "weight"

    weight: Literal["hairline", "strong"] = "hairline"


class SpaceBlock(PlainForm):
    """White space of one of the style's steps."""

    plain = "step"

    step: Literal["small", "medium", "large"] = "medium"


class PageBreakBlock(Record):
    """What follows starts on a new page."""


class BlockRecord(Record):
    """One block of a layout: ``- KIND: …``, with its conditions beside the kind."""

    heading: HeadingBlock | None = None
    text: TextBlock | None = None
    comparison_table: ComparisonTableBlock | None = None
    table: TableBlock | None = None
    callout: CalloutBlock | None = None
    columns: ColumnsBlock | None = None
    overlap_diagram: OverlapDiagramBlock | None = None
    flowchart: FlowchartBlock | None = None
    steps: StepsBlock | None = None
    wage_chart: WageChartBlock | None = None
    wage_table: WageTableBlock | None = None
    fill_in: FillInBlock | None = None
    sources: SourcesBlock | None = None
    notice: NoticeBlock | None = None
    notices: NoticesBlock | None = None
    qr: QrBlock | None = None
    image: ImageBlock | None = None
    rule: RuleBlock | None = None
    space: SpaceBlock | None = None
    page_break: PageBreakBlock | None = None

    name: Text | None = None
    when: Template | None = None
    each: Template | None = None
    as_: Annotated[Text | None, Field(alias="as")] = None
    keep: Literal["together"] | None = None
    optional: int | None = None
    """Dropped when the page must fit, lowest first."""

    @property
    def inside(self) -> tuple["BlockRecord", ...]:
        """The blocks that stand in it, column by column."""
        body = self.body
        fixed = body.columns if isinstance(body, ColumnsBlock) else ()
        more = (getattr(body, name, ()) for name in ("column", "beside"))
        return tuple(block for column in (*fixed, *more) for block in column)

    @property
    def kind(self) -> str:
        """Which block it is."""
        return next(k for k in BLOCK_KINDS if getattr(self, k) is not None)

    @property
    def body(self) -> Record:
        """What the block holds."""
        body: Record = getattr(self, self.kind)
        return body

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
    if name not in {"name", "when", "each", "as_", "keep", "optional"}
)
"""The block kinds in the order of the schema."""


class Fit(Record):
    """How many pages there may be, and the smallest text; lengths in points.

    A document that does not fit on ``pages`` may take up to ``at_most``, and is then set without
    dropping or shrinking what these can hold.
    """

    pages: Annotated[int | None, Field(ge=1)] = None
    at_most: Annotated[int | None, Field(ge=1)] = None
    smallest: Text | None = None


class RunningLine(Record):
    """What stands at the left and right of a running line; ``{page}`` and ``{pages}`` are numbers."""

    left: Template = Text("")
    right: Template = Text("")
    logo: Text | None = None
    """Height at which the publisher's logo stands before the left one; none where it has no logo."""


class Layout(Record):
    """A layout file. ``extends`` names another one whose page, style and named blocks it overrides."""

    title: Template
    extends: Text | None = None
    page: PageSetup = PageSetup()
    style: Text | None = None
    styles: tuple[Text, ...] = ()
    fit: Fit = Fit()
    header: RunningLine | None = None
    footer: RunningLine | None = None
    foot: tuple[BlockRecord, ...] = ()
    """Blocks set at the foot of the last page, above the footer: sources and notices."""
    blanks: dict[str, Text] = {}
    """Name → label of what ``--set NAME=…`` fills in."""
    body: tuple[BlockRecord, ...]
