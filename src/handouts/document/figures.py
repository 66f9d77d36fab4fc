"""The blocks that are drawn: decisions, wages, tasks, codes and pictures."""

from collections.abc import Collection, Iterator
from dataclasses import field, replace
from math import inf
from typing import Final, Literal, Self

from handouts.canonical import UNCOUNTED
from handouts.diagnostics import Span
from handouts.document.blocks import Block, BlocksChange, Heading, ListBlock
from handouts.document.text import Leaf, RichText, TextChange
from handouts.drawings import Vector
from handouts.frozen import dataclass
from handouts.model.blocks.charts import ChartKind
from handouts.model.records.rule_kinds import MapFill
from handouts.pages import Area, Raster


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Block):
    """A drawn block: leaf ``ID``, a Figure in the tag tree; ``alternative`` says what it shows.

    What is drawn is read in no other way. So what no list or table tells, it has to tell.
    """

    alternative: str
    shows: tuple[str, ...] = ()
    """What of the data it shows, if a list or a table may tell the same (``Block.tells``)."""

    def told(self, elsewhere: Collection[str]) -> Self:
        """The figure, its alternative text ending in where the same is told, or else in all of it.

        ``elsewhere`` is what other blocks of the sheet tell.
        """
        del elsewhere
        return self

    def is_told(self, elsewhere: Collection[str]) -> bool:
        """Whether other blocks tell all that it shows."""
        return all(one in elsewhere for one in self.shows)

    @property
    def is_required(self) -> bool:
        """Whether the figure must be on a page; a picture that says nothing is an artifact."""
        return bool(self.alternative)

    @property
    def is_exact(self) -> bool:
        """Whether nothing else is written in it, and in that order: short texts hide in others."""
        return False

    def said(self) -> Iterator[str]:
        """The texts in the drawing that are no leaves, each as often as it is to be written."""
        yield from ()


@dataclass(frozen=True, slots=True)
class ChartNode:
    """A node of a decision; ``label`` is its number or letter, the same as in the steps.

    A ``connector`` stands where ``typeset`` cut the chart; no document is composed with one.
    """

    id: str
    kind: Literal["question", "step", "outcome", "connector"]
    label: str
    text: str
    title: str = ""
    roles: tuple[int, ...] = ()
    meant: str = ""
    """The roles whose marks it has, where its words do not name them."""
    figure: str = ""
    """What stands in it in large type, such as its pay, and what that is."""
    unit: str = ""
    look: int | None = None
    """The look of its family, by its place in the style; its icon tells the same without colour."""
    icon: Vector | None = None


