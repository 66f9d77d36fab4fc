import zipfile
from datetime import datetime, time
from pathlib import Path

import openpyxl
import pytest

from handouts.diagnostics import HandoutsError
from handouts.exchange.recipients import MOST_ROWS, read_recipients


def table(folder: Path, text: str | bytes, name: str = "schools.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def faults(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(HandoutsError) as caught:
        read_recipients(path)
    return [(d.code, str(d.span)) for d in caught.value.diagnostics]


def test_a_row_is_a_recipient_under_the_names_of_the_head(tmp_path: Path) -> None:
    path = table(
        tmp_path, "\ufeffSchool name,State,QR address\nNorth High,CA,https://x.org/?a=1\n\n,,\nB,NV"
    )
    one, two = read_recipients(path)
    assert one.values == {
        "school_name": "North High",
        "state": "CA",
        "qr_address": "https://x.org/?a=1",
    }
    assert (two.values["school_name"], two.values["qr_address"], two.line) == ("B", "", 5)
    assert str(one.place("state")) == "schools.csv:2:2"


def test_cells_may_hold_commas_quotes_and_lines(tmp_path: Path) -> None:
    (one, two) = read_recipients(table(tmp_path, 'school,contact\n"A, ""B""","x\ny"\nC,d\n'))
    assert one.values == {"school": 'A, "B"', "contact": "x\ny"}
    assert two.line == 4


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_what_spreadsheets_elsewhere_write_is_read(tmp_path: Path, delimiter: str) -> None:
    text = f"school{delimiter}state\r\nA, B{delimiter}CA\r\n"
    (one,) = read_recipients(table(tmp_path, text))
    assert one.values == {"school": "A, B", "state": "CA"}


def test_a_workbook_reads_like_the_same_csv(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["School", "State", "Room", "ZIP", None])
    sheet.append(["O'Brien's", "CA", 12.0, 1234, None])
    sheet["D2"].number_format = "00000"
    sheet.append([None, None, None, None, None])
    sheet.append(["B\u00a0\n C", None, "1.50", None, "stray"])
    book.save(tmp_path / "schools.xlsx")
    assert faults(tmp_path / "schools.xlsx") == [("cell-without-column", "schools.xlsx:4:5")]
    sheet["E4"] = None
    book.save(tmp_path / "schools.xlsx")
    one, two = read_recipients(tmp_path / "schools.xlsx")
    assert one.values == {"school": "O'Brien's", "state": "CA", "room": "12", "zip": "01234"}
    assert two.values == {"school": "B\nC", "state": "", "room": "1.50", "zip": ""}
    assert two.line == 4


def test_a_column_of_a_workbook_may_be_called_like_one_of_roles(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["School", "Mark", "SOC", "Sources", "Confidence"])
    sheet.append(["A", "a star", 12, "word of mouth", 0.5])
    sheet["E2"].number_format = "0%"
    book.save(tmp_path / "schools.xlsx")
    (one,) = read_recipients(tmp_path / "schools.xlsx")
    assert list(one.values.values()) == ["A", "a star", "12", "word of mouth", "50%"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("empty-file", "schools.csv:1")]),
        ("school,state\n", [("empty-file", "schools.csv:2")]),
        ("school,School\nA,B\n", [("column-twice", "schools.csv:1:2")]),
        ("school,,state\nA,B,C\n", [("column-name", "schools.csv:1:2")]),
        ("school,1st\nA,B\n", [("column-name", "schools.csv:1:2")]),
        ("school,handout\nA,B\n", [("column-name", "schools.csv:1:2")]),
        (
            "school\nA,B\nC,,D\n",
            [
                ("cell-without-column", "schools.csv:2:2"),
                ("cell-without-column", "schools.csv:3:3"),
            ],
        ),
        ('school\n"A\n', [("wrong-table", "schools.csv:2:1")]),
        (b"school\nCaf\xe9\n", [("not-utf8", "schools.csv:2:4")]),
        ("school\nNorth\u202eHigh\n", [("control-character", "schools.csv:2:1")]),
        (b"PK\x03\x04 no workbook", [("not-a-workbook", "schools.csv")]),
    ],
)
def test_faults_name_the_row_and_the_column(
    tmp_path: Path, text: str | bytes, expected: list[tuple[str, str]]
) -> None:
    assert faults(table(tmp_path, text)) == expected


def test_hazards_of_workbooks_are_refused_cell_by_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["School", "Room", "Contact"],
        ["A", datetime(2026, 3, 4), "x"],
        ["B", time(8, 30), "=B1"],
        ["C", "#N/A", "North\u200bHigh"],
        ["D", "1", "x"],
        ["E", "2", None],
    ):
        sheet.append(row)
    sheet.merge_cells("C5:C6")
    book.save(tmp_path / "schools.xlsx")
    assert sorted(faults(tmp_path / "schools.xlsx")) == [
        ("control-character", "schools.xlsx:4:3"),
        ("date-for-text", "schools.xlsx:2:2"),
        ("date-for-text", "schools.xlsx:3:2"),
        ("error-value", "schools.xlsx:4:2"),
        ("formula", "schools.xlsx:3:3"),
        ("merged-cells", "schools.xlsx:5:3"),
    ]


def test_a_workbook_that_would_fill_the_memory_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "schools.xlsx"
    book = openpyxl.Workbook()
    book.save(path)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media.bin", "w", force_zip64=True) as part,
    ):
        for _ in range(21):
            part.write(bytes(10_000_000))
    assert [code for code, _ in faults(path)] == ["too-large"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("schools.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-workbook"),
        ("schools.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-workbook"),
        ("schools.xlsx", b"school,state\nA,CA\n", "not-a-workbook"),
        ("schools.csv", b"a\x00b\x00,c\n", "not-a-table"),
    ],
)
def test_what_is_no_table_is_said(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    assert [found for found, _ in faults(table(tmp_path, data, name))] == [code]


def test_a_sheet_that_goes_on_for_ever_ends(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet[f"A{MOST_ROWS + 2}"] = "School", "A", "B"
    book.save(tmp_path / "schools.xlsx")
    assert [code for code, _ in faults(tmp_path / "schools.xlsx")] == ["too-large"]


def test_csv_files_of_other_programs(tmp_path: Path) -> None:
    text = "sep=;\nschool;state\nCafé, 2;CA\n"
    for data in (
        text.encode("utf-16"),
        text.encode("utf-8-sig"),
        text.replace("\n", "\r").encode(),
    ):
        (one,) = read_recipients(table(tmp_path, data))
        assert (one.values, one.line) == ({"school": "Café, 2", "state": "CA"}, 3)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert faults(tmp_path / "no.csv") == [("no-recipients", "None")]
