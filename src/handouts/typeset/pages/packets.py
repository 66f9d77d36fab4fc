"""Packets: parts set one by one, then sources, contents and page numbers across all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.document import (
    Bibliography,
    Contents,
    ContentsEntry,
    Document,
    Packet,
    Part,
)
from handouts.document.packet import (
    all_blocks,
    bound,
    citations,
    in_part,
    opening,
    with_contents,
    with_sources,
)
from handouts.document.references import NONE, References, listing
from handouts.pages import ChartGeometry, FitReport, Page, Pages, in_file
from handouts.style import Style
from handouts.typeset.fitting.fit import Attempt, fit_as_read
from handouts.typeset.lines.metrics import Metrics
from handouts.typeset.lines.missing import missing_glyphs
from handouts.typeset.pages.assemble import Folios, assemble
from handouts.typeset.pages.notices import refuse_lost_notices


class _Set(NamedTuple):
    """A part that is set: the part as it is printed, and its style."""

    part: Part
    style: Style
    attempt: Attempt
    references: References

    @property
    def printed(self) -> Part:
        document = self.attempt.document.split(self.attempt.parts).told()
        return replace(self.part, document=document)


def typeset_packet(
    packet: Packet, styles: Sequence[Style], metrics: Metrics
) -> tuple[Document, Pages]:
    """Set the parts, each in its style, and bind them: the bound document and its pages.

    Raises:
        HandoutsError: with the faults of all parts, each naming its part.
    """
    parts = _fitted(packet, styles, metrics)
    firsts = _first_pages(parts, duplex=packet.duplex)
    entries = dict(_entries(parts, firsts))
    parts = [_numbered(one, entries, metrics) for one in parts]
    numbers = [range(n, n + len(p.attempt.pages)) for p, n in zip(parts, firsts, strict=True)]
    printed = bound((one.printed for one in parts), numbers)
    return printed, _pages(parts, firsts, metrics, packet.duplex)


def _fitted(packet: Packet, styles: Sequence[Style], metrics: Metrics) -> list[_Set]:
    """Every part on its own pages; sources last, as they are those of what is printed."""
    faults: list[Diagnostic] = []
    done: dict[int, _Set] = {}
    lister = next(filter(_lists_sources, packet.parts), None)
    where = listing(lister.document) if lister else None
    before = NONE
    numbered = list(enumerate(zip(packet.parts, styles, strict=True)))
    for number, (part, style) in sorted(numbered, key=lambda one: _lists_sources(one[1][0])):
        if _lists_sources(part):
            cited = citations(one.attempt.document for one in done.values())
            part = replace(part, document=with_sources(part.document, cited))
        if where is None or lister is None:
            own = listing(part.document)
        else:
            own = replace(where, part="" if part.handout == lister.handout else lister.handout)
        references = References(own, before)
        try:
            done[number] = one = _set(part, style, metrics, references)
        except HandoutsError as fault:
            faults += in_part(part.handout, fault.diagnostics)
            continue
        if where is not None:
            printed = one.part.document.without(frozenset(one.attempt.report.dropped))
            before = references.numbers(printed)
    if faults:
        raise HandoutsError(*faults)
    return [done[number] for number in range(len(numbered))]


def _lists_sources(part: Part) -> bool:
    return any(isinstance(block, Bibliography) for block in all_blocks(part.document))


def _set(
    part: Part,
    style: Style,
    metrics: Metrics,
    references: References,
    like: Attempt | None = None,
) -> _Set:
    missing = missing_glyphs(part.document, metrics)
    if missing:
        raise HandoutsError(*missing)
    document, attempt = fit_as_read(part.document, style, metrics, references, like)
    return _Set(replace(part, document=document), style, attempt, references)


def _first_pages(parts: Sequence[_Set], *, duplex: bool) -> list[int]:
    """The number of each part's first page: an odd one for a part that starts on a right-hand page."""
    firsts = []
    following = 1
    for one in parts:
        following += (duplex or one.part.recto) and following % 2 == 0
        firsts.append(following)
        following += len(one.attempt.pages)
    return firsts


def _entries(parts: Sequence[_Set], firsts: Sequence[int]) -> Iterator[tuple[str, ContentsEntry]]:
    """The lines of the contents, each with its number, and where it leads to."""
    for one, first in zip(parts, firsts, strict=True):
        document = one.attempt.document
        leaf, part = opening((*document.body, *document.foot)), one.part.handout
        target = in_file(leaf, part) if leaf else ""
        yield part, ContentsEntry(part, document.label, str(first), target)


def _numbered(one: _Set, entries: dict[str, ContentsEntry], metrics: Metrics) -> _Set:
    """The part with page numbers in its contents; filling these in changes no layout."""
    if not any(isinstance(block, Contents) for block in all_blocks(one.part.document)):
        return one
    part = replace(one.part, document=with_contents(one.part.document, entries))
    again = _set(part, one.style, metrics, one.references, one.attempt)
    if len(again.attempt.pages) != len(one.attempt.pages):
        raise AssertionError(f"page numbers made `{part.handout}` longer")
    return again


def _pages(parts: Sequence[_Set], firsts: Sequence[int], metrics: Metrics, duplex: bool) -> Pages:
    """All pages, with blank ones before right-hand pages and at the end of the last sheet."""
    last = firsts[-1] + len(parts[-1].attempt.pages) - 1
    pages: list[Page] = []
    flowcharts: list[ChartGeometry] = []
    for one, first in zip(parts, firsts, strict=True):
        while len(pages) < first - 1:
            pages.append(_back_of(pages[-1]))
        try:
            made = assemble(one.attempt, metrics, Folios(first - 1, last), one.part.handout)
            refuse_lost_notices(one.part.document, made)
        except HandoutsError as fault:  # a running line that is too long, or a notice that is lost
            raise HandoutsError(*in_part(one.part.handout, fault.diagnostics)) from fault
        pages += made.pages
        flowcharts += made.flowcharts
    if duplex and len(pages) % 2:
        pages.append(_back_of(pages[-1]))
    reports = tuple((one.part.handout, one.attempt.report) for one in parts)
    return Pages(tuple(pages), FitReport.of_parts(reports), tuple(flowcharts))


def _back_of(page: Page) -> Page:
    """A blank page on the same paper."""
    return replace(page, items=())
