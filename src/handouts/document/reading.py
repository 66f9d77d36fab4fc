"""A document's blocks in reading order, and its sections."""

from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from typing import TypeVar

from handouts.document.blocks import Block, Heading, PageBreak, RuleLine, Space

K = TypeVar("K", bound=Block)
Blocks = tuple[Block, ...]


def walk(blocks: Blocks) -> Iterator[Block]:
    """Every block in reading order, the outer before the inner."""
    for block in blocks:
        yield block
        for inner in block.inner:
            yield from walk(inner)


def changed(blocks: Blocks, kind: type[K], change: Callable[[K], Block]) -> Blocks:
    """The blocks with each of a kind changed, those inside of others too."""
    made = (change(block) if isinstance(block, kind) else block for block in blocks)
    return tuple(b.with_inner(lambda inner: changed(inner, kind, change)) for b in made)


def is_empty_section(level: int, following: Iterable[tuple[int | None, bool]]) -> bool:
    """Whether all that stood under a heading of this level is gone.

    ``following`` gives for each block the level of a heading, ``None`` for any other, and whether
    it is there. The section ends at a heading of its level or a higher one. The title of a sheet
    heads more than stands beside it in its panel: it is never gone.
    """
    if level == 1:
        return False
    section = takewhile(lambda one: one[0] is None or one[0] > level, following)
    there = [is_there for _, is_there in section]
    return bool(there) and not any(there)


def is_white(blocks: Iterable[Block]) -> bool:
    """Whether these say nothing: with white, lines and page breaks alone under it, a heading heads nothing."""
    return all(isinstance(block, Space | RuleLine | PageBreak) for block in blocks)


def orphan_headings(blocks: Blocks, gone: frozenset[str]) -> Iterator[str]:
    """The headings of which nothing is left when blocks with these ids are gone."""
    for number, block in enumerate(blocks):
        if isinstance(block, Heading) and block.id not in gone:
            following = (
                (b.level if isinstance(b, Heading) else None, b.id not in gone)
                for b in blocks[number + 1 :]
                if not is_white((b,))
            )
            if is_empty_section(block.level, following):
                yield block.id
        for inner in block.inner:
            yield from orphan_headings(inner, gone)
