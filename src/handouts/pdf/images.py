"""Pictures of pixels as image objects (ISO 32000-1, 8.9.5), each once in a file."""

from collections.abc import Iterable

from handouts.pages import Image, Page, Raster
from handouts.pdf.container import Container, stream


def image_name(raster: Raster) -> str:
    """The name of a picture among the resources: by what it shows."""
    return f"I{raster.digest[:16]}"


def add_images(file: Container, pages: Iterable[Page]) -> str:
    """Add the pictures of all pages; returns their entry in the resources, if there are any."""
    rasters: dict[str, Raster] = {}
    for page in pages:
        for item in page.items:
            if isinstance(item, Image):
                rasters.setdefault(image_name(item.raster), item.raster)
    entries = "".join(f"/{name} {_add(file, raster)} 0 R" for name, raster in rasters.items())
    return f"/XObject<<{entries}>>" if entries else ""


def _add(file: Container, raster: Raster) -> int:
    mask = ""
    if raster.alpha is not None:
        opacity = stream(f"{_entries(raster, 1)}/Filter/FlateDecode", raster.alpha)
        mask = f"/SMask {file.add(opacity)} 0 R"
    method = "DCTDecode" if raster.encoding == "jpeg" else "FlateDecode"
    entries = f"{_entries(raster, raster.channels)}/Filter/{method}{mask}"
    return file.add(stream(entries, raster.data))


def _entries(raster: Raster, channels: int) -> str:
    space = "DeviceGray" if channels == 1 else "DeviceRGB"
    return (
        f"/Type/XObject/Subtype/Image/Width {raster.width}/Height {raster.height}"
        f"/ColorSpace/{space}/BitsPerComponent 8/Interpolate false"
    )
