"""A flowchart in one piece or, where no page holds it, in parts on a page each."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from handouts.document import ChartNode, Flowchart
from handouts.flowchart import Part, divide, splits
from handouts.typeset.column.drawing import Drawing
from handouts.typeset.column.frame import Frame
from handouts.typeset.flowchart.connectors import part_chart
from handouts.typeset.flowchart.drawing import (
    fitted_flowchart,
    graph_of,
    set_flowchart,
    set_spine,
)
from handouts.typeset.flowchart.numbering import label_rank
from handouts.typeset.flowchart.room import ChartRoom as ChartRoom
from handouts.typeset.flowchart.spine import divided, expanded
from handouts.wording import conjunction

_TRIES: Final = 6
"""Splits of a chart that are tried before it gets another part. With 3, charts are 1 % higher; 12
change none."""

_COMPARED: Final = 2
"""Fitting splits that are compared, while each has more crossings than can be borne. 1: a crossing more;
4: one fewer."""

_BEARABLE: Final = 16
"""Nodes for which one crossing can be borne. Halved, a crossing more; doubled, three fewer."""

_MOST: Final = 12
"""Parts of a chart: nobody could follow a chart with more."""

_ABREAST: Final = 3
"""No page has more nodes side by side than about this. It is a first guess of how many parts there are:
2 or 6 change no chart, as a part that is too high leads to one more."""

_GUTTERED: Final = 1.2
"""Width of a node with its share of the gutters, in widths of the node: part of the same guess."""


def set_charts(block: Flowchart, frame: Frame, room: ChartRoom) -> tuple[Drawing, ...]:
    """Set the chart: whole, else in smaller type, else in parts, each for a page of its own.

    The items of a part belong to its leaf, ``ID/1`` and so on. Where nothing helps, one drawing is
    too high.
    """
    if block.kind == "spine":
        return _set_spines(expanded(block), frame, room)
    if room.following is None:
        return (set_flowchart(block, frame, room.first),)
    whole = _whole(block, frame, room.first)
    if whole:
        return (whole,)
    return _split(block, frame, room) or (set_flowchart(block, frame, room.following),)


def _set_spines(tree: Flowchart, frame: Frame, room: ChartRoom) -> tuple[Drawing, ...]:
    """The tree whole, if it is low enough or may not go on; in smaller type if that helps; else in parts."""
    if room.following is None:
        return (set_spine(tree, frame, room.first),)
    smallest = frame.style.smallest / frame.style.type["node"].size
    factors = (1.0, (1 + smallest) / 2, smallest) if smallest < 1 else (1.0,)
    for trunk in (True, False):  # smaller type rather than no trunk
        for factor in factors:
            sized = frame if factor == 1 else replace(frame, style=frame.style.scaled(factor))
            drawing = set_spine(tree, sized, room.first, trunk=trunk)
            if drawing.height <= room.first:
                return (drawing,)
    parts = divided(tree, frame, (room.first, room.following))
    if len(parts) == 1:
        return (set_spine(tree, frame, room.following),)
    drawings = []
    for number, part in enumerate(parts):
        chart = part_chart(tree, part, number)
        drawing = set_spine(chart, frame, room.following if number else room.first)
        drawings.append(replace(drawing, part=_alternative(chart, number, parts)))
    return tuple(drawings)


def _split(block: Flowchart, frame: Frame, room: ChartRoom) -> tuple[Drawing, ...]:
    """The first parts that fit; where their edges cross too often, the best of the first few."""
    best: tuple[Drawing, ...] = ()
    fitting = 0
    for parts in _splits(block, frame, room):
        if best and len(parts) > len(best):
            break
        drawings = _drawings(block, parts, frame, room)
        if not drawings:
            continue
        fitting += 1
        if not best or _crossed(drawings) < _crossed(best):
            best = drawings
        if fitting == _COMPARED or _crossed(best) * _BEARABLE <= len(block.nodes):
            break
    return best


def _crossed(drawings: Sequence[Drawing]) -> int:
    return sum(drawing.crossings for drawing in drawings)


def _whole(block: Flowchart, frame: Frame, height: float) -> Drawing | None:
    """The chart in one piece: in type that is no smaller than it must be, else folded."""
    drawing = fitted_flowchart(block, frame, height, fold=False)
    smallest = frame.style.smallest / frame.style.type["node"].size
    if drawing is None and smallest < 1:
        drawing = _smaller(block, frame, height, smallest)
    return drawing or fitted_flowchart(block, frame, height)


def _smaller(block: Flowchart, frame: Frame, height: float, smallest: float) -> Drawing | None:
    def scaled(factor: float) -> Drawing | None:
        small = replace(frame, style=frame.style.scaled(factor))
        return fitted_flowchart(block, small, height, fold=False)

    least = scaled(smallest)
    return least and (scaled((1 + smallest) / 2) or least)


def _splits(block: Flowchart, frame: Frame, room: ChartRoom) -> Iterator[tuple[Part, ...]]:
    narrowest = graph_of(block, frame)[0].narrowest
    abreast = min(max(int(frame.width / (narrowest * _GUTTERED)), 1), _ABREAST)
    graph, sizes = graph_of(block, frame.narrowed(frame.width / abreast))
    total = sum(sizes) / abreast
    following = max(room.following or 0.0, 1.0)
    least = 1 + max(math.ceil((total - room.first) / following), 1)
    for count in range(least, min(_MOST, len(block.nodes) // 2) + 1):
        rooms = (room.first, *[following] * (count - 1))
        for split in islice(splits(graph, sizes, rooms), _TRIES):
            yield divide(graph, split)


def _drawings(
    block: Flowchart, parts: tuple[Part, ...], frame: Frame, room: ChartRoom
) -> tuple[Drawing, ...] | None:
    drawings: list[Drawing] = []
    for number, part in enumerate(parts):
        height = room.following if number else room.first
        chart = part_chart(block, part, number)
        drawing = fitted_flowchart(chart, frame, height, fold=False)
        if drawing is None:
            return None
        drawings.append(replace(drawing, part=_alternative(chart, number, parts)))
    return tuple(drawings)


def _alternative(chart: Flowchart, number: int, parts: tuple[Part, ...]) -> str:
    """The alternative text of a part: the numbers and letters of its steps."""
    steps = _listed("step", [n for n in chart.nodes if n.kind in ("question", "step")])
    ends = _listed("result", [n for n in chart.nodes if n.kind == "outcome"])
    others = sorted({p + 1 for c in parts[number].connectors if not c.entry for p in c.parts})
    ahead = f" It goes on in part {conjunction(others)}." if others else ""
    return (
        f"Decision flowchart, part {number + 1} of {len(parts)}: "
        f"{'; '.join(text for text in (steps, ends) if text)}.{ahead}"
    )


def _listed(what: str, nodes: Sequence[ChartNode]) -> str:
    if not nodes:
        return ""
    once = {node.label: node for node in nodes}.values()
    ordered = sorted(once, key=lambda node: label_rank(node.label))
    labels = (f"{node.label} ({node.meant})" if node.meant else node.label for node in ordered)
    return f"{what}{'s' if ordered[1:] else ''} {conjunction(labels)}"
