"""``Document`` + ``Style`` + ``Metrics`` → ``Pages``: where everything sits."""

from handouts.diagnostics import HandoutsError
from handouts.document import Document
from handouts.pages import Pages
from handouts.style import Style
from handouts.typeset.fitting.fit import fit_as_read
from handouts.typeset.lines.metrics import Metrics
from handouts.typeset.lines.missing import missing_glyphs
from handouts.typeset.pages.assemble import assemble
from handouts.typeset.pages.notices import refuse_lost_notices
from handouts.typeset.pages.packets import typeset_packet

__all__ = ["Metrics", "typeset", "typeset_packet"]


def typeset(document: Document, style: Style, metrics: Metrics) -> tuple[Document, Pages]:
    """Set a document; returns it as it is printed, without what did not fit, and its pages.

    Raises:
        HandoutsError: for a character that the fonts lack, and for what does not fit, with its
            place and by how much.
    """
    missing = missing_glyphs(document, metrics)
    if missing:
        raise HandoutsError(*missing)
    _, attempt = fit_as_read(document, style, metrics)
    pages = assemble(attempt, metrics)
    refuse_lost_notices(document, pages)
    return attempt.document.split(pages.parts).told(), pages
