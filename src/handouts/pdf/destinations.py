"""Places in the file that bookmarks and links lead to (ISO 32000-1, 12.3.2)."""

from collections.abc import Iterator, Mapping, Sequence

from handouts.document.references import FIRST
from handouts.pages import TextRun
from handouts.pdf.drawing import PageContent
from handouts.pdf.operators import number
from handouts.pdf.structure import Element


def destinations(
    contents: Sequence[PageContent], page_numbers: Sequence[int], leaves: Mapping[str, Element]
) -> dict[str, str]:
    """Where each leaf begins: a little over its first line, with the reader's own zoom.

    Likewise each entry of a list of sources, and, behind its name, the first figure for it.
    """
    targets: dict[str, str] = {}
    for content, page in zip(contents, page_numbers, strict=True):
        for mark in content.marks:
            if isinstance(mark.first, TextRun):
                top = content.page.height - mark.first.y + 1.5 * mark.first.size
                place = f"[{page} 0 R/XYZ 0 {number(top)} null]"
                for name in _names(mark.leaf, mark.first.run, leaves):
                    targets.setdefault(name, place)
    return targets


def _names(leaf: str, run: int, leaves: Mapping[str, Element]) -> Iterator[str]:
    yield leaf
    element = leaves[leaf]
    if run in element.references:
        yield f"{element.references[run]}{FIRST}"
    elif run in element.notes:
        yield element.notes[run]
