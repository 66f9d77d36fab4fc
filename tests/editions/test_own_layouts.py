"""Layouts of a project's own, with what made-up projects stumbled over (``tests/soak``)."""

import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from handouts.audit.inspection import _bounds
from handouts.diagnostics import Diagnostic, HandoutsError
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.pages import TextRun
from handouts.pipeline import Made, make
from handouts.plan import plan
from handouts.shapes import SPOKEN
from tests.editions.judging import SAFE
from tests.load.projects import bare_project
from tests.support import stream_check, tagtree, verapdf

Build = Callable[..., Made]


def read(made: Made) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.data)]


def fault(build: Build, layout: str, style: str = "base") -> Diagnostic:
    with pytest.raises(HandoutsError) as caught:
        build(layout, style)
    (found,) = caught.value.diagnostics
    return found


def test_a_list_without_sources_says_nothing(build: Build) -> None:
    made = build("title: T\nbody: [{heading: {text: One, level: 1}}]\nfoot: [{sources: {}}]\n")
    assert "Sources" not in read(made)[0]
    assert verapdf.failures(made.data, "ua1") == verapdf.failures(made.data, "2a") == ()


def test_a_list_of_sources_inside_columns_has_its_entries(build: Build) -> None:
    made = build("""title: T
body:
  - heading: {text: One, level: 1}
  - columns:
      columns:
        - [facts: {role: "{{ roles[0] }}", dimensions: [entry-education]}]
        - [sources: {}]
""")
    assert "[1]" in read(made)[0].partition("Sources")[2]


def test_an_entry_that_no_figure_leads_to_has_its_number_as_label(build: Build) -> None:
    """A chart has no place for a figure, and an entry of a source without an address is one run."""
    chart = "wage_chart: {roles: '{{ roles }}', alone: true}"
    made = build(f"title: T\nbody: [{{text: One}}, {{{chart}}}]\nfoot: [{{sources: {{}}}}]\n")
    (sources,) = tagtree.read(made.data).root.all("Sect")
    labels = [label.text for label in sources.all("Lbl")]
    assert labels == [f"[{n}]" for n in range(1, len(sources.all("Note")) + 1)] != []


def test_a_figure_before_a_pages_number_is_none_of_it(build: Build) -> None:
    footer = "footer: {left: Form 10, right: '{page}'}\n"
    made = build(f"title: T\n{footer}body: [{{text: One}}, {{page_break: {{}}}}, {{text: Two}}]\n")
    assert len(made.pages.pages) == 2


@pytest.mark.parametrize("style", ["base", "large-print"])
def test_a_column_without_a_value_keeps_its_head(style: str, build: Build) -> None:
    columns = "{head: Job, cell: '{{ row.title }}', strong: true}, {head: My notes, cell: ''}"
    made = build(f"title: T\nbody: [{{table: {{rows: '{{{{ roles }}}}', columns: [{columns}]}}}}]\n", style)  # fmt: skip
    assert "My notes" in read(made)[0]


def test_a_block_for_each_place_and_a_table_of_all(build: Build) -> None:
    table = "table: {rows: '{{ places }}', as: p, columns: [{head: Code, cell: '{{ p.code }}'}]}"
    made = build(f"title: T\nbody: [{{text: '{{{{ p.name }}}}.', each: '{{{{ places }}}}', as: p}}, {{{table}}}]\n")  # fmt: skip
    words = read(made)[0]
    assert "District of Columbia." in words
    assert words.split().index("CA") < words.split().index("TX")


def test_large_print_keeps_the_head_over_an_empty_foot(build: Build) -> None:
    made = build("title: T\nheader: {left: Riverside Schools, right: '{page}'}\nbody: [{text: One}]\n", "large-print")  # fmt: skip
    page = made.pages.pages[0]
    assert "Riverside Schools" in read(made)[0]
    for item in page.items:
        _, y, _, height = _bounds(item, load_fonts())
        assert y + height <= page.height - SAFE


def test_a_foot_that_leaves_no_room_is_named(build: Build) -> None:
    words = "Riverside Schools and Colleges " * 60
    found = fault(build, f"title: T\nfooter: {{left: {words}}}\nbody: [{{text: One}}]\n", "large-print")  # fmt: skip
    assert (found.code, str(found.span)) == ("overflow", "layouts/own.yaml:1:8")
    assert "lines at the foot" in found.message


def test_a_foot_that_is_taller_than_a_page_is_named(build: Build) -> None:
    words = "One and two and three. " * 600
    found = fault(
        build, f"title: T\nbody: [{{text: One}}]\nfoot:\n  - rule: strong\n  - text: {words}\n"
    )
    assert (found.code, str(found.span)) == ("overflow", "layouts/own.yaml:5:11")
    assert "foot of the last page, with `text`" in found.message


@pytest.mark.parametrize("style", ["base", "large-print"])
def test_a_right_end_that_is_longer_than_its_line_is_refused(style: str, build: Build) -> None:
    found = fault(build, f"title: T\nfooter: {{right: {'Riverside ' * 30}}}\nbody: [{{text: One}}]\n", style)  # fmt: skip
    assert (found.code, str(found.span)) == ("overflow", "layouts/own.yaml:2:17")


def test_white_space_is_not_what_is_too_tall(build: Build) -> None:
    words = "One and two and three. " * 400
    layout = f"title: T\nfit: {{pages: 1}}\nbody:\n  - space: large\n  - text: {words}\n  - space: large\n"
    found = fault(build, layout)
    assert found.message.startswith("`text` is")
    assert str(found.span) == "layouts/own.yaml:5:11"


