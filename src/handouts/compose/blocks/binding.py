"""Lists that are filled in after composing: the sources, and the contents of a packet."""

from typing import Final

from handouts.compose.blocks.scope import Scope
from handouts.document import Bibliography, Block, Contents, Paragraph, SourceList
from handouts.model.blocks import ContentsBlock, SourcesBlock

CHECKED: Final = ".checked"
"""Appended to the id of a packet's list in columns: the line over it that says when it was checked."""


def sources(body: SourcesBlock, scope: Scope) -> list[Block]:
    """A sheet's list of sources, or a packet's; the latter is left out outside a packet."""
    slots = scope.slots
    if body.of == "packet":
        listed = Bibliography(id=scope.id, items=(), columns=body.columns)
        checked = Paragraph(id=f"{scope.id}{CHECKED}", text=())
        over = [checked] if body.columns > 1 else []
        return [*over, listed] if scope.in_packet else []
    closing = slots.plain(body.closing) if body.closing else ""
    whole_at = slots.plain(body.at) if body.by == "topic" and body.at else ""
    return [
        SourceList(
            id=scope.id,
            title=slots.plain(body.title),
            entries=(),
            closing=closing,
            closing_title=slots.plain(body.closing_title),
            numbered=body.numbered and not whole_at,
            whole_at=whole_at.strip(),
        )
    ]


def contents(_: ContentsBlock, scope: Scope) -> list[Block]:
    """A packet's contents."""
    return [Contents(id=scope.id)] if scope.in_packet else []
