"""``handouts import roles``: a spreadsheet that a counselor filled in becomes role files."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from handouts.diagnostics import HandoutsError
from handouts.exchange.proposal import Proposal
from handouts.exchange.roles.columns import NEEDED, Known
from handouts.exchange.roles.files import read_roles, with_role
from handouts.exchange.roles.merging import DetailCountError, RowResult, merged
from handouts.exchange.roles.sheet import RoleTable, opened_table
from handouts.exchange.tables.cells import Cell
from handouts.exchange.yaml_files.writing import Tree, written
from handouts.load import load
from handouts.load.records.faults import faults_of
from handouts.load.records.marks import known_marks
from handouts.load.yaml_tree.reading import parse_yaml
from handouts.model.records import Role
from handouts.wording import quoted


def propose_roles(root: Path, path: Path) -> Proposal:
    """What importing the sheet would change.

    Raises:
        UsageError: when there is no such file, or it is no spreadsheet.
        HandoutsError: with every faulty cell.
    """
    library = load(root)
    trees = read_roles(root)
    with opened_table(path, library) as table:
        results = _read(table, trees, Known(library.sources, known_marks(root)))
        found = table.reader
    if found.errors:
        raise HandoutsError(*found.errors)
    files = [with_role(root, slug, r.tree, r.changes) for slug, r in results.items() if r.changes]
    return Proposal(tuple(f for f in files if f is not None), tuple(found.found))


@dataclass(frozen=True, slots=True)
class _Row:
    """One row under way: its texts by header; faulty cells are noted, and left out."""

    number: int
    table: RoleTable
    values: Mapping[str, str]
    before: int
    """The errors of the rows above."""

    @property
    def is_sound(self) -> bool:
        """Whether no error of it is known."""
        return len(self.table.reader.errors) == self.before

    def error(self, header: str, code: str, message: str, remedy: str) -> None:
        """Note an error of a cell; of the first where the sheet has no such column."""
        at = self.table.headers.get(header, 0)
        self.table.reader.fault(self.number, at, code, message, remedy)


def _read(
    table: RoleTable, trees: Mapping[str, dict[str, Tree]], known: Known
) -> dict[str, RowResult]:
    results: dict[str, RowResult] = {}
    seen: dict[str, int] = {}
    for number, cells in table.reader.sheet.rows:
        if not any(cell.value is not None or cell.formula for cell in cells):
            continue
        row = _row(number, cells, table, known)
        slug = row.values.get("slug") or slug_of(row.values.get("title") or "")
        old = trees.get(slug, {})
        _refuse_missing(row, slug, is_new=not old)
        _refuse_lone_details(row)
        if slug and slug in seen:
            row.error(
                "slug" if row.values.get("slug") else "title",
                "duplicate-row",
                f"the role {quoted(slug)} stands in row {seen[slug]} already",
                "Delete one of the two rows, or give one another `slug`",
            )
        seen.setdefault(slug, number)
        result = _result(row, slug, old)
        if result is not None:
            results[slug] = result
    return results


def _row(number: int, cells: tuple[Cell, ...], table: RoleTable, known: Known) -> _Row:
    reader = table.reader
    before = len(reader.errors)
    values: dict[str, str] = {}
    for at, column in table.columns.items():
        if any(area.covers(number, at) for area in table.merged):
            continue
        cell = column.as_meant(cells[at] if at < len(cells) else Cell(None))
        text = reader.text(number, at, column.header, cell, column.remedy_of_day(cell))
        fault = column.fault_in(text, known) if text else None
        if fault is not None:
            reader.fault(number, at, *fault)
        elif text is not None:
            values[column.header] = text
    for at, cell in enumerate(cells):
        if cell.value is not None and at not in table.named:
            message = f"{quoted(str(cell.value))} stands in no column"
            remedy = "Delete it, or put a field that holds the delimiter in quotes"
            reader.fault(number, at, "extra-cell", message, remedy)
            break
    return _Row(number, table, values, before)


def _refuse_missing(row: _Row, slug: str, *, is_new: bool) -> None:
    """A role needs a title, its plural and a summary."""
    for header in NEEDED:
        if header not in row.table.headers:
            if is_new and slug:
                message = f"{quoted(slug)} is new, and the sheet has no column {quoted(header)}"
                remedy = "Add the column, or correct the name of the role"
                row.error(header, "missing-column", message, remedy)
                return
        elif row.values.get(header) == "":
            more = "; write `unknown` for a summary that nobody has written yet"
            remedy = f"Fill it in{more if header == 'summary' else ''}"
            row.error(header, "missing-value", f"{quoted(header)} is empty", remedy)


def _refuse_lone_details(row: _Row) -> None:
    """Sources and dates of a fact that is not there would be lost without a word."""
    for column in row.table.columns.values():
        is_detail = column.detail and column.key and column.key not in NEEDED
        if is_detail and row.values.get(column.key) == "" and row.values.get(column.header):
            row.error(
                column.header,
                "missing-value",
                f"{quoted(column.header)} is filled in, and {quoted(column.key)} is empty",
                f"Fill in {quoted(column.key)} too, or empty this cell",
            )


def slug_of(title: str) -> str:
    """The name of the file of a role: ``EKG Technician`` is ``ekg-technician``."""
    bare = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", bare))


def _result(row: _Row, slug: str, old: dict[str, Tree]) -> RowResult | None:
    """The role with the row in it; what only follows from a faulty cell is not said."""
    table = row.table
    try:
        result = merged(slug, old, row.values, list(table.columns.values()))
    except DetailCountError as fault:
        header = str(fault)
        if row.is_sound:
            message = f"{quoted(header)} has another number of lines than its list has entries"
            remedy = "Write one line that holds for all entries, or one for each, with `-` for none"
            row.error(header, "wrong-count", message, remedy)
        return None
    if result.changes:
        _note_faults(row, slug, result.tree)
    for key in result.unsourced:
        message = f"the text of {quoted(key)} changes, and its sources and dates stay"
        remedy = f"Check that they say so; add a column `{key}.sources` to change them"
        table.reader.note(row.number, table.headers.get(key, 0), "sources-kept", message, remedy)
    return result


def _note_faults(row: _Row, slug: str, tree: dict[str, Tree]) -> None:
    """What keeps the role from being loaded, at its cells; else at the row, if that is sound."""
    node = parse_yaml("\n".join(written(tree)) + "\n", "").root
    try:
        Role.model_validate(node)
    except ValidationError as error:
        found = faults_of(error, Role, node)
        # a detail of a list holds for many of its entries
        faults = dict.fromkeys((_header(f.path), replace(f.diagnostic, span=None)) for f in found)
        is_sound = row.is_sound
        for header, said in faults:
            if header in row.table.headers:
                row.error(header, said.code, said.message, said.remedy)
            elif is_sound:
                row.error(header, said.code, f"{quoted(slug)}: {said.message}", said.remedy)


def _header(path: tuple[str, ...]) -> str:
    """The column of a place in a role: ``dimensions``, ``training``, ``checked`` is ``training.checked``."""
    steps = (s for s in path if not s.isdigit() and s not in {"defaults", "dimensions", "text"})
    return ".".join(steps)
