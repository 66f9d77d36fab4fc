"""The semantic blocks, each of which knows its own structure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field, replace
from datetime import date
from operator import is_
from typing import Final, Literal, Self

from handouts.canonical import UNCOUNTED
from handouts.diagnostics import Span
from handouts.document.text import Leaf, Origin, RichText, Run, TextChange, Variant
from handouts.drawings import Vector
from handouts.frozen import dataclass
from handouts.style import HeadingStep

Topic = tuple[str, tuple[str, ...]]
"""What facts are about, such as *Pay*, and the sources of these facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What all blocks share. ``citations`` are source ids in order of first use.

    ``name`` is what the layout calls it, or its kind; ``span`` is its place in the layout.
    """

    id: str
    name: str = ""
    span: Span | None = field(default=None, compare=False, metadata=UNCOUNTED)
    origins: tuple[Origin, ...] = field(default=(), compare=False, metadata=UNCOUNTED)
    citations: tuple[str, ...] = ()
    expires: date | None = field(default=None, compare=False, metadata=UNCOUNTED)
    """The last day on which the facts that it prints hold."""
    keep_together: bool = False
    optional: int | None = None
    once: str = ""
    """What stands in its place in a packet of which another part says the same; else it stays."""
    topics: tuple[Topic, ...] = ()
    """What the facts are about that its sources stand for, as a list by topic says it."""
    tells: tuple[str, ...] = ()
    """What of the data it says in words that a figure may show (``Figure.shows``)."""

    @property
    def inner(self) -> tuple[tuple["Block", ...], ...]:
        """The blocks that stand in it, group by group, in reading order."""
        return ()

    def with_inner(self, change: "BlocksChange") -> Self:
        """The block with each group of the blocks in it changed."""
        del change
        return self

    def leaves(self) -> Iterator[Leaf]:
        """Id and text of its leaves, not of those of blocks inside it, in reading order.

        Figures have none: what is written in them belongs to the drawing, and their alternative
        text says it.
        """
        yield from ()

    def with_texts(self, change: TextChange) -> Self:
        """The block with each text changed that may rest on sources."""
        del change
        return self


BlocksChange = Callable[[tuple[Block, ...]], tuple[Block, ...]]


Align = Literal["left", "center"]
"""Where lines stand in their column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Block):
    """A heading; ``role`` is the place of a role in the sheet (0 first), ``tab`` draws its bar.

    ``type`` is a step of the type scale, where it is not its level's own.
    Leaves: ``ID``, and ``ID/note`` for the small line beneath.
    """

    text: RichText
    level: int
    role: int | None = None
    tab: bool = False
    note: RichText = ()
    type: HeadingStep | None = None
    icon: Vector | None = None
    fill: bool = False
    """Whether it is as large as its number of lines allows."""
    align: Align = "left"

    def leaves(self) -> Iterator[Leaf]:
        """The heading, and its note if it has one."""
        yield self.id, self.text
        if self.note:
            yield f"{self.id}/note", self.note

    def with_texts(self, change: TextChange) -> Self:
        """With heading and note changed."""
        return replace(self, text=change(self.text), note=change(self.note))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Block):
    """Running text. Leaf: ``ID``."""

    text: RichText
    variant: Variant = "body"
    align: Align = "left"

    def leaves(self) -> Iterator[Leaf]:
        """The paragraph."""
        yield self.id, self.text

    def with_texts(self, change: TextChange) -> Self:
        """With its text changed."""
        return replace(self, text=change(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Paragraph):
    """A text that must be on the sheet: never left out, and never under ``smallest`` points."""

    smallest: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """One item; ``label`` is its number or letter, empty for a dash. Leaves: ``ID/label``, ``ID``.

    ``parts`` are the paragraphs and lists that stand under its text; their leaves are the list's.
    """

    id: str
    label: str
    text: RichText
    back: str | None = None
    """Where the label leads, as a run's ``link``: from a source to its first figure."""
    parts: tuple["Paragraph | ListBlock", ...] = ()
    icon: Vector | None = None
    """What stands in place of the dash; it decorates."""

    def with_text(self, text: RichText) -> "ListItem":
        """The item with another text."""
        return self if text is self.text else replace(self, text=text)

    def with_texts(self, change: TextChange) -> "ListItem":
        """The item with its text changed, then those under it."""
        changed = self.with_text(change(self.text))
        if not self.parts:
            return changed
        return replace(changed, parts=tuple([part.with_texts(change) for part in self.parts]))

    @property
    def label_text(self) -> RichText:
        """The label as rich text."""
        return (Run(self.label, link=self.back),)

    def texts(self) -> Iterator[RichText]:
        """Its text, and those under it, in reading order."""
        yield self.text
        for part in self.parts:
            if isinstance(part, ListBlock):
                yield from part.texts()
            else:
                yield part.text

    def leaves(self) -> Iterator[Leaf]:
        """The label if there is one, the text, and what stands under it."""
        if self.label:
            yield f"{self.id}/label", self.label_text
        yield self.id, self.text
        for part in self.parts:
            yield from part.leaves()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListBlock(Block):
    """A list; set in ``columns`` columns, balanced at item borders."""

    items: tuple[ListItem, ...]
    numbering: Literal["none", "decimal", "letter", "boxes"] = "none"
    columns: int = 1
    spoken: RichText = ()
    """A heading over it that is read and not printed; leaf ``ID/spoken``."""

    def texts(self) -> Iterator[RichText]:
        """Those of its items, and what stands under them, in reading order."""
        for item in self.items:
            yield from item.texts()

    def leaves(self) -> Iterator[Leaf]:
        """A heading that is read, and those of its items."""
        if self.spoken:
            yield f"{self.id}/spoken", self.spoken
        for item in self.items:
            yield from item.leaves()

    def with_texts(self, change: TextChange) -> Self:
        """With each item's text changed, in reading order."""
        return replace(self, items=tuple([item.with_texts(change) for item in self.items]))


@dataclass(frozen=True, slots=True)
class TableColumn:
    """``width`` in points, or a ``share`` of the width that is left; both 0: as the content needs."""

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
    blank: Literal["line", "box"] | None = None
    """A line to write on, or a box to tick, instead of text."""
    spoken: RichText = ()
    """What is read where there is no text: in a cell with boxes or to fill in, and in a head."""
    rows: int = 1
    """Rows that it spans."""

    def with_text(self, text: RichText) -> "Cell":
        """The cell with another text."""
        return self if text is self.text else replace(self, text=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row; ``ruled`` draws a hairline over it."""

    cells: tuple[Cell, ...]
    ruled: bool = True

    def with_texts(self, texts: Iterable[RichText]) -> "Row":
        """The row with these texts in its cells; the same object where nothing changes."""
        cells = tuple([cell.with_text(text) for cell, text in zip(self.cells, texts, strict=True)])
        return self if all(map(is_, cells, self.cells)) else replace(self, cells=cells)


def placed_cells(rows: Iterable[Row], columns: int) -> Iterator[list[tuple[int, Cell]]]:
    """Each row's cells with their columns; a column under a cell that spans rows is passed over."""
    taken = [0] * columns
    for row in rows:
        placed, column = [], 0
        for cell in row.cells:
            while taken[column]:
                taken[column] -= 1
                column += 1
            placed.append((column, cell))
            taken[column] = cell.rows - 1
            column += 1
        for rest in range(column, columns):
            taken[rest] = max(taken[rest] - 1, 0)
        yield placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Block):
    """A table; ``head`` rows are repeated, as artifacts, where it splits over pages."""

    columns: tuple[TableColumn, ...]
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    caption: RichText = ()
    """What it shows; leaf ``ID/caption``."""
    caption_at: Literal["line", "corner", "spoken"] = "line"
    """On a line over the table, in place of its first head, or only read."""
    summary: str = ""
    """More of what the table shows, for people who hear it."""

    def leaves(self) -> Iterator[Leaf]:
        """Its caption, and its cells, row by row."""
        if self.caption:
            yield f"{self.id}/caption", self.caption
        for row in (*self.head, *self.rows):
            yield from ((cell.id, cell.text or cell.spoken) for cell in row.cells)

    def with_texts(self, change: TextChange) -> Self:
        """With caption and each cell's text changed."""
        caption = change(self.caption)
        head, rows = (
            tuple([row.with_texts(change(cell.text) for cell in row.cells) for row in part])
            for part in (self.head, self.rows)
        )
        return replace(self, caption=caption, head=head, rows=rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compound(Block):
    """A block with one group of others in it."""

    blocks: tuple[Block, ...] = ()

    @property
    def inner(self) -> tuple[tuple[Block, ...], ...]:
        """Its blocks."""
        return (self.blocks,)

    def with_inner(self, change: BlocksChange) -> Self:
        """With its blocks changed."""
        return replace(self, blocks=change(self.blocks))


@dataclass(frozen=True, slots=True, kw_only=True)
class IconText(Compound):
    """Blocks with an icon at their left: an artifact, ``lines`` lines of running text high."""

    icon: Vector
    lines: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Icon(Block):
    """An icon, ``size`` points high, in the colour of a role or of the text: an artifact."""

    icon: Vector
    size: float
    role: int | None = None
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout(Compound):
    """Text over a hairline that sets it off; its title is run in, in bold."""

    ruled: bool = True
    """Whether the hairline is there; at the head of a panel its ground sets the text off."""


Fill = Literal["role", "tint", "ink", "outline", "dashed"]
"""The ground of a panel: a role's colour, a tint of it, the text's colour, none within a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel(Block):
    """Blocks on a ground; ``role`` is the place of a role in the sheet, ``bleed`` reaches for its edges.

    ``head`` stands on the full colour along the upper edge.
    """

    fill: Fill
    blocks: tuple[Block, ...] = ()
    head: tuple[Block, ...] = ()
    role: int | None = None
    bleed: bool = False
    beside: bool = False
    """Whether it is set beside other columns, so that text keeps clear of its edge though it bleeds."""

    @property
    def is_bar(self) -> bool:
        """Whether it is a heading on a ground, alone or beside a text: it goes with what it heads."""
        if len(self.blocks) != 1 or self.head:
            return False
        (one,) = self.blocks
        if isinstance(one, Columns) and all(len(column) == 1 for column in one.columns):
            one = one.columns[0][0]
        return isinstance(one, Heading) and one.level > 1

    @property
    def inner(self) -> tuple[tuple[Block, ...], ...]:
        """The head, then what stands under it."""
        return (self.head, self.blocks)

    def with_inner(self, change: BlocksChange) -> Self:
        """With both changed."""
        return replace(self, head=change(self.head), blocks=change(self.blocks))


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns(Block):
    """Blocks side by side; reading order is column by column. ``widths`` are shares."""

    columns: tuple[tuple[Block, ...], ...]
    widths: tuple[float, ...]
    ladder: bool = False
    """Whether each begins higher than the one before it; all end at one height."""
    close: bool = False
    """Whether they are a row of cells, near to one another and to the rows like it."""

    @property
    def inner(self) -> tuple[tuple[Block, ...], ...]:
        """The columns."""
        return self.columns

    def with_inner(self, change: BlocksChange) -> Self:
        """With each column changed."""
        return replace(self, columns=tuple(change(column) for column in self.columns))


@dataclass(frozen=True, slots=True)
class FillInField:
    """One labelled line; ``share`` of the width; ``value`` is printed instead of the line."""

    label: str
    share: float = 1.0
    value: str = ""
    span: Span | None = field(default=None, compare=False, metadata=UNCOUNTED)
    """Where the value was written, if it came from a table of recipients."""

    @property
    def text(self) -> RichText:
        """The label, and the value after a space where there is one."""
        value = (Run(f" {self.value}"),) if self.value else ()
        return (Run(self.label, bold=True), *value)


LINE_TO_WRITE_ON: Final[RichText] = (Run("A line to write on"),)
LINES_TO_WRITE_ON: Final[RichText] = (Run("Lines to write on"),)
BOX_TO_TICK: Final[RichText] = (Run("A box to tick"),)
"""What is read of lines and boxes, which are drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FillIn(Block):
    """Lines to write on. Leaves: ``ID`` for the label, ``ID/hint``, ``ID/field0``…, ``ID/value``.

    Where there are lines, ``ID/field0/line`` and ``ID/lines`` say so to who does not see them.
    """

    label: RichText = ()
    hint: RichText = ()
    lines: int = 1
    fields: tuple[FillInField, ...] = ()
    value: str = ""
    fill: bool = False
    """Whether it may have up to ``lines`` lines as the page has room, never under two."""
    ruled: bool = True
    """Whether lines are drawn in the room for them."""

    def leaves(self) -> Iterator[Leaf]:
        """Label and hint if there are any, the fields, the value."""
        if self.label:
            yield self.id, self.label
        if self.hint:
            yield f"{self.id}/hint", self.hint
        for number, one in enumerate(self.fields):
            yield f"{self.id}/field{number}", one.text
            if not one.value:
                yield f"{self.id}/field{number}/line", LINE_TO_WRITE_ON
        if self.value:
            yield f"{self.id}/value", (Run(self.value),)
        elif self.lines:
            yield f"{self.id}/lines", LINES_TO_WRITE_ON

    def with_texts(self, change: TextChange) -> Self:
        """With label and hint changed."""
        return replace(self, label=change(self.label), hint=change(self.hint))


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine(Block):
    """A line across the column: an artifact."""

    weight: Literal["hairline", "strong"] = "hairline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Space(Block):
    """White space of one of the style's steps; ``fill`` is what is left of the page or the column."""

    step: Literal["small", "medium", "large", "fill"] = "medium"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak(Block):
    """What follows starts on a new page."""
