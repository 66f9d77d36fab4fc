"""A map of equal squares, one for each place, with its legend beside it or under it."""

from collections.abc import Iterator
from typing import Final, Literal

from handouts.document import Tile, TileKey, TileMap
from handouts.frozen import dataclass
from handouts.model.records.rule_kinds import MapFill
from handouts.pages import Box, Item, TextRun
from handouts.shapes import Colour
from handouts.style import MINIMUM_TEXT_CONTRAST, Face, RoleLook, contrast, mixed
from handouts.typeset.blocks.charts.figure import figure
from handouts.typeset.column.drawing import Drawing, moved, owned
from handouts.typeset.column.frame import Frame
from handouts.typeset.column.marks import role_bar
from handouts.typeset.column.strips import Strip

_PITCH: Final = 2.2
"""Body sizes from one square to the next, where there is room (looks: 22.6 points at 10.5)."""

_GAP: Final = 0.1
"""Of the pitch: white between two squares."""

_LEGEND: Final = 15.0
"""Body sizes that a legend beside the map needs; with less room it stands under it."""

_AROUND: Final = 2.0
"""Points from a code to the edge of its square, and of the white under it where the square has a pattern."""

_LIT: Final = 1.25
"""How much larger the framed square and its code are."""

_TINTS: Final = (0.16, 0.11, 0.07, 0.0)
"""Shares of the colour in a pale square: the first on which text stands out."""


def set_tile_map(block: TileMap, frame: Frame) -> list[Strip]:
    """The map as wide as it may be with its legend."""
    return [figure(block, _drawing(block, frame), frame, block.id)]


@dataclass(frozen=True, slots=True)
class _Map(Frame):
    """The column of one map, and the measures that its parts share."""

    own: Colour
    """Of its squares."""
    pitch: float
    size: float
    """Of the codes."""

    def across(self, text: str, face: Face, size: float) -> float:
        return self.metrics.width(text, face, size)


def _drawing(block: TileMap, frame: Frame) -> Drawing:
    body = frame.style.type["body"].size
    columns, rows = (
        max(at) + 1 for at in zip(*((t.column, t.row) for t in block.tiles), strict=True)
    )
    size = max(frame.style.type["small"].size, frame.style.smallest)
    widest = max(frame.metrics.width(tile.code, "700", size) for tile in block.tiles)
    least = max((widest + 2 * _AROUND) / (1 - _GAP), size * 1.6)
    pitch = max(min(_PITCH * body, frame.width / columns), least)
    gutter = frame.style.space["gutter"]
    if frame.width - columns * least - gutter >= _LEGEND * body:
        pitch = max(min(pitch, (frame.width - gutter - _LEGEND * body) / columns), least)
    wide = columns * pitch
    beside = frame.width - wide - gutter >= _LEGEND * body
    colour = frame.colour("ink") if block.role is None else frame.look(block.role).colour
    chart = _Map(frame.style, frame.metrics, frame.width, colour, pitch, size)
    left = wide + gutter if beside else 0.0
    legend, high, right = _legend(block.keys, chart, frame.width - left)
    tall = rows * pitch
    over = max((tall - high) / 2, 0.0) if beside else tall + frame.style.space["paragraph"]
    items = [*_tiles(block, chart), *(moved(item, left, over) for item in legend)]
    width = max(wide, left + right)
    return Drawing(width, max(tall, over + high), tuple(owned(item, block.id) for item in items))


# Squares


def _tiles(block: TileMap, chart: _Map) -> Iterator[Item]:
    """The squares, a framed one over the others, then the codes in the order of the document."""
    for tile in sorted(block.tiles, key=lambda one: one.lit):
        yield from _square(tile, block.keys[tile.value].fill, chart)
    for tile in block.tiles:
        yield _code(tile, block.keys[tile.value].fill, chart)


def _square(tile: Tile, fill: MapFill, chart: _Map) -> Iterator[Item]:
    x, y, side = _area(tile, chart)
    if tile.lit:  # white and a line around it, so that it stands out from its neighbours
        line = chart.style.rules["outline"] + 0.5
        out = 2 * line
        around = Box(x - out, y - out, side + 2 * out, side + 2 * out, fill=chart.colour("paper"))
        inner = line / 2
        yield around._replace(
            x=around.x + inner,
            y=around.y + inner,
            width=around.width - line,
            height=around.height - line,
            stroke=chart.colour("ink"),
            stroke_width=line,
        )
    yield from filled(fill, x, y, side, side, chart.own, chart)
    if fill in _PATTERNED:
        code = _code(tile, fill, chart)
        cap = chart.metrics.cap_height(code.face, code.size)
        wide = chart.across(code.text, code.face, code.size)
        pad = _AROUND - 0.5
        yield Box(
            code.x - pad,
            code.y - cap - pad,
            wide + 2 * pad,
            cap + 2 * pad,
            fill=chart.colour("paper"),
        )


