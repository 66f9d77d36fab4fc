"""Drawings of shapes become paths; whatever else stands in one is refused by name."""

import io
import math
from pathlib import Path

import pikepdf
import pytest

from handouts.drawings import Box, Stroke, Vector, bounds, shapes
from handouts.images.faults import PictureError
from handouts.images.svg import read_drawing
from tests.support.drawings import drawing_as_pdf

REPOSITORY = Path(__file__).parents[2]


def drawing(inner: str, box: str = "0 0 10 10") -> Vector:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">'
    return read_drawing(f"{head}{inner}</svg>".encode())


def points(vector: Vector, shape: int = 0) -> list[tuple[float, ...]]:
    return [numbers for _, numbers in list(shapes(vector.parts))[shape].steps if numbers]


def extent(vector: Vector) -> Box:
    box = bounds(step for shape in shapes(vector.parts) for step in shape.steps)
    assert box is not None
    return box


def test_shapes_become_outlines_in_their_colours() -> None:
    made = drawing(
        '<rect x="1" y="2" width="3" height="4" fill="teal"/>'
        '<circle cx="5" cy="5" r="2" fill="none" stroke="#123" stroke-width="2"/>'
    )
    rectangle, circle = shapes(made.parts)
    assert (rectangle.fill, rectangle.stroke) == ("#008080", None)
    assert points(made)[:2] == [(1, 2), (4, 2)]
    assert (circle.fill, circle.stroke) == (None, Stroke("#112233", 2))


def test_groups_hand_their_looks_and_transforms_down() -> None:
    made = drawing(
        '<g fill="#ff0000" transform="translate(2 3) scale(2)" style="stroke: blue">'
        '<rect width="1" height="1" stroke-width="0.5"/></g>'
    )
    (shape,) = shapes(made.parts)
    assert (shape.fill, shape.stroke) == ("#FF0000", Stroke("#0000FF", 1))
    assert points(made)[0] == (2, 3)
    assert points(made)[2] == (4, 5)


def test_rotation_turns_about_its_centre() -> None:
    made = drawing('<rect x="4" y="4" width="2" height="2" transform="rotate(90 5 5)"/>')
    assert extent(made) == pytest.approx((4, 4, 6, 6))


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("M1 1 L4 1 L4 5 Z", [(1, 1), (4, 1), (4, 5)]),
        ("m1,1 3,0 0,4z", [(1, 1), (4, 1), (4, 5)]),
        ("M1 1h3v4z", [(1, 1), (4, 1), (4, 5)]),
        ("M1-1.5.5.5", [(1, -1.5), (0.5, 0.5)]),
    ],
)
def test_path_data_is_read_in_all_its_forms(
    written: str, wanted: list[tuple[float, float]]
) -> None:
    assert points(drawing(f'<path d="{written}" stroke="red"/>')) == wanted


def test_curves_and_arcs_go_where_they_should() -> None:
    smooth = points(drawing('<path d="M0 0C0 2 2 2 2 0S4-2 4 0"/>'))
    assert smooth[2] == (2, -2, 4, -2, 4, 0)
    quadratic = points(drawing('<path d="M0 0Q3 3 6 0"/>'))
    assert quadratic[1] == pytest.approx((2, 2, 4, 2, 6, 0))
    half = drawing('<path d="M0 5A5 5 0 0 1 10 5"/>')
    assert extent(half) == pytest.approx((0, 0, 10, 5), abs=0.01)
    tight = drawing('<path d="M0 5a5 5 0 01 10 0"/>')
    assert points(tight) == points(half)


def test_an_arc_stays_on_its_circle() -> None:
    made = points(drawing('<path d="M2 5A3 3 0 1 0 5 2"/>'))
    for *_, x, y in made:
        assert math.hypot(x - 5, y - 5) == pytest.approx(3)


@pytest.mark.parametrize(
    ("inner", "named"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<text>Words</text>", "<text>"),
        ('<image href="http://example.org/a.png"/>', "<image>"),
        ("<foreignObject/>", "<foreignObject>"),
        ('<a href="http://example.org"><rect width="1" height="1"/></a>', "<a>"),
        ('<animate attributeName="x"/>', "<animate>"),
        ('<rect width="1" height="1"><animate attributeName="x"/></rect>', "<animate>"),
        ('<rect width="1" height="1"/><g display="none"><set attributeName="x"/></g>', "<set>"),
        ('<defs><script>alert(1)</script></defs><rect width="1" height="1"/>', "<script>"),
        (
            '<linearGradient id="g"><animateTransform/></linearGradient><rect width="1" height="1"/>',
            "<animateTransform>",
        ),
        ("<style>g rect{fill:red}</style>", "g rect"),
        ('<style>@import "a.css";</style>', "@import"),
        ("<style media='screen and (min-width: 9px)'>rect{fill:red}</style>", "media"),
        ("<linearGradient/>", "nothing is drawn"),
        ('<use href="#a"/>', "#a"),
        ('<use href="other.svg#a"/>', "outside itself"),
        ('<g id="a"><use href="#a"/></g>', "refers to itself"),
        ('<rect width="1" height="1" fill="url(#a)"/>', "#a"),
        ('<pattern id="a"/><rect width="1" height="1" fill="url(#a)"/>', "<pattern>"),
        ('<g id="a"/><rect width="1" height="1" clip-path="url(#a)"/>', "clipPath"),
        ('<rect width="1" height="1" fill="lab(1% 2 3)"/>', "lab(1% 2 3)"),
        ('<rect width="1" height="1" onclick="x()"/>', "onclick"),
        ('<rect width="1" height="1" filter="url(#f)"/>', "filter"),
        (
            '<rect width="1" height="1" style="mix-blend-mode:multiply"/>',
            "mix-blend-mode: multiply",
        ),
        ('<rect width="1" height="1" style="animation: a 1s"/>', "animation"),
        ('<rect width="1" height="1" marker-end="url(#m)"/>', "marker-end"),
        ('<rect width="1" height="1" vector-effect="non-scaling-stroke"/>', "vector-effect"),
        ('<rect width="1" height="1" transform="turn(3)"/>', "turn(3)"),
        ('<rect width="1em" height="1"/>', "1em"),
        ('<rect width="1e9" height="1"/>', "too far away"),
        ('<path d="M0 0 L1"/>', "L1"),
        ('<path d="M0 0 L1 1 x 2"/>', "x 2"),
        ('<path d="L1 1"/>', "begin"),
        ('<polygon points="1 2 3"/>', "1 2 3"),
        ("<title>Nothing</title>", "nothing is drawn"),
        ('<svg viewBox="0 0 1 1"/>', "nothing is drawn"),
        ('<svg viewBox="0 0 1"><rect width="1" height="1"/></svg>', "viewBox"),
    ],
)
def test_what_is_no_shape_is_named(inner: str, named: str) -> None:
    with pytest.raises(PictureError) as caught:
        drawing(inner)
    assert named in caught.value.fault
    assert caught.value.remedy


