"""Layouts: what `extends` takes over and what it leaves."""

from pathlib import Path

import pytest

from handouts.load import load
from handouts.model.layout import Layout
from handouts.model.library import Library

SHEET = """\
title: Sheet
page: {size: letter, margins: [34pt, 45pt, 34pt, 45pt]}
style: base
fit: {pages: 1, smallest: 9pt}
blanks: {student: For}
footer: {left: Us, right: "Page {page} of {pages}"}
body:
  - heading: Title
    name: title
  - text: First
    name: words
  - columns:
      - [{text: Inner, name: inner}]
      - [{text: Other}]
  - text: Second
    name: words
  - page_break:
foot:
  - sources:
"""


@pytest.fixture
def sheet(project: Path) -> Path:
    (project / "layouts/sheet.yaml").write_text(SHEET, encoding="utf-8")
    return project


def _with(project: Path, text: str) -> Library:
    (project / "layouts/flyer.yaml").write_text(text, encoding="utf-8")
    return load(project)


def _texts(layout: Layout) -> list[str]:
    found = []
    for block in layout.body:
        if block.text is not None:
            found.append(str(block.text.text))
        if block.columns is not None:
            found += [str(b.text.text) for c in block.columns.columns for b in c if b.text]
    return found


def test_without_keys_of_its_own_it_is_the_same(sheet: Path) -> None:
    library = _with(sheet, "extends: sheet\n")
    assert library.diagnostics == ()
    flyer, base = library.layouts["flyer"], library.layouts["sheet"]
    assert flyer.model_copy(update={"extends": None}) == base
    assert flyer.title.span == base.title.span


def test_page_fit_and_running_lines_are_joined_key_by_key(sheet: Path) -> None:
    flyer = _with(
        sheet,
        "extends: sheet\ntitle: Flyer\npage: {size: half-letter}\nfit: {pages: 2}\n"
        "footer: {left: Them}\nblanks: {note: Note}\n",
    ).layouts["flyer"]
    assert str(flyer.title) == "Flyer"
    assert str(flyer.page.size) == "half-letter"
    assert flyer.page.margins is not None
    assert (flyer.fit.pages, str(flyer.fit.smallest)) == (2, "9pt")
    assert flyer.footer is not None
    assert (str(flyer.footer.left), str(flyer.footer.right)) == ("Them", "Page {page} of {pages}")
    assert list(flyer.blanks) == ["student", "note"]


def test_named_blocks_give_way_nested_ones_too(sheet: Path) -> None:
    library = _with(
        sheet,
        "extends: sheet\nbody:\n  - {text: Outer, name: inner}\n"
        "  - {text: New, name: words}\n  - {text: Newer, name: words}\n",
    )
    assert library.diagnostics == ()
    assert _texts(library.layouts["flyer"]) == ["New", "Newer", "Outer", "Other"]
    assert _texts(library.layouts["sheet"]) == ["First", "Inner", "Other", "Second"]


def test_a_foot_takes_the_place_of_the_other_whole(sheet: Path) -> None:
    flyer = _with(sheet, "extends: sheet\nfoot:\n  - notice: Small print\n").layouts["flyer"]
    assert [block.kind for block in flyer.foot] == ["notice"]


def test_a_layout_may_extend_one_that_extends_another(sheet: Path) -> None:
    (sheet / "layouts/middle.yaml").write_text(
        "extends: sheet\ntitle: Middle\nbody: [{text: M, name: words}]\n", encoding="utf-8"
    )
    flyer = _with(sheet, "extends: middle\nbody: [{text: F, name: inner}]\n").layouts["flyer"]
    assert str(flyer.title) == "Middle"
    assert _texts(flyer) == ["M", "F", "Other"]


