"""Colors of CSS in sRGB, with their opacity (CSS Color 4)."""

import colorsys
import re
from typing import Final, NamedTuple

from handouts.images.faults import PictureError
from handouts.images.remedies import PNG
from handouts.images.svg.lengths import NUMBER
from handouts.shapes import Colour

_HEX: Final = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_FUNCTION: Final = re.compile(r"(rgb|rgba|hsl|hsla)\(([^()]*)\)")
_VALUE: Final = re.compile(rf"({NUMBER})(%|deg)?")


class Opaque(NamedTuple):
    """A color and how opaque it is."""

    colour: Colour
    opacity: float


def colour(text: str) -> Opaque:
    """The color.

    Raises:
        PictureError: when it is none in sRGB.
    """
    value = text.strip().lower()
    if value == "transparent":
        return Opaque("#000000", 0.0)
    if _HEX.fullmatch(value):
        digits = value[1:]
        digits = "".join(d + d for d in digits) if len(digits) < 5 else digits
        return Opaque(f"#{digits[:6].upper()}", int(digits[6:] or "ff", 16) / 255)
    function = _FUNCTION.fullmatch(value)
    found = _of_function(function[1][:3], function[2]) if function else _named(value)
    if found is None:
        raise PictureError(f"the color `{text.strip()[:30]}` is not one of sRGB", PNG)
    return found


def _named(value: str) -> Opaque | None:
    from PIL import ImageColor  # few drawings name a color

    if value not in ImageColor.colormap:
        return None
    red, green, blue = ImageColor.getrgb(value)[:3]
    return Opaque(f"#{red:02X}{green:02X}{blue:02X}", 1.0)


def _of_function(kind: str, arguments: str) -> Opaque | None:
    matches = [_VALUE.fullmatch(n) for n in re.split(r"\s*[,/]\s*|\s+", arguments.strip())]
    values = [(float(m[1]), m[2]) for m in matches if m]
    if len(values) != len(matches) or len(values) not in {3, 4}:
        return None
    opacity = _share(*values[3], 1.0) if len(values) == 4 else 1.0
    if kind == "rgb":
        channels = [_share(value, unit, 255.0) for value, unit in values[:3]]
    else:
        hue, saturation, light = (value for value, _ in values[:3])
        channels = list(
            colorsys.hls_to_rgb(
                hue / 360 % 1, _share(light, "%", 1.0), _share(saturation, "%", 1.0)
            )
        )
    return Opaque("#" + "".join(f"{round(channel * 255):02X}" for channel in channels), opacity)


def _share(value: float, unit: str | None, whole: float) -> float:
    return min(max(value / (100.0 if unit == "%" else whole), 0.0), 1.0)
