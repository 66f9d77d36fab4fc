"""Fitting: from a graph to the layout that suits an area best."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Final

from handouts.flowchart.coordinates import (
    TRACK,
    WIDEST,
    Coordinates,
    Gaps,
    assign_coordinates,
    edge_polylines,
    least_height,
)
from handouts.flowchart.graph import Area, Box, Graph, Layout, Measure, Placement, Route, Topology
from handouts.flowchart.labels import (
    CLEAR,
    TIGHT,
    LabelSpace,
    Scene,
    label_space,
    more_label_space,
    place_labels,
)
from handouts.flowchart.layering import lane_placement, topology
from handouts.flowchart.ordering import layered_placements
from handouts.flowchart.polylines import crossings, overlap
from handouts.flowchart.routing import MOST_BENDS, Routing, reroute_edges, route_edges
from handouts.frozen import dataclass

GAPS: Final = (Gaps(30, 27), Gaps(30, 24), Gaps(26, 22))
"""Gutters and channels, the roomiest first. With the roomiest alone eight charts more are split of 84;
with the tightest alone all are 3 % lower, and tight without need."""

_CALM: Final = 1
"""A layout with so many corners per edge is simple enough. 0 costs 15 % of the time for 1 % of corners."""

_TOLERANT: Final = 12
"""A chart may have one crossing for so many nodes. Halved, free charts have a quarter more crossings;
doubled, half of them go, but charts are 2 % higher."""

_HOPE: Final = 4
"""Rerouting seldom saves a layout with so many more crossings and roundabout edges than the best. Halved,
two crossings more; doubled, one."""

_UNTANGLED: Final = 2 * TRACK
"""Rerouting may make a layout so much lower: two tracks fewer in a channel. With one or four no chart
differs."""

_COLUMNS: Final = (1, 2, 3, 4)
"""Numbers of columns of layered placements. Boxes in five would be narrower than their words."""

_ROUNDS: Final = (*[CLEAR] * 4, *[TIGHT] * 3)
"""Room round labels in each round in which room is made for labels that found none. With one round a chart
more is split; with four no chart differs."""


class NarrowAreaError(ValueError):
    """No layout of a graph has room in the width of its area."""


def lay_out(graph: Graph, area: Area, measures: Sequence[Measure]) -> Layout:
    """Place a graph's boxes, edges and labels inside an area, as ``fit`` does.

    When no layout fits the height, the lowest is returned: its height then exceeds the area's.

    Raises:
        ValueError: on a graph that contradicts itself.
        NarrowAreaError: when the area is too narrow for any layout.
    """
    job = _Job.of(graph, area, measures)
    return job.fit() or _lowest(job)


def fit(
    graph: Graph, area: Area, measures: Sequence[Measure], *, fold: bool = True
) -> Layout | None:
    """A layout that fits its area, if there is one; with ``fold`` also one in strips side by side.

    ``measures`` are ways to set the boxes, the calmest first. The first layout without crossings
    that fits is taken: lanes before layers, calm boxes before tight ones, wide gaps before narrow
    ones; else, among equally calm ones, the one with the fewest crossings.

    Raises:
        ValueError: on a graph that contradicts itself.
    """
    return _Job.of(graph, area, measures, fold=fold).fit()


def _may_fit(graph: Graph, area: Area, measure: Measure, columns: int) -> bool:
    """Whether the boxes fit so many columns at all, whatever their order."""
    if area.height is None:
        return True
    width = min((area.width - (columns - 1) * GAPS[-1].gutter) / columns, WIDEST)
    boxes = sum(measure(n.id, min(n.width or width, width)) for n in graph.nodes) / columns
    gaps = (math.ceil(len(graph.nodes) / columns) - 1) * GAPS[-1].channel
    return boxes + gaps <= area.height


def _within(height: float, area: Area) -> bool:
    return area.height is None or height <= area.height + 0.01


def _lanes(graph: Graph, plan: Topology) -> Iterator[Placement]:
    placement = lane_placement(graph, plan)
    if placement:
        yield placement


def _simplest(job: "_Job", placements: "_Placements", number: int) -> Layout | None:
    """The simplest layout that fits in one measure.

    The search ends at the first that is simple enough; placements with another number of columns
    are only tried while each has more crossings than can be borne.
    """
    best: Layout | None = None
    columns = 0
    for placement in placements:
        if best and _badness(best)[0] <= job.tolerance and placement.columns != columns:
            break
        layout = _layout_if_better(job, placement, number, best)
        if layout and (not best or _badness(layout) < _badness(best)):
            best, columns = layout, placement.columns
            if _badness(layout) <= (0, _CALM * len(layout.routes)):
                break
    return best


def _layout_if_better(
    job: "_Job", placement: Placement, number: int, best: Layout | None
) -> Layout | None:
    """A placement's layout if it fits and beats ``best``; given up as soon as it cannot."""
    if not job.may_fit(placement, number):
        return None
    first = route_edges(job.plan, placement)
    if best and first and first.badness[0] > _badness(best)[0] + _HOPE:
        return None
    clean = reroute_edges(job.plan, placement)
    layout = job.draw(clean, number) if clean else None
    return layout if layout and job.fits(layout.height) else None


def _badness(layout: Layout) -> tuple[int, int]:
    """Crossings and roundabout edges, then corners."""
    corners = [len(route.points) - 2 for route in layout.routes]
    return layout.crossings + sum(n > MOST_BENDS for n in corners), sum(corners)


