from datetime import date
from pathlib import Path

import openpyxl
import pytest

from handouts.diagnostics import HandoutsError
from handouts.exchange.recipients import read_recipients


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
    assert one.values == {"school": 'A, "B"', "contact": "x y"}
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
    sheet.append(["School", "State", "Room", "Since", None])
    sheet.append(["O'Brien's", "CA", 12.0, date(2026, 11, 24), None])
    sheet.append([None, None, None, None, None])
    sheet.append(["B", None, "1.50", None, "stray"])
    book.save(tmp_path / "schools.xlsx")
    assert faults(tmp_path / "schools.xlsx") == [("cell-without-column", "schools.xlsx:4:5")]
    sheet["E4"] = None
    book.save(tmp_path / "schools.xlsx")
    one, two = read_recipients(tmp_path / "schools.xlsx")
    assert one.values == {"school": "O'Brien's", "state": "CA", "room": "12", "since": "2026-11-24"}
    assert two.values == {"school": "B", "state": "", "room": "1.50", "since": ""}
    assert two.line == 4


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
        (b"school\nCaf\xe9\n", [("not-utf8", "schools.csv:2")]),
        (b"PK\x03\x04 no workbook", [("not-a-workbook", "schools.csv")]),
    ],
)
def test_faults_name_the_row_and_the_column(
    tmp_path: Path, text: str | bytes, expected: list[tuple[str, str]]
) -> None:
    assert faults(table(tmp_path, text)) == expected


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert faults(tmp_path / "no.csv") == [("no-recipients", "None")]
