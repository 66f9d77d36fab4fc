"""Widths of columns side by side: what each is to have, and what it needs at least."""

from collections.abc import Sequence
from typing import Final

_CLOSE: Final = 0.01
"""Points: widths are found to this precision, which nobody sees."""

Widths = Sequence[float]


def fitted(wanted: Widths, floors: Sequence[Widths], room: float) -> tuple[float, ...] | None:
    """The wanted widths, changed as little as the first floor asks for that there is room for.

    A column under its floor gets it; what this takes is taken from the others by what they have over
    theirs. ``None`` where there is room for no floor.
    """
    for floor in floors:
        if sum(floor) > room + _CLOSE:
            continue
        raised = [max(width, least) for width, least in zip(wanted, floor, strict=True)]
        excess = sum(raised) - room
        if excess <= 0.0:
            return tuple(raised)
        over = [width - least for width, least in zip(raised, floor, strict=True)]
        share = min(excess / sum(over), 1.0) if sum(over) else 0.0
        return tuple([width - share * spare for width, spare in zip(raised, over, strict=True)])
    return None


def levelled(whole: Widths, divided: Widths, room: float) -> tuple[float, ...] | None:
    """Widths up to a level that they share, so that only words wider than it are divided.

    ``whole`` is what each column needs for its words as they are, ``divided`` what it needs for their
    parts. ``None`` where there is no room even for these.
    """
    if sum(divided) > room + _CLOSE:
        return None
    low, high = 0.0, max(whole, default=0.0)
    while high - low > _CLOSE:
        level = (low + high) / 2
        if sum(_up_to(level, whole, divided)) > room:
            high = level
        else:
            low = level
    return tuple(_up_to(low, whole, divided))


def _up_to(level: float, whole: Widths, divided: Widths) -> list[float]:
    return [max(least, min(most, level)) for most, least in zip(whole, divided, strict=True)]
