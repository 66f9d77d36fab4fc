"""A placement with ways and tracks: everything about a layout but its measures."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from handouts.flowchart.grid import Placement, Way
from handouts.flowchart.layering import Topology
from handouts.flowchart.nudging import Tracks, sketched, tracked
from handouts.flowchart.polylines import crossings
from handouts.flowchart.routing import rerouted, routed
from handouts.kept import kept

MOST_BENDS: Final = 6
"""An edge with more corners is hard to follow."""

_TRIES: Final = 16
"""So often edges are laid anew."""

_DETOUR: Final = 3
"""An edge of more straight parts might have a simpler way."""


@dataclass(frozen=True, slots=True)
class Draft:
    """How the edges run over a placement's grid; ``crossed`` are the pairs that cross."""

    placement: Placement
    ways: tuple[Way, ...]
    tracks: Tracks
    crossed: tuple[tuple[int, int], ...]

    @property
    def badness(self) -> tuple[int, int]:
        """Crossings and roundabout edges, then corners."""
        corners = [len(runs) - 1 for runs in self.tracks.runs]
        return len(self.crossed) + sum(n > MOST_BENDS for n in corners), sum(corners)


@kept(most=512)
def drafted(plan: Topology, placement: Placement) -> Draft | None:
    """Lay the edges; none where one finds no way."""
    ways = routed(plan, placement)
    return _draft(plan, placement, ways) if ways is not None else None


def _draft(plan: Topology, placement: Placement, ways: tuple[Way, ...]) -> Draft:
    tracks = tracked(ways, plan.nets)
    return Draft(placement, ways, tracks, tuple(crossings(sketched(tracks))))


@kept(most=512)
def untangled(plan: Topology, placement: Placement) -> Draft | None:
    """The same with edges that cross or bend often laid anew, as long as it helps."""
    draft = drafted(plan, placement)
    return _untangled(plan, draft) if draft else None


def _untangled(plan: Topology, draft: Draft) -> Draft:
    tried: list[tuple[int, ...]] = []
    known = {draft.ways}
    while len(tried) < _TRIES:
        again = next((o for o in _orders(plan, draft) if o not in tried), None)
        if again is None:
            break
        tried.append(again)
        ways = rerouted(plan, draft.placement, draft.ways, again)
        if ways is None or ways in known:
            continue
        known.add(ways)
        other = _draft(plan, draft.placement, ways)
        if other.badness < draft.badness:
            draft = other
    return draft


def _orders(plan: Topology, draft: Draft) -> Iterator[tuple[int, ...]]:
    """Edges to lay anew: one or both of a pair that crosses, and all from a node with a detour."""
    for a, b in draft.crossed:
        yield from ((a,), (b,), (a, b), (b, a))
    for number, runs in enumerate(draft.tracks.runs):
        if len(runs) > _DETOUR:
            source = plan.edges[number][0]
            others = tuple(i for i, (s, _) in enumerate(plan.edges) if s == source and i != number)
            yield (number, *others)
            yield (number, *others[::-1])
