"""A table of recipients, CSV or Excel: one edition for each row, its values literal text."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from handouts.diagnostics import Diagnostic, HandoutsError, Span, UsageError
from handouts.edition import Recipient
from handouts.exchange.recipient_rows import Row, rows_of_table

_RESERVED: Final = frozenset({"handout"})
"""Columns that would say what the command line says."""


def read_recipients(path: Path) -> tuple[Recipient, ...]:
    """The rows of a table under its head; empty ones are passed over.

    A column is called as it is headed, in small letters, with `_` for what is no letter or digit.

    Raises:
        UsageError: when there is no such file, or nothing in it.
        HandoutsError: when it is no table, or with every fault of its cells, by row and column.
    """
    rows = rows_of_table(path)
    head = next(rows, None)
    if head is None:
        raise UsageError(
            Diagnostic("empty-file", "the table is empty", "Fill it in", Span(path.name, 1))
        )
    names, faults = _names(head, path.name)
    found: list[Recipient] = []
    try:
        for row in rows:
            faults += _beyond(row, len(names), path.name)
            cells = [*row.cells[: len(names)], *[""] * (len(names) - len(row.cells))]
            found.append(Recipient(path.name, row.line, dict(zip(names, cells, strict=True))))
    except HandoutsError as fault:
        faults += fault.diagnostics
    if faults:
        raise HandoutsError(*faults)
    if not found:
        raise UsageError(
            Diagnostic(
                "empty-file",
                "the table has a head but no rows",
                "Add a row for each recipient",
                Span(path.name, head.line + 1),
            )
        )
    return tuple(found)


def _names(head: Row, file: str) -> tuple[list[str], list[Diagnostic]]:
    names: list[str] = []
    faults: list[Diagnostic] = []
    cells = list(head.cells)
    while cells and not cells[-1]:
        cells.pop()
    for number, cell in enumerate(cells, 1):
        name = re.sub(r"\W+", "_", cell.lower()).strip("_")
        place = Span(file, head.line, number)
        if not name or name[0].isdigit() or name in _RESERVED:
            faults.append(
                Diagnostic(
                    "column-name",
                    f"the column `{cell}` cannot be called so",
                    "Give it a name of letters, such as `school`",
                    place,
                )
            )
        elif name in names:
            faults.append(
                Diagnostic("column-twice", f"two columns are called `{name}`", "Rename one", place)
            )
        names.append(name)
    return names, faults


def _beyond(row: Row, width: int, file: str) -> Iterator[Diagnostic]:
    for number, cell in enumerate(row.cells[width:], width + 1):
        if cell:
            yield Diagnostic(
                "cell-without-column",
                f"`{cell[:40]}` stands under no head",
                "Give its column a head; in CSV, put quote marks round a text with commas",
                Span(file, row.line, number),
            )
