"""CSV tables to rows of fields, and to nodes whose values know their cells."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.load.yaml_tree.nodes import PlacedDict
from handouts.load.yaml_tree.texts import LARGEST_TABLE, read_text
from handouts.model.base import Text
from handouts.wording import listed, quoted, suggestion


def rows_of(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the lines that they start in; blank lines are passed over.

    Raises:
        HandoutsError: when quote marks do not match.
    """
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


def wrong_delimiter(head: str, file: str, line: int) -> Diagnostic:
    """That a head of one field is none of commas."""
    found = next((d for d in (";", "\t", "|") if d in head), "")
    name = {";": "semicolons", "\t": "tabs", "|": "bars"}.get(found, "no commas")
    return Diagnostic(
        "wrong-delimiter",
        f"the columns should be separated by commas, and {name} stand here",
        "Save the table again as CSV with commas between the fields",
        Span(file, line, 1),
    )


def wrong_count(fields: Sequence[str], width: int, place: Span) -> Diagnostic:
    """That a row has more or fewer fields than the table has columns."""
    column = min(len(fields), width) + (len(fields) > width)
    return Diagnostic(
        "wrong-fields",
        f"the row has {len(fields)} fields, and the table has {width} columns",
        "Add the missing commas or take the extra ones out; "
        "put a field that holds a comma in double quotes",
        Span(place.file, place.line, column),
    )


def read_table(
    path: Path, file: str, needed: Sequence[str], allowed: Sequence[str]
) -> tuple[list[PlacedDict], list[Diagnostic]]:
    """The rows of a table as mappings, without their empty fields; and what is wrong with single rows.

    Raises:
        HandoutsError: when it cannot be read, or its head is not as wanted.
    """
    rows = rows_of(read_text(path, file, LARGEST_TABLE), file)
    line, head = next(rows, (1, []))
    names = [name.strip().lower() for name in head]
    faults = list(_head_faults(names, Span(file, line, 1), needed, allowed))
    if faults:
        raise HandoutsError(*faults)
    nodes: list[PlacedDict] = []
    for line, fields in rows:
        place = Span(file, line, 1)
        if len(fields) != len(names):
            faults.append(wrong_count(fields, len(names), place))
            continue
        node = PlacedDict(place)
        for at, (name, field) in enumerate(zip(names, fields, strict=True), 1):
            cell = Span(file, line, at)
            if field.strip():
                node.put(name, Text(field.strip(), cell), cell)
        nodes.append(node)
    return nodes, faults


def _head_faults(
    names: Sequence[str], place: Span, needed: Sequence[str], allowed: Sequence[str]
) -> Iterator[Diagnostic]:
    if not names:
        yield Diagnostic("empty-file", "the table is empty", "Fill it in, or delete it", place)
        return
    if len(names) == 1:
        yield wrong_delimiter(names[0], place.file, place.line)
        return
    for at, name in enumerate(names, 1):
        cell = Span(place.file, place.line, at)
        if name in names[: at - 1]:
            message = f"the column {quoted(name)} stands here twice"
            yield Diagnostic("duplicate-column", message, "Delete one of the two columns", cell)
        elif name not in allowed:
            remedy = suggestion(name, allowed, f"Delete it; columns are {listed(allowed, 'and')}")
            yield Diagnostic("unknown-key", f"there is no column {quoted(name)}", remedy, cell)
    for name in needed:
        if name not in names:
            message = f"the column {quoted(name)} is missing"
            remedy = f"Add it; a table needs the columns {listed(needed, 'and')}"
            yield Diagnostic("missing-column", message, remedy, place)
