"""How a picture looks in grey, and to people who see colors in another way."""

from functools import cache

from PIL import Image

Rgb = tuple[int, int, int]

MATRICES = {
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
}
"""On linear RGB, severity 1.0 (Machado, Oliveira and Fernandes 2009, table 1)."""

SIGHTS = ("color", "grey", *MATRICES)


def seen(picture: Image.Image, sight: str) -> Image.Image:
    """The picture as it looks in one of ``SIGHTS``."""
    if sight == "color":
        return picture
    if sight == "grey":
        return picture.convert("L").convert("RGB")
    made = Image.new("RGB", picture.size)
    pixels = picture.convert("RGB").tobytes()
    shades = zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True)
    made.putdata([_simulated(shade, sight) for shade in shades])
    return made


@cache
def _simulated(shade: Rgb, sight: str) -> Rgb:
    linear = [_linear(channel / 255) for channel in shade]
    mixed = (sum(m * c for m, c in zip(row, linear, strict=True)) for row in MATRICES[sight])
    red, green, blue = (round(255 * _encoded(min(max(value, 0.0), 1.0))) for value in mixed)
    return red, green, blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
