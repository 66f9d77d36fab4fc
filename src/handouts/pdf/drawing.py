"""A page as a content stream in which everything is marked (ISO 32000-1, 14.6 to 14.8)."""

from collections.abc import Callable, Mapping
from dataclasses import field
from itertools import chain
from typing import Any, Final

from handouts.characters import SOFT_HYPHEN
from handouts.fonts import FontBook, FontSubset
from handouts.frozen import dataclass
from handouts.pages import (
    Box,
    Hatch,
    Image,
    Item,
    Link,
    Page,
    Raster,
    Region,
    Rule,
    Symbol,
    TextRun,
)
from handouts.pdf.container import text_string
from handouts.pdf.operators import (
    dash_pattern,
    fill,
    fine,
    hatching,
    number,
    numbers,
    paint,
    path,
    rectangle,
    stroke,
    unit,
)
from handouts.pdf.resources import picture_name
from handouts.pdf.structure import Element
from handouts.pdf.text import Shown, show
from handouts.shapes import SPOKEN, Colour, Path
from handouts.style import Face

_IN_PARTS: Final = {"Sect": "P"}
"""What content is marked as whose element is made of others (``tree``)."""

_MITRE: Final = 0
_ROUND: Final = 1
"""Line joins (ISO 32000-1, 8.4.3.4)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked-content sequence: its leaf, the link of the leaf that it is in, its first item."""

    leaf: str
    link: int | None
    first: Item


@dataclass(slots=True)
class PageContent:
    """What a page shows. The MCID of a mark is its index in ``marks``."""

    page: Page
    operators: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    links: list[tuple[Link, int]] = field(default_factory=list)
    """Areas of links, each with the number of its link."""
    regions: dict[str, Region] = field(default_factory=dict)


def draw_page(
    page: Page,
    leaves: Mapping[str, Element],
    fonts: FontBook,
    subsets: Mapping[Face, FontSubset],
) -> PageContent:
    """Draw a page; ``leaves`` are those of its part.

    Raises:
        AssertionError: when an item names a leaf that the document does not have.
    """
    painter = _Painter(page, leaves, fonts, subsets)
    for item in page.items:
        _DRAWN_BY[type(item)](painter, item)
    if page.turned:
        painter.turned(page)
    return painter.finished()


class BeyondSubsetError(Exception):
    """A text has a glyph that the subset chosen for it lacks."""


