"""Lines from one value to another, each named at its right end and with its figures at both."""

from collections.abc import Sequence
from typing import Final

from handouts.document import Amount, AmountChart, Amounts
from handouts.document.figures import called
from handouts.frozen import dataclass
from handouts.pages import Rule
from handouts.typeset.blocks.charts.sheet import DOT, Sheet, point

_HIGH: Final = 8.0
"""Lines of text between the highest and the lowest figure: a slope is seen, and a sheet has room for it."""

_LEAST_SPAN: Final = 0.2
"""Of the largest figure, what the height stands for at least: a difference of a percent is no cliff."""

_NAMES: Final = 0.36
"""Of the width, what names take at most; longer ones go on in further lines."""

_LINE: Final = 2.5
"""How heavy a line is."""

_MOVED: Final = 0.3
"""Lines of text by which words are moved from their point before a thin line leads to them."""


@dataclass(frozen=True, slots=True)
class _Slope:
    """A row that is drawn: its place among the roles, and what is written at its right end."""

    number: int
    one: Amounts
    row: Amount
    name: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Axes:
    """The x of both ends, and from a figure to its y."""

    left: float
    right: float
    high: float
    low: float
    top: float
    bottom: float

    def y(self, value: float) -> float:
        return self.top + (self.high - value) / (self.high - self.low) * (self.bottom - self.top)


def slopes(block: AmountChart, sheet: Sheet) -> float:
    """What both ends are, the lines, and under them what has no line; the y of their end."""
    rows = [(block.series.index(one), one, row) for one, row in block.ends() if row.is_sloped]
    top = 0.0
    if rows:
        left, right = _sides(block, sheet)
        top = _heads(block, sheet, left, right) + sheet.style.space["line"]
        room = sheet.width - right - _gap(sheet)
        drawn = [_Slope(n, one, row, _name(one, row, room, sheet)) for n, one, row in rows]
        top = _drawn(drawn, _axes(drawn, sheet, (left, right), top), sheet)
    top += sheet.style.space["line"] if rows else 0.0
    for sentence in block.slopes(drawn=False):
        top = sheet.paragraph(0.0, top, sentence, sheet.width)
    return top


def _gap(sheet: Sheet) -> float:
    return (DOT + 0.45) * sheet.body.size


def _sides(block: AmountChart, sheet: Sheet) -> tuple[float, float]:
    """The x of the two ends: words stand outside of them."""
    rows = [(one, row) for one, row in block.ends() if row.is_sloped]
    left = max(sheet.across(row.before, "700") for _, row in rows)
    figures = max(sheet.across(row.text, "700") for _, row in rows)
    names = [called(one, row) for one, row in rows]
    words = max((sheet.across(w) for name in names for w in name.split()), default=0.0)
    wide = max(min(max(map(sheet.across, names)), _NAMES * sheet.width), words, figures)
    gap = _gap(sheet)
    return left + gap, max(sheet.width - wide - gap, left + gap + 1.0)


def _name(one: Amounts, row: Amount, room: float, sheet: Sheet) -> tuple[str, ...]:
    return tuple(sheet.lines(called(one, row), room))


def _heads(block: AmountChart, sheet: Sheet, left: float, right: float) -> float:
    """What the ends are, at the edges of the column: one over the other where they would meet."""
    first, second = block.heads
    width = sheet.across(second, "600")
    start = min(right - DOT * sheet.body.size, sheet.width - width)
    room = max(start - sheet.body.size, left)
    under = sheet.paragraph(0.0, 0.0, first, room, "600")
    return max(under, sheet.paragraph(max(start, 0.0), 0.0, second, sheet.width - start, "600"))


