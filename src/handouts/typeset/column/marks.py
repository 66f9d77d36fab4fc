"""Role marks and role fills: what tells one role from another without colour."""

from collections.abc import Callable
from typing import Final

from handouts.drawings import Vector, tinted
from handouts.pages import Box, Hatch, Image, Item
from handouts.shapes import Colour, Path, PathStep, ellipse
from handouts.style import RoleLook

PAPER: Final[Colour] = "#FFFFFF"
INK: Final[Colour] = "#000000"
"""The paints of a mark's drawing: the paper, and the role's colour."""

DESIGN_SIZE: Final = 13.0
"""Type size, in points, at which the marks have the measures of this module."""

_WIDTHS: Final = {"blocks": 18.4, "disc": 10.0, "diamond": 10.0, "ring": 10.0}

_NARROW: Final = 8.0
"""Under this height a hatch is finer."""


_ABOVE: Final = 11.2
_HEIGHT: Final = 13.0
"""Of a project's own mark: how far its top stands over the base line, and its height."""


def mark_width(look: RoleLook, size: float) -> float:
    """Width of a role's mark beside text of this size, in points."""
    own = look.drawing
    width = _WIDTHS[look.mark] if own is None else _HEIGHT * own.width / own.height
    return width * size / DESIGN_SIZE


def draw_mark(
    look: RoleLook,
    x: float,
    baseline: float,
    size: float,
    *,
    colour: Colour | None = None,
    paper: Colour = PAPER,
) -> tuple[Item, ...]:
    """A role's mark with its left edge at ``x``, beside text of ``size`` on ``baseline``.

    The items are artifacts. ``colour`` stands for the role's colour; ``paper`` fills what is
    hollow.
    """
    scale, colour = size / DESIGN_SIZE, colour or look.colour
    if look.drawing is None:
        return _MARKS[look.mark](x, baseline, scale, colour, paper)
    drawing = tinted(look.drawing, ((INK, colour), (PAPER, paper)))
    top, high = baseline - _ABOVE * scale, _HEIGHT * scale
    return (Image(x, top, high * drawing.width / drawing.height, high, drawing),)


def draw_icon(
    icon: Vector, x: float, y: float, size: float, colour: Colour, paper: Colour
) -> Image:
    """An icon with its top left corner at (x, y), ``size`` high, in one colour: an artifact."""
    drawing = tinted(icon, ((INK, colour), (PAPER, paper)))
    return Image(x, y, icon_width(icon, size), size, drawing)


def icon_width(icon: Vector, size: float) -> float:
    """Width of an icon that is ``size`` high."""
    return size * icon.width / icon.height


def _blocks(
    x: float, baseline: float, scale: float, colour: Colour, paper: Colour
) -> tuple[Item, ...]:
    del paper
    top = baseline - 8 * scale
    return tuple(Box(x + i * 6.7 * scale, top, 5 * scale, 7 * scale, fill=colour) for i in range(3))


def _disc(
    x: float, baseline: float, scale: float, colour: Colour, paper: Colour
) -> tuple[Item, ...]:
    del paper
    radius = 5 * scale
    return (Path(ellipse(x + radius, baseline - 4.5 * scale, radius, radius), fill=colour),)


def _diamond(
    x: float, baseline: float, scale: float, colour: Colour, paper: Colour
) -> tuple[Item, ...]:
    del paper
    centre, half = baseline - 4.5 * scale, 5 * scale
    steps: tuple[PathStep, ...] = (
        ("M", (x, centre)),
        ("L", (x + half, centre - half)),
        ("L", (x + 2 * half, centre)),
        ("L", (x + half, centre + half)),
        ("Z", ()),
    )
    return (Path(steps, fill=colour),)


def _ring(
    x: float, baseline: float, scale: float, colour: Colour, paper: Colour
) -> tuple[Item, ...]:
    centre, line = baseline - 4.5 * scale, 2.2 * scale
    radius = 5 * scale - line / 2
    circle = ellipse(x + 5 * scale, centre, radius, radius)
    return (Path(circle, fill=paper, stroke=colour, stroke_width=line),)


_MARKS: Final[dict[str, Callable[[float, float, float, Colour, Colour], tuple[Item, ...]]]] = {
    "blocks": _blocks,
    "disc": _disc,
    "diamond": _diamond,
    "ring": _ring,
}


def role_bar(
    look: RoleLook,
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    outline: float = 0.75,
    paper: Colour = PAPER,
) -> tuple[Item, ...]:
    """A bar in the role's fill; nothing leaves the given box. ``outline`` is its line width."""
    if look.fill == "solid":
        return (Box(x, y, width, height, fill=look.colour),)
    line = 1.5 if look.fill == "outline" else outline
    frame = Box(
        x + line / 2,
        y + line / 2,
        max(width - line, 0.0),
        max(height - line, 0.0),
        stroke=look.colour,
        stroke_width=line,
    )
    ground = Box(x, y, width, height, fill=paper)
    inner = (x + line / 2, y + line / 2, max(width - line, 0.0), max(height - line, 0.0))
    return (ground, *_pattern(look, *inner), frame)


def _pattern(look: RoleLook, x: float, y: float, width: float, height: float) -> tuple[Item, ...]:
    if look.fill == "hatch":
        line, pitch = (1.5, 5.1) if height < _NARROW else (1.7, 6.2)
        return (Hatch(x, y, width, height, look.colour, line, pitch),)
    if look.fill == "dots":
        return _dots(look.colour, x, y, width, height)
    return ()


def _dots(colour: Colour, x: float, y: float, width: float, height: float) -> tuple[Item, ...]:
    """Whole dots only, in rows that are centred in the bar."""
    radius, pitch = 1.1, 4.4
    columns = int((width - 2) // pitch)
    rows = max(int((height - 1) // pitch), 1)
    left = x + (width - (columns - 1) * pitch) / 2
    top = y + (height - (rows - 1) * pitch) / 2
    steps = [
        step
        for row in range(rows)
        for column in range(columns)
        for step in ellipse(left + column * pitch, top + row * pitch, radius, radius)
    ]
    return (Path(tuple(steps), fill=colour),) if steps else ()
