"""A document's blocks and leaves in reading order."""

from collections.abc import Iterator

from handouts.document.blocks import (
    Block,
    Callout,
    Columns,
    FillIn,
    Heading,
    ListBlock,
    Paragraph,
    SourceList,
    Table,
)
from handouts.document.figures import OverlapDiagram, QrCode
from handouts.document.text import RichText, Run


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block in reading order, the outer before the inner."""
    for block in blocks:
        yield block
        match block:
            case Columns():
                for column in block.columns:
                    yield from walk(column)
            case Callout():
                yield from walk(block.blocks)
            case OverlapDiagram():
                yield from walk(block.inside)
            case QrCode():
                yield from walk(block.beside)


def leaves(block: Block) -> Iterator[tuple[str, RichText]]:
    """The leaves of one block (not of blocks inside it) with their texts, in reading order.

    Figures have none: what is written in them belongs to the drawing, and their alternative text
    says it.
    """
    match block:
        case Heading():
            yield block.id, block.text
            if block.note:
                yield f"{block.id}/note", block.note
        case Paragraph() | SourceList():
            yield block.id, block.text
        case ListBlock():
            yield from _list_leaves(block)
        case Table():
            for row in (*block.head, *block.rows):
                yield from ((cell.id, cell.text) for cell in row.cells)
        case FillIn():
            yield from _fill_in_leaves(block)


def _list_leaves(block: ListBlock) -> Iterator[tuple[str, RichText]]:
    for item in block.items:
        if item.label:
            yield f"{item.id}/label", (Run(item.label),)
        yield item.id, item.text


def _fill_in_leaves(block: FillIn) -> Iterator[tuple[str, RichText]]:
    if block.label:
        yield block.id, block.label
    if block.hint:
        yield f"{block.id}/hint", block.hint
    for number, one in enumerate(block.fields):
        value = (Run(f" {one.value}"),) if one.value else ()
        yield f"{block.id}/field{number}", (Run(one.label, bold=True), *value)
    if block.value:
        yield f"{block.id}/value", (Run(block.value),)
