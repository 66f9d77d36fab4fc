"""Amounts on one scale, each with its words: shares, ranges, bars and points."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from handouts.document import Amount, AmountChart, Amounts
from handouts.frozen import dataclass
from handouts.model.blocks.charts import ChartKind
from handouts.model.records.rule_kinds import MapFill
from handouts.pages import Box, Item, Rule, TextRun
from handouts.shapes import Colour
from handouts.style import RoleLook, mixed
from handouts.typeset.blocks.charts.figure import figure
from handouts.typeset.blocks.charts.sheet import DOT, Sheet, point
from handouts.typeset.blocks.charts.slopes import slopes
from handouts.typeset.blocks.charts.tiles import filled
from handouts.typeset.column.drawing import Drawing, owned
from handouts.typeset.column.frame import Frame
from handouts.typeset.column.marks import draw_mark, mark_width, role_bar
from handouts.typeset.column.strips import Strip

_NAMES: Final = 0.34
"""Of the width, what labels take at most; longer ones go on in a second line."""

_VALUES: Final = 0.36
"""Of the width, what words beside a bar take at most; if one is longer, all stand under their bars."""

_NAMED: Final = 0.5
"""Of the width, what names left of their bars take at most; longer ones stand over them."""

_BAR: Final = 1.1
"""Height of a bar, in body sizes (looks: 11 to 16 points at 10.5)."""

_PAD: Final = 0.06
"""Of the span of a scale of points, what lies beyond its ends."""

_STEPS: Final = (1.0, 0.55, 0.28, 0.12)
"""Shares of the colour in the parts of a bar, from the first; later ones are as pale as the last."""

_PATTERNS: Final[tuple[MapFill, ...]] = ("hatched", "dotted", "outlined", "dashed")
"""The same where ink is saved."""


def set_amounts(block: AmountChart, frame: Frame) -> list[Strip]:
    """The chart as wide as its column; its height follows from its rows."""
    sheet = Sheet(frame.style, frame.metrics, frame.width, [])
    end = _DRAWN.get(block.kind, _bars)(block, sheet)
    if all(isinstance(item, TextRun) for item in sheet.items):  # a figure is what is drawn
        sheet.items.append(Rule(0.0, 0.0, frame.width, 0.0, 0.5, frame.colour("hairline")))
    items = tuple(owned(item, block.id) for item in sheet.items)
    return [figure(block, Drawing(sheet.right(), end, items), frame, block.id)]


def _name(one: Amounts, sheet: Sheet, x: float, top: float) -> tuple[float, float]:
    """A role's name with its mark; where it ends in both directions."""
    look, size = sheet.drawn_in(one), sheet.body.size
    baseline = top + sheet.baseline(sheet.body)
    if one.role is None:
        sheet.write(x, baseline, one.name, "700")
        return x + sheet.across(one.name, "700"), top + sheet.body.leading
    sheet.items.extend(draw_mark(look, x, baseline, size, paper=sheet.colour("paper")))
    start = x + mark_width(look, size) + 0.4 * size
    sheet.write(start, baseline, one.name, "700", look.colour)
    return start + sheet.across(one.name, "700"), top + sheet.body.leading


# Bars


@dataclass(frozen=True, slots=True)
class _Scale:
    """From a figure to its x; ``beside`` says whether the words stand at the ends of the bars."""

    low: float
    high: float
    left: float
    right: float
    beside: bool = True

    def x(self, value: float) -> float:
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return self.left + share * (self.right - self.left)


def _bars(block: AmountChart, sheet: Sheet) -> float:
    """The rows of one role after those of the other, on the scale of all."""
    named = _named_bars(block, sheet)
    scale = _bar_scale(block, sheet, named)
    gap, top = sheet.style.space["line"], 0.0
    for number, one in enumerate(block.series):
        top += sheet.style.space["line" if named else "paragraph"] if number else 0.0
        if one.name and named:
            _name(one, sheet, 0.0, top)
        elif one.name:
            _, top = _name(one, sheet, 0.0, top)
        for at, row in enumerate(one.rows):
            top += gap if at else 0.0
            top = _shares(row, one, sheet, top) if row.parts else _bar(row, one, sheet, scale, top)
    return top


