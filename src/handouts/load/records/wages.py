"""Tables of wages: a row for each occupation and area, every figure with its place and source."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.frozen import dataclass
from handouts.load.records.findings import Findings
from handouts.load.records.reading import WHOLE_FILE, file_name, files_in
from handouts.load.yaml_tree.tables import rows_of, wrong_count, wrong_delimiter
from handouts.load.yaml_tree.texts import LARGEST_TABLE, read_text
from handouts.model.base import SOC_CODE, UNKNOWN, Fact, Text
from handouts.model.records.places import PlaceAxis
from handouts.model.records.values import sign_of
from handouts.model.records.wage_tables import OEWS, WageColumns, WageTables
from handouts.model.wages import MARKERS, RISING, SPREAD, Figure, Spread, Wage
from handouts.wording import listed, quoted, suggestion

_FOLDER = "data/wages"
_KIND = "wages"

_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,4})?|[0-9]{1,3}(,[0-9]{3}){1,2}(\.[0-9]{1,4})?")
_FORMULA = re.compile(r"[=@]|[+-]\s*[A-Za-z($]")

MOST_ROWS = 50_000
"""Rows of one table: those of all occupations in all states are 37,000 (BLS, May 2024)."""

WageKey = tuple[str, str]
"""Code of the occupation, and area."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A table's file, and where its columns stand."""

    file: str
    columns: dict[str, int]
    width: int
    form: "_Form"


@dataclass(frozen=True, slots=True)
class _Form:
    """How the tables of a project are read."""

    tables: WageTables
    axis: PlaceAxis

    @property
    def columns(self) -> WageColumns:
        return self.tables.columns or OEWS

    @property
    def is_oews(self) -> bool:
        return self.tables.columns is None

    @property
    def country(self) -> str:
        """Whose readers the signs of currencies are for."""
        return str(self.axis.whole.code)

    @property
    def named(self) -> tuple[str, ...]:
        """The columns that a table must have, as its first row writes them, in small letters."""
        of = self.columns
        single = (of.place, of.occupation, of.release, of.source, of.currency, of.employment)
        spreads = (getattr(one, field) for one in (of.hour, of.year) for field in SPREAD)
        return tuple(dict.fromkeys(str(n).strip().lower() for n in (*single, *spreads) if n))


def read_wages(
    root: Path, tables: WageTables, axis: PlaceAxis, findings: Findings
) -> dict[WageKey, Wage]:
    """All sound rows of ``data/wages/*.csv``."""
    wages: dict[WageKey, Wage] = {}
    form = _Form(tables, axis)
    for path in files_in(root, _FOLDER, findings):
        if path.suffix != ".csv" or path.name.startswith("."):
            continue
        file = file_name(_FOLDER, path)
        try:
            _read_table(read_text(path, file, LARGEST_TABLE), file, form, wages, findings)
        except HandoutsError as fault:
            findings.blame(_KIND, WHOLE_FILE, *fault.diagnostics)
    return wages


def _read_table(
    text: str, file: str, form: _Form, wages: dict[WageKey, Wage], findings: Findings
) -> None:
    rows = _rows(text, file)
    line, head = next(rows, (1, []))
    table = _table(head, file, line, form)
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
    return rows_of(text, file)


def _too_many_rows(rows: int, file: str) -> Diagnostic:
    return Diagnostic(
        "too-many-values",
        f"the table has {rows:,} rows; {MOST_ROWS:,} are the most",
        "Leave out the occupations that no role of the project has",
        Span(file, MOST_ROWS + 1, 1),
    )


def _table(head: list[str], file: str, line: int, form: _Form) -> _Table:
    names = [name.strip().lower() for name in head]
    if not names:
        raise HandoutsError(_empty(Span(file, 1, 1)))
    if len(names) == 1:
        raise HandoutsError(wrong_delimiter(names[0], file, line))
    faults = [
        *_repeated_columns(names, file, line, form),
        *_missing_columns(names, file, line, form),
    ]
    if faults:
        raise HandoutsError(*faults)
    return _Table(file, {name: i for i, name in enumerate(names)}, len(names), form)


def _repeated_columns(names: list[str], file: str, line: int, form: _Form) -> list[Diagnostic]:
    return [
        Diagnostic(
            "duplicate-column",
            f"the column {quoted(name)} stands here twice",
            "Delete one of the two columns",
            Span(file, line, i + 1),
        )
        for i, name in enumerate(names)
        if name in names[:i] and name in form.named
    ]


