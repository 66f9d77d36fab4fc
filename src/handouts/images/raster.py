"""PNG, JPEG, WebP and GIF to pixels of red, green and blue, or gray, with opacity kept apart."""

import io
import warnings
import zlib
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from handouts.images.faults import PictureError
from handouts.pages import Raster

if TYPE_CHECKING:  # loaded only when a picture is read
    from PIL import Image

MOST_PIXELS: Final = 40_000_000
"""A Letter page at 600 pixels to the inch has 34 million."""

MOST_BYTES: Final = 20_000_000

_ORIENTATION: Final = 0x0112
"""EXIF 2.32, table 4."""

_LEVEL: Final = 9

_FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF")
_FIRST_ONLY: Final = ("WEBP", "GIF")
"""What may move, and stands for itself with its first picture: so browsers print it too."""


def read_raster(path: Path) -> Raster:
    """The picture of a file.

    Raises:
        PictureError: when it is no whole picture of a kind that is read, moves, or is too large.
    """
    if path.stat().st_size > MOST_BYTES:
        raise _too_large(f"the file has more than {MOST_BYTES // 1_000_000} MB")
    data = path.read_bytes()
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                return _converted(image, data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large("it has too many pixels") from None
    except UnidentifiedImageError:
        raise _unknown(data) from None
    except (OSError, SyntaxError, ValueError, EOFError, zlib.error):
        raise PictureError(
            "the file is damaged or not whole", "Copy it anew, or save it again"
        ) from None


def _unknown(data: bytes) -> PictureError:
    from PIL import features

    remedy = "Save it as PNG or JPEG in a picture program"
    # a Pillow may be built without it, as in a browser
    if data[8:12] == b"WEBP" and not features.check("webp"):
        return PictureError("this computer's Pillow cannot read WebP", remedy)
    return PictureError(
        "it is neither a PNG nor a JPEG, WebP or GIF, whatever its name says", remedy
    )


def _too_large(why: str) -> PictureError:
    return PictureError(why, "Save it smaller; 2500 pixels are enough for the width of a page")


def _converted(image: "Image.Image", data: bytes) -> Raster:
    if image.width * image.height > MOST_PIXELS:
        raise _too_large(f"it has {image.width * image.height / 1e6:.0f} million pixels")
    if image.format not in _FIRST_ONLY and getattr(image, "n_frames", 1) > 1:
        raise PictureError("it moves, and paper does not", "Save one of its pictures alone")
    turned = image.getexif().get(_ORIENTATION, 1) not in (0, 1)
    image.load()
    if image.format == "JPEG" and image.mode in {"RGB", "L"} and not turned:
        channels: Literal[1, 3] = 3 if image.mode == "RGB" else 1
        digest = sha256(data).hexdigest()
        return Raster(image.width, image.height, channels, "jpeg", data, None, digest)
    if not turned:
        return _deflated(image)
    from PIL import ImageOps

    return _deflated(ImageOps.exif_transpose(image))


def _deflated(image: "Image.Image") -> Raster:
    alpha = None
    if image.has_transparency_data:
        rgba = _in_eight_bits(image).convert("RGBA")
        opacity = rgba.getchannel("A")
        if opacity.getextrema() != (255, 255):
            alpha = zlib.compress(opacity.tobytes(), _LEVEL)
        image = rgba.convert("RGB")
    else:
        image = _in_eight_bits(image)
        image = image if image.mode == "L" else image.convert("RGB")
    channels: Literal[1, 3] = 1 if image.mode == "L" else 3
    data = zlib.compress(image.tobytes(), _LEVEL)
    digest = sha256(b"%d %d %d " % (image.width, image.height, channels) + data + (alpha or b""))
    return Raster(image.width, image.height, channels, "deflate", data, alpha, digest.hexdigest())


def _in_eight_bits(image: "Image.Image") -> "Image.Image":
    """Gray of 16 bits cut to 8: a plain conversion would only keep what is dark."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L")
    if image.mode == "1":
        return image.convert("L")
    return image
