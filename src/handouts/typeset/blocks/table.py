"""Tables without cages: rows over hairlines, heads over a rule, wrapped cells."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from handouts.characters import NO_BREAK
from handouts.diagnostics import HandoutsError
from handouts.document import Cell, RichText, Row, Run, Table, TableColumn, plain
from handouts.document.blocks import placed_cells
from handouts.frozen import dataclass
from handouts.kept import kept
from handouts.pages import Box, Item, Rule
from handouts.style import Type
from handouts.typeset.blocks.columns import refuse_narrow, too_wide
from handouts.typeset.blocks.fill_in import write_line
from handouts.typeset.blocks.text import bar_strip
from handouts.typeset.column.drawing import moved
from handouts.typeset.column.frame import (
    Frame,
    Manner,
    least_width,
    mark_indent,
    role_mark,
    set_text,
    spoken,
)
from handouts.typeset.column.strips import PlacedLine, Strip
from handouts.typeset.column.widths import fitted, levelled

_COLUMN_GAP: Final = 14.0
"""Between the texts of neighbouring columns."""

_MONEY_GAP: Final = 8.0
"""The gap beside columns of figures, which are narrow and aligned."""

_SIDE_BY_SIDE: Final = 8.0
"""Ems: a share of the width is to hold some words side by side, as long as other columns have room."""

_ROUNDING: Final = 0.5
"""Points that never cost a column."""

_TOO_WIDE: Final = "Leave out a column, shorten its longest words, or use a wider page"

_LEAST_GAP: Final = 4.0
"""The same before a column of figures whose width is given: a space and a half, so that no two seem one."""

_HEARD: Final = 0.25
"""Of the way to the first baseline: what is only read is on no line with what is painted, nor in the margin."""

_CLOSE: Final = 2.0
"""Between the texts of rows that belong together."""

_BOX: Final = 10.0
"""Side of a box to tick (looks: comparison-advisor)."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """Left edge and width of each column's text."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    figures: tuple[float, ...]
    """What figures for sources take at the end of each column that is aligned at the right."""


@dataclass(frozen=True, slots=True)
class _SetCell:
    """A cell's strips, and how many rows it spans."""

    strips: tuple[Strip, ...]
    x: float
    rows: int
    hangs: bool = False
    """Whether it stands at the top of its row whatever stands beside it: bars of roles are one line."""

    @property
    def height(self) -> float:
        return sum(s.height for s in self.strips)


class _SetRow(NamedTuple):
    """A row's content, the white space over and under it, whether a cell spans it and the next."""

    height: float
    lines: tuple[PlacedLine, ...]
    items: tuple[Item, ...]
    over: float
    under: float
    holds: bool = False

    def strip(self, owner: str, *, holds: bool, head: tuple[Strip, ...] = ()) -> Strip:
        """The row as a strip of the table."""
        return Strip(
            self.height, owner, self.lines, self.items,
            over=self.over, under=self.under, holds=holds, head=head,
        )  # fmt: skip


def set_table(block: Table, frame: Frame) -> list[Strip]:
    """Head rows held together, then a strip for each row; no row is split.

    Where a page starts with a body row, the head stands over it again as an artifact.
    """
    heard, block = block, with_corner(block)
    grid = _grid(block, frame)
    head = [s.strip(block.id, holds=True) for s in _set_rows(block.head, block, grid, frame)]
    if head:
        head.append(replace(_rule(block, frame, "strong", "muted"), holds=True))
    repeated = tuple(artifact(strip) for strip in head)
    line = _rule(block, frame, "hairline", "hairline")
    between = replace(line, holds=True, vanishes=True, head=repeated)
    rows: list[Strip] = []
    for row, made in zip(block.rows, _set_rows(block.rows, block, grid, frame), strict=True):
        if rows and row.ruled:
            rows.append(between)
        rows.append(made.strip(block.id, holds=made.holds, head=repeated if rows else ()))
    return [*caption_lines(heard, frame), *with_heard([*head, *rows], heard, frame)]


def with_corner(block: Table) -> Table:
    """The table as it is drawn: with its caption in place of its first head, if it stands there."""
    if block.caption_at != "corner" or not block.head:
        return block
    (corner, *cells), *rows = block.head[0].cells, *block.head[1:]
    shown = replace(corner, id=f"{block.id}/caption", text=block.caption, spoken=())
    return replace(block, head=(replace(block.head[0], cells=(shown, *cells)), *rows))


