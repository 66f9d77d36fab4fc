"""SVG drawings of shapes in flat colours, as paths; whatever else is in one is refused by name."""

import math
import re
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from PIL import ImageColor

from handouts.images.faults import PictureError
from handouts.images.matrix import IDENTITY, Matrix, transform
from handouts.images.outlines import SHAPES, Outline, number
from handouts.shapes import Path, PathStep, Vector

MOST_BYTES: Final = 1_000_000
MOST_STEPS: Final = 20_000
"""Steps of all paths; a logo has hundreds."""

_NAMESPACE: Final = "http://www.w3.org/2000/svg"
_SILENT: Final = {"title", "desc", "metadata"}
"""Elements that draw nothing; what is in them is passed over."""

_PLAIN: Final = {"fill", "stroke", "stroke-width"}
_HARMLESS: Final = {
    "id", "version", "width", "height", "viewBox", "role", "class", "baseProfile",
    "enable-background", "transform", "style", "d", "x", "y", "rx", "ry", "cx", "cy", "r", "x1",
    "y1", "x2", "y2", "points", "preserveAspectRatio", "focusable", "stroke-linejoin",
    "stroke-linecap", "stroke-miterlimit", "shape-rendering",
}  # fmt: skip
_MUST_BE: Final = {
    "fill-rule": ("nonzero",),
    "clip-rule": ("nonzero", "evenodd"),
    "opacity": ("1", "1.0"),
    "fill-opacity": ("1", "1.0"),
    "stroke-opacity": ("1", "1.0"),
    "stroke-dasharray": ("none",),
    "display": ("inline", "block"),
    "visibility": ("visible",),
}
"""Properties that are fine as long as they change nothing."""

_HAIR: Final = 0.001
"""Of a drawing's larger side: what rounding lets a shape reach out of it without being seen."""

_REMEDY: Final = (
    "Save it as plain SVG with all text turned into paths and flat colors, or use a PNG"
)


@dataclass(frozen=True, slots=True)
class _Manner:
    """What shapes take from what they stand in."""

    fill: str | None = "#000000"
    stroke: str | None = None
    stroke_width: float = 1.0
    matrix: Matrix = IDENTITY


def read_drawing(data: bytes) -> Vector:
    """The paths of a drawing.

    Raises:
        PictureError: when it holds more than shapes, or cannot be read.
    """
    if len(data) > MOST_BYTES:
        raise PictureError("the drawing has more than 1 MB", _REMEDY)
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)  # noqa: FBT003 - the interface of expat
    except expat.ExpatError as fault:
        raise PictureError(
            f"it is no drawing that can be read, from line {fault.lineno} on",
            "Save it again as SVG",
        ) from None
    return reader.drawing()


