"""The texts of nodes and answers in lines: narrower than running text, and never hyphenated.

``typeset.lines`` breaks other text, by other rules. There a line may end after a hyphen or a slash; a
node's words stay whole if they fit. There a last line of one word takes a second one from the
line before; here all lines become narrower, as they stand ragged in a box as wide as the longest.
"""

from handouts.characters import NO_BREAK
from handouts.kept import kept
from handouts.style import Face
from handouts.typeset.lines.metrics import Metrics


@kept(most=4_096)
def wrapped(text: str, face: Face, size: float, room: float, metrics: Metrics) -> tuple[str, ...]:
    """Lines no wider than ``room``, the last not a lone word where that costs no further line.

    A line keeps the space at which it was broken; a word that is too wide is broken anywhere.
    """
    measured = [(word, metrics.width(word, face, size)) for word in text.split(" ") if word]
    space = metrics.width(" ", face, size)
    if any(width > room for _, width in measured):
        parts = [p for w, _ in measured for p in _parts(w, face, size, room, metrics)]
        measured = [(part, metrics.width(part, face, size)) for part in parts]
    lines = _filled(measured, space, room)
    if len(lines) > 1 and len(lines[-1]) == 1:
        for narrower in range(4, 60, 4):
            other = _filled(measured, space, room - narrower)
            if len(other) > len(lines):
                break
            if len(other[-1]) > 1:
                lines = other
                break
    return (*(" ".join(line) + " " for line in lines[:-1]), *(" ".join(ln) for ln in lines[-1:]))


def _filled(words: list[tuple[str, float]], space: float, room: float) -> list[list[str]]:
    """First fit of words with their widths."""
    lines: list[list[str]] = []
    used = 0.0
    for word, width in words:
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