@dataclass(frozen=True, slots=True)
class ChartEdge:
    """A way from a node to a node."""

    source: str
    target: str
    label: str
    look: int | None = None
    icon: Vector | None = None
    """What its band in a trunk has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flowchart(Figure):
    """A decision to draw; the steps follow as a list.

    Where ``typeset`` had to split it, ``parts`` are the alternative texts of its parts: a Figure
    for each, leaves ``ID/1``, ``ID/2``…
    """

    nodes: tuple[ChartNode, ...]
    edges: tuple[ChartEdge, ...]
    parts: tuple[str, ...] = ()
    roles: int = 0
    """How many roles the decision has; if the style has fewer looks, the chart uses none."""
    kind: Literal["graph", "spine"] = "graph"
    """A ``spine`` says a result once for each way that leads to it, and refers to other boxes."""

    def said(self) -> Iterator[str]:
        """Label, title and text of its nodes, and the answers on its edges."""
        for node in self.nodes:
            often, references = self._times(node)
            said = (node.label, node.title, node.text, node.figure, node.unit)
            yield from [text for text in said if text] * often
            yield from [f"to box {node.label}"] * references
        yield from (edge.label for edge in self.edges if edge.label)

    def _times(self, node: ChartNode) -> tuple[int, int]:
        """How often a node is printed, and how often another box refers to it instead."""
        ways = sum(edge.target == node.id for edge in self.edges)
        if self.kind == "graph" or not ways:
            return 1, 0
        if node.kind == "outcome":
            return ways, 0
        return 1, ways if node.id == self.nodes[0].id else ways - 1

    def told(self, elsewhere: Collection[str]) -> Self:
        """With the words of its boxes, in the first part of it, if no list has them."""
        if not self.shows:
            return self
        listed = self.is_told(elsewhere)
        more = "The same steps follow in words." if listed else self._in_words()
        parts = [f"{part} {more}" if listed or not n else part for n, part in enumerate(self.parts)]
        return replace(self, alternative=f"{self.alternative} {more}", parts=tuple(parts))

    def _in_words(self) -> str:
        """Its boxes as a list has them, each with the ways on."""
        labels = {node.id: node.label for node in self.nodes}
        said: list[str] = []
        for node in sorted(
            self.nodes, key=lambda n: (not n.label.isdigit(), len(n.label), n.label)
        ):
            paid = " ".join(text for text in (node.figure, node.unit) if text)
            words = (f"{text.rstrip('.')}." for text in (node.title, node.text, paid) if text)
            ways = (
                f"{edge.label or 'Then'}: {labels[edge.target]}."
                for edge in self.edges
                if edge.source == node.id
            )
            said.append(f"{node.label}: {' '.join((*words, *ways))}")
        return " ".join(said).replace("?.", "?").replace("!.", "!")


@dataclass(frozen=True, slots=True)
class WageRange:
    """Pay of one role in one place; ``None`` is not published."""

    place: str
    local: bool
    """Whether it is the state's row, set larger and labelled."""
    p10: float | None
    p25: float | None
    median: float | None
    p75: float | None
    p90: float | None
    median_text: str

    @property
    def is_whole(self) -> bool:
        """Whether all five are published."""
        return None not in (self.p10, self.p25, self.median, self.p75, self.p90)


@dataclass(frozen=True, slots=True)
class WageSeries:
    """One role's rows."""

    role: int
    name: str
    ranges: tuple[WageRange, ...]


MEANINGS: Final = (
    "half earn less than",
    "1 in 10 earn less",
    "the middle half",
    "1 in 10 earn more",
)
"""What stands at the middle, the lower end, the bar and the upper end of a row that is explained."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WageChart(Figure):
    """Range chart; ``figures`` is an alternative text with all of them."""

    series: tuple[WageSeries, ...]
    figures: str = ""
    sign: str = "$"
    """That of the currency; empty where the rows have several."""
    hourly: bool = False
    """Whether it shows pay for an hour, not for a year."""
    direct: bool = False
    """Whether the first whole row says what the marks mean, and every middle has its figure."""
    least: tuple[float, ...] = ()
    """Amounts that the axis reaches whatever the rows have."""
    names: tuple[tuple[str, ...], ...] = ()
    """Names of roles, and of places, for which there is room beside the axis whatever the rows have."""

    @property
    def explained(self) -> WageRange | None:
        """The row that says what the marks mean."""
        rows = (row for series in self.series for row in series.ranges if row.is_whole)
        return next(rows, None) if self.direct else None

    def said(self) -> Iterator[str]:
        """The roles' names, and the places and medians of their rows."""
        for series in self.series:
            yield series.name
            for row in series.ranges:
                yield row.place
                if (row.local or self.direct) and row.median_text:
                    yield row.median_text
        if self.explained is not None:
            yield from MEANINGS

    def told(self, elsewhere: Collection[str]) -> Self:
        """With all figures, if no table has them."""
        if not self.shows:
            return self
        if not self.is_told(elsewhere):
            return replace(self, alternative=self.figures)
        more = "The table that follows has every figure."
        return replace(self, alternative=f"{self.alternative} {more}")


@dataclass(frozen=True, slots=True)
class Tile:
    """A place of a tile map, as a square in a column and a row; ``value`` is the number of its key."""

    code: str
    column: int
    row: int
    value: int
    lit: bool = False
    """Whether it is framed."""


