"""Numbers, lengths and the box of a drawing (SVG 2, 8; CSS Values 3, 5)."""

import math
import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from handouts.drawings import Matrix
from handouts.images.faults import PictureError
from handouts.images.remedies import AGAIN

NUMBER: Final = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"

_LENGTH: Final = re.compile(rf"({NUMBER})([A-Za-z]*|%)")
_PIXELS: Final = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "Q": 96 / 101.6,
}
"""CSS pixels of a unit."""


class Viewport(NamedTuple):
    """What percentages are of."""

    width: float
    height: float

    @property
    def diagonal(self) -> float:
        """Of lengths that lie neither across nor down (SVG 2, 8.9)."""
        return math.hypot(self.width, self.height) / math.sqrt(2)


def number(text: str) -> float:
    """A plain number.

    Raises:
        PictureError: when it is none.
    """
    value = float(text) if re.fullmatch(NUMBER, text.strip()) else math.nan
    if not math.isfinite(value):
        raise PictureError(f"`{text[:30]}` is not a number of it", AGAIN)
    return value


def length(text: str, whole: float | None) -> float:
    """A length in pixels; percentages are of ``whole``, if there is any.

    Raises:
        PictureError: when it is none, or in units of a font.
    """
    match = _LENGTH.fullmatch(text.strip())
    value = float(match[1]) if match else math.nan
    if match is None or not math.isfinite(value):
        raise PictureError(f"`{text[:30]}` is not a number of it", AGAIN)
    if match[2] == "%" and whole is not None:
        return value / 100 * whole
    if match[2] not in _PIXELS:
        raise PictureError(f"`{text[:30]}` is no length that can be kept", AGAIN)
    return value * _PIXELS[match[2]]


def fraction(text: str) -> float:
    """A number from 0 to 1, or a percentage."""
    return min(max(length(text, 1.0), 0.0), 1.0)


def numbers(text: str) -> list[float]:
    """Numbers with spaces or commas between."""
    return [number(n) for n in re.split(r"\s*,\s*|\s+", text.strip())] if text.strip() else []


def view_box(attributes: Mapping[str, str]) -> tuple[float, float, float, float] | None:
    """The ``viewBox``, if there is one.

    Raises:
        PictureError: when it is no box.
    """
    if "viewBox" not in attributes:
        return None
    box = numbers(attributes["viewBox"])
    if len(box) != 4 or not (box[2] > 0 and box[3] > 0):
        raise PictureError("its `viewBox` is not four numbers of a box", AGAIN)
    return box[0], box[1], box[2], box[3]


_ALIGN: Final = re.compile(r"(?:defer\s+)?(none|x(Min|Mid|Max)Y(Min|Mid|Max))(?:\s+(meet|slice))?")
_SHARE: Final = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}


def fitted(
    box: tuple[float, float, float, float], width: float, height: float, ratio: str
) -> Matrix:
    """How a ``viewBox`` is laid into a box at the origin by ``preserveAspectRatio`` (SVG 2, 8.7).

    Raises:
        PictureError: when the ratio cannot be read.
    """
    match = _ALIGN.fullmatch(ratio.strip() or "xMidYMid")
    if match is None:
        raise PictureError(f"`preserveAspectRatio` cannot be `{ratio[:30]}`", AGAIN)
    left, top, wide, high = box
    across, down = width / wide, height / high
    if match[1] == "none":
        return (across, 0.0, 0.0, down, -left * across, -top * down)
    scale = max(across, down) if match[4] == "slice" else min(across, down)
    dx = (width - wide * scale) * _SHARE[match[2]] - left * scale
    dy = (height - high * scale) * _SHARE[match[3]] - top * scale
    return (scale, 0.0, 0.0, scale, dx, dy)
