"""Ranges of wages: whiskers, the middle half and the median, for each role and place."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from handouts.document import WageChart, WageRange, WageSeries
from handouts.document.figures import MEANINGS
from handouts.frozen import dataclass
from handouts.pages import Box, Item, Rule, TextRun
from handouts.shapes import Path, ellipse
from handouts.style import Face, RoleLook, Type
from handouts.typeset.blocks.charts.figure import figure
from handouts.typeset.column.drawing import Drawing, owned
from handouts.typeset.column.frame import Frame
from handouts.typeset.column.marks import draw_mark, mark_width, role_bar
from handouts.typeset.column.strips import Strip

DESIGN_WIDTH: Final = 522.0
LABEL_COLUMN: Final = 112.0
AXIS_LEFT: Final = 124.0
AXIS_RIGHT: Final = 508.0
"""The design's measures along x, in points, for a chart of ``DESIGN_WIDTH``."""

DESIGN_SIZE: Final = 10.5
"""Body size for which the vertical measures stand; they grow with the type."""

NOT_PUBLISHED: Final = "not published"

_YEARLY: Final = (5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000)
_HOURLY: Final = (5, 10, 20, 50, 100, 200, 500, 1_000)
"""Steps of an axis, from the finest; it ends on whole steps of the second at least."""

_AFTER_MARK: Final = 5 / DESIGN_SIZE
"""Between a mark and its name, in ems."""

_WORDS_APART: Final = 6.0 - 0.01
"""White between what two marks mean, in points; a hair less, so that a sum of measures is no clash."""

_FINEST: Final = 6
"""Steps of the finest kind that an axis may have: more would be a grid, no scale."""


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
class _Chart(Frame):
    """The column of one chart of wages, and the measures that its parts share."""

    names: float
    """Width of the column of names."""
    axis: _Axis | None = None
    sign: str = "$"
    steps: tuple[int, ...] = _YEARLY
    direct: bool = False
    explained: WageRange | None = None
    """The row at which the marks are explained."""

    @property
    def body(self) -> Type:
        return self.style.type["body"]

    @property
    def unit(self) -> float:
        return self.body.size / DESIGN_SIZE

    def text(
        self, x: float, y: float, text: str, face: Face = "400", colour: str = "ink"
    ) -> TextRun:
        return TextRun(x, y, text, face, self.body.size, self.colour(colour), tabular=True)


def set_wage_chart(block: WageChart, frame: Frame) -> list[Strip]:
    """A range chart of wages."""
    return [figure(block, wage_drawing(block, frame), frame, block.id)]


def wage_drawing(block: WageChart, frame: Frame) -> Drawing:
    """The chart as wide as its column; its height follows from its rows.

    Only local medians are labelled. A row without any number says so in words, and a chart without
    any number has no axis.
    """
    chart = _measured(block, frame)
    rows: list[Item] = []
    y = 0.0
    for number, series in enumerate(block.series):
        y += (6 if chart.direct else 9) * chart.unit if number else 0.0
        items, y = _set_series(series, chart, y)
        rows += items
    grid, height = _set_axis(chart, y)
    return Drawing(frame.width, height, tuple(owned(item, block.id) for item in (*grid, *rows)))


def _measured(block: WageChart, frame: Frame) -> _Chart:
    names = _name_column(block, frame)
    steps = _HOURLY if block.hourly else _YEARLY
    bare = _Chart(
        frame.style,
        frame.metrics,
        frame.width,
        names,
        sign=block.sign,
        steps=steps,
        direct=block.direct,
        explained=block.explained,
    )
    values = [v for series in block.series for row in series.ranges for v in _known(row)]
    return replace(bare, axis=_fitted_axis([*values, *block.least], bare)) if values else bare


def _known(row: WageRange) -> tuple[float, ...]:
    values = (row.p10, row.p25, row.median, row.p75, row.p90)
    return tuple(v for v in values if v is not None)


