"""The range chart of annual wages: whiskers, middle half and median for each role and place."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from handouts.document import WageChart, WageRange, WageSeries
from handouts.pages import Box, Item, Rule, TextRun
from handouts.style import Colour, Face, RoleLook, Style, Type
from handouts.typeset.column.drawing import Drawing, owned
from handouts.typeset.column.marks import draw_mark, mark_width, role_bar
from handouts.typeset.lines.metrics import Metrics

DESIGN_WIDTH: Final = 522.0
LABEL_COLUMN: Final = 112.0
AXIS_LEFT: Final = 124.0
AXIS_RIGHT: Final = 508.0
"""The design's measures along x, in points, for a chart of ``DESIGN_WIDTH``."""

DESIGN_SIZE: Final = 10.5
"""Body size for which the vertical measures stand; they grow with the type."""

NOT_PUBLISHED: Final = "not published"

_STEPS: Final = (5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000)


@dataclass(frozen=True, slots=True)
class _Axis:
    low: float
    high: float
    step: float
    left: float
    right: float

    def x(self, value: float) -> float:
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)

    def ticks(self) -> Iterator[int]:
        return iter(range(int(self.low), int(self.high) + 1, int(self.step)))


@dataclass(frozen=True, slots=True)
class _Frame:
    """What every part of one chart needs to know."""

    style: Style
    metrics: Metrics
    width: float
    column: float
    axis: _Axis | None

    @property
    def body(self) -> Type:
        return self.style.type["body"]

    @property
    def unit(self) -> float:
        return self.body.size / DESIGN_SIZE

    def colour(self, name: str) -> Colour:
        return self.style.colours[name]

    def text(
        self, x: float, y: float, text: str, face: Face = "400", colour: str = "ink"
    ) -> TextRun:
        return TextRun(x, y, text, face, self.body.size, self.colour(colour), tabular=True)


def set_wage_chart(block: WageChart, style: Style, metrics: Metrics, width: float) -> Drawing:
    """Set the chart as wide as ``width`` points; its height follows from its rows.

    Only local medians are labelled. A row without any number says so in words, and a chart without
    any number has no axis.
    """
    frame = _framed(block, style, metrics, width)
    rows: list[Item] = []
    y = 0.0
    for number, series in enumerate(block.series):
        y += 9 * frame.unit if number else 0.0
        items, y = _set_series(series, frame, y)
        rows += items
    grid, height = _set_axis(frame, y)
    return Drawing(width, height, _owned((*grid, *rows), block.id))


def _owned(items: Iterable[Item], block: str) -> tuple[Item, ...]:
    return tuple(owned(item, block) for item in items)


# Measures


def _framed(block: WageChart, style: Style, metrics: Metrics, width: float) -> _Frame:
    column = _label_column(block, style, metrics, width)
    bare = _Frame(style, metrics, width, column, None)
    values = [v for series in block.series for row in series.ranges for v in _known(row)]
    return replace(bare, axis=_fitted_axis(values, bare)) if values else bare


def _known(row: WageRange) -> tuple[float, ...]:
    values = (row.p10, row.p25, row.median, row.p75, row.p90)
    return tuple(v for v in values if v is not None)


def _label_column(block: WageChart, style: Style, metrics: Metrics, width: float) -> float:
    """As designed, wider for long names, but a name of several words wraps at a third."""
    size = style.type["body"].size
    names, words = [0.0], [0.0]
    for series in block.series:
        lead = _name_indent(style, series.role)
        names.append(lead + metrics.width(series.name, "700", size))
        words += [lead + metrics.width(w, "700", size) for w in series.name.split()]
        words += [metrics.width(row.place, "400", size, tabular=True) for row in series.ranges]
    designed = LABEL_COLUMN * width / DESIGN_WIDTH
    return max(designed, min(max(names), 0.36 * width), *words)


def _look(style: Style, role: int) -> RoleLook:
    return style.roles[role % len(style.roles)]


