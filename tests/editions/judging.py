"""What is measured on every sheet: type sizes and places in the built PDF, breaks between its pages."""

import ctypes
import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import pypdfium2
import pypdfium2.raw

from handouts.document import Block, Document, Heading, Paragraph, Section, Table, walk
from handouts.pages import (
    Box,
    Hatch,
    Image,
    Item,
    Link,
    Page,
    Region,
    Rule,
    Symbol,
    TextRun,
    in_file,
)
from handouts.pipeline import Made
from handouts.shapes import SPOKEN, Path

SAFE: Final = 18.0
"""A quarter of an inch, which printers may leave white."""

SMALLEST: Final = {"large-print": 18.0, "poster": 12.0}
"""Style → the least size of type in points; 9 in every other one."""

_ROUNDING: Final = 0.01

READ_BY_ALL: Final = {"flyer", "comparison"}
"""Handouts whose message is not to drown in their sources."""

MESSAGE_TO_SOURCES: Final = 3.0
"""Words of the message to one of the sources, at least."""


def faults(made: Made) -> list[str]:
    """All that is amiss with an edition; empty when it may be printed."""
    return [
        *_type_and_text_places(made),
        *_places(made),
        *_last_headings(made),
        *_divided_rows(made),
        *_lone_lines(made),
        *_many_sources(made),
        *_blank_panels(made),
    ]


def smallest_type(made: Made) -> float:
    """The smallest type of the PDF, in points."""
    return min(size for _, size, _ in _texts(made.data))


# In the PDF


def _texts(data: bytes) -> Iterator[tuple[int, float, tuple[float, float, float, float]]]:
    """Page from 1, size as it is printed, and distance to the page's four edges, of each text."""
    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate(document, 1):
        width, height = page.get_size()
        for item in page.get_objects(max_depth=5):
            if item.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT and _is_painted(item):
                size = ctypes.c_float()
                pypdfium2.raw.FPDFTextObj_GetFontSize(item.raw, size)
                matrix = item.get_matrix()
                left, bottom, right, top = item.get_bounds()
                yield (
                    number,
                    size.value * math.hypot(matrix.c, matrix.d),
                    (left, height - top, width - right, bottom),
                )
    document.close()


def _is_painted(item: pypdfium2.PdfObject) -> bool:
    """Whether it is seen: what is only read aloud has no size that matters."""
    mode = pypdfium2.raw.FPDFTextObj_GetTextRenderMode(item.raw)
    return bool(mode != pypdfium2.raw.FPDF_TEXTRENDERMODE_INVISIBLE)


def _type_and_text_places(made: Made) -> Iterator[str]:
    floors = {style: SMALLEST.get(style, 9.0) for style in _styles(made)}
    floor = min(floors.values())
    for number, size, edges in _texts(made.data):
        if size < floor - _ROUNDING:
            yield f"page {number}: type of {size:.2f} points"
        if min(edges) < SAFE:
            yield f"page {number}: text {min(edges):.1f} points from the edge"


def _styles(made: Made) -> set[str]:
    return {made.document.style, *(part.style for part in made.edition.bind)}


# On the pages


def extent(item: Item) -> tuple[float, float, float, float]:
    """Left, top, right and bottom; of a text only its start."""
    match item:
        case TextRun(x=x, y=y, size=size):
            return x, y - size, x, y + size / 4
        case Rule(x1=x1, y1=y1, x2=x2, y2=y2):
            return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
        case Box() | Hatch() | Image() | Symbol() | Link() | Region():
            return item.x, item.y, item.x + item.width, item.y + item.height
        case Path(steps=steps):
            points = [n for _, numbers in steps for n in numbers]
            return min(points[::2]), min(points[1::2]), max(points[::2]), max(points[1::2])


def clear_of_edges(item: Item, page: Page) -> float:
    """How far an item, of a text its start, is from the nearest edge of the page."""
    left, top, right, bottom = extent(item)
    return min(left, top, page.width - right, page.height - bottom)


def bleeds(item: Item, page: Page, made: Made) -> bool:
    """Whether it is a ground that ends just where its sheet is cut, or a screen ends."""
    setup = made.document.page
    if setup.bleed is None or not isinstance(item, Box) or item.block is not None:
        return False
    over = clear_of_edges(item, page) + setup.bleed * setup.scale
    return item.fill is not None and abs(over) < _ROUNDING


