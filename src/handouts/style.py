"""Design tokens: what a style file resolves to."""

from collections.abc import Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import field, replace
from typing import Final, Literal, NamedTuple

from handouts.canonical import UNCOUNTED
from handouts.drawings import Vector
from handouts.frozen import dataclass
from handouts.kept import kept
from handouts.shapes import Colour

Face = Literal["400", "600", "700", "400i", "600i", "700i"]
"""Weight and slope of the style's family."""

HeadingStep = Literal["display", "cover", "subtitle", "answer"]
"""A step of the type scale that a heading may take instead of its level's own."""

Emphasis = Literal["italic", "bold", "roman"]
"""How emphasis is set."""

MARKS: Final = ("blocks", "disc", "diamond", "ring")
"""The marks of every project; others are drawings in ``data/marks``."""

STEMS: Final = ("tube", "pipe", "cable")
"""What every project may hang from the bar of a T; others are drawings in ``data/stems``."""

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
    mark: str
    drawing: Vector | None = None
    """The mark's drawing; ``None`` for one of ``MARKS``."""


class OwnLook(NamedTuple):
    """What a role says of its look: a look of the style by its number, counted from 1, and a mark."""

    look: int | None = None
    mark: str | None = None
    drawing: Vector | None = None


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font of a project's own: a static TrueType font of 1000 units to the em."""

    digest: str
    """SHA-256 of it."""
    data: bytes = field(repr=False, compare=False, metadata=UNCOUNTED)


@dataclass(frozen=True, slots=True)
class Style:
    """All tokens. ``type`` has display, cover, subtitle, title, answer, lead, heading, body, label, small, running, node, figure."""

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

    ink: Literal["full", "low"] = "full"
    """``low``: panels and other large areas are outlines, for copying machines."""
    panels: Literal["filled", "outlined"] = "filled"
    """``outlined``: panels are, and nothing else."""
    follows: Literal["nothing", "project"] = "nothing"
    """``project``: all but type and white space is that of the project's style."""
    fonts: tuple[tuple[Face, FontFile], ...] = ()
    """All six faces where the style has fonts of its own, else none."""

    @property
    def in_grey(self) -> bool:
        """Whether it has no colour at all, as for copying machines."""
        colours = (*self.colours.values(), *(look.colour for look in self.roles))
        return all(colour[1:3] == colour[3:5] == colour[5:7] for colour in colours)

    def following(self, other: "Style") -> "Style":
        """The style with its own type and white space, and all else of another one's look."""
        if self.follows == "nothing" or other.name == self.name:
            return self
        return replace(
            self,
            name=f"{self.name} as {other.name}",
            colours=other.colours,
            rules=other.rules,
            radii=other.radii,
            roles=other.roles,
            emphasis=other.emphasis,
            question=other.question,
            ink=other.ink,
            panels=other.panels,
            fonts=other.fonts,
        )

    def with_ink(self, ink: Literal["full", "low"] | None) -> "Style":
        """The style with as much ink as an audience asks for; ``None`` asks for nothing."""
        return self if ink in {None, self.ink} else replace(self, ink=ink or self.ink)

    def with_marks(self, drawings: Mapping[str, Vector]) -> "Style":
        """The style with these drawings of its looks' marks, by name.

        A look whose mark nobody drew gets one of every project's, which no other look has.
        """
        own = {one.mark for one in self.roles}
        spare = iter([mark for mark in MARKS if mark not in own])
        drawn = [
            one if one.mark in {*MARKS, *drawings} else replace(one, mark=next(spare, MARKS[1]))
            for one in self.roles
        ]
        looks = tuple(replace(one, drawing=drawings.get(one.mark)) for one in drawn)
        return self if looks == self.roles else replace(self, roles=looks)

    def for_roles(self, wishes: Mapping[int, OwnLook]) -> "Style":
        """The style with a look for each role of a sheet, by the role's place on it.

        A role has the look that it names, else the look that has its mark, so that it looks alike
        beside any other role. Of two that ask for one look or one mark the first has it. What is
        left goes by place. More roles than there are looks are drawn without, so they change none.
        """
        if len(wishes) > len(self.roles):
            return self
        chosen: dict[int, int] = {}
        for place, wish in wishes.items():
            marks = [look.mark for look in self.roles]
            asked = wish.look - 1 if wish.look else _index(marks, wish.mark)
            free = asked not in chosen.values() and place < len(marks)
            if asked is not None and asked < len(marks) and free:
                chosen[place] = asked
        places = range(len(self.roles))
        left = [number for number in places if number not in chosen.values()]
        numbers = [chosen[place] if place in chosen else left.pop(0) for place in places]
        looks = _marked([self.roles[number] for number in numbers], wishes)
        return self if looks == self.roles else replace(self, roles=looks)

    def __hash__(self) -> int:
        """Of what differs between the styles of a project: the mappings have no hash."""
        return hash((self.name, self.smallest, *((look.colour, look.mark) for look in self.roles)))

    def scaled(self, factor: float) -> "Style":
        """The style with its running text ``factor`` times as large, nothing under the floor."""
        return replace(self, type={k: self._scaled_type(t, factor) for k, t in self.type.items()})

    def _scaled_type(self, kind: Type, factor: float) -> Type:
        size = max(kind.size * factor, min(self.smallest, kind.size))
        return replace(kind, size=size, leading=kind.leading * size / kind.size)


