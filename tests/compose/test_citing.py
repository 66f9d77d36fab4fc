"""Where texts name their sources."""

from handouts.compose.citing import placed
from handouts.compose.templates.markdown import cited, placeholder, rich
from handouts.document import (
    Block,
    Cell,
    Columns,
    Heading,
    ListBlock,
    ListItem,
    Notice,
    Panel,
    Paragraph,
    RichText,
    Row,
    Run,
    Table,
    TableColumn,
    WageChart,
    plain,
)


def text(said: str, *cites: str) -> RichText:
    return (Run("", cites=cites), Run(said)) if cites else (Run(said),)


def named(one: RichText) -> tuple[str, ...]:
    """The sources at the end of a text; there are none within it."""
    assert not any(run.cites for run in one[:-1])
    return one[-1].cites if one else ()


def items(*texts: RichText) -> ListBlock:
    return ListBlock(
        id="l", items=tuple(ListItem(id=f"l{n}", label="", text=t) for n, t in enumerate(texts))
    )


def table(*cells: RichText, tabular: tuple[bool, ...]) -> Table:
    row = Row(cells=tuple(Cell(id=f"c{n}", text=t) for n, t in enumerate(cells)))
    return Table(
        id="t", columns=tuple(TableColumn(tabular=right) for right in tabular), head=(), rows=(row,)
    )


def of(block: Block) -> list[tuple[str, ...]]:
    match block:
        case Paragraph():
            return [named(block.text)]
        case ListBlock():
            return [named(item.text) for item in block.items]
        case Table():
            return [named(cell.text) for row in block.rows for cell in row.cells]
        case Heading():
            return [named(block.text), named(block.note)]
        case Panel():
            return [one for inner in block.blocks for one in of(inner)]
        case _:
            return []


def test_placeholders_pass_through_markdown_and_become_runs() -> None:
    markdown = f"**One{placeholder(0)} and two**{placeholder(11)}."
    runs = cited(rich(markdown), [("a", "b"), *[()] * 10, ("c",)])
    assert plain(runs) == "One and two."
    assert [run.cites for run in runs if run.cites] == [("a", "b"), ("c",)]
    assert [run.text for run in runs if run.bold] == ["One", " and two"]


def test_a_paragraph_names_its_sources_once_at_its_end() -> None:
    runs = (Run("A"), Run("", cites=("x",)), Run(" b."), Run("", cites=("y", "x")))
    (made,) = placed((Paragraph(id="p", text=runs),))
    assert isinstance(made, Paragraph)
    assert made.text == (Run("A b."), Run("", cites=("x", "y")))


def test_headings_and_verdicts_hand_on_to_the_text_below() -> None:
    heading = Heading(id="h", text=text("Head", "x"), level=2)
    answer = Paragraph(id="a", text=text("Verdict", "y"), variant="answer")
    made = placed((heading, answer, Paragraph(id="p", text=text("Why.", "z"))))
    assert [of(block) for block in made] == [[(), ()], [()], [("x", "y", "z")]]


def panel(*blocks: Block, head: tuple[Block, ...] = ()) -> Panel:
    return Panel(id="p", fill="ink", head=head, blocks=blocks)


def test_a_verdict_at_the_end_of_a_panel_hands_on_to_the_text_of_the_next() -> None:
    verdict = panel(Heading(id="h", text=text("Required", "law"), level=2))
    first, second = placed((verdict, panel(Paragraph(id="a", text=text("Why", "faq")))))
    assert of(first) == [(), ()]
    assert of(second) == [("law", "faq")]


def test_a_heading_hands_on_into_a_panel_and_its_head_to_its_text() -> None:
    own = panel(
        Paragraph(id="a", text=text("Why")),
        head=(Heading(id="b", text=text("Job", "ooh"), level=2),),
    )
    _, made = placed((Heading(id="h", text=text("Rules", "law"), level=2), own))
    assert of(made) == [("law", "ooh")]