def test_who_extends_a_faulty_layout_shares_its_faults(sheet: Path) -> None:
    (sheet / "layouts/sheet.yaml").write_text(SHEET + "titel: Sheet\n", encoding="utf-8")
    library = _with(sheet, "extends: sheet\n")
    assert [d.code for d in library.diagnostics] == ["unknown-key"]
    assert library.faulty["layouts", "flyer"] == library.faulty["layouts", "sheet"]
    (sheet / "layouts/sheet.yaml").write_text("title: 'Sheet\n", encoding="utf-8")
    library = load(sheet)
    assert [d.code for d in library.diagnostics] == ["yaml-syntax"]
    assert set(library.faulty) == {("layouts", "flyer"), ("layouts", "sheet")}


def test_a_block_without_content_may_be_written_without_braces(sheet: Path) -> None:
    layout = load(sheet).layouts["sheet"]
    assert [block.kind for block in (layout.body[-1], *layout.foot)] == ["page_break", "sources"]


def test_templates_are_left_to_composing(sheet: Path) -> None:
    library = _with(sheet, "title: '{{ nothing.like.this'\nbody: [{text: '{% if %}'}]\n")
    assert library.diagnostics == ()


def _names(layout: Layout) -> list[str]:
    return [str(block.name or block.kind) for block in (*layout.body, *layout.foot)]


def test_blocks_are_added_moved_and_dropped_by_name(sheet: Path) -> None:
    library = _with(
        sheet,
        """extends: sheet
add:
  - {text: After the words, after: words, name: added}
  - {text: Before all, before: title}
  - {text: Within, after: inner}
  - {text: At the end}
move:
  - {name: words, before: title}
  - {name: title}
drop: [inner]
""",
    )
    assert library.diagnostics == ()
    flyer = library.layouts["flyer"]
    assert _texts(flyer) == ["Before all", "First", "Second", "Within", "Other", "After the words", "At the end"]  # fmt: skip
    assert _names(flyer)[-3:] == ["text", "title", "sources"]
    assert _texts(library.layouts["sheet"]) == ["First", "Inner", "Other", "Second"]


def test_a_block_stands_where_one_is_dropped(sheet: Path) -> None:
    flyer = _with(
        sheet, "extends: sheet\nadd: [{text: New, after: title}]\ndrop: [title]\n"
    ).layouts["flyer"]
    assert _texts(flyer)[0] == "New"
    assert "title" not in _names(flyer)


def test_a_layout_changes_what_another_added(sheet: Path) -> None:
    (sheet / "layouts/middle.yaml").write_text(
        "extends: sheet\nadd: [{text: M, name: middle, before: title}]\ndrop: [inner]\n",
        encoding="utf-8",
    )
    library = _with(sheet, "extends: middle\nmove: [{name: middle, after: title}]\n")
    assert library.diagnostics == ()
    assert _texts(library.layouts["middle"])[:2] == ["M", "First"]
    assert _names(library.layouts["flyer"])[:2] == ["title", "middle"]


def test_the_foot_can_be_changed_too(sheet: Path) -> None:
    (sheet / "layouts/sheet.yaml").write_text(
        SHEET.replace("  - sources:\n", "  - sources:\n    name: sources\n"), encoding="utf-8"
    )
    flyer = _with(sheet, "extends: sheet\nadd: [{notice: Small, before: sources}]\n").layouts["flyer"]  # fmt: skip
    assert [block.kind for block in flyer.foot] == ["notice", "sources"]


def test_a_layout_without_blocks_takes_those_of_the_one_that_extends_it(sheet: Path) -> None:
    (sheet / "layouts/house.yaml").write_text(
        "title: House\nbody: []\nfooter: {left: Us}\n", encoding="utf-8"
    )
    library = _with(sheet, "extends: house\nbody: [{text: Ours}, {text: Too}]\n")
    assert library.diagnostics == ()
    assert _texts(library.layouts["flyer"]) == ["Ours", "Too"]


def test_a_fault_of_an_added_block_stands_where_it_was_written(sheet: Path) -> None:
    library = _with(sheet, "extends: sheet\nadd:\n  - {text: {txt: New}, after: title}\n")
    (found,) = library.diagnostics
    assert (found.code, found.span and (found.span.file, found.span.line)) == (
        "unknown-key",
        ("layouts/flyer.yaml", 3),
    )
