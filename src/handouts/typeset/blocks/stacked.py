"""Tables row by row, for styles of one column: each row under a heading of its own.

A table stays a table for those who hear it: every cell is set once, with its own leaf.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handouts.document import Cell, Table
from handouts.document.blocks import placed_cells
from handouts.frozen import dataclass
from handouts.pages import Item
from handouts.style import Type
from handouts.typeset.blocks.table import (
    artifact,
    caption_lines,
    is_figure,
    tick_boxes,
    to_fill_in,
    with_corner,
    with_heard,
)
from handouts.typeset.blocks.text import ruled_off
from handouts.typeset.column.drawing import moved
from handouts.typeset.column.frame import Frame, Manner, mark_indent, role_mark, set_text
from handouts.typeset.column.strips import PlacedLine, Strip

_MARK = 1.1
"""Size of a mark beside an answer, in ems of the text (looks: marks grow in large print)."""

_KEY_GAP = 1.3
"""Between the entries of the key to the marks, in ems."""

_LABEL_GAP = 0.8
"""From a label to its value, in ems."""

_WIDEST_LABEL = 0.45
"""Share of the width that labels may take."""


def set_stacked(block: Table, frame: Frame) -> list[Strip]:
    """A heading for each row, its cells below: behind the marks of their roles, or their labels."""
    heard, block = block, with_corner(block)
    heads = block.head[-1].cells if block.head else ()
    roles = any(head.role is not None for head in heads)
    top = _key(heads, block, frame) if roles else _caption(heads, block, frame)
    pad = frame.style.space["cell"]
    if top:
        top[-1] = replace(top[-1], under=pad)
    repeated = tuple(artifact(strip) for strip in top) if roles else ()
    made = [replace(strip, holds=True) for strip in top]
    rows = _Rows(block, heads, frame)
    for number, cells in enumerate(rows.placed):
        strips = rows.strips(cells, first=number == 0)
        if not strips:
            continue
        over = pad if number else 0.0
        head = repeated if number else ()
        vanishes = strips[0].vanishes and not head
        first = replace(strips[0], space=over, head=head, vanishes=vanishes)
        strips = [first, *strips[1:]]
        made += [*(replace(s, holds=True) for s in strips[:-1]), strips[-1]]
    return [*caption_lines(heard, frame), *with_heard(made, heard, frame)]


def _key(heads: Sequence[Cell], block: Table, frame: Frame) -> list[Strip]:
    """The roles beside their marks, side by side as far as there is room."""
    kind = frame.style.type["label"]
    baseline = frame.baseline(kind)
    rows: list[tuple[list[PlacedLine], list[Item]]] = []
    x = 0.0
    for head in heads:
        if head.role is None or not head.text:
            continue
        indent = mark_indent(head.role, kind.size * _MARK, frame)
        manner = Manner(kind, hyphens=False)
        (line, *_) = _lines(set_text(head.text, manner, frame, head.id, block.id))
        if not rows or x + indent + line.line.width > frame.width:
            rows.append(([], []))
            x = 0.0
        rows[-1][0].append(line._replace(x=x + indent))
        rows[-1][1].extend(role_mark(head.role, x, baseline, kind.size * _MARK, frame))
        x += indent + line.line.width + _KEY_GAP * kind.size
    return [Strip(kind.leading, block.id, tuple(lines), tuple(items)) for lines, items in rows]


def _caption(heads: Sequence[Cell], block: Table, frame: Frame) -> list[Strip]:
    """A caption over all rows, which says what their headings are."""
    if not heads:
        return []
    kind = frame.style.type["label"]
    manner = Manner(kind, frame.colour("muted"), hyphens=False)
    return set_text(heads[0].text, manner, frame, heads[0].id, block.id)


def _has_content(cell: Cell) -> bool:
    return bool(cell.text or cell.boxes or cell.blank)


def _lines(strips: Sequence[Strip]) -> list[PlacedLine]:
    return [line for strip in strips for line in strip.lines]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A label and what stands beside it."""

    label: Sequence[Strip]
    value: Sequence[Strip]


