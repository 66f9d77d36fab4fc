"""Documents with their pages, placed by hand: between them they hold all that is drawn."""

import functools
from collections.abc import Callable
from dataclasses import dataclass

from handouts.document import Document, Flowchart, Heading, Paragraph, Run
from handouts.pages import Box, Hatch, Item, Pages, Region, Rule, TextRun
from handouts.pdf import to_pdf
from handouts.shapes import Path

from .blocks import (
    CALLOUT,
    CHART,
    COLUMNS,
    DASHES,
    FILL_IN,
    LEAD,
    SOURCES,
    SPLIT,
    STEPS,
    TABLE,
    TITLE,
    document,
)
from .setter import FONTS, INK, MUTED, RUST, TEAL, Setter


@dataclass(frozen=True, slots=True)
class Sample:
    """A document and its pages; ``furniture`` is all artifact text that may stand on them."""

    document: Document
    pages: Pages
    furniture: tuple[str, ...] = ()

    def pdf(self) -> bytes:
        return to_pdf(self.pages, self.document, FONTS)


CHART_WORDS = ("Do you like routine?", "Yes", "Phlebotomist")
"""What is written in the chart."""


@functools.cache
def sheet() -> Sample:
    """Two pages with every kind of block and item."""
    setter = Setter()
    _first_page(setter)
    setter.new_page()
    _second_page(setter)
    blocks = (TITLE, LEAD, STEPS, DASHES, CHART, COLUMNS, CALLOUT, FILL_IN, SPLIT, TABLE)
    furniture = (
        "Lakeside Career Center",
        "Page 1 of 2",
        "Page 2 of 2",
        "Half earn less than",
        "Place",
        *CHART_WORDS,
    )
    return Sample(document(*blocks, foot=(SOURCES,)), setter.pages(), furniture)


def _first_page(setter: Setter) -> None:
    setter.aside("Lakeside Career Center", 45, 34)
    setter.add(
        Box(45, 48, 261, 6, fill=TEAL),
        Hatch(306, 48, 261, 6, RUST, 1.5, 3.6),
        Box(306, 48, 261, 6, stroke=RUST, stroke_width=0.75),
    )
    setter.y = 60
    setter.text("b1", TITLE.text, size=20, face="700", tracking=-0.2)
    setter.text("b1/note", TITLE.note, size=9, colour=MUTED)
    setter.y += 8
    setter.text("b2", LEAD.text)
    setter.y += 6
    for item in STEPS.items:
        top = setter.y
        setter.text(f"{item.id}/label", item.label, face="600")
        setter.y = top
        setter.text(item.id, item.text, x=62)
    for item in DASHES.items:
        setter.add(Box(45, setter.y + 9, 5, 1, fill=INK))
        setter.text(item.id, item.text, x=56)
    setter.y += 12
    setter.add(*_chart(45, setter.y))
    setter.y += 150
    top = setter.y
    for column, x in zip(COLUMNS.columns, (45, 317), strict=True):
        setter.y = top
        for block in column:
            for leaf, text in block.leaves():
                size = 13 if isinstance(block, Heading) else 10.5
                setter.text(leaf, text, x=x, width=250, size=size, face="700" if size == 13 else "400")  # fmt: skip
    setter.y += 12
    setter.add(Rule(45, setter.y, 567, setter.y, 0.5, MUTED, dash=(3, 2)))
    setter.text("b12", CALLOUT.blocks[0].text)  # type: ignore[attr-defined]
    setter.y += 8
    _fill_in(setter)
    setter.text("b15", SPLIT.text, width=300, lines=(0, 2))
    setter.aside("Page 1 of 2", 520, 770)


def _second_page(setter: Setter) -> None:
    setter.text("b15", SPLIT.text, width=300, lines=(2, None))
    setter.y += 8
    _table(setter, 0, 2)
    # as after the end of a page: the head again, now furniture
    setter.y += 20
    _table(setter, 2, 4)
    setter.y = 720
    setter.text("b16", SOURCES.text, size=9, colour=MUTED)
    setter.aside("Page 2 of 2", 520, 770)


def _table(setter: Setter, start: int, end: int) -> None:
    places = {0: 45.0, 1: 205.0, 2: 325.0}
    for number, row in enumerate((*TABLE.head, *TABLE.rows[start:end])):
        top = setter.y
        for column, cell in enumerate(row.cells, 3 - len(row.cells)):
            setter.y = top
            leaf = None if not number and start else cell.id
            setter.text(leaf, cell.text, x=places[column], width=130, tabular=column == 2)
        setter.y = top + 18
        setter.add(Rule(45, setter.y - 1, 425, setter.y - 1, 0.5, "#B9C0C6"))


def _fill_in(setter: Setter) -> None:
    setter.text("b14", FILL_IN.label, face="600")
    setter.text("b14/hint", FILL_IN.hint, size=9, colour=MUTED)
    for leaf, text in [*FILL_IN.leaves()][2:]:
        setter.text(leaf, text)
        setter.add(Rule(120, setter.y, 300, setter.y, 0.75, MUTED))
    setter.y += 20


