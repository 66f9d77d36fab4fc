"""What stands at the head and at the foot of every page."""

from dataclasses import dataclass, field

from handouts.canonical import UNCOUNTED
from handouts.diagnostics import Span
from handouts.document.text import Origin, RichText
from handouts.pages import Raster
from handouts.shapes import Vector


def numbered(text: str, page: int, pages: int) -> str:
    """The text with its numbers filled in."""
    return text.replace("{page}", str(page)).replace("{pages}", str(pages))


@dataclass(frozen=True, slots=True)
class RunningText:
    """A running line, left and right; ``{page}`` and ``{pages}`` are filled in by ``typeset``."""

    left: RichText = ()
    right: RichText = ()
    logo: Raster | Vector | None = None
    """Stands before the left one, as furniture."""
    logo_height: float = 0.0
    logo_span: Span | None = field(default=None, compare=False, metadata=UNCOUNTED)
    """Where the logo is named."""
    span: Span | None = field(default=None, compare=False, metadata=UNCOUNTED)
    """The place of its longer end in the layout."""
    origins: tuple[Origin, ...] = field(default=(), compare=False, metadata=UNCOUNTED)
