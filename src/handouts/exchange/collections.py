"""A collection as a spreadsheet: written to be filled in, and read back with every fault at its cell."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final

from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.exchange.proposal import Change, FileChange, Proposal, proposed
from handouts.exchange.roles.exporting import Grid, without_mark, write_grid
from handouts.exchange.roles.files import text_of
from handouts.exchange.roles.merging import same
from handouts.exchange.tables.cells import Cell, CellReader, Sheet
from handouts.exchange.tables.csv_files import read_csv
from handouts.exchange.tables.workbooks import opened_sheet
from handouts.exchange.yaml_files.edits import read_tree, with_tree
from handouts.exchange.yaml_files.writing import Tree, plain
from handouts.load import load
from handouts.load.kinds.collections import homes_of, of_table
from handouts.load.kinds.tables import ALT, SLUG_COLUMN, columns_of, filled_rows, of_rows
from handouts.load.records.findings import Findings
from handouts.load.yaml_tree.nodes import PlacedDict
from handouts.load.yaml_tree.texts import MEGABYTE
from handouts.model.base import Fact
from handouts.model.library import Library
from handouts.model.records.collections import OF_RECORDS, Collected, Collection, Item
from handouts.model.records.values import AMOUNTS, Link, Measured, Money, Picture
from handouts.plan import one_of
from handouts.wording import quoted, suggestion

_LARGEST: Final = 40 * MEGABYTE
_CELLS: Final = 2_000_000
"""Of a sheet: fifty columns of forty thousand records."""

_SAID: Final = str.maketrans("", "", "$€£, %")
"""What a spreadsheet program shows around a figure, and a record does not have."""


def collection_of(library: Library, name: str) -> Collected:
    """The collection of a name.

    Raises:
        UsageError: when there is none.
    """
    return library.collections[one_of(name, "collection", tuple(library.collections))]


# Out


def export_records(root: Path, name: str, path: Path) -> int:
    """Write a collection as ``.xlsx`` or ``.csv``; how many records it has.

    Raises:
        UsageError: when there is no such collection, or the name ends in something else.
        HandoutsError: when a record is faulty, or the file cannot be written.
    """
    collected = collection_of(load(root), name)
    if collected.faults:
        raise HandoutsError(*collected.faults)
    return write_grid(_grid(collected), path, collected.name)


def _grid(collected: Collected) -> Grid:
    rows = [_cells(item) for item in collected.records.values()]
    used = {column for row in rows for column in row}
    always = {SLUG_COLUMN, *collected.collection.fields, "sources", "as_of", "checked"}
    columns = [one for one in columns_of(collected.collection) if one in used | always]
    return [columns, *([row.get(column, "") for column in columns] for row in rows)]


def _cells(item: Item) -> dict[str, str]:
    """Column → what stands there: values as they are written, details where they are a value's own."""
    cells = {SLUG_COLUMN: item.slug}
    cells |= {d: _in_cell(getattr(item.defaults, d)) for d in OF_RECORDS}
    for name, value in item.values.items():
        if not isinstance(value, Fact):
            cells[name] = "; ".join(str(one.text) for one in value)
            continue
        cells[name] = _written(value)
        if isinstance(value, Picture):
            cells[f"{name}.{ALT}"] = str(value.alt)
        for detail in (*OF_RECORDS, "currency"):
            own = getattr(value, detail)
            if own != getattr(item.defaults, detail, None):
                cells[f"{name}.{detail}"] = _in_cell(own)
    return {column: text for column, text in cells.items() if text}


def _written(fact: Fact) -> str:
    if isinstance(fact, Measured):
        return str(fact.written)
    return str(fact.address if isinstance(fact, Link) else fact.text)


