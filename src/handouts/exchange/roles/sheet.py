"""A spreadsheet of roles opened: its cells, its columns found by name, and its merged cells."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from handouts.diagnostics import Diagnostic, HandoutsError, Severity, Span, UsageError
from handouts.exchange.roles.columns import Column, by_name, known_columns
from handouts.exchange.roles.exporting import SHEET, without_mark
from handouts.exchange.tables.cells import Area, Cell, CellReader, Sheet, hidden_rows, refuse
from handouts.exchange.tables.csv_files import read_csv
from handouts.exchange.tables.looks import Looks
from handouts.exchange.tables.workbooks import OpenedSheet, opened_sheet, rows_of
from handouts.load.yaml_tree.texts import MEGABYTE
from handouts.model.library import Library
from handouts.wording import listed, quoted, suggestion

MOST_ROWS = 2_000
MOST_COLUMNS = 400
_LARGEST = 40 * MEGABYTE
_CELLS = 400_000
_HEAD_WITHIN = 10
_NAMING = frozenset({"title", "name", "slug", "id", "soc", "soc code"})
"""A row with one of these is the row of column names."""


@dataclass(frozen=True, slots=True)
class RoleTable:
    """A sheet with its columns found; ``columns`` by their place."""

    reader: CellReader
    columns: Mapping[int, Column]
    named: frozenset[int]
    """The columns with a name above them, known or not."""
    merged: tuple[Area, ...] = ()

    @property
    def headers(self) -> dict[str, int]:
        """The headers of its columns, and their places."""
        return {column.header: at for at, column in self.columns.items()}


@contextmanager
def opened_table(path: Path, library: Library) -> Iterator[RoleTable]:
    """The sheet of roles, whose columns are those of the project.

    Raises:
        UsageError: when there is no such file, or it is no spreadsheet.
        HandoutsError: when it cannot be read, is too large, or names no columns.
    """
    notices: list[Diagnostic] = []
    with _opened(path, notices) as (sheet, looks):
        rows = _seen(sheet, looks, notices)
        reader = CellReader(replace(sheet, rows=_bounded(replace(sheet, rows=rows))), notices)
        table = _with_columns(reader, library)
        yield replace(table, merged=reader.refuse_merged(looks.merged))


@contextmanager
def _opened(path: Path, notices: list[Diagnostic]) -> Iterator[OpenedSheet]:
    match path.suffix.lower():
        case ".csv" | ".txt" | ".tsv":
            sheet = read_csv(path, notices)
            yield OpenedSheet(Sheet(sheet.file, sheet.name, _cells_of(sheet)), Looks())
        case ".xlsx" | ".xlsm":
            choose = partial(_with_roles, path.name, notices)
            with opened_sheet(path, choose, largest=_LARGEST, most=_CELLS) as found:
                yield found
        case _ if not path.exists():
            read_csv(path)
        case _:
            raise UsageError(
                Diagnostic(
                    "wrong-suffix",
                    f"`{path.name}` is neither an Excel workbook nor a CSV file",
                    "Save it as an Excel workbook (.xlsx) or as “CSV UTF-8”",
                )
            )


def _cells_of(sheet: Sheet[object]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    for number, row in sheet.rows:
        yield number, tuple(Cell(v and without_mark(str(v))) for v in row)


def _with_roles(file: str, notices: list[Diagnostic], book: Any) -> str:
    """The sheet that is called so, else the first that can be seen and names columns of roles."""
    names = [str(sheet.title) for sheet in book.worksheets]
    called = next((name for name in names if name.strip().lower() == SHEET), None)
    if called is not None or len(names) == 1:
        return called or names[0]
    seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    naming = (str(sheet.title) for sheet in seen if _names_columns(sheet, file))
    found = next(naming, names[0])
    notices.append(
        Diagnostic(
            "sheet-chosen",
            f"the sheet {quoted(found)} is read; there are also "
            f"{listed((n for n in names if n != found), 'and')}",
            f"Call the sheet {quoted(SHEET)} that is meant",
            Span(file),
            Severity.WARNING,
        )
    )
    return found


def _names_columns(sheet: Any, file: str) -> bool:
    top = islice(rows_of(sheet, file), _HEAD_WITHIN)
    return any(_NAMING & {_folded(value) for value in row} for _, row in top)


def _seen(
    sheet: Sheet[Cell], looks: Looks, notices: list[Diagnostic]
) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The rows without those that nobody sees."""
    hidden = []
    for number, row in sheet.rows:
        if number not in looks.hidden_rows:
            yield number, row
        elif any(cell.value is not None for cell in row):
            hidden.append(number)
    if hidden:
        notices.append(hidden_rows(sheet, hidden))


def _bounded(sheet: Sheet[Cell]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The rows as far as they may go; empty ones beyond do no harm."""
    for number, row in sheet.rows:
        if number > MOST_ROWS and all(cell.value is None for cell in row):
            continue
        if number > MOST_ROWS or len(row) > MOST_COLUMNS:
            refuse(
                "too-large",
                f"the sheet has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns",
                "Delete the rows and columns that are not needed; a role takes one row",
                Span(sheet.file, number, 1),
            )
        yield number, row


def _with_columns(reader: CellReader, library: Library) -> RoleTable:
    """The row of column names: the first that names a title or a SOC code."""
    used = {d for role in library.roles.values() for d in role.dimensions}
    known = by_name(known_columns(library.dimensions, sorted(used)), library.dimensions)
    for number, row in reader.sheet.rows:
        names = [_folded(cell.value) for cell in row]
        if known.keys() & set(names) & _NAMING:
            columns = _columns(number, row, names, known, reader)
            named = frozenset(at for at, name in enumerate(names) if name)
            return RoleTable(reader, columns, named)
        if number >= _HEAD_WITHIN:
            break
    raise HandoutsError(
        Diagnostic(
            "missing-column",
            f"no row of {_called(reader.sheet)} names the columns, such as `title`, `plural`, `soc`, `summary`",
            "Start from `handouts export roles FILE`, which writes the columns of this project",
            Span(reader.sheet.file, 1, 1),
        )
    )


def _called(sheet: Sheet[Cell]) -> str:
    return f"the sheet {quoted(sheet.name)}" if sheet.name else "the file"


def _folded(value: object) -> str:
    return " ".join(str(value or "").split()).lower()


def _columns(
    row: int,
    cells: tuple[Cell, ...],
    names: list[str],
    known: dict[str, Column],
    reader: CellReader,
) -> dict[int, Column]:
    columns: dict[int, Column] = {}
    for at, name in enumerate(names):
        if not name:
            continue
        column = known.get(name)
        if column is None:
            reader.fault(
                row, at, "unknown-column", f"there is no column {quoted(str(cells[at].value))}",
                suggestion(name, known, "Delete it, or add a dimension of that name to `data/dimensions.yaml`"),
            )  # fmt: skip
        elif column in columns.values():
            reader.fault(
                row, at, "duplicate-column", f"the column {quoted(column.header)} is there twice",
                "Delete one of the two columns",
            )  # fmt: skip
        else:
            columns[at] = column
    return columns