def _axes(drawn: Sequence[_Slope], sheet: Sheet, sides: tuple[float, float], top: float) -> _Axes:
    """From the least to the most of all figures."""
    values = [v for one in drawn for v in (one.row.low, one.row.high) if v is not None]
    low, high = min(values), max(values)
    lacking = max(_LEAST_SPAN * max(map(abs, values)) - (high - low), 0.0) or (high == low) * 1.0
    low, high = low - lacking / 2, high + lacking / 2
    lines = max(_HIGH, sum(1 + len(one.name) for one in drawn) * 1.2)
    half = sheet.body.leading / 2
    bottom = top + lines * sheet.body.leading - half
    return _Axes(*sides, high, low, top + half, bottom)


def _drawn(drawn: Sequence[_Slope], axes: _Axes, sheet: Sheet) -> float:
    """The lines behind their points, then the words of each line, which never lie on one another."""
    body, half = sheet.body, sheet.body.leading / 2
    ends = [(axes.y(one.row.low or 0.0), axes.y(one.row.high or 0.0)) for one in drawn]
    for x in (axes.left, axes.right):
        grid = sheet.colour("hairline")
        sheet.items.append(Rule(x, axes.top - half, x, axes.bottom + half, 0.75, grid))
    for one, (y1, y2) in zip(drawn, ends, strict=True):
        colour = sheet.drawn_in(one.one).colour
        sheet.items.append(Rule(axes.left, y1, axes.right, y2, _LINE, colour))
    for one, (y1, y2) in zip(drawn, ends, strict=True):
        for x, y in ((axes.left, y1), (axes.right, y2)):
            sheet.items.extend(point(one.number, one.one, sheet, x, y))
    least = axes.top - half
    lefts = apart([y - half for y, _ in ends], [body.leading] * len(ends), least)
    heights = [(1 + len(one.name)) * body.leading for one in drawn]
    rights = apart([y - half for _, y in ends], heights, least)
    for one, (y1, y2), left, right in zip(drawn, ends, lefts, rights, strict=True):
        _words(one, (y1, y2), (left, right), axes, sheet)
    lowest = max(top + high for top, high in zip(rights, heights, strict=True))
    return max(axes.bottom + half, lowest, max(lefts) + body.leading)


def _words(
    one: _Slope, ends: tuple[float, float], tops: tuple[float, float], axes: _Axes, sheet: Sheet
) -> None:
    """The figures at both ends, and the name under the right one."""
    body, colour, gap = sheet.body, sheet.drawn_in(one.one).colour, _gap(sheet)
    near = (axes.left - gap, axes.right + gap)
    for x, y, top, side in zip((axes.left, axes.right), ends, tops, (-1, 1), strict=True):
        middle = top + body.leading / 2
        if abs(middle - y) > _MOVED * body.leading:
            start, end = x + side * DOT * body.size, x + side * (gap - 1.0)
            sheet.items.append(Rule(start, y, end, middle, 0.5, colour))
    shift = sheet.baseline(body)
    before = one.row.before
    sheet.write(near[0] - sheet.across(before, "700"), tops[0] + shift, before, "700", colour)
    sheet.write(near[1], tops[1] + shift, one.row.text, "700", colour)
    for number, line in enumerate(one.name, 1):
        sheet.write(near[1], tops[1] + number * body.leading + shift, line)


def apart(wanted: Sequence[float], heights: Sequence[float], least: float) -> list[float]:
    """The tops of words that want these, moved as little as keeps them from lying on one another.

    None is over ``least``. Words that would meet are moved together, as far up as down in all: the
    isotonic regression of their places without their heights.
    """
    order = sorted(range(len(wanted)), key=lambda n: (wanted[n], n))
    runs: list[tuple[float, int]] = []  # their sum and their number
    offset = 0.0
    for n in order:
        run = (wanted[n] - offset, 1)
        offset += heights[n]
        while runs and runs[-1][0] / runs[-1][1] > run[0] / run[1]:
            run = (run[0] + runs[-1][0], run[1] + runs[-1][1])
            runs.pop()
        runs.append(run)
    places = [max(total / count, least) for total, count in runs for _ in range(count)]
    tops, offset = [0.0] * len(wanted), 0.0
    for n, place in zip(order, places, strict=True):
        tops[n] = place + offset
        offset += heights[n]
    return tops
