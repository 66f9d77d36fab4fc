"""Outlines of lines and curves, for drawings, charts and marks."""

from typing import Final, Literal, NamedTuple

Colour = str
"""``#RRGGBB`` in sRGB."""

SPOKEN: Final[Colour] = "spoken"
"""In place of a colour: the text is read aloud, and nothing is painted."""

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
