"""Charts with a trunk: no line can cross another, whatever the decision; nothing is missing."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest

from handouts.document import ChartEdge, ChartNode, Flowchart
from handouts.fonts import load_fonts
from handouts.pages import Box, TextRun
from handouts.typeset.column.drawing import Drawing
from handouts.typeset.column.frame import Frame
from handouts.typeset.flowchart.parts import ChartRoom, set_charts
from tests.flowchart.charts import fixed_chart
from tests.flowchart.geometry import faults, figures, is_band, overlap, rect
from tests.flowchart.parts import joined
from tests.typeset.chart_samples import STYLE, WHICH_ROLE, geometry
from tests.typeset.test_decision_charts import assert_whole

WIDTH = 522.0
ROOM = ChartRoom(570.0, 680.0)

_LONG = tuple(
    replace(e, label=e.label and f"{e.label}, or so it seems to me") for e in WHICH_ROLE.edges
)


def spines(chart: Flowchart, room: ChartRoom = ROOM, width: float = WIDTH) -> tuple[Drawing, ...]:
    return set_charts(replace(chart, kind="spine"), Frame(STYLE, load_fonts(), width), room)


def assert_sound(chart: Flowchart, drawings: tuple[Drawing, ...], width: float = WIDTH) -> None:
    dumps = [geometry(drawing) for drawing in drawings]
    for drawing, dump in zip(drawings, dumps, strict=True):
        assert faults(dump, width, drawing.height) == []
        assert figures(dump).crossings == 0
        assert figures(dump).bends == 0
        bands = [rect(e["label_box"]) for e in dump["edges"] if e["label_box"] and is_band(e)]
        assert all(overlap(a, b) < -2 for a, b in combinations(bands, 2))
    assert_whole(replace(chart, kind="spine"), *joined(dumps))
    written = Counter(i.text.strip() for d in drawings for i in d.items if isinstance(i, TextRun))
    for node in chart.nodes:
        assert written[node.label], node


@pytest.mark.parametrize("number", range(0, 160, 4))
def test_made_trees_and_decisions_with_merges_and_ways_back(number: int) -> None:
    for chart in (fixed_chart(number), fixed_chart(number + 1 + number % 3)):
        drawings = spines(chart)
        assert_sound(chart, drawings)
        rooms = [ROOM.first, *[ROOM.following or 0.0] * (len(drawings) - 1)]
        assert all(d.height <= room for d, room in zip(drawings, rooms, strict=True))


@pytest.mark.parametrize("width", [300.0, 400.0, 700.0])
def test_other_widths(width: float) -> None:
    chart = replace(WHICH_ROLE, edges=_LONG)
    assert_sound(chart, spines(chart, ChartRoom(1200), width), width)


def test_results_stand_in_one_column_at_the_right_and_are_printed_for_each_way() -> None:
    (drawing,) = spines(WHICH_ROLE, ChartRoom(1200))
    nodes = {node["id"]: node for node in geometry(drawing)["nodes"]}
    ends = {n.id for n in WHICH_ROLE.nodes if n.kind == "outcome"}
    results = [node for name, node in nodes.items() if name.partition("#")[0] in ends]
    others = [node for name, node in nodes.items() if name.partition("#")[0] not in ends]
    assert len({round(node["x"], 2) for node in results}) == 1
    first = max(node["x"] + node["w"] for node in others if node["id"] != WHICH_ROLE.nodes[0].id)
    assert first < results[0]["x"]
    ways = Counter(edge.target for edge in WHICH_ROLE.edges)
    assert len(results) == sum(ways[name] for name in ends)


def test_each_first_answer_runs_along_a_band_of_its_own() -> None:
    (drawing,) = spines(WHICH_ROLE, ChartRoom(1200))
    answers = [e.label for e in WHICH_ROLE.edges if e.source == WHICH_ROLE.nodes[0].id]
    turned = [i for i in drawing.items if isinstance(i, TextRun) and i.turned]
    assert [run.text.strip() for run in turned] == answers
    for run in turned:
        under = [b for b in drawing.items if isinstance(b, Box) and b.x == 0 and b.fill]
        length = load_fonts().width(run.text.strip(), run.face, run.size)
        assert any(b.y < run.y and run.y + length < b.y + b.height for b in under)


def test_a_question_that_several_ways_lead_to_stands_once_and_is_named_elsewhere() -> None:
    def node(name: str, label: str) -> ChartNode:
        kind = "question" if label.isdigit() else "outcome"
        return ChartNode(name, kind, label, f"About {name}?", roles=())  # type: ignore[arg-type]

    nodes = tuple(node(n, la) for n, la in zip("abcxy", ("1", "2", "3", "A", "B"), strict=True))
    pairs = ("ab", "ac", "bc", "bx", "cx", "cy")
    edges = tuple(ChartEdge(pair[0], pair[1], f"to {pair[1]}") for pair in pairs)
    chart = replace(WHICH_ROLE, nodes=nodes, edges=edges, kind="spine")
    (drawing,) = spines(chart)
    assert_sound(chart, (drawing,))
    written = [i.text.strip() for i in drawing.items if isinstance(i, TextRun)]
    assert written.count("to box 3") == 1
    assert [text for text in chart.said() if text == "to box 3"] == ["to box 3"]


def test_low_ink_has_outlined_bands() -> None:
    frame = Frame(replace(STYLE, ink="low"), load_fonts(), WIDTH)
    (drawing,) = set_charts(replace(WHICH_ROLE, kind="spine"), frame, ChartRoom(1200))
    turned = [i for i in drawing.items if isinstance(i, TextRun) and i.turned]
    assert {run.colour for run in turned} == {STYLE.colours["ink"]}
    filled = [b for b in drawing.items if isinstance(b, Box) and b.fill not in (None, "#FFFFFF")]
    assert all(min(b.width, b.height) < 8 for b in filled)
