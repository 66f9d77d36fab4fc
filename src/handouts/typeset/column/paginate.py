"""Strips onto pages."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from handouts.frozen import dataclass
from handouts.typeset.column.strips import Parallel, Piece, Strip, height, total_height

_SLACK = 0.01


class Placed(NamedTuple):
    """A strip and the top left corner of its content, from that of the text area."""

    x: float
    y: float
    strip: Strip


class TooTall(NamedTuple):
    """A strip that is taller than a page by so many points; the first leaf in it."""

    block: str
    points: float
    leaf: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """The placed pieces of one page of a column, their height, and the pieces left for the next page."""

    placed: tuple[Placed, ...]
    used: float
    rest: tuple[Piece, ...]
    too_tall: tuple[TooTall, ...] = ()


def paginate(pieces: Sequence[Piece], room: float, factor: float = 1.0) -> list[Column]:
    """Fill pages of ``room`` points; at least one, empty if there are no pieces.

    White space is multiplied by ``factor``.
    """
    pages: list[Column] = []
    rest = tuple(pieces)
    while rest or not pages:
        page = take(rest, room, factor, force=True)
        pages.append(page)
        rest = page.rest
    return pages


def parted(pieces: Sequence[Piece]) -> list[tuple[Piece, ...]]:
    """The pieces between forced breaks; nothing where two breaks follow one another."""
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        if _ends_page(piece):
            parts.append([])
        else:
            parts[-1].append(piece)
    return [tuple(part) for part in parts]


def whole(pieces: tuple[Piece, ...], room: float, factor: float) -> Column:
    """A column of all the pieces, whatever the room; a ground that bleeds reaches down to its end."""
    last = pieces[-1] if pieces else None
    if isinstance(last, Parallel) and last.ground is not None and last.ground.bleed:
        over = total_height(pieces, factor) - height(last, factor)
        pieces = (*pieces[:-1], replace(last, least=max(room - over, 0.0)))
    return take(pieces, float("inf"), factor, force=True)


def pushed(column: Column, room: float) -> Column:
    """The column with what follows white space that fills moved down, so that it ends with the room."""
    filling = [n for n, placed in enumerate(column.placed) if placed.strip.fills]
    if not filling:
        return column
    share = max(room - column.used, 0.0) / len(filling)
    placed, down = [], 0.0
    for one in column.placed:
        placed.append(one._replace(y=one.y + down))
        if one.strip.fills:
            down += share
            placed[-1] = placed[-1]._replace(strip=replace(one.strip, fills=False))
    return replace(column, placed=tuple(placed), used=column.used + down)


def last_used(pieces: Sequence[Piece], room: float) -> float:
    """The used height of the last page; pieces before the last forced break need not be placed for it."""
    breaks = (n for n in range(len(pieces) - 2, -1, -1) if _ends_page(pieces[n]))
    return paginate(pieces[next(breaks, -1) + 1 :], room)[-1].used


def take(pieces: tuple[Piece, ...], room: float, factor: float = 1.0, *, force: bool) -> Column:
    """Fill one column from its top.

    With ``force`` at least one piece is placed, even if pieces that are held together are parted, or
    the piece is too tall. Without it, the column may stay empty.
    """
    filler = _Filler(room, factor)
    position = 0
    while position < len(pieces):
        end = _chunk_end(pieces, position)
        chunk = pieces[position:end]
        if _ends_page(chunk[0]):
            position += 1
            if filler.placed:
                break
            continue
        if filler.add_whole(chunk):
            position = end
            continue
        rest = filler.add_part(chunk)
        if rest is None and force and not filler.placed:
            rest = filler.add_forced(chunk)
        if rest is not None:
            return filler.column((*rest, *pieces[end:]))
        break
    return filler.column(pieces[position:])


def _ends_page(piece: Piece) -> bool:
    return isinstance(piece, Strip) and piece.ends_page


def _chunk_end(pieces: tuple[Piece, ...], start: int) -> int:
    """The end of the pieces from ``start`` on that are held together."""
    end = start
    while pieces[end].holds and end + 1 < len(pieces) and not _ends_page(pieces[end + 1]):
        end += 1
    return end + 1


def _levelled(piece: Parallel, factor: float) -> tuple[tuple[float, tuple[Piece, ...]], ...]:
    """The columns, a ground at the end of each as tall as makes it reach the longest one's end."""
    heights = [total_height(strips, factor) for _, strips in piece.columns]
    return tuple(
        (x, _reaching(strips, max(heights) - own, factor))
        for (x, strips), own in zip(piece.columns, heights, strict=True)
    )


