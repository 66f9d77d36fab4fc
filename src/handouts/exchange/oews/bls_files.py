"""BLS OEWS workbooks and CSV files: the rows of the occupations that are wanted, cell by cell."""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.exchange.tables.archives import one_member
from handouts.exchange.tables.cells import Sheet, refuse
from handouts.exchange.tables.csv_files import read_csv
from handouts.exchange.tables.workbooks import names_of, opened, rows_of
from handouts.model.base import SOC_CODE
from handouts.model.wages import MARKERS
from handouts.wording import listed, quoted

NATIONAL, STATE, TERRITORY, METROPOLITAN, NONMETROPOLITAN = "1", "2", "3", "4", "6"
"""AREA_TYPE (field descriptions of the workbook)."""

NATION = "US"
"""PRIM_STATE of the nation's rows."""

_KINDS = {NATIONAL: NATIONAL, STATE: STATE, TERRITORY: STATE, METROPOLITAN: METROPOLITAN,
          NONMETROPOLITAN: METROPOLITAN}  # fmt: skip
"""AREA_TYPE → the kind of estimates, each a file of its own at BLS."""

_DIGITS = {METROPOLITAN: 5, NONMETROPOLITAN: 7}
"""Of the codes of areas (BLS, area definitions): `31080`, and `0600001` where no metropolitan area is."""

HOURLY = ("h_mean", "h_pct10", "h_pct25", "h_median", "h_pct75", "h_pct90")
ANNUAL = ("a_mean", "a_pct10", "a_pct25", "a_median", "a_pct75", "a_pct90")
FIGURES = (
    "tot_emp", "jobs_1000", "loc_quotient", "h_mean", "a_mean", *HOURLY[1:], *ANNUAL[1:]
)  # fmt: skip
"""Columns of figures in the order of the project's tables."""

_NEEDED = ("prim_state", "occ_code", "tot_emp", "h_median", "a_mean", *ANNUAL[1:])
_OTHER_NAMES = {
    "st": "prim_state", "group": "o_group", "occ_group": "o_group", "loc_q": "loc_quotient",
    "loc quotient": "loc_quotient", "state": "area_title",
}  # fmt: skip
"""Names of older releases."""

_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?|[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_HEAD_WITHIN = 10
MOST_FAULTS = 100


@dataclass(frozen=True, slots=True)
class OewsRow:
    """One occupation in one area, as the project's tables write it; markers stay."""

    soc: str
    title: str
    area: str
    """Postal code, ``US`` for the nation; of a metropolitan or nonmetropolitan area BLS's code."""
    fips: str
    area_title: str
    group: str
    figures: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OewsFile:
    """The wanted rows of a file by SOC code and area, and its kinds of area."""

    rows: Mapping[tuple[str, str], OewsRow]
    national: bool
    states: bool
    metropolitan: bool = False


@dataclass(slots=True)
class _Reading:
    """One pass over a sheet."""

    sheet: Sheet[object]
    columns: dict[str, int]
    wanted: Collection[str] | None
    areas: Collection[str]
    rows: dict[tuple[str, str], OewsRow] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)

    def value(self, row: tuple[object, ...], column: str) -> object:
        """A cell by its column's name; nothing when the file has no such column."""
        at = self.columns.get(column, -1)
        return row[at] if 0 <= at < len(row) else None

    def text(self, row: tuple[object, ...], column: str) -> str:
        """The same as text."""
        value = self.value(row, column)
        return "" if value is None else str(value).strip()

    def fault(self, row: int, column: str, code: str, message: str, remedy: str) -> None:
        """Note a fault of one cell."""
        at = self.columns[column]
        self.faults.append(
            self.sheet.fault(row, at, code, f"{quoted(column.upper())} {message}", remedy)
        )


def read_oews(path: Path, wanted: Collection[str] | None, areas: Collection[str]) -> OewsFile:
    """The rows of the wanted SOC codes (``None``: all detailed ones) in the wanted areas.

    ``path`` is a workbook, a CSV file, or BLS's zip file with one of them in it.

    Raises:
        UsageError: when there is no such file.
        HandoutsError: with every faulty cell.
    """
    with one_member(path, (".xlsx", ".csv")) as inner, _sheet(inner) as sheet:
        reading = _head(sheet, wanted, areas)
        for number, row in sheet.rows:
            _take(reading, number, row)
            if len(reading.faults) >= MOST_FAULTS:
                break
    if reading.faults:
        raise HandoutsError(*reading.faults)
    kinds = (NATIONAL, STATE, METROPOLITAN)
    return OewsFile(reading.rows, *(kind in reading.kinds for kind in kinds))


@contextmanager
def _sheet(path: Path) -> Iterator[Sheet[object]]:
    """The sheet with the data: BLS's workbooks have field descriptions and filler besides."""
    if path.suffix.lower() == ".csv":
        yield read_csv(path)
        return
    with opened(path) as book:
        name = _with_data(names_of(book, path.name))
        yield Sheet(path.name, name, rows_of(book[name], path.name))


def _with_data(names: list[str]) -> str:
    return next((name for name in names if "data" in name.lower()), names[0])


def _head(sheet: Sheet[object], wanted: Collection[str] | None, areas: Collection[str]) -> _Reading:
    """Find the row of column names, which may stand under a title: the one with most of those needed."""
    number, names = 1, list[str]()
    for at, row in sheet.rows:
        found = _names(row)
        if not names or _needed_in(found) > _needed_in(names):
            number, names = at, found
        if _needed_in(names) >= len(_NEEDED) or at >= _HEAD_WITHIN:
            break
    _refuse_names(names, number, sheet)
    return _Reading(sheet, {name: at for at, name in enumerate(names) if name}, wanted, areas)


