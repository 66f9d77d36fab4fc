"""``Document`` + ``Style`` + ``Metrics`` → ``Pages``: where everything sits."""

from handouts.diagnostics import HandoutsError
from handouts.document import Document
from handouts.pages import Pages
from handouts.style import Style
from handouts.typeset.assemble import assemble
from handouts.typeset.fit import fit
from handouts.typeset.glyphs import missing_glyphs
from handouts.typeset.metrics import Metrics
from handouts.typeset.notices import refuse_lost_notices
from handouts.typeset.packets import typeset_packet

__all__ = ["Metrics", "typeset", "typeset_packet"]


def typeset(document: Document, style: Style, metrics: Metrics) -> tuple[Document, Pages]:
    """Set a document on its pages: the document as it is printed, without what did not fit, and they.

    Raises:
        HandoutsError: for a character that the fonts lack, and for what does not fit, with its
            place and by how much.
    """
    missing = missing_glyphs(document, metrics)
    if missing:
        raise HandoutsError(*missing)
    attempt = fit(document, style, metrics)
    pages = assemble(attempt, metrics)
    refuse_lost_notices(document, pages)
    return attempt.document.split(pages.parts), pages
