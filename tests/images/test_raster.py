"""Pixels of every kind arrive as red, green and blue, or gray; what is no picture is refused."""

import io
import zlib
from pathlib import Path

import pytest
from PIL import Image

from handouts.diagnostics import HandoutsError
from handouts.images import read_picture
from handouts.pages import Raster

RED = (204, 51, 51)


def saved(root: Path, image: Image.Image, name: str, **options: object) -> str:
    file = f"data/images/{name}"
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    image.save(root / file, **options)  # type: ignore[arg-type]
    return file


def raster(root: Path, file: str) -> Raster:
    made = read_picture(root, file, None)
    assert isinstance(made, Raster)
    return made


def pixels(made: Raster) -> Image.Image:
    if made.encoding == "jpeg":
        return Image.open(io.BytesIO(made.data)).convert("RGB")
    mode = "RGB" if made.channels == 3 else "L"
    size = (made.width, made.height)
    return Image.frombytes(mode, size, zlib.decompress(made.data)).convert("RGB")


def near(one: object, other: tuple[int, int, int], within: int = 12) -> bool:
    assert isinstance(one, tuple)
    return all(abs(a - b) <= within for a, b in zip(one, other, strict=True))


def fault(root: Path, file: str) -> tuple[str, str]:
    with pytest.raises(HandoutsError) as caught:
        read_picture(root, file, None)
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.remedy
    return diagnostic.code, diagnostic.message


@pytest.mark.parametrize("mode", ["RGB", "P", "CMYK", "RGBA"])
def test_a_colour_stays_what_it_was(mode: str, tmp_path: Path) -> None:
    image = Image.new("RGB", (8, 6), RED).convert(mode)
    name, options = ("a.jpg", {"quality": 95}) if mode == "CMYK" else ("a.png", {})
    made = raster(tmp_path, saved(tmp_path, image, name, **options))
    assert (made.width, made.height, made.channels, made.alpha) == (8, 6, 3, None)
    assert near(pixels(made).getpixel((3, 3)), RED)


def test_gray_of_sixteen_bits_keeps_its_middle(tmp_path: Path) -> None:
    image = Image.new("I;16", (4, 4), 32_768)
    made = raster(tmp_path, saved(tmp_path, image, "deep.png"))
    assert made.channels == 1
    assert near(pixels(made).getpixel((1, 1)), (128, 128, 128), 1)


def test_interlaced_and_two_coloured_pictures_are_read(tmp_path: Path) -> None:
    image = Image.new("1", (9, 9), 1)
    made = raster(tmp_path, saved(tmp_path, image, "bits.png"))
    assert near(pixels(made).getpixel((4, 4)), (255, 255, 255), 0)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_opacity_is_kept_apart(mode: str, tmp_path: Path) -> None:
    image = Image.new("RGBA", (2, 1), (*RED, 255))
    image.putpixel((1, 0), (*RED, 0))
    options: dict[str, object] = {}
    if mode == "P":
        image = Image.new("P", (2, 1))
        image.putpalette([*RED, 0, 0, 0])
        image.putpixel((1, 0), 1)
        options = {"transparency": 1}
    elif mode == "LA":
        image = image.convert("LA")
    made = raster(tmp_path, saved(tmp_path, image, "clear.png", **options))
    assert made.alpha is not None
    assert zlib.decompress(made.alpha) == b"\xff\x00"


def test_a_photograph_goes_in_as_it_is_and_turned_upright(tmp_path: Path) -> None:
    image = Image.new("RGB", (8, 4), RED)
    file = saved(tmp_path, image, "photo.jpg")
    assert raster(tmp_path, file).data == (tmp_path / file).read_bytes()
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = raster(tmp_path, saved(tmp_path, image, "turned.jpg", exif=exif))
    assert (turned.width, turned.height) == (4, 8)


