"""The texts of nodes and answers in lines: narrower than running text, and never hyphenated."""

from functools import lru_cache
from typing import Final

from handouts.style import Face
from handouts.typeset.metrics import Metrics

NO_BREAK: Final = "\u00a0"


@lru_cache(maxsize=4_096)
def wrapped(text: str, face: Face, size: float, room: float, metrics: Metrics) -> tuple[str, ...]:
    """Lines no wider than ``room``, the last not a lone word where that costs no further line.

    A line keeps the space at which it was broken; a word that is too wide is broken anywhere.
    """
    words = [part for w in text.split(" ") if w for part in _parts(w, face, size, room, metrics)]
    lines = _filled(words, face, size, room, metrics)
    if len(lines) > 1 and len(lines[-1]) == 1:
        for narrower in range(4, 60, 4):
            other = _filled(words, face, size, room - narrower, metrics)
            if len(other) > len(lines):
                break
            if len(other[-1]) > 1:
                lines = other
                break
    return (*(" ".join(line) + " " for line in lines[:-1]), *(" ".join(ln) for ln in lines[-1:]))


def _filled(
    words: list[str], face: Face, size: float, room: float, metrics: Metrics
) -> list[list[str]]:
    lines: list[list[str]] = []
    used = 0.0
    space = metrics.width(" ", face, size)
    for word in words:
        width = metrics.width(word, face, size)
        if lines and used + space + width <= room + 0.01:
            lines[-1].append(word)
            used += space + width
        else:
            lines.append([word])
            used = width
    return lines


def _parts(word: str, face: Face, size: float, room: float, metrics: Metrics) -> list[str]:
    if metrics.width(word, face, size) <= room:
        return [word]
    if NO_BREAK in word:
        tied = word.split(NO_BREAK)
        return [part for w in tied for part in _parts(w, face, size, room, metrics)]
    parts = [""]
    for letter in word:
        if parts[-1] and metrics.width(parts[-1] + letter, face, size) > room:
            parts.append("")
        parts[-1] += letter
    return parts
