"""Placed strips to the items of pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from handouts.document import PageFormat, Place
from handouts.document.references import leads_to_note
from handouts.frozen import dataclass
from handouts.pages import Box, ChartGeometry, Item, Link, Page, Pages, Region, Rule, TextRun
from handouts.shapes import Colour
from handouts.style import Style
from handouts.typeset.column.drawing import enlarged, moved
from handouts.typeset.column.frame import Frame
from handouts.typeset.column.paginate import Placed, take
from handouts.typeset.column.strips import Ground, PlacedLine, Strip
from handouts.typeset.fitting.content import foot_height
from handouts.typeset.fitting.fit import Attempt
from handouts.typeset.lines.line import Stretch
from handouts.typeset.lines.metrics import Metrics
from handouts.typeset.running import (
    foot_lines,
    foot_logo,
    has_foot_lines,
    logo_items,
    running_lines,
)

CUT_DASH: Final = (4.0, 4.0)
"""The dashes of the line to cut along, where a page stands twice on one sheet."""

FOLD_MARK: Final = 9.0
"""The length of a mark at the end of a fold (looks: 9 points)."""

FOLD_DASH: Final = (2.0, 2.0)

_SAFE: Final = 18.0
"""Printers may leave a quarter of an inch white at the edge of the sheet."""


_RAISED: Final = 0.24
"""Of the size of the text: the head of a figure of 9 points at a text of 10.5 is then over its capitals,
and under the feet of the line before (looks: 2.5 to 3 points)."""


@dataclass(frozen=True, slots=True)
class Folios:
    """How pages are numbered: how many stand before them, and the last number of all."""

    before: int
    last: int


def assemble(
    attempt: Attempt, metrics: Metrics, folios: Folios | None = None, part: str = ""
) -> Pages:
    """The pages of a fitted document, with their running lines; numbered from 1 if not told.

    ``part`` is its name in a packet, if it is bound.
    """
    frame = Frame(attempt.style, metrics, attempt.sheet.width)
    count = len(attempt.pages)
    folios = folios or Folios(0, count)
    places = _places(attempt, folios)
    scale = attempt.document.page.scale
    pages = (enlarged_page(page, scale) for page in _pages(attempt, folios, frame, places))
    named = tuple(replace(page, part=part) for page in pages) if part else tuple(pages)
    return Pages(named, attempt.report, tuple(_flowcharts(attempt, folios, places)), attempt.parts)


def _places(attempt: Attempt, folios: Folios) -> dict[str, list[int]]:
    """The pages of the parts of charts that were split, by block and part."""
    found: dict[str, list[int]] = {}
    for number, column in enumerate(attempt.pages, folios.before + 1):
        for placed in column.placed:
            if placed.strip.part:
                page = attempt.document.page.place(number).page
                found.setdefault(placed.strip.block, []).append(page)
    return found


def _pages(
    attempt: Attempt, folios: Folios, frame: Frame, places: Mapping[str, list[int]]
) -> Iterator[Page]:
    """A page for each column, or the two sides of a folded sheet; copies beside or over them."""
    page = attempt.document.page
    sides: dict[int, list[Item]] = {}
    for number in range(len(attempt.pages)):
        place = page.place(folios.before + number + 1)
        items = sides.setdefault(place.page, [])
        items += _column(attempt, number, folios, place, frame, places)
    for side in sorted(sides):
        marks = fold_marks(page, side, frame.style)
        made = Page(page.width, page.height, (*sides[side], *marks), bleed=page.bleed or 0.0)
        if page.tent:
            yield tented(made, frame.style, page.scale)
        else:
            yield repeated(made, page.copies, frame.style)


def _column(
    attempt: Attempt,
    number: int,
    folios: Folios,
    place: Place,
    frame: Frame,
    places: Mapping[str, list[int]],
) -> list[Item]:
    """What stands on a page, or on a panel of a folded sheet."""
    page, sheet, left = attempt.document.page, attempt.sheet, place.left
    placed_here = attempt.pages[number].placed
    grounds = _head_grounds(placed_here, sheet.width)
    style = grounds[-1].style if grounds else None
    over = replace(frame, style=style) if style is not None else frame
    low = sheet.room - 1 if _ends_free(attempt, number) else float("inf")
    items = [] if grounds else list(_header(attempt, number, folios, left, frame))
    for count, placed in enumerate(placed_here, 1):
        strip = placed.strip
        if strip.ground is not None:
            span = _Span(
                (left + placed.x, sheet.top + placed.y),
                at_top=count <= len(grounds),
                at_end=placed.y + strip.height > low,
                at_left=placed.x < 1,
                at_right=placed.x + strip.ground.width > sheet.width - 1,
            )
            items += _ground(strip, strip.ground, span, page, place)
        if count == len(grounds):
            items += _header(attempt, number, folios, left, over, None if style is None else frame)
        if strip.ground is not None:
            continue
        if strip.part:
            from handouts.typeset.flowchart.connectors import numbered_item

            filled = (numbered_item(i, places[strip.block], frame.metrics) for i in strip.items)
            strip = replace(strip, items=tuple(filled))
        items += _items(strip, left + placed.x, sheet.top + placed.y, frame)
    items += _footer(attempt, number, folios, left, frame)
    return items


def _head_grounds(placed: Sequence[Placed], wide: float) -> list[Ground]:
    """The grounds behind the running line: bleeding ones of its width that begin the page, outer ones first."""
    found: list[Ground] = []
    for one in placed:
        ground = one.strip.ground
        if ground is None or not ground.bleed or one.y > 0 or ground.width < wide - 1:
            break
        found.append(ground)
    return found


def _ends_free(attempt: Attempt, number: int) -> bool:
    """Whether nothing is printed under the text of a page or panel, so that a ground there may reach its edge."""
    foot = bool(attempt.foot) and number + 1 == len(attempt.pages)
    return not foot and not has_foot_lines(attempt.document, attempt.style)


class _Span(NamedTuple):
    """Where a ground stands: its corner, and whether it reaches the edges of the text, beyond which it may bleed."""

    corner: tuple[float, float]
    at_top: bool
    at_end: bool
    at_left: bool
    at_right: bool


def _ground(
    strip: Strip, ground: Ground, span: _Span, page: PageFormat, place: Place
) -> Iterator[Item]:
    """The ground of a panel, as large as what stands on it; one that bleeds ends where printers do.

    A line around it is never trimmed away. On a folded sheet it ends at the folds.
    """
    (x, y), wide, high = span.corner, ground.width, strip.height
    if ground.bleed:
        edge = _SAFE / page.scale if ground.line else _edge(page)
        right = x + wide
        if span.at_left:
            x = place.start or edge
        if span.at_right:
            right = place.end if place.end < page.width - 1 else page.width - edge
        wide = right - x
        end = page.height - edge if span.at_end else y + high
        if span.at_top:
            y = 0.0 if page.tent else edge
        high = end - y
    if ground.fill is not None:
        yield Box(x, y, wide, high, fill=ground.fill)
    for item in ground.bar:
        yield moved(item, x, y)
    rail = ground.rail
    if rail is not None:
        yield moved(rail._replace(y2=rail.y2 or high), x, y)
    if ground.line:
        half = ground.line / 2
        inner = (x + half, y + half, wide - ground.line, high - ground.line)
        dash = _DASH if ground.dashed else ()
        yield Box(*inner, stroke=ground.colour, stroke_width=ground.line, dash=dash)


_DASH: Final = (3.0, 2.5)
"""Of a dashed line around a panel, in points."""


def _edge(page: PageFormat) -> float:
    """How far from the edge of the page what bleeds ends: beyond it where the page is trimmed."""
    return _SAFE / page.scale if page.bleed is None else -page.bleed


def _header(
    attempt: Attempt,
    number: int,
    folios: Folios,
    left: float,
    frame: Frame,
    paper: Frame | None = None,
) -> Iterator[Item]:
    """The line at the head; ``paper`` is the column as it is beside the ground on which the line stands."""
    document, page = attempt.document, folios.before + number + 1
    if not frame.style.running_head:
        return
    lines = running_lines(document.header, document, frame, page, folios.last, name="header")
    yield from logo_items(
        document.header, document, left, document.page.top, paper or frame, paper is not None
    )
    for line in lines:
        yield from _text(line, left, document.page.top, frame)


def _footer(
    attempt: Attempt, number: int, folios: Folios, left: float, frame: Frame
) -> Iterator[Item]:
    """The foot over the last page's footer, a rule over both."""
    document, sheet, style = attempt.document, attempt.sheet, attempt.style
    last = number + 1 == len(attempt.pages)
    page = folios.before + number + 1
    foot = attempt.foot if last else ()
    spacing = attempt.report.spacing
    top = sheet.base - foot_height(foot, spacing)
    if foot or has_foot_lines(document, style):
        yield _foot_rule(left, sheet.width, top - style.space["line"], style)
    for placed in take(foot, float("inf"), spacing, force=True).placed:
        yield from _items(placed.strip, left + placed.x, top + placed.y, frame)
    yield from foot_logo(document, left, sheet.base, frame)
    for line in foot_lines(document, frame, page, folios.last):
        yield from _text(line, left, sheet.base, frame)


