"""The cover's drawing: a wide bar, and a deep stem that hangs from it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from handouts.document import Emblem, EmblemLine, Run
from handouts.pages import Box, Hatch, Item, Rule
from handouts.shapes import Colour
from handouts.style import Type
from handouts.typeset.blocks.flow import Allowance
from handouts.typeset.column.frame import Frame, Manner, mark_indent, role_mark, set_text
from handouts.typeset.column.marks import draw_icon, draw_mark, role_bar
from handouts.typeset.column.stems import Stem
from handouts.typeset.column.strips import Parallel, Piece, PlacedLine, Strip, total_height

_BESIDE: Final = 300 / 522
_STEM: Final = 326 / 522
_STEM_WIDTH: Final = 1 / 4
"""Width of what stands beside the stem, the stem's left edge and its width, in widths of the bar
(looks: 300, 326 and 130.5 of 522 points)."""

_MARK: Final = 1.0
_INDENT: Final = 56 / 18
_LINE: Final = 219 / 18
"""The start of marks and lines, and the length of a line beside the stem, in ems of the line's type."""

_BAR_PADDING: Final = 21.5 / 18
_LABEL_TOP: Final = 1.0
"""Above and below the line in the bar; above the line beside the stem, in ems."""

_GAP: Final = 80.0
_LEAST_GAP: Final = 20.0
"""Between the line beside the stem and what follows it, in points: as designed, and at least."""

_STOUTEST: Final = 0.3
_TUBE: Final = 40.0
"""The width of a stem's picture in its height, at most, and in units of the picture."""

_ICON: Final = 24.0
_APART: Final = 18.0
"""The icons in the bar, and the least white between two, in points."""

_HATCH_LINE: Final = 3.2
_HATCH_PITCH: Final = 9.0
_OUTLINE: Final = 2.0
_LEADER: Final = 1.5
_BAND: Final = 10.0
"""The stem's hatch and outline, the leader, a bar's pattern where it is not solid, in points."""


def _has_stem(block: Emblem, frame: Frame) -> bool:
    """Whether the T is drawn: for two roles, and not in a style of one column."""
    return len(block.lines) == 2 and not frame.style.one_column


def set_emblem(block: Emblem, frame: Frame, allowance: Allowance) -> Sequence[Piece]:
    """The drawing, as tall as the room, or as its content if that is taller; without a T, only its lines."""
    drawn = _has_stem(block, frame)
    beside = frame.narrowed(frame.width * _BESIDE) if drawn else frame
    inner = allowance.set_blocks(block.blocks, beside)
    if not drawn:
        lines = [strip for line in block.lines for strip in _plain_line(block, line, frame)]
        return [*lines, *_after(inner, frame.style.space["block"])]
    first, second = block.lines
    bar = _bar(block, first, frame)
    label = _label(block, second, frame)
    given = allowance.charts.get(block.id)
    room = max((given.first if given else 0.0) - bar.height, 0.0)
    free = room - total_height(label) - total_height(inner)
    left = (*label, *_after(inner, min(max(free / 2, _LEAST_GAP), _GAP)))
    tall = max(room, total_height(left) + _LEAST_GAP)
    picture = _picture(block, second, tall, frame)
    items = (picture.item(),) if picture else _stem(second, tall, frame)
    stem = Strip(tall, block.id, items=items)
    return [bar, Parallel(((0.0, left), (frame.width * _STEM, (stem,))), block.id)]


def _picture(block: Emblem, line: EmblemLine, height: float, frame: Frame) -> Stem | None:
    """What the stem is drawn as, in the middle of its place; none where it is a plain one."""
    if not block.picture:
        return None
    place = frame.width * _STEM_WIDTH
    wide = min(place, _STOUTEST * height)
    unit = wide / _TUBE
    colours = (frame.look(line.role).colour, frame.colour("paper"))
    low = frame.style.ink == "low"
    return Stem(block.picture, (place - wide) / 2, 0.0, wide, height, unit, *colours, low)


def _after(inner: Sequence[Piece], gap: float) -> list[Piece]:
    return [replace(inner[0], space=gap), *inner[1:]] if inner else []


def _kind(frame: Frame) -> Type:
    """Role names on a cover: the subtitle's type, heavier."""
    return replace(frame.style.type["subtitle"], face="600")


def _lines(
    block: Emblem, line: EmblemLine, frame: Frame, manner: Manner, width: float
) -> list[Strip]:
    text = tuple(run._replace(bold=False) for run in line.text) or (Run(""),)
    leaf = f"{block.id}/role{line.role}"
    return set_text(text, manner, frame.narrowed(width), leaf, block.id)


