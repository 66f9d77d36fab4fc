"""The geometry that ``inspect`` gives is that of the file: texts are read back from the PDF."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from handouts.audit.inspection import charts_as_data
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.pipeline import Made, make
from handouts.plan import plan

ROOT = Path(__file__).parents[2]
WANTED = [
    ("which-role", "school", "CA"),
    ("which-health-job", "school", "WA"),
    ("which-role-half", "career-fair", "US"),
]


@pytest.fixture(scope="module", params=WANTED, ids=lambda wanted: wanted[0])
def made(request: pytest.FixtureRequest) -> Made:
    handout, audience, state = request.param
    library = load(ROOT)
    (edition,) = plan(Selection((handout,), (audience,), (state,)), library)
    return make(edition, library, load_fonts())


def _within(page: pypdfium2.PdfPage, box: list[float]) -> str:
    """The text that a reader finds in a box, without white space."""
    left, top, width, height = box
    x, up = left - 1, page.get_height() - top + 1
    text = page.get_textpage().get_text_bounded(x, up - height - 2, x + width + 2, up)
    return "".join(text.split())


def _boxes(made: Made) -> Iterator[tuple[int, list[float], str]]:
    """Page, box and what stands in it: the nodes with their numbers, the labels."""
    for dump in charts_as_data(made.pages):
        number = dump["page"]["number"] - 1
        for node in dump["nodes"]:
            yield number, node["text_box"], node["text"]
        for edge in dump["edges"]:
            if edge["label"]:
                yield number, edge["label_box"], edge["label"]


def test_texts_stand_where_the_geometry_says(made: Made) -> None:
    file = pypdfium2.PdfDocument(made.data)
    seen = 0
    for number, box, text in _boxes(made):
        found = _within(file[number], box)
        wanted = "".join(text.split())
        assert found.endswith(wanted), (found, wanted)
        assert len(found) <= len(wanted) + 2  # its number or letter
        seen += 1
    assert seen > 10
