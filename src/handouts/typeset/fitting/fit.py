"""Making a document fit its pages: spacing, then optional blocks, then type, never under the floor."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from handouts.diagnostics import HandoutsError
from handouts.document import Block, Document, Emblem, FillIn, Flowchart, PageBreak, walk
from handouts.document.reading import orphan_headings
from handouts.document.references import References, listing
from handouts.frozen import dataclass
from handouts.kept import kept
from handouts.pages import ChartGeometry, FitReport
from handouts.style import Style
from handouts.typeset.blocks import SETTERS, Allowance
from handouts.typeset.blocks.fill_in import LEAST_FILLED, PITCH
from handouts.typeset.column.frame import Frame
from handouts.typeset.column.paginate import Column, last_used, paginate, parted, pushed, whole
from handouts.typeset.column.strips import Piece, Strip, total_height
from handouts.typeset.fitting.content import (
    SLACK,
    TIGHTEST,
    Content,
    Sheet,
    blocks_before,
    foot_height,
    loosest_spacing,
    sheet_of,
    spilling,
)
from handouts.typeset.fitting.refusals import (
    does_not_fit,
    foot_too_tall,
    refuse_small_type,
    refuse_too_tall,
    too_many_parts,
)
from handouts.typeset.flowchart.room import ChartRoom
from handouts.typeset.lines.metrics import Metrics

_STEP: Final = 0.01
"""On several pages the factor on white space is found to this precision."""

_ENOUGH: Final = 0.5
"""A chart that may go on to other pages starts under other blocks if they leave this much of the page."""

_SPARSE: Final = 0.2
"""A last page that is filled less than this looks forgotten."""

_SHRINKS: Final = 1.2
"""The power of the size of type with which a page becomes shorter, as it was found on sheets of text, tables
and charts: 0.7 while every line breaks where it did, up to 2.4 where lines are saved. With it, all but few
sheets need no more than two trials."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A document set once."""

    document: Document
    style: Style
    sheet: Sheet
    pages: tuple[Column, ...]
    foot: tuple[Piece, ...]
    excess: float
    """The points by which the allowed pages are too short; not above 0 when they are enough."""
    spill: str
    """The block at which the pages ran out."""
    report: FitReport

    @property
    def parts(self) -> dict[str, tuple[str, ...]]:
        """The alternative texts of the parts of each chart that was split, by its block."""
        found: dict[str, list[str]] = {}
        for column in self.pages:
            for placed in column.placed:
                if placed.strip.part:
                    found.setdefault(placed.strip.block, []).append(placed.strip.part)
        return {block: tuple(texts) for block, texts in found.items()}

    @property
    def charts(self) -> dict[str, list[ChartGeometry]]:
        """Where the boxes of the parts of each chart stand, by its block."""
        found: dict[str, list[ChartGeometry]] = {}
        for column in self.pages:
            for placed in column.placed:
                if placed.strip.chart is not None:
                    found.setdefault(placed.strip.block, []).append(placed.strip.chart)
        return found

    @property
    def fits(self) -> bool:
        """Whether it stays on its pages."""
        return self.excess <= SLACK


def fit_as_read(
    document: Document,
    style: Style,
    metrics: Metrics,
    references: References | None = None,
    like: Attempt | None = None,
) -> tuple[Document, Attempt]:
    """Set a document so that it fits, its charts numbered as they are read, and that document.

    ``like`` is the same document set before, with other numbers in it.

    Raises:
        HandoutsError: as ``fit``.
    """
    attempt = fit(document, style, metrics, references, like)
    if not attempt.charts:
        return document, attempt
    from handouts.typeset.flowchart.numbering import in_reading_order

    read = in_reading_order(document, attempt.charts)
    return read, attempt if read is document else fit(read, style, metrics, references, attempt)


