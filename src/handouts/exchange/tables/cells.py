"""Cells of a spreadsheet: their places, for people, and the texts that were meant in them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final, Generic, NamedTuple, NoReturn, TypeVar

from handouts.characters import INVISIBLE, invisible
from handouts.diagnostics import Diagnostic, HandoutsError, Severity, Span, ranges
from handouts.exchange.tables.shown import UnknownFormatError, shown
from handouts.wording import quoted

Row = tuple[int, tuple[object, ...]]
"""The row's number, from 1, and its values as they were read: text, numbers, days, or nothing."""

T = TypeVar("T")

AS_TEXT: Final = "Format the column as text, and type it again"
MOST_MERGES: Final = 20
"""Merged cells that are named; the table is refused for the first of them."""

_ERROR_VALUE: Final = re.compile(r"#(REF|N/A|NAME\?|VALUE|DIV/0|NUM|NULL)!?")
_AREA: Final = re.compile(r"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the spreadsheet holds it."""

    value: object
    formula: bool = False
    format: str = "General"
    """The number format, which tells ``May 2025`` from ``1 May 2025``."""


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T]):
    """One sheet under way: its rows are read as they are asked for, each with its number from 1."""

    file: str
    name: str
    """Empty for a CSV file, which has one sheet without a name."""
    rows: Iterator[tuple[int, tuple[T, ...]]]

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


class Area(NamedTuple):
    """Cells that are merged into one: the outermost rows, from 1, and columns, from 0."""

    name: str
    top: int
    left: int
    bottom: int
    right: int

    def covers(self, row: int, column: int) -> bool:
        """Whether a cell is one of them."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(slots=True)
class CellReader:
    """Reads cells of one sheet as texts, and gathers what is wrong with them."""

    sheet: Sheet[Cell]
    found: list[Diagnostic] = field(default_factory=list)
    takes_days: bool = False
    """Whether a day is read as the sheet shows it; else a text was meant where one stands."""

    @property
    def errors(self) -> list[Diagnostic]:
        """What keeps the sheet from being taken."""
        return [one for one in self.found if one.is_error]

    def fault(self, row: int, at: int, code: str, message: str, remedy: str) -> None:
        """Note an error of a cell."""
        self.found.append(self.sheet.fault(row, at, code, message, remedy))

    def note(self, row: int, at: int, code: str, message: str, remedy: str) -> None:
        """Note what a person should know of a cell that is taken."""
        self.found.append(
            self.sheet.fault(row, at, code, message, remedy, severity=Severity.WARNING)
        )

    def text(self, row: int, at: int, column: str, cell: Cell, remedy: str = AS_TEXT) -> str | None:
        """What a cell shows, empty when that is nothing; ``None`` when it has a fault.

        ``column`` is what its column is called, ``remedy`` what to do about a day that stands where
        text is wanted, as spreadsheet programs make one of `11-21`.
        """
        if cell.formula and not self._has_result(row, at, cell):
            return None
        match cell.value:
            case str() as text if _ERROR_VALUE.fullmatch(text):
                message = f"the spreadsheet shows the error {quoted(text)} here"
                self.fault(row, at, "error-value", message, "Mend the formula, or type the value")
                return None
            case bool() as answer if not self.takes_days:
                return "yes" if answer else "no"
            case date() | time() if self.takes_days:
                return self.shown(row, at, cell)
            case time():
                self.fault(row, at, "date-for-text", "a time of day stands here", AS_TEXT)
                return None
            case date() as day:
                message = (
                    f"the spreadsheet program has made a date of {quoted(column)}: `{day:%Y-%m-%d}`"
                )
                self.fault(row, at, "date-for-text", message, remedy)
                return None
            case value:
                return self.shown(row, at, cell) if value is not None else ""

    def shown(self, row: int, at: int, cell: Cell) -> str | None:
        """A cell's value as its number format shows it; ``None`` when that is not known."""
        try:
            return self._visible(row, at, shown(cell.value, cell.format))
        except UnknownFormatError as fault:
            message = f"what the format {quoted(cell.format)} shows here is not known: {fault}"
            self.fault(row, at, "number-format", message, AS_TEXT)
            return None

    def _has_result(self, row: int, at: int, cell: Cell) -> bool:
        if cell.value is None or cell.value == "":
            remedy = "Type the result in its place, or save the file in the spreadsheet program"
            self.fault(row, at, "formula", "a formula stands here, without its result", remedy)
            return False
        message = f"a formula stands here; its result {quoted(str(cell.value))} is taken"
        remedy = "Type the result in its place if it should not change"
        self.note(row, at, "formula", message, remedy)
        return True

    def _visible(self, row: int, at: int, text: str) -> str | None:
        """The text on lines of its own, if all of it can be seen."""
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
        text = text.replace("\xa0", " ").strip()
        found = INVISIBLE.search(text)
        character = found[0] if found else "\t" if "\t" in text else ""
        if not character:
            return text
        remedy = "Delete it, and type the text around it again"
        self.fault(row, at, "control-character", f"{invisible(character)} stands here", remedy)
        return None

    def refuse_merged(self, ranges: Iterable[str]) -> tuple[Area, ...]:
        """Note merged cells, such as ``B3:B5``; what they cover says nothing of its own."""
        areas = tuple(map(_area, ranges))[:MOST_MERGES]
        for area in areas:
            message = f"the cells {area.name} are merged into one"
            remedy = "Unmerge them, and write the value into every row that it is meant for"
            self.fault(area.top, area.left, "merged-cells", message, remedy)
        return areas


def hidden_rows(sheet: Sheet[Cell], lines: Sequence[int]) -> Diagnostic:
    """That rows which nobody sees are left out."""
    many = len(lines) > 1
    return Diagnostic(
        "hidden-rows",
        f"row{'s' if many else ''} {ranges(lines)} of sheet `{sheet.name}` "
        f"{'are' if many else 'is'} hidden or filtered out, and left out here too",
        "Show the rows, or clear the filter, if they are meant too",
        Span(sheet.file, lines[0]),
        Severity.WARNING,
    )


def _area(name: str) -> Area:
    found = _AREA.fullmatch(name)
    assert found is not None
    return Area(name, int(found[2]), _number(found[1]), int(found[4]), _number(found[3]))


def letters(column: int) -> str:
    """A column's letters as spreadsheets show them; counts from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _number(letters: str) -> int:
    """The column of these letters; counts from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def refuse(code: str, message: str, remedy: str, span: Span | None) -> NoReturn:
    """Stop with one diagnostic.

    Raises:
        HandoutsError: always.
    """
    raise HandoutsError(Diagnostic(code, message, remedy, span))
