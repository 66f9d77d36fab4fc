"""Blocks that are filled in when all else is composed: lists of sources, and contents."""

from typing import Literal

from pydantic import Field

from handouts.model.base import PlainForm, Record, Template
from handouts.model.records.source_kinds import SourceKind


class SourceGroup(Record):
    """A part of a packet's list of sources, by their kinds; without any it has what no other has."""

    title: Template
    """What stands on its bar."""
    icon: Template | None = None
    """An icon left of the title, by name."""
    kinds: tuple[SourceKind, ...] = ()
    """Kinds of its sources, as `data/sources.yaml` has them."""


class SourcesBlock(PlainForm):
    """The sources of all that is printed, in order of first use.

    ``of: packet`` lists those of all bound handouts, one by one; their own lists then fall away.
    """

    plain = "title"

    title: Template = Template("Sources.")
    """The heading of the list."""
    closing: Template | None = None
    """A sentence after the list."""
    closing_title: Template = Template("Note.")
    """What sets it off from the last source."""
    of: Literal["sheet", "packet", "dates"] = "sheet"
    """The sources of this sheet, or of all parts of the packet; ``dates`` is the line that says when all
    of a packet's were checked, which else stands over its list in columns."""
    numbered: bool = True
    """Whether figures in the text, such as [3], lead to its entries."""
    by: Literal["source", "topic"] = "source"
    """``topic``: two or three lines say whose the facts are, topic by topic, and ``at`` names the place of
    the whole list, which is also read to who hears the sheet."""
    at: Template | None = None
    """Where the whole list stands, such as a web address. Where this is empty, it stands here."""
    columns: int = Field(default=1, ge=1, le=3)
    """Columns of a packet's list, in small type; a page is filled column by column."""
    groups: tuple[SourceGroup, ...] = ()
    """Parts of a packet's list, each under a bar with its title; the figures stay those of the whole."""


class ContentsBlock(Record):
    """The parts of a packet that follow, with their page numbers; nothing outside a packet."""