class _Painter:
    """Writes the operators of one page; sets only what changes of the graphics state."""

    def __init__(
        self,
        page: Page,
        leaves: Mapping[str, Element],
        fonts: FontBook,
        subsets: Mapping[Face, FontSubset],
    ) -> None:
        self._content = PageContent(page)
        self._out = self._content.operators
        self._height = page.height
        self._leaves = leaves
        self._fonts = fonts
        self._subsets = subsets
        self._marked = False
        self._leaf: str | None = None
        self._link: int | None = None
        self._note: str | None = None
        self._label = False
        self._in_text = False
        self._font: tuple[Face, float] | None = None
        self._tracking = 0.0
        self._unpainted = False
        # what a page begins with (ISO 32000-1, 8.4.1)
        self._fill: Colour = "#000000"
        self._stroke: Colour = "#000000"
        self._width = 1.0
        self._dash: tuple[float, ...] = ()
        self._join = _MITRE

    def finished(self) -> PageContent:
        """Close open marks and text objects; returns the page's content."""
        self._close()
        return self._content

    def turned(self, page: Page) -> None:
        """Draw what stands on its head: last, as what the painter knows of the state ends with it."""
        self._close()
        self._out.append(f"q -1 0 0 -1 {numbers(page.width, page.height)} cm")
        for item in page.turned:
            _DRAWN_BY[type(item)](self, item)
        self._close()
        self._out.append("Q")

    def text(self, run: TextRun) -> None:
        """Show text; every word where ``typeset`` measured it.

        Raises:
            BeyondSubsetError: when the subset lacks a glyph of it.
        """
        # taken apart at once: no item is as frequent
        x, y, text, face, size, colour, block, place, tabular, tracking, rise, turned = run
        shown = show(self._fonts, self._subsets[face], face, text, tabular)
        if shown is None:
            raise BeyondSubsetError(text)
        if not shown:
            return
        self._mark_text(run, block, place)
        out = self._out
        if not self._in_text:
            out.append("BT")
            self._in_text = True
        if (face, size) != self._font:
            self._font = (face, size)
            out.append(f"/F{face} {number(size)} Tf")
        if (colour == SPOKEN) != self._unpainted:
            self._unpainted = colour == SPOKEN
            out.append("3 Tr" if self._unpainted else "0 Tr")
        if colour not in (self._fill, SPOKEN):
            self._set_fill(colour)
        if tracking != self._tracking:
            self._tracking = tracking
            out.append(f"{number(tracking)} Tc")
        along = "0 -1 1 0" if turned else "1 0 0 1"
        out.append(f"{along} {number(x)} {number(self._height - y + rise)} Tm")
        if block is not None and text.endswith(SOFT_HYPHEN):
            self._divided(text, face, size, tabular=tabular)
        else:
            self._show(shown, size)

    def _show(self, shown: Shown, size: float) -> None:
        for rise, operator in shown:
            raised = number(rise * size / 1000)
            self._out.append(f"{raised} Ts {operator} 0 Ts" if rise else operator)

    def _divided(self, text: str, face: Face, size: float, *, tabular: bool) -> None:
        """Text whose last word goes on in the next line: its hyphen is a soft one (14.8.2.2.3, 14.9.4)."""
        start = text.rfind(" ") + 1
        before, word = (
            show(self._fonts, self._subsets[face], face, part, tabular) or ()
            for part in (text[:start], text[start:])
        )
        self._show(before, size)
        self._out.append(f"/Span<</ActualText{text_string(text[start:])}>>BDC")
        self._show(word, size)
        self._out.append("EMC")

    def rule(self, rule: Rule) -> None:
        """Stroke a straight line."""
        self._graphics(rule, rule.block)
        self._set_stroke(rule.colour, rule.width, rule.dash, self._join)
        top = self._height
        self._out.append(
            f"{number(rule.x1)} {number(top - rule.y1)} m"
            f" {number(rule.x2)} {number(top - rule.y2)} l S"
        )

    def box(self, box: Box) -> None:
        """Fill and stroke a rectangle."""
        shape = rectangle(
            box.x, self._height - box.y - box.height, box.width, box.height, box.radius
        )
        self._shape(box, shape, _MITRE)

    def path(self, item: Path) -> None:
        """Fill and stroke a path."""
        self._shape(item, path(item.steps, self._height), _ROUND)

    def hatch(self, hatch: Hatch) -> None:
        """Stroke the lines of a hatch, clipped between ``q`` and ``Q``."""
        self._graphics(hatch, hatch.block)
        place = numbers(hatch.x, self._height - hatch.y - hatch.height)
        lines = hatching(hatch.width, hatch.height, hatch.line, hatch.pitch)
        state = f"{stroke(hatch.colour)} {number(hatch.line)} w {dash_pattern(())}"
        self._out.append(f"q 1 0 0 1 {place} cm {state} {lines} Q")

    def image(self, image: Image) -> None:
        """Paint a picture, scaled between ``q`` and ``Q``: pixels fill a unit square.

        A part of it is the whole picture, clipped: its data stay as they are in its file.
        """
        self._graphics(image, image.block)
        picture, (x, y, width, height) = image.picture, image.whole
        name, top, clip = picture_name(picture), self._height - y, ""
        if image.window is not None:
            corner = self._height - image.y - image.height
            clip = f"{rectangle(image.x, corner, image.width, image.height, 0.0)} W n "
        if isinstance(picture, Raster):
            size, corner = f"{number(width)} 0 0 {number(height)}", top - height
        else:  # a drawing counts downwards, as its form does
            across, down = width / picture.width, -height / picture.height
            size, corner = f"{fine(across)} 0 0 {fine(down)}", top
        self._out.append(f"q {clip}{size} {numbers(x, corner)} cm /{name} Do Q")

    def symbol(self, symbol: Symbol) -> None:
        """Fill the dark modules of a QR symbol: in its own units, between ``q`` and ``Q``."""
        self._graphics(symbol, symbol.block)
        place = f"{unit(symbol.width / symbol.side)} 0 0 {unit(-symbol.height / symbol.side)}"
        corner = numbers(symbol.x, self._height - symbol.y)
        dark = "%d %d %d 1 re " * len(symbol.dark) % tuple(chain.from_iterable(symbol.dark))
        self._out.append(f"q {fill(symbol.fill)} {place} {corner} cm {dark}f Q")

    def link(self, link: Link) -> None:
        """Note the area of a link."""
        links = self._element(link.block).links
        if link.run not in links:
            raise AssertionError(f"run {link.run} of `{link.block}` is no link")
        self._content.links.append((link, links[link.run]))

    def region(self, region: Region) -> None:
        """Note the bounding box of a figure."""
        if self._element(region.block).tag != "Figure":
            raise AssertionError(f"a region of `{region.block}`, which is no figure")
        if region.block in self._content.regions:
            raise AssertionError(f"the figure `{region.block}` stands on a page twice")
        self._content.regions[region.block] = region

    def _shape(self, item: Box | Path, shape: str, join: int) -> None:
        edge = item.stroke if item.stroke_width > 0 else None
        if not (item.fill or edge):
            return
        self._graphics(item, item.block)
        if item.fill:
            self._set_fill(item.fill)
        if edge:
            self._set_stroke(edge, item.stroke_width, item.dash, join)
        self._out.append(f"{shape} {paint(fill=bool(item.fill), stroke=bool(edge))}")

    def _set_fill(self, colour: Colour) -> None:
        if colour != self._fill:
            self._fill = colour
            self._out.append(fill(colour))

    def _set_stroke(self, colour: Colour, width: float, dash: tuple[float, ...], join: int) -> None:
        out = self._out
        if colour != self._stroke:
            self._stroke = colour
            out.append(stroke(colour))
        if width != self._width:
            self._width = width
            out.append(f"{number(width)} w")
        if dash != self._dash:
            self._dash = dash
            out.append(dash_pattern(dash))
        if join != self._join:
            self._join = join
            out.append(f"{join} j")

    def _graphics(
        self, item: Rule | Box | Path | Hatch | Image | Symbol, block: str | None
    ) -> None:
        """Enter the mark of an item without text; within the mark of a link it needs none of its own."""
        if block != self._leaf or not self._marked:
            self._enter(item, block, None)
        if self._in_text:
            self._out.append("ET")
            self._in_text = False

    def _mark_text(self, run: TextRun, block: str | None, place: int) -> None:
        link = note = None
        label = False
        if block is not None:
            element = self._leaves.get(block) or self._element(block)
            if element.tag == "Figure":  # pdf.js reads words within one beside its alternative text
                block = None
            link = element.links.get(place) if element.links else None
            note = element.notes.get(place) if element.notes else None
            label = place in element.labels
        same = block == self._leaf and link == self._link and note == self._note
        if not same or label != self._label or not self._marked:
            self._enter(run, block, link, note)
            self._label = label

    def _enter(
        self, item: Item, block: str | None, link: int | None, note: str | None = None
    ) -> None:
        """Begin a marked-content sequence: of a leaf, or an artifact (14.8.2.2)."""
        self._close()
        self._marked, self._leaf, self._link, self._note = True, block, link, note
        self._label = False
        if block is None:
            self._out.append("/Artifact BMC")
            return
        tag = _IN_PARTS.get(own := self._element(block).tag, own) if link is None else "Link"
        self._out.append(f"/{tag}<</MCID {len(self._content.marks)}>>BDC")
        self._content.marks.append(Mark(block, link, item))

    def _close(self) -> None:
        if self._in_text:
            self._out.append("ET")
            self._in_text = False
        if self._marked:
            self._out.append("EMC")
            self._marked = False

    def _element(self, block: str) -> Element:
        element = self._leaves.get(block)
        if element is None:
            raise AssertionError(f"`{block}` is drawn but is no leaf of the document")
        return element


_DRAWN_BY: Final[Mapping[type, Callable[[_Painter, Any], None]]] = {
    TextRun: _Painter.text,
    Rule: _Painter.rule,
    Box: _Painter.box,
    Path: _Painter.path,
    Hatch: _Painter.hatch,
    Image: _Painter.image,
    Symbol: _Painter.symbol,
    Link: _Painter.link,
    Region: _Painter.region,
}
