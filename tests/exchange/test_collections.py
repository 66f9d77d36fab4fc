"""Collections as spreadsheets: out and in again without a change, a changed cell, and faulty ones."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from handouts.cli.running import run
from handouts.diagnostics import HandoutsError
from handouts.exchange.collections import export_records, propose_records
from handouts.exchange.proposal import carry_out
from handouts.load import load
from tests.support.projects import REPOSITORY


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    shutil.copytree(REPOSITORY / "examples/county-fair", root)
    return root


@pytest.mark.parametrize("name", ["fairs", "programs"])
@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_what_is_exported_comes_back_without_a_change(
    name: str, suffix: str, project: Path
) -> None:
    file = project / f"out.{suffix}"
    assert export_records(project, name, file) == {"fairs": 4, "programs": 2}[name]
    assert propose_records(project, name, file).files == ()


def _changed(project: Path, name: str, cell: str, value: object, number_format: str = "@") -> Path:
    file = project / "out.xlsx"
    export_records(project, name, file)
    book = openpyxl.load_workbook(file)
    sheet = book[name]
    sheet[cell].value = value
    sheet[cell].number_format = number_format
    sheet[cell].data_type = "n" if isinstance(value, int | float) else "s"
    book.save(file)
    return file


def _column(project: Path, name: str, column: str) -> str:
    file = project / "out.xlsx"
    export_records(project, name, file)
    (head, *_) = openpyxl.load_workbook(file)[name].iter_rows(max_row=1, values_only=True)
    return chr(ord("A") + head.index(column))


def test_a_changed_cell_of_a_table_changes_that_cell_alone(project: Path) -> None:
    before = (project / "data/fairs.csv").read_text(encoding="utf-8")
    cell = f"{_column(project, 'fairs', 'admission')}2"
    proposal = propose_records(
        project, "fairs", _changed(project, "fairs", cell, 9.5, '"$"#,##0.00')
    )
    assert [(c.place, c.old, c.new) for _, c in proposal.changes] == [
        ("ash-farm-fair admission", "8", "9.5")
    ]
    carry_out(project, proposal)
    after = (project / "data/fairs.csv").read_text(encoding="utf-8")
    assert after == before.replace(",farm,120,8,", ",farm,120,9.5,")


def test_a_changed_cell_of_a_file_keeps_the_rest_of_it(project: Path) -> None:
    cell = f"{_column(project, 'programs', 'finish')}2"
    proposal = propose_records(project, "programs", _changed(project, "programs", cell, 0.74, "0%"))
    assert [(f.path, c.place, c.old, c.new) for f, c in proposal.changes] == [
        ("data/programs/ash-welding.yaml", "ash-welding finish", "71", "74")
    ]
    carry_out(project, proposal)
    said = load(project).collections["programs"].records["ash-welding"].values["finish"]
    assert (str(said), getattr(said, "as_of", "")) == ("74%", "2026")


def test_a_new_row_is_a_new_record(project: Path) -> None:
    file = project / "more.csv"
    file.write_text(
        "Fair,County,When,sources\nNew Fair,CEDAR,2027-05-01,sample-calendar\n".replace(
            "County", "county"
        )
    )
    carry_out(project, propose_records(project, "fairs", file))
    records = load(project).collections["fairs"].records
    assert len(records) == 5
    assert str(records["new-fair"].values["days"]) == "May\u00a01, 2027"
    file.write_text("name,county,length,sources\nArt,ASH,6,sample-programs\n")
    carry_out(project, propose_records(project, "programs", file))
    assert (project / "data/programs/art.yaml").is_file()
    assert not [d for d in load(project).diagnostics if d.is_error]


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("New Fair,NOWHERE,2027-05-01,sample-calendar", 2, "unknown-place"),
        ("New Fair,ASH,soon,sample-calendar", 3, "wrong-date"),
        ("New Fair,ASH,2027-05-01,nobody", 4, "unknown-source"),
        ("New Fair,ASH,2027-05-01,sample-calendar,x", 5, "wrong-fields"),
    ],
)
def test_a_faulty_cell_is_named_and_nothing_is_written(
    row: str, column: int, code: str, project: Path
) -> None:
    file = project / "more.csv"
    file.write_text(f"name,county,days,sources\n{row}\n")
    with pytest.raises(HandoutsError) as fault:
        propose_records(project, "fairs", file)
    assert [(str(d.span), d.code) for d in fault.value.diagnostics] == [
        (f"more.csv:2:{column}", code)
    ]


def test_the_commands(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    assert run(["export", "records", "fairs", "f.csv"]) == 0
    assert "4 records in f.csv" in capsys.readouterr().out
    assert run(["import", "records", "fairs", "f.csv"]) == 0
    assert "nothing changes" in capsys.readouterr().out
    assert run(["export", "records", "fair", "f.csv"]) == 2
    assert "fairs" in capsys.readouterr().err
    assert run(["list", "fairs"]) == 0
    assert "ash-farm-fair" in capsys.readouterr().out
