"""Blocks side by side or on a ground, and faults of blocks too wide for their place or too narrow for words."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import Block, Columns, Panel, Picture
from handouts.pages import Box, Item
from handouts.palette import tint
from handouts.shapes import Colour
from handouts.style import MINIMUM_TEXT_CONTRAST, Style, contrast, on_ground
from handouts.typeset.blocks.flow import Allowance
from handouts.typeset.column.frame import Frame
from handouts.typeset.column.marks import role_bar
from handouts.typeset.column.strips import (
    CELL,
    PANEL_SIDE,
    Ground,
    Parallel,
    Piece,
    Strip,
    spaced,
    total_height,
)

_LEAST: Final = 3.0
"""Ems that a column of text needs: in a narrower one nearly every word is broken between its letters."""


def set_columns(block: Columns, frame: Frame, allowance: Allowance) -> list[Parallel]:
    """Each column in its share of the width; nothing where all are empty."""
    gutter = _gutter(block, frame)
    if block.close:
        gutter, frame = frame.style.space["line"], _closer(frame)
    room = frame.width - gutter * (len(block.columns) - 1)
    total = sum(block.widths)
    refuse_narrow(block, frame, (room * share / total for share in block.widths))
    x, columns = 0.0, []
    for blocks, share in zip(block.columns, block.widths, strict=True):
        wide = room * share / total
        inner = [_beside(one) for one in blocks] if len(block.columns) > 1 else blocks
        columns.append((x, allowance.set_blocks(inner, frame.narrowed(wide))))
        x += wide + gutter
    if not any(strips for _, strips in columns):
        return []
    columns = _even_heads(columns)
    if block.ladder:
        columns = _stepped(columns, frame.style.type["body"].leading, block.id)
    return [Parallel(tuple(columns), block.id, level=True, whole=block.ladder)]


def _beside(block: Block) -> Block:
    return replace(block, beside=True) if isinstance(block, Panel) else block


def _closer(frame: Frame) -> Frame:
    """The column with less white space over and under what stands in a panel: cells are many."""
    style = frame.style
    space = {**style.space, "panel": CELL * style.space["panel"]}
    return Frame(replace(style, space=space), frame.metrics, frame.width)


def _gutter(block: Columns, frame: Frame) -> float:
    """Text needs more room from text than a panel, whose text keeps clear of its edge."""
    panels = all(isinstance(one, Panel) for column in block.columns for one in column)
    return frame.style.space["heading" if panels else "gutter"]


def _even_heads(
    columns: list[tuple[float, tuple[Piece, ...]]],
) -> list[tuple[float, tuple[Piece, ...]]]:
    """The columns with the heads of panels as high as the highest, so that what is under them begins level."""
    highest = max((total_height(_head(pieces)) for _, pieces in columns), default=0.0)
    return [(x, _taller(pieces, highest)) for x, pieces in columns]


def _head(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """What stands on the head of a panel that is set, the only piece of a column; nothing of others."""
    match pieces:
        case [Parallel(columns=((_, (Parallel(ground=Ground(), columns=((_, inner),)), _)),))]:
            return inner
        case _:
            return ()


def _taller(pieces: tuple[Piece, ...], high: float) -> tuple[Piece, ...]:
    """A panel with a head of this height, if it has one."""
    inner = _head(pieces)
    more = high - total_height(inner)
    match pieces:
        case [
            Parallel(columns=((left, (Parallel(columns=((x, _),)) as head, body)),)) as panel
        ] if inner and more > 0:
            raised = replace(head, columns=((x, (*inner, Strip(more, panel.block))),))
            return (replace(panel, columns=((left, (raised, body)),)),)
        case _:
            return pieces


def _stepped(
    columns: list[tuple[float, tuple[Piece, ...]]], rung: float, owner: str
) -> list[tuple[float, tuple[Piece, ...]]]:
    """The columns under white space, each under one rung less than the one before it."""
    last = sum(1 for _, strips in columns if strips) - 1
    return [
        (x, (Strip(0.0, owner, over=rung * (last - number)), *strips) if strips else ())
        for number, (x, strips) in enumerate(columns)
    ]


def refuse_narrow(block: Block, frame: Frame, widths: Iterable[float]) -> None:
    """See to it that words have room in each of these columns of text.

    Raises:
        HandoutsError: when they have not.
    """
    columns = list(widths)
    if columns and min(columns) < _LEAST * frame.style.type["body"].size:
        raise HandoutsError(
            Diagnostic(
                "overflow",
                f"a column of `{block.name}` is {max(min(columns), 0.0):.0f} points wide, "
                "in which no word has room",
                "Use fewer columns, or give them a wider place",
                block.span,
            )
        )


def too_wide(block: Block, points: float, remedy: str) -> Diagnostic:
    """The diagnostic for a block that is so many points wider than its place."""
    message = f"`{block.name}` is {points:.0f} points too wide"
    return Diagnostic("overflow", message, remedy, block.span)


# Panels


def set_panel(block: Panel, frame: Frame, allowance: Allowance) -> Sequence[Piece]:
    """The blocks, set in the colours that stand out from their ground; it goes to a page as a whole."""
    body = _on(block.blocks, ground_of(block, frame), block, frame, allowance)
    if block.is_bar:
        return [replace(piece, holds=True) for piece in body]
    if not block.head:
        return body
    full = "ink" if block.role is None else "role"
    head = _on(block.head, _ground(block, full, frame), block, frame, allowance)
    if not (head and body):
        return head or body
    (under,) = body
    assert under.ground is not None, "what stands in a panel has a ground"
    around, pad = under.ground, under.ground.over
    whole = (*head, spaced(replace(under, ground=None), pad))
    return [Parallel(((0.0, whole),), block.id, whole=True, ground=replace(around, over=0.0))]


def ground_of(block: Panel, frame: Frame) -> Ground:
    """The ground of a panel in a column."""
    return _ground(block, block.fill, frame)


def _on(
    blocks: tuple[Block, ...], ground: Ground, panel: Panel, frame: Frame, allowance: Allowance
) -> list[Parallel]:
    side = 0.0 if ground.bleed and not panel.beside else PANEL_SIDE
    inside = Frame(ground.style or frame.style, frame.metrics, frame.width - 2 * side)
    inner = allowance.set_blocks([_reaching(block, side - ground.line) for block in blocks], inside)
    if not inner:
        return []
    if not ground.bleed:
        ground = _without_pads(ground, blocks)
    return [Parallel(((side, inner),), panel.id, whole=True, ground=ground)]


def _reaching(block: Block, side: float) -> Block:
    """The block, wider where it is a picture that reaches for the panel's edges."""
    if isinstance(block, Picture) and block.bleed:
        return replace(block, beyond=max(side, 0.0))
    return block


