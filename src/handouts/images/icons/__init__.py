"""Icons: pictograms in one colour, from a closed set or of a project's own.

The set is Lucide's (ISC; the licence stands beside it), and ``docs/icons.py`` shows how it was made. A
drawing in ``data/icons`` has its file's name, and goes before one of the set.
"""

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Final

from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.drawings import Vector, shapes
from handouts.images import read_picture
from handouts.images.svg import read_drawing
from handouts.kept import kept
from handouts.wording import quoted, suggestion

ICONS: Final = "icons"
"""What a field that names one refers to."""

_FOLDER: Final = "data/icons"

_WIDEST: Final = 1.6
"""In heights, and the other way round: a narrower box would leave nothing to be made out in it."""

_PAINTS: Final = {"#000000", "#FFFFFF", None}

_FRAME: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#000"'
    ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round" color="#000">{}</svg>'
)
"""What Lucide's drawings share."""


def known_icons(root: str | Path) -> tuple[str, ...]:
    """The names of all icons of a project, the set's among them."""
    own = (path.stem for path in (Path(root) / _FOLDER).glob("*.svg"))
    return tuple(sorted({*_bundled(), *own}))


def read_icon(root: str | Path, name: str, span: Span | None) -> Vector:
    """The drawing of an icon: black is what takes a colour, white the paper.

    Raises:
        HandoutsError: at ``span``, when there is none, or it cannot be drawn in one colour.
    """
    file = f"{_FOLDER}/{name}.svg"
    if name in known_icons(root) and (Path(root) / file).is_file():
        return _own(root, file, span)
    if name in _bundled():
        return _drawn(name)
    what = f"there is no icon {quoted(name)}"
    remedy = suggestion(
        name, known_icons(root), f"`handouts list icons` has their names; or add `{file}`"
    )
    raise HandoutsError(Diagnostic("unknown-icon", what, remedy, span))


@kept(most=1)
def _bundled() -> Mapping[str, str]:
    """What is drawn in each icon of the set, by name."""
    text = (files(__package__) / "lucide.json").read_text(encoding="utf-8")
    icons: dict[str, str] = json.loads(text)["icons"]
    return icons


@kept(most=128)
def _drawn(name: str) -> Vector:
    return read_drawing(_FRAME.format(_bundled()[name]).encode())


def _own(root: str | Path, file: str, span: Span | None) -> Vector:
    drawing = read_picture(root, file, span)
    assert isinstance(drawing, Vector)  # it is an SVG
    sides = sorted((drawing.width, drawing.height))
    if sides[1] > _WIDEST * sides[0]:
        why = "its sides are too unlike"
        remedy = f"Draw it about as wide as high, at most {_WIDEST:g} to 1"
    elif not all(
        {shape.fill, shape.stroke and shape.stroke.paint} <= _PAINTS
        for shape in shapes(drawing.parts)
    ):
        why = "it has colors of its own"
        remedy = (
            "Draw it in black, which takes the color of the text, and white, which is the paper"
        )
    else:
        return drawing
    raise HandoutsError(
        Diagnostic("unusable-icon", f"`{file}` cannot be an icon: {why}", remedy, span)
    )
