"""A figure or mark, drawn from its own top left corner."""

from dataclasses import dataclass

from handouts.pages import ChartGeometry, Item, Rule
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


def owned(item: Item, leaf: str) -> Item:
    """The item as content of a leaf."""
    return item._replace(block=leaf)


def _moved_step(step: PathStep, dx: float, dy: float) -> PathStep:
    kind, numbers = step
    return kind, tuple(n + (dy if i % 2 else dx) for i, n in enumerate(numbers))
