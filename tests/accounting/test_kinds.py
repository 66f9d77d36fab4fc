"""Losses planted in every kind of block that the project's sheets show: each one is caught."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from handouts.accounting import refuse_losses
from handouts.diagnostics import HandoutsError
from handouts.document import Block, Document, Figure, walk
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.blocks import BLOCK_KINDS
from handouts.pages import Item, Page, Pages
from handouts.pipeline import pages_of
from handouts.plan import plan
from tests.packaging.test_reference import reference
from tests.support.contents import is_text

REPOSITORY = Path(__file__).parents[2]

SHEETS = {
    "OverlapDiagram": ("flyer", "career-fair", None),
    "QrCode": ("flyer", "career-fair", None),
    "TileMap": ("credential-map", "career-fair", None),
    "AmountChart": ("pay", "advisor", "CA"),
    "WageChart": ("pay", "advisor", "CA"),
    "KeyFigures": ("pay", "advisor", "CA"),
    "Timeline": ("pathway", "advisor", "CA"),
    "FillIn": ("pathway", "advisor", "CA"),
    "Panel": ("pathway", "advisor", "CA"),
    "Callout": ("pathway", "advisor", "CA"),
    "Checklist": ("certifications", "advisor", "CA"),
    "IconText": ("certifications", "advisor", "CA"),
    "Flowchart": ("which-health-job", "school", "CA"),
    "Emblem": ("packet", "school", "CA"),
}
"""Kind of block → a sheet that shows it: handout, audience and place."""

FIGURES = {"OverlapDiagram", "QrCode", "TileMap", "AmountChart", "WageChart", "Flowchart"}


@cache
def _sheet(handout: str, audience: str, place: str | None) -> tuple[Document, Pages]:
    library = load(REPOSITORY)
    wanted = Selection((handout,), (audience,), (place,) if place else ())
    return pages_of(plan(wanted, library)[0], library, load_fonts())


def _codes(document: Document, pages: Pages) -> set[str]:
    try:
        refuse_losses(document, pages, load_fonts().width)
    except HandoutsError as fault:
        return {d.code for d in fault.diagnostics}
    return set()


def _names(block: Block) -> set[str]:
    """Those of a block, of what is inside of it, and of their texts."""
    inner = list(walk((block,)))
    return {b.id for b in inner} | {name for b in inner for name, _ in b.leaves()}


def _without(pages: Pages, block: Block) -> Pages:
    names = _names(block)

    def is_left(item: Item) -> bool:
        inside = isinstance(block, Figure) and (item.block or "").startswith(f"{block.id}.")
        return item.block not in names and not inside

    def left(page: Page) -> Page:
        return replace(page, items=tuple(filter(is_left, page.items)))

    return replace(pages, pages=tuple(map(left, pages.pages)))


def _shown(document: Document, pages: Pages, kind: str) -> Iterator[Block]:
    painted = {item.block for page in pages.pages for item in page.items if is_text(item)}
    for block in walk(document.body):
        if type(block).__name__ == kind and (kind in FIGURES or _names(block) & painted):
            yield block


@pytest.mark.parametrize("kind", SHEETS)
def test_a_block_that_is_not_drawn_is_missed(kind: str) -> None:
    document, pages = _sheet(*SHEETS[kind])
    assert _codes(document, pages) == set()
    blocks = list(_shown(document, pages, kind))
    assert blocks
    for block in blocks:
        # a T's words are accounted for one by one, so that it is missed as its words are
        whole = kind in FIGURES and kind != "OverlapDiagram"
        expected = "lost-figure" if whole else "lost-text"
        assert expected in _codes(document, _without(pages, block)), block.id


@pytest.mark.parametrize("kind", BLOCK_KINDS)
def test_every_block_of_the_reference_s_examples_is_missed(kind: str) -> None:
    made = reference().built(reference().examples()[kind])
    assert _codes(made.document, made.pages) == set()
    spoilt = {
        block.id: _without(made.pages, block)
        for block in walk(made.document.body)
        if _without(made.pages, block) != made.pages
    }
    assert spoilt
    assert [id_ for id_, pages in spoilt.items() if not _codes(made.document, pages)] == []
