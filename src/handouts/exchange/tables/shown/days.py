"""Days and times by a section."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from handouts.exchange.tables.shown.sections import (
    Section,
    Token,
    UnknownFormatError,
    sections_of,
)

DAYS: Final = (datetime, date, time, timedelta)

_OF_SYSTEM: Final = {
    "mm-dd-yy": "m/d/yyyy",
    "m/d/yy h:mm": "m/d/yyyy h:mm",
    "mmss.0": "mm:ss.0",
}
"""Formats without a text of their own in the file (ids 14, 22 and 47): as Excel in the U.S. shows them."""

_LONG_DAY: Final = re.compile(r"\[\$-(?:[0-9a-z]+-)?F800\]", re.IGNORECASE)
"""Where this stands, the computer's long day is shown, whatever follows."""

_FIRST_SURE: Final = "1900-03-01"
"""Excel has a February 29 before it that there never was."""

_LONG_FORM: Final = "dddd, mmmm d, yyyy"
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_WEEKDAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Moment:
    """What a cell holds: a day, a time of it, or a length of time."""

    day: date | None
    seconds: int
    thousandths: int
    halved: bool = False
    """Whether hours count to twelve."""


def day_by(value: date | time | timedelta, section: Section, code: str) -> str:
    """A day, a time or a length of time as the sheet shows it.

    Raises:
        UnknownFormatError: when that is not known.
    """
    if _LONG_DAY.match(code):
        (section,) = sections_of(_LONG_FORM)
    elif code.lower() in _OF_SYSTEM:
        (section,) = sections_of(_OF_SYSTEM[code.lower()])
    if section.condition is not None:
        raise UnknownFormatError("it has a condition for dates")
    if not section.is_day:
        raise UnknownFormatError("a date stands where a number should")
    tokens = section.tokens
    at_thousandths = _thousandths(tokens)
    shows_seconds = any(t.literal[:1] == "s" for t in tokens if t.kind in {"day", "elapsed"})
    digits = max(at_thousandths.values(), default=0)
    half = timedelta(milliseconds=500 // 10**digits) if shows_seconds else timedelta()
    moment = _moment(value, half, halved=any(token.kind == "half" for token in tokens))
    texts = (
        _of_token(moment, section, tokens, at, at_thousandths.get(at)) for at in range(len(tokens))
    )
    return "".join(texts)


def _moment(value: date | time | timedelta, half: timedelta, *, halved: bool) -> _Moment:
    """The moment, rounded with ``half`` of the last digit that is shown of its seconds."""
    day: date | None = None
    match value:
        case date() if f"{value:%Y-%m-%d}" < _FIRST_SURE:
            raise UnknownFormatError("days before March 1900 are counted in several ways")
        case datetime():
            moved = value.replace(tzinfo=None) + half
            day, length = moved.date(), moved - datetime.combine(moved.date(), time())
        case date():
            day, length = value, timedelta()
        case time():
            length = datetime.combine(date.min, value) - datetime.min + half
        case _ if value < timedelta():
            raise UnknownFormatError("a time below zero shows nothing but `#`")
        case _:
            length = value + half
    thousandths = round(length / timedelta(milliseconds=1))
    return _Moment(day, thousandths // 1000, thousandths % 1000, halved)


def _thousandths(tokens: Sequence[Token]) -> dict[int, int]:
    """The points behind seconds and the digits behind them, each with how many digits it shows."""
    found: dict[int, int] = {}
    for at, token in enumerate(tokens):
        if token.kind != "point" or not at or tokens[at - 1].literal[:1] != "s":
            continue
        end = at + 1
        while end < len(tokens) and tokens[end].literal == "0" and tokens[end].kind == "digit":
            end += 1
        if not 1 < end - at <= 4:
            continue
        found |= dict.fromkeys(range(at + 1, end), 0) | {at: end - at - 1}
    return found


def _of_token(
    moment: _Moment, section: Section, tokens: Sequence[Token], at: int, digits: int | None
) -> str:
    token = tokens[at]
    if digits is not None:
        return f".{moment.thousandths:03d}"[: digits + 1] if digits else ""
    match token.kind:
        case "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[token.literal[0]]
            return f"{moment.seconds // unit:0{len(token.literal)}d}"
        case "half":
            names = token.literal.upper().split("/")
            return names[moment.seconds % 86_400 >= 43_200]
        case "day" if token.literal[0] in "hs" or _is_minutes(tokens, at):
            return _of_time(moment, token.literal)
        case "day":
            return _of_day(moment, section, token.literal)
        case "literal" | "point" | "comma":
            return token.literal
        case "text":
            return ""
        case _:
            raise UnknownFormatError("digits stand among its days")


def _is_minutes(tokens: Sequence[Token], at: int) -> bool:
    """Whether an `m` or `mm` means minutes: behind hours, or before seconds."""
    if tokens[at].literal not in {"m", "mm"}:
        return False
    times = [n for n, token in enumerate(tokens) if token.kind in {"day", "elapsed"}]
    place = times.index(at)
    before = tokens[times[place - 1]].literal[:1] if place else ""
    behind = tokens[times[place + 1]].literal[:1] if place + 1 < len(times) else ""
    return before == "h" or behind == "s"


def _of_time(moment: _Moment, token: str) -> str:
    hours, rest = divmod(moment.seconds % 86_400, 3600)
    number = {
        "h": (hours - 1) % 12 + 1 if moment.halved else hours,
        "m": rest // 60,
        "s": rest % 60,
    }
    if len(token) > 2:
        raise UnknownFormatError(f"`{token}` is not known in it")
    return f"{number[token[0]]:0{len(token)}d}"


def _of_day(moment: _Moment, section: Section, token: str) -> str:
    if moment.day is None:
        raise UnknownFormatError("a time without a day stands where a day should")
    if token not in _DAY_FORMS:
        raise UnknownFormatError(f"`{token}` is not known in it")
    if len(token) > 2 and token[0] in "md" and not section.is_english:
        raise UnknownFormatError("its names of months and days are not English")
    return _DAY_FORMS[token](moment.day)


_DAY_FORMS: Final[Mapping[str, Callable[[date], str]]] = {
    "y": lambda day: f"{day.year % 100:02d}",
    "yy": lambda day: f"{day.year % 100:02d}",
    "yyy": lambda day: f"{day.year:04d}",
    "yyyy": lambda day: f"{day.year:04d}",
    "m": lambda day: str(day.month),
    "mm": lambda day: f"{day.month:02d}",
    "mmm": lambda day: _MONTHS[day.month - 1][:3],
    "mmmm": lambda day: _MONTHS[day.month - 1],
    "mmmmm": lambda day: _MONTHS[day.month - 1][:1],
    "d": lambda day: str(day.day),
    "dd": lambda day: f"{day.day:02d}",
    "ddd": lambda day: _WEEKDAYS[day.weekday()][:3],
    "dddd": lambda day: _WEEKDAYS[day.weekday()],
}
