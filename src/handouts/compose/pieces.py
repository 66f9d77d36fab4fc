"""Small parts of blocks: lists, fields to fill in, headings that head nothing, places."""

from collections.abc import Sequence
from itertools import chain

from handouts.compose.inline import MarkdownList
from handouts.compose.recipients import place_of_value
from handouts.diagnostics import Span
from handouts.document import Block, FillInField, ListBlock, ListItem
from handouts.edition import Edition
from handouts.model.base import Text
from handouts.model.layout import BlockRecord


def heads_nothing(level: int, following: Sequence[tuple[BlockRecord, list[Block]]]) -> bool:
    """Whether all that stands under a heading of this level fell away."""
    under = []
    for record, blocks in following:
        if record.heading is not None and blocks and record.heading.level <= level:
            break
        under.append(blocks)
    return bool(under) and not any(under)


def place_of(record: BlockRecord) -> Span | None:
    """The place of the first string in the block."""
    if record.columns is not None:
        return next((s for r in record.inside if (s := place_of(r))), None)
    values = (getattr(record.body, name, None) for name in type(record.body).model_fields)
    strings = chain.from_iterable(v if isinstance(v, tuple) else (v,) for v in values)
    return next((s.span for s in strings if isinstance(s, Text) and s.span), None)


def list_block(id_: str, part: MarkdownList) -> ListBlock:
    """A list of a text."""
    items = tuple(
        ListItem(id=f"{id_}.i{i}", label=f"{part.start + i}." if part.ordered else "", text=text)
        for i, text in enumerate(part.items)
    )
    return ListBlock(id=id_, items=items, numbering="decimal" if part.ordered else "none")


def fill_in_field(text: str, values: dict[str, str], edition: Edition) -> FillInField:
    """``Label``, ``Label=2*`` and ``Label=2*:blank``."""
    label, _, rest = text.partition("=")
    share, _, blank = rest.partition(":")
    value = values.get(blank, "")
    return FillInField(label, float(share.rstrip("*") or 1), value, place_of_value(edition, value))
