"""fpdf2 as its manual shows it: a document object for each file, untagged."""

import logging
from pathlib import Path

from fpdf import FPDF, XPos, YPos
from fpdf.fonts import FontFace

from benchmarks import content
from benchmarks.content import EDGES, Sheet
from benchmarks.drawn import (
    ACCENT,
    BODY,
    BOLD,
    COLUMNS,
    GREY,
    HEIGHT,
    INK,
    MARGIN,
    QR_SIDE,
    REGULAR,
    TINT,
    WAGE_COLUMNS,
    WIDTH,
    modules,
)  # fmt: skip

logging.getLogger("fontTools").setLevel(logging.ERROR)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


class Tool:
    """Nothing is kept between documents: fonts belong to a document here."""

    def write(self, one: Sheet, path: Path) -> None:
        """Make one edition."""
        file = _File(one)
        file.first()
        file.second()
        file.output(str(path))


class _File(FPDF):
    def __init__(self, one: Sheet) -> None:
        super().__init__(unit="pt", format=(WIDTH, HEIGHT))
        self._one = one
        self.set_margins(MARGIN, 40, MARGIN)
        self.set_auto_page_break(True, 44)
        self.c_margin = 0
        self.add_font("body", "", str(REGULAR))
        self.add_font("body", "B", str(BOLD))
        self.set_title(content.TITLE)
        self.set_lang("en-US")

    def footer(self) -> None:
        self.set_y(-36)
        self._type(7.5)
        self.cell(BODY * 0.8, 9, self._one.source)
        self.cell(BODY * 0.2, 9, f"Page {self.page_no()} of 2", align="R")

    def first(self) -> None:
        one = self._one
        self.add_page()
        side, runs = modules(one.address)
        unit, left = QR_SIDE / side, WIDTH - MARGIN - QR_SIDE
        self.set_fill_color(0)
        for x, y, length in runs:
            self.rect(left + x * unit, 38 + y * unit, length * unit, unit, "F")
        self._text(content.TITLE, 20, 24, 0, "B")
        self._text(one.subtitle, 11, 15, 8)
        self._text(one.intro)
        self._table(content.HEAD, one.rows, COLUMNS)
        self._callout(one.callout)

    def second(self) -> None:
        one = self._one
        self.add_page()
        self._text(one.insert, 20, 24, 6, "B")
        self._table(content.WAGE_HEAD, one.wages, WAGE_COLUMNS, right=True)
        self._text(one.paragraph)
        for bullet in one.bullets:
            self._type(9)
            self.cell(14, 11.5, "\u2022")
            self._lines(BODY - 14, bullet, 11.5)
            self.ln(6)
        self._text(content.CHART_TITLE, 14, 18, 4, "B")
        self._chart()

    def _type(self, size: float, manner: str = "", colour: str = INK) -> None:
        self.set_font("body", manner, size)
        self.set_text_color(*_rgb(colour))

    def _lines(self, width: float, text: str, lead: float) -> None:
        self.multi_cell(width, lead, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _text(
        self, text: str, size: float = 9, lead: float = 11.5, after: float = 6, manner: str = ""
    ) -> None:
        self._type(size, manner)
        self._lines(BODY, text, lead)
        self.ln(after)

    def _table(
        self,
        head: tuple[str, ...],
        rows: tuple[tuple[str, ...], ...],
        widths: tuple[float, ...],
        *,
        right: bool = False,
    ) -> None:
        self._type(8.5)
        self.set_draw_color(*_rgb(GREY))
        self.set_line_width(0.5)
        align = ("LEFT", *("RIGHT",) * 4) if right else "LEFT"
        heads = FontFace(emphasis="BOLD", color=(255, 255, 255), fill_color=_rgb(ACCENT))
        strong = FontFace(emphasis="BOLD", fill_color=_rgb(TINT))
        with self.table(
            col_widths=widths, width=BODY, line_height=10.8, padding=(3, 5, 4, 5),
            text_align=align, align="L", headings_style=heads, v_align="T",
        ) as table:  # fmt: skip
            table.row(head)
            for texts in rows:
                row = table.row()
                for number, text in enumerate(texts):
                    row.cell(text, style=None if number else strong)
        self.ln(10)

    def _callout(self, text: str) -> None:
        self._type(9)
        top = self.get_y()
        high = self.multi_cell(BODY - 16, 11.5, text, align="L", dry_run=True, output="HEIGHT")
        self.set_draw_color(*_rgb(ACCENT))
        self.set_fill_color(*_rgb(TINT))
        self.set_line_width(1)
        self.rect(MARGIN, top, BODY, high + 23, "DF")
        self.set_xy(MARGIN + 8, top + 4)
        self._type(10, "B")
        self._lines(BODY - 16, content.CALLOUT_TITLE, 13)
        self.set_x(MARGIN + 8)
        self._type(9)
        self._lines(BODY - 16, text, 11.5)

    def _chart(self) -> None:
        left, top = MARGIN, self.get_y()
        self.set_auto_page_break(False)
        self.set_line_width(1)
        for node in self._one.nodes:
            x, y = left + node.x - node.width / 2, top + node.y - node.height / 2
            self.set_draw_color(*_rgb(ACCENT))
            if node.kind == "diamond":
                self.set_fill_color(255)
                middle, right = y + node.height / 2, x + node.width
                corners = [(left + node.x, y), (right, middle)]
                corners += [(left + node.x, y + node.height), (x, middle)]
                self.polygon(corners, style="DF")
            else:
                self.set_fill_color(*_rgb(TINT))
                radius = 12 if node.kind == "round" else 0
                self.rect(
                    x, y, node.width, node.height, "DF",
                    round_corners=bool(radius), corner_radius=radius,
                )  # fmt: skip
            first = node.y - (len(node.lines) - 1) * 5.5 + 3
            for number, line in enumerate(node.lines):
                self._middle(line, left + node.x, top + first + 11 * number, 8.5, INK)
        for edge in EDGES:
            self.set_draw_color(*_rgb(INK))
            self.set_fill_color(*_rgb(INK))
            self.set_dash_pattern(*((3, 2) if edge.dashed else ()))
            self.polyline([(left + x, top + y) for x, y in edge.corners])
            self.set_dash_pattern()
            self.polygon([(left + x, top + y) for x, y in edge.head], style="F")
            if edge.label:
                self._middle(edge.label, left + edge.label_x, top + edge.label_y, 7.5, ACCENT)

    def _middle(self, text: str, x: float, y: float, size: float, colour: str) -> None:
        self._type(size, colour=colour)
        self.text(x - self.get_string_width(text) / 2, y, text)
