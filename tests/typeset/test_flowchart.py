"""Drawn charts: their geometry, their texts, and what makes a role known."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from handouts.characters import SOFT_HYPHEN
from handouts.compose import compose
from handouts.document import ChartEdge, ChartNode, Flowchart, walk
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.pages import Box, Hatch, TextRun
from handouts.plan import plan
from handouts.shapes import Path as Drawn
from handouts.style import Style, contrast
from handouts.typeset.column.drawing import Drawing
from handouts.typeset.column.frame import Frame
from handouts.typeset.flowchart.drawing import set_flowchart
from handouts.typeset.flowchart.text import wrapped
from handouts.typeset.lines.breaking import divisions
from tests.flowchart.charts import random_chart
from tests.flowchart.geometry import faults, figures, rect
from tests.typeset.chart_samples import STYLE, WHICH_ROLE, HalfEm, corners, geometry, texts

ROOT = Path(__file__).parents[2]


def drawn(chart: Flowchart, height: float | None = None, width: float = 522) -> Drawing:
    return set_flowchart(chart, Frame(STYLE, load_fonts(), width), height)


def assert_sound(chart: Flowchart, drawing: Drawing) -> None:
    dump = geometry(drawing)
    assert faults(dump, drawing.width, drawing.height) == []
    assert [n["id"] for n in dump["nodes"]] == [n.id for n in chart.nodes]
    said = [(e["from"], e["to"], e["label"]) for e in dump["edges"]]
    assert said == [(e.source, e.target, e.label) for e in chart.edges]
    found = figures(dump)
    assert found.jogs == 0
    assert found.bends <= 2.5 * len(chart.edges)
    assert found.most_bends <= 6


# The project's own charts


@cache
def real_charts() -> dict[str, Flowchart]:
    """The different charts of all states and audiences."""
    library = load(ROOT)
    found: dict[tuple[object, ...], tuple[str, Flowchart]] = {}
    for edition in plan(Selection(handouts=("which-role",)), library):
        for block in walk(compose(edition, library).body):
            if isinstance(block, Flowchart):
                found.setdefault((block.nodes, block.edges), (edition.name, block))
    return dict(found.values())


def test_real_charts() -> None:
    charts = real_charts()
    assert len(charts) > 40
    for name, chart in charts.items():
        drawing = drawn(chart, 384)
        assert drawing.height <= 384, name
        assert_sound(chart, drawing)
        found = figures(geometry(drawing))
        assert found.crossings == 0, name
        assert found.bends <= len(chart.edges), name


def test_each_role_keeps_to_its_side() -> None:
    layered = {name: chart for name, chart in real_charts().items() if chart.kind != "spine"}
    assert len(layered) > 1
    for name, chart in layered.items():
        drawing = drawn(chart, 430)
        middles = {n["id"]: n["x"] + n["w"] / 2 for n in geometry(drawing)["nodes"]}
        sides = {n.roles: middles[n.id] for n in chart.nodes if n.kind == "outcome"}
        assert sides[1,] < sides[0, 1] == sides[()] < sides[0,], name


# Random charts


@pytest.mark.parametrize("height", [None, 700.0])
@pytest.mark.parametrize("kind", ["tree", "merges", "ways back"])
def test_made_charts(kind: str, height: float | None) -> None:
    for seed in range(0, 63, 5):
        chart = random_chart(seed, 5 + seed % 21, tree=kind == "tree", back=kind == "ways back")
        drawing = drawn(chart, height)
        assert_sound(chart, drawing)
        if height is None:
            allowed = 0 if kind == "tree" else len(chart.nodes) / 8
            assert figures(geometry(drawing)).crossings <= allowed


@example(231, 21, True, 700.0)  # five lines at one side of a box of two lines of text
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.integers(5, 25), st.booleans(), st.sampled_from([None, 700.0]))
def test_any_chart_is_sound(seed: int, count: int, back: bool, height: float | None) -> None:
    chart = random_chart(seed, count, back=back)
    drawing = drawn(chart, height)
    assert faults(geometry(drawing), drawing.width, drawing.height) == []
    assert figures(geometry(drawing)).jogs == 0


@pytest.mark.parametrize("width", [200.0, 336.0, 450.0, 700.0])
def test_other_widths(width: float) -> None:
    drawing = drawn(WHICH_ROLE, width=width)
    assert drawing.width == width
    assert_sound(WHICH_ROLE, drawing)


def test_large_print() -> None:
    drawing = set_flowchart(WHICH_ROLE, Frame(STYLE.scaled(18 / 10.5), load_fonts(), 522))
    assert_sound(WHICH_ROLE, drawing)
    assert {n["font_size"] for n in geometry(drawing)["nodes"]} == {18}


def test_long_answers_take_several_lines() -> None:
    edges = tuple(
        replace(e, label=e.label and f"{e.label}, or so it seems to me") for e in WHICH_ROLE.edges
    )
    chart = replace(WHICH_ROLE, edges=edges)
    drawing = drawn(chart)
    assert_sound(chart, drawing)
    lines = [t for t in texts(drawing.items) if t.face == "600"]
    assert len(lines) >= 2 * sum(bool(e.label) for e in edges)


def test_answers_that_lead_to_one_node() -> None:
    chart = replace(WHICH_ROLE, edges=(*WHICH_ROLE.edges, ChartEdge("place", "either", "Maybe")))
    assert_sound(chart, drawn(chart))


# Texts


def runs_of(drawing: Drawing) -> Iterator[TextRun]:
    return (item for item in drawing.items if isinstance(item, TextRun))


def test_every_word_is_there() -> None:
    said = "".join(run.text for run in runs_of(drawn(WHICH_ROLE)))
    for node in WHICH_ROLE.nodes:
        assert node.text in said
        assert node.title in said
        assert f"{node.label} " in said


@pytest.mark.parametrize("metrics", [HalfEm(), load_fonts()], ids=["half em", "real"])
def test_texts_lie_in_their_boxes(metrics: HalfEm) -> None:
    drawing = set_flowchart(WHICH_ROLE, Frame(STYLE, metrics, 522))
    places = [rect(n["text_box"]) for n in geometry(drawing)["nodes"]]
    places += [rect(e["label_box"]) for e in geometry(drawing)["edges"] if e["label_box"]]
    for run in runs_of(drawing):
        right = run.x + metrics.width(run.text.rstrip(), run.face, run.size)
        top = run.y - metrics.cap_height(run.face, run.size)
        foot = run.y + metrics.descent(run.face, run.size)
        assert any(
            p[0] - 0.1 <= run.x and right <= p[2] + 0.1 and p[1] - 2.5 <= top and foot <= p[3] + 2.5
            for p in places
        ), run.text


def test_texts_of_a_node_are_in_reading_order() -> None:
    drawing = drawn(WHICH_ROLE)
    words = [run.text.split()[0] for run in runs_of(drawing)]
    assert words.index("1") < words.index("Do") < words.index("2")


def test_lines_are_spaced_by_the_leading() -> None:
    chart = Flowchart(
        id="c",
        alternative="",
        nodes=(
            ChartNode("a", "step", "1", "one two three four five six seven eight nine ten"),
            ChartNode("b", "outcome", "A", "An end."),
        ),
        edges=(ChartEdge("a", "b", ""),),
    )
    lines = [
        r for r in runs_of(set_flowchart(chart, Frame(STYLE, HalfEm(), 150))) if r.face == "400"
    ]
    assert len(lines) > 2
    assert all(b.y - a.y == pytest.approx(13) for a, b in pairwise(lines[:-1]))


@given(
    st.lists(st.text("abcdefgilnorstu-/", min_size=1, max_size=40), min_size=1, max_size=5),
    st.integers(20, 200),
)
@example(["phlebotomy", "certification-requirements"], 40)
@example(["https://health.example.org/licensing?page=2"], 60)
def test_a_word_is_cut_with_a_sign_or_where_it_has_one(words: list[str], room: int) -> None:
    """No letter is lost; a line is too wide only if one letter is, and ends within a word with a hyphen."""
    text, metrics = " ".join(words), load_fonts()
    lines = wrapped(text, "400", 10.5, room, metrics)
    assert "".join(line.removesuffix(SOFT_HYPHEN) for line in lines) == text
    for line in lines:
        assert metrics.width(line.rstrip(), "400", 10.5) <= room + 0.02, line
    for line in lines[:-1]:
        assert line.endswith((" ", SOFT_HYPHEN, "-", "/")) or "://" in text, line


def test_a_word_too_long_for_its_box_is_hyphenated_where_the_dictionary_has_it() -> None:
    lines = wrapped("Recertification", "400", 10.5, 45, load_fonts())
    assert len(lines) > 1
    assert [line.endswith(SOFT_HYPHEN) for line in lines] == [*[True] * (len(lines) - 1), False]
    places = {len("".join(lines[: n + 1]).replace(SOFT_HYPHEN, "")) for n in range(len(lines) - 1)}
    assert places <= {place for place, _ in divisions("Recertification")}


def test_a_diamond_cuts_no_word_that_has_room_in_it() -> None:
    """The lowest diamond was taken, though a narrower text cut its words."""
    style = replace(STYLE, question="diamond")
    node = replace(WHICH_ROLE.nodes[0], kind="question", text="Recertification requirements vary")
    chart = replace(WHICH_ROLE, nodes=(node, *WHICH_ROLE.nodes[1:]))
    for width in (240.0, 300.0, 360.0, 522.0):
        drawing = set_flowchart(chart, Frame(style, load_fonts(), width))
        said = " ".join(run.text for run in runs_of(drawing)).split()
        assert {"Recertification", "requirements"} <= set(said), width


def test_a_word_too_long_is_broken() -> None:
    chart = replace(WHICH_ROLE, nodes=(replace(WHICH_ROLE.nodes[0], text="x" * 200), *WHICH_ROLE.nodes[1:]))  # fmt: skip
    assert_sound(chart, drawn(chart))


# Looks


def items_in(drawing: Drawing, node: str) -> list[object]:
    left, top, right, foot = rect(next(n for n in geometry(drawing)["nodes"] if n["id"] == node))
    return [
        item
        for item in drawing.items
        if all(
            left - 0.1 <= x <= right + 0.1 and top - 0.1 <= y <= foot + 0.1
            for x, y in corners([item])
        )
    ]


PAID = replace(
    WHICH_ROLE,
    nodes=tuple(
        replace(n, figure="$49,660", unit="a year") if len(n.roles) == 1 else n
        for n in WHICH_ROLE.nodes
    ),
)


@pytest.mark.parametrize(("name", "look"), [("assistant", 0), ("phlebotomist", 1)])
def test_outcome_of_one_role_is_in_its_colour(name: str, look: int) -> None:
    items = items_in(set_flowchart(PAID, Frame(STYLE, HalfEm(), 522)), name)
    colour = STYLE.roles[look].colour
    ground, bar = [i for i in items if isinstance(i, Box)][:2]
    assert bar.fill == colour
    assert contrast(STYLE.colours["ink"], ground.fill or "") > 7
    assert {ground.radius, bar.radius} == {0}
    runs = [i for i in items if isinstance(i, TextRun)]
    title = [t for t in runs if bar.y < t.y < bar.y + bar.height and len(t.text) > 2]
    assert {t.colour for t in title} == {STYLE.colours["paper"]}
    assert min(t.size for t in title) > STYLE.type["node"].size
    figure = next(t for t in runs if t.text.startswith("$49"))
    assert figure.colour == STYLE.colours["ink"]
    assert figure.size > STYLE.type["heading"].size


@pytest.mark.parametrize(("name", "hatched"), [("assistant", False), ("phlebotomist", True)])
def test_outcome_of_one_role_in_low_ink(name: str, hatched: bool) -> None:
    style = replace(STYLE, ink="low")
    items = items_in(set_flowchart(PAID, Frame(style, HalfEm(), 522)), name)
    assert bool([i for i in items if isinstance(i, Hatch)]) == hatched
    assert {t.colour for t in items if isinstance(t, TextRun)} == {STYLE.colours["ink"]}
    filled = [i for i in items if isinstance(i, Box) and i.fill and i.fill != "#FFFFFF"]
    assert all(min(box.width, box.height) <= 8 for box in filled)


def test_shared_outcome_has_half_of_each() -> None:
    items = items_in(set_flowchart(WHICH_ROLE, Frame(STYLE, HalfEm(), 522)), "either")
    (hatch,) = [i for i in items if isinstance(i, Hatch)]
    solid = next(i for i in items if isinstance(i, Box) and i.fill == "#0F4C5C")
    assert hatch.width == pytest.approx(solid.width, abs=1.6)
    assert hatch.x == pytest.approx(solid.x + solid.width, abs=0.8)


def test_undecided_outcome_is_dashed_and_square() -> None:
    items = items_in(set_flowchart(WHICH_ROLE, Frame(STYLE, HalfEm(), 522)), "undecided")
    frame = next(i for i in items if isinstance(i, Box))
    assert frame.dash
    assert frame.radius == 0
    assert frame.stroke == STYLE.colours["muted"]


def test_questions_are_round_and_steps_square() -> None:
    drawing = set_flowchart(WHICH_ROLE, Frame(STYLE, HalfEm(), 522))
    radii = {
        name: next(i for i in items_in(drawing, name) if isinstance(i, Box)).radius
        for name in ("place", "train")
    }
    assert radii == {"place": 7, "train": 0}


def test_three_roles_share_a_band() -> None:
    style: Style = replace(STYLE, roles=(*STYLE.roles, replace(STYLE.roles[1], fill="dots")))
    nodes = tuple(replace(n, roles=(0, 1, 2)) if n.id == "either" else n for n in WHICH_ROLE.nodes)
    chart = replace(WHICH_ROLE, nodes=nodes)
    assert_sound(chart, set_flowchart(chart, Frame(style, load_fonts(), 522)))


def test_one_arrowhead_where_edges_merge() -> None:
    drawing = drawn(WHICH_ROLE)
    heads = [i for i in drawing.items if isinstance(i, Drawn) and i.fill and len(i.steps) == 4]
    tips = {tuple(e["points"][-1]) for e in geometry(drawing)["edges"]}
    assert {head.steps[0][1] for head in heads} == tips
    assert len(heads) == len(tips)


def test_all_items_belong_to_the_block() -> None:
    assert {getattr(item, "block", None) for item in drawn(WHICH_ROLE).items} == {"chart"}


# Geometry for readers


def test_geometry_moves_as_a_whole() -> None:
    chart = drawn(WHICH_ROLE).chart
    assert chart
    moved = chart.moved(10, 20)
    for old, new in zip(chart.nodes, moved.nodes, strict=True):
        assert new.area == (old.area[0] + 10, old.area[1] + 20, *old.area[2:])
        assert new.text_area[:2] == (old.text_area[0] + 10, old.text_area[1] + 20)
    for edge, shifted in zip(chart.edges, moved.edges, strict=True):
        assert shifted.points[0] == (edge.points[0][0] + 10, edge.points[0][1] + 20)
        assert (shifted.label_area is None) == (edge.label_area is None)


PRINT = """
from handouts.fonts import load_fonts
from handouts.typeset.column.frame import Frame
from handouts.typeset.flowchart.drawing import set_flowchart
from tests.flowchart.charts import random_chart
from tests.typeset.chart_samples import STYLE, WHICH_ROLE
for chart in (WHICH_ROLE, random_chart(3, 12, back=True), random_chart(4, 20)):
    print(set_flowchart(chart, Frame(STYLE, load_fonts(), 522), 700))
"""


def test_equal_in_every_process() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", PRINT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(printed) == 1
