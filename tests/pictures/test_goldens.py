"""Small parts of pages look as they did, to the eye: no pixel is asked for."""

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.pictures.goldens import FOLDER, PICTURES

LARGEST = 20_000
"""Bytes of one picture."""

CLOSE = 3.0
"""Mean difference of a picture, of 255."""

LOCAL = 60
"""Largest difference of a patch of 8 × 8 pixels: less than a figure or mark that is missing."""


@pytest.mark.parametrize("name", PICTURES)
def test_it_looks_as_it_did(name: str) -> None:
    path = FOLDER / f"{name}.png"
    assert path.stat().st_size < LARGEST
    with Image.open(path) as file:
        before = file.convert("L")
    after = PICTURES[name]().convert("L")
    assert after.size == before.size, "the part of the page has another size"
    difference = ImageChops.difference(before, after)
    assert ImageStat.Stat(difference).mean[0] <= CLOSE
    patches = difference.reduce(8)
    assert ImageStat.Stat(patches).extrema[0][1] <= LOCAL


def test_there_is_a_picture_for_each_name() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(PICTURES)
