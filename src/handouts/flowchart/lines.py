"""Right-angled lines: where they cross, meet and come near."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from handouts.flowchart.graph import Box, Point

Line = Sequence[Point]
Segment = tuple[Point, Point]

_TOUCH: Final = 0.5


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
    flat = _flat(lines)
    found: list[tuple[int, int]] = []
    for i, one in enumerate(flat):
        for j in range(i + 1, len(flat)):
            found += [(i, j) for a in one for b in flat[j] if _cross(a, b)]
    return found


def _flat(lines: Sequence[Line]) -> list[list["_Flat"]]:
    return [[(bounds(s), s[0][1] == s[1][1]) for s in segments(line)] for line in lines]


_Flat = tuple[tuple[float, float, float, float], bool]


def _cross(a: _Flat, b: _Flat) -> bool:
    if a[1] == b[1]:
        return False
    (x0, y, x1, _), (x, y0, _, y1) = (a[0], b[0]) if a[1] else (b[0], a[0])
    return x0 + _TOUCH < x < x1 - _TOUCH and y0 + _TOUCH < y < y1 - _TOUCH


def overlap(lines: Sequence[Line], nets: Sequence[int]) -> bool:
    """Whether lines of different nets touch, but for proper crossings."""
    flat = _flat(lines)
    for i, one in enumerate(flat):
        for j in range(i + 1, len(flat)):
            if nets[i] != nets[j] and any(_touch(a, b) for a in one for b in flat[j]):
                return True
    return False


def _touch(a: _Flat, b: _Flat) -> bool:
    (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = a[0], b[0]
    meet = ax0 < bx1 + 3 and bx0 < ax1 + 3 and ay0 < by1 + 3 and by0 < ay1 + 3
    return meet and not _cross(a, b)


def until_met(line: Line, others: Sequence[Line]) -> list[Segment]:
    """The line from its start to where another one first joins it."""
    kept: list[Segment] = []
    for a, b in segments(line):
        ways = [
            w for other in others for s in segments(other) if (w := _met((a, b), s)) is not None
        ]
        if not ways:
            kept.append((a, b))
            continue
        way = min(ways)
        length = abs(b[0] - a[0]) + abs(b[1] - a[1])
        share = way / length
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
