"""Charts of amounts: one scale for all roles, ends that are open, words that can be read."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.document import Amount, AmountChart, Amounts, PageFormat, Panel, Share
from handouts.model.blocks.charts import ChartKind
from handouts.pages import Box, Item, Page, Rule, TextRun
from handouts.shapes import Path
from handouts.style import Style, contrast

from .samples import GRAY, LETTER, LOW, METRICS, STYLE, document, typeset

NAMES = ("Assistant", "Phlebotomist", "Aide")


def chart(kind: ChartKind, *roles: tuple[Amount, ...]) -> AmountChart:
    series = tuple(Amounts(rows, n, NAMES[n]) for n, rows in enumerate(roles))
    return AmountChart(id="c", name="chart", alternative="A chart.", kind=kind, series=series)


def amount(value: float | None, label: str = "", text: str = "") -> Amount:
    return Amount(
        label, text or (f"${value:,.0f}" if value is not None else "not reported"), value, value
    )


def drawn(block: AmountChart, style: Style = STYLE, page: PageFormat = LETTER) -> Page:
    (made,) = typeset(document(block, page=page), style, METRICS).pages
    return made


def runs(page: Page) -> list[TextRun]:
    return [i for i in page.items if isinstance(i, TextRun) and i.block == "c"]


def own(page: Page) -> list[Item]:
    return [i for i in page.items if i.block == "c"]


def bars(page: Page) -> list[Box]:
    return [i for i in own(page) if isinstance(i, Box) and i.height > 10 and i.width > 2]


def test_bars_of_all_roles_are_on_one_scale() -> None:
    page = drawn(chart("bar", (amount(40),), (amount(20),)))
    first, *rest = bars(page)
    second = rest[0]
    assert first.x == second.x
    assert first.width == pytest.approx(2 * second.width)


def test_a_value_below_zero_lies_left_of_zero() -> None:
    page = drawn(chart("bar", (amount(-10, "Less"), amount(30, "More"))))
    less, more = bars(page)
    assert less.x + less.width == pytest.approx(more.x)
    assert more.width == pytest.approx(3 * less.width)


def dashes(page: Page) -> list[Rule]:
    return [i for i in own(page) if isinstance(i, Rule) and i.dash]


def test_a_range_is_solid_to_the_least_and_dashed_to_the_most() -> None:
    page = drawn(chart("range", (Amount("", "1 to 2 years", 12, 24),)))
    (solid,) = bars(page)
    above, below, end = dashes(page)
    assert above.x1 == below.x1 == pytest.approx(solid.x + solid.width)
    assert above.x2 - above.x1 == pytest.approx(solid.width)
    assert end.x1 == pytest.approx(above.x2, abs=1)


def test_under_a_year_has_no_solid_part_and_more_than_a_year_no_end() -> None:
    page = drawn(chart("range", (Amount("", "Under 1 year", None, 12),)))
    assert not bars(page)
    assert [rule.x1 == rule.x2 for rule in dashes(page)].count(True) == 2
    page = drawn(chart("range", (Amount("", "1 year or more", 12, None),)))
    assert bars(page)
    assert [rule.x1 == rule.x2 for rule in dashes(page)].count(True) == 0


def test_what_has_no_figure_is_said_in_words() -> None:
    page = drawn(chart("bar", (amount(None, "Labs"), amount(30, "Offices"))))
    assert "not reported" in [run.text.strip() for run in runs(page)]
    assert len(bars(page)) == 1


def test_shares_take_their_part_of_the_whole_bar() -> None:
    parts = (Share(50, "50% in offices"), Share(25, "25% at home"))
    page = drawn(chart("share", (Amount("", "others elsewhere", parts=parts),)))
    wide = LETTER.width - 90
    widths = {round(box.width, 0) for box in own(page) if isinstance(box, Box) and box.fill}
    assert {round(wide / 2), round(wide / 4)} <= widths
    said = "".join(run.text for run in runs(page))
    assert said.index("50%") < said.index("25%") < said.index("others")


def test_points_stand_where_their_figures_say_and_are_joined() -> None:
    page = drawn(chart("dot", (amount(40, "Labs"), amount(10, "Homes")), (amount(20, "Labs"),)))
    (joint,) = [i for i in own(page) if isinstance(i, Rule) and i.width == 2.0]
    lines = [i for i in own(page) if isinstance(i, Rule) and i.width == 0.75]
    assert len(lines) == 2
    rings = [i for i in own(page) if isinstance(i, Path)]
    assert len(rings) == 2  # one is in the key
    assert joint.x1 < joint.x2
    labels = [run.text.strip() for run in runs(page) if run.x == 45]
    assert labels == ["Labs", "Homes"]  # the highest first
    left, right = (next(r for r in runs(page) if r.text == t) for t in ("$20", "$40"))
    assert left.x < joint.x1 < joint.x2 < right.x


def test_three_roles_have_points_of_three_shapes_and_all_their_figures() -> None:
    page = drawn(chart("dot", (amount(1, "A"),), (amount(2, "A"),), (amount(3, "A"),)))
    assert [r.text.strip() for r in runs(page)][-3:] == ["$1", "$2", "$3"]
    shapes = {i.steps[1][0] + str(len(i.steps)) for i in own(page) if isinstance(i, Path)}
    assert len(shapes) == 2  # a ring and a diamond; the third is a square


WORDS = st.text("abc ", min_size=1, max_size=60).map(str.strip).filter(bool)
ROWS = st.lists(
    st.builds(
        Amount,
        WORDS,
        WORDS,
        st.none() | st.floats(-50, 100),
        st.none() | st.floats(100, 200),
        st.just(()) | st.just((Share(60, "60% in offices"), Share(30, "30% at home"))),
    ),
    min_size=1,
    max_size=4,
).map(tuple)


@given(
    st.sampled_from(["share", "range", "bar", "dot"]),
    st.lists(ROWS, min_size=1, max_size=3),
    st.sampled_from([STYLE, LOW, GRAY]),
    st.sampled_from([None, "role", "ink", "tint"]),
)
def test_every_word_is_there_in_order_inside_and_can_be_read(
    kind: ChartKind, roles: list[tuple[Amount, ...]], style: Style, fill: str | None
) -> None:
    block = chart(kind, *roles)
    body = block if fill is None else Panel(id="p", name="p", fill=fill, role=0, blocks=(block,))  # type: ignore[arg-type]
    pages = typeset(document(body, page=LETTER, pages=None), style, METRICS).pages
    items = [i for page in pages for i in page.items]
    found = [i for i in items if isinstance(i, TextRun) and i.block == "c"]
    said = "".join("".join(block.said()).split())
    assert "".join("".join(run.text for run in found).split()) == said
    grounds = [
        i
        for i in items
        if isinstance(i, Box) and i.fill and min(i.width - 400, i.height - 12) > 0 and not i.block
    ]
    ground = str(grounds[-1].fill) if grounds else "#FFFFFF"
    for run in found:
        assert run.size >= 9
        assert contrast(run.colour, ground) >= 4.5
        wide = METRICS.width(run.text.rstrip(), run.face, run.size)
        assert run.x >= 44.5
        assert run.x + wide <= LETTER.width - 44.5


# Slopes


def slope(*ends: tuple[float | None, float | None], label: str = "") -> AmountChart:
    """A line of a role of its own for each pair of ends."""
    series = tuple(
        Amounts((amount(high, label),), n, NAMES[n % 3]) for n, (_, high) in enumerate(ends)
    )
    series = tuple(
        replace(one, rows=(replace(one.rows[0], low=low, before=amount(low).text),))
        for one, (low, _) in zip(series, ends, strict=True)
    )
    return replace(chart("slope"), series=series, heads=("Here", "There"))


def lines(page: Page) -> list[Rule]:
    return [i for i in own(page) if isinstance(i, Rule) and i.width == 2.5]


def test_a_line_leads_from_the_one_figure_to_the_other() -> None:
    up, down = lines(drawn(slope((10, 40), (30, 20))))
    assert up.x1 == down.x1 < up.x2 == down.x2
    assert up.y1 > down.y2 > down.y1 > up.y2
    assert up.y1 - down.y1 == pytest.approx(2 * (up.y1 - down.y2))


def test_a_small_difference_is_no_cliff() -> None:
    (one,) = lines(drawn(slope((100, 101))))
    assert abs(one.y2 - one.y1) < 10
    (flat,) = lines(drawn(slope((100, 100))))
    assert flat.y1 == flat.y2


_END = st.one_of(st.floats(-1e6, 1e6), st.sampled_from([0.0, 1.0, 100.0, 100.5]), st.none())


@given(
    st.lists(st.tuples(_END, _END), min_size=1, max_size=6),
    st.sampled_from(["", "Offices", "A long name of many words that goes on and on"]),
    st.integers(230, 560),
    st.sampled_from([STYLE, LOW]),
)
def test_words_of_a_slope_never_lie_on_one_another(
    ends: list[tuple[float | None, float | None]], label: str, width: int, style: Style
) -> None:
    block = slope(*ends, label=label)
    margin = (612 - width) / 2
    page = drawn(block, style, PageFormat(612, 792, 45, margin, 45, margin))
    found = [(r, METRICS.width(r.text.rstrip(), r.face, r.size, tabular=True)) for r in runs(page)]
    for n, (one, wide) in enumerate(found):
        assert margin - 0.1 <= one.x
        assert one.x + wide <= margin + width + 0.6
        for other, its in found[n + 1 :]:
            apart = one.x + wide <= other.x + 0.01 or other.x + its <= one.x + 0.01
            assert apart or abs(one.y - other.y) > 0.9 * one.size, (one, other)
    said = "".join(block.said()).split()
    assert "".join("".join(r.text.split()) for r in runs(page)) == "".join(said)
