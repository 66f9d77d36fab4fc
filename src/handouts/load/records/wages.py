"""OEWS tables: one row for each occupation and area, every figure with its place and source."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.load.records.findings import Findings
from handouts.load.records.reading import WHOLE_FILE, file_name, files_in
from handouts.load.yaml_tree.texts import LARGEST_TABLE, read_text
from handouts.model.base import SOC_CODE, Fact, Text
from handouts.model.wages import MARKERS, Figure, Wage
from handouts.wording import listed, quoted, suggestion

_FOLDER = "data/wages"
_KIND = "wages"

_FIGURES = {
    "employment": "tot_emp",
    "hourly_median": "h_median",
    "annual_mean": "a_mean",
    "annual_p10": "a_pct10",
    "annual_p25": "a_pct25",
    "annual_median": "a_median",
    "annual_p75": "a_pct75",
    "annual_p90": "a_pct90",
}
"""Field of ``Wage`` → column of the table."""

_COLUMNS = ("prim_state", "occ_code", "release", "source_id", *_FIGURES.values())

_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,4})?|[0-9]{1,3}(,[0-9]{3}){1,2}(\.[0-9]{1,4})?")
_FORMULA = re.compile(r"[=@]|[+-]\s*[A-Za-z($]")
_AREA = re.compile(r"[A-Z]{2}")
_RISING = ("annual_p10", "annual_p25", "annual_median", "annual_p75", "annual_p90")

MOST_ROWS = 50_000
"""Rows of one table: those of all occupations in all states are 37,000 (BLS, May 2024)."""

WageKey = tuple[str, str]
"""SOC code and area."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A table's file, and where its columns stand."""

    file: str
    columns: dict[str, int]
    width: int


def read_wages(root: Path, findings: Findings) -> dict[WageKey, Wage]:
    """All sound rows of ``data/wages/*.csv``."""
    wages: dict[WageKey, Wage] = {}
    for path in files_in(root, _FOLDER, findings):
        if path.suffix != ".csv" or path.name.startswith("."):
            continue
        file = file_name(_FOLDER, path)
        try:
            _read_table(read_text(path, file, LARGEST_TABLE), file, wages, findings)
        except HandoutsError as fault:
            findings.blame(_KIND, WHOLE_FILE, *fault.diagnostics)
    return wages


def _read_table(text: str, file: str, wages: dict[WageKey, Wage], findings: Findings) -> None:
    rows = _rows(text, file)
    line, head = next(rows, (1, []))
    table = _table(head, file, line)
    filled = False
    for line, row in rows:
        filled = True
        wage = _row(row, line, table, findings)
        if wage is not None:
            _keep(wage, wages, findings)
    if not filled:
        raise HandoutsError(_empty(Span(file, line, 1), "has no row under its head"))


def _empty(place: Span, what: str = "is empty") -> Diagnostic:
    return Diagnostic("empty-file", f"the table {what}", "Fill it in, or delete it", place)