def _in_cell(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")


# In


def propose_records(root: Path, name: str, path: Path) -> Proposal:
    """What importing a spreadsheet into a collection would change.

    Records that it does not have stay; what it says as before is not touched.

    Raises:
        UsageError: when there is no such collection or file.
        HandoutsError: with every faulty cell.
    """
    library = load(root)
    collected = collection_of(library, name)
    collection = collected.collection
    notices: list[Diagnostic] = []
    with _opened(path, collected.name, notices) as sheet:
        rows = _rows(sheet, collection, notices)
    findings = Findings()
    nodes = of_rows(rows, path.name, collected.name, collection, findings)
    axis = library.project.axis
    money = Money(str(axis.currency), str(axis.whole.code))
    entries = of_table(nodes, collected.name, collection, money, findings)
    for entry in entries.values():
        findings.blame(*entry.key, *_unknown(entry.record, collection, library))
    if findings.errors:
        raise HandoutsError(*findings.errors)
    head = [one.strip().lower() for one in rows[0][1]]
    files = _files(root, collected, nodes, head, rows)
    return Proposal(tuple(one for one in files if one is not None), tuple(notices))


@contextmanager
def _opened(path: Path, name: str, notices: list[Diagnostic]) -> Iterator[Sheet[Cell]]:
    if path.suffix.lower() in {".xlsx", ".xlsm"}:

        def choose(book: Any) -> str:
            names = [str(one.title) for one in book.worksheets]
            return next((one for one in names if one.strip().lower() == name), names[0])

        with opened_sheet(path, choose, largest=_LARGEST, most=_CELLS) as found:
            CellReader(found.sheet, notices).refuse_merged(found.looks.merged)
            if any(one.is_error for one in notices):
                raise HandoutsError(*notices)
            yield found.sheet
        return
    table = read_csv(path, notices)
    cells = ((n, tuple(Cell(v and without_mark(str(v))) for v in row)) for n, row in table.rows)
    yield Sheet(table.file, table.name, cells)


def _rows(
    sheet: Sheet[Cell], collection: Collection, notices: list[Diagnostic]
) -> list[tuple[int, list[str]]]:
    """The filled rows as texts, each as wide as the head.

    Raises:
        HandoutsError: when there is none, or with every cell that cannot be read.
    """
    reader = CellReader(sheet, notices)
    kinds: dict[str, str] = {n: f.kind for n, f in collection.fields.items()}
    kinds |= {str(f.label).lower(): f.kind for f in collection.fields.values() if f.label}
    rows: list[tuple[int, list[str]]] = []
    head: list[str] = []
    for number, cells in sheet.rows:
        if not any(cell.value is not None for cell in cells):
            continue
        texts = []
        for at, cell in enumerate(cells):
            column = head[at] if at < len(head) else ""
            kind = "date" if column in {"checked", "expires"} else kinds.get(column, "text")
            meant = _as_meant(cell, kind)
            texts.append(_bare(reader.text(number, at, column, meant) or "", kind))
        if not head:
            while texts and not texts[-1]:
                texts.pop()
            head = [one.strip().lower() for one in texts]
        rows.append((number, [*texts, *[""] * (len(head) - len(texts))]))
    if reader.errors:
        raise HandoutsError(*reader.errors)
    if not rows:
        what = "Fill it in; `handouts export records` writes one to start from"
        raise HandoutsError(
            Diagnostic("empty-file", "the table is empty", what, Span(sheet.file, 1))
        )
    width = len(head)
    return [(n, row[:width] if not any(row[width:]) else row) for n, row in rows]


def _as_meant(cell: Cell, kind: str) -> Cell:
    """A day as a record has it, a figure without the looks that a spreadsheet gives it."""
    if isinstance(cell.value, date):
        return Cell(f"{cell.value:%Y-%m-%d}") if kind == "date" else cell
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool) and kind in AMOUNTS:
        of_hundred = kind in {"percent", "share"} and "%" in cell.format
        return Cell(f"{cell.value * 100 if of_hundred else cell.value:.10g}", cell.formula)
    return cell


def _bare(text: str, kind: str) -> str:
    return (
        text.translate(_SAID)
        if kind in {"money", "percent", "share"} and " to " not in text
        else text
    )


def _unknown(item: Item, collection: Collection, library: Library) -> Iterator[Diagnostic]:
    """Places, roles and sources that the project does not have."""
    known = {
        "place": {str(one.code).lower() for one in library.places.values()},
        "role": set(library.roles),
    }
    for name, value in item.values.items():
        kind = collection.fields[name].kind
        for fact in (value,) if isinstance(value, Fact) else value:
            if fact.known and kind in known and str(fact.text).lower() not in known[kind]:
                message = f"there is no {kind} {quoted(fact.text)}"
                remedy = suggestion(
                    str(fact.text).lower(), known[kind], "Correct it, or add it first"
                )
                yield Diagnostic(f"unknown-{kind}", message, remedy, fact.span)
            for source in fact.sources:
                if source not in library.sources:
                    remedy = suggestion(
                        source, library.sources, "Add it to `data/sources.yaml` first"
                    )
                    yield Diagnostic(
                        "unknown-source",
                        f"there is no source {quoted(source)}",
                        remedy,
                        source.span,
                    )


