"""A document's blocks and leaves in reading order."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import takewhile

from handouts.document.binding import Contents, Emblem, Section
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
        for inner in _inside(block):
            yield from walk(inner)


def _inside(block: Block) -> tuple[tuple[Block, ...], ...]:
    match block:
        case Columns():
            return block.columns
        case Callout() | Emblem() | Section():
            return (block.blocks,)
        case OverlapDiagram():
            return (block.inside,)
        case QrCode():
            return (block.beside,)
        case _:
            return ()


def _headed(heading: Heading, following: tuple[Block, ...]) -> list[str]:
    """The blocks up to the next heading of its level or a higher one."""
    goes_on = takewhile(lambda b: not isinstance(b, Heading) or b.level > heading.level, following)
    return [block.id for block in goes_on]


def heading_nothing(blocks: tuple[Block, ...], gone: frozenset[str]) -> Iterator[str]:
    """The headings of which nothing is left when blocks with these ids are gone."""
    for number, block in enumerate(blocks):
        if isinstance(block, Heading) and block.id not in gone:
            headed = _headed(block, blocks[number + 1 :])
            if headed and gone.issuperset(headed):
                yield block.id
        for inner in _inside(block):
            yield from heading_nothing(inner, gone)


def with_inner(block: Block, change: Callable[[tuple[Block, ...]], tuple[Block, ...]]) -> Block:
    """The block with the blocks inside it changed; any other block as it is."""
    match block:
        case Columns():
            return replace(block, columns=tuple(change(column) for column in block.columns))
        case Callout() | Emblem() | Section():
            return replace(block, blocks=change(block.blocks))
        case OverlapDiagram():
            return replace(block, left=change(block.left), right=change(block.right))
        case QrCode():
            return replace(block, beside=change(block.beside))
        case _:
            return block


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
        case Contents():
            yield from ((f"{block.id}/{entry.part}", entry.text) for entry in block.entries)
        case Emblem():
            yield from ((f"{block.id}/role{line.role}", line.text) for line in block.lines)


def _list_leaves(block: ListBlock) -> Iterator[tuple[str, RichText]]:
    for item in block.items:
        if item.label:
            yield f"{item.id}/label", item.label_text
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
