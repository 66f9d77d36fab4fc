"""A table of recipients, CSV or Excel: one edition for each row, its values literal text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from operator import itemgetter
from pathlib import Path
from typing import Final, NamedTuple

from handouts.characters import INVISIBLE, invisible
from handouts.diagnostics import Diagnostic, HandoutsError, Span, UsageError
from handouts.edition import Recipient
from handouts.exchange.tables.cells import Cell, CellReader, refuse
from handouts.exchange.tables.csv_files import decoded, read_bytes, rows_of_text
from handouts.exchange.tables.workbooks import opened_sheet
from handouts.load.yaml_tree.texts import MEGABYTE

MOST_ROWS: Final = 100_000
"""Empty ones too, which a spreadsheet program may have formatted down to its last row."""

_LARGEST: Final = 50 * MEGABYTE
"""Ten thousand schools take about one."""

_UNPACKED: Final = 200 * MEGABYTE
_CELLS: Final = 400_000
_WORKBOOKS: Final = (".xlsx", ".xlsm", ".xls")
_CONTAINERS: Final = (b"PK", b"\xd0\xcf")
"""The first bytes of workbooks of today and of old ones, whatever the file is called."""

_BLANKS: Final = re.compile(r"[\s\x00-\x1f\x7f]+")
_LINE_ENDS: Final = re.compile(r"[\r\n]+")
_ONE_LINE: Final = frozenset({"state", "audience", "logo", "qr_address"})
"""Columns whose values are looked up, in which the end of a line is a blank."""
_ZEROS: Final = re.compile(r"0{2,}")

_RESERVED: Final = frozenset({"handout"})
"""Columns that would say what the command line says."""


class Row(NamedTuple):
    """A row that is not empty: the line at which it stands, from 1, and its cells."""

    line: int
    cells: Sequence[str]


def read_recipients(path: Path) -> tuple[Recipient, ...]:
    """The rows of a table under its head; empty ones are passed over.

    A column is called as it is headed, in small letters, with `_` for what is no letter or digit.

    Raises:
        UsageError: when there is no such file, or nothing in it.
        HandoutsError: when it is no table, or with every fault of its cells, by row and column.
    """
    rows = rows_of_table(path)
    head = next(rows, None)
    if head is None:
        raise UsageError(
            Diagnostic("empty-file", "the table is empty", "Fill it in", Span(path.name, 1))
        )
    names, faults = _names(head, path.name)
    found: list[Recipient] = []
    try:
        for row in rows:
            faults += _beyond(row, len(names), path.name)
            cells = [*row.cells[: len(names)], *[""] * (len(names) - len(row.cells))]
            values = dict(zip(names, cells, strict=True))
            values.update({n: values[n].replace("\n", " ") for n in _ONE_LINE & values.keys()})
            found.append(Recipient(path.name, row.line, values))
    except HandoutsError as fault:
        faults += fault.diagnostics
    if faults:
        raise HandoutsError(*faults)
    if not found:
        raise UsageError(
            Diagnostic(
                "empty-file",
                "the table has a head but no rows",
                "Add a row for each recipient",
                Span(path.name, head.line + 1),
            )
        )
    return tuple(found)


def _names(head: Row, file: str) -> tuple[list[str], list[Diagnostic]]:
    names: list[str] = []
    faults: list[Diagnostic] = []
    cells = list(head.cells)
    while cells and not cells[-1]:
        cells.pop()
    for number, cell in enumerate(cells, 1):
        name = re.sub(r"\W+", "_", cell.lower()).strip("_")
        place = Span(file, head.line, number)
        if not name or name[0].isdigit() or name in _RESERVED:
            faults.append(
                Diagnostic(
                    "column-name",
                    f"the column `{cell}` cannot be called so",
                    "Give it a name of letters, such as `school`",
                    place,
                )
            )
        elif name in names:
            faults.append(
                Diagnostic("column-twice", f"two columns are called `{name}`", "Rename one", place)
            )
        names.append(name)
    return names, faults


def _beyond(row: Row, width: int, file: str) -> Iterator[Diagnostic]:
    for number, cell in enumerate(row.cells[width:], width + 1):
        if cell:
            yield Diagnostic(
                "cell-without-column",
                f"`{cell[:40]}` stands under no head",
                "Give its column a head; in CSV, put quote marks round a text with commas",
                Span(file, row.line, number),
            )


def rows_of_table(path: Path) -> Iterator[Row]:
    """The rows of a CSV file, or of the first sheet of a workbook.

    Raises:
        UsageError: when there is no such file.
        HandoutsError: when it is no table, or with every fault of its cells.
    """
    made = _of_workbook(path) if _is_workbook(path) else _of_csv(path)
    return (row for row in made if any(row.cells))


def _is_workbook(path: Path) -> bool:
    if path.exists() and not (path.is_file() or path.is_dir()):  # it might never end
        raise _unreadable(path, "it is a device or a pipe")
    try:
        with path.open("rb") as file:
            start = file.read(2)
    except OSError as fault:
        raise _unreadable(path, fault.strerror or str(fault)) from fault
    return start in _CONTAINERS or path.suffix.lower() in _WORKBOOKS


def _unreadable(path: Path, why: str) -> UsageError:
    return UsageError(
        Diagnostic(
            "no-recipients",
            f"`{path}` cannot be read: {why}",
            "Give `--recipients` the path of a CSV or Excel file",
        )
    )


def _of_csv(path: Path) -> Iterator[Row]:
    file = path.name
    faults: list[Diagnostic] = []
    for _, line, fields in rows_of_text(decoded(read_bytes(path, _LARGEST), file), file):
        cells = [clean(field) for field in fields]
        faults += _unseen(cells, file, line)
        yield Row(line, cells)
    if faults:
        raise HandoutsError(*faults)


def clean(text: str) -> str:
    """Without blanks at the ends of its lines; empty lines are left out."""
    lines = (_BLANKS.sub(" ", line).strip() for line in _LINE_ENDS.split(text))
    return "\n".join(line for line in lines if line)


def _unseen(cells: Sequence[str], file: str, line: int) -> Iterator[Diagnostic]:
    for number, cell in enumerate(cells, 1):
        found = None if cell.isascii() else INVISIBLE.search(cell)
        if found:
            yield Diagnostic(
                "control-character",
                f"{invisible(found[0])} stands in this field",
                "Delete it, and type the text around it again",
                Span(file, line, number),
            )


def _of_workbook(path: Path) -> Iterator[Row]:
    """Results of formulas count; a day where text is wanted is refused, for how it looks is lost."""
    with opened_sheet(path, itemgetter(0), largest=_UNPACKED, most=_CELLS) as (sheet, merged):
        reader = CellReader(sheet)
        reader.refuse_merged(merged)
        yield from _of_sheet(reader)
    if reader.errors:
        raise HandoutsError(*reader.errors)


def _of_sheet(reader: CellReader) -> Iterator[Row]:
    names: list[str] = []
    for line, row in reader.sheet.rows:
        if line > MOST_ROWS:
            refuse(
                "too-large",
                f"the sheet has more than {MOST_ROWS:,} rows",
                "Delete the empty rows under the last recipient, or split the table",
                Span(reader.sheet.file, line, 1),
            )
        called = zip_longest(row, names[: len(row)])
        cells = [_shown(reader, line, at, name, cell) for at, (cell, name) in enumerate(called)]
        names = names or (cells if any(cells) else [])
        yield Row(line, cells)


def _shown(reader: CellReader, line: int, at: int, name: str | None, cell: Cell) -> str:
    """A cell's text; empty, and its fault noted, when there is none."""
    value = cell.value
    if isinstance(value, str):
        cell = replace(cell, value=clean(value))
    elif isinstance(value, int) and _ZEROS.fullmatch(cell.format):
        return f"{value:0{len(cell.format)}d}"  # a ZIP code
    return clean(reader.text(line, at, name or "this column", cell) or "")