@dataclass(frozen=True, slots=True)
class TileKey:
    """One value of a tile map: what it is called, what else is said of it, and its fill."""

    label: str
    more: str
    fill: MapFill


@dataclass(frozen=True, slots=True, kw_only=True)
class TileMap(Figure):
    """All places as squares; ``named`` is an alternative text that names them, value by value."""

    tiles: tuple[Tile, ...]
    keys: tuple[TileKey, ...]
    role: int | None = None
    """The place of the role in whose colour it is drawn; else that of the text."""
    named: str = ""

    @property
    def is_exact(self) -> bool:
        """True: codes are of two letters or so."""
        return True

    def said(self) -> Iterator[str]:
        """The codes of its places, then its legend."""
        yield from (tile.code for tile in self.tiles)
        for key in self.keys:
            yield from (key.label, key.more)

    def told(self, elsewhere: Collection[str]) -> Self:
        """With the names of the places, if no list has them."""
        if not self.shows:
            return self
        if not self.is_told(elsewhere):
            return replace(self, alternative=self.named)
        return replace(self, alternative=f"{self.alternative} The list that follows names them.")


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a bar of 100."""

    share: float
    text: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A row of a chart: what is printed of it, and the figures that are drawn, if it has any.

    One figure is both ``low`` and ``high``; a row with one of the two is open at its other end.
    """

    label: str
    text: str
    low: float | None = None
    high: float | None = None
    parts: tuple[Share, ...] = ()
    before: str = ""
    """What is printed at the left end of a slope, of which ``low`` is the figure."""

    @property
    def is_sloped(self) -> bool:
        """Whether a line can be drawn from the one figure to the other."""
        return self.low is not None and self.high is not None


@dataclass(frozen=True, slots=True)
class Amounts:
    """The rows of one role, or of none."""

    rows: tuple[Amount, ...]
    role: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountChart(Figure):
    """Amounts on one scale; its alternative text has all that is written in it."""

    kind: ChartKind
    series: tuple[Amounts, ...]
    heads: tuple[str, ...] = ()
    """What the left and the right ends of a slope are."""

    @property
    def is_exact(self) -> bool:
        """True: one figure may be the end of another."""
        return True

    @property
    def labels(self) -> tuple[str, ...]:
        """Those of all rows, each once; of points the highest first."""
        labels = dict.fromkeys(row.label for one in self.series for row in one.rows)
        if self.kind != "dot":
            return tuple(labels)
        most = {
            label: max((row.high or -inf for _, row in self.of_label(label)), default=-inf)
            for label in labels
        }
        return tuple(sorted(labels, key=lambda label: -most[label]))

    def ends(self) -> Iterator[tuple[Amounts, Amount]]:
        """All rows, with their roles."""
        return ((one, row) for one in self.series for row in one.rows)

    def slopes(self, *, drawn: bool = True) -> Iterator[str]:
        """A sentence for each row of a slope; those alone that have no line, if not ``drawn``."""
        left, right = self.heads
        for one, row in self.ends():
            if drawn or not row.is_sloped:
                name = called(one, row)
                yield f"{f'{name}: ' if name else ''}{left} {row.before}; {right} {row.text}."

    def of_label(self, label: str) -> Iterator[tuple[Amounts, Amount]]:
        """The rows of a label, with their roles."""
        return ((one, row) for one in self.series for row in one.rows if row.label == label)

    def said(self) -> Iterator[str]:
        """The roles' names, and label and words of each row; of points all names, then each label once.

        Of a slope both ends of each line and what it is; a row without a line is a sentence under them.
        """
        if self.kind == "slope":
            drawn = [(one, row) for one, row in self.ends() if row.is_sloped]
            yield from self.heads if drawn else ()
            for one, row in drawn:
                yield from (row.before, row.text, *filter(None, (called(one, row),)))
            yield from self.slopes(drawn=False)
            return
        if self.kind == "dot":
            yield from (one.name for one in self.series if one.name)
            for label in self.labels:
                yield label
                yield from (row.text for _, row in self.of_label(label))
            return
        for one in self.series:
            yield from (one.name,) if one.name else ()
            for row in one.rows:
                yield from (text for text in (row.label, *_written(row)) if text)


