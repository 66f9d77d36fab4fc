"""Characters with a name, characters that nobody sees, and writing systems that are not set yet.

Ranges and names after the Unicode Character Database 14 (Python's own ``unicodedata``).
"""

import re
import unicodedata
from typing import Final

NO_BREAK: Final = "\u00a0"
"""A space at which no line ends."""

SOFT_HYPHEN: Final = "\u00ad"
"""Ends a line within a divided word: drawn as a hyphen, left out where the text is read."""

INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffd"
    "\ufdd0-\ufdef\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]"
    "|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"  # which also joins emoji
)
"""Characters that no text may hold: control characters, line breaks of Unicode alone, marks that change
the direction of text, characters without width or for private use, the replacement character, and
noncharacters."""

_KINDS: Final = (
    (re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]"), "a private character"),
    (re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"), "a mark that turns text around"),
    (re.compile("\ufffd"), "the sign for a character that was lost"),
    (re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]"), "a character without width"),
)

_EMOJI: Final = re.compile(
    "[\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1"
    "\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a"
    "\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\u20e3"
    "\ufe0e\ufe0f\U0001f000-\U0001f0ff\U0001f170-\U0001faff]"
)
"""Characters that are shown as pictures by default (``emoji-data.txt``)."""

_UNSET: Final = {
    "ARABIC": "Arabic", "HEBREW": "Hebrew", "SYRIAC": "Syriac", "THAANA": "Thaana", "NKO": "N’Ko",
    "DEVANAGARI": "Devanagari", "BENGALI": "Bengali", "GURMUKHI": "Gurmukhi",
    "GUJARATI": "Gujarati", "ORIYA": "Odia", "TAMIL": "Tamil", "TELUGU": "Telugu",
    "KANNADA": "Kannada", "MALAYALAM": "Malayalam", "SINHALA": "Sinhala", "THAI": "Thai",
    "LAO": "Lao", "TIBETAN": "Tibetan", "MYANMAR": "Burmese", "KHMER": "Khmer",
    "MONGOLIAN": "Mongolian", "ETHIOPIC": "Ethiopic", "HANGUL": "Korean", "CJK": "Chinese",
    "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "BOPOMOFO": "Chinese", "JAVANESE": "Javanese",
    "BALINESE": "Balinese", "CHEROKEE": "Cherokee", "ADLAM": "Adlam",
}  # fmt: skip
"""First word of a character's name → the writing system as people call it."""


def normalised(text: str) -> str:
    """The text in NFC: letters with their marks as one character where there is one."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def described(character: str) -> str:
    """``U+200B, zero width space``."""
    code = ord(character)
    name = unicodedata.name(character, "")
    if not name and code < 0xA0:
        name = "control character"
    return f"U+{code:04X}, {name.lower()}" if name else f"U+{code:04X}"


def invisible(character: str) -> str:
    """The name of a character that no text may hold, such as ``a private character (U+E001)``."""
    kinds = (kind for pattern, kind in _KINDS if pattern.match(character))
    return f"{next(kinds, 'an invisible character')} ({described(character)})"


def is_emoji(character: str) -> bool:
    """Whether a character is shown as a small picture, or turns the one before it into one."""
    return _EMOJI.match(character) is not None


def unset_script(character: str) -> str | None:
    """The writing system of a character that cannot be set correctly yet: ``Arabic``, ``Thai``."""
    name = unicodedata.name(character, "").replace("-", " ")
    first, _, rest = name.partition(" ")
    if first in {"HALFWIDTH", "FULLWIDTH"}:
        first = rest.partition(" ")[0]
    known = _UNSET.get(first)
    if known is None and unicodedata.bidirectional(character) in {"R", "AL", "AN"}:
        return "a writing system that runs from right to left"
    return known
