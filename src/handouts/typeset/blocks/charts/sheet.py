"""The column of a chart of amounts, what is written in it, and the points of roles."""

from collections.abc import Iterator
from typing import Final

from handouts.document import Amounts
from handouts.frozen import dataclass
from handouts.pages import Box, Item, TextRun
from handouts.shapes import Colour, Path, ellipse
from handouts.style import Face, RoleLook, Type
from handouts.typeset.column.frame import Frame

DOT: Final = 0.5
"""Half a point's width, in body sizes (looks: 10 to 11 points)."""


@dataclass(frozen=True, slots=True)
class Sheet(Frame):
    """The column of one chart, and the items that stand in it."""

    items: list[Item]

    @property
    def body(self) -> Type:
        """The type of all its words."""
        return self.style.type["body"]

    def across(self, text: str, face: Face = "400") -> float:
        """The width of a text."""
        return self.metrics.width(text, face, self.body.size, tabular=True)

    def write(
        self, x: float, baseline: float, text: str, face: Face = "400", ink: Colour = ""
    ) -> None:
        """Write on one line."""
        colour = ink or self.colour("ink")
        self.items.append(TextRun(x, baseline, text, face, self.body.size, colour, tabular=True))

    def paragraph(self, x: float, top: float, text: str, width: float, face: Face = "400") -> float:
        """Words in lines from ``top`` downwards, and the y of their end."""
        for line in self.lines(text, width, face):
            self.write(x, top + self.baseline(self.body), line, face)
            top += self.body.leading
        return top

    def lines(self, text: str, width: float, face: Face = "400") -> list[str]:
        """A text in lines no wider than this, unless a word is."""
        made: list[str] = []
        for word in text.split():
            longer = f"{made[-1]}{word}" if made else word
            if made and self.across(longer, face) <= width + 0.01:
                made[-1] = f"{longer} "
            else:
                made.append(f"{word} ")
        return made

    def drawn_in(self, one: Amounts) -> RoleLook:
        """The look of a role, or a solid one in the colour of the text; what stands beside roles is outlined."""
        if one.role is not None:
            return self.look(one.role)
        return RoleLook(self.colour("ink"), "outline" if one.name else "solid", "disc")

    def right(self) -> float:
        """The right edge of its words, or of the column."""
        ends = (
            run.x + self.metrics.width(run.text.rstrip(), run.face, run.size, tabular=True)
            for run in self.items
            if isinstance(run, TextRun)
        )
        return max(self.width, *ends) if self.items else self.width


def point(number: int, one: Amounts, sheet: Sheet, x: float, y: float) -> Iterator[Item]:
    """A square, a ring, a diamond, a triangle: told apart without colour."""
    half, colour = DOT * sheet.body.size, sheet.drawn_in(one).colour
    shape = number % 4
    if shape == 0:
        yield Box(x - half, y - half, 2 * half, 2 * half, fill=colour)
    elif shape == 1:
        line = 0.45 * half
        circle = ellipse(x, y, half - line / 2, half - line / 2)
        yield Path(circle, fill=sheet.colour("paper"), stroke=colour, stroke_width=line)
    else:
        corners = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
        if shape == 3:
            corners = [(x, y - half), (x + half, y + half), (x - half, y + half)]
        first, *others = corners
        steps = (("M", first), *(("L", one) for one in others), ("Z", ()))
        yield Path(steps, fill=colour)  # type: ignore[arg-type]  # letters, as a step has them
