"""A number format in its sections, and the one that a value goes by."""

import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from handouts.kept import kept

LONGEST: Final = 255
"""Characters of a format that Excel takes."""

_TOKEN: Final = re.compile(
    r"""
    "(?P<quoted>[^"]*)" | \\(?P<escaped>.) | _(?P<space>.) | \*(?P<fill>.) | \[(?P<bracket>[^]]*)]
    | (?P<general>General) | (?P<half>AM/PM|A/P) | (?P<day>y+|m+|d+|h+|s+) | (?P<exponent>E[+-])
    | (?P<digit>[0#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<text>@) | (?P<end>;)
    | (?P<literal>[^A-Za-z])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_COLOUR: Final = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|colou?r ?[0-9]+", re.IGNORECASE
)
_CONDITION: Final = re.compile(r"(<=|>=|<>|=|<|>)\s*(-?[0-9]+(?:\.[0-9]+)?)")
_ELAPSED: Final = re.compile("h+|m+|s+", re.IGNORECASE)
_COMPARE: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    "<": operator.lt, "<=": operator.le, "=": operator.eq,
    "<>": operator.ne, ">=": operator.ge, ">": operator.gt,
}  # fmt: skip

_ENGLISH: Final = 0x09
"""The primary language of a locale's number (MS-LCID), in its low ten bits."""

_SYSTEM: Final = ("f800", "f400")
"""Long day and time as the user's computer writes them."""


class UnknownFormatError(Exception):
    """Why it is not known what a cell shows."""


class Token(NamedTuple):
    """A piece of a format: what it is, and what it shows of itself."""

    kind: str
    literal: str = ""
    is_typed: bool = False
    """Whether it stands there without quotes, as the `/` of a fraction."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Such as ``[<=9999999]``."""

    sign: str
    limit: Decimal

    def holds(self, value: Decimal) -> bool:
        """Whether a value meets it."""
        return _COMPARE[self.sign](value, self.limit)

    @property
    def is_of_negatives(self) -> bool:
        """Whether every value that it lets through is below zero."""
        return (self.sign == "<" and self.limit <= 0) or (self.sign == "<=" and self.limit < 0)


@dataclass(frozen=True, slots=True)
class Section:
    """One section: up to three for numbers, and one for texts."""

    tokens: tuple[Token, ...]
    condition: Condition | None = None
    locale: str = ""
    """Of its names, in lower case: ``409`` or ``en-us``; empty for the user's own."""

    def _has(self, *kinds: str) -> bool:
        return any(token.kind in kinds for token in self.tokens)

    @property
    def is_general(self) -> bool:
        """Whether it shows a number as it stands."""
        return self._has("general")

    @property
    def is_text(self) -> bool:
        """Whether it shows a text."""
        return self._has("text")

    @property
    def is_day(self) -> bool:
        """Whether it shows days or times."""
        return self._has("day", "elapsed", "half")

    @property
    def is_english(self) -> bool:
        """Whether its names of months and days are English, as far as the file says."""
        if not self.locale or self.locale.startswith("en") or self.locale in _SYSTEM:
            return True
        try:
            return int(self.locale, 16) & 0x3FF == _ENGLISH
        except ValueError:
            return False


@kept(most=512)
def sections_of(code: str) -> tuple[Section, ...]:
    """The sections of a format, at least one.

    Raises:
        UnknownFormatError: at what is not known.
    """
    if len(code) > LONGEST:
        raise UnknownFormatError("it is longer than a format can be")
    parts: list[list[re.Match[str]]] = [[]]
    at = 0
    while at < len(code):
        found = _TOKEN.match(code, at)
        if found is None:
            raise UnknownFormatError(f"`{code[at]}` is not known in it")
        if found.lastgroup == "end":
            parts.append([])
        else:
            parts[-1].append(found)
        at = found.end()
    if len(parts) > 4:
        raise UnknownFormatError("it has more than four sections")
    return tuple(map(_section, parts))


def _section(found: Iterable[re.Match[str]]) -> Section:
    tokens: list[Token] = []
    condition, locale = None, ""
    for match in found:
        kind = str(match.lastgroup)
        if kind != "bracket":
            tokens.append(_token(kind, match[kind]))
            continue
        inside = match[kind]
        compared = _CONDITION.fullmatch(inside)
        if compared:
            condition = Condition(compared[1], Decimal(compared[2]))
        elif inside.startswith("$"):
            symbol, _, named = inside[1:].partition("-")
            locale = _known(named.lower()) or locale
            tokens.append(Token("literal", symbol))
        elif _ELAPSED.fullmatch(inside):
            tokens.append(Token("elapsed", inside.lower()))
        elif not _COLOUR.fullmatch(inside):
            raise UnknownFormatError(f"`[{inside}]` is not known in it")
    return Section(tuple(tokens), condition, locale)


def _token(kind: str, text: str) -> Token:
    match kind:
        case "quoted" | "escaped":
            return Token("literal", text)
        case "space":
            return Token("literal", " ")
        case "fill" if text.strip():
            raise UnknownFormatError(f"`*{text}` fills the width of the column")
        case "fill":
            return Token("literal")
        case "day" | "half":
            return Token(kind, text.lower())
        case "literal" | "percent" | "comma" | "point":
            return Token(kind, text, is_typed=True)
        case _:
            return Token(kind, text)


def _known(locale: str) -> str:
    """The locale, if its calendar and numerals are the usual ones: they stand above its low 16 bits."""
    if re.fullmatch("[0-9a-f]{5,8}", locale):
        number = int(locale, 16)
        if number >> 24 > 1 or (number >> 16) & 0xFF > 2:
            raise UnknownFormatError("its calendar or its numerals are not known here")
    return locale


def _for_texts(sections: Sequence[Section]) -> int:
    """How many sections at the end are for texts: the fourth, or the last with an `@`."""
    return int(len(sections) == 4 or sections[-1].is_text)


def for_text(sections: Sequence[Section]) -> Section | None:
    """The section of texts; without one they stand as they are."""
    return sections[-1] if _for_texts(sections) else None


def for_number(sections: Sequence[Section], value: Decimal) -> tuple[Section | None, Decimal]:
    """The section of a number, none where it stands as it is; the number with the sign that is shown.

    Raises:
        UnknownFormatError: when no section takes it: the cell is full of `#`.
    """
    own = sections[: len(sections) - _for_texts(sections)]
    if not own:
        return (sections[-1], value)
    if any(section.condition for section in own[:2]):
        return _by_condition(own, value)
    if value < 0 and len(own) > 1:
        return own[1], -value
    return own[2 if value == 0 and len(own) > 2 else 0], value


def _by_condition(own: Sequence[Section], value: Decimal) -> tuple[Section, Decimal]:
    for section in own[:2]:
        if section.condition and section.condition.holds(value):
            return section, -value if section.condition.is_of_negatives else value
    others = [section for section in own if section.condition is None]
    if not others:
        raise UnknownFormatError("none of its conditions holds for this number")
    if len(others) > 1 and value >= 0:  # the second is for negative numbers then
        return others[1], value
    return others[0], -value if len(others) > 1 else value
