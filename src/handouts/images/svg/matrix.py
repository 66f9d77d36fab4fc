"""Transformations of SVG drawings as affine maps (SVG 2, 8.5)."""

import math
import re
from typing import Final

from handouts.drawings import Matrix
from handouts.images.faults import PictureError
from handouts.images.remedies import AGAIN
from handouts.images.svg.lengths import NUMBER

_FUNCTION: Final = re.compile(r"\s*(\w+)\s*\(([^()]*)\)[\s,]*")
_VALUE: Final = re.compile(rf"({NUMBER})(px|deg)?")

_EVEN: Final = 1e-4
"""Part of a pen's size by which it may differ in two directions: no eye sees that on paper."""


def transform(text: str, outer: Matrix) -> Matrix:
    """The outer map with those of a ``transform`` within it.

    Raises:
        PictureError: for what is no function of SVG.
    """
    matrix, position = outer, 0
    if text.strip() == "none":
        return matrix
    while position < len(text):
        match = _FUNCTION.match(text, position)
        if match is None:
            if text[position:].strip():
                raise PictureError(f"the transform `{text[:30]}` cannot be read", AGAIN)
            break
        matrix = times(matrix, _function(match[1], match[2]))
        position = match.end()
    return matrix


def _function(name: str, arguments: str) -> Matrix:
    found = [_VALUE.fullmatch(n) for n in re.split(r"\s*,\s*|\s+", arguments.strip())]
    values = [float(match[1]) for match in found if match]
    match name, values if len(values) == len(found) else []:
        case "translate", [x, *rest] if len(rest) < 2:
            return (1.0, 0.0, 0.0, 1.0, x, rest[0] if rest else 0.0)
        case "scale", [x, *rest] if len(rest) < 2:
            return (x, 0.0, 0.0, rest[0] if rest else x, 0.0, 0.0)
        case "rotate", [angle]:
            return _rotation(angle)
        case "rotate", [angle, x, y]:
            there: Matrix = (1.0, 0.0, 0.0, 1.0, x, y)
            back: Matrix = (1.0, 0.0, 0.0, 1.0, -x, -y)
            return times(times(there, _rotation(angle)), back)
        case "skewX", [angle]:
            return (1.0, 0.0, math.tan(math.radians(angle)), 1.0, 0.0, 0.0)
        case "skewY", [angle]:
            return (1.0, math.tan(math.radians(angle)), 0.0, 1.0, 0.0, 0.0)
        case "matrix", [a, b, c, d, e, f]:
            return (a, b, c, d, e, f)
    raise PictureError(f"the transform `{name}({arguments[:20]})` cannot be kept", AGAIN)


def _rotation(degrees: float) -> Matrix:
    turn = math.radians(degrees)
    return (math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn), 0.0, 0.0)


def times(outer: Matrix, inner: Matrix) -> Matrix:
    """The inner map, then the outer."""
    a, b, c, d, e, f = outer
    p, q, r, s, t, u = inner
    return (
        a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s,
        a * t + c * u + e, b * t + d * u + f,
    )  # fmt: skip


def inverse(matrix: Matrix) -> Matrix | None:
    """The map back; ``None`` where all falls on a line."""
    a, b, c, d, e, f = matrix
    size = a * d - b * c
    if abs(size) <= 1e-12 * (a * a + b * b + c * c + d * d):
        return None
    return (
        d / size, -b / size, -c / size, a / size,
        (c * f - d * e) / size, (b * e - a * f) / size,
    )  # fmt: skip


def stretch(matrix: Matrix) -> float:
    """How much longer lines become, in the mean of all directions."""
    a, b, c, d, _, _ = matrix
    return math.sqrt(abs(a * d - b * c))


def is_even(matrix: Matrix) -> bool:
    """Whether a circle stays one."""
    a, b, c, d, _, _ = matrix
    size = a * a + b * b + c * c + d * d
    same_length = abs(a * a + b * b - c * c - d * d)
    return same_length <= _EVEN * size and abs(a * c + b * d) <= _EVEN * size
