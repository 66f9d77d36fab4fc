"""Where English words may be divided."""

from functools import cache, lru_cache
from typing import Final

import pyphen

SOFT_HYPHEN: Final = "\u00ad"
"""Ends a divided word: drawn as a hyphen, and read as none."""

_SHORTEST: Final = 7
_HEAD: Final = 3
_TAIL: Final = 3


@cache
def _dictionary() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US", left=_HEAD, right=_TAIL)


@lru_cache(maxsize=8_192)
def hyphenated(word: str) -> tuple[tuple[str, str], ...]:
    """The ways to divide a word, the longest head first; names and figures stay whole."""
    letters = word.rstrip(".,;:!?)”’")
    if len(letters) < _SHORTEST or not letters.isalpha() or not letters[1:].islower():
        return ()
    if letters[0].isupper():
        return ()
    return tuple(
        (word[:place] + SOFT_HYPHEN, word[place:])
        for place in sorted(_dictionary().positions(letters), reverse=True)
    )
