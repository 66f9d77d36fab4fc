"""Excel workbooks, read-only and row by row; what a hostile one could do is refused before it is read."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple, TypeVar

from handouts.diagnostics import Span
from handouts.exchange.tables.cells import Cell, Row, Sheet, refuse
from handouts.exchange.tables.csv_files import refuse_large
from handouts.exchange.tables.looks import Looks, looks_of
from handouts.load.yaml_tree.texts import MEGABYTE

T = TypeVar("T")

LARGEST_WORKBOOK = 100 * MEGABYTE
"""On disk; BLS's largest file with states, the one of all industries, has about 80 MB."""

LARGEST_UNPACKED = 400 * MEGABYTE
LARGEST_STRINGS = 60 * MEGABYTE
"""The table of shared strings is the one part that is held in memory whole."""

MOST_PARTS = 2_000
WIDEST_ROW = 16_384
"""Cells that Excel allows in a row; openpyxl holds a row in memory whole."""

MOST_CELLS = 30_000_000
"""Of one sheet; BLS's largest has about 13 million. They take time even where they are empty."""

_HEAD = 4096
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0"
"""The first bytes of the container of .xls and of encrypted files (MS-CFB, 2.2)."""

_NO_MARKUP = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_SHEETS, _STRINGS = "worksheets/", "sharedstrings.xml"
_ROW = re.compile(rb"<(?:\w+:)?(?:row|si)[\s/>]")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_PIECE = re.compile(rb"<(?:\w+:)?t[\s/>]")
"""Of a text that cells share."""

_DAMAGE = (
    ValueError, KeyError, IndexError, TypeError, SyntaxError, EOFError, OverflowError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What openpyxl, expat and zlib raise over a broken sheet."""

_SAVE_AGAIN = "Open it in a spreadsheet program and save it again as an Excel workbook (.xlsx)"


@contextmanager
def opened(
    path: Path, *, values: bool = True, largest: int = LARGEST_UNPACKED, most: int = MOST_CELLS
) -> Iterator[Any]:
    """A workbook, safe to read; ``values`` gives the results of formulas, else their text.

    Raises:
        UsageError: when there is no such file.
        HandoutsError: when it is no workbook, or one that would fill the memory.
    """
    refuse_unsafe(path, largest, most)
    import openpyxl

    with path.open("rb") as file:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about looks that are not read
                book = openpyxl.load_workbook(
                    file, read_only=True, data_only=values, keep_links=False
                )
        except Exception:  # a broken file breaks openpyxl in any way
            refuse("not-a-workbook", "the workbook cannot be read", _SAVE_AGAIN, Span(path.name))
        yield book
        book.close()


class OpenedSheet(NamedTuple):
    """A sheet with the results of its formulas, and what there is to know of its looks."""

    sheet: Sheet[Cell]
    looks: Looks


@contextmanager
def opened_sheet(
    path: Path, choose: Callable[[Any], str], *, largest: int, most: int
) -> Iterator[OpenedSheet]:
    """The sheet whose name is chosen of the workbook.

    Raises:
        UsageError: when there is no such file.
        HandoutsError: when it is no workbook, has no sheet, or would fill the memory.
    """
    with (
        opened(path, largest=largest, most=most) as book,
        opened(path, values=False, largest=largest, most=most) as formulas,
    ):
        names_of(book, path.name)
        name = choose(book)
        rows = _cells_of(book[name], formulas[name], path.name)
        yield OpenedSheet(Sheet(path.name, name, rows), looks_of(path, name))


def names_of(book: Any, file: str) -> list[str]:
    """What the sheets of a workbook are called.

    Raises:
        HandoutsError: when there is none.
    """
    names = [sheet.title for sheet in book.worksheets]
    if not names:
        refuse("no-sheet", "the workbook has no sheet", "Choose another file", Span(file))
    return names


def _cells_of(values: Any, formulas: Any, file: str) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The cells of both readings of a sheet: results, and whether a formula gives them."""
    for sheet in (values, formulas):
        sheet.reset_dimensions()
    pairs = zip(values.iter_rows(), formulas.iter_rows(), strict=True)
    for number, (results, sources) in sound(enumerate(pairs, 1), file):
        yield number, tuple(map(_cell, results, sources))


def _cell(result: Any, source: Any) -> Cell:
    if result.value is None and source.value is None:
        return Cell(None)
    return Cell(result.value, source.data_type == "f", result.number_format or "General")


def rows_of(sheet: Any, file: str) -> Iterator[Row]:
    """The values of a sheet row by row; its own word about its size is not believed."""
    sheet.reset_dimensions()
    return sound(enumerate(sheet.iter_rows(values_only=True), 1), file)


def sound(rows: Iterator[T], file: str) -> Iterator[T]:
    """The same rows; a sheet that turns out to be damaged is refused.

    Raises:
        HandoutsError: when it is.
    """
    try:
        yield from rows
    except _DAMAGE:
        refuse("not-a-workbook", "a sheet of the workbook is damaged", _SAVE_AGAIN, Span(file))


def refuse_unsafe(path: Path, largest: int = LARGEST_UNPACKED, most: int = MOST_CELLS) -> None:
    """Look at the sizes that a workbook declares, before anything of it is unpacked.

    Python's ``zipfile`` never unpacks more of a part than its declared size.
    """
    refuse_large(path, LARGEST_WORKBOOK)
    _refuse_old(path)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _refuse_sizes(parts, path.name, largest)
            for part in parts:
                _refuse_part(archive, part, path.name, most)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, ValueError):
        refuse("not-a-workbook", "the file is no Excel workbook", _SAVE_AGAIN, Span(path.name))