def test_what_nothing_below_takes_stands_at_the_last_text_above() -> None:
    lead = Paragraph(id="a", text=text("Half earn less", "oews"), variant="lead")
    (made,) = placed((lead,))
    assert of(made) == [("oews",)]
    inside = panel(Paragraph(id="b", text=text("Why")))
    made, _ = placed((inside, Heading(id="h", text=text("Required", "law"), level=2)))
    assert of(made) == [("law",)]


def test_what_is_left_stands_in_one_column_only() -> None:
    columns = tuple((Paragraph(id=name, text=text(name)),) for name in ("a", "b"))
    both = Columns(id="c", columns=columns, widths=(1.0, 1.0))
    made, _ = placed((both, Heading(id="h", text=text("Required", "law"), level=2)))
    assert isinstance(made, Columns)
    assert [of(block) for column in made.columns for block in column] == [[()], [("law",)]]


def test_a_notice_holds_none() -> None:
    made = placed((Notice(id="n", text=text("Must stand.", "x")),))
    assert of(made[0]) == [()]


def test_a_chart_s_sources_stand_with_its_caption_or_below_it() -> None:
    chart = WageChart(id="c", alternative="", series=(), citations=("x",))
    caption = Heading(id="h", text=text("Pay"), level=2, note=text("Line: …"))
    assert of(placed((caption, chart))[0]) == [(), ("x",)]
    assert of(placed((chart, Paragraph(id="p", text=text("Hourly."))))[1]) == [("x",)]


def test_what_all_items_share_is_named_by_the_last() -> None:
    (made,) = placed((items(text("A", "x"), text("B", "y", "x"), text("C", "x")),))
    assert of(made) == [(), ("y",), ("x",)]
    (made,) = placed((items(text("A", "x"), text("B")),))
    assert of(made) == [("x",), ()]


def test_figures_side_by_side_with_one_source_leave_it_to_the_cell_before_them() -> None:
    figures = [text(f"${n}", "x") for n in range(3)]
    one = table(text("State"), *figures, tabular=(False, True, True, True))
    assert of(placed((one,))[0]) == [("x",), (), (), ()]


def test_a_figure_alone_has_its_source_beside_it_in_every_alignment() -> None:
    cells = text("Job"), text("31%", "x"), text("License", "y"), text("not reported")
    for tabular in ((False,) * 4, (False, True, False, False), (False, True, False, True)):
        made = placed((table(*cells, tabular=tabular),))[0]
        assert of(made) == [(), ("x",), ("y",), ()]


def test_cells_of_a_row_that_share_their_sources_name_them_once() -> None:
    one = table(text("CPT"), text("A", "x"), text("B", "x"), tabular=(False,) * 3)
    assert of(placed((one,))[0]) == [(), (), ("x",)]


def test_what_all_rows_of_a_column_rest_on_stands_in_its_head() -> None:
    head = Row(cells=tuple(Cell(id=f"h{n}", text=text(t)) for n, t in enumerate("ABC")))
    rows = tuple(
        Row(
            cells=(
                Cell(id=f"a{n}", text=text(f"Job {n}", *(["own"] if n == 1 else []))),
                Cell(id=f"b{n}", text=text("Certificate", "x")),
                Cell(id=f"c{n}", text=text(f"${n}", "y", "z")),
            )
        )
        for n in range(3)
    )
    columns = (TableColumn(), TableColumn(), TableColumn(tabular=True))
    (made,) = placed((Table(id="t", columns=columns, head=(head,), rows=rows),))
    assert isinstance(made, Table)
    assert [named(cell.text) for cell in made.head[0].cells] == [(), ("x",), ("y", "z")]
    assert [named(c.text) for row in made.rows for c in row.cells if named(c.text)] == [("own",)]
    (short,) = placed((Table(id="t", columns=columns, head=(head,), rows=rows[:2]),))
    assert isinstance(short, Table)
    assert not any(named(cell.text) for cell in short.head[0].cells)