def _name_indent(style: Style, role: int) -> float:
    size = style.type["body"].size
    return mark_width(_look(style, role).mark, size) + 5 * size / DESIGN_SIZE


def _fitted_axis(values: list[float], frame: _Frame) -> _Axis:
    """The finest steps whose labels stand clear of each other."""
    for step in _STEPS:
        axis = _axis(values, step, frame)
        if step == _STEPS[0] and axis.high - axis.low > 30_000:
            continue
        widest = max(_tick_width(value, frame) for value in axis.ticks())
        if axis.x(axis.low + step) - axis.left >= widest + 6 * frame.unit:
            break
    return axis


def _axis(values: list[float], step: float, frame: _Frame) -> _Axis:
    """An axis that ends on round $10,000s, or on whole steps where those are larger."""
    end = max(10_000.0, step)
    low = math.floor(min(values) / end) * end
    high = max(math.ceil(max(values) / end) * end, low + end)
    scale = frame.width / DESIGN_WIDTH
    left = max(AXIS_LEFT * scale, frame.column + 12 * frame.unit)
    overhang = _tick_width(high, frame) / 2 - 2
    right = min(AXIS_RIGHT * scale, frame.width - overhang)
    return _Axis(low, high, step, left, max(right, left + 1))


def _tick_width(value: float, frame: _Frame) -> float:
    small = frame.style.type["small"]
    return frame.metrics.width(_dollars(value), small.face, small.size, tabular=True)


def _dollars(value: float) -> str:
    return f"${value:,.0f}"


# Rows


def _set_series(series: WageSeries, frame: _Frame, y: float) -> tuple[list[Item], float]:
    """A role's name and its rows from ``y`` downwards, and the y of their end."""
    items, baseline = _set_name(series, frame, y)
    end = baseline
    for number, row in enumerate(series.ranges):
        centre = _row_centre(row, frame, end, first=not number)
        items += _set_row(row, frame, _look(frame.style, series.role), centre)
        end = centre + (9.5 if row.local else 7.5) * frame.unit
    return items, end


def _row_centre(row: WageRange, frame: _Frame, above: float, *, first: bool) -> float:
    """The label of a first row shares the line of the name; a later one needs its own."""
    if first:
        return above + 13.5 * frame.unit
    return above + (9.5 + 13.5 if row.local else 9.5) * frame.unit


def _set_name(series: WageSeries, frame: _Frame, y: float) -> tuple[list[Item], float]:
    look = _look(frame.style, series.role)
    size, x = frame.body.size, _name_indent(frame.style, series.role)
    baseline = y + 10.5 * frame.unit
    items: list[Item] = list(draw_mark(look.mark, 0, baseline, size, look.colour))
    lines = _wrapped(series.name, frame, frame.column - x)
    for number, line in enumerate(lines):
        top = baseline + number * frame.body.leading
        items.append(TextRun(x, top, line, "700", size, look.colour))
    return items, baseline + (len(lines) - 1) * frame.body.leading


def _wrapped(name: str, frame: _Frame, width: float) -> list[str]:
    lines: list[str] = []
    for word in name.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and frame.metrics.width(longer, "700", frame.body.size) <= width + 0.01:
            lines[-1] = longer
        else:
            lines.append(word)
    return [*(f"{line} " for line in lines[:-1]), *lines[-1:]]


def _set_row(row: WageRange, frame: _Frame, look: RoleLook, centre: float) -> list[Item]:
    baseline = centre + frame.metrics.cap_height("400", frame.body.size) / 2
    items: list[Item] = [frame.text(0, baseline, row.place)]
    if frame.axis is None or not _known(row):
        return [*items, *_set_missing(row, frame, baseline)]
    items += _set_range(row, frame, frame.axis, look, centre)
    if row.median is not None:
        items += _set_median(row, frame, frame.axis.x(row.median), centre)
    elif row.local:
        middle = sum(frame.axis.x(end(_known(row))) for end in (min, max)) / 2
        above = centre - _bar_height(row, frame) / 2 - 7.5 * frame.unit
        items += _set_median_label(row, frame, middle, above)
    return items