def _without_pads(ground: Ground, blocks: Sequence[Block]) -> Ground:
    """The ground, without white space where a picture reaches for its upper or lower edge."""
    first, last = blocks[0], blocks[-1]
    if isinstance(first, Picture) and first.bleed:
        ground = replace(ground, over=max(ground.over - ground.under, 0.0) or ground.line)
    if isinstance(last, Picture) and last.bleed and not (last.caption or last.credit):
        ground = replace(ground, under=ground.line)
    return ground


def _ground(block: Panel, fill: str, frame: Frame) -> Ground:
    style, pad = frame.style, frame.style.space["line" if block.is_bar else "panel"]
    if fill in {"outline", "dashed"} or style.ink == "low" or style.panels == "outlined":
        return _outlined(block, fill, frame, pad)
    colour = _colour(block, fill, style)
    own = on_ground(style, colour)
    _refuse_pale(block, own, colour)
    return Ground(frame.width, pad, pad, colour, bleed=block.bleed, style=own)


def _colour(block: Panel, fill: str, style: Style) -> Colour:
    if block.role is None:
        return style.colours["ink"]
    own = style.roles[block.role % len(style.roles)].colour
    return tint(own, style.colours["paper"]) if fill == "tint" else own


def _outlined(block: Panel, fill: str, frame: Frame, pad: float) -> Ground:
    """No ground, but a line around it; where there would be a full colour, its bar along the upper edge."""
    rules, ink = frame.style.rules, frame.colour("ink")
    if fill == "dashed":
        return Ground(
            frame.width, pad, pad, line=rules["edge"], colour=frame.colour("muted"), dashed=True
        )
    if block.is_bar and fill == "ink":  # a rule, as near to its heading as the colour would be
        rule = Box(0.0, 0.0, frame.width, rules["outline"], fill=ink)
        return Ground(frame.width, pad + rules["outline"], 0.0, bar=(rule,), colour=ink)
    if fill == "tint":
        return Ground(frame.width, pad, pad, line=rules["hairline"], colour=ink)
    bar: tuple[Item, ...] = ()
    if fill == "role" and block.role is not None:
        bar = role_bar(frame.look(block.role), 0.0, 0.0, frame.width, rules["bar"])
    elif fill == "ink":
        bar = (Box(0.0, 0.0, frame.width, rules["bar"], fill=ink),)
    over = pad + (rules["bar"] if bar else 0.0)
    return Ground(frame.width, over, pad, line=rules["outline"], colour=ink, bar=bar)


def _refuse_pale(block: Panel, style: Style, fill: Colour) -> None:
    """See to it that text stands out from the panel.

    Raises:
        HandoutsError: when neither the style's ink nor its paper does.
    """
    found = contrast(style.colours["ink"], fill)
    if found < MINIMUM_TEXT_CONTRAST:
        raise HandoutsError(
            Diagnostic(
                "low-contrast",
                f"text on the panel `{block.name}` ({fill}) stands out {found:.1f}:1, "
                f"less than {MINIMUM_TEXT_CONTRAST}:1",
                "Use `fill: tint` or `fill: outline`, or a darker color for the role",
                block.span,
            )
        )
