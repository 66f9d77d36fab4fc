"""Numbers and letters of a chart in the order in which its boxes are read on the page.

A document numbers the boxes in the order of the data. Where they stand is known when the chart is
set; then the chart and the list of its steps get their labels anew. The chart stays as it is, as
labels change no size.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handouts.characters import NO_BREAK
from handouts.document import ChartNode, Document, Flowchart, ListBlock, RichText, walk
from handouts.pages import Area, ChartGeometry
from handouts.typeset.flowchart.spine import REPEATED


def in_reading_order(document: Document, charts: Mapping[str, Sequence[ChartGeometry]]) -> Document:
    """The document with its decision labelled as its chart is read; itself if it is so already.

    ``charts`` are the geometries of the parts of each chart, by the chart's block.
    """
    labels: dict[str, str] = {}
    for block in walk((*document.body, *document.foot)):
        if isinstance(block, Flowchart) and block.id in charts:
            labels |= _labels(block, charts[block.id])
    if all(old == new for old, new in labels.items()):
        return document
    return document.with_each(Flowchart, lambda chart: _chart(chart, labels)).with_each(
        ListBlock, lambda steps: _steps(steps, labels)
    )


def _labels(chart: Flowchart, parts: Sequence[ChartGeometry]) -> dict[str, str]:
    """Old labels → new ones: no box is numbered before all those that lead to it."""
    places = _places(parts)
    ends = [node for node in chart.nodes if node.kind == "outcome"]
    lettered = sorted(ends, key=lambda node: places[node.id])
    numbered = _onwards(chart, places)
    new: dict[str, str] = {}
    for found in (numbered, lettered):
        old = [node.label for node in found]
        new |= zip(old, sorted(old, key=label_rank), strict=True)
    return new


def _places(parts: Sequence[ChartGeometry]) -> dict[str, tuple[int, int, float]]:
    """Part, row and x of every box."""
    places: dict[str, tuple[int, int, float]] = {}
    for number, part in enumerate(parts):
        row, bottom = 0, 0.0
        for node in sorted(part.nodes, key=lambda node: _middle(node.area)):
            if _middle(node.area) > bottom:
                row, bottom = row + 1, node.area[1] + node.area[3]
            if node.shape != "pill":  # of a result that is printed again, the first one
                name, _, _ = node.id.partition(REPEATED)
                places.setdefault(name, (number, row, node.area[0]))
    return places


def _middle(area: Area) -> float:
    return area[1] + area[3] / 2


def _onwards(chart: Flowchart, places: Mapping[str, tuple[int, int, float]]) -> list[ChartNode]:
    """Questions and steps as they are read, from the start on; ways back are passed over."""
    waiting = {node.id: node for node in chart.nodes if node.kind != "outcome"}
    order: list[ChartNode] = []
    while waiting:
        led_to = {e.target for e in chart.edges if e.source in waiting and e.source != e.target}
        ready = [name for name in waiting if name not in led_to] if order else [chart.nodes[0].id]
        following = min(ready or waiting, key=lambda name: places[name])
        order.append(waiting.pop(following))
    return order


def label_rank(label: str) -> tuple[bool, int, str]:
    """Numbers before letters, ``9`` before ``10`` and ``Z`` before ``AA``."""
    return not label.isdigit(), len(label), label


def _chart(chart: Flowchart, labels: Mapping[str, str]) -> Flowchart:
    nodes = (replace(node, label=labels.get(node.label, node.label)) for node in chart.nodes)
    return replace(chart, nodes=tuple(nodes))


def _steps(block: ListBlock, labels: Mapping[str, str]) -> ListBlock:
    """The list of the chart's steps, which has all its labels; another list as it is."""
    if {item.label for item in block.items} != set(labels):
        return block
    items = (
        replace(item, label=labels[item.label], text=_led(item.text, labels))
        for item in block.items
    )
    return replace(block, items=tuple(sorted(items, key=lambda item: label_rank(item.label))))


def _led(text: RichText, labels: Mapping[str, str]) -> RichText:
    """A step's text with the new labels of the steps that it leads to, as in `Yes: 4.`, put in."""
    runs = []
    for run in text:
        answer, space, label = run.text.rstrip(".").rpartition(NO_BREAK)
        leads = run.link is not None and space and label in labels
        runs.append(run.with_text(f"{answer}{space}{labels[label]}.") if leads else run)
    return tuple(runs)
