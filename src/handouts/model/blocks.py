"""Blocks of a layout that hold no others."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from handouts.model.base import DimensionSlug, Record, Text
from handouts.style import HeadingStep


class Template(Text):
    """A leaf string with Jinja2 in it; alone ``{{ … }}`` keeps the type of its value."""

    __slots__ = ()


Variant = Literal["body", "lead", "subtitle", "answer", "small", "label"]


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
    type: HeadingStep | None = None
    """A step of the type scale instead of its level's own."""


class TextBlock(PlainForm):
    """Markdown: paragraphs and lists."""

    plain = "text"

    text: Template
    variant: Variant = "body"
    columns: Annotated[int, Field(ge=1, le=3)] = 1
    """Columns of its lists, of equal width; one in a style of one column."""


class ComparisonTableBlock(Record):
    """The roles side by side, one row for each dimension, state rule or pay row."""

    roles: Template
    dimensions: tuple[DimensionSlug, ...]
    """Ids of ``dimensions.yaml``; some are computed: ``state-rule``, ``pay``, ``pay-hourly``, ``shared-tasks``."""
    tabs: bool = True
    """Whether the roles' bars stand over their names; without, where they stood above already."""
    lean: bool = False
    """Boxes to tick for each role: in a last column beside two roles, in a last row under more."""
    lean_label: Template | None = None
    marks: bool = False
    """Whether the clearly highest pay and the lowest entry education are marked, by a rule that is
    printed under the table."""
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
    columns: Annotated[tuple[TableColumn, ...], Field(min_length=1)]


class FactItem(Record):
    """A label and a value of a layout's own; an empty value falls away with its label."""

    label: Template
    value: Template


class FactsBlock(Record):
    """Labels with their values: of a role's dimensions, then of the layout's own ``items``."""

    role: Template | None = None
    dimensions: tuple[DimensionSlug, ...] = ()
    """As in a comparison table; one that the role does not know is left out."""
    items: tuple[FactItem, ...] = ()
    width: Text | None = None
    """Of the labels: a length, or a share such as ``1*`` beside the values' share of 2."""


class CalloutBlock(Record):
    """A run-in title and text over a hairline."""

    title: Template
    text: Template


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
    alone: bool = False
    """Whether no wage table follows; then the alternative text has every figure."""
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
    """The sources of all that is printed, in order of first use.

    ``of: packet`` lists those of all bound handouts, one by one; their own lists then fall away.
    """

    plain = "title"

    title: Template = Template("Sources.")
    closing: Template | None = None
    """A sentence after the list."""
    closing_title: Template = Template("Note.")
    """What sets it off from the last source."""
    of: Literal["sheet", "packet"] = "sheet"
    numbered: bool = True
    """Whether figures in the text, such as [3], lead to its entries."""


class ContentsBlock(Record):
    """The parts of a packet that follow, with their page numbers; nothing outside a packet."""


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


class ImageBlock(Record):
    """A picture of the project: PNG, JPEG or SVG, in ``data`` or ``layouts``."""

    file: Text
    alt: Text | None = None
    """What it shows, for people who cannot see it."""
    decorative: bool = False
    """Whether it says nothing, so that it needs no ``alt``."""
    width: Text | None = None
    height: Text | None = None
    """One of the two, or both: the box that the picture is fitted into."""
    align: Literal["left", "right"] = "left"


class NoticesBlock(Record):
    """The notices that publisher and audience require; at the end of the foot if placed nowhere."""
