"""Small parts of blocks: lists, fields to fill in, headings that head nothing, places."""

from collections.abc import Iterator, Sequence
from itertools import chain

from handouts.compose.recipients import place_of_value
from handouts.compose.templates.markdown import MarkdownList
from handouts.diagnostics import Span
from handouts.document import Block, FillInField, ListBlock, ListItem
from handouts.edition import Edition
from handouts.model.base import Record, Text
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
    """The place of the first string in the block, else of what it is called or depends on."""
    first = record.inside if record.columns is not None else ()
    around = (record.name, record.when, record.each, record.as_)
    strings = chain(_strings(first), _strings(record.body), _strings(around))
    return next((text.span for text in strings if text.span), None)


def _strings(value: object) -> Iterator[Text]:
    """The strings of a record, in their order, those of the blocks that stand in it too."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from _strings(getattr(value, name))


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
