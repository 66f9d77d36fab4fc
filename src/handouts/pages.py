"""Pages of plain positioned items.

Points; x import re
from the left edge of the page, y from its *top*, downwards. An item whose ``block`` is a
leaf id of the document is real content; one without is an artifact in the PDF sense. Items stand
in drawing order; the items of one leaf stand in its reading order.

In a packet a sheet keeps the ids that it has alone: see ``in_file`` and ``in_part``.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import cached_property
from typing import Final, Literal, NamedTuple

from handouts.canonical import UNCOUNTED
from handouts.drawings import Vector
from handouts.frozen import dataclass
from handouts.shapes import Colour, Path
from handouts.style import Face


class TextRun(NamedTuple):
    """Text on one baseline in one face. ``run`` is the index into the leaf's rich text.

    A run that ends a line keeps the space at which the line was broken, so that the text reads on.
    """

    x: float
    y: float
    text: str
    face: Face
    size: float
    colour: Colour
    block: str | None = None
    run: int = 0
    tabular: bool = False
    tracking: float = 0.0
    rise: float = 0.0
    """How far it stands over its baseline, as figures for sources do."""
    turned: bool = False
    """Whether it runs down the page; its baseline is then at the left of its letters."""


class Rule(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    colour: Colour
    dash: tuple[float, ...] = ()
    block: str | None = None


class Box(NamedTuple):
    """A rectangle, its corner at the top left, with round corners where ``radius``."""

    x: float
    y: float
    width: float
    height: float
    fill: Colour | None = None
    stroke: Colour | None = None
    stroke_width: float = 0.0
    radius: float = 0.0
    dash: tuple[float, ...] = ()
    block: str | None = None


class Hatch(NamedTuple):
    """A rectangle filled with 45° lines, clipped to it; ``pitch`` is measured along x."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour
    line: float
    pitch: float
    block: str | None = None


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture of pixels as it goes into a file; ``digest`` stands for its bytes."""

    width: int
    height: int
    channels: Literal[1, 3]
    """Gray, or red, green and blue; 8 bits each."""
    encoding: Literal["deflate", "jpeg"]
    data: bytes = field(repr=False, metadata=UNCOUNTED)
    alpha: bytes | None = field(repr=False, metadata=UNCOUNTED)
    """Deflated opacity, 8 bits a pixel; ``None`` where all is opaque."""
    digest: str


Area = tuple[float, float, float, float]
"""A rectangle: its least x and y, its width and height."""


class Image(NamedTuple):
    """A picture, its corner at the top left."""

    x: float
    y: float
    width: float
    height: float
    picture: Raster | Vector
    block: str | None = None
    window: Area | None = None
    """The part of it that is shown here, in parts of its width and height; else all of it."""

    @property
    def whole(self) -> Area:
        """Where all of it would be, of which a part is shown."""
        left, top, across, down = self.window or (0.0, 0.0, 1.0, 1.0)
        wide, high = self.width / across, self.height / down
        return self.x - left * wide, self.y - top * high, wide, high


class Symbol(NamedTuple):
    """A QR symbol, its corner at the top left; ``side`` modules across.

    ``dark`` are its dark modules in rows of neighbours: (x, y, how many), counted in modules.
    """

    x: float
    y: float
    width: float
    height: float
    side: int
    dark: tuple[tuple[int, int, int], ...]
    fill: Colour
    block: str | None = None


class Link(NamedTuple):
    """The area of one line of a link; ``run`` as in ``TextRun``, ``text`` is the text in the area."""

    x: float
    y: float
    width: float
    height: float
    target: str
    text: str
    block: str
    run: int


class Region(NamedTuple):
    """The bounding box of a figure on this page; ``block`` is the figure's leaf."""

    x: float
    y: float
    width: float
    height: float
    block: str


def in_file(name: str, part: str) -> str:
    """The name in the whole file of a leaf or note of a packet's part: ``PART:NAME``.

    A name that already has a part keeps it, so that a link may lead to another part. On a sheet, which
    has no parts, names stay as they are. No id has a colon in it.
    """
    return f"{part}:{name}" if part and ":" not in name else name


def in_part(names: Iterable[str], part: str) -> frozenset[str]:
    """The names of the file that belong to a part, as the part itself calls them."""
    before = f"{part}:" if part else ""
    return frozenset(n.removeprefix(before) for n in names if n.startswith(before))


Item = TextRun | Rule | Box | Hatch | Path | Image | Symbol | Link | Region


class NodeGeometry(NamedTuple):
    """A node of a flowchart as it was drawn; ``shape`` is rect, rounded, diamond or pill."""

    id: str
    area: Area
    text: str
    shape: str
    text_area: Area
    font_size: float


class EdgeGeometry(NamedTuple):
    """An edge of a flowchart as it was drawn, from border to border; no label has no area."""

    source: str
    target: str
    points: tuple[tuple[float, float], ...]
    label: str
    label_area: Area | None
    font_size: float


