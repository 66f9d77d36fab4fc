"""From a graph to the layout that suits an area best."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from handouts.flowchart.columns import layered
from handouts.flowchart.drafts import Draft, drafted, untangled
from handouts.flowchart.graph import Area, Box, Graph, Layout, Measure, Route
from handouts.flowchart.grid import Placement
from handouts.flowchart.labels import Scene, placed
from handouts.flowchart.lanes import laned
from handouts.flowchart.lines import crossings, overlap
from handouts.flowchart.sizing import Frame, Gaps, Wishes, drawn_lines, framed, wishes
from handouts.flowchart.topology import Topology, topology
from handouts.flowchart.tracks import AXIS_X, Tracks

GAPS: Final = (Gaps(30, 27), Gaps(30, 24), Gaps(26, 22))
"""Gutters and channels, the roomiest first."""

_ROUNDS: Final = 6
"""So often room is made for labels that found none."""


def lay_out(graph: Graph, area: Area, measure: Measure) -> Layout:
    """Place a graph's boxes, edges and labels inside an area.

    The first layout without crossings that fits is taken, lanes before layers and wide gaps before
    narrow ones; else the one with the fewest crossings. When none fits the height, the lowest is
    returned: its height then exceeds the area's.

    Raises:
        ValueError: on a graph that contradicts itself, or an area that is too narrow for any layout.
    """
    plan = topology(graph)
    job = _Job(graph, plan, area, measure)
    fitting: list[Layout] = []
    tall: list[tuple[float, int, Draft]] = []
    for placement in _placements(graph, plan):
        draft = drafted(plan, placement)
        height = job.height(draft) if draft else None
        if draft is None or height is None:
            continue
        if not job.fits(height):
            tall.append((height, len(tall), draft))
            continue
        layout = job.drawn(untangled(plan, draft))
        if layout:
            fitting.append(layout)
            if not layout.crossings:
                return layout
    if fitting:
        return min(fitting, key=_badness)
    return _lowest(job, tall)


def _badness(layout: Layout) -> tuple[int, int]:
    return layout.crossings, sum(len(route.points) for route in layout.routes)


def _lowest(job: "_Job", tall: list[tuple[float, int, Draft]]) -> Layout:
    for _, _, draft in sorted(tall, key=lambda entry: entry[:2]):
        layout = job.drawn(untangled(job.plan, draft))
        if layout:
            return layout
    raise ValueError("the area is too narrow for any layout")


def _placements(graph: Graph, plan: Topology) -> Iterator[Placement]:
    lanes = laned(graph, plan)
    if lanes:
        yield lanes
    yield from layered(plan)


@dataclass(frozen=True, slots=True)
class _Job:
    """What stays the same for all drafts."""

    graph: Graph
    plan: Topology
    area: Area
    measure: Measure

    def fits(self, height: float) -> bool:
        return self.area.height is None or height <= self.area.height + 0.01

    def height(self, draft: Draft) -> float | None:
        """About the least height of a draft; none when its columns would be too narrow."""
        frame = self._framed(draft, GAPS[-1], wishes(self.graph, draft.tracks))
        return frame.height if frame else None

    def _framed(self, draft: Draft, gaps: Gaps, wished: Wishes) -> Frame | None:
        return framed(
            self.graph, draft.placement, draft.tracks, self.area, gaps, wished, self.measure
        )

    def drawn(self, draft: Draft) -> Layout | None:
        """The draft in points, with the widest gaps that fit, else with the narrowest."""
        layout: Layout | None = None
        wished = wishes(self.graph, draft.tracks)
        for gaps in GAPS:
            frame = self._framed(draft, gaps, wished)
            if frame and (gaps is GAPS[-1] or self.fits(frame.height)):
                layout = self._labelled(draft, gaps, wished)
                if layout and self.fits(layout.height):
                    break
        return layout

    def _labelled(self, draft: Draft, gaps: Gaps, wished: Wishes) -> Layout | None:
        for _ in range(_ROUNDS):
            frame = self._framed(draft, gaps, wished)
            if frame is None:
                return None
            lines = drawn_lines(draft.tracks, frame, self.plan.edges)
            if overlap(lines, self.plan.nets):
                return None
            scene = Scene(
                frame.width, frame.height, frame.boxes, lines, self.plan.edges, frame.zones
            )
            labels, lost = placed(scene, [edge.label for edge in self.graph.edges])
            if not lost:
                return _layout(frame, scene, labels)
            wished = _more_room(self.graph, draft.tracks, wished, lost)
        return None


def _layout(frame: Frame, scene: Scene, labels: tuple[Box | None, ...]) -> Layout:
    routes = tuple(
        Route(tuple(line), label) for line, label in zip(scene.lines, labels, strict=True)
    )
    return Layout(frame.width, frame.height, frame.boxes, routes, len(crossings(scene.lines)))


def _more_room(graph: Graph, tracks: Tracks, wished: Wishes, lost: list[int]) -> Wishes:
    """Wider gutters and higher channels where the lost labels' edges begin."""
    zones, gutters, sides = dict(wished.zones), dict(wished.gutters), dict(wished.sides)
    for number in lost:
        label = graph.edges[number].label
        if label is None:
            continue
        first = tracks.runs[number][0]
        if first.axis == AXIS_X:
            side = 1 if first.end > first.start else -1
            gutter = round(first.start + side * 0.6)
            wish = sides.get((gutter, -side), 0.0)
            sides[gutter, -side] = max(label.width + 8, wish and wish + 8)
        for run in tracks.runs[number][:2]:
            if run.axis == AXIS_X:
                continue
            for line in range(math.ceil(min(run.start, run.end)), int(max(run.start, run.end)) + 1):
                if line % 2 == 0:
                    zones[line] = zones.get(line, 0.0) + label.height
    return Wishes(zones, gutters, sides)
