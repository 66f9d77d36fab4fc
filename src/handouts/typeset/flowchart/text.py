"""The texts of nodes and answers in lines: narrower than running text, and their words whole where they fit.

``typeset.lines`` breaks other text, by other rules. There a line may end after a hyphen or a slash; a
node's words stay whole if they fit. There a last line of one word takes a second one from the
line before; here all lines become narrower, as they stand ragged in a box as wide as the longest.
"""

from typing import NamedTuple

from handouts.characters import NO_BREAK
from handouts.kept import kept
from handouts.style import Face
from handouts.typeset.lines.breaking import parts_of
from handouts.typeset.lines.metrics import Metrics


@kept(most=4_096)
def wrapped(text: str, face: Face, size: float, room: float, metrics: Metrics) -> tuple[str, ...]:
    """Lines no wider than ``room``, the last not a lone word where that costs no further line.

    A line keeps the space at which it was broken; a word that is too wide is divided as in running text.
    """
    words = [_Word(w, metrics.width(w, face, size)) for w in text.split(" ") if w]
    space = metrics.width(" ", face, size)
    if any(word.width > room for word in words):
        words = [p for word in words for p in _parts(word.text, face, size, room, metrics)]
    lines = _filled(words, space, room)
    if len(lines) > 1 and len(lines[-1]) == 1:
        for narrower in range(4, 60, 4):
            other = _filled(words, space, room - narrower)
            if len(other) > len(lines):
                break
            if len(other[-1]) > 1:
                lines = other
                break
    return (*map(_line, lines[:-1]), *(_line(line).rstrip(" ") for line in lines[-1:]))


class _Word(NamedTuple):
    text: str
    width: float
    goes_on: bool = False
    """Whether it is the head of a word that goes on in the next line."""


def _line(words: list[_Word]) -> str:
    return " ".join(word.text for word in words) + ("" if words[-1].goes_on else " ")


def _filled(words: list[_Word], space: float, room: float) -> list[list[_Word]]:
    """First fit of words with their widths."""
    lines: list[list[_Word]] = []
    used = 0.0
    for word in words:
        if lines and not lines[-1][-1].goes_on and used + space + word.width <= room + 0.01:
            lines[-1].append(word)
            used += space + word.width
        else:
            lines.append([word])
            used = word.width
    return lines


def _parts(word: str, face: Face, size: float, room: float, metrics: Metrics) -> list[_Word]:
    width = metrics.width(word, face, size)
    if width <= room:
        return [_Word(word, width)]
    if NO_BREAK in word:
        tied = word.split(NO_BREAK)
        return [part for w in tied if w for part in _parts(w, face, size, room, metrics)]
    *heads, last = parts_of(word, lambda part: metrics.width(part, face, size) <= room)
    return [
        *(_Word(head, metrics.width(head, face, size), goes_on=True) for head in heads),
        _Word(last, metrics.width(last, face, size)),
    ]
