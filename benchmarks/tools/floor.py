"""The floor: the same tagged page from ready-made positions, with the least that a PDF needs.

No layout, no shaping, no kerning, no fitting: every text is broken and set once per process, by advance
widths, at places that are known. What is left is joining strings, compressing and writing a file.
"""

import zlib
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final

from fontTools import subset
from fontTools.ttLib import TTFont

from benchmarks import content
from benchmarks.content import CANVAS, CHART_TEXT, EDGES, QR_TEXT, Sheet
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
from benchmarks.tools.floor_file import Tree, whole_file

_WHITE: Final = "#FFFFFF"


def _colour(value: str) -> str:
    parts = (int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return " ".join(f"{part:.3g}" for part in parts)


class _Face:
    """A subset of Latin-1 with one byte a character, its objects ready."""

    def __init__(self, name: str, path: Path) -> None:
        characters = [c for c in range(0x20, 0x100) if c < 0x7F or c > 0xA0]
        font = TTFont(path, recalcTimestamp=False)
        options = subset.Options()
        options.layout_features = []
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=characters)
        cutter.subset(font)
        cmap, advances = font.getBestCmap(), font["hmtx"].metrics
        em = font["head"].unitsPerEm
        self.name = name
        self.widths = {
            chr(c): advances[cmap[c]][0] * 1000 / em if c in cmap else 0 for c in characters
        }
        file = BytesIO()
        font.save(file)
        self.program = zlib.compress(file.getvalue(), 9)
        self.length = len(file.getvalue())

    def objects(self, first: int) -> list[bytes]:
        widths = " ".join(f"{self.widths.get(chr(c), 0):.0f}" for c in range(32, 256))
        name = f"BENCHA+{self.name}"
        return [
            f"<</Type/Font/Subtype/TrueType/BaseFont/{name}/FirstChar 32/LastChar 255"
            f"/Widths[{widths}]/FontDescriptor {first + 1} 0 R/Encoding/WinAnsiEncoding>>".encode(),
            f"<</Type/FontDescriptor/FontName/{name}/Flags 32/FontBBox[-400 -400 2000 1200]"
            f"/ItalicAngle 0/Ascent 1024/Descent -400/CapHeight 660/StemV 90"
            f"/FontFile2 {first + 2} 0 R>>".encode(),
            b"<</Length1 %d/Filter/FlateDecode/Length %d>>stream\n%b\nendstream"
            % (self.length, len(self.program), self.program),
        ]


class Tool:
    """Fonts made once; ``write`` makes a file."""

    def __init__(self) -> None:
        global _regular, _bold
        _regular, _bold = _Face("Regular", REGULAR), _Face("Bold", BOLD)
        self._fixed = [*_regular.objects(1), *_bold.objects(4)]

    def write(self, one: Sheet, path: Path) -> None:
        """Draw both pages and write the file."""
        tree = Tree()
        streams = [_first(one, tree), _second(one, tree)]
        path.write_bytes(whole_file(self._fixed, streams, tree))


_regular: _Face
_bold: _Face


@lru_cache(maxsize=20_000)
def _paragraph(
    text: str, width: float, size: float, lead: float, colour: str, *, bold: bool, align: str
) -> tuple[int, str]:
    """How many lines, and the operators between the first ``Td`` and ``ET``."""
    face = _bold if bold else _regular
    widths, limit = face.widths, width * 1000 / size
    lines: list[tuple[str, float]] = []
    line, used = "", 0.0
    for word in text.split():
        wide = sum([widths.get(c, 500) for c in word])
        if line and used + widths[" "] + wide > limit:
            lines.append((line, used))
            line, used = word, wide
        else:
            used += wide + (widths[" "] if line else 0)
            line = f"{line} {word}" if line else word
    lines.append((line, used))
    out = [f"/{face.name} {size} Tf {lead} TL {_colour(colour)} rg"]
    x = 0.0
    for number, (line, used) in enumerate(lines):
        spare = width - used * size / 1000
        left = {"left": 0.0, "middle": spare / 2, "right": spare}[align]
        out.append(f"{left - x:.2f} {-lead if number else 0} Td")
        x = left
        escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        out.append(f"({escaped})Tj")
    return len(lines), "\n".join(out)


