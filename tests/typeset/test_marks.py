from collections.abc import Iterable
from pathlib import Path

import pytest

from handouts.drawings import Vector
from handouts.images import read_picture
from handouts.pages import Box, Hatch, Image, Item
from handouts.shapes import Path as Outline
from handouts.style import MARKS, RoleLook
from handouts.typeset.column.marks import draw_mark, mark_width, role_bar

REPOSITORY = Path(__file__).parents[2]
TEAL = "#0F4C5C"
TUBE = read_picture(REPOSITORY, "data/marks/tube.svg", None)
LOOKS = [
    *(RoleLook(TEAL, "solid", mark) for mark in MARKS),
    RoleLook(TEAL, "solid", "tube", TUBE if isinstance(TUBE, Vector) else None),
]


def extent(items: Iterable[Item]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the items, line widths included."""
    corners: list[tuple[float, float]] = []
    for item in items:
        match item:
            case Box(x=x, y=y, width=w, height=h, stroke_width=line):
                half = line / 2
                corners += [(x - half, y - half), (x + w + half, y + h + half)]
            case Hatch(x=x, y=y, width=w, height=h):
                corners += [(x, y), (x + w, y + h)]
            case Image(x=x, y=y, width=w, height=h):
                corners += [(x, y), (x + w, y + h)]
            case Outline(steps=steps, stroke_width=line):
                for _, numbers in steps:
                    points = zip(numbers[::2], numbers[1::2], strict=True)
                    corners += [
                        (px + sign * line / 2, py + sign * line / 2)
                        for px, py in points
                        for sign in (-1, 1)
                    ]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.mark)
@pytest.mark.parametrize("size", [9.0, 13.0, 22.0])
def test_a_mark_fills_its_width_and_stands_beside_its_line(look: RoleLook, size: float) -> None:
    left, top, right, bottom = extent(draw_mark(look, 100, 200, size))
    assert left == pytest.approx(100, abs=0.05)
    assert right == pytest.approx(100 + mark_width(look, size), abs=0.05)
    assert 200 - size < top < bottom < 200 + 0.2 * size


def test_blocks_and_tube_have_the_measures_of_the_design() -> None:
    blocks = draw_mark(LOOKS[0], 0, 0, 13)
    measures = [n for b in blocks if isinstance(b, Box) for n in (b.x, b.y, b.width, b.height)]
    assert measures == pytest.approx([n for i in range(3) for n in (i * 6.7, -8, 5, 7)])
    assert mark_width(LOOKS[0], 13) == pytest.approx(18.4)
    _, top, _, bottom = extent(draw_mark(LOOKS[-1], 0, 0, 13))
    assert bottom - top == pytest.approx(13, abs=0.05)


def test_marks_differ_in_shape_not_only_in_colour() -> None:
    shapes = {draw_mark(look, 0, 0, 13) for look in LOOKS}
    assert len(shapes) == len(LOOKS)


@pytest.mark.parametrize("fill", ["solid", "hatch", "outline", "dots"])
@pytest.mark.parametrize(("width", "height"), [(250.0, 6.0), (40.0, 12.0), (3.0, 7.0), (1.0, 1.0)])
def test_a_bar_keeps_inside_its_box(fill: str, width: float, height: float) -> None:
    look = RoleLook(TEAL, fill, "ring")  # type: ignore[arg-type] # parametrized as text
    left, top, right, bottom = extent(role_bar(look, 10, 20, width, height))
    assert left >= 10 - 1e-9
    assert top >= 20 - 1e-9
    assert right <= 10 + max(width, 1.5) + 1e-9
    assert bottom <= 20 + max(height, 1.5) + 1e-9


def test_fills_differ_without_colour() -> None:
    bars = [
        role_bar(RoleLook(TEAL, f, "ring"), 0, 0, 80, 12)
        for f in ("solid", "hatch", "outline", "dots")
    ]
    kinds = [tuple(type(item).__name__ for item in bar) for bar in bars]
    assert len(dict.fromkeys(kinds)) == len(kinds)


def test_a_narrow_hatch_is_finer() -> None:
    look = RoleLook("#B5401A", "hatch", "disc")
    pitches = [
        [i.pitch for i in role_bar(look, 0, 0, 80, height) if isinstance(i, Hatch)]
        for height in (6, 12)
    ]
    assert pitches == [[5.1], [6.2]]
