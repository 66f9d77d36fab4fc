"""Making a document fit its pages: spacing, then optional blocks, then type, never under the floor."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import Block, Document, FillIn, Flowchart, walk
from handouts.pages import FitReport
from handouts.style import Style
from handouts.typeset.fill_in import PITCH
from handouts.typeset.flow import LEAST_FILLED, Allowance, set_blocks
from handouts.typeset.frame import Frame
from handouts.typeset.metrics import Metrics
from handouts.typeset.paginate import Column, paginate
from handouts.typeset.strips import Piece, height, total_height

TIGHTEST: Final = 0.7
"""The smallest factor on white space (design: spacing down to 70 %)."""

FOOT_GAP: Final = 3.0
"""Between the foot and the footer's line."""

_SLACK: Final = 0.01

_STEP: Final = 0.001
"""The factor on white space is found to this precision."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text area of a page: its corner, its width, the room for the body, and the foot's base."""

    left: float
    top: float
    width: float
    room: float
    base: float
    """Where the footer's line box begins."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A document set once."""

    document: Document
    style: Style
    sheet: Sheet
    pages: tuple[Column, ...]
    foot: tuple[Piece, ...]
    excess: float
    """By how many points the allowed pages are too short; not above 0 when they are enough."""
    spill: str
    """The block at which they ran out."""
    report: FitReport

    @property
    def fits(self) -> bool:
        """Whether it stays on its pages."""
        return self.excess <= _SLACK


def fit(document: Document, style: Style, metrics: Metrics) -> Attempt:
    """Set a document so that it fits, with as few measures as will do.

    Raises:
        HandoutsError: when nothing fits, with the block and the points; or when a block is taller
            than a page.
    """
    floor = max(style.smallest, document.smallest or 0.0)
    _refuse_small_type(document, style, floor)
    fitter = _Fitter(document, _floored(style, floor), metrics)
    attempt = fitter.best()
    _refuse_too_tall(attempt)
    return fitter.filled(attempt)


@lru_cache(maxsize=64)
def _floored(style: Style, floor: float) -> Style:
    return style if style.smallest == floor else replace(style, smallest=floor)


@lru_cache(maxsize=256)
def _scaled(style: Style, scale: float) -> Style:
    return style.scaled(scale)


@dataclass(frozen=True, slots=True)
class _Content:
    """What a document sets to under some measures, white space still free."""

    document: Document
    frame: Frame
    pieces: tuple[Piece, ...]
    foot: tuple[Piece, ...]

    def sheet(self, spacing: float) -> Sheet:
        return _sheet(self.document, self.frame.style, spacing)

    def excess(self, spacing: float) -> float:
        """By how many points one page is too short."""
        room = self.sheet(spacing).room - foot_height(self.foot, spacing)
        return total_height(self.pieces, spacing) - room


