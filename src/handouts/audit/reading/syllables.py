"""Syllables of English words, by pyphen."""

import re
from functools import cache, lru_cache
from typing import Final

import pyphen

_VOWELS: Final = re.compile(r"[aeiouy]+")
_SILENT: Final = re.compile(r"(?:[^aeiouyl]|[aeiouy]l)e$|[^aeiouytd]ed$|[^aeioucsxzhg]es$")
"""Endings that are written with a vowel and said without one."""

_LETTERS: Final = re.compile(r"[^\W\d_]+")

_MOST_SPELT: Final = 5
"""Longer words in capitals are said as words."""


@cache
def _dictionary() -> pyphen.Pyphen:
    # Two letters before and after: with one, its patterns divide words of one syllable.
    return pyphen.Pyphen(lang="en_US", left=2, right=2)


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """How many syllables a word has; a figure has one, letters said one by one as many as they are.

    pyphen never divides off a single letter (a-bout, cop-y). So it is never less than the groups
    of vowels, without a silent end.
    """
    return sum(_of_part(part) for part in _LETTERS.findall(word)) or 1


def _of_part(part: str) -> int:
    if part.isupper() and len(part) <= _MOST_SPELT:
        return len(part)
    letters = part.lower()
    return max(len(_dictionary().positions(letters)) + 1, _said(letters))


def _said(letters: str) -> int:
    groups = len(_VOWELS.findall(letters))
    silent = groups > 1 and _SILENT.search(letters)
    return max(1, groups - bool(silent))
