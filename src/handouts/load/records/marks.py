"""Marks of roles that a project draws itself: `data/marks/NAME.svg`, in one colour."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from handouts.diagnostics import Diagnostic, HandoutsError, Severity
from handouts.drawings import Vector, shapes
from handouts.images import read_picture
from handouts.load.records.draft import Draft
from handouts.load.records.findings import Findings, RecordKey
from handouts.model.base import SLUG, Text
from handouts.model.library import ROLES, STYLES
from handouts.style import MARKS
from handouts.wording import listed, suggestion

_FOLDER: Final = "data/marks"

_WIDEST: Final = 1.6
"""In heights: the three blocks are as wide, and a wider mark would push the name away."""

_PAINTS: Final = {"#000000", "#FFFFFF", None}


def read_marks(draft: Draft, root: Path, findings: Findings) -> dict[str, Vector]:
    """The drawings of all marks that roles and styles name, by name."""
    read: dict[str, Vector] = {}
    for key, mark in _named(draft):
        if mark in MARKS or mark in read:
            continue
        try:
            read[str(mark)] = _read(root, mark)
        except HandoutsError as fault:
            found = fault.diagnostics
            if key[0] == STYLES.name:  # whoever copied a style may not have copied its drawings
                found = tuple(map(_left_to_the_style, found))
            findings.blame(*key, *found)
    return read


def _left_to_the_style(found: Diagnostic) -> Diagnostic:
    """A style whose mark is not there takes another; a role that names one is refused."""
    if found.code != "unknown-mark":
        return found
    remedy = f"{found.remedy}; until then another mark is drawn"
    return replace(found, severity=Severity.WARNING, remedy=remedy)


def known_marks(root: Path) -> tuple[str, ...]:
    """The names of all marks that a role may have."""
    return (*MARKS, *sorted(path.stem for path in (root / _FOLDER).glob("*.svg")))


def _named(draft: Draft) -> Iterator[tuple[RecordKey, Text]]:
    """Every mark that is named, with the record that names it."""
    for role in draft.of(ROLES).values():
        if role.record.mark is not None:
            yield role.key, role.record.mark
    for style in draft.of(STYLES).values():
        yield from ((style.key, look.mark) for look in style.record.roles)


def _read(root: Path, mark: Text) -> Vector:
    """The drawing of a mark.

    Raises:
        HandoutsError: when there is none, or it cannot be drawn beside a name in one colour.
    """
    file = f"{_FOLDER}/{mark}.svg"
    if not SLUG.fullmatch(mark) or not (root / file).is_file():
        known = known_marks(root)
        what = f"there is no mark `{mark}`: it is none of every project's, nor in `{_FOLDER}`"
        remedy = suggestion(mark, known, f"Write {listed(known)}, or add `{file}`")
        raise HandoutsError(Diagnostic("unknown-mark", what, remedy, mark.span))
    drawing = read_picture(root, file, mark.span)
    assert isinstance(drawing, Vector)  # it is an SVG
    if drawing.width > _WIDEST * drawing.height:
        why = "it is wider than a mark may be"
        remedy = f"Draw it at most {_WIDEST:g} times as wide as high"
    elif not all(
        {shape.fill, shape.stroke and shape.stroke.paint} <= _PAINTS
        for shape in shapes(drawing.parts)
    ):
        why = "it has colors of its own"
        remedy = "Draw it in black, which becomes the role's color, and white, which is the paper"
    else:
        return drawing
    what = f"`{file}` cannot be a mark: {why}"
    raise HandoutsError(Diagnostic("unusable-mark", what, remedy, mark.span))
