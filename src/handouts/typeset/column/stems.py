"""What hangs from the bar of a T: a tube, a pipe, a cable, or a drawing of the project's own.

Measures are in units of the drawing, a point at the size for which the T was drawn.
"""

from collections.abc import Callable, Iterator
from hashlib import sha256
from math import sqrt
from typing import Final

from handouts.drawings import Clip, Group, Part, Shape, Stroke, Vector, tinted
from handouts.frozen import dataclass
from handouts.pages import Image
from handouts.shapes import ARC, Colour, PathStep
from handouts.typeset.column.marks import INK, PAPER

_LIP: Final = 7.0
"""Height of what joins it to the bar (looks: lip 7)."""

_BODY: Final = 0.82
"""Its width in that of the lip."""

_WALL: Final = 2.8
_INSIDE: Final = 1.8
"""The line of the glass (looks: 3), and the white between it and what is in it."""

_FULL: Final = 0.88
"""How far a tube is filled (looks: 88 %)."""

_MARK: Final = 1.6
_PITCH: Final = 13.0
_MARKED: Final = 0.62
_LONG: Final = 0.4
_SHORT: Final = 0.24
"""The graduation: its line, from a mark to the next, the part of the filling that has marks, and how far
every second mark and those between reach into it."""

_HATCH: Final = 1.2
_HATCH_PITCH: Final = 4.5
"""Lines of a filling that saves ink (looks: 4.5 pitch, 1.2 line)."""

_SHEATH: Final = 0.74
"""How far the sheath of a cable reaches; its cores are bare below."""


@dataclass(frozen=True, slots=True)
class Stem:
    """A picture of a name or of the project's own, with its box and its colours.

    ``sparing`` hatches what is filled else.
    """

    picture: str | Vector
    x: float
    y: float
    width: float
    height: float
    unit: float
    colour: Colour
    paper: Colour
    sparing: bool = False

    def item(self) -> Image:
        """The picture; at the top of its box where it has a shape of its own."""
        if isinstance(self.picture, Vector):
            drawing = tinted(self.picture, ((INK, self.colour), (PAPER, self.paper)))
            scale = min(self.width / drawing.width, self.height / drawing.height)
            wide, high = drawing.width * scale, drawing.height * scale
            return Image(self.x + (self.width - wide) / 2, self.y, wide, high, drawing)
        parts = tuple(_PARTS[self.picture](self))
        drawn = Vector(self.width, self.height, sha256(repr(parts).encode()).hexdigest(), parts)
        return Image(self.x, self.y, self.width, self.height, drawn)

    def edge(self, y: float) -> float:
        """Where its right edge is at a height of the page, for what is tied to it."""
        drawn = self.item()
        if isinstance(self.picture, Vector):
            return drawn.x + drawn.width
        half, middle = _BODY * self.width / 2, self.x + self.width / 2
        below = y - (self.y + self.height - half)
        if self.picture != "tube" or below <= 0:
            return middle + half
        return middle + sqrt(max(half**2 - below**2, 0.0))

    @property
    def margin(self) -> float:
        """From the left edge of its box to its body."""
        own = isinstance(self.picture, Vector)
        return self.item().x - self.x if own else (1 - _BODY) / 2 * self.width

    # The pictures

    def lip(self, top: float = 0.0) -> Shape:
        """What joins it to the bar."""
        return Shape(_round(0.0, top, self.width, _LIP * self.unit, 1.5 * self.unit), self.colour)

    def line(self, steps: tuple[PathStep, ...], width: float, colour: Colour) -> Shape:
        """A line."""
        return Shape(steps, stroke=Stroke(colour, width * self.unit))

    def filled(self, steps: tuple[PathStep, ...], box: tuple[float, float, float, float]) -> Part:
        """What is in it, which takes up a box: solid, or hatched within its outline."""
        if not self.sparing:
            return Shape(steps, self.colour)
        pitch, (x, y, right, foot) = _HATCH_PITCH * self.unit * sqrt(2), box
        count = int((right - x + foot - y) / pitch) + 1
        lines = tuple(
            self.line(
                _line(x + n * pitch, y, x + n * pitch - (foot - y), foot), _HATCH, self.colour
            )
            for n in range(1, count + 1)
        )
        hatched = Group(lines, clips=(Clip(steps),))
        return Group((hatched, self.line(steps, _HATCH, self.colour)))


