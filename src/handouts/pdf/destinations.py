"""Places in the file that bookmarks and links lead to (ISO 32000-1, 12.3.2)."""

from collections.abc import Mapping, Sequence

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
            first = mark.first
            if not isinstance(first, TextRun):
                continue
            new = [name for name in _names(leaves[mark.leaf], first.run) if name not in targets]
            if new:
                top = content.page.height - first.y + 1.5 * first.size
                targets.update(dict.fromkeys(new, f"[{page} 0 R/XYZ 0 {number(top)} null]"))
    return targets


def _names(element: Element, run: int) -> tuple[str, ...]:
    """What begins here: the leaf, an entry of a list, or what stands first for one."""
    leaf = element.leaf or ""
    if run in element.references:
        return (leaf, f"{element.references[run]}{FIRST}")
    return (leaf, element.notes[run]) if run in element.notes else (leaf,)
