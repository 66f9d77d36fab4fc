"""What helps with a drawing: each works in Inkscape and in Illustrator."""

from typing import Final

PNG: Final = (
    "Use a PNG of it: in Inkscape or Illustrator, File > Export as PNG, 2500 pixels wide or so"
)
"""For what paths cannot say."""

EXPORT: Final = (
    "Save it anew: in Inkscape, File > Save As > Plain SVG; in Illustrator, File > Export > Export "
    "As > SVG"
)
"""For what only one program understands."""

OUTLINES: Final = (
    "Turn its text into paths: in Inkscape, Path > Object to Path; in Illustrator, Type > Create "
    "Outlines"
)

AGAIN: Final = f"{EXPORT}. If that does not help, use a PNG"
"""For what is damaged or unusual."""
