"""What is drawn on the pages, leaf by leaf, from one walk over the items."""

from dataclasses import field
from typing import NamedTuple, Protocol

from handouts.characters import SOFT_HYPHEN
from handouts.diagnostics import Diagnostic
from handouts.document import Block
from handouts.document.running import RUNNING
from handouts.frozen import dataclass
from handouts.kept import kept
from handouts.pages import Image, Item, Link, Page, Pages, Region, TextRun
from handouts.style import Face

# A loss as a diagnostic.

REMEDY = (
    "Nothing is printed with a loss. This is a fault of `handouts`, not of your files: please report "
    "it with this line. Until then write the block in another way, or leave it out"
)


def loss(code: str, message: str, block: Block | None) -> Diagnostic:
    """One loss, at the place of its block in the layout."""
    return Diagnostic(code, message, REMEDY, block.span if block is not None else None)


_SLACK = 0.5
"""Points by which rounding may move an item at an edge, or a run on its line."""


class Width(Protocol):
    """Measures text in points. It has a hash, because measurements are kept."""

    def __hash__(self) -> int: ...

    def __call__(self, text: str, face: Face, size: float, *, tabular: bool = False) -> float:
        """The advance width."""
        ...


@dataclass(slots=True)
class Drawn:
    """What is drawn of one leaf."""

    text: str = ""
    page: int = 0
    """The first page that the leaf is drawn on; 0 for none."""
    backward: int | None = None
    """The first page on which a line is above the line before it, or a word left of the word before it."""
    links: list[Link] = field(default_factory=list)
    regions: int = 0
    items: int = 0
    y: float = 0.0
    x: float = 0.0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Furniture:
    """The text and the pictures of a page that belong to no block."""

    text: str
    pictures: tuple[Image, ...]


class Outside(NamedTuple):
    """An item that runs over an edge of its page: its place, its leaf and its text."""

    page: int
    part: str
    leaf: str | None
    text: str


@dataclass(slots=True)
class Leaves:
    """What is drawn of the leaves of a document, or of a part of a packet."""

    drawn: dict[str, Drawn] = field(default_factory=dict)
    _figures: dict[str, list[str]] = field(default_factory=dict)

    def of_figure(self, figure: str) -> list[str]:
        """The leaves of a figure: its own, or one for each part of it (``ID/1``, …)."""
        if not self._figures:
            for name in self.drawn:
                self._figures.setdefault(name.partition("/")[0], []).append(name)
        return self._figures.get(figure, [])

    def note_text(self, x: float, y: float, text: str, name: str, number: int) -> None:
        """Note a run of text on the page of this number."""
        entry = self.drawn.get(name)
        if entry is None:
            self.drawn[name] = Drawn(text, number, None, [], 0, 1, y, x, number)
            return
        if entry.last == number and (
            y < entry.y - _SLACK or (y < entry.y + _SLACK and x <= entry.x)
        ):
            entry.backward = entry.backward or number
        entry.text += text
        entry.items += 1
        entry.page = entry.page or number
        entry.y, entry.x, entry.last = y, x, number

    def note(self, item: Item, name: str, number: int) -> None:
        """Note an item that is not text."""
        entry = self.drawn.get(name)
        if entry is None:
            entry = self.drawn[name] = Drawn()
        if isinstance(item, Link):
            entry.links.append(item)
        elif isinstance(item, Region):
            entry.regions += 1
            entry.page = entry.page or number
        else:
            entry.items += 1


@dataclass(slots=True)
class Ledger:
    """The leaves as drawn, the furniture of each page, and the items outside of their page."""

    parts: dict[str, "Leaves"] = field(default_factory=dict)
    """The leaves of each part of a packet; those of a sheet under the empty name."""
    furniture: list[Furniture] = field(default_factory=list)
    outside: list[Outside] = field(default_factory=list)

    @classmethod
    def of(cls, pages: Pages, width: Width) -> "Ledger":
        """Read all pages; ``width`` measures text."""
        ledger = cls()
        for number, page in enumerate(pages.pages, 1):
            ledger._read(number, page, width)
        return ledger

    def _read(self, number: int, page: Page, width: Width) -> None:
        texts: list[str] = []
        pictures: list[Image] = []
        leaves = self.parts.setdefault(page.part, Leaves())
        right, bottom = page.width + _SLACK, page.height + _SLACK
        for item in page.items:
            if isinstance(item, TextRun):
                x, y, text, _, size, _, leaf, *_ = item
                inside = x >= -_SLACK and 0.0 <= y <= bottom
                # no letter is wider than an em
                if not inside or x + len(text) * size > right:
                    self._note_edges(item, number, page.part, right, width, inside=inside)
                if leaf is None or leaf.startswith(RUNNING):
                    texts.append(text)
                else:
                    leaves.note_text(x, y, text, leaf, number)
            elif item.block is not None:
                leaves.note(item, item.block, number)
            elif isinstance(item, Image):
                pictures.append(item)
        self.furniture.append(Furniture("".join(texts), tuple(pictures)))

    def _note_edges(
        self, run: TextRun, number: int, part: str, right: float, width: Width, *, inside: bool
    ) -> None:
        text = run.text.rstrip(" ")
        end = run.x + _advance(width, text, run.face, run.size, tabular=run.tabular)
        if not inside or end + run.tracking * len(text) > right:
            self.outside.append(Outside(number, part, run.block, text[:40]))


@kept(most=4_096)
def _advance(width: Width, text: str, face: Face, size: float, *, tabular: bool) -> float:
    return width(text, face, size, tabular=tabular)


def solid(text: str) -> str:
    """A text without what line breaking changes: white space, and the hyphens of divided words."""
    return "".join(text.replace(SOFT_HYPHEN, "").split())


def words(text: str) -> list[str]:
    """The words of a text: what spaces and lines' ends part, without the hyphens of divided words."""
    if SOFT_HYPHEN in text:
        text = text.replace(SOFT_HYPHEN, "")
    if "\n" in text:
        text = text.replace("\n", " ")
    return [word for word in text.split(" ") if word]
