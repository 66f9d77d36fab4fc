"""A style, frames and documents for the tests of the typesetter."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handouts.document import (
    Block,
    Document,
    Heading,
    ListItem,
    PageFormat,
    Paragraph,
    RichText,
    Run,
    RunningText,
)
from handouts.pages import Pages
from handouts.style import RoleLook, Style, Type, grey
from handouts.typeset import typeset as typeset_whole
from handouts.typeset.column.frame import Frame
from handouts.typeset.lines.metrics import Metrics

from .chart_samples import HalfEm

SPACE = {
    "line": 4.0,
    "paragraph": 6.0,
    "heading": 12.0,
    "block": 16.0,
    "small": 4.0,
    "medium": 9.0,
    "large": 16.0,
    "gutter": 20.0,
    "panel": 9.0,
    "cell": 4.0,
}

TEN = Type(10, 14)
"""With ``HalfEm`` every glyph of it is 5 points wide."""

STYLE = Style(
    name="tests",
    type={
        "display": Type(36, 37, "700"),
        "cover": Type(50, 50, "700"),
        "subtitle": Type(18, 23),
        "title": Type(30, 32, "700"),
        "answer": Type(18, 21, "700"),
        "lead": Type(13, 17),
        "heading": Type(13, 16, "700"),
        "body": TEN,
        "label": Type(10, 14, "600"),
        "small": Type(9, 11.5, colour="muted"),
        "running": Type(9, 11.5),
        "node": Type(10, 13),
        "figure": Type(25, 27, "700"),
    },
    colours={
        "ink": "#1C2126",
        "muted": "#515C66",
        "hairline": "#B9C0C6",
        "grid": "#DDE1E4",
        "paper": "#FFFFFF",
        "link": "#0F4C5C",
    },
    space=SPACE,
    rules={
        "hairline": 0.5,
        "strong": 0.5,
        "write": 0.75,
        "edge": 1.1,
        "outline": 1.5,
        "bar": 6.0,
        "heading": 0.0,
    },
    radii={"question": 7, "step": 0},
    roles=(RoleLook("#0F4C5C", "solid", "blocks"), RoleLook("#B5401A", "hatch", "disc")),
    smallest=9.0,
)

LOW = replace(STYLE, ink="low", name="low ink")
GRAY = replace(
    STYLE,
    name="gray",
    roles=tuple(replace(look, colour=grey(look.colour)) for look in STYLE.roles),
)
LETTER = PageFormat(612, 792, 45, 45, 45, 45)

METRICS = HalfEm()


def frame(width: float = 200) -> Frame:
    return Frame(STYLE, METRICS, width)


def rich(*texts: str) -> RichText:
    """Runs, every second one bold."""
    return tuple(Run(text, bold=bool(n % 2)) for n, text in enumerate(texts))


def words(count: int, length: int = 4) -> str:
    return " ".join("w" * length for _ in range(count))


def paragraph(name: str, text: str, **more: Any) -> Paragraph:
    return Paragraph(id=name, name=name, text=rich(text), **more)


def items(name: str, *texts: str) -> tuple[ListItem, ...]:
    return tuple(
        ListItem(id=f"{name}.i{n}", label=str(n + 1), text=rich(t)) for n, t in enumerate(texts)
    )


def document(*body: Block, pages: int | None = 1, **more: Any) -> Document:
    """On a page with a text area of 200 × 172 points and running lines at its ends."""
    fields: Mapping[str, Any] = {
        "title": "Sample",
        "language": "en-US",
        "publisher": "Publisher",
        "subject": "Subject",
        "date": "2026-11-24",
        "page": PageFormat(240, 240, 20, 20, 20, 20),
        "style": "tests",
        "pages": pages,
        "smallest": None,
        "span": None,
        "header": RunningText(),
        "footer": RunningText(rich("Footer"), rich("Page {page} of {pages}")),
    }
    return Document(**{**fields, "body": body, **more})


def heading_one(name: str, text: str) -> Heading:
    return Heading(id=name, name=name, text=rich(text), level=1)


def typeset(made: Document, style: Style, metrics: Metrics) -> Pages:
    """The pages alone."""
    return typeset_whole(made, style, metrics)[1]
