"""A placement with ways and tracks: everything about a layout but its measures."""

from dataclasses import dataclass
from typing import Final

from handouts.flowchart.grid import Placement, Way
from handouts.flowchart.lines import crossings
from handouts.flowchart.routing import rerouted, routed
from handouts.flowchart.topology import Topology
from handouts.flowchart.tracks import Tracks, sketched, tracked

_TRIES: Final = 16
"""So many edges that cross are laid anew."""


@dataclass(frozen=True, slots=True)
class Draft:
    """How the edges run over a placement's grid; ``crossed`` are the pairs that cross."""

    placement: Placement
    ways: tuple[Way, ...]
    tracks: Tracks
    crossed: tuple[tuple[int, int], ...]

    @property
    def bends(self) -> int:
        """Corners of all edges."""
        return sum(len(runs) - 1 for runs in self.tracks.runs)

    @property
    def merit(self) -> tuple[int, int]:
        """Crossings, then bends: the less the better."""
        return len(self.crossed), self.bends


def drafted(plan: Topology, placement: Placement) -> Draft | None:
    """Lay the edges; none where one finds no way."""
    ways = routed(plan, placement)
    return _draft(plan, placement, ways) if ways else None


def _draft(plan: Topology, placement: Placement, ways: tuple[Way, ...]) -> Draft:
    tracks = tracked(ways, plan.nets)
    return Draft(placement, ways, tracks, tuple(crossings(sketched(tracks))))


def untangled(plan: Topology, draft: Draft) -> Draft:
    """Lay edges that cross anew, one or both of a pair, as long as it helps."""
    tried: list[tuple[int, ...]] = []
    while len(tried) < _TRIES:
        orders = [o for a, b in draft.crossed for o in ((a,), (b,), (a, b), (b, a))]
        again = next((o for o in orders if o not in tried), None)
        if again is None:
            break
        tried.append(again)
        ways = rerouted(plan, draft.placement, draft.ways, again)
        other = _draft(plan, draft.placement, ways) if ways else None
        if other and other.merit < draft.merit:
            draft = other
    return draft
