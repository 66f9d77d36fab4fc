"""A figure or mark, drawn from its own top left corner."""

from collections.abc import Mapping
from typing import Any, Final

from handouts.frozen import dataclass
from handouts.pages import (
    Box,
    ChartGeometry,
    Hatch,
    Image,
    Item,
    Link,
    Region,
    Rule,
    Symbol,
    TextRun,
)
from handouts.shapes import Path, PathStep


@dataclass(frozen=True, slots=True)
class Drawing:
    """Items relative to (0, 0), and the size that they take; ``chart`` is a flowchart's geometry.

    ``part`` is the alternative text of one part of a chart that was split, ``crossings`` how often
    ways cross in it.
    """

    width: float
    height: float
    items: tuple[Item, ...]
    chart: ChartGeometry | None = None
    part: str = ""
    crossings: int = 0


def moved(item: Item, dx: float, dy: float) -> Item:
    """The item, shifted."""
    match item:
        case Rule():
            return item._replace(x1=item.x1 + dx, y1=item.y1 + dy, x2=item.x2 + dx, y2=item.y2 + dy)
        case Path():
            return item._replace(steps=tuple([_moved_step(step, dx, dy) for step in item.steps]))
        case _:
            return item._replace(x=item.x + dx, y=item.y + dy)


def enlarged(item: Item, times: float) -> Item:
    """The item so many times as large, and as far from the corner of its page."""
    changes: dict[str, Any] = {n: getattr(item, n) * times for n in _LENGTHS[type(item)]}
    if isinstance(item, Path):
        changes["steps"] = tuple([(kind, _times(numbers, times)) for kind, numbers in item.steps])
    if isinstance(item, Path | Box | Rule):
        changes["dash"] = _times(item.dash, times)
    larger: Item = item._replace(**changes)
    return larger


_AREA: Final = ("x", "y", "width", "height")

_LENGTHS: Final[Mapping[type, tuple[str, ...]]] = {
    TextRun: ("x", "y", "size", "tracking", "rise"),
    Rule: ("x1", "y1", "x2", "y2", "width"),
    Box: (*_AREA, "stroke_width", "radius"),
    Hatch: (*_AREA, "line", "pitch"),
    Path: ("stroke_width",),
    Image: _AREA,
    Symbol: _AREA,
    Link: _AREA,
    Region: _AREA,
}
"""The fields of each item that are lengths, in points."""


def _times(numbers: tuple[float, ...], times: float) -> tuple[float, ...]:
    return tuple([number * times for number in numbers])


def owned(item: Item, leaf: str) -> Item:
    """The item as content of a leaf."""
    return item._replace(block=leaf)


def _moved_step(step: PathStep, dx: float, dy: float) -> PathStep:
    kind, numbers = step
    return kind, tuple(n + (dy if i % 2 else dx) for i, n in enumerate(numbers))
