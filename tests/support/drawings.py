"""A drawing alone on a page, as a figure of a whole and conforming file."""

import pypdfium2
from PIL.Image import Image as Bitmap

from handouts.document import Picture
from handouts.drawings import Vector
from handouts.fonts import load_fonts
from handouts.pages import Image, Page, Pages, Region
from handouts.pdf import to_pdf
from tests.pdf.blocks import document


def drawing_as_pdf(drawing: Vector, side: float) -> bytes:
    """A page of ``side`` points, with the drawing in its top left corner, as large as it fits."""
    scale = side / max(drawing.width, drawing.height)
    wide, high = drawing.width * scale, drawing.height * scale
    block = Picture(
        id="b1", alternative="A drawing", picture=drawing, width=wide, height=high, align="left"
    )
    items = (Region(0, 0, wide, high, "b1"), Image(0, 0, wide, high, drawing, "b1"))
    return to_pdf(Pages((Page(side, side, items),)), document(block), load_fonts())


def drawn(drawing: Vector, side: int, scale: int = 1) -> Bitmap:
    """The page, so many pixels to a point."""
    page = pypdfium2.PdfDocument(drawing_as_pdf(drawing, side))[0]
    picture: Bitmap = page.render(scale=scale).to_pil().convert("RGB")
    return picture
