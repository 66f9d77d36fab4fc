"""Pictures of a project, read and checked: pixels as they go into a file, drawings as paths."""

from pathlib import Path
from typing import Final

from handouts.diagnostics import HandoutsError, Span
from handouts.drawings import Vector
from handouts.images.coarse import COARSE, coarse_picture
from handouts.images.faults import PictureError, refused
from handouts.images.place import beside, located
from handouts.images.raster import MOST_BYTES, read_raster
from handouts.images.svg import read_drawing
from handouts.kept import kept
from handouts.pages import Raster

__all__ = ["COARSE", "SUFFIXES", "beside", "coarse_picture", "find_picture", "read_picture"]

_DRAWINGS: Final = (".svg",)
_PIXELS: Final = (".png", ".jpg", ".jpeg", ".webp", ".gif")
SUFFIXES: Final = (*_DRAWINGS, *_PIXELS)
"""How the names of pictures end."""


def find_picture(root: str | Path, file: str, span: Span | None, table: str = "") -> Path:
    """Where the picture lies, without a look into it.

    With ``table``, the folder of a table of recipients, it may lie there, too.

    Raises:
        HandoutsError: at ``span``, when it is missing, lies elsewhere, or is of an unknown kind.
    """
    try:
        return located(Path(root), file, span, SUFFIXES)
    except HandoutsError:
        path = beside(Path(table), file) if table else None
        if path is None or path.suffix.lower() not in SUFFIXES:
            raise
        return path


def read_picture(
    root: str | Path, file: str, span: Span | None, table: str = ""
) -> Raster | Vector:
    """The picture of a file that is named in the project's own terms, such as ``data/images/a.svg``.

    Raises:
        HandoutsError: at ``span``, when the file is missing, lies elsewhere, or holds what cannot
            be printed.
    """
    path = find_picture(root, file, span, table)
    try:
        stamp = path.stat()
        return _read(path, stamp.st_mtime_ns, stamp.st_size)
    except PictureError as fault:
        raise refused(file, fault, span) from None
    except OSError as fault:
        reason = (fault.strerror or "it cannot be opened").lower()
        raise refused(file, PictureError(reason, "Check that you may read it"), span) from None


@kept(most=256)
def _read(path: Path, modified: int, size: int) -> Raster | Vector:
    """Read once for each state of a file."""
    del modified
    if size > MOST_BYTES:
        raise PictureError(
            f"the file has more than {MOST_BYTES // 1_000_000} MB",
            "Save it smaller; 2500 pixels are enough for the width of a page",
        )
    if path.suffix.lower() in _DRAWINGS:
        return read_drawing(path.read_bytes())
    return read_raster(path)
