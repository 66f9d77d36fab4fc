"""``handouts import roles``: a spreadsheet that a counselor filled in becomes role files."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from handouts.diagnostics import Diagnostic, HandoutsError, Severity, Span, UsageError
from handouts.exchange.cells import Sheet, refuse
from handouts.exchange.csv_tables import read_csv
from handouts.exchange.proposal import Proposal
from handouts.exchange.role_cells import Cell, Checker
from handouts.exchange.role_columns import NEEDED, Column, by_name, known_columns
from handouts.exchange.role_files import read_roles, with_tree
from handouts.exchange.role_rows import DetailCountError, RowResult, merged
from handouts.exchange.workbooks import merged_ranges, opened
from handouts.exchange.yaml_text import Tree, written
from handouts.load import load
from handouts.load.findings import Findings, quoted, suggestion
from handouts.load.records import validated
from handouts.load.texts import MEGABYTE
from handouts.load.yaml_nodes import parse_yaml
from handouts.model.library import Library
from handouts.model.records import Role

MOST_ROWS = 2_000
MOST_COLUMNS = 400
_LARGEST = 40 * MEGABYTE
_HEAD_WITHIN = 10
_NAMING = frozenset({"title", "name", "slug", "id", "soc", "soc code"})
"""A row with one of these is the row of column names."""

CellRow = tuple[int, tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet with its columns found; ``columns`` by their place."""

    sheet: Sheet
    columns: Mapping[int, Column]
    rows: Iterator[CellRow]

    def at(self, header: str) -> int:
        """Where a column stands; the first column when the sheet lacks it."""
        return next((i for i, c in self.columns.items() if c.header == header), 0)


def propose_roles(root: Path, path: Path) -> Proposal:
    """What importing the sheet would change.

    Raises:
        UsageError: when there is no such file, or it is no spreadsheet.
        HandoutsError: with every faulty cell.
    """
    library = load(root)
    trees = read_roles(root)
    with _rows(path) as (sheet, rows, merges):
        checker = Checker(sheet, library.sources, path.suffix.lower() != ".xlsx")
        table = _head(sheet, rows, library, checker)
        _refuse_merged(checker, merges)
        results = _read(table, checker, trees)
    errors = [d for d in checker.found if d.is_error]
    if errors:
        raise HandoutsError(*errors)
    files = [with_tree(root, slug, r.tree, r.changes) for slug, r in results.items() if r.changes]
    return Proposal(tuple(f for f in files if f is not None), tuple(checker.found))


@contextmanager
def _rows(path: Path) -> Iterator[tuple[Sheet, Iterator[CellRow], tuple[str, ...]]]:
    match path.suffix.lower():
        case ".csv" | ".txt" | ".tsv":
            sheet = read_csv(path)
            yield sheet, ((n, tuple(Cell(v) for v in row)) for n, row in sheet.rows), ()
        case ".xlsx" | ".xlsm":
            with opened(path, largest=_LARGEST) as book, opened(path, values=False) as formulas:
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


def _sheet_name(names: list[str], path: Path) -> str:
    if not names:
        refuse("no-sheet", "the workbook has no sheet", "Choose another file", Span(path.name))
    return next((n for n in names if n.strip().lower() == "roles"), names[0])


def _cells(values: object, formulas: object, file: str) -> Iterator[CellRow]:
    """The cells of both readings of a sheet: results, and whether a formula gives them."""
    for sheet in (values, formulas):
        sheet.reset_dimensions()  # type: ignore[attr-defined]
    pairs = zip(values.iter_rows(), formulas.iter_rows(), strict=True)  # type: ignore[attr-defined]
    for number, (row, sources) in enumerate(pairs, 1):
        if number > MOST_ROWS and all(cell.value is None for cell in row):
            continue
        if number > MOST_ROWS or len(row) > MOST_COLUMNS:
            refuse(
                "too-large",
                f"the sheet has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns",
                "Delete the rows and columns that are not needed; a role takes one row",
                Span(file, number, 1),
            )
        yield (
            number,
            tuple(
                Cell(cell.value, source.data_type == "f", cell.number_format or "General")
                if cell.value is not None or source.value is not None
                else Cell(None)
                for cell, source in zip(row, sources, strict=True)
            ),
        )


def _head(sheet: Sheet, rows: Iterator[CellRow], library: Library, checker: Checker) -> _Table:
    """The row of column names: the first that names a title or a SOC code."""
    used = {d for role in library.roles.values() for d in role.dimensions}
    known = by_name(known_columns(library.dimensions, sorted(used)), library.dimensions)
    for number, row in rows:
        names = [_folded(cell.value) for cell in row]
        if known.keys() & set(names) & _NAMING:
            return _Table(sheet, _columns(number, row, names, known, checker), rows)
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


