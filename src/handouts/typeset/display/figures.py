"""Large numerals side by side, what they count behind them, and what they are below."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from typing import Final

from handouts.document import KeyFigure, KeyFigures, RichText, Run, plain
from handouts.document.display import SAID_OF
from handouts.frozen import dataclass
from handouts.shapes import SPOKEN
from handouts.style import Type
from handouts.typeset.column.frame import (
    Frame,
    Manner,
    least_width,
    mark_indent,
    role_mark,
    set_text,
)
from handouts.typeset.column.strips import Parallel, Piece, PlacedLine, Strip
from handouts.typeset.lines.line import SLACK, Line, Stretch, face_of

_MOST: Final = 4
"""Figures in a row: more are a table."""

_SMALLEST: Final = 0.8
"""To this share of its size a numeral is made smaller so that a row stays one row: under it, it no
longer stands out from a heading (looks: 25 beside 13)."""

_UNIT_GAP: Final = 0.25
"""From a numeral to what it counts, in ems of the numeral: a word space."""

_MARK: Final = 0.6
"""Size of a role's mark beside a numeral, in ems of it (looks: the mark is as high as small letters)."""


def set_figures(block: KeyFigures, frame: Frame) -> list[Piece]:
    """Rows of figures as equal in number as can be, each row at one size."""
    made: list[Piece] = []
    gutter, kind = frame.style.space["gutter"], frame.style.type["figure"]
    most = 1 if frame.style.one_column else _MOST
    rows = _rows(block.items, most, frame)
    for number, row in enumerate(rows):
        widths, scale = _fitted(row, frame, len(rows[0]))
        size = replace(kind, size=kind.size * scale, leading=kind.leading * scale)
        setting = _Setting(block.id, size, frame)
        inline = all(setting.has_room(item, wide) for item, wide in zip(row, widths, strict=True))
        x, columns = 0.0, []
        for item, wide in zip(row, widths, strict=True):
            columns.append((x, tuple(setting.strips(item, wide, inline=inline))))
            x += wide + gutter
        space = frame.style.space["paragraph"] if number else 0.0
        made.append(Parallel(tuple(columns), block.id, space=space, whole=True))
    return made


def _rows(items: Sequence[KeyFigure], most: int, frame: Frame) -> list[Sequence[KeyFigure]]:
    """The fewest rows in which all numerals have room."""
    for count in range(ceil(len(items) / most), len(items)):
        wide = ceil(len(items) / count)
        rows = [items[n : n + wide] for n in range(0, len(items), wide)]
        if all(_fitted(row, frame, wide)[1] >= _SMALLEST for row in rows):
            return rows
    return [(item,) for item in items]


def _fitted(row: Sequence[KeyFigure], frame: Frame, columns: int) -> tuple[list[float], float]:
    """The widths of a row's columns, equal if that is enough for its numerals, and the scale of these."""
    kind = frame.style.type["figure"]
    room = frame.width - frame.style.space["gutter"] * (columns - 1)
    equal = room / columns
    numerals = [_numeral(item, kind, frame) for item in row]
    words = [_words(item, kind, frame) for item in row]
    needed = [max(pair) for pair in zip(numerals, words, strict=True)]
    if columns == 1 or all(one <= equal for one in needed):
        return [equal] * len(row), 1.0
    spare = room - sum(needed) - equal * (columns - len(row))
    if spare >= 0:
        return [one + spare / len(row) for one in needed], 1.0
    return [equal] * len(row), equal / max(numerals) if max(words) <= equal else 0.0


def _numeral(item: KeyFigure, kind: Type, frame: Frame) -> float:
    """The width of a numeral on one line, with its role's mark."""
    return 0.0 if item.quiet else _width(item.value, kind, frame) + _indent(item, kind, frame)


def _words(item: KeyFigure, kind: Type, frame: Frame) -> float:
    """The width of the longest of the words that are as small as running text."""
    label, body = (Manner(frame.style.type[step], hyphens=False) for step in ("label", "body"))
    found = [least_width(text, body, frame) for text in (item.label,) if text]
    found += [least_width(text, label, frame) for text in (item.unit,) if text]
    if item.quiet:
        found.append(least_width(item.value, label, frame) + _indent(item, kind, frame))
    return max(found, default=0.0)


def _width(text: RichText, kind: Type, frame: Frame) -> float:
    faces = ((run.text, face_of(kind.face, bold=run.bold, italic=False)) for run in text)
    wide = sum(frame.metrics.width(said, face, kind.size) for said, face in faces)
    return wide + kind.tracking * len(plain(text))