def caption_lines(block: Table, frame: Frame) -> list[Strip]:
    """The caption on lines of its own, held to the table; none where it stands elsewhere."""
    if block.caption_at != "line" or not block.caption:
        return []
    manner = Manner(frame.style.type["label"], hyphens=False)
    strips = set_text(block.caption, manner, frame, f"{block.id}/caption", block.id)
    return [replace(strip, holds=True) for strip in strips]


def with_heard(strips: list[Strip], block: Table, frame: Frame) -> list[Strip]:
    """The strips, the first with what is only read: the caption, and heads without text.

    They stand side by side on the table's upper edge, so that no text that is painted is among them
    and none is in the margin.
    """
    said = [(cell.id, cell.spoken) for row in block.head for cell in row.cells if not cell.boxes]
    if block.caption_at == "spoken":
        said.insert(0, (f"{block.id}/caption", block.caption))
    said = [(leaf, text) for leaf, text in said if text]
    if not said or not strips:
        return strips
    room = frame.width / len(said)
    inner, baseline = frame.narrowed(room), frame.baseline(frame.style.type["body"]) * _HEARD
    lines = [
        line._replace(x=number * room)
        for number, (leaf, text) in enumerate(said)
        for line in spoken(text, inner, leaf, 0.0, baseline)
    ]
    return [replace(strips[0], lines=(*lines, *strips[0].lines)), *strips[1:]]


def artifact(strip: Strip) -> Strip:
    """The same as page furniture."""
    return replace(strip, lines=tuple(line._replace(block=None) for line in strip.lines))


def _rule(block: Table, frame: Frame, weight: str, colour: str) -> Strip:
    """A line across the table, between two rows."""
    line = Rule(0.0, 0.0, frame.width, 0.0, frame.style.rules[weight], frame.colour(colour))
    return Strip(0.0, block.id, items=(line,))


# Columns


def _grid(block: Table, frame: Frame) -> _Grid:
    """Fixed columns first, then what the content needs, then shares of the rest; none without room."""
    columns = _Columns(block, frame)
    wide = columns.widths()
    lefts = tuple(accumulate(wide[:-1], initial=0.0))
    gaps = columns.gaps
    texts = tuple(
        [max(w - before - after, 1.0) for w, (before, after) in zip(wide, gaps, strict=True)]
    )
    refuse_narrow(block, frame, columns.of_text(texts))
    inset = tuple([left + before for left, (before, _) in zip(lefts, gaps, strict=True)])
    return _Grid(inset, texts, columns.figures)


