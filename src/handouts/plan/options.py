"""``--set NAME=VALUE``: which layouts take which values."""

import re
from typing import Final

from handouts.characters import INVISIBLE, invisible, normalised
from handouts.diagnostics import Diagnostic, UsageError
from handouts.model.library import Library
from handouts.plan.names import did_you_mean

LONGEST_VALUE: Final = 2_000
"""Characters of one value: half a page."""


def options_by_layout(
    options: tuple[tuple[str, str], ...], layouts: tuple[str, ...], library: Library
) -> dict[str, dict[str, str]]:
    """For each layout the values of its own blanks, literal.

    Raises:
        UsageError: on a name that no layout in use declares.
    """
    values = {name: _value(name, value) for name, value in options}
    records = {name: library.layouts.get(name) for name in layouts}
    blanks = tuple(dict.fromkeys(b for r in records.values() if r for b in r.blanks))
    if None not in records.values():  # what a faulty layout declares is not known
        for name in values:
            if name not in blanks:
                raise UsageError(_unknown(name, blanks, layouts))
    return {
        layout: {n: v for n, v in values.items() if record is None or n in record.blanks}
        for layout, record in records.items()
    }


def _value(name: str, value: str) -> str:
    """The value in NFC, on one line.

    Raises:
        UsageError: when it holds what cannot be printed at all, or is far too long.
    """
    found = INVISIBLE.search(value) or re.search("[\\n\\r\\t]", value)
    if found:
        raise UsageError(
            Diagnostic(
                "control-character",
                f"the value of `{name}` holds {invisible(found[0])}",
                "Type the value again, on one line",
            )
        )
    if len(value) > LONGEST_VALUE:
        raise UsageError(
            Diagnostic(
                "too-long",
                f"the value of `{name}` has {len(value):,} characters; {LONGEST_VALUE:,} are the most",
                "Write a name or a sentence",
            )
        )
    return normalised(value)


def _unknown(name: str, blanks: tuple[str, ...], layouts: tuple[str, ...]) -> Diagnostic:
    named = ", ".join(f"`{n}`" for n in dict.fromkeys(layouts))
    remedy = (
        did_you_mean(name, "blank", blanks)
        if blanks
        else "Declare it under `blanks:` in the layout, or leave out `--set`"
    )
    return Diagnostic("unknown-blank", f"no blank `{name}` is declared by {named}", remedy)
