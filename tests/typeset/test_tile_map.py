"""Maps of squares: every place has one, and no two values look alike in gray."""

from itertools import combinations
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.diagnostics import HandoutsError
from handouts.document import PageFormat, Panel, Tile, TileKey, TileMap
from handouts.model.records.rule_kinds import MapFill
from handouts.pages import Box, Hatch, Page, TextRun
from handouts.shapes import Path
from handouts.style import Style, contrast

from .samples import GRAY, LETTER, LOW, METRICS, STYLE, document, typeset

FILLS: tuple[MapFill, ...] = get_args(MapFill)


def tile_map(lit: int | None = None, columns: int = 6, **more: object) -> TileMap:
    """A place for each fill in two rows; the codes are AA, BB …"""
    tiles = tuple(
        Tile(chr(65 + n) * 2, n % columns, n // columns, n % len(FILLS), lit=n == lit)
        for n in range(12)
    )
    keys = tuple(TileKey(f"Value {n}", "(2)", fill) for n, fill in enumerate(FILLS))
    fields = {"alternative": "A map.", "role": 1, **more}
    return TileMap(id="m", name="map", tiles=tiles, keys=keys, **fields)  # type: ignore[arg-type]


def drawn(block: TileMap, style: Style = STYLE, page: PageFormat = LETTER) -> Page:
    (made,) = typeset(document(block, page=page), style, METRICS).pages
    return made


def codes(page: Page) -> dict[str, TextRun]:
    runs = (i for i in page.items if isinstance(i, TextRun) and i.block == "m")
    return {run.text: run for run in runs if len(run.text) == 2 and run.text[0] == run.text[1]}


def under(run: TextRun, page: Page) -> list[Box]:
    """The filled boxes on which a code stands, the last drawn last."""
    boxes = (i for i in page.items if isinstance(i, Box) and i.fill and i.block)
    return [
        b for b in boxes if b.x <= run.x <= b.x + b.width and b.y <= run.y - 2 <= b.y + b.height
    ]


@given(st.sampled_from([None, 0, 5, 7]), st.sampled_from([STYLE, LOW, GRAY]), st.booleans())
def test_every_code_stands_in_its_square_and_can_be_read(
    lit: int | None, style: Style, on_panel: bool
) -> None:
    block = tile_map(lit)
    if on_panel:
        panel = Panel(id="p", name="p", fill="role", role=0, blocks=(block,))
        (page,) = typeset(document(panel, page=LETTER), style, METRICS).pages
        ground = style.roles[0].colour if style.ink == "full" else "#FFFFFF"
    else:
        page, ground = drawn(block, style), "#FFFFFF"
    found = codes(page)
    assert len(found) == 12
    for run in found.values():
        assert run.size >= 9
        fills = [str(box.fill) for box in under(run, page)]
        assert contrast(run.colour, fills[-1] if fills else ground) >= 4.5, run


def test_the_framed_square_is_larger_and_stands_over_its_neighbours() -> None:
    page = drawn(tile_map(lit=1))
    found = codes(page)
    assert found["BB"].size > found["AA"].size
    assert found["BB"].face == "700"
    (frame,) = [i for i in page.items if isinstance(i, Box) and i.stroke == STYLE.colours["ink"]]
    after = (i for i in page.items[page.items.index(frame) :] if isinstance(i, Box))
    assert not [i for i in after if i.width > 15 and i.x > frame.x + frame.width]


def looks(fill: MapFill, style: Style) -> tuple[object, ...]:
    """What is seen of a fill on a gray copy: how dark, which pattern, which edge."""
    keys = (TileKey("Value", "(1)", fill),)
    page = drawn(TileMap(id="m", alternative="-", tiles=(Tile("AA", 0, 0, 0),), keys=keys), style)
    marks = [i for i in page.items if not isinstance(i, TextRun) and i.block == "m"]
    boxes = [i for i in marks if isinstance(i, Box) and i.width > 15]
    ground = boxes[0].fill and round(contrast(boxes[0].fill, "#FFFFFF"), 1)
    edges = [(box.stroke_width, box.dash, box.stroke) for box in boxes if box.stroke]
    kinds = {type(i).__name__ for i in marks if isinstance(i, Hatch | Path)}
    return ground, frozenset(kinds), tuple(edges)


@pytest.mark.parametrize("style", [STYLE, LOW, GRAY], ids=lambda style: style.name)
def test_no_two_fills_look_alike_in_gray(style: Style) -> None:
    seen = {fill: looks(fill, style) for fill in FILLS}
    for one, other in combinations(FILLS, 2):
        assert seen[one] != seen[other], (one, other)


def test_the_legend_stands_beside_the_map_or_under_it() -> None:
    def legend(page: Page) -> TextRun:
        return next(i for i in page.items if isinstance(i, TextRun) and i.text.startswith("Value"))

    wide, narrow = drawn(tile_map()), drawn(tile_map(), page=PageFormat(260, 400, 20, 20, 20, 20))
    right = max(run.x for run in codes(wide).values())
    assert legend(wide).x > right
    assert legend(narrow).y > max(run.y for run in codes(narrow).values())


def test_a_column_too_narrow_for_its_codes_is_refused() -> None:
    with pytest.raises(HandoutsError, match="points too wide"):
        drawn(tile_map(columns=12), page=PageFormat(140, 400, 20, 20, 20, 20))
