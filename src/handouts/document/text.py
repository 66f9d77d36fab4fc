"""Text in manners, and where it was written."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from handouts.diagnostics import Span


class Run(NamedTuple):
    """A stretch of text in one manner.

    ``link`` is an address, or ``#`` and a leaf or note of this document, or ``#PART:`` and a leaf or
    note of another part of the packet (``handouts.pages.in_file``). ``note`` is the note of the source
    list that the run belongs to; a run that also links to this note is a reference. A run that
    ``cites`` sources has no text: figures take its place (see ``handouts.document.references``).
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None
    note: str = ""
    cites: tuple[str, ...] = ()

    def with_text(self, text: str) -> "Run":
        """Another text in the same manner."""
        return Run(text, self.bold, self.italic, self.link, self.note, self.cites)

    @property
    def is_reference(self) -> bool:
        """Whether it is a figure that stands for a source."""
        return bool(self.note) and self.link == f"#{self.note}"


RichText = tuple[Run, ...]

Leaf = tuple[str, RichText]
"""Its id and its text."""

TextChange = Callable[[RichText], RichText]

Variant = Literal["body", "lead", "subtitle", "answer", "small", "label"]


def link_starts(text: RichText) -> dict[int, int]:
    """Run → the first run of its link: neighbours with one address are one link, whatever their manner."""
    starts: dict[int, int] = {}
    for number, run in enumerate(text):
        if run.link:
            goes_on = number - 1 in starts and text[number - 1].link == run.link
            starts[number] = starts[number - 1] if goes_on else number
    return starts


def plain(text: RichText) -> str:
    """The text without its manner."""
    return "".join(run.text for run in text)


class Origin(NamedTuple):
    """A value of the data that was printed, the place where it was written, and its sources.

    ``sources`` is ``None`` for names and labels, which need none. ``checked`` is ISO 8601.
    """

    text: str
    span: Span
    sources: tuple[str, ...] | None = None
    as_of: str = ""
    checked: str = ""
    confidence: str = ""
    note: str = ""
    """What the data say of it for who keeps them; it is not printed."""
    markup: bool = False
    """Whether the text is Markdown."""
