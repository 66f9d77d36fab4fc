"""Lengths and page sizes. Every length in the package is in points (1/72 inch)."""

import re
from typing import Final

POINTS: Final = {"pt": 1.0, "in": 72.0, "mm": 72.0 / 25.4, "cm": 72.0 / 2.54, "px": 0.75}
"""A pixel is 1/96 inch, as in CSS: a picture of 1080 by 1350 pixels is 810 by 1012.5 points."""

PAGE_SIZES: Final = {
    "letter": (612.0, 792.0),
    "half-letter": (396.0, 612.0),
    "legal": (612.0, 1008.0),
    "tabloid": (792.0, 1224.0),
    "a3": (841.89, 1190.551),
    "a4": (595.276, 841.89),
    "a5": (419.528, 595.276),
    "poster": (1728.0, 2592.0),
    "phone": (810.0, 1012.5),
    "slide": (1440.0, 810.0),
}
"""Width and height of the named page sizes, upright but for the last: a poster of 24 by 36 inches, a picture
of 1080 by 1350 pixels for phones, and one of 1920 by 1080."""

_FLAP: Final = 3.0
"""Points by which the flap of a leaflet is narrower than a third, so that it lies flat, and the back wider."""

FOLDS: Final[dict[str, tuple[float, ...]]] = {
    "half": (0.0, 0.0),
    "letter-tri": (-_FLAP, _FLAP, 0.0),
    "tent": (),
    "none": (),
}
"""Ways to fold a page → how much wider each of its panels is than an equal share of the outside, from left to right."""

_LENGTH = re.compile(r"\s*(-?[0-9]+(?:\.[0-9]+)?)\s*(pt|in|mm|cm|px)?\s*")


def parse_length(text: str) -> float:
    """Read a length such as ``0.6in``, ``12mm``, ``1080px`` or ``9`` (points).

    Raises:
        ValueError: when the text is no length.
    """
    match = _LENGTH.fullmatch(text)
    if match is None:
        raise ValueError(f"`{text}` is not a length; write for example `0.6in`, `15mm` or `9pt`")
    return float(match[1]) * POINTS[match[2] or "pt"]


def page_size(size: str | tuple[str, ...], orientation: str | None) -> tuple[float, float]:
    """Width and height of a named size or of two lengths; as they are if nothing is said of orientation.

    Raises:
        ValueError: when one of the two is no length.
        KeyError: when no size has the name.
    """
    wide, high = PAGE_SIZES[size] if isinstance(size, str) else map(parse_length, size)
    match orientation:
        case "portrait":
            return min(wide, high), max(wide, high)
        case "landscape":
            return max(wide, high), min(wide, high)
        case _:
            return wide, high


def panel_widths(folds: str, width: float) -> tuple[float, ...]:
    """The widths of the panels of a page folded in one of the ways, from left to right on its outside.

    Raises:
        KeyError: when no way to fold has the name.
    """
    more = FOLDS[folds]
    return tuple(width / len(more) + points for points in more)