def _places(made: Made) -> Iterator[str]:
    for number, page in enumerate(made.pages.pages, 1):
        for item in page.items:
            clear = clear_of_edges(item, page)
            if clear < SAFE and not bleeds(item, page, made):
                yield f"page {number}: {type(item).__name__} {clear:.1f} points from the edge"


def lines_of(page: Page) -> dict[str, set[float]]:
    """The baselines of each leaf on a page, by its name in the file."""
    found: dict[str, set[float]] = {}
    for item in page.items:
        if isinstance(item, TextRun) and item.block:
            found.setdefault(in_file(item.block, page.part), set()).add(round(item.y, 1))
    return found


BLANK: Final = 0.25
"""Of the height of a folded sheet: white space as high, without a break, looks like something forgotten."""


def _blank_panels(made: Made) -> Iterator[str]:
    for number, page in enumerate(made.pages.pages, 1):
        left = 0.0
        for width in made.document.page.panels[:: 1 if number == 1 else -1]:
            high = _blank(page, left, left + width)
            if high > BLANK * page.height:
                yield f"page {number}: {high:.0f} points of the panel at {left:.0f} are blank"
            left += width


def _blank(page: Page, left: float, right: float) -> float:
    """The highest stretch of a panel on which nothing stands; the ground of a whole panel is nothing."""
    spans = []
    for item in page.items:
        start, top, _, bottom = extent(item)
        if left <= start < right and bottom - top < page.height / 2:
            spans.append((top, bottom))
    reached, most = SAFE, 0.0
    for top, bottom in sorted((*spans, (page.height - SAFE, page.height))):
        most = max(most, top - reached)
        reached = max(reached, bottom)
    return most


def _flowing(document: Document) -> Iterator[tuple[str, Block]]:
    """Every block of the body, with the part of the packet in which it stands."""
    part = ""
    for block in walk(document.body):
        part = block.id if isinstance(block, Section) else part
        yield part, block


def _last_headings(made: Made) -> Iterator[str]:
    headings = {in_file(b.id, p) for p, b in _flowing(made.document) if isinstance(b, Heading)}
    for number, page in enumerate(made.pages.pages[:-1], 1):
        lines = lines_of(page)
        if lines and max(lines, key=lambda leaf: max(lines[leaf])) in headings:
            yield f"page {number} ends with a heading"


def _divided_rows(made: Made) -> Iterator[str]:
    """A row of a table stands on one page, whole."""
    pages: dict[str, set[int]] = {}
    for number, page in enumerate(made.pages.pages, 1):
        for leaf in lines_of(page):
            pages.setdefault(leaf, set()).add(number)
    for part, block in _flowing(made.document):
        if isinstance(block, Table):
            for row in block.rows:
                reaching = [cell for cell in row.cells if cell.rows == 1]
                on = set().union(*(pages.get(in_file(cell.id, part), set()) for cell in reaching))
                if len(on) > 1:
                    yield f"a row of `{block.name}` is divided between pages {sorted(on)}"


def _lone_lines(made: Made) -> Iterator[str]:
    """No page ends or begins with one line of a paragraph that goes on."""
    texts = {
        in_file(leaf, part)
        for part, block in _flowing(made.document)
        if isinstance(block, Paragraph)
        for leaf, _ in block.leaves()
    }
    lines = [lines_of(page) for page in made.pages.pages]
    for number, (page, following) in enumerate(pairwise(lines), 1):
        for leaf in texts & page.keys() & following.keys():
            if min(len(page[leaf]), len(following[leaf])) < 2:
                yield f"one line of `{leaf}` stands alone between pages {number} and {number + 1}"


def words(made: Made) -> tuple[int, int]:
    """How many words of the body are printed, and how many of the list of sources.

    A license's sentence and the note after the sources, which warns the reader, are neither.
    """
    texts = {False: "", True: ""}
    for page in made.pages.pages:
        for item in page.items:
            if isinstance(item, TextRun) and item.block and item.colour != SPOKEN:
                texts[item.block.startswith("foot")] += f"{item.text} "
    sources = " ".join(texts[True].split()).partition(" Note.")[0]
    sentences = [sentence for sentence in sources.split(". ") if "CC BY" not in sentence]
    return len(texts[False].split()), sum(len(sentence.split()) for sentence in sentences)


def _many_sources(made: Made) -> Iterator[str]:
    if made.edition.handout in READ_BY_ALL:
        message, sources = words(made)
        if message < MESSAGE_TO_SOURCES * sources:
            yield f"{message} words of message for {sources} of sources"
