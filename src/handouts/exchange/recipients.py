"""A table of recipients, CSV or Excel: one edition for each row, its values literal text."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from handouts.characters import INVISIBLE, invisible
from handouts.diagnostics import Diagnostic, HandoutsError, Span, UsageError
from handouts.edition import Recipient
from handouts.exchange.roles.cells import Cell, Checker
from handouts.exchange.roles.columns import Column
from handouts.exchange.roles.sheet import refuse_merged
from handouts.exchange.tables.cells import Sheet, refuse
from handouts.exchange.tables.csv_files import decoded, delimiter_of, read_bytes
from handouts.exchange.tables.workbooks import merged_ranges, opened, sound
from handouts.load.yaml_tree.texts import MEGABYTE

# The rows of a table of recipients, CSV or Excel, as the texts that a person sees there.

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
_ZEROS: Final = re.compile(r"0{2,}")


class Row(NamedTuple):
    """A row that is not empty: the line at which it stands, from 1, and its cells."""

    line: int
    cells: Sequence[str]


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
    text = decoded(read_bytes(path, _LARGEST), file)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter_of(text), strict=True)
    line, faults = 1, list[Diagnostic]()
    try:
        for cells in reader:
            if not (line == 1 and re.fullmatch(r"sep=.?", ",".join(cells))):
                cleaned = [clean(cell) for cell in cells]
                faults += _unseen(cleaned, file, line)
                yield Row(line, cleaned)
            line = reader.line_num + 1
    except csv.Error:
        refuse(
            "wrong-table",
            "the row cannot be split into fields; its quote marks do not match",
            'Put a quote mark before and after the field, and write `""` for one inside it',
            Span(file, line, 1),
        )
    if faults:
        raise HandoutsError(*faults)


def clean(text: str) -> str:
    """On one line, without blanks at its ends."""
    return _BLANKS.sub(" ", text).strip()


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
    with (
        opened(path, largest=_UNPACKED, most=_CELLS) as book,
        opened(path, values=False, largest=_UNPACKED, most=_CELLS) as formulas,
    ):
        if not book.worksheets:
            refuse("no-sheet", "the workbook has no sheet", "Choose another file", Span(path.name))
        values = book.worksheets[0]
        checker = Checker(Sheet(path.name, values.title, iter(())), {}, is_csv=False)
        refuse_merged(checker, merged_ranges(path, values.title))
        yield from _of_sheet(values, formulas.worksheets[0], checker)
    faults = [fault for fault in checker.found if fault.is_error]
    if faults:
        raise HandoutsError(*faults)


def _of_sheet(values: Any, formulas: Any, checker: Checker) -> Iterator[Row]:
    file = checker.sheet.file
    for sheet in (values, formulas):
        sheet.reset_dimensions()
    pairs = zip(values.iter_rows(), formulas.iter_rows(), strict=True)
    names: list[str] = []
    for line, (results, sources) in sound(enumerate(pairs, 1), file):
        if line > MOST_ROWS:
            refuse(
                "too-large",
                f"the sheet has more than {MOST_ROWS:,} rows",
                "Delete the empty rows under the last recipient, or split the table",
                Span(file, line, 1),
            )
        cells = [
            _shown(result, source, line, at, names, checker)
            for at, (result, source) in enumerate(zip(results, sources, strict=False))
        ]
        names = names or (cells if any(cells) else [])
        yield Row(line, cells)


def _shown(
    result: Any, source: Any, line: int, at: int, names: Sequence[str], checker: Checker
) -> str:
    """A cell's text; empty, and its fault noted, when there is none."""
    value = result.value
    if value is None and source.value is None:
        return ""
    if isinstance(value, str):
        value = clean(value)
    form = str(result.number_format or "") if isinstance(value, int | float) else ""
    if _ZEROS.fullmatch(form) and isinstance(value, int):
        return f"{value:0{len(form)}d}"  # a ZIP code
    cell = Cell(value, source.data_type == "f", form)
    name = names[at] if at < len(names) and names[at] else "this column"
    return clean(checker.text(line, at, Column(name), cell) or "")


_RESERVED: Final = frozenset({"handout"})
"""Columns that would say what the command line says."""


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
            found.append(Recipient(path.name, row.line, dict(zip(names, cells, strict=True))))
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
