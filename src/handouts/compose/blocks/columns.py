"""Blocks side by side, one after the other, and beside the cover's drawing."""

from collections.abc import Iterable
from dataclasses import replace
from math import ceil

from handouts.compose.blocks.scope import Scope
from handouts.document import Block, Callout, Columns, Emblem, EmblemLine, Panel
from handouts.model.blocks import CardsBlock, ColumnsBlock, EmblemBlock, PanelBlock, SectionBlock


def columns(body: ColumnsBlock, scope: Scope) -> list[Block]:
    """The fixed columns, then one for each value."""
    made = [scope.at(number).blocks(column) for number, column in enumerate(body.columns)]
    if body.each is not None:
        made += [
            turn.at(number).blocks(body.column)
            for number, turn in enumerate(scope.turns(body.each, body.as_), len(made))
        ]
    last = body.widths[-1:] or (1.0,)
    widths = body.widths + last * (len(made) - len(body.widths))
    shares = widths[: len(made)]
    columns = Columns(id=scope.id, columns=tuple(made), widths=shares, close=body.close)
    return [columns] if any(made) else []


def section(body: SectionBlock, scope: Scope) -> Iterable[Block]:
    """The blocks of each turn after those of the one before; they stand among the blocks around."""
    if body.each is None:
        yield from scope.blocks(body.body)
        return
    for number, turn in enumerate(scope.turns(body.each, body.as_)):
        yield from turn.at(number).blocks(body.body)


def panel(body: PanelBlock, scope: Scope) -> list[Block]:
    """The head and the blocks on their ground; nothing where there are none."""
    head, blocks = scope.at(0).blocks(body.head), _first_bare(scope.at(1).blocks(body.body))
    role = scope.role(body.role).index if body.role is not None else None
    made = Panel(id=scope.id, head=head, blocks=blocks, fill=body.fill, role=role, bleed=body.bleed)
    return [made] if head or blocks else []


def _first_bare(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of a panel; a callout at their head needs no line, as the panel's edge is near."""
    first = blocks[:1]
    bare = (replace(b, ruled=False) if isinstance(b, Callout) else b for b in first)
    return (*bare, *blocks[1:])


def cards(body: CardsBlock, scope: Scope) -> list[Block]:
    """A card for each value, in rows of as equal a number as can be; one without blocks falls away."""
    found = [_card(body, t.at(n)) for n, t in enumerate(scope.turns(body.each, body.as_))]
    made = [card for card in found if card.head or card.blocks]
    rows = ceil(len(made) / body.across)
    wide = ceil(len(made) / rows) if rows else 0
    return [
        Columns(
            id=f"{scope.id}.r{number}",
            columns=tuple(
                (made[n],) if n < len(made) else ()
                for n in range(number * wide, (number + 1) * wide)
            ),
            widths=(1.0,) * wide,
            ladder=body.ladder,
        )
        for number in range(rows)
    ]


def _card(body: CardsBlock, scope: Scope) -> Panel:
    role = scope.role(body.role).index if body.role is not None else None
    return Panel(
        id=scope.id,
        name="cards",
        span=scope.place,
        head=scope.at(0).blocks(body.head),
        blocks=scope.at(1).blocks(body.body),
        fill=body.fill or ("outline" if role is None else "tint"),
        role=role,
    )


def emblem(body: EmblemBlock, scope: Scope) -> list[Block]:
    """A line of text for each role, and what stands beside the stem."""
    roles = scope.roles(body.roles)
    lines = tuple(
        EmblemLine(role.index, scope.within({"role": role}).slots.rich(body.text)) for role in roles
    )
    first, last = roles[:1], roles[-1:]
    icons = tuple(
        scope.drawing(task.icon)
        for role in first
        for task in role.tasks
        if task.short and task.icon
    )
    picture = scope.stem(last[0]) if last else ""
    beside = scope.blocks(body.beside)
    return [Emblem(id=scope.id, lines=lines, blocks=beside, icons=icons, picture=picture)]