def _reaching(strips: tuple[Piece, ...], more: float, factor: float) -> tuple[Piece, ...]:
    last = strips[-1] if strips else None
    if not isinstance(last, Parallel) or last.ground is None:
        return strips
    return (*strips[:-1], replace(last, least=height(last, factor) + more))


def _filling(piece: Parallel, factor: float) -> tuple[tuple[float, tuple[Piece, ...]], ...]:
    """The columns; what stands under the head of a panel is as tall as the panel is made."""
    (x, strips), *others = piece.columns
    last = strips[-1] if strips and not others else None
    more = piece.least - height(replace(piece, least=0.0), factor)
    if more <= 0 or not isinstance(last, Parallel) or last.block != piece.block:
        return piece.columns
    return ((x, (*strips[:-1], replace(last, least=height(last, factor) + more))),)


def _poured(
    pieces: tuple[Piece, ...], lefts: Sequence[float], room: float, factor: float, *, force: bool
) -> list[Column]:
    columns: list[Column] = []
    for _ in lefts:
        columns.append(take(pieces, room, factor, force=force))
        pieces = columns[-1].rest
    return columns


_LEVEL = 3.0
"""Points: columns that flow are made equally high to this precision, a quarter of a line."""


def levelled_columns(parallel: Parallel, pieces: tuple[Piece, ...]) -> Parallel:
    """The columns with these pieces, as low as holds them all."""
    lefts = [x for x, _ in parallel.columns]
    high = total_height(pieces) / len(lefts)
    columns = _poured(pieces, lefts, high, 1.0, force=False)
    while columns[
        -1
    ].rest:  # pieces that are held together are never parted: the columns get higher
        high += _LEVEL
        columns = _poured(pieces, lefts, high, 1.0, force=False)
    counts = [len(before) for before in (pieces, *(column.rest for column in columns))]
    parts = (pieces[len(pieces) - a : len(pieces) - b] for a, b in pairwise(counts))
    return replace(parallel, columns=tuple(zip(lefts, parts, strict=True)))


