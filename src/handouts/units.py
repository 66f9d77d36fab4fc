"""Lengths and page sizes. Every length in the package is in points (1/72 inch)."""

import re
from typing import Final

POINTS: Final = {"pt": 1.0, "in": 72.0, "mm": 72.0 / 25.4, "cm": 72.0 / 2.54}

PAGE_SIZES: Final = {
    "letter": (612.0, 792.0),
    "half-letter": (396.0, 612.0),
    "legal": (612.0, 1008.0),
    "tabloid": (792.0, 1224.0),
    "a4": (595.276, 841.89),
    "a5": (419.528, 595.276),
}
"""Portrait width and height of the named page sizes."""

_LENGTH = re.compile(r"\s*(-?[0-9]+(?:\.[0-9]+)?)\s*(pt|in|mm|cm)?\s*")


def parse_length(text: str) -> float:
    """Read a length such as ``0.6in``, ``12mm`` or ``9`` (points).

    Raises:
        ValueError: when the text is no length.
    """
    match = _LENGTH.fullmatch(text)
    if match is None:
        raise ValueError(f"`{text}` is not a length; write for example `0.6in`, `15mm` or `9pt`")
    return float(match[1]) * POINTS[match[2] or "pt"]
