"""``handouts import roles``: a spreadsheet that a counselor filled in becomes role files."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from pathlib import Path

from handouts.diagnostics import HandoutsError, Severity
from handouts.exchange.proposal import Proposal
from handouts.exchange.roles.cells import Cell, Checker
from handouts.exchange.roles.columns import NEEDED
from handouts.exchange.roles.files import read_roles, with_tree
from handouts.exchange.roles.rows import DetailCountError, RowResult, merged
from handouts.exchange.roles.sheet import RoleTable, find_columns, opened_sheet, refuse_merged
from handouts.exchange.yaml_files.writing import Tree, written
from handouts.load import load
from handouts.load.records.findings import Findings
from handouts.load.records.reading import validated
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
    with opened_sheet(path) as (sheet, rows, merges):
        checker = Checker(sheet, library.sources, path.suffix.lower() != ".xlsx")
        table = find_columns(sheet, rows, library, checker)
        covered = refuse_merged(checker, merges)
        results = _read(table, checker, trees, covered)
    errors = [d for d in checker.found if d.is_error]
    if errors:
        raise HandoutsError(*errors)
    files = [with_tree(root, slug, r.tree, r.changes) for slug, r in results.items() if r.changes]
    return Proposal(tuple(f for f in files if f is not None), tuple(checker.found))


def _read(
    table: RoleTable,
    checker: Checker,
    trees: dict[str, dict[str, Tree]],
    covered: frozenset[tuple[int, int]],
) -> dict[str, RowResult]:
    results: dict[str, RowResult] = {}
    seen: dict[str, int] = {}
    for number, row in table.rows:
        if not any(cell.value is not None or cell.formula for cell in row):
            continue
        before = len(checker.found)
        merged_here = {at for r, at in covered if r == number}
        values = _values(number, row, table, checker, merged_here)
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


def _values(
    number: int,
    row: tuple[Cell, ...],
    table: RoleTable,
    checker: Checker,
    covered: Collection[int],
) -> dict[str, str]:
    """The texts of the row by header; a faulty cell is noted, and left out."""
    values: dict[str, str] = {}
    for at, column in table.columns.items():
        cell = row[at] if at < len(row) else Cell(None)
        text = None if at in covered else checker.text(number, at, column, cell)
        if text is not None:
            values[column.header] = text
    for at, cell in enumerate(row):
        if cell.value is not None and at not in table.named:
            checker.fault(
                number, at, "extra-cell", f"{quoted(str(cell.value))} stands in no column",
                "Delete it, or put a field that holds the delimiter in quotes",
            )  # fmt: skip
            break
    return values


def _refuse_missing(
    number: int,
    values: dict[str, str],
    table: RoleTable,
    checker: Checker,
    slug: str,
    old: Mapping[str, Tree],
) -> None:
    """A role needs a title, its plural, a SOC code and a summary."""
    present = {c.header for c in table.columns.values()}
    _refuse_lone_details(number, values, table, checker)
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


def _refuse_lone_details(
    number: int, values: dict[str, str], table: RoleTable, checker: Checker
) -> None:
    """Sources and dates of a fact that is not there would be lost without a word."""
    for column in table.columns.values():
        is_detail = column.detail and column.key and column.key not in NEEDED
        if is_detail and values.get(column.key) == "" and values.get(column.header):
            checker.fault(
                number, table.at(column.header), "missing-value",
                f"{quoted(column.header)} is filled in, and {quoted(column.key)} is empty",
                f"Fill in {quoted(column.key)} too, or empty this cell",
            )  # fmt: skip


def slug_of(title: str) -> str:
    """The name of the file of a role: ``EKG Technician`` is ``ekg-technician``."""
    bare = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", bare))


def _result(
    number: int,
    slug: str,
    old: dict[str, Tree],
    values: dict[str, str],
    table: RoleTable,
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
