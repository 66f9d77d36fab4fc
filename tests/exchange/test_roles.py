"""A spreadsheet goes out and comes back; what a counselor typed wrong is named with its cell."""

import csv
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.characters import INVISIBLE
from handouts.exchange.proposal import Proposal, carry_out
from handouts.exchange.roles.exporting import export_roles, role_grid
from handouts.exchange.roles.files import read_roles
from handouts.exchange.roles.importing import propose_roles
from handouts.exchange.yaml_files.edits import read_tree
from handouts.exchange.yaml_files.writing import written
from handouts.load import load
from handouts.model.base import Fact
from tests.exchange.support import changes, faults, files_of, rows
from tests.exchange.test_yaml_edits import texts
from tests.support.projects import copy_project

PHLEBOTOMIST = "data/roles/phlebotomist.yaml"


def exported(project: Path, name: str = "roles.xlsx") -> Path:
    path = project.parent / name
    export_roles(project, path)
    return path


def import_roles(project: Path, path: Path) -> Proposal:
    proposal = propose_roles(project, path)
    carry_out(project, proposal)
    return proposal


class Book:
    """An exported workbook, to be spoiled."""

    def __init__(self, project: Path) -> None:
        self.path = exported(project)
        self.book = openpyxl.load_workbook(self.path)
        self.sheet: Any = self.book.worksheets[0]
        self.headers = [str(c.value) for c in self.sheet[1]]

    def cell(self, header: str, row: int) -> Any:
        return self.sheet.cell(row, self.headers.index(header) + 1)

    def save(self) -> Path:
        self.book.save(self.path)
        return self.path


@pytest.mark.parametrize("name", ["roles.xlsx", "roles.csv"])
def test_what_is_exported_comes_back_without_a_change(tmp_path: Path, name: str) -> None:
    project = copy_project(tmp_path / "project")
    assert propose_roles(project, exported(project, name)).files == ()


@pytest.mark.parametrize("name", ["roles.xlsx", "roles.csv"])
def test_a_role_file_that_is_lost_comes_back_from_the_sheet(project: Path, name: str) -> None:
    path = exported(project, name)
    before = read_tree(project, PHLEBOTOMIST)
    (project / "data/roles/medical-assistant.yaml").rename(project / "kept.yaml")
    (project / PHLEBOTOMIST).unlink()
    (project / "kept.yaml").rename(project / "data/roles/medical-assistant.yaml")
    proposal = import_roles(project, path)
    assert [(f.path, f.status) for f in proposal.files] == [(PHLEBOTOMIST, "created")]
    after = read_tree(project, PHLEBOTOMIST)
    before["soc"], before["title"] = after["soc"], after["title"]
    assert {**after, "summary": before["summary"]} == {**before, "tasks": after["tasks"]}
    assert after["tasks"] == before["tasks"]


def test_the_same_roles_give_the_same_bytes(project: Path) -> None:
    first = exported(project).read_bytes()
    assert exported(project, "again.xlsx").read_bytes() == first


def test_one_changed_cell_changes_one_line(project: Path) -> None:
    book = Book(project)
    book.cell("training", 3).value = "About 8 months"
    proposal = propose_roles(project, book.save())
    assert [(c.place, c.new) for c in changes(proposal)] == [
        ("phlebotomist training", "About 8 months")
    ]
    before = (project / PHLEBOTOMIST).read_text(encoding="utf-8").splitlines()
    carry_out(project, proposal)
    after = (project / PHLEBOTOMIST).read_text(encoding="utf-8").splitlines()
    assert len(before) == len(after)
    assert [b for a, b in zip(before, after, strict=True) if a != b] == ["    text: About 8 months"]
    assert import_roles(project, book.path).files == ()


def test_a_changed_text_that_keeps_its_sources_is_said(project: Path) -> None:
    book = Book(project)
    book.cell("scope", 3).value = "Drawing blood, and no more"
    proposal = propose_roles(project, book.save())
    (note,) = proposal.notes
    assert (note.code, str(note.span)) == ("sources-kept", "roles.xlsx:3:10")


def test_a_new_row_becomes_a_role_that_loads(project: Path) -> None:
    path = project.parent / "new.csv"
    path.write_text(
        "Title;Plural;SOC code;Summary;Where they work;Tasks;sources;as of;checked\n"
        "Dental assistant;dental assistants;31-9091;Helps the dentist;57;"
        '"Hand over instruments\nTake X-rays";ooh-2025;2025;2026-11-24\n',
        encoding="utf-8-sig",
    )
    proposal = import_roles(project, path)
    assert [(f.path, f.status) for f in proposal.files] == [
        ("data/roles/dental-assistant.yaml", "created")
    ]
    library = load(project)
    assert not [d for d in library.diagnostics if d.is_error]
    role = library.roles["dental-assistant"]
    assert (str(role.soc), str(role.dimensions["settings"])) == ("31-9091", "57")
    assert [str(t) for t in role.tasks] == ["Hand over instruments", "Take X-rays"]
    assert [str(s) for s in role.summary.sources] == ["ooh-2025"]


