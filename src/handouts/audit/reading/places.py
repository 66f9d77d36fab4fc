"""Where a printed sentence was written: the file and line of the value that it came from."""

import re
from pathlib import Path
from typing import Final

from handouts.diagnostics import HandoutsError, Span
from handouts.document import Block
from handouts.load.yaml_tree.texts import LARGEST_TABLE, place_in, read_text

_WORD: Final = re.compile(r"[^\W_]+")
_LINK: Final = re.compile(r"\]\([^)]*\)")

_OPENING: Final = 5
"""Words by which a sentence is found in its file."""


def place_of(sentence: str, block: Block, root: str) -> Span | None:
    """The value that has most of the sentence, at its own line there, else the block's layout."""
    said = _plain(sentence)
    best, most = block.span, len(said) // 2
    for origin in block.origins:
        own = _plain(origin.text)
        shared = min(len(own), len(said)) if own in said or said in own else 0
        if shared > most:
            best, most = origin.span, shared
    return _in_file(sentence, best, root) if best else None


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(_LINK.sub("]", text).lower()))


def _in_file(sentence: str, start: Span, root: str) -> Span:
    """The place of the sentence's first words from a place on, where they stand as printed."""
    try:
        text = read_text(Path(root) / start.file, start.file, LARGEST_TABLE)
    except HandoutsError:
        return start
    offset = sum(len(line) + 1 for line in text.split("\n")[: max(start.line - 1, 0)])
    opening = r"[\W_]+".join(map(re.escape, _WORD.findall(sentence)[:_OPENING]))
    found = re.compile(opening, re.IGNORECASE).search(text, offset) if opening else None
    return place_in(text, found.start(), start.file) if found else start