@dataclass(frozen=True, slots=True)
class ChartGeometry:
    """Where the nodes and edges of a flowchart, or of one part of it, were drawn."""

    nodes: tuple[NodeGeometry, ...]
    edges: tuple[EdgeGeometry, ...]
    page: int = 0
    """The number of its page; 0 while that is not known."""

    def moved(self, dx: float, dy: float) -> "ChartGeometry":
        """The same, shifted."""

        def area(old: Area) -> Area:
            return old[0] + dx, old[1] + dy, old[2], old[3]

        nodes = (n._replace(area=area(n.area), text_area=area(n.text_area)) for n in self.nodes)
        edges = (
            e._replace(
                points=tuple((x + dx, y + dy) for x, y in e.points),
                label_area=e.label_area and area(e.label_area),
            )
            for e in self.edges
        )
        return ChartGeometry(tuple(nodes), tuple(edges), self.page)

    def enlarged(self, times: float) -> "ChartGeometry":
        """The same, so many times as large and as far from the corner of its page."""

        def area(old: Area) -> Area:
            return old[0] * times, old[1] * times, old[2] * times, old[3] * times

        nodes = (
            n._replace(
                area=area(n.area), text_area=area(n.text_area), font_size=n.font_size * times
            )
            for n in self.nodes
        )
        edges = (
            e._replace(
                points=tuple((x * times, y * times) for x, y in e.points),
                label_area=e.label_area and area(e.label_area),
                font_size=e.font_size * times,
            )
            for e in self.edges
        )
        return ChartGeometry(tuple(nodes), tuple(edges), self.page)


@dataclass(frozen=True)
class Page:
    """One page; in a packet, ``part`` is the handout whose leaves its items name."""

    width: float
    height: float
    items: tuple[Item, ...]
    part: str = ""
    bleed: float = 0.0
    """How far over its edges what bleeds is drawn: the paper is trimmed to the page."""
    turned: tuple[Item, ...] = ()
    """Artifacts that are drawn with the page turned upside down: the copy on the other face of a tent."""

    @cached_property
    def leaves(self) -> Mapping[str | None, tuple[Item, ...]]:
        """The items by the leaf that they belong to, artifacts under ``None``, in their order."""
        found: dict[str | None, list[Item]] = {}
        for item in self.items:
            found.setdefault(item.block, []).append(item)
        return {leaf: tuple(items) for leaf, items in found.items()}


_LEFT_OUT: Final = re.compile(r"dropped (.+?)(?=; type [0-9]+%|\. [a-z0-9-]+: |$)")


@dataclass(frozen=True, slots=True)
class FitReport:
    """What was done to make the document fit."""

    spacing: float = 1.0
    """Factor on white space, 1 down to 0.7."""
    scale: float = 1.0
    """Factor on the type sizes."""
    dropped: tuple[str, ...] = ()
    """Names in the file of the optional blocks that were left out."""
    names: tuple[str, ...] = ()
    """The same blocks as the layout calls them."""
    parts: tuple[tuple[str, "FitReport"], ...] = ()
    """Of a packet: the report of each part, by its handout."""

    @classmethod
    def of_parts(cls, parts: tuple[tuple[str, "FitReport"], ...]) -> "FitReport":
        """The report of a packet: the tightest of its parts, and all that was left out."""
        reports = [report for _, report in parts]
        return cls(
            min(report.spacing for report in reports),
            min(report.scale for report in reports),
            tuple(in_file(id_, part) for part, report in parts for id_ in report.dropped),
            tuple(name for report in reports for name in report.names),
            parts,
        )

    @classmethod
    def left_out_in(cls, told: str) -> tuple[str, ...]:
        """What was left out according to a report that was written down as a sentence."""
        lists = (found[1].split(", ") for found in _LEFT_OUT.finditer(told))
        return tuple(dict.fromkeys(name for names in lists for name in names))

    def __str__(self) -> str:
        if self.parts:
            done = [f"{name}: {report}" for name, report in self.parts if report.is_fitted]
            return ". ".join(done) or "as designed"
        done = []
        if self.spacing < 1:
            done.append(f"spacing {self.spacing:.0%}")
        if self.names:
            done.append("dropped " + ", ".join(self.names))
        if self.scale < 1:
            done.append(f"type {self.scale:.0%}")
        return "; ".join(done) or "as designed"

    @property
    def is_fitted(self) -> bool:
        """Whether anything had to be done."""
        return bool(self.spacing < 1 or self.scale < 1 or self.names)


@dataclass(frozen=True, slots=True)
class Pages:
    """A document, laid out."""

    pages: tuple[Page, ...]
    fit: FitReport = FitReport()
    flowcharts: tuple[ChartGeometry, ...] = ()
    """The geometry of each flowchart, for ``handouts inspect``."""
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The alternative texts of the parts of each flowchart that was split, by its block."""
