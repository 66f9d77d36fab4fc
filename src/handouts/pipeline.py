"""The phases in order for one edition."""

from dataclasses import dataclass
from hashlib import sha256

from handouts import __version__
from handouts.compose import compose
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import Document
from handouts.edition import Edition
from handouts.fonts import FontBook
from handouts.model.library import Library
from handouts.pages import Pages
from handouts.pdf import to_pdf
from handouts.style import Style
from handouts.typeset import typeset


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


def compose_key(edition: Edition, library: Library) -> tuple[Document, str]:
    """The composed document, and a digest of all that its bytes depend on."""
    document = compose(edition, library)
    parts = (__version__, repr(document), repr(style_of(edition, library)))
    return document, sha256("\0".join(parts).encode()).hexdigest()


def make(edition: Edition, library: Library, fonts: FontBook) -> Made:
    """Compose, typeset and draw one edition.

    Raises:
        HandoutsError: with every fault that keeps it from being printed.
    """
    document, key = compose_key(edition, library)
    pages = typeset(document, style_of(edition, library), fonts)
    printed = document.without(frozenset(pages.fit.dropped))
    return Made(edition, printed, pages, to_pdf(pages, printed, fonts), key)
