"""Pages that do not belong to their document raise: silence would make a file that misleads."""

from dataclasses import replace

import pytest

from handouts.document import Document, Flowchart, Paragraph, Run
from handouts.pages import Box, Item, Link, Page, Pages, Region, TextRun
from handouts.pdf import to_pdf

from .blocks import document
from .setter import FONTS

INK = "#000000"
LINK = "https://example.org/"
BODY = Paragraph(id="b1", text=(Run("see "), Run("here", link=LINK)))
SEE = TextRun(5, 20, "see ", "400", 9, INK, "b1", 0)
HERE = TextRun(25, 20, "here", "400", 9, INK, "b1", 1)
AREA = Link(25, 10, 20, 12, LINK, "here", "b1", 1)
FIGURE = Flowchart(id="f", alternative="A box.", nodes=(), edges=())
REGION = Region(5, 40, 20, 20, "f")
SHAPE = Box(5, 40, 20, 20, fill=INK, block="f")


def _draw(*items: Item, one: Document | None = None) -> bytes:
    return to_pdf(Pages((Page(200, 100, items),)), one or document(BODY, FIGURE), FONTS)


def test_nothing_missing_is_no_fault() -> None:
    assert _draw(SEE, HERE, AREA, SHAPE, REGION).startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("items", "message"),
    [
        ((SEE, HERE, AREA), "`f` was not drawn"),
        ((SHAPE, REGION), "`b1` was not drawn"),
        ((SEE, HERE, AREA, SHAPE), "`f` has no bounding box"),
        ((SEE, HERE, AREA, REGION), "`f` was not drawn"),
        ((SEE, HERE, AREA, SHAPE, REGION, REGION), "stands on a page twice"),
        ((SEE, HERE, SHAPE, REGION), "link at run 1 of `b1` has no area"),
        ((SEE, AREA, SHAPE, REGION), "link at run 1 of `b1` has an area but no text"),
        ((SEE, HERE, AREA, AREA._replace(run=0), SHAPE, REGION), "run 0 of `b1` is no link"),
        ((SEE._replace(block="b2"),), "`b2` is drawn but is no leaf"),
        ((SHAPE._replace(block="b1/note"),), "`b1/note` is drawn but is no leaf"),
        ((SEE, HERE, AREA, SHAPE, REGION._replace(block="b1")), "which is no figure"),
    ],
)
def test_pages_and_document_have_to_agree(items: tuple[Item, ...], message: str) -> None:
    with pytest.raises(AssertionError, match=message):
        _draw(*items)


def test_a_figure_has_an_alternative_text() -> None:
    silent = document(BODY, replace(FIGURE, alternative=""))
    with pytest.raises(AssertionError, match="no alternative text"):
        _draw(SEE, HERE, AREA, SHAPE, REGION, one=silent)
