"""The running text of a sheet, sentence by sentence.

Running text is all paragraphs, list items and callouts of the sheet in their order. They are counted
together, because most are too short for a grade of their own. Headings, labels, verdicts, small print
(notices, citations, credits), sources, tables, drawings, lines to write on, and the figures that stand
for sources do not belong to it.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from handouts.audit.reading.grade import FEWEST_ALONE, sentences, words
from handouts.diagnostics import HandoutsError, Span
from handouts.document import (
    Bibliography,
    Block,
    ListBlock,
    Notice,
    OverlapDiagram,
    Paragraph,
    RichText,
    plain,
    walk,
)
from handouts.load.yaml_tree.texts import LARGEST_TABLE, place_in, read_text

# Where a printed sentence was written: the file and line of the value that it came from.

_WORD: Final = re.compile(r"[^\W_]+")
_LINK: Final = re.compile(r"\]\([^)]*\)")

_OPENING: Final = 5
"""The first words of a sentence, by which it is found in its file."""


def place_of(sentence: str, block: Block, root: str) -> Span | None:
    """The line of a sentence in the value that holds most of it, else the block's place in the layout."""
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
    """The place of a sentence's first words in the file after ``start``, else ``start`` itself."""
    try:
        text = read_text(Path(root) / start.file, start.file, LARGEST_TABLE)
    except HandoutsError:
        return start
    offset = sum(len(line) + 1 for line in text.split("\n")[: max(start.line - 1, 0)])
    opening = r"[\W_]+".join(map(re.escape, _WORD.findall(sentence)[:_OPENING]))
    found = re.compile(opening, re.IGNORECASE).search(text, offset) if opening else None
    return place_in(text, found.start(), start.file) if found else start


_READ_ON: Final = frozenset({"body", "lead"})
"""Variants of paragraphs that are running text; others are labels, verdicts and small print."""


def running_text(blocks: tuple[Block, ...]) -> Iterator[tuple[str, Block]]:
    """Every sentence of running text and its block, in reading order."""
    drawn: set[str] = set()
    for block in walk(blocks):
        match block:
            case OverlapDiagram():
                drawn |= {block.bar.id, block.steps.id}
            case Notice() | Bibliography():
                continue
            case Paragraph() if block.variant in _READ_ON:
                yield from ((one, block) for one in _sentences(block.text))
            case ListBlock() if block.id not in drawn:
                for text in block.texts():
                    yield from ((one, block) for one in _sentences(text))


def _sentences(text: RichText) -> Iterator[str]:
    """The parts of a text that end as sentences, or are long enough to be read as one."""
    return (
        one
        for one in sentences(_without_titles(text))
        if _is_ended(one) or len(words(one)) >= FEWEST_ALONE
    )


def _is_ended(text: str) -> bool:
    return text.rstrip(")]”’\"' ").endswith((".", "!", "?"))


def _without_titles(text: RichText) -> str:
    """The text without source figures, links to other steps, and a bold run-in title."""
    runs = [run for run in text if not (run.link or "").startswith("#")]
    if len(runs) > 1 and runs[0].bold and runs[0].text.rstrip().endswith((".", ":", "?")):
        runs = runs[1:]
    return " ".join(plain(tuple(runs)).split())
