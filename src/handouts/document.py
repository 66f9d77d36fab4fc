"""What is said, in reading order: semantic blocks without coordinates.

Text stands in *leaves*: each leaf has an id, and the items that ``typeset`` makes of it carry that
id. A block with one text is itself the leaf; parts are named ``ID/part`` (see ``leaves``).

The ``repr`` of a document leaves out places in files: it is what the edition's key is made of.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from handouts.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one manner; ``link`` is the address that it leads to."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None


RichText = tuple[Run, ...]

Variant = Literal["body", "lead", "answer", "small", "label"]


def plain(text: RichText) -> str:
    """The text without its manner."""
    return "".join(run.text for run in text)


@dataclass(frozen=True, slots=True)
class Origin:
    """A value of the data that was printed, and where it was written."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What all blocks share. ``citations`` are source ids in order of first use.

    ``name`` is what the layout calls it, or its kind; ``span`` is its place in the layout.
    """

    id: str
    name: str = ""
    span: Span | None = field(default=None, repr=False)
    origins: tuple[Origin, ...] = field(default=(), repr=False)
    citations: tuple[str, ...] = ()
    keep_together: bool = False
    optional: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Block):
    """A heading; ``role`` is the place of a role in the sheet (0 first), ``tab`` draws its bar.

    Leaves: ``ID``, and ``ID/note`` for the small line beneath.
    """

    text: RichText
    level: int
    role: int | None = None
    tab: bool = False
    note: RichText = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Block):
    """Running text. Leaf: ``ID``."""

    text: RichText
    variant: Variant = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """One item; ``label`` is its number or letter, empty for a dash. Leaves: ``ID/label``, ``ID``."""

    id: str
    label: str
    text: RichText


@dataclass(frozen=True, slots=True, kw_only=True)
class ListBlock(Block):
    """A list; set in ``columns`` columns, balanced at item borders."""

    items: tuple[ListItem, ...]
    numbering: Literal["none", "decimal", "letter"] = "none"
    columns: int = 1


@dataclass(frozen=True, slots=True)
class TableColumn:
    """``width`` in points, or a share of what is left when ``share``; both 0: as the content needs."""

    width: float = 0.0
    share: float = 0.0
    align: Literal["left", "right"] = "left"
    tabular: bool = False
    """Tabular figures, for columns of numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell; leaf ``ID``. ``header`` is its scope; ``role`` puts the role's mark before it."""

    id: str
    text: RichText
    header: Literal["column", "row"] | None = None
    role: int | None = None
    tab: bool = False
    """Draw the role's bar over it and set it as a heading."""
    strong: bool = False
    quiet: bool = False
    """Set in the small, muted type of table heads."""
    boxes: tuple[int, ...] = ()
    """A tick box for each of these roles, its mark beside it, instead of text."""
    rows: int = 1
    """Rows that it spans."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row; ``ruled`` draws a hairline over it."""

    cells: tuple[Cell, ...]
    ruled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Block):
    """A table; ``head`` rows are repeated, as artifacts, where it splits over pages."""

    columns: tuple[TableColumn, ...]
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    summary: str = ""
    """What the table shows, for people who hear it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout(Block):
    """Text over a hairline that sets it off; its title is run in, in bold."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns(Block):
    """Blocks side by side; reading order is column by column. ``widths`` are shares."""

    columns: tuple[tuple[Block, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ChartNode:
    """A node of a decision; ``label`` is its number or letter, the same as in the steps."""

    id: str
    kind: Literal["question", "step", "outcome"]
    label: str
    text: str
    title: str = ""
    roles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartEdge:
    """A way from a node to a node."""

    source: str
    target: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flowchart(Block):
    """A decision to draw: a Figure, leaf ``ID``; the steps follow as a list."""

    alternative: str
    nodes: tuple[ChartNode, ...]
    edges: tuple[ChartEdge, ...]


@dataclass(frozen=True, slots=True)
class WageRange:
    """Annual wages of one role in one place, in dollars; ``None`` is not published."""

    place: str
    local: bool
    """Whether it is the state's row, set larger and labelled."""
    p10: float | None
    p25: float | None
    median: float | None
    p75: float | None
    p90: float | None
    median_text: str


@dataclass(frozen=True, slots=True)
class WageSeries:
    """One role's rows."""

    role: int
    name: str
    ranges: tuple[WageRange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WageChart(Block):
    """Range chart: a Figure, leaf ``ID``."""

    alternative: str
    series: tuple[WageSeries, ...]


@dataclass(frozen=True, slots=True)
class FillInField:
    """One labelled line; ``share`` of the width; ``value`` is printed instead of the line."""

    label: str
    share: float = 1.0
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FillIn(Block):
    """Lines to write on. Leaves: ``ID`` for the label, ``ID/hint``, ``ID/field0``…, ``ID/value``.

    A field's leaf holds its label, and its value after a space where it has one.
    """

    label: RichText = ()
    hint: RichText = ()
    lines: int = 1
    fields: tuple[FillInField, ...] = ()
    value: str = ""
    fill: bool = False
    """Whether it may have up to ``lines`` lines as the page has room, never under two."""


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One source as it stands in the list."""

    source: str
    text: RichText


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceList(Block):
    """The sources of what is printed, one small paragraph. Leaf: ``ID``."""

    title: str
    entries: tuple[SourceEntry, ...]
    closing: str = ""

    @property
    def text(self) -> RichText:
        """The paragraph that is printed."""
        runs: list[Run] = [Run(self.title, bold=True)]
        for number, entry in enumerate(self.entries):
            runs += (Run("; " if number else " "), *entry.text)
        if self.entries:
            runs.append(Run("."))
        return (*runs, Run(f" {self.closing}")) if self.closing else tuple(runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine(Block):
    """A line across the column: an artifact."""

    weight: Literal["hairline", "strong"] = "hairline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Space(Block):
    """White space of one of the style's steps."""

    step: Literal["small", "medium", "large"] = "medium"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak(Block):
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class RunningText:
    """A running line, left and right; ``{page}`` and ``{pages}`` are filled in by ``typeset``."""

    left: RichText = ()
    right: RichText = ()


@dataclass(frozen=True, slots=True)
class PageFormat:
    """Size and margins of every page, in points."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One edition, composed. ``foot`` blocks stand at the foot of the last page."""

    title: str
    language: str
    publisher: str
    subject: str
    date: str
    """The printed date, ISO 8601; also the date in the metadata."""
    page: PageFormat
    style: str
    pages: int | None
    """At most so many pages; ``None`` for any number."""
    at_most: int | None = None
    """So many, where ``pages`` are too few whatever is done."""
    smallest: float | None
    span: Span | None = field(repr=False)
    header: RunningText
    footer: RunningText
    body: tuple[Block, ...]
    foot: tuple[Block, ...] = ()

    def without(self, dropped: frozenset[str]) -> "Document":
        """The document without the blocks of these ids, and without sources that only they cite."""
        if not dropped:
            return self
        body, foot = _without(self.body, dropped), _without(self.foot, dropped)
        cited = {c for block in walk((*body, *foot)) for c in block.citations}
        return replace(self, body=_still_cited(body, cited), foot=_still_cited(foot, cited))


def _without(blocks: tuple[Block, ...], dropped: frozenset[str]) -> tuple[Block, ...]:
    kept = (_thinned(b, dropped) for b in blocks if b.id not in dropped)
    return tuple(kept)


def _thinned(block: Block, dropped: frozenset[str]) -> Block:
    match block:
        case Columns():
            return replace(block, columns=tuple(_without(c, dropped) for c in block.columns))
        case Callout():
            return replace(block, blocks=_without(block.blocks, dropped))
        case _:
            return block


def _still_cited(blocks: tuple[Block, ...], cited: set[str]) -> tuple[Block, ...]:
    return tuple(
        replace(b, entries=tuple(e for e in b.entries if e.source in cited))
        if isinstance(b, SourceList)
        else b
        for b in blocks
    )


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block in reading order, the outer before the inner."""
    for block in blocks:
        yield block
        match block:
            case Columns():
                for column in block.columns:
                    yield from walk(column)
            case Callout():
                yield from walk(block.blocks)


def leaves(block: Block) -> Iterator[tuple[str, RichText]]:
    """The leaves of one block (not of blocks inside it) with their texts, in reading order.

    Figures have none: what is written in them belongs to the drawing, and their alternative text
    says it.
    """
    match block:
        case Heading():
            yield block.id, block.text
            if block.note:
                yield f"{block.id}/note", block.note
        case Paragraph() | SourceList():
            yield block.id, block.text
        case ListBlock():
            yield from _list_leaves(block)
        case Table():
            for row in (*block.head, *block.rows):
                yield from ((cell.id, cell.text) for cell in row.cells)
        case FillIn():
            yield from _fill_in_leaves(block)


def _list_leaves(block: ListBlock) -> Iterator[tuple[str, RichText]]:
    for item in block.items:
        if item.label:
            yield f"{item.id}/label", (Run(item.label),)
        yield item.id, item.text


def _fill_in_leaves(block: FillIn) -> Iterator[tuple[str, RichText]]:
    if block.label:
        yield block.id, block.label
    if block.hint:
        yield f"{block.id}/hint", block.hint
    for number, one in enumerate(block.fields):
        value = (Run(f" {one.value}"),) if one.value else ()
        yield f"{block.id}/field{number}", (Run(one.label, bold=True), *value)
    if block.value:
        yield f"{block.id}/value", (Run(block.value),)
