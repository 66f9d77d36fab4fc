"""Pages and their document to a tagged file: PDF/UA-1 and PDF/A-2a, always."""

from handouts.document import Document
from handouts.document.running import RUNNING
from handouts.fonts import FontBook
from handouts.pages import Pages
from handouts.pdf.assembling import assemble
from handouts.pdf.drawing import BeyondSubsetError, draw_page
from handouts.pdf.structure import leaf_index, structure
from handouts.pdf.text import choose_subsets, usual_subsets

__all__ = ["to_pdf"]


def to_pdf(pages: Pages, document: Document, fonts: FontBook) -> bytes:
    """The bytes of a file; equal for equal input in any process.

    ``document`` is the one that is printed: without the blocks that ``typeset`` dropped.

    Raises:
        AssertionError: when pages and document do not belong together: an item of a leaf that the
            document lacks, a leaf that is not drawn, a link without text or area, a character
            without a glyph. ``typeset`` reports all that can be a user's fault.
    """
    first = (item.block for item in pages.pages[0].items)
    running = dict.fromkeys(name for name in first if name and name.startswith(RUNNING))
    root = structure(document, tuple(running))
    leaves = leaf_index(root)
    subsets = usual_subsets(pages, fonts)
    try:
        contents = [
            draw_page(page, leaves.get(page.part, {}), fonts, subsets) for page in pages.pages
        ]
    except BeyondSubsetError:
        subsets = choose_subsets(pages, fonts)
        contents = [
            draw_page(page, leaves.get(page.part, {}), fonts, subsets) for page in pages.pages
        ]
    return assemble(document, root, leaves, contents, subsets)
