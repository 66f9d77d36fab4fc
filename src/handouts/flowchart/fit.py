"""From a graph to the layout that suits an area best."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from handouts.flowchart.columns import layered
from handouts.flowchart.drafts import MOST_BENDS, Draft, drafted, untangled
from handouts.flowchart.graph import Area, Box, Graph, Layout, Measure, Route
from handouts.flowchart.grid import Placement
from handouts.flowchart.labels import CLEAR, TIGHT, Scene, placed
from handouts.flowchart.lanes import laned
from handouts.flowchart.lines import crossings, overlap
from handouts.flowchart.remembered import remembered
from handouts.flowchart.sizing import Frame, Gaps, drawn_lines, framed
from handouts.flowchart.topology import Topology, topology
from handouts.flowchart.wishes import Wishes, more_room, wishes

GAPS: Final = (Gaps(30, 27), Gaps(30, 24), Gaps(26, 22))
"""Gutters and channels, the roomiest first."""

_ROUNDS: Final = (*[CLEAR] * 4, *[TIGHT] * 3)
"""Room round labels, in as many rounds as room is made for those that found none."""


@remembered
def lay_out(graph: Graph, area: Area, measures: Sequence[Measure]) -> Layout:
    """Place a graph's boxes, edges and labels inside an area.

    ``measures`` are ways to set the boxes, the calmest first. The first layout without crossings
    that fits is taken: lanes before layers, calm boxes before tight ones, wide gaps before narrow
    ones; else, among equally calm ones, the one with the fewest crossings. When none fits the
    height, the lowest is returned: its height then exceeds the area's.

    Raises:
        ValueError: on a graph that contradicts itself, or an area that is too narrow for any layout.
    """
    job = _Job(graph, topology(graph), area, tuple(measures))
    lanes = _Drafts(job.plan, _lanes(graph, job.plan))
    layers = _Drafts(job.plan, layered(job.plan))
    for drafts in (lanes, layers):
        for number in range(len(measures)):
            layout = _fitting(job, drafts, number)
            if layout and (drafts is layers or not layout.crossings):
                return layout
    return _lowest(job, [*lanes.all(), *layers.all()])


def _lanes(graph: Graph, plan: Topology) -> Iterator[Placement]:
    placement = laned(graph, plan)
    if placement:
        yield placement


def _fitting(job: "_Job", drafts: "_Drafts", number: int) -> Layout | None:
    """The simplest layout that fits in one measure.

    Drafts with another number of columns are only tried while there is none without crossings.
    """
    best: Layout | None = None
    columns = 0
    for place, draft in enumerate(drafts.all()):
        if best and not _badness(best)[0] and draft.placement.columns != columns:
            break
        height = job.height(draft, number)
        if height is None or not job.fits(height):
            continue
        layout = job.drawn(drafts.untangled(place), number)
        if layout and job.fits(layout.height) and (not best or _badness(layout) < _badness(best)):
            best, columns = layout, draft.placement.columns
    return best


def _badness(layout: Layout) -> tuple[int, int]:
    """Crossings and roundabout edges, then corners."""
    corners = [len(route.points) - 2 for route in layout.routes]
    return layout.crossings + sum(n > MOST_BENDS for n in corners), sum(corners)


def _lowest(job: "_Job", drafts: list[Draft]) -> Layout:
    number = len(job.measures) - 1
    heights = [job.height(draft, number) for draft in drafts]
    known = [(height, i) for i, height in enumerate(heights) if height is not None]
    for _, i in sorted(known):
        layout = job.drawn(untangled(job.plan, drafts[i]), number)
        if layout:
            return layout
    raise ValueError("the area is too narrow for any layout")


@dataclass(slots=True)
class _Drafts:
    """Drafts of placements, made when they are first asked for."""

    plan: Topology
    placements: Iterator[Placement]
    made: list[Draft] = field(default_factory=list)
    clean: dict[int, Draft] = field(default_factory=dict)

    def all(self) -> Iterator[Draft]:
        yield from list(self.made)
        for placement in self.placements:
            draft = drafted(self.plan, placement)
            if draft:
                self.made.append(draft)
                yield draft

    def untangled(self, place: int) -> Draft:
        if place not in self.clean:
            self.clean[place] = untangled(self.plan, self.made[place])
        return self.clean[place]


@dataclass(frozen=True, slots=True)
class _Job:
    """What stays the same for all drafts."""

    graph: Graph
    plan: Topology
    area: Area
    measures: tuple[Measure, ...]

    def fits(self, height: float) -> bool:
        return self.area.height is None or height <= self.area.height + 0.01

    def height(self, draft: Draft, number: int) -> float | None:
        """About the least height of a draft; none when its columns would be too narrow."""
        frame = self._framed(draft, number, GAPS[-1], wishes(self.graph, draft.tracks))
        return frame.height if frame else None

    def _framed(self, draft: Draft, number: int, gaps: Gaps, wished: Wishes) -> Frame | None:
        measure = self.measures[number]
        return framed(self.graph, draft.placement, draft.tracks, self.area, gaps, wished, measure)

    def drawn(self, draft: Draft, number: int) -> Layout | None:
        """The draft in points, with the widest gaps that fit, else with the narrowest."""
        layout: Layout | None = None
        wished = wishes(self.graph, draft.tracks)
        for gaps in GAPS:
            frame = self._framed(draft, number, gaps, wished)
            if frame and (gaps is GAPS[-1] or self.fits(frame.height)):
                layout = self._labelled(draft, number, gaps, wished)
                if layout and self.fits(layout.height):
                    break
        return layout

    def _labelled(self, draft: Draft, number: int, gaps: Gaps, wished: Wishes) -> Layout | None:
        for clear in _ROUNDS:
            frame = self._framed(draft, number, gaps, wished)
            if frame is None:
                return None
            lines = drawn_lines(draft.tracks, frame, self.plan.edges)
            if overlap(lines, self.plan.nets):
                return None
            ends, zones = self.plan.edges, frame.zones
            scene = Scene(frame.width, frame.height, frame.boxes, lines, ends, zones, clear)
            labels, lost = placed(scene, [edge.label for edge in self.graph.edges])
            if not lost:
                return _layout(frame, scene, labels, number)
            wished = more_room(self.graph, draft.tracks, wished, lost)
        return None


def _layout(frame: Frame, scene: Scene, labels: tuple[Box | None, ...], number: int) -> Layout:
    routes = tuple(
        Route(tuple(line), label) for line, label in zip(scene.lines, labels, strict=True)
    )
    crossed = len(crossings(scene.lines))
    return Layout(frame.width, frame.height, frame.boxes, routes, crossed, number)
