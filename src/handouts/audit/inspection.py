"""One edition's pages as data: for tests, tools and curious people."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from handouts.batch.blanks import refuse_unprinted
from handouts.diagnostics import Diagnostic, UsageError
from handouts.document import Document
from handouts.edition import Edition, Selection
from handouts.fonts import FontBook, load_fonts
from handouts.load import load
from handouts.pages import (
    Box,
    ChartGeometry,
    Hatch,
    Image,
    Item,
    Link,
    Page,
    Pages,
    Region,
    Rule,
    Symbol,
    TextRun,
)
from handouts.pipeline import fonts_of, pages_of
from handouts.plan import plan, printed_date
from handouts.shapes import Path as Outline


@dataclass(frozen=True, slots=True)
class Inspection:
    """One edition, composed and laid out."""

    edition: Edition
    document: Document
    pages: Pages
    fonts: FontBook


def inspect(root: Path, selection: Selection) -> Inspection:
    """Lay out the one edition that a selection names.

    Raises:
        UsageError: when the selection names no edition, or more than one.
        HandoutsError: when the edition has faults.
    """
    when = printed_date(selection.date)
    library = load(root, date.fromisoformat(when) if when else None)
    editions = plan(selection, library)
    if len(editions) > 1:
        raise UsageError(_which_one(editions))
    everybody = replace(selection, audiences=())
    refuse_unprinted(selection.options, editions, library, lambda: plan(everybody, library))
    (edition,) = editions
    fonts = fonts_of(edition, library, load_fonts())
    return Inspection(edition, *pages_of(edition, library, fonts), fonts)


def as_data(inspection: Inspection, fonts: FontBook) -> dict[str, Any]:
    """The inspection as JSON values; lengths in points, y downwards from the top."""
    edition, document, pages = inspection.edition, inspection.document, inspection.pages
    return {
        "edition": {
            "name": edition.name,
            "title": document.title,
            "handout": edition.handout,
            "audience": edition.audience,
            "place": edition.place,
            "language": edition.language,
            "layout": edition.layout,
            "subject": edition.subject,
            "bind": [part.handout for part in edition.bind],
            "style": edition.style,
            "date": document.date,
            "path": edition.path,
        },
        "pages": [_page(number, page, fonts) for number, page in enumerate(pages.pages, 1)],
        "flowcharts": charts_as_data(pages),
        "fit": {
            "pages": len(pages.pages),
            "allowed": document.pages,
            "spacing": pages.fit.spacing,
            "scale": pages.fit.scale,
            "dropped": list(pages.fit.names),
            "report": str(pages.fit),
        },
    }


def _page(number: int, page: Page, fonts: FontBook) -> dict[str, Any]:
    items = [_item(item, fonts) for item in page.items]
    size = {"width": page.width, "height": page.height}
    return {"number": number, "part": page.part, **size, "items": items}


def _item(item: Item, fonts: FontBook) -> dict[str, Any]:
    """An item: its kind, its bounding box, then what else it has."""
    fields = {name: _plain(value) for name, value in item._asdict().items()}
    x, y, width, height = _bounds(item, fonts)
    box = {"type": _TYPES[type(item)], "x": x, "y": y, "width": width, "height": height}
    match item:
        case TextRun():
            more = {
                "text": item.text,
                "font": fonts.name(item.face),
                "font_size": item.size,
                "baseline": item.y,
            }
        case Link():
            more = {"text": item.text}
        case Rule():
            more = {"line_width": item.width}
        case Image():
            more = {"picture": item.picture.digest}
        case _:
            more = {}
    rest = {k: v for k, v in fields.items() if k not in {*box, *more, "size"}}
    return {**box, **more, **rest}


_TYPES = {
    TextRun: "text",
    Rule: "rule",
    Box: "box",
    Hatch: "hatch",
    Image: "image",
    Symbol: "symbol",
    Outline: "path",
    Link: "link",
    Region: "region",
}


def _bounds(item: Item, fonts: FontBook) -> tuple[float, float, float, float]:
    match item:
        case TextRun():
            ascent = fonts.ascent(item.face, item.size)
            descent = fonts.descent(item.face, item.size)
            width = fonts.width(item.text, item.face, item.size, tabular=item.tabular)
            width += item.tracking * len(item.text)
            if item.turned:
                return item.x - descent, item.y, ascent + descent, width
            return item.x, item.y - ascent, width, ascent + descent
        case Rule():
            left, top = min(item.x1, item.x2), min(item.y1, item.y2)
            return left, top, abs(item.x2 - item.x1), abs(item.y2 - item.y1)
        case Outline():
            xs = [n for _, numbers in item.steps for n in numbers[0::2]]
            ys = [n for _, numbers in item.steps for n in numbers[1::2]]
            return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
        case Box() | Hatch() | Image() | Symbol() | Link() | Region():
            return item.x, item.y, item.width, item.height


def charts_as_data(pages: Pages) -> list[dict[str, Any]]:
    """The geometry of all flowcharts as JSON values, each with the size and number of its page."""
    found = []
    for chart in pages.flowcharts:
        page = pages.pages[chart.page - 1]
        size = {"w": page.width, "h": page.height, "number": chart.page}
        found.append({"page": size, **chart_as_data(chart)})
    return found


def chart_as_data(chart: ChartGeometry) -> dict[str, Any]:
    """The geometry of a flowchart as JSON values; areas are x, y, width, height."""
    nodes = [
        {
            "id": node.id,
            **dict(zip("xywh", node.area, strict=True)),
            "text": node.text,
            "shape": node.shape,
            "text_box": list(node.text_area),
            "font_size": node.font_size,
        }
        for node in chart.nodes
    ]
    edges = [
        {
            "from": edge.source,
            "to": edge.target,
            "points": [list(point) for point in edge.points],
            "label": edge.label,
            "label_box": edge.label_area and list(edge.label_area),
            "font_size": edge.font_size,
        }
        for edge in chart.edges
    ]
    return {"nodes": nodes, "edges": edges}


def _plain(value: object) -> Any:
    match value:
        case Mapping():
            return {str(k): _plain(v) for k, v in value.items()}
        case list() | tuple():
            return [_plain(v) for v in value]
        case _:
            return value


def _which_one(editions: tuple[Edition, ...]) -> Diagnostic:
    names = ", ".join(f"`{e.name}`" for e in editions[:3])
    return Diagnostic(
        "more-than-one",
        f"that is {len(editions)} editions: {names}, …",
        "Name one with `--audience` and `--place`, such as `--audience school --place CA`",
    )


def outline(inspection: Inspection) -> list[str]:
    """The pages for people: each block with its place, its type and how it begins."""
    edition, pages = inspection.edition, inspection.pages
    lines = [f"{inspection.document.title}  ({edition.name})"]
    for number, page in enumerate(pages.pages, 1):
        of_part = f", {page.part}" if page.part else ""
        lines += ["", f"Page {number}, {page.width:g} × {page.height:g} pt{of_part}"]
        lines += _blocks(page)
    return [*lines, "", f"Fit: {pages.fit}"]


def _blocks(page: Page) -> list[str]:
    runs = {
        leaf: [item for item in items if isinstance(item, TextRun)]
        for leaf, items in page.leaves.items()
        if leaf is not None
    }
    return [
        f"  {own[0].y:6.1f}  {own[0].face:>4} {own[0].size:4.1f}  {block:24} "
        f"{_shortened(''.join(run.text for run in own))}"
        for block, own in runs.items()
        if own
    ]


def _shortened(text: str, length: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[: length - 1]}…"
