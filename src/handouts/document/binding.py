"""What only packets have: parts, contents, the sources of all parts, and the cover's drawing."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, Self

from handouts.characters import NO_BREAK
from handouts.document.blocks import Block, Compound, ListBlock
from handouts.document.running import RunningText
from handouts.document.text import Leaf, RichText, Run, TextChange
from handouts.drawings import Vector
from handouts.frozen import dataclass

_BAR: Final = ".head"
"""Appended to the id of a part of a list of sources: the bar over it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Compound):
    """One part of a bound document; ``title`` is what contents and bookmarks call it.

    Its id is the handout's name. The ids of blocks in it are the handout's own: two sections may
    have a block with the same one.
    """

    title: str
    header: RunningText
    footer: RunningText
    pages: range
    """The numbers of its pages."""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A part and the number of its first page; ``target`` is where its line leads to."""

    part: str
    title: str
    number: str = ""
    target: str = ""

    @property
    def text(self) -> RichText:
        """The number and the title, both the link."""
        link = f"#{self.target}" if self.target else None
        return Run(f"{self.number} ", bold=True, link=link), Run(self.title, link=link)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents(Block):
    """The parts that follow. Leaves: ``ID/PART``. Numbers and targets are filled in by ``typeset``."""

    entries: tuple[ContentsEntry, ...] = ()

    def leaves(self) -> Iterator[Leaf]:
        """Its entries."""
        yield from ((f"{self.id}/{entry.part}", entry.text) for entry in self.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer(Contents):
    """In place of what another part of the packet prints: its page, and what is there. Leaf: ``ID``."""

    said: RichText

    def leaves(self) -> Iterator[Leaf]:
        """The page, a link, and what is there."""
        (entry,) = self.entries
        link = f"#{entry.target}" if entry.target else None
        yield self.id, (Run(f"Page{NO_BREAK}{entry.number}", link=link), Run(": "), *self.said)

    def with_texts(self, change: TextChange) -> Self:
        """With what is there changed."""
        return replace(self, said=change(self.said))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bibliography(ListBlock):
    """The sources of all parts, an item each; ``sources`` are their ids, in the items' order.

    One of several parts of a list has the list's id in ``whole``, and of its sources those of ``kinds``.
    """

    sources: tuple[str, ...] = ()
    whole: str = ""
    kinds: tuple[str, ...] = ()

    @property
    def head(self) -> str:
        """The id of the bar over a part of a list."""
        return f"{self.id}{_BAR}"


@dataclass(frozen=True, slots=True)
class EmblemLine:
    """The text of the drawing for the role at this place."""

    role: int
    text: RichText


@dataclass(frozen=True, slots=True, kw_only=True)
class Emblem(Compound):
    """A bar and a stem that stand for two roles, and the ``blocks`` beside the stem.

    The drawing is an artifact; its lines are read. Leaves: ``ID/role0``, ``ID/role1``, …
    """

    lines: tuple[EmblemLine, ...]
    icons: tuple[Vector, ...] = ()
    """Those of the first role's tasks, which stand in its bar."""
    picture: Vector | str = ""
    """What the stem is drawn as, as in an ``OverlapDiagram``."""

    def leaves(self) -> Iterator[Leaf]:
        """The lines of the roles."""
        yield from ((f"{self.id}/role{line.role}", line.text) for line in self.lines)

    def with_texts(self, change: TextChange) -> Self:
        """With each role's line changed."""
        lines = (replace(line, text=change(line.text)) for line in self.lines)
        return replace(self, lines=tuple(lines))
