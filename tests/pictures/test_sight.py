"""The two roles are told apart in grey, and in the common color blindnesses."""

import pytest
from PIL import Image, ImageStat

from handouts.style import luminance
from tests.pictures.drawing import bars, picture, project, sheet
from tests.pictures.sight import SIGHTS, seen

STYLES = ("base", "large-print", "photocopy", "slate")

TONE = 40
"""Steps of 255 by which the mean tones of two fills differ at least: plain at arm's length."""

FLAT, PATTERNED = 12, 40
"""Standard deviation of the tones within a flat fill, and within a pattern."""


def _tones(crop: Image.Image) -> tuple[float, float]:
    inner = crop.crop((4, 4, crop.width - 4, crop.height - 4))
    found = ImageStat.Stat(inner.convert("L"))
    return found.mean[0], found.stddev[0]


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("style", STYLES)
def test_the_roles_bars_differ_in_tone_and_in_pattern(style: str, sight: str) -> None:
    made = sheet("comparison", style, "tx")
    found = []
    for role in (0, 1):
        page, place = next(
            (page, place)
            for page in range(len(made.pages.pages))
            for place in bars(made, role, page)
        )
        found.append(_tones(seen(picture(made, page, place, dpi=200), sight)))
    (first, flat), (second, patterned) = found
    assert second - first >= TONE
    assert flat <= FLAT
    assert patterned >= PATTERNED


@pytest.mark.parametrize("style", STYLES)
def test_the_first_two_roles_share_no_fill_and_no_mark(style: str) -> None:
    first, second = project().styles[style].roles[:2]
    assert first.fill != second.fill
    assert first.mark != second.mark


def test_the_roles_names_differ_in_grey_where_the_style_has_color() -> None:
    for style in ("base", "large-print"):
        first, second = project().styles[style].roles[:2]
        lighter, darker = luminance(second.colour) + 0.05, luminance(first.colour) + 0.05
        assert lighter / darker >= 1.6
