"""Connectors of a chart that was split: pills that say where a way goes on or comes from.

The pages are known when all is paginated; until then a text holds ``{part:N}`` for each of them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from handouts.document import ChartEdge, ChartNode, Flowchart
from handouts.flowchart import Box as Place
from handouts.flowchart import Connector, Part
from handouts.pages import Area, Box, ChartGeometry, Item, TextRun
from handouts.style import Style
from handouts.typeset.lines.metrics import Metrics
from handouts.wording import conjunction

_PAGE: Final = re.compile(r"\{part:(\d+)\}")
_RESERVED: Final = "00"
"""Room for the number of a page."""

_SIDE: Final = 0.85
_HEIGHT: Final = 1.95
"""White at either side of the text, and the pill's height, in its type size."""

_LINE: Final = 0.9


def connector_node(connector: Connector, labels: Mapping[str, str]) -> ChartNode:
    """A node that is drawn as a pill: it names the boxes at its other ends, by their labels."""
    boxes = [labels[name] for name in connector.others]
    pages = [f"{{part:{part}}}" for part in connector.parts]
    way = "from" if connector.entry else "to"
    text = f"{way} {_named('box', 'es', boxes)}, {_named('page', 's', pages)}"
    return ChartNode(connector.id, "connector", "", text)


def part_chart(block: Flowchart, part: Part, number: int) -> Flowchart:
    """A part as a chart of its own; a first part begins with the start, another one with entries."""
    by_id = {node.id: node for node in block.nodes}
    own = [by_id[name] for name in part.nodes]
    labels = {node.id: node.label for node in block.nodes}
    entries = [connector_node(c, labels) for c in part.connectors if c.entry]
    exits = [connector_node(c, labels) for c in part.connectors if not c.entry]
    nodes = [*entries, *own, *exits] if number else [*own, *entries, *exits]
    edges = tuple(
        ChartEdge(e.source, e.target, "")
        if e.edge is None
        else replace(block.edges[e.edge], source=e.source, target=e.target)
        for e in part.edges
    )
    return replace(block, id=f"{block.id}/{number + 1}", nodes=tuple(nodes), edges=edges)


def _named(what: str, plural: str, names: Sequence[str]) -> str:
    return f"{what}{plural if names[1:] else ''} {conjunction(names)}"


def numbered(text: str, pages: Sequence[int]) -> str:
    """The text with the pages of the parts that it names."""
    return _PAGE.sub(lambda found: str(pages[int(found[1])]), text)


def numbered_item(item: Item, pages: Sequence[int], metrics: Metrics) -> Item:
    """An item with its pages filled in, its text still in the middle of its room."""
    if not (isinstance(item, TextRun) and _PAGE.search(item.text)):
        return item
    text = numbered(item.text, pages)
    spare = metrics.width(_reserved(item.text).rstrip(), item.face, item.size)
    spare -= metrics.width(text.rstrip(), item.face, item.size)
    return item._replace(text=text, x=item.x + spare / 2)


def numbered_geometry(chart: ChartGeometry, pages: Sequence[int]) -> ChartGeometry:
    """A chart's geometry with its pages filled in."""
    nodes = (node._replace(text=numbered(node.text, pages)) for node in chart.nodes)
    return replace(chart, nodes=tuple(nodes))


def _reserved(text: str) -> str:
    return _PAGE.sub(_RESERVED, text)


class ConnectorSetter:
    """One connector in one style; what names several boxes stands on two lines."""

    def __init__(self, node: ChartNode, style: Style, metrics: Metrics) -> None:
        self.node = node
        self._style = style
        self._metrics = metrics
        self._type = style.type["label"]
        self._lines = _lines(node.text)
        size = self._type.size
        self._wide = max(map(self._width, self._lines))
        self.width = self._wide + 2 * _SIDE * size
        self.narrowest = self.width
        self.shape = "pill"
        self.text = node.text

    def _width(self, line: str) -> float:
        return self._metrics.width(_reserved(line), self._type.face, self._type.size)

    def height(self, width: float) -> float:
        """Height of its pill at any width."""
        del width
        return _HEIGHT * self._type.size + (len(self._lines) - 1) * self._type.leading

    def drawn(self, place: Place) -> tuple[list[Item], Area]:
        """Its pill and text, and the rectangle that the text takes: x, y, width, height."""
        kind, ink = self._type, self._style.colours["ink"]
        cap = self._metrics.cap_height(kind.face, kind.size)
        under = (len(self._lines) - 1) * kind.leading
        baseline = place.y + (place.height - under + cap) / 2
        pill = Box(
            place.x + _LINE / 2,
            place.y + _LINE / 2,
            place.width - _LINE,
            place.height - _LINE,
            fill=self._style.colours["paper"],
            stroke=ink,
            stroke_width=_LINE,
            radius=(_HEIGHT * kind.size - _LINE) / 2,
        )
        runs = [
            TextRun(
                place.x + (place.width - self._width(line)) / 2,
                baseline + number * kind.leading,
                f"{line} ",
                kind.face,
                kind.size,
                ink,
            )
            for number, line in enumerate(self._lines)
        ]
        x = place.x + (place.width - self._wide) / 2
        top = baseline - self._metrics.ascent(kind.face, kind.size)
        foot = baseline + under + self._metrics.descent(kind.face, kind.size)
        return [pill, *runs], (x, top, self._wide, foot - top)


def _lines(text: str) -> tuple[str, ...]:
    boxes, comma, pages = text.rpartition(", ")
    return (f"{boxes},", pages) if comma and " boxes " in text else (text,)
