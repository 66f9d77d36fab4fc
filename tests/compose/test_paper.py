"""Paper: sizes, orientation, binding edge, holes, copies on a sheet."""

from dataclasses import replace
from typing import Any

import pytest

from handouts.compose import compose
from handouts.compose.paper import page_format
from handouts.diagnostics import HandoutsError
from handouts.load import load
from handouts.model.base import Text
from handouts.model.records.paper import PageSetup
from handouts.plan import edition_for
from handouts.units import FOLDS, PAGE_SIZES
from tests.support.projects import REPOSITORY

LOOKS = tuple(map(Text, ("34pt", "45pt", "34pt", "45pt")))


def setup(**fields: Any) -> PageSetup:
    if isinstance(size := fields.get("size"), list):
        fields["size"] = tuple(map(Text, size))
    elif size:
        fields["size"] = Text(size)
    return PageSetup(**fields)


@pytest.mark.parametrize("size", PAGE_SIZES)
def test_every_size_in_both_orientations(size: str) -> None:
    upright = page_format([setup(size=size, orientation="portrait")])
    wide = page_format([setup(size=size, orientation="landscape")])
    plain = page_format([setup(size=size)])
    assert {plain.width, plain.height} == {upright.width, upright.height}
    assert (plain.width, plain.height) == PAGE_SIZES[size]
    assert (wide.width, wide.height) == (upright.height, upright.width)
    assert upright.width < upright.height


def test_the_sizes_of_the_standards() -> None:
    """Letter, legal and half-letter in inches; ISO 216 in millimeters."""
    inches = {name: (w / 72, h / 72) for name, (w, h) in PAGE_SIZES.items()}
    assert inches["letter"] == (8.5, 11)
    assert inches["legal"] == (8.5, 14)
    assert inches["half-letter"] == (5.5, 8.5)
    assert inches["a4"] == pytest.approx((210 / 25.4, 297 / 25.4), abs=1e-4)
    assert inches["tabloid"] == (11, 17)
    assert inches["poster"] == (24, 36)
    assert inches["a3"] == pytest.approx((297 / 25.4, 420 / 25.4), abs=1e-4)
    assert inches["a5"] == pytest.approx((148 / 25.4, 210 / 25.4), abs=1e-4)


def test_pictures_for_screens_are_counted_in_pixels_of_css() -> None:
    """96 to the inch: what a browser shows at 100 % is as wide as the page."""
    pixels = {name: (w / 0.75, h / 0.75) for name, (w, h) in PAGE_SIZES.items()}
    assert (pixels["phone"], pixels["slide"]) == ((1080, 1350), (1920, 1080))
    typed = page_format([setup(size=["1080px", "1350px"])])
    assert (typed.width, typed.height) == PAGE_SIZES["phone"]


def test_any_width_and_height_stand_as_they_are_written() -> None:
    card = page_format([setup(size=["7in", "127mm"])])
    assert (card.width, card.height) == pytest.approx((504, 360))
    upright = page_format([setup(size=["7in", "127mm"], orientation="portrait")])
    assert (upright.width, upright.height) == pytest.approx((360, 504))


def test_the_first_set_up_that_says_it_wins() -> None:
    page = page_format([setup(holes=False), setup(size="a4", holes=True), setup(size="legal")])
    assert (page.width, page.left) == (PAGE_SIZES["a4"][0], 45)


def test_punched_sheets_keep_their_text_width() -> None:
    page = page_format([setup(holes=True, margins=LOOKS)])
    assert (page.left, page.right) == (54, 36)
    assert page.left >= 0.6 * 72


def test_a_binding_edge_at_the_right_or_the_top() -> None:
    right = page_format([setup(binding="right", holes=True, margins=LOOKS)])
    assert (right.left, right.right) == (36, 54)
    top = page_format([setup(binding="top", holes=True, margins=LOOKS)])
    assert (top.top, top.bottom, top.left) == (54, 34, 45)
    bound = page_format([setup(binding="left", margins=tuple(map(Text, ("34", "30", "34", "30"))))])
    assert bound.left == pytest.approx(43.2)
    assert bound.right == 30


def test_even_pages_are_mirrored_where_both_sides_are_printed() -> None:
    page = page_format([setup(holes=True, duplex=True, margins=LOOKS)])
    assert [page.left_on(n) for n in (1, 2, 3)] == [54, 36, 54]
    single = page_format([setup(holes=True, margins=LOOKS)])
    assert [single.left_on(n) for n in (1, 2, 3)] == [54, 54, 54]
    flipped = page_format([setup(holes=True, binding="top", duplex=True, margins=LOOKS)])
    assert [flipped.left_on(n) for n in (1, 2)] == [45, 45]


@pytest.mark.parametrize("folds", ["half", "letter-tri", "tent"])
@pytest.mark.parametrize(
    ("asked", "said"),
    [({"holes": True}, "holes: false"), ({"binding": "left"}, "take out `binding`")],
)
def test_a_folded_sheet_is_not_bound(folds: str, asked: dict[str, Any], said: str) -> None:
    """The margin of one edge was kept free on every panel."""
    with pytest.raises(HandoutsError) as raised:
        page_format([setup(folds=Text(folds), **asked)])
    (fault,) = raised.value.diagnostics
    assert fault.code == "page-conflict"
    assert said in fault.remedy
    assert page_format([setup(folds=Text(folds), duplex=True)]).mirrored is False


def test_a_handout_s_own_set_up_stands_over_all_others() -> None:
    library = load(REPOSITORY)
    handout = library.project.handouts["comparison"]
    own = handout.model_copy(update={"page": setup(size="half-letter", repeat=2)})
    project = library.project.model_copy(
        update={"handouts": {**library.project.handouts, "comparison": own}}
    )
    audience = library.audiences["school"].model_copy(update={"page": setup(size="a4")})
    other = replace(library, project=project, audiences={**library.audiences, "school": audience})
    edition = edition_for(other, "comparison", own, "school", "tx", "en", {}, None)
    page = compose(edition, other).page
    assert (page.width, page.height, page.copies) == (396, 612, 2)
    plain = edition_for(
        other, "which-role", other.project.handouts["which-role"], "school", "tx", "en", {}, None
    )
    assert compose(plain, other).page.width == PAGE_SIZES["a4"][0]


@pytest.mark.parametrize("folds", FOLDS)
def test_the_panels_of_every_way_to_fold_are_as_wide_as_the_page(folds: str) -> None:
    page = page_format([setup(size="letter", orientation="landscape", folds=Text(folds))])
    assert sum(page.panels) == pytest.approx(792 if FOLDS[folds] else 0)


def test_no_bleed_and_a_bleed_of_nothing_are_two_things() -> None:
    """Without one, color ends where office printers do; on a screen it goes to the edge."""
    assert page_format([setup()]).bleed is None
    assert page_format([setup(bleed=Text("0in"))]).bleed == 0
    assert page_format([setup(bleed=Text("9pt"), scale=2)]).bleed == 4.5
