"""Documents that fit on no pages they may take: which block, by how much, and whose text it is."""

from collections.abc import Iterable
from typing import Final

from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.document import Block, Document, Origin, walk
from handouts.typeset.paginate import Column

_LONG: Final = 600
"""Characters of one value of the data, from which it is the text's fault and not the layout's; the
longest of the bundled project has under 400."""


def does_not_fit(document: Document, id_: str, excess: float, limit: int) -> Diagnostic:
    """A document that has no room on so many pages from a block on, by so many points."""
    block = _named(document, id_)
    name = block.name if block else id_
    pages = "page" if limit == 1 else f"{limit} pages"
    return _overflow(
        document,
        block,
        f"`{name}` is {excess:.0f} points too tall for the {pages}, with the tightest spacing, "
        "without optional blocks and with the smallest type",
        "Shorten its text, mark a block `optional`, or allow more in `fit: {pages: …}`",
    )


def refuse_too_tall(document: Document, pages: Iterable[Column]) -> None:
    """Refuse what cannot be parted and is taller than a page.

    Raises:
        HandoutsError: with each of them.
    """
    faults = []
    for fault in (t for page in pages for t in page.too_tall):
        block = _named(document, fault.block)
        name = block.name if block else fault.block
        message = f"part of `{name}` is {fault.points:.0f} points taller than a page"
        faults.append(_overflow(document, block, message, "Split it, or shorten its text"))
    if faults:
        raise HandoutsError(*faults)


def _overflow(document: Document, block: Block | None, message: str, remedy: str) -> Diagnostic:
    longest = _longest(document)
    if longest is not None:
        count = f"{len(longest.text):,} characters"
        message = f"{message}; a text of {count} stands here"
        return Diagnostic("overflow", message, "Shorten it", longest.span)
    span: Span | None = block.span if block else document.span
    return Diagnostic("overflow", message, remedy, span)


def _longest(document: Document) -> Origin | None:
    """The longest text of the data that was printed, if it is longer than a sheet's texts are."""
    origins = (o for b in walk((*document.body, *document.foot)) for o in b.origins)
    longest = max(origins, key=lambda origin: len(origin.text), default=None)
    return longest if longest is not None and len(longest.text) > _LONG else None


def _named(document: Document, id_: str) -> Block | None:
    """The block of this id, or the one that holds it if it has no name of its own."""
    outer: Block | None = None
    for block in walk((*document.body, *document.foot)):
        outer = block if block.name else outer
        if block.id == id_:
            return block if block.name else outer
    return None