@pytest.mark.parametrize("name", ["sign.webp", "sign.gif"])
def test_webp_and_gif_are_read_and_of_what_moves_the_first_picture(
    name: str, tmp_path: Path
) -> None:
    first = Image.new("RGBA", (9, 6), (*RED, 255))
    first.paste((0, 0, 0, 0), (0, 0, 3, 6))
    others = [Image.new("RGBA", (9, 6), colour) for colour in ("blue", "green")]
    options = {"lossless": True} if name.endswith("webp") else {"disposal": 2}
    file = saved(tmp_path, first, name, save_all=True, append_images=others, **options)
    made = raster(tmp_path, file)
    assert (made.width, made.height, made.channels) == (9, 6, 3)
    assert near(pixels(made).getpixel((6, 3)), RED)
    assert made.alpha is not None
    assert zlib.decompress(made.alpha)[:9] == b"\0" * 3 + b"\xff" * 6


@pytest.mark.parametrize("name", ["sign.webp", "sign.gif"])
def test_a_webp_or_gif_that_is_cut_off_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / saved(tmp_path, Image.effect_noise((99, 99), 90), name)
    path.write_bytes(path.read_bytes()[:900])
    assert "not whole" in fault(tmp_path, f"data/images/{name}")[1]


def test_a_computer_that_cannot_read_webp_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = saved(tmp_path, Image.new("RGB", (2, 2)), "sign.webp")
    monkeypatch.setattr("handouts.images.raster._FORMATS", ("PNG", "JPEG"))
    monkeypatch.setattr("PIL.features.check", lambda name: False)
    assert "cannot read WebP" in fault(tmp_path, file)[1]


def test_the_same_picture_is_the_same_bytes(tmp_path: Path) -> None:
    image = Image.new("RGBA", (20, 20), (1, 2, 3, 99))
    one = raster(tmp_path, saved(tmp_path, image, "one.png"))
    assert one == raster(tmp_path, saved(tmp_path, image, "two.png"))


def test_what_moves_is_cut_off_or_too_large_is_refused(tmp_path: Path) -> None:
    still, other = Image.new("RGB", (9, 9), RED), Image.new("RGB", (9, 9))
    moving = saved(tmp_path, still, "moving.png", save_all=True, append_images=[other])
    assert "it moves" in fault(tmp_path, moving)[1]
    noise = Image.effect_noise((200, 200), 90)
    for name in ("whole.png", "whole.jpg"):
        path = tmp_path / saved(tmp_path, noise, name)
        path.write_bytes(path.read_bytes()[:4000])
        assert "not whole" in fault(tmp_path, f"data/images/{name}")[1]
    bomb = saved(tmp_path, Image.new("1", (20_000, 20_000)), "bomb.png")
    assert "pixels" in fault(tmp_path, bomb)[1]
    (tmp_path / "data/images/words.png").write_text("words")
    assert "neither a PNG nor a JPEG" in fault(tmp_path, "data/images/words.png")[1]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("data/images/none.png", "missing-picture"),
        ("data/../../a.png", "picture-outside"),
        ("/data/a.png", "picture-outside"),
        ("C:\\data\\a.png", "picture-outside"),
        ("data\\..\\..\\a.png", "picture-outside"),
        ("output/a.png", "picture-outside"),
        ("data/a.tiff", "unknown-picture"),
    ],
)
def test_a_picture_is_a_file_of_the_project(file: str, code: str, tmp_path: Path) -> None:
    assert fault(tmp_path, file)[0] == code


def test_a_missing_picture_is_told_with_the_path_that_was_tried(tmp_path: Path) -> None:
    assert str(tmp_path / "data/images/none.png") in fault(tmp_path, "data/images/none.png")[1]


def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    project, outside = tmp_path / "project", tmp_path / "outside.png"
    Image.new("RGB", (2, 2)).save(outside)
    (project / "data").mkdir(parents=True)
    (project / "data/link.png").symlink_to(outside)
    assert fault(project, "data/link.png")[0] == "picture-outside"


def test_a_changed_picture_is_read_anew(tmp_path: Path) -> None:
    file = saved(tmp_path, Image.new("RGB", (2, 2), RED), "a.png")
    first = raster(tmp_path, file)
    saved(tmp_path, Image.new("RGB", (5, 2), RED), "a.png")
    assert raster(tmp_path, file).width == 5 != first.width
