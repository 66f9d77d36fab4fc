"""Cells of a spreadsheet and their places, for people: sheet, cell and value."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from handouts.diagnostics import Diagnostic, HandoutsError, Severity, Span
from handouts.wording import quoted

Row = tuple[int, tuple[object, ...]]
"""The row's number, from 1, and its values as they were read: text, numbers, days, or nothing."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet under way: its rows are read as they are asked for."""

    file: str
    name: str
    """Empty for a CSV file, which has one sheet without a name."""
    rows: Iterator[Row]

    def cell(self, row: int, column: int) -> str:
        """``cell B7 of sheet `roles```; the column counts from 0."""
        sheet = f" of sheet {quoted(self.name)}" if self.name else ""
        return f"cell {letters(column)}{row}{sheet}"

    def fault(
        self,
        row: int,
        column: int,
        code: str,
        message: str,
        remedy: str,
        *,
        severity: Severity = Severity.ERROR,
    ) -> Diagnostic:
        """A diagnostic of one cell; the column counts from 0."""
        span = Span(self.file, row, column + 1)
        return Diagnostic(code, f"{self.cell(row, column)}: {message}", remedy, span, severity)


def letters(column: int) -> str:
    """A column's letters as spreadsheets show them; counts from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def refuse(code: str, message: str, remedy: str, span: Span | None) -> NoReturn:
    """Stop with one diagnostic.

    Raises:
        HandoutsError: always.
    """
    raise HandoutsError(Diagnostic(code, message, remedy, span))
