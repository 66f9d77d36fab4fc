from dataclasses import replace
from itertools import pairwise

import pytest

from handouts.diagnostics import HandoutsError
from handouts.document import Cell, Row, Run, Table, TableColumn
from handouts.pages import Box, Rule
from handouts.typeset.blocks.table import set_table
from handouts.typeset.column.frame import Manner, set_text
from handouts.typeset.column.strips import PlacedLine, Strip

from .samples import METRICS, TEN, frame, rich, words


def cell(name: str, text: str = "", **more: object) -> Cell:
    return Cell(id=name, text=rich(text) if text else (), **more)  # type: ignore[arg-type]


def table(*rows: tuple[str, ...], columns: tuple[TableColumn, ...] = ()) -> Table:
    columns = columns or tuple(TableColumn(share=1) for _ in rows[0])
    head = Row(
        cells=tuple(cell(f"h{c}", t, header="column", quiet=True) for c, t in enumerate(rows[0])),
        ruled=False,
    )
    body = tuple(
        Row(cells=tuple(cell(f"r{r}c{c}", t) for c, t in enumerate(row)))
        for r, row in enumerate(rows[1:])
    )
    return Table(id="table", columns=columns, head=(head,), rows=body)


def rows_of(block: Table, width: float = 200) -> list[Strip]:
    """The strips of head and body rows, without the lines between them."""
    return [strip for strip in set_table(block, frame(width)) if strip.lines]


def texts(strip: Strip) -> dict[str | None, list[tuple[float, float, str]]]:
    found: dict[str | None, list[tuple[float, float, str]]] = {}
    for line in strip.lines:
        text = "".join(s.text for s in line.line.stretches)
        found.setdefault(line.block, []).append((line.x, line.y, text))
    return found


def test_cells_wrap_and_the_row_is_as_high_as_the_highest() -> None:
    """Columns of 100 less the gap of 14: four words of four letters do not fit, three do."""
    _, row = rows_of(table(("a", "b"), (words(4), words(1))))
    assert row.height == 2 * 14
    assert row.over == row.under == 4
    assert [t for _, _, t in texts(row)["r0c0"]] == ["wwww wwww ", "wwww wwww"]


def test_cells_of_a_row_share_their_first_baseline() -> None:
    _, row = rows_of(table(("a", "b"), (words(6), "b")))
    placed = texts(row)
    assert placed["r0c0"][0][1] == placed["r0c1"][0][1]


def test_heads_stand_at_the_bottom_of_their_row() -> None:
    head, _ = rows_of(table((words(6), "b"), ("a", "b")))
    placed = texts(head)
    assert placed["h0"][-1][1] == placed["h1"][0][1]


def test_money_is_aligned_at_the_right() -> None:
    columns = (TableColumn(share=1), TableColumn(width=50, align="right", tabular=True))
    _, one, two = rows_of(table(("", "pay"), ("a", "$9"), ("b", "$10"), columns=columns))
    ends = [x + 5 * len(t) for strip in (one, two) for (x, _, t) in texts(strip).get("r0c1", [])]
    ends += [x + 5 * len(t) for (x, _, t) in texts(two)["r1c1"]]
    assert len(set(ends)) == 1
    assert all(line.tabular for line in one.lines if line.block == "r0c1")


def test_rows_are_set_off_by_hairlines_and_the_head_by_a_rule() -> None:
    strips = set_table(table(("a",), ("b",), ("c",)), frame())
    lines = [strip.items[0] for strip in strips if not strip.lines]
    assert [strip.height for strip in strips if not strip.lines] == [0, 0]
    rule, hairline = (line for line in lines if isinstance(line, Rule))
    assert rule.colour == frame().colour("muted")
    assert hairline.colour == frame().colour("hairline")
    assert [bool(strip.lines) for strip in strips] == [True, False, True, False, True]


def test_the_head_is_held_to_the_first_row_and_repeats_as_an_artifact() -> None:
    head, rule, first, hairline, second = set_table(table(("a",), ("b",), ("c",)), frame())
    assert head.holds
    assert rule.holds
    assert first.head == ()
    assert hairline.vanishes
    assert hairline.head == second.head
    repeated, line = second.head
    assert [line.block for line in head.lines] == ["h0"]
    assert [line.block for line in repeated.lines] == [None]
    assert repeated.height == head.height
    assert line == rule


def test_a_cell_may_span_rows_which_then_hold_together() -> None:
    block = table(("a", "b"), ("x", "1"), ("", "2"))
    spanning = replace(block.rows[0].cells[0], rows=2, text=rich(words(9)))
    rows = (
        replace(block.rows[0], cells=(spanning, block.rows[0].cells[1])),
        replace(block.rows[1], cells=block.rows[1].cells[1:]),
    )
    _, one, two = rows_of(replace(block, rows=rows))
    assert one.holds
    assert not two.holds
    assert texts(two)["r1c1"][0][0] == texts(one)["r0c1"][0][0] == 100
    assert one.height + two.height == 3 * 14


def test_a_role_has_its_mark_and_a_tab_its_bar() -> None:
    block = table(("a", "b"), ("x", "y"))
    head = Row(cells=(cell("h0"), cell("h1", "Role", header="column", role=1, tab=True)))
    strip = set_table(replace(block, head=(head,)), frame(200))[0]
    (line,) = strip.lines
    assert line.colour == frame().look(1).colour
    assert line.x > 100
    assert line.size == 13
    assert len(strip.items) > 3


def test_boxes_to_tick_are_artifacts_inside_their_column() -> None:
    block = table(("a", "b"), ("x", "y"))
    row = Row(cells=(cell("c", "x"), cell("d", boxes=(0, 1))))
    strip = set_table(replace(block, rows=(row,)), frame(200))[-1]
    assert all(item.block is None for item in strip.items)
    assert METRICS.width("x", "400", 10) == 5


