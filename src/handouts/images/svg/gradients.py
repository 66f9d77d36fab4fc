"""Linear and radial gradients (SVG 2, 14.2)."""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from handouts.drawings import Box, Gradient, Matrix, Stop, placed
from handouts.images.faults import PictureError
from handouts.images.remedies import AGAIN, PNG
from handouts.images.svg.colours import Opaque, colour
from handouts.images.svg.elements import Element
from handouts.images.svg.lengths import Viewport, fraction, length
from handouts.images.svg.looks import Look, alone
from handouts.images.svg.matrix import inverse, times, transform

GRADIENTS: Final = ("linearGradient", "radialGradient")

_MOST_STOPS: Final = 2_000
"""Of one gradient with its repetitions; drawing programs make ten or so."""

_LONGEST_CHAIN: Final = 20
"""Gradients that take from one another; drawing programs make two."""

_RIM: Final = (0.999, 1.0)
"""A focus between these, in radii, is moved to the first: on the rim itself all that lies behind it
would be one point. One outside makes a cone, in SVG as in a PDF."""

Place = tuple[float, float]


class Surroundings(NamedTuple):
    """What a gradient needs to know of the shape that it fills."""

    matrix: Matrix
    """From the shape to the drawing."""
    box: Box
    """About the shape, in its own units."""
    viewport: Viewport
    area: Box
    """All that is painted, in units of the drawing."""


class Gradients:
    """Finds gradients and what they take from one another."""

    def __init__(
        self, find: Callable[[str], Element], look: Callable[[Element], tuple[Look, Look]]
    ) -> None:
        self._find = find
        self._look = look

    def paint(self, element: Element, around: Surroundings) -> Gradient | Opaque | None:
        """What fills a shape; one color where the gradient has but one; ``None`` for nothing.

        Raises:
            PictureError: when it cannot be kept.
        """
        try:
            return self._paint(element, around)
        except PictureError as fault:
            raise fault.at(element.place()) from None

    def _paint(self, element: Element, around: Surroundings) -> Gradient | Opaque | None:
        chain = tuple(self._chain(element))
        stops = self._stops(next((e for e in chain if _stops_of(e)), element))
        if not stops:
            return None
        last = Opaque(stops[-1].colour, stops[-1].opacity)
        if len(stops) == 1:
            return last
        known: dict[str, str] = {}
        for link in reversed(chain):
            known.update(link.attributes)
        matrix, viewport = around.matrix, around.viewport
        if known.get("gradientUnits", "objectBoundingBox") == "objectBoundingBox":
            left, top, right, bottom = around.box
            if right <= left or bottom <= top:
                return None
            matrix = times(matrix, (right - left, 0.0, 0.0, bottom - top, left, top))
            viewport = Viewport(1.0, 1.0)
        matrix = transform(known.get("gradientTransform", ""), matrix)
        if inverse(matrix) is None:
            return None
        line = _line if element.tag == "linearGradient" else _circles
        coordinates = line(known, viewport)
        if coordinates is None:
            return last
        spread = known.get("spreadMethod", "pad").strip()
        if spread == "pad":
            return Gradient(coordinates, stops, matrix)
        return _repeated(Gradient(coordinates, stops, matrix), spread, around.area)

    def _chain(self, element: Element) -> Iterator[Element]:
        """The gradient, and those that it takes from."""
        for _ in range(_LONGEST_CHAIN):
            yield element
            if element.href is None:
                return
            element = self._find(element.href)
            if element.tag not in GRADIENTS:
                raise PictureError(f"a gradient refers to a `<{element.name}>`", AGAIN)
        raise PictureError("a gradient refers to itself", AGAIN)

    def _stops(self, element: Element) -> tuple[Stop, ...]:
        found: list[Stop] = []
        for stop in _stops_of(element):
            own, look = self._look(stop)
            place = fraction(stop.attributes.get("offset", "0"))
            place = max(place, found[-1].place if found else 0.0)
            written = alone(own, "stop-color")
            shade = colour(look["color"] if written.lower() == "currentcolor" else written)
            opacity = shade.opacity * fraction(alone(own, "stop-opacity"))
            found.append(Stop(place, shade.colour, round(opacity, 4)))
        if len(found) > _MOST_STOPS:
            raise PictureError("a gradient has too many colors", PNG)
        return tuple(found)


