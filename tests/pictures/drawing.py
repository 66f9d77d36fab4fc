"""Parts of real pages as pictures."""

from dataclasses import replace
from functools import cache

import pypdfium2
from PIL import Image

from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.library import Library
from handouts.pages import Box, Region
from handouts.pipeline import Made, make
from handouts.plan import edition_for
from tests.support.projects import REPOSITORY

Place = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the page's top left corner."""


@cache
def project() -> Library:
    """The repository's own project."""
    return load(REPOSITORY)


@cache
def sheet(handout: str, style: str, state: str) -> Made:
    """A handout for schools in a style."""
    library = project()
    record = library.project.handouts[handout]
    edition = edition_for(library, handout, record, "school", state, "en", {}, None)
    return make(replace(edition, style=style), library, load_fonts())


def picture(made: Made, page: int, place: Place, dpi: float = 72) -> Image.Image:
    """A part of a page."""
    scale = dpi / 72
    document = pypdfium2.PdfDocument(made.data)
    whole: Image.Image = document[page].render(scale=scale).to_pil().convert("RGB")
    document.close()
    left, top, right, bottom = (round(n * scale) for n in place)
    return whole.crop((left, top, right, bottom))


def chart(made: Made) -> tuple[int, Place]:
    """The page and place of the first figure."""
    for number, page in enumerate(made.pages.pages):
        for item in page.items:
            if isinstance(item, Region):
                return number, (item.x, item.y, item.x + item.width, item.y + item.height)
    raise AssertionError("the sheet has no figure")


def bars(made: Made, role: int, page: int = 0) -> list[Place]:
    """The bars of a role on a page."""
    look = project().styles[made.document.style].roles[role]
    height = project().styles[made.document.style].rules["bar"]
    return [
        (item.x, item.y, item.x + item.width, item.y + item.height)
        for item in made.pages.pages[page].items
        if isinstance(item, Box)
        # a solid bar is filled, any other has an outline: in a style of one black nothing else tells
        and look.colour == (item.fill if look.fill == "solid" else item.stroke)
        and height - 2 < item.height <= height
        and item.width > 80
    ]
