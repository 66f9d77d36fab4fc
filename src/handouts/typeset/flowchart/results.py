"""Results: square boxes with a bar in full color, larger than questions, what they pay set large.

On a chart whose ways run anywhere the bar is the head of the box; on a spine it stands at the left, with
the letter and the icon of the result's family. With low ink a bar is an outline with the role's fill.
"""

from functools import cached_property
from typing import Final

from handouts.characters import SOFT_HYPHEN
from handouts.drawings import Vector
from handouts.flowchart import Box as Place
from handouts.frozen import dataclass
from handouts.pages import Area, Box, Item, TextRun
from handouts.palette import tint
from handouts.shapes import Colour
from handouts.style import Face, RoleLook
from handouts.typeset.column.marks import draw_icon, draw_mark, icon_width, mark_width, role_bar
from handouts.typeset.flowchart.nodes import (
    DASH,
    DASHED,
    DISC,
    NUMBER_LEFT,
    TEXT_LEFT,
    NodeSetter,
)
from handouts.typeset.flowchart.text import wrapped

_SIDE: Final = 8.5
"""White at the left and right of what stands in a body."""
_PAD: Final = 6.5
_TIGHT: Final = 3.8
"""Over capitals and under base lines."""
_WIDE: Final = 215.0
"""A card of this width has two columns under its title."""
_HALF: Final = 0.52
"""The left column's share: a sum of five digits, and what it counts in two lines."""
_LARGE: Final = 1.4
"""A wide card's title, in the size of a heading."""
_FIGURES: Final = (0.8, 0.62)
"""Figures of narrow cards, calm and tight, in the style's size (looks: 20 and 15.5 points)."""
_MARK: Final = 0.9
"""A mark beside a title or a figure, in its size."""
_AIRY: Final = 1.6
"""White in a wide card, whose figure is larger."""
_GAP: Final = 4.5
"""Between two texts."""
_BAR: Final = 28.0
"""Width of the bar at the left."""
_ICON: Final = 13.0
_SMALL: Final = 0.92
"""Of what stands under a title, in the size of a question; not under the floor."""
_LOW_BAR: Final = 5.0
_THIN: Final = 0.5
"""Of an outline beside a bar in full color, in the style's outlines: it only ends the tint."""


@dataclass(frozen=True, slots=True)
class _Set:
    """A line where it stands in its box, from the left and from the top."""

    x: float
    y: float
    text: str
    face: Face
    size: float
    reversed: bool = False

    def moved(self, down: float, *, reversed: bool = False) -> "_Set":  # noqa: A002
        """The line further down."""
        return _Set(self.x, self.y + down, self.text, self.face, self.size, reversed)


