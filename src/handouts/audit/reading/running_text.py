"""The text of a sheet that one reads on, sentence by sentence.

It is all paragraphs, list items and callouts of the sheet in their order, counted together, so that
short texts of one sheet make one. Headings, labels, verdicts, small print (notices, citations, credits),
sources, tables, drawings, lines to write on, and figures that stand for sources are no part of it.
"""

from collections.abc import Iterator
from typing import Final

from handouts.audit.reading.grade import FEWEST_ALONE, sentences, words
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
                for item in block.items:
                    yield from ((one, block) for one in _sentences(item.text))


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
