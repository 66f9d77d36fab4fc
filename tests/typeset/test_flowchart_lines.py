"""What a reader follows on a chart: gaps and dots in its lines, and numbers in reading order."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from handouts.document import Flowchart, ListBlock, plain, walk
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.library import Library
from handouts.pages import EdgeGeometry
from handouts.pipeline import pages_of
from handouts.plan import plan
from handouts.shapes import Path as Drawn
from handouts.typeset.column.drawing import Drawing
from handouts.typeset.column.frame import Frame
from handouts.typeset.flowchart.parts import ChartRoom, set_charts
from tests.flowchart.charts import fixed_chart
from tests.typeset.chart_samples import STYLE

ROOT = Path(__file__).parents[2]
Point = tuple[float, float]
Segment = tuple[Point, Point]


@pytest.fixture(scope="module")
def library() -> Library:
    return load(ROOT)


@pytest.fixture(scope="module")
def drawings() -> list[Drawing]:
    """Made charts of 5 to 25 boxes, some with crossings, some with ways that join."""
    frame, room = Frame(STYLE, load_fonts(), 522), ChartRoom(570, 680)
    return [one for number in range(24) for one in set_charts(fixed_chart(number), frame, room)]


def edges_of(drawing: Drawing) -> tuple[EdgeGeometry, ...]:
    assert drawing.chart is not None
    return drawing.chart.edges


def between(low: float, value: float, high: float, by: float = 0.6) -> bool:
    return min(low, high) + by < value < max(low, high) - by


def crossings(drawing: Drawing) -> Iterator[Point]:
    """Where a way across meets one that leads down to another box."""
    for across in edges_of(drawing):
        for down in edges_of(drawing):
            if across.target == down.target:
                continue
            for (ax, ay), (bx, by) in pairwise(across.points):
                for (cx, cy), (dx, dy) in pairwise(down.points):
                    if ay == by and cx == dx and between(ax, cx, bx) and between(cy, ay, dy):
                        yield cx, ay


def strokes(drawing: Drawing) -> Iterator[Segment]:
    """The straight lines that are drawn."""
    for item in drawing.items:
        if isinstance(item, Drawn) and item.stroke and not item.fill:
            points = [(n[0], n[1]) for _, n in item.steps]
            yield from pairwise(points)


def test_of_two_ways_that_cross_the_one_across_has_a_gap(drawings: list[Drawing]) -> None:
    seen = 0
    for drawing in drawings:
        lines = list(strokes(drawing))
        for x, y in crossings(drawing):
            seen += 1
            near = [(a, b) for a, b in lines if a[1] == b[1] == y]
            assert not any(min(a[0], b[0]) < x + 1 and max(a[0], b[0]) > x - 1 for a, b in near)
            assert any(a[0] == b[0] == x and between(a[1], y, b[1]) for a, b in lines)
    assert seen > 2


def dots(drawing: Drawing) -> list[Point]:
    """The middles of the round dots; roles' marks are larger."""
    found = []
    for item in drawing.items:
        if isinstance(item, Drawn) and item.fill and [k for k, _ in item.steps].count("C") == 4:
            left, right = item.steps[0][1][0], item.steps[2][1][4]
            if right - left < 6:
                found.append(((left + right) / 2, item.steps[0][1][1]))
    return found


def passes(edge: EdgeGeometry, point: Point) -> bool:
    x, y = point
    return any(
        min(ax, bx) - 0.6 <= x <= max(ax, bx) + 0.6 and min(ay, by) - 0.6 <= y <= max(ay, by) + 0.6
        for (ax, ay), (bx, by) in pairwise(edge.points)
    )


def test_two_answers_that_join_show_a_dot(drawings: list[Drawing]) -> None:
    seen = 0
    for drawing in drawings:
        found = dots(drawing)
        seen += len(found)
        for point in found:
            targets = [edge.target for edge in edges_of(drawing) if passes(edge, point)]
            assert any(targets.count(target) > 1 for target in targets)
        for edge in edges_of(drawing):
            joined = [
                other
                for other in edges_of(drawing)
                if other.target == edge.target and other.points[-2:] == edge.points[-2:]
            ]
            if len(joined) > 1 and edge.points[-2] != edge.points[0]:
                assert any(passes(edge, point) for point in found), edge
    assert seen > 5


def test_an_answer_stands_at_the_start_of_its_way(drawings: list[Drawing]) -> None:
    """Half of the labels within a line's height, nine in ten within 60 points of the box."""
    away = []
    for drawing in drawings:
        for edge in edges_of(drawing):
            if edge.label_area is not None:
                (x, y, width, height), (sx, sy) = edge.label_area, edge.points[0]
                away.append(max(x - sx, sx - x - width, 0) + max(y - sy, sy - y - height, 0))
    away.sort()
    assert away[len(away) // 2] < 16
    assert away[len(away) * 9 // 10] < 60


@pytest.mark.parametrize("state", ["CA", "TN", "MN", "PA", "DC"])
@pytest.mark.parametrize("handout", ["which-health-job", "which-role"])
def test_numbers_run_as_the_chart_is_read(library: Library, handout: str, state: str) -> None:
    (edition,) = plan(Selection((handout,), ("school",), (state,)), library)
    document, pages = pages_of(edition, library, load_fonts())
    blocks = list(walk(document.body))
    (chart,) = (block for block in blocks if isinstance(block, Flowchart))
    labels = {node.id: node.label for node in chart.nodes}
    (geometry,) = pages.flowcharts
    # a result that several ways of a spine lead to is lettered where it stands first
    first: dict[str, tuple[float, float]] = {}
    for box in sorted(geometry.nodes, key=lambda box: box.area[1]):
        place = round(box.area[1] + box.area[3] / 2), box.area[0]
        first.setdefault(box.id.partition("#")[0], place)
    places = sorted((*place, labels[name]) for name, place in first.items())
    rows: dict[float, list[str]] = {}
    for middle, _, label in places:
        rows.setdefault(middle, []).append(label)
    letters = [label for row in rows.values() for label in row if not label.isdigit()]
    assert letters == sorted(letters)
    numbers = [int(label) for row in rows.values() for label in row if label.isdigit()]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    for edge in chart.edges:
        source, target = labels[edge.source], labels[edge.target]
        if target.isdigit():
            assert int(source) < int(target)
    steps = next(
        b for b in blocks
        if isinstance(b, ListBlock) and {i.label for i in b.items} == set(labels.values())
    )  # fmt: skip
    said = [item.label for item in steps.items]
    assert said == [*map(str, range(1, len(numbers) + 1)), *letters]
    by_label = {item.label: item for item in steps.items}
    names = {f"#{item.id}": item.label for item in steps.items}
    for node in chart.nodes:
        assert node.text in plain(by_label[node.label].text)
        ways = [labels[edge.target] for edge in chart.edges if edge.source == node.id]
        linked = [run for run in by_label[node.label].text if run.link in names]
        assert [names[run.link or ""] for run in linked] == ways
        assert [run.text[:-1].split("\u00a0")[-1] for run in linked] == ways
