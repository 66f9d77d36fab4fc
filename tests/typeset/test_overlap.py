"""The T: cells of one width, the stem under what is shared, nothing on a pattern."""

from dataclasses import replace
from itertools import pairwise

import pytest

from handouts.diagnostics import HandoutsError
from handouts.document import (
    Document,
    Heading,
    ListBlock,
    ListItem,
    OverlapDiagram,
    PageFormat,
    Paragraph,
    Run,
)
from handouts.pages import Box, Hatch, Pages, Region, Rule, TextRun

from .chart_samples import HalfEm
from .samples import STYLE, document, typeset


def items(name: str, *texts: str) -> ListBlock:
    made = (ListItem(id=f"{name}.i{i}", label="", text=(Run(t),)) for i, t in enumerate(texts))
    return ListBlock(id=name, items=tuple(made))


def diagram(cells: int = 8, shared: tuple[int, ...] = (4,)) -> OverlapDiagram:
    return OverlapDiagram(
        id="t",
        alternative="A T of tasks.",
        wide=0,
        deep=1,
        bar=items("bar", *(f"Task {n}" for n in range(cells))),
        shared=tuple(f"bar.i{n}" for n in shared),
        left=(
            Heading(id="h1", text=(Run("Wide"),), level=2, role=0),
            Paragraph(
                id="p1", text=(Run("Many things in a day, and more than a line of them. " * 3),)
            ),
        ),
        right=(Heading(id="h2", text=(Run("Deep"),), level=2, role=1),),
        steps=items("steps", "First", "Second", "Third"),
        stem=148,
    )


def letter(block: OverlapDiagram) -> Document:
    return document(block, page=PageFormat(612, 792, 45, 45, 45, 45))


def laid_out(block: OverlapDiagram) -> Pages:
    return typeset(letter(block), STYLE, HalfEm())


def runs(pages: Pages) -> dict[str, TextRun]:
    found = [i for p in pages.pages for i in p.items if isinstance(i, TextRun) and i.block]
    return {str(run.block): run for run in reversed(found)}


def boxes(pages: Pages) -> list[Box]:
    return [i for i in pages.pages[0].items if isinstance(i, Box) and i.block == "t"]


def stem(pages: Pages) -> Hatch:
    return max(
        (i for i in pages.pages[0].items if isinstance(i, Hatch)), key=lambda hatch: hatch.height
    )


@pytest.mark.parametrize("shared", [(4,), (4, 5), (3, 4, 5)])
def test_the_stem_hangs_from_a_shared_cell(shared: tuple[int, ...]) -> None:
    pages = laid_out(diagram(shared=shared))
    found = stem(pages)
    bar = boxes(pages)[0]
    cell = bar.width / 8
    assert found.x == pytest.approx(bar.x + 4 * cell, abs=1)
    assert found.width == pytest.approx(cell, abs=2)
    assert found.height >= 130
    white = next(b for b in boxes(pages)[1:] if b.fill == "#FFFFFF" and b.height == bar.height)
    assert white.x == pytest.approx(bar.x + shared[0] * cell)
    assert white.width == pytest.approx(len(shared) * cell)


def test_cells_read_from_left_to_right_and_are_centred() -> None:
    pages = laid_out(diagram())
    found = runs(pages)
    bar = boxes(pages)[0]
    starts = [found[f"bar.i{n}"].x for n in range(8)]
    assert all(b - a == pytest.approx(bar.width / 8) for a, b in pairwise(starts))
    assert found["bar.i0"].colour == "#FFFFFF"
    assert found["bar.i4"].colour == STYLE.colours["ink"]


def test_texts_keep_clear_of_the_stem_and_steps_are_tied_to_it() -> None:
    pages = laid_out(diagram())
    found, hatch = runs(pages), stem(pages)
    right = hatch.x + hatch.width
    assert found["h1"].x < hatch.x
    assert found["h2"].x > right
    ticks = [
        i
        for i in pages.pages[0].items
        if isinstance(i, Rule) and i.y1 == i.y2 and i.x1 >= right and i.block == "t"
    ]
    assert [t.y1 < found[f"steps.i{n}"].y < t.y1 + 5 for n, t in enumerate(ticks)] == [True] * 3
    assert hatch.y + hatch.height >= found["steps.i2"].y


def test_no_text_stands_on_a_pattern() -> None:
    looks = tuple(reversed(STYLE.roles[:2])) + STYLE.roles[2:]
    pages = typeset(letter(diagram()), replace(STYLE, name="turned", roles=looks), HalfEm())
    patterns = [i for i in pages.pages[0].items if isinstance(i, Hatch)]
    assert patterns
    for run in runs(pages).values():
        for hatch in patterns:
            inside = hatch.x <= run.x <= hatch.x + hatch.width
            assert not (inside and hatch.y < run.y <= hatch.y + hatch.height), run


def test_a_label_that_does_not_fit_its_cell_is_refused() -> None:
    for label in ("Extraordinarily", "One two three four five six"):
        block = diagram()
        bar = items("bar", label, *(f"Task {n}" for n in range(7)))
        with pytest.raises(HandoutsError) as caught:
            laid_out(replace(block, bar=bar))
        assert label in caught.value.diagnostics[0].message


def test_one_column_keeps_every_word_and_leaves_the_drawing_out() -> None:
    style = replace(STYLE, name="narrow", one_column=True)
    pages = typeset(letter(diagram()), style, HalfEm())
    assert runs(pages).keys() == runs(laid_out(diagram())).keys()
    assert not any(isinstance(i, Region) or i.block == "t" for p in pages.pages for i in p.items)
