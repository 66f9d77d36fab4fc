"""A typesetter of a few lines: enough to place documents on pages by hand, with true measures."""

from collections.abc import Iterator

from handouts.document import RichText, Run
from handouts.fonts import load_fonts
from handouts.pages import Item, Link, Page, Pages, Rule, TextRun
from handouts.shapes import Colour
from handouts.style import Face

INK = "#1C2126"
MUTED = "#515C66"
TEAL = "#0F4C5C"
RUST = "#B5401A"
FONTS = load_fonts()

Piece = tuple[int, str, Face, float]
"""Index of the run, text, face, width."""


def face_of(run: Run, face: Face = "400") -> Face:
    weight = "600" if run.bold else face[:3]
    return f"{weight}i" if run.italic else weight  # type: ignore[return-value]


class Setter:
    """Places text from the top of a page downwards; ``y`` is the top of what comes next."""

    def __init__(self, width: float = 612, height: float = 792, margin: float = 45) -> None:
        self.width, self.height, self.margin = width, height, margin
        self.items: list[Item] = []
        self.done: list[Page] = []
        self.y = margin

    @property
    def measure(self) -> float:
        return self.width - 2 * self.margin

    def add(self, *items: Item) -> None:
        self.items += items

    def new_page(self) -> None:
        self.done.append(Page(self.width, self.height, tuple(self.items)))
        self.items, self.y = [], self.margin

    def pages(self) -> Pages:
        self.new_page()
        return Pages(tuple(self.done))

    def text(
        self,
        leaf: str | None,
        text: RichText | str,
        *,
        size: float = 10.5,
        x: float | None = None,
        width: float | None = None,
        face: Face = "400",
        colour: Colour = INK,
        tracking: float = 0.0,
        tabular: bool = False,
        lines: tuple[int, int | None] = (0, None),
    ) -> None:
        """Set a leaf; ``lines`` takes a slice of its lines, for what splits over pages."""
        rich = (Run(text),) if isinstance(text, str) else text
        left = self.margin if x is None else x
        room = self.measure if width is None else width
        for line in broken(rich, face, size, room, tabular=tabular)[slice(*lines)]:
            self.y += size * 1.3
            across = left
            for index, written, style, advance in line:
                run = rich[index]
                shade = TEAL if run.link else colour
                self.add(
                    TextRun(
                        across, self.y, written, style, size, shade, leaf, index, tabular, tracking
                    )
                )
                if run.link and leaf:
                    under = self.y + 1.5
                    self.add(
                        Rule(across, under, across + advance, under, 0.5, TEAL, block=leaf),
                        Link(
                            across, self.y - size, advance, size * 1.3, run.link,
                            written, leaf, index,
                        ),
                    )  # fmt: skip
                across += advance

    def aside(self, text: str, x: float, y: float, size: float = 9) -> None:
        """An artifact: running lines and the like."""
        self.add(TextRun(x, y, text, "400", size, MUTED))


def broken(
    rich: RichText, face: Face, size: float, room: float, *, tabular: bool = False
) -> list[list[Piece]]:
    """Lines of pieces; a piece that ends a line keeps its space, or its soft hyphen."""
    lines: list[list[Piece]] = [[]]
    used = 0.0
    for index, word, style in _words(rich, face):
        solid = FONTS.width(word.rstrip(" "), style, size, tabular=tabular)
        if lines[-1] and used + solid > room:
            lines.append([])
            used = 0.0
        used += FONTS.width(word, style, size, tabular=tabular)
        last = lines[-1][-1] if lines[-1] else None
        if last and last[0] == index:
            word = last[1] + word
            lines[-1].pop()
        lines[-1].append((index, word, style, FONTS.width(word, style, size, tabular=tabular)))
    return lines


def _words(rich: RichText, face: Face) -> Iterator[tuple[int, str, Face]]:
    """Words with the space that follows them."""
    for index, run in enumerate(rich):
        rest = run.text
        while rest:
            word, space, rest = rest.partition(" ")
            yield index, word + space, face_of(run, face)
