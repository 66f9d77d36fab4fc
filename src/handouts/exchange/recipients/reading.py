"""The rows of a table as they are shown: of a CSV file, or of one sheet of a workbook."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from handouts.characters import INVISIBLE, invisible
from handouts.diagnostics import Diagnostic, Severity, Span, UsageError
from handouts.exchange.recipients.heads import known_names
from handouts.exchange.recipients.sheets import SheetChoice
from handouts.exchange.tables.cells import Cell, CellReader, Sheet, hidden_rows, letters, refuse
from handouts.exchange.tables.csv_files import (
    decoded,
    legacy_notice,
    legacy_text,
    read_bytes,
    rows_of_text,
)
from handouts.exchange.tables.looks import Looks
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
_SHORTENED: Final = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{2}")
"""A long number as a spreadsheet program shows it in a narrow column, and saves it in CSV."""

_KEPT_TEXT: Final = re.compile(r'="((?:[^"]|"")*)"')
"""How CSV files keep a spreadsheet program from taking a text for a number: ``="00123"``."""

_OWN_DAYS: Final = frozenset({"d-mmm", "mmm-yy"})
"""The formats that Excel gives to what it takes for a day by itself, such as `3-4`."""


class Line(NamedTuple):
    """A row that is not empty: the line at which it stands, from 1, what its cells show, their faults."""

    line: int
    texts: Sequence[str]
    faults: Mapping[int, Diagnostic] = {}
    """By the place of the cell, from 0."""


@dataclass(slots=True)
class Table:
    """A table under way; what there is to say of it is known when its lines were read."""

    file: str
    lines: Iterator[Line]
    notices: list[Diagnostic] = field(default_factory=list)
    reader: CellReader | None = None
    looks: Looks = field(default_factory=Looks)

    def merged_below(self, head: int) -> list[Diagnostic]:
        """Merged cells from the heads on; above them a title may stretch as it likes."""
        if self.reader is None:
            return []
        areas = self.reader.refuse_merged(self.looks.merged)
        found, self.reader.found = self.reader.found, []
        return [f for area, f in zip(areas, found, strict=True) if area.bottom >= head]

    def hidden_among(self, names: Sequence[str], head: int) -> Iterator[Diagnostic]:
        """Columns that nobody sees, at their heads: they are read all the same, and that is said."""
        for at in sorted(at for at in self.looks.hidden_columns if at < len(names)):
            yield Diagnostic(
                "hidden-column",
                f"the column `{names[at]}` ({letters(at)}) is hidden, and is read all the same",
                "Delete it from a copy of the table if it is not meant for anybody",
                Span(self.file, head, at + 1),
                Severity.WARNING,
            )


def table_of(path: Path, sheet: str | None = None) -> Table:
    """A CSV file, or the sheet of a workbook that is named, or that looks like a table of recipients.

    Raises:
        UsageError: when there is no such file.
        HandoutsError: when it is no table.
    """
    table = Table(path.name, iter(()))
    is_workbook = _is_workbook(path)
    if sheet is not None and not is_workbook:
        raise UsageError(
            Diagnostic(
                "unknown-sheet",
                f"`{path.name}` is a CSV file, and has no sheet `{sheet}`",
                "Leave out `--sheet`, or name a workbook",
            )
        )
    lines = _of_workbook(path, sheet, table) if is_workbook else _of_csv(path, table)
    table.lines = (line for line in lines if any(line.texts) or line.faults)
    return table


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


def clean(text: str) -> str:
    """Without blanks at the ends of its lines; empty lines are left out."""
    lines = (_BLANKS.sub(" ", line).strip() for line in _LINE_ENDS.split(text))
    return "\n".join(line for line in lines if line)


def _as_shown(field: str) -> str:
    kept = _KEPT_TEXT.fullmatch(field)
    return kept[1].replace('""', '"') if kept else field


def _of_csv(path: Path, table: Table) -> Iterator[Line]:
    file, data = path.name, read_bytes(path, _LARGEST)
    text = legacy_text(data)
    if text is not None:
        table.notices.append(legacy_notice(text, file))
    for _, line, fields in rows_of_text(text or decoded(data, file), file):
        texts = [clean(_as_shown(one)) for one in fields]
        table.notices += _noted(fields, Span(file, line))
        yield Line(line, texts, dict(_unseen(texts, file, line)))


def _unseen(cells: Sequence[str], file: str, line: int) -> Iterator[tuple[int, Diagnostic]]:
    for at, cell in enumerate(cells):
        found = None if cell.isascii() else INVISIBLE.search(cell)
        if found:
            yield (
                at,
                Diagnostic(
                    "control-character",
                    f"{invisible(found[0])} stands in this field",
                    "Delete it, and type the text around it again",
                    Span(file, line, at + 1),
                ),
            )


def _noted(fields: Iterable[str], row: Span) -> Iterator[Diagnostic]:
    """What prints otherwise than it was meant, and can only be said."""
    for number, text in enumerate(fields, 1):
        place = Span(row.file, row.line, number)
        if _SHORTENED.fullmatch(text.strip()):
            yield Diagnostic(
                "shortened-number",
                f"`{text.strip()}` is a number that the spreadsheet program has shortened",
                "Format the column as text, and type the number again",
                place,
                Severity.WARNING,
            )


def _of_workbook(path: Path, name: str | None, table: Table) -> Iterator[Line]:
    """Results of formulas count; what a cell shows is read, and hidden rows are passed over."""
    choice = SheetChoice(path.name, name, table.notices)
    with opened_sheet(path, choice, largest=_UNPACKED, most=_CELLS) as (sheet, looks):
        table.reader = CellReader(sheet, takes_days=True)
        table.looks = looks
        yield from _of_sheet(table.reader, table)


def _of_sheet(reader: CellReader, table: Table) -> Iterator[Line]:
    hidden = []
    headed = False
    for line, row in reader.sheet.rows:
        if line > MOST_ROWS:
            refuse(
                "too-large",
                f"the sheet has more than {MOST_ROWS:,} rows",
                "Delete the empty rows under the last recipient, or split the table",
                Span(reader.sheet.file, line, 1),
            )
        names = 0 if headed else known_names([str(c.value) for c in row if c.value is not None])
        headed = headed or names > 0
        # heads name the columns also where nobody sees them: without them a recipient would
        if line in table.looks.hidden_rows and not names:
            hidden += [line] if any(cell.value is not None for cell in row) else []
        else:
            yield _line(reader, line, row, table.notices)
    if hidden:
        table.notices.append(hidden_rows(reader.sheet, hidden))


def _line(reader: CellReader, line: int, row: Sequence[Cell], notices: list[Diagnostic]) -> Line:
    texts: list[str] = []
    faults: dict[int, Diagnostic] = {}
    for at, cell in enumerate(row):
        texts.append(_shown(reader, line, at, cell))
        faults |= {at: reader.errors[0]} if reader.errors else {}
        reader.found.clear()
        if not isinstance(cell.value, str) and cell.format in _OWN_DAYS and texts[-1]:
            notices.append(_own_day(reader.sheet, line, at, texts[-1]))
    return Line(line, texts, faults)


def _shown(reader: CellReader, line: int, at: int, cell: Cell) -> str:
    """What a cell shows; empty, and its fault noted, when that is not known."""
    value: Any = cell.value
    if isinstance(value, str):
        cell = Cell(clean(value), cell.formula, cell.format)
    return clean(reader.text(line, at, "this column", cell) or "")


def _own_day(sheet: Sheet[Cell], line: int, at: int, text: str) -> Diagnostic:
    return sheet.fault(
        line,
        at,
        "day-of-its-own",
        f"the spreadsheet program took what was typed for a day; it prints as `{text}`",
        "If no day was meant, format the column as text, and type it again",
        severity=Severity.WARNING,
    )
