"""Bookmarks from the headings (ISO 32000-1, 12.3.3)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from handouts.document import Document, Heading, plain, walk
from handouts.pages import TextRun
from handouts.pdf.container import Packed, text_string
from handouts.pdf.drawing import PageContent
from handouts.pdf.operators import number
from handouts.pdf.structure import Element, heading_level

_DEEPEST: Final = 3


@dataclass(slots=True)
class _Bookmark:
    title: str
    target: str
    kids: list["_Bookmark"] = field(default_factory=list)


def add_outline(
    packed: Packed,
    document: Document,
    leaves: Mapping[str, Element],
    targets: Mapping[str, str],
) -> int | None:
    """Add the headings of the first three levels; returns the outline's number, if there is one.

    Levels are those of the structure tree, so none is skipped.
    """
    root = _Bookmark("", "")
    open_ = [root]
    for heading in _headings(document):
        level = heading_level(leaves[heading.id]) or 1
        if level > _DEEPEST or heading.id not in targets:
            continue
        title = plain(heading.text).replace("\u00ad", "").strip()
        bookmark = _Bookmark(title, targets[heading.id])
        del open_[level:]
        open_[-1].kids.append(bookmark)
        open_.append(bookmark)
    if not root.kids:
        return None
    outline = packed.reserve()
    packed.set(outline, f"<</Type/Outlines{_add_kids(packed, root, outline)}>>")
    return outline


def _headings(document: Document) -> Iterator[Heading]:
    blocks = walk((*document.body, *document.foot))
    return (block for block in blocks if isinstance(block, Heading))


def destinations(contents: Sequence[PageContent], page_numbers: Sequence[int]) -> dict[str, str]:
    """Where each leaf begins: a little over its first line, with the reader's own zoom."""
    targets: dict[str, str] = {}
    for content, page in zip(contents, page_numbers, strict=True):
        for mark in content.marks:
            if isinstance(mark.first, TextRun):
                top = content.page.height - mark.first.y + 1.5 * mark.first.size
                targets.setdefault(mark.leaf, f"[{page} 0 R/XYZ 0 {number(top)} null]")
    return targets


def _add_kids(packed: Packed, bookmark: _Bookmark, parent: int) -> str:
    """Add the bookmarks beneath one; returns its entries for them."""
    if not bookmark.kids:
        return ""
    numbers = [packed.reserve() for _ in bookmark.kids]
    for index, (kid, own) in enumerate(zip(bookmark.kids, numbers, strict=True)):
        before = f"/Prev {numbers[index - 1]} 0 R" if index else ""
        after = f"/Next {numbers[index + 1]} 0 R" if index + 1 < len(numbers) else ""
        packed.set(
            own,
            f"<</Title{text_string(kid.title)}/Parent {parent} 0 R{before}{after}"
            f"/Dest{kid.target}{_add_kids(packed, kid, own)}>>",
        )
    return f"/First {numbers[0]} 0 R/Last {numbers[-1]} 0 R/Count {_shown(bookmark)}"


def _shown(bookmark: _Bookmark) -> int:
    """How many bookmarks stand beneath one, all unfolded."""
    return sum(1 + _shown(kid) for kid in bookmark.kids)
