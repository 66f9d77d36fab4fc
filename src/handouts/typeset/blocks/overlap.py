"""The T: a bar of equal cells, the stem that hangs from it, and text at both sides of the stem."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import ListItem, OverlapDiagram, plain
from handouts.frozen import dataclass
from handouts.pages import Box, Hatch, Item, Region, Rule
from handouts.shapes import Colour
from handouts.style import (
    MINIMUM_TEXT_CONTRAST,
    RoleLook,
    Type,
    contrast,
    luminance,
    mixed,
)
from handouts.typeset.blocks.flow import Allowance
from handouts.typeset.column.drawing import moved, owned
from handouts.typeset.column.frame import Frame, Manner, set_text
from handouts.typeset.column.marks import draw_icon, icon_width, role_bar
from handouts.typeset.column.paginate import take
from handouts.typeset.column.stems import Stem
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

_TILE: Final = 57.0
_ICON: Final = 24.0
_ICON_TOP: Final = 6.0
_GAP: Final = 3.0
"""A cell with an icon, the icon, what is over it, and from cell to cell (looks: 24-pt icons)."""

_LIFTED: Final = 0.1
"""The share of the text's colour in cells on a dark ground (looks: #1D5F70 on #0F4C5C)."""

_PICTURE: Final = 0.88
"""The width of a stem's picture in that of its cell; of the cell's height it takes none."""

_STOUTEST: Final = 0.5
"""The width of a stem's picture in its height, at most: a wider one would be a pot."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The stem's place in a column, and the columns of text left and right of it."""

    cell: float
    pitch: float
    """From one cell of the bar to the next."""
    stem: float
    left: float
    right: float
    right_width: float


