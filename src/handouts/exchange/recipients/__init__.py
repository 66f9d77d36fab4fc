"""A table of recipients, CSV or Excel: one edition for each row, its values literal text."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Final, NamedTuple

from handouts.diagnostics import (
    Diagnostic,
    HandoutsError,
    Severity,
    Span,
    UsageError,
    by_kind,
    of_whole_table,
    ranges,
)
from handouts.edition import Recipient
from handouts.exchange.recipients.heads import LOOKED_AT, column_name, meant, place_of_head
from handouts.exchange.recipients.logos import with_logo
from handouts.exchange.recipients.reading import Line, Table, table_of
from handouts.exchange.recipients.totals import without_totals
from handouts.wording import listed, quoted

_RESERVED: Final = frozenset({"handout"})
"""Columns that would say what the command line says."""

_ONE_LINE: Final = frozenset({"place", "state", "audience", "logo", "qr_address"})
"""Columns whose values are looked up, in which the end of a line is a blank."""

_TITLES_SHOWN: Final = 2


class Recipients(NamedTuple):
    """The rows of a table, and what there is to say of it that stops nothing."""

    rows: tuple[Recipient, ...]
    notices: tuple[Diagnostic, ...] = ()


def read_recipients(path: Path, sheet: str | None = None) -> Recipients:
    """The rows of a table under its head; empty ones, hidden ones and equal ones are passed over.

    A column is called as it is headed, in small letters, with `_` for what is no letter or digit.
    Lines above the head, such as a title, are passed over too. Of a workbook, the sheet is read that
    looks like a table of recipients, or the one that is named. What is passed over is said.

    Raises:
        UsageError: when there is no such file or sheet, or nothing in it.
        HandoutsError: when it is no table, or with every fault of its head.
    """
    table = table_of(path, sheet)
    try:
        return _read(table, path.parent)
    except UsageError as fault:
        raise UsageError(*fault.diagnostics, *of_whole_table(table.notices)) from None
    except HandoutsError as fault:
        raise HandoutsError(*by_kind(fault.diagnostics), *of_whole_table(table.notices)) from None


def _read(table: Table, folder: Path) -> Recipients:
    file = table.file
    lines = iter(table.lines)
    above = list(islice(lines, LOOKED_AT))
    if not above:
        raise UsageError(
            Diagnostic("empty-file", "the table is empty", "Fill it in", Span(file, 1))
        )
    at = place_of_head([line.texts for line in above])
    head = above[at]
    table.notices += _passed_over(above[:at], head, file)
    names, faults = _names(head, file)
    faults += table.merged_below(head.line)
    table.notices += _slips(names, head, file)
    found: list[Recipient] = []
    for line in without_totals(chain(above[at + 1 :], lines), table):
        faults += _beyond(line, len(names), file)
        found.append(with_logo(_recipient(line, names, file), folder))
    if faults:
        raise HandoutsError(*faults)
    if not found:
        raise UsageError(
            Diagnostic(
                "empty-file",
                "the table has a head but no rows",
                "Add a row for each recipient",
                Span(file, head.line + 1),
            )
        )
    table.notices += table.hidden_among(names, head.line)
    rows = _different(found, table.notices)
    return Recipients(tuple(rows), by_kind(table.notices))


def _recipient(line: Line, names: Sequence[str], file: str) -> Recipient:
    texts = [*line.texts[: len(names)], *[""] * (len(names) - len(line.texts))]
    faults = {names[at]: fault for at, fault in line.faults.items() if at < len(names)}
    values = dict(zip(names, texts, strict=True))
    values |= {name: values[name].replace("\n", " ") for name in _ONE_LINE & values.keys()}
    return Recipient(file, line.line, values, faults)


def _passed_over(above: Sequence[Line], head: Line, file: str) -> Iterator[Diagnostic]:
    if not above:
        return
    texts = [text.replace("\n", " ") for line in above for text in line.texts if text]
    shown = listed(texts[:_TITLES_SHOWN], "and") + (" …" if len(texts) > _TITLES_SHOWN else "")
    rows = ranges(line.line for line in above)
    yield Diagnostic(
        "above-the-head",
        f"the heads of the columns were found in row {head.line}; what stands above is passed over "
        f"(row {rows}): {shown}",
        "Delete the lines above the heads, if you want them not to be looked for",
        Span(file, above[0].line),
        Severity.WARNING,
    )


def _names(head: Line, file: str) -> tuple[list[str], list[Diagnostic]]:
    names: list[str] = []
    faults: list[Diagnostic] = []
    cells = list(head.texts)
    while cells and not cells[-1]:
        cells.pop()
    for number, cell in enumerate(cells, 1):
        name = column_name(cell)
        place = Span(file, head.line, number)
        if number - 1 in head.faults:
            faults.append(head.faults[number - 1])
        elif not name or name[0].isdigit() or name in _RESERVED:
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


def _slips(names: Sequence[str], head: Line, file: str) -> Iterator[Diagnostic]:
    """Columns that nothing reads, called almost as one that is."""
    for number, name in enumerate(names, 1):
        other = meant(name, names)
        if other is not None:
            yield Diagnostic(
                "column-like-another",
                f"the column {quoted(name)} is called almost as `{other}`, which means the same in every project",
                f"Call it `{other}`, if that is meant; else only layouts that name {quoted(name)} print it",
                Span(file, head.line, number),
                Severity.WARNING,
            )


def _beyond(line: Line, width: int, file: str) -> Iterator[Diagnostic]:
    for number, cell in enumerate(line.texts[width:], width + 1):
        if cell:
            yield Diagnostic(
                "cell-without-column",
                f"`{cell[:40]}` stands under no head",
                "Give its column a head; in CSV, put quote marks round a text with commas",
                Span(file, line.line, number),
            )


def _different(found: Sequence[Recipient], notices: list[Diagnostic]) -> list[Recipient]:
    """The rows without those that say the same as one above them."""
    first: dict[tuple[str, ...], Recipient] = {}
    again: dict[int, list[int]] = {}
    kept = []
    for recipient in found:
        other = first.setdefault(tuple(recipient.values.values()), recipient)
        if other is recipient or recipient.faults or other.faults:
            kept.append(recipient)
        else:
            again.setdefault(other.line, []).append(recipient.line)
    notices += [
        Diagnostic(
            "row-twice",
            f"row {lines[0]} says the same as row {line}, and is made once with it"
            if len(lines) == 1
            else f"rows {ranges(lines)} say the same as row {line}, and are made once with it",
            "Delete it, or write in which way it differs",
            Span(found[0].file, lines[0]),
            Severity.WARNING,
        )
        for line, lines in again.items()
    ]
    return kept
