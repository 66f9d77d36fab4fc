"""A line of text, and how it may be broken."""

from typing import Final, NamedTuple

from handouts.frozen import dataclass
from handouts.style import Emphasis, Face, Type

_HEAVIER: Final[dict[str, Face]] = {"400": "600", "600": "700", "700": "700"}

SLACK: Final = 0.01
"""Rounding that never costs a line, in points."""


class Stretch(NamedTuple):
    """Part of a line in one manner; ``x`` from the line's left end, ``run`` as in ``TextRun``."""

    x: float
    text: str
    face: Face
    run: int
    link: str | None
    width: float
    scale: float = 1.0
    """Of the line's size: figures for sources are smaller, and raised, where the floor allows."""


class Line(NamedTuple):
    """One line; ``width`` does not count the space at which it was broken."""

    stretches: tuple[Stretch, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Setting:
    """How text is broken: its type, and what is allowed."""

    type: Type
    tabular: bool = False
    balanced: bool = False
    """Lines of about equal length, for headings."""
    hyphens: bool = False
    emphasis: Emphasis = "italic"
    figures: float = 1.0
    """The size of figures for sources, in that of the text."""


def face_of(base: Face, *, bold: bool, italic: bool, emphasis: Emphasis = "italic") -> Face:
    """The face of a run within text of the base face."""
    bold = bold or (italic and emphasis == "bold")
    italic = italic and emphasis == "italic"
    face: Face = _HEAVIER.get(base, base) if bold else base
    if italic and not face.endswith("i"):
        return f"{face}i"  # type: ignore[return-value]  # every weight has an italic
    return face
