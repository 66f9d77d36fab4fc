"""Placed strips to the items of pages."""

from collections.abc import Iterator, Mapping
from typing import Any

from handouts.pages import Item, Link, Page, Pages, Rule, TextRun
from handouts.style import Style
from handouts.typeset.drawing import moved
from handouts.typeset.fit import Attempt, foot_height
from handouts.typeset.flowchart import moved_dump
from handouts.typeset.frame import Frame
from handouts.typeset.metrics import Metrics
from handouts.typeset.paginate import Placed, take
from handouts.typeset.running import logo_items, running_lines
from handouts.typeset.strips import PlacedLine


def assemble(attempt: Attempt, metrics: Metrics) -> Pages:
    """The pages of a fitted document, with their running lines."""
    frame = Frame(attempt.style, metrics, attempt.sheet.width)
    count = len(attempt.pages)
    pages = tuple(_page(attempt, number, count, frame) for number in range(count))
    return Pages(pages, attempt.report, tuple(_dumps(attempt)))


def _page(attempt: Attempt, number: int, count: int, frame: Frame) -> Page:
    sheet, page = attempt.sheet, attempt.document.page
    items = list(_header(attempt, number, count, frame))
    for placed in attempt.pages[number].placed:
        items += _items(placed, sheet.left, sheet.top, frame)
    items += _footer(attempt, number, count, frame)
    return Page(page.width, page.height, tuple(items))


def _header(attempt: Attempt, number: int, count: int, frame: Frame) -> Iterator[Item]:
    document = attempt.document
    lines = running_lines(document.header, document, frame, number + 1, count, quiet=True)
    yield from logo_items(document.header, document.page.left, document.page.top, frame)
    for line in lines:
        yield from _text(line, document.page.left, document.page.top, frame)


def _footer(attempt: Attempt, number: int, count: int, frame: Frame) -> Iterator[Item]:
    """The foot over the last page's footer, a rule over both."""
    document, sheet, style = attempt.document, attempt.sheet, attempt.style
    last = number + 1 == count
    foot = attempt.foot if last else ()
    top = sheet.base - foot_height(foot)
    if foot or document.footer.left or document.footer.right:
        yield _foot_rule(sheet.left, sheet.width, top - style.space["line"], style)
    for placed in take(foot, float("inf"), force=True).placed:
        yield from _items(placed, sheet.left, top, frame)
    lines = running_lines(document.footer, document, frame, number + 1, count, quiet=False)
    yield from logo_items(document.footer, sheet.left, sheet.base, frame)
    for line in lines:
        yield from _text(line, sheet.left, sheet.base, frame)


def _foot_rule(x: float, width: float, y: float, style: Style) -> Rule:
    return Rule(x, y, x + width, y, style.rules["strong"], style.colours["muted"])


def _items(placed: Placed, left: float, top: float, frame: Frame) -> Iterator[Item]:
    x, y = left + placed.x, top + placed.y
    for item in placed.strip.items:
        yield moved(item, x, y)
    for line in placed.strip.lines:
        yield from _text(line, x, y, frame)


def _text(line: PlacedLine, x: float, y: float, frame: Frame) -> Iterator[Item]:
    start, baseline = x + line.x, y + line.y
    for part in line.line.stretches:
        colour = line.link_colour if part.link and line.link_colour else line.colour
        yield TextRun(
            start + part.x,
            baseline,
            part.text,
            part.face,
            line.size,
            colour,
            line.block,
            part.run,
            line.tabular,
            line.tracking,
        )
    if line.block is not None and any(part.link for part in line.line.stretches):
        yield from _links(line, line.block, start, baseline, frame)


def _links(
    line: PlacedLine, block: str, start: float, baseline: float, frame: Frame
) -> Iterator[Link]:
    """An area over each link of the line."""
    for part in line.line.stretches:
        if part.link:
            up = frame.metrics.ascent(part.face, line.size)
            down = frame.metrics.descent(part.face, line.size)
            yield Link(
                start + part.x,
                baseline - up,
                part.width,
                up + down,
                part.link,
                part.text.strip(),
                block,
                part.run,
            )


def _dumps(attempt: Attempt) -> Iterator[Mapping[str, Any]]:
    """The geometry of each flowchart, in the coordinates of its page."""
    page, sheet = attempt.document.page, attempt.sheet
    for number, column in enumerate(attempt.pages):
        for placed in column.placed:
            if placed.strip.dump is not None:
                dump = moved_dump(placed.strip.dump, sheet.left + placed.x, sheet.top + placed.y)
                size = {"w": page.width, "h": page.height, "number": number + 1}
                yield {**dump, "page": size}