def _rows(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the lines that they start in; blank lines are passed over."""
    if text.count("\n") > MOST_ROWS:
        raise HandoutsError(_too_many_rows(text.count("\n"), file))
    reader = csv.reader(text.split("\n"), strict=True)
    line = 1
    try:
        for row in reader:
            if any(field.strip() for field in row):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as fault:
        long = ", or a field is far too long" if "limit" in str(fault) else ""
        raise HandoutsError(
            Diagnostic(
                "wrong-table",
                f"the row cannot be split into fields; its quote marks do not match{long}",
                'Put a quote mark before and after the field, and write `""` for one inside it',
                Span(file, line, 1),
            )
        ) from fault


def _too_many_rows(rows: int, file: str) -> Diagnostic:
    return Diagnostic(
        "too-many-values",
        f"the table has {rows:,} rows; {MOST_ROWS:,} are the most",
        "Leave out the occupations that no role of the project has",
        Span(file, MOST_ROWS + 1, 1),
    )


def _table(head: list[str], file: str, line: int) -> _Table:
    names = [name.strip().lower() for name in head]
    if not names:
        raise HandoutsError(_empty(Span(file, 1, 1)))
    if len(names) == 1:
        raise HandoutsError(_wrong_delimiter(names[0], file, line))
    faults = [*_repeated_columns(names, file, line), *_missing_columns(names, file, line)]
    if faults:
        raise HandoutsError(*faults)
    return _Table(file, {name: i for i, name in enumerate(names)}, len(names))


def _wrong_delimiter(head: str, file: str, line: int) -> Diagnostic:
    found = next((d for d in (";", "\t", "|") if d in head), "")
    name = {";": "semicolons", "\t": "tabs", "|": "bars"}.get(found, "no commas")
    return Diagnostic(
        "wrong-delimiter",
        f"the columns should be separated by commas, and {name} stand here",
        "Save the table again as CSV with commas between the fields",
        Span(file, line, 1),
    )


def _repeated_columns(names: list[str], file: str, line: int) -> list[Diagnostic]:
    return [
        Diagnostic(
            "duplicate-column",
            f"the column {quoted(name)} stands here twice",
            "Delete one of the two columns",
            Span(file, line, i + 1),
        )
        for i, name in enumerate(names)
        if name in names[:i] and name in _COLUMNS
    ]


def _missing_columns(names: list[str], file: str, line: int) -> list[Diagnostic]:
    others = [n for n in names if n not in _COLUMNS]
    return [
        Diagnostic(
            "missing-column",
            f"the column {quoted(name)} is missing",
            suggestion(
                name, others, f"Add it; a table needs the columns {listed(_COLUMNS, 'and')}"
            ),
            Span(file, line, 1),
        )
        for name in _COLUMNS
        if name not in names
    ]


@dataclass(slots=True)
class _Row:
    """One row under way: its fields by column, and the faults found so far."""

    fields: list[str]
    line: int
    table: _Table
    faults: list[Diagnostic]

    def place(self, column: str) -> Span:
        return Span(self.table.file, self.line, self.table.columns[column] + 1)

    def text(self, column: str) -> str:
        return self.fields[self.table.columns[column]].strip()

    def fault(self, code: str, message: str, remedy: str, column: str) -> None:
        self.faults.append(Diagnostic(code, message, remedy, self.place(column)))

    def checked(self, column: str, wanted: Callable[[str], object], remedy: str) -> str:
        """The text of a column, which must be as wanted."""
        text = self.text(column)
        if not wanted(text):
            found = quoted(text) if text else "empty"
            self.fault("wrong-value", f"{quoted(column)} cannot be {found}", remedy, column)
        return text


def _row(fields: list[str], line: int, table: _Table, findings: Findings) -> Wage | None:
    if len(fields) != table.width:
        findings.blame(_KIND, WHOLE_FILE, _wrong_count(fields, line, table))
        return None
    row = _Row(fields, line, table, [])
    soc = row.checked("occ_code", SOC_CODE.fullmatch, "Write the SOC code, such as `31-9092`")
    area = row.checked(
        "prim_state", _AREA.fullmatch, "Write the two capital letters of the state, or `US`"
    )
    release = row.checked("release", bool, "Write the release, such as `May 2025`")
    source_id = row.checked("source_id", bool, "Write the id of a source in `data/sources.yaml`")
    source = Text(source_id, row.place("source_id"))
    figures = {name: _figure(row, column, release, source) for name, column in _FIGURES.items()}
    if row.faults:
        findings.blame(_KIND, f"{soc}/{area}", *row.faults)
        return None
    return Wage(soc, area, release, source_id, span=Span(table.file, line, 1), **figures)


def _wrong_count(fields: list[str], line: int, table: _Table) -> Diagnostic:
    column = min(len(fields), table.width) + (len(fields) > table.width)
    return Diagnostic(
        "wrong-fields",
        f"the row has {len(fields)} fields, and the table has {table.width} columns",
        "Add the missing commas or take the extra ones out; "
        "put a field that holds a comma in double quotes",
        Span(table.file, line, column),
    )


def _figure(row: _Row, column: str, release: str, source: Text) -> Figure:
    written = row.text(column)
    place = row.place(column)
    value, marker = None, ""
    if written in MARKERS:
        marker = written
    elif _NUMBER.fullmatch(written):
        value = Decimal(written.replace(",", ""))
    elif _FORMULA.match(written):
        row.fault(
            "formula",
            f"{quoted(column)} holds the formula {quoted(written)}",
            "Write the number that it gives: formulas are not worked out",
            column,
        )
    else:
        row.fault(
            "wrong-number",
            f"{quoted(column)} cannot be {quoted(written)}",
            "Write digits only, such as `45690`; or `*` for a figure that was not published, "
            "`#` for one above the top code",
            column,
        )
    fact = Fact(text=Text(written, place), sources=(source,), as_of=Text(release))
    return Figure(value, marker, fact)


def _keep(wage: Wage, wages: dict[WageKey, Wage], findings: Findings) -> None:
    key = (wage.soc, wage.area)
    first = wages.get(key)
    if first is not None:
        findings.error(
            (_KIND, f"{wage.soc}/{wage.area}"),
            "duplicate-row",
            f"{quoted(wage.soc)} in {quoted(wage.area)} stands in {first.span} already",
            "Delete one of the two rows",
            wage.span,
        )
        return
    wages[key] = wage
    _warn_unless_rising(wage, findings)


def _warn_unless_rising(wage: Wage, findings: Findings) -> None:
    figures = [(name, getattr(wage, name)) for name in _RISING]
    known = [(name, f) for name, f in figures if f.value is not None]
    for (_, lower), (name, upper) in pairwise(known):
        if upper.value < lower.value:
            findings.warn(
                "falling-wages",
                f"{quoted(_FIGURES[name])} is lower than the column before it",
                "Compare the row with the published table",
                upper.span,
            )