def test_a_fault_is_told_with_its_place_in_the_drawing_and_what_helps() -> None:
    with pytest.raises(PictureError) as caught:
        drawing("\n <g>\n  <text>Words</text></g>")
    assert caught.value.fault == "`<text>` is more than a shape (line 3, column 3 of it)"
    assert "Inkscape, Path > Object to Path" in caught.value.remedy
    assert "Illustrator, Type > Create Outlines" in caught.value.remedy


RECT = '<rect width="9" height="9"{}/>'

USED = "".join(f'<g id="a{n}">' + f'<use href="#a{n + 1}"/>' * 9 + "</g>" for n in range(20))

HOSTILE = {
    "deep": "<g>" * 60 + "</g>" * 60,
    "many": RECT.format("") * 25_000,
    "long": '<path d="M0 0' + "L1 1" * 110_000 + '"/>',
    "used": USED + RECT.format(' id="a20"'),
    "styles": f"<style>{'.c{fill:red}' * 9_000}</style>" + RECT.format("") * 1_000,
    "fine": '<linearGradient id="a" x2=".00001" spreadMethod="repeat"><stop/><stop offset="1"/>'
    "</linearGradient>" + RECT.format(' fill="url(#a)"'),
    "chain": '<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>'
    + RECT.format(' fill="url(#a)"'),
    "masks": '<mask id="a">'
    + RECT.format(' mask="url(#a)"')
    + "</mask>"
    + RECT.format(' mask="url(#a)"'),
    "clips": f'<clipPath id="a" clip-path="url(#a)">{RECT.format("")}</clipPath>'
    + RECT.format(' clip-path="url(#a)"'),
    "arc": '<path d="M0 0A1e200 1e200 1e300 0 0 1e200 9"/>',
    "turn": RECT.format(' transform="rotate(1e999)"'),
    "scale": '<g transform="scale(1e200)"><g transform="scale(1e200)">'
    + RECT.format("")
    + "</g></g>",
}


@pytest.mark.parametrize("inner", HOSTILE.values(), ids=HOSTILE)
def test_what_would_keep_somebody_waiting_is_refused_soon(inner: str) -> None:
    with pytest.raises(PictureError):
        drawing(inner)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]>',
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<?xml-stylesheet href="a.css"?>',
    ],
)
def test_nothing_is_expanded_and_nothing_is_fetched(head: str) -> None:
    shape = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'
    with pytest.raises(PictureError):
        read_drawing((head + shape).encode())


def test_what_is_cut_off_or_no_xml_is_refused() -> None:
    for data in (b"<svg", b"", b"\x89PNG", b'<svg viewBox="0 0 1"><rect/></svg>'):
        with pytest.raises(PictureError):
            read_drawing(data)


def test_the_project_s_own_logo_is_a_drawing() -> None:
    made = read_drawing((REPOSITORY / "data/images/lakeside.svg").read_bytes())
    assert (made.width, made.height) == (32, 32)
    left, top, right, bottom = extent(made)
    assert min(left, top) >= 0
    assert max(right, bottom) <= 32


def test_what_reaches_out_of_the_drawing_is_clipped_and_what_lies_outside_left_out() -> None:
    made = drawing(
        '<rect width="10" height="10"/><circle cx="10" cy="5" r="3"/>'
        '<rect x="12" width="5" height="5"/><rect y="-9" width="5" height="5"/>'
    )
    assert len(made.parts) == 2
    with pikepdf.open(io.BytesIO(drawing_as_pdf(made, 10))) as file:
        (form,) = file.pages[0].Resources.XObject.values()
        assert [float(side) for side in form.BBox] == [0, 0, 10, 10]


def test_a_drawing_with_nothing_in_its_box_is_refused() -> None:
    with pytest.raises(PictureError, match="viewBox"):
        drawing('<rect x="12" width="5" height="5"/>')