class _Fitter:
    """The measures, in their order, for one document."""

    def __init__(self, document: Document, style: Style, metrics: Metrics) -> None:
        self.document = document
        self.style = style
        self.metrics = metrics
        self.limit = None if style.lifts_page_limit else document.pages
        self.kept: dict[tuple[object, ...], tuple[Block, Sequence[Piece]]] = {}

    def best(self) -> Attempt:
        attempt = self._fitted()
        if not attempt.fits and self.document.at_most is not None:
            self.limit = self.document.at_most
            attempt = self._fitted()
        if not attempt.fits:
            raise HandoutsError(_does_not_fit(attempt, self.limit or 0))
        return attempt

    def _fitted(self) -> Attempt:
        """With the weakest measures that make it fit, or the strongest ones."""
        attempt = self._under(FitReport())
        for measures in (list(self._drops()), list(self._scales())):
            if attempt.fits:
                break
            attempt = self._weakest(measures) if measures else attempt
        return attempt

    def _weakest(self, measures: list[FitReport]) -> Attempt:
        """With the first of ever stronger measures that will do; with the last if none does."""
        strongest = self._under(measures[-1])
        if not strongest.fits:
            return strongest
        weak, strong = 0, len(measures) - 1
        while weak < strong:
            middle = (weak + strong) // 2
            if self._under(measures[middle]).fits:
                strong = middle
            else:
                weak = middle + 1
        return strongest if strong == len(measures) - 1 else self._under(measures[strong])

    def _under(self, report: FitReport) -> Attempt:
        return self._loosest(self._content(report), report)

    def _drops(self) -> Iterator[FitReport]:
        """One more optional block dropped each time."""
        report = FitReport()
        for block in self._optional():
            report = replace(
                report, dropped=(*report.dropped, block.id), names=(*report.names, block.name)
            )
            yield report

    def _scales(self) -> Iterator[FitReport]:
        """All of them dropped, and the body smaller by a quarter point each time."""
        *_, report = FitReport(), *self._drops()
        body = self.style.type["body"].size
        size = body - 0.25
        while size >= self.style.smallest - _SLACK:
            yield replace(report, scale=size / body)
            size -= 0.25

    def _optional(self) -> list[Block]:
        blocks = list(walk((*self.document.body, *self.document.foot)))
        ranked = [(b.optional, -n, b) for n, b in enumerate(blocks) if b.optional is not None]
        return [b for _, _, b in sorted(ranked, key=lambda r: r[:2])]

    def _loosest(self, content: _Content, report: FitReport) -> Attempt:
        """With as much of the white space as fits, all of it or down to ``TIGHTEST``."""
        attempt = self._paged(content, report)
        if attempt.fits:
            return attempt
        tight = self._paged(content, replace(report, spacing=TIGHTEST))
        if not tight.fits:
            return tight
        low, high = TIGHTEST, 1.0
        while high - low > (_STEP if self.limit == 1 else 10 * _STEP):
            middle = (low + high) / 2
            if self._fits(content, replace(report, spacing=middle)):
                low = middle
            else:
                high = middle
        return self._paged(content, replace(report, spacing=low))

    def _fits(self, content: _Content, report: FitReport) -> bool:
        if self.limit == 1:
            return content.excess(report.spacing) <= _SLACK
        return self._paged(content, report).fits

    def filled(self, attempt: Attempt) -> Attempt:
        """With lines to write on in the room that is left."""
        growing = [
            b
            for b in walk(attempt.document.body)
            if isinstance(b, FillIn) and b.fill and not b.value
        ]
        if not growing:
            return attempt
        foot = foot_height(attempt.foot, attempt.report.spacing)
        spare = attempt.sheet.room - foot - attempt.pages[-1].used
        more, lines = max(int(spare // PITCH), 0), {}
        for block in growing:
            least = min(block.lines, LEAST_FILLED)
            extra = min(more, block.lines - least)
            lines[block.id] = least + extra
            more -= extra
        return self._paged(self._content(attempt.report, lines), attempt.report)

    def _content(self, report: FitReport, lines: dict[str, int] | None = None) -> _Content:
        """Set the document under some measures."""
        style = _scaled(self.style, report.scale) if report.scale != 1 else self.style
        document = self.document.without(frozenset(report.dropped))
        sheet = _sheet(document, style, 1.0)
        frame = Frame(style, self.metrics, sheet.width)
        allowance = Allowance(0.0, lines or {}, self.kept)
        foot = set_blocks(document.foot, frame, allowance)
        room = sheet.room - foot_height(foot, 1.0)
        chart = self._chart_height(frame, room, allowance, document)
        pieces = set_blocks(document.body, frame, replace(allowance, chart_height=chart))
        return _Content(document, frame, pieces, foot)

    def _chart_height(
        self, frame: Frame, room: float, allowance: Allowance, document: Document
    ) -> float:
        """What the other blocks of a single page leave to its flowchart."""
        charts = [b.id for b in walk(document.body) if isinstance(b, Flowchart)]
        if not charts or self.limit != 1:
            return 0.85 * room
        rest = document.without(frozenset(charts)).body
        pieces = set_blocks(rest, frame, allowance)
        left = room - total_height(pieces) - frame.style.space["block"] * len(charts)
        return max(left / len(charts), 1.0)

    def _paged(self, content: _Content, report: FitReport) -> Attempt:
        """On its pages, with its white space multiplied as reported."""
        spacing = report.spacing
        sheet = content.sheet(spacing)
        foot = foot_height(content.foot, spacing)
        pages = tuple(paginate(content.pieces, sheet.room, spacing))
        if foot and pages[-1].used > sheet.room - foot + _SLACK:
            pages = (*pages, Column((), 0.0, ()))
        excess, spill = self._excess(content, pages, spacing)
        return Attempt(
            content.document,
            content.frame.style,
            sheet,
            pages,
            content.foot,
            excess,
            spill,
            report,
        )

    def _excess(
        self, content: _Content, pages: tuple[Column, ...], spacing: float
    ) -> tuple[float, str]:
        if self.limit is None:
            return 0.0, ""
        foot = foot_height(content.foot, spacing)
        if self.limit > 1:
            over = pages[self.limit :]
            if not over:
                return 0.0, ""
            first = over[0].placed[0].strip.block if over[0].placed else content.foot[0].block
            return max(sum(page.used for page in over), foot, 1.0), first
        excess = content.excess(spacing)
        room = content.sheet(spacing).room - foot
        return excess, _spilling(content.pieces, room, spacing) if excess > _SLACK else ""


def _spilling(pieces: tuple[Piece, ...], room: float, spacing: float) -> str:
    """The first block whose end lies beyond the room."""
    y = -pieces[0].space * spacing if pieces else 0.0
    for piece in pieces:
        y += piece.space * spacing + height(piece, spacing)
        if y > room + _SLACK:
            return piece.block
    return ""


def _sheet(document: Document, style: Style, spacing: float) -> Sheet:
    page, running = document.page, style.type["running"].leading
    clear = style.space["heading"] * spacing
    header = document.header.left or document.header.right
    footer = document.footer.left or document.footer.right
    top = page.top + (running + clear if header else 0.0)
    base = page.height - page.bottom - (running if footer else 0.0)
    bottom = base - (style.space["line"] + clear if footer else 0.0)
    return Sheet(page.left, top, page.width - page.left - page.right, bottom - top, base)


def foot_height(foot: tuple[Piece, ...], spacing: float) -> float:
    """The height of the foot, with the white space between it and the footer."""
    return total_height(foot, spacing) + FOOT_GAP if foot else 0.0


# Refusals


def _refuse_small_type(document: Document, style: Style, floor: float) -> None:
    small = [name for name, kind in style.type.items() if kind.size < floor - _SLACK]
    if small:
        raise HandoutsError(
            Diagnostic(
                "type-too-small",
                f"style `{style.name}` sets `{small[0]}` at {style.type[small[0]].size:g} points, "
                f"under the floor of {floor:g}",
                "Make it larger in the style, or lower `smallest` in the layout",
                document.span,
            )
        )


def _named(document: Document, id_: str) -> Block | None:
    blocks = walk((*document.body, *document.foot))
    return next((b for b in blocks if b.id == id_), None)


def _does_not_fit(attempt: Attempt, limit: int) -> Diagnostic:
    block = _named(attempt.document, attempt.spill)
    name = block.name if block else attempt.spill
    pages = "page" if limit == 1 else f"{limit} pages"
    return Diagnostic(
        "overflow",
        f"`{name}` is {attempt.excess:.0f} points too tall for the {pages}, with the tightest "
        "spacing, without optional blocks and with the smallest type",
        "Shorten its text, mark a block `optional`, or allow more in `fit: {pages: …}`",
        block.span if block else attempt.document.span,
    )


def _refuse_too_tall(attempt: Attempt) -> None:
    faults = []
    for fault in (t for page in attempt.pages for t in page.too_tall):
        block = _named(attempt.document, fault.block)
        name = block.name if block else fault.block
        faults.append(
            Diagnostic(
                "overflow",
                f"part of `{name}` is {fault.points:.0f} points taller than a page",
                "Split it, or shorten its text",
                block.span if block else attempt.document.span,
            )
        )
    if faults:
        raise HandoutsError(*faults)