class ResultSetter(NodeSetter):
    """A result in one style; the look is that of its family, else of its only role."""

    @cached_property
    def look(self) -> RoleLook | None:
        """The look in which it is drawn: none where it would mislead, or there is none."""
        roles = self._style.roles
        if self.node.look is not None:
            return roles[self.node.look] if self.node.look < len(roles) else None
        return self.looks[0] if len(self.looks) == 1 else None

    @cached_property
    def shape(self) -> str:
        """A rectangle."""
        return "rect"

    @property
    def text(self) -> str:
        """All that it says, but for its letter."""
        node = self.node
        said = (node.title, node.figure, node.unit, node.text)
        return " ".join(part for part in said if part)

    @property
    def _low(self) -> bool:
        return self._style.ink == "low"

    @property
    def _full(self) -> Colour:
        return self.look.colour if self.look else self.ink

    @property
    def _tinted(self) -> Colour:
        return self.paper if self._low else tint(self._full, self.paper)

    @property
    def _pad(self) -> float:
        return (_TIGHT if self._tight else _PAD) * self.unit

    @property
    def _small(self) -> float:
        return max(self._type.size * _SMALL, min(self._style.smallest, self._type.size))

    def _wide(self, text: str, face: Face, size: float) -> float:
        return self.metrics.width(text.rstrip(), face, size)

    def _cap(self, face: Face, size: float) -> float:
        return self.metrics.cap_height(face, size)

    def _lines(
        self, text: str, face: Face, size: float, x: float, y: float, room: float
    ) -> list[_Set]:
        """Lines of a text whose first capitals begin at ``y``."""
        leading = size * self._type.leading / self._type.size
        found = wrapped(text, face, size, room, self.metrics)
        first = y + self._cap(face, size)
        return [_Set(x, first + n * leading, one, face, size) for n, one in enumerate(found)]

    def _runs(self, lines: list[_Set], place: Place) -> list[Item]:
        return [
            TextRun(
                place.x + line.x,
                place.y + line.y,
                line.text if line.text.endswith(SOFT_HYPHEN) else f"{line.text.rstrip()} ",
                line.face,
                line.size,
                self.paper if line.reversed and not self._low else self.ink,
            )
            for line in lines
        ]

    def _area(self, lines: list[_Set], place: Place) -> Area:
        """The rectangle that the lines take."""
        right = max(line.x + self._wide(line.text, line.face, line.size) for line in lines)
        left = min(line.x for line in lines)
        top = min(
            line.y - self._cap(line.face, line.size) for line in lines
        )  # as for other boxes, what rises over capitals is not counted
        last = max(lines, key=lambda line: line.y)
        foot = last.y + self.metrics.descent(last.face, last.size)
        return place.x + left, place.y + top, right - left, foot - top

    def _outline(self, place: Place, dash: tuple[float, ...] = ()) -> Box:
        line = DASHED if dash else self._style.rules["outline"] * (1.0 if self._low else _THIN)
        colour = self._style.colours["muted"] if dash else self._full
        return Box(
            place.x + line / 2,
            place.y + line / 2,
            place.width - line,
            place.height - line,
            stroke=self.ink if self._low else colour,
            stroke_width=line,
            dash=dash,
        )

    @cached_property
    def widest_word(self) -> float:
        """Width of its widest word, a figure taken as one."""
        words: list[tuple[str, Face, float]] = [
            (word, "700", self._title) for word in self.node.title.split()
        ]
        words += [(word, self._type.face, self._small) for word in self.node.text.split()]
        return max((self._wide(w, f, s) for w, f, s in words), default=0.0)

    @property
    def _title(self) -> float:
        return self._type.size


