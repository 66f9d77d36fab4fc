import zipfile
from datetime import datetime, time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.table import Table as TableOf
from openpyxl.worksheet.worksheet import Worksheet

from handouts.diagnostics import HandoutsError, UsageError
from handouts.exchange.recipients import read_recipients
from handouts.exchange.recipients.reading import MOST_ROWS


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
    one, two = read_recipients(path).rows
    assert one.values == {
        "school_name": "North High",
        "state": "CA",
        "qr_address": "https://x.org/?a=1",
    }
    assert (two.values["school_name"], two.values["qr_address"], two.line) == ("B", "", 5)
    assert str(one.place("state")) == "schools.csv:2:2"


def test_cells_may_hold_commas_quotes_and_lines(tmp_path: Path) -> None:
    (one, two) = read_recipients(table(tmp_path, 'school,contact\n"A, ""B""","x\ny"\nC,d\n')).rows
    assert one.values == {"school": 'A, "B"', "contact": "x\ny"}
    assert two.line == 4


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_what_spreadsheets_elsewhere_write_is_read(tmp_path: Path, delimiter: str) -> None:
    text = f"school{delimiter}state\r\nA, B{delimiter}CA\r\n"
    (one,) = read_recipients(table(tmp_path, text)).rows
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
    one, two = read_recipients(tmp_path / "schools.xlsx").rows
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
    (one,) = read_recipients(tmp_path / "schools.xlsx").rows
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
        ("school\nPeña, Caf".encode() + b"\xe9\n", [("not-utf8", "schools.csv:2:10")]),
        (b"school\nCaf\x81\n", [("not-utf8", "schools.csv:2:4")]),
        (b"PK\x03\x04 no workbook", [("not-a-workbook", "schools.csv")]),
    ],
)
def test_faults_name_the_row_and_the_column(
    tmp_path: Path, text: str | bytes, expected: list[tuple[str, str]]
) -> None:
    assert faults(table(tmp_path, text)) == expected


def unread(path: Path) -> list[tuple[str, str, str]]:
    """The cells that cannot be read, by their columns."""
    return [
        (column, fault.code, str(fault.span))
        for row in read_recipients(path).rows
        for column, fault in row.faults.items()
    ]


def notices(path: Path) -> list[tuple[str, str]]:
    return [(d.code, str(d.span)) for d in read_recipients(path).notices]


def test_cells_that_cannot_be_read_are_told_to_who_prints_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["School", "Room", "Contact"],
        ["B", 5, "=B1"],
        ["C", "#N/A", "North\u200bHigh"],
    ):
        sheet.append(row)
    sheet["B2"].number_format = "[DBNum1]0"
    book.save(tmp_path / "schools.xlsx")
    assert unread(tmp_path / "schools.xlsx") == [
        ("room", "number-format", "schools.xlsx:2:2"),
        ("contact", "formula", "schools.xlsx:2:3"),
        ("room", "error-value", "schools.xlsx:3:2"),
        ("contact", "control-character", "schools.xlsx:3:3"),
    ]
    assert unread(table(tmp_path, "school,room\nNorth\u202eHigh,1\n")) == [
        ("school", "control-character", "schools.csv:2:1")
    ]