def _named_bars(block: AmountChart, sheet: Sheet) -> float:
    """The room for names left of their bars, where each has one bar and they leave room for it."""
    one_each = all(len(one.rows) == 1 and one.name for one in block.series)
    if block.kind != "bar" or not one_each or block.labels != ("",):
        return 0.0
    size = sheet.body.size
    marks = (
        mark_width(sheet.drawn_in(one), size) + 0.4 * size if one.role is not None else 0.0
        for one in block.series
    )
    names = (sheet.across(one.name, "700") for one in block.series)
    wide = max(sum(both) for both in zip(marks, names, strict=True)) + 0.8 * size
    return wide if wide <= _NAMED * sheet.width else 0.0


def _bar_scale(block: AmountChart, sheet: Sheet, named: float) -> _Scale:
    rows = [row for one in block.series for row in one.rows]
    left = named or _label_column(block, sheet)
    wide = max(sheet.across(row.text, "700") for row in rows)
    beside = block.kind != "share" and wide <= _VALUES * sheet.width
    right = sheet.width - (wide + 0.6 * sheet.body.size if beside else 0.0)
    ends = [v for row in rows for v in (row.low, row.high) if v is not None]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    opened = any(row.low is not None and row.high is None for row in rows)
    high += (high - low) * 0.15 if opened else 0.0  # room for an end that is open
    return _Scale(low, high, left, max(right, left + 1.0), beside)


def _label_column(block: AmountChart, sheet: Sheet) -> float:
    labels = [label for label in block.labels if label]
    if not labels:
        return 0.0
    words = max(sheet.across(word) for label in labels for word in label.split())
    column = max(min(max(map(sheet.across, labels)), _NAMES * sheet.width), words)
    return column + 0.8 * sheet.body.size


def _bar(row: Amount, one: Amounts, sheet: Sheet, scale: _Scale, top: float) -> float:
    """A label, the bar and its words; without a figure the words alone."""
    body, look = sheet.body, sheet.drawn_in(one)
    under = top + body.leading
    if row.label:
        under = sheet.paragraph(0.0, top, row.label, scale.left - 0.8 * body.size)
    if row.low is None and row.high is None:
        ended = sheet.paragraph(scale.left, top, row.text, sheet.width - scale.left)
        return max(under, ended)
    high = _BAR * body.size
    sheet.items.extend(_extent(row, look, sheet, scale, top + (body.leading - high) / 2, high))
    if not scale.beside:
        ended = sheet.paragraph(scale.left, top + body.leading, row.text, sheet.width - scale.left)
        return max(under, ended)
    most = row.high if row.high is not None else scale.high
    end = max(scale.x(most), scale.x(0.0))
    sheet.write(end + 0.4 * body.size, top + sheet.baseline(body), row.text, "700")
    return under


def _extent(
    row: Amount, look: RoleLook, sheet: Sheet, scale: _Scale, top: float, high: float
) -> Iterator[Item]:
    """From zero, solid to the least; from there dashed to the most, or to an end that is open."""
    zero, paper = scale.x(0.0), sheet.colour("paper")
    least = zero if row.low is None else scale.x(row.low)
    most = scale.x(row.high if row.high is not None else scale.high)
    if row.low is not None:
        left, right = sorted((zero, least))
        yield from role_bar(look, left, top, max(right - left, 0.75), high, paper=paper)
    if most > least:
        line = 1.0
        dash, ends = (2.6, 2.2), [most] if row.high is not None else []
        for y in (top + line / 2, top + high - line / 2):
            yield Rule(least, y, most, y, line, look.colour, dash)
        for x in ([least] if row.low is None else []) + [end - line / 2 for end in ends]:
            yield Rule(x, top, x, top + high, line, look.colour, dash)
    yield Rule(zero, top - 1.5, zero, top + high + 1.5, 0.75, sheet.colour("ink"))


# Shares


