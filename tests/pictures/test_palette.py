"""Colours of a brand: whatever they are, everything can be read, and roles are told apart by all."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.load import load
from handouts.palette import APART, SIGHTS, Lch, in_brand, of_oklch, oklch, tint, told_apart
from handouts.shapes import Colour
from handouts.style import Style, contrast, on_ground
from tests.pictures.sight import MATRICES

BASE = load(Path(__file__).parents[2]).styles["base"]

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


def _texts(style: Style) -> Iterator[Colour]:
    yield from (style.colours[name] for name in ("ink", "muted", "link"))
    yield from (look.colour for look in style.roles)


def _grounds(style: Style) -> Iterator[Colour]:
    """The paper, and what a panel may be filled with."""
    paper = style.colours["paper"]
    yield from (paper, style.colours["ink"])
    for look in style.roles:
        yield from (look.colour, tint(look.colour, paper))


@settings(max_examples=25, deadline=None)
@given(st.lists(COLOURS, min_size=1, max_size=3))
def test_any_colours_of_a_brand_can_be_read_and_told_apart(brand: list[Colour]) -> None:
    style = in_brand(BASE, tuple(brand))
    paper = style.colours["paper"]
    for look in style.roles:
        assert contrast(paper, look.colour) >= 4.5
        assert contrast(look.colour, tint(look.colour, paper)) >= 4.5
    for ground in _grounds(style):
        for colour in _texts(on_ground(style, ground)):
            assert contrast(colour, ground) >= 4.5, (brand, ground)
    for one, other in combinations(style.roles, 2):
        assert told_apart(one.colour, other.colour) >= APART, brand


@settings(max_examples=10, deadline=None)
@given(COLOURS, COLOURS, st.sampled_from(["#111111", "#1B2430", "#FFF9EC"]))
def test_they_can_be_read_on_dark_and_colored_paper_too(
    one: Colour, other: Colour, paper: Colour
) -> None:
    ink = "#000000" if paper == "#FFF9EC" else "#FFFFFF"
    own = {**BASE.colours, "paper": paper, "ink": ink, "muted": ink}
    style = in_brand(replace(BASE, colours=own), (one, other))
    for look in style.roles:
        assert contrast(paper, look.colour) >= 4.5
        assert contrast(look.colour, tint(look.colour, paper)) >= 4.5


@pytest.mark.parametrize("brand", ["#004165", "#C8102E", "#0F4C5C", "#7B2D8B"])
def test_a_colour_that_can_be_read_is_kept_as_it_is(brand: Colour) -> None:
    style = in_brand(BASE, (brand,))
    assert style.roles[0].colour == style.colours["link"] == brand


def test_a_pale_color_is_made_darker_in_its_own_hue() -> None:
    made = in_brand(BASE, ("#F2A900",)).roles[0].colour
    assert abs(oklch(made).hue - oklch("#F2A900").hue) < 20
    assert 4.5 <= contrast(made, "#FFFFFF") < 5.6


def test_red_and_green_of_one_lightness_are_moved_apart() -> None:
    """To who sees no red they are one color."""
    red, green = "#A03030", of_oklch(Lch(oklch("#A03030").light, 0.09, 125.0))
    assert told_apart(red, green) < APART
    first, second, *_ = in_brand(BASE, (red, green)).roles
    assert first.colour == red
    assert told_apart(red, second.colour) >= APART


def test_tints_of_one_style_are_equally_light() -> None:
    tints = [tint(look.colour, "#FFFFFF") for look in BASE.roles]
    assert len(set(tints)) == 4
    assert {round(oklch(one).light, 2) for one in tints} == {0.95}


def test_a_grey_brand_leaves_the_style_s_colours() -> None:
    looks = in_brand(BASE, ("#333333",)).roles
    assert [look.colour for look in looks[:3]] == ["#333333", *(r.colour for r in BASE.roles[1:3])]


@pytest.mark.parametrize(
    ("colour", "lch"),
    [
        ("#0F4C5C", (0.38732, 0.06424, 220.0831)),
        ("#B5401A", (0.53119, 0.15943, 37.22645)),
        ("#F2A900", (0.78489, 0.16385, 77.5818)),
        ("#00FF00", (0.86644, 0.29483, 142.49535)),
    ],
)
def test_oklch_is_reckoned_as_elsewhere(colour: Colour, lch: tuple[float, ...]) -> None:
    """By ColorAide 8.13."""
    assert oklch(colour) == pytest.approx(lch, abs=2e-4, rel=1e-4)
    assert of_oklch(oklch(colour)) == colour


def test_what_no_screen_shows_loses_chroma_only() -> None:
    made = oklch(of_oklch(Lch(0.6, 0.4, 200.0)))
    assert made.light == pytest.approx(0.6, abs=0.01)
    assert made.hue == pytest.approx(200.0, abs=3)
    assert made.chroma < 0.15


def test_people_see_the_same_in_pictures_and_in_palettes() -> None:
    assert {name: SIGHTS[name] for name in MATRICES} == MATRICES
