"""The project's own decisions in every format: each page a good chart, all pages the whole decision."""

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from handouts.compose import compose
from handouts.document import Flowchart, walk
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.plan import plan
from handouts.style import Style
from handouts.typeset.column.frame import Frame
from handouts.typeset.flowchart.parts import ChartRoom, set_charts
from tests.flowchart.geometry import faults, figures
from tests.flowchart.parts import Way, joined
from tests.typeset.chart_samples import geometry

ROOT = Path(__file__).parents[2]
DECISIONS = ("which-role", "which-health-job", "which-role-half")


class Format(NamedTuple):
    style: str
    width: float
    room: ChartRoom


FORMATS = {
    "portrait": Format("base", 522, ChartRoom(570, 680)),
    "landscape": Format("base", 702, ChartRoom(400, 520)),
    "half letter": Format("half-sheet", 342, ChartRoom(420, 540)),
    "half letter, landscape": Format("half-sheet", 538, ChartRoom(230, 320)),
    "large print": Format("large-print", 522, ChartRoom(560, 680)),
}


@cache
def charts(decision: str) -> dict[str, Flowchart]:
    """Those of one decision that differ in more than the name of a state."""
    library = load(ROOT)
    found: dict[object, tuple[str, Flowchart]] = {}
    for edition in plan(Selection(handouts=(decision,)), library):
        for block in walk(compose(edition, library).body):
            if isinstance(block, Flowchart):
                kind = tuple(n.id for n in block.nodes), block.edges
                found.setdefault(kind, (edition.name, block))
    return dict(found.values())


@cache
def style(name: str) -> Style:
    found = load(ROOT).styles[name]
    return replace(found, smallest=max(found.smallest, 18.0 if name == "large-print" else 9.0))


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize("name", FORMATS)
def test_every_decision_in_every_format(decision: str, name: str) -> None:
    form = FORMATS[name]
    for edition, chart in charts(decision).items():
        drawings = set_charts(chart, Frame(style(form.style), load_fonts(), form.width), form.room)
        dumps = [geometry(drawing) for drawing in drawings]
        for number, (drawing, dump) in enumerate(zip(drawings, dumps, strict=True)):
            room = form.room.following if number else form.room.first
            assert room
            assert drawing.height <= room + 0.01, edition
            assert faults(dump, form.width, drawing.height) == [], edition
            found = figures(dump)
            assert found.jogs == 0, edition
            most = 0 if chart.kind == "spine" else len(dump["nodes"]) / 8
            assert found.crossings <= most, edition
            assert found.bends <= 2.5 * len(dump["edges"]), edition
        nodes, ways = joined(dumps)
        assert_whole(chart, nodes, ways)


def assert_whole(chart: Flowchart, nodes: Counter[str], ways: Counter[Way]) -> None:
    """All boxes and ways are there; a spine has a box more for each way to what others lead to, too."""
    again = chart.kind == "spine"
    led = Counter(e.target for e in chart.edges)
    first = chart.nodes[0].id
    often = {n.id: max(led[n.id] + (n.id == first), 1) if again else 1 for n in chart.nodes}
    own: Counter[str] = Counter()
    for name, count in nodes.items():
        own[name.partition("#")[0] if again else name] += count
    assert own == Counter(often)
    found: Counter[Way] = Counter()
    for (source, target, label), count in ways.items():
        found[source, target.partition("#")[0] if again else target, label] += count
    assert found == Counter((e.source, e.target, e.label) for e in chart.edges)


def test_half_sheet_reads_from_the_left_without_crossings() -> None:
    (chart,) = charts("which-role-half").values()
    form = FORMATS["half letter"]
    (drawing,) = set_charts(chart, Frame(style(form.style), load_fonts(), form.width), form.room)
    assert drawing.crossings == 0
    left = {node["id"]: node["x"] for node in geometry(drawing)["nodes"]}
    assert left["office"] < left["variety"]
    assert left["office"] == left["phlebotomist"]
    assert left["variety"] == left["time"] == left["medical-assistant"]
