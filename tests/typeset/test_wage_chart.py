from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.document import WageChart, WageRange, WageSeries
from handouts.document.figures import MEANINGS
from handouts.pages import Item, Rule, TextRun
from handouts.shapes import Path
from handouts.style import Type
from handouts.typeset.blocks.charts import wage_drawing
from handouts.typeset.column.drawing import Drawing
from handouts.typeset.column.frame import Frame

from .chart_samples import STYLE, HalfEm, corners, texts

Wages = tuple[float | None, float | None, float | None, float | None, float | None]

CALIFORNIA: Wages = (39_290, 46_240, 49_660, 61_870, 77_300)
NATION: Wages = (36_050, 38_470, 45_690, 49_180, 59_310)
NOTHING: Wages = (None, None, None, None, None)


def row(place: str, wages: Wages, *, local: bool = False) -> WageRange:
    median = wages[2]
    said = "not published" if median is None else f"${median:,.0f}"
    return WageRange(place, local, *wages, median_text=said)


def chart(*pairs: tuple[Wages, Wages], name: str = "Medical assistant") -> WageChart:
    series = (
        WageSeries(i, name, (row("California", here, local=True), row("U.S.", there)))
        for i, (here, there) in enumerate(pairs)
    )
    return WageChart(id="wages", alternative="Pay", series=tuple(series))


def drawn(block: WageChart, width: float = 522) -> Drawing:
    return wage_drawing(block, Frame(STYLE, HalfEm(), width))


def written(drawing: Drawing) -> list[str]:
    return [run.text for run in texts(drawing.items)]


def marks(drawing: Drawing, width: float) -> list[Rule]:
    return [i for i in drawing.items if isinstance(i, Rule) and i.width == width and i.x1 == i.x2]


def test_the_axis_ends_on_round_ten_thousands_around_the_data() -> None:
    ticks = [t for t in written(drawn(chart((CALIFORNIA, NATION)))) if t.endswith(",000")]
    assert ticks == ["$30,000", "$40,000", "$50,000", "$60,000", "$70,000", "$80,000"]


def test_a_short_span_has_ticks_of_five_thousand() -> None:
    ticks = [t for t in written(drawn(chart((NATION, NATION)))) if t.endswith(",000")]
    assert ticks[:3] == ["$30,000", "$35,000", "$40,000"]
    assert ticks[-1] == "$60,000"


def test_the_median_mark_stands_where_the_axis_says() -> None:
    drawing = drawn(chart((CALIFORNIA, NATION)))
    grid = [i for i in drawing.items if isinstance(i, Rule) and i.colour == "#DDE1E4"]
    left, right = grid[0].x1, grid[-1].x1
    medians = [i for i in drawing.items if isinstance(i, Rule) and i.width == 2.5]
    expected = [left + (m - 30_000) / 50_000 * (right - left) for m in (49_660, 45_690)]
    assert [m.x1 for m in medians] == pytest.approx(expected)
    assert [m.y2 - m.y1 for m in medians] == [12 + 7, 7 + 7]


def test_only_the_local_median_is_labelled() -> None:
    said = written(drawn(chart((CALIFORNIA, NATION))))
    assert "$49,660" in said
    assert "$45,690" not in said


def test_what_the_ends_mean_makes_way_for_the_middle_half() -> None:
    """Three words that would meet stand on one line, each still under its mark."""
    texas: Wages = (31_200, 36_520, 39_520, 46_180, 49_260)
    drawing = drawn(replace(chart((texas, NATION)), direct=True, least=(20_000.0, 80_000.0)), 700)
    said = {run.text: run for run in texts(drawing.items)}
    low, half, high = (said[text] for text in MEANINGS[1:])
    assert low.y == half.y == high.y
    assert_texts_clear(drawing)
    caps = [i.x1 for i in marks(drawing, 1.5)]
    for run, cap in ((low, min(caps)), (high, max(caps))):
        left, _, right, _ = bounds(run)
        assert left - 0.1 <= cap <= right + 0.1


def test_the_axis_leaves_room_for_the_names_of_all_sheets() -> None:
    short = drawn(
        replace(chart((CALIFORNIA, NATION), name="Aide"), names=(("Phlebotomist",), ())), 240
    )
    long = drawn(chart((CALIFORNIA, NATION), name="Phlebotomist"), 240)
    first = [
        min(i.x1 for i in one.items if isinstance(i, Rule) and i.colour == "#DDE1E4")
        for one in (short, long)
    ]
    assert first[0] == first[1]


def test_a_row_without_numbers_says_so() -> None:
    drawing = drawn(chart((NOTHING, NATION)))
    assert written(drawing).count("not published") == 1
    assert len(marks(drawing, 2.5)) == 1


def test_a_chart_without_numbers_has_no_axis() -> None:
    said = written(drawn(chart((NOTHING, NOTHING), (NOTHING, NOTHING))))
    assert said.count("not published") == 4
    assert not [t for t in said if t.startswith("$")]


def test_a_missing_end_is_left_open() -> None:
    """No cap stands where the tenth percentile of the highest earners is not published."""
    open_end: Wages = (39_290, 46_240, 49_660, 61_870, None)
    drawing = drawn(chart((open_end, NOTHING)))
    caps = [i for i in marks(drawing, 1.5) if i.y2 - i.y1 == pytest.approx(8)]
    assert len(caps) == 1


