"""What people in a role do, and how they get into it."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from handouts.model.base import Fact, IconName, MarkdownFact, Record, Text


class PathStep(Record):
    """One step on the way into a role."""

    name: Text
    """What the step is called, such as *Finish high school*."""
    time: Fact | None = None
    """How long it takes."""
    text: MarkdownFact | None = None
    """What one does in it."""
    state: bool = False
    """Whether the state's own rule stands here; the text is for where no rule is known."""
    key: Text | None = None
    """By which a state's `instead` names it, such as ``certified``; steps of several roles that have the same
    key stand side by side, whatever they are called."""
    short: Text | None = None
    """What it is about in a word or two, where steps of one key are called differently, such as *At work*."""
    icon: IconName | None = None
    """The icon that stands beside its number, such as ``school``."""
    least: Annotated[int, Field(ge=0)] | None = None
    """The least of its ``time`` in months, where that is known and can be drawn."""
    most: Annotated[int, Field(gt=0)] | None = None
    """The most of it; with one of the two alone, the other end is open."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.text is None and not self.state:
            raise PydanticCustomError(
                "empty-step",
                "the step `{name}` says nothing",
                {
                    "name": self.name,
                    "remedy": "Add a `text`, or `state: true` for the state's rule",
                },
            )
        return self


class Task(Fact):
    """Something that people in an occupation do; ``short`` names it in a drawing.

    Tasks of several roles that have the same ``key`` are one task, which the roles share. A state's
    `instead` names a task by it.
    """

    key: Text | None = None
    """Its slug, such as ``read-plans``."""
    icon: IconName | None = None
    """The icon that drawings show over its ``short``, such as ``wrench``."""
    kind: Text | None = None
    """The kind of work that it is sorted under, as it is printed, such as *Measure and mark*. The sorting is
    the project's own, for the eye: no fact, and so without a source."""


def step_in(step: PathStep, instead: PathStep | None) -> PathStep:
    """The state's step, which stays the same step: it keeps the key, and what its place on the way shows."""
    if instead is None:
        return step
    kept = {"short": instead.short or step.short, "icon": instead.icon or step.icon}
    return instead.model_copy(update={"key": step.key, **kept})


def task_in(task: Task, instead: Task | None) -> Task:
    """The state's task, which stays of the same kind."""
    if instead is None:
        return task
    kept = {"kind": instead.kind or task.kind, "icon": instead.icon or task.icon}
    return instead.model_copy(update=kept)
