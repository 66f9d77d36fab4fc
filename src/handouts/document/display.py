"""Blocks that are seen before they are read."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, Self

from handouts.document.blocks import Block, ListBlock, ListItem
from handouts.document.text import Leaf, RichText, Run, TextChange
from handouts.drawings import Vector
from handouts.frozen import dataclass

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Block):
    """A sentence and who says it; leaves ``ID`` and ``ID/source``. ``role`` as in a heading."""

    text: RichText
    source: RichText = ()
    role: int | None = None

    def leaves(self) -> Iterator[Leaf]:
        """The sentence, and who says it if that is known."""
        yield self.id, self.text
        if self.source:
            yield f"{self.id}/source", self.source

    def with_texts(self, change: TextChange) -> Self:
        """With both changed."""
        return replace(self, text=change(self.text), source=change(self.source))


TO_TICK: Final = "To tick"
"""What is read of a box, which is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TickItem(ListItem):
    """An item with a box: its label is read and not painted. ``role`` as in a heading."""

    role: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist(ListBlock):
    """Items to tick; a second line of one is a paragraph under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineStep:
    """A step; leaves ``ID/label`` for its number, ``ID/name``, ``ID/time``, and ``ID`` for its text.

    ``row`` is its place on the line, which steps of one ``key`` share. Where those are called differently the
    line has what they are about, leaf ``ID/topic``, and each its name over its text. Its last text carries
    its sources. ``low`` and ``high`` are months, which are drawn under the time that says them.
    """

    id: str
    row: int
    number: str
    name: RichText
    key: str = ""
    topic: RichText = ()
    apart: bool = False
    """Whether it is called differently from the step beside it."""
    icon: Vector | None = None
    low: float | None = None
    high: float | None = None
    time: RichText = ()
    text: RichText = ()

    @property
    def label(self) -> RichText:
        """Its number."""
        return (Run(self.number),)

    def said(self) -> Iterator[Leaf]:
        """Topic, name, time and text, as far as they are there."""
        parts = (
            (f"{self.id}/topic", self.topic),
            (f"{self.id}/name", self.name),
            (f"{self.id}/time", self.time),
            (self.id, self.text),
        )
        yield from ((name, text) for name, text in parts if text)

    def with_texts(self, change: TextChange) -> "TimelineStep":
        """With name, time and text changed."""
        return replace(self, name=change(self.name), time=change(self.time), text=change(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """The steps of one role, under its title: leaf ``ID``; without a role and a title, of a list."""

    id: str
    steps: tuple[TimelineStep, ...]
    title: RichText = ()
    role: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline(Block):
    """Steps on a line, track by track for those who hear them; two tracks share their rows."""

    tracks: tuple[Track, ...]

    def leaves(self) -> Iterator[Leaf]:
        """Track by track: the title, then number and texts of each step."""
        for track in self.tracks:
            if track.title:
                yield track.id, track.title
            for step in track.steps:
                yield f"{step.id}/label", step.label
                yield from step.said()

    def with_texts(self, change: TextChange) -> Self:
        """With the texts of each step changed."""
        return replace(
            self,
            tracks=tuple(
                replace(track, steps=tuple([step.with_texts(change) for step in track.steps]))
                for track in self.tracks
            ),
        )
