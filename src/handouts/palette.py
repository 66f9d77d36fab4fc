"""Colours by rule: tints, and the looks of a style in the colours of a brand.

Reckoned in OKLCH (Ottosson 2020), where equal steps of lightness look equal. Colours are told apart as
people with each kind of colour blindness see them (Machado, Oliveira and Fernandes 2009, severity 1.0).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Final, NamedTuple

from handouts.kept import kept
from handouts.shapes import Colour
from handouts.style import MINIMUM_TEXT_CONTRAST, Style, contrast, mixed

Channels = tuple[float, float, float]
Matrix = tuple[Channels, Channels, Channels]


class Lch(NamedTuple):
    """A colour in OKLCH: lightness from 0 to 1, chroma, and hue in degrees."""

    light: float
    chroma: float
    hue: float


SIGHTS: Final[dict[str, Matrix]] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""On linear RGB."""

APART: Final = 0.08
"""The least distance in OKLab of two roles' colours, to every sight: four times what is just seen side by
side (0.02), for they stand apart on a sheet. The first two of the base style are 0.126 apart."""

SEEN: Final = 0.02
"""A colour that is moved by less looks the same."""

_TINT_LIGHT: Final = 0.95
_TINT_CHROMA: Final = 0.022
_TINT_SHARE: Final = 0.13
"""Light enough for small text. A tint has a share of its color's chroma, and at most so much: more would
be a color of its own beside the white of the sheet."""

_WHITE: Final = 0.97
"""Lightness from which paper counts as white."""

_GREY: Final = 0.02
"""Chroma under which a colour has no hue to build others from."""

_ACCENT: Final = (0.09, 0.16)
"""Chroma of accents: no duller than the base style's, and no shriller, whatever the brand's."""

_TURNS: Final = (180.0, 90.0, 270.0)
"""From the hue of the brand's first colour to those of the other roles: its opposite, then across."""


# Tints


@kept(most=64)
def tint(colour: Colour, paper: Colour) -> Colour:
    """A pale ground in a colour: text in the colour itself stands out from it.

    All tints on white paper are equally light, so that none looks more important. Where a colour is
    not dark enough, its tint is lighter still.
    """
    own = oklch(colour)
    if oklch(paper).light < _WHITE:
        return mixed(colour, paper, _DARK_TINT)
    chroma = min(own.chroma * _TINT_SHARE, _TINT_CHROMA)
    for step in range(_TINT_STEPS):
        share = step / _TINT_STEPS
        light = _TINT_LIGHT + (1 - _TINT_LIGHT) * share
        made = of_oklch(Lch(light, chroma * (1 - share), own.hue))
        if contrast(colour, made) >= MINIMUM_TEXT_CONTRAST:
            return made
    return of_oklch(Lch(_TINT_LIGHT, chroma, own.hue))


_DARK_TINT: Final = 0.11
"""The share of a colour in its tint on dark or colored paper."""

_TINT_STEPS: Final = 5


# Brands


@kept(most=64)
def brand_colours(
    brand: tuple[Colour, ...], own: tuple[Colour, ...], paper: Colour
) -> tuple[Colour, ...]:
    """A colour for each of a style's looks, the first ones those of a brand.

    White and tint stand out 4.5:1 from each, and no two look alike to anybody: what is too pale, or too
    near to one before it, is moved by as little as can be. Looks that the brand leaves get accents of
    its first colour; where that is a grey, they keep the style's ``own``.
    """
    wanted = (*brand, *_accents(brand, own))[: len(own)]
    chosen: list[Colour] = []
    for colour in wanted:
        chosen.append(_moved(colour, tuple(chosen), paper))
    return tuple(chosen)


def _accents(brand: tuple[Colour, ...], own: tuple[Colour, ...]) -> Iterator[Colour]:
    first = oklch(brand[0])
    if first.chroma < _GREY:
        yield from own[len(brand) :]
        return
    light = min(max(first.light, _ACCENT_LIGHT[0]), _ACCENT_LIGHT[1])
    chroma = min(max(first.chroma, _ACCENT[0]), _ACCENT[1])
    for turn in _TURNS[len(brand) - 1 :]:
        yield of_oklch(Lch(light, chroma, first.hue + turn))


_ACCENT_LIGHT: Final = (0.38, 0.5)


def _moved(colour: Colour, others: tuple[Colour, ...], paper: Colour) -> Colour:
    """The nearest colour that can be read, and told from the others."""
    if _is_readable(colour, paper) and separation(colour, others) >= APART:
        return colour
    own, place = oklch(colour), _oklab(colour)
    near = sorted(_around(own), key=lambda one: math.dist(place, _lab_of(one)))
    best, most = colour, -1.0
    for one in map(of_oklch, near):
        if _is_readable(one, paper):
            apart = separation(one, others)
            if apart >= APART:
                return one
            best, most = max((most, best), (apart, one))[::-1]
    return best


