"""Two roles' tasks as a T: which stand in the bar, which beside the stem, and which they share."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from handouts.compose.blocks.scope import Scope
from handouts.compose.templates.slots import Slots
from handouts.compose.templates.typography import typographic
from handouts.compose.views.roles import RoleView, SharedTask, shared_tasks
from handouts.document import Block, Columns, ListBlock, ListItem, OverlapDiagram, Run
from handouts.drawings import Vector
from handouts.model.base import Fact
from handouts.model.blocks import OverlapDiagramBlock
from handouts.model.records.work import Task
from handouts.units import parse_length
from handouts.wording import conjunction

MOST_SHARED = 3
"""With more shared tasks the stem would not stand for one of the roles."""

FEWEST_CELLS = 3
"""A bar has at least so many cells."""


def overlap(body: OverlapDiagramBlock, scope: Scope) -> list[Block]:
    """The T of two roles, or else a column for each role."""
    id_ = scope.id
    roles = scope.roles(body.roles)
    pair = _arms(roles)
    shown = pair or roles
    sides = [
        scope.at(number).within({"role": role, "deep": number > 0}).blocks(body.column)
        for number, role in enumerate(shown)
    ]
    if pair is None:
        return [_side_by_side(body, shown, sides, scope.slots, id_)]
    block = _diagram(body, pair, (sides[0], sides[1]), scope)
    printed = scope.slots.printed
    bar, steps = (
        replace(
            tasks,
            citations=tuple(printed.citations),
            origins=printed.origins,
            span=scope.place,
        )
        for tasks in (block.bar, block.steps)
    )
    return [replace(block, bar=bar, steps=steps)]


def _arms(roles: tuple[RoleView, ...]) -> tuple[RoleView, RoleView] | None:
    """The role of the bar and that of the stem; ``None`` where the roles make no T.

    The bar is for the role with more tasks that have a short name; if equal, for the role with more
    tasks; if equal again, for the first role.
    """
    if len(roles) != 2:
        return None
    wide, deep = sorted(roles, key=lambda role: (-len(_labelled(role)), -len(role.tasks)))
    if not 1 <= len(_shared(wide, deep)) <= MOST_SHARED or len(_labelled(wide)) < FEWEST_CELLS:
        return None
    return wide, deep


def _labelled(role: RoleView) -> list[Task]:
    return [task for task in role.tasks if task.short]


def _shared(wide: RoleView, deep: RoleView) -> tuple[SharedTask, ...]:
    """The tasks of both roles that have a short name."""
    both = shared_tasks((wide.tasks, deep.tasks))
    return tuple(one for one in both if one.short)


def _diagram(
    body: OverlapDiagramBlock,
    pair: tuple[RoleView, RoleView],
    sides: tuple[tuple[Block, ...], tuple[Block, ...]],
    scope: Scope,
) -> OverlapDiagram:
    """The T of two roles; ``sides`` stand left and right of the stem."""
    slots, id_ = scope.slots, scope.id
    wide, deep = pair
    shared = _shared(wide, deep)
    bar = _bar_tasks(wide.tasks, [one.tasks[0] for one in shared], body.cells)
    first = len(bar) // 2 - (len(shared) - 1) // 2
    items = _items(f"{id_}.bar", [_named(task) for task in bar], slots)
    own = [deep.tasks.index(one.tasks[1]) for one in shared]
    steps = _spread(deep.tasks, body.steps, own)
    names = conjunction([typographic(str(one.short)) for one in shared])
    return OverlapDiagram(
        id=id_,
        alternative=(
            f"Diagram: the {str(wide.title).lower()} does {len(bar)} kinds of tasks. The "
            f"{str(deep.title).lower()} does one of them in depth: {names.lower()}. "
            "The tasks follow in words."
            if len(shared) == 1
            else f"Diagram: the {str(wide.title).lower()} does {len(bar)} kinds of tasks. Some of them "
            f"the {str(deep.title).lower()} does in depth: {names.lower()}. The tasks follow in words."
        ),
        wide=wide.index,
        deep=deep.index,
        bar=ListBlock(id=f"{id_}.bar", items=items),
        shared=tuple(item.id for item in items[first : first + len(shared)]),
        left=sides[0],
        right=sides[1],
        steps=ListBlock(id=f"{id_}.steps", items=_items(f"{id_}.steps", steps, slots)),
        stem=parse_length(body.stem),
        icons=_icons(bar, shared, scope),
        picture=scope.stem(deep),
    )


def _icons(
    bar: Sequence[Task], shared: Sequence[SharedTask], scope: Scope
) -> tuple[Vector | None, ...]:
    """The icon of each task in the bar; one that both roles do may have it from either."""
    of_both = {one.key: one.icon for one in shared}
    names = [task.icon or of_both.get(str(task.key)) for task in bar]
    return tuple(scope.drawing(name) if name else None for name in names) if any(names) else ()


def _side_by_side(
    body: OverlapDiagramBlock,
    roles: Sequence[RoleView],
    sides: Sequence[tuple[Block, ...]],
    slots: Slots,
    id_: str,
) -> Columns:
    """A column for each role, with its tasks as a plain list where every role has some."""
    columns = []
    listed = all(role.tasks for role in roles)
    for role, side in zip(roles, sides, strict=True):
        name = f"{id_}.c{role.index}"
        items = _items(name, _spread(role.tasks, body.steps, ()), slots)
        columns.append((*side, ListBlock(id=name, items=items)) if items and listed else side)
    return Columns(id=id_, columns=tuple(columns), widths=(1.0,) * len(columns))


def _items(name: str, tasks: Sequence[Fact], slots: Slots) -> tuple[ListItem, ...]:
    return tuple(
        ListItem(id=f"{name}.i{i}", label="", text=slots.shown(task) or (Run(str(task)),))
        for i, task in enumerate(tasks)
    )


def _named(task: Task) -> Task:
    """The task under its short name; still a fact, with its sources."""
    return task.model_copy(update={"text": task.short})


def _bar_tasks(tasks: Sequence[Task], shared: Sequence[Task], cells: int) -> list[Task]:
    """Labelled tasks in their order, from all over the list, the shared ones in the middle."""
    others = [task for task in tasks if task.short and task not in shared]
    chosen = _spread(others, cells - len(shared), ())
    count = len(chosen) + len(shared)
    first = count // 2 - (len(shared) - 1) // 2
    return [*chosen[:first], *shared, *chosen[first:]]


def _spread(tasks: Sequence[Task], wanted: int, needed: Collection[int]) -> list[Task]:
    """``wanted`` tasks, spread evenly from first to last, with those at the ``needed`` places."""
    if len(tasks) <= wanted:
        return list(tasks)
    if wanted < 2:
        return list(tasks[:wanted])
    step = (len(tasks) - 1) / (wanted - 1)
    places = [round(i * step) for i in range(wanted)]
    for place in needed:
        if place not in places:
            free = [p for p in places if p not in needed]
            if free:
                nearest = min(free, key=lambda p: (abs(p - place), p))
                places[places.index(nearest)] = place
    return [tasks[place] for place in sorted(places)]