class _Columns:
    """The columns of one table while their widths are found."""

    def __init__(self, block: Table, frame: Frame) -> None:
        self.block = block
        self.frame = frame
        count = len(block.columns)
        head, body = (_by_column(rows, count) for rows in (block.head, block.rows))
        self.head, self.body = head, body
        self.gaps = _gaps(block.columns)
        pairs = zip(block.columns, body, strict=True)
        hung = ((_hung(cell, column, frame) for cell in cells) for column, cells in pairs)
        self.figures = tuple([max(widths, default=0.0) for widths in hung])

    def widths(self) -> tuple[float, ...]:
        """The width of each column, with the gap to its neighbour.

        Raises:
            HandoutsError: when there is no room for the words even when they are divided.
        """
        room, wanted = self.frame.width, self._wanted()
        if sum(wanted) <= room + _ROUNDING and self._hold_words(wanted):
            return tuple(wanted)
        whole = [self._least(number) for number in range(len(wanted))]
        unbroken, heads_broken = (
            [self._natural_least(n, width, heads=heads) for n, width in enumerate(whole)]
            for heads in (True, False)
        )
        found = fitted(wanted, (unbroken, heads_broken, whole), room)
        if found is not None:
            return found
        gaps = [sum(gap) for gap in self.gaps]
        divided = [self._least(number, divided=True) for number in range(len(wanted))]
        most, least = (
            [w - gap for w, gap in zip(own, gaps, strict=True)] for own in (whole, divided)
        )
        level = levelled(most, least, room - sum(gaps))
        if level is None:
            raise HandoutsError(too_wide(self.block, sum(divided) - room, _TOO_WIDE))
        return tuple([width + gap for width, gap in zip(level, gaps, strict=True)])

    def of_text(self, widths: Sequence[float]) -> Iterator[float]:
        """The widths of narrow ones that got a share and have texts to break."""
        narrow = _SIDE_BY_SIDE * self.frame.style.type["body"].size
        for number, (column, width) in enumerate(zip(self.block.columns, widths, strict=True)):
            if not column.share or width >= narrow:
                continue
            if self._natural(number, self.body[number]) > width + _ROUNDING:
                yield width

    def _wanted(self) -> list[float]:
        columns, room = self.block.columns, self.frame.width
        wide = [self._fixed(number) for number in range(len(columns))]
        rest = max(room - sum(wide), 0.0)
        shares = sum(c.share for c in columns)
        if shares:
            return [w + rest * c.share / shares for w, c in zip(wide, columns, strict=True)]
        if rest:
            wide[-1] += rest
        return wide

    def _fixed(self, number: int) -> float:
        column = self.block.columns[number]
        if column.width:
            return column.width * self.frame.style.type["body"].size / 10.5
        if column.share:
            return 0.0
        widest = self._natural(number, (*self.head[number], *self.body[number]))
        return min(widest + _COLUMN_GAP, self.frame.width / 2)

    def _natural(self, number: int, cells: Sequence[Cell]) -> float:
        """The width of the widest cell, figures for sources under one another."""
        column = self.block.columns[number]
        widths = [_natural(c, column, self.frame) + self._indrawn(c, number) for c in cells]
        return max(widths, default=0.0)

    def _indrawn(self, cell: Cell, number: int) -> float:
        return _indrawn(cell, self.block.columns[number], self.figures[number], self.frame)

    def _gap(self, number: int) -> float:
        return sum(self.gaps[number])

    def _hold_words(self, wanted: Sequence[float]) -> bool:
        """Whether no word is wider than its column: in nearly all tables."""
        return all(width + _ROUNDING >= self._least(n) for n, width in enumerate(wanted))

    def _least(self, number: int, *, divided: bool = False) -> float:
        """What a column needs for its words, or for their parts; a width that is given is kept."""
        column = self.block.columns[number]
        cells = (*self.head[number], *self.body[number])
        widths = [
            least_width(c.text, _manner(c, column, self.frame), self.frame, divided=divided)
            + self._indrawn(c, number)
            for c in cells
            if c.text
        ]
        given = self._fixed(number) if column.width else 0.0
        return max(max(widths, default=0.0) + self._gap(number), given)

    def _natural_least(self, number: int, whole: float, *, heads: bool) -> float:
        """What a column needs so that nothing in it is broken, or its head only, without ``heads``.

        Of a share it is some words side by side.
        """
        column = self.block.columns[number]
        if column.width:
            return whole
        cells = (*(self.head[number] if heads else ()), *self.body[number])
        natural = self._natural(number, cells) + self._gap(number)
        most = _SIDE_BY_SIDE * self.frame.style.type["body"].size if column.share else natural
        return max(whole, min(natural, most, self.frame.width / 2))


def _by_column(rows: tuple[Row, ...], count: int) -> list[list[Cell]]:
    found: list[list[Cell]] = [[] for _ in range(count)]
    for cells in placed_cells(rows, count):
        for number, cell in cells:
            found[number].append(cell)
    return found


def _gaps(columns: Sequence[TableColumn]) -> tuple[tuple[float, float], ...]:
    """White space before and after the text of each column: between any two some of it."""
    right = [column.align == "right" for column in columns]
    between = [_between(*sides) for sides in pairwise(right)]
    least = [_LEAST_GAP if column.width else _MONEY_GAP for column in columns[1:]]
    pairs = zip(pairwise(right), least, strict=True)
    before = [0.0, *(gap if left and own else 0.0 for (left, own), gap in pairs)]
    return tuple(zip(before, [*between, 0.0], strict=True))


def _between(left: bool, right: bool) -> float:
    """After the text of a column, by whether it and the next stand at the right."""
    if right:  # figures under figures have their white space before them
        return 0.0 if left else _MONEY_GAP
    return _COLUMN_GAP