def _stops_of(element: Element) -> list[Element]:
    return [child for child in element.children if child.tag == "stop"]


def _line(known: Mapping[str, str], viewport: Viewport) -> tuple[float, ...] | None:
    wide, high = viewport.width, viewport.height
    x1, x2 = (length(known.get(n, d), wide) for n, d in (("x1", "0%"), ("x2", "100%")))
    y1, y2 = (length(known.get(n, "0%"), high) for n in ("y1", "y2"))
    return (x1, y1, x2, y2) if (x1, y1) != (x2, y2) else None


def _circles(known: Mapping[str, str], viewport: Viewport) -> tuple[float, ...] | None:
    x, y = (
        length(known.get("cx", "50%"), viewport.width),
        length(known.get("cy", "50%"), viewport.height),
    )
    radius = length(known.get("r", "50%"), viewport.diagonal)
    inner = length(known.get("fr", "0%"), viewport.diagonal)
    fx = length(known["fx"], viewport.width) if "fx" in known else x
    fy = length(known["fy"], viewport.height) if "fy" in known else y
    if radius <= 0:
        return None
    away = math.hypot(fx - x, fy - y)
    if _RIM[0] * radius < away <= _RIM[1] * radius:
        fx, fy = (c + (f - c) * _RIM[0] * radius / away for f, c in ((fx, x), (fy, y)))
    return (fx, fy, min(inner, radius), x, y, radius)


def _repeated(gradient: Gradient, spread: str, area: Box) -> Gradient:
    """The gradient with as many repetitions as there are over what is painted.

    Raises:
        PictureError: where there are too many, or its circles do not lie in one another.
    """
    coordinates, stops, matrix = gradient
    first, last = _reach(coordinates, matrix, area)
    if (last - first) * len(stops) > _MOST_STOPS:
        raise PictureError("a gradient repeats too often", PNG)
    mirrored = tuple(stop._replace(place=1 - stop.place) for stop in reversed(stops))
    many: list[Stop] = []
    for turn in range(first, last):
        once = mirrored if spread == "reflect" and turn % 2 else stops
        # the first and the last color reach to the ends of each turn
        ends = (once[0]._replace(place=0.0), *once, once[-1]._replace(place=1.0))
        many += (s._replace(place=(turn + s.place - first) / (last - first)) for s in ends)
    if len(coordinates) == 6:
        x, y, radius = coordinates[3:]
        return Gradient((x, y, 0.0, x, y, radius * last), tuple(many), matrix)
    x1, y1, x2, y2 = coordinates
    dx, dy = x2 - x1, y2 - y1
    line = (x1 + first * dx, y1 + first * dy, x1 + last * dx, y1 + last * dy)
    return Gradient(line, tuple(many), matrix)


def _reach(coordinates: tuple[float, ...], matrix: Matrix, area: Box) -> tuple[int, int]:
    """The first and the last repetition that can be seen."""
    back = inverse(matrix)
    assert back is not None  # was looked at
    left, top, right, bottom = area
    corners: list[Place] = [(left, top), (right, top), (right, bottom), (left, bottom)]
    ((_, numbers),) = placed((("L", tuple(n for corner in corners for n in corner)),), back)
    points = list(zip(numbers[0::2], numbers[1::2], strict=True))
    if len(coordinates) == 4:
        x1, y1, x2, y2 = coordinates
        dx, dy = x2 - x1, y2 - y1
        shares = [((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy) for x, y in points]
        return math.floor(min(shares)), math.ceil(max(shares)) + 1
    fx, fy, inner, x, y, radius = coordinates
    if inner or math.hypot(fx - x, fy - y) > 1e-6 * radius:
        raise PictureError("a radial gradient repeats about a focus", PNG)
    return 0, math.ceil(max(math.hypot(px - x, py - y) for px, py in points) / radius) + 1