@kept(most=256)
def on_ground(style: Style, ground: Colour) -> Style:
    """The style as it is set on another ground than its paper: what does not stand out is reversed.

    Text takes the style's ink or its paper, whichever stands out more; lines that only decorate lie
    between text and ground. A role's colour that does not stand out becomes that of the text.
    """
    if ground == style.colours["paper"]:
        return style
    text = max(
        (style.colours["ink"], style.colours["paper"]), key=lambda one: contrast(one, ground)
    )

    def standing_out(colour: Colour) -> Colour:
        return colour if contrast(colour, ground) >= MINIMUM_TEXT_CONTRAST else text

    colours = {
        name: standing_out(style.colours[name]) if name in {"ink", "muted", "link"} else colour
        for name, colour in style.colours.items()
    }
    colours |= {
        "paper": ground,
        "hairline": mixed(text, ground, _LINE),
        "grid": mixed(text, ground, _GRID),
    }
    looks = tuple(replace(look, colour=standing_out(look.colour)) for look in style.roles)
    return replace(style, name=f"{style.name} on {ground}", colours=colours, roles=looks)


_LINE: Final = 0.45
_GRID: Final = 0.25
"""Shares of the text's colour in lines that decorate on a ground: as pale beside it as on paper."""


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """``share`` of the first colour in the second, channel by channel."""
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def _index(values: list[str], wanted: str | None) -> int | None:
    return values.index(wanted) if wanted in values else None


def _marked(looks: list[RoleLook], wishes: Mapping[int, OwnLook]) -> tuple[RoleLook, ...]:
    """The looks with the roles' own marks; then no mark twice while others are left."""
    marked: dict[int, RoleLook] = {}
    taken: set[str] = set()
    for place, wish in wishes.items():
        if wish.mark and wish.mark not in taken:
            marked[place] = replace(looks[place], mark=wish.mark, drawing=wish.drawing)
            taken.add(wish.mark)
    for place, look in enumerate(looks):
        if place not in marked:
            spare = [mark for mark in (look.mark, *MARKS) if mark not in taken]
            kept = not spare or spare[0] == look.mark
            marked[place] = look if kept else replace(look, mark=spare[0], drawing=None)
            taken.add(marked[place].mark)
    return tuple(marked[place] for place in range(len(looks)))


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


def nearest_passing(colour: Colour, paper: Colour, least: float) -> Colour | None:
    """The colour of the same hue, darker or lighter by as little as can be, that stands out enough.

    None where not even black or white does.
    """
    if contrast(colour, paper) >= least:
        return colour
    hue, light, saturation = rgb_to_hls(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))
    found = []
    for step in range(_STEPS + 1):
        channels = hls_to_rgb(hue, step / _STEPS, saturation)
        one = "#" + "".join(f"{round(255 * channel):02X}" for channel in channels)
        if contrast(one, paper) >= least:
            found.append((abs(step / _STEPS - light), one))
    return min(found, default=(0.0, None))[1]


_STEPS: Final = 255
"""Of lightness: as many as a channel has."""


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.1, glossary)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
