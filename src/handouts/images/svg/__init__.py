"""SVG drawings as shapes and groups; what cannot be kept is refused by name, with its place.

Why there is a reader of our own stands in docs/decisions.md.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from handouts.drawings import Matrix, Part, Vector, bounds, shapes
from handouts.images.faults import PictureError
from handouts.images.remedies import AGAIN, EXPORT, PNG
from handouts.images.svg.elements import read_elements
from handouts.images.svg.lengths import Viewport, fitted, length, view_box
from handouts.images.svg.looks import PLAIN, handed_down
from handouts.images.svg.walking import State, Walk

__all__ = ["read_drawing"]

MOST_BYTES: Final = 1_000_000

_SIDES: Final = (1.0, 10_000.0)
"""A larger side outside of this is brought to 1,000, so that numbers keep their digits."""

_HAIR: Final = 1e-4
"""Of a side: two ratios that differ by less are one."""


def read_drawing(data: bytes) -> Vector:
    """The parts of a drawing.

    Raises:
        PictureError: when it holds what cannot be kept, or cannot be read.
    """
    if len(data) > MOST_BYTES:
        raise PictureError("the drawing has more than 1 MB", PNG)
    root = read_elements(data)
    if root.tag != "svg":
        raise PictureError(f"it is a `<{root.name}>`, no drawing", EXPORT)
    walk = Walk(root)
    own, attributes = walk.outermost(root)
    try:
        wide, high, matrix, viewport = _laid_out(attributes)
    except PictureError as fault:
        raise fault.at(root.place()) from None
    state = State(handed_down(PLAIN, own), matrix, viewport)
    parts = walk.drawing(root, own, state, (0.0, 0.0, wide, high))
    if not parts:
        raise PictureError("nothing is drawn in it", AGAIN)
    parts = tuple(part for part in parts if _reaches(part, wide, high))
    if not parts:
        raise PictureError("nothing is drawn within its `viewBox`", AGAIN)
    return Vector(wide, high, sha256(data).hexdigest(), parts)


def _laid_out(attributes: Mapping[str, str]) -> tuple[float, float, Matrix, Viewport]:
    """Width and height of the drawing, how it is laid into them, and what percentages are of."""
    box = view_box(attributes)
    sides = {n: length(v, None) for n in ("width", "height") if (v := _given(attributes, n))}
    if any(side <= 0 for side in sides.values()):
        raise PictureError("its `width` or `height` is nothing", AGAIN)
    if box is None:
        if len(sides) < 2:
            raise PictureError("it does not say how large it is", "Add a `viewBox` to it")
        box = (0.0, 0.0, sides["width"], sides["height"])
    wide, high = box[2:]
    if len(sides) == 2:
        # larger or smaller only: it is printed at a size of its own
        grown = sides["height"] * wide / sides["width"]
        high = high if abs(grown / high - 1) < _HAIR else grown
    side = max(wide, high)
    scale = 1.0 if _SIDES[0] <= side <= _SIDES[1] else 1000 / side
    wide, high = wide * scale, high * scale
    matrix = fitted(box, wide, high, attributes.get("preserveAspectRatio", ""))
    return wide, high, matrix, Viewport(box[2], box[3])


def _given(attributes: Mapping[str, str], name: str) -> str:
    """A side that is a length of its own; not one that follows from where it is placed."""
    value = attributes.get(name, "").strip()
    return "" if value.endswith("%") or value == "auto" else value


def _reaches(part: Part, wide: float, high: float) -> bool:
    """Whether some of it may be seen."""
    for shape in shapes((part,)):
        box = bounds(shape.steps)
        room = shape.stroke.width * shape.stroke.miter_limit if shape.stroke else 0.0
        if (
            box
            and -room < box[2]
            and -room < box[3]
            and box[0] < wide + room
            and box[1] < high + room
        ):
            return True
    return False