def test_a_table_without_rows_has_its_head_only() -> None:
    assert len(rows_of(table(("Name", "Pay")))) == 1


RIGHT = TableColumn(align="right", tabular=True)
LEFT = TableColumn()


def edges(strip: Strip) -> list[tuple[float, float]]:
    """Where each cell's first line begins and ends: a glyph is five points wide, in heads 4.5."""
    first: dict[str | None, PlacedLine] = {}
    for line in strip.lines:
        first.setdefault(line.block, line)
    return [(line.x, line.x + line.line.width) for line in first.values()]


@pytest.mark.parametrize(
    "columns",
    [
        (LEFT, RIGHT, LEFT),
        (RIGHT, LEFT, RIGHT),
        (RIGHT, RIGHT, RIGHT),
        (TableColumn(width=60), replace(RIGHT, width=60), TableColumn(share=1)),
        (replace(RIGHT, width=45), replace(RIGHT, width=45), replace(RIGHT, width=45)),
    ],
)
def test_between_any_two_columns_there_is_white_space(columns: tuple[TableColumn, ...]) -> None:
    for row in rows_of(table(("aaa", "bb", "c"), ("$45,690", "$1,234", "Texas"), columns=columns)):
        for (_, end), (start, _) in pairwise(edges(row)):
            assert start - end >= 4


def test_heads_are_broken_before_a_table_is_too_wide() -> None:
    heads = ("10th percentile",) * 4
    head, row = rows_of(table(heads, ("$12,345",) * 4, columns=(RIGHT,) * 4), 270)
    assert [t for _, _, t in texts(head)["h0"]] == ["10th ", "percentile"]
    assert [t for _, _, t in texts(row)["r0c0"]] == ["$12,345"]


@pytest.mark.parametrize("narrow", [TableColumn(width=40), TableColumn(share=1)])
def test_a_column_is_widened_for_its_longest_word(narrow: TableColumn) -> None:
    columns = (narrow, TableColumn(share=6))
    block = table(("", ""), ("Refrigeration work", words(8)), columns=columns)
    (row,) = rows_of(block, 300)
    assert [t for _, _, t in texts(row)["r0c0"]] == ["Refrigeration ", "work"]
    assert texts(row)["r0c1"][0][0] >= 13 * 5 + 14


def test_bars_of_roles_stand_at_one_edge_and_the_names_hang_below() -> None:
    """One name takes three lines, its neighbour one; labels beside them stay at the bottom."""
    titles = ("", "Clinical lab technologist", "Aide")
    tabs = tuple(
        cell(f"h{n}", title, header="column", role=n - 1 if n else None, tab=bool(n))
        for n, title in enumerate(titles)
    )
    block = replace(table(titles, ("a", "b", "c")), head=(Row(cells=tabs, ruled=False),))
    head, _ = rows_of(block, 300)
    bars = [item for item in head.items if isinstance(item, Box) and item.height == 6]
    assert [bar.y for bar in bars] == [0, 0]
    placed = texts(head)
    assert len(placed["h1"]) > 1
    assert placed["h1"][0][1] == placed["h2"][0][1]


def test_no_word_is_divided_in_a_narrow_column() -> None:
    """Measures of 60 characters and more may divide; cells never do."""
    cell_text = "collects certifications regularly"
    (row,) = rows_of(table(("", ""), (cell_text, "b")), 230)
    assert [t for _, _, t in texts(row)["r0c0"]] == ["collects ", "certifications ", "regularly"]
    for width, divided in ((130, False), (300, True)):
        filled = words(int(width / 25) - 2) + " certifications " + words(3)
        strips = set_text(rich(filled), Manner(TEN), frame(width), "p", "p")
        said = [s.text for strip in strips for line in strip.lines for s in line.line.stretches]
        assert any("\u00ad" in text for text in said) == divided


def test_only_a_word_wider_than_the_widest_column_there_can_be_is_hyphenated() -> None:
    block = table(("", "", ""), ("Refrigeration", "tech", "aide"))
    (row,) = rows_of(block, 14 + 60 + 14 + 20 + 20 + 1)
    assert [t for _, _, t in texts(row)["r0c0"]] == ["Refrigera\u00ad", "tion"]
    assert [t for _, _, t in texts(row)["r0c1"]] == ["tech"]


def test_a_table_that_no_division_makes_narrow_enough_is_refused() -> None:
    with pytest.raises(HandoutsError, match="is 15 points too wide"):
        rows_of(table(("", ""), ("$123,456,789", "$123,456,789")), 120 + 14 - 15)


def test_numbers_stand_under_one_another_beside_the_figures_for_their_sources() -> None:
    block = table(("pay", ""), ("$9", "a"), ("$10", "b"), ("unknown", "c"), columns=(RIGHT, LEFT))
    named = [
        replace(
            row.cells[0],
            text=(
                *row.cells[0].text,
                Run("\u00a0"),
                Run(f"[{n}]", link=f"#s.note{n}", note=f"s.note{n}"),
            ),
        )
        for row, n in zip(block.rows[:2], (1, 22), strict=True)
    ]
    rows = [replace(r, cells=(c, r.cells[1])) for r, c in zip(block.rows[:2], named, strict=True)]
    _, one, two, three = rows_of(replace(block, rows=(*rows, block.rows[2])))
    ends = [edges(strip)[0][1] for strip in (one, two, three)]
    small = 0.9  # of the text's size: at 9 points, the floor
    assert ends[0] - 5 - 3 * 5 * small == ends[1] - 5 - 4 * 5 * small == ends[2]
