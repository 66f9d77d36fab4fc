"""Every layout in every style that it supports, and on other paper, as the sheets of the project."""

import importlib.util
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from handouts.audit.inspection import charts_as_data
from handouts.document import Heading, OverlapDiagram, Run, Table, plain, walk
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.model.base import Text
from handouts.model.library import Library
from handouts.model.records.paper import PageSetup
from handouts.pages import Box, Image, Item, Page, TextRun
from handouts.pipeline import Made, make, style_of
from handouts.plan import plan
from handouts.shapes import SPOKEN
from handouts.style import MINIMUM_TEXT_CONTRAST, contrast
from tests.editions.judging import extent, faults
from tests.editions.styled import Combination, edition_of, made_in, on_paper, sample, unrest
from tests.editions.test_editions import _read, _written
from tests.support import stream_check, tagtree, verapdf
from tests.support.contents import without_running
from tests.support.projects import REPOSITORY

STYLES = ("base", "large-print", "low-ink", "photocopy", "poster", "quiet", "slate")
"""The bundled ones, but that of half sheets."""

Matrix = Mapping[Combination, Made]
Build = Callable[..., Made]

ALWAYS = (
    *(("fair-flyer", style, "us") for style in STYLES),
    *(("decision-flowchart", "large-print", place) for place in ("ca", "tx", "us")),
    ("comparison-sheet", "large-print", "ca"),
)
"""Combinations that a test is about."""


@pytest.fixture(scope="module")
def matrix(library: Library) -> Matrix:
    """A sample: the soak makes all of them (``python -m tests.soak.styles``)."""
    wanted = sorted({*sample(library), *ALWAYS})
    return {one: made_in(library, one) for one in wanted}


def test_the_bundled_styles_are_there(library: Library, matrix: Matrix) -> None:
    assert {*STYLES, "half-sheet"} == set(library.styles)
    assert {style for _, style, _ in matrix} == set(library.styles)


@pytest.mark.conformance
@pytest.mark.parametrize(("flavour", "place"), [("ua1", "ca"), ("2a", "tx")])
def test_combinations_conform(matrix: Matrix, flavour: str, place: str) -> None:
    own = {key: made for key, made in matrix.items() if key[2] == place}
    found = {key: verapdf.failures(made.data, flavour) for key, made in own.items()}
    assert {key: rules for key, rules in found.items() if rules} == {}


def test_every_combination_reads_as_its_document(matrix: Matrix) -> None:
    for key, made in matrix.items():
        tagged = tagtree.read(made.data)
        assert (tagged.faults, tagged.unmarked) == ((), ()), key
        read = without_running(_read(tagged.root), made.pages.pages[0])
        assert read == list(_written(made.document)), key
        assert stream_check.faults(made.data) == [], key


def test_nothing_that_is_measured_is_amiss(matrix: Matrix) -> None:
    """No type under its floor, nothing outside the safe area, no heading last, no divided row."""
    assert {key: found for key, made in matrix.items() if (found := faults(made))} == {}


def test_nothing_leaves_the_safe_area_or_overlaps(matrix: Matrix) -> None:
    assert {key: found for key, made in matrix.items() if (found := list(unrest(made)))} == {}


def test_large_print_is_as_its_readers_need_it(library: Library, matrix: Matrix) -> None:
    style = library.styles["large-print"]
    assert (style.smallest, style.one_column, style.lifts_page_limit) == (18, True, True)
    for key, made in matrix.items():
        if key[1] != "large-print":
            continue
        runs = [i for p in made.pages.pages for i in p.items if isinstance(i, TextRun)]
        assert not [r for r in runs if r.face.endswith("i")], key
        words = [w.strip("(),.;:") for r in runs for w in r.text.split()]
        assert not [w for w in words if len(w) > 6 and w.isalpha() and w.isupper()], key
        last = len(made.pages.pages)
        for number, page in enumerate(made.pages.pages, 1):
            written = [i.text for i in page.items if isinstance(i, TextRun)]
            assert any(f"Page {number} of {last}" in text for text in written), key
        assert made.pages.fit.dropped == (), key
        assert made.pages.fit.scale == 1, key


