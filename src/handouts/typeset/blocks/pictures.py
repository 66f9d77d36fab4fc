"""Pictures at their size, and the logo of a running line."""

from handouts.document import Picture
from handouts.pages import Image, Item, Path, PathStep, Raster, Region, Vector
from handouts.style import Style, grey
from handouts.typeset.column.frame import Frame
from handouts.typeset.column.strips import Strip


def set_picture(block: Picture, frame: Frame) -> list[Strip]:
    """The picture at the left or right edge, no wider than the column."""
    scale = min(frame.width / block.width, 1.0)
    width, height = block.width * scale, block.height * scale
    x = frame.width - width if block.align == "right" else 0.0
    leaf = block.id if block.alternative else None
    items = drawn(block.picture, x, 0.0, width, height, leaf, frame.style)
    region = (Region(x, 0.0, width, height, block.id),) if leaf else ()
    return [Strip(height, block.id, items=(*region, *items))]


def drawn(
    picture: Raster | Vector,
    x: float,
    y: float,
    width: float,
    height: float,
    block: str | None,
    style: Style,
) -> tuple[Item, ...]:
    """A picture in a box of the page; a drawing goes without color where the style has none."""
    if isinstance(picture, Raster):
        return (Image(x, y, width, height, picture, block),)
    scale = width / picture.width
    paths = tuple(_scaled(path, x, y, scale, block) for path in picture.paths)
    return tuple(_grey(path) for path in paths) if style.in_grey else paths


def _grey(path: Path) -> Path:
    fill, stroke = (colour and grey(colour) for colour in (path.fill, path.stroke))
    return path._replace(fill=fill, stroke=stroke)


def _scaled(path: Path, x: float, y: float, scale: float, block: str | None) -> Path:
    steps: tuple[PathStep, ...] = tuple(
        (kind, tuple((y if i % 2 else x) + n * scale for i, n in enumerate(numbers)))
        for kind, numbers in path.steps
    )
    line, clip = path.stroke_width * scale, path.clip
    if clip is not None:
        left, top, wide, high = (n * scale for n in clip)
        clip = (x + left, y + top, wide, high)
    return path._replace(steps=steps, stroke_width=line, block=block, clip=clip)
