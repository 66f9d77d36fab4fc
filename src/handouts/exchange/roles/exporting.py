"""``handouts export roles``: a spreadsheet of every role, to be filled in and imported again."""

import csv
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from handouts.diagnostics import Diagnostic, HandoutsError, Span, UsageError
from handouts.exchange.roles.columns import (
    FACTS,
    NOTHING,
    OWN,
    TASKS,
    Column,
    known_columns,
)
from handouts.exchange.roles.files import FOLDER, read_roles, text_of
from handouts.exchange.tables.cells import letters
from handouts.exchange.yaml_files.writing import Tree
from handouts.load import load
from handouts.model.records import Dimension
from handouts.write.files import write

SHEET = "roles"
LONGEST_CELL = 32_767
"""Characters; Excel cuts what is longer."""

_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet program takes for a formula when it opens a CSV file."""

_ALWAYS = ("sources", "as_of", "checked")
_EPOCH = (1980, 1, 1, 0, 0, 0)

Grid = list[list[str]]


def export_roles(root: Path, path: Path) -> int:
    """Write the spreadsheet, ``.xlsx`` or ``.csv``; how many roles it has.

    Raises:
        UsageError: when the name ends in something else.
        HandoutsError: when a role's file cannot be read, or the spreadsheet cannot be written.
    """
    return write_grid(role_grid(root), path, SHEET)


def write_grid(grid: Grid, path: Path, name: str) -> int:
    """Write a table, ``.xlsx`` or ``.csv``; how many rows it has under its head.

    Raises:
        UsageError: when the name ends in something else.
        HandoutsError: when it cannot be written.
    """
    kind = path.suffix.lower()
    if kind not in {".xlsx", ".csv"}:
        raise UsageError(
            Diagnostic(
                "wrong-suffix",
                f"`{path.name}` is neither an Excel workbook nor a CSV file",
                "Give it a name that ends in `.xlsx` or `.csv`",
            )
        )
    write(path, as_csv(grid) if kind == ".csv" else as_xlsx(grid, name))
    return len(grid) - 1


def role_grid(root: Path) -> Grid:
    """The sheet as text, its first row the names of the columns."""
    library = load(root)
    trees = read_roles(root)
    used = {d for t in trees.values() for d in _mapping(t.get("dimensions"))}
    columns = [
        column
        for column in known_columns(library.dimensions, sorted(used))
        if _is_used(column, trees, library.dimensions)
    ]
    rows = [[_cell(slug, tree, column) for column in columns] for slug, tree in trees.items()]
    for slug, row in zip(trees, rows, strict=True):
        for column, text in zip(columns, row, strict=True):
            _refuse_long(slug, column, text)
    return [[c.header for c in columns], *rows]


def _is_used(
    column: Column, trees: Mapping[str, dict[str, Tree]], dimensions: Mapping[str, Dimension]
) -> bool:
    """Details, and pay, only where a role has some; the rest as places to fill in."""
    dimension = dimensions.get(column.key)
    by_hand = not column.detail and not (dimension and dimension.of_wages)
    if by_hand or (not column.key and column.detail in _ALWAYS):
        return True
    return any(_cell(slug, tree, column) for slug, tree in trees.items())


def _cell(slug: str, tree: dict[str, Tree], column: Column) -> str:
    if column.key == "slug":
        return slug
    if not column.key:
        return _detail(tree.get("defaults"), column.detail)
    value = value_of(tree, column.key)
    if column.detail:
        return _detail(value, column.detail)
    if isinstance(value, list):
        return "\n".join(" ".join((text_of(item) or "").split()) for item in value)
    return text_of(value) or ""


def value_of(tree: Mapping[str, Tree], key: str) -> Tree:
    """What a role has under a column's key."""
    if key in {*OWN, *FACTS, TASKS}:
        return tree.get(key)
    return _mapping(tree.get("dimensions")).get(key)


def _detail(value: Tree, detail: str) -> str:
    """A detail of a fact; of a list one line for each entry, or one line if all agree."""
    if isinstance(value, list):
        found = [_detail(item, detail) for item in value]
        if not any(found):
            return ""
        return found[0] if len(set(found)) == 1 else "\n".join(f or NOTHING for f in found)
    written = _mapping(value).get(detail)
    if isinstance(written, list):
        return ", ".join(str(s) for s in written)
    return str(written or "")


def _mapping(value: Tree) -> dict[str, Tree]:
    return value if isinstance(value, dict) else {}


def _refuse_long(slug: str, column: Column, text: str) -> None:
    if len(text) > LONGEST_CELL:
        raise HandoutsError(
            Diagnostic(
                "cell-too-long",
                f"`{column.header}` of `{slug}` has {len(text):,} characters, "
                f"and a cell holds {LONGEST_CELL:,}",
                "Shorten it, or leave this role to its file",
                Span(f"{FOLDER}/{slug}.yaml", 1, 1),
            )
        )


def as_csv(grid: Grid) -> bytes:
    """With a byte order mark, or Excel would read it in the system's old encoding."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([[harmless(t) for t in row] for row in grid])
    return f"\ufeff{out.getvalue()}".encode()


def harmless(text: str) -> str:
    """Text that no spreadsheet program takes for a formula; the import takes the mark off again."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def without_mark(text: str) -> str:
    """A text that ``harmless`` changed, as it was before."""
    bare = text.strip().removeprefix("'")
    return bare if bare != text.strip() and _DANGEROUS.match(bare) else text


def as_xlsx(grid: Grid, name: str = SHEET) -> bytes:
    """A workbook of text cells: no code turns into a date, no text into a formula."""
    import openpyxl
    from openpyxl.styles import Alignment, Font

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    sheet.freeze_panes = "C2"
    for number, row in enumerate(grid, 1):
        for at, text in enumerate(row, 1):
            cell = sheet.cell(number, at)
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=number > 1, vertical="top")
            if number == 1:
                cell.font = Font(bold=True)
            if text:
                cell.value = text
                cell.data_type = "s"
                cell.quotePrefix = bool(_DANGEROUS.match(text))
    for at, header in enumerate(grid[0]):
        letter = letters(at)
        sheet.column_dimensions[letter].width = _width(header)
    out = io.BytesIO()
    try:
        book.save(out)
    except Exception as fault:  # its parts are written to files first, which may fail in any way
        raise HandoutsError(
            Diagnostic(
                "cannot-write",
                "the workbook cannot be put together: the folder for temporary files is full",
                "Free some space and run it again, or export a `.csv` file",
            )
        ) from fault
    return _timeless(out.getvalue())


def _width(header: str) -> int:
    if header in {*OWN, "checked", "expires"} or header.partition(".")[2]:
        return 18
    return 60 if header == TASKS else 32


def _timeless(data: bytes) -> bytes:
    """The same workbook without the time at which it was written: equal roles, equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2000-01-01T00:00:00Z", part)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, part)
    return out.getvalue()
