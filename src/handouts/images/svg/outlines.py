"""The basic shapes of SVG and its path data as moves, lines, Bézier curves and closings (SVG 2, 9, 10)."""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise, repeat
from typing import Final

from handouts.images.faults import PictureError
from handouts.images.remedies import AGAIN
from handouts.images.svg.lengths import NUMBER, Viewport, length
from handouts.shapes import ARC, PathStep, ellipse

Outline = tuple[PathStep, ...]

_SETS: Final = {
    "M": "nn", "L": "nn", "H": "n", "V": "n", "C": "nnnnnn", "S": "nnnn", "Q": "nnnn", "T": "nn",
    "A": "nnnffnn", "Z": "",
}  # fmt: skip
"""Command → its numbers and flags (SVG 2, 9.3.9)."""

_COMMAND: Final = re.compile(r"[\s,]*([A-Za-z])")
_VALUE: Final = {
    "n": re.compile(rf"[\s,]*({NUMBER})"),
    "f": re.compile(r"[\s,]*([01])"),  # the flags of an arc may stand without a space
}


def _across(attributes: Mapping[str, str], viewport: Viewport, *names: str) -> list[float]:
    return [length(attributes.get(name, "0"), viewport.width) for name in names]


def _down(attributes: Mapping[str, str], viewport: Viewport, *names: str) -> list[float]:
    return [length(attributes.get(name, "0"), viewport.height) for name in names]


def _rectangle(attributes: Mapping[str, str], viewport: Viewport) -> Outline:
    x, width = _across(attributes, viewport, "x", "width")
    y, height = _down(attributes, viewport, "y", "height")
    if width <= 0 or height <= 0:
        return ()
    rx, ry = _radii(attributes, viewport)
    across, down = min(rx, width / 2), min(ry, height / 2)
    right, foot = x + width, y + height
    if across <= 0 or down <= 0:
        corners = ((right, y), (right, foot), (x, foot))
        return (("M", (x, y)), *((("L", corner)) for corner in corners), ("Z", ()))
    inset, rise = across * (1 - ARC), down * (1 - ARC)
    return (
        ("M", (x + across, y)),
        ("L", (right - across, y)),
        ("C", (right - inset, y, right, y + rise, right, y + down)),
        ("L", (right, foot - down)),
        ("C", (right, foot - rise, right - inset, foot, right - across, foot)),
        ("L", (x + across, foot)),
        ("C", (x + inset, foot, x, foot - rise, x, foot - down)),
        ("L", (x, y + down)),
        ("C", (x, y + rise, x + inset, y, x + across, y)),
        ("Z", ()),
    )


def _radii(attributes: Mapping[str, str], viewport: Viewport) -> tuple[float, float]:
    """Half the width and height of corners or ellipses; one that is not given is the other."""
    known = {n: attributes[n] for n in ("rx", "ry") if attributes.get(n, "auto") != "auto"}
    rx = known.get("rx", known.get("ry", "0"))
    ry = known.get("ry", rx)
    return length(rx, viewport.width), length(ry, viewport.height)


def _ellipse(attributes: Mapping[str, str], viewport: Viewport) -> Outline:
    (x,), (y,) = _across(attributes, viewport, "cx"), _down(attributes, viewport, "cy")
    return _oval(x, y, *_radii(attributes, viewport))


def _circle(attributes: Mapping[str, str], viewport: Viewport) -> Outline:
    (x,), (y,) = _across(attributes, viewport, "cx"), _down(attributes, viewport, "cy")
    radius = length(attributes.get("r", "0"), viewport.diagonal)
    return _oval(x, y, radius, radius)


def _oval(x: float, y: float, rx: float, ry: float) -> Outline:
    """From the right over the foot, where dashes begin (SVG 2, 10.3)."""
    if rx <= 0 or ry <= 0:
        return ()
    return ellipse(x, y, -rx, -ry)


def _line(attributes: Mapping[str, str], viewport: Viewport) -> Outline:
    x1, x2 = _across(attributes, viewport, "x1", "x2")
    y1, y2 = _down(attributes, viewport, "y1", "y2")
    return (("M", (x1, y1)), ("L", (x2, y2)))


