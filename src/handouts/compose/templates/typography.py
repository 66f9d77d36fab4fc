"""Plain typing as print sets it: quotes, dashes, ellipses, fractions, spaces that do not break.

What is typed for machines stays as it is: addresses, e-mail addresses, codes, dates, options.
"""

import re
from collections.abc import Callable
from typing import Final

from handouts.characters import NO_BREAK
from handouts.kept import kept

_MACHINE: Final = re.compile(
    r"(?<=\]\()[^\s()]*(?:\([^\s()]*\)[^\s()]*)*(?: +\"[^\"\n]*\")?(?=\))"
    r"|<!--|-->|</?[A-Za-z][^<>]*=[^<>]*>"
    r"|(?:[a-z][a-z0-9+.-]*://|www\.|mailto:)[^\s<>]*[^\s<>.,;:!?'\")\]}*_]"
    r"|[^\s<>()\"'*\[\]]+(?:'[^\s<>()\"'*\[\]]+)*@[^\s<>()]*[^\s<>().,;:!?'\"*\]]"
)
"""Addresses, a link's to its bracket, others to their last letter, and HTML, which is refused by its name:
nothing within them is changed."""

_MAY_BE_MACHINE: Final = re.compile(r"[:@<]|www\.")

_QUOTE: Final = re.compile(r"(?<!\\)[\"']|\n[ \t]*\n")
"""A quotation mark, but not one that is printed as it is; or the end of a paragraph."""

_MARKUP: Final = "*_~"
"""Marks of emphasis, which stand between a quotation mark and what it belongs to."""

_BRACKETS: Final = "([{<“‘\u00a0"
_DASHES: Final = "—–/"

_YEAR: Final = re.compile(r"'\d\d(?:s\b|(?=\W|$)(?!'(?!s\b)))")
_ELISION: Final = re.compile(
    r"'(?:(?:tis|twas|twere|twill|twould|em|til|cuz|coz|nuff|bout|sup)\b(?!')|n(?:'|\b))",
    re.IGNORECASE,
)
"""Words that have lost their first letters: *'tis*, *'em*, *rock 'n' roll*."""

_ENDING: Final = re.compile(r"'(?:s|t|re|ll|ve|d|m)\b(?!')")
"""At the start of a text it goes on from what a template printed there."""

_FIGURE: Final = re.compile(r"[\d½⅓⅔¼¾⅛⅜⅝⅞]$")
_AFTER_FEET: Final = re.compile(r"\d['′] ?-? ?[\d½⅓⅔¼¾⅛⅜⅝⅞/ -]*$")
_MEASURE_ENDS: Final = re.compile(r"$|[^\w]|[xX] ?\d|\d")
"""What may follow on feet or inches: no letter, but *x* in *8″x10″*, and figures of inches."""

_EM: Final = re.compile(r"(?<!^)(?<![-|:])---(?![-|:])", re.MULTILINE)
_EN: Final = re.compile(r"(?<!^)(?<![-|:])--(?![-|:])(?!(?<=\s--)\w)", re.MULTILINE)
"""Two hyphens within a line, unless they begin a command's option."""
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
"""Spaces at which no line should end."""

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

    held = _MACHINE.sub(keep, text) if _MAY_BE_MACHINE.search(text) else text
    for rule in _RULES:
        held = rule(held)
    return re.sub("\ue000(\\d+)\ue001", lambda m: kept[int(m[1])], held) if kept else held


def _quotes(text: str) -> str:
    if '"' not in text and "'" not in text:
        return text
    return _Quotes(text).set()


class _Quotes:
    """The quotation marks of one text, set from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.signs = list(text)
        self.open: list[str] = []
        """Marks of this paragraph that nothing has closed yet."""

    def set(self) -> str:
        for found in _QUOTE.finditer(self.text):
            mark = found[0]
            if mark in "\"'":
                self.signs[found.start()] = (
                    self._double(found) if mark == '"' else self._single(found)
                )
            else:
                self.open.clear()
        return "".join(self.signs)

    def _double(self, found: re.Match[str]) -> str:
        at = found.start()
        if self._opens(at) or ('"' not in self.open and self._begins_late(at)):
            self.open.append('"')
            return "“"
        if self._is_inches(at):
            return "″"
        return self._closed('"', "”")

    def _single(self, found: re.Match[str]) -> str:
        at = found.start()
        elided = _YEAR.match(self.text, at) or _ELISION.match(self.text, at)
        if (elided and not self.text[:at][-1:].isalnum()) or (at == 0 and _ENDING.match(self.text)):
            return "’"
        if self._opens(at):
            self.open.append("'")
            return "‘"
        if self._is_measure(at) and ("'" not in self.open or self.text[at + 1 : at + 2].isdigit()):
            return "′"
        return self._closed("'", "’") if not self._after(at).isalnum() else "’"

    def _closed(self, mark: str, sign: str) -> str:
        if mark in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(mark) :]
        return sign

    # What stands around a mark

    def _before(self, at: int) -> str:
        """The sign before a mark and its markup; empty at the start."""
        while at and self.signs[at - 1] in _MARKUP:
            at -= 1
        return self.signs[at - 1] if at else ""

    def _after(self, at: int) -> str:
        """The sign after a mark, other marks and markup; empty at the end."""
        rest = self.text[at + 1 :].lstrip(f"{_MARKUP}\"'")
        return rest[:1]

    def _opens(self, at: int) -> bool:
        before, after = self._before(at), self._after(at)
        if not before or before.isspace() or before in _BRACKETS:
            return bool(after) and not after.isspace()
        dashed = before in _DASHES or self.text[:at].rstrip(_MARKUP).endswith("--")
        return dashed and _is_word(after)

    def _begins_late(self, at: int) -> bool:
        """Whether it opens behind a sign that usually ends what is quoted: *Note:"yes"*."""
        return self._before(at) in ":,;-" and _is_word(self._after(at))

    def _is_measure(self, at: int) -> bool:
        """Whether it may stand for feet or inches: right after a figure, and no letter after it."""
        return bool(_FIGURE.search(self.text[:at]) and _MEASURE_ENDS.match(self.text, at + 1))

    def _is_inches(self, at: int) -> bool:
        if not self._is_measure(at):
            return False
        if '"' not in self.open or _AFTER_FEET.search(self.text[:at]):
            return True
        # a mark that can only close comes later: then this one does not
        later = self.text.find('"', at + 1)
        if later < 0 or "\n\n" in self.text[at:later]:
            return False
        before = self._before(later)
        ends = not before.isspace() and before not in _BRACKETS and before not in _DASHES
        return ends and not before.isdigit()


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign in set("$#.…\ue000")


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
        if parts[number][-1:] in {'"', "'"} and number + 1 < len(parts):
            behind = "x"  # a mark before a condition belongs to what comes under it
        said = typographic(f"{before}{parts[number]}{behind}")
        parts[number] = said[len(before) : len(said) - len(behind)]
    return "".join(parts)