def _around(own: Lch) -> Iterator[Lch]:
    """Colours to choose from: every lightness, and hues all around, the colour's own first."""
    chromas = {own.chroma, min(own.chroma, _ACCENT[1]), max(own.chroma, _ACCENT[0])}
    hues = [own.hue + turn for turn in range(0, 360, 15)]
    for step, chroma, hue in product(range(_LIGHTS + 1), sorted(chromas), hues):
        yield Lch(step / _LIGHTS, chroma, hue)


_LIGHTS: Final = 60


def _is_readable(colour: Colour, paper: Colour) -> bool:
    """Whether it can be the colour of text on paper and on its tint, and of a ground for the paper's."""
    grounds = (paper, tint(colour, paper))
    return all(contrast(colour, one) >= MINIMUM_TEXT_CONTRAST for one in grounds)


def separation(colour: Colour, others: Sequence[Colour]) -> float:
    """The distance to the nearest of other colours, to the eye that tells them apart the least."""
    return min((told_apart(colour, other) for other in others), default=math.inf)


@kept(most=4096)
def told_apart(one: Colour, other: Colour) -> float:
    """The distance of two colours in OKLab, to the eye that tells them apart the least."""
    return min(map(math.dist, _as_seen(one), _as_seen(other)))


@kept(most=4096)
def _as_seen(colour: Colour) -> tuple[Channels, ...]:
    """A colour in OKLab, to the usual eye and to those that see colours in another way."""
    linear = _linear(colour)
    seen = (_clipped(_times(matrix, linear)) for matrix in SIGHTS.values())
    return tuple(_lab(one) for one in (linear, *seen))


def in_brand(style: Style, brand: tuple[Colour, ...]) -> Style:
    """The style in the colours of a brand: its roles and its links."""
    if not brand:
        return style
    paper = style.colours["paper"]
    made = brand_colours(brand, tuple(look.colour for look in style.roles), paper)
    pairs = zip(style.roles, made, strict=True)
    roles = tuple(replace(look, colour=colour) for look, colour in pairs)
    return replace(style, roles=roles, colours={**style.colours, "link": made[0]})


# OKLCH (https://bottosson.github.io/posts/oklab/)

_CONES: Final[Matrix] = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_LAB: Final[Matrix] = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB: Final[Matrix] = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_CONES: Final[Matrix] = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


def oklch(colour: Colour) -> Lch:
    """A colour in OKLCH."""
    light, a, b = _oklab(colour)
    return Lch(light, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def of_oklch(wanted: Lch) -> Colour:
    """The colour; one that no screen shows loses as much chroma as it must."""
    low, high = 0.0, wanted.chroma
    if _fits(_rgb(_lab_of(wanted))):
        low = high
    for _ in range(_HALVINGS if low < high else 0):
        middle = (low + high) / 2
        fits = _fits(_rgb(_lab_of(wanted._replace(chroma=middle))))
        low, high = (middle, high) if fits else (low, middle)
    rgb = _clipped(_rgb(_lab_of(wanted._replace(chroma=low))))
    return "#" + "".join(f"{round(255 * _encoded(channel)):02X}" for channel in rgb)


_HALVINGS: Final = 12
"""To a four-thousandth of the chroma, less than one step of a channel."""


def _lab_of(colour: Lch) -> Channels:
    angle = math.radians(colour.hue)
    return (colour.light, colour.chroma * math.cos(angle), colour.chroma * math.sin(angle))


@kept(most=512)
def _oklab(colour: Colour) -> Channels:
    return _lab(_linear(colour))


def _lab(linear: Channels) -> Channels:
    long, middle, short = _times(_CONES, linear)
    return _times(_LAB, (math.cbrt(long), math.cbrt(middle), math.cbrt(short)))


def _rgb(lab: Channels) -> Channels:
    """Linear RGB; channels under 0 and over 1 can be shown by no screen."""
    long, middle, short = _times(_FROM_LAB, lab)
    return _times(_FROM_CONES, (long**3, middle**3, short**3))


def _times(matrix: Matrix, vector: Channels) -> Channels:
    x, y, z = vector
    first, second, third = (row[0] * x + row[1] * y + row[2] * z for row in matrix)
    return first, second, third


def _linear(colour: Colour) -> Channels:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return _decoded(red), _decoded(green), _decoded(blue)


def _decoded(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _encoded(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else float(1.055 * value ** (1 / 2.4) - 0.055)


def _fits(rgb: Channels) -> bool:
    return all(-_ROUNDING <= channel <= 1 + _ROUNDING for channel in rgb)


_ROUNDING: Final = 1e-4


def _clipped(rgb: Channels) -> Channels:
    red, green, blue = (min(max(channel, 0.0), 1.0) for channel in rgb)
    return red, green, blue
