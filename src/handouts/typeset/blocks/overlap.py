"""The T: a bar of equal cells, the stem that hangs from it, and text at both sides of the stem."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import ListItem, OverlapDiagram, plain
from handouts.pages import Box, Hatch, Item, Region, Rule
from handouts.shapes import Colour
from handouts.style import RoleLook, Type
from handouts.typeset.blocks.flow import Allowance
from handouts.typeset.column.drawing import moved, owned
from handouts.typeset.column.frame import Frame, Manner, set_text
from handouts.typeset.column.marks import role_bar
from handouts.typeset.column.paginate import take
from handouts.typeset.column.strips import Piece, PlacedLine, Strip

DESIGN_SIZE: Final = 10.5
"""Body size for which the measures stand, in points (looks: comparison-sheet); they grow with it."""

_BAR: Final = 34.0
_LEADING: Final = 12.5
_INSET: Final = 3.0
"""Least white between a cell's edge and its text."""

_MOST_LINES: Final = 2
_FRAME: Final = 1.5
_DIVIDER: Final = 0.75
_BAND: Final = 5.0
"""Height of the pattern at the top of a bar that is not solid, for no text stands on a pattern."""

_TOP: Final = 9.0
"""From the bar to the texts under it."""

_RIGHT_GAP: Final = 12.0
_TICK: Final = 9.0
_STEP_PITCH: Final = 15.0
_STEM_LINE: Final = 1.8
_STEM_PITCH: Final = 7.35
"""Lines of the stem's hatch, and from one to the next along x."""

_COLLAR: Final = 8.0
"""Height of the band that ties several shared cells to one stem."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The stem's place in a column, and the columns of text left and right of it."""

    cell: float
    stem: float
    left: float
    right: float
    right_width: float


