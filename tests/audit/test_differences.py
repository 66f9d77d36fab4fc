"""What changed between two projects or builds, and which sheets must be printed again."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from handouts.audit.differences import compare
from handouts.build import build
from handouts.cli.running import run
from handouts.diagnostics import UsageError
from handouts.edition import Selection
from handouts.write import Entry, PrintedFact, Record, write_provenance
from tests.load.projects import small_project
from tests.support.projects import replace_text

WAGES = "data/wages/oews-may-2025.csv"
CALIFORNIA = "45490,47800,56040,62790,74340"


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    folders = tmp_path / "old", tmp_path / "new"
    for folder in folders:
        folder.mkdir()
        small_project(folder)
    return folders


def test_a_changed_wage_names_exactly_the_sheets_that_print_it(two: tuple[Path, Path]) -> None:
    replace_text(two[1] / WAGES, CALIFORNIA, CALIFORNIA.replace("56040", "57040"))
    found = compare(*two)
    assert found.facts is not None
    ((name, old, new, sources, place),) = [
        (f.name, f.old, f.new, f.sources, f.place) for f in found.facts
    ]
    assert (name, old, new) == ("wages/31-9097/CA annual_median", "56040", "57040")
    assert (sources, place and place.file) == (("oews-2025-st",), WAGES)
    assert {s.why for s in found.reprint} == {name}
    assert {s.place for s in found.reprint} == {"ca"}
    assert {s.handout for s in found.reprint} == {"comparison", "state-insert", "which-role"}
    printed = {s.path for s in found.reprint}
    for folder in two:
        build(folder, Selection(places=("CA",)), jobs=1)
    built = compare(two[0] / "output", two[1] / "output" / "manifest.json")
    assert {s.path for s in built.reprint} == printed
    assert built.inputs == (WAGES,)


def test_a_certification_that_changed_is_among_the_facts(two: tuple[Path, Path]) -> None:
    replace_text(
        two[1] / "data/certifications/nha-cpt.yaml", "abbreviation: CPT", "abbreviation: C"
    )
    found = compare(*two)
    assert found.facts is not None
    assert [(f.name, f.old, f.new) for f in found.facts] == [
        ("certifications/nha-cpt abbreviation", "CPT", "C")
    ]


def provenance(folder: Path, **sheets: list[tuple[int, str]]) -> None:
    """Write a build of two sheets that print these lines of one file."""
    entry: dict[str, Any] = {
        "handout": "h", "audience": "a", "place": None, "language": "en", "key": "k", "pages": 1, "fit": "",
    }  # fmt: skip
    artifacts = {n: {**entry, "sha256": str(facts)} for n, facts in sheets.items()}
    inputs = {"data/a.yaml": str(sheets)}
    records = {
        path: Record(
            Entry(path=path, **entry, sha256=""),
            0,
            0,
            tuple(PrintedFact(t, "data/a.yaml", n, 0, ("s",)) for n, t in facts),
        )
        for path, facts in sheets.items()
    }
    folder.mkdir()
    manifest = json.dumps({"artifacts": artifacts, "inputs": inputs})
    (folder / "manifest.json").write_text(manifest, encoding="utf-8")
    write_provenance(folder, records, {})


def test_builds_that_recorded_what_they_print_are_compared_fact_by_fact(tmp_path: Path) -> None:
    provenance(tmp_path / "old", one=[(1, "a"), (2, "b")], two=[(2, "b"), (5, "c")])
    provenance(tmp_path / "new", one=[(3, "a"), (4, "b")], two=[(4, "b"), (7, "d"), (8, "e")])
    found = compare(tmp_path / "old", tmp_path / "new" / "provenance.json")
    assert found.facts is not None
    assert [(f.old, f.new, str(f.place), f.sources) for f in found.facts] == [
        ("c", "d", "data/a.yaml:7", ("s",)),
        (None, "e", "data/a.yaml:8", ("s",)),
    ]
    assert {s.path: s.why for s in found.reprint}["two"] == "data/a.yaml and 1 more"
    assert found.inputs == ("data/a.yaml",)


def test_a_moved_line_and_a_new_comment_change_nothing(two: tuple[Path, Path]) -> None:
    path = two[1] / "data/roles/phlebotomist.yaml"
    path.write_text("# A remark.\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    found = compare(*two)
    assert (found.facts, found.reprint, found.removed) == ((), (), ())


def test_text_sources_and_records_that_come_and_go(two: tuple[Path, Path]) -> None:
    role = two[1] / "data/roles/phlebotomist.yaml"
    replace_text(role, "The main task of the job", "Nearly all of the day")
    replace_text(role, "sources: [ooh-2025, ep-2025-35]", "sources: [ooh-2025]")
    (two[1] / "data/states/tx.yaml").unlink()
    found = compare(*two)
    assert found.facts is not None
    facts = {f.name: (f.old, f.new) for f in found.facts}
    name = "roles/phlebotomist dimensions."
    assert facts[f"{name}drawing-blood"] == (
        "The main task of the job",
        "Nearly all of the day",
    )
    assert facts[f"{name}entry-education (sources and dates)"] == (
        "ooh-2025, ep-2025-35; as of 2025–35",
        "ooh-2025; as of 2025–35",
    )
    assert facts["places/tx name"] == ("Texas", None)
    assert {s.place for s in found.removed} == {"tx"}


def test_a_changed_layout_changes_no_fact(two: tuple[Path, Path]) -> None:
    replace_text(two[1] / "layouts/decision-flowchart.yaml", "The same steps", "All steps")
    found = compare(*two)
    assert found.facts == ()
    assert {s.handout for s in found.reprint} == {"which-role"}
    assert {s.why for s in found.reprint} == {"its layout, style or wording changed"}


def test_a_bare_data_folder_is_read_with_the_projects_layouts(
    two: tuple[Path, Path], tmp_path: Path
) -> None:
    shutil.copytree(two[0] / "data", tmp_path / "last-year")
    replace_text(two[1] / WAGES, CALIFORNIA, CALIFORNIA.replace("56040", "57040"))
    found = compare(tmp_path / "last-year", two[1] / "data", project=two[1])
    assert found.facts is not None
    assert len(found.facts) == 1
    assert found.reprint


def test_a_sheet_that_cannot_be_made_is_said(two: tuple[Path, Path]) -> None:
    replace_text(two[1] / "data/states/tx.yaml", "name: Texas\n", "name: Texas\nfips: x\n")
    found = compare(*two)
    assert {d.code for d in found.diagnostics} >= {"not-compared"}
    assert {s.place for s in found.removed} == {"tx"}


def test_what_is_not_alike_is_refused(two: tuple[Path, Path], tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    manifest.write_text('{"artifacts": {}}', encoding="utf-8")
    with pytest.raises(UsageError, match="the other is not"):
        compare(manifest, two[0])
    manifest.write_text("[]", encoding="utf-8")
    with pytest.raises(UsageError, match="not the manifest of a build"):
        compare(manifest, manifest)


def test_the_command_says_it_in_words(
    two: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    replace_text(two[1] / WAGES, CALIFORNIA, CALIFORNIA.replace("56040", "57040"))
    assert run(["diff", *map(str, two)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "1 fact changed"
    change = "wages/31-9097/CA annual_median: 56040 → 57040"
    assert lines[1].startswith(f"  {change}  [oews-2025-st]  {WAGES}:")
    assert lines[2].endswith("sheets to print again")