def _area(tile: Tile, chart: _Map) -> tuple[float, float, float]:
    """The corner and the side of a square."""
    gap = _GAP * chart.pitch
    x, y, side = tile.column * chart.pitch, tile.row * chart.pitch, chart.pitch - gap
    return x + gap / 2, y + gap / 2, side


def _code(tile: Tile, fill: MapFill, chart: _Map) -> TextRun:
    x, y, side = _area(tile, chart)
    strong = tile.lit or fill not in _QUIET
    face: Face = "700" if strong else "400"
    size = chart.size
    if tile.lit:
        room = (side - 2) / chart.across(tile.code, face, 1.0)
        size = max(min(size * _LIT, room), size)
    start = x + (side - chart.across(tile.code, face, size)) / 2
    baseline = y + (side + chart.metrics.cap_height(face, size)) / 2
    colour = chart.colour("paper" if fill == "solid" else "ink")
    return TextRun(start, baseline, tile.code, face, size, colour)


_PATTERNED: Final = frozenset({"hatched", "dotted"})
_QUIET: Final = frozenset({"tinted", "dashed"})
"""Fills of squares that stand back."""


def filled(
    fill: MapFill, x: float, y: float, wide: float, high: float, colour: Colour, frame: Frame
) -> tuple[Item, ...]:
    """A rectangle in one of the fills of a map; no two look alike in gray."""
    paper = frame.colour("paper")
    if fill == "solid":
        return (Box(x, y, wide, high, fill=colour),)
    if fill == "tinted" and frame.style.ink == "full":
        return (Box(x, y, wide, high, fill=_tint(colour, frame)),)
    if fill in _BARS:
        look = RoleLook(colour, _BARS[fill], "disc")
        return role_bar(look, x, y, wide, high, outline=1.0, paper=paper)
    line = 0.75
    edge = Box(
        x + line / 2, y + line / 2, wide - line, high - line, stroke=colour, stroke_width=line
    )
    if fill == "dashed":
        return (edge._replace(dash=(2.2, 2.2)),)
    return (edge._replace(stroke=frame.colour("hairline")),)  # a tint costs ink


_BARS: Final[dict[str, Literal["hatch", "dots", "outline"]]] = {
    "hatched": "hatch",
    "dotted": "dots",
    "outlined": "outline",
}


def _tint(colour: Colour, frame: Frame) -> Colour:
    paper, ink = frame.colour("paper"), frame.colour("ink")
    tints = (mixed(colour, paper, share) for share in _TINTS)
    return next((one for one in tints if contrast(ink, one) >= MINIMUM_TEXT_CONTRAST), paper)


# Legend


def _legend(
    keys: tuple[TileKey, ...], chart: _Map, width: float
) -> tuple[list[Item], float, float]:
    """Each value with its fill, one under the other; the height and the width that they take."""
    kind = chart.style.type["body"]
    side, items, top, right = kind.size * 1.1, list[Item](), 0.0, 0.0
    start = side + 0.6 * kind.size
    for key in keys:
        baseline = top + chart.baseline(kind)
        middle = baseline - chart.metrics.cap_height(kind.face, kind.size) / 2
        items += filled(key.fill, 0.0, middle - side / 2, side, side, chart.own, chart)
        for line in _lines(key, chart, width - start):
            baseline, x = top + chart.baseline(kind), start
            for text, face in line:
                items.append(TextRun(x, baseline, text, face, kind.size, chart.colour("ink")))
                x += chart.across(text, face, kind.size)
            right = max(right, x - chart.across(" ", "400", kind.size))
            top += kind.leading
        top += chart.style.space["line"]
    return items, top - chart.style.space["line"], right


def _lines(key: TileKey, chart: _Map, width: float) -> list[list[tuple[str, Face]]]:
    """The words of a value in lines of runs; a run at the end of a line keeps its space."""
    size = chart.style.type["body"].size
    lines: list[list[tuple[str, Face]]] = [[]]
    used = 0.0
    parts: tuple[tuple[str, Face], ...] = ((key.label, "700"), (key.more, "400"))
    for text, face in parts:
        for word in text.split():
            wide = chart.across(word, face, size)
            if lines[-1] and used + wide > width + 0.01:
                lines.append([])
                used = 0.0
            line = lines[-1]
            if line and line[-1][1] == face:
                line[-1] = (f"{line[-1][0]}{word} ", face)
            else:
                line.append((f"{word} ", face))
            used += chart.across(f"{word} ", face, size)
    return lines