def _refuse_old(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(4)
    if head == _COMPOUND_FILE:
        refuse(
            "old-workbook",
            "the file is an old Excel workbook (.xls), or one with a password",
            "Save it again as an Excel workbook (.xlsx), without a password",
            Span(path.name),
        )


def _refuse_sizes(parts: list[zipfile.ZipInfo], file: str, largest: int) -> None:
    whole = sum(part.file_size for part in parts)
    strings = sum(p.file_size for p in parts if p.filename.lower().endswith(_STRINGS))
    if whole > largest or strings > LARGEST_STRINGS or len(parts) > MOST_PARTS:
        refuse(
            "too-large",
            f"the workbook would unpack to {whole / MEGABYTE:.0f} MB in {len(parts)} parts; "
            f"{largest // MEGABYTE} MB are the most",
            "Check that it is the right file; take out the sheets and rows that are not needed",
            Span(file),
        )


def _refuse_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, file: str, most: int) -> None:
    if not part.filename.endswith((".xml", ".rels")):
        return
    name = part.filename.lower()
    if _SHEETS in name or name.endswith(_STRINGS):
        _refuse_many_cells(archive, part, file, most)
    with archive.open(part) as stream:
        if _NO_MARKUP.search(stream.read(_HEAD)):
            refuse(
                "unsafe-workbook",
                "the workbook holds definitions that no spreadsheet program writes",
                _SAVE_AGAIN,
                Span(file),
            )


def _refuse_many_cells(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, file: str, most: int
) -> None:
    whole, kind = 0, _CELL if _SHEETS in part.filename.lower() else _PIECE
    with archive.open(part) as stream:
        for cells, ended in _cells_by_row(stream, kind):
            whole += ended
            found = WIDEST_ROW if cells > WIDEST_ROW else most
            if cells > WIDEST_ROW or whole + cells > most:
                refuse(
                    "too-large",
                    f"a {'row of a ' if cells > WIDEST_ROW else ''}sheet has more than {found:,} cells",
                    "Check that it is the right file; delete the rows and columns that are not needed",
                    Span(file),
                )


def _cells_by_row(stream: IO[bytes], kind: re.Pattern[bytes]) -> Iterator[tuple[int, int]]:
    """Of each row, or piece of one, the cells so far, and those of rows that have ended before."""
    cells, rest = 0, b""
    while chunk := stream.read(1 << 20):
        data = rest + chunk
        end = data.rfind(b"<")
        first, *others = _ROW.split(data[:end])
        rest = data[end:] if end >= 0 else b""
        cells += len(kind.findall(first))
        yield cells, 0
        for row in others:
            ended, cells = cells, len(kind.findall(row))
            yield cells, ended
