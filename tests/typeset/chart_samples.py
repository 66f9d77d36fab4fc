"""A metrics stand-in, a style and a decision for the tests of figures."""

from collections.abc import Iterable, Sequence
from typing import Any

from handouts.audit.inspection import chart_as_data
from handouts.document import ChartEdge, ChartNode, Flowchart
from handouts.pages import Box, Hatch, Item, Rule, TextRun
from handouts.shapes import Path
from handouts.style import Face, RoleLook, Style, Type
from handouts.typeset.column.drawing import Drawing


class HalfEm:
    """Every glyph is half an em wide."""

    def width(self, text: str, face: Face, size: float, *, tabular: bool = False) -> float:
        return len(text) * size / 2

    def widths(
        self, words: Sequence[str], face: Face, size: float, *, tabular: bool = False
    ) -> list[float]:
        return [self.width(word, face, size, tabular=tabular) for word in words]

    def ascent(self, face: Face, size: float) -> float:
        return 0.75 * size

    def descent(self, face: Face, size: float) -> float:
        return 0.25 * size

    def cap_height(self, face: Face, size: float) -> float:
        return 0.66 * size

    def bearing(self, text: str, face: Face, size: float) -> float:
        return 0.0

    def missing(self, text: str, face: Face) -> tuple[str, ...]:
        return ()


STYLE = Style(
    name="sample",
    type={
        "heading": Type(13, 16, "700"),
        "body": Type(10.5, 14),
        "label": Type(10.5, 14, "600"),
        "small": Type(9, 11.5, colour="muted"),
        "node": Type(10.5, 13),
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
    space={},
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


def _node(name: str, label: str, text: str) -> ChartNode:
    return ChartNode(name, "step" if name == "train" else "question", label, text)


WHICH_ROLE = Flowchart(
    id="chart",
    name="chart",
    alternative="A flowchart of five questions.",
    nodes=(
        _node("blood", "1", "Do you want to draw blood for most of your day?"),
        _node(
            "place",
            "2",
            "Would you like a hospital, lab or donation center, with little office work?",
        ),
        _node("office", "3", "Do you want patient care and office work in the same day?"),
        _node("credential", "4", "Does your state ask phlebotomists for a credential?"),
        _node("seldom", "5", "Is it fine if you draw blood only sometimes, or never?"),
        _node("train", "6", "Plan for that training before you apply."),
        ChartNode("phlebotomist", "outcome", "A", "Focused work", "Phlebotomist", (1,)),
        ChartNode(
            "either",
            "outcome",
            "B",
            "Start with one, then add the other.",
            "Either can fit",
            (0, 1),
        ),
        ChartNode("assistant", "outcome", "C", "Varied work", "Medical assistant", (0,)),
        ChartNode(
            "undecided", "outcome", "D", "Shadow both jobs. Talk with an adviser.", "Not sure yet"
        ),
    ),
    edges=(
        ChartEdge("blood", "place", "Yes"),
        ChartEdge("blood", "undecided", "Not sure"),
        ChartEdge("blood", "office", "No"),
        ChartEdge("place", "credential", "Yes"),
        ChartEdge("place", "either", "No"),
        ChartEdge("office", "seldom", "Yes"),
        ChartEdge("office", "undecided", "No"),
        ChartEdge("credential", "train", "Yes"),
        ChartEdge("credential", "phlebotomist", "No"),
        ChartEdge("train", "phlebotomist", ""),
        ChartEdge("seldom", "assistant", "Yes"),
        ChartEdge("seldom", "either", "No"),
    ),
)


def corners(items: Iterable[Item]) -> list[tuple[float, float]]:
    """Points that bound the items, text measured as ``HalfEm`` does."""
    found: list[tuple[float, float]] = []
    for item in items:
        match item:
            case TextRun(x=x, y=y, text=text, size=size):
                wide = len(text.rstrip()) * size / 2
                found += [(x, y - 0.66 * size), (x + wide, y + 0.25 * size)]
            case Box(x=x, y=y, width=w, height=h) | Hatch(x=x, y=y, width=w, height=h):
                found += [(x, y), (x + w, y + h)]
            case Rule(x1=x1, y1=y1, x2=x2, y2=y2):
                found += [(x1, y1), (x2, y2)]
            case Path(steps=steps):
                for _, numbers in steps:
                    found += zip(numbers[::2], numbers[1::2], strict=True)
    return found


def texts(items: Iterable[Item]) -> list[TextRun]:
    """The text runs among the items."""
    return [item for item in items if isinstance(item, TextRun)]


def geometry(drawing: Drawing) -> dict[str, Any]:
    """The chart that was drawn, as ``inspect`` prints it."""
    assert drawing.chart
    return chart_as_data(drawing.chart)
