"""ReportLab's Platypus as its manual shows it: fonts and styles made once, untagged."""

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    ListFlowable,
    ListItem,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)  # fmt: skip

from benchmarks import content
from benchmarks.content import CANVAS, EDGES, Sheet
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

rl_config.invariant = 1


class Tool:
    """Fonts, paragraph and table styles."""

    def __init__(self) -> None:
        pdfmetrics.registerFont(TTFont("body", str(REGULAR)))
        pdfmetrics.registerFont(TTFont("bold", str(BOLD)))
        pdfmetrics.registerFontFamily("body", "body", "bold", "body", "bold")
        kinds: dict[str, tuple[str, float, float, dict[str, Any]]] = {
            "title": ("bold", 20, 24, {}),
            "lead": ("body", 11, 15, {"spaceAfter": 10}),
            "body": ("body", 9, 11.5, {"spaceAfter": 6}),
            "heading": ("bold", 14, 18, {"spaceAfter": 4}),
            "callout": ("bold", 10, 13, {}),
            "cell": ("body", 8.5, 10.8, {}),
            "strong": ("bold", 8.5, 10.8, {}),
            "head": ("bold", 8.5, 10.8, {"textColor": white}),
            "number": ("body", 8.5, 10.8, {"alignment": 2}),
            "number head": ("bold", 8.5, 10.8, {"textColor": white, "alignment": 2}),
        }
        self._styles = {
            name: ParagraphStyle(
                name,
                fontName=font,
                fontSize=size,
                leading=lead,
                **{"textColor": HexColor(INK), **more},
            )
            for name, (font, size, lead, more) in kinds.items()
        }
        whole = ((0, 0), (-1, -1))
        grid: list[tuple[Any, ...]] = [
            ("VALIGN", *whole, "TOP"),
            ("GRID", *whole, 0.5, HexColor(GREY)),
            ("BACKGROUND", (0, 0), (-1, 0), HexColor(ACCENT)),
            ("LEFTPADDING", *whole, 5),
            ("RIGHTPADDING", *whole, 5),
            ("TOPPADDING", *whole, 3),
            ("BOTTOMPADDING", *whole, 4),
        ]
        self._numbers = TableStyle(grid)
        self._texts = TableStyle([*grid, ("BACKGROUND", (0, 1), (0, -1), HexColor(TINT))])
        self._box = TableStyle(
            [
                ("BOX", *whole, 1, HexColor(ACCENT)),
                ("BACKGROUND", *whole, HexColor(TINT)),
                ("LEFTPADDING", *whole, 8),
                ("RIGHTPADDING", *whole, 8),
            ]
        )

    def write(self, one: Sheet, path: Path) -> None:
        """Make one edition."""
        file = BaseDocTemplate(
            str(path), pagesize=(WIDTH, HEIGHT), leftMargin=MARGIN, rightMargin=MARGIN,
            topMargin=40, bottomMargin=44, title=content.TITLE, lang="en-US",
        )  # fmt: skip
        frame = Frame(MARGIN, 44, BODY, HEIGHT - 84, 0, 0, 0, 0)
        template = PageTemplate("page", [frame], onPage=lambda c, d: _furniture(c, d.page, one))
        file.addPageTemplates(template)
        items = [ListItem(self._text(b, "body"), leftIndent=14) for b in one.bullets]
        callout = [self._text(content.CALLOUT_TITLE, "callout"), self._text(one.callout, "body")]
        file.build(
            [
                self._text(content.TITLE, "title"),
                self._text(one.subtitle, "lead"),
                self._text(one.intro, "body"),
                self._table(content.HEAD, one.rows, COLUMNS),
                Spacer(1, 10),
                Table([[callout]], colWidths=[BODY], style=self._box),
                PageBreak(),
                self._text(one.insert, "title"),
                Spacer(1, 6),
                self._table(content.WAGE_HEAD, one.wages, WAGE_COLUMNS, numbers=True),
                Spacer(1, 8),
                self._text(one.paragraph, "body"),
                ListFlowable(
                    items, bulletType="bullet", leftIndent=14, bulletFontName="body",
                    bulletFontSize=9, start="\u2022",
                ),
                self._text(content.CHART_TITLE, "heading"),
                _Chart(one),
            ]
        )  # fmt: skip

    def _text(self, text: str, style: str) -> Paragraph:
        return Paragraph(escape(text), self._styles[style])

    def _table(
        self,
        head: tuple[str, ...],
        rows: tuple[tuple[str, ...], ...],
        widths: tuple[float, ...],
        *,
        numbers: bool = False,
    ) -> Table:
        cell, heads = ("number", "number head") if numbers else ("cell", "head")
        data = [[self._text(t, heads if n else "head") for n, t in enumerate(head)]]
        data += [[self._text(t, cell if n else "strong") for n, t in enumerate(r)] for r in rows]
        style = self._numbers if numbers else self._texts
        return Table(data, colWidths=widths, repeatRows=1, style=style)