def test_merged_cells_are_refused_but_not_in_a_title(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Our schools"], ["School", "State", "Room"], ["A", "CA", "1"], ["B", "CA", None]):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    book.save(tmp_path / "schools.xlsx")
    assert [r.line for r in read_recipients(tmp_path / "schools.xlsx").rows] == [3, 4]
    sheet.merge_cells("C3:C4")
    book.save(tmp_path / "schools.xlsx")
    assert faults(tmp_path / "schools.xlsx") == [
        ("merged-cells", "schools.xlsx:3:3"),
        ("above-the-head", "schools.xlsx:1"),
    ]


def workbook(
    folder: Path, *rows: tuple[str | datetime, ...], title: str = "Schools"
) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return book


def cells(path: Path) -> list[list[str]]:
    return [list(row.values.values()) for row in read_recipients(path).rows]


def test_a_cell_is_read_as_the_sheet_shows_it(tmp_path: Path) -> None:
    values: list[tuple[object, str, str]] = [
        (1250.5, '"$"#,##0.00', "$1,250.50"),
        (1234, "00000", "01234"),
        (12345678, "00000-0000", "01234-5678"),
        (5550100199, "[<=9999999]###-####;(###) ###-####", "(555) 010-0199"),
        (0.375, "0.0%", "37.5%"),
        (datetime(2026, 3, 4), "mmmm d, yyyy", "March 4, 2026"),
        (datetime(2026, 3, 4), "mm-dd-yy", "3/4/2026"),
        (time(8, 30), "h:mm AM/PM", "8:30 AM"),
        (True, "General", "TRUE"),
        (12, '"No. "0', "No. 12"),
        ("Rivera", '"Ms. "@', "Ms. Rivera"),
    ]
    book = workbook(tmp_path, ("School", *(f"C{n}" for n, _ in enumerate(values))))
    sheet = book["Schools"]
    sheet["A2"] = "A"
    for at, (value, form, _) in enumerate(values, 2):
        cell = sheet.cell(2, at)
        cell.value, cell.number_format = value, form  # type: ignore[assignment]
    book.save(tmp_path / "schools.xlsx")
    assert cells(tmp_path / "schools.xlsx") == [["A", *(shown for _, _, shown in values)]]


def test_hidden_rows_are_left_out_and_named(tmp_path: Path) -> None:
    book = workbook(tmp_path, ("School", "Note"), *((f"S{n}", "x") for n in range(2, 9)))
    sheet = book["Schools"]
    for row in (3, 5, 6):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.save(tmp_path / "schools.xlsx")
    found = read_recipients(tmp_path / "schools.xlsx")
    assert [row.values["school"] for row in found.rows] == ["S2", "S4", "S7", "S8"]
    hidden, column = sorted(found.notices, key=lambda d: d.code == "hidden-column")
    assert hidden.code == "hidden-rows"
    assert "rows 3, 5–6 of sheet `Schools` are hidden" in hidden.message
    assert (column.code, str(column.span)) == ("hidden-column", "schools.xlsx:1:2")


def test_a_hidden_column_is_named_where_its_head_stands(tmp_path: Path) -> None:
    rows = [("School", "Note"), ("A", "x"), ("B", "y")]
    book = workbook(tmp_path, ("Schools of 2026",), (), *rows)
    book["Schools"].column_dimensions["B"].hidden = True
    book.save(tmp_path / "schools.xlsx")
    found = read_recipients(tmp_path / "schools.xlsx").notices
    assert [str(d.span) for d in found if d.code == "hidden-column"] == ["schools.xlsx:3:2"]


def test_the_totals_row_of_a_table_is_nobody_s(tmp_path: Path) -> None:
    rows = [("School", "Copies"), ("A", "3"), ("B", "4"), ("Alle", "=SUBTOTAL(109,[Copies])")]
    book = workbook(tmp_path, *rows)
    sheet = book["Schools"]
    sheet.append(["C", 5])
    made = TableOf(displayName="T", ref="A1:B4", totalsRowCount=1)
    sheet.add_table(made)
    book.save(tmp_path / "schools.xlsx")
    found = read_recipients(tmp_path / "schools.xlsx")
    assert [one.values["school"] for one in found.rows] == ["A", "B", "C"]
    assert [(d.code, str(d.span)) for d in found.notices] == [("totals-row", "schools.xlsx:4")]
    assert "row 4, `Alle`" in found.notices[0].message


@pytest.mark.parametrize(
    ("last", "kept"),
    [
        ("Total,,7", False),
        ("TOTALS:,,7 copies", False),
        ("Grand total,,", False),
        (",Sum,$7.00", False),
        ("Total,CA,7", True),
        ("Total Academy,,7", True),
        ("Total,,7\nB,CA,1", True),
    ],
)
def test_a_last_row_that_adds_up_is_nobody_s(tmp_path: Path, last: str, kept: bool) -> None:
    found = read_recipients(table(tmp_path, f"School,State,Copies\nA,NV,7\n{last}\n"))
    assert [d.code for d in found.notices] == ([] if kept else ["totals-row"])
    assert len(found.rows) == 1 + (1 + last.count("\n") if kept else 0)


def test_heads_that_are_hidden_are_heads(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (["Schools of 2026"], ["School", "State"], ["A", "CA"], ["B", "NV"]):
        sheet.append(row)
    for number in (1, 2, 3):
        sheet.row_dimensions[number].hidden = True
    book.save(tmp_path / "schools.xlsx")
    found = read_recipients(tmp_path / "schools.xlsx")
    assert [dict(one.values) for one in found.rows] == [{"school": "B", "state": "NV"}]
    assert [d.message for d in found.notices if d.code == "hidden-rows"] == [
        "rows 1, 3 of sheet `Sheet` are hidden or filtered out, and left out here too"
    ]


def test_what_csv_keeps_from_becoming_a_number_is_its_text(tmp_path: Path) -> None:
    path = table(tmp_path, 'School,ZIP\nA,"=""00123"""\nB,="07001"\nC,=1+1\n')
    assert [one.values["zip"] for one in read_recipients(path).rows] == ["00123", "07001", "=1+1"]


def test_the_sheet_of_recipients_is_found_and_named(tmp_path: Path) -> None:
    book = workbook(tmp_path, ("Changed", "By"), ("today", "me"), title="Notes")
    own = book.create_sheet("Our schools")
    own.append(["School", "State"])
    own.append(["A", "CA"])
    secret = book.create_sheet("Old")
    secret.append(["School", "State", "Contact"])
    secret.append(["B", "NV", "x"])
    secret.sheet_state = "hidden"
    book.create_sheet("Sheet3")
    path = tmp_path / "schools.xlsx"
    book.save(path)
    (notice,) = read_recipients(path).notices
    assert notice.code == "sheet-chosen"
    assert notice.message == "the sheet `Our schools` is read; there is also `Notes`"
    assert cells(path) == [["A", "CA"]]
    assert [r.values["school"] for r in read_recipients(path, "old").rows] == ["B"]
    assert [r.values["changed"] for r in read_recipients(path, "Notes").rows] == ["today"]
    with pytest.raises(UsageError) as caught:
        read_recipients(path, "Our schoolz")
    assert caught.value.diagnostics[0].code == "unknown-sheet"
    assert "Our schools" in caught.value.diagnostics[0].remedy
    with pytest.raises(UsageError):
        read_recipients(table(tmp_path, "school\nA\n"), "Notes")


def test_every_row_of_a_long_table_is_read(tmp_path: Path) -> None:
    rows = [(f"S{n}", "CA") for n in range(100)]
    path = table(tmp_path, "school,state\n" + "".join(f"{a},{b}\n" for a, b in rows))
    assert cells(path) == [list(row) for row in rows]
    workbook(tmp_path, ("School", "State"), *rows).save(tmp_path / "schools.xlsx")
    assert cells(tmp_path / "schools.xlsx") == [list(row) for row in rows]


@pytest.mark.parametrize(
    ("text", "rows", "said"),
    [
        ("Our schools 2026,,\n\nSchool,State,Room\nA,CA,1\n", [["A", "CA", "1"]], True),
        ("Lakeside,,Fall\nCampus,Town,Room,Bus\nA,B,1,2\n", [["A", "B", "1", "2"]], True),
        ("Our schools\nSchool\nA\n", [["School"], ["A"]], False),
        ("School,State\nA,CA\nSchool,NV\n", [["A", "CA"], ["School", "NV"]], False),
        ("Campus,Town\nA,State\n", [["A", "State"]], False),
        ("School,Room\nA,\n", [["A", ""]], False),
    ],
)
def test_a_title_may_stand_above_the_heads(
    tmp_path: Path, text: str, rows: list[list[str]], said: bool
) -> None:
    path = table(tmp_path, text)
    assert cells(path) == rows
    assert notices(path) == ([("above-the-head", "schools.csv:1")] if said else [])


@pytest.mark.parametrize(
    ("head", "column", "meant"),
    [
        ("School,Stat", 2, "state"),
        ("School,State,QR adress", 3, "qr_address"),
        ("School,Audiance,State", 2, "audience"),
        ("School,State,Contakt", 3, "contact"),
        ("School,State,Stage,Room,Number", None, ""),
        ("Names,Name,State", None, ""),
    ],
)
def test_a_column_called_almost_as_one_that_is_read_is_told(
    tmp_path: Path, head: str, column: int | None, meant: str
) -> None:
    path = table(tmp_path, f"{head}\n{','.join('x' * (head.count(',') + 1))}\n")
    found = read_recipients(path).notices
    if column is None:
        assert found == ()
        return
    (one,) = found
    assert (one.code, str(one.span)) == ("column-like-another", f"schools.csv:1:{column}")
    assert f"Call it `{meant}`" in one.remedy


def test_csv_as_excel_saves_it_is_read_and_said(tmp_path: Path) -> None:
    path = table(tmp_path, "school,state\nCafé,CA\nPeña,CA\nO’Brien,CA\nŸ,CA\n".encode("cp1252"))
    found = read_recipients(path)
    assert [row.values["school"] for row in found.rows] == ["Café", "Peña", "O’Brien", "Ÿ"]
    (notice,) = found.notices
    assert (notice.code, str(notice.span)) == ("read-as-windows-1252", "schools.csv:2:1")
    assert notice.message.endswith("`Café`, `Peña` and `O’Brien`")


def test_rows_that_say_the_same_are_made_once(tmp_path: Path) -> None:
    path = table(tmp_path, "school,state\nA,CA\nB,CA\nA , CA\na,CA\nA,CA\n")
    found = read_recipients(path)
    assert [row.line for row in found.rows] == [2, 3, 5]
    (notice,) = found.notices
    assert notice.code == "row-twice"
    assert notice.message == "rows 4, 6 say the same as row 2, and are made once with it"


def test_what_a_spreadsheet_program_made_of_a_cell_is_said(tmp_path: Path) -> None:
    path = table(tmp_path, 'school,phone,note\nA,5.55E+09,"x\ny"\nB,5.55E+09,z\n')
    (one,) = read_recipients(path).notices
    assert one.code == "shortened-number"
    assert one.message.endswith("; and so in one more row: 4")
    book = workbook(tmp_path, ("School", "Room"), ("A", datetime(2026, 4, 3)))
    book["Schools"]["B2"].number_format = "d-mmm"
    book.save(tmp_path / "rooms.xlsx")
    assert cells(tmp_path / "rooms.xlsx") == [["A", "3-Apr"]]
    assert notices(tmp_path / "rooms.xlsx") == [("day-of-its-own", "rooms.xlsx:2:2")]


def test_faults_of_one_kind_are_told_once(tmp_path: Path) -> None:
    path = table(tmp_path, "school\n" + "A,B\n" * 5)
    with pytest.raises(HandoutsError) as caught:
        read_recipients(path)
    (fault,) = caught.value.diagnostics
    assert fault.message == "`B` stands under no head; and so in 4 more rows: 3–6"


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
        (one,) = read_recipients(table(tmp_path, data)).rows
        assert (one.values, one.line) == ({"school": "Café, 2", "state": "CA"}, 3)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert faults(tmp_path / "no.csv") == [("no-recipients", "None")]
