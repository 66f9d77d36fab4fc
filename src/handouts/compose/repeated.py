"""What two parts of a packet both say: the part that would print it ``once`` names the page of the other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handouts.document import (
    Block,
    ContentsEntry,
    Document,
    Figure,
    Heading,
    Part,
    Pointer,
    RichText,
    Run,
    WageChart,
    plain,
    walk,
)

Said = tuple[object, ...]


def told_once(parts: Sequence[Part]) -> list[Part]:
    """The parts; a block with ``once`` gives way to a pointer to the part that surely prints the same.

    That part prints it whatever else gives way: the block there has no ``once``, and nothing that
    it stands in is optional.
    """
    printed: dict[Said, Part] = {}
    for part in parts:
        for block in _sure((*part.document.body, *part.document.foot)):
            printed.setdefault(_said(block), part)
    return [replace(part, document=_pointing(part.document, printed)) for part in parts]


def _sure(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        if block.optional is None and not block.once:
            yield block
            for inner in block.inner:
                yield from _sure(inner)


def _said(block: Block) -> Said:
    """What a block says, wherever it stands; how the marks of pay are explained is no part of that."""
    if isinstance(block, WageChart):
        block = replace(block, direct=False)
    texts = tuple(plain(text) for _, text in block.leaves())
    if isinstance(block, Figure):
        return type(block), block.alternative, tuple(block.said()), texts
    return type(block), texts


def _pointing(document: Document, printed: dict[Said, Part]) -> Document:
    body, foot = (_without(blocks, printed) for blocks in (document.body, document.foot))
    pointing = replace(document, body=body, foot=foot)
    may_grow = document.pages is not None and (document.at_most or 0) > document.pages
    if not (may_grow and any(isinstance(block, Pointer) for block in walk((*body, *foot)))):
        return pointing
    return pointing.with_each(Block, _needed)


def _needed(block: Block) -> Block:
    """What says facts is not left out of a part that became shorter, only to save one more page."""
    return replace(block, optional=None) if block.citations else block


def _without(blocks: tuple[Block, ...], printed: dict[Said, Part]) -> tuple[Block, ...]:
    made: list[Block] = []
    for block in blocks:
        part = printed.get(_said(block)) if block.once else None
        above = made[-1] if made else None
        # a break between pages, and what else may go, does not part two pointers
        last = next((n for n in reversed(range(len(made))) if made[n].optional is None), -1)
        said = made[last] if made else None
        if part is None:
            made.append(block.with_inner(lambda inner: _without(inner, printed)))
        elif isinstance(said, Pointer) and said.entries[0].part == part.handout:
            made[last] = _pointing_on(said, block)
        else:
            cites: RichText = ()
            if isinstance(above, Heading) and isinstance(block, Figure):
                made[-1], cites = _without_caption(above)
            made.append(_pointer(block, part, cites))
    return tuple(made)


def _pointing_on(above: Pointer, block: Block) -> Pointer:
    """The pointer that also names what this block says, before the sources."""
    words, *cites = above.said
    said = (words.with_text(f"{words.text}; {block.once}"), *cites)
    citations = tuple(dict.fromkeys((*above.citations, *block.citations)))
    origins = (*above.origins, *block.origins)
    return replace(above, said=said, citations=citations, origins=origins)


def _without_caption(heading: Heading) -> tuple[Heading, RichText]:
    """The heading without its note, which explains the drawing under it; the sources stay."""
    return replace(heading, note=()), tuple(run for run in heading.note if run.cites)


def _pointer(block: Block, part: Part, cites: RichText) -> Pointer:
    return Pointer(
        id=block.id,
        name=block.name,
        span=block.span,
        origins=block.origins,
        citations=block.citations,
        expires=block.expires,
        optional=block.optional,
        once=block.once,
        entries=(ContentsEntry(part.handout, part.document.label, "000"),),
        said=(Run(block.once), *cites),
    )
