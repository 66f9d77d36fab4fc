"""How much room the labels ask for, before and after they were tried."""

import math
from dataclasses import dataclass
from typing import Final

from handouts.flowchart.graph import Graph, Size
from handouts.flowchart.nudging import AXIS_X, AXIS_Y, Run, Tracks

LABEL_CLEAR: Final = 4.5
"""Above and below a label in a channel."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """Room for labels: height of their zone by channel, width by gutter.

    ``sides`` is room between the tracks of a gutter and the boxes before (-1) or behind it (1).
    """

    zones: dict[int, float]
    gutters: dict[int, float]
    sides: dict[tuple[int, int], float]


def wishes(graph: Graph, tracks: Tracks) -> Wishes:
    """The first room that each label will look for."""
    found = Wishes({}, {}, {})
    for edge, runs in zip(graph.edges, tracks.runs, strict=True):
        if edge.label is None:
            continue
        channel = _first_channel(runs)
        if channel is not None:
            zone = edge.label.height + 2 * LABEL_CLEAR
            found.zones[channel] = max(found.zones.get(channel, 0.0), zone)
        elif len(runs) == 1 and abs(runs[0].end - runs[0].start) < 2:
            gutter = round((runs[0].start + runs[0].end) / 2)
            width = edge.label.width + 12
            found.gutters[gutter] = max(found.gutters.get(gutter, 0.0), width)
    return found


def _first_channel(runs: tuple[Run, ...]) -> int | None:
    """The channel that the first run along y passes first, if it leads down."""
    run = next((r for r in runs if r.axis == AXIS_Y), None)
    if run is None or run.end < run.start:
        return None
    return next((line for line in _passed(run) if line % 2 == 0), None)


def _passed(run: Run) -> range:
    """The lines across a run that it touches."""
    low, high = sorted((run.start, run.end))
    return range(math.floor(low) + 1, math.floor(high) + 1)


def more_room(graph: Graph, tracks: Tracks, wished: Wishes, lost: list[int]) -> Wishes:
    """Wider gutters and higher channels where the lost labels' edges begin."""
    more = Wishes(dict(wished.zones), dict(wished.gutters), dict(wished.sides))
    for number in lost:
        label = graph.edges[number].label
        if label is not None:
            _widen(more, tracks.runs[number], label)
    return more


def _widen(more: Wishes, runs: tuple[Run, ...], label: Size) -> None:
    first = runs[0]
    if first.axis == AXIS_X:
        side = 1 if first.end > first.start else -1
        gutter = round(first.start + side * 0.6)
        wish = more.sides.get((gutter, -side), 0.0)
        more.sides[gutter, -side] = max(label.width + 8, wish and wish + 8)
        if first.line == 1:
            more.zones[0] = more.zones.get(0, 0.0) + label.height / 2
    for run in runs[:2]:
        if run.axis == AXIS_Y:
            channels = [line for line in _passed(run) if line % 2 == 0]
            for line in channels[:2] if run.end > run.start else channels[-2:]:
                more.zones[line] = more.zones.get(line, 0.0) + label.height
