"""Pictures of too few pixels for their size."""

from typing import Final

from handouts.diagnostics import Diagnostic, Severity, Span
from handouts.drawings import Vector
from handouts.pages import Raster

SHARP: Final = 200.0
"""Pixels to the inch under which a picture looks coarse in print."""

COARSE: Final = "coarse-picture"
_POINTS: Final = 72.0


def coarse_picture(
    picture: Raster | Vector, file: str, width: float, span: Span | None
) -> Diagnostic | None:
    """A warning for pixels that can be seen at this width in points."""
    if isinstance(picture, Vector):
        return None
    density = picture.width / width * _POINTS
    if density >= SHARP - 0.5:
        return None
    needed = round(SHARP * width / _POINTS)
    return Diagnostic(
        "coarse-picture",
        f"`{file}` has {density:.0f} pixels to the inch at the size at which it is printed, "
        f"and {SHARP:.0f} look sharp",
        f"Use a picture that is {needed} pixels wide or wider, or print it smaller",
        span,
        Severity.WARNING,
    )
