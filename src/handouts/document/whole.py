"""One edition, composed."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from typing import NamedTuple

from handouts.canonical import UNCOUNTED
from handouts.diagnostics import Diagnostic, Span
from handouts.document.blocks import Block
from handouts.document.figures import Figure, Flowchart
from handouts.document.reading import K, changed, walk
from handouts.document.running import RunningText
from handouts.document.sources import SourceList, cited_in
from handouts.document.text import Origin
from handouts.frozen import dataclass


class Place(NamedTuple):
    """Where a column of text stands, in points from the left edge of its page, which is counted from 1.

    ``left`` is that of the text; ``start`` and ``end`` are the edges of the panel, or of the whole page.
    """

    page: int
    left: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class PageFormat:
    """Size and margins of every page, in points of the page as it is set, before it is enlarged."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    mirrored: bool = False
    """Whether even pages have their left and right margins exchanged, for printing on both sides."""
    copies: int = 1
    """How many stand side by side on one sheet; all but the first are artifacts."""
    scale: float = 1.0
    """How many times as large as it is set a page is printed."""
    bleed: float | None = None
    """How far over the edge of the page what bleeds is drawn, to be cut off; none: it ends before the edge."""
    panels: tuple[float, ...] = ()
    """The widths of the panels of a folded sheet, from left to right on its outside; its inside mirrors them."""
    tent: bool = False
    """Whether the page stands twice on its sheet, head to head, which is folded between; the copy is an artifact."""

    def left_on(self, number: int) -> float:
        """The left margin of a page; the first is 1."""
        return self.right if self.mirrored and number % 2 == 0 else self.left

    @property
    def measure(self) -> float:
        """The width of the text: on a folded sheet that of the narrowest panel, so that all lines are as long."""
        return (min(self.panels) if self.panels else self.width) - self.left - self.right

    @property
    def columns(self) -> int | None:
        """How many columns there are: the panels of both sides; as many as it takes where nothing is folded."""
        return 2 * len(self.panels) or None

    def place(self, number: int) -> Place:
        """The place of a column; the first is 1.

        A leaflet is read as it is opened: the front, which is at the right of the outside, what folds in beside
        it, the inside from left to right, and last the back, which lies left of the front.
        """
        if not self.panels:
            return Place(number, self.left_on(number), 0.0, self.width)
        front, inside = len(self.panels) - 1, range(len(self.panels))
        order = ((1, front), *((1, n) for n in range(front - 1)), *((2, n) for n in inside))
        page, panel = (*order, (1, front - 1))[number - 1]
        widths = self.panels if page == 1 else self.panels[::-1]
        start = sum(widths[:panel])
        spare = widths[panel] - min(self.panels)
        return Place(page, start + self.left + spare / 2, start, start + widths[panel])


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One edition, composed. ``foot`` blocks stand at the foot of the last page."""

    title: str
    label: str = ""
    """What the contents of a packet call it."""
    language: str
    publisher: str
    subject: str
    date: str
    """The printed date, ISO 8601; also the date in the metadata."""
    page: PageFormat
    style: str
    pages: int | None
    """The most pages that it may have; ``None`` for any number."""
    at_most: int | None = None
    """The most pages if ``pages`` are too few whatever is done."""
    keep_type: bool = False
    """Whether there are more pages sooner than smaller type."""
    smallest: float | None
    smallest_span: Span | None = field(default=None, compare=False, metadata=UNCOUNTED)
    span: Span | None = field(compare=False, metadata=UNCOUNTED)
    header: RunningText
    footer: RunningText
    body: tuple[Block, ...]
    foot: tuple[Block, ...] = ()
    warnings: tuple[Diagnostic, ...] = field(default=(), compare=False, metadata=UNCOUNTED)
    """Warnings from composing it."""

    @property
    def expires(self) -> dt.date | None:
        """The last day on which all facts that it prints hold."""
        days = (block.expires for block in walk((*self.body, *self.foot)))
        return min((day for day in days if day), default=None)

    @property
    def origins(self) -> Iterator[Origin]:
        """What it prints of the data, in reading order; what is printed twice comes twice."""
        yield from self.header.origins
        for block in walk((*self.body, *self.foot)):
            yield from block.origins
        yield from self.footer.origins

    def without(self, dropped: frozenset[str]) -> "Document":
        """The document without the blocks of these ids, and without sources that only they cite."""
        if not dropped:
            return self
        body, foot = _without(self.body, dropped), _without(self.foot, dropped)
        left = tuple(walk((*body, *foot)))
        return replace(self, body=body, foot=foot).with_each(
            SourceList, lambda listed: listed.having(cited_in(listed.entries, left))
        )

    def split(self, parts: Mapping[str, tuple[str, ...]]) -> "Document":
        """The document with the parts of charts that were split over pages, by the chart's id."""
        if not parts:
            return self
        return self.with_each(Flowchart, lambda b: replace(b, parts=parts.get(b.id, b.parts)))

    def told(self) -> "Document":
        """The document as it is printed, with what of each figure nothing else tells in its own words."""
        blocks = tuple(walk((*self.body, *self.foot)))
        if not any(isinstance(block, Figure) and block.shows for block in blocks):
            return self
        elsewhere = {one for block in blocks for one in block.tells}
        return self.with_each(Figure, lambda figure: figure.told(elsewhere))

    def with_each(self, kind: type[K], change: Callable[[K], Block]) -> "Document":
        """The document with each block of a kind changed."""
        body, foot = (changed(blocks, kind, change) for blocks in (self.body, self.foot))
        return replace(self, body=body, foot=foot)


def _without(blocks: tuple[Block, ...], dropped: frozenset[str]) -> tuple[Block, ...]:
    kept = (b for b in blocks if b.id not in dropped)
    return tuple(b.with_inner(lambda inner: _without(inner, dropped)) for b in kept)
