"""Rows that add up the ones above them, and are nobody's."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from handouts.diagnostics import Diagnostic, Severity, Span
from handouts.exchange.recipients.reading import Line, Table

_TOTAL: Final = re.compile(r"(?:grand )?(?:total|totals|sum)\s*:?", re.IGNORECASE)
_AMOUNT: Final = re.compile(r"[^\w\s]*\d[\d\s.,%]*[^\W\d]*")
"""What stands beside the word in such a row: a number, perhaps with its unit. A school that is called
*Total* has a state or a contact there."""


def without_totals(lines: Iterable[Line], table: Table) -> Iterator[Line]:
    """The lines without the totals rows of Excel tables, and without a last row that reads like one."""
    held: Line | None = None
    for line in lines:
        if held is not None:
            yield held
        held = line
        if line.line in table.looks.totals:
            table.notices.append(_left_out(line, table.file))
            held = None
    if held is not None and _is_total(held):
        table.notices.append(_left_out(held, table.file))
    elif held is not None:
        yield held


def _is_total(line: Line) -> bool:
    word, *others = [text for text in line.texts if text] or [""]
    return bool(_TOTAL.fullmatch(word)) and all(map(_AMOUNT.fullmatch, others))


def _left_out(line: Line, file: str) -> Diagnostic:
    said = next((text for text in line.texts if text), "")
    return Diagnostic(
        "totals-row",
        f"row {line.line}, `{said}`, adds up the rows above it, and is left out",
        "If it is a recipient, write more of its name, or put it before another row",
        Span(file, line.line),
        Severity.WARNING,
    )