def _furniture(canvas: Any, page: int, one: Sheet) -> None:
    canvas.setFont("body", 7.5)
    canvas.setFillColor(HexColor(INK))
    canvas.drawString(MARGIN, 28, one.source)
    canvas.drawRightString(WIDTH - MARGIN, 28, f"Page {page} of 2")
    if page > 1:
        return
    side, runs = modules(one.address)
    unit, left, top = QR_SIDE / side, WIDTH - MARGIN - QR_SIDE, HEIGHT - 38
    canvas.setFillColor(black)
    path = canvas.beginPath()
    for x, y, length in runs:
        path.rect(left + x * unit, top - (y + 1) * unit, length * unit, unit)
    canvas.drawPath(path, stroke=0, fill=1)


class _Chart(Flowable):
    def __init__(self, one: Sheet) -> None:
        super().__init__()
        self._one = one

    def wrap(self, *_: float) -> tuple[float, float]:
        return CANVAS

    def draw(self) -> None:
        canvas = self.canv
        canvas.setLineWidth(1)
        for node in self._one.nodes:
            canvas.setStrokeColor(HexColor(ACCENT))
            left, middle = node.x - node.width / 2, CANVAS[1] - node.y
            bottom = middle - node.height / 2
            if node.kind == "diamond":
                canvas.setFillColor(white)
                corners = ((node.x, bottom + node.height), (left + node.width, middle))
                self._path(
                    (*corners, (node.x, bottom), (left, middle)), closed=True, stroke=1, fill=1
                )
            else:
                canvas.setFillColor(HexColor(TINT))
                radius = 12 if node.kind == "round" else 0
                canvas.roundRect(left, bottom, node.width, node.height, radius, 1, 1)
            canvas.setFillColor(HexColor(INK))
            canvas.setFont("body", 8.5)
            first = middle + (len(node.lines) - 1) * 5.5 - 3
            for number, line in enumerate(node.lines):
                canvas.drawCentredString(node.x, first - 11 * number, line)
        canvas.setStrokeColor(HexColor(INK))
        for edge in EDGES:
            canvas.setDash([3, 2] if edge.dashed else [])
            self._path([(x, CANVAS[1] - y) for x, y in edge.corners], stroke=1)
            canvas.setFillColor(HexColor(INK))
            self._path([(x, CANVAS[1] - y) for x, y in edge.head], closed=True, fill=1)
            if edge.label:
                canvas.setFillColor(HexColor(ACCENT))
                canvas.setFont("body", 7.5)
                canvas.drawCentredString(edge.label_x, CANVAS[1] - edge.label_y, edge.label)

    def _path(self, corners: Any, *, closed: bool = False, stroke: int = 0, fill: int = 0) -> None:
        path = self.canv.beginPath()
        path.moveTo(*corners[0])
        for corner in corners[1:]:
            path.lineTo(*corner)
        if closed:
            path.close()
        self.canv.drawPath(path, stroke=stroke, fill=fill)