def _foot_rule(x: float, width: float, y: float, style: Style) -> Rule:
    return Rule(x, y, x + width, y, style.rules["strong"], style.colours["muted"])


def _items(strip: Strip, x: float, y: float, frame: Frame) -> list[Item]:
    placed = [moved(item, x, y) for item in strip.items]
    for line in strip.lines:
        placed += _text(line, x, y, frame)
    return placed


def _text(line: PlacedLine, x: float, y: float, frame: Frame) -> Iterator[Item]:
    start, baseline = x + line.x, y + line.y
    for part in line.line.stretches:
        colour = _link_colour(part.link, line, frame) or line.colour
        yield TextRun(
            start + part.x,
            baseline,
            part.text,
            part.face,
            line.size * part.scale,
            colour,
            line.block,
            part.run,
            line.tabular,
            line.tracking,
            _raised(part, line),
        )
    if line.block is not None and any(part.link for part in line.line.stretches):
        yield from _links(line, line.block, start, baseline, frame)


def _raised(part: Stretch, line: PlacedLine) -> float:
    """How far figures for sources stand over the line; as large as the text they stand on it."""
    return _RAISED * line.size if part.scale < 1 else 0.0


def _link_colour(link: str | None, line: PlacedLine, frame: Frame) -> Colour | None:
    """The colour of a link: addresses are set off, source figures are muted, others look like text."""
    if leads_to_note(link):
        return line.note_colour or frame.colour("muted")
    return None if link is None or link.startswith("#") else line.link_colour


