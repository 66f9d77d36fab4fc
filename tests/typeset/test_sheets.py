"""Sheets of paper: pages printed larger than they are set, what bleeds over their edges, folds."""

from dataclasses import replace
from typing import Any

import pytest

from handouts.diagnostics import HandoutsError
from handouts.document import Block, Columns, PageBreak, PageFormat, Panel, RunningText, Space
from handouts.pages import Box, Hatch, Image, Item, Link, Page, Pages, Region, Rule, Symbol, TextRun
from handouts.shapes import Path, PathStep
from handouts.typeset.column.drawing import enlarged

from .samples import LOW, METRICS, STYLE, document, paragraph, typeset, words

FORMAT = PageFormat(240, 240, 20, 20, 20, 20)
SAFE = 18.0
"""Office printers leave a quarter of an inch white."""


def panel(*leaves: str, **more: object) -> Panel:
    blocks = tuple(paragraph(leaf, words(5)) for leaf in leaves)
    return Panel(id="p", name="panel", blocks=blocks, fill="ink", bleed=True, **more)  # type: ignore[arg-type]


def set_on(page: PageFormat, *blocks: object, low: bool = False) -> Page:
    made = document(*blocks, page=page, footer=RunningText())  # type: ignore[arg-type]
    (only,) = typeset(made, LOW if low else STYLE, METRICS).pages
    return only


def lengths(item: Item) -> tuple[float, ...]:
    """All that is a length of an item."""
    if isinstance(item, Path):
        steps = [number for _, numbers in item.steps for number in numbers]
        return (*steps, item.stroke_width, *item.dash)
    own = [v for v in item if isinstance(v, int | float) and not isinstance(v, bool)]
    return (*own, *(item.dash if isinstance(item, Box | Rule) else ()))


def test_a_page_printed_larger_is_the_same_page() -> None:
    """Twice as large a sheet has the same lines, at twice the size, and nothing else."""
    blocks = (panel("a"), paragraph("b", words(30)))
    small = set_on(FORMAT, *blocks)
    large = set_on(replace(FORMAT, scale=2.0), *blocks)
    assert (large.width, large.height) == (480, 480)
    texts = [(i.text, i.size, i.x, i.y) for i in small.items if isinstance(i, TextRun)]
    assert [
        (i.text, i.size / 2, i.x / 2, i.y / 2) for i in large.items if isinstance(i, TextRun)
    ] == texts


def test_colour_ends_where_printers_do_at_every_scale() -> None:
    """The white edge is one of the machine: it does not grow with the sheet."""
    for scale in (1.0, 2.0):
        page = set_on(replace(FORMAT, scale=scale), panel("a"))
        (ground,) = [i for i in page.items if isinstance(i, Box) and i.fill]
        assert (ground.x, ground.y) == (SAFE, SAFE)
        assert ground.width == page.width - 2 * SAFE


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_on_a_page_that_is_trimmed_colour_goes_over_its_edges(scale: float) -> None:
    page = set_on(replace(FORMAT, scale=scale, bleed=9 / scale), panel("a"), paragraph("b", "Text"))
    (ground,) = [i for i in page.items if isinstance(i, Box) and i.fill]
    assert page.bleed == 9
    assert (ground.x, ground.y, ground.width) == (-9, -9, page.width + 18)
    assert all(0 < i.x < page.width for i in page.items if isinstance(i, TextRun))


def test_on_a_screen_colour_ends_at_the_edges() -> None:
    page = set_on(replace(FORMAT, bleed=0.0), panel("a"), paragraph("b", "Text"))
    (ground,) = [i for i in page.items if isinstance(i, Box) and i.fill]
    assert page.bleed == 0
    assert (ground.x, ground.y, ground.width) == (0, 0, page.width)


@pytest.mark.parametrize("bleed", [None, 9.0])
def test_of_two_panels_that_bleed_side_by_side_each_reaches_its_own_edges(
    bleed: float | None,
) -> None:
    """Each was as wide as the page, and the second hid the first."""
    blocks = tuple(replace(panel(leaf), id=leaf + "p") for leaf in "ab")
    both = Columns(id="c", columns=tuple((one,) for one in blocks), widths=(1.0, 1.0))
    page = set_on(replace(FORMAT, bleed=bleed), both, paragraph("t", "Text"))
    left, right = (i for i in page.items if isinstance(i, Box) and i.fill)
    edge = SAFE if bleed is None else -bleed
    assert left.x == edge
    assert left.x + left.width < right.x
    assert (left.y, left.height) == (right.y, right.height)
    assert right.x + right.width == pytest.approx(240 - edge)
    for leaf, ground in (("a", left), ("b", right)):
        for run in (i for i in page.items if isinstance(i, TextRun) and i.block == leaf):
            assert ground.x < run.x < ground.x + ground.width


