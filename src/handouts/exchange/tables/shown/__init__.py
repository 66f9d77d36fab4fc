"""What a spreadsheet shows in a cell: its value by its number format (ECMA-376, part 1, 18.8.31).

Formats are kept in the English of the file, whatever the language of the program that wrote it. What one
of them would need a setting of the user's computer for, or a calendar or numerals that are not known
here, is refused: a cell that looks otherwise on paper than on the screen is worse than one that is told.
"""

from datetime import date, time, timedelta
from decimal import Decimal

from handouts.exchange.tables.shown.days import DAYS, day_by
from handouts.exchange.tables.shown.numbers import general, number_by
from handouts.exchange.tables.shown.sections import (
    Section,
    UnknownFormatError,
    for_number,
    for_text,
    sections_of,
)

__all__ = ["DAYS", "UnknownFormatError", "shown"]


def shown(value: object, code: str) -> str:
    """A cell's value as the sheet shows it.

    Raises:
        UnknownFormatError: when that is not known.
    """
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(value, code)
        case date() | time() | timedelta():
            return day_by(value, sections_of(code)[0], code)
        case _:
            return _text(str(value), code)


def _number(value: float, code: str) -> str:
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    section, amount = for_number(sections_of(code), exact)
    if section is None:
        return general(exact)
    if section.is_general or section.is_text:
        return _around(section, general(amount))
    if section.is_day:
        raise UnknownFormatError("a number stands where a date should")
    return number_by(section, amount)


def _text(value: str, code: str) -> str:
    section = for_text(sections_of(code))
    return value if section is None else _around(section, value)


def _around(section: Section, text: str) -> str:
    """A text among the words of its format, such as `"No. "@`."""
    return "".join(text if t.kind in {"text", "general"} else t.literal for t in section.tokens)
