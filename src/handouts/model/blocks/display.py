"""Blocks that are seen before they are read: large numerals, lists to tick, steps, quotes."""

from typing import Annotated

from pydantic import Field

from handouts.model.base import Record, Text
from handouts.model.blocks.leaves import Template


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
