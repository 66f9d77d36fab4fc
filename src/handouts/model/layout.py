"""The schema of ``layouts/*.yaml``: page, style and what it is filled with."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from handouts.model.base import Record, StyleSlug, Template, Text
from handouts.model.blocks import BlockRecord
from handouts.model.records.paper import PageSetup


class Fit(Record):
    """How many pages there may be, and the smallest text; lengths in points.

    A document that does not fit on ``pages`` may take up to ``at_most``, and is then set without
    dropping or shrinking what these can hold.
    """

    pages: Annotated[int | None, Field(ge=1)] = None
    """On how many pages it has to fit."""
    at_most: Annotated[int | None, Field(ge=1)] = None
    """How many pages it may take where it does not fit on ``pages``."""
    smallest: Text | None = None
    """The smallest text, such as ``9pt``."""
    keep_type: bool = False
    """Whether another of ``at_most`` pages is taken sooner than the type is made smaller."""


class RunningLine(Record):
    """What stands at the left and right of a running line; ``{page}`` and ``{pages}`` are numbers."""

    left: Template = Template("")
    """What stands at the left."""
    right: Template = Template("")
    """What stands at the right."""
    logo: Text | None = None
    """Height at which the publisher's logo stands before the left one; none where it has no logo."""
    recipient_logo: Text | None = None
    """Height at which a recipient's own logo stands there, where ``logo`` is not given."""


class _Beside(Record):
    """A place beside a named block of the extended layout; at the end of the body if none is named."""

    after: Text | None = None
    """The named block behind which it stands."""
    before: Text | None = None
    """The named block before which it stands."""

    @model_validator(mode="after")
    def _has_one_place(self) -> Self:
        if self.after is None or self.before is None:
            return self
        raise PydanticCustomError(
            "two-places",
            "a block stands `after` one block or `before` one, not both",
            {"remedy": "Take one of the two out"},
        )


class Moved(_Beside):
    """Where a named block of the extended layout is to stand."""

    name: Text
    """The name of the block."""


class AddedBlock(_Beside, BlockRecord):
    """A block that the extended layout does not have, and where it stands."""


class Layout(Record):
    """A layout file. ``extends`` names another one whose page, style and named blocks it overrides."""

    title: Template
    """The title of the file, which viewers and screen readers show."""
    contents: Template | None = None
    """What a packet's contents call it; else its title."""
    called: Template | None = None
    """What kind of sheet it is, as running lines say; layouts see it as ``called``."""
    extends: Text | None = None
    """Another layout that this one changes."""
    page: PageSetup = PageSetup()
    """Page set-up."""
    style: StyleSlug | None = None
    """The style of its sheets; that of a handout or an audience counts first."""
    styles: tuple[StyleSlug, ...] = ()
    """The styles that it can be set in; all if left out."""
    fit: Fit = Fit()
    """How many pages there may be."""
    header: RunningLine | None = None
    """The running line at the head of each page."""
    footer: RunningLine | None = None
    """The running line at the foot of each page."""
    foot: tuple[BlockRecord, ...] = ()
    """Blocks set at the foot of the last page, above the footer: sources and notices."""
    blanks: dict[str, Text] = {}
    """Name → label of what ``--set NAME=…`` fills in."""
    body: tuple[BlockRecord, ...]
    """The blocks from top to bottom; of an extending layout those that take the place of named ones, or all where the
    extended one has none."""
    add: tuple[AddedBlock, ...] = ()
    """Blocks that stand beside named blocks of the extended layout."""
    move: tuple[Moved, ...] = ()
    """Named blocks of the extended layout that stand elsewhere."""
    drop: tuple[Text, ...] = ()
    """Names of blocks of the extended layout that are left out."""
