"""What tools without charts and codes are given: geometry, and the chart as SVG."""

from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Final

from benchmarks.content import CANVAS, CHART_TEXT, EDGES, QR_TEXT, Sheet

FONTS: Final = Path(__file__).parents[1] / "src" / "handouts" / "fonts" / "files"
REGULAR: Final = FONTS / "SourceSans3_400Regular.ttf"
BOLD: Final = FONTS / "SourceSans3_700Bold.ttf"
FAMILY: Final = "Source Sans 3"

INK: Final = "#1B2430"
GREY: Final = "#8A97A8"
TINT: Final = "#EEF3F8"
ACCENT: Final = "#1F5F8B"

WIDTH: Final = 612.0
HEIGHT: Final = 792.0
MARGIN: Final = 48.0
BODY: Final = WIDTH - 2 * MARGIN
COLUMNS: Final = (84.0, 216.0, 216.0)
WAGE_COLUMNS: Final = (100.0, 104.0, 104.0, 104.0, 104.0)
QR_SIDE: Final = 44.0


@lru_cache(maxsize=1024)
def modules(address: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """The side of a QR code in modules, and its dark runs: x, y and length.

    Kept by address: the measured runs find it made, for every tool alike.
    """
    import segno

    matrix = segno.make(address, error="m", boost_error=False).matrix
    runs = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            length = 0
            while x + length < len(row) and row[x + length]:
                length += 1
            if length:
                runs.append((x, y, length))
            x += length or 1
    return len(matrix), tuple(runs)


def qr_path(address: str) -> str:
    """The code as the data of an SVG path, one unit a module."""
    _, runs = modules(address)
    return "".join(f"M{x} {y}h{n}v1h-{n}z" for x, y, n in runs)


def qr_svg(address: str) -> str:
    """The code as an SVG picture."""
    side, _ = modules(address)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{QR_SIDE}pt" height="{QR_SIDE}pt" '
        f'viewBox="0 0 {side} {side}" role="img" aria-label="{QR_TEXT}"><title>{QR_TEXT}</title>'
        f'<path d="{qr_path(address)}"/></svg>'
    )


def chart_svg(sheet: Sheet) -> str:
    """The chart as an SVG picture."""
    width, height = CANVAS
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" '
            f'viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{CHART_TEXT}">'
            f"<title>{CHART_TEXT}</title>"
        )
    ]
    for node in sheet.nodes:
        left, top = node.x - node.width / 2, node.y - node.height / 2
        if node.kind == "diamond":
            corners = f"{node.x},{top} {left + node.width},{node.y} {node.x},{top + node.height} {left},{node.y}"
            parts.append(f'<polygon points="{corners}" fill="#fff" stroke="{ACCENT}"/>')
        else:
            radius = 12 if node.kind == "round" else 0
            parts.append(
                f'<rect x="{left}" y="{top}" width="{node.width}" height="{node.height}" '
                f'rx="{radius}" fill="{TINT}" stroke="{ACCENT}"/>'
            )
        first = node.y - (len(node.lines) - 1) * 5.5 + 3
        parts += [
            _svg_text(node.x, first + 11 * number, 8.5, INK, line)
            for number, line in enumerate(node.lines)
        ]
    for edge in EDGES:
        dash = ' stroke-dasharray="3 2"' if edge.dashed else ""
        line = " ".join(f"{x},{y}" for x, y in edge.corners)
        head = " ".join(f"{x},{y}" for x, y in edge.head)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{INK}"{dash}/>')
        parts.append(f'<polygon points="{head}" fill="{INK}"/>')
        if edge.label:
            parts.append(_svg_text(edge.label_x, edge.label_y, 7.5, ACCENT, edge.label))
    return "".join((*parts, "</svg>"))


def _svg_text(x: float, y: float, size: float, colour: str, text: str) -> str:
    return (
        f'<text x="{x}" y="{y}" font-family="{FAMILY}" font-size="{size}" '
        f'text-anchor="middle" fill="{colour}">{escape(text)}</text>'
    )