def _polyline(attributes: Mapping[str, str], viewport: Viewport) -> Outline:
    del viewport
    values, rest = _set_of(attributes.get("points", ""), 0, "n*")
    if attributes.get("points", "")[rest:].strip(" ,\t\r\n") or len(values) % 2:
        raise PictureError(f"its points `{attributes['points'][:30]}` cannot be read", AGAIN)
    points = list(zip(values[0::2], values[1::2], strict=True))
    if not points:
        return ()
    return (("M", points[0]), *((("L", point)) for point in points[1:]))


def _polygon(attributes: Mapping[str, str], viewport: Viewport) -> Outline:
    outline = _polyline(attributes, viewport)
    return (*outline, ("Z", ())) if outline else ()


def _path(attributes: Mapping[str, str], viewport: Viewport) -> Outline:
    del viewport
    return _Pen().drawn(attributes.get("d", ""))


SHAPES: Final[dict[str, Callable[[Mapping[str, str], Viewport], Outline]]] = {
    "path": _path,
    "rect": _rectangle,
    "circle": _circle,
    "ellipse": _ellipse,
    "line": _line,
    "polyline": _polyline,
    "polygon": _polygon,
}
"""Element → its outline, from its attributes and what percentages are of."""


def has_inside(outline: Outline) -> bool:
    """Whether there is something to fill: some part of it is more than a line."""
    for part in parts(outline):
        points = places(part)
        if len(points) > 2:
            (x, y), (p, q), *rest = points
            if any((p - x) * (v - y) != (q - y) * (u - x) for u, v in rest):
                return True
    return False


def places(outline: Outline) -> list[tuple[float, float]]:
    """All points of it, controls too, each once and in order."""
    return list(
        dict.fromkeys((x, y) for _, n in outline for x, y in zip(n[0::2], n[1::2], strict=True))
    )


def parts(outline: Outline) -> Iterator[Outline]:
    """The outline, taken apart at its moves."""
    starts = [i for i, (kind, _) in enumerate(outline) if kind == "M"]
    for start, end in pairwise((*starts, len(outline))):
        yield outline[start:end]