class _Page:
    def __init__(self, number: int, tree: Tree) -> None:
        self.number = number
        self.tree = tree
        self.out: list[str] = []

    def leaf(self, tag: str, body: str, parent: int = 0, more: str = "") -> None:
        self.tree.add(tag, parent, more, self.number)
        mark = len(self.tree.marks[self.number]) - 1
        self.out.append(f"/{tag}<</MCID {mark}>>BDC\n{body}\nEMC")

    def text(
        self, tag: str, x: float, y: float, set_: str, parent: int = 0, more: str = ""
    ) -> None:
        self.leaf(tag, f"BT {x:.2f} {y:.2f} Td\n{set_}\nET", parent, more)

    def artifact(self, body: str) -> None:
        self.out.append(f"/Artifact BMC\n{body}\nEMC")


def _set(
    text: str, width: float, size: float = 9, lead: float = 11.5, colour: str = INK,
    *, bold: bool = False, align: str = "left",
) -> tuple[int, str]:  # fmt: skip
    return _paragraph(text, width, size, lead, colour, bold=bold, align=align)


def _first(one: Sheet, tree: Tree) -> str:
    page = _Page(0, tree)
    page.text("H1", MARGIN, HEIGHT - 60, _set(content.TITLE, 460, 20, 24, bold=True)[1])
    page.text("P", MARGIN, HEIGHT - 78, _set(one.subtitle, 460, 11, 15)[1])
    left, bottom = WIDTH - MARGIN - QR_SIDE, HEIGHT - 38 - QR_SIDE
    side, runs = modules(one.address)
    unit = QR_SIDE / side
    squares = " ".join([f"{x} {y} {n} 1 re" for x, y, n in runs])
    drawn = f"q 0 g {unit:.4f} 0 0 {-unit:.4f} {left:g} {HEIGHT - 38:g} cm {squares} f Q"
    page.leaf("Figure", drawn, more=_figure(QR_TEXT, left, bottom, QR_SIDE, QR_SIDE))
    lines, intro = _set(one.intro, BODY)
    page.text("P", MARGIN, HEIGHT - 98, intro)
    y = _table(page, HEIGHT - 94 - lines * 11.5, content.HEAD, one.rows, COLUMNS) - 10
    lines, callout = _set(one.callout, BODY - 16)
    high = lines * 11.5 + 25
    box = f"{_colour(TINT)} rg {_colour(ACCENT)} RG 1 w {MARGIN} {y - high:.2f} {BODY} {high} re B"
    page.artifact(box)
    inner = tree.add("Div", 0)
    title = _set(content.CALLOUT_TITLE, BODY - 16, 10, 13, bold=True)[1]
    page.text("P", MARGIN + 8, y - 14, title, inner)
    page.text("P", MARGIN + 8, y - 27, callout, inner)
    return _finished(page, one)


def _second(one: Sheet, tree: Tree) -> str:
    page = _Page(1, tree)
    page.text("H1", MARGIN, HEIGHT - 60, _set(one.insert, BODY, 20, 24, bold=True)[1])
    y = _table(page, HEIGHT - 74, content.WAGE_HEAD, one.wages, WAGE_COLUMNS, numbers=True) - 18
    lines, paragraph = _set(one.paragraph, BODY)
    page.text("P", MARGIN, y, paragraph)
    y -= lines * 11.5 + 6
    items = tree.add("L", 0, "/A<</O/List/ListNumbering/Disc>>")
    for bullet in one.bullets:
        item = tree.add("LI", items)
        page.text("Lbl", MARGIN, y, _set("\u00b7", 14)[1], item)
        lines, text = _set(bullet, BODY - 14)
        page.text("LBody", MARGIN + 14, y, text, item)
        y -= lines * 11.5 + 6
    page.text("H2", MARGIN, y - 10, _set(content.CHART_TITLE, BODY, 14, 18, bold=True)[1])
    _chart(page, one, y - 22 - CANVAS[1])
    return _finished(page, one)


def _finished(page: _Page, one: Sheet) -> str:
    left, right = (
        _set(one.source, 420, 7.5, 9),
        _set(f"Page {page.number + 1} of 2", 90, 7.5, 9, align="right"),
    )
    page.artifact(
        f"BT {MARGIN} 28 Td\n{left[1]}\nET BT {WIDTH - MARGIN - 90} 28 Td\n{right[1]}\nET"
    )
    return "\n".join(page.out)


