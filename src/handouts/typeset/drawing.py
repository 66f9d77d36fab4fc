"""A figure or mark, drawn from its own top left corner."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from handouts.pages import Box, Hatch, Item, Link, Path, PathStep, Region, Rule, TextRun


@dataclass(frozen=True, slots=True)
class Drawing:
    """Items relative to (0, 0), and the size that they take; ``dump`` is a flowchart's geometry."""

    width: float
    height: float
    items: tuple[Item, ...]
    dump: Mapping[str, Any] | None = field(default=None)


def moved(item: Item, dx: float, dy: float) -> Item:
    """The item, shifted."""
    match item:
        case TextRun() | Box() | Hatch() | Link() | Region():
            return replace(item, x=item.x + dx, y=item.y + dy)
        case Rule():
            return replace(item, x1=item.x1 + dx, y1=item.y1 + dy, x2=item.x2 + dx, y2=item.y2 + dy)
        case Path():
            return replace(item, steps=tuple(_moved_step(s, dx, dy) for s in item.steps))


def _moved_step(step: PathStep, dx: float, dy: float) -> PathStep:
    kind, numbers = step
    return kind, tuple(n + (dy if i % 2 else dx) for i, n in enumerate(numbers))
