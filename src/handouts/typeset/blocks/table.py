"""Tables without cages: rows over hairlines, heads over a rule, wrapped cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from handouts.diagnostics import HandoutsError
from handouts.document import Cell, Row, Table, TableColumn
from handouts.document.blocks import placed_cells
from handouts.kept import kept
from handouts.pages import Box, Item, Rule
from handouts.style import Type
from handouts.typeset.blocks.columns import refuse_narrow, too_wide
from handouts.typeset.blocks.text import bar_strip
from handouts.typeset.column.drawing import moved
from handouts.typeset.column.frame import Frame, Manner, mark_indent, role_mark, set_text
from handouts.typeset.column.strips import PlacedLine, Strip

_COLUMN_GAP: Final = 14.0
"""Between the texts of neighbouring columns."""

_MONEY_GAP: Final = 8.0
"""The same beside columns of figures, which are narrow and aligned."""

_CLOSE: Final = 2.0
"""Between the texts of rows that belong together."""

_BOX: Final = 10.0
"""Side of a box to tick (looks: comparison-advisor)."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """Left edge and width of each column's text."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _SetCell:
    """A cell's strips, and how many rows it spans."""

    strips: tuple[Strip, ...]
    x: float
    rows: int

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
    return [*head, *rows]


def artifact(strip: Strip) -> Strip:
    """The same as page furniture."""
    return replace(strip, lines=tuple(line._replace(block=None) for line in strip.lines))


def _rule(block: Table, frame: Frame, weight: str, colour: str) -> Strip:
    """A line across the table, between two rows."""
    line = Rule(0.0, 0.0, frame.width, 0.0, frame.style.rules[weight], frame.colour(colour))
    return Strip(0.0, block.id, items=(line,))


# Columns


def _grid(block: Table, frame: Frame) -> _Grid:
    """Fixed columns first, then what the content needs, then shares of the rest."""
    wide = [_fixed(i, column, block, frame) for i, column in enumerate(block.columns)]
    rest = max(frame.width - sum(wide), 0.0)
    shares = sum(c.share for c in block.columns)
    if shares:
        wide = [w + rest * c.share / shares for w, c in zip(wide, block.columns, strict=True)]
    elif rest:
        wide[-1] += rest
    lefts, x = [], 0.0
    for w in wide:
        lefts.append(x)
        x += w
    texts = tuple(_text_widths(wide, block.columns))
    if x > frame.width + 0.5:
        raise HandoutsError(too_wide(block, x - frame.width, "Make its columns narrower"))
    read = zip(block.columns, texts, strict=True)
    refuse_narrow(block, frame, (width for column, width in read if column.share))
    return _Grid(tuple(lefts), texts)


def _text_widths(wide: list[float], columns: Sequence[TableColumn]) -> Iterator[float]:
    """Column widths less the gap to the right-hand neighbour."""
    for number, (w, column) in enumerate(zip(wide, columns, strict=True)):
        if number + 1 == len(wide) or column.align == "right":
            yield w
        elif columns[number + 1].align == "right":
            yield max(w - _MONEY_GAP, 1.0)
        else:
            yield max(w - _COLUMN_GAP, 1.0)


def _fixed(number: int, column: TableColumn, block: Table, frame: Frame) -> float:
    if column.width:
        return column.width * frame.style.type["body"].size / 10.5
    if column.share:
        return 0.0
    cells = [r.cells[number] for r in (*block.head, *block.rows) if number < len(r.cells)]
    widths = [_natural(cell, column, frame) for cell in cells]
    return min(max(widths, default=0.0) + _COLUMN_GAP, frame.width / 2)


def _natural(cell: Cell, column: TableColumn, frame: Frame) -> float:
    strips = set_text(cell.text, _manner(cell, column, frame), frame, None, cell.id)
    return max((s.lines[0].line.width for s in strips), default=0.0)


# Rows


def _set_rows(rows: tuple[Row, ...], block: Table, grid: _Grid, frame: Frame) -> list[_SetRow]:
    """The rows; one whose cells span none is kept by value, as most tables differ in a few."""
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
    """The lines and items of a row's cells, which stand at its top, or at its ``bottom``."""
    lines: list[PlacedLine] = []
    items: list[Item] = []
    for cell in cells:
        y = high - cell.height if bottom else 0.0
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
    return Manner(kind, colour, indent, column.tabular, right, hyphens=not (cell.tab or right))


def _mark_size(cell: Cell, kind: Type) -> float:
    return kind.size if cell.tab else kind.size * 0.92


def _set_cell(
    cell: Cell, number: int, column: TableColumn, grid: _Grid, frame: Frame, owner: str
) -> _SetCell:
    inner = frame.narrowed(grid.widths[number])
    if cell.boxes:
        strips = [tick_boxes(cell, inner)]
    else:
        manner = _manner(cell, column, frame)
        strips = set_text(cell.text, manner, inner, cell.id, owner)
        if cell.role is not None and strips:
            size = _mark_size(cell, manner.kind)
            mark = role_mark(cell.role, 0.0, inner.baseline(manner.kind), size, inner)
            strips[0] = replace(strips[0], items=mark)
        if cell.tab and cell.role is not None:
            strips.insert(0, bar_strip(cell.role, inner.width, manner.kind, inner, owner))
    return _SetCell(tuple(strips), grid.lefts[number], cell.rows)


def tick_boxes(cell: Cell, frame: Frame) -> Strip:
    """A box to tick for each role, its mark beside it: artifacts."""
    kind = frame.style.type["body"]
    side = _BOX * kind.size / 10.5
    baseline = frame.baseline(kind)
    pitch = frame.width / len(cell.boxes)
    items: list[Item] = []
    for number, role in enumerate(cell.boxes):
        x = number * pitch + 1
        items.append(
            Box(
                x, baseline - side + 1.5, side, side,
                stroke=frame.colour("ink"), stroke_width=frame.style.rules["write"],
            )
        )  # fmt: skip
        items += role_mark(role, x + side + 4 * kind.size / 10.5, baseline, kind.size * 0.8, frame)
    return Strip(kind.leading, cell.id, items=tuple(items))
