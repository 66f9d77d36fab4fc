"""What does not fit its pages, as diagnostics that name the block and the points."""

import math
from collections.abc import Sequence
from typing import Final

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import (
    Block,
    Document,
    Origin,
    PageBreak,
    Picture,
    RuleLine,
    Space,
    Table,
    plain,
    walk,
)
from handouts.style import Style
from handouts.typeset.column.paginate import Column, TooTall
from handouts.typeset.column.strips import Piece, height
from handouts.typeset.fitting.content import SLACK, Sheet

_LEAST_LINES: Final = 2
"""Lines of text for which head and foot must leave room on a page."""

_SHOWN: Final = 40
"""Characters by which a row is found in its table."""

_LONG: Final = 600
"""A value of the data with so many characters is itself blamed for an overflow, not the layout; the
longest of the bundled project has under 400."""


def refuse_small_type(document: Document, style: Style, floor: float) -> None:
    """Type under the floor is never set.

    Raises:
        HandoutsError: with the first step of the scale that is too small.
    """
    small = [name for name, kind in style.type.items() if kind.size < floor - SLACK]
    if small:
        raise HandoutsError(
            Diagnostic(
                "type-too-small",
                f"style `{style.name}` sets `{small[0]}` at {style.type[small[0]].size:g} points, "
                f"under the floor of {floor:g}",
                "Make it larger in the style, or lower `smallest` in the layout",
                document.smallest_span or document.span,
            )
        )


def does_not_fit(document: Document, spill: str, excess: float, limit: int) -> Diagnostic:
    """The block at which the pages ran out, and by how many points."""
    block = _named(document, spill)
    name = block.name if block else spill
    folded = document.page.columns is not None
    pages = "panel" if folded else "page" if limit == 1 else f"{limit} pages"
    return _overflow(
        document,
        block,
        f"`{name}` is {excess:.0f} points too tall for the {pages}, with the tightest "
        "spacing, without optional blocks and with the smallest type",
        f"{'Make it smaller' if _picture(document, spill) else 'Shorten its text'}, "
        f"mark a block `optional`, or {'move it to another panel' if folded else 'allow more in `fit: {pages: …}`'}",
    )


def too_many_parts(document: Document, parts: int, panels: int) -> Diagnostic:
    """The diagnostic for a leaflet that has more parts than its paper has panels."""
    return Diagnostic(
        "wrong-folds",
        f"the leaflet has {parts} parts, and its paper {panels} panels",
        "Take out a `page_break`, or fold the page into more panels",
        document.span,
    )


def refuse_too_tall(
    document: Document, pages: Sequence[Column], sheet: Sheet, style: Style
) -> None:
    """What is taller than a page cannot be divided.

    Raises:
        HandoutsError: with each part of a block; or with what head and foot take, where they leave
            no room for text.
    """
    found = [fault for page in pages for fault in page.too_tall]
    if found and sheet.room < _LEAST_LINES * style.type["body"].leading:
        raise HandoutsError(_no_room(document, sheet))
    if found:
        raise HandoutsError(*(_too_tall(document, fault, sheet.room) for fault in found))


def _no_room(document: Document, sheet: Sheet) -> Diagnostic:
    taken = document.page.height - document.page.bottom - sheet.base
    return Diagnostic(
        "overflow",
        f"the lines at the foot of every page take {taken:.0f} points, and leave no room for text",
        "Shorten the layout's `header` or `footer`, or the publisher's name or address",
        document.span,
    )


def _too_tall(document: Document, fault: TooTall, room: float) -> Diagnostic:
    block, picture = _named(document, fault.block), _picture(document, fault.block)
    name = block.name if block else "image" if picture else fault.block
    part, remedy = "part", "Split it, or shorten its text"
    if picture is not None:
        part, remedy = "the picture", f"Make it smaller: `height: {math.floor(room)}pt` at most"
    elif isinstance(block, Table) and fault.leaf is not None:
        part = _row_of(block, fault.leaf) or part
        remedy = "Shorten the texts of this row, or give the longest a wider column"
    message = f"{part} of `{name}` is {fault.points:.0f} points taller than a page"
    return _overflow(document, picture or block, message, remedy)


def _row_of(table: Table, leaf: str) -> str:
    """What a row is called: by its number, under the head, and its first text."""
    for number, row in enumerate(table.rows, 1):
        if any(cell.id == leaf for cell in row.cells):
            texts = (plain(cell.text).strip() for cell in row.cells)
            said = next(filter(None, texts), "")
            return f"row {number} (“{said[:_SHOWN]}{'…' * (len(said) > _SHOWN)}”)"
    return ""


def _picture(document: Document, id_: str) -> Picture | None:
    """The block, if it is a picture: nothing of it can be shortened."""
    blocks = walk((*document.body, *document.foot))
    return next((b for b in blocks if b.id == id_ and isinstance(b, Picture)), None)


def foot_too_tall(document: Document, foot: Sequence[Piece], over: float) -> Diagnostic:
    """The block that takes most of a foot that no page holds: a foot is not divided."""
    heights: dict[str, float] = {}
    for piece in foot:
        heights[piece.block] = heights.get(piece.block, 0.0) + height(piece, 1.0)
    block = _named(document, max(heights, key=lambda name: heights[name]))
    return _overflow(
        document,
        block,
        f"the foot of the last page, with `{block.name if block else 'foot'}`, is {over:.0f} points "
        "taller than a page",
        "Shorten its text, or place the block in the layout's `body`",
    )


def _overflow(document: Document, block: Block | None, message: str, remedy: str) -> Diagnostic:
    """A diagnostic at the block, or at a text of the data that is longer than any sheet has room for."""
    longest = _longest(document)
    if longest is not None:
        message = f"{message}; a text of {len(longest.text):,} characters stands here"
        return Diagnostic("overflow", message, "Shorten it", longest.span)
    # a layout has no place for a block without a text of its own
    place = block.span if block and block.span else document.span
    return Diagnostic("overflow", message, remedy, place)


def _longest(document: Document) -> Origin | None:
    origins = (o for b in walk((*document.body, *document.foot)) for o in b.origins)
    longest = max(origins, key=lambda origin: len(origin.text), default=None)
    return longest if longest is not None and len(longest.text) > _LONG else None


def _named(document: Document, id_: str) -> Block | None:
    """The block of this id, or the one before or around it if it has no name or says nothing."""
    outer: Block | None = None
    for block in walk((*document.body, *document.foot)):
        named = block.name and not isinstance(block, Space | RuleLine | PageBreak)
        outer = block if named else outer
        if block.id == id_:
            return outer or block
    return None
