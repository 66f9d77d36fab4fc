"""What cannot be printed of a recipient's row is named at its cell; a wide logo is made to fit."""

from dataclasses import replace
from pathlib import Path

import pytest

from handouts.diagnostics import HandoutsError
from handouts.document.running import RUNNING
from handouts.drawings import Vector, shapes
from handouts.edition import Edition, Recipient, Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.library import Library
from handouts.pages import Image, TextRun
from handouts.pipeline import Made, make
from handouts.plan import plan
from tests.support.projects import REPOSITORY, copy_project, replace_text

FLYER = ("flyer", "career-fair")
SHEET = ("comparison", "school")


@pytest.fixture(scope="module")
def library() -> Library:
    return load(REPOSITORY)


@pytest.fixture(scope="module")
def with_logos(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The project with logos that are 4, 20 and 90 times as wide as they are high."""
    root = copy_project(tmp_path_factory.mktemp("logos") / "project", flyer=True)
    for shape in (4, 20, 90):
        box = f'viewBox="0 0 {shape}0 10"'
        logo = f'<svg xmlns="http://www.w3.org/2000/svg" {box}><rect width="{shape}0" height="10"/></svg>'
        (root / f"data/images/wide{shape}.svg").write_text(logo, encoding="utf-8")
    return load(root)


def edition(library: Library, wanted: tuple[str, str], row: dict[str, str]) -> Edition:
    handout, audience = wanted
    recipients = (Recipient("schools.csv", 7, {"school": "North High", "state": "CA", **row}),)
    return plan(Selection((handout,), (audience,), recipients=recipients), library)[0]


def faults(asked: Edition, library: Library) -> list[tuple[str, str]]:
    with pytest.raises(HandoutsError) as caught:
        make(asked, library, load_fonts())
    return [(d.code, str(d.span)) for d in caught.value.diagnostics]


@pytest.mark.parametrize(
    ("wanted", "row", "fault"),
    [
        (FLYER, {"qr_address": "https://www.example.org/" + "a" * 300}, ("long-address", "schools.csv:7:3")),
        (FLYER, {"contact": "Ms. Rivera \u2603"}, ("missing-glyph", "schools.csv:7:3")),
        (SHEET, {"contact": "", "school": "山田高校"}, ("unsupported-script", "schools.csv:7:1")),
        (("comparison", "advisor"), {"student": "Ana Reyes " * 9}, ("overflow", "schools.csv:7:3")),
    ],
)  # fmt: skip
def test_a_fault_of_a_row_names_its_cell(
    wanted: tuple[str, str], row: dict[str, str], fault: tuple[str, str], library: Library
) -> None:
    assert set(faults(edition(library, wanted, row), library)) == {fault}


SNOW, LONG = "Ms. Rivera \u2603", "Ana Reyes " * 9


@pytest.mark.parametrize(
    ("wanted", "row", "fault"),
    [
        (FLYER, {"parent": SNOW, "contact": SNOW}, ("missing-glyph", "schools.csv:7:4")),
        (FLYER, {"parent": SNOW, "name": SNOW, "school": ""}, ("missing-glyph", "schools.csv:7:4")),
        (("comparison", "advisor"), {"parent": LONG, "student": LONG}, ("overflow", "schools.csv:7:4")),
        (("comparison", "advisor"), {"parent": SNOW, "note": SNOW}, ("missing-glyph", "schools.csv:7:4")),
    ],
)  # fmt: skip
def test_of_two_equal_cells_the_printed_one_is_named(
    wanted: tuple[str, str], row: dict[str, str], fault: tuple[str, str], library: Library
) -> None:
    assert set(faults(edition(library, wanted, row), library)) == {fault}


def test_what_reads_like_a_page_number_is_named_where_it_is_printed(with_logos: Library) -> None:
    row = {"room": "{page}", "name": "{page}", "logo": "data/images/wide4.svg"}
    asked = replace(edition(with_logos, FLYER, row), style="large-print")
    assert faults(asked, with_logos) == [("page-placeholder", "schools.csv:7:4")]


def test_what_a_template_has_changed_is_found_by_its_character(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", flyer=True)
    layout = project / "layouts/fair-flyer.yaml"
    replace_text(layout, "recipient.contact | if_any('. Contact: ')", "recipient.contact | upper")
    found = faults(edition(load(project), FLYER, {"contact": "x \u2603"}), load(project))
    assert set(found) == {("missing-glyph", "schools.csv:7:3")}


def _is_black(drawing: Vector) -> bool:
    """Which the logos are, and no mark of a role."""
    return all(shape.fill == "#000000" for shape in shapes(drawing.parts))


def _head(made: Made) -> tuple[float, float, list[tuple[float, float]]]:
    """Width and height of the logo, and the texts on its line: their starts and ends."""
    page = made.pages.pages[0]
    furniture = [i for i in page.items if (getattr(i, "block", "-") or RUNNING).startswith(RUNNING)]
    pictures = [item for item in furniture if isinstance(item, Image)]
    (logo,) = (i for i in pictures if isinstance(i.picture, Vector) and _is_black(i.picture))
    xs, ys = (logo.x, logo.x + logo.width), (logo.y, logo.y + logo.height)
    width = load_fonts().width
    beside = [
        (run.x, run.x + width(run.text, run.face, run.size))
        for run in furniture
        if isinstance(run, TextRun) and min(ys) < run.y < max(ys) + 4
    ]
    ends = [(start, end) for start, end in beside if end > min(xs)]
    assert all(start > max(xs) + 4 for start, _ in ends)
    assert all(end < page.width - 18 for _, end in ends)
    return max(xs) - min(xs), max(ys) - min(ys), ends


@pytest.mark.parametrize("wanted", [FLYER, SHEET])
@pytest.mark.parametrize("style", ["base", "large-print"])
@pytest.mark.parametrize("shape", [4, 20])
def test_a_wide_logo_leaves_room_for_the_texts(
    wanted: tuple[str, str], style: str, shape: int, with_logos: Library
) -> None:
    row = {"logo": f"data/images/wide{shape}.svg"}
    asked = replace(edition(with_logos, wanted, row), style=style)
    wide, high, beside = _head(make(asked, with_logos, load_fonts()))
    assert wide == pytest.approx(shape * high, rel=0.01)
    assert 6 <= high <= 22
    assert beside


@pytest.mark.parametrize("style", ["base", "large-print"])
def test_a_logo_that_would_be_a_stroke_is_refused_at_its_cell(
    style: str, with_logos: Library
) -> None:
    asked = edition(with_logos, FLYER, {"logo": "data/images/wide90.svg"})
    found = faults(replace(asked, style=style), with_logos)
    assert found == [("wide-logo", "schools.csv:7:3")]
