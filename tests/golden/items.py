"""Pages in drawing order, an item a line, each with the number of its leaf."""

import re
import zlib
from collections.abc import Iterator
from typing import assert_never

from handouts.drawings import Vector
from handouts.pages import Box, Hatch, Image, Item, Link, Raster, Region, Rule, Symbol, TextRun
from handouts.pipeline import Made
from handouts.shapes import Path

from .plain import Places, digest, number, numbers, quoted, size, traits

_FLOAT = re.compile(r"-?\d+\.\d+(?:e[-+]\d+)?")

_FEW = 4
"""Steps of a path that are written out."""


def items(made: Made) -> Iterator[str]:
    """All pages. Points, y downwards; ``-`` is an artifact."""
    places = Places(made.document)
    for count, page in enumerate(made.pages.pages, 1):
        places.part = page.part
        yield f"page {count}: {size(page.width, page.height)}"
        yield from (f"{places.leaf(item.block)} {_item(item, places)}" for item in page.items)


def _item(item: Item, places: Places) -> str:
    match item:
        case TextRun():
            more = traits(tabular=item.tabular, tracking=item.tracking or None)
            return _line("text", numbers(item.x, item.y), item.face, number(item.size), item.colour, more, quoted(item.text))  # fmt: skip
        case Rule():
            way = f"{numbers(item.x1, item.y1)} to {numbers(item.x2, item.y2)}"
            return _line("rule", way, number(item.width), item.colour, _dash(item.dash))
        case Link():
            return _line("link", _place(item), quoted(item.text), "to", places.target(item.target))
        case Region():
            return _line("region", _place(item))
        case _:
            return _drawing(item)


def _drawing(item: Box | Hatch | Path | Image | Symbol) -> str:
    match item:
        case Box():
            return _line("box", _place(item), _paint(item), traits(radius=item.radius or None))
        case Hatch():
            return _line("hatch", _place(item), item.colour, f"{number(item.line)} every {number(item.pitch)}")  # fmt: skip
        case Path():
            return _line("path", _steps(item), _paint(item))
        case Image():
            return _line("image", _place(item), _shown(item.picture))
        case Symbol():
            modules = f"{sum(count for _, _, count in item.dark)} of {item.side}×{item.side} dark"
            return _line("symbol", _place(item), item.fill, modules, digest(str(item.dark)))
        case _:
            assert_never(item)


def _line(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _place(item: Box | Hatch | Image | Symbol | Link | Region) -> str:
    return f"{numbers(item.x, item.y)} {size(item.width, item.height)}"


def _paint(item: Box | Path) -> str:
    stroke = f"stroke {number(item.stroke_width)} {item.stroke}" if item.stroke else ""
    return _line(f"fill {item.fill}" if item.fill else "", stroke, _dash(item.dash))


def _dash(dash: tuple[float, ...]) -> str:
    return f"dash {numbers(*dash)}" if dash else ""


def _steps(path: Path) -> str:
    """Its steps, or of a long one where it begins, its size, their kinds and a digest."""
    written = " ".join(_line(kind, numbers(*values)) for kind, values in path.steps)
    if len(path.steps) <= _FEW and not any(kind == "C" for kind, _ in path.steps):
        return written
    xs = [n for _, values in path.steps for n in values[0::2]]
    ys = [n for _, values in path.steps for n in values[1::2]]
    place = f"{numbers(min(xs), min(ys))} {size(max(xs) - min(xs), max(ys) - min(ys))}"
    return f"{place} {_counted(''.join(kind for kind, _ in path.steps))} {digest(written)}"


def _counted(kinds: str) -> str:
    """``M 12L Z`` for a long row of lines."""
    runs: list[tuple[str, int]] = []
    for kind in kinds:
        before = runs.pop() if runs and runs[-1][0] == kind else (kind, 0)
        runs.append((kind, before[1] + 1))
    return "".join(kind if count == 1 else f"{count}{kind}" for kind, count in runs)


def _shown(picture: Raster | Vector) -> str:
    """What it shows, however it was packed."""
    if isinstance(picture, Raster):
        return _pixels(picture)
    grey = "in grey" if picture.in_grey else ""
    # rounded, as the last digits of a sine are not the same on every computer
    parts = _FLOAT.sub(lambda match: number(float(match[0])), str(picture.parts))
    return _line("drawing", size(picture.width, picture.height), grey, digest(parts))


def _pixels(raster: Raster) -> str:
    shown = zlib.decompress(raster.data) if raster.encoding == "deflate" else raster.data
    alpha = zlib.decompress(raster.alpha) if raster.alpha else b""
    channels = traits(channels=raster.channels, alpha=bool(alpha))
    return f"{raster.width}×{raster.height} {channels} {digest((shown + alpha).hex())}"
