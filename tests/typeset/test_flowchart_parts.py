"""Charts that are split over pages: each part a good chart, all parts together the whole one."""

import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from handouts.audit.inspection import charts_as_data
from handouts.document import (
    Document,
    Flowchart,
    Heading,
    PageFormat,
    Run,
    RunningText,
)
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.pages import Pages, TextRun
from handouts.palette import tint
from handouts.pdf import to_pdf
from handouts.style import Style
from handouts.typeset.column.frame import Frame
from handouts.typeset.fitting.fit import fit
from handouts.typeset.flowchart.parts import ChartRoom, set_charts
from handouts.typeset.pages.assemble import Folios, assemble
from tests.flowchart.charts import fixed_chart, random_chart
from tests.flowchart.geometry import faults
from tests.flowchart.parts import connectors, joined
from tests.soak.flowcharts import measured
from tests.support import tagtree
from tests.typeset.chart_samples import STYLE, WHICH_ROLE, geometry

from .samples import typeset

ROOT = Path(__file__).parents[2]
LARGE = replace(fixed_chart(61), id="chart")


def document(chart: Flowchart, height: float = 640) -> Document:
    page = PageFormat(612, height, 34, 45, 34, 45)
    footer = RunningText((Run("Career center"),), (Run("Page {page} of {pages}"),))
    heading = Heading(id="title", text=(Run("Which one?"),), level=1)
    return Document(
        title="Which one?", language="en", publisher="P", subject="S", date="2026-11-24",
        page=page, style="base", pages=None, smallest=9, span=None, header=RunningText(),
        footer=footer, body=(heading, chart),
    )  # fmt: skip


@pytest.fixture(scope="module")
def style() -> Style:
    return load(ROOT).styles["base"]


@pytest.fixture(scope="module")
def pages(style: Style) -> Pages:
    return typeset(document(LARGE), style, load_fonts())


def test_sixty_made_charts_on_letter_pages() -> None:
    """The first of the five hundred that ``make soak`` sets."""
    tally = measured(range(60))
    assert tally.bad == []
    assert len(tally.crossed) <= 3
    assert tally.bent == []
    assert tally.split > 5


def test_what_fits_stays_whole() -> None:
    (drawing,) = set_charts(WHICH_ROLE, Frame(STYLE, load_fonts(), 522), ChartRoom(400, 680))
    assert drawing.part == ""
    assert connectors(geometry(drawing)) == {}


def test_type_gives_way_before_the_chart_is_split() -> None:
    whole = random_chart(20, 14)
    (calm,) = set_charts(whole, Frame(STYLE, load_fonts(), 522), ChartRoom(2000, 2000))
    low = calm.height * 0.8
    (drawing,) = set_charts(whole, Frame(STYLE, load_fonts(), 522), ChartRoom(low, low))
    assert {n["font_size"] for n in geometry(drawing)["nodes"]} < {9.0, 9.75, 10.5}


def test_parts_make_up_the_whole(pages: Pages) -> None:
    assert len(pages.flowcharts) == len(pages.pages) == 2
    nodes, ways = joined(charts_as_data(pages))
    assert nodes == Counter(n.id for n in LARGE.nodes)
    assert ways == Counter((e.source, e.target, e.label) for e in LARGE.edges)
    for dump in charts_as_data(pages):
        assert faults(dump, dump["page"]["w"], dump["page"]["h"]) == []


def test_connectors_name_the_page_of_the_other_end(pages: Pages) -> None:
    where = {
        (way, number): str(dump["page"]["number"])
        for dump in charts_as_data(pages)
        for way, number, *_ in connectors(dump).values()
    }
    assert where
    for dump in charts_as_data(pages):
        for way, number, _, named in connectors(dump).values():
            other = "from" if way == "to" else "to"
            assert named == (where[other, number],)


def test_connectors_name_the_boxes_at_the_other_end(pages: Pages) -> None:
    """Where a way is cut, the box that it leads to stands on the page that is named."""
    dumps = charts_as_data(pages)
    homes = {n["id"]: str(dump["page"]["number"]) for dump in dumps for n in dump["nodes"]}
    named_so = {node.label: homes[node.id] for node in LARGE.nodes}
    for dump in dumps:
        for way, _, boxes, named in connectors(dump).values():
            assert {named_so[box] for box in boxes} == set(named), (way, boxes)


