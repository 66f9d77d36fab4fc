"""Blocks that are seen before they are read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Self

from handouts.document.blocks import Block, ListBlock, ListItem
from handouts.document.text import Leaf, RichText, Run, TextChange

SAID_OF: Final = ": "
"""What is read between a numeral and what it is; on paper one stands over the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A numeral, what it counts and what it is; leaf ``ID``, one sentence. ``role`` as in a heading.

    The last of its texts carries the sources of all. A value in words is ``quiet``: no numeral.
    """

    id: str
    value: RichText
    unit: RichText = ()
    label: RichText = ()
    role: int | None = None
    quiet: bool = False

    @property
    def text(self) -> RichText:
        """All of it as one sentence."""
        unit = (Run(" "), *self.unit) if self.unit else ()
        label = (Run(SAID_OF), *self.label) if self.label else ()
        return (*self.value, *unit, *label)

    def with_text(self, change: TextChange) -> "KeyFigure":
        """With the text changed that carries the sources."""
        if self.label:
            return replace(self, label=change(self.label))
        if self.unit:
            return replace(self, unit=change(self.unit))
        return replace(self, value=change(self.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigures(Block):
    """Large numerals, side by side as far as there is room. Leaves: those of the figures."""

    items: tuple[KeyFigure, ...]

    def leaves(self) -> Iterator[Leaf]:
        """A sentence for each."""
        yield from ((item.id, item.text) for item in self.items)

    def with_texts(self, change: TextChange) -> Self:
        """With the text of each changed that carries its sources."""
        return replace(self, items=tuple([item.with_text(change) for item in self.items]))


TO_TICK: Final = "To tick"
"""What is read of a box, which is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TickItem(ListItem):
    """An item with a box: its label is read and not painted. ``role`` as in a heading."""

    role: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist(ListBlock):
    """Items to tick; a second line of one is a paragraph under it."""
