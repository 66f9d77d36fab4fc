"""The same page twice on one sheet, with a line to cut along."""

from typing import Final

from handouts.pages import Item, Link, Page, Region, Rule
from handouts.style import Style
from handouts.typeset.column.drawing import moved

CUT_DASH: Final = (4.0, 4.0)

_SAFE: Final = 18.0
"""Printers may leave a quarter of an inch white at the edge of the sheet."""


def repeated(page: Page, copies: int, style: Style) -> Page:
    """The page and its copy: side by side, or one below the other where the page is wide.

    The copy is an artifact, and its links lead nowhere: read aloud, the sheet says all once.
    """
    if copies < 2:
        return page
    wide = page.width > page.height
    dx, dy = (0.0, page.height) if wide else (page.width, 0.0)
    copy = [_furniture(item, dx, dy) for item in page.items if not isinstance(item, Link | Region)]
    line, colour = style.rules["hairline"], style.colours["muted"]
    if wide:
        cut = Rule(_SAFE, dy, page.width - _SAFE, dy, line, colour, CUT_DASH)
    else:
        cut = Rule(dx, _SAFE, dx, page.height - _SAFE, line, colour, CUT_DASH)
    return Page(page.width + dx, page.height + dy, (*page.items, *copy, cut))


def _furniture(item: Item, dx: float, dy: float) -> Item:
    copy = moved(item, dx, dy)
    assert not isinstance(copy, Link | Region), "a copy of what leads somewhere"
    return copy._replace(block=None)
