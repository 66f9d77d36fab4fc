"""How the outlines of shapes are stroked (SVG 2, 13.5)."""

import re
from typing import Final, Literal, NamedTuple, TypeVar

from handouts.drawings import Matrix, Paint, Stroke
from handouts.images.faults import PictureError
from handouts.images.remedies import AGAIN
from handouts.images.svg.lengths import Viewport, length, number
from handouts.images.svg.looks import Look
from handouts.images.svg.matrix import inverse, is_even, stretch
from handouts.images.svg.outlines import Outline, parts, places
from handouts.shapes import PathStep

_CAPS: Final[dict[str, Literal["butt", "round", "square"]]] = {
    "butt": "butt",
    "round": "round",
    "square": "square",
}
_JOINS: Final[dict[str, Literal["miter", "round", "bevel"]]] = {
    "miter": "miter",
    "round": "round",
    "bevel": "bevel",
    # those of SVG 2 that browsers do not have either, and draw so
    "miter-clip": "miter",
    "arcs": "miter",
}

_DOT: Final = 0.02
"""Of its width: the length of a square dot, as one of none has no direction in a PDF."""

K = TypeVar("K")


class Colouring(NamedTuple):
    """What something is painted with."""

    paint: Paint
    opacity: float


def stroked(look: Look, colouring: Colouring, matrix: Matrix, viewport: Viewport) -> Stroke | None:
    """The stroke, in units of the drawing; ``None`` where nothing would be seen of it.

    Raises:
        PictureError: when it cannot be kept.
    """
    width = length(look["stroke-width"], viewport.diagonal)
    factor = stretch(matrix)
    if width <= 0 or inverse(matrix) is None:
        return None
    limit = number(look["stroke-miterlimit"])
    a, b, c, d, _, _ = (n / factor for n in matrix)
    return Stroke(
        colouring.paint,
        width * factor,
        colouring.opacity,
        _chosen(_CAPS, look, "stroke-linecap"),
        _chosen(_JOINS, look, "stroke-linejoin"),
        limit if limit >= 1 else 4.0,
        tuple(dash * factor for dash in _dashes(look["stroke-dasharray"], viewport)),
        length(look["stroke-dashoffset"], viewport.diagonal) * factor,
        None if is_even(matrix) else (a, b, c, d),
    )


def with_dots(outline: Outline, look: Look, viewport: Viewport) -> Outline:
    """The outline with parts of no length as a stroke shows them: as dots, or not at all.

    A PDF has round dots only, and some show a hair for the rest (ISO 32000-1, 8.5.3.2).
    """
    made: list[PathStep] = []
    for part in parts(outline):
        points = places(part)
        if len(points) > 1:
            made += part
        elif len(part) > 1 and look["stroke-linecap"] != "butt":
            (x, y) = points[0]
            square = look["stroke-linecap"] == "square"
            long = _DOT * length(look["stroke-width"], viewport.diagonal) if square else 0.0
            made += (("M", (x, y)), ("L", (x + long, y)))
    return tuple(made)


def _chosen(known: dict[str, K], look: Look, name: str) -> K:
    value = look[name]
    if value not in known:
        raise PictureError(f"`{name}: {value[:30]}` cannot be kept", AGAIN)
    return known[value]


def _dashes(text: str, viewport: Viewport) -> tuple[float, ...]:
    if text in {"none", ""}:
        return ()
    dashes = tuple(length(n, viewport.diagonal) for n in re.split(r"\s*,\s*|\s+", text.strip()))
    if any(dash < 0 for dash in dashes):
        raise PictureError(f"`stroke-dasharray: {text[:30]}` cannot be kept", AGAIN)
    if not sum(dashes):
        return ()
    return dashes * 2 if len(dashes) % 2 else dashes
