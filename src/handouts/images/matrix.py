"""Transformations of SVG drawings as affine maps (SVG 2, 8.5)."""

import math
import re
from typing import Final

from handouts.images.faults import PictureError

Matrix = tuple[float, float, float, float, float, float]
"""``a b c d e f``: x to ax + cy + e, y to bx + dy + f."""

IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_FUNCTION: Final = re.compile(r"\s*(\w+)\s*\(([^()]*)\)[\s,]*")


def transform(text: str, outer: Matrix) -> Matrix:
    """The outer map with those of a ``transform`` attribute within it.

    Raises:
        PictureError: for functions other than translate, scale, rotate and matrix.
    """
    matrix, position = outer, 0
    while position < len(text):
        match = _FUNCTION.match(text, position)
        if match is None:
            raise PictureError(f"the transform `{text[:30]}` cannot be read", "Save it again")
        matrix = _times(matrix, _function(match[1], match[2]))
        position = match.end()
    return matrix


def _function(name: str, arguments: str) -> Matrix:
    try:
        values = [float(n) for n in re.split(r"[\s,]+", arguments.strip())]
    except ValueError:
        values = []
    match name, values:
        case "translate", [x, *rest] if len(rest) < 2:
            return (1.0, 0.0, 0.0, 1.0, x, rest[0] if rest else 0.0)
        case "scale", [x, *rest] if len(rest) < 2:
            return (x, 0.0, 0.0, rest[0] if rest else x, 0.0, 0.0)
        case "rotate", [angle]:
            return _rotation(angle)
        case "rotate", [angle, x, y]:
            there: Matrix = (1.0, 0.0, 0.0, 1.0, x, y)
            back: Matrix = (1.0, 0.0, 0.0, 1.0, -x, -y)
            return _times(_times(there, _rotation(angle)), back)
        case "matrix", [a, b, c, d, e, f]:
            return (a, b, c, d, e, f)
    raise PictureError(
        f"the transform `{name}({arguments[:20]})` cannot be kept",
        "Apply the transforms of its shapes in a drawing program, and save it again",
    )


def _rotation(degrees: float) -> Matrix:
    turn = math.radians(degrees)
    return (math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn), 0.0, 0.0)


def _times(outer: Matrix, inner: Matrix) -> Matrix:
    a, b, c, d, e, f = outer
    p, q, r, s, t, u = inner
    return (
        a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s,
        a * t + c * u + e, b * t + d * u + f,
    )  # fmt: skip
