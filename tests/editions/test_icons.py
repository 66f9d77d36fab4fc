"""Icons that the data name, on sheets of a layout's own, and what is heard of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.pages import Image
from handouts.pipeline import Made, make
from handouts.plan import plan
from tests.load.projects import bare_project
from tests.support import tagtree
from tests.support.projects import replace_text

LAYOUT = """\
title: Icons
body:
  - heading: {text: "{{ roles[0].title }}", role: "{{ roles[0] }}", icon: "{{ roles[0].icon }}"}
  - callout: {title: Shared., text: "{{ shared_tasks[0].short }}", icon: "{{ shared_tasks[0].icon }}"}
  - section:
      each: "{{ roles[0].tasks }}"
      as: task
      body:
        - text: {text: "{{ task.text }}", icon: "{{ task.icon }}"}
  - text: {text: "{{ dimensions.hours.label }}", icon: "{{ dimensions.hours.icon }}"}
  - panel:
      fill: ink
      body:
        - icon: {name: anvil, align: right}
        - text: {text: Your own, icon: "{{ 'an' ~ 'vil' }}"}
"""

ANVIL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M2 6H22L14 18H6Z"/></svg>'
)


@pytest.fixture
def made(tmp_path: Path) -> Callable[[str], Made]:
    """A sheet of the layout in a style, of a project with icons and one of its own."""
    root = bare_project(tmp_path)
    own = "own: {layout: own, subject: comparisons/medical-assistant-or-phlebotomist, per: state}"
    replace_text(root / "handouts.yaml", "handouts:\n", f"handouts:\n  {own}\n")
    replace_text(root / "data/audiences/school.yaml", "[comparison", "[own, comparison")
    (root / "layouts/own.yaml").write_text(LAYOUT, encoding="utf-8")
    (root / "layouts/styles/low.yaml").write_text("extends: base\nink: low\n", encoding="utf-8")
    (root / "data/icons").mkdir()
    (root / "data/icons/anvil.svg").write_text(ANVIL, encoding="utf-8")

    def build(style: str) -> Made:
        replace_text(root / "handouts.yaml", "per: state}\n", f"per: state, style: {style}}}\n")
        library = load(root)
        assert [d for d in library.diagnostics if d.is_error] == []
        (edition,) = plan(Selection(("own",), ("school",), ("CA",)), library)
        return make(edition, library, load_fonts())

    return build


@pytest.mark.parametrize(
    "style", ["base", "slate", "photocopy", "half-sheet", "large-print", "low"]
)
def test_each_that_is_named_is_drawn_and_none_is_heard(
    style: str, made: Callable[[str], Made]
) -> None:
    sheet = made(style)
    drawn = [i for page in sheet.pages.pages for i in page.items if isinstance(i, Image)]
    tasks = tasks_of(sheet)
    assert len(drawn) == 2 + tasks + 1 + 2
    assert {icon.block for icon in drawn} == {None}
    root = tagtree.read(sheet.data).root
    assert not root.all("Figure")
    said = " ".join(node.text for node in root.walk())
    for words in ("Medical assistant", "Shared. Draw blood", "Hours", "Your own"):
        assert words in said


def tasks_of(sheet: Made) -> int:
    """How many of the tasks have an icon: all of them."""
    return len([b for b in sheet.document.body if b.id.startswith("2.")])


def test_a_name_in_the_data_that_is_gone_is_named_there(tmp_path: Path) -> None:
    root = bare_project(tmp_path)
    path = root / "data/roles/phlebotomist.yaml"
    replace_text(path, "icon: tag", "icon: tagg")
    (found,) = [d for d in load(root).diagnostics if d.is_error]
    line = path.read_text(encoding="utf-8").split("icon: tagg")[0].count("\n") + 1
    assert found.code == "unknown-icon"
    assert found.span is not None
    assert (found.span.file, found.span.line) == ("data/roles/phlebotomist.yaml", line)
    assert found.remedy == "Did you mean `tag`?"
