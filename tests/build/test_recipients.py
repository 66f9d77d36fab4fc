import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from handouts.build import BuildReport, build
from handouts.diagnostics import HandoutsError
from handouts.edition import Recipient, Selection
from handouts.load import load
from handouts.plan import plan
from tests.support.projects import REPOSITORY, replace_text


def recipients(*rows: dict[str, str]) -> tuple[Recipient, ...]:
    return tuple(Recipient("schools.csv", line, row) for line, row in enumerate(rows, 2))


def selection(*rows: dict[str, str], **more: Any) -> Selection:
    options = {"handouts": ("comparison",), "audiences": ("advisor",), **more}
    return Selection(recipients=recipients(*rows), **options)


def make(project: Path, *rows: dict[str, str], **more: Any) -> BuildReport:
    return build(project, selection(*rows, **more), jobs=1)


def paths(report: BuildReport) -> list[str]:
    return [a.edition.path for a in report.artifacts]


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return " ".join(page.get_textpage().get_text_range() for page in document)


def codes(*rows: dict[str, str], **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(HandoutsError) as caught:
        plan(selection(*rows, **more), load(REPOSITORY))
    return [(d.code, str(d.span)) for d in caught.value.diagnostics]


def test_each_row_has_its_edition_filled_in_literally(project: Path) -> None:
    layout = project / "layouts" / "comparison-sheet.yaml"
    replace_text(
        layout,
        "  # printed where a table",
        '  - text: "From {{ recipient.school }}, *yours*"\n    when: recipient\n'
        "  # printed where a table",
    )
    name = "Café *Noir* {{ x }} <b>"
    report = make(
        project,
        {"school": name, "state": "Wyoming", "student": "Ana_R_"},
        {"school": "O'Brien's", "state": "nd", "student": ""},
    )
    assert report.diagnostics == ()
    assert paths(report) == [
        "recipients/advisor/wy/cafe-noir-x-b.comparison.en.pdf",
        "recipients/advisor/nd/obriens.comparison.en.pdf",
    ]
    first = text_of(project / "output" / paths(report)[0])
    assert f"From {name}, yours" in first
    assert "Ana_R_" in first
    assert "From O'Brien's, yours" in text_of(project / "output" / paths(report)[1])
    assert build(project, Selection(("comparison",), ("advisor",), ("WY",)), jobs=1).counts["built"]


def test_a_column_that_the_table_lacks_is_an_undefined_name(project: Path) -> None:
    layout = project / "layouts" / "comparison-sheet.yaml"
    replace_text(layout, "{{ comparison.title }} {{ place }}", "{{ recipient.shcool }}")
    report = make(project, {"school": "A", "state": "WY"})
    (fault,) = [d for d in report.diagnostics if d.is_error]
    assert fault.code == "undefined-name"
    assert "`shcool`" in fault.message
    assert "school" in fault.remedy


def test_a_changed_row_makes_its_edition_anew_and_no_other(project: Path) -> None:
    rows = [{"school": f"S{n}", "state": "WY", "student": f"Name {n}"} for n in range(4)]
    make(project, *rows)
    assert make(project, *rows).counts["reused"] == 4
    rows[2]["student"] = "Other"
    assert make(project, *rows).counts == {"built": 1, "reused": 3, "failed": 0, "planned": 0}


def test_prune_spares_recipients_until_their_own_table_is_built_again(project: Path) -> None:
    one, two = {"school": "A", "state": "WY"}, {"school": "B", "state": "WY"}
    make(project, one, two)
    assert build(project, Selection(places=("WY",)), jobs=1, prune=True).pruned == ()
    report = build(project, selection(one), jobs=1, prune=True)
    assert report.pruned == ("recipients/advisor/wy/b.comparison.en.pdf",)
    listed = json.loads((project / "output" / "manifest.json").read_text())["artifacts"]
    assert listed["recipients/advisor/wy/a.comparison.en.pdf"]["table"] == "schools.csv"


def test_every_row_that_has_no_edition_is_named_before_anything_is_made() -> None:
    assert codes(
        {"school": "A", "state": "XX"},
        {"school": "B", "state": ""},
        {"school": "C", "state": "WY", "audience": "scool"},
        {"school": "D", "state": "WY", "language": "fr"},
    ) == [
        ("unknown-place", "schools.csv:2:2"),
        ("no-edition", "schools.csv:3:2"),
        ("unknown-audience", "schools.csv:4:3"),
        ("unknown-language", "schools.csv:5:3"),
    ]
    assert codes({"school": "A"}) == [("no-edition", "schools.csv:2")]


def test_two_rows_with_one_path_are_refused() -> None:
    rows = ({"school": "North High", "state": "WY"}, {"school": "north high!", "state": "WY"})
    assert codes(*rows) == [("path-clash", "schools.csv:3")]
    rows[1]["state"] = "ND"
    assert len(plan(selection(*rows), load(REPOSITORY))) == 2
    assert codes(*rows, pattern="{school}.pdf") == [("path-clash", "schools.csv:3")]
    assert codes(*rows, pattern="{shcool}.pdf") == [("output-pattern", "None")]


def test_a_value_never_leads_out_of_the_folder() -> None:
    rows = ({"school": "../../etc/passwd", "state": "WY"}, {"school": "CON", "state": "WY"})
    one, two = plan(selection(*rows, pattern="{school}/{state}.pdf"), load(REPOSITORY))
    assert (one.path, two.path) == ("etc-passwd/wy.pdf", "con_/wy.pdf")


def test_states_asked_for_leave_out_other_rows() -> None:
    rows = ({"school": "A", "state": "WY"}, {"school": "B", "state": "ND"})
    (edition,) = plan(selection(*rows, places=("WY",)), load(REPOSITORY))
    assert edition.place == "wy"


def test_ten_thousand_rows_are_planned_at_once() -> None:
    library = load(REPOSITORY)
    rows = [{"school": f"School {n}", "state": "WY"} for n in range(10_000)]
    assert len(plan(selection(*rows), library)) == 10_000
