"""Which row of a sheet names its columns, and which sheet of a workbook is a table of recipients."""

import difflib
import re
from collections.abc import Sequence
from typing import Final

from handouts.model.recipients import CONTACT, LOGO, LOGO_ALT, NAMES, QR_ADDRESS

LOOKED_AT: Final = 30
"""Filled rows at the top among which the heads are looked for: more than a letterhead takes."""

_KNOWN: Final = frozenset(
    {"place", "state", "audience", "language", CONTACT, LOGO, LOGO_ALT, QR_ADDRESS, *NAMES}
)
"""Columns that mean the same in every project."""

_SLIP: Final = 0.85
"""Of their letters two names share: a letter more, less or other in a word of six; *stage* is not *state*."""

_SPARSE: Final = 0.5
"""Of the widest row: a row above the heads fills no more of its cells, a row of heads more."""

_SURE: Final = 3
"""Columns from which a row with half of them filled is taken for a title, though no name is known."""


def column_name(cell: str) -> str:
    """``School name`` is ``school_name``."""
    return re.sub(r"\W+", "_", cell.lower()).strip("_")


def known_names(texts: Sequence[str]) -> int:
    """How many columns a row names that mean the same in every project."""
    return len(_KNOWN & {column_name(text) for text in texts if text})


def meant(name: str, names: Sequence[str]) -> str | None:
    """The column that a name of a table may be a slip of, if the table has it by no other name."""
    if name in _KNOWN:
        return None
    near = difflib.get_close_matches(name, sorted(_KNOWN - set(names)), 1, _SLIP)
    return near[0] if near else None


def place_of_head(rows: Sequence[Sequence[str]]) -> int:
    """Which of the filled rows holds the heads: the first, unless what stands above is a title.

    A title fills few cells. With a known name below it, two columns are enough to tell.
    """
    filled = [sum(map(bool, row)) for row in rows]
    widest = max(filled, default=0)
    known = [known_names(row) for row in rows]
    best = max(known, default=0)
    wanted = known.index(best) if best else len(rows)
    for at, count in enumerate(filled):
        if at == wanted:
            return at
        if count > _SPARSE * widest or (widest < _SURE and not (best and wanted > at)):
            return at
    return 0


def likeness(rows: Sequence[Sequence[str]]) -> tuple[int, bool]:
    """How much the top of a sheet looks like a table of recipients: known names, and rows under heads."""
    if not rows:
        return (-1, False)
    at = place_of_head(rows)
    is_table = sum(map(bool, rows[at])) > 1 and len(rows) > at + 1
    return (known_names(rows[at]) if len(rows) > at + 1 else 0, is_table)
