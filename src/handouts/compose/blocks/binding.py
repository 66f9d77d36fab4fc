"""What packets need of a layout: source lists that may be joined, and the cover's drawing."""

from handouts.compose.context import RoleView
from handouts.compose.templates.slots import Slots
from handouts.document import Bibliography, Block, Contents, EmblemLine, SourceList
from handouts.model.blocks import ContentsBlock, EmblemBlock, SourcesBlock


def lists(
    body: SourcesBlock | ContentsBlock, slots: Slots, id_: str, *, packet: bool
) -> list[Block]:
    """A sheet's list of sources, or a packet's, or its contents: filled in when all is composed.

    Outside a packet there is nothing that the lists of a packet could hold.
    """
    if isinstance(body, ContentsBlock):
        return [Contents(id=id_)] if packet else []
    if body.of == "packet":
        return [Bibliography(id=id_, items=())] if packet else []
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


def emblem_lines(
    body: EmblemBlock, roles: tuple[RoleView, ...], slots: Slots
) -> tuple[EmblemLine, ...]:
    """A line of text for each role."""
    lines = []
    for role in roles:
        inner = Slots({**slots.names, "role": role})
        inner.recorder = slots.recorder
        lines.append(EmblemLine(role.index, inner.rich(body.text)))
    return tuple(lines)