def _natural(cell: Cell, column: TableColumn, frame: Frame) -> float:
    strips = set_text(cell.text, _manner(cell, column, frame), frame, None, cell.id)
    return max((s.lines[0].line.width for s in strips), default=0.0)


def _hung(cell: Cell, column: TableColumn, frame: Frame) -> float:
    """What figures for sources take behind a number that stands at the right."""
    first = next((n for n, run in enumerate(cell.text) if run.is_reference), None)
    if first is None or column.align != "right" or not is_figure(cell.text):
        return 0.0
    said = (Run(NO_BREAK), *cell.text[first:])
    (strip, *_) = set_text(said, _manner(cell, column, frame), frame, None, cell.id)
    return strip.lines[0].line.width


def _indrawn(cell: Cell, column: TableColumn, most: float, frame: Frame) -> float:
    """How far a cell ends before the edge of its column, so that its numbers stand under one another."""
    if not most or (any(run.is_reference for run in cell.text) and not is_figure(cell.text)):
        return 0.0
    return most - _hung(cell, column, frame)


def is_figure(text: RichText) -> bool:
    """Whether it is a number or a sum, with the figures for its sources."""
    said = plain(tuple([run for run in text if not run.is_reference]))
    return any(map(str.isdigit, said)) and not any(map(str.isalpha, said))


# Rows


def _set_rows(rows: tuple[Row, ...], block: Table, grid: _Grid, frame: Frame) -> list[_SetRow]:
    """The rows; one without spanning cells is kept by value, as most tables differ in few rows."""
    bottom = rows is block.head
    pads = _paddings(rows, frame.style.space["cell"])
    if all(cell.rows == 1 for row in rows for cell in row.cells):
        set_ = [_set_row(row, block.columns, grid, frame, block.id, bottom=bottom) for row in rows]
        return [_SetRow(*row, *pad) for row, pad in zip(set_, pads, strict=True)]
    placed = [
        [_set_cell(cell, n, block.columns[n], grid, frame, block.id) for n, cell in cells]
        for cells in placed_cells(rows, len(block.columns))
    ]
    heights = _row_heights(placed)
    made: list[_SetRow] = []
    spanned = 0
    for number, cells in enumerate(placed):
        spanned = max(spanned, *(number + c.rows for c in cells), number + 1)
        content = _row_content(cells, heights[number], bottom=bottom)
        made.append(_SetRow(heights[number], *content, *pads[number], spanned > number + 1))
    return made


@kept(most=4_096)
def _set_row(
    row: Row, columns: tuple[TableColumn, ...], grid: _Grid, frame: Frame, owner: str, *, bottom: bool
) -> tuple[float, tuple[PlacedLine, ...], tuple[Item, ...]]:  # fmt: skip
    """Height, lines and items of a row all of whose cells are its own."""
    cells = [_set_cell(cell, n, columns[n], grid, frame, owner) for n, cell in enumerate(row.cells)]
    high = max((cell.height for cell in cells), default=0.0)
    return high, *_row_content(cells, high, bottom=bottom)


def _paddings(rows: tuple[Row, ...], pad: float) -> list[tuple[float, float]]:
    """White space over and under each row's text; rows without a line between them stand close."""
    if not rows:
        return []
    over = [pad if row.ruled or not number else 0.0 for number, row in enumerate(rows)]
    under = [pad if above else _CLOSE for above in over[1:]]
    return list(zip(over, [*under, pad], strict=True))


def _row_heights(placed: list[list[_SetCell]]) -> list[float]:
    """The height of each row's text; the last of spanned rows makes up what the others lack."""
    heights = [max((c.height for c in cells if c.rows == 1), default=0.0) for cells in placed]
    for number, cells in enumerate(placed):
        for cell in cells:
            if cell.rows > 1:
                last = min(number + cell.rows, len(placed)) - 1
                heights[last] += max(cell.height - sum(heights[number : last + 1]), 0.0)
    return heights


def _row_content(
    cells: list[_SetCell], high: float, *, bottom: bool
) -> tuple[tuple[PlacedLine, ...], tuple[Item, ...]]:
    """The lines and items of a row's cells, which stand at its top, or at its ``bottom`` unless they hang."""
    lines: list[PlacedLine] = []
    items: list[Item] = []
    for cell in cells:
        y = high - cell.height if bottom and not cell.hangs else 0.0
        for strip in cell.strips:
            lines += (_moved_line(line, cell.x, y) for line in strip.lines)
            items += (moved(item, cell.x, y) for item in strip.items)
            y += strip.height
    return tuple(lines), tuple(items)