def _files(
    root: Path,
    collected: Collected,
    nodes: Mapping[str, PlacedDict],
    head: list[str],
    rows: list[tuple[int, list[str]]],
) -> Iterable[FileChange | None]:
    """The project's files with the rows in them: a table stays one, and is what a new collection gets."""
    home = next(iter(homes_of(root, collected.name, Findings())), f"data/{collected.name}.csv")
    if home.endswith(".csv"):
        return [_table(root, home, collected.collection, nodes, rows)]
    fields = collected.collection.fields
    names = {str(f.label).lower(): n for n, f in fields.items() if f.label}
    columns = {names.get(one, one) for one in head}
    pictures = {n for n, f in fields.items() if f.kind == "picture"}
    new = {slug: _tree(node, pictures) for slug, node in nodes.items()}
    if home.endswith(".yaml"):
        whole = read_tree(root, home)
        changes: list[Change] = []
        for slug, row in new.items():
            old = whole.get(slug)
            whole[slug], found = _merged(slug, old if isinstance(old, dict) else {}, row, columns)
            changes += found
        return [with_tree(root, home, whole, changes)] if changes else []
    files = []
    for slug, row in new.items():
        file = f"{home}/{slug}.yaml"
        tree, changes = _merged(slug, read_tree(root, file), row, columns)
        files.append(with_tree(root, file, tree, changes) if changes else None)
    return files


def _tree(node: PlacedDict, pictures: set[str]) -> dict[str, Tree]:
    tree = plain(node)
    assert isinstance(tree, dict)
    for name in pictures & tree.keys():
        value = tree[name]
        if isinstance(value, dict):
            renamed = {"text": "file", "short": ALT}
            tree[name] = {renamed.get(key, key): one for key, one in value.items()}
    return tree


def _merged(
    slug: str, old: dict[str, Tree], row: dict[str, Tree], columns: set[str]
) -> tuple[dict[str, Tree], list[Change]]:
    """The record with the row in it: what says the same stays as it is, an empty cell takes a value away."""
    emptied = {k: one for k, one in old.items() if k in columns and k not in row}
    tree = {k: one for k, one in old.items() if k not in emptied}
    changes = [Change(f"{slug} {key}", _text(one), None) for key, one in emptied.items()]
    for key, value in row.items():
        before = tree.get(key)
        after = _value(before, value)
        if after != before:
            tree[key] = after
            changes.append(Change(f"{slug} {key}", _text(before), _text(after)))
    return tree, changes


def _value(old: Tree, new: Tree) -> Tree:
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **new}
    if isinstance(old, dict) and isinstance(new, str):
        if same(text_of(old) or "", new):
            return old
        return {"text": new, **{k: v for k, v in old.items() if k not in {"text", "parts", "rest"}}}
    if isinstance(old, str) and isinstance(new, str) and same(old, new):
        return old
    return new


def _text(value: Tree) -> str | None:
    if isinstance(value, dict) and "text" not in value and "parts" not in value:
        return "; ".join(f"{k}: {_text(v)}" for k, v in value.items())
    return "; ".join(_text(v) or "" for v in value) if isinstance(value, list) else text_of(value)


def _table(
    root: Path,
    file: str,
    collection: Collection,
    nodes: Mapping[str, PlacedDict],
    rows: list[tuple[int, list[str]]],
) -> FileChange | None:
    """The table with the rows in it: their own in place of old ones of their name, new ones at its end."""
    old = filled_rows(root, file) if (root / file).is_file() else [(1, list(rows[0][1]))]
    before = of_rows(old, file, "", collection, Findings())
    heads = dict(zip(_names(old[0][1], collection), old[0][1], strict=True))
    of_line = {node.span.line: slug for slug, node in before.items()}
    table = {of_line.get(n, str(n)): dict(zip(heads, row, strict=True)) for n, row in old[1:]}
    lines = {node.span.line: slug for slug, node in nodes.items()}
    changes: list[Change] = []
    for number, row in rows[1:]:
        slug = lines[number]
        own = dict(zip(_names(rows[0][1], collection), row, strict=True))
        was = {SLUG_COLUMN: slug, **table.get(slug, {})}
        for column, text in own.items():
            if not same(was.get(column, ""), text):
                changes.append(Change(f"{slug} {column}", was.get(column) or None, text or None))
                heads.setdefault(column, column)
        table[slug] = {**was, **own}
    if not changes:
        return None
    out = io.StringIO()
    cells = ([one.get(column, "").strip() for column in heads] for one in table.values())
    csv.writer(out, lineterminator="\n").writerows([heads.values(), *cells])
    return proposed(root, file, out.getvalue(), tuple(changes))


def _names(head: Iterable[str], collection: Collection) -> list[str]:
    """What columns are called, whatever stands above them."""
    names = {str(f.label).lower(): n for n, f in collection.fields.items() if f.label}
    names["source_id"] = "sources"
    folded = (one.strip().lower() for one in head)
    return [names.get(one, one) for one in folded]