def _chart(x: float, y: float) -> tuple[Item, ...]:
    """A question with a way to an outcome: round corners, arrow, hatch, text."""

    def text(dx: float, dy: float, words: str) -> TextRun:
        return TextRun(x + dx, y + dy, words, "600", 10.5, INK, "b5")

    arrow = Path((("M", (x + 160, y + 30)), ("L", (x + 200, y + 30)), ("L", (x + 200, y + 90))), stroke=INK, stroke_width=1.1, block="b5")  # fmt: skip
    head = Path((("M", (x + 196, y + 84)), ("L", (x + 204, y + 84)), ("L", (x + 200, y + 91)), ("Z", ())), fill=INK, block="b5")  # fmt: skip
    dot = Path((("M", (x + 300, y + 30)), ("C", (x + 300, y + 20, x + 315, y + 20, x + 315, y + 30)), ("C", (x + 315, y + 40, x + 300, y + 40, x + 300, y + 30)), ("Z", ())), fill=TEAL, stroke=INK, stroke_width=1.5, block="b5")  # fmt: skip
    return (
        Box(x, y + 10, 160, 40, stroke=INK, stroke_width=1, radius=7, block="b5"),
        text(20, 34, CHART_WORDS[0]),
        arrow,
        head,
        text(206, 40, CHART_WORDS[1]),
        Box(x + 140, y + 92, 120, 40, fill="#FFFFFF", stroke=RUST, stroke_width=1.5, block="b5"),
        Hatch(x + 141, y + 93, 118, 8, RUST, 1.5, 3.6, block="b5"),
        text(150, 120, CHART_WORDS[2]),
        Box(x + 280, y + 92, 120, 40, stroke=MUTED, stroke_width=1.25, dash=(4, 3), block="b5"),
        dot,
        Region(x, y, 420, 140, "b5"),
    )


@functools.cache
def plain() -> Sample:
    """The least that is a document; no artifact, no link."""
    body = (
        Heading(id="b1", text=(Run("One"),), level=1),
        Paragraph(id="b2", text=(Run("one two three four"),)),
    )
    setter = Setter(396, 612)
    setter.text("b1", "One", size=20, face="700")
    setter.text("b2", body[1].text, width=40)
    return Sample(document(*body), setter.pages())


VIETNAMESE = (
    "Ắ Ằ Ẳ Ẵ Ặ Ấ Ầ Ẩ Ẫ Ậ Á À Ả Ã Ạ Ế Ề Ể Ễ Ệ É È Ẻ Ẽ Ẹ Ố Ồ Ổ Ỗ Ộ Ớ Ờ Ở Ỡ Ợ Ó Ò Ỏ Õ Ọ Ứ Ừ Ử Ữ Ự Ú Ù Ủ Ũ Ụ "
    "Í Ì Ỉ Ĩ Ị Ý Ỳ Ỷ Ỹ Ỵ Đ Ă Â Ê Ô Ơ Ư"
)


@functools.cache
def vietnamese() -> Sample:
    """More glyphs than one byte names; in another face a few letters beyond the repertoire."""
    letters = " ".join(chr(code) for code in range(0x21, 0x7F))
    every = f"Người lấy máu {VIETNAMESE} {VIETNAMESE.lower()} {letters}"
    body = (
        Heading(id="b1", text=(Run("Người lấy máu"),), level=1),
        Paragraph(id="b2", text=(Run(every),)),
        Paragraph(
            id="b3",
            text=(
                Run(
                    "Ñandú, decomposed: e\u0301, q\u0301, b\u0301, \u0123\u0301 and x\u0323\u0302."
                ),
            ),
        ),
    )
    setter = Setter()
    for block in body:
        setter.text(block.id, block.text, face="700" if block.id == "b1" else "400")
        setter.y += 6
    return Sample(document(*body, language="vi", title="Người lấy máu"), setter.pages())


@functools.cache
def spread() -> Sample:
    """A figure and a table over two pages."""
    figure = Flowchart(id="b2", alternative="A line in two parts.", nodes=(), edges=())
    body = (Heading(id="b1", text=(Run("Over two pages"),), level=1), figure, TABLE)
    setter = Setter()
    setter.text("b1", "Over two pages", size=20, face="700")
    for part in range(2):
        setter.add(
            Rule(45, setter.y + 5, 200, setter.y + 20, 1, INK, block="b2"),
            Region(45, setter.y, 200, 30, "b2"),
        )
        setter.y += 40
        _table(setter, 2 * part, 2 * part + 2)
        if not part:
            setter.new_page()
    return Sample(document(*body), setter.pages(), ("Place", "Half earn less than"))


SAMPLES: dict[str, Callable[[], Sample]] = {
    "sheet": sheet,
    "plain": plain,
    "vietnamese": vietnamese,
    "spread": spread,
}
