"""Making a document fit its pages: spacing, then optional blocks, then type, never under the floor."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
from handouts.typeset.running import foot_lines_height
from handouts.typeset.strips import Piece, total_height

TIGHTEST: Final = 0.7
"""The smallest factor on white space (design: spacing down to 70 %)."""

FOOT_GAP: Final = 3.0
"""Between the foot and the footer's line."""

_SPARSE: Final = 0.2
"""A last page that is filled less looks forgotten."""

_SLACK: Final = 0.01


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
    fitter = _Fitter(document, replace(style, smallest=floor), metrics)
    attempt = fitter.best()
    _refuse_too_tall(attempt)
    return fitter.filled(attempt)


class _Fitter:
    """The measures, in their order, for one document."""

    def __init__(self, document: Document, style: Style, metrics: Metrics) -> None:
        self.document = document
        self.style = style
        self.metrics = metrics
        self.limit = None if style.lifts_page_limit else document.pages
        self.styles: dict[tuple[float, float], Style] = {}
        self.kept: dict[tuple[object, ...], tuple[Block, Sequence[Piece]]] = {}

    def best(self) -> Attempt:
        attempt = self._fitted()
        if self.limit is None:
            return self._closed_up(attempt)
        if not attempt.fits and self.document.at_most is not None:
            self.limit = self.document.at_most
            attempt = self._fitted()
        if not attempt.fits:
            raise HandoutsError(_does_not_fit(attempt, self.limit or 0))
        return attempt

    def _closed_up(self, attempt: Attempt) -> Attempt:
        """With less white space, where that spares a last page with hardly anything on it."""
        *before, last = attempt.pages
        if not before or last.used > _SPARSE * attempt.sheet.room:
            return attempt
        spacing = 0.95
        while spacing > TIGHTEST - _SLACK:
            closer = self.set(replace(attempt.report, spacing=round(spacing, 2)))
            if len(closer.pages) < len(attempt.pages):
                return closer
            spacing -= 0.05
        return attempt

    def _fitted(self) -> Attempt:
        """With the first measures that make it fit, or the last ones."""
        attempt = self.set(FitReport())
        if attempt.fits:
            return attempt
        for tight in self._measures():
            attempt = self.set(tight)
            if attempt.fits:
                return self._loosened(attempt)
        return attempt

    def _measures(self) -> Iterator[FitReport]:
        """Ever stronger ones: spacing; one more block dropped; type by half points of the body."""
        report = FitReport(spacing=TIGHTEST)
        yield report
        for block in self._optional():
            report = replace(
                report, dropped=(*report.dropped, block.id), names=(*report.names, block.name)
            )
            yield report
        body = self.style.type["body"].size
        size = body - 0.25
        while size >= self.style.smallest - _SLACK:
            yield replace(report, scale=size / body)
            size -= 0.25

    def _optional(self) -> list[Block]:
        blocks = list(walk((*self.document.body, *self.document.foot)))
        ranked = [(b.optional, -n, b) for n, b in enumerate(blocks) if b.optional is not None]
        return [b for _, _, b in sorted(ranked, key=lambda r: r[:2])]

    def _loosened(self, tight: Attempt) -> Attempt:
        """The same measures with as much of the white space as fits."""
        loose = self.set(replace(tight.report, spacing=1.0))
        if loose.fits:
            return loose
        span = loose.excess - tight.excess
        share = -tight.excess / span if span > 0 else 0.0
        spacing = TIGHTEST + (1 - TIGHTEST) * max(share, 0.0)
        while spacing > TIGHTEST:
            attempt = self.set(replace(tight.report, spacing=round(spacing - 0.005, 2)))
            if attempt.fits:
                return attempt
            spacing -= 0.05
        return tight

    def filled(self, attempt: Attempt) -> Attempt:
        """With lines to write on in the room that is left."""
        growing = [
            b
            for b in walk(attempt.document.body)
            if isinstance(b, FillIn) and b.fill and not b.value
        ]
        if not growing or not attempt.pages:
            return attempt
        foot = foot_height(attempt.foot)
        spare = attempt.sheet.room - foot - attempt.pages[-1].used
        more, lines = max(int(spare // PITCH), 0), {}
        for block in growing:
            least = min(block.lines, LEAST_FILLED)
            extra = min(more, block.lines - least)
            lines[block.id] = least + extra
            more -= extra
        return self.set(attempt.report, lines)

    def set(self, report: FitReport, lines: dict[str, int] | None = None) -> Attempt:
        """Set the document under some measures."""
        style = self._measured(report)
        document = self.document.without(frozenset(report.dropped))
        sheet = _sheet(document, style, self.metrics)
        frame = Frame(style, self.metrics, sheet.width)
        if style.one_column:
            document = replace(document, body=(*document.body, *document.foot), foot=())
        allowance = Allowance(0.0, lines or {}, self.kept)
        foot = set_blocks(document.foot, frame, allowance)
        room = sheet.room - foot_height(foot)
        allowance = replace(
            allowance, chart_height=self._chart_height(frame, room, allowance, document)
        )
        pieces = set_blocks(document.body, frame, allowance)
        pages = tuple(paginate(pieces, sheet.room))
        if foot_height(foot) and pages[-1].used > room + _SLACK:
            pages = (*pages, Column((), 0.0, ()))
        excess, spill = self._excess(pieces, pages, foot, sheet)
        return Attempt(document, style, sheet, pages, foot, excess, spill, report)

    def _measured(self, report: FitReport) -> Style:
        """The style with its type and white space as the measures want them."""
        key = (report.scale, report.spacing)
        if key not in self.styles:
            style = self.style.scaled(report.scale) if report.scale != 1 else self.style
            factor = report.spacing
            space = {k: v if k == "gutter" else v * factor for k, v in style.space.items()}
            self.styles[key] = replace(style, space=space) if factor != 1 else style
        return self.styles[key]

    def _chart_height(
        self, frame: Frame, room: float, allowance: Allowance, document: Document
    ) -> float:
        """What the other blocks of a single page leave to its flowchart."""
        charts = [b.id for b in walk(document.body) if isinstance(b, Flowchart)]
        if not charts or self.limit != 1:
            return room if self.limit is None else 0.85 * room
        rest = document.without(frozenset(charts)).body
        pieces = set_blocks(rest, frame, allowance)
        left = room - total_height(pieces) - frame.style.space["block"] * len(charts)
        return max(left / len(charts), 1.0)

    def _excess(
        self,
        pieces: tuple[Piece, ...],
        pages: tuple[Column, ...],
        foot: tuple[Piece, ...],
        sheet: Sheet,
    ) -> tuple[float, str]:
        if self.limit is None:
            return 0.0, ""
        if self.limit > 1:
            over = pages[self.limit :]
            if not over:
                return 0.0, ""
            first = over[0].placed[0].strip.block if over[0].placed else foot[0].block
            height = sum(page.used for page in over)
            return max(height, foot_height(foot), 1.0), first
        room = sheet.room - foot_height(foot)
        return total_height(pieces) - room, _spilling(pieces, room)


def _spilling(pieces: tuple[Piece, ...], room: float) -> str:
    """The first block whose end lies beyond the room."""
    y = -pieces[0].space if pieces else 0.0
    for piece in pieces:
        y += piece.space + piece.height
        if y > room + _SLACK:
            return piece.block
    return ""


def _sheet(document: Document, style: Style, metrics: Metrics) -> Sheet:
    page, running = document.page, style.type["running"].leading
    clear = style.space["heading"]
    width = page.width - page.left - page.right
    header = style.running_head and (document.header.left or document.header.right)
    footer = foot_lines_height(document, Frame(style, metrics, width))
    top = page.top + (running + clear if header else 0.0)
    base = page.height - page.bottom - footer
    bottom = base - (style.space["line"] + clear if footer else 0.0)
    return Sheet(page.left, top, width, bottom - top, base)


def foot_height(foot: tuple[Piece, ...]) -> float:
    """The height of the foot, with the white space between it and the footer."""
    return total_height(foot) + FOOT_GAP if foot else 0.0


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
