"""Places in the file that bookmarks and links lead to (ISO 32000-1, 12.3.2)."""

from collections.abc import Mapping, Sequence

from handouts.document.references import FIRST
from handouts.pages import TextRun, in_file
from handouts.pdf.drawing import PageContent
from handouts.pdf.operators import number
from handouts.pdf.structure import Element


class Destinations:
    """Where each leaf begins: a little over its first line, with the reader's own zoom.

    Likewise each entry of a list of sources, and, behind its name, the first figure for it.
    """

    def __init__(
        self,
        contents: Sequence[PageContent],
        page_numbers: Sequence[int],
        leaves: Mapping[str, Mapping[str, Element]],
    ) -> None:
        self._places: dict[str, tuple[int, float, TextRun]] = {}
        for content, page in zip(contents, page_numbers, strict=True):
            part = content.page.part
            for mark in content.marks:
                first = mark.first
                if isinstance(first, TextRun):
                    place = page, content.page.height, first
                    self._places.setdefault(in_file(mark.leaf, part), place)
                    element = leaves[part][mark.leaf]
                    if element.references or element.notes:
                        self._places.setdefault(in_file(_name(element, first.run), part), place)

    def get(self, name: str) -> str | None:
        """The destination of a leaf, an entry or a first figure, by its name in the file.

        ``None`` where nothing is written.
        """
        if name not in self._places:
            return None
        page, height, first = self._places[name]
        top = height - first.y + 1.5 * first.size
        return f"[{page} 0 R/XYZ {number(first.x)} {number(top)} null]"


def _name(element: Element, run: int) -> str:
    """The name of what begins here: the first figure for an entry, an entry of the list, or the leaf."""
    if run in element.references:
        return f"{element.references[run]}{FIRST}"
    return element.notes.get(run, element.leaf or "")
