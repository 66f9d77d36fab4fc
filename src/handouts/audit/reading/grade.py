"""The reading grade of a text (Flesch-Kincaid), and the sentences that it is made of.

Grade = 0.39 · words / sentences + 11.8 · syllables / words − 15.59: Kincaid, Fishburne, Rogers and
Chissom 1975, Naval Technical Training Command, Research Branch Report 8-75.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

import pyphen

from handouts.kept import kept

# Syllables of English words, by pyphen.

_VOWELS: Final = re.compile(r"[aeiouy]+")
_SILENT: Final = re.compile(r"(?:[^aeiouyl]|[aeiouy]l)e$|[^aeiouytd]ed$|[^aeioucsxzhg]es$")
"""Endings with a written vowel that is not spoken."""

_LETTERS: Final = re.compile(r"[^\W\d_]+")

_MOST_SPELT: Final = 5
"""Letters of an abbreviation that is spelt out; longer words in capitals are spoken as words."""


@cache
def _dictionary() -> pyphen.Pyphen:
    # Two letters before and after: with one, its patterns divide words of one syllable.
    return pyphen.Pyphen(lang="en_US", left=2, right=2)


@kept(most=20_000)
def syllables(word: str) -> int:
    """How many syllables a word has; a figure has one, a spelt-out abbreviation one for each letter.

    pyphen never divides off a single letter (a-bout, cop-y). So the count is never less than the
    number of vowel groups, a silent ending aside.
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


FEWEST_SENTENCES: Final = 3
FEWEST_WORDS: Final = 40
"""A shorter text has no grade: one long word would decide it."""

FEWEST_ALONE: Final = 4
"""A text of so many words is a sentence even without an end mark; a shorter one is a label or verdict."""

EASY: Final = 2
"""A word of the glossary counts as this many syllables at most."""

_END: Final = re.compile(r"(?<=[.!?])[)\]”’\"']*\s+(?=[\W_]*[A-Z0-9])")
_NO_END: Final = re.compile(
    r"(?:\b(?:[A-Z]\.)+|\b(?:St|Dr|Mr|Mrs|Ms|No|Inc|vs|e\.g|i\.e|approx)\.)$"
)
_ADDRESS: Final = re.compile(r"://|^www\.|@|[a-z0-9]\.(?:gov|org|com|edu|net|us)\b", re.IGNORECASE)
_TRIM: Final = re.compile(r"^[\W_]+|[\W_]+$")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_DASHES: Final = re.compile(r"[\s/–—]+")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of one paragraph or list item; the last one may lack its end mark."""
    found: list[str] = []
    held = ""
    for part in _END.split(text.strip()):
        held = f"{held} {part}".strip()
        if not _NO_END.search(part):
            found.append(held)
            held = ""
    return (*found, held) if held else tuple(found)


def words(text: str) -> tuple[str, ...]:
    """The words of a text, without punctuation; web and mail addresses are left out."""
    parts = (part for part in _DASHES.split(_without_addresses(text)))
    return tuple(word for part in parts if (word := _TRIM.sub("", part)))


def _without_addresses(text: str) -> str:
    return " ".join(part for part in text.split() if not _ADDRESS.search(part))


@dataclass(frozen=True, slots=True)
class Count:
    """The counts from which the grade is reckoned."""

    sentences: int
    words: int
    syllables: int

    @property
    def formula(self) -> float:
        """The formula's value, however short the text."""
        if not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59

    @property
    def grade(self) -> float | None:
        """The school grade to a tenth; ``None`` for a text that is too short for one."""
        if self.sentences < FEWEST_SENTENCES or self.words < FEWEST_WORDS:
            return None
        return round(self.formula, 1)


def count(texts: Iterable[str], easy: frozenset[str] = frozenset()) -> Count:
    """Count sentences; ``easy`` are the words of a glossary, in lower case."""
    own = [found for text in texts if (found := words(text))]
    said = sum(_syllables(word, easy) for found in own for word in found)
    return Count(len(own), sum(map(len, own)), said)


def _syllables(word: str, easy: frozenset[str]) -> int:
    number = syllables(word)
    return min(number, EASY) if number > EASY and _is_easy(word, easy) else number


def _is_easy(word: str, easy: frozenset[str]) -> bool:
    bare = _POSSESSIVE.sub("", word.lower())
    return bare in easy or bare.removesuffix("s") in easy
