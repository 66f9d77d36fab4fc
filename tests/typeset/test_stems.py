"""Icons in the cells of a T and the picture of its stem: on any ground, in any style, never lost."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.accounting import refuse_losses
from handouts.diagnostics import HandoutsError
from handouts.document import Document, Emblem, EmblemLine, OverlapDiagram, PageFormat, Panel
from handouts.drawings import Group, Vector, bounds, shapes
from handouts.images.icons import read_icon
from handouts.images.svg import read_drawing
from handouts.pages import Box, Hatch, Image, Page, Pages, Rule, TextRun
from handouts.pdf.structure import leaf_elements, structure
from handouts.style import STEMS, RoleLook, Style, contrast
from tests.support.projects import REPOSITORY

from .chart_samples import HalfEm
from .samples import LOW, METRICS, STYLE, document, paragraph, rich, typeset
from .test_overlap import diagram

ICON = read_icon(REPOSITORY, "wrench", None)
OWN = read_drawing(
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 40"><rect width="10" height="40"/></svg>'
)
TURNED = replace(STYLE, roles=tuple(reversed(STYLE.roles)), name="turned")
GREY = replace(
    STYLE,
    roles=(RoleLook("#111111", "solid", "blocks"), RoleLook("#111111", "hatch", "disc")),
    name="grey",
)


def pictured(
    picture: str | Vector = "tube", cells: int = 8, shared: tuple[int, ...] = (4,)
) -> OverlapDiagram:
    return replace(diagram(cells, shared), icons=(ICON,) * cells, picture=picture)


def letter(*blocks: OverlapDiagram | Panel | Emblem) -> Document:
    return document(*blocks, page=PageFormat(612, 792, 45, 45, 45, 45))


def laid_out(block: OverlapDiagram | Panel | Emblem, style: Style = STYLE) -> Pages:
    return typeset(letter(block), style, HalfEm())


def icons(page: Page) -> list[Image]:
    """Those of the cells: each is as high as wide."""
    return [i for i in page.items if isinstance(i, Image) and i.width == pytest.approx(i.height)]


def stem(page: Page) -> Image:
    (found,) = [i for i in page.items if isinstance(i, Image) and i.height > 2 * i.width]
    return found


def behind(x: float, y: float, before: object, page: Page) -> str:
    """The colour of the last ground drawn before an item at a place."""
    colour = STYLE.colours["paper"]
    for item in page.items:
        if item is before:
            break
        if isinstance(item, Box) and item.fill and item.x <= x <= item.x + item.width:
            colour = item.fill if item.y <= y <= item.y + item.height else colour
    return colour


def stroke(icon: Image) -> str:
    assert isinstance(icon.picture, Vector)
    (colour,) = {str(s.stroke.paint) for s in shapes(icon.picture.parts) if s.stroke}
    return colour


@given(
    st.sampled_from(["", "ink", "role", "tint", "outline"]),
    st.sampled_from([STYLE, LOW, TURNED, GREY]),
    st.sampled_from([*STEMS, OWN]),
    st.sampled_from([(4,), (3, 4, 5)]),
)
def test_icons_and_words_stand_out_from_their_cells(
    fill: str, style: Style, picture: str | Vector, shared: tuple[int, ...]
) -> None:
    block = pictured(picture, shared=shared)
    panel = Panel(id="p", name="p", blocks=(block,), fill=fill, role=0)  # type: ignore[arg-type]
    (page,) = laid_out(panel if fill else block, style).pages
    found = icons(page)
    words = [i for i in page.items if isinstance(i, TextRun) and str(i.block).startswith("bar.")]
    assert len(found) == 8
    assert len(words) >= 8
    for icon in found:
        ground = behind(icon.x + 1, icon.y + 1, icon, page)
        assert contrast(stroke(icon), ground) >= 4.5, (stroke(icon), ground)
    for run in words:
        assert contrast(run.colour, behind(run.x, run.y, run, page)) >= 4.5
        assert all(run.y - run.size > icon.y + icon.height - 4 for icon in found)
    hatches = [i for i in page.items if isinstance(i, Hatch) and i.height > 20]
    assert not hatches, "the picture stands in place of the hatch"


def test_cells_stand_apart_and_end_where_the_column_does() -> None:
    (page,) = laid_out(pictured()).pages
    cells = [i for i in page.items if isinstance(i, Box) and i.fill and i.height > 40]
    assert len(cells) == 8
    assert all(b.x - a.x - a.width == pytest.approx(3, abs=0.2) for a, b in pairwise(cells))
    assert cells[0].x == pytest.approx(45)
    assert cells[-1].x + cells[-1].width == pytest.approx(567)
    for cell, icon in zip(cells, icons(page), strict=True):
        assert icon.x + icon.width / 2 == pytest.approx(cell.x + cell.width / 2)


@pytest.mark.parametrize("picture", [*STEMS, OWN], ids=[*STEMS, "own"])
@pytest.mark.parametrize("style", [STYLE, LOW], ids=["full", "low"])
def test_the_picture_hangs_under_the_shared_cell_and_keeps_within_its_box(
    picture: str | Vector, style: Style
) -> None:
    (page,) = laid_out(pictured(picture), style).pages
    found, cells = (
        stem(page),
        [i for i in page.items if isinstance(i, Box) and i.fill and i.height > 40],
    )
    cell = cells[4]
    assert found.x + found.width / 2 == pytest.approx(cell.x + cell.width / 2)
    assert cell.x <= found.x
    assert found.width <= cell.width
    assert found.y == pytest.approx(cell.y + cell.height)
    assert isinstance(found.picture, Vector)
    for shape in shapes(found.picture.parts):
        box = bounds(shape.steps)
        assert box is not None
        clipped = style is LOW and shape.stroke is not None
        assert clipped or (box[0] >= 0 and box[2] <= found.picture.width + 0.01)
        assert box[1] >= -0.01
        assert box[3] <= found.picture.height + 0.01


@pytest.mark.parametrize("picture", STEMS)
def test_low_ink_hatches_what_is_filled_else(picture: str) -> None:
    def inked(style: Style) -> bool:
        (page,) = laid_out(pictured(picture), style).pages
        drawing = stem(page).picture
        assert isinstance(drawing, Vector)
        return any(isinstance(part, Group) and _clipped(part) for part in drawing.parts)

    assert not inked(STYLE)
    assert inked(LOW)


def _clipped(group: Group) -> bool:
    return bool(group.clips) or any(isinstance(p, Group) and _clipped(p) for p in group.parts)


def test_every_step_is_tied_to_the_glass_also_where_it_is_round() -> None:
    (page,) = laid_out(pictured()).pages
    found = stem(page)
    ties = [i for i in page.items if isinstance(i, Rule) and i.block == "t" and i.y1 == i.y2]
    assert len(ties) == 3
    middle = found.x + found.width / 2
    for tie in ties:
        assert middle < tie.x1 <= found.x + found.width
        assert tie.x1 < tie.x2


def test_a_t_without_icons_and_picture_is_as_it_was() -> None:
    (page,) = laid_out(diagram()).pages
    assert not [i for i in page.items if isinstance(i, Image)]
    assert [i for i in page.items if isinstance(i, Hatch) and i.height > 100]


def test_a_word_that_does_not_fit_under_its_icon_is_refused() -> None:
    long = replace(pictured(), bar=replace(pictured().bar, items=tuple(
        replace(item, text=rich("Incomprehensibilities")) for item in pictured().bar.items
    )))  # fmt: skip
    with pytest.raises(HandoutsError, match="does not fit in a cell"):
        laid_out(long)


def test_it_is_one_figure_and_a_lost_one_is_missed() -> None:
    made = letter(pictured())
    figures = [one for one in leaf_elements(structure(made)) if one.tag == "Figure"]
    assert [one.leaf for one in figures] == ["t"]
    pages = typeset(made, STYLE, METRICS)
    assert all(i.block == "t" for p in pages.pages for i in p.items if isinstance(i, Image))
    refuse_losses(made, pages, METRICS.width)
    (page,) = pages.pages
    cell = next(i for i in page.items if isinstance(i, TextRun) and i.block == "bar.i4")
    rest = replace(page, items=tuple(i for i in page.items if i is not cell))
    with pytest.raises(HandoutsError, match="Task 4"):
        refuse_losses(made, replace(pages, pages=(rest,)), METRICS.width)


@pytest.mark.parametrize(
    "style", [STYLE, LOW, TURNED, GREY, replace(STYLE, one_column=True, name="one")]
)
@pytest.mark.parametrize("picture", ["", *STEMS, OWN])
def test_the_cover_s_drawing_has_the_icons_and_the_picture(
    picture: str | Vector, style: Style
) -> None:
    lines = tuple(EmblemLine(n, rich(name)) for n, name in enumerate(("A wide job", "A deep job")))
    beside = (paragraph("a", "beside"),)
    block = Emblem(id="e", lines=lines, blocks=beside, icons=(ICON,) * 20, picture=picture)
    (page,) = laid_out(block, style).pages
    found = icons(page)
    if style.one_column:
        assert not found
        return
    assert 3 <= len(found) < 20, "as many as have room"
    for icon in found:
        assert 45 <= icon.x < icon.x + icon.width <= 567
        assert contrast(stroke(icon), behind(icon.x + 1, icon.y + 1, icon, page)) >= 4.5
    assert all(icon.block is None for icon in found)
    if picture:
        assert stem(page).y >= max(icon.y + icon.height for icon in found)
