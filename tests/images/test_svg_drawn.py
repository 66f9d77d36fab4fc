"""Drawings as they stand on the page: each feature in the pixels of a PDF, and in a file that conforms."""

from typing import NamedTuple

import pytest
from PIL.Image import Image

from handouts.images.svg import read_drawing
from tests.support import verapdf
from tests.support.drawings import drawing_as_pdf, drawn

WHITE, RED, GREEN, BLUE, BLACK = (
    (255, 255, 255), (255, 0, 0), (0, 128, 0), (0, 0, 255), (0, 0, 0),
)  # fmt: skip

Colour = tuple[int, int, int]

NEAR = 8
"""Levels by which a color may be off: opacities and gradients are rounded."""


class Case(NamedTuple):
    """What is drawn in a box of 10 by 10, and what colors are then where."""

    inner: str
    seen: dict[tuple[float, float], Colour]
    head: str = 'viewBox="0 0 10 10"'


def _line(attributes: str, points: str = "2,5 8,5") -> str:
    return f'<polyline points="{points}" fill="none" stroke="red" stroke-width="4" {attributes}/>'


ANGLE = "1,9 5,2 9,9"
STAR = "5,0 8,10 0,4 10,4 2,10"
RAMP = '<stop stop-color="red"/><stop offset="1" stop-color="blue"/>'
HALVES = '<stop offset=".5" stop-color="red"/><stop offset=".5" stop-color="blue"/>'


def _filled(kind: str, attributes: str, stops: str = RAMP, shape: str = "") -> str:
    gradient = f'<{kind} id="a" {attributes}>{stops}</{kind}>'
    return gradient + (shape or '<rect width="10" height="10" fill="url(#a)"/>')


