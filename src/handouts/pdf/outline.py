"""Bookmarks from the headings (ISO 32000-1, 12.3.3)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from handouts.characters import SOFT_HYPHEN
from handouts.document import Document, Heading, Section, plain, walk
from handouts.document.packet import opening
from handouts.pages import in_file
from handouts.pdf.container import Packed, text_string
from handouts.pdf.destinations import Destinations
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
    leaves: Mapping[str, Mapping[str, Element]],
    targets: Destinations,
) -> int | None:
    """Add the headings of the first three levels; returns the outline's number, if there is one.

    Levels are those of the structure tree, so none is skipped. ``targets`` are places of leaves.
    A part of a packet is called as in its contents.
    """
    root = _Bookmark("", "")
    open_ = [root]
    for part, leaf, title in _titles(document):
        level = heading_level(leaves[part][leaf]) or _DEEPEST - 1
        target = targets.get(in_file(leaf, part))
        if level > _DEEPEST or target is None:
            continue
        bookmark = _Bookmark(title.replace(SOFT_HYPHEN, "").strip(), target)
        del open_[level:]
        open_[-1].kids.append(bookmark)
        open_.append(bookmark)
    if not root.kids:
        return None
    outline = packed.reserve()
    packed.set(outline, f"<</Type/Outlines{_add_kids(packed, root, outline)}>>")
    return outline


def _titles(document: Document) -> Iterator[tuple[str, str, str]]:
    """The part, the leaf and the title of each part and heading, in order."""
    part = first = ""
    for block in walk((*document.body, *document.foot)):
        if isinstance(block, Section):
            part, first = block.id, opening(block.blocks)
            if first:
                yield part, first, block.title
        elif isinstance(block, Heading) and block.id != first:
            yield part, block.id, plain(block.text)


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