def called(one: Amounts, row: Amount) -> str:
    """What a line of a slope is called."""
    return ", ".join(filter(None, (one.name, row.label)))


def _written(row: Amount) -> tuple[str, ...]:
    """The parts of a bar stand in its legend; the words after them are what is left of its text."""
    if not row.parts:
        return (row.text,)
    return (*(part.text for part in row.parts), row.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapDiagram(Figure):
    """Two roles' tasks as a T, and what it shows as real text.

    The cells of ``bar`` are a list of the wide role, ``steps`` a list of the deep one; ``shared``
    are the ids of the bar's items that both roles do, next to one another.
    """

    wide: int
    deep: int
    bar: ListBlock
    shared: tuple[str, ...]
    left: tuple[Block, ...]
    right: tuple[Block, ...]
    steps: ListBlock
    stem: float
    """Least height of the stem, in points."""
    icons: tuple[Vector | None, ...] = ()
    """The icon of each item of the bar; none where no task has one."""
    picture: Vector | str = ""
    """What the stem is drawn as: a name of ``handouts.style.STEMS`` or a drawing; else a plain bar."""

    @property
    def is_required(self) -> bool:
        """False: where columns are set one under the other, its text stays and the T is left out."""
        return False

    @property
    def inner(self) -> tuple[tuple[Block, ...], ...]:
        """One group: each role's heading, tasks and texts."""
        heads = 1 if self.left and isinstance(self.left[0], Heading) else 0
        steps = (self.steps,) if self.steps.items else ()
        return ((*self.left[:heads], self.bar, *self.left[heads:], *self.right, *steps),)

    def with_inner(self, change: BlocksChange) -> Self:
        """The T with both sides and the steps changed; the bar's text is drawn, so it stays."""
        (steps,) = change((self.steps,))
        assert isinstance(steps, ListBlock)
        return replace(self, left=change(self.left), right=change(self.right), steps=steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class QrCode(Figure):
    """A QR code; ``beside`` are the blocks at its right."""

    address: str
    size: float
    """Side of the symbol without its quiet zone, in points."""
    beside: tuple[Block, ...]
    place: Span | None = field(default=None, compare=False, metadata=UNCOUNTED)
    """Where its address was written, if it came from a table of recipients."""

    @property
    def inner(self) -> tuple[tuple[Block, ...], ...]:
        """What stands at its right."""
        return (self.beside,)

    def with_inner(self, change: BlocksChange) -> Self:
        """The code with the blocks at its right changed."""
        return replace(self, beside=change(self.beside))


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture(Figure):
    """A picture fitted into a box; an artifact without ``alternative``.

    Leaves: ``ID/caption`` and ``ID/credit``, which stand under it.
    """

    picture: Raster | Vector
    width: float
    height: float
    """Its own size on the page, in points: of the part that is shown."""
    align: Literal["left", "right"] = "left"
    window: Area | None = None
    """The part of it that is shown, in parts of its width and height; else all of it."""
    caption: RichText = ()
    credit: RichText = ()
    bleed: bool = False
    """Whether it is as wide as its column, and ``beyond`` it at both sides."""
    beyond: float = 0.0
    file: str = field(default="", compare=False, metadata=UNCOUNTED)
    """As it is named in the project."""

    @property
    def whole(self) -> float:
        """How wide all of it would be at its size."""
        return self.width / self.window[2] if self.window else self.width

    def leaves(self) -> Iterator[Leaf]:
        """Its caption and its credit, if it has them."""
        if self.caption:
            yield f"{self.id}/caption", self.caption
        if self.credit:
            yield f"{self.id}/credit", self.credit

    def with_texts(self, change: TextChange) -> Self:
        """With both changed."""
        return replace(self, caption=change(self.caption), credit=change(self.credit))
