"""The basic shapes of SVG and its path data as moves, lines, Bézier curves and closings (SVG 2, 9, 10)."""

import math
import re
from collections.abc import Callable
from typing import Final

from handouts.images.faults import PictureError
from handouts.shapes import ARC, PathStep, ellipse

Outline = tuple[PathStep, ...]

_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")

_PER_COMMAND: Final = {
    "M": 2,
    "L": 2,
    "H": 1,
    "V": 1,
    "C": 6,
    "S": 4,
    "Q": 4,
    "T": 2,
    "A": 7,
    "Z": 0,
}


def number(text: str) -> float:
    """A number of a drawing, with or without ``px``.

    Raises:
        PictureError: when it is none, or a length of another kind.
    """
    plain = text.strip().removesuffix("px")
    if _NUMBER.fullmatch(plain) is None or not math.isfinite(float(plain)):
        raise PictureError(f"`{text[:30]}` is not a number of it", "Save it again as plain SVG")
    return float(plain)


def _of(attributes: dict[str, str], *names: str) -> list[float]:
    return [number(attributes.get(name, "0")) for name in names]


def _rectangle(attributes: dict[str, str]) -> Outline:
    x, y, width, height = _of(attributes, "x", "y", "width", "height")
    rx = attributes.get("rx", attributes.get("ry", "0"))
    ry = attributes.get("ry", rx)
    across, down = min(number(rx), width / 2), min(number(ry), height / 2)
    if width <= 0 or height <= 0:
        return ()
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


def _ellipse(attributes: dict[str, str]) -> Outline:
    x, y, rx, ry = _of(attributes, "cx", "cy", "rx", "ry")
    return _oval(x, y, rx, ry)


def _circle(attributes: dict[str, str]) -> Outline:
    x, y, radius = _of(attributes, "cx", "cy", "r")
    return _oval(x, y, radius, radius)


def _oval(x: float, y: float, rx: float, ry: float) -> Outline:
    return ellipse(x, y, rx, ry) if rx > 0 and ry > 0 else ()


def _line(attributes: dict[str, str]) -> Outline:
    x1, y1, x2, y2 = _of(attributes, "x1", "y1", "x2", "y2")
    return (("M", (x1, y1)), ("L", (x2, y2)))


def _polyline(attributes: dict[str, str]) -> Outline:
    values = [float(n) for n in _NUMBER.findall(attributes.get("points", ""))]
    points = list(zip(values[0::2], values[1::2], strict=False))
    if not points:
        return ()
    return (("M", points[0]), *((("L", point)) for point in points[1:]))


def _polygon(attributes: dict[str, str]) -> Outline:
    outline = _polyline(attributes)
    return (*outline, ("Z", ())) if outline else ()


def _path(attributes: dict[str, str]) -> Outline:
    return _Pen().drawn(attributes.get("d", ""))


SHAPES: Final[dict[str, Callable[[dict[str, str]], Outline]]] = {
    "path": _path,
    "rect": _rectangle,
    "circle": _circle,
    "ellipse": _ellipse,
    "line": _line,
    "polyline": _polyline,
    "polygon": _polygon,
}
"""Element → its outline."""


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


def _commands(data: str) -> list[tuple[str, list[float]]]:
    """Each command with its numbers; one with several sets of numbers is several."""
    found: list[tuple[str, list[float]]] = []
    for match in re.finditer(r"([A-Za-z])([^A-DF-Za-df-z]*)", data):
        command = match[1]
        count = _PER_COMMAND.get(command.upper())
        values = _numbers(match[2], command) if count is not None else []
        if (
            count is None
            or (count and (not values or len(values) % count))
            or (not count and values)
        ):
            raise PictureError(f"its path `{match[0][:30]}` cannot be read", "Save it again")
        if not found and command not in "Mm":
            raise PictureError("one of its paths does not begin with a place", "Save it again")
        if not count:
            found.append((command, []))
        for start in range(0, len(values), count or 1):
            found.append((command, values[start : start + (count or 1)]))
            # what follows a move without a command of its own is a line
            command = {"M": "L", "m": "l"}.get(command, command)
    return found


def _numbers(text: str, command: str) -> list[float]:
    """The numbers of a command; the two switches of an arc may stand without a space."""
    if command not in "Aa":
        return [float(n) for n in _NUMBER.findall(text)]
    pattern = re.compile(
        rf"\s*({_NUMBER.pattern})[\s,]*({_NUMBER.pattern})[\s,]*({_NUMBER.pattern})[\s,]*"
        rf"([01])[\s,]*([01])[\s,]*({_NUMBER.pattern})[\s,]*({_NUMBER.pattern})[\s,]*"
    )
    return [float(n) for match in pattern.finditer(text) for n in match.groups()]
