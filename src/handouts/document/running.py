"""The running lines at the head and at the foot of every page."""

import re
from dataclasses import field
from typing import Final

from handouts.canonical import UNCOUNTED
from handouts.diagnostics import Span
from handouts.document.text import Origin, RichText, plain
from handouts.drawings import Vector
from handouts.frozen import dataclass
from handouts.pages import Raster

RUNNING: Final = "running/"
"""How the leaves of running lines begin. On the first page of a file they are read: place, publisher and
date may stand nowhere else. On the others they are artifacts."""

_CLAUSE: Final = re.compile(r"\s*·\s*[^·]*\{pages?\}[^·]*|^[^·]*\{pages?\}[^·]*(?:·\s*)?")
"""What tells the number, with a dot that separates it from what else the line says."""


def numbered(text: RichText, page: int, pages: int) -> RichText:
    """The text with its numbers filled in; a file of one page has none."""
    if pages == 1:
        runs = (run.with_text(_CLAUSE.sub("", run.text)) for run in text)
        return tuple(run for run in runs if run.text)
    return tuple(run.with_text(_filled(run.text, page, pages)) for run in text)


def told(name: str, text: RichText, page: int) -> str | None:
    """The leaf of an end of a running line; none where it is an artifact, or tells the page."""
    return f"{RUNNING}{name}" if page == 1 and text and "{page" not in plain(text) else None


def _filled(text: str, page: int, pages: int) -> str:
    return text.replace("{page}", str(page)).replace("{pages}", str(pages))


@dataclass(frozen=True, slots=True)
class RunningText:
    """A running line, left and right; ``{page}`` and ``{pages}`` are filled in by ``typeset``."""

    left: RichText = ()
    right: RichText = ()
    logo: Raster | Vector | None = None
    """The logo before the left end, as furniture."""
    logo_height: float = 0.0
    logo_span: Span | None = field(default=None, compare=False, metadata=UNCOUNTED)
    """Where the logo is named."""
    span: Span | None = field(default=None, compare=False, metadata=UNCOUNTED)
    """The place of its longer end in the layout."""
    origins: tuple[Origin, ...] = field(default=(), compare=False, metadata=UNCOUNTED)
