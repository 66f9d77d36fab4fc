"""The schema of ``layouts/*.yaml``: page, style and what it is filled with."""

from typing import Annotated

from pydantic import Field

from handouts.model.base import Record, StyleSlug, Text
from handouts.model.blocks import BlockRecord, Template
from handouts.model.records import PageSetup


class Fit(Record):
    """How many pages there may be, and the smallest text; lengths in points.

    A document that does not fit on ``pages`` may take up to ``at_most``, and is then set without
    dropping or shrinking what these can hold.
    """

    pages: Annotated[int | None, Field(ge=1)] = None
    at_most: Annotated[int | None, Field(ge=1)] = None
    smallest: Text | None = None


class RunningLine(Record):
    """What stands at the left and right of a running line; ``{page}`` and ``{pages}`` are numbers."""

    left: Template = Template("")
    right: Template = Template("")
    logo: Text | None = None
    """Height at which the publisher's logo stands before the left one; none where it has no logo."""
    recipient_logo: Text | None = None
    """Height at which a recipient's own logo stands there, where ``logo`` is not given."""


class Layout(Record):
    """A layout file. ``extends`` names another one whose page, style and named blocks it overrides."""

    title: Template
    contents: Template | None = None
    """What a packet's contents call it; else its title."""
    extends: Text | None = None
    page: PageSetup = PageSetup()
    style: StyleSlug | None = None
    styles: tuple[StyleSlug, ...] = ()
    fit: Fit = Fit()
    header: RunningLine | None = None
    footer: RunningLine | None = None
    foot: tuple[BlockRecord, ...] = ()
    """Blocks set at the foot of the last page, above the footer: sources and notices."""
    blanks: dict[str, Text] = {}
    """Name → label of what ``--set NAME=…`` fills in."""
    body: tuple[BlockRecord, ...]