def logo_at_foot(page: Page) -> bool:
    """Whether the logo, left of the publisher's name, stands in the lower half of a page."""
    publishers = [i for i in page.items if isinstance(i, TextRun) and "Lakeside" in i.text]
    for publisher in publishers:
        for item in page.items:
            if isinstance(item, Image) and item.block is None:
                _, top, right, bottom = extent(item)
                if right < publisher.x and top < publisher.y < bottom + publisher.size:
                    return publisher.y > page.height / 2
    raise AssertionError("there is no logo")


def test_the_logo_stands_beside_the_publisher_in_every_style(matrix: Matrix) -> None:
    """At the head, or at the foot in a style that has no line at the head."""
    for style in STYLES:
        for page in matrix["fair-flyer", style, "us"].pages.pages:
            assert logo_at_foot(page) == (style == "large-print"), style


def test_large_print_draws_the_decision_in_its_own_type(matrix: Matrix) -> None:
    """On as many pages as it takes, with connectors between them; then the steps in words."""
    for state in ("ca", "tx", "us"):
        made = matrix["decision-flowchart", "large-print", state]
        charts = charts_as_data(made.pages)
        assert len(charts) in {2, 3, 4}
        sizes = {part["font_size"] for c in charts for part in (*c["nodes"], *c["edges"])}
        assert min(sizes) == 18
        said = {node["text"] for chart in charts for node in chart["nodes"]}
        assert any(re.fullmatch(r"to box \w+, page 2", text) for text in said)
        assert any(re.fullmatch(r"from box \w+, page 1", text) for text in said)
        headings = [plain(b.text) for b in walk(made.document.body) if isinstance(b, Heading)]
        assert headings[-1] == "The same steps in words"


def test_a_question_and_its_answers_stay_together_in_large_print(matrix: Matrix) -> None:
    made = matrix["comparison-sheet", "large-print", "ca"]
    table = next(b for b in walk(made.document.body) if isinstance(b, Table))
    pages = {
        item.block: number
        for number, page in enumerate(made.pages.pages)
        for item in page.items
        if isinstance(item, TextRun) and item.block
    }
    for row in table.rows:
        assert len({pages[cell.id] for cell in row.cells if cell.text}) == 1
    questions = [row.cells[0].text for row in table.rows]
    assert (Run("Where do they work?"),) in questions


def test_a_comparison_in_large_print_takes_three_pages_in_every_place(library: Library) -> None:
    made = [
        make(edition, library, load_fonts())
        for edition in plan(Selection(("comparison-large-print",)), library)
    ]
    assert len(made) == len(library.places)
    assert {m.edition.name for m in made if len(m.pages.pages) > 3} == set()


def test_short_items_share_a_line_in_large_print(library: Library) -> None:
    """A page less; each item stays whole, behind a dash of its own, and an item to those who hear it."""
    (edition,) = plan(Selection(("comparison-large-print",), ("school",), ("CA",)), library)
    made = make(edition, library, load_fonts())
    (diagram,) = [b for b in walk(made.document.body) if isinstance(b, OverlapDiagram)]
    runs = [i for i in made.pages.pages[0].items if isinstance(i, TextRun)]
    lines = {item.id: {r.y for r in runs if r.block == item.id} for item in diagram.bar.items}
    assert all(len(ys) == 1 for ys in lines.values())
    assert len(set.union(*lines.values())) < len(lines) / 2
    items = [node.text for node in tagtree.read(made.data).root.all("LI")]
    for item in diagram.bar.items:
        assert any(plain(item.text) in said for said in items)


def test_one_page_sheets_stay_one_page_in_every_other_style(matrix: Matrix) -> None:
    for key, made in matrix.items():
        limit = made.document.at_most or made.document.pages
        if key[1] != "large-print" and limit:
            assert len(made.pages.pages) <= limit, key


def test_text_on_a_role_s_fill_can_be_read(library: Library) -> None:
    """White on teal is the same pair as teal on white; ink never stands on a pattern."""
    for name, style in library.styles.items():
        paper = style.colours["paper"]
        for look in style.roles:
            assert contrast(paper, look.colour) >= MINIMUM_TEXT_CONTRAST, (name, look)
        for kind in style.type.values():
            assert contrast(style.colours[kind.colour], paper) >= MINIMUM_TEXT_CONTRAST, name


