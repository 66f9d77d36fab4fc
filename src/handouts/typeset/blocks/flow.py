"""Blocks one below the other: what each is made of, and the white space between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from handouts.diagnostics import HandoutsError
from handouts.document import (
    Block,
    Callout,
    Columns,
    Contents,
    Emblem,
    FillIn,
    Flowchart,
    Heading,
    ListBlock,
    Notice,
    OverlapDiagram,
    PageBreak,
    Paragraph,
    Picture,
    QrCode,
    RuleLine,
    SourceList,
    Space,
    Table,
    WageChart,
)
from handouts.kept import kept
from handouts.pages import Region, Rule
from handouts.typeset.blocks.contents import set_contents
from handouts.typeset.blocks.emblem import beside, set_emblem
from handouts.typeset.blocks.fill_in import set_fill_in
from handouts.typeset.blocks.overlap import set_overlap, sides
from handouts.typeset.blocks.pictures import set_picture, set_qr, symbol_width
from handouts.typeset.blocks.stacked import set_stacked
from handouts.typeset.blocks.table import set_table
from handouts.typeset.blocks.text import set_heading, set_list, set_paragraph, set_source_list
from handouts.typeset.blocks.wage_chart import set_wage_chart
from handouts.typeset.blocks.widths import refuse_narrow, too_wide
from handouts.typeset.column.drawing import Drawing
from handouts.typeset.column.frame import Frame
from handouts.typeset.column.strips import Parallel, Piece, Strip, spaced
from handouts.typeset.flowchart.parts import ChartRoom, set_charts

LEAST_FILLED: Final = 2
"""Lines to write on that a block with room to grow has at least."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What depends on the room that the rest of the page leaves."""

    chart: ChartRoom
    """What a flowchart may take, or a cover's drawing."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """Lines of the blocks that grow; the least where a block is not named."""


def set_blocks(blocks: Sequence[Block], frame: Frame, allowance: Allowance) -> tuple[Piece, ...]:
    """The pieces of a column, with the white space between the blocks on them."""
    made: list[Piece] = []
    above: Block | None = None
    for block in _unfolded(blocks, frame):
        pieces = _kept(block, _set_once(block, frame, allowance))
        if not pieces:
            continue
        gap = space_between(above, block, frame) if above is not None else 0.0
        made += [spaced(pieces[0], gap), *pieces[1:]]
        above = block
    return tuple(made)


def _unfolded(blocks: Sequence[Block], frame: Frame) -> list[Block]:
    """Columns one after the other where the style has one column only."""
    if not frame.style.one_column:
        return list(blocks)
    flat: list[Block] = []
    for block in blocks:
        if isinstance(block, Columns | OverlapDiagram):
            flat += (b for group in block.inner for b in _unfolded(group, frame))
        else:
            flat.append(block)
    return flat


def _kept(block: Block, pieces: Sequence[Piece]) -> Sequence[Piece]:
    if not block.keep_together:
        return pieces
    whole = [replace(p, whole=True) if isinstance(p, Parallel) else p for p in pieces]
    return [*(replace(p, holds=True) for p in whole[:-1]), *whole[-1:]]


def _set_once(block: Block, frame: Frame, allowance: Allowance) -> Sequence[Piece]:
    if isinstance(block, Columns | Callout | Emblem | OverlapDiagram | QrCode):
        return _set_nested(block, frame, allowance)
    chart = allowance.chart if isinstance(block, Flowchart) else None
    return _set(block, frame, chart, allowance.lines.get(block.id))


@kept(most=512)
def _set(block: Block, frame: Frame, chart: ChartRoom | None, lines: int | None) -> Sequence[Piece]:
    """Kept by value: most blocks of an edition are those of the edition before it."""
    match block:
        case Heading():
            return set_heading(block, frame)
        case Paragraph():
            return set_paragraph(block, frame)
        case ListBlock():
            return set_list(block, frame)
        case Table():
            one_column = frame.style.one_column
            return set_stacked(block, frame) if one_column else set_table(block, frame)
        case SourceList():
            return set_source_list(block, frame)
        case FillIn():
            least = min(block.lines, LEAST_FILLED) if block.fill else block.lines
            return set_fill_in(block, frame, least if lines is None else lines)
        case _:
            return _set_other(block, frame, chart)


def _set_nested(
    block: Columns | Callout | Emblem | OverlapDiagram | QrCode, frame: Frame, allowance: Allowance
) -> Sequence[Piece]:
    match block:
        case Columns():
            return _set_columns(block, frame, allowance)
        case Callout():
            return _set_callout(block, frame, allowance)
        case Emblem():
            inner = set_blocks(block.blocks, beside(block, frame), allowance)
            return set_emblem(block, frame, allowance.chart.first, inner)
        case OverlapDiagram():
            return _set_overlap(block, frame, allowance)
        case QrCode():
            wide = frame.width - symbol_width(block)
            return set_qr(block, frame, set_blocks(block.beside, frame.narrowed(wide), allowance))


def _set_other(block: Block, frame: Frame, chart: ChartRoom | None) -> Sequence[Piece]:
    match block:
        case Flowchart():
            assert chart is not None
            return _chart(block, frame, chart)
        case WageChart():
            drawing = set_wage_chart(block, frame.style, frame.metrics, frame.width)
            return [_figure(block, drawing, frame)]
        case Picture():
            return set_picture(block, frame)
        case Contents():
            return list(set_contents(block, frame))
        case RuleLine():
            return [_rule(block.id, frame, block.weight)]
        case Space():
            return [Strip(0.0, block.id, over=frame.style.space[block.step])]
        case PageBreak():
            return [Strip(0.0, block.id, ends_page=True)]
        case _:
            raise AssertionError(f"no setter for {type(block).__name__}")


def _chart(block: Flowchart, frame: Frame, room: ChartRoom) -> list[Piece]:
    """Each part on a page of its own."""
    drawings = set_charts(block, frame.style, frame.metrics, frame.width, room)
    pieces: list[Piece] = []
    for number, drawing in enumerate(drawings):
        if number:
            pieces.append(Strip(0.0, block.id, ends_page=True))
        pieces.append(_figure(block, drawing, frame, f"/{number + 1}" if drawing.part else ""))
    return pieces


def _set_columns(block: Columns, frame: Frame, allowance: Allowance) -> list[Piece]:
    gutter = frame.style.space["gutter"]
    room = frame.width - gutter * (len(block.columns) - 1)
    total = sum(block.widths)
    refuse_narrow(block, frame, (room * share / total for share in block.widths))
    x, columns = 0.0, []
    for blocks, share in zip(block.columns, block.widths, strict=True):
        wide = room * share / total
        columns.append((x, set_blocks(blocks, frame.narrowed(wide), allowance)))
        x += wide + gutter
    if not any(strips for _, strips in columns):
        return []
    return [Parallel(tuple(columns), block.id)]


def _set_overlap(block: OverlapDiagram, frame: Frame, allowance: Allowance) -> list[Piece]:
    place = sides(block, frame)
    left = set_blocks(block.left, frame.narrowed(place.left), allowance)
    right = set_blocks(block.right, frame.narrowed(place.right_width), allowance)
    return [set_overlap(block, frame, left, right)]


def _set_callout(block: Callout, frame: Frame, allowance: Allowance) -> list[Piece]:
    """Its text under a hairline."""
    inner = set_blocks(block.blocks, frame, allowance)
    if not inner:
        return []
    rule = _rule(block.id, frame, "hairline")
    return [replace(rule, under=frame.style.space["paragraph"], holds=True), *inner]


def _rule(owner: str, frame: Frame, weight: str) -> Strip:
    line = frame.style.rules[weight]
    colour = frame.colour("hairline" if weight == "hairline" else "muted")
    return Strip(line, owner, items=(Rule(0.0, 0.0, frame.width, 0.0, line, colour),))


def _figure(block: Flowchart | WageChart, drawing: Drawing, frame: Frame, part: str = "") -> Strip:
    if drawing.width > frame.width + 0.5:
        remedy = "Shorten its texts, or give it a wider column"
        raise HandoutsError(too_wide(block, drawing.width - frame.width, remedy))
    region = Region(0.0, 0.0, drawing.width, drawing.height, f"{block.id}{part}")
    items = (region, *drawing.items)
    return Strip(drawing.height, block.id, items=items, dump=drawing.dump, part=drawing.part)


# White space


def space_between(above: Block, below: Block, frame: Frame) -> float:
    """White space between two blocks: a heading stands nearer to its text than to what is over it."""
    if isinstance(above, Space | PageBreak) or isinstance(below, Space | PageBreak):
        return 0.0
    return frame.style.space[_step(above, below)]


def _step(above: Block, below: Block) -> str:
    if isinstance(above, Heading):
        sets_off = above.level == 1 and not isinstance(below, Paragraph)
        return "heading" if sets_off else "line"
    if isinstance(below, Heading):
        return "block"
    if isinstance(below, Notice | QrCode):
        return "line"  # a code brings the white of its quiet zone
    if isinstance(above, Paragraph) and isinstance(below, Paragraph | ListBlock):
        return "line" if above.variant == "answer" else "paragraph"
    if isinstance(above, ListBlock) and isinstance(below, Paragraph | ListBlock):
        return "paragraph"
    if isinstance(above, WageChart) and isinstance(below, Table):
        return "heading"
    if isinstance(above, Table) and isinstance(below, Paragraph):
        return "paragraph"
    return "block"
