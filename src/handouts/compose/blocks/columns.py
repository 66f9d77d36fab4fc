"""Blocks side by side, and beside the cover's drawing."""

from handouts.compose.blocks.scope import Scope
from handouts.document import Block, Columns, Emblem, EmblemLine
from handouts.model.blocks import ColumnsBlock, EmblemBlock


def columns(body: ColumnsBlock, scope: Scope) -> list[Block]:
    """The fixed columns, then one for each value."""
    id_ = scope.new_id()
    made = [scope.blocks(column) for column in body.columns]
    if body.each is not None:
        name = str(body.as_)
        values = scope.values(body.each)
        made += [scope.within({name: value}).blocks(body.column) for value in values]
    last = body.widths[-1:] or (1.0,)
    widths = body.widths + last * (len(made) - len(body.widths))
    return [Columns(id=id_, columns=tuple(made), widths=widths[: len(made)])]


def emblem(body: EmblemBlock, scope: Scope) -> list[Block]:
    """A line of text for each role, and what stands beside the stem."""
    lines = tuple(
        EmblemLine(role.index, scope.within({"role": role}).slots.rich(body.text))
        for role in scope.roles(body.roles)
    )
    return [Emblem(id=scope.new_id(), lines=lines, blocks=scope.blocks(body.beside))]
