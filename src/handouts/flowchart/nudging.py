"""Nudging: which of several lines in one gutter or channel, or at one side of a node, goes where.

Runs of one net that meet on a line are one strand. Strands that overlap are put in the order in which
their ends cross least, and get tracks next to each other, round the middle of the line.
"""

from dataclasses import field
from itertools import pairwise
from typing import Final

from handouts.flowchart.graph import Path, Vertex
from handouts.frozen import dataclass
from handouts.kept import kept

_AT_NODE: Final = 0.4
"""A run ends this far before the vertex of its node: less than half a step, so that a straight edge to the
next row has a length. Halved or doubled, no chart differs."""
_FINE: Final = 0.04
"""One track's distance from the next in the measure of the grid: 25 of them are narrower than a step."""
_NEAR: Final = 0.03
"""Strands nearer than this overlap: less than the distance of two tracks, or neighbours would overlap."""

AXIS_X, AXIS_Y = 0, 1


@dataclass(frozen=True, slots=True)
class Run:
    """A straight part of a path: along ``axis`` on ``line``, from one place to another."""

    axis: int
    line: int
    start: float
    end: float


@kept(most=4_096)
def runs(path: Path) -> tuple[Run, ...]:
    """The straight parts of a path; the first and the last end at their nodes' sides."""
    corners = [path[0]]
    corners += [b for a, b, c in zip(path, path[1:], path[2:], strict=False) if _turned(a, b, c)]
    corners.append(path[-1])
    found: list[Run] = []
    for number, (a, b) in enumerate(pairwise(corners)):
        axis = AXIS_X if a[1] == b[1] else AXIS_Y
        sign = 1 if b[axis] > a[axis] else -1
        start = a[axis] + (sign * _AT_NODE if number == 0 else 0)
        end = b[axis] - (sign * _AT_NODE if number == len(corners) - 2 else 0)
        found.append(Run(axis, a[1 - axis], start, end))
    return tuple(found)


def _turned(a: Vertex, b: Vertex, c: Vertex) -> bool:
    return (a[0] == b[0]) != (b[0] == c[0])


@dataclass(slots=True)
class Strand:
    """Runs of one net on one line; ``shift`` is its distance from the middle, in tracks."""

    axis: int
    line: int
    net: int
    pinned: bool = False
    members: list[tuple[int, int]] = field(default_factory=list)
    low: float = 0.0
    high: float = 0.0
    ends: list[tuple[float, int]] = field(default_factory=list)
    """Where a line joins from the side, and from which: -1 before it, 1 behind it."""
    shift: float = 0.0


@dataclass(slots=True)
class Tracks:
    """Every run's strand; ``counts`` is the number of tracks on each line."""

    runs: tuple[tuple[Run, ...], ...]
    strands: dict[tuple[int, int], Strand]
    counts: dict[tuple[int, int], int]


def assign_tracks(paths: tuple[Path, ...], nets: tuple[int, ...]) -> Tracks:
    """Give every run its track."""
    parts = tuple(runs(path) for path in paths)
    lines = _strands(parts, nets)
    owner = {member: s for strands in lines.values() for s in strands for member in s.members}
    tracks = Tracks(parts, owner, dict.fromkeys(lines, 1))
    several = {at: strands for at, strands in lines.items() if len(strands) > 1}
    # ports first (odd lines), then gutters and channels, twice: each moves the ends of the others
    for axis, odd in ((0, 1), (1, 0), (1, 1), (0, 0), (1, 0), (0, 0)):
        for (its_axis, line), strands in several.items():
            if its_axis == axis and line % 2 == odd:
                _measure(strands, tracks)
                tracks.counts[axis, line] = _shift(strands)
    return tracks


def grid_polylines(tracks: Tracks) -> list[list[tuple[float, float]]]:
    """The lines in the measure of the grid, where a step is 100."""
    found = []
    for edge, edge_runs in enumerate(tracks.runs):
        lies = [
            100 * (run.line + _FINE * tracks.strands[edge, i].shift)
            for i, run in enumerate(edge_runs)
        ]
        along = [100 * edge_runs[0].start, *lies[:-1]]
        points = [_point(r.axis, a, at) for r, a, at in zip(edge_runs, along, lies, strict=True)]
        points.append(_point(edge_runs[-1].axis, 100 * edge_runs[-1].end, lies[-1]))
        found.append(points)
    return found


def _point(axis: int, along: float, lies: float) -> tuple[float, float]:
    return (along, lies) if axis == AXIS_X else (lies, along)


def _strands(
    parts: tuple[tuple[Run, ...], ...], nets: tuple[int, ...]
) -> dict[tuple[int, int], list[Strand]]:
    """Runs that meet, by line; ``low`` and ``high`` are what they cover together."""
    lines: dict[tuple[int, int], list[Strand]] = {}
    for edge, edge_runs in enumerate(parts):
        for number, run in enumerate(edge_runs):
            strands = lines.setdefault((run.axis, run.line), [])
            low, high = min(run.start, run.end), max(run.start, run.end)
            new = Strand(run.axis, run.line, nets[edge], low=low, high=high)
            new.pinned = len(edge_runs) == 1
            new.members.append((edge, number))
            meeting = [s for s in strands if s.net == new.net and s.low <= high and low <= s.high]
            for old in meeting:
                strands.remove(old)
                new.members = old.members + new.members
                new.pinned = new.pinned or old.pinned
                new.low, new.high = min(new.low, old.low), max(new.high, old.high)
            strands.append(new)
    return dict(sorted(lines.items()))


