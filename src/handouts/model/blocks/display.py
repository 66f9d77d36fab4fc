"""Blocks that are seen before they are read: large numerals, lists to tick, steps, pictures."""

from typing import Annotated, Literal, Self

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
    key: Template | None = None
    """Steps of two roles with the same stand side by side; else those of one name."""
    short: Template | None = None
    """What stands on the line where the two are called differently; each then has its name over its text."""
    icon: Template | None = None
    """An icon beside its number, by name."""
    low: Template | None = None
    """The least of its time in months: a bar under the time, solid to the least, dashed to the most."""
    high: Template | None = None
    """The most of it. All bars of the block have one scale."""


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


Part = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
"""A place between two edges: 0 at the first, 1 at the other."""


class Crop(PlainForm):
    """The part of a picture that is shown: as large as the picture allows."""

    plain = "aspect"

    aspect: Text | None = None
    """Its width to its height, such as ``3:2``; if left out, as ``width`` is to ``height``."""
    focus: tuple[Part, Part] = (0.5, 0.5)
    """What stays in its middle as far as the picture reaches: how far right and how far down, from 0 to 1."""


class ImageBlock(Record):
    """A picture of the project: PNG, JPEG, WebP, GIF or SVG, in ``data`` or ``layouts``."""

    file: Template
    """Its path, from the project’s folder."""
    alt: Template | None = None
    """What it shows, for people who cannot see it."""
    decorative: bool = False
    """Whether it says nothing, so that it needs no ``alt``."""
    width: Text | None = None
    """How wide it is, such as ``2in``."""
    height: Text | None = None
    """One of the two, or both: the box that the picture is fitted into."""
    align: Literal["left", "right"] = "left"
    """At which edge of the column it stands."""
    crop: Crop | None = None
    """The part of it that is shown; else all of it."""
    caption: Template | None = None
    """A small line or two under it."""
    credit: Template | None = None
    """Whose it is, in small type under that."""
    bleed: bool = False
    """Whether it is as wide as its column, and in a panel reaches for the panel’s edges; it needs no width."""
