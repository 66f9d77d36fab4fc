"""What printed facts rest on, kept within the text until its paragraphs are known.

A fact that a template prints is followed by a sign for each of its sources. Markdown takes it along
as any other letter; where the text becomes runs, it becomes a run without text.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Final

from handouts.document import Run

_FIRST: Final = 0xF0000
"""Signs are of the first private plane of Unicode, which no text of a project holds."""

_SIGNS: Final = re.compile("([\U000f0000-\U000ffffd]+)")

_signs: dict[str, str] = {}
_sources: dict[str, str] = {}
_next: Final = count(_FIRST)


def signs(sources: Iterable[str]) -> str:
    """A sign for each source; the same in all editions of a process."""
    return "".join(_signs.get(source) or _new(source) for source in map(str, sources))


def _new(source: str) -> str:
    sign = chr(next(_next))
    _signs[source] = sign
    _sources[sign] = source
    return sign


def signs_in(text: str) -> str:
    """The first sign in a text: of one that comes from a template, it would name a source."""
    found = None if text.isascii() else _SIGNS.search(text)
    return found[0][0] if found else ""


def without_signs(text: str) -> str:
    """The text alone."""
    return text if text.isascii() else _SIGNS.sub("", text)


def cited(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs with their signs read: runs without text, which name sources."""
    return tuple([part for run in runs for part in _parts(run)])


def _parts(run: Run) -> Sequence[Run]:
    text = run.text
    if text.isascii():
        return (run,)
    found = _SIGNS.split(text)
    if len(found) == 1:
        return (run,)
    parts: list[Run] = []
    for said, marks in zip(found[::2], (*found[1::2], ""), strict=True):
        if said:
            parts.append(run.with_text(said))
        if marks:
            parts.append(Run("", cites=tuple([_sources[sign] for sign in marks])))
    return parts