class CardSetter(ResultSetter):
    """A result with its title, reversed, along its head; its figure and its words below.

    A wide one has a larger title, and the words at the right of the figure.
    """

    def _is_wide(self, width: float) -> bool:
        return width >= _WIDE * self.unit

    def _title_at(self, width: float) -> float:
        return self._heading.size * (_LARGE if self._is_wide(width) else 1.0)

    def _figure_at(self, width: float) -> float:
        if not self.node.figure:
            return self._heading.size
        size = self._style.type["figure"].size
        share = 1.0 if self._is_wide(width) else _FIGURES[self._tight]
        return max(size * share, self._heading.size)

    def _mark_at(self, width: float) -> float:
        beside = self.look is not None and bool(self.node.figure)
        return mark_width(self.look, self._figure_at(width)) if beside and self.look else 0.0

    @cached_property
    def narrowest(self) -> float:
        """Width of a box that breaks none of its words."""
        size = self._heading.size
        titles = [self._wide(word, "700", size) for word in self.node.title.split()]
        head = max(titles, default=0.0) + (TEXT_LEFT + _SIDE) * self.unit
        figure = self._wide(self.node.figure, "700", self._figure_at(0.0)) + self._mark_at(0.0)
        return max(head, max(self.widest_word, figure + _GAP) + 2 * _SIDE * self.unit)

    def _head(self, width: float) -> tuple[list[_Set], float]:
        """The title's lines, and the height of the bar behind them."""
        unit, left, size = self.unit, TEXT_LEFT * self.unit, self._title_at(width)
        over = (_LOW_BAR if self._low else 0.0) + self._pad + unit
        room = width - left - _SIDE * unit
        if self.look and self._is_wide(width):
            room -= mark_width(self.look, size) + _GAP * unit
        found = self._lines(self.node.title, "700", size, left, over, room)
        end = found[-1].y + self._pad + unit
        spare = max(2 * (DISC + 3.0) * unit - end, 0.0)
        lines = [s.moved(spare / 2, reversed=True) for s in found]
        return lines, end + spare

    def _body(self, width: float, top: float) -> tuple[list[_Set], float]:
        """What stands under the head, and where it ends."""
        node, unit, face = self.node, self.unit, self._type.face
        pad = self._pad * (_AIRY if self._is_wide(width) else 1.0) + unit
        start, x, room = top + pad, _SIDE * unit, width - 2 * _SIDE * unit
        y, lines = start, list[_Set]()
        beside = self._is_wide(width) and bool(node.figure)
        inner = room * _HALF - _SIDE * unit if beside else room
        paid: tuple[tuple[str, Face, float], ...] = (
            (node.figure, "700", self._figure_at(width)),
            (node.unit, face, self._small),
        )
        for text, own, size in paid:
            if text:
                lines += self._lines(text, own, size, x, y, inner)
                y = lines[-1].y + self.metrics.descent(own, size) / 2 + (_GAP - 0.5) * unit
        if beside:
            x, y, room = x + room * _HALF, start, room * (1 - _HALF)
        lines += self._lines(node.text, face, self._type.size, x, y, room)
        end = max((line.y for line in lines), default=top)
        return lines, end + pad

    def height(self, width: float) -> float:
        """Height of its box at a width."""
        return self._body(width, self._head(width)[1])[1]

    def drawn(self, place: Place) -> tuple[list[Item], Area]:
        """Its box and texts, and the rectangle that the texts take."""
        title, bar = self._head(place.width)
        found, end = self._body(place.width, bar)
        body = [s.moved((place.height - end) / 2) for s in found]
        items: list[Item] = [
            Box(place.x, place.y, place.width, place.height, fill=self._tinted),
            *self._bar(place, bar),
        ]
        cap = self._cap("700", title[0].size)
        middle = place.y + (title[0].y - cap + title[-1].y) / 2
        at = place.x + (NUMBER_LEFT + DISC) * self.unit
        items += self.disc(at, middle, self.paper, self._full)
        items += self._runs([*title, *body], place)
        items += self._role_mark(title, body, place)
        return items, self._area([*title, *body], place)

    def _role_mark(self, title: list[_Set], body: list[_Set], place: Place) -> tuple[Item, ...]:
        """The role's mark: at the right end of the head, or of a narrow card's figure."""
        if self.look is None:
            return ()
        if self._is_wide(place.width):
            line, under = title[0], self._full
            shade = self._full if self._low else self.paper
        elif self.node.figure:
            line, under, shade = body[0], self._tinted, self._full
        else:
            return ()
        size = line.size * _MARK
        x = place.right - _SIDE * self.unit - mark_width(self.look, size)
        under = self.paper if self._low else under
        return draw_mark(self.look, x, place.y + line.y, size, colour=shade, paper=under)

    def _bar(self, place: Place, high: float) -> list[Item]:
        if not self._low:
            return [Box(place.x, place.y, place.width, high, fill=self._full)]
        bar = place.x, place.y, place.width, _LOW_BAR
        filled = role_bar(self.look, *bar) if self.look else (Box(*bar, fill=self.ink),)
        return [self._outline(place), *filled]


