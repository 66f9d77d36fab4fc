"""Crossing minimisation: columns for the nodes of every row, which makes placements of any graph."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import combinations, permutations
from typing import Final, NamedTuple

from handouts.flowchart.graph import Placement, Topology
from handouts.flowchart.layering import Rows, layerings
from handouts.kept import kept

_PROMISING: Final = 4
"""So many placements of each number of columns are routed, which is the dear part. 2 save 15 % of the
time, for a chart more that is split; 8 cost 15 %, for a quarter of the crossings."""

_SWEEPS: Final = 4
"""Down and up twice. 2 make charts a little higher; 8 change none, as all have settled before."""

_STARTS: Final = 4
"""In order, in reverse, shuffled twice. With 2 edges are 4 % longer, with one 7 %, and one or three
charts more are split; 8 cost 10 % of the time and save a third of the crossings."""

_CROSS: Final = 3.0
"""What a crossing costs, in columns of an edge's length. Halved or doubled: edges 1 % longer."""

_ROW: Final = 0.4
"""The cost of a row of an edge's length; a row is lower than a column is wide. It only tells layerings
apart, as the order within rows changes no edge's rows. Halved, no chart differs; doubled or left out,
one more is split."""

_BLOCKED: Final = 1.5
"""What it costs when a straight edge has a node in its way and must bend round it. Halved, a chart
more is split; doubled, two are and edges are 6 % longer, though fewer cross."""


def _anything(columns: int, rows: Rows) -> bool:
    del columns, rows
    return True


def layered_placements(
    plan: Topology,
    *,
    fold: bool,
    among: Collection[int] = (1, 2, 3, 4),
    fits: Callable[[int, Rows], bool] = _anything,
) -> Iterator[Placement]:
    """Placements with three, two and four columns, the most promising first, then folded ones.

    Only numbers of columns that are ``among`` these, and rows that can fit, are tried.
    """
    for columns in (
        3,
        2,
        4,
    ):  # three suit a portrait page; four leave boxes that are hardly wide enough
        if columns in among:
            rowings = [rows for rows in layerings(plan, columns) if fits(columns, rows)]
            yield from _best_orderings(plan, columns, rowings)[:_PROMISING]
    for columns, strips in ((2, 2), (1, 3), (1, 4), (1, 1)):
        if fold and columns * strips in among:
            yield fold_into(
                plan, _best_orderings(plan, columns, layerings(plan, columns))[0], strips
            )


def _best_orderings(plan: Topology, columns: int, rowings: Iterable[Rows]) -> list[Placement]:
    """The best arrangements of these rows, the cheapest first."""
    found: dict[Placement, float] = {}
    for rows in rowings:
        found.update(_orderings(plan, columns, rows))
    return sorted(found, key=lambda placement: found[placement])


@kept(most=512)
def _orderings(plan: Topology, columns: int, rows: Rows) -> dict[Placement, float]:
    """The best arrangements from several starts, and what they cost."""
    found: dict[Placement, float] = {}
    height = max(rows) + 1
    members = [[n for n in plan.order if rows[n] == r] for r in range(height)]
    generator = _Generator(7)
    place = _Ordering(plan, list(rows), columns)
    for start in range(_STARTS if columns > 1 else 1):
        place.column = _starting_columns(members, columns, plan, start, generator)
        place.sweep(members)
        cells = tuple(zip(_read_rightwards(plan, place.column, columns), rows, strict=True))
        found[Placement(columns, height, cells)] = place.cost()
    return found


def _read_rightwards(plan: Topology, column: list[int], columns: int) -> list[int]:
    """The same columns, or their mirror image: the first question with a choice has its answers in order.

    A reader looks for the first answer on the left.
    """
    for node in range(plan.count):
        places = [column[t] for t in plan.following(node)]
        against = sum((b < a) - (a < b) for a, b in combinations(places, 2))
        if against:
            return [columns - 1 - c for c in column] if against > 0 else column
    return column


