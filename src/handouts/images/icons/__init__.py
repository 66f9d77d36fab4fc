"""Icons: pictograms in one colour, from a closed set or of a project's own.

The set is Lucide's (ISC; the licence stands beside it), and ``docs/icons.py`` shows how it was made. A
drawing in ``data/icons`` has its file's name, and goes before one of the set.
"""

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Final, NoReturn

from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.drawings import Vector, shapes
from handouts.images import read_picture
from handouts.images.svg import read_drawing
from handouts.kept import kept
from handouts.model.base import SLUG
from handouts.style import STEMS
from handouts.wording import listed, quoted, suggestion

ICONS: Final = "icons"
STEMS_OF_T: Final = "stems"
"""What fields refer to that name an icon, or what hangs from the bar of a T."""

_FOLDER: Final = "data/icons"
_STEMS: Final = "data/stems"

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
    return tuple(sorted({*_bundled(), *_drawn_in(root, _FOLDER)}))


def read_icon(root: str | Path, name: str, span: Span | None) -> Vector:
    """The drawing of an icon: black is what takes a colour, white the paper.

    Raises:
        HandoutsError: at ``span``, when there is none, or it cannot be drawn in one colour.
    """
    file = f"{_FOLDER}/{name}.svg"
    if SLUG.fullmatch(name) and (Path(root) / file).is_file():
        return _own(root, file, span)
    if name in _bundled():
        return _drawn(name)
    what = f"there is no icon {quoted(name)}"
    remedy = suggestion(
        name, known_icons(root), f"`handouts list icons` has their names; or add `{file}`"
    )
    raise HandoutsError(Diagnostic("unknown-icon", what, remedy, span))


def _drawn_in(root: str | Path, folder: str) -> list[str]:
    """The names of a project's own drawings."""
    names = (path.stem for path in (Path(root) / folder).glob("*.svg"))
    return sorted(name for name in names if SLUG.fullmatch(name))


@kept(most=1)
def _bundled() -> Mapping[str, str]:
    """What is drawn in each icon of the set, by name."""
    text = (files(__package__) / "lucide.json").read_text(encoding="utf-8")
    icons: dict[str, str] = json.loads(text)["icons"]
    return icons


@kept(most=128)
def _drawn(name: str) -> Vector:
    return read_drawing(_FRAME.format(_bundled()[name]).encode())


def read_stem(root: str | Path, name: str, span: Span | None) -> Vector | str:
    """What hangs from the bar of a T: a name of ``STEMS``, or a drawing of the project's own.

    Raises:
        HandoutsError: at ``span``, when there is none, or it cannot be drawn in one colour.
    """
    file = f"{_STEMS}/{name}.svg"
    known = (*STEMS, *_drawn_in(root, _STEMS))
    if name not in known:
        remedy = suggestion(name, known, f"Write {listed(known)}, or add `{file}`")
        raise HandoutsError(
            Diagnostic("unknown-stem", f"there is no stem {quoted(name)}", remedy, span)
        )
    if not (Path(root) / file).is_file():
        return name
    drawing = _plain(root, file, span, "unusable-stem")
    if drawing.width > drawing.height:
        remedy = "Draw it as something that hangs down, at least as high as wide"
        _refuse("unusable-stem", file, "it is wider than high", remedy, span)
    return drawing


def _own(root: str | Path, file: str, span: Span | None) -> Vector:
    drawing = _plain(root, file, span, "unusable-icon")
    sides = sorted((drawing.width, drawing.height))
    if sides[1] > _WIDEST * sides[0]:
        remedy = f"Draw it about as wide as high, at most {_WIDEST:g} to 1"
        _refuse("unusable-icon", file, "its sides are too unlike", remedy, span)
    return drawing


def _plain(root: str | Path, file: str, span: Span | None, code: str) -> Vector:
    """A drawing in one colour."""
    drawing = read_picture(root, file, span)
    assert isinstance(drawing, Vector)  # it is an SVG
    for shape in shapes(drawing.parts):
        if not {shape.fill, shape.stroke and shape.stroke.paint} <= _PAINTS:
            remedy = (
                "Draw it in black, which takes a color of the sheet, and white, which is the paper"
            )
            _refuse(code, file, "it has colors of its own", remedy, span)
    return drawing


def _refuse(code: str, file: str, why: str, remedy: str, span: Span | None) -> NoReturn:
    what = "an icon" if code.endswith("icon") else "a stem"
    raise HandoutsError(Diagnostic(code, f"`{file}` cannot be {what}: {why}", remedy, span))