def _tube(stem: Stem) -> Iterator[Part]:
    """A test tube: glass, a lip, and what it is filled with under its graduation."""
    unit, left = stem.unit, stem.margin
    half, right = _WALL * unit / 2, stem.width - stem.margin
    foot = stem.height
    yield stem.line(_hanging(left + half, 0.0, right - half, foot - half), _WALL, stem.colour)
    inset = (_WALL + _INSIDE) * unit
    top = _LIP * unit + (1 - _FULL) * (foot - _LIP * unit)
    box = (left + inset, top, right - inset, foot - inset)
    yield stem.filled((*_hanging(*box), ("Z", ())), box)
    if not stem.sparing:
        wide = box[2] - box[0]
        marks = int((_MARKED * (box[3] - top)) / (_PITCH * unit))
        for number in range(1, marks + 1):
            y = top + number * _PITCH * unit
            start = box[2] - wide * (_LONG if number % 2 else _SHORT)
            yield stem.line(_line(start, y, box[2], y), _MARK, stem.paper)
    yield stem.lip()


def _pipe(stem: Stem) -> Iterator[Part]:
    """A pipe with a flange at either end, and what flows in it."""
    unit, left, foot = stem.unit, stem.margin, stem.height
    half, right = _WALL * unit / 2, stem.width - stem.margin
    for x in (left + half, right - half):
        yield stem.line(_line(x, 0.0, x, foot), _WALL, stem.colour)
    inset = (_WALL + _INSIDE) * unit
    box = (left + inset, (_LIP + _INSIDE) * unit, right - inset, foot - (_LIP + _INSIDE) * unit)
    yield stem.filled(_round(box[0], box[1], box[2] - box[0], box[3] - box[1], 0.0), box)
    yield stem.lip()
    yield stem.lip(foot - _LIP * unit)


def _cable(stem: Stem) -> Iterator[Part]:
    """A cable in its sheath, from which three cores come, the middle one longest."""
    unit, left = stem.unit, stem.margin
    wide = stem.width - 2 * left
    end = _SHEATH * stem.height
    core = wide / 5
    for number, reach in enumerate((0.86, 1.0, 0.86)):
        x = left + core * (1 + 2 * number) - core / 2
        stripped = end + (stem.height - end) * 0.55
        yield Shape(_round(x, end, core, stripped - end, 0.0), stem.colour)
        bare = Stroke(stem.colour, _WALL * unit, cap="round")
        middle = x + core / 2
        tip = reach * stem.height - _WALL * unit / 2
        yield Shape(_line(middle, stripped, middle, tip), stroke=bare)
    steps = _round(left, 0.0, wide, end, 3 * unit)
    yield Shape(steps, stem.paper)
    yield stem.filled(steps, (left, 0.0, left + wide, end))
    yield stem.lip()


_PARTS: Final[dict[str, Callable[[Stem], Iterator[Part]]]] = {
    "tube": _tube,
    "pipe": _pipe,
    "cable": _cable,
}


def _line(x1: float, y1: float, x2: float, y2: float) -> tuple[PathStep, ...]:
    return ("M", (x1, y1)), ("L", (x2, y2))


def _hanging(left: float, top: float, right: float, foot: float) -> tuple[PathStep, ...]:
    """Two sides and the half circle between them."""
    radius = (right - left) / 2
    y, middle, bend = foot - radius, (left + right) / 2, ARC * radius
    return (
        ("M", (left, top)),
        ("L", (left, y)),
        ("C", (left, y + bend, middle - bend, foot, middle, foot)),
        ("C", (middle + bend, foot, right, y + bend, right, y)),
        ("L", (right, top)),
    )


def _round(x: float, y: float, width: float, height: float, radius: float) -> tuple[PathStep, ...]:
    """A box with round corners."""
    r, b, right, foot = radius, radius * (1 - ARC), x + width, y + height
    return (
        ("M", (x + r, y)),
        ("L", (right - r, y)),
        ("C", (right - b, y, right, y + b, right, y + r)),
        ("L", (right, foot - r)),
        ("C", (right, foot - b, right - b, foot, right - r, foot)),
        ("L", (x + r, foot)),
        ("C", (x + b, foot, x, foot - b, x, foot - r)),
        ("L", (x, y + r)),
        ("C", (x, y + b, x + b, y, x + r, y)),
        ("Z", ()),
    )
