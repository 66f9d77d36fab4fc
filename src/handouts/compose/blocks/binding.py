"""Lists that are filled in after composing: the sources, and the contents of a packet."""

from dataclasses import replace
from typing import Final

from handouts.compose.blocks.scope import Scope
from handouts.document import Bibliography, Block, Contents, Heading, Panel, Paragraph, SourceList
from handouts.model.blocks import ContentsBlock, SourcesBlock
from handouts.model.records.source_kinds import SOURCE_KINDS

CHECKED: Final = ".checked"
"""Appended to the id of a packet's list in columns: the line over it that says when it was checked."""


def sources(body: SourcesBlock, scope: Scope) -> list[Block]:
    """A sheet's list of sources, or a packet's; the latter is left out outside a packet."""
    slots = scope.slots
    if body.of != "sheet" and not scope.in_packet:
        return []
    checked = Paragraph(id=f"{scope.id}{CHECKED}", text=(), variant="lead")
    if body.of == "dates":
        return [checked]
    if body.of == "packet":
        over = [replace(checked, variant="body")] if body.columns > 1 else []
        return [*over, *_of_packet(body, scope)]
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


def _of_packet(body: SourcesBlock, scope: Scope) -> list[Block]:
    """The list in one, or its parts, each under a bar with its title."""
    if not body.groups:
        return [Bibliography(id=scope.id, items=(), columns=body.columns)]
    named = {kind for group in body.groups for kind in group.kinds}
    others = tuple(kind for kind in SOURCE_KINDS if kind not in named)
    made: list[Block] = []
    for number, group in enumerate(body.groups):
        listed = Bibliography(
            id=f"{scope.id}.g{number}",
            items=(),
            columns=body.columns,
            whole=scope.id,
            kinds=group.kinds or others,
        )
        title = Heading(
            id=f"{listed.head}.t",
            text=scope.slots.rich(group.title),
            level=2,
            icon=scope.icon(group.icon),
        )
        made += [Panel(id=listed.head, blocks=(title,), fill="ink"), listed]
    if all(group.kinds for group in body.groups) and others:  # no source is left out for its kind
        last = Bibliography(id=f"{scope.id}.g", items=(), columns=body.columns, whole=scope.id)
        made.append(replace(last, kinds=others))
    return made


def contents(_: ContentsBlock, scope: Scope) -> list[Block]:
    """A packet's contents."""
    return [Contents(id=scope.id)] if scope.in_packet else []
