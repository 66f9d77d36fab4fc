"""A workbook that would fill the memory, or is none, is refused before it is read."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from handouts.exchange.recipients import read_recipients
from handouts.exchange.roles.importing import propose_roles
from handouts.exchange.tables.csv_files import delimiter_of, read_csv
from handouts.exchange.tables.looks import looks_of
from handouts.exchange.tables.workbooks import LARGEST_UNPACKED, opened, rows_of
from tests.exchange.support import NATIONAL, PLACES, faults


def repacked(target: Path, **parts: bytes) -> Path:
    """The sample with parts added or replaced."""
    with zipfile.ZipFile(PLACES) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    return target


def read(path: Path) -> int:
    with opened(path) as book:
        return sum(1 for _ in rows_of(book.worksheets[0], path.name))


def test_a_bomb_is_refused_by_what_it_declares(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(PLACES) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        with new.open("xl/media.bin", "w", force_zip64=True) as part:
            for _ in range(LARGEST_UNPACKED // 10_000_000 + 1):
                part.write(bytes(10_000_000))
    assert path.stat().st_size < 2_000_000
    (found,) = faults(lambda: read(path))
    assert found.code == "too-large"


def test_definitions_that_explode_are_refused(tmp_path: Path) -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><sst>&a;</sst>'
    path = repacked(tmp_path / "laughs.xlsx", **{"xl/workbook.xml": laughs})
    (found,) = faults(lambda: read(path))
    assert found.code == "unsafe-workbook"


def test_a_sheet_that_claims_to_be_endless_is_read_as_it_is(tmp_path: Path) -> None:
    with zipfile.ZipFile(PLACES) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    start = sheet.index(b"<dimension")
    end = sheet.index(b"/>", start) + 2
    huge = sheet[:start] + b'<dimension ref="A1:XFD1048576"/>' + sheet[end:]
    path = repacked(tmp_path / "wide.xlsx", **{"xl/worksheets/sheet1.xml": huge})
    assert read(path) == read(PLACES)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not-a-workbook"),
        (b"title,soc\n", "not-a-workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-workbook"),
        (NATIONAL.read_bytes()[:5000], "not-a-workbook"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "roles.xlsx"
    path.write_bytes(data)
    (found,) = faults(lambda: read(path))
    assert found.code == code


@pytest.mark.parametrize(
    ("part", "data"),
    [
        ("xl/worksheets/sheet1.xml", b"<sheetData><row>" + b"<c/>" * 3_000_000),
        ("xl/worksheets/sheet1.xml", (b"<row>" + b"<c r='A1'/>" * 100 + b"</row>") * 5_000),
        ("xl/sharedStrings.xml", b"<sst>" + b"<si><t>x</t></si>" * 500_000),
    ],
)
def test_more_cells_than_a_table_has(tmp_path: Path, part: str, data: bytes) -> None:
    path = repacked(tmp_path / "cells.xlsx", **{part: data})
    (found,) = faults(lambda: read_recipients(path))
    assert found.code == "too-large"


def test_a_pipe_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    (found,) = faults(lambda: read_recipients(path))
    assert found.code == "no-recipients"


def test_a_damaged_part(tmp_path: Path) -> None:
    path = repacked(tmp_path / "a.xlsx", **{"xl/worksheets/sheet1.xml": b"<worksheet><sheetData>"})
    (found,) = faults(lambda: read(path))
    assert found.code == "not-a-workbook"


def test_no_more_than_two_thousand_roles(project: Path, tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["title", "soc"], ["a", "31-9092"]):
        sheet.append(row)
    sheet["A5000"] = "b"
    path = tmp_path / "roles.xlsx"
    book.save(path)
    (found,) = faults(lambda: propose_roles(project, path))
    assert (found.code, str(found.span)) == ("too-large", "roles.xlsx:5000:1")


def test_merged_cells_are_found_across_the_chunks_of_a_stream(tmp_path: Path) -> None:
    merges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 9001))
    with zipfile.ZipFile(PLACES) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        book = archive.read("xl/workbook.xml").decode()
    data = sheet.replace(b"</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>".encode())
    path = repacked(tmp_path / "merged.xlsx", **{"xl/worksheets/sheet1.xml": data})
    name = book.split("<sheet ")[1].split('name="')[1].split('"')[0]
    assert looks_of(path, name).merged == tuple(f"A{n}:B{n}" for n in range(1, 9001))


@pytest.mark.parametrize(
    ("head", "delimiter"),
    [
        ("a,b;c,d", ","),
        ("a;b;c", ";"),
        ('"a,b,c";d;e', ";"),
        ("a\tb\tc", "\t"),
        ("\n\nsep=;\na,b", ";"),
    ],
)
def test_the_delimiter_is_the_one_that_the_head_uses(head: str, delimiter: str) -> None:
    assert delimiter_of(head) == delimiter


def test_bad_csv_files(tmp_path: Path) -> None:
    path = tmp_path / "roles.csv"
    for data, code in (
        ("title,soc\nCafé,1\n".encode("latin-1"), "not-utf8"),
        (b'title,soc\n"a"b,1\n', "wrong-table"),
        (PLACES.read_bytes(), "not-utf8"),
    ):
        path.write_bytes(data)
        (found,) = faults(lambda: list(read_csv(path).rows))
        assert found.code == code
        assert found.span is not None


def test_a_name_for_the_delimiter_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "roles.csv"
    path.write_bytes(b"\xef\xbb\xbfsep=;\r\ntitle;soc\r\na;31-9092\r\n")
    assert [row for _, row in read_csv(path).rows] == [("title", "soc"), ("a", "31-9092")]
    assert io.BytesIO(path.read_bytes()).read(3) == b"\xef\xbb\xbf"


def test_no_more_rows_of_a_csv_file_either(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "roles.csv"
    path.write_text("title,soc\n" + "x,31-9097\n" * 3_000, encoding="utf-8")
    (found,) = faults(lambda: propose_roles(project, path))
    assert (found.code, found.span and found.span.line) == ("too-large", 2_001)