def fold_into(plan: Topology, placement: Placement, strips: int) -> Placement:
    """A placement cut into strips that stand side by side, at rows that few edges pass."""
    passing = [0] * (placement.rows + 1)
    for source, target in plan.edges:
        low, high = sorted((placement.cells[source][1], placement.cells[target][1]))
        for row in range(low + 1, high + 1):
            passing[row] += 1
    length = -(-placement.rows // strips)
    cuts = [0]
    while len(cuts) < strips and cuts[-1] + length < placement.rows:
        first = max(placement.rows - (strips - len(cuts)) * (length + 1), cuts[-1] + 1)
        choices = range(max(first, cuts[-1] + length - 1), cuts[-1] + length + 2)
        cuts.append(
            min(
                choices, key=lambda r: (passing[min(r, placement.rows)], abs(r - cuts[-1] - length))
            )
        )
    cells = [_folded(cell, cuts, placement.columns) for cell in placement.cells]
    return Placement(placement.columns * len(cuts), max(r for _, r in cells) + 1, tuple(cells))


def _folded(cell: tuple[int, int], cuts: list[int], columns: int) -> tuple[int, int]:
    strip = max(i for i, cut in enumerate(cuts) if cut <= cell[1])
    return cell[0] + strip * columns, cell[1] - cuts[strip]


class _Generator:
    """Equal numbers on every machine and in every version (a linear congruence)."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def below(self, limit: int) -> int:
        self._state = (self._state * 1103515245 + 12345) % 2**31
        return (self._state >> 8) % limit

    def shuffled(self, values: Sequence[int]) -> list[int]:
        rest = list(values)
        return [rest.pop(self.below(len(rest))) for _ in values]


def _starting_columns(
    members: list[list[int]], columns: int, plan: Topology, start: int, generator: _Generator
) -> list[int]:
    """Starting columns: in the order of the walk, its reverse, and shuffled."""
    column = [0] * plan.count
    for row in members:
        ordered = [row, row[::-1]][start] if start < 2 else generator.shuffled(row)
        left = (columns - len(ordered)) // 2
        for place, node in enumerate(ordered):
            column[node] = left + place
    return column


class _Ordering:
    """Columns that are improved row by row."""

    def __init__(self, plan: Topology, rows: list[int], columns: int) -> None:
        self.columns = columns
        self.column: list[int] = []
        self._rows = rows
        self._edges = [_downwards(edge, rows) for edge in plan.edges]
        self._long = [
            [n for n in range(plan.count) if rows[s] < rows[n] < rows[t]] for s, t in self._edges
        ]
        self._pairs = [
            pair
            for i, one in enumerate(self._edges)
            for other in self._edges[i + 1 :]
            if (pair := _pair(one, other, rows))
        ]
        self._concerned: dict[tuple[int, ...], _Concerned] = {}

    def sweep(self, members: list[list[int]]) -> None:
        """Down and up, each row in its best arrangement while the others stay."""
        for number in range(_SWEEPS):
            before = list(self.column)
            for row in members if number % 2 == 0 else members[::-1]:
                self._arrange(row)
            if before == self.column:
                break

    def _arrange(self, row: list[int]) -> None:
        concerned = self._of(tuple(row))
        key = concerned.known_by(self.column)
        best = concerned.done.get(key)
        if best is None:
            best = concerned.done[key] = self._best(row, concerned)
        for node, place in zip(row, best, strict=True):
            self.column[node] = place

    def _best(self, row: list[int], concerned: "_Concerned") -> list[int]:
        best, least = [self.column[n] for n in row], self._cost(concerned)
        for places in permutations(range(self.columns), len(row)):
            for node, place in zip(row, places, strict=True):
                self.column[node] = place
            cost = self._cost(concerned, least)
            if cost < least - 1e-9:
                best, least = list(places), cost
        return best

    def _of(self, row: tuple[int, ...]) -> "_Concerned":
        """The edges and pairs of edges that depend on the places of a row's nodes."""
        if row not in self._concerned:
            touched = [i for i, (s, t) in enumerate(self._edges) if s in row or t in row]
            past = [i for i, nodes in enumerate(self._long) if i in touched or row[0] in nodes]
            pairs = [pair for pair in self._pairs if not set(row).isdisjoint(pair[:4])]
            self._concerned[row] = self._noted(touched, past, pairs)
        return self._concerned[row]

    def _noted(self, lengths: list[int], long: list[int], pairs: "list[_Pair]") -> "_Concerned":
        rows = self._rows
        spans = [self._edges[i] for i in lengths]
        fixed = sum(_ROW * (rows[t] - rows[s]) for s, t in spans)
        between = [(*self._edges[i], self._long[i]) for i in long if self._long[i]]
        ends = {n for pair in pairs for n in pair[:4]}
        nodes = ends.union(*spans, *(nodes for _, _, nodes in between))
        nodes.update(n for s, t, _ in between for n in (s, t))
        return _Concerned(spans, fixed, between, pairs, sorted(nodes), {})

    def cost(self) -> float:
        """Lengths, straight edges that are blocked, and crossings as the crow flies."""
        every = list(range(len(self._edges)))
        return self._cost(self._noted(every, every, self._pairs))

    def _cost(self, concerned: "_Concerned", limit: float = 1e9) -> float:
        column = self.column
        total = concerned.fixed
        for s, t in concerned.spans:
            total += abs(column[s] - column[t])
        for s, t, nodes in concerned.between:
            if column[s] == column[t] and any(column[n] == column[s] for n in nodes):
                total += _BLOCKED
        for i, j, k, n, p, q, r, u, v, w, x, y in concerned.pairs:
            if total >= limit:
                return total
            a, b, c, d = column[i], column[j], column[k], column[n]
            top, foot = a * p + b * q - c * r - d * u, a * v + b * w - c * x - d * y
            if top * foot < -1e-9:
                total += _CROSS
        return total


def _downwards(edge: tuple[int, int], rows: list[int]) -> tuple[int, int]:
    source, target = edge
    return (source, target) if rows[source] <= rows[target] else (target, source)


_Pair = tuple[int, int, int, int, float, float, float, float, float, float, float, float]
"""Two edges that pass the same rows: their four ends, then four weights for the top and four for the foot
of the shared rows. The ends' columns, weighted, give the distance of the two edges there, as the crow
flies. They cross when one edge is left of the other at the top and right of it at the foot.
"""


class _Concerned(NamedTuple):
    """What depends on the places of some nodes: edges by length, edges that pass nodes, pairs of edges.

    ``fixed`` is the part of the lengths that stays. ``nodes`` are all nodes involved, and ``done`` has
    the best arrangement for each set of their columns.
    """

    spans: list[tuple[int, int]]
    fixed: float
    between: list[tuple[int, int, list[int]]]
    pairs: list[_Pair]
    nodes: list[int]
    done: dict[tuple[int, ...], list[int]]

    def known_by(self, column: list[int]) -> tuple[int, ...]:
        return tuple([column[n] for n in self.nodes])


def _pair(one: tuple[int, int], other: tuple[int, int], rows: list[int]) -> _Pair | None:
    (s, t), (u, v) = one, other
    top, foot = max(rows[s], rows[u]), min(rows[t], rows[v])
    if top >= foot:
        return None
    above = (*_shares(rows[s], rows[t], top), *_shares(rows[u], rows[v], top))
    below = (*_shares(rows[s], rows[t], foot), *_shares(rows[u], rows[v], foot))
    return s, t, u, v, *above, *below


def _shares(start: int, end: int, row: int) -> tuple[float, float]:
    share = (row - start) / (end - start)
    return 1 - share, share
