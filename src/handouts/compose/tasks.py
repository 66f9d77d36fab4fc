"""Tasks that the roles of a sheet share: those with the same key in each of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from handouts.model.base import Text
from handouts.model.records import Task


@dataclass(frozen=True, slots=True)
class SharedTask:
    """One task in each role's own words, in the order of the roles."""

    key: str
    short: Text | None
    """The first role's short name for it."""
    tasks: tuple[Task, ...]


def shared_tasks(roles: Sequence[Sequence[Task]]) -> tuple[SharedTask, ...]:
    """What all of two or more roles do, in the order of the first role's tasks."""
    if len(roles) < 2:
        return ()
    keyed = [{str(task.key): task for task in tasks if task.key} for tasks in roles]
    found = []
    for key, first in keyed[0].items():
        if all(key in tasks for tasks in keyed):
            same = tuple(tasks[key] for tasks in keyed)
            found.append(SharedTask(key, first.short, same))
    return tuple(found)


def own_tasks(tasks: Sequence[Task], shared: Sequence[SharedTask]) -> tuple[Task, ...]:
    """A role's tasks without the shared ones."""
    keys = {one.key for one in shared}
    return tuple(task for task in tasks if task.key is None or str(task.key) not in keys)