@pytest.mark.parametrize("bleed", [None, 9.0])
def test_a_tent_s_turned_face_bleeds_as_the_upright_one_does(bleed: float | None) -> None:
    """Sideways over both edges, and to the fold between the two, on the face that stands on its head too."""
    face = PageFormat(612, 396, 30, 30, 30, 30, tent=True, bleed=bleed)
    page = set_on(face, panel("p"), paragraph("t", "Text"))
    edge = SAFE if bleed is None else -bleed
    for items in (page.items, page.turned):
        (ground,) = [i for i in items if isinstance(i, Box) and i.fill]
        assert (ground.x, ground.y) == (edge, 396)
        assert ground.x + ground.width == 612 - edge
    assert page.bleed == (bleed or 0)


def test_a_line_around_a_panel_is_not_trimmed_away() -> None:
    page = set_on(replace(FORMAT, bleed=9), panel("a"), low=True)
    (line,) = [i for i in page.items if isinstance(i, Box) and i.stroke]
    assert line.x > SAFE - 1
    assert line.x + line.width < page.width - SAFE + 1


def test_every_length_of_an_item_grows() -> None:
    steps: tuple[PathStep, ...] = (("M", (1.0, 2.0)), ("L", (3.0, 4.0)), ("Z", ()))
    items: tuple[Item, ...] = (
        TextRun(1, 2, "a", "400", 9, "#000000", "x", 0, tracking=0.5, rise=2),
        Rule(1, 2, 3, 4, 1, "#000000", (4.0, 4.0)),
        Box(1, 2, 3, 4, stroke="#000000", stroke_width=1, radius=2, dash=(1.0, 2.0)),
        Hatch(1, 2, 3, 4, "#000000", 1, 5),
        Path(steps, stroke="#000000", stroke_width=1, dash=(3.0,)),
        Link(1, 2, 3, 4, "https://example.org", "a", "x", 0),
        Region(1, 2, 3, 4, "x"),
        Image(1, 2, 3, 4, picture=None),  # type: ignore[arg-type]
    )
    for item in items:
        assert lengths(enlarged(item, 3.0)) == tuple(3 * n for n in lengths(item)), item
    symbol = Symbol(1, 2, 3, 4, 21, ((0, 0, 2),), "#000000")
    assert enlarged(symbol, 3.0) == Symbol(3, 6, 9, 12, 21, ((0, 0, 2),), "#000000")


TRI = PageFormat(792, 612, 30, 30, 30, 30, panels=(261.0, 267.0, 264.0))
NAMES = ("front", "flap", "left", "middle", "right", "back")
"""The panels of a leaflet in the order in which it is opened."""


def leaflet(format_: PageFormat, *parts: str, **more: Any) -> Pages:
    """A paragraph on each panel."""
    body: list[Block] = []
    for name in parts:
        body += [PageBreak(id=f"before {name}"), paragraph(name, words(8))]
    made = document(*body[1:], page=format_, footer=RunningText(), **more)
    return typeset(made, STYLE, METRICS)


def stands(pages: Pages, leaf: str) -> tuple[int, float, float]:
    """The page of a leaf, and how far it reaches from left to right."""
    found = [
        (number, item)
        for number, page in enumerate(pages.pages, 1)
        for item in page.items
        if isinstance(item, TextRun) and item.block == leaf
    ]
    ends = (i.x + METRICS.width(i.text.rstrip(), i.face, i.size) for _, i in found)
    (number,) = {number for number, _ in found}
    return number, min(i.x for _, i in found), max(ends)


def test_a_leaflet_is_read_as_it_is_opened() -> None:
    """Front at the right of the outside, the flap left of it; then the inside; last the back, between these."""
    pages = leaflet(TRI, *NAMES)
    assert [(p.width, p.height) for p in pages.pages] == [(792, 612)] * 2
    edges = {
        "front": (1, 528, 792),
        "flap": (1, 0, 261),
        "left": (2, 0, 264),
        "middle": (2, 264, 531),
        "right": (2, 531, 792),
        "back": (1, 261, 528),
    }
    for name, (page, start, end) in edges.items():
        number, left, right = stands(pages, name)
        assert number == page, name
        assert left == pytest.approx(start + 30 + (end - start - 261) / 2), name
        assert right <= end - 30, name