def test_connectors_count_the_pages_of_a_packet(style: Style) -> None:
    fonts = load_fonts()
    made = assemble(fit(document(LARGE), style, fonts), fonts, Folios(6, 9))
    said = [i.text for page in made.pages for i in page.items if isinstance(i, TextRun)]
    named = {text.strip() for text in said if ", page " in text}
    assert named
    assert all(text.endswith((", page 7", ", page 8")) for text in named)
    assert not any("{" in text for text in said)


def test_each_part_is_a_figure_with_its_own_words(pages: Pages) -> None:
    printed = document(LARGE).split(pages.parts)
    tagged = tagtree.read(to_pdf(pages, printed, load_fonts()))
    assert tagged.faults == ()
    alternatives = [figure.alt for figure in tagged.root.all("Figure")]
    assert alternatives == list(pages.parts["chart"])
    assert len(set(alternatives)) == 2
    assert alternatives[0].startswith("Decision flowchart, part 1 of 2: steps 1,")


def test_a_chart_that_no_split_can_place_is_too_high() -> None:
    (drawing,) = set_charts(WHICH_ROLE, Frame(STYLE, load_fonts(), 522), ChartRoom(30, 30))
    assert drawing.height > 30


PRINT = """
from handouts.fonts import load_fonts
from handouts.typeset.column.frame import Frame
from handouts.typeset.flowchart.parts import ChartRoom, set_charts
from tests.flowchart.charts import fixed_chart
from tests.typeset.chart_samples import STYLE
frame = Frame(STYLE, load_fonts(), 522)
for number in (19, 61):
    for drawing in set_charts(fixed_chart(number), frame, ChartRoom(570, 680)):
        print(drawing)
"""


def test_equal_in_every_process() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", PRINT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(printed) == 1
    assert len(printed.pop()) > 1000


# Other looks and formats


def test_diamonds_hold_their_texts_and_their_ends() -> None:
    style = replace(STYLE, question="diamond")
    (drawing,) = set_charts(WHICH_ROLE, Frame(style, load_fonts(), 522), ChartRoom(2000))
    shapes = {n["id"]: n["shape"] for n in geometry(drawing)["nodes"]}
    assert shapes["blood"] == "diamond"
    assert faults(geometry(drawing), 522, drawing.height) == []


def test_diamonds_give_way_where_they_do_not_fit() -> None:
    style = replace(STYLE, question="diamond")
    (drawing,) = set_charts(WHICH_ROLE, Frame(style, load_fonts(), 522), ChartRoom(384))
    assert "diamond" not in {n["shape"] for n in geometry(drawing)["nodes"]}
    assert drawing.height <= 384


@pytest.mark.parametrize(
    ("width", "first", "following", "scale"),
    [
        (522, 570, 680, 1.0),
        (702, 390, 500, 1.0),
        (342, 380, 540, 0.9),
        (522, 570, 680, 18 / 10.5),
    ],
    ids=["portrait", "landscape", "half letter", "large print"],
)
def test_every_format(width: float, first: float, following: float, scale: float) -> None:
    style = replace(STYLE.scaled(scale), smallest=18.0 if scale > 1 else 9.0)
    for chart in (WHICH_ROLE, fixed_chart(14), fixed_chart(60)):
        drawings = set_charts(chart, Frame(style, load_fonts(), width), ChartRoom(first, following))
        for place, drawing in enumerate(drawings):
            assert drawing.height <= (following if place else first) + 0.01
            assert faults(geometry(drawing), width, drawing.height) == []


def test_more_roles_than_looks_are_drawn_without_looks() -> None:
    chart = replace(WHICH_ROLE, roles=3)
    (drawing,) = set_charts(chart, Frame(STYLE, load_fonts(), 522), ChartRoom(600))
    ink, paper, muted = (STYLE.colours[c] for c in ("ink", "paper", "muted"))
    used = {
        c for i in drawing.items for c in (getattr(i, "fill", None), getattr(i, "stroke", None))
    }
    assert used <= {ink, paper, muted, tint(ink, paper), None}