def _needed_in(names: list[str]) -> int:
    return sum(name in _NEEDED for name in names)


def _refuse_names(names: list[str], number: int, sheet: Sheet[object]) -> None:
    """Refuse a table without a needed column, or with one that is there twice."""
    missing = [name.upper() for name in _NEEDED if name not in names]
    if missing:
        what = "column" if len(missing) == 1 else "columns"
        where = f"sheet {quoted(sheet.name)}" if sheet.name else "the file"
        refuse(
            "missing-column",
            f"{where} has no {what} {listed(missing, 'and')}"
            if _needed_in(names)
            else f"{where} is no OEWS table: its column names are not there",
            "Use BLS’s file of the nation, the states or the metropolitan areas as it is, such as `state_M2025_dl.xlsx`",
            Span(sheet.file, number, 1),
        )
    twice = next((name for name in _NEEDED if names.count(name) > 1), None)
    if twice:
        refuse(
            "duplicate-column",
            f"the column {quoted(twice.upper())} is there twice",
            "Delete one of the two columns",
            Span(sheet.file, number, len(names) - names[::-1].index(twice)),
        )


def _names(row: tuple[object, ...]) -> list[str]:
    names = [str(v).strip().lower() if v is not None else "" for v in row]
    return [_OTHER_NAMES.get(n, n) if _OTHER_NAMES.get(n) not in names else n for n in names]


def _take(reading: _Reading, number: int, row: tuple[object, ...]) -> None:
    soc = reading.text(row, "occ_code")
    if not SOC_CODE.fullmatch(soc):
        if any(v is not None for v in row):
            _bad_code(reading, number, soc)
        return
    if reading.wanted is not None and soc not in reading.wanted:
        return
    group = reading.text(row, "o_group").lower()
    if not _is_whole_economy(reading, row) or (reading.wanted is None and group != "detailed"):
        return
    kind = _area_type(reading, row)
    area = _area(reading, row, kind)
    if kind not in _KINDS or area not in reading.areas:
        return
    reading.kinds.add(_KINDS[kind])
    figures = {c: _figure(reading, number, row, c) for c in FIGURES}
    found = OewsRow(
        soc,
        reading.text(row, "occ_title"),
        area,
        reading.text(row, "area").zfill(2),
        reading.text(row, "area_title") or area,
        group,
        figures,
    )
    _keep(reading, number, found)


def _area(reading: _Reading, row: tuple[object, ...], kind: str) -> str:
    """What the project calls an area; a code that a spreadsheet took for a number has its zeros again."""
    if kind not in _DIGITS:
        return reading.text(row, "prim_state").upper()
    code = reading.text(row, "area").removesuffix(".0")
    return code.zfill(_DIGITS[NONMETROPOLITAN if len(code) > _DIGITS[METROPOLITAN] else kind])


def _bad_code(reading: _Reading, number: int, code: str) -> None:
    reading.fault(
        number,
        "occ_code",
        "wrong-value",
        f"cannot be {quoted(code) if code else 'empty'}",
        "Import BLS’s own file; a spreadsheet program may have made a date of the SOC code",
    )


def _is_whole_economy(reading: _Reading, row: tuple[object, ...]) -> bool:
    """Whether the row counts all industries: the file of all data has one row for each, too."""
    industry = reading.text(row, "i_group").lower()
    return industry in {"", "cross-industry"}


def _area_type(reading: _Reading, row: tuple[object, ...]) -> str:
    written = reading.text(row, "area_type")
    if written or "area_type" in reading.columns:
        return written.removesuffix(".0")
    if reading.text(row, "prim_state").upper() == NATION:
        return NATIONAL
    return STATE if len(reading.text(row, "area")) <= 2 else METROPOLITAN


def _keep(reading: _Reading, number: int, found: OewsRow) -> None:
    """Keep a row; of a code that is both broad and detailed, the detailed one."""
    key = (found.soc, found.area)
    first = reading.rows.get(key)
    if first is not None and first.group == found.group:
        reading.fault(
            number,
            "occ_code",
            "duplicate-row",
            f"{quoted(found.soc)} in {quoted(found.area)} is there twice",
            "Import BLS’s file as it is",
        )
    elif first is None or found.group == "detailed":
        reading.rows[key] = found


def _figure(reading: _Reading, number: int, row: tuple[object, ...], column: str) -> str:
    """A figure as the project writes it; a marker stays as it is."""
    value = reading.value(row, column)
    written = "" if value is None else str(value).strip()
    if written in MARKERS:
        return written
    if _NUMBER.fullmatch(written):
        return in_form(Decimal(written.replace(",", "")), column)
    reading.fault(
        number,
        column,
        "wrong-number",
        f"cannot be {quoted(written)}",
        "A figure is a number, or one of BLS’s markers `*`, `**`, `#` and `~`",
    )
    return ""


def in_form(value: Decimal, column: str) -> str:
    """A number as BLS prints it: cents, two places of the quotient, whole dollars and jobs."""
    if column in HOURLY or column == "loc_quotient":
        return f"{value:.2f}"
    return f"{value.normalize():f}"


def same_figure(one: str, other: str) -> bool:
    """Whether two fields say the same, such as ``1.2`` and ``1.20``."""
    if one == other:
        return True
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False