def _name_column(block: WageChart, frame: Frame) -> float:
    """As designed, wider for long names, but a name of several words wraps at a third."""
    size, width = frame.style.type["body"].size, frame.metrics.width
    names, words = [0.0], [0.0]
    titles, places = block.names or ((), ())
    leads = [_name_indent(series.role, frame) for series in block.series]
    # where sheets of several roles have one axis, the widest mark of any of them has room
    leads += [mark_width(look, size) + _AFTER_MARK * size for look in frame.style.roles if titles]
    lead = max(leads)
    for name in (*(series.name for series in block.series), *titles):
        names.append(lead + width(name, "700", size))
        words += [lead + width(w, "700", size) for w in name.split()]
    for place in (*(row.place for series in block.series for row in series.ranges), *places):
        words.append(width(place, "400", size, tabular=True))
    designed = LABEL_COLUMN * frame.width / DESIGN_WIDTH
    return max(designed, min(max(names), 0.36 * frame.width), *words)


def _name_indent(role: int, frame: Frame) -> float:
    size = frame.style.type["body"].size
    return mark_width(frame.look(role), size) + _AFTER_MARK * size


def _fitted_axis(values: list[float], chart: _Chart) -> _Axis:
    """The finest steps whose labels stand clear of each other."""
    for step in chart.steps:
        axis = _axis(values, step, chart)
        if step == chart.steps[0] and axis.high - axis.low > _FINEST * step:
            continue
        widest = max(_tick_width(value, chart) for value in axis.ticks())
        if axis.x(axis.low + step) - axis.left >= widest + 6 * chart.unit:
            break
    return axis


def _axis(values: list[float], step: float, chart: _Chart) -> _Axis:
    """An axis that ends on round 10,000s a year or 10s an hour, or on whole steps where those are larger."""
    end = float(max(chart.steps[1], step))
    low = math.floor(min(values) / end) * end
    high = max(math.ceil(max(values) / end) * end, low + end)
    scale = chart.width / DESIGN_WIDTH
    left = max(AXIS_LEFT * scale, chart.names + 12 * chart.unit)
    overhang = _tick_width(high, chart) / 2 - 2
    right = min(AXIS_RIGHT * scale, chart.width - overhang)
    return _Axis(low, high, step, left, max(right, left + 1))


def _tick_width(value: float, chart: _Chart) -> float:
    small = chart.style.type["small"]
    return chart.metrics.width(_amount(value, chart), small.face, small.size, tabular=True)


def _amount(value: float, chart: _Chart) -> str:
    return f"{chart.sign}{value:,.0f}"


# Rows


def _set_series(series: WageSeries, chart: _Chart, y: float) -> tuple[list[Item], float]:
    """A role's name and its rows from ``y`` downwards, and the y of their end."""
    items, baseline = _set_name(series, chart, y)
    end = baseline
    for number, row in enumerate(series.ranges):
        centre = _row_centre(row, chart, end, first=not number)
        items += _set_row(row, chart, chart.look(series.role), centre)
        end = centre + (9.5 if row.local else 7.5) * chart.unit
        if row is chart.explained and chart.axis is not None:
            said, end = _meanings(row, chart, chart.axis, centre, end)
            items += said
    return items, end


def _meanings(
    row: WageRange, chart: _Chart, axis: _Axis, centre: float, top: float
) -> tuple[list[Item], float]:
    """What the marks of a row mean: over its figure, and under its bar, one under the other where they meet."""
    small = chart.style.type["small"]
    items: list[Item] = []
    marks = [axis.x(value or 0.0) for value in (row.median, row.p10, row.p25, row.p90)]
    marks[2] = (marks[2] + axis.x(row.p75 or 0.0)) / 2
    over = _figure_baseline(row, chart, centre) - _figure_size(row, chart) * 0.95
    placed: list[tuple[int, float, float]] = []
    widths = [chart.metrics.width(text, small.face, small.size) for text in MEANINGS]
    starts = _apart(marks, widths, chart)
    for number, (text, wide, start) in enumerate(zip(MEANINGS, widths, starts, strict=True)):
        level = 0
        while any(
            at == level and start < b + _WORDS_APART and a < start + wide + _WORDS_APART
            for at, a, b in placed
        ):
            level += 1
        baseline = over
        if number:
            placed.append((level, start, start + wide))
            baseline = top + level * small.leading + chart.baseline(small)
        run = TextRun(start, baseline, text, small.face, small.size, chart.colour("muted"))
        items += [_patch(run, chart), run]
    levels = max(level for level, _, _ in placed) + 1
    return items, top + levels * small.leading


