"""Shapes: outlines of lines and curves, and pictures made of them, for drawings, charts and marks."""

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

Colour = str
"""``#RRGGBB`` in sRGB."""

PathStep = tuple[Literal["M", "L", "C", "Z"], tuple[float, ...]]


ARC: Final = 0.5522847498
"""Control length of a cubic curve for a quarter circle of radius 1."""


def ellipse(x: float, y: float, rx: float, ry: float) -> tuple[PathStep, ...]:
    """An ellipse about a point."""
    a, b = rx * ARC, ry * ARC
    return (
        ("M", (x - rx, y)),
        ("C", (x - rx, y - b, x - a, y - ry, x, y - ry)),
        ("C", (x + a, y - ry, x + rx, y - b, x + rx, y)),
        ("C", (x + rx, y + b, x + a, y + ry, x, y + ry)),
        ("C", (x - a, y + ry, x - rx, y + b, x - rx, y)),
        ("Z", ()),
    )


class Path(NamedTuple):
    """Moves, lines, Bézier curves and closings; filled, stroked or both."""

    steps: tuple[PathStep, ...]
    fill: Colour | None = None
    stroke: Colour | None = None
    stroke_width: float = 0.0
    dash: tuple[float, ...] = ()
    block: str | None = None
    clip: tuple[float, float, float, float] | None = None
    """The box of which nothing is painted outside: left, top, width, height."""

    def placed(self, x: float, y: float, scale: float, block: str | None = None) -> "Path":
        """The same, ``scale`` times as large, its origin moved to a point."""
        steps: tuple[PathStep, ...] = tuple(
            (kind, tuple((y if i % 2 else x) + n * scale for i, n in enumerate(numbers)))
            for kind, numbers in self.steps
        )
        line, clip = self.stroke_width * scale, self.clip
        if clip is not None:
            left, top, wide, high = (n * scale for n in clip)
            clip = (x + left, y + top, wide, high)
        return self._replace(steps=steps, stroke_width=line, block=block, clip=clip)


@dataclass(frozen=True, slots=True)
class Vector:
    """A picture of paths in a box of its own units, y downwards from its top left corner."""

    width: float
    height: float
    paths: tuple[Path, ...]
