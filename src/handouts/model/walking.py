"""A walk through a pruned decision, one answer after the other."""

from dataclasses import dataclass, replace

from handouts.model.decisions import Decision, DecisionEdge, Node, PrunedDecision


def numbering(decision: Decision, pruned: PrunedDecision) -> dict[str, str]:
    """Questions and steps numbered as they are met, outcomes lettered in the data's order."""
    met = [name for name, node in pruned.nodes if node.kind != "outcome"]
    shown = {name for name, _ in pruned.nodes}
    ends = [n for n, node in decision.nodes.items() if n in shown and node.kind == "outcome"]
    numbers = {name: str(i) for i, name in enumerate(met, 1)}
    return numbers | {name: _letter(i) for i, name in enumerate(ends)}


def _letter(place: int) -> str:
    """``A`` to ``Z``, then ``AA``, ``AB`` and so on."""
    over, last = divmod(place, 26)
    return (_letter(over - 1) if over else "") + chr(ord("A") + last)


@dataclass(frozen=True, slots=True)
class Walk:
    """Where somebody is; ``taken`` are the ways there, steps' own ways included."""

    pruned: PrunedDecision
    taken: tuple[DecisionEdge, ...] = ()

    @property
    def at(self) -> str:
        """The node that is reached."""
        return self.taken[-1].target if self.taken else self.pruned.start

    @property
    def node(self) -> Node:
        """Its record."""
        return dict(self.pruned.nodes)[self.at]

    @property
    def ways(self) -> tuple[DecisionEdge, ...]:
        """The ways on; none from an outcome."""
        return tuple(edge for edge in self.pruned.edges if edge.source == self.at)

    def onward(self, way: DecisionEdge) -> "Walk":
        """The walk with one more way."""
        return replace(self, taken=(*self.taken, way))

    def back(self) -> "Walk":
        """The walk at the question before, steps passed over; unchanged at the start."""
        taken = self.taken[:-1]
        while taken and not taken[-1].label:
            taken = taken[:-1]
        nodes = dict(self.pruned.nodes)
        while taken and nodes[taken[-1].target].kind == "step":
            taken = taken[:-1]
        return replace(self, taken=taken)


def chosen(typed: str, ways: tuple[DecisionEdge, ...]) -> DecisionEdge | None:
    """The way that was typed: its number, its label, or as much of a label as tells it apart."""
    folded = typed.strip().casefold()
    if folded.isdecimal():
        place = int(folded) - 1
        return ways[place] if 0 <= place < len(ways) else None
    exact = [way for way in ways if way.label.strip().casefold() == folded]
    begun = [way for way in ways if folded and way.label.strip().casefold().startswith(folded)]
    found = exact or begun
    return found[0] if len(found) == 1 else None