def _set_missing(row: WageRange, frame: _Frame, baseline: float) -> tuple[Box, TextRun]:
    said = row.median_text or NOT_PUBLISHED
    start = (frame.axis.left if frame.axis else frame.column + 12 * frame.unit) + 4
    wide = frame.metrics.width(said, "400", frame.body.size, tabular=True)
    start = min(start, frame.width - wide)
    text = frame.text(start, baseline, said, colour="muted")
    return _patch(text, frame), text


def _patch(text: TextRun, frame: _Frame) -> Box:
    """Paper behind a text, so that no grid line runs through it."""
    cap = frame.metrics.cap_height(text.face, text.size)
    wide = frame.metrics.width(text.text, text.face, text.size, tabular=True)
    return Box(text.x - 2, text.y - cap - 2, wide + 4, cap + 3, fill=frame.colour("paper"))


def _bar_height(row: WageRange, frame: _Frame) -> float:
    return (12.0 if row.local else 7.0) * frame.unit


def _set_range(
    row: WageRange, frame: _Frame, axis: _Axis, look: RoleLook, centre: float
) -> list[Item]:
    known, unit = _known(row), frame.unit
    line = (1.5 if row.local else 1.0) * unit
    ends = axis.x(min(known)), axis.x(max(known))
    items: list[Item] = [Rule(ends[0], centre, ends[1], centre, line, look.colour)]
    for value in (row.p10, row.p90):
        if value is not None:
            x = axis.x(value)
            items.append(Rule(x, centre - 4 * unit, x, centre + 4 * unit, line, look.colour))
    if row.p25 is not None and row.p75 is not None:
        left, height = axis.x(row.p25), _bar_height(row, frame)
        items += role_bar(look, left, centre - height / 2, axis.x(row.p75) - left, height)
    return items


def _set_median(row: WageRange, frame: _Frame, x: float, centre: float) -> list[Item]:
    unit = frame.unit
    reach = _bar_height(row, frame) / 2 + 3.5 * unit
    halo = Rule(x, centre - reach, x, centre + reach, 5.5 * unit, frame.colour("paper"))
    mark = halo._replace(width=2.5 * unit, colour=frame.colour("ink"))
    if not row.local:
        return [halo, mark]
    return [halo, mark, *_set_median_label(row, frame, x, centre - reach - 4 * unit)]


def _set_median_label(
    row: WageRange, frame: _Frame, x: float, baseline: float
) -> tuple[Box, TextRun]:
    """Centred over the mark, but clear of the names and inside the chart."""
    size = frame.body.size
    wide = frame.metrics.width(row.median_text, "700", size, tabular=True)
    start = min(max(x - wide / 2, frame.column + 4), frame.width - wide)
    text = frame.text(start, baseline, row.median_text, "700")
    return _patch(text, frame), text


# Axis


def _set_axis(frame: _Frame, end: float) -> tuple[list[Item], float]:
    """Grid lines, which stand behind the rows, their labels, and the height of the chart."""
    if frame.axis is None:
        return [], end
    small = frame.style.type["small"]
    foot = end + 4 * frame.unit
    baseline = foot + 3 * frame.unit + frame.metrics.cap_height(small.face, small.size) + 2
    items: list[Item] = []
    for value in frame.axis.ticks():
        x, wide = frame.axis.x(value), _tick_width(value, frame)
        items.append(Rule(x, 0, x, foot, frame.style.rules["hairline"], frame.colour("grid")))
        start = min(x - wide / 2, frame.width - wide)
        items.append(_tick(start, baseline, value, frame))
    return items, baseline + frame.metrics.descent(small.face, small.size)


def _tick(x: float, baseline: float, value: float, frame: _Frame) -> TextRun:
    small = frame.style.type["small"]
    colour = frame.colour("muted")
    return TextRun(x, baseline, _dollars(value), small.face, small.size, colour, tabular=True)