PLANTED: list[tuple[str, int, object, str]] = [
    ("soc", 2, 319092, "wrong-value"),
    ("checked", 2, "11/24/2026", "wrong-date"),
    ("training", 2, "=UNKNOWN()", "formula"),
    ("growth.sources", 2, "ep-2025-53", "unknown-reference"),
    ("mark", 2, "tubes", "wrong-value"),
    ("slug", 3, "Lab aide", "wrong-name"),
    ("plural", 3, None, "missing-value"),
    ("scope", 3, "#REF!", "error-value"),
    ("settings", 3, datetime(2026, 3, 5), "date-for-text"),
    ("tasks.sources", 4, "onet-31.0\nonet-31.0", "wrong-count"),
]
"""Column, row, what stands there, and what is said of it; row 4 is sound but for that."""


def test_ten_mistakes_give_ten_findings_each_with_its_cell(project: Path) -> None:
    book = Book(project)
    for header in book.headers:
        book.cell(header, 4).value = book.cell(header, 2).value
    book.cell("slug", 4).value = "clinic-aide"
    for header, row, value, _ in PLANTED:
        book.cell(header, row).value = value
    before = files_of(project)
    found = faults(lambda: propose_roles(project, book.save()))
    cells = [d.message.split(": ")[0].split()[1] for d in found]
    assert sorted(zip(cells, [d.code for d in found], strict=True)) == sorted(
        (book.cell(header, row).coordinate, code) for header, row, _, code in PLANTED
    )
    assert all("of sheet `roles`" in d.message and d.remedy for d in found)
    assert files_of(project) == before


def test_ten_mistakes_in_a_csv_file(project: Path) -> None:
    path = exported(project, "roles.csv")
    table = rows(path)
    head = table[0]
    planted = {
        ("soc", 1): "Nov-21", ("checked", 1): "2026-02-30", ("sources", 1): "ooh-2025; oh-2025",
        ("mark", 1): "cube", ("title", 1): "", ("summary", 1): " ", ("job-zone", 1): "a\u202eb",
        ("slug", 2): "phle botomist", ("soc", 2): "31-9097.00", ("plural", 2): "",
    }  # fmt: skip
    for (header, row), value in planted.items():
        table[row][head.index(header)] = value
    with path.open("w", encoding="utf-16", newline="") as file:
        csv.writer(file, delimiter="\t").writerows(table)
    found = faults(lambda: propose_roles(project, path))
    assert {(d.span.line, d.span.column) for d in found if d.span} == {
        (row + 1, head.index(header) + 1) for header, row in planted
    }
    assert len(found) == 10
    assert "Did you mean `31-9097`?" in {d.remedy for d in found}


def with_column(header: object, value: object = "x") -> Callable[[Book], None]:
    def add(book: Book) -> None:
        at = len(book.headers) + 1
        book.sheet.cell(1, at).value = header
        book.sheet.cell(2, at).value = value

    return add


def merge(book: Book) -> None:
    at = book.headers.index("scope") + 1
    book.sheet.cell(3, at).value = None
    book.sheet.merge_cells(start_row=2, end_row=3, start_column=at, end_column=at)


def set_cell(header: str, row: int, value: object, form: str = "General") -> Callable[[Book], None]:
    def put(book: Book) -> None:
        book.cell(header, row).value = value
        book.cell(header, row).number_format = form

    return put


@pytest.mark.parametrize(
    ("spoiled", "code", "said"),
    [
        (with_column("trainning"), "unknown-column", "Did you mean `training`?"),
        (with_column("Title"), "duplicate-column", "Delete one of the two columns"),
        (with_column(None), "extra-cell", "Delete it"),
        (merge, "merged-cells", "Unmerge them"),
        (
            set_cell("soc", 2, datetime(2021, 11, 1), "mmm-yy"),
            "date-for-text",
            "`11-2021`, perhaps",
        ),
        (set_cell("checked", 2, 46350), "wrong-date", "such as `2026-11-24`"),
        (set_cell("slug", 3, "medical-assistant"), "duplicate-row", "another `slug`"),
        (set_cell("drawing-blood", 2, None), "missing-value", "Fill in `drawing-blood` too"),
    ],
)
def test_hazards_of_spreadsheets(
    project: Path, spoiled: Callable[[Book], None], code: str, said: str
) -> None:
    book = Book(project)
    spoiled(book)
    (found,) = faults(lambda: propose_roles(project, book.save()))
    assert found.code == code
    assert said in found.remedy


@pytest.mark.parametrize(
    ("value", "form", "read"),
    [
        (datetime(2025, 5, 1), "mmm-yy", "May 2025"),
        (datetime(2025, 5, 1), "d-mmm-yy", "May 1, 2025"),
        (2026, "General", "2026"),
        (2026.0, "0.0", "2026"),
    ],
)
def test_numbers_and_days_become_what_was_typed(
    project: Path, value: object, form: str, read: str
) -> None:
    book = Book(project)
    set_cell("summary.as_of", 3, value, form)(book)
    set_cell("checked", 3, datetime(2026, 11, 30), "m/d/yyyy")(book)
    proposal = import_roles(project, book.save())
    role = load(project).roles["phlebotomist"]
    assert (role.summary.as_of, str(role.defaults.checked)) == (read, "2026-11-30")
    assert len(changes(proposal)) == 2


