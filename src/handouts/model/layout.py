"""The schema of ``layouts/*.yaml``: page, style and blocks; Jinja2 in the leaf strings."""

from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from handouts.model.base import Record, StyleSlug, Text
from handouts.model.blocks import (
    CalloutBlock,
    ComparisonTableBlock,
    ContentsBlock,
    FactsBlock,
    FillInBlock,
    FlowchartBlock,
    HeadingBlock,
    ImageBlock,
    NoticeBlock,
    NoticesBlock,
    PageBreakBlock,
    PlainForm,
    RuleBlock,
    SourcesBlock,
    SpaceBlock,
    StepsBlock,
    TableBlock,
    Template,
    TextBlock,
    WageChartBlock,
    WageTableBlock,
)
from handouts.model.records import PageSetup


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
    more than two roles, stand in columns side by side, over lists of their tasks if all have some.
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
    fixed: bool = False
    """Whether it leads there on every sheet, also where a recipient has a QR address of its own."""
    beside: tuple["BlockRecord", ...] = ()


class EmblemBlock(PlainForm):
    """The T of a wide and a deep role, a bar and a stem, with a line of text for each role.

    What stands in ``beside`` is set at the left of the stem. Roles other than two, and styles
    with one column, leave out the T.
    """

    plain = "roles"

    roles: Template
    text: Template = Template("{{ role.title }}")
    """The line of each role, which it sees as ``role``."""
    beside: tuple["BlockRecord", ...] = ()


class BlockRecord(Record):
    """One block of a layout: ``- KIND: …``, with its conditions beside the kind."""

    heading: HeadingBlock | None = None
    text: TextBlock | None = None
    comparison_table: ComparisonTableBlock | None = None
    table: TableBlock | None = None
    facts: FactsBlock | None = None
    callout: CalloutBlock | None = None
    columns: ColumnsBlock | None = None
    overlap_diagram: OverlapDiagramBlock | None = None
    flowchart: FlowchartBlock | None = None
    steps: StepsBlock | None = None
    wage_chart: WageChartBlock | None = None
    wage_table: WageTableBlock | None = None
    fill_in: FillInBlock | None = None
    sources: SourcesBlock | None = None
    contents: ContentsBlock | None = None
    emblem: EmblemBlock | None = None
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

    @cached_property
    def kind(self) -> str:
        """Which block it is."""
        return next(k for k in BLOCK_KINDS if getattr(self, k) is not None)

    @cached_property
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

    left: Template = Template("")
    right: Template = Template("")
    logo: Text | None = None
    """Height at which the publisher's logo stands before the left one; none where it has no logo."""
    recipient_logo: Text | None = None
    """Height at which a recipient's own logo stands there, where ``logo`` is not given."""


class Layout(Record):
    """A layout file. ``extends`` names another one whose page, style and named blocks it overrides."""

    title: Template
    contents: Template | None = None
    """What a packet's contents call it; else its title."""
    extends: Text | None = None
    page: PageSetup = PageSetup()
    style: StyleSlug | None = None
    styles: tuple[StyleSlug, ...] = ()
    fit: Fit = Fit()
    header: RunningLine | None = None
    footer: RunningLine | None = None
    foot: tuple[BlockRecord, ...] = ()
    """Blocks set at the foot of the last page, above the footer: sources and notices."""
    blanks: dict[str, Text] = {}
    """Name → label of what ``--set NAME=…`` fills in."""
    body: tuple[BlockRecord, ...]
