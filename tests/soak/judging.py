"""What is wrong with an edition of a made-up project: its messages, its pages, its file."""

from collections.abc import Iterable, Iterator

from handouts.audit.explanations import explanations
from handouts.audit.inspection import _bounds
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.edition import Edition
from handouts.fonts import FontBook, load_fonts
from handouts.model.library import Library
from handouts.pages import Pages
from handouts.pipeline import make
from tests.soak import reading
from tests.support import stream_check, verapdf

SERIOUS = {"internal-error", "template-failed", "not-printable"}
"""Codes that are a finding in a project whose layouts are the repository's own."""


def findings(edition: Edition, library: Library, flavours: tuple[str, ...] = ()) -> Iterator[str]:
    """Make it, twice, look at it and read it back; ``flavours`` are those of veraPDF."""
    fonts = load_fonts()
    try:
        made = make(edition, library, fonts)
    except HandoutsError as fault:
        yield from unhelpful(fault.diagnostics)
        return
    yield from off_page(made.pages, fonts)
    if make(edition, library, fonts).data != made.data:
        yield "other bytes the second time"
    yield from reading.losses(made, library)
    yield from stream_check.faults(made.data)
    for flavour in flavours:
        yield from (f"veraPDF {flavour} {rule}" for rule in verapdf.failures(made.data, flavour))


def unhelpful(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Faults of the program, and those that nobody could act on."""
    known = explanations()
    for fault in diagnostics:
        said = f"[{fault.code}] {fault.span} {fault.message}"
        area = known[fault.code].what if fault.code in known else ""
        if fault.code in SERIOUS or "fault of the program" in f"{area} {_why(fault.code)}":
            yield said
        elif not area or not fault.remedy or fault.span is None:
            yield f"without help: {said}"


def _why(code: str) -> str:
    found = explanations().get(code)
    return found.why if found else ""


def off_page(pages: Pages, fonts: FontBook) -> Iterator[str]:
    """Items that lie over an edge of their page."""
    for number, page in enumerate(pages.pages, 1):
        for item in page.items:
            x, y, width, height = _bounds(item, fonts)
            inside = x >= -0.5 and y >= -0.5 and x + width <= page.width + 0.5
            if not (inside and y + height <= page.height + 0.5):
                yield f"page {number}: {type(item).__name__} at {x:.1f}, {y:.1f} is off the page"
                return
