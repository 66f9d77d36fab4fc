"""Pictures at their size, and the logo of a running line."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import quote

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import Icon, Picture, QrCode
from handouts.drawings import Vector
from handouts.kept import kept
from handouts.pages import Area, Image, Item, Raster, Region, Symbol
from handouts.style import Style
from handouts.typeset.blocks.flow import Allowance
from handouts.typeset.column.frame import Frame, Manner, set_text
from handouts.typeset.column.marks import draw_icon, icon_width
from handouts.typeset.column.strips import Parallel, Piece, Strip

# QR codes, with the quiet zone that scanners need (ISO/IEC 18004, 9.1).

QUIET: Final = 4
"""Modules that stay white around the symbol (ISO/IEC 18004, 9.1)."""

SMALLEST_SYMBOL: Final = 86.4
"""1.2 in: smaller ones are not read from the distance of a table."""

SMALLEST_MODULE: Final = 1.9
"""About 0.67 mm; telephones lose finer modules in poor light and print."""

_GAP: Final = 16.0
"""From the symbol to the text beside it, where that is more than the quiet zone."""

_MARGIN: Final = 18.0
"""White that there is at the left of every column: the page's safe area, or a gutter."""

_UNDER: Final = 8.0
"""White that there is under every block, even with the tightest spacing."""

_WORDS: Final = 14.0
"""Ems that the words under a picture have at least: in fewer every other one would be broken."""

_UNQUOTED: Final = "%/:=&?~#+!$,;'@()*[]"


_DARK: Final = re.compile(rb"\x01+")


def modules(address: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Modules on a side, and the dark ones as rows of them: (x, y, how many)."""
    rows = _matrix(address)
    bars = [
        (bar.start(), y, bar.end() - bar.start())
        for y, row in enumerate(rows)
        for bar in _DARK.finditer(row)
    ]
    return len(rows), tuple(bars)


@kept(most=256)
def _matrix(address: str) -> tuple[bytes, ...]:
    """The modules, a byte each; none where no code can hold the address.

    Bars are quickly found in these, and would take ten times the room.
    """
    import segno  # most sheets have no code

    try:
        code = segno.make_qr(quote(address, safe=_UNQUOTED), error="m")
    except segno.DataOverflowError:
        return ()
    return tuple(map(bytes, code.matrix))


def set_qr(block: QrCode, frame: Frame, allowance: Allowance) -> list[Piece]:
    """The code flush left, its texts at its right."""
    unit = block.size / _side(block)
    quiet = QUIET * unit
    left = max(quiet - _MARGIN, 0.0)
    ink = frame.colour("ink")
    side, bars = modules(block.address)
    symbol = Symbol(left, quiet, block.size, block.size, side, bars, ink, block.id)
    region = Region(left, quiet, block.size, block.size, block.id)
    code = Strip(2 * quiet + block.size - min(_UNDER, quiet), block.id, items=(region, symbol))
    across = left + block.size + max(quiet, _GAP)
    beside = allowance.set_blocks(block.beside, frame.narrowed(frame.width - across))
    texts = (Strip(quiet - frame.style.space["line"], block.id), *beside) if beside else ()
    return [Parallel(((0.0, (code,)), (across, texts)), block.id)]


def _side(block: QrCode) -> int:
    """How many modules it has on a side, unless the code could not be read at its size.

    Raises:
        HandoutsError: with the size that it needs.
    """
    if block.size < SMALLEST_SYMBOL - 0.01:
        raise HandoutsError(
            Diagnostic(
                "small-code",
                f"a QR code of {block.size:g} points is too small to be scanned from a table",
                f"Write `size: 1.2in` ({SMALLEST_SYMBOL:g} points) or more",
                block.span,
            )
        )
    side = len(_matrix(block.address))
    if not side:
        raise HandoutsError(_too_long(block, "no QR code can hold it"))
    if block.size / side < SMALLEST_MODULE:
        wanted = f"it needs a code of {side * SMALLEST_MODULE:.0f} points, and this one has {block.size:g}"
        raise HandoutsError(_too_long(block, wanted))
    return side


def _too_long(block: QrCode, why: str) -> Diagnostic:
    return Diagnostic(
        "long-address",
        f"the address is too long for its QR code: of {len(block.address)} characters, {why}",
        "Use a shorter address, or a larger `size`",
        block.place or block.span,
    )


def set_picture(block: Picture, frame: Frame) -> list[Strip]:
    """The picture at the left or right edge, no wider than the column, over its caption and its credit."""
    wide = frame.width + 2 * block.beyond
    scale = wide / block.width if block.bleed else min(wide / block.width, 1.0)
    width, height = block.width * scale, block.height * scale
    x = frame.width - width if block.align == "right" and not block.bleed else -block.beyond
    leaf = block.id if block.alternative else None
    items = drawn(block.picture, x, 0.0, width, height, leaf, frame.style, block.window)
    region = (Region(x, 0.0, width, height, block.id),) if leaf else ()
    strips = [Strip(height, block.id, items=(*region, *items)), *_said(block, width, frame)]
    return [*(replace(strip, holds=True) for strip in strips[:-1]), strips[-1]]


def _said(block: Picture, width: float, frame: Frame) -> Iterator[Strip]:
    """What stands under a picture: as wide as it is, or as some words side by side need."""
    kind, gap = frame.style.type["small"], frame.style.space["line"]
    room = min(max(width, _WORDS * kind.size), frame.width)
    right = block.align == "right" and not block.bleed
    manner = Manner(kind, x=frame.width - room if right else 0.0, right=right)
    inner = frame if right else frame.narrowed(room)
    for leaf, text in block.leaves():
        first, *others = set_text(text, manner, inner, leaf, block.id)
        yield from (replace(first, space=gap), *others)
        gap = 0.0


def set_icon(block: Icon, frame: Frame) -> list[Strip]:
    """The icon at its place in the column, no wider than that."""
    size = min(block.size, frame.width * block.icon.height / block.icon.width)
    free = frame.width - icon_width(block.icon, size)
    x = {"left": 0.0, "center": free / 2, "right": free}[block.align]
    colour = frame.colour("ink") if block.role is None else frame.look(block.role).colour
    icon = draw_icon(block.icon, x, 0.0, size, colour, frame.colour("paper"))
    return [Strip(size, block.id, items=(icon,))]


def drawn(
    picture: Raster | Vector,
    x: float,
    y: float,
    width: float,
    height: float,
    block: str | None,
    style: Style,
    window: Area | None = None,
) -> tuple[Item, ...]:
    """A picture in a box of the page; a drawing goes without color where the style has none."""
    if isinstance(picture, Vector) and style.in_grey:
        picture = replace(picture, in_grey=True)
    return (Image(x, y, width, height, picture, block, window),)
