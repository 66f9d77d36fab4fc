"""Operands and paths of content streams, written compactly (ISO 32000-1, 8.4 to 8.6).

Everything here is in the space of the page: y upwards from its lower left corner.
"""

import math
from typing import Final

from handouts.kept import kept
from handouts.shapes import Colour, PathStep

_INSET: Final = 1 - 0.5522847498
"""How far the control points of a quarter circle of radius 1 stand from its corner."""

STEPS: Final = {"M": "m", "L": "l", "C": "c", "Z": "h"}


@kept(most=16_384)
def number(value: float) -> str:
    """A number to a hundredth of a point, without what need not be written."""
    return f"{round(value, 2) + 0.0:g}"  # adding 0.0 makes a negative zero positive


def fine(value: float) -> str:
    """A number to six digits, for drawings, whose units are their own."""
    text = f"{value + 0.0:.6g}"
    # a PDF has no exponents (ISO 32000-1, 7.3.3)
    return f"{value:.10f}".rstrip("0").rstrip(".") if "e" in text else text


def unit(value: float) -> str:
    """A unit of length, by which others are multiplied: to a thousandth of a thousandth."""
    return f"{value:.6f}"


def numbers(*values: float) -> str:
    """Numbers with a space between."""
    return " ".join(map(number, values))


@kept(most=1024)
def rgb(colour: Colour) -> str:
    """The three components of a colour in DeviceRGB."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return " ".join(f"{round(channel, 3):g}" for channel in channels)


@kept(most=1024)
def fill(colour: Colour) -> str:
    """The operator that sets the colour of what is filled.

    A grey is DeviceGray: printed with black alone, where DeviceRGB becomes four inks, and small
    letters get seams of colour.
    """
    return f"{_grey(colour)} g" if _is_grey(colour) else f"{rgb(colour)} rg"


@kept(most=1024)
def stroke(colour: Colour) -> str:
    """The operator that sets the colour of lines, a grey as ``fill`` does."""
    return f"{_grey(colour)} G" if _is_grey(colour) else f"{rgb(colour)} RG"


def _is_grey(colour: Colour) -> bool:
    return colour[1:3] == colour[3:5] == colour[5:7]


def _grey(colour: Colour) -> str:
    return rgb(colour).split()[0]


def dash_pattern(dash: tuple[float, ...]) -> str:
    """The operator that sets a dash pattern, or solid lines when it is empty."""
    return f"[{numbers(*dash)}]0 d"


def paint(*, fill: bool, stroke: bool) -> str:
    """The operator that ends a path; ``n`` where nothing is to be painted."""
    if fill:
        return "B" if stroke else "f"
    return "S" if stroke else "n"


def rectangle(x: float, y: float, width: float, height: float, radius: float = 0.0) -> str:
    """The path of a rectangle by its lower left corner, with round corners where ``radius``."""
    radius = min(radius, width / 2, height / 2)
    if radius <= 0:
        return f"{number(x)} {number(y)} {number(width)} {number(height)} re"
    right, top, inset = x + width, y + height, radius * _INSET
    corners = (
        (right - radius, y, right - inset, y, right, y + inset, right, y + radius),
        (right, top - radius, right, top - inset, right - inset, top, right - radius, top),
        (x + radius, top, x + inset, top, x, top - inset, x, top - radius),
        (x, y + radius, x, y + inset, x + inset, y, x + radius, y),
    )
    sides = " ".join(f"{numbers(*c[:2])} l {numbers(*c[2:])} c" for c in corners)
    return f"{numbers(x + radius, y)} m {sides} h"


def path(steps: tuple[PathStep, ...], page_height: float) -> str:
    """A path whose steps count y downwards from the top of the page."""
    parts: list[str] = []
    for kind, places in steps:
        for index, place in enumerate(places):
            parts.append(number(page_height - place if index % 2 else place))
        parts.append(STEPS[kind])
    return " ".join(parts)


@kept(most=1024)
def hatching(width: float, height: float, line: float, pitch: float) -> str:
    """A clip to a rectangle at the origin, and a path of lines that rise to the right over it."""
    if pitch <= 0:
        raise AssertionError(f"a hatch with a pitch of {pitch}")
    lines: list[str] = []
    start = -height + math.fmod(height, pitch)  # so that a line goes through the lower left corner
    while start - line < width:
        ends = (start - line, -line, start + height + line, height + line)
        lines.append(f"{numbers(*ends[:2])} m {numbers(*ends[2:])} l")
        start += pitch
    return f"{rectangle(0, 0, width, height)} W n {' '.join(lines)} S"