def _moved_line(at: PlacedLine, dx: float, dy: float) -> PlacedLine:
    return PlacedLine(
        at.x + dx, at.y + dy, at.line, at.size, at.colour, at.block, at.tabular, at.tracking,
        at.link_colour,
    )  # fmt: skip


# Cells


def _type(cell: Cell, frame: Frame) -> Type:
    if cell.tab:
        return frame.style.type["heading"]
    if cell.quiet:
        return frame.style.type["small"]
    body = frame.style.type["body"]
    if cell.strong:
        return replace(body, face=frame.style.type["label"].face)
    return body


def _manner(cell: Cell, column: TableColumn, frame: Frame) -> Manner:
    kind = _type(cell, frame)
    colour = None
    if (cell.tab or cell.header == "column") and cell.role is not None:
        colour = frame.look(cell.role).colour
    elif cell.quiet and cell.strong:
        colour = frame.colour("ink")
    right = column.align == "right"
    indent = mark_indent(cell.role, _mark_size(cell, kind), frame) if cell.role is not None else 0.0
    return Manner(kind, colour, indent, column.tabular, right, hyphens=False)


def _mark_size(cell: Cell, kind: Type) -> float:
    return kind.size if cell.tab else kind.size * 0.92


def _set_cell(
    cell: Cell, number: int, column: TableColumn, grid: _Grid, frame: Frame, owner: str
) -> _SetCell:
    drawn_in = _indrawn(cell, column, grid.figures[number], frame)
    inner = frame.narrowed(max(grid.widths[number] - drawn_in, 1.0))
    if cell.boxes:
        strips = [tick_boxes(cell, inner)]
    elif cell.blank:
        strips = [to_fill_in(cell, inner)]
    else:
        manner = _manner(cell, column, frame)
        strips = set_text(cell.text, manner, inner, cell.id, owner)
        if cell.role is not None and strips:
            size = _mark_size(cell, manner.kind)
            mark = role_mark(cell.role, 0.0, inner.baseline(manner.kind), size, inner)
            strips[0] = replace(strips[0], items=mark)
        if cell.tab and cell.role is not None:
            strips.insert(0, bar_strip(cell.role, inner.width, manner.kind, inner, owner))
    hangs = cell.tab and cell.role is not None
    return _SetCell(tuple(strips), grid.lefts[number], cell.rows, hangs)


def tick_boxes(cell: Cell, frame: Frame) -> Strip:
    """A box to tick for each role, its mark beside it: artifacts."""
    kind = frame.style.type["body"]
    side = _BOX * kind.size / 10.5
    baseline = frame.baseline(kind)
    pitch = frame.width / len(cell.boxes)
    items: list[Item] = []
    for number, role in enumerate(cell.boxes):
        x = number * pitch + 1
        items.append(_box(x, baseline, frame))
        items += role_mark(role, x + side + 4 * kind.size / 10.5, baseline, kind.size * 0.8, frame)
    said = spoken(cell.spoken, frame, cell.id, 0.0, baseline) if cell.spoken else ()
    return Strip(kind.leading, cell.id, said, tuple(items))


def _box(x: float, baseline: float, frame: Frame) -> Box:
    """A box to tick, on a line of running text."""
    side = _BOX * frame.style.type["body"].size / 10.5
    return Box(
        x, baseline - side + 1.5, side, side,
        stroke=frame.colour("ink"), stroke_width=frame.style.rules["write"],
    )  # fmt: skip


def to_fill_in(cell: Cell, frame: Frame) -> Strip:
    """A line to write on across the cell, or a box to tick: artifacts, and what is read of them."""
    kind = frame.style.type["body"]
    baseline = frame.baseline(kind)
    drawn: Item = _box(1.0, baseline, frame)
    if cell.blank == "line":
        drawn = write_line(0.0, frame.width, baseline + 2, frame)
    said = spoken(cell.spoken, frame, cell.id, 0.0, baseline)
    return Strip(kind.leading, cell.id, said, (drawn,))