def _sides(block: OverlapDiagram, frame: Frame) -> Sides:
    """Where the parts of a T stand in a column."""
    unit = frame.style.type["body"].size / DESIGN_SIZE
    cell = frame.width / len(block.bar.items)
    stem = (len(block.bar.items) // 2) * cell
    gap = min(frame.style.space["gutter"], 0.09 * stem)
    right = stem + cell + _RIGHT_GAP * unit
    return Sides(cell, stem, stem - gap, right, frame.width - right)


def set_overlap(block: OverlapDiagram, frame: Frame, allowance: Allowance) -> list[Strip]:
    """The whole T as one strip, with its texts at both sides of the stem."""
    setter = _Setter(block, frame)
    left = allowance.set_blocks(block.left, frame.narrowed(setter.sides.left))
    right = allowance.set_blocks(block.right, frame.narrowed(setter.sides.right_width))
    return [setter.strip(left, right)]


class _Setter:
    """Sets one T."""

    def __init__(self, block: OverlapDiagram, frame: Frame) -> None:
        self.block = block
        self.frame = frame
        self.sides = _sides(block, frame)
        self.unit = frame.style.type["body"].size / DESIGN_SIZE
        self.wide, self.deep = frame.look(block.wide), frame.look(block.deep)
        label = frame.style.type["label"]
        self.kind = Type(label.size, _LEADING * label.size / DESIGN_SIZE, label.face)
        self.band = 0.0 if self.wide.fill == "solid" else _BAND * self.unit
        self.bar = _BAR * self.unit + self.band

    def strip(self, left: Sequence[Piece], right: Sequence[Piece]) -> Strip:
        block, unit = self.block, self.unit
        collar = _COLLAR * unit if len(block.shared) > 1 else 0.0
        top = self.bar + collar + _TOP * unit
        under, left_end = _flattened(left, 0.0, top)
        beside, end = _flattened(right, self.sides.right, top)
        steps, end = self._steps(end + self.frame.style.space["paragraph"] if right else top)
        foot = max(self.bar + block.stem * unit, end)
        drawn = [*self._bar(), *self._stem(foot, collar), *self._ticks(steps)]
        text = [*under.items, *beside.items]
        region = Region(0.0, 0.0, self.frame.width, foot, block.id)
        figure = (owned(item, block.id) for item in drawn)
        return Strip(
            max(foot, left_end, end),
            block.id,
            (*self._labels(), *under.lines, *beside.lines, *steps.lines),
            (region, *figure, *text),
        )

    # The bar

    def _cells(self) -> Iterator[tuple[float, ListItem]]:
        for number, item in enumerate(self.block.bar.items):
            yield number * self.sides.cell, item

    def _bar(self) -> Iterator[Item]:
        """The bar, dividers between its cells, and the shared ones in a frame."""
        paper, colour = self.frame.colour("paper"), self.wide.colour
        width = self.frame.width
        if self.band:
            yield from role_bar(self.wide, 0.0, 0.0, width, self.band)
            yield _framed(0.0, 0.0, width, self.bar, colour, _DIVIDER * self.unit)
        else:
            yield Box(0.0, 0.0, width, self.bar, fill=colour)
        line = colour if self.band else paper
        first, last = self._shared_span()
        for x, _ in self._cells():
            if x and not first <= x <= last + 0.01:
                yield Rule(x, self.band, x, self.bar, _DIVIDER * self.unit, line)
        yield Box(first, 0.0, last - first, self.bar, fill=paper)
        yield _framed(first, 0.0, last - first, self.bar, colour, _FRAME * self.unit)
        for x, _ in self._cells():
            if first < x < last:
                yield Rule(x, 0.0, x, self.bar, _DIVIDER * self.unit, colour)

    def _shared_span(self) -> tuple[float, float]:
        places = [x for x, item in self._cells() if item.id in self.block.shared]
        return places[0], places[-1] + self.sides.cell

    def _labels(self) -> Iterator[PlacedLine]:
        frame = self.frame
        for x, item in self._cells():
            shared = item.id in self.block.shared
            colour = frame.colour("ink" if shared or self.band else "paper")
            lines = self._label(item, colour)
            over = 0.0 if shared else self.band
            y = over + (self.bar - over - len(lines) * self.kind.leading) / 2
            for number, line in enumerate(lines):
                down = y + number * self.kind.leading + line.y
                yield line._replace(x=x + (self.sides.cell - line.line.width) / 2, y=down)

    def _label(self, item: ListItem, colour: Colour) -> list[PlacedLine]:
        """The lines of a cell's label; one that is too long is refused rather than broken within a word."""
        room = self.sides.cell - 2 * _INSET
        manner = Manner(self.kind, colour, balanced=True, hyphens=False, links=False)
        strips = set_text(item.text, manner, self.frame.narrowed(room), item.id, self.block.id)
        lines = [line for strip in strips for line in strip.lines]
        words = plain(item.text).split()
        widest = max((self._width(word) for word in words), default=0.0)
        if len(lines) > _MOST_LINES or widest > room:
            raise HandoutsError(self._too_long(plain(item.text)))
        return lines

    def _width(self, word: str) -> float:
        return self.frame.metrics.width(word, self.kind.face, self.kind.size)

    def _too_long(self, label: str) -> Diagnostic:
        block = self.block
        origin = next((o.span for o in block.origins if o.text == label), block.span)
        return Diagnostic(
            "overflow",
            f"“{label}” does not fit in a cell of the bar, two lines of "
            f"{self.sides.cell - 2 * _INSET:.0f} points",
            "Write fewer or shorter words as its `short`, or show fewer `cells`",
            origin,
        )

    # The stem

    def _stem(self, foot: float, collar: float) -> Iterator[Item]:
        x, cell = self.sides.stem, self.sides.cell
        if not collar:
            yield from _filled(self.deep, x, self.bar, cell, foot - self.bar, self.frame)
            return
        first, last = self._shared_span()
        yield from _filled(self.deep, first, self.bar, last - first, collar, self.frame)
        top = self.bar + collar - _FRAME
        yield from _filled(self.deep, x, top, cell, foot - top, self.frame)

    # The steps

    def _steps(self, top: float) -> tuple[Strip, float]:
        """The steps, one under the other from ``top``; returns where they end."""
        frame = self.frame.narrowed(self.sides.right_width)
        body = frame.style.type["body"]
        manner = Manner(body, hyphens=False)
        y, placed = top, []
        for item in self.block.steps.items:
            strips = set_text(item.text, manner, frame, item.id, self.block.steps.id)
            placed += [
                line._replace(x=self.sides.right, y=y + n * body.leading + line.y)
                for n, strip in enumerate(strips)
                for line in strip.lines
            ]
            y += (len(strips) - 1) * body.leading + max(_STEP_PITCH * self.unit, body.leading)
        end = y if placed else top
        return Strip(end - top, self.block.id, tuple(placed)), end

    def _ticks(self, steps: Strip) -> Iterator[Item]:
        """A tick from the stem to the first line of each step."""
        seen: set[str | None] = set()
        size = self.frame.style.type["body"].size
        start = self.sides.stem + self.sides.cell
        for line in steps.lines:
            if line.block not in seen:
                seen.add(line.block)
                y = line.y - 0.24 * size
                yield Rule(start, y, start + _TICK * self.unit, y, self.unit, self.deep.colour)


def _framed(x: float, y: float, width: float, height: float, colour: Colour, line: float) -> Box:
    """An outline that keeps within its box."""
    return Box(
        x + line / 2, y + line / 2, width - line, height - line, stroke=colour, stroke_width=line
    )


def _filled(
    look: RoleLook, x: float, y: float, width: float, height: float, frame: Frame
) -> Iterator[Item]:
    """A role's fill as large as a stem."""
    if look.fill != "hatch":
        yield from role_bar(look, x, y, width, height, outline=_FRAME)
        return
    yield Box(x, y, width, height, fill=frame.colour("paper"))
    inset = _FRAME / 2
    inner = (x + inset, y + inset, width - _FRAME, height - _FRAME)
    yield Hatch(*inner, look.colour, _STEM_LINE, _STEM_PITCH)
    yield _framed(x, y, width, height, look.colour, _FRAME)


def _flattened(pieces: Sequence[Piece], x: float, y: float) -> tuple[Strip, float]:
    """Pieces of a column as one strip that is never divided, and where they end."""
    column = take(tuple(pieces), float("inf"), force=True)
    lines: list[PlacedLine] = []
    items: list[Item] = []
    for place in column.placed:
        dx, dy = x + place.x, y + place.y
        lines += (line._replace(x=line.x + dx, y=line.y + dy) for line in place.strip.lines)
        items += (moved(item, dx, dy) for item in place.strip.items)
    owner = column.placed[0].strip.block if column.placed else ""
    return Strip(column.used, owner, tuple(lines), tuple(items)), y + column.used
