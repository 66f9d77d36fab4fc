"""Right-angled lines: where they cross, meet and come near."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import Final

from handouts.flowchart.graph import Box, Point

Line = Sequence[Point]
Segment = tuple[Point, Point]

_TOUCH: Final = 0.5
"""Within half a line's width lines meet rather than cross."""
_NEAR: Final = 3.0
"""Lines so near each other would be taken for one: less than three times their width."""


def segments(line: Line) -> Iterator[Segment]:
    """The straight parts of a line."""
    return pairwise(line)


def bounds(segment: Segment) -> tuple[float, float, float, float]:
    """Least x, least y, greatest x, greatest y."""
    (ax, ay), (bx, by) = segment
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def apart(a: Box, b: Box, clear: float) -> bool:
    """Whether two boxes keep a distance."""
    return (
        a.x >= b.right + clear
        or b.x >= a.right + clear
        or a.y >= b.bottom + clear
        or b.y >= a.bottom + clear
    )


def crossings(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The pairs of lines that cross, once for each time; to fork or to merge is not to cross."""
    across, down = _sorted_out(lines)
    down.sort()
    places = [x for x, *_ in down]
    found: list[tuple[int, int]] = []
    for y, x0, x1, i in across:
        for x, y0, y1, j in down[bisect_right(places, x0 + _TOUCH) :]:
            if x >= x1 - _TOUCH:
                break
            if i != j and y0 + _TOUCH < y < y1 - _TOUCH:
                found.append((i, j) if i < j else (j, i))
    return sorted(found)


def crossed(line: Line, others: Sequence[Line]) -> list[list[float]]:
    """For each segment of a line along x, where it crosses others; none for one along y."""
    down = _sorted_out(others)[1]
    found: list[list[float]] = []
    for (ax, ay), (bx, by) in segments(line):
        x0, x1 = (min(ax, bx), max(ax, bx)) if ay == by else (ax, ax)
        inner = (
            x for x, y0, y1, _ in down
            if x0 + _TOUCH < x < x1 - _TOUCH and y0 + _TOUCH < ay < y1 - _TOUCH
        )  # fmt: skip
        found.append(sorted(inner))
    return found


_Flat = tuple[float, float, float, int]
"""Where a segment lies, its least and greatest place along that, and the number of its line."""


def _sorted_out(lines: Sequence[Line]) -> tuple[list[_Flat], list[_Flat]]:
    """The segments along x and those along y."""
    across: list[_Flat] = []
    down: list[_Flat] = []
    for number, line in enumerate(lines):
        ax, ay = line[0]
        for bx, by in line[1:]:
            if ay == by:
                across.append((ay, ax, bx, number) if ax < bx else (ay, bx, ax, number))
            else:
                down.append((ax, ay, by, number) if ay < by else (ax, by, ay, number))
            ax, ay = bx, by
    return across, down


def overlap(lines: Sequence[Line], nets: Sequence[int]) -> bool:
    """Whether lines of different nets touch, but for proper crossings."""
    across, down = (sorted(kind) for kind in _sorted_out(lines))
    return _together(across, nets) or _together(down, nets) or _touch(across, down, nets)


def _together(parallel: list[_Flat], nets: Sequence[int]) -> bool:
    """Whether two of some sorted parallel segments come near each other."""
    for number, (at, low, high, i) in enumerate(parallel):
        for other, start, end, j in islice(parallel, number + 1, None):
            if other >= at + _NEAR:
                break
            if start < high + _NEAR and low < end + _NEAR and nets[i] != nets[j]:
                return True
    return False


def _touch(across: list[_Flat], down: list[_Flat], nets: Sequence[int]) -> bool:
    """Whether the end of a segment comes near one that lies the other way."""
    places = [x for x, *_ in down]
    for y, x0, x1, i in across:
        for x, y0, y1, j in down[bisect_right(places, x0 - _NEAR) :]:
            if x >= x1 + _NEAR:
                break
            if y0 < y + _NEAR and y < y1 + _NEAR and nets[i] != nets[j]:
                inner = x0 + _TOUCH < x < x1 - _TOUCH and y0 + _TOUCH < y < y1 - _TOUCH
                if not inner:
                    return True
    return False


def until_met(line: Line, others: Sequence[Line]) -> list[Segment]:
    """The line from its start to where another one first joins it."""
    kept: list[Segment] = []
    for a, b in segments(line):
        met = [m for other in others for s in segments(other) if (m := _met((a, b), s)) is not None]
        if not met:
            kept.append((a, b))
            continue
        length = abs(b[0] - a[0]) + abs(b[1] - a[1])
        share = min(met) / length
        kept.append((a, (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)))
        break
    return kept


def _met(segment: Segment, other: Segment) -> float | None:
    """How far along a segment another one first touches it."""
    (ax, ay), (bx, by) = segment
    x0, y0, x1, y1 = bounds(other)
    sx0, sy0, sx1, sy1 = bounds(segment)
    if x0 > sx1 + _TOUCH or sx0 > x1 + _TOUCH or y0 > sy1 + _TOUCH or sy0 > y1 + _TOUCH:
        return None
    if ay == by:
        return max(0.0, x0 - ax if bx > ax else ax - x1)
    return max(0.0, y0 - ay if by > ay else ay - y1)