class _Rows:
    """The rows of one table."""

    def __init__(self, block: Table, heads: Sequence[Cell], frame: Frame) -> None:
        self.block = block
        self.heads = heads
        self.frame = frame
        self.body = frame.style.type["body"]
        self.placed = list(placed_cells(block.rows, len(block.columns)))
        self.hang = max((self._mark_room(h.role) for h in heads if h.role is not None), default=0.0)
        self.gap = _LABEL_GAP * self.body.size
        self.label_room = self._label_room()
        self.value_room = frame.width - self.label_room - self.gap
        self.figures = min(self._figure_room(), self.value_room)
        self.filled = self._filled_columns()
        self.said: set[str] = set()
        self.last: Cell | None = None
        """The heading of the row above; if it spans into the next row, that row repeats it."""

    def strips(self, cells: Sequence[tuple[int, Cell]], *, first: bool) -> list[Strip]:
        """A row: the line that sets it off, its heading, its cells."""
        kind = self.frame.style.type["heading"]
        made: list[Strip] = [] if first and not self._has_roles() else self._ruled(kind)
        space = self.frame.style.space
        if self.last is not None and cells and cells[0][0]:
            made += [artifact(strip) for strip in self._heading(self.last, kind)]
        for column, cell in cells:
            over = space["line"]
            if column == 0 and cell.header == "row":
                strips, over = self._heading(cell, kind), 0.0
                self.last = cell
            elif column < len(self.heads) and self.heads[column].role is not None:
                strips = self._answer(cell, self.heads[column].role or 0)
            else:
                strips = self._labelled(cell, column)
            if strips:
                made += [replace(strips[0], space=over if made else 0.0), *strips[1:]]
        return made

    def _has_roles(self) -> bool:
        return any(head.role is not None for head in self.heads)

    def _ruled(self, kind: Type) -> list[Strip]:
        return ruled_off(kind, self.frame, self.block.id)

    def _heading(self, cell: Cell, kind: Type) -> list[Strip]:
        frame = self.frame
        colour, indent = None, 0.0
        if cell.role is not None:
            colour = frame.look(cell.role).colour
            indent = mark_indent(cell.role, kind.size, frame)
        manner = Manner(kind, colour, indent, balanced=True, hyphens=False)
        strips = set_text(cell.text, manner, frame, cell.id, self.block.id)
        if cell.role is not None and strips:
            mark = role_mark(cell.role, 0.0, frame.baseline(kind), kind.size, frame)
            strips[0] = replace(strips[0], items=mark)
        return strips

    def _mark_room(self, role: int) -> float:
        return mark_indent(role, self.body.size * _MARK, self.frame)

    def _answer(self, cell: Cell, role: int) -> list[Strip]:
        """Text, or a box to tick, that hangs behind its role's mark."""
        if cell.boxes:
            return [tick_boxes(cell, self.frame)]
        manner = Manner(self.body, x=self.hang)
        strips = set_text(cell.text, manner, self.frame, cell.id, self.block.id)
        if strips:
            baseline = self.frame.baseline(self.body)
            mark = role_mark(role, 0.0, baseline, self.body.size * _MARK, self.frame)
            strips[0] = replace(strips[0], items=mark)
        return strips

    # Labels and values

    def _labels(self) -> Iterator[tuple[int, Cell]]:
        for column, head in enumerate(self.heads):
            if column and head.role is None and head.text:
                yield column, head

    def _filled_columns(self) -> set[int]:
        """Columns with any content; of an empty one, only the label is set."""
        return {n for cells in self.placed for n, cell in cells if _has_content(cell)}

    def _natural(self, cell: Cell, face_of: Type, *, tabular: bool = False) -> float:
        manner = Manner(face_of, tabular=tabular)
        strips = set_text(cell.text, manner, self.frame, None, self.block.id)
        return max((line.line.width for line in _lines(strips)), default=0.0)

    def _label_room(self) -> float:
        kind = self.frame.style.type["label"]
        widest = max((self._natural(head, kind) for _, head in self._labels()), default=0.0)
        return min(widest, _WIDEST_LABEL * self.frame.width)

    def _figure_room(self) -> float:
        """Width of the widest figure, which the others are aligned with at the right.

        Words among them would draw all figures away from their labels.
        """
        right = {n for n, column in enumerate(self.block.columns) if column.align == "right"}
        cells = (c for cells in self.placed for n, c in cells if n in right and is_figure(c.text))
        return max(
            (self._natural(cell, self._type(cell), tabular=True) for cell in cells), default=0.0
        )

    def _type(self, cell: Cell) -> Type:
        if not (cell.strong or cell.header):
            return self.body
        return replace(self.body, face=self.frame.style.type["label"].face)

    def _labelled(self, cell: Cell, column: int) -> list[Strip]:
        value = self._value(cell, column)
        if not value and column in self.filled:
            return []
        pair = _Pair(self._label(column), value)
        if not pair.label:
            return list(pair.value)
        return [self._beside(pair)]

    def _label(self, column: int) -> list[Strip]:
        head = self.heads[column] if column < len(self.heads) else None
        if head is None or not head.text:
            return []
        again = head.id in self.said
        self.said.add(head.id)
        inner = self.frame.narrowed(self.label_room)
        manner = Manner(self.frame.style.type["label"], hyphens=False)
        return set_text(head.text, manner, inner, None if again else head.id, self.block.id)

    def _value(self, cell: Cell, column: int) -> list[Strip]:
        settings = self.block.columns[column]
        right = settings.align == "right" and is_figure(cell.text)
        inner = self.frame.narrowed(self.figures if right else self.value_room)
        if cell.boxes:
            return [tick_boxes(cell, inner)]
        if cell.blank:
            return [to_fill_in(cell, inner)]
        manner = Manner(self._type(cell), tabular=settings.tabular, right=right, hyphens=not right)
        return set_text(cell.text, manner, inner, cell.id, self.block.id)

    def _beside(self, pair: _Pair) -> Strip:
        lines: list[PlacedLine] = []
        items: list[Item] = []
        height = 0.0
        for x, strips in ((0.0, pair.label), (self.label_room + self.gap, pair.value)):
            y = 0.0
            for strip in strips:
                lines += (ln._replace(x=ln.x + x, y=ln.y + y) for ln in strip.lines)
                items += (moved(item, x, y) for item in strip.items)
                y += strip.height
            height = max(height, y)
        return Strip(height, self.block.id, tuple(lines), tuple(items))