def _measure(strands: list[Strand], tracks: Tracks) -> None:
    """Find the strands' extents and ends anew, as the lines across them lie now."""
    for strand in strands:
        strand.ends.clear()
        places: list[float] = []
        for edge, number in strand.members:
            edge_runs = tracks.runs[edge]
            run = edge_runs[number]
            for place, other, far in (
                (run.start, number - 1, "start"),
                (run.end, number + 1, "end"),
            ):
                if not 0 <= other < len(edge_runs):
                    places.append(place)
                    continue
                at = place + tracks.strands[edge, other].shift * _FINE
                aside = edge_runs[other].start if far == "start" else edge_runs[other].end
                strand.ends.append((at, 1 if aside > strand.line else -1))
                places.append(at)
        strand.low, strand.high = min(places), max(places)


def _shift(strands: list[Strand]) -> int:
    """Set the shifts of a line's strands; the greatest number of tracks side by side."""
    most = 0
    for group in _overlapping(strands):
        order = _best_order(group)
        places: list[int] = []
        for number, strand in enumerate(order):
            before = [places[i] for i in range(number) if _overlap(order[i], strand)]
            places.append(max(before, default=-1) + 1)
        count = max(places) + 1
        pinned = [p for s, p in zip(order, places, strict=True) if s.pinned]
        middle = pinned[0] if pinned else (count - 1) / 2
        for strand, place in zip(order, places, strict=True):
            strand.shift = 0.0 if strand.pinned else place - middle
        most = max(most, count)
    return most


def _overlap(a: Strand, b: Strand) -> bool:
    return a.low - _NEAR < b.high and b.low - _NEAR < a.high


def _overlapping(strands: list[Strand]) -> list[list[Strand]]:
    """Strands in groups that have nothing to do with each other."""
    groups: list[list[Strand]] = []
    reach = 0.0
    for strand in sorted(strands, key=lambda s: (s.low, s.high, s.net)):
        if groups and strand.low - _NEAR < reach:
            groups[-1].append(strand)
            reach = max(reach, strand.high)
        else:
            groups.append([strand])
            reach = strand.high
    return groups


def _best_order(group: list[Strand]) -> list[Strand]:
    if len(group) == 1:
        return group
    costs = [[_before(a, b) if a is not b else 0.0 for b in group] for a in group]
    order = sorted(range(len(group)), key=lambda i: (_pull(group[i]), i))
    # up to 120 orders; larger groups are so rare that 2 or 8 here change no chart
    best = _cheapest(order, costs) if len(group) <= 5 else _improved(order, costs)
    return [group[i] for i in best]


def _pull(strand: Strand) -> float:
    return sum(side for _, side in strand.ends) / max(len(strand.ends), 1)


def _cost(order: list[int], costs: list[list[float]]) -> float:
    total, done = 0.0, list[int]()
    for i in order:
        total += sum(costs[j][i] for j in done)
        done.append(i)
    return total


def _cheapest(order: list[int], costs: list[list[float]]) -> list[int]:
    """The first of the cheapest orders: a beginning that costs too much is not continued."""
    best, least = order, _cost(order, costs)

    def extend(done: list[int], rest: list[int], cost: float) -> None:
        nonlocal best, least
        if not rest:
            best, least = done, cost
            return
        for i in rest:
            more = cost + sum(costs[j][i] for j in done)
            if more < least - 1e-9:
                extend([*done, i], [j for j in rest if j != i], more)

    extend([], order, 0.0)
    return best


def _improved(order: list[int], costs: list[list[float]]) -> list[int]:
    """Move one strand at a time to where it costs least."""
    least = _cost(order, costs)
    for _ in range(4):  # the first round does it in all made charts
        before = least
        for moved in list(order):
            rest = [i for i in order if i != moved]
            for place in range(len(order)):
                other = [*rest[:place], moved, *rest[place:]]
                cost = _cost(other, costs)
                if cost < least - 1e-9:
                    order, least = other, cost
        if least == before:
            break
    return order


def _before(a: Strand, b: Strand) -> float:
    """What it costs to have ``a`` before ``b``: crossings, and lines on top of each other."""
    cost = 0.0
    for place, side in a.ends:
        if side > 0:
            cost += b.low + 0.01 < place < b.high - 0.01
            # lines on top of each other cannot be told apart, which is worse than a crossing
            cost += 3 * any(f < 0 and abs(q - place) < _NEAR for q, f in b.ends)
    for place, side in b.ends:
        if side < 0:
            cost += a.low + 0.01 < place < a.high - 0.01
    return cost
