"""Places in the file that bookmarks and links lead to (ISO 32000-1, 12.3.2)."""

from collections.abc import Sequence

from handouts.pages import TextRun
from handouts.pdf.drawing import PageContent
from handouts.pdf.operators import number


def destinations(contents: Sequence[PageContent], page_numbers: Sequence[int]) -> dict[str, str]:
    """Where each leaf begins: a little over its first line, with the reader's own zoom."""
    targets: dict[str, str] = {}
    for content, page in zip(contents, page_numbers, strict=True):
        for mark in content.marks:
            if isinstance(mark.first, TextRun):
                top = content.page.height - mark.first.y + 1.5 * mark.first.size
                targets.setdefault(mark.leaf, f"[{page} 0 R/XYZ 0 {number(top)} null]")
    return targets
