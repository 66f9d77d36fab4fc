"""Required notices: they stand on the sheet, at their size, or there is no sheet."""

from collections.abc import Iterator

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import Document, Notice, plain, walk
from handouts.pages import Pages, TextRun


def refuse_lost_notices(document: Document, pages: Pages) -> None:
    """See to it that every notice of the document is on its pages, no smaller than it may be.

    Raises:
        HandoutsError: with each notice that is not.
    """
    notices = [b for b in walk((*document.body, *document.foot)) if isinstance(b, Notice)]
    if not notices:
        return
    faults = tuple(fault for notice in notices for fault in _faults(notice, _size(notice, pages)))
    if faults:
        raise HandoutsError(*faults)


def _size(notice: Notice, pages: Pages) -> float | None:
    """The smallest size in which something of it is printed; ``None`` where it stands nowhere."""
    items = (item for page in pages.pages for item in page.leaves.get(notice.id, ()))
    return min((item.size for item in items if isinstance(item, TextRun)), default=None)


def _faults(notice: Notice, size: float | None) -> Iterator[Diagnostic]:
    words = plain(notice.text)
    said = words if len(words) <= 40 else f"{words[:39]}…"
    if size is None:
        yield Diagnostic(
            "notice-left-out",
            f"the required notice “{said}” was left out to make the sheet fit",
            "Place `notices` where nothing `optional` holds them, or make room on the sheet",
            notice.span,
        )
    elif size < notice.smallest - 0.01:
        yield Diagnostic(
            "notice-too-small",
            f"the required notice “{said}” is set at {size:g} points, and must have "
            f"{notice.smallest:g}",
            "Make room on the sheet",
            notice.span,
        )
