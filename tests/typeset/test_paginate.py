from hypothesis import given
from hypothesis import strategies as st

from handouts.typeset.column.paginate import paginate, take
from handouts.typeset.column.strips import Parallel, Piece, Strip, height, total_height


def strip(name: str, height: float = 10, **more: object) -> Strip:
    return Strip(height, name, **more)  # type: ignore[arg-type]


def names(pieces: list[Piece], room: float) -> list[list[str]]:
    return [[p.strip.block for p in page.placed] for page in paginate(pieces, room)]


def test_space_at_the_top_of_a_page_is_dropped() -> None:
    pages = paginate([strip("a", 10, space=5), strip("b", 10, space=5), strip("c", space=5)], 25)
    assert [[(p.strip.block, p.y) for p in page.placed] for page in pages] == [
        [("a", 0), ("b", 15)],
        [("c", 0)],
    ]


def test_what_holds_moves_with_what_follows() -> None:
    pieces: list[Piece] = [strip("a"), strip("heading", holds=True), strip("text")]
    assert names(pieces, 25) == [["a"], ["heading", "text"]]


def test_what_holds_is_broken_only_when_it_is_taller_than_a_page() -> None:
    pieces: list[Piece] = [strip("a", holds=True), strip("b", holds=True), strip("c")]
    assert names(pieces, 25) == [["a", "b"], ["c"]]


def test_a_strip_taller_than_a_page_is_told() -> None:
    (page,) = paginate([strip("a", 30)], 25)
    assert [(t.block, t.points) for t in page.too_tall] == [("a", 5)]


def test_a_page_break_ends_the_page_and_leaves_no_empty_one() -> None:
    brk = strip("", 0, ends_page=True)
    assert names([brk, strip("a"), brk, brk, strip("b")], 100) == [["a"], ["b"]]


def test_the_head_of_a_table_stands_over_its_rows_again() -> None:
    head = strip("head", holds=True)
    rows = [strip(f"r{i}", head=(head,) if i else ()) for i in range(4)]
    assert names([head, *rows], 30) == [["head", "r0", "r1"], ["head", "r2", "r3"]]


def test_what_vanishes_is_left_out_at_the_top_of_a_page() -> None:
    line = strip("line", 0, holds=True, vanishes=True)
    pieces: list[Piece] = [strip("a"), line, strip("b"), line, strip("c")]
    assert names(pieces, 20) == [["a", "line", "b"], ["c"]]


def test_white_space_is_multiplied_by_the_factor() -> None:
    pieces = [strip("a", over=4, under=2), strip("b", space=6)]
    (page,) = paginate(pieces, 100, 0.5)
    assert [p.y for p in page.placed] == [2, 10 + 3 + 3]
    assert page.used == 26
    assert total_height(pieces, 0.5) == 26


def test_columns_go_on_on_the_next_page() -> None:
    left = tuple(strip(f"l{i}") for i in range(4))
    right = (strip("r0"),)
    both = Parallel(((0.0, left), (50.0, right)), "columns")
    assert names([strip("a"), both, strip("z")], 30) == [
        ["a", "l0", "l1", "r0"],
        ["l2", "l3", "z"],
    ]


def test_the_height_of_columns_is_that_of_the_tallest() -> None:
    both = Parallel(((0.0, (strip("a"), strip("b", space=4))), (9.0, (strip("c"),))), "columns")
    assert height(both, 1.0) == 24
    assert height(both, 0.5) == 22
    assert take((both,), 24, force=False).rest == ()


pieces_of_text = st.lists(
    st.builds(
        strip,
        st.text("ab", min_size=1, max_size=2),
        st.integers(1, 20),
        space=st.integers(0, 9),
        holds=st.booleans(),
    ),
    min_size=1,
    max_size=25,
)


@given(pieces_of_text, pieces_of_text, st.integers(20, 60))
def test_nothing_is_lost_doubled_or_off_the_page(
    first: list[Strip], second: list[Strip], room: int
) -> None:
    body: list[Piece] = [*first, Parallel(((0.0, tuple(first)), (9.0, tuple(second))), "c")]
    pages = paginate([*body, *second], room)
    placed = [p for page in pages for p in page.placed]
    assert len(placed) == 2 * len(first) + 2 * len(second)
    assert [p.strip for p in placed if p.x == 0][: len(first)] == first
    for page in pages:
        assert all(p.y + p.strip.height <= room + 0.01 for p in page.placed)
        assert page.used <= room + 0.01


@given(pieces_of_text)
def test_one_page_is_as_high_as_the_sum(pieces: list[Strip]) -> None:
    (page,) = paginate(pieces, 10_000)
    assert page.used == total_height(pieces)


def test_columns_that_flow_are_filled_page_by_page() -> None:
    """Six lines of 10 in two columns on pages of 20: four on the first, two level on the second."""
    lines = tuple(Strip(10.0, f"s{n}") for n in range(6))
    flowing = Parallel(((0.0, lines[:3]), (100.0, lines[3:])), "list", flows=True)
    pages = paginate((flowing,), 20.0)
    found = [[(p.strip.block, p.x, p.y) for p in page.placed] for page in pages]
    assert found == [
        [("s0", 0.0, 0.0), ("s1", 0.0, 10.0), ("s2", 100.0, 0.0), ("s3", 100.0, 10.0)],
        [("s4", 0.0, 0.0), ("s5", 100.0, 0.0)],
    ]


def test_no_column_that_flows_ends_within_an_item() -> None:
    """An item of three lines, higher than half of what is left: its last line stood over its first."""
    first = tuple(Strip(10.0, f"s{n}") for n in range(8))
    item = tuple(Strip(10.0, f"i{n}", holds=n < 2) for n in range(3))
    flowing = Parallel(((0.0, (*first, *item)), (100.0, ())), "list", flows=True)
    _, last = paginate((flowing,), 40.0)
    assert {(p.strip.block, p.x) for p in last.placed} == {("i0", 0.0), ("i1", 0.0), ("i2", 0.0)}
