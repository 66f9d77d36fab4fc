"""The judge itself: it says nothing of a good chart, and finds each damage."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from tests.flowchart.geometry import faults, figures

GOOD: dict[str, Any] = {
    "nodes": [
        {"id": "a", "x": 0, "y": 0, "w": 100, "h": 40, "text_box": [9, 9, 60, 20], "font_size": 10},
        {"id": "b", "x": 0, "y": 80, "w": 100, "h": 40, "text_box": [9, 89, 9, 9], "font_size": 10},
        {"id": "c", "x": 150, "y": 80, "w": 90, "h": 40, "text_box": [160, 89, 9, 9], "font_size": 10},
    ],
    "edges": [
        {"from": "a", "to": "b", "points": [[50, 40], [50, 80]], "label": "Yes",
         "label_box": [55, 54, 18, 12], "font_size": 10},
        {"from": "a", "to": "c", "points": [[100, 20], [195, 20], [195, 80]], "label": "No",
         "label_box": [175, 26, 15, 12], "font_size": 10},
    ],
}  # fmt: skip

Damage = Callable[[dict[str, Any]], object]

DAMAGES: dict[str, Damage] = {
    "too near": lambda d: d["nodes"][2].update(x=103),
    "comes too near": lambda d: d["edges"][1].update(points=[[100, 20], [101, 20], [101, 90], [150, 90]]),
    "leaves the area": lambda d: d["nodes"][2].update(x=180),
    "not right-angled": lambda d: d["edges"][0].update(points=[[50, 40], [53, 80]]),
    "does not end at": lambda d: d["edges"][0].update(points=[[50, 40], [50, 76]]),
    "has no place": lambda d: d["edges"][0].update(label_box=None),
    "is on the line": lambda d: d["edges"][0].update(label_box=[45, 54, 18, 12]),
    "touches": lambda d: d["edges"][0].update(label_box=[55, 70, 18, 12]),
    "is far from": lambda d: d["edges"][0].update(label_box=[80, 54, 18, 12]),
    "touch": lambda d: d["edges"][1].update(label_box=[60, 58, 18, 12]),
    "leaves its box": lambda d: d["nodes"][0].update(text_box=[9, 9, 95, 20]),
    "too small": lambda d: d["nodes"][0].update(font_size=8.9),
    "run together": lambda d: d["edges"][1].update(points=[[50, 40], [50, 70], [195, 70], [195, 80]]),
    "told apart": lambda d: d["edges"][1].update(to="b", points=[[50, 40], [50, 80]]),
}  # fmt: skip


def test_good_chart() -> None:
    assert faults(GOOD, 240, 120) == []
    assert figures(GOOD) == (0, 1, 1, 0)


@pytest.mark.parametrize("said", DAMAGES)
def test_damage(said: str) -> None:
    dump = deepcopy(GOOD)
    DAMAGES[said](dump)
    assert any(said in fault for fault in faults(dump, 240, 120))


def test_counts() -> None:
    dump = deepcopy(GOOD)
    dump["edges"][1]["points"] = [[100, 20], [120, 20], [120, 24], [140, 24], [140, 60], [20, 60]]
    found = figures(dump)
    assert found.crossings == 1
    assert found.bends == found.most_bends == 4
    assert found.jogs == 1