def _bar(block: Emblem, line: EmblemLine, frame: Frame) -> Strip:
    """The bar of the first role, its mark and line on it; never text on a pattern."""
    kind, look, paper = _kind(frame), frame.look(line.role), frame.colour("paper")
    solid = look.fill == "solid"
    colour = paper if solid else look.colour
    pad, x = _BAR_PADDING * kind.size, _INDENT * kind.size
    manner = Manner(kind, colour, x, hyphens=False, links=False)
    strips = _lines(block, line, frame, manner, frame.width - pad)
    height = 2 * pad + sum(strip.height for strip in strips)
    behind = look.colour if solid else paper
    icons = _icons(block, x, height - pad / 2, (colour, behind), frame)
    height += _ICON + pad / 2 if icons else 0.0
    ground: tuple[Item, ...]
    if solid:
        ground = (Box(0.0, 0.0, frame.width, height, fill=look.colour),)
    else:
        half = _OUTLINE / 2
        outline = Box(
            half,
            half,
            frame.width - _OUTLINE,
            height - _OUTLINE,
            stroke=look.colour,
            stroke_width=_OUTLINE,
        )
        pattern = look.fill != "outline"
        band = role_bar(look, 0.0, height - _BAND, frame.width, _BAND) if pattern else ()
        ground = (*band, outline)
    lines: list[PlacedLine] = []
    y = pad
    for strip in strips:
        lines += _moved_lines(strip, y)
        y += strip.height
    baseline = pad + frame.baseline(kind)
    mark = draw_mark(look, _MARK * kind.size, baseline, 1.5 * 13, colour=colour, paper=behind)
    return Strip(height, block.id, tuple(lines), (*ground, *icons, *mark), holds=True)


def _icons(
    block: Emblem, x: float, y: float, colours: tuple[Colour, Colour], frame: Frame
) -> tuple[Item, ...]:
    """The icons of what the first role does, as many as have room in a row from ``x`` on."""
    room = int((frame.width - x) / (_ICON + _APART))
    shown = block.icons[:room]
    return tuple(
        draw_icon(icon, x + number * (_ICON + _APART), y, _ICON, *colours)
        for number, icon in enumerate(shown)
    )


def _moved_lines(strip: Strip, y: float) -> tuple[PlacedLine, ...]:
    return tuple(line._replace(y=line.y + y) for line in strip.lines)


def _label(block: Emblem, line: EmblemLine, frame: Frame) -> tuple[Strip, ...]:
    """The line of the second role, tied to the stem by a leader."""
    kind, look = _kind(frame), frame.look(line.role)
    x = _INDENT * kind.size
    width = min(x + _LINE * kind.size, frame.width * _BESIDE)
    manner = Manner(kind, look.colour, x, balanced=True, hyphens=False, links=False)
    strips = _lines(block, line, frame, manner, width)
    if not strips:
        return ()
    baseline = frame.baseline(kind)
    paper = frame.colour("paper")
    mark = draw_mark(look, _MARK * kind.size, baseline, 1.5 * 13, paper=paper)
    y = baseline - 0.3 * kind.size
    widest = max(placed.x + placed.line.width for placed in strips[0].lines)
    picture = _picture(block, line, frame.width, frame)
    away = picture.x + picture.margin if picture else 0.0
    end = frame.width * _STEM + away
    leader = Rule(widest + 0.6 * kind.size, y, end, y, _LEADER, look.colour)
    top = Strip(_LABEL_TOP * kind.size, block.id, holds=True)
    return top, replace(strips[0], items=(*mark, leader), holds=True), *strips[1:]


def _plain_line(block: Emblem, line: EmblemLine, frame: Frame) -> list[Strip]:
    kind, look = _kind(frame), frame.look(line.role)
    indent = max(mark_indent(one.role, kind.size, frame) for one in block.lines)
    manner = Manner(kind, look.colour, indent, hyphens=False, links=False)
    strips = _lines(block, line, frame, manner, frame.width)
    if not strips:
        return []
    mark = role_mark(line.role, 0.0, frame.baseline(kind), kind.size, frame)
    return [replace(strips[0], items=mark, space=frame.style.space["line"]), *strips[1:]]


def _stem(line: EmblemLine, height: float, frame: Frame) -> tuple[Item, ...]:
    """The stem in the second role's fill; its hatch is coarser than anywhere else."""
    look, width = frame.look(line.role), frame.width * _STEM_WIDTH
    if look.fill != "hatch":
        return role_bar(look, 0.0, 0.0, width, height, outline=_OUTLINE)
    half = _OUTLINE / 2
    hatch = Hatch(
        half,
        0.0,
        width - _OUTLINE,
        height - half,
        look.colour,
        _HATCH_LINE,
        _HATCH_PITCH * 2**0.5,
    )
    outline = Box(
        half, half, width - _OUTLINE, height - _OUTLINE, stroke=look.colour, stroke_width=_OUTLINE
    )
    return hatch, outline
