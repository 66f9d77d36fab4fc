"""A value that was typed for a sheet stands on it, or is refused with who prints it."""

from pathlib import Path

import pypdfium2
import pytest

from handouts.audit.inspection import inspect
from handouts.build import build
from handouts.build.custom import Wish, compare
from handouts.diagnostics import UsageError
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.pages import FitReport, TextRun
from handouts.pipeline import pages_of
from handouts.plan import plan
from tests.support.projects import REPOSITORY, replace_text

BOTH = ("medical-assistant", "phlebotomist")
MARIA = (("student", "Maria Ortiz"),)


def texts(path: Path) -> str:
    pages = pypdfium2.PdfDocument(path)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


def refused(make: object) -> tuple[str, str]:
    with pytest.raises(UsageError) as caught:
        make()  # type: ignore[operator]
    (fault,) = caught.value.diagnostics
    return fault.code, fault.remedy


def test_a_blank_that_the_sheet_does_not_print_is_refused(project: Path) -> None:
    code, remedy = refused(lambda: compare(project, Wish(BOTH, "CA", "school", MARIA)))
    assert code == "blank-not-printed"
    assert "printed for `advisor`" in remedy
    selection = Selection(("comparison",), ("school",), ("CA",), MARIA)
    assert refused(lambda: build(project, selection, jobs=1)) == (code, remedy)
    assert refused(lambda: inspect(project, selection)) == (code, remedy)
    assert not list((project / "output").rglob("*.pdf"))


def test_who_gets_it_prints_it(project: Path) -> None:
    (made,) = compare(project, Wish(BOTH, "CA", "advisor", MARIA)).artifacts
    assert "Maria Ortiz" in texts(project / made.path)
    both = Selection(("comparison",), ("school", "advisor"), ("CA",), MARIA)
    report = build(project, both, jobs=1)
    said = {a.edition.audience: "Maria Ortiz" in texts(project / a.path) for a in report.artifacts}
    assert said == {"school": False, "advisor": True}
    nobody = (("note", " "),)
    assert build(project, Selection(("comparison",), ("school",), ("CA",), nobody), jobs=1)


def test_a_blank_that_nobody_prints(project: Path) -> None:
    layout = project / "layouts/comparison-sheet.yaml"
    replace_text(layout, "blanks: {", "blanks: {room: Room, ")
    room = (("room", "12"),)
    _, remedy = refused(lambda: compare(project, Wish(BOTH, "CA", None, room)))
    assert "Nobody’s sheet prints it" in remedy


def test_filled_lines_are_never_left_out_to_fit() -> None:
    library = load(REPOSITORY)
    for options, left_out in (((), True), ((("note", "Call the college"),), False)):
        (edition,) = plan(Selection(("state-insert",), ("advisor",), ("CA",), options), library)
        _, pages = pages_of(edition, library, load_fonts())
        assert ("lines to write on" in pages.fit.names) is left_out
        said = " ".join(i.text for p in pages.pages for i in p.items if isinstance(i, TextRun))
        assert ("Call the college" in " ".join(said.split())) is not left_out


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("as designed", ()),
        ("spacing 88%; dropped lines to write on, pay chart", ("lines to write on", "pay chart")),
        ("dropped names; type 95%", ("names",)),
        ("one: dropped lead. two-up: spacing 80%; dropped map, lead; type 90%", ("lead", "map")),
    ],
)
def test_what_was_left_out_is_known_of_a_report(told: str, names: tuple[str, ...]) -> None:
    assert FitReport.left_out_in(told) == names