@pytest.mark.parametrize("name", ["slate", "photocopy"])
def test_a_half_sheet_has_the_look_of_the_project_s_style(name: str, library: Library) -> None:
    """Its type and white space are its own."""
    project = library.project.model_copy(update={"style": Text(name)})
    own = replace(library, project=project)
    (edition,) = plan(Selection(("which-role-half",)), own)
    style, half = style_of(edition, own), library.styles["half-sheet"]
    assert {look.colour for look in style.roles} == {
        look.colour for look in library.styles[name].roles
    }
    assert style.colours == library.styles[name].colours
    assert style.rules == library.styles[name].rules
    assert (style.type, style.space) == (half.type, half.space)
    assert style_of(edition, library).colours == library.styles["base"].colours


def test_no_role_looks_secondary_in_grey(library: Library) -> None:
    """Fill and mark tell them apart, and one ink is for all."""
    roles = library.styles["photocopy"].roles
    assert len({look.colour for look in roles}) == 1
    assert len({(look.fill, look.mark) for look in roles}) == len(roles)


def test_sheets_for_copying_machines_are_grey(library: Library, matrix: Matrix) -> None:
    """Logo included."""
    assert [name for name, style in library.styles.items() if style.in_grey] == ["photocopy"]
    for key, made in matrix.items():
        if key[1] != "photocopy":
            continue
        for item in (item for page in made.pages.pages for item in page.items):
            for name in ("colour", "fill", "stroke"):
                colour = getattr(item, name, None) or "#000000"
                if colour == SPOKEN:
                    continue
                assert len({colour[1:3], colour[3:5], colour[5:7]}) == 1, (key, item)


@pytest.mark.parametrize(
    "setup",
    [
        PageSetup(size=Text("a4")),
        PageSetup(size=Text("letter"), holes=True, duplex=True),
        PageSetup(size=Text("a4"), holes=True, binding="right"),
        PageSetup(size=Text("legal")),
    ],
    ids=["a4", "punched", "a4-punched", "legal"],
)
def test_every_sheet_sets_sanely_on_other_paper(library: Library, setup: PageSetup) -> None:
    other = on_paper(library, setup)
    for layout, record in library.layouts.items():
        if record.page.size is not None and str(record.page.size) != "letter":
            continue  # drawn for a size of its own
        if record.page.folds and setup.holes:
            continue  # what is folded is carried, not bound: it is refused
        for state in ("ca", "tx", None):
            edition = edition_of(other, layout, state)
            if edition is not None:
                made = make(edition, other, load_fonts())
                assert list(unrest(made)) == [], (layout, state)
                if not made.document.page.panels:
                    _assert_clear_of_holes(made, setup)


@pytest.mark.parametrize(
    ("setup", "layouts"),
    [
        (
            PageSetup(orientation=Text("landscape")),
            ("comparison-sheet", "decision-flowchart", "decision-pages", "state-insert"),
        ),
        (
            PageSetup(size=Text("legal"), orientation=Text("landscape")),
            ("comparison-sheet", "decision-flowchart", "state-insert", "duties", "pathway"),
        ),
        (PageSetup(size=Text("a5")), ("fair-flyer", "decision-half")),
    ],
    ids=["landscape", "legal-landscape", "a5"],
)
def test_sheets_set_sideways_and_on_small_paper(
    library: Library, setup: PageSetup, layouts: tuple[str, ...]
) -> None:
    other = on_paper(library, setup)
    for layout in layouts:
        for state in ("tx", None):
            edition = edition_of(other, layout, state)
            if edition is not None:
                made = make(edition, other, load_fonts())
                page = made.pages.pages[0]
                assert (page.width > page.height) == (setup.orientation is not None)
                assert faults(made) == [], (layout, state)
                assert list(unrest(made)) == [], (layout, state)


def _assert_clear_of_holes(made: Made, setup: PageSetup) -> None:
    """0.6 in are kept free at the punched edge, which is the right one on the back of a sheet.

    A ground that bleeds goes on there: a hole takes nothing from it.
    """
    for number, page in enumerate(made.pages.pages, 1):
        extents = [extent(item) for item in page.items if not _bleeds(item, page)]
        right = (setup.binding == "right") != (bool(setup.duplex) and number % 2 == 0)
        if setup.holes and right:
            assert max(e[2] for e in extents) <= page.width - 43.2
        elif setup.holes:
            assert min(e[0] for e in extents) >= 43.2