def _sides(block: OverlapDiagram, frame: Frame) -> Sides:
    """Where the parts of a T stand in a column."""
    unit = frame.style.type["body"].size / DESIGN_SIZE
    count = len(block.bar.items)
    apart = _GAP * unit if block.icons else 0.0
    cell = (frame.width - (count - 1) * apart) / count
    stem = (count // 2) * (cell + apart)
    gap = min(frame.style.space["gutter"], 0.09 * stem)
    right = stem + cell + _RIGHT_GAP * unit
    return Sides(cell, cell + apart, stem, stem - gap, right, frame.width - right)


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
        self.tiles = (
            _Tiles(block, frame, self.sides.cell, self.unit, self.band) if block.icons else None
        )
        self.bar = self.tiles.height if self.tiles else _BAR * self.unit + self.band

    def strip(self, left: Sequence[Piece], right: Sequence[Piece]) -> Strip:
        block, unit = self.block, self.unit
        collar = _COLLAR * unit if len(block.shared) > 1 else 0.0
        top = self.bar + collar + _TOP * unit
        under, left_end = _flattened(left, 0.0, top)
        beside, end = _flattened(right, self.sides.right, top)
        steps, end = self._steps(end + self.frame.style.space["paragraph"] if right else top)
        foot = max(self.bar + block.stem * unit, end)
        cells = self.tiles.items(self._cells()) if self.tiles else self._bar()
        picture = self._picture(foot, collar)
        hanging = (picture.item(),) if picture else self._stem(foot, collar)
        tied = self._collar(collar) if picture and collar else ()
        drawn = [*cells, *tied, *hanging, *self._ticks(steps, picture)]
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
            yield number * self.sides.pitch, item

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
            over = 0.0 if shared else self.band
            if self.tiles:
                colour, over = self.tiles.text(shared), self.tiles.over
            lines = self._label(item, colour)
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
        yield from self._collar(collar)
        top = self.bar + collar - _FRAME
        yield from _filled(self.deep, x, top, cell, foot - top, self.frame)

    def _collar(self, collar: float) -> Iterator[Item]:
        """The band that ties several shared cells to the stem."""
        first, last = self._shared_span()
        yield from _filled(self.deep, first, self.bar, last - first, collar, self.frame)

    def _picture(self, foot: float, collar: float) -> Stem | None:
        """What the stem is drawn as, in the middle of its cell; none where it is a plain bar."""
        if not self.block.picture:
            return None
        frame, cell, top = self.frame, self.sides.cell, self.bar + max(collar - _FRAME, 0.0)
        wide = min(_PICTURE * cell, _STOUTEST * (foot - top))
        x = self.sides.stem + (cell - wide) / 2
        low = frame.style.ink == "low"
        colours = (self.deep.colour, frame.colour("paper"))
        return Stem(self.block.picture, x, top, wide, foot - top, self.unit, *colours, low)

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

    def _ticks(self, steps: Strip, picture: Stem | None) -> Iterator[Item]:
        """A tick from the stem to the first line of each step."""
        seen: set[str | None] = set()
        size = self.frame.style.type["body"].size
        start = self.sides.stem + self.sides.cell
        for line in steps.lines:
            if line.block not in seen:
                seen.add(line.block)
                y = line.y - 0.24 * size
                left = picture.edge(y) if picture else start
                yield Rule(left, y, start + _TICK * self.unit, y, self.unit, self.deep.colour)


class _Tiles:
    """Cells with icons over their words, apart from one another; those that both roles do are lit."""

    def __init__(
        self, block: OverlapDiagram, frame: Frame, cell: float, unit: float, band: float
    ) -> None:
        self.block, self.frame, self.unit, self.band = block, frame, unit, band
        self.over = (_ICON_TOP + _ICON) * unit
        label = frame.style.type["label"]
        lines = _MOST_LINES * _LEADING * label.size / DESIGN_SIZE
        self.height = max(_TILE * unit, self.over + lines + _INSET * unit)
        self.cell = cell
        self.wide, self.deep = frame.look(block.wide), frame.look(block.deep)
        self.low = frame.style.ink == "low"
        paper, ink = frame.colour("paper"), frame.colour("ink")
        self.dark = luminance(paper) < luminance(ink)

    def items(self, cells: Iterable[tuple[float, ListItem]]) -> Iterator[Item]:
        """The cells, with their icons."""
        size = _ICON * self.unit
        for (x, item), icon in zip(cells, self.block.icons, strict=True):
            shared = item.id in self.block.shared
            yield from self._tile(x, self.cell, shared)
            if icon is not None:
                left = x + (self.cell - icon_width(icon, size)) / 2
                colour, ground = self.text(shared), self._ground(shared)
                yield draw_icon(icon, left, _ICON_TOP * self.unit, size, colour, ground)

    def text(self, shared: bool) -> Colour:
        """The colour of what stands in a cell."""
        ink, paper = self.frame.colour("ink"), self.frame.colour("paper")
        if self.dark:
            return paper if shared else ink
        if self.low:
            return paper if shared else ink
        if shared:
            return self.deep.colour
        return ink if self.band else paper

    def _ground(self, shared: bool) -> Colour:
        ink, paper = self.frame.colour("ink"), self.frame.colour("paper")
        if self.dark:
            return ink if shared else self._lifted()
        if self.low:
            return self.deep.colour if shared else paper
        return paper if shared or self.band else self.wide.colour

    def _lifted(self) -> Colour:
        """A little lighter than a dark ground, if text in a cell still stands out."""
        ink, paper = self.frame.colour("ink"), self.frame.colour("paper")
        lifted = mixed(ink, paper, _LIFTED)
        return lifted if contrast(ink, lifted) >= MINIMUM_TEXT_CONTRAST else paper

    def _tile(self, x: float, width: float, shared: bool) -> Iterator[Item]:
        ground, line = self._ground(shared), _FRAME * self.unit
        yield Box(x, 0.0, width, self.height, fill=ground)
        if shared and not (self.dark or self.low):
            yield _framed(x, 0.0, width, self.height, self.deep.colour, line)
        elif not shared and (self.low or (self.band and not self.dark)):
            if self.band:
                yield from role_bar(self.wide, x, 0.0, width, self.band)
            yield _framed(x, 0.0, width, self.height, self.wide.colour, _DIVIDER * self.unit)


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
