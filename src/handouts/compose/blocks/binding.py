"""Lists that are filled in when all is composed: sources, and what a packet binds."""

from handouts.compose.blocks.scope import Scope
from handouts.document import Bibliography, Block, Contents, SourceList
from handouts.model.blocks import ContentsBlock, SourcesBlock


def sources(body: SourcesBlock, scope: Scope) -> list[Block]:
    """A sheet's list of sources, or a packet's, of which there is none outside a packet."""
    id_, slots = scope.new_id(), scope.slots
    if body.of == "packet":
        return [Bibliography(id=id_, items=())] if scope.in_packet else []
    closing = slots.plain(body.closing) if body.closing else ""
    return [
        SourceList(
            id=id_,
            title=slots.plain(body.title),
            entries=(),
            closing=closing,
            closing_title=slots.plain(body.closing_title),
            numbered=body.numbered,
        )
    ]


def contents(_: ContentsBlock, scope: Scope) -> list[Block]:
    """A packet's contents."""
    id_ = scope.new_id()
    return [Contents(id=id_)] if scope.in_packet else []
