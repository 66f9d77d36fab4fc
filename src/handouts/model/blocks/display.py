"""Blocks that are seen before they are read: large numerals, lists to tick, steps, quotes."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from handouts.model.base import PlainForm, Record, Template, Text


class KeyFigure(Record):
    """A numeral, what it counts, and what it is."""

    value: Template
    """The numeral, such as ``$45,690``; without a value the figure falls away."""
    unit: Template | None = None
    """What it counts, such as ``a year``."""
    label: Template | None = None
    """What it is, such as ``middle pay``."""
    role: Template | None = None
    """A role whose mark and color it carries."""


class FigureBlock(Record):
    """Large numerals side by side, up to four in a row; each reads as one sentence.

    After ``items`` comes one ``item`` for each value of ``each``, if given.
    """

    items: tuple[KeyFigure, ...] = ()
    """The figures, from left to right."""
    each: Template | None = None
    """A list; there is one more figure for each of its values."""
    as_: Annotated[Text, Field(alias="as")] = Text("item")
    """The name by which ``item`` sees the value."""
    item: KeyFigure | None = None
    """Each of these figures."""


class TickItem(PlainForm):
    """Something to tick."""

    plain = "text"

    text: Template
    """What is ticked; without a text the item falls away."""
    note: Template | None = None
    """A small second line."""
    role: Template | None = None
    """A role whose mark it carries, and whose color its box has."""


class ChecklistBlock(PlainForm):
    """Items with a box to tick.

    After ``items`` comes one ``item`` for each value of ``each``, if given.
    """

    plain = "items"

    items: tuple[TickItem, ...] = ()
    """The items, from top to bottom."""
    each: Template | None = None
    """A list; there is one more item for each of its values."""
    as_: Annotated[Text, Field(alias="as")] = Text("item")
    """The name by which ``item`` sees the value."""
    item: TickItem | None = None
    """Each of these items."""
    columns: Annotated[int, Field(ge=1, le=3)] = 1
    """Columns of equal width; one in a style of one column."""


class TimelineStep(Record):
    """What is said of a step, which it sees as the name in ``as``."""

    name: Template
    """What the step is called."""
    time: Template | None = None
    """A few words that stand out, such as how long it takes."""
    text: Template | None = None
    """What there is to do."""


class TimelineBlock(Record):
    """Numbered steps on a line; those of two roles side by side, row by row.

    ``roles`` shows the pathway of each; ``steps`` any other list.
    """

    roles: Template | None = None
    """The roles whose pathways are shown. Two stand at both sides of the line; more, and all in a style
    of one column, one under the other."""
    steps: Template | None = None
    """A list instead; there is a step for each of its values."""
    as_: Annotated[Text, Field(alias="as")] = Text("step")
    """The name by which ``step`` sees the value."""
    step: TimelineStep | None = None
    """What is said of each; of a pathway, if left out, its name, its time and its text, or the state's own
    rule in their place."""

    @model_validator(mode="after")
    def _has_steps(self) -> Self:
        if (self.roles is None) == (self.steps is None):
            raise PydanticCustomError(
                "timeline-steps",
                "a timeline shows the pathways of `roles`, or the `steps` of a list",
                {"remedy": 'Write one of the two, such as `roles: "{{ roles }}"`'},
            )
        if self.steps is not None and self.step is None:
            raise PydanticCustomError(
                "timeline-steps",
                "a timeline of a list does not say what its steps are called",
                {"remedy": 'Add `step: {name: "{{ step }}"}`'},
            )
        return self