def _missing_columns(names: list[str], file: str, line: int, form: _Form) -> list[Diagnostic]:
    others = [n for n in names if n not in form.named]
    return [
        Diagnostic(
            "missing-column",
            f"the column {quoted(name)} is missing",
            suggestion(
                name,
                others,
                f"Add it; a table needs the columns {listed(form.named, 'and')}, or say in "
                "`handouts.yaml` under `wages: {columns: …}` which columns yours has",
            ),
            Span(file, line, 1),
        )
        for name in form.named
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
        findings.blame(
            _KIND, WHOLE_FILE, wrong_count(fields, table.width, Span(table.file, line, 1))
        )
        return None
    row = _Row(fields, line, table, [])
    form, of = table.form, table.form.columns
    occupation = row.checked(_lower(of.occupation), *_OCCUPATION[form.is_oews])
    axis = form.axis
    code = f"Write the code of a {axis.kind}" + (
        f", or `{axis.whole.code}`" if axis.whole.code else ""
    )
    area = row.checked(_lower(of.place), _AREA.fullmatch, code)
    release = _constant(
        row, of.release, form.tables.release, "Write the release, such as `May 2025`"
    )
    source = _constant(
        row, of.source, form.tables.source, "Write the id of a source in `data/sources.yaml`"
    )
    currency = _constant(row, of.currency, form.tables.currency or axis.currency, _CURRENCY_REMEDY)
    sign = sign_of(str(currency), form.country)
    figures = _Figures(row, release, source, sign)
    employment = figures.of(of.employment)
    year, hour = (
        Spread(**{field: figures.of(getattr(columns, field)) for field in SPREAD})
        for columns in (of.year, of.hour)
    )
    if row.faults:
        findings.blame(_KIND, f"{occupation}/{area}", *row.faults)
        return None
    span = Span(table.file, line, 1)
    return Wage(occupation, area, str(release), str(source), employment, year, hour, span)


_AREA = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
_OCCUPATION: dict[bool, tuple[Callable[[str], object], str]] = {
    True: (SOC_CODE.fullmatch, "Write the SOC code, such as `31-9092`"),
    False: (bool, "Write the code of the occupation, as roles have it"),
}
"""What an occupation's code is in BLS's tables, and in others."""

_CURRENCY_REMEDY = "Write the ISO 4217 code of the currency, such as `CAD`"


def _lower(column: Text) -> str:
    return str(column).strip().lower()


def _constant(row: _Row, column: Text | None, otherwise: Text | None, remedy: str) -> Text:
    """What a column says, else what holds for all rows."""
    if column is not None:
        name = _lower(column)
        return Text(row.checked(name, bool, remedy), row.place(name))
    if otherwise is None:
        place = Span(row.table.file, row.line, 1)
        where = (
            "Map a column to it in `handouts.yaml` under `wages`, or write it there for all rows"
        )
        row.faults.append(Diagnostic("missing-column", f"it is not said: {remedy}", where, place))
    return otherwise or Text("")


@dataclass(frozen=True)
class _Figures:
    """The figures of a row."""

    row: _Row
    release: Text
    source: Text
    sign: str

    @cached_property
    def absent(self) -> Figure:
        """That of every column which the tables do not have."""
        fact = Fact(text=Text(UNKNOWN), sources=(self.source,), as_of=self.release)
        return Figure(None, "", fact, self.sign)

    def of(self, column: Text | None) -> Figure:
        """The figure of a column; an unpublished one where the tables have no such column."""
        if column is None:
            return self.absent
        return _figure(self.row, _lower(column), self.release, self.source, self.sign)


def _figure(row: _Row, column: str, release: Text, source: Text, sign: str) -> Figure:
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
    fact = Fact(text=Text(written, place), sources=(source,), as_of=Text(str(release)))
    return Figure(value, marker, fact, sign)


def _keep(wage: Wage, wages: dict[WageKey, Wage], findings: Findings) -> None:
    key = (wage.occupation, wage.area)
    first = wages.get(key)
    if first is not None:
        findings.error(
            (_KIND, f"{wage.occupation}/{wage.area}"),
            "duplicate-row",
            f"{quoted(wage.occupation)} in {quoted(wage.area)} stands in {first.span} already",
            "Delete one of the two rows",
            wage.span,
        )
        return
    wages[key] = wage
    _warn_unless_rising(wage, findings)


def _warn_unless_rising(wage: Wage, findings: Findings) -> None:
    for spread in (wage.year, wage.hour):
        known = [f for f in (getattr(spread, name) for name in RISING) if f.value is not None]
        for lower, upper in pairwise(known):
            if upper.value < lower.value:
                findings.warn(
                    "falling-wages",
                    f"{quoted(str(upper.fact.text))} is lower than the figure before it",
                    "Compare the row with the published table",
                    upper.span,
                )
