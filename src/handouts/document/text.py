"""Text in manners, and where it was written."""

from dataclasses import dataclass
from typing import Literal

from handouts.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one manner.

    ``link`` is the address that it leads to, or ``#`` and the leaf of this document.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None

    def __repr__(self) -> str:
        # by hand: a document's key is its `repr`, and most of that are runs
        return f"Run({self.text!r},{self.bold!r},{self.italic!r},{self.link!r})"


RichText = tuple[Run, ...]

Variant = Literal["body", "lead", "subtitle", "answer", "small", "label"]


def plain(text: RichText) -> str:
    """The text without its manner."""
    return "".join(run.text for run in text)


@dataclass(frozen=True, slots=True)
class Origin:
    """A value of the data that was printed, and where it was written."""

    text: str
    span: Span
