"""Large numerals, lists to tick, steps on a line, quotes."""

from handouts.compose.blocks.scope import Scope
from handouts.compose.templates.markdown import joined
from handouts.document import Block, KeyFigures, RichText, Run, plain
from handouts.document import KeyFigure as Figure
from handouts.model.base import NOT_REPORTED
from handouts.model.blocks import FigureBlock, KeyFigure


def figure(body: FigureBlock, scope: Scope) -> list[Block]:
    """A figure for each item, then for each value; one without a value falls away."""
    turns = [(record, scope) for record in body.items]
    if body.each is not None and body.item is not None:
        turns += [(body.item, turn) for turn in scope.turns(body.each, body.as_)]
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