def _table(
    page: _Page,
    y: float,
    head: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
    widths: tuple[float, ...],
    *,
    numbers: bool = False,
) -> float:
    table = page.tree.add("Table", 0)
    top, rules, cells = y, [y], []
    for r, row in enumerate((head, *rows)):
        texts = [
            _set(
                text, widths[c] - 10, 8.5, 10.8, INK if r else _WHITE,
                bold=not (r and c), align="right" if numbers and c else "left",
            )
            for c, text in enumerate(row)
        ]  # fmt: skip
        cells.append((y, [set_ for _, set_ in texts]))
        y -= max([lines for lines, _ in texts]) * 10.8 + 7
        rules.append(y)
    edges = [MARGIN]
    for width in widths:
        edges.append(edges[-1] + width)
    right = edges[-1]
    lines = [f"{MARGIN} {at:.2f} m {right} {at:.2f} l" for at in rules]
    lines += [f"{x} {top:.2f} m {x} {y:.2f} l" for x in edges]
    page.artifact(
        f"{_colour(ACCENT)} rg {MARGIN} {rules[1]:.2f} {BODY} {top - rules[1]:.2f} re f "
        f"{_colour(TINT)} rg {MARGIN} {y:.2f} {widths[0]} {rules[1] - y:.2f} re f "
        f"{_colour(GREY)} RG .5 w {' '.join(lines)} S"
    )
    for r, (at, texts) in enumerate(cells):
        line = page.tree.add("TR", table)
        for c, text in enumerate(texts):
            scope = "Row" if r else "Column"
            more = "" if r and c else f"/A<</O/Table/Scope/{scope}>>"
            page.text("TD" if r and c else "TH", edges[c] + 5, at - 11, text, line, more)
    return y


@lru_cache(maxsize=1)
def _chart_lines(one_nodes: tuple[tuple[str, float, float, float, float], ...]) -> str:
    out = [f"{_colour(ACCENT)} RG 1 w"]
    for kind, x, y, width, height in one_nodes:
        left, bottom = x - width / 2, CANVAS[1] - y - height / 2
        middle = CANVAS[1] - y
        if kind == "diamond":
            out.append(
                f"1 g {x} {bottom + height} m {left + width} {middle} l {x} {bottom} l "
                f"{left} {middle} l b"
            )
        else:
            out.append(f"{_colour(TINT)} rg {left} {bottom} {width} {height} re B")
    out.append(f"{_colour(INK)} RG {_colour(INK)} rg")
    for edge in EDGES:
        points = [f"{x} {CANVAS[1] - y}" for x, y in edge.corners]
        head = [f"{x:g} {CANVAS[1] - y:g}" for x, y in edge.head]
        dash = "[3 2]0 d " if edge.dashed else "[]0 d "
        out.append(
            f"{dash}{points[0]} m {' l '.join(points[1:])} l S {head[0]} m {head[1]} l {head[2]} l f"
        )
    return "\n".join(out)


def _chart(page: _Page, one: Sheet, y: float) -> None:
    out = [f"q 1 0 0 1 {MARGIN} {y:.2f} cm"]
    out.append(_chart_lines(tuple((n.kind, n.x, n.y, n.width, n.height) for n in one.nodes)))
    for node in one.nodes:
        first = CANVAS[1] - node.y + (len(node.lines) - 1) * 5.5 - 3
        for number, line in enumerate(node.lines):
            text = _set(line, node.width, 8.5, 11, align="middle")[1]
            out.append(f"BT {node.x - node.width / 2} {first - 11 * number:.2f} Td {text} ET")
    for edge in EDGES:
        if edge.label:
            text = _set(edge.label, 60, 7.5, 9, ACCENT, align="middle")[1]
            out.append(f"BT {edge.label_x - 30} {CANVAS[1] - edge.label_y} Td {text} ET")
    out.append("Q")
    page.leaf("Figure", "\n".join(out), more=_figure(CHART_TEXT, MARGIN, y, *CANVAS))


def _figure(text: str, x: float, y: float, width: float, height: float) -> str:
    box = f"{x:g} {y:.2f} {x + width:g} {y + height:.2f}"
    return f"/Alt({text})/A<</O/Layout/Placement/Block/BBox[{box}]>>"