class RowSetter(ResultSetter):
    """A result of a spine: a bar with letter and icon at the left, its figure at the right of its title."""

    @property
    def _icon(self) -> Vector | None:
        return self.node.icon

    @property
    def _quiet(self) -> bool:
        """Whether it leads to no role."""
        return not self.node.roles

    @property
    def _left(self) -> float:
        return (_BAR + _SIDE) * self.unit

    @cached_property
    def narrowest(self) -> float:
        """Width of a box that breaks none of its words, nor parts the first from its figure."""
        titles = [self._wide(word, "700", self._title) for word in self.node.title.split()]
        beside = max(titles, default=0.0) + self._aside
        return self._left + _SIDE * self.unit + max(beside, self.widest_word)

    @property
    def _figure(self) -> float:
        return self._heading.size

    @property
    def _aside(self) -> float:
        """What the figure takes of the title's lines."""
        if not self.node.figure:
            return 0.0
        return self._wide(self.node.figure, "700", self._figure) + 2 * _GAP * self.unit

    def _content(self, width: float) -> tuple[list[_Set], float]:
        """Its lines from the first capitals' top, and where the last base line is."""
        node, unit = self.node, self.unit
        room = width - self._left - _SIDE * unit
        lines: list[_Set] = []
        top = y = max(self._cap("700", self._figure) - self._cap("700", self._title), 0.0)
        if not node.figure:
            top = y = 0.0
        if node.title:
            room_there = room - self._aside
            lines += self._lines(node.title, "700", self._title, self._left, y, room_there)
            y = lines[-1].y + _GAP * unit
        if node.figure:
            wide = self._wide(node.figure, "700", self._figure)
            x = width - _SIDE * unit - wide
            base = top + self._cap("700", self._title)
            lines.append(_Set(x, base, node.figure, "700", self._figure))
        for text in (node.unit, node.text):
            if text:
                found = self._lines(text, self._type.face, self._small, self._left, y, room)
                lines += found
                y = found[-1].y + _GAP * unit
        return lines, max((line.y for line in lines), default=0.0)

    def height(self, width: float) -> float:
        """Height of its box at a width."""
        needed = self._content(width)[1] + 2 * self._pad
        least = 2 * (DISC + 3.0) * self.unit
        if self._icon:
            least = (2 * DISC + _ICON + (7.0 if self._tight else 11.0)) * self.unit
        return max(needed, least)

    def drawn(self, place: Place) -> tuple[list[Item], Area]:
        """Its box and texts, and the rectangle that the texts take."""
        lines, end = self._content(place.width)
        spare = (place.height - end) / 2
        lines = [line.moved(spare) for line in lines]
        wide = _BAR * self.unit
        items: list[Item] = [Box(place.x, place.y, place.width, place.height, fill=self.paper)]
        if self._quiet:
            items += [self._outline(place, DASH), *self._letter(place, wide, plain=True)]
        else:
            tinted = Box(place.x, place.y, place.width, place.height, fill=self._tinted)
            bar = Box(place.x, place.y, wide, place.height, fill=self._full)
            ruled = Box(place.x + wide, place.y, 0.0, place.height)._replace(
                width=self._style.rules["hairline"], fill=self.ink
            )
            items += [tinted, self._outline(place), ruled if self._low else bar]
            items += self._letter(place, wide, plain=self._low)
        items += self._runs(lines, place)
        return items, self._area(lines, place)

    def _letter(self, place: Place, wide: float, *, plain: bool) -> list[Item]:
        """The letter, and the icon under it."""
        icon, unit = self._icon, self.unit
        middle = place.y + place.height / 2
        ground, colour = (self.ink, self.paper) if plain else (self.paper, self._full)
        x = place.x + wide / 2
        if icon is None:
            return self.disc(x, middle, ground, colour)
        gap = 2.5 * unit
        size = _ICON * unit
        top = middle - (2 * DISC * unit + gap + size) / 2
        items = self.disc(x, top + DISC * unit, ground, colour)
        drawn = icon_width(icon, size)
        shade, under = (self.ink, self.paper) if plain else (self.paper, self._full)
        y = top + 2 * DISC * unit + gap
        return [*items, draw_icon(icon, x - drawn / 2, y, size, shade, under)]