def _indent(item: KeyFigure, kind: Type, frame: Frame) -> float:
    return 0.0 if item.role is None else mark_indent(item.role, kind.size * _MARK, frame)


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the figures of a row are set: the block that they belong to and the type of its numerals."""

    owner: str
    kind: Type
    frame: Frame

    def has_room(self, item: KeyFigure, wide: float) -> bool:
        """Whether what it counts stands behind the numeral, as it does in all figures of a row or in none."""
        kind, label = self.kind, self.frame.style.type["label"]
        used = _width(item.value, kind, self.frame) + _indent(item, kind, self.frame)
        unit = _width(item.unit, label, self.frame)
        return not item.unit or used + _UNIT_GAP * kind.size + unit <= wide

    def strips(self, item: KeyFigure, wide: float, *, inline: bool) -> list[Strip]:
        """One figure: the numeral, what it counts, what it is."""
        frame = self.frame.narrowed(wide)
        strips = self._value(item, frame)
        text, before = item.text, len(item.value)
        if item.unit and strips:
            strips[-1] = _ended(strips[-1])
            unit = _at(text, before + 1, len(item.unit))
            if inline and not item.quiet:
                strips[-1] = self._beside(strips[-1], unit, item, frame)
            else:
                label = Manner(frame.style.type["label"], hyphens=False)
                strips += set_text(unit, label, frame, item.id, self.owner)
            before += 1 + len(item.unit)
        if item.label and strips:
            strips[-1] = _with_colon(strips[-1], item, before, frame)
            said = _at(text, before + 1, len(item.label))
            strips += set_text(said, Manner(frame.style.type["body"]), frame, item.id, self.owner)
        return [replace(strip, holds=True) for strip in strips[:-1]] + strips[-1:]

    def _value(self, item: KeyFigure, frame: Frame) -> list[Strip]:
        kind, indent = self.kind, _indent(item, self.kind, frame)
        baseline = frame.baseline(kind)
        colour = frame.look(item.role).colour if item.role is not None else None
        small = frame.style.type["label"] if item.quiet else kind
        manner = Manner(small, colour, indent, balanced=True, hyphens=False)
        strips = set_text(item.value, manner, frame, item.id, self.owner)
        if item.quiet and strips:  # on the base line of the numerals beside it
            down = baseline - frame.baseline(small)
            first = strips[0]
            lines = tuple([line._replace(y=line.y + down) for line in first.lines])
            strips[0] = replace(first, height=max(first.height + down, kind.leading), lines=lines)
        if item.role is not None and strips:
            mark = role_mark(item.role, 0.0, baseline, kind.size * _MARK, frame)
            strips[0] = replace(strips[0], items=mark)
        return strips

    def _beside(self, strip: Strip, unit: RichText, item: KeyFigure, frame: Frame) -> Strip:
        (value,) = strip.lines
        manner = Manner(frame.style.type["label"], hyphens=False)
        found = set_text(unit, manner, frame, item.id, self.owner)
        x = value.x + value.line.width + _UNIT_GAP * self.kind.size
        return replace(
            strip,
            lines=(
                value,
                *(line._replace(x=x, y=value.y) for one in found for line in one.lines),
            ),
        )


def _at(text: RichText, start: int, count: int) -> RichText:
    """A part of a text; empty runs before it give its runs the places that they have in the whole."""
    return ((Run(""),) * start + text[start:])[: start + count]


def _ended(strip: Strip) -> Strip:
    """The strip with a space behind its last word, so that the text reads on."""
    *lines, last = strip.lines
    *stretches, end = last.line.stretches
    line = last.line._replace(stretches=(*stretches, end._replace(text=f"{end.text} ")))
    return replace(strip, lines=(*lines, last._replace(line=line)))


def _with_colon(strip: Strip, item: KeyFigure, run: int, frame: Frame) -> Strip:
    """The strip with the sign behind its words that is read and not painted."""
    last, kind = strip.lines[-1], frame.style.type["small"]
    colon = Line((Stretch(0.0, SAID_OF, kind.face, run, None, 0.0),), 0.0)
    wide = frame.metrics.width(SAID_OF, kind.face, kind.size)
    x = min(last.x + last.line.width + SLACK, frame.width - wide)
    said = PlacedLine(x, last.y, colon, kind.size, SPOKEN, item.id)
    return replace(strip, lines=(*strip.lines, said))
