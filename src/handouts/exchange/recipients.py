"""A table of recipients, CSV or Excel: one edition for each row, its values literal text."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple

from handouts.diagnostics import Diagnostic, HandoutsError, Span, UsageError
from handouts.edition import Recipient

_LARGEST: Final = 50_000_000
"""Bytes; ten thousand schools take about one million."""

_RESERVED: Final = frozenset({"handout"})
"""Columns that would say what the command line says."""

_SAVE_AGAIN: Final = "Save it again from the spreadsheet program as CSV UTF-8, or as .xlsx"


class _Row(NamedTuple):
    line: int
    cells: Sequence[str]


def read_recipients(path: Path) -> tuple[Recipient, ...]:
    """The rows of a table under its head; empty ones are passed over.

    A column is called as it is headed, in small letters, with `_` for what is no letter or digit.

    Raises:
        UsageError: when there is no such file, or it is no table.
        HandoutsError: with every fault of its cells, by row and column.
    """
    rows = iter(_rows(path))
    head = next(rows, None)
    if head is None:
        raise UsageError(
            Diagnostic("empty-file", "the table is empty", "Fill it in", Span(path.name, 1))
        )
    names, faults = _names(head, path.name)
    found: list[Recipient] = []
    for row in rows:
        faults += _beyond(row, len(names), path.name)
        cells = [*map(_clean, row.cells[: len(names)]), *[""] * (len(names) - len(row.cells))]
        found.append(Recipient(path.name, row.line, dict(zip(names, cells, strict=True))))
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


def _rows(path: Path) -> Iterator[_Row]:
    try:
        if path.stat().st_size > _LARGEST:
            raise UsageError(
                Diagnostic("too-large", f"`{path.name}` has over 50 MB", "Split it", None)
            )
        data = path.read_bytes()
    except OSError as fault:
        raise UsageError(
            Diagnostic(
                "no-recipients",
                f"`{path}` cannot be read: {fault.strerror or fault}",
                "Give `--recipients` the path of a CSV or Excel file",
            )
        ) from fault
    made = _of_workbook(data, path.name) if data[:2] == b"PK" else _of_csv(data, path.name)
    return (row for row in made if any(cell.strip() for cell in row.cells))


def _of_csv(data: bytes, file: str) -> Iterator[_Row]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise UsageError(
            Diagnostic(
                "not-utf8", "the file is not written in UTF-8", _SAVE_AGAIN, Span(file, line)
            )
        ) from fault
    first = text.split("\n", 1)[0]
    delimiter = max((",", ";", "\t"), key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield _Row(line, cells)
            line = reader.line_num + 1
    except csv.Error as fault:
        raise UsageError(
            Diagnostic(
                "wrong-table",
                "the row cannot be split into fields; its quote marks do not match",
                'Put a quote mark before and after the field, and write `""` for one inside it',
                Span(file, line, 1),
            )
        ) from fault


def _of_workbook(data: bytes, file: str) -> Iterator[_Row]:
    """The first sheet."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = [
            _Row(line, [_written(value) for value in values])
            for line, values in enumerate(sheet.iter_rows(values_only=True), 1)
        ]
    except Exception as fault:  # a broken file breaks openpyxl in any way
        raise UsageError(
            Diagnostic("not-a-workbook", "the workbook cannot be read", _SAVE_AGAIN, Span(file))
        ) from fault
    yield from rows


def _written(value: object) -> str:
    """A cell's value as one would type it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if (value.hour, value.minute) == (0, 0):
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case _:
            return str(value)


_BLANKS: Final = re.compile(r"[\s\x00-\x1f\x7f]+")


def _clean(text: str) -> str:
    """On one line, without what cannot be printed."""
    return _BLANKS.sub(" ", text).strip()


def _names(head: _Row, file: str) -> tuple[list[str], list[Diagnostic]]:
    names: list[str] = []
    faults: list[Diagnostic] = []
    cells = list(head.cells)
    while cells and not cells[-1].strip():
        cells.pop()
    for number, cell in enumerate(cells, 1):
        name = re.sub(r"\W+", "_", cell.strip().lower()).strip("_")
        place = Span(file, head.line, number)
        if not name or name[0].isdigit() or name in _RESERVED:
            faults.append(
                Diagnostic(
                    "column-name",
                    f"the column `{cell.strip()}` cannot be called so",
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


def _beyond(row: _Row, width: int, file: str) -> Iterator[Diagnostic]:
    for number, cell in enumerate(row.cells[width:], width + 1):
        if cell.strip():
            yield Diagnostic(
                "cell-without-column",
                f"`{_clean(cell)[:40]}` stands under no head",
                "Give its column a head; in CSV, put quote marks round a text with commas",
                Span(file, row.line, number),
            )