def _apart(marks: list[float], widths: list[float], chart: _Chart) -> list[float]:
    """Where the words begin, in the middle under their marks.

    Those of the ends make way for the middle half's, as long as a part of them stands under their mark.
    """
    least = chart.names + 4
    starts = [
        min(max(x - wide / 2, least), chart.width - wide)
        for x, wide in zip(marks, widths, strict=True)
    ]
    _, low, half, high = range(len(MEANINGS))
    before = starts[half] - _WORDS_APART - widths[low]
    if max(marks[low] - widths[low], least) <= before < starts[low]:
        starts[low] = before
    after = starts[half] + widths[half] + _WORDS_APART
    if starts[high] < after <= min(marks[high], chart.width - widths[high]):
        starts[high] = after
    return starts


def _row_centre(row: WageRange, chart: _Chart, above: float, *, first: bool) -> float:
    """The label of a first row shares the line of the name; a later one needs its own."""
    if not chart.direct:
        room = 13.5 if first else 9.5 + 13.5 if row.local else 9.5
        return above + room * chart.unit
    named = chart.style.type["small"].leading if row is chart.explained else 0.0
    room = _figure_size(row, chart) + _ring(row, chart) + 2 * chart.unit
    return above + named + room - (chart.body.size if first else 0.0)


def _figure_size(row: WageRange, chart: _Chart) -> float:
    """The size of the figure of a middle."""
    return chart.style.type["heading"].size if row.local and chart.direct else chart.body.size


def _ring(row: WageRange, chart: _Chart) -> float:
    """The radius of the ring at a middle (looks: 0.62 of the bar)."""
    return 0.62 * _bar_height(row, chart) + 1.5 * chart.unit


def _figure_baseline(row: WageRange, chart: _Chart, centre: float) -> float:
    return centre - _ring(row, chart) - 4 * chart.unit


def _set_name(series: WageSeries, chart: _Chart, y: float) -> tuple[list[Item], float]:
    look = chart.look(series.role)
    size, x = chart.body.size, _name_indent(series.role, chart)
    baseline = y + 10.5 * chart.unit
    items: list[Item] = list(draw_mark(look, 0, baseline, size, paper=chart.colour("paper")))
    lines = _wrapped(series.name, chart, chart.names - x)
    for number, line in enumerate(lines):
        top = baseline + number * chart.body.leading
        items.append(TextRun(x, top, line, "700", size, look.colour))
    return items, baseline + (len(lines) - 1) * chart.body.leading


def _wrapped(name: str, chart: _Chart, width: float) -> list[str]:
    lines: list[str] = []
    for word in name.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and chart.metrics.width(longer, "700", chart.body.size) <= width + 0.01:
            lines[-1] = longer
        else:
            lines.append(word)
    return [*(f"{line} " for line in lines[:-1]), *lines[-1:]]


def _set_row(row: WageRange, chart: _Chart, look: RoleLook, centre: float) -> list[Item]:
    baseline = centre + chart.metrics.cap_height("400", chart.body.size) / 2
    items: list[Item] = [chart.text(0, baseline, row.place)]
    if chart.axis is None or not _known(row):
        return [*items, *_set_missing(row, chart, baseline)]
    items += _set_range(row, chart, chart.axis, look, centre)
    if row.median is not None:
        items += _set_median(row, chart, chart.axis.x(row.median), centre)
    elif row.local or chart.direct:
        middle = sum(chart.axis.x(end(_known(row))) for end in (min, max)) / 2
        above = centre - _bar_height(row, chart) / 2 - 7.5 * chart.unit
        items += _set_median_label(row, chart, middle, above)
    return items


def _set_missing(row: WageRange, chart: _Chart, baseline: float) -> tuple[Box, TextRun]:
    said = row.median_text or NOT_PUBLISHED
    start = (chart.axis.left if chart.axis else chart.names + 12 * chart.unit) + 4
    wide = chart.metrics.width(said, "400", chart.body.size, tabular=True)
    start = min(start, chart.width - wide)
    text = chart.text(start, baseline, said, colour="muted")
    return _patch(text, chart), text