class _Reader:
    """Walks through the elements as they come; nothing is fetched and nothing is expanded."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._entity
        self.parser.ProcessingInstructionHandler = self._instruction
        self._manners = [_Manner()]
        self._silent = 0
        self._depth = 0
        self._box: tuple[float, float, float, float] | None = None
        self._paths: list[Path] = []
        self._steps = 0

    def drawing(self) -> Vector:
        if self._box is None or not self._paths:
            raise PictureError("nothing is drawn in it", _REMEDY)
        x, y, width, height = self._box
        moved = (_moved(path, -x, -y) for path in self._paths)
        kept = tuple(path for one in moved if (path := _within(one, width, height)))
        if not kept:
            raise PictureError("nothing is drawn within its `viewBox`", _REMEDY)
        return Vector(width, height, kept)

    def _doctype(self, name: str, system: str | None, public: str | None, internal: int) -> None:
        del name, public
        if internal:
            raise PictureError("it defines entities", _REMEDY)
        del system  # the name of a standard is no reference that anybody follows

    def _entity(self, *parts: object) -> None:
        del parts
        raise PictureError("it defines entities", _REMEDY)

    def _instruction(self, target: str, data: str) -> None:
        del data
        raise PictureError(f"it has an instruction to programs, `{target}`", _REMEDY)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > 50:
            raise PictureError("its groups are nested too deeply", _REMEDY)
        namespace, _, tag = name.rpartition(" ")
        if self._silent or (tag in _SILENT and namespace in {"", _NAMESPACE}):
            self._silent += 1
            return
        if namespace not in {"", _NAMESPACE} or not (tag in SHAPES or tag in {"svg", "g"}):
            raise PictureError(f"`<{tag}>` is more than a shape", _REMEDY)
        own = _properties(tag, attributes)
        manner = _inherited(self._manners[-1], own)
        if tag == "svg":
            self._view(attributes)
        elif tag in SHAPES:
            self._draw(SHAPES[tag](attributes), manner)
        self._manners.append(manner)

    def _end(self, name: str) -> None:
        del name
        self._depth -= 1
        if self._silent:
            self._silent -= 1
        else:
            self._manners.pop()

    def _view(self, attributes: dict[str, str]) -> None:
        if self._box is not None:
            raise PictureError("it has a drawing within the drawing", _REMEDY)
        if "viewBox" in attributes:
            box = [number(n) for n in re.split(r"[\s,]+", attributes["viewBox"].strip())]
        else:
            box = [0.0, 0.0, *(number(attributes.get(n, "0")) for n in ("width", "height"))]
        if len(box) != 4 or not (box[2] > 0 and box[3] > 0):
            raise PictureError("it does not say how large it is", "Add a `viewBox` to it")
        self._box = (box[0], box[1], box[2], box[3])

    def _draw(self, outline: Outline, manner: _Manner) -> None:
        self._steps += len(outline)
        if self._steps > MOST_STEPS:
            raise PictureError("it has too many points", "Simplify its paths, or use a PNG")
        a, b, c, d, _, _ = manner.matrix
        width = manner.stroke_width * math.sqrt(abs(a * d - b * c))
        stroke = manner.stroke if width > 0 else None
        if not outline or not (manner.fill or stroke):
            return
        steps: tuple[PathStep, ...] = tuple((k, _placed(n, manner.matrix)) for k, n in outline)
        self._paths.append(Path(steps, manner.fill, stroke, width if stroke else 0.0))


def _placed(numbers: tuple[float, ...], matrix: Matrix) -> tuple[float, ...]:
    a, b, c, d, e, f = matrix
    pairs = zip(numbers[0::2], numbers[1::2], strict=True)
    return tuple(n for x, y in pairs for n in (a * x + c * y + e, b * x + d * y + f))


def _moved(path: Path, dx: float, dy: float) -> Path:
    shift = (1.0, 0.0, 0.0, 1.0, dx, dy)
    return path._replace(steps=tuple((kind, _placed(n, shift)) for kind, n in path.steps))


def _within(path: Path, width: float, height: float) -> Path | None:
    """The path, clipped if it reaches out of the drawing (SVG 2, 8.2); ``None`` if it lies outside."""
    half = path.stroke_width / 2
    xs = [n for _, numbers in path.steps for n in numbers[0::2]]
    ys = [n for _, numbers in path.steps for n in numbers[1::2]]
    left, right, top, bottom = min(xs) - half, max(xs) + half, min(ys) - half, max(ys) + half
    if right <= 0 or bottom <= 0 or left >= width or top >= height:
        return None
    slack = _HAIR * max(width, height)
    inside = left >= -slack and top >= -slack and right <= width + slack
    if inside and bottom <= height + slack:
        return path
    return path._replace(clip=(0.0, 0.0, width, height))


def _properties(tag: str, attributes: dict[str, str]) -> dict[str, str]:
    """What an element says of its looks, from attributes and ``style``; the rest is checked."""
    own = dict(attributes)
    for declaration in filter(str.strip, attributes.get("style", "").split(";")):
        name, _, value = declaration.partition(":")
        own[name.strip()] = value.strip()
    found: dict[str, str] = {}
    for name, value in own.items():
        if name in _PLAIN or (name == "transform"):
            found[name] = value.strip()
        elif name in _MUST_BE:
            if value.strip() not in _MUST_BE[name]:
                raise PictureError(f"`{name}: {value.strip()[:30]}` cannot be kept", _REMEDY)
        elif name.startswith(("data-", "aria-")):
            continue
        elif " " not in name and name not in _HARMLESS:
            raise PictureError(f"`{name}` on `<{tag}>` cannot be kept", _REMEDY)
        elif name.startswith("http://www.w3.org/1999/xlink"):
            raise PictureError("it refers to something outside itself", _REMEDY)
    return found


def _inherited(manner: _Manner, own: dict[str, str]) -> _Manner:
    fill = _colour(own["fill"]) if "fill" in own else manner.fill
    stroke = _colour(own["stroke"]) if "stroke" in own else manner.stroke
    width = number(own["stroke-width"]) if "stroke-width" in own else manner.stroke_width
    matrix = transform(own["transform"], manner.matrix) if "transform" in own else manner.matrix
    return _Manner(fill, stroke, width, matrix)


def _colour(value: str) -> str | None:
    if value == "none":
        return None
    try:
        channels = ImageColor.getrgb(value)
    except ValueError:
        raise PictureError(f"the color `{value[:30]}` is not a flat one", _REMEDY) from None
    if len(channels) == 4 and channels[3] != 255:
        raise PictureError(f"the color `{value[:30]}` lets others through", _REMEDY)
    return "#{:02X}{:02X}{:02X}".format(*channels[:3])
