"""Design tokens: what a style file resolves to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from handouts.shapes import Colour

Face = Literal["400", "600", "700", "400i", "600i", "700i"]
"""Weight and slope of the style's family."""

HeadingStep = Literal["display", "cover", "subtitle", "answer"]
"""A step of the type scale that a heading may take instead of its level's own."""

Emphasis = Literal["italic", "bold", "roman"]
"""How emphasis is set."""

RoleMark = Literal["blocks", "tube", "diamond", "ring"]
"""The signs that tell roles apart without colour."""

MINIMUM_TEXT_CONTRAST = 4.5
MINIMUM_GRAPHIC_CONTRAST = 3.0
"""WCAG 2.1, success criteria 1.4.3 and 1.4.11."""


@dataclass(frozen=True, slots=True)
class Type:
    """One step of the type scale: size and leading in points, face, tracking in points."""

    size: float
    leading: float
    face: Face = "400"
    tracking: float = 0.0
    colour: str = "ink"
    """Name of a colour of the style."""

    def at_least(self, size: float) -> "Type":
        """The same, but no smaller than ``size`` points."""
        if self.size >= size:
            return self
        return replace(self, size=size, leading=self.leading * size / self.size)


@dataclass(frozen=True, slots=True)
class RoleLook:
    """How a role is told from the others: a colour and a fill and a mark that survive grey."""

    colour: Colour
    fill: Literal["solid", "hatch", "outline", "dots"]
    mark: RoleMark


@dataclass(frozen=True, slots=True)
class Style:
    """All tokens. ``type`` has display, cover, subtitle, title, answer, lead, heading, body, label, small, running, node."""

    name: str
    type: Mapping[str, Type]
    colours: Mapping[str, Colour]
    """``ink``, ``muted``, ``hairline``, ``grid``, ``paper``, ``link``."""
    space: Mapping[str, float]
    """``line`` (inside a block), ``paragraph``, ``heading`` (above one), ``block``, ``small``, ``medium``, ``large``, ``gutter``, ``cell``."""
    rules: Mapping[str, float]
    """Line widths: ``hairline``, ``strong``, ``write``, ``edge``, ``outline``, ``bar``, ``heading``."""
    radii: Mapping[str, float]
    """``question``, ``step``."""
    roles: tuple[RoleLook, ...]
    smallest: float
    """The floor: no text is set smaller, in points."""
    emphasis: Emphasis = "italic"
    running_head: bool = True
    """Whether the running line stands at the head; else its right end joins the footer."""
    one_column: bool = False
    """Columns stand one under the other, and tables are set row by row."""
    lifts_page_limit: bool = False
    question: Literal["rounded", "diamond"] = "rounded"
    """The shape of a flowchart's questions."""

    @property
    def in_grey(self) -> bool:
        """Whether it has no colour at all, as for copying machines."""
        colours = (*self.colours.values(), *(look.colour for look in self.roles))
        return all(colour[1:3] == colour[3:5] == colour[5:7] for colour in colours)

    def in_colours(self, colours: tuple[Colour, ...]) -> "Style":
        """The style with these colours for its first roles."""
        if not colours:
            return self
        pairs = zip(self.roles, colours, strict=False)
        changed = tuple(replace(look, colour=colour) for look, colour in pairs)
        return replace(self, roles=(*changed, *self.roles[len(changed) :]))

    def __hash__(self) -> int:
        """By name: the mappings have no hash, and equal styles have equal names."""
        return hash((self.name, self.smallest))

    def scaled(self, factor: float) -> "Style":
        """The style with its running text ``factor`` times as large, nothing under the floor."""
        return replace(self, type={k: self._scaled_type(t, factor) for k, t in self.type.items()})

    def _scaled_type(self, kind: Type, factor: float) -> Type:
        size = max(kind.size * factor, min(self.smallest, kind.size))
        return replace(kind, size=size, leading=kind.leading * size / kind.size)


def luminance(colour: Colour) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.1, glossary)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def grey(colour: Colour) -> Colour:
    """The grey of the same luminance."""
    light = luminance(colour)
    encoded = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return "#" + f"{round(255 * encoded):02X}" * 3


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.1, glossary)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