def _shares(row: Amount, one: Amounts, sheet: Sheet, top: float) -> float:
    """A bar of 100 and its parts, each with its words under it in the same order."""
    body, look = sheet.body, sheet.drawn_in(one)
    if row.label:
        top = sheet.paragraph(0.0, top, row.label, sheet.width)
    high = _BAR * body.size * 1.3
    wide, x = sheet.width, 0.0
    line = 0.75
    whole = Box(line / 2, top + line / 2, wide - line, high - line)
    sheet.items.append(whole._replace(stroke=sheet.colour("hairline"), stroke_width=line))
    for number, part in enumerate(row.parts):
        width = wide * min(part.share, 100.0) / 100
        sheet.items.extend(_part(number, look, sheet, (x, top, min(width, wide - x), high)))
        x += width
    top += high + sheet.style.space["line"] / 2
    return _part_words(row, look, sheet, top)


def _part(
    number: int, look: RoleLook, sheet: Sheet, area: tuple[float, float, float, float]
) -> Iterator[Item]:
    """One part of a bar, or its square beside the words: a shade in a line of the colour."""
    x, y, wide, high = area
    paper = sheet.colour("paper")
    if number == 0:
        yield from role_bar(look, x, y, wide, high, paper=paper)
    elif sheet.style.ink == "low":
        fills = [fill for fill in _PATTERNS if _ROLE_FILLS[look.fill] != fill]
        yield from filled(fills[min(number, len(fills)) - 1], x, y, wide, high, look.colour, sheet)
    else:
        shade = mixed(look.colour, paper, _STEPS[min(number, len(_STEPS) - 1)])
        yield Box(x, y, wide, high, fill=shade)
    line = 0.9
    edge = Box(x + line / 2, y + line / 2, max(wide - line, 0.1), high - line)
    yield edge._replace(stroke=look.colour, stroke_width=line)


_ROLE_FILLS: Final[dict[str, MapFill]] = {
    "solid": "solid",
    "hatch": "hatched",
    "dots": "dotted",
    "outline": "outlined",
}


def _part_words(row: Amount, look: RoleLook, sheet: Sheet, top: float) -> float:
    """The words of the parts one after the other, each after its square, then what is left."""
    body = sheet.body
    side, x = 0.8 * body.size, 0.0
    middle = sheet.baseline(body) - sheet.metrics.cap_height(body.face, body.size) / 2
    for number, part in enumerate(row.parts):
        need = side + 0.4 * body.size + sheet.across(part.text)
        if x and x + need > sheet.width:
            x, top = 0.0, top + body.leading
        area = (x, top + middle - side / 2, side, side)
        sheet.items.extend(_part(number, look, sheet, area))
        start = x + side + 0.4 * body.size
        lines = sheet.lines(part.text, sheet.width - start)
        top = sheet.paragraph(start, top, part.text, sheet.width - start) - body.leading
        x = start + sheet.across(lines[-1]) + 0.8 * body.size
    if not row.text:
        return top + body.leading
    if x + sheet.across(row.text) > sheet.width:
        x, top = 0.0, top + body.leading
    return sheet.paragraph(x, top, row.text, sheet.width - x)


# Points


def _points(block: AmountChart, sheet: Sheet) -> float:
    """The names of the roles with their points, then a line for each label, the highest first."""
    top = _key(block, sheet)
    scale = _point_scale(block, sheet)
    for label in block.labels:
        found = list(block.of_label(label))
        top += sheet.style.space["line"]
        left = scale.left - 0.8 * sheet.body.size
        end = sheet.paragraph(0.0, top, label, left) if label else top + sheet.body.leading
        top = max(end, _line(found, block, sheet, scale, top))
    return top


def _key(block: AmountChart, sheet: Sheet) -> float:
    named = [one for one in block.series if one.name]
    x, top, body = 0.0, 0.0, sheet.body
    for one in named:
        need = 1.6 * body.size + sheet.across(one.name, "700")
        if x and x + need > sheet.width:
            x, top = 0.0, top + body.leading
        middle = top + sheet.baseline(body) - sheet.metrics.cap_height("700", body.size) / 2
        sheet.items.extend(point(block.series.index(one), one, sheet, x + 0.6 * body.size, middle))
        sheet.write(x + 1.6 * body.size, top + sheet.baseline(body), one.name, "700")
        x += need + 1.6 * body.size
    return top + body.leading if named else 0.0