class _Filler:
    """One page's column while it is filled."""

    def __init__(self, room: float, factor: float) -> None:
        self.room = room
        self.factor = factor
        self.y = 0.0
        self.placed: list[Placed] = []
        self.too_tall: list[TooTall] = []

    def column(self, rest: tuple[Piece, ...]) -> Column:
        return Column(tuple(self.placed), self.y, rest, tuple(self.too_tall))

    def _headed(self, chunk: tuple[Piece, ...]) -> tuple[Piece, ...]:
        """The chunk as at the top of a page: with repeated heads, without a strip that vanishes."""
        first = chunk[0]
        if self.placed or not isinstance(first, Strip) or not (first.head or first.vanishes):
            return chunk
        rest = chunk[1:] if first.vanishes else (replace(first, space=0.0), *chunk[1:])
        return (*first.head, *rest)

    def _height(self, chunk: tuple[Piece, ...]) -> float:
        above = chunk[0].space * self.factor if self.placed and chunk else 0.0
        return total_height(chunk, self.factor) + above

    def add_whole(self, chunk: tuple[Piece, ...]) -> bool:
        chunk = self._headed(chunk)
        if self.y + self._height(chunk) > self.room + _SLACK:
            return False
        for piece in chunk:
            self._put(piece)
        return True

    def _put(self, piece: Piece) -> None:
        if self.placed:
            self.y += piece.space * self.factor
        if isinstance(piece, Strip):
            self.placed.append(Placed(0.0, self.y + piece.over * self.factor, piece))
            self.y += piece.height + (piece.over + piece.under) * self.factor
            return
        inside = _levelled(piece, self.factor) if piece.level else _filling(piece, self.factor)
        columns = [(x, take(strips, float("inf"), self.factor, force=True)) for x, strips in inside]
        self._put_columns(columns, piece)

    def _put_columns(self, columns: list[tuple[float, Column]], piece: Parallel) -> None:
        """Place columns that were filled, their ground behind them."""
        ground, top = piece.ground, self.y
        over, under = (ground.over, ground.under) if ground is not None else (0.0, 0.0)
        own: list[Placed] = []
        high = max(max(c.used for _, c in columns) + (over + under) * self.factor, piece.least)
        inner = high - (over + under) * self.factor
        for x, column in ((x, pushed(column, inner)) for x, column in columns):
            own += (Placed(x + p.x, top + over * self.factor + p.y, p.strip) for p in column.placed)
            self.too_tall += column.too_tall
        if ground is not None:
            self.placed.append(Placed(0.0, top, Strip(high, piece.block, ground=ground)))
        self.placed += own
        self.y += high

    def add_part(self, chunk: tuple[Piece, ...]) -> tuple[Piece, ...] | None:
        """Place a chunk that ends in columns by splitting these; the rest, or ``None`` if nothing is placed."""
        *before, last = chunk
        if not isinstance(last, Parallel) or last.whole:
            return None
        over = self._height((*before, replace(last, columns=(), least=0.0)))
        return self._split(tuple(before), last, self.room - self.y - over, force=False)

    def _split(
        self, before: tuple[Piece, ...], last: Parallel, room: float, *, force: bool
    ) -> tuple[Piece, ...] | None:
        if last.flows:
            return self._flow(before, last, room, force=force)
        parts = [
            (x, strips, take(strips, room, self.factor, force=force)) for x, strips in last.columns
        ]
        if not all(part.placed for _, strips, part in parts if strips):
            return None
        for piece in before:
            self._put(piece)
        if self.placed:
            self.y += last.space * self.factor
        self._put_columns([(x, part) for x, _, part in parts], replace(last, least=0.0))
        rest = tuple((x, part.rest) for x, _, part in parts)
        return (replace(last, columns=rest),) if any(strips for _, strips in rest) else ()

    def _flow(
        self, before: tuple[Piece, ...], last: Parallel, room: float, *, force: bool
    ) -> tuple[Piece, ...] | None:
        """Fill the columns one after the other; what is left goes on in columns of equal height."""
        lefts = [x for x, _ in last.columns]
        pieces = tuple(strip for _, strips in last.columns for strip in strips)
        columns = _poured(pieces, lefts, room, self.factor, force=force)
        if not columns[0].placed:
            return None
        for piece in before:
            self._put(piece)
        if self.placed:
            self.y += last.space * self.factor
        self._put_columns(list(zip(lefts, columns, strict=True)), replace(last, least=0.0))
        rest = columns[-1].rest
        return (levelled_columns(replace(last, space=0.0), rest),) if rest else ()

    def add_forced(self, chunk: tuple[Piece, ...]) -> tuple[Piece, ...]:
        """Place as many pieces as fit, one at least."""
        first = chunk[0]
        if isinstance(first, Parallel):
            rest = self._split((), first, self.room, force=True)
            return (*(rest or ()), *chunk[1:])
        self._put(first)
        if self.y > self.room + _SLACK:
            leaf = next((line.block for line in first.lines), None)
            self.too_tall.append(TooTall(first.block, self.y - self.room, leaf))
            return chunk[1:]
        for number, piece in enumerate(chunk[1:], 1):
            if not self.add_whole((piece,)):
                return chunk[number:]
        return ()