def _bleeds(item: Item, page: Page) -> bool:
    return isinstance(item, Box) and item.block is None and item.width == page.width - 36


def _colours(made: Made, most: float = 1000.0) -> set[str]:
    """The colours of text under a size, in points."""
    runs = (i for page in made.pages.pages for i in page.items if isinstance(i, TextRun))
    return {run.colour for run in runs if run.size < most and run.text.strip()} - {SPOKEN}


def test_small_text_is_black_or_a_roles_colour(library: Library, matrix: Matrix) -> None:
    """Grey breaks into dots on a copying machine, and a black of four inks gets seams of color."""
    for key, made in matrix.items():
        if key[1] == "photocopy":
            assert _colours(made) <= {"#000000", "#FFFFFF"}, key
        elif key[1] in {"base", "half-sheet", "low-ink", "poster", "quiet"}:
            own = {look.colour for look in library.styles[key[1]].roles}
            assert _colours(made, 12.0) <= {"#000000", "#FFFFFF"} | own, key


def test_black_is_one_ink(matrix: Matrix) -> None:
    for key, made in matrix.items():
        with pikepdf.open(io.BytesIO(made.data)) as file:
            for page in file.pages:
                for one in pikepdf.parse_content_stream(page):
                    if str(one.operator) in {"rg", "RG"}:
                        assert len({float(n) for n in one.operands}) > 1, key


def test_text_in_large_print_stands_out_seven_to_one(library: Library, matrix: Matrix) -> None:
    style = library.styles["large-print"]
    assert {look.colour for look in style.roles if contrast(look.colour, "#FFFFFF") < 7} == set()
    for key, made in matrix.items():
        if key[1] == "large-print":
            found = _colours(made) - {"#FFFFFF"}
            assert {c for c in found if contrast(c, "#FFFFFF") < 7} == set(), key


PANELS = """extends: house
title: Panels
body:
  - panel: {fill: ink, body: [{heading: {text: Seen, level: 1}}]}
  - panel: {fill: role, role: "{{ roles[0] }}", body: [{text: Full}]}
  - panel: {fill: tint, role: "{{ roles[1] }}", body: [{text: Pale}]}
"""


def _grounds(made: Made) -> list[Box]:
    """Areas higher than the bar of a role."""
    items = [item for page in made.pages.pages for item in page.items if isinstance(item, Box)]
    return [item for item in items if item.fill and item.height > 12]


@pytest.mark.parametrize(
    ("style", "filled"), [("base", 3), ("poster", 3), ("quiet", 0), ("low-ink", 0)]
)
def test_quiet_styles_fill_no_panel(build: Build, style: str, filled: int) -> None:
    assert len(_grounds(build(PANELS, style))) == filled


@pytest.mark.parametrize("style", ["base", "slate", "large-print"])
def test_an_audience_may_ask_for_low_ink_whatever_the_style(
    build: Build, tmp_path: Path, style: str
) -> None:
    full = build(PANELS, style)
    assert len(_grounds(full)) == 3
    audience = next(tmp_path.rglob("audiences/school.yaml"))
    audience.write_text(f"{audience.read_text(encoding='utf-8')}ink: low\n", encoding="utf-8")
    low = build(PANELS, style)
    assert _grounds(low) == []
    assert low.key != full.key
    assert _colours(low) - {"#000000"} == _colours(full) - {"#000000", "#FFFFFF"} - {"#000000"}


def test_an_audience_may_ask_for_full_ink_in_a_style_that_saves_it(
    build: Build, tmp_path: Path
) -> None:
    assert _grounds(build(PANELS, "low-ink")) == []
    audience = next(tmp_path.rglob("audiences/school.yaml"))
    audience.write_text(f"{audience.read_text(encoding='utf-8')}ink: full\n", encoding="utf-8")
    assert len(_grounds(build(PANELS, "low-ink"))) == 3


def test_low_ink_leaves_a_sheet_nearly_white(library: Library) -> None:
    """Under 12 % of ink, and no sheet takes more than in the base style."""
    spec = importlib.util.spec_from_file_location("ink", REPOSITORY / "docs/ink.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    base = {name: module.ink(made) for name, made in module.sheets(library, "base")}
    for name, made in module.sheets(library, "low-ink"):
        shares = module.ink(made)
        assert max(shares) < 0.12, name
        assert sum(shares) <= sum(base[name]), name
