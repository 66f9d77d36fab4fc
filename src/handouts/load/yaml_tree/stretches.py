"""Where the characters of a value stand in the file, though YAML folds its lines and reads its escapes."""

import re
import unicodedata
from typing import Final

from handouts.diagnostics import Span

Stretch = tuple[int, int, int]
"""The place of a character in the value, from 0, and its line and column in the file."""

_WORDS: Final = r"(?P<words>[^\s{0}](?:[^\n{0}]*[^\s{0}])?)"
_DOUBLE: Final = re.compile(
    r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.|\n)|" + _WORDS.replace("{0}", r'"\\')
)
_SINGLE: Final = re.compile(r"''|" + _WORDS.replace("{0}", "'"))
_OTHER: Final = re.compile(_WORDS.replace("{0}", ""))
"""What stands in a line as it is in the value, and between quotes the escapes that do not."""


def stretches(written: str, style: str | None, place: Span, value: str) -> tuple[Stretch, ...]:
    """The parts of a value that stand in the file as they are, ``place`` being that of its first sign.

    None are needed where all of it does, on one line.
    """
    if not style and "\n" not in written:
        return ()
    pattern = {'"': _DOUBLE, "'": _SINGLE}.get(style or "", _OTHER)
    found: list[Stretch] = []
    reached = 0
    start = written.find("\n") if style in {"|", ">"} else 1 if style else 0
    for match in pattern.finditer(written, max(start, 0)):
        words = match["words"]
        if words is None:
            continue
        if not words.isascii():
            words = unicodedata.normalize("NFC", words)
        at = value.find(words, reached)
        if at < 0:  # only what was read so far is certain
            break
        found.append((at, *_line_and_column(written, match.start("words"), place)))
        reached = at + len(words)
    return tuple(found)


def _line_and_column(written: str, at: int, place: Span) -> tuple[int, int]:
    lines = written.count("\n", 0, at)
    column = at - written.rfind("\n", 0, at) if lines else place.column + at
    return place.line + lines, column