def _links(
    line: PlacedLine, block: str, start: float, baseline: float, frame: Frame
) -> Iterator[Link]:
    """An area over each link of the line."""
    for part in line.line.stretches:
        if part.link:
            up = frame.metrics.ascent(part.face, line.size * part.scale)
            down = frame.metrics.descent(part.face, line.size * part.scale)
            yield Link(
                start + part.x,
                baseline - _raised(part, line) - up,
                part.width,
                up + down,
                part.link,
                part.text,
                block,
                part.run,
            )


def repeated(page: Page, copies: int, style: Style) -> Page:
    """The page and its copy: side by side, or one below the other where the page is wide.

    The copy is an artifact, and its links lead nowhere: read aloud, the sheet says all once.
    """
    if copies < 2:
        return page
    wide = page.width > page.height
    dx, dy = (0.0, page.height) if wide else (page.width, 0.0)
    copy = [_furniture(item, dx, dy) for item in page.items if not isinstance(item, Link | Region)]
    line, colour = style.rules["hairline"], style.colours["muted"]
    if wide:
        cut = Rule(_SAFE, dy, page.width - _SAFE, dy, line, colour, CUT_DASH)
    else:
        cut = Rule(dx, _SAFE, dx, page.height - _SAFE, line, colour, CUT_DASH)
    return Page(page.width + dx, page.height + dy, (*page.items, *copy, cut))


def fold_marks(page: PageFormat, side: int, style: Style) -> Iterator[Item]:
    """Short dashes at both ends of each fold, where an office printer prints, or where they are cut off."""
    x = 0.0
    for width in (page.panels if side == 1 else page.panels[::-1])[:-1]:
        x += width
        yield from _marks_at(x, page, style)


def _marks_at(x: float, page: PageFormat, style: Style) -> Iterator[Item]:
    edge, long = _edge(page), FOLD_MARK / page.scale
    line, colour = style.rules["strong"], style.colours["muted"]
    for start in (edge, page.height - edge - long):
        yield Rule(x, start, x, start + long, line, colour, FOLD_DASH)


def tented(page: Page, style: Style, scale: float) -> Page:
    """The page under its copy that stands on its head, with marks where the sheet is folded between them.

    The copy is an artifact, and its links lead nowhere.
    """
    down = page.height
    items = tuple([moved(item, 0.0, down) for item in page.items])
    copy = tuple([_furniture(i, 0.0, 0.0) for i in items if not isinstance(i, Link | Region)])
    long, edge = FOLD_MARK / scale, -page.bleed if page.bleed else _SAFE / scale
    line, colour = style.rules["strong"], style.colours["muted"]
    marks = [
        Rule(start, down, start + long, down, line, colour, FOLD_DASH)
        for start in (edge, page.width - edge - long)
    ]
    return replace(page, height=2 * down, items=(*items, *marks), turned=copy)


def enlarged_page(page: Page, times: float) -> Page:
    """The page, all of it so many times as large."""
    if times == 1:
        return page
    items, turned = (
        tuple([enlarged(item, times) for item in some]) for some in (page.items, page.turned)
    )
    return replace(
        page,
        width=page.width * times,
        height=page.height * times,
        items=items,
        turned=turned,
        bleed=page.bleed * times,
    )


def _furniture(item: Item, dx: float, dy: float) -> Item:
    copy = moved(item, dx, dy)
    assert not isinstance(copy, Link | Region), "a copy of what leads somewhere"
    return copy._replace(block=None)


def _flowcharts(
    attempt: Attempt, folios: Folios, places: Mapping[str, list[int]]
) -> Iterator[ChartGeometry]:
    """The geometry of each flowchart, in the coordinates of its page."""
    page, top = attempt.document.page, attempt.sheet.top
    for number, column in enumerate(attempt.pages, folios.before + 1):
        for placed in column.placed:
            strip = placed.strip
            if strip.chart is not None:
                spot = page.place(number)
                chart = strip.chart.moved(spot.left + placed.x, top + placed.y)
                if strip.part:
                    from handouts.typeset.flowchart.connectors import numbered_geometry

                    chart = numbered_geometry(chart, places[strip.block])
                yield replace(chart.enlarged(page.scale), page=spot.page)
