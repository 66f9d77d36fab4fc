"""Pictures, each once in a file: image objects and forms (ISO 32000-1, 8.9.5 and 8.10)."""

from collections.abc import Iterable

from handouts.drawings import Vector
from handouts.pages import Image, Page, Raster
from handouts.pdf.container import Container, stream
from handouts.pdf.resources.forms import add_form, is_transparent


def picture_name(picture: Raster | Vector) -> str:
    """The name of a picture among the resources: by what it shows."""
    if isinstance(picture, Raster):
        return f"I{picture.digest[:16]}"
    return f"{'G' if picture.in_grey else 'V'}{picture.digest[:16]}"


def add_pictures(file: Container, pages: Iterable[Page]) -> str:
    """Add the pictures of all pages; returns their entry in the resources, if there are any."""
    pictures = {
        picture_name(item.picture): item.picture
        for page in pages
        for item in page.items
        if isinstance(item, Image)
    }
    entries = "".join(
        f"/{name} {_add(file, picture) if isinstance(picture, Raster) else add_form(file, picture)} 0 R"
        for name, picture in pictures.items()
    )
    return f"/XObject<<{entries}>>" if entries else ""


def lets_through(page: Page) -> bool:
    """Whether something of the page is to be blended with what lies under it."""
    pictures = [item.picture for item in page.items if isinstance(item, Image)]
    return any(
        picture.alpha is not None if isinstance(picture, Raster) else is_transparent(picture)
        for picture in pictures
    )


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
