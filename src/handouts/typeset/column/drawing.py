"""A figure or mark, drawn from its own top left corner."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from handouts.pages import (
    Box,
    Hatch,
    Image,
    Item,
    Link,
    Path,
    PathStep,
    Region,
    Rule,
    Symbol,
    TextRun,
)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Items relative to (0, 0), and the size that they take; ``dump`` is a flowchart's geometry.

    ``part`` is the alternative text of one part of a chart that was split, ``crossings`` how often
    ways cross in it.
    """

    width: float
    height: float
    items: tuple[Item, ...]
    dump: Mapping[str, Any] | None = field(default=None)
    part: str = ""
    crossings: int = 0


def moved(item: Item, dx: float, dy: float) -> Item:
    """The item, shifted. Built anew field by field: `replace` costs three times as much."""
    match item:
        case TextRun(x, y, text, face, size, colour, block, run, tabular, tracking):
            return TextRun(x + dx, y + dy, text, face, size, colour, block, run, tabular, tracking)
        case Rule(x1, y1, x2, y2, width, colour, dash, block):
            return Rule(x1 + dx, y1 + dy, x2 + dx, y2 + dy, width, colour, dash, block)
        case Box(x, y, width, height, fill, stroke, line, radius, dash, block):
            return Box(x + dx, y + dy, width, height, fill, stroke, line, radius, dash, block)
        case Path(steps, fill, stroke, line, dash, block, clip):
            shifted = tuple(_moved_step(step, dx, dy) for step in steps)
            if clip is not None:
                clip = (clip[0] + dx, clip[1] + dy, *clip[2:])
            return Path(shifted, fill, stroke, line, dash, block, clip)
        case Hatch(x, y, width, height, colour, line, pitch, block):
            return Hatch(x + dx, y + dy, width, height, colour, line, pitch, block)
        case Link() | Region() | Image() | Symbol():
            return item._replace(x=item.x + dx, y=item.y + dy)


def owned(item: Item, leaf: str) -> Item:
    """The item as content of a leaf; built anew like a moved one."""
    match item:
        case TextRun(x, y, text, face, size, colour, _, run, tabular, tracking):
            return TextRun(x, y, text, face, size, colour, leaf, run, tabular, tracking)
        case Box(x, y, width, height, fill, stroke, line, radius, dash, _):
            return Box(x, y, width, height, fill, stroke, line, radius, dash, leaf)
        case Path(steps, fill, stroke, line, dash, _, clip):
            return Path(steps, fill, stroke, line, dash, leaf, clip)
        case _:
            return item._replace(block=leaf)


def _moved_step(step: PathStep, dx: float, dy: float) -> PathStep:
    kind, numbers = step
    return kind, tuple(n + (dy if i % 2 else dx) for i, n in enumerate(numbers))
