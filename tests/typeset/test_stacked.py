"""Tables row by row, with a metrics stand-in in which every glyph is half an em wide."""

from dataclasses import replace

from handouts.document import Cell, Row, Table, TableColumn
from handouts.pages import Rule
from handouts.typeset.blocks.stacked import set_stacked
from handouts.typeset.column.frame import Frame
from handouts.typeset.column.paginate import paginate
from handouts.typeset.column.strips import PlacedLine, Strip, total_height

from .samples import METRICS, STYLE, rich

ONE_COLUMN = replace(STYLE, one_column=True, rules={**STYLE.rules, "heading": 0.75, "bar": 10.0})
FRAME = Frame(ONE_COLUMN, METRICS, 300)

COMPARISON = Table(
    id="t",
    columns=(TableColumn(share=1),) * 3,
    head=(
        Row(
            cells=(
                Cell(id="h0", text=()),
                Cell(id="h1", text=rich("First role"), header="column", role=0, tab=True),
                Cell(id="h2", text=rich("Second"), header="column", role=1, tab=True),
            )
        ),
    ),
    rows=tuple(
        Row(
            cells=(
                Cell(id=f"r{n}c0", text=rich(f"Question {n}?"), header="row"),
                Cell(id=f"r{n}c1", text=rich("One answer")),
                Cell(id=f"r{n}c2", text=rich("Another one")),
            )
        )
        for n in range(3)
    ),
)

MONEY = Table(
    id="m",
    columns=(
        TableColumn(share=1),
        TableColumn(share=1),
        TableColumn(width=50, align="right", tabular=True),
        TableColumn(width=50, align="right", tabular=True),
    ),
    head=(
        Row(
            cells=tuple(
                Cell(id=f"h{n}", text=rich(t), header="column")
                for n, t in enumerate(("Pay", "Place", "Less", "Much more"))
            )
        ),
    ),
    rows=(
        Row(
            cells=(
                Cell(id="a0", text=rich("Role"), header="row", role=0, rows=2),
                Cell(id="a1", text=rich("Texas"), header="row"),
                Cell(id="a2", text=rich("$9,000")),
                Cell(id="a3", text=rich("$10,000")),
            )
        ),
        Row(
            cells=(
                Cell(id="b1", text=rich("U.S."), header="row"),
                Cell(id="b2", text=rich("$9,500")),
                Cell(id="b3", text=rich("$20,000")),
            )
        ),
    ),
)


def lines(strips: list[Strip]) -> list[PlacedLine]:
    return [line for strip in strips for line in strip.lines]


def said(line: PlacedLine) -> str:
    return "".join(stretch.text for stretch in line.line.stretches)


def test_each_cell_is_set_once_in_the_table_s_order() -> None:
    found = [line.block for line in lines(set_stacked(COMPARISON, FRAME))]
    assert found == ["h1", "h2", *(f"r{n}c{c}" for n in range(3) for c in range(3))]


def test_answers_hang_behind_the_widest_mark() -> None:
    made = lines(set_stacked(COMPARISON, FRAME))
    answers = {line.x for line in made if line.block and line.block.endswith(("c1", "c2"))}
    (x,) = answers
    assert x > 18.4 * 10 / 13
    assert {line.x for line in made if line.block and line.block.endswith("c0")} == {0}


def test_a_page_starts_with_the_key_and_never_splits_a_question() -> None:
    strips = set_stacked(COMPARISON, FRAME)
    room = total_height(strips) * 0.7
    first, second = paginate(strips, room)
    assert [said(line) for p in second.placed for line in p.strip.lines][:3] == [
        "First role",
        "Second",
        "Question 2?",
    ]
    key = [line for p in second.placed for line in p.strip.lines][:2]
    assert [line.block for line in key] == [None, None]
    assert {line.block for p in first.placed for line in p.strip.lines} >= {"r1c0", "r1c1", "r1c2"}


def test_questions_are_set_off_by_lines() -> None:
    rules = [i for s in set_stacked(COMPARISON, FRAME) for i in s.items if isinstance(i, Rule)]
    assert len(rules) == 3
    assert all(rule.x2 - rule.x1 == FRAME.width for rule in rules)


def test_figures_are_aligned_at_the_right() -> None:
    made = lines(set_stacked(MONEY, FRAME))
    ends = {round(ln.x + ln.line.width, 2) for ln in made if ln.block in {"a2", "a3", "b2", "b3"}}
    assert len(ends) == 1


def test_labels_are_read_once_and_shown_again() -> None:
    made = lines(set_stacked(MONEY, FRAME))
    much = [line for line in made if said(line) == "Much more"]
    assert [line.block for line in much] == ["h3", None]
    role = [line for line in made if said(line) == "Role"]
    assert [line.block for line in role] == ["a0", None]
    assert {line.block for line in made} - {None} == {
        *(f"h{n}" for n in range(4)), "a0", "a1", "a2", "a3", "b1", "b2", "b3",
    }  # fmt: skip
