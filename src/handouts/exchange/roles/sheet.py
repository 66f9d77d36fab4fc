"""A spreadsheet of roles opened: its sheet, its columns found by name, and its merged cells."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from handouts.diagnostics import Diagnostic, HandoutsError, Span, UsageError
from handouts.exchange.roles.cells import Cell, Checker
from handouts.exchange.roles.columns import Column, by_name, known_columns
from handouts.exchange.tables.cells import Sheet, refuse
from handouts.exchange.tables.csv_files import read_csv
from handouts.exchange.tables.workbooks import merged_ranges, opened, sound
from handouts.load.yaml_tree.texts import MEGABYTE
from handouts.model.library import Library
from handouts.wording import quoted, suggestion

MOST_ROWS = 2_000
MOST_COLUMNS = 400
_MOST_MERGES = 20
"""Merged cells that are named; the table is refused for the first of them."""

_LARGEST = 40 * MEGABYTE
_CELLS = 400_000
_HEAD_WITHIN = 10
_NAMING = frozenset({"title", "name", "slug", "id", "soc", "soc code"})
"""A row with one of these is the row of column names."""

CellRow = tuple[int, tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class RoleTable:
    """A sheet with its columns found; ``columns`` by their place."""

    sheet: Sheet
    columns: Mapping[int, Column]
    named: frozenset[int]
    """Where a name stands above, known or not."""
    rows: Iterator[CellRow]

    def at(self, header: str) -> int:
        """Where a column stands; the first column when the sheet lacks it."""
        return next((i for i, c in self.columns.items() if c.header == header), 0)


@contextmanager
def opened_sheet(path: Path) -> Iterator[tuple[Sheet, Iterator[CellRow], tuple[str, ...]]]:
    """The sheet, its rows, and its merged cells.

    Raises:
        UsageError: when there is no such file, or it is no spreadsheet.
        HandoutsError: when it cannot be read, or is too large.
    """
    match path.suffix.lower():
        case ".csv" | ".txt" | ".tsv":
            sheet = read_csv(path)
            yield sheet, _of_csv(sheet), ()
        case ".xlsx" | ".xlsm":
            with (
                opened(path, largest=_LARGEST, most=_CELLS) as book,
                opened(path, values=False, largest=_LARGEST, most=_CELLS) as formulas,
            ):
                name = _sheet_name([s.title for s in book.worksheets], path)
                rows = _cells(book[name], formulas[name], path.name)
                yield Sheet(path.name, name, iter(())), rows, merged_ranges(path, name)
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


def _of_csv(sheet: Sheet) -> Iterator[CellRow]:
    for number, row in sheet.rows:
        _refuse_large(number, len(row), sheet.file)
        yield number, tuple(Cell(value) for value in row)


def _refuse_large(number: int, cells: int, file: str) -> None:
    if number > MOST_ROWS or cells > MOST_COLUMNS:
        refuse(
            "too-large",
            f"the sheet has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns",
            "Delete the rows and columns that are not needed; a role takes one row",
            Span(file, number, 1),
        )


def _sheet_name(names: list[str], path: Path) -> str:
    if not names:
        refuse("no-sheet", "the workbook has no sheet", "Choose another file", Span(path.name))
    return next((n for n in names if n.strip().lower() == "roles"), names[0])


def _cells(values: object, formulas: object, file: str) -> Iterator[CellRow]:
    """The cells of both readings of a sheet: results, and whether a formula gives them."""
    for sheet in (values, formulas):
        sheet.reset_dimensions()  # type: ignore[attr-defined]
    pairs = zip(values.iter_rows(), formulas.iter_rows(), strict=True)  # type: ignore[attr-defined]
    for number, (row, sources) in sound(enumerate(pairs, 1), file):
        if number > MOST_ROWS and all(cell.value is None for cell in row):
            continue
        _refuse_large(number, len(row), file)
        yield (
            number,
            tuple(
                Cell(cell.value, source.data_type == "f", cell.number_format or "General")
                if cell.value is not None or source.value is not None
                else Cell(None)
                for cell, source in zip(row, sources, strict=True)
            ),
        )


def find_columns(
    sheet: Sheet, rows: Iterator[CellRow], library: Library, checker: Checker
) -> RoleTable:
    """The row of column names: the first that names a title or a SOC code."""
    used = {d for role in library.roles.values() for d in role.dimensions}
    known = by_name(known_columns(library.dimensions, sorted(used)), library.dimensions)
    for number, row in rows:
        names = [_folded(cell.value) for cell in row]
        if known.keys() & set(names) & _NAMING:
            columns = _columns(number, row, names, known, checker)
            named = frozenset(at for at, name in enumerate(names) if name)
            return RoleTable(sheet, columns, named, rows)
        if number >= _HEAD_WITHIN:
            break
    raise HandoutsError(
        Diagnostic(
            "missing-column",
            "no row names the columns, such as `title`, `plural`, `soc`, `summary`",
            "Start from `handouts export roles FILE`, which writes the columns of this project",
            Span(sheet.file, 1, 1),
        )
    )


def _folded(value: object) -> str:
    return " ".join(str(value or "").split()).lower()


def _columns(
    row: int, cells: tuple[Cell, ...], names: list[str], known: dict[str, Column], checker: Checker
) -> dict[int, Column]:
    columns: dict[int, Column] = {}
    for at, name in enumerate(names):
        if not name:
            continue
        column = known.get(name)
        if column is None:
            checker.fault(
                row, at, "unknown-column", f"there is no column {quoted(str(cells[at].value))}",
                suggestion(name, known, "Delete it, or add a dimension of that name to `data/dimensions.yaml`"),
            )  # fmt: skip
        elif column in columns.values():
            checker.fault(
                row, at, "duplicate-column", f"the column {quoted(column.header)} is there twice",
                "Delete one of the two columns",
            )  # fmt: skip
        else:
            columns[at] = column
    return columns


_AREA = re.compile(r"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)")


def refuse_merged(checker: Checker, merges: tuple[str, ...]) -> frozenset[tuple[int, int]]:
    """Note merged cells; all that they cover, by row and column, says nothing of its own."""
    covered: set[tuple[int, int]] = set()
    for area in merges[:_MOST_MERGES]:
        found = _AREA.fullmatch(area)
        assert found is not None
        left, right = _column(found[1]), min(_column(found[3]), MOST_COLUMNS)
        top, bottom = int(found[2]), min(int(found[4]), MOST_ROWS)
        covered |= {(row, at) for row in range(top, bottom + 1) for at in range(left, right + 1)}
        checker.fault(
            top, left, "merged-cells", f"the cells {area} are merged into one",
            "Unmerge them, and write the value into every row that it is meant for",
        )  # fmt: skip
    return frozenset(covered)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
