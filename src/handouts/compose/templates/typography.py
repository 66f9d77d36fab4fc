"""Plain typing as print sets it: quotes, dashes, ellipses, fractions, spaces that do not break.

What is typed for machines stays as it is: addresses, e-mail addresses, codes, dates, options.
"""

import re
from collections.abc import Callable
from typing import Final

from handouts.characters import NO_BREAK
from handouts.kept import kept

_MACHINE: Final = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://|www\.|mailto:)[^\s<>]*|[^\s<>()]+@[^\s<>()]+"
)
"""Addresses: nothing within them is changed."""

_OPENING: Final = re.compile(r"(^|(?<=[\s(\[{—–/\u00a0“‘*_]))([\"'])(?=\S)")
_YEARS: Final = re.compile(r"'(?=\d\ds?\b)")
_CURLY: Final = {'"': "“", "'": "‘"}

_EM: Final = re.compile(r"(?<!^)(?<![-|:])---(?![-|:])", re.MULTILINE)
_EN: Final = re.compile(r"(?<!^)(?<![-|:])--(?![-|:])(?!(?<=\s--)\w)", re.MULTILINE)
"""Two hyphens within a line, but not those of a command's option."""
_DOTS: Final = re.compile(r"(?<!\.)\.\.\.(?!\.)")

_VULGAR: Final = {
    "1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾",
    "1/8": "⅛", "3/8": "⅜", "5/8": "⅝", "7/8": "⅞",
}  # fmt: skip
_FRACTION: Final = re.compile(
    r"(?<![\w/.,:–—$-])(?P<whole>\d+[ -])?(?P<part>[1-7]/[2348])"
    r"(?=[ \u00a0](?:of\b|an?\b|[a-z]{3,})|-[a-z]{3,})"
)
"""A fraction measures something: *1/2 hour*, *3 1/2 years*; *page 1/2*, *1/2/2026*, *24/7* do not."""
_COUNTED: Final = re.compile(
    r"\b(?:page|part|step|form|phase|sheet|chapter|section)s?\s$", re.IGNORECASE
)

_UNIT: Final = (
    r"hours?|hrs?|years?|yrs?|months?|weeks?|days?|minutes?|percent|points?|miles?|credits?|states"
    r"|in|pt|mm|cm|ft|lb|kg"
)
_MONTH: Final = (
    r"Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
)
_NUMBERED: Final = (
    r"(?:Nos?|[Tt]it|[Ss]ec|[Cc]h|[Aa]rt)\.|[Tt]itle|[Ss]ection|[Cc]hapter|[Pp]age|[Pp]art"
)
_TIES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<=\d) (?=(?:{_UNIT})\b)",
        r"(?<=[½⅓⅔¼¾⅛⅜⅝⅞]) (?=[a-z])",
        r"(?<=\d) (?=an? (?:year|month|week|day|hour)\b)",
        r"(?<=[A-Z]) (?=(?:I{1,3}|IV|VI?)\b(?![’']))",
        rf"\b(?:{_MONTH})(?P<tie> )(?=\d)",
        rf"(?:§|\b(?:{_NUMBERED}))(?P<tie> )(?=\d)",
        r"\b(?:Dr|Mr|Mrs|Ms|St)\.(?P<tie> )(?=[A-Z])",
        r"\bU\.S\.(?P<tie> )(?=\$)",
        r"(?<=\S) (?=[–—] )",
    )
)
"""Spaces at which a line would end badly."""

_TELLING: Final = re.compile(r"[\"'\d§–—]|--|\.\.\.|[A-Z]\.? ")
"""A text without any of these stays as it is."""


@kept(most=20_000)
def typographic(text: str) -> str:
    """The text, or Markdown, as print sets it."""
    if not _TELLING.search(text):
        return text
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\ue000{len(kept) - 1}\ue001"

    held = _MACHINE.sub(keep, text) if ":" in text or "@" in text or "www." in text else text
    for rule in _RULES:
        held = rule(held)
    return re.sub("\ue000(\\d+)\ue001", lambda m: kept[int(m[1])], held) if kept else held


def _quotes(text: str) -> str:
    if '"' not in text and "'" not in text:
        return text
    text = _YEARS.sub("’", text)
    opened = _OPENING.sub(lambda m: m[1] + _CURLY[m[2]], text)
    return opened.replace('"', "”").replace("'", "’")


def _dashes(text: str) -> str:
    if "--" not in text:
        return text
    return _EN.sub("–", _EM.sub("—", text))


def _ellipses(text: str) -> str:
    return _DOTS.sub("…", text) if "..." in text else text


def _fractions(text: str) -> str:
    return _FRACTION.sub(_fraction, text) if "/" in text else text


def _fraction(match: re.Match[str]) -> str:
    sign = _VULGAR.get(match["part"])
    if sign is None or (not match["whole"] and _COUNTED.search(match.string, 0, match.start())):
        return match[0]
    return f"{(match['whole'] or '')[:-1]}{sign}"


def _ties(text: str) -> str:
    if " " not in text:
        return text
    for tie in _TIES:
        text = tie.sub(_tied, text)
    return text


def _tied(match: re.Match[str]) -> str:
    return match[0][:-1] + NO_BREAK


_RULES: Final[tuple[Callable[[str], str], ...]] = (_quotes, _dashes, _ellipses, _fractions, _ties)

_TEMPLATE: Final = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)


@kept(most=4_096)
def typographic_template(source: str) -> str:
    """A template whose own words, not its expressions, are set as in print."""
    parts = _TEMPLATE.split(source)
    for number in range(0, len(parts), 2):
        before = "x" if "".join(parts[number - 1 : number]).startswith("{{") else ""
        behind = "x" if "".join(parts[number + 1 : number + 2]).startswith("{{") else ""
        said = typographic(f"{before}{parts[number]}{behind}")
        parts[number] = said[len(before) : len(said) - len(behind)]
    return "".join(parts)