CASES = {
    # strokes
    "butt cap": Case(_line(""), {(1, 5): WHITE, (2.5, 5): RED, (9, 5): WHITE}),
    "square cap": Case(_line('stroke-linecap="square"'), {(0.5, 3.5): RED, (9.5, 6.5): RED}),
    "round cap": Case(_line('stroke-linecap="round"'), {(0.5, 5): RED, (0.3, 3.3): WHITE}),
    "dot": Case(_line('stroke-linecap="round"', "5,5 5,5"), {(6, 5): RED, (8, 5): WHITE}),
    "square dot": Case(_line('stroke-linecap="square"', "5,5 5,5"), {(4, 4): RED, (6, 6): RED, (8, 5): WHITE}),
    "no dot": Case(
        _line("", "5,5 5,5") + '<rect width="1" height="1"/>', {(5, 5): WHITE, (5, 4): WHITE}
    ),
    "miter join": Case(_line("", "1,9 5,4 9,9"), {(5, 1.5): RED}),
    "miter limit": Case(_line('stroke-miterlimit="1"', "1,9 5,4 9,9"), {(5, 1.5): WHITE, (5, 4): RED}),
    "bevel join": Case(_line('stroke-linejoin="bevel"', "1,9 5,4 9,9"), {(5, 1.5): WHITE}),
    "round join": Case(_line('stroke-linejoin="round"', "1,9 5,4 9,9"), {(5, 1.5): WHITE, (5, 2.4): RED}),
    "dashes": Case(_line('stroke-dasharray="2 1"', "0,5 10,5"), {(1, 5): RED, (2.5, 5): WHITE, (4, 5): RED}),
    "dashes of a circle": Case(
        '<circle cx="5" cy="5" r="4" fill="none" stroke="red" stroke-width="2" stroke-dasharray="6.283 99"/>',
        {(7.8, 7.8): RED, (2.2, 7.8): WHITE, (7.8, 2.2): WHITE},
    ),
    "dash offset": Case(_line('stroke-dasharray="2 1" stroke-dashoffset="2"', "0,5 10,5"), {(0.5, 5): WHITE, (2, 5): RED}),
    "uneven pen": Case(
        '<g transform="scale(4 1)"><path d="M1.25 0v10M0 5h2.5" stroke="red" fill="none"/></g>',
        {(3.5, 1): RED, (6.5, 1): RED, (2.5, 1): WHITE, (1, 4.7): RED, (1, 4): WHITE},
    ),
    "paint order": Case(
        '<rect x="3" y="3" width="4" height="4" fill="blue" stroke="red" stroke-width="4" paint-order="stroke"/>',
        {(2, 2): RED, (4, 4): BLUE},
    ),
    # fills
    "nonzero": Case(f'<polygon points="{STAR}"/>', {(5, 5): BLACK}),
    "evenodd": Case(f'<polygon points="{STAR}" fill-rule="evenodd"/>', {(5, 5): WHITE, (5, 2): BLACK}),
    "current color": Case('<g color="blue"><rect width="9" height="9" fill="currentColor"/></g>', {(5, 5): BLUE}),
    "hsl": Case('<rect width="9" height="9" fill="hsl(240, 100%, 50%)"/>', {(5, 5): BLUE}),
    "opacity": Case('<rect width="9" height="9" fill="red" opacity=".5"/>', {(5, 5): (255, 128, 128)}),
    "opacity of a group": Case(
        '<g opacity=".5"><rect width="9" height="9" fill="blue"/><rect width="9" height="9" fill="red"/></g>',
        {(5, 5): (255, 128, 128)},
    ),
    "stroke over fill": Case(
        '<rect x="2" y="2" width="6" height="6" fill="blue" stroke="red" stroke-width="2" stroke-opacity=".5"/>',
        {(1.5, 5): (255, 128, 128), (2.5, 5): (128, 0, 128), (5, 5): BLUE},
    ),
    "lines have no inside": Case('<line x1="1" y1="1" x2="9" y2="9"/><path d="M0 5H10M1 1L9 9"/><rect y="8" width="1" height="1"/>', {(5, 5): WHITE, (2, 5): WHITE, (3, 3): WHITE}),
    # gradients
    "linear": Case(_filled("linearGradient", ""), {(0.2, 5): (250, 0, 5), (5, 5): (128, 0, 128), (9.8, 5): (5, 0, 250)}),
    "linear, turned": Case(
        _filled("linearGradient", 'gradientTransform="rotate(90)"'), {(5, 0.2): (250, 0, 5), (5, 9.8): (5, 0, 250)}
    ),
    "linear, in the drawing's units": Case(
        _filled("linearGradient", 'gradientUnits="userSpaceOnUse" x1="4" x2="6"'), {(3, 5): RED, (7, 5): BLUE}
    ),
    "hard stops": Case(_filled("linearGradient", "", HALVES), {(4.5, 5): RED, (5.5, 5): BLUE}),
    "repeated": Case(
        _filled("linearGradient", 'x2=".4" spreadMethod="repeat"', HALVES),
        {(1, 5): RED, (3, 5): BLUE, (5, 5): RED, (7, 5): BLUE, (9, 5): RED},
    ),
    "reflected": Case(
        _filled("linearGradient", 'x2=".4" spreadMethod="reflect"', HALVES),
        {(1, 5): RED, (3, 5): BLUE, (5, 5): BLUE, (7, 5): RED, (9, 5): RED},
    ),
    "radial": Case(_filled("radialGradient", ""), {(5, 5): (250, 0, 5), (5, 2.5): (128, 0, 128), (0.2, 0.2): BLUE}),
    "radial, about a focus": Case(_filled("radialGradient", 'fx=".1"', HALVES), {(1.5, 5): RED, (5, 5): RED, (8, 5): BLUE}),
    "radial, about a focus outside": Case(
        _filled("radialGradient", 'fx="1.5" r=".2"', HALVES), {(5, 5): BLUE, (9.5, 5): BLUE, (5, 0.5): WHITE}
    ),
    "jump at the end": Case(
        _filled("linearGradient", 'x1=".3" x2=".7"', RAMP + '<stop offset="1" stop-color="green"/>'), {(1, 5): RED, (8, 5): GREEN}
    ),
    "jump at the start": Case(
        _filled("linearGradient", 'x1=".3" x2=".7"', '<stop stop-color="green"/>' + RAMP), {(1, 5): GREEN, (9, 5): BLUE}
    ),
    "radial, repeated": Case(
        _filled("radialGradient", 'r=".2" spreadMethod="repeat"', HALVES), {(5, 5): RED, (5, 3.5): BLUE, (5, 2.5): RED}
    ),
    "on a stroke": Case(
        _filled("linearGradient", 'gradientUnits="userSpaceOnUse" x2="10"', shape='<path d="M0 5H10" stroke="url(#a)" stroke-width="4"/>'),
        {(0.2, 5): (250, 0, 5), (9.8, 6.5): (5, 0, 250)},
    ),
    "stops that let through": Case(
        _filled("linearGradient", "", '<stop stop-color="red"/><stop offset="1" stop-color="red" stop-opacity="0"/>'),
        {(0.2, 5): (255, 5, 5), (5, 5): (255, 128, 128), (9.8, 5): (255, 250, 250)},
    ),
    "taken from another": Case(
        f'<linearGradient id="b">{RAMP}</linearGradient>' + _filled("linearGradient", 'href="#b" x1="1" x2="0"', ""),
        {(0.2, 5): (5, 0, 250)},
    ),
    # clips and masks
    "clip": Case(
        '<clipPath id="c"><circle cx="5" cy="5" r="3"/></clipPath><rect width="10" height="10" fill="red" clip-path="url(#c)"/>',
        {(5, 5): RED, (1, 1): WHITE},
    ),
    "clip of shapes that overlap": Case(
        '<clipPath id="c"><path d="M1 1h6v6h-6z"/><path d="M9 3v6h-6v-6z" clip-rule="evenodd"/></clipPath>'
        '<rect width="10" height="10" fill="red" clip-path="url(#c)"/>',
        {(2, 2): RED, (5, 5): RED, (8, 8): RED, (8, 2): WHITE},
    ),
    "clip in parts of the shape": Case(
        '<clipPath id="c" clipPathUnits="objectBoundingBox"><rect width=".5" height="1"/></clipPath>'
        '<rect x="2" width="6" height="10" fill="red" clip-path="url(#c)"/>',
        {(3, 5): RED, (7, 5): WHITE},
    ),
    "mask": Case(
        '<mask id="m"><rect width="5" height="10" fill="#fff"/><rect x="5" width="5" height="10" fill="#808080"/></mask>'
        '<rect width="10" height="10" fill="red" mask="url(#m)"/>',
        {(2, 5): RED, (7, 5): (255, 127, 127)},
    ),
    "mask by alpha": Case(
        '<mask id="m" style="mask-type:alpha"><rect width="5" height="10"/></mask>'
        '<rect width="10" height="10" fill="red" mask="url(#m)"/>',
        {(2, 5): RED, (7, 5): WHITE},
    ),
    # structure
    "use before its definition": Case(
        '<use href="#r" x="5" fill="red"/><defs><rect id="r" width="4" height="9"/></defs>', {(2, 5): WHITE, (7, 5): RED}
    ),
    "symbol": Case(
        '<symbol id="s" viewBox="0 0 1 1"><rect width="2" height="1" fill="red"/></symbol><use href="#s" width="5" height="5"/>',
        {(2, 2): RED, (7, 2): WHITE},
    ),
    "switch": Case(
        '<switch><foreignObject requiredExtensions="x"/><g><rect width="9" height="9" fill="red"/></g></switch>', {(5, 5): RED}
    ),
    "hidden": Case(
        '<rect width="10" height="10" fill="red"/><text display="none">X</text><rect width="9" height="9" visibility="hidden"/>',
        {(5, 5): RED},
    ),
    "skewed": Case('<rect width="5" height="10" fill="red" transform="skewX(26.565)"/>', {(1, 9): WHITE, (9, 9): RED}),
    # styles
    "class": Case("<defs><style>.cls-1{fill:#f00;}</style></defs><rect class='cls-1' width='9' height='9'/>", {(5, 5): RED}),
    "weights": Case(
        "<style><![CDATA[ rect{fill:blue} #r{fill:red} .a,.b{fill:green} ]]></style>"
        '<rect id="r" class="a" width="5" height="10" fill="#000"/><rect class="b" x="5" width="5" height="10"/>',
        {(2, 5): RED, (7, 5): GREEN},
    ),
    "style before class": Case(
        "<style>.a{fill:blue} .b{fill:green!important}</style>"
        '<rect class="a" style="fill:red" width="5" height="10"/><rect class="b" style="fill:red" x="5" width="5" height="10"/>',
        {(2, 5): RED, (7, 5): GREEN},
    ),
    # the box
    "millimeters": Case(
        '<path style="fill:#ff0000;stroke-width:0.264583" d="M 10,10 H 60 V 40 Z"/>',
        {(5, 1.5): RED, (1, 3): WHITE}, 'width="100mm" height="60mm" viewBox="0 0 100 60"',
    ),
    "as tall as it says": Case('<rect width="10" height="10" fill="red"/>', {(5, 2): RED, (1, 2): WHITE}, 'width="20" height="10" viewBox="0 0 10 10"'),
    "stretched": Case(
        '<rect width="10" height="10" fill="red"/>', {(0.5, 2): RED, (9.5, 2): RED},
        'width="20" height="10" viewBox="0 0 10 10" preserveAspectRatio="none"',
    ),
    "sliced": Case(
        '<rect width="10" height="5" fill="red"/>', {(5, 1): RED, (5, 4): WHITE},
        'width="20" height="10" viewBox="0 0 10 10" preserveAspectRatio="xMidYMid slice"',
    ),
    "to the right": Case(
        '<rect width="10" height="10" fill="red"/>', {(4, 2): WHITE, (6, 2): RED},
        'width="20" height="10" viewBox="0 0 10 10" preserveAspectRatio="xMaxYMin"',
    ),
    "a tiny box": Case('<rect width="1e-6" height="2e-6" fill="red"/>', {(4, 5): RED, (6, 5): WHITE}, 'viewBox="0 0 2e-6 2e-6"'),
    "a huge box elsewhere": Case(
        '<rect x="1e6" y="1e6" width="5e5" height="1e6" fill="red"/>', {(4, 5): RED, (6, 5): WHITE}, 'viewBox="1e6 1e6 1e6 1e6"'
    ),
    "what other programs noted": Case(
        '<sodipodi:namedview xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" pagecolor="#fff"/>'
        '<rect width="9" height="9" fill="red"/>',
        {(5, 5): RED},
    ),
}  # fmt: skip