def _point_scale(block: AmountChart, sheet: Sheet) -> _Scale:
    """From the least to the most of all points, with room for a figure at both ends."""
    rows = [row for one in block.series for row in one.rows]
    values = [v for row in rows for v in (row.low, row.high) if v is not None] or [0.0]
    low, high = min(values), max(values)
    pad = (high - low) * _PAD or 1.0
    wide = max((sheet.across(row.text, "700") for row in rows if row.high is not None), default=0.0)
    room = wide + 1.2 * sheet.body.size
    left = _label_column(block, sheet)
    many = len(block.series) > 2
    right = max(sheet.width - room, left + room + 1.0)
    return _Scale(low - pad, high + pad, left + (0.0 if many else room), right)


def _line(
    found: list[tuple[Amounts, Amount]],
    block: AmountChart,
    sheet: Sheet,
    scale: _Scale,
    top: float,
) -> float:
    """The points of one label on a line, joined, each with its figure at its outer side."""
    body = sheet.body
    baseline = top + sheet.baseline(body)
    middle = baseline - sheet.metrics.cap_height("700", body.size) / 2
    drawn = [(one, row, scale.x(row.high)) for one, row in found if row.high is not None]
    xs = sorted(x for _, _, x in drawn)
    if drawn:
        grid = sheet.colour("hairline")
        sheet.items.append(Rule(scale.left, middle, scale.right, middle, 0.75, grid))
    if len(xs) > 1:
        sheet.items.append(Rule(xs[0], middle, xs[-1], middle, 2.0, sheet.colour("ink")))
    for one, _, x in drawn:
        sheet.items.extend(point(block.series.index(one), one, sheet, x, middle))
    under, left = top + (body.leading if drawn else 0.0), _label_column(block, sheet)
    if len(found) > 2:
        return _listed(found, block, sheet, left, under)
    for one, row in found:
        if row.high is None:
            under = sheet.paragraph(left, under, row.text, sheet.width - left)
            continue
        x = scale.x(row.high)
        is_left = len(xs) > 1 and x == xs[0] and (xs[0] != xs[1] or row is found[0][1])
        wide, gap = sheet.across(row.text, "700"), (DOT + 0.35) * body.size
        start = x - gap - wide if is_left else x + gap
        _patched(row.text, start, baseline, sheet, sheet.drawn_in(one).colour)
    return under


def _patched(text: str, x: float, baseline: float, sheet: Sheet, colour: Colour) -> None:
    """A figure on paper, so that the line does not run through it."""
    cap, wide = sheet.metrics.cap_height("700", sheet.body.size), sheet.across(text, "700")
    paper = sheet.colour("paper")
    sheet.items.append(Box(x - 2, baseline - cap - 2, wide + 4, cap + 4, fill=paper))
    sheet.write(x, baseline, text, "700", colour)


def _listed(
    found: list[tuple[Amounts, Amount]], block: AmountChart, sheet: Sheet, left: float, top: float
) -> float:
    """The figures of more than two points under their line, each after its point."""
    body, x = sheet.body, left
    for one, row in found:
        need = 1.6 * body.size + sheet.across(row.text, "700")
        if x > left and x + need > sheet.width:
            x, top = left, top + body.leading
        middle = top + sheet.baseline(body) - sheet.metrics.cap_height("700", body.size) / 2
        sheet.items.extend(point(block.series.index(one), one, sheet, x + 0.6 * body.size, middle))
        start = x + 1.6 * body.size
        end = sheet.paragraph(start, top, row.text, sheet.width - start, "700")
        top, x = end - body.leading, x + need + body.size
    return top + body.leading


_DRAWN: Final[Mapping[ChartKind, Callable[[AmountChart, Sheet], float]]] = {
    "dot": _points,
    "slope": slopes,
}
