"""Layouts kept by value: the charts of many editions differ in a name that changes no size."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Final, TypeVar

from handouts.flowchart.graph import Area, Graph, Measure

T = TypeVar("T")

LayOut = Callable[..., T]

_GRAPHS: Final = 64
_VARIANTS: Final = 16
"""So many graphs are kept, and so many layouts of one whose boxes have other sizes."""

_Answers = dict[tuple[int, str, float], float]
"""Number of the measure, node and width → height."""


def remembered(lay_out: LayOut[T]) -> LayOut[T]:
    """Let a layout be found again: it depends on nothing but its arguments and what they measured."""
    kept: dict[object, list[tuple[_Answers, T]]] = {}

    @wraps(lay_out)
    def found_or_made(graph: Graph, area: Area, measures: Sequence[Measure], **options: Any) -> T:
        key = (graph, area, len(measures), *options.items())
        variants = kept.get(key, [])
        for answers, layout in variants:
            if all(measures[n](node, width) == high for (n, node, width), high in answers.items()):
                return layout
        answers = {}
        noted = [_noting(number, measure, answers) for number, measure in enumerate(measures)]
        layout = lay_out(graph, area, noted, **options)
        if len(kept) >= _GRAPHS and key not in kept:
            kept.clear()
        kept[key] = [(answers, layout), *variants[: _VARIANTS - 1]]
        return layout

    return found_or_made


def _noting(number: int, measure: Measure, answers: _Answers) -> Measure:
    def noted(node: str, width: float) -> float:
        key = (number, node, width)
        if key not in answers:
            answers[key] = measure(node, width)
        return answers[key]

    return noted
