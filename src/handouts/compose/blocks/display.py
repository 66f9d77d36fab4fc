"""Large numerals, lists to tick, steps on a line, quotes."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from handouts.compose.blocks.scope import Scope
from handouts.compose.templates.markdown import joined
from handouts.document import Block, Checklist, KeyFigures, Paragraph, RichText, Run, plain
from handouts.document import KeyFigure as Figure
from handouts.document import TickItem as Tick
from handouts.document.display import TO_TICK
from handouts.model.base import NOT_REPORTED, Text
from handouts.model.blocks import ChecklistBlock, FigureBlock, KeyFigure, TickItem

Record = TypeVar("Record")


def _turns(
    items: Sequence[Record], each: Text | None, name: Text, item: Record | None, scope: Scope
) -> Iterator[tuple[Record, Scope]]:
    """What is written, then what each value of a list makes, with what it is composed from."""
    yield from ((record, scope) for record in items)
    if each is not None and item is not None:
        yield from ((item, turn) for turn in scope.turns(each, name))


def figure(body: FigureBlock, scope: Scope) -> list[Block]:
    """A figure for each item, then for each value; one without a value falls away."""
    turns = _turns(body.items, body.each, body.as_, body.item, scope)
    found = (_figure(record, turn, number) for number, (record, turn) in enumerate(turns))
    made = tuple(one for one in found if one is not None)
    return [KeyFigures(id=scope.id, items=made)] if made else []


def _figure(record: KeyFigure, scope: Scope, number: int) -> Figure | None:
    value = scope.slots.rich(record.value)
    if not plain(value):
        return None
    unit, label = (
        scope.slots.rich(leaf) if leaf is not None else () for leaf in (record.unit, record.label)
    )
    texts = [text for text in (value, unit, label) if text]
    cites = tuple(dict.fromkeys(c for text in texts for run in text for c in run.cites))
    value, unit, label = (_words(text) for text in (value, unit, label))
    carried = (Run("", cites=cites),) if cites else ()
    if label:
        label = (*label, *carried)
    elif unit:
        unit = (*unit, *carried)
    else:
        value = (*value, *carried)
    return Figure(
        id=f"{scope.id}.i{number}",
        value=value,
        unit=unit,
        label=label,
        role=scope.role(record.role).index if record.role is not None else None,
        quiet=plain(value).casefold().startswith(NOT_REPORTED),
    )


def _words(text: RichText) -> RichText:
    return joined([run for run in text if not run.cites])


def checklist(body: ChecklistBlock, scope: Scope) -> list[Block]:
    """An item for each that is written, then for each value; one without a text falls away."""
    turns = _turns(body.items, body.each, body.as_, body.item, scope)
    found = (_tick(record, turn, number) for number, (record, turn) in enumerate(turns))
    made = tuple(one for one in found if one is not None)
    if not made:
        return []
    return [Checklist(id=scope.id, items=made, numbering="boxes", columns=body.columns)]


def _tick(record: TickItem, scope: Scope, number: int) -> Tick | None:
    text = scope.slots.rich(record.text)
    if not text:
        return None
    name = f"{scope.id}.i{number}"
    note = scope.slots.rich(record.note) if record.note is not None else ()
    role = scope.role(record.role) if record.role is not None else None
    return Tick(
        id=name,
        label=f"{TO_TICK}, {role.title}:" if role is not None else f"{TO_TICK}:",
        text=text,
        parts=(Paragraph(id=f"{name}.0", text=note, variant="small"),) if note else (),
        role=role.index if role is not None else None,
    )