def fit(
    document: Document,
    style: Style,
    metrics: Metrics,
    references: References | None = None,
    like: Attempt | None = None,
) -> Attempt:
    """Set a document so that it fits, with as few measures as will do.

    ``references`` number its sources; else they are its own. ``like`` is the same document, numbered
    otherwise: what it needed is tried first.

    Raises:
        HandoutsError: when nothing fits, with the block and the points; or when a block is taller
            than a page.
    """
    floor = max(style.smallest, document.smallest or 0.0)
    refuse_small_type(document, style, floor)
    own = references or References(listing(document))
    fitter = _Fitter(document, _floored(style, floor), metrics, own)
    attempt = (fitter.again(like) if like else None) or fitter.best()
    refuse_too_tall(attempt.document, attempt.pages, attempt.sheet, attempt.style)
    over = foot_height(attempt.foot, attempt.report.spacing) - attempt.sheet.room
    if over > SLACK:
        raise HandoutsError(foot_too_tall(attempt.document, attempt.foot, over))
    return fitter.filled(attempt)


# These styles are kept, so that equal ones are one object: a style is part of the key of all that is
# set, and two objects would be compared token by token.


@kept(most=64)
def _floored(style: Style, floor: float) -> Style:
    return style if style.smallest == floor else replace(style, smallest=floor)


@kept(most=256)
def _scaled(style: Style, scale: float) -> Style:
    return style.scaled(scale)


