"""Pictures judged at the size at which they stand on the pages, which a column may have made smaller."""

from collections.abc import Iterator
from dataclasses import replace

from handouts.diagnostics import Diagnostic
from handouts.document import Document, Picture, walk
from handouts.images import COARSE, coarse_picture
from handouts.pages import Image, Pages


def printed_warnings(document: Document, pages: Pages) -> tuple[Diagnostic, ...]:
    """The document's warnings; of pictures, those that look coarse as they are printed."""
    if all(found.code != COARSE for found in document.warnings):
        return document.warnings
    pictures = [b for b in walk((*document.body, *document.foot)) if isinstance(b, Picture)]
    return tuple(_judged(document.warnings, pictures, pages))


def _judged(
    warnings: tuple[Diagnostic, ...], pictures: list[Picture], pages: Pages
) -> Iterator[Diagnostic]:
    for found in warnings:
        if found.code != COARSE:
            yield found
            continue
        for picture in pictures:
            said = coarse_picture(picture.picture, picture.file, picture.whole, found.span)
            if said is not None and said.message == found.message:
                again = coarse_picture(
                    picture.picture, picture.file, _printed_width(picture, pages), found.span
                )
                if again is not None:
                    yield replace(again, part=found.part)
                break


def _printed_width(picture: Picture, pages: Pages) -> float:
    """The widest that it stands on the pages; as it was asked for, where it was left out."""
    widths = (
        item.whole[2]
        for page in pages.pages
        for item in page.items
        if isinstance(item, Image) and item.picture == picture.picture
    )
    if picture.bleed:
        return max(widths, default=1.0)  # as wide as its column: of no width where it was left out
    return min(max(widths, default=picture.whole), picture.whole)