TALL = '<svg viewBox="0 0 20 100"><rect width="20" height="100" fill="#336699"/></svg>'


def test_a_picture_that_is_too_tall_is_to_be_made_smaller(build: Build) -> None:
    layout = "title: T\nfit: {pages: 1, at_most: 9}\nbody:\n  - heading: {text: Tall, level: 1}\n"
    image = "  - image: {{file: data/images/one.svg, alt: A tower, height: {}}}\n"
    with pytest.raises(HandoutsError) as caught:
        build(layout + image.format("900pt"), drawing=TALL)
    (found,) = caught.value.diagnostics
    assert (found.code, str(found.span)) == ("overflow", "layouts/own.yaml:5:19")
    assert found.message.startswith("the picture of `image` is 1")
    advised = re.fullmatch(r"Make it smaller: `height: (\d+pt)` at most", found.remedy or "")
    assert advised
    assert build(layout + image.format(advised[1]), drawing=TALL).pages.pages


def test_a_picture_that_does_not_fit_its_one_page_is_to_be_made_smaller(build: Build) -> None:
    image = "image: {file: data/images/one.svg, alt: A tower, height: 700pt}"
    layout = (
        f"title: T\nfit: {{pages: 1}}\nbody:\n  - heading: {{text: Tall, level: 1}}\n  - {image}\n"
    )
    with pytest.raises(HandoutsError) as caught:
        build(layout, drawing=TALL)
    (found,) = caught.value.diagnostics
    assert (found.remedy or "").startswith("Make it smaller, mark a block `optional`")


def test_a_sheet_without_wages_says_nothing_of_hourly_pay(tmp_path: Path) -> None:
    root = bare_project(tmp_path)
    for table in (root / "data/wages").iterdir():
        table.unlink()
    library = load(root)
    (edition,) = plan(Selection(("state-insert",), ("school",), ("CA",)), library)
    assert "By the hour" not in read(make(edition, library, load_fonts()))[0]


DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="9" height="9"/>'
    '<circle cx="10" cy="5" r="40" fill="#7A1F5C"/><rect x="-90" width="9" height="9"/></svg>'
)


def test_a_drawing_stays_in_its_box(build: Build) -> None:
    image = "image: {file: data/images/one.svg, alt: A sign, width: 1in}"
    made = build(f"title: T\nbody: [{{text: One}}, {{{image}}}]\n", drawing=DRAWING)
    assert stream_check.faults(made.data) == []
    assert verapdf.failures(made.data, "ua1") == verapdf.failures(made.data, "2a") == ()
    bitmap = pypdfium2.PdfDocument(made.data)[0].render(scale=1).to_pil().convert("RGB")
    coloured = [
        (x, y)
        for x in range(bitmap.width)
        for y in range(bitmap.height)
        if bitmap.getpixel((x, y)) == (0x7A, 0x1F, 0x5C)
    ]
    assert len(coloured) > 60 * 60
    assert max(x for x, _ in coloured) - min(x for x, _ in coloured) < 73
    assert max(y for _, y in coloured) - min(y for _, y in coloured) < 73


ROWS = """title: T
body:
  - heading: {text: One, level: 1}
  - text: Between them.
  - table:
      rows: "{{ roles }}"
      columns: [{head: Job, cell: "{{ row.title }}"}, {head: "", cell: "{{ row.summary }}"}]
foot: [{sources: {}}]
"""


@pytest.mark.parametrize("style", ["base", "large-print"])
def test_a_table_says_what_it_shows(build: Build, style: str) -> None:
    """A caption is printed over it, with the sources of what it says, or only read."""
    (table,) = tagtree.read(build(ROWS, style).data).root.all("Table")
    assert table.all("Caption") == []
    assert [head.tag for head in table.all("TR")[0].kids if isinstance(head, tagtree.Node)] == [
        "TH",
        "TD",
    ]
    for field, is_printed in (("caption", True), ("spoken", False)):
        said = f"      {field}: 'Both: {{{{ roles[0].summary }}}}'\n"
        made = build(ROWS.replace("      columns:", f"{said}      columns:"), style)
        (table,) = tagtree.read(made.data).root.all("Table")
        caption = table.kids[0]
        assert isinstance(caption, tagtree.Node)
        assert (caption.tag, caption.text[:6]) == ("Caption", "Both: ")
        assert bool(caption.all("Reference")) == is_printed
        painted = [i for p in made.pages.pages for i in p.items if isinstance(i, TextRun)]
        shown = [i for i in painted if i.text.startswith("Both: ") and i.colour != SPOKEN]
        assert bool(shown) == is_printed
        assert verapdf.failures(made.data, "ua1") == verapdf.failures(made.data, "2a") == ()


def test_a_recipient_who_is_not_there_has_a_remedy_that_helps(build: Build) -> None:
    found = fault(build, 'title: T\nbody: [{text: "For {{ recipient.name }}"}]\n')
    assert found.code == "undefined-name"
    assert found.remedy is not None
    assert "when: recipient" in found.remedy


def test_of_two_titles_to_choose_from_one_stands(build: Build) -> None:
    """The title was taken for the heading of the one that fell away, and fell away with it."""
    made = build("""title: T
body:
  - panel:
      body:
        - heading: {text: "One job", level: 1}
          when: roles
        - heading: {text: "No job", level: 1}
          when: not roles
  - text: Two
""")
    assert "One job" in read(made)[0]
    assert "No job" not in read(made)[0]