def _lowest(job: "_Job") -> Layout:
    number = len(job.measures) - 1
    known: list[tuple[float, int, Placement]] = []
    for placement in (*job.lanes, *layered_placements(job.plan, fold=True)):
        routing = route_edges(job.plan, placement)
        height = job.height(routing, number) if routing else None
        if height is not None:
            known.append((height, len(known), placement))
    for _, _, placement in sorted(known, key=lambda k: k[:2]):
        routing = reroute_edges(job.plan, placement)
        layout = job.draw(routing, number) if routing else None
        if layout:
            return layout
    raise NarrowAreaError("the area is too narrow for any layout")


@dataclass(slots=True)
class _Placements:
    """Placements, made when they are first asked for."""

    coming: Iterator[Placement]
    made: list[Placement] = field(default_factory=list)

    def __iter__(self) -> Iterator[Placement]:
        yield from list(self.made)
        for placement in self.coming:
            self.made.append(placement)
            yield placement


@dataclass(frozen=True, slots=True)
class _Job:
    """What stays the same for all placements."""

    graph: Graph
    plan: Topology
    area: Area
    measures: tuple[Measure, ...]
    lanes: _Placements
    layers: _Placements

    @property
    def tolerance(self) -> int:
        """Up to so many crossings, no other number of columns is tried; none are borne in a tree."""
        merges = len(self.graph.edges) - len(self.graph.nodes) + 1
        return min(len(self.graph.nodes) // _TOLERANT, max(merges, 0))

    @classmethod
    def of(
        cls, graph: Graph, area: Area, measures: Sequence[Measure], *, fold: bool = True
    ) -> "_Job":
        plan = topology(graph)
        among = [n for n in _COLUMNS if _may_fit(graph, area, measures[-1], n)]

        def fits(columns: int, rows: Sequence[int]) -> bool:
            if area.height is None:
                return True
            least = least_height(graph, columns, rows, area.width, GAPS[-1], measures[-1])
            return least is not None and _within(least, area)

        layers = _Placements(layered_placements(plan, fold=fold, among=among, fits=fits))
        lanes = _Placements(_lanes(graph, plan))
        return cls(graph, plan, area, tuple(measures), lanes, layers)

    def fit(self) -> Layout | None:
        """The best layout; tight boxes are tried too if calm ones have more crossings than are borne."""
        best: Layout | None = None
        for placements in (self.lanes, self.layers):
            for number in range(len(self.measures)):
                layout = _simplest(self, placements, number)
                if not layout or (placements is self.lanes and layout.crossings):
                    continue
                if not best or _badness(layout) < _badness(best):
                    best = layout
                if self.area.height is None or _badness(best)[0] <= self.tolerance:
                    return best
        return best

    def least(self, placement: Placement, number: int) -> float | None:
        """Less than the height of any routing; none when its columns would be too narrow."""
        measure, rows = self.measures[number], [row for _, row in placement.cells]
        columns, width = placement.columns, self.area.width
        return least_height(
            self.graph, columns, rows, width, GAPS[-1], measure, wide=placement.wide
        )

    def may_fit(self, placement: Placement, number: int) -> bool:
        """Whether there is room for a placement's rows, then for its edges as first laid."""
        if self.area.height is None:
            return True
        least = self.least(placement, number)
        if least is None or not self.fits(least):
            return False
        routing = route_edges(self.plan, placement)
        height = self.height(routing, number) if routing else None
        return height is not None and self.fits(height - _UNTANGLED)

    def fits(self, height: float) -> bool:
        return _within(height, self.area)

    def height(self, routing: Routing, number: int) -> float | None:
        """About the least height of a routing; none when its columns would be too narrow."""
        coordinates = self._coordinates(
            routing, number, GAPS[-1], label_space(self.graph, routing.tracks)
        )
        return coordinates.height if coordinates else None

    def _coordinates(
        self, routing: Routing, number: int, gaps: Gaps, space: LabelSpace
    ) -> Coordinates | None:
        measure = self.measures[number]
        return assign_coordinates(
            self.graph, routing.placement, routing.tracks, self.area, gaps, space, measure
        )

    def draw(self, routing: Routing, number: int) -> Layout | None:
        """The routing in points, with the widest gaps that fit, else with the narrowest."""
        layout: Layout | None = None
        space = label_space(self.graph, routing.tracks)
        for gaps in GAPS:
            coordinates = self._coordinates(routing, number, gaps, space)
            if coordinates and (gaps is GAPS[-1] or self.fits(coordinates.height)):
                layout = self._label(routing, number, gaps, space, coordinates)
                if layout and self.fits(layout.height):
                    break
        return layout

    def _label(
        self, routing: Routing, number: int, gaps: Gaps, space: LabelSpace, first: Coordinates
    ) -> Layout | None:
        coordinates: Coordinates | None = first
        for clear in _ROUNDS:
            if coordinates is None:
                return None
            lines = edge_polylines(self.graph, routing.tracks, coordinates, self.plan.edges)
            if overlap(lines, self.plan.nets):
                return None
            ends, zones = self.plan.edges, coordinates.zones
            scene = Scene(
                coordinates.width, coordinates.height, coordinates.boxes, lines, ends, zones, clear
            )
            labels, lost = place_labels(scene, tuple(edge.label for edge in self.graph.edges))
            if not lost:
                return _layout(coordinates, scene, labels, number)
            space = more_label_space(self.graph, routing.tracks, space, lost)
            coordinates = self._coordinates(routing, number, gaps, space)
        return None


def _layout(
    coordinates: Coordinates, scene: Scene, labels: tuple[Box | None, ...], number: int
) -> Layout:
    routes = tuple(
        Route(tuple(line), label) for line, label in zip(scene.lines, labels, strict=True)
    )
    crossed = len(crossings(scene.lines))
    return Layout(coordinates.width, coordinates.height, coordinates.boxes, routes, crossed, number)
