"""Sheets of paper: pages printed larger than they are set, and what bleeds over their edges."""

from dataclasses import replace

import pytest

from handouts.document import PageFormat, Panel, RunningText
from handouts.pages import Box, Hatch, Image, Item, Link, Page, Region, Rule, Symbol, TextRun
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