def _patch(text: TextRun, chart: _Chart) -> Box:
    """Paper behind a text, so that no grid line runs through it."""
    cap = chart.metrics.cap_height(text.face, text.size)
    wide = chart.metrics.width(text.text, text.face, text.size, tabular=True)
    return Box(text.x - 2, text.y - cap - 2, wide + 4, cap + 3, fill=chart.colour("paper"))


def _bar_height(row: WageRange, chart: _Chart) -> float:
    return (12.0 if row.local else 7.0) * chart.unit


def _set_range(
    row: WageRange, chart: _Chart, axis: _Axis, look: RoleLook, centre: float
) -> list[Item]:
    known, unit = _known(row), chart.unit
    line = (1.5 if row.local else 1.0) * unit
    ends = axis.x(min(known)), axis.x(max(known))
    items: list[Item] = [Rule(ends[0], centre, ends[1], centre, line, look.colour)]
    for value in (row.p10, row.p90):
        if value is not None:
            x = axis.x(value)
            items.append(Rule(x, centre - 4 * unit, x, centre + 4 * unit, line, look.colour))
    if row.p25 is not None and row.p75 is not None:
        left, height = axis.x(row.p25), _bar_height(row, chart)
        paper, wide = chart.colour("paper"), axis.x(row.p75) - left
        items += role_bar(look, left, centre - height / 2, wide, height, paper=paper)
    return items


def _set_median(row: WageRange, chart: _Chart, x: float, centre: float) -> list[Item]:
    unit = chart.unit
    if chart.direct:
        radius, line = _ring(row, chart), (2.4 if row.local else 1.8) * unit
        circle = ellipse(x, centre, radius - line / 2, radius - line / 2)
        paper, ink = chart.colour("paper"), chart.colour("ink")
        ring = Path(circle, fill=paper, stroke=ink, stroke_width=line)
        return [ring, *_set_median_label(row, chart, x, _figure_baseline(row, chart, centre))]
    reach = _bar_height(row, chart) / 2 + 3.5 * unit
    halo = Rule(x, centre - reach, x, centre + reach, 5.5 * unit, chart.colour("paper"))
    mark = halo._replace(width=2.5 * unit, colour=chart.colour("ink"))
    if not row.local:
        return [halo, mark]
    return [halo, mark, *_set_median_label(row, chart, x, centre - reach - 4 * unit)]


def _set_median_label(
    row: WageRange, chart: _Chart, x: float, baseline: float
) -> tuple[Box, TextRun]:
    """Centred over the mark, but clear of the names and inside the chart."""
    size = _figure_size(row, chart)
    wide = chart.metrics.width(row.median_text, "700", size, tabular=True)
    start = min(max(x - wide / 2, chart.names + 4), chart.width - wide)
    text = chart.text(start, baseline, row.median_text, "700")._replace(size=size)
    return _patch(text, chart), text


# Axis


def _set_axis(chart: _Chart, end: float) -> tuple[list[Item], float]:
    """Grid lines, which stand behind the rows, their labels, and the height of the chart."""
    if chart.axis is None:
        return [], end
    small = chart.style.type["small"]
    foot = end + 4 * chart.unit
    baseline = foot + 3 * chart.unit + chart.metrics.cap_height(small.face, small.size) + 2
    items: list[Item] = []
    for value in chart.axis.ticks():
        x, wide = chart.axis.x(value), _tick_width(value, chart)
        items.append(Rule(x, 0, x, foot, chart.style.rules["hairline"], chart.colour("grid")))
        start = min(x - wide / 2, chart.width - wide)
        items.append(_tick(start, baseline, value, chart))
    return items, baseline + chart.metrics.descent(small.face, small.size)


def _tick(x: float, baseline: float, value: float, chart: _Chart) -> TextRun:
    small = chart.style.type["small"]
    colour = chart.colour("muted")
    return TextRun(x, baseline, _amount(value, chart), small.face, small.size, colour, tabular=True)