def test_everything_belongs_to_the_block() -> None:
    drawing = drawn(chart((CALIFORNIA, NATION), (NATION, NOTHING)))
    assert {item.block for item in drawing.items} == {"wages"}


def test_a_long_name_wraps_and_stays_clear_of_the_axis() -> None:
    name = "Diagnostic medical sonographer in a hospital"
    drawing = drawn(chart((CALIFORNIA, NATION), name=name))
    lines = [run for run in texts(drawing.items) if run.text.strip() in name and len(run.text) > 4]
    assert len(lines) > 1
    assert "".join(run.text for run in lines) == name
    left = min(i.x1 for i in drawing.items if isinstance(i, Rule) and i.colour == "#DDE1E4")
    assert max(x for x, _ in corners(lines)) < left


def test_large_print_spreads_the_ticks() -> None:
    large = replace(STYLE, type={k: Type(18, 25) for k in STYLE.type})
    drawing = wage_drawing(chart((CALIFORNIA, NATION)), Frame(large, HalfEm(), 522))
    assert {run.size for run in texts(drawing.items)} == {18}
    assert_texts_clear(drawing)


def assert_texts_clear(drawing: Drawing) -> None:
    boxes = [bounds(run) for run in texts(drawing.items)]
    for i, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[i + 1 :]:
            apart = right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
            assert apart, (drawing.items[i], other)


def bounds(run: TextRun) -> tuple[float, float, float, float]:
    (left, _), (right, _) = corners([run])
    return left, run.y - 0.66 * run.size, right, run.y


def extent(items: tuple[Item, ...]) -> tuple[float, float, float, float]:
    xs, ys = zip(*corners(items), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


wage = st.one_of(st.none(), st.integers(15_000, 400_000).map(float))


@st.composite
def wages(draw: st.DrawFn) -> Wages:
    known = sorted(draw(st.lists(st.integers(15_000, 400_000), min_size=5, max_size=5)))
    kept = draw(st.lists(st.booleans(), min_size=5, max_size=5))
    p10, p25, median, p75, p90 = (
        float(v) if keep else None for v, keep in zip(known, kept, strict=True)
    )
    return p10, p25, median, p75, p90


@given(st.lists(st.tuples(wages(), wages()), min_size=1, max_size=4), st.sampled_from([336, 522]))
def test_no_text_collides_and_nothing_leaves_the_chart(
    pairs: list[tuple[Wages, Wages]], width: float
) -> None:
    drawing = drawn(chart(*pairs), width)
    assert_texts_clear(drawing)
    left, top, right, bottom = extent(drawing.items)
    assert left >= -1.0
    assert top >= -1.0
    assert right <= width + 2.01
    assert bottom <= drawing.height + 2.0


# Marks that are explained where they stand


def rings(drawing: Drawing) -> list[Path]:
    return [i for i in drawing.items if isinstance(i, Path) and i.stroke and i.fill]


def test_the_first_whole_row_says_what_its_marks_mean() -> None:
    drawing = drawn(replace(chart((CALIFORNIA, NATION), (NATION, NATION)), direct=True))
    said = written(drawing)
    assert [said.count(one) for one in MEANINGS] == [1, 1, 1, 1]
    assert {"$49,660", "$45,690"} <= set(said)
    where = {run.text: run for run in texts(drawing.items)}
    over, figure = where["half earn less than"], where["$49,660"]
    assert over.y < figure.y < where["the middle half"].y
    assert len(rings(drawing)) == 4


def test_a_row_with_a_gap_explains_nothing() -> None:
    gap: Wages = (39_290, 46_240, 49_660, 61_870, None)
    block = replace(chart((gap, NATION)), direct=True)
    assert block.explained == block.series[0].ranges[1]
    nothing = replace(chart((NOTHING, NOTHING)), direct=True)
    assert nothing.explained is None
    assert not set(MEANINGS) & set(written(drawn(nothing)))


@given(st.floats(150, 560), st.permutations(range(20_000, 120_000, 5_000)))
def test_no_explanation_runs_into_another(width: float, values: list[int]) -> None:
    wages = tuple(map(float, sorted(values[:5])))
    frame = Frame(STYLE, HalfEm(), width)
    drawing = wage_drawing(replace(chart((wages, wages), name="Aide"), direct=True), frame)  # type: ignore[arg-type]
    boxes = [
        (run.x, run.y, run.x + HalfEm().width(run.text, run.face, run.size))
        for run in texts(drawing.items)
        if run.text in MEANINGS
    ]
    assert len(boxes) == 4
    for number, (left, y, right) in enumerate(boxes):
        for other, under, end in boxes[:number]:
            assert abs(y - under) > 8 or right <= other or end <= left
    assert all(right <= width + 0.5 for _, _, right in boxes) or width < 220


def test_an_axis_may_reach_further_than_its_rows() -> None:
    one, other = (
        [
            t
            for t in written(drawn(replace(block, least=(21_000.0, 88_000.0))))
            if t.endswith("0,000")
        ]
        for block in (chart((CALIFORNIA, NATION)), chart((NATION, NATION)))
    )
    assert one == other
    assert (one[0], one[-1]) == ("$20,000", "$90,000")
