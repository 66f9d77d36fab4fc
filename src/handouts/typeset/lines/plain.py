"""Breaking text of one manner, which nearly all text is: word by word, without looking into words."""

import re
from typing import Final

from handouts.document import Run
from handouts.style import Face
from handouts.typeset.lines.line import SLACK, Line, Setting, Stretch, face_of
from handouts.typeset.lines.metrics import Metrics

INNER_BREAKS: Final = re.compile(r"(?<=\w\w[-–—/])(?=[^\W\d_]{3})|(?<=…)(?=\w)")
"""Within a word a line may end after a hyphen, a dash or a slash, with two signs before it and three
letters behind: `MA-P` and `and/or` stay whole."""


def break_plain(
    run: Run, setting: Setting, width: float, metrics: Metrics
) -> tuple[Line, ...] | None:
    """First fit, a last line of one word mended; ``None`` where a word itself has to be broken."""
    words = [word for word in run.text.split(" ") if word]
    if not words:
        return ()
    face = face_of(setting.type.face, bold=run.bold, italic=run.italic, emphasis=setting.emphasis)
    size, tracking, tabular = setting.type.size, setting.type.tracking, setting.tabular
    wide = metrics.widths(words, face, size, tabular=tabular)
    if tracking:
        wide = [own + tracking * len(word) for own, word in zip(wide, words, strict=True)]
    space = metrics.width(" ", face, size, tabular=tabular) + tracking
    limit = width + SLACK
    if max(wide) > limit:
        return None
    ends = _first_fit(words, wide, space, limit, hyphens=setting.hyphens)
    if ends is None:
        return None
    if setting.balanced and len(ends) > 1:
        ends = _balanced(wide, space, limit, len(ends))
    else:
        _mend_last(ends, wide, space, limit)
    return tuple(_lines(words, wide, ends, space, run, face))


def _first_fit(
    words: list[str], wide: list[float], space: float, limit: float, *, hyphens: bool
) -> list[int] | None:
    """Where each line ends, or ``None`` where part of a word might have gone on the line before."""
    ends: list[int] = []
    used = wide[0]
    for number in range(1, len(words)):
        longer = used + space + wide[number]
        if longer <= limit:
            used = longer
            continue
        if hyphens or INNER_BREAKS.search(words[number]):
            return None
        ends.append(number)
        used = wide[number]
    return [*ends, len(words)]


def _narrower(wide: list[float], space: float, limit: float) -> list[int]:
    ends: list[int] = []
    used = wide[0]
    for number in range(1, len(wide)):
        used += space + wide[number]
        if used > limit:
            ends.append(number)
            used = wide[number]
    return [*ends, len(wide)]


def _balanced(wide: list[float], space: float, limit: float, count: int) -> list[int]:
    """The narrowest lines of which there are no more than ``count``."""
    low, high = max(wide), limit
    while high - low > 2.0:
        middle = (low + high) / 2
        if len(_narrower(wide, space, middle)) > count:
            low = middle
        else:
            high = middle
    return _narrower(wide, space, high)


def _mend_last(ends: list[int], wide: list[float], space: float, limit: float) -> None:
    """Give a last line of one word a second one, if the line before can spare it."""
    if len(ends) < 2 or ends[-1] - ends[-2] != 1:
        return
    first = ends[-3] if len(ends) > 2 else 0
    if ends[-2] - first >= 3 and wide[-2] + space + wide[-1] <= limit:
        ends[-2] -= 1


def _lines(
    words: list[str], wide: list[float], ends: list[int], space: float, run: Run, face: Face
) -> list[Line]:
    made, start = [], 0
    for end in ends:
        length = sum(wide[start:end]) + space * (end - start - 1)
        text = " ".join(words[start:end])
        last = end == len(words)
        stretch = Stretch(
            0.0,
            text if last else f"{text} ",
            face,
            0,
            run.link,
            length if last else length + space,
        )
        made.append(Line((stretch,), length))
        start = end
    return made
