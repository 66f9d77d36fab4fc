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
    sizes: dict[str, float] = {}
    for page in pages.pages:
        for item in page.items:
            if isinstance(item, TextRun) and item.block is not None:
                sizes[item.block] = min(item.size, sizes.get(item.block, item.size))
    faults = tuple(_faults(notices, sizes))
    if faults:
        raise HandoutsError(*faults)


def _faults(notices: list[Notice], sizes: dict[str, float]) -> Iterator[Diagnostic]:
    for notice in notices:
        size = sizes.get(notice.id)
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