def test_an_emptied_cell_takes_the_value_away(project: Path) -> None:
    book = Book(project)
    book.cell("settings", 3).value = None
    book.cell("settings.sources", 3).value = None
    book.cell("settings.as_of", 3).value = None
    proposal = import_roles(project, book.save())
    assert [(c.place, c.new) for c in changes(proposal)] == [("phlebotomist settings", None)]
    assert "settings" not in load(project).roles["phlebotomist"].dimensions


def test_a_csv_file_runs_nothing_when_it_is_opened(project: Path) -> None:
    text = (project / PHLEBOTOMIST).read_text(encoding="utf-8")
    for old, new in (("The main task", "=HYPERLINK(1)"), ("Confirm who", "+1 Confirm who")):
        text = text.replace(old, new)
    (project / PHLEBOTOMIST).write_text(text.replace("CPT and PBT", "CPT"), encoding="utf-8")
    path = exported(project, "roles.csv")
    cells = [cell for row in rows(path) for cell in row]
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r")]
    assert "'=HYPERLINK(1), most of the day" in cells
    assert propose_roles(project, path).files == ()
    book = Book(project)
    assert book.cell("drawing-blood", 3).data_type == "s"
    assert propose_roles(project, book.path).files == ()


def test_only_two_kinds_of_file(project: Path, tmp_path: Path) -> None:
    for name in ("roles.xls", "roles.ods"):
        (found,) = faults(lambda name=name: export_roles(project, tmp_path / name))  # type: ignore[misc]
        assert found.code == "wrong-suffix"
    (tmp_path / "roles.ods").write_bytes(b"x")
    (found,) = faults(lambda: propose_roles(project, tmp_path / "roles.ods"))
    assert found.code == "wrong-suffix"
    (found,) = faults(lambda: propose_roles(project, tmp_path / "none.xlsx"))
    assert found.code == "no-file"


facts = texts.filter(
    lambda t: (
        not INVISIBLE.search(t)
        and t.strip() == t
        and "  " not in t
        and t != "unknown"
        and t.split()
    )
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(word=facts, scope=facts, tasks=st.lists(facts, max_size=3), sources=st.booleans())
def test_any_text_survives_the_round_trip(
    project: Path, word: str, scope: str, tasks: list[str], sources: bool
) -> None:
    tree = read_roles(project)["phlebotomist"]
    dimensions = tree["dimensions"]
    assert isinstance(dimensions, dict)
    tree = {
        **tree, "word": word, "tasks": list(tasks),
        "dimensions": {**dimensions, "scope": {"text": scope, "sources": ["ooh-2025"]} if sources else scope},
    }  # fmt: skip
    if not tasks:
        del tree["tasks"]
    (project / PHLEBOTOMIST).write_text("\n".join([*written(tree), ""]), encoding="utf-8")
    for name in ("roles.xlsx", "roles.csv"):
        path = exported(project, name)
        assert propose_roles(project, path).files == (), role_grid(project)
        path.unlink()


def test_a_number_in_a_text_is_what_the_sheet_shows(project: Path) -> None:
    book = Book(project)
    set_cell("training", 3, 1250.5, '"$"#,##0.00')(book)
    import_roles(project, book.save())
    fact = load(project).roles["phlebotomist"].dimensions["training"]
    assert isinstance(fact, Fact)
    assert fact.text == "$1,250.50"
    set_cell("training", 3, 5, "[DBNum1]0")(book)
    (found,) = faults(lambda: propose_roles(project, book.save()))
    assert found.code == "number-format"


def test_a_row_that_nobody_sees_is_left_alone_and_named(project: Path) -> None:
    book = Book(project)
    set_cell("title", 3, "Hidden")(book)
    book.sheet.row_dimensions[3].hidden = True
    proposal = propose_roles(project, book.save())
    assert proposal.files == ()
    assert [note.code for note in proposal.notes] == ["hidden-rows"]


def test_a_csv_file_as_excel_saves_it_is_read_and_said(project: Path) -> None:
    path = exported(project, "roles.csv")
    text = path.read_text(encoding="utf-8-sig").replace("→", "->")
    path.write_bytes(text.encode("cp1252"))
    proposal = propose_roles(project, path)
    assert [note.code for note in proposal.notes] == ["read-as-windows-1252"]


def test_the_sheet_with_roles_is_found_among_others(project: Path) -> None:
    book = Book(project)
    book.sheet.title = "Jobs"
    notes = book.book.create_sheet("Read me", 0)
    notes.append(["How to fill this in"])
    proposal = propose_roles(project, book.save())
    assert proposal.files == ()
    (note,) = proposal.notes
    assert note.message == "the sheet `Jobs` is read; there are also `Read me`"
    book.book.remove(book.sheet)
    (found,) = faults(lambda: propose_roles(project, book.save()))
    assert "the sheet `Read me`" in found.message