def _data(case: Case) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {case.head}>{case.inner}</svg>'.encode()


def _near(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= NEAR for a, b in zip(one, other, strict=True))


def _at(picture: Image, x: float, y: float) -> Colour:
    found = picture.getpixel((int(x * 20), int(y * 20)))
    assert isinstance(found, tuple)
    red, green, blue = found
    return red, green, blue


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_drawing_looks_as_it_should(case: Case) -> None:
    picture = drawn(read_drawing(_data(case)), 200)
    seen = {place: _at(picture, *place) for place in case.seen}
    assert all(_near(seen[place], colour) for place, colour in case.seen.items()), seen


def test_equal_drawings_are_equal_bytes() -> None:
    for case in CASES.values():
        assert drawing_as_pdf(read_drawing(_data(case)), 50) == drawing_as_pdf(
            read_drawing(_data(case)), 50
        )


@pytest.mark.conformance
@pytest.mark.parametrize(
    "name",
    ["uneven pen", "dashes", "opacity of a group", "radial, about a focus", "stops that let through",
     "clip of shapes that overlap", "mask", "repeated"],
)  # fmt: skip
def test_a_drawing_conforms(name: str) -> None:
    data = drawing_as_pdf(read_drawing(_data(CASES[name])), 200)
    assert verapdf.failures(data, "ua1") == verapdf.failures(data, "2a") == ()