class _Fitter:
    """The measures, in their order, for one document."""

    def __init__(
        self, document: Document, style: Style, metrics: Metrics, references: References
    ) -> None:
        self.document = document
        self.references = references
        self.style = style
        self.metrics = metrics
        self.panels = document.page.columns
        self.limit = self.panels or (None if style.lifts_page_limit else document.pages)

    def best(self) -> Attempt:
        attempt = self._fitted()
        if self.limit is None:
            return self._closed_up(attempt)
        if not attempt.fits and self.document.at_most is not None and not self.panels:
            self.limit = self.document.at_most
            attempt = self._fitted()
        if not attempt.fits:
            limit = self.limit or 0
            raise HandoutsError(
                does_not_fit(attempt.document, attempt.spill, attempt.excess, limit)
            )
        return attempt

    def again(self, like: Attempt) -> Attempt | None:
        """The attempt with the measures of another one, if it fits on as few pages: labels change no size."""
        if self.limit is None or len(like.pages) > self.limit:
            return None
        attempt = self._under(replace(like.report, spacing=1.0))
        return attempt if attempt.fits else None

    def _closed_up(self, attempt: Attempt) -> Attempt:
        """The attempt with less white space, if that saves a last page with hardly anything on it."""
        *before, last = attempt.pages
        if not before or last.used > _SPARSE * attempt.sheet.room:
            return attempt
        content = self._content(attempt.report)
        for hundredths in range(95, round(TIGHTEST * 100) - 1, -5):
            closer = self._paged(content, replace(attempt.report, spacing=hundredths / 100))
            if len(closer.pages) < len(attempt.pages):
                return closer
        return attempt

    def _fitted(self) -> Attempt:
        """The attempt with the weakest measures that make the document fit, or with the strongest ones."""
        attempt = self._under(FitReport())
        drops = list(self._drops())
        if drops and not attempt.fits:
            # all of them first: most often that tells at once whether type must be smaller
            attempt = self._weakest(drops, len(drops) - 1)
        growing = self.document.keep_type and self.limit != self.document.at_most
        scales = [] if growing or attempt.fits else list(self._scales())
        if not scales or self._is_hopeless(scales[-1], attempt):
            return attempt
        return self._weakest(scales, self._likely(scales, attempt))

    def _is_hopeless(self, smallest: FitReport, full: Attempt) -> bool:
        """Whether no smaller type can do, and there may be more pages.

        A page of text shrinks with the square of its type, and never with the cube.
        """
        more = self.document.at_most is not None and self.limit != self.document.at_most
        return more and self._share(full) < smallest.scale**3

    def _share(self, full: Attempt) -> float:
        """What there is of the room that is needed."""
        room = full.sheet.room * (self.limit or 1) - foot_height(full.foot, TIGHTEST)
        return room / (room + full.excess) if room > 0 else 0.0

    def _likely(self, scales: list[FitReport], full: Attempt) -> int:
        """Which of the smaller types will just do, as far as what the full one needs lets see.

        It depends on this document alone. What the one before it needed would often be as near, but where
        smaller type now and then needs more room, the outcome would hang on the order of a batch.
        """
        share = self._share(full)
        enough = (n for n, one in enumerate(scales) if one.scale**_SHRINKS <= share)
        return next(enough, len(scales) - 1)

    def _weakest(self, measures: list[FitReport], likely: int) -> Attempt:
        """The attempt with the first of ever stronger measures that will do, or with the last of them.

        The likely one is tried first, then its neighbor; then what is left is halved each time.
        """
        weak, strong = 0, len(measures) - 1
        number, best, attempt = likely, None, None
        while weak <= strong:
            beside = attempt is None
            attempt = self._under(measures[number])
            if attempt.fits:
                best, strong = attempt, number - 1
            else:
                weak = number + 1
            middle = (weak + strong) // 2
            number = (strong if attempt.fits else weak) if beside else middle
        assert attempt is not None, "there are measures"
        return best or attempt

    def _under(self, report: FitReport) -> Attempt:
        return self._loosest(self._content(report), report)

    def _drops(self) -> Iterator[FitReport]:
        """One more optional block dropped each time, with its heading if nothing else is under it."""
        report, blocks = FitReport(), (*self.document.body, *self.document.foot)
        for block in self._optional():
            gone = (*report.dropped, block.id)
            headings = orphan_headings(blocks, frozenset(gone))
            report = replace(report, dropped=(*gone, *headings), names=(*report.names, block.name))
            yield report

    def _scales(self) -> Iterator[FitReport]:
        """All optional blocks dropped, and the body smaller by a quarter point each time."""
        *_, report = FitReport(), *self._drops()
        body = self.style.type["body"].size
        size = body - 0.25
        while size >= self.style.smallest - SLACK:
            yield replace(report, scale=size / body)
            size -= 0.25

    def _optional(self) -> list[Block]:
        """The optional blocks, the first to go first.

        A break between pages goes last where there may be several, with what has its rank, such as
        the title of the new page: it saves no room there.
        """
        blocks = list(walk((*self.document.body, *self.document.foot)))
        several = self.limit == self.document.at_most
        breaks = {b.optional for b in blocks if several and isinstance(b, PageBreak)}
        ranked = [
            (b.optional in breaks, b.optional, -n, b)
            for n, b in enumerate(blocks)
            if b.optional is not None
        ]
        return [b for *_, b in sorted(ranked, key=lambda r: r[:3])]

    def _loosest(self, content: Content, report: FitReport) -> Attempt:
        """The attempt with as much white space as fits, from all of it down to ``TIGHTEST``."""
        if self.limit == 1:
            return self._paged(content, replace(report, spacing=loosest_spacing(content)))
        low, high = TIGHTEST, 1.0
        attempt = self._paged(content, report)
        if attempt.fits:
            return attempt
        attempt = self._paged(content, replace(report, spacing=low))
        while attempt.fits and high - low > _STEP:
            middle = (low + high) / 2
            looser = self._paged(content, replace(report, spacing=middle))
            if looser.fits:
                low, attempt = middle, looser
            else:
                high = middle
        return attempt

    def filled(self, attempt: Attempt) -> Attempt:
        """The attempt with more lines to write on in the room that is left."""
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

    def _content(self, report: FitReport, lines: dict[str, int] | None = None) -> Content:
        """Set the document under some measures."""
        style = _scaled(self.style, report.scale) if report.scale != 1 else self.style
        document = self.references.put(self.document.without(frozenset(report.dropped)))
        sheet = sheet_of(document, Frame(style, self.metrics, 0.0), 1.0)
        frame = Frame(style, self.metrics, sheet.width)
        if style.one_column:
            document = replace(document, body=(*document.body, *document.foot), foot=())
        allowance = Allowance(SETTERS, {}, lines or {})
        foot = allowance.set_blocks(document.foot, frame)
        room = sheet.room - foot_height(foot, 1.0)
        charts = [b.id for b in walk(document.body) if isinstance(b, Flowchart | Emblem)]
        if charts:
            given = self._chart_room(charts, frame, sheet, room, allowance, document)
            allowance = replace(allowance, charts=dict.fromkeys(charts, given))
        pieces = allowance.set_blocks(document.body, frame)
        return Content(document, frame, pieces, foot)

    def _chart_room(
        self,
        charts: list[str],
        frame: Frame,
        sheet: Sheet,
        room: float,
        allowance: Allowance,
        document: Document,
    ) -> ChartRoom:
        """The room for each flowchart or drawing: what the other blocks of a single page leave.

        If there may be several pages, it is what the blocks before leave on a page, then whole pages.
        """
        if self.limit == 1:
            rest = document.without(frozenset(charts)).body
            pieces = allowance.set_blocks(rest, frame)
            left = room - total_height(pieces) - frame.style.space["block"] * len(charts)
            return ChartRoom(max(left / len(charts), 1.0))
        above = allowance.set_blocks(blocks_before(document.body, charts[0]), frame)
        left = sheet.room - last_used(above, sheet.room) - frame.style.space["block"]
        return ChartRoom(left if left > _ENOUGH * room else room, room)

    def _paged(self, content: Content, report: FitReport) -> Attempt:
        """The content on its pages, with white space multiplied as the report says."""
        if self.panels:
            return self._folded(content, report, self.panels)
        spacing = report.spacing
        sheet = content.sheet(spacing)
        if self._is_single(content) and content.excess(spacing) > SLACK:
            # most trials end here: nobody looks at pages that are too short
            return self._attempt(content, (), report, self._excess(content, (), spacing))
        foot = foot_height(content.foot, spacing)
        pages = tuple(paginate(content.pieces, sheet.room, spacing))
        if foot and pages[-1].used > sheet.room - foot + SLACK:
            pages = (*pages, Column((), 0.0, ()))
        clear = foot + content.frame.style.space["heading"] * spacing if foot else 0.0
        rooms = [sheet.room] * (len(pages) - 1) + [sheet.room - clear]
        full = (pushed(page, room) for page, room in zip(pages, rooms, strict=True))
        # what is moved down takes no more room than it had
        pages = tuple(replace(f, used=p.used) for f, p in zip(full, pages, strict=True))
        return self._attempt(content, pages, report, self._excess(content, pages, spacing))

    def _attempt(
        self,
        content: Content,
        pages: tuple[Column, ...],
        report: FitReport,
        over: tuple[float, str],
    ) -> Attempt:
        sheet = content.sheet(report.spacing)
        style = content.frame.style
        return Attempt(content.document, style, sheet, pages, content.foot, *over, report)

    def _folded(self, content: Content, report: FitReport, panels: int) -> Attempt:
        """The content on its panels: each holds what stands between two breaks, and nothing goes on in another."""
        spacing, sheet = report.spacing, content.sheet(report.spacing)
        parts = parted(content.pieces)
        if len(parts) > panels:
            raise HandoutsError(too_many_parts(content.document, len(parts), panels))
        foot = foot_height(content.foot, spacing)
        clear = foot + content.frame.style.space["heading"] * spacing if foot else 0.0
        rooms = [sheet.room] * (len(parts) - 1) + [sheet.room - clear]
        columns, over = [], []
        for part, room in zip(parts, rooms, strict=True):
            column = whole(part, room, spacing)
            columns.append(replace(pushed(column, room), used=column.used))
            over.append((total_height(part, spacing) - room, spilling(part, room, spacing)))
        most = max(over, key=lambda one: one[0])
        return self._attempt(content, tuple(columns), report, most)

    def _is_single(self, content: Content) -> bool:
        """Whether it is to stand on one page, whose height alone tells whether it does."""
        broken = any(isinstance(p, Strip) and p.ends_page for p in content.pieces)
        return self.limit == 1 and not broken

    def _excess(
        self, content: Content, pages: tuple[Column, ...], spacing: float
    ) -> tuple[float, str]:
        if self.limit is None:
            return 0.0, ""
        foot = foot_height(content.foot, spacing)
        if not self._is_single(content):
            over = pages[self.limit :]
            if not over:
                return 0.0, ""
            first = over[0].placed[0].strip.block if over[0].placed else content.foot[0].block
            return max(sum(page.used for page in over), foot, 1.0), first
        excess = content.excess(spacing)
        room = content.sheet(spacing).room - foot
        return excess, spilling(content.pieces, room, spacing) if excess > SLACK else ""
