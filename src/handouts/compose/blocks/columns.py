"""Blocks side by side, and beside the cover's drawing."""

from handouts.compose.blocks.scope import Scope
from handouts.document import Block, Columns, Emblem, EmblemLine
from handouts.model.blocks import ColumnsBlock, EmblemBlock


def columns(body: ColumnsBlock, scope: Scope) -> list[Block]:
    """The fixed columns, then one for each value."""
    made = [scope.at(number).blocks(column) for number, column in enumerate(body.columns)]
    if body.each is not None:
        name = str(body.as_)
        made += [
            scope.at(number).within({name: value}).blocks(body.column)
            for number, value in enumerate(scope.values(body.each), len(made))
        ]
    last = body.widths[-1:] or (1.0,)
    widths = body.widths + last * (len(made) - len(body.widths))
    return [Columns(id=scope.id, columns=tuple(made), widths=widths[: len(made)])]


def emblem(body: EmblemBlock, scope: Scope) -> list[Block]:
    """A line of text for each role, and what stands beside the stem."""
    lines = tuple(
        EmblemLine(role.index, scope.within({"role": role}).slots.rich(body.text))
        for role in scope.roles(body.roles)
    )
    return [Emblem(id=scope.id, lines=lines, blocks=scope.blocks(body.beside))]
