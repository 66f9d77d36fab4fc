"""Drawings: shapes in colors and gradients, and groups of them, in units of their own.

x and y count from the top left corner of the drawing, y downwards. Steps are placed already: no part
has a transformation of its own. Opacities are 0 to 1.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field, replace
from hashlib import sha256
from itertools import chain
from typing import Literal, NamedTuple

from handouts.canonical import UNCOUNTED
from handouts.frozen import dataclass
from handouts.kept import kept
from handouts.shapes import Colour, PathStep

Matrix = tuple[float, float, float, float, float, float]
"""``a b c d e f``: x to ax + cy + e, y to bx + dy + f."""

Box = tuple[float, float, float, float]
"""Least x and y, greatest x and y."""


class Stop(NamedTuple):
    """A color of a gradient; ``place`` is 0 to 1."""

    place: float
    colour: Colour
    opacity: float = 1.0


class Gradient(NamedTuple):
    """Colors along a line (x and y of both ends), or between circles (x, y, radius of both).

    ``matrix`` takes its coordinates to the drawing. Stops stand in order; two may share a place.
    """

    coordinates: tuple[float, ...]
    stops: tuple[Stop, ...]
    matrix: Matrix


Paint = Colour | Gradient


class Stroke(NamedTuple):
    """A line along the outline of a shape."""

    paint: Paint
    width: float
    opacity: float = 1.0
    cap: Literal["butt", "round", "square"] = "butt"
    join: Literal["miter", "round", "bevel"] = "miter"
    miter_limit: float = 4.0
    dash: tuple[float, ...] = ()
    dash_start: float = 0.0
    pen: tuple[float, float, float, float] | None = None
    """What an uneven scale makes of a round pen: a map (a, b, c, d); ``None`` where it stays round."""


class Shape(NamedTuple):
    """An outline, filled or stroked or both: first filled."""

    steps: tuple[PathStep, ...]
    fill: Paint | None = None
    opacity: float = 1.0
    """Of its fill."""
    even_odd: bool = False
    stroke: Stroke | None = None


class Clip(NamedTuple):
    """An outline of which nothing is painted outside."""

    steps: tuple[PathStep, ...]
    even_odd: bool = False


class Group(NamedTuple):
    """Parts that are painted as one: clipped to all of ``clips``, as opaque as ``mask`` is light."""

    parts: tuple["Part", ...]
    opacity: float = 1.0
    clips: tuple[Clip, ...] = ()
    mask: "Group | None" = None


Part = Shape | Group


@dataclass(frozen=True, slots=True)
class Vector:
    """A drawing; nothing of it is painted outside its box. ``digest`` stands for its parts."""

    width: float
    height: float
    digest: str
    parts: tuple[Part, ...] = field(repr=False, compare=False, metadata=UNCOUNTED)
    in_grey: bool = False
    """Whether it is printed without color."""


@kept(most=64)  # the marks of a project in the colours of its roles
def tinted(drawing: Vector, changes: tuple[tuple[Colour, Colour], ...]) -> Vector:
    """The drawing with colors changed for others."""
    known = dict(changes)
    parts = tuple(
        recoloured(part, lambda colour: known.get(colour, colour)) for part in drawing.parts
    )
    digest = sha256(f"{drawing.digest} {changes}".encode()).hexdigest()
    return replace(drawing, digest=digest, parts=parts)


def recoloured(part: Part, change: Callable[[Colour], Colour]) -> Part:
    """The part with every color changed; a mask says how opaque, and stays."""
    if isinstance(part, Group):
        return part._replace(parts=tuple(recoloured(p, change) for p in part.parts))
    stroke = part.stroke and part.stroke._replace(paint=_changed(part.stroke.paint, change))
    return part._replace(fill=part.fill and _changed(part.fill, change), stroke=stroke)


def _changed(paint: Paint, change: Callable[[Colour], Colour]) -> Paint:
    if isinstance(paint, str):
        return change(paint)
    return paint._replace(
        stops=tuple(stop._replace(colour=change(stop.colour)) for stop in paint.stops)
    )


def placed(steps: Iterable[PathStep], matrix: Matrix) -> tuple[PathStep, ...]:
    """The steps, mapped."""
    a, b, c, d, e, f = matrix
    return tuple(
        (
            kind,
            tuple(
                chain.from_iterable(
                    (a * x + c * y + e, b * x + d * y + f)
                    for x, y in zip(n[0::2], n[1::2], strict=True)
                )
            ),
        )
        for kind, n in steps
    )


def bounds(steps: Iterable[PathStep]) -> Box | None:
    """The tightest box about an outline; ``None`` where it has no point."""
    xs: list[float] = []
    ys: list[float] = []
    for kind, n in steps:
        if kind == "C" and xs:
            xs += _extremes(xs[-1], *n[0::2])
            ys += _extremes(ys[-1], *n[1::2])
        xs += n[-2:-1]
        ys += n[-1:]
    return (min(xs), min(ys), max(xs), max(ys)) if xs else None


def _extremes(a: float, b: float, c: float, d: float) -> list[float]:
    """Where a cubic curve turns round between its ends."""
    low, high = min(a, d), max(a, d)
    if low <= b <= high and low <= c <= high:
        return []
    p, q, r = d - a + 3 * (b - c), 2 * (a - 2 * b + c), b - a
    if abs(p) < 1e-12 * max(abs(q), 1e-12):
        turns = [-r / q] if q else []
    else:
        root = math.sqrt(max(q * q - 4 * p * r, 0.0))
        turns = [(-q + root) / (2 * p), (-q - root) / (2 * p)]
    return [
        (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t * t * c + t**3 * d
        for t in turns
        if 0 < t < 1
    ]


def shapes(parts: Iterable[Part]) -> Iterator[Shape]:
    """All shapes, those in groups too."""
    for part in parts:
        if isinstance(part, Shape):
            yield part
        else:
            yield from shapes(part.parts)
