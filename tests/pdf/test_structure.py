"""The tree of a document, without pages."""

import pytest

from handouts.document import (
    Block,
    Cell,
    Columns,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    RichText,
    Row,
    RuleLine,
    Run,
    Space,
    Table,
    TableColumn,
)
from handouts.pdf.structure import Element, leaf_elements, leaf_index, structure

from .blocks import CALLOUT, COLUMNS, FILL_IN, document


def _tree(*blocks: Block, foot: tuple[Block, ...] = ()) -> Element:
    return structure(document(*blocks, foot=foot))


def _tags(*levels: int) -> list[str]:
    """The tags of headings of these levels."""
    headings = (
        Heading(id=f"h{n}", text=(Run("words"),), level=level) for n, level in enumerate(levels)
    )
    return [element.tag for element in leaf_elements(_tree(*headings))]


@pytest.mark.parametrize(
    ("levels", "tags"),
    [
        ((1, 2, 3, 2, 1), ["H1", "H2", "H3", "H2", "H1"]),
        ((1, 3), ["H1", "H2"]),
        ((1, 3, 3, 2, 3), ["H1", "H2", "H2", "H2", "H3"]),
        ((2, 3, 1, 2), ["H1", "H2", "H1", "H2"]),
        ((4, 1, 4), ["H1", "H1", "H2"]),
        ((1, 2, 3, 4), ["H1", "H2", "H3", "H4"]),
    ],
)
def test_headings_never_skip_a_level(levels: tuple[int, ...], tags: list[str]) -> None:
    assert _tags(*levels) == tags


def test_headings_in_columns_follow_on() -> None:
    title = Heading(id="b1", text=(Run("Title"),), level=1)
    deep = Heading(id="b2", text=(Run("Deep"),), level=4)
    columns = Columns(id="b3", columns=((deep,), (CALLOUT,)), widths=(1, 1))
    assert [kid.tag for kid in _tree(title, columns).kids] == ["H1", "H2", "Div"]


def test_columns_are_read_one_after_the_other() -> None:
    assert [e.leaf for e in leaf_elements(_tree(COLUMNS))] == ["b7", "b8", "b9", "b10"]


def test_the_foot_is_read_last() -> None:
    assert [e.leaf for e in leaf_elements(_tree(COLUMNS, foot=(FILL_IN,)))][-1] == "b14/lines"


def test_rules_and_space_say_nothing() -> None:
    assert _tree(RuleLine(id="r"), Space(id="s")).kids == ()


def _links(*text: Run) -> dict[int, int]:
    (element,) = _tree(Paragraph(id="b1", text=text)).kids
    return dict(element.links)


def test_neighbouring_runs_with_one_address_are_one_link() -> None:
    a, bold, b = Run("a", link="x:"), Run("b", bold=True, link="x:"), Run("c", link="y:")
    assert _links(Run("see "), a, bold, b) == {1: 1, 2: 1, 3: 3}
    assert _links(a, Run(" and "), a) == {0: 0, 2: 2}
    assert _links(Run("none")) == {}


@pytest.mark.parametrize(
    ("kind", "label", "expected"),
    [
        ("decimal", "1.", "Decimal"),
        ("letter", "A.", "UpperAlpha"),
        ("letter", "a.", "LowerAlpha"),
        ("none", "", "None"),
    ],
)
def test_lists_say_how_they_are_numbered(kind: str, label: str, expected: str) -> None:
    items = (ListItem(id="i", label=label, text=(Run("words"),)),)
    (element,) = _tree(ListBlock(id="b1", items=items, numbering=kind)).kids  # type: ignore[arg-type]
    assert element.attributes == (("List", "ListNumbering", expected),)
    (item,) = element.kids
    assert [kid.tag for kid in item.kids] == (["Lbl", "LBody"] if label else ["LBody"])


def _cells(*rows: int) -> tuple[Row, ...]:
    """A row for each number: so many cells; a negative number begins with one over two rows."""
    made = []
    for y, count in enumerate(rows):
        spans = [2 if count < 0 and not x else 1 for x in range(abs(count))]
        cells = (Cell(id=f"{y}.{x}", text=(Run("words"),), rows=n) for x, n in enumerate(spans))
        made.append(Row(cells=tuple(cells)))
    return tuple(made)


def _table(*rows: int, head: RichText = ()) -> Element:
    heads = tuple(Cell(id=f"h{x}", text=(Run("head"),), header="column") for x in range(2))
    return _tree(
        Table(id="t", columns=(TableColumn(),) * 2, head=(Row(cells=heads),), rows=_cells(*rows))
    )


def test_regular_tables_pass() -> None:
    (table,) = _table(2, -2, 1, -2, 1, 2).kids
    assert [len(row.kids) for row in table.kids[1].kids] == [2, 2, 1, 2, 1, 2]
    assert table.kids[1].kids[1].kids[0].attributes == (("Table", "RowSpan", 2),)


@pytest.mark.parametrize("rows", [(2, 3), (2, 1), (-2, 2), (3,)])
def test_irregular_tables_are_refused(rows: tuple[int, ...]) -> None:
    with pytest.raises(AssertionError, match="different numbers of cells"):
        _table(*rows)


def test_a_cell_may_not_reach_out_of_its_table() -> None:
    with pytest.raises(AssertionError, match="reaches out"):
        _table(2, -2)


def test_a_leaf_has_one_element() -> None:
    twice = Paragraph(id="b1", text=(Run("words"),))
    with pytest.raises(AssertionError, match="two blocks"):
        leaf_index(_tree(twice, twice))


def test_empty_cells_need_no_content() -> None:
    empty = Row(cells=(Cell(id="a", text=()), Cell(id="b", text=(Run("words"),))))
    root = _tree(Table(id="t", columns=(TableColumn(),) * 2, head=(), rows=(empty,)))
    assert [(e.leaf, e.required) for e in leaf_elements(root)] == [("a", False), ("b", True)]
