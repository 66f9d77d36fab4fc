"""A role's own mark, color and fill go with it from sheet to sheet."""

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from handouts.build.custom import Wish, asked_for
from handouts.diagnostics import Diagnostic
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.library import Library
from handouts.pages import TextRun
from handouts.pipeline import Made, make, style_of
from handouts.style import MARKS, RoleLook
from tests.load.projects import bare_project
from tests.support.projects import replace_text

MEDICAL, PHLEBOTOMIST, NURSING = "medical-assistant", "phlebotomist", "nursing-assistant"
WRENCH = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
    '<path d="M0 8 L6 2 L10 0 L8 4 L2 10 Z"/></svg>'
)


def looks_of(library: Library, *roles: str, style: str = "base") -> dict[str, RoleLook]:
    """The look of each role on the sheet that compares them in this order."""
    edition, whole = asked_for(library, Wish(roles, "CA", "school"))
    looks = style_of(replace(edition, style=style), whole).roles
    _, _, slug = edition.subject.partition("/")
    return dict(zip(map(str, whole.comparisons[slug].roles), looks, strict=False))


def colour_of(made: Made, word: str) -> set[str]:
    """The colours in which a name is set in bold."""
    runs = [item for page in made.pages.pages for item in page.items if isinstance(item, TextRun)]
    return {run.colour for run in runs if run.face == "700" and run.text.strip() == word}


@pytest.mark.parametrize("style", ["base", "slate", "photocopy", "large-print"])
def test_a_role_looks_alike_in_every_order(library: Library, style: str) -> None:
    orders = permutations((MEDICAL, PHLEBOTOMIST, NURSING))
    found = [looks_of(library, *order, style=style) for order in orders]
    for role in (MEDICAL, PHLEBOTOMIST):
        assert len({(look[role].colour, look[role].fill, look[role].mark) for look in found}) == 1
    for looks in found:
        assert looks[PHLEBOTOMIST].mark == "tube"
        assert looks[PHLEBOTOMIST].drawing is not None
        assert looks[NURSING].mark in MARKS
        for kind in ("mark", "fill"):
            assert len({getattr(look, kind) for look in looks.values()}) == 3


def test_the_sheet_prints_the_name_in_the_color_of_its_role(library: Library) -> None:
    for roles in ((PHLEBOTOMIST, MEDICAL), (MEDICAL, PHLEBOTOMIST), (NURSING, PHLEBOTOMIST)):
        edition, whole = asked_for(library, Wish(roles, "CA", "school"))
        made = make(edition, whole, load_fonts())
        assert colour_of(made, "Phlebotomist") == {"#B5401A"}


def test_two_that_ask_for_one_look_go_by_place(tmp_path: Path) -> None:
    root = bare_project(tmp_path / "project")
    replace_text(
        root / "data/roles/medical-assistant.yaml", "mark: blocks\nlook: 1", "mark: tube\nlook: 2"
    )
    looks = looks_of(load(root), MEDICAL, PHLEBOTOMIST)
    assert {role: (look.mark, look.colour) for role, look in looks.items()} == {
        MEDICAL: ("tube", "#B5401A"),
        PHLEBOTOMIST: ("blocks", "#0F4C5C"),
    }


def test_a_mark_of_every_project_brings_the_look_that_has_it(tmp_path: Path) -> None:
    root = bare_project(tmp_path / "project")
    replace_text(
        root / "data/roles/medical-assistant.yaml", "mark: blocks\nlook: 1", "mark: diamond"
    )
    library = load(root)
    for roles in ((MEDICAL, PHLEBOTOMIST), (PHLEBOTOMIST, MEDICAL)):
        look = looks_of(library, *roles)[MEDICAL]
        assert (look.mark, look.colour, look.fill) == ("diamond", "#5B3A8E", "outline")


def marked(root: Path, drawing: str) -> list[Diagnostic]:
    """The faults of a project in which a role has a mark drawn so."""
    (root / "data/marks/wrench.svg").write_text(drawing, encoding="utf-8")
    replace_text(root / "data/roles/phlebotomist.yaml", "mark: tube", "mark: wrench")
    return [fault for fault in load(root).diagnostics if fault.is_error]


def test_a_project_draws_its_own_marks(tmp_path: Path) -> None:
    root = bare_project(tmp_path / "project")
    assert marked(root, WRENCH) == []
    library = load(root)
    assert looks_of(library, MEDICAL, PHLEBOTOMIST)[PHLEBOTOMIST].mark == "wrench"
    edition, whole = asked_for(library, Wish((MEDICAL, PHLEBOTOMIST), "CA", "school"))
    assert make(edition, whole, load_fonts()).data


@pytest.mark.parametrize(
    ("drawing", "code", "said"),
    [
        (WRENCH.replace("<path", '<path fill="#ff0000"'), "unusable-mark", "colors of its own"),
        (WRENCH.replace("0 0 10 10", "0 0 40 10"), "unusable-mark", "wider than a mark"),
        ("no drawing", "unusable-picture", "data/marks/wrench.svg"),
    ],
)
def test_what_cannot_stand_beside_a_name_is_refused_where_it_is_named(
    drawing: str, code: str, said: str, tmp_path: Path
) -> None:
    (fault,) = marked(bare_project(tmp_path / "project"), drawing)
    assert fault.code == code
    assert said in fault.message
    assert fault.span is not None
    assert (fault.span.file, fault.span.line) == ("data/roles/phlebotomist.yaml", 5)
