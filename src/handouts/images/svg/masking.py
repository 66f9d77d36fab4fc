"""Clips and masks as paths, or as what is light and dark."""

from itertools import combinations
from typing import Final

from handouts.drawings import Box, Clip, Group, Part, Shape, bounds, recoloured
from handouts.shapes import Colour

_WEIGHTS: Final = (0.2125, 0.7154, 0.0721)
"""Of red, green and blue, as they are written, in the light of a mask (CSS Masking 1, 7.10.1)."""


def joined_clip(parts: tuple[Part, ...]) -> Clip | Group:
    """All that lies in one of the shapes: as one outline where that says the same, else as a mask."""
    shapes = [part for part in parts if isinstance(part, Shape)]
    boxes = [box for shape in shapes if (box := bounds(shape.steps))]
    alike = len(shapes) == len(parts) and len({shape.even_odd for shape in shapes}) < 2
    if alike and all(_apart(*pair) for pair in combinations(boxes, 2)):
        steps = tuple(step for shape in shapes for step in shape.steps)
        return Clip(steps, even_odd=bool(shapes) and shapes[0].even_odd)
    return Group(parts)


def _apart(one: Box, other: Box) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def light(parts: tuple[Part, ...], *, by_alpha: bool, frame: Clip) -> Group:
    """A mask in greys: black lets nothing through."""
    change = _white if by_alpha else _luminous
    return Group(tuple(recoloured(part, change) for part in parts), clips=(frame,))


def _white(colour: Colour) -> Colour:
    del colour
    return "#FFFFFF"


def _luminous(colour: Colour) -> Colour:
    channels = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    value = round(sum(w * c for w, c in zip(_WEIGHTS, channels, strict=True)))
    return "#" + f"{min(value, 255):02X}" * 3