def test_what_is_printed_behind_a_fold_is_as_wide_as_what_is_before_it() -> None:
    """Held against the light, the folds of both sides lie on one another."""
    pages = leaflet(TRI, *NAMES)
    outside, inside = (
        sorted({i.x1 for i in page.items if isinstance(i, Rule) and i.dash}) for page in pages.pages
    )
    assert outside == [261, 528]
    assert [792 - x for x in inside] == [528, 261]


@pytest.mark.parametrize("bleed", [None, 9.0])
def test_marks_stand_at_both_ends_of_a_fold_where_they_are_printed(bleed: float | None) -> None:
    page = leaflet(replace(TRI, bleed=bleed), *NAMES).pages[0]
    marks = [i for i in page.items if isinstance(i, Rule) and i.dash]
    ends = {(mark.y1, mark.y2) for mark in marks}
    assert all(mark.block is None for mark in marks)
    assert ends == ({(-9, 0), (612, 621)} if bleed else {(18, 27), (585, 594)})


def test_no_text_goes_over_a_fold() -> None:
    """A panel that is too full fails the sheet, by its name, though the next one is all but empty."""
    made = document(
        paragraph("a", words(900)),
        PageBreak(id="b"),
        paragraph("c", "End"),
        page=TRI,
        footer=RunningText(),
    )
    with pytest.raises(HandoutsError) as raised:
        typeset(made, STYLE, METRICS)
    (fault,) = raised.value.diagnostics
    assert fault.code == "overflow"
    assert "`a` is " in fault.message
    assert "too tall for the panel" in fault.message


def test_a_panel_may_be_left_empty() -> None:
    body = (paragraph("a", "Front"), PageBreak(id="b"), PageBreak(id="c"), paragraph("d", "Inside"))
    pages = typeset(document(*body, page=TRI, footer=RunningText()), STYLE, METRICS)
    assert stands(pages, "d")[0] == 2


def test_colour_ends_at_the_folds_and_reaches_the_other_edges() -> None:
    """On the front of a leaflet, from the fold to where printers end, all the way down."""
    body = (panel("a"), PageBreak(id="b"), panel("c"))
    (page,) = typeset(document(*body, page=TRI, footer=RunningText()), STYLE, METRICS).pages
    front, flap = (i for i in page.items if isinstance(i, Box) and i.fill)
    assert (front.x, front.x + front.width) == (528, 792 - SAFE)
    assert (flap.x, flap.x + flap.width) == (SAFE, 261)
    assert front.y == SAFE
    assert front.y + front.height == pytest.approx(612 - SAFE)


def test_white_space_under_the_head_of_a_panel_fills_it() -> None:
    """What follows it stands at the end of the panel, which reaches down to the edge."""
    blocks = (paragraph("a", "Over"), Space(id="s", step="fill"), paragraph("b", "Under"))
    head = (paragraph("h", "Head"),)
    whole = Panel(id="p", name="p", blocks=blocks, head=head, fill="tint", role=0, bleed=True)
    pages = typeset(document(whole, page=TRI, footer=RunningText()), STYLE, METRICS)
    ys = {i.text: i.y for i in pages.pages[0].items if isinstance(i, TextRun)}
    assert ys["Over"] < 120
    assert ys["Under"] > 540


def test_a_sheet_that_is_folded_once() -> None:
    pages = leaflet(replace(TRI, panels=(396.0, 396.0)), "front", "left", "right", "back")
    halves = [
        (number, left < 396)
        for number, left, _ in (stands(pages, n) for n in ("front", "left", "right", "back"))
    ]
    assert halves == [(1, False), (2, True), (2, False), (1, True)]


def test_a_tent_says_the_same_on_both_faces_and_is_read_once() -> None:
    face = PageFormat(612, 396, 30, 30, 30, 30, tent=True)
    (page,) = leaflet(face, "a").pages
    assert (page.width, page.height) == (612, 792)
    upright = [i for i in page.items if isinstance(i, TextRun)]
    assert all(i.y > 396 for i in upright)
    copy = [i for i in page.turned if isinstance(i, TextRun)]
    assert [i.text for i in copy] == [i.text for i in upright]
    assert all(i.block is None for i in page.turned)
    marks = [i for i in page.items if isinstance(i, Rule) and i.dash]
    assert {(mark.y1, mark.y2) for mark in marks} == {(396, 396)}
