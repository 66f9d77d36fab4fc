"""What stands on a strip, at its place on a page; kept by strip and place.

Much of one edition stands where it stood in the edition before it, and strips of equal text are one
object there (``flow``, ``table`` and ``frame`` keep them by value).
"""

from collections.abc import Callable, Iterator
from typing import Final

from handouts.pages import Item
from handouts.typeset.column.drawing import moved
from handouts.typeset.column.strips import PlacedLine, Strip
from handouts.typeset.lines.metrics import Metrics

_MOST: Final = 1_024

Text = Callable[[PlacedLine, float, float], Iterator[Item]]

_Key = tuple[int, int, float, float, Metrics]
_kept: dict[_Key, tuple[tuple[Item, ...], tuple[PlacedLine, ...], tuple[Item, ...]]] = {}
"""By identity: each entry holds what its numbers are of, so that nothing else can get them."""


def placed_items(
    strip: Strip, x: float, y: float, metrics: Metrics, text: Text
) -> tuple[Item, ...]:
    """The items of a strip whose corner is at (x, y); ``text`` makes those of a line."""
    items, lines = strip.items, strip.lines
    key = (id(items), id(lines), x, y, metrics)
    found = _kept.get(key)
    if found is None:
        if len(_kept) >= _MOST:
            _kept.clear()
        made = [moved(item, x, y) for item in items]
        for line in lines:
            made += text(line, x, y)
        found = _kept[key] = (items, lines, tuple(made))
    return found[2]
