"""Questions as diamonds: a text of w × h fits one of W × H when w/W + h/H is at most 1."""

from functools import cached_property
from typing import Final

from handouts.flowchart import Box as Place
from handouts.frozen import dataclass
from handouts.pages import Area, Item, TextRun
from handouts.shapes import Path
from handouts.typeset.flowchart.nodes import OUTLINE, NodeSetter, SetText

_SHARES: Final = (0.36, 0.42, 0.48, 0.54, 0.6, 0.66)
"""Widths at which the text is broken, as shares of the diamond's; the lowest diamond is taken."""

_WIDEST_WORD: Final = 0.6
_CLEAR: Final = 4.0
"""Between the text and the outline, along either axis."""
_NUMBER_GAP: Final = 5.0
"""From the number in the upper tip to the text."""


@dataclass(frozen=True, slots=True)
class _Fitted:
    text: SetText
    height: float


class DiamondSetter(NodeSetter):
    """A question whose lines are centred, with its number in the upper tip."""

    @cached_property
    def shape(self) -> str:
        """Its outline, as the geometry's readers call it."""
        return "diamond"

    def height(self, width: float) -> float:
        """Height of the diamond at a width."""
        return self._fitted(width).height

    @property
    def narrowest(self) -> float:
        """Width of a diamond that breaks none of its words."""
        return (self.widest_word + 2 * _CLEAR) / _WIDEST_WORD

    def _fitted(self, width: float) -> _Fitted:
        whole = [share for share in _SHARES if self.widest_word <= share * width]
        found = [self._at(width, share) for share in whole or _SHARES]
        return min(found, key=lambda fit: fit.height)

    def _at(self, width: float, share: float) -> _Fitted:
        text = self.lines_at(max(share * width, 1.0))
        above, below = self._reach(text)
        half = max(above, below) + _CLEAR * self.unit
        room = 1 - (text.width + 2 * _CLEAR * self.unit) / width
        number, tip = self._number_size()
        top = above + _NUMBER_GAP * self.unit + tip + _CLEAR * self.unit
        free = 1 - (number + 2 * _CLEAR * self.unit) / width
        if room < 0.1 or free < 0.1:
            return _Fitted(text, 1e6)
        return _Fitted(text, max(2 * half / room, 2 * top / free))

    def _reach(self, text: SetText) -> tuple[float, float]:
        """The distances from the middle of the text up to its ascenders and down to its descenders."""
        first, last = text.lines[0], text.lines[-1]
        above = self.metrics.ascent(first.face, first.size)
        above -= self.metrics.cap_height(first.face, first.size)
        return text.height / 2 + above, text.height / 2 + self.metrics.descent(last.face, last.size)

    def _number_size(self) -> tuple[float, float]:
        """Width and height of the number."""
        size = self.number_size
        return (
            self.metrics.width(self.node.label, "700", size),
            self.metrics.cap_height("700", size),
        )

    def drawn(self, place: Place) -> tuple[list[Item], Area]:
        """Its outline and texts, and the rectangle that the lines take: x, y, width, height."""
        text = self._fitted(place.width).text
        middle, top = place.x + place.width / 2, place.y + (place.height - text.height) / 2
        above, below = self._reach(text)
        items: list[Item] = [self._outline(place)]
        wide, _ = self._number_size()
        y = place.y + place.height / 2 - above - _NUMBER_GAP * self.unit
        label = f"{self.node.label} "
        items.append(TextRun(middle - wide / 2, y, label, "700", self.number_size, self.ink))
        for line in text.lines:
            wide = self.metrics.width(line.text.rstrip(), line.face, line.size)
            items.append(
                TextRun(
                    middle - wide / 2,
                    top + line.baseline,
                    line.text,
                    line.face,
                    line.size,
                    self.ink,
                )
            )
        centre = place.y + place.height / 2
        return items, (middle - text.width / 2, centre - above, text.width, above + below)

    def _outline(self, place: Place) -> Path:
        inset = OUTLINE / 2
        left, right = place.x + inset, place.right - inset
        top, bottom = place.y + inset, place.bottom - inset
        x, y = place.x + place.width / 2, place.y + place.height / 2
        return Path(
            (("M", (x, top)), ("L", (right, y)), ("L", (x, bottom)), ("L", (left, y)), ("Z", ())),
            fill=self.paper,
            stroke=self.ink,
            stroke_width=OUTLINE,
        )