class _Pen:
    """Follows the commands of path data."""

    def __init__(self) -> None:
        self.x = self.y = self.start_x = self.start_y = 0.0
        self.control: tuple[str, float, float] | None = None
        """Kind and place of the last curve's control point, which the next may mirror."""
        self.steps: list[PathStep] = []

    def drawn(self, data: str) -> Outline:
        for command, values in _commands(data):
            self._follow(command.upper(), values, relative=command.islower())
        return tuple(self.steps)

    def _follow(self, kind: str, values: list[float], *, relative: bool) -> None:
        dx, dy = (self.x, self.y) if relative else (0.0, 0.0)
        match kind:
            case "Z":
                self.steps.append(("Z", ()))
                self.x, self.y, self.control = self.start_x, self.start_y, None
            case _ if kind != "M" and self.steps and self.steps[-1][0] == "Z":
                # what follows a closing without a move begins where the closed part began
                self.steps.append(("M", (self.x, self.y)))
                self._follow(kind, values, relative=relative)
            case "M":
                self._go("M", values[0] + dx, values[1] + dy)
                self.start_x, self.start_y = self.x, self.y
            case "L":
                self._go("L", values[0] + dx, values[1] + dy)
            case "H":
                self._go("L", values[0] + dx, self.y)
            case "V":
                self._go("L", self.x, values[0] + dy)
            case "A":
                self._arc(values[:5], values[5] + dx, values[6] + dy)
            case _:
                self._bend(kind, [v + (dy if i % 2 else dx) for i, v in enumerate(values)])

    def _go(self, kind: str, x: float, y: float) -> None:
        self.steps.append(("M" if kind == "M" else "L", (x, y)))
        self.x, self.y, self.control = x, y, None

    def _bend(self, kind: str, places: list[float]) -> None:
        if kind in "ST":
            places = [*self._mirrored("C" if kind == "S" else "Q"), *places]
        if kind in "CS":
            self._curve(*places)
            self.control = ("C", places[2], places[3])
            return
        qx, qy, x, y = places
        self._curve(
            self.x + 2 / 3 * (qx - self.x), self.y + 2 / 3 * (qy - self.y),
            x + 2 / 3 * (qx - x), y + 2 / 3 * (qy - y), x, y,
        )  # fmt: skip
        self.control = ("Q", qx, qy)

    def _mirrored(self, kind: str) -> tuple[float, float]:
        if self.control is None or self.control[0] != kind:
            return self.x, self.y
        return 2 * self.x - self.control[1], 2 * self.y - self.control[2]

    def _curve(self, *places: float) -> None:
        self.steps.append(("C", places))
        self.x, self.y, self.control = places[4], places[5], None

    def _arc(self, shape: list[float], x: float, y: float) -> None:
        """An elliptical arc as curves of at most a quarter turn (SVG 2, appendix B.2.4)."""
        rx, ry, turn = abs(shape[0]), abs(shape[1]), math.radians(shape[2])
        if (x, y) == (self.x, self.y):
            return
        if not rx or not ry:
            self._go("L", x, y)
            return
        cos, sin = math.cos(turn), math.sin(turn)
        half_x, half_y = (self.x - x) / 2, (self.y - y) / 2
        px, py = cos * half_x + sin * half_y, -sin * half_x + cos * half_y
        grow = math.sqrt(max((px / rx) ** 2 + (py / ry) ** 2, 1.0))
        rx, ry = rx * grow, ry * grow
        spread = (rx * py) ** 2 + (ry * px) ** 2
        length = math.sqrt(max((rx * ry) ** 2 / spread - 1, 0.0))
        length = -length if bool(shape[3]) == bool(shape[4]) else length
        cx, cy = length * rx * py / ry, -length * ry * px / rx
        first = math.atan2((py - cy) / ry, (px - cx) / rx)
        sweep = math.atan2((-py - cy) / ry, (-px - cx) / rx) - first
        if shape[4] and sweep < 0:
            sweep += 2 * math.pi
        elif not shape[4] and sweep > 0:
            sweep -= 2 * math.pi
        centre = (cos * cx - sin * cy + (self.x + x) / 2, sin * cx + cos * cy + (self.y + y) / 2)
        count = max(math.ceil(abs(sweep) / (math.pi / 2) - 1e-9), 1)
        arm = 4 / 3 * math.tan(sweep / count / 4)
        for part in range(count):
            start, end = first + sweep * part / count, first + sweep * (part + 1) / count
            local = (
                (math.cos(start) - arm * math.sin(start), math.sin(start) + arm * math.cos(start)),
                (math.cos(end) + arm * math.sin(end), math.sin(end) - arm * math.cos(end)),
                (math.cos(end), math.sin(end)),
            )
            self._curve(
                *(
                    n
                    for u, v in local
                    for n in (
                        centre[0] + cos * rx * u - sin * ry * v,
                        centre[1] + sin * rx * u + cos * ry * v,
                    )
                )
            )


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; one with several sets of numbers is several.

    Raises:
        PictureError: where it cannot be read. Browsers draw what stands before; half a logo is none.
    """
    position, first = 0, True
    while data[position : position + 1]:
        match = _COMMAND.match(data, position)
        if match is None:
            if data[position:].strip(" ,\t\r\n"):
                raise _unreadable(data, position)
            return
        command, start = match[1], position
        kinds = _SETS.get(command.upper())
        if kinds is None:
            raise _unreadable(data, position)
        if first and command not in "Mm":
            raise PictureError("one of its paths does not begin with a place", AGAIN)
        position, first = match.end(), False
        more = True
        while more:
            values, position = _set_of(data, position, kinds)
            if len(values) < len(kinds):
                raise _unreadable(data, start)
            yield command, values
            # what follows a move without a command of its own is a line
            command = {"M": "L", "m": "l"}.get(command, command)
            more = bool(kinds) and _VALUE["n"].match(data, position) is not None


def _set_of(text: str, position: int, kinds: str) -> tuple[list[float], int]:
    """Numbers of these kinds as far as there are any, and where they end; ``n*`` is as many as there are."""
    values: list[float] = []
    for kind in kinds if kinds != "n*" else repeat("n"):
        match = _VALUE[kind].match(text, position)
        if match is None:
            break
        values.append(float(match[1]))
        position = match.end()
    return values, position


def _unreadable(data: str, position: int) -> PictureError:
    return PictureError(
        f"its path `{data[position : position + 30].strip()}` cannot be read", AGAIN
    )
