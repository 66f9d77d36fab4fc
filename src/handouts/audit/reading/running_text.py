"""The text of a sheet that one reads on, sentence by sentence.

It is all paragraphs, list items and callouts of the sheet in their order, counted together, so that
short texts of one sheet make one. Headings, labels, verdicts, small print (notices, citations, credits),
sources, tables, drawings, lines to write on, and figures that stand for sources are no part of it.
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


_READ_ON: Final = frozenset({"body", "lead"})
"""Manners of paragraphs that are running text; others are labels, verdicts and small print."""


def running_text(blocks: tuple[Block, ...]) -> Iterator[tuple[str, Block]]:
    """Every sentence that one reads on, and its block, in reading order."""
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
    """What ends as a sentence, or is long enough to be read as one."""
    return (
        one
        for one in sentences(_without_titles(text))
        if _is_ended(one) or len(words(one)) >= FEWEST_ALONE
    )


def _is_ended(text: str) -> bool:
    return text.rstrip(")]”’\"' ").endswith((".", "!", "?"))


def _without_titles(text: RichText) -> str:
    """Without figures and ways to other steps, and without a bold title that is run in."""
    runs = [run for run in text if not (run.link or "").startswith("#")]
    if len(runs) > 1 and runs[0].bold and runs[0].text.rstrip().endswith((".", ":", "?")):
        runs = runs[1:]
    return " ".join(plain(tuple(runs)).split())
