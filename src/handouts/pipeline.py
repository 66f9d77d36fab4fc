"""The phases in order for one edition."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from handouts.accounting import refuse_losses
from handouts.compose import compose
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import Document
from handouts.edition import Edition
from handouts.fonts import FontBook
from handouts.load.places import exact_places
from handouts.model.library import Library
from handouts.pages import Pages
from handouts.pdf import to_pdf
from handouts.program import program_digest
from handouts.style import Style
from handouts.typeset import typeset

Lap = Callable[[str], object]
"""Called with the name of each phase when it is over."""


@dataclass(frozen=True, slots=True)
class Made:
    """One edition, finished: its document as printed, its pages, the PDF, and its content key."""

    edition: Edition
    document: Document
    pages: Pages
    data: bytes
    key: str


def style_of(edition: Edition, library: Library) -> Style:
    """The style that an edition is set in.

    Raises:
        HandoutsError: when the style was left out as faulty.
    """
    style = library.styles.get(edition.style)
    if style is not None:
        return style
    missing = Diagnostic(
        "unknown-style",
        f"there is no style `{edition.style}`",
        f"Known are {', '.join(sorted(library.styles))}",
    )
    raise HandoutsError(*library.faulty.get(("styles", edition.style), (missing,)))


def compose_key(edition: Edition, library: Library, fonts: FontBook) -> tuple[Document, str]:
    """The composed document, and a digest of all that its bytes depend on."""
    document = compose(edition, library)
    style = style_of(edition, library)
    parts = (program_digest(), fonts.digest, repr(document), repr(style))
    return document, sha256("\0".join(parts).encode()).hexdigest()


def lay_out(document: Document, style: Style, fonts: FontBook) -> tuple[Document, Pages]:
    """The pages of a document, and the document without what did not fit.

    Raises:
        HandoutsError: when something of it does not fit, or got lost on the way.
    """
    pages = typeset(document, style, fonts)
    printed = document.without(frozenset(pages.fit.dropped))
    refuse_losses(printed, pages, fonts.width)
    return printed, pages


def pages_of(edition: Edition, library: Library, fonts: FontBook) -> tuple[Document, Pages]:
    """Compose and typeset one edition, without drawing it."""
    with exact_places(library.root):
        return lay_out(compose(edition, library), style_of(edition, library), fonts)


def finish(
    edition: Edition,
    document: Document,
    key: str,
    library: Library,
    fonts: FontBook,
    lap: Lap = str,
) -> Made:
    """Typeset and draw a composed edition.

    Raises:
        HandoutsError: with every fault that keeps it from being printed.
    """
    with exact_places(library.root):
        printed, pages = lay_out(document, style_of(edition, library), fonts)
    lap("typeset")
    data = to_pdf(pages, printed, fonts)
    lap("pdf")
    return Made(edition, printed, pages, data, key)


def make(edition: Edition, library: Library, fonts: FontBook) -> Made:
    """Compose, typeset and draw one edition.

    Raises:
        HandoutsError: with every fault that keeps it from being printed.
    """
    document, key = compose_key(edition, library, fonts)
    return finish(edition, document, key, library, fonts)