def _refuse_merged(checker: Checker, merges: tuple[str, ...]) -> None:
    for area in merges:
        letters, digits = re.fullmatch(r"([A-Z]+)([0-9]+):.*", area).groups()  # type: ignore[union-attr]
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - ord("A") + 1
        checker.fault(
            int(digits), column - 1, "merged-cells", f"the cells {area} are merged into one",
            "Unmerge them, and write the value into every row that it is meant for",
        )  # fmt: skip


def _read(
    table: _Table, checker: Checker, trees: dict[str, dict[str, Tree]]
) -> dict[str, RowResult]:
    results: dict[str, RowResult] = {}
    seen: dict[str, int] = {}
    for number, row in table.rows:
        if not any(cell.value is not None or cell.formula for cell in row):
            continue
        before = len(checker.found)
        values = _values(number, row, table, checker)
        slug = values.get("slug") or slug_of(values.get("title") or "")
        old = trees.get(slug, {})
        _refuse_missing(number, values, table, checker, slug, old)
        if slug and slug in seen:
            checker.fault(
                number, table.at("slug" if values.get("slug") else "title"), "duplicate-row",
                f"the role {quoted(slug)} stands in row {seen[slug]} already",
                "Delete one of the two rows, or give one another `slug`",
            )  # fmt: skip
        seen.setdefault(slug, number)
        if not any(d.is_error for d in checker.found[before:]):
            result = _result(number, slug, old, values, table, checker)
            if result is not None:
                results[slug] = result
    return results


def _values(number: int, row: tuple[Cell, ...], table: _Table, checker: Checker) -> dict[str, str]:
    """The texts of the row by header; a faulty cell is noted, and left out."""
    values: dict[str, str] = {}
    for at, column in table.columns.items():
        cell = row[at] if at < len(row) else Cell(None)
        text = checker.text(number, at, column, cell)
        if text is not None:
            values[column.header] = text
    for at, cell in enumerate(row):
        if cell.value is not None and at not in table.columns and at >= _width(table):
            checker.fault(
                number, at, "extra-cell", f"{quoted(str(cell.value))} stands in no column",
                "Delete it, or put a field that holds the delimiter in quotes",
            )  # fmt: skip
            break
    return values


def _width(table: _Table) -> int:
    return max(table.columns, default=-1) + 1


def _refuse_missing(
    number: int,
    values: dict[str, str],
    table: _Table,
    checker: Checker,
    slug: str,
    old: Mapping[str, Tree],
) -> None:
    """A role needs a title, its plural, a SOC code and a summary."""
    present = {c.header for c in table.columns.values()}
    for column in table.columns.values():
        if (
            column.detail
            and column.key
            and values.get(column.key) == ""
            and values.get(column.header)
        ):
            checker.fault(
                number, table.at(column.header), "missing-value",
                f"{quoted(column.header)} is filled in, and {quoted(column.key)} is empty",
                f"Fill in {quoted(column.key)} too, or empty this cell",
            )  # fmt: skip
    for header in NEEDED:
        if header in present and values.get(header) == "":
            checker.fault(
                number, table.at(header), "missing-value", f"{quoted(header)} is empty",
                "Fill it in; write `unknown` for a summary that nobody has written yet"
                if header == "summary" else "Fill it in",
            )  # fmt: skip
        elif header not in present and not old and slug:
            checker.fault(
                number, 0, "missing-column",
                f"{quoted(slug)} is new, and the sheet has no column {quoted(header)}",
                "Add the column, or correct the name of the role",
            )  # fmt: skip
            return


def slug_of(title: str) -> str:
    """The name of the file of a role: ``EKG Technician`` is ``ekg-technician``."""
    bare = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", bare))


def _result(
    number: int,
    slug: str,
    old: dict[str, Tree],
    values: dict[str, str],
    table: _Table,
    checker: Checker,
) -> RowResult | None:
    try:
        result = merged(slug, old, values, list(table.columns.values()))
    except DetailCountError as fault:
        checker.fault(
            number, table.at(str(fault)), "wrong-count",
            f"{quoted(str(fault))} has another number of lines than its list has entries",
            "Write one line that holds for all entries, or one for each, with `-` for none",
        )  # fmt: skip
        return None
    for key in result.unsourced:
        checker.note(
            number, table.at(key), "sources-kept",
            f"the text of {quoted(key)} changes, and its sources and dates stay",
            f"Check that they say so; add a column `{key}.sources` to change them",
        )  # fmt: skip
    return result if _is_sound(number, slug, result, checker) else None


def _is_sound(number: int, slug: str, result: RowResult, checker: Checker) -> bool:
    """Whether the role can be loaded; what the checks of the cells let through is said of the row."""
    if not result.changes:
        return True
    findings = Findings()
    node = parse_yaml("\n".join(written(result.tree)) + "\n", "").root
    validated("roles", slug, node, Role, findings)
    faults = [d for d in findings.diagnostics if d.severity is Severity.ERROR]
    for fault in faults:
        checker.fault(number, 0, fault.code, f"{quoted(slug)}: {fault.message}", fault.remedy)
    return not faults
