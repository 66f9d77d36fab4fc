"""Icons: drawn in the colour of the text around them, at its left, and in nobody's words."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.document import (
    Block,
    Callout,
    Columns,
    Heading,
    Icon,
    IconText,
    ListBlock,
    Panel,
)
from handouts.drawings import Vector, shapes
from handouts.images.icons import read_icon
from handouts.pages import Box, Image, Page, TextRun
from handouts.pdf.structure import leaf_elements, structure
from handouts.shapes import Colour
from handouts.style import Style, contrast
from tests.support.projects import REPOSITORY

from .samples import LOW, METRICS, STYLE, document, items, paragraph, rich, typeset, words

WRENCH = read_icon(REPOSITORY, "wrench", None)
ONE = replace(STYLE, one_column=True, name="one column")


def pages_of(*body: Block, style: Style = STYLE) -> tuple[Page, ...]:
    return typeset(document(*body, pages=None), style, METRICS).pages


def icons(page: Page) -> list[Image]:
    return [item for item in page.items if isinstance(item, Image)]


def colours(icon: Image) -> set[Colour]:
    assert isinstance(icon.picture, Vector)
    return {str(shape.stroke.paint) for shape in shapes(icon.picture.parts) if shape.stroke}


def runs(page: Page, leaf: str) -> list[TextRun]:
    return [i for i in page.items if isinstance(i, TextRun) and i.block == leaf]


def behind(icon: Image, page: Page) -> Colour:
    """The colour of the last ground drawn before it under its middle."""
    colour = STYLE.colours["paper"]
    x, y = icon.x + icon.width / 2, icon.y + icon.height / 2
    for item in page.items:
        if item is icon:
            break
        if isinstance(item, Box) and item.fill and item.x <= x <= item.x + item.width:
            colour = item.fill if item.y <= y <= item.y + item.height else colour
    return colour


def bearing(role: int | None) -> Iterator[Block]:
    """Each block that can have an icon."""
    yield Heading(id="h", text=rich("Work"), level=2, role=role, icon=WRENCH)
    yield Icon(id="i", icon=WRENCH, size=24.0, role=role, align="center")
    yield IconText(id="t", icon=WRENCH, blocks=(paragraph("p", words(3)),))
    beside = IconText(id="u", icon=WRENCH, lines=2.0, blocks=(paragraph("q", words(3)),))
    yield Callout(id="c", blocks=(beside,))


@given(
    st.sampled_from(["ink", "role", "tint", "outline", ""]),
    st.integers(0, 1),
    st.booleans(),
    st.sampled_from([STYLE, LOW, ONE]),
)
def test_every_icon_stands_out_from_what_it_stands_on(
    fill: str, role: int, of_role: bool, style: Style
) -> None:
    blocks = tuple(bearing(role if of_role else None))
    ground = Panel(id="p", name="p", blocks=blocks, fill=fill, role=role)  # type: ignore[arg-type]
    made = pages_of(*((ground,) if fill else blocks), style=style)
    found = [(icon, page) for page in made for icon in icons(page)]
    assert len(found) == 4
    for icon, page in found:
        (colour,) = colours(icon)
        assert contrast(colour, behind(icon, page)) >= 4.5
        assert 20 <= icon.x < icon.x + icon.width <= 220


def test_a_heading_s_icon_stands_left_of_its_mark_and_its_words() -> None:
    (page,) = pages_of(Heading(id="h", text=rich("Work"), level=2, role=0, icon=WRENCH))
    (icon,), (run,) = icons(page), runs(page, "h")
    marks = [item for item in page.items if isinstance(item, Box) and item.fill]
    assert icon.x + icon.width < min(mark.x for mark in marks)
    assert max(mark.x + mark.width for mark in marks) < run.x
    assert icon.y < run.y < icon.y + icon.height
    assert colours(icon) == {STYLE.roles[0].colour}


@pytest.mark.parametrize("inner", ["paragraph", "list", "columns"])
def test_all_of_a_text_stands_right_of_its_icon(inner: str) -> None:
    texts = items("l", words(9), words(9), words(2), words(2))
    block: Block = {
        "paragraph": paragraph("l.i0", words(40)),
        "list": ListBlock(id="l", items=texts, columns=2),
        "columns": Columns(
            id="c", columns=((paragraph("l.i0", words(9)),), (paragraph("b", "b"),)), widths=(1, 1)
        ),
    }[inner]
    (page,) = pages_of(IconText(id="t", icon=WRENCH, blocks=(block,)))
    (icon,) = icons(page)
    said = [i for i in page.items if isinstance(i, TextRun) and i.block not in {None, ""}]
    body = [run for run in said if str(run.block)[0] in "lb"]
    assert body
    assert all(run.x > icon.x + icon.width for run in body)
    assert icon.x == 20.0
    assert icon.y <= runs(page, "l.i0")[0].y <= icon.y + icon.height


def test_what_follows_a_short_text_stands_under_its_icon() -> None:
    beside = IconText(id="u", icon=WRENCH, lines=3.0, blocks=(paragraph("q", "short"),))
    (page,) = pages_of(beside, paragraph("p", "after"))
    (icon,) = icons(page)
    assert runs(page, "p")[0].y - 10 >= icon.y + icon.height


def test_an_icon_never_stays_behind_on_the_page_before() -> None:
    for lines in range(6, 13):
        made = pages_of(
            paragraph("a", words(8 * lines)),
            IconText(id="t", icon=WRENCH, blocks=(paragraph("p", words(60)),)),
        )
        (page,) = [one for one in made if icons(one)]
        (icon,) = icons(page)
        first = runs(page, "p")[0]
        assert icon.y <= first.y <= icon.y + icon.height


def test_it_is_in_nobody_s_words() -> None:
    made = document(*bearing(0), pages=None)
    leaves = [one.leaf for one in leaf_elements(structure(made))]
    assert leaves == ["h", "p", "q"]
    for page in typeset(made, STYLE, METRICS).pages:
        assert all(icon.block is None for icon in icons(page))


def test_one_wider_than_its_column_is_made_smaller() -> None:
    narrow = (Icon(id="i", icon=WRENCH, size=90.0),)
    both = Columns(id="c", columns=(narrow, (paragraph("p", "text"),)), widths=(1, 3))
    (page,) = pages_of(both)
    (icon,) = icons(page)
    assert (icon.width, icon.height) == pytest.approx((45, 45))
